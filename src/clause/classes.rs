//! Word classes in context: which reading of each word holds.
//!
//! Every word brings the lexicon's readings; constraints from `data/grammar/classes.toml` strike out those
//! that the neighbours exclude, sentence by sentence from left to right, twice. A word that the lexicon
//! lacks is guessed from its shape and ending. No reading is ever invented against the lexicon, and the
//! last one is never struck out.

mod constraint;
mod guess;
mod language;
#[cfg(test)]
mod tests;

pub use language::ClassesError;

use crate::clause::Token;
use crate::data::Data;
use crate::lexicon::{Analysis, Class, Features, LemmaId, Lexicon, Readings};
use crate::mention::{Mention, MentionKind};
use crate::text::{Shape, Source, Text, Word};
use constraint::{Constraints, Slot};
use guess::Guesser;

/// How word classes are told apart.
#[derive(Debug)]
pub struct WordClasses {
    constraints: Constraints,
    guesser: Guesser,
    /// Lemma of the copula.
    copula: Option<LemmaId>,
}

impl WordClasses {
    /// Compiles `data/grammar/classes.toml`.
    ///
    /// # Errors
    /// [`ClassesError`] names file, line and remedy.
    pub fn load(data: &Data, lexicon: &Lexicon) -> Result<Self, ClassesError> {
        let file = language::read(data)?;
        Ok(Self {
            constraints: Constraints::compile(&file, lexicon)?,
            guesser: Guesser::compile(&file)?,
            copula: file.copula.as_deref().and_then(|lemma| lexicon.lemma_id(lemma)),
        })
    }

    /// The reading of every word; parallel to [`Text::words`].
    ///
    /// `mentions` may be empty; capitalised words of a mentioned name are proper nouns.
    #[must_use]
    pub fn tag(&self, source: &Source, text: &Text, lexicon: &Lexicon, mentions: &[Mention]) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.words.len());
        let names = named_words(text, mentions);
        let mut slots: Vec<Slot> = Vec::new();
        for sentence in &text.sentences {
            slots.clear();
            for index in sentence.words.clone() {
                let word = &text.words[index as usize];
                let form = word.span.of(&source.text);
                let named = names.get(index as usize).copied().unwrap_or_default();
                slots.push(self.slot(form, word, named, lexicon));
            }
            self.constraints.apply(&mut slots);
            tokens.extend(slots.iter().map(Slot::token));
        }
        tokens
    }

    /// A word with all its readings.
    fn slot(&self, form: &str, word: &Word, named: bool, lexicon: &Lexicon) -> Slot {
        let shape = word.shape;
        if shape.contains(Shape::PUNCTUATION) {
            return Slot::new(guess::mark(form), 0, shape);
        }
        let form_id = self.constraints.form(form);
        let mut readings = lexicon.analyses(form);
        if named && shape.contains(Shape::CAPITALISED) {
            let lemma = readings.iter().find(|reading| reading.class == Class::ProperNoun);
            let name = lemma.copied().unwrap_or(Analysis {
                lemma: lexicon.lemma_id(form).unwrap_or(LemmaId::UNKNOWN),
                class: Class::ProperNoun,
                features: Features::empty(),
            });
            return Slot::new(Readings::from_slice(&[name]), form_id, shape);
        }
        if readings.is_empty() {
            readings = self.guesser.guess(form, word.shape, lexicon);
        } else if shape.contains(Shape::CAPITALISED) && !readings.iter().any(|r| r.class == Class::ProperNoun)
        {
            readings.push(Analysis {
                lemma: LemmaId::UNKNOWN,
                class: Class::ProperNoun,
                features: Features::GUESSED,
            });
        }
        self.add_auxiliaries(&mut readings);
        Slot::new(readings, form_id, shape)
    }

    /// Gives the verbs that may be auxiliaries their second class; the copula has no other.
    fn add_auxiliaries(&self, readings: &mut Readings) {
        for index in 0..readings.len() {
            let mut reading = readings[index];
            if reading.class != Class::Verb || !reading.features.contains(Features::AUXILIARY) {
                continue;
            }
            reading.class = Class::Auxiliary;
            if Some(reading.lemma) == self.copula {
                readings[index] = reading;
            } else {
                readings.push(reading);
            }
        }
    }
}

/// For each word whether it stands in a mentioned name; empty where nothing is mentioned.
fn named_words(text: &Text, mentions: &[Mention]) -> Vec<bool> {
    if mentions.is_empty() {
        return Vec::new();
    }
    let mut named = vec![false; text.words.len()];
    for mention in mentions {
        if matches!(mention.kind, MentionKind::Name(_))
            && let Some(words) = named.get_mut(mention.words.start as usize..mention.words.end as usize)
        {
            words.fill(true);
        }
    }
    named
}
