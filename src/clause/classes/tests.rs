use super::*;
use crate::article::Article;
use crate::text::Typography;

/// Tags `sentence` and holds `form/TAG` pairs against it.
fn check(sentence: &str, expected: &str) {
    let data = Data::builtin();
    let lexicon = Lexicon::load(&data).unwrap();
    let classes = WordClasses::load(&data, &lexicon).unwrap();
    let source = Source::of(&Article {
        text: sentence.to_owned(),
        ..Article::default()
    });
    let (text, _) = Typography::load(&data).unwrap().read(&source);
    let tokens = classes.tag(&source, &text, &lexicon, &[]);
    let tagged: Vec<String> = text
        .words
        .iter()
        .zip(&tokens)
        .map(|(word, token)| format!("{}/{}", word.span.of(&source.text), token.class.tag()))
        .collect();
    assert_eq!(tagged.join(" "), expected);
}

#[test]
fn homographs_are_told_apart() {
    check(
        "La porte ferme mal.",
        "La/DET porte/NOUN ferme/VERB mal/ADV ./PUNCT",
    );
    check("Il la porte.", "Il/PRON la/PRON porte/VERB ./PUNCT");
}
