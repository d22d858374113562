//! Patterns: their elements, and how far each stands from the trigger.

use super::Reader;
use crate::lexicon::Class;
use crate::rule::file::{ElementTable, Name, PatternTable};
use crate::rule::table::{Distance, Element, LemmaSet, Pattern, Takes};
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn pattern(&self, pattern: Spanned<PatternTable>) -> Pattern {
        let at = pattern.span();
        let table = pattern.into_inner();
        let sequence: Vec<Element> = table
            .sequence
            .iter()
            .filter_map(|element| self.element(element))
            .collect();
        let trigger = sequence.iter().position(|element| {
            !element.optional && matches!(element.takes, Takes::Lemma(_) | Takes::Form(_))
        });
        if trigger.is_none() {
            self.shape(
                &at,
                "a pattern needs an element with `lemma` or `form` that is not optional",
                "it is the word that sets the pattern off",
            );
        }
        let trigger = trigger.unwrap_or_default();
        let pairs = table.pairs.as_ref().and_then(|name| self.role(name));
        Pattern {
            before: distances(&sequence[..trigger]),
            sequence,
            trigger,
            with_word: self.lemma_set(&table.with.word),
            with_form: LemmaSet::of_forms(self.form_keys(&table.with.form)),
            opens: table.opens,
            needed: Vec::new(),
            triggers: None,
            effect: self.effect(table.status.as_ref(), table.phase.as_ref()),
            pairs,
            at,
        }
    }

    pub(super) fn element(&self, element: &Spanned<ElementTable>) -> Option<Element> {
        let table = element.get_ref();
        let mut takes = Vec::new();
        if !table.lemma.is_empty() {
            takes.push(Takes::Lemma(self.lemma_set(&table.lemma)));
        }
        if !table.form.is_empty() {
            takes.push(Takes::Form(self.form_keys(&table.form)));
        }
        if !table.class.is_empty() {
            takes.push(Takes::Class(
                table
                    .class
                    .0
                    .iter()
                    .filter_map(|tag| self.word_class(tag))
                    .collect(),
            ));
        }
        takes.extend(table.skip.map(Takes::Skip));
        if takes.is_empty() && table.role.is_some() {
            takes.push(Takes::Group);
        }
        if takes.len() != 1 {
            self.shape(
                &element.span(),
                "an element has one of lemma, form, class and skip, or a role alone",
                "write one element for each word",
            );
        }
        Some(Element {
            takes: takes.pop()?,
            role: table.role.as_ref().and_then(|name| self.role(name)),
            optional: table.optional,
            alone: table.alone,
        })
    }

    pub(super) fn word_class(&self, tag: &Name) -> Option<Class> {
        const CLASSES: [Class; 16] = [
            Class::Noun,
            Class::ProperNoun,
            Class::Verb,
            Class::Auxiliary,
            Class::Adjective,
            Class::Adverb,
            Class::Adposition,
            Class::Determiner,
            Class::Pronoun,
            Class::Coordinator,
            Class::Subordinator,
            Class::Numeral,
            Class::Interjection,
            Class::Punctuation,
            Class::Symbol,
            Class::Other,
        ];
        let found = CLASSES.into_iter().find(|class| class.tag() == tag.get_ref());
        if found.is_none() {
            let known: Vec<_> = CLASSES.iter().map(|class| class.tag()).collect();
            self.unknown("word class", tag, format!("one of {}", known.join(", ")));
        }
        found
    }
}

/// How many words each element and those behind it take, and 0 for what comes behind them all.
fn distances(sequence: &[Element]) -> Vec<Distance> {
    let mut distances = vec![Distance::default()];
    for element in sequence.iter().rev() {
        let (behind, own) = (distances[distances.len() - 1], element.width());
        distances.push(Distance {
            least: behind.least + own.least,
            most: behind.most.saturating_add(own.most),
        });
    }
    distances.reverse();
    distances
}
