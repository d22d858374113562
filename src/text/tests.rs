use super::*;
use crate::data::Data;

fn read(text: &str) -> (Source, Text, Vec<Warning>) {
    let typography = Typography::load(&Data::builtin()).unwrap();
    let source = Source::of(&Article {
        text: text.to_owned(),
        ..Article::default()
    });
    let (text, warnings) = typography.read(&source);
    (source, text, warnings)
}

/// Long odd texts are read in time that grows with their length alone.
fn check_odd(text: &str) {
    let (source, read, _) = read(text);
    assert!(
        read.words
            .iter()
            .all(|word| !word.span.of(&source.text).is_empty())
    );
    let held: usize = read.sentences.iter().map(|sentence| sentence.words.len()).sum();
    assert_eq!(held, read.words.len());
}

#[test]
fn odd_texts_are_read() {
    check_odd("");
    check_odd("\u{FEFF}");
    check_odd("'");
    check_odd("l'");
    check_odd("-");
    check_odd("-t-il");
    check_odd("5 ");
    check_odd("…\u{301}\u{301}.");
    check_odd(&"(".repeat(200_000));
    check_odd(&"« ".repeat(5_000));
    check_odd(&"« a » ".repeat(20_000));
    check_odd(&"mot ".repeat(100_000));
    check_odd(&"a-".repeat(100_000));
    check_odd(&"b'".repeat(100_000));
    check_odd(&"l'".repeat(100_000));
    check_odd(&"1.".repeat(100_000));
    check_odd(&"1 000 ".repeat(50_000));
}

#[test]
fn hidden_stretches_are_white_space() {
    let typography = Typography::load(&Data::builtin()).unwrap();
    let text = "Moscou [livre](https://exemple.org) des drones.";
    let hidden = [(7, 8), (13, 35)];
    let article = Article {
        text: text.to_owned(),
        marks: hidden
            .map(|(start, end)| crate::article::Mark {
                span: Span::new(start, end),
                kind: MarkKind::Hidden,
            })
            .to_vec(),
        ..Article::default()
    };
    let source = Source::of(&article);
    let (read, _) = typography.read(&source);
    let words: Vec<&str> = read.words.iter().map(|word| word.span.of(&source.text)).collect();
    assert_eq!(words, ["Moscou", "livre", "des", "drones", "."]);
}

#[test]
fn the_headline_is_a_sentence_of_its_own() {
    let typography = Typography::load(&Data::builtin()).unwrap();
    let source = Source::of(&Article {
        title: Some("Niamey reçoit deux avions".into()),
        text: "La livraison a eu lieu lundi.".into(),
        ..Article::default()
    });
    let (read, _) = typography.read(&source);
    assert_eq!(read.sentences.len(), 2);
    assert_eq!(read.sentences[0].kind, SentenceKind::Title);
}

#[test]
fn unclosed_quotations_are_reported() {
    let (_, text, warnings) = read("Il a dit : « Nous partirons.");
    assert!(text.quotations.is_empty());
    assert_eq!(warnings, [Warning::UnclosedQuotation(11)]);
}

#[test]
fn what_has_no_end_is_cut() {
    let (_, read, _) = read(&"mot ".repeat(2_000));
    let lengths: Vec<_> = read
        .sentences
        .iter()
        .map(|sentence| sentence.words.len())
        .collect();
    assert_eq!(lengths, [800, 800, 400]);
}

#[test]
fn keys_are_those_of_the_words() {
    let (source, text, _) = read(
        "L’armée « n’a pas » rendez-vous à N’Djamena : 5 000 km, M. Œdipe, aujourd'hui, ÉTATS-UNIS, était-il, l’on, U.E., cœur.",
    );
    assert_eq!(
        (text.keys.len(), text.folds.len()),
        (text.words.len(), text.words.len())
    );
    for (word, (key, fold)) in text.words.iter().zip(text.keys.iter().zip(&text.folds)) {
        let form = word.span.of(&source.text);
        assert_eq!(*key, lowered(form), "{form}");
        assert!(*fold == 0 || *fold == folded(form), "{form}");
    }
}
