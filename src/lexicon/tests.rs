use super::*;

fn lexicon() -> Lexicon {
    Lexicon::load(&Data::builtin()).unwrap()
}

/// Holds the readings of a form, as `lemma TAG`, against what is expected among them.
fn check(cases: &[(&str, &[&str])]) {
    let lexicon = lexicon();
    for (form, expected) in cases {
        let readings: Vec<String> = lexicon
            .analyses(form)
            .iter()
            .map(|reading| format!("{} {}", lexicon.lemma(reading.lemma), reading.class.tag()))
            .collect();
        for wanted in *expected {
            assert!(
                readings.iter().any(|reading| reading == wanted),
                "{form}: {readings:?}"
            );
        }
        assert_eq!(expected.is_empty(), readings.is_empty(), "{form}: {readings:?}");
    }
}

#[test]
fn inflected_forms_lead_to_their_lemmas() {
    check(&[
        ("livreront", &["livrer VERB"]),
        ("chevaux", &["cheval NOUN"]),
        ("acquièrent", &["acquérir VERB"]),
        ("connait", &["connaître VERB"]),
        ("nouvelles", &["nouveau ADJ"]),
        ("xyzzy", &[]),
    ]);
}

#[test]
fn newsroom_spellings_are_read() {
    check(&[
        ("Etat", &["état NOUN"]),
        ("Ecoles", &["école NOUN"]),
        ("oeuvre", &["œuvre NOUN"]),
        ("ARMÉE", &["armée NOUN"]),
        ("BAMAKO", &["Bamako PROPN"]),
        ("aujourd’hui", &["aujourd'hui ADV"]),
    ]);
}

#[test]
fn verbs_carry_their_auxiliary() {
    let lexicon = lexicon();
    let features = |form: &str| lexicon.analyses(form)[0].features;
    assert!(features("arriveront").contains(Features::ETRE_VERB));
    assert!(features("abstenir").contains(Features::PRONOMINAL_ONLY));
    assert!(features("livrer").contains(Features::TRANSITIVE | Features::INFINITIVE));
    assert!(features("serons").contains(Features::AUXILIARY));
}

#[test]
fn lemma_ids_and_texts_agree() {
    let lexicon = lexicon();
    for lemma in ["être", "à", "zythum", "au sein de"] {
        if let Some(id) = lexicon.lemma_id(lemma) {
            assert_eq!(lexicon.lemma(id), lemma);
        }
    }
    assert_eq!(lexicon.lemma(LemmaId::UNKNOWN), "");
}

#[test]
fn locutions_are_found_by_their_words() {
    let lexicon = lexicon();
    let found = |words: &str| {
        let keys: Vec<u64> = words.split(' ').map(crate::text::lowered).collect();
        let first = lexicon.analyses(words.split(' ').next().unwrap_or_default())[0].lemma;
        let locution = lexicon.locution(first, |at| keys.get(at).copied());
        locution.map(|locution| lexicon.lemma(locution.lemma))
    };
    assert_eq!(found("au sein de"), Some("au sein de"));
    assert_eq!(found("au sein du"), Some("au sein de"));
    assert_eq!(found("au sein"), None);
    assert_eq!(found("sein de"), None);
}
