//! What each pronoun and possessive asks of those it stands for.

use super::raw::RawPronouns;
use crate::lexicon::Features;
use crate::mention::fold::lowered;
use rustc_hash::FxHashMap;

/// What a pronoun asks of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::resolve) struct Pronoun {
    /// Gender and number wanted; empty where any will do.
    pub features: Features,
    pub nearest: bool,
    pub place: bool,
    /// "en": the place or organisation that is left.
    pub source: bool,
    pub possessive: bool,
    pub all: bool,
    /// "nous", "notre": whoever speaks.
    pub first: bool,
}

/// Personal and other pronouns, by their keys.
pub(super) fn personal(raw: &RawPronouns) -> FxHashMap<u64, Pronoun> {
    let (masculine, feminine) = (Features::MASCULINE, Features::FEMININE);
    let (singular, plural) = (Features::SINGULAR, Features::PLURAL);
    let mut table: FxHashMap<u64, Pronoun> = FxHashMap::default();
    for (forms, features) in [
        (&raw.masculine, masculine | singular),
        (&raw.feminine, feminine | singular),
        (&raw.singular, singular),
        (&raw.masculine_plural, masculine | plural),
        (&raw.feminine_plural, feminine | plural),
        (&raw.plural, plural),
        (&raw.all, plural),
    ] {
        for form in forms {
            table.entry(lowered(form)).or_default().features = features;
        }
    }
    for form in &raw.places {
        table.entry(lowered(form)).or_default().place = true;
    }
    for form in &raw.sources {
        table.entry(lowered(form)).or_default().source = true;
    }
    for form in &raw.nearest {
        table.entry(lowered(form)).or_default().nearest = true;
    }
    for form in &raw.all {
        table.entry(lowered(form)).or_default().all = true;
    }
    table
}

/// Possessive determiners, by their keys.
pub(super) fn possessive(raw: &RawPronouns) -> FxHashMap<u64, Pronoun> {
    let forms = [
        (&raw.possessive_singular, Features::SINGULAR, false),
        (&raw.possessive_plural, Features::PLURAL, false),
        (&raw.possessive_first_singular, Features::SINGULAR, true),
        (&raw.possessive_first_plural, Features::PLURAL, true),
    ];
    let pronoun = |features, first| Pronoun {
        features,
        first,
        possessive: true,
        ..Pronoun::default()
    };
    forms
        .into_iter()
        .flat_map(|(forms, features, first)| forms.iter().map(move |form| (form, features, first)))
        .map(|(form, features, first)| (lowered(form), pronoun(features, first)))
        .collect()
}

/// Pronouns of whoever speaks, by their keys.
pub(super) fn first_person(raw: &RawPronouns) -> FxHashMap<u64, Pronoun> {
    let forms = [
        (&raw.first_singular, Features::SINGULAR),
        (&raw.first_plural, Features::PLURAL),
    ];
    let pronoun = |features| Pronoun {
        features,
        first: true,
        ..Pronoun::default()
    };
    forms
        .into_iter()
        .flat_map(|(forms, features)| forms.iter().map(move |form| (lowered(form), pronoun(features))))
        .collect()
}
