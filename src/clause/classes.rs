//! Word classes in context: which reading of each word holds.
//!
//! Every word brings the lexicon's readings; constraints from `data/grammar/classes.toml` strike out those
//! that the neighbours exclude, sentence by sentence from left to right, twice. A word that the lexicon
//! lacks is guessed from its shape and ending. No reading is ever invented against the lexicon, and the
//! last one is never struck out.

mod cohorts;
mod constraint;
mod evidence;
mod guess;
mod kinds;
mod language;
mod memory;
mod patterns;
mod profiles;
mod recent;
#[cfg(test)]
mod tests;

pub use language::ClassesError;

use crate::clause::Token;
use crate::data::Data;
use crate::lexicon::{Analysis, Class, Edition, Features, LemmaId, Lexicon, Readings};
use crate::mention::{Mention, MentionKind};
use crate::text::{Sentence, Shape, Source, Text, WordIndex};
use cohorts::{Cohorts, Reading, Run};
use constraint::Constraints;
use guess::Guesser;
use memory::{Known, LOOKS, Memory};
use profiles::{Profile, ProfileId, Profiles};
use std::cell::RefCell;

/// How word classes are told apart.
#[derive(Debug)]
pub struct WordClasses {
    edition: Edition,
    constraints: Constraints,
    guesser: Guesser,
    /// Lemma of the copula.
    copula: Option<LemmaId>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
}

/// Readings that are remembered before all is forgotten: those of words that have been pushed out stay among them.
const READINGS: usize = 1 << 17;

/// What a thread keeps from article to article: what it has looked up, and room for a sentence.
#[derive(Debug, Default)]
struct Scratch {
    /// The tables that it was looked up in.
    tables: Edition,
    memory: Memory,
    profiles: Profiles,
    cohorts: Cohorts,
    /// Words of the sentence with which a locution may begin.
    openings: Vec<u32>,
}

impl Scratch {
    /// Forgets what was looked up in other tables, and all where it has grown too much.
    fn serve(&mut self, classes: &WordClasses) {
        let full = self.profiles.is_full() || self.cohorts.remembered() > READINGS;
        if full || self.tables != classes.edition {
            self.tables = classes.edition;
            self.memory.clear();
            self.profiles.clear(&classes.constraints.evidence);
            self.cohorts.forget();
        }
    }
}

impl WordClasses {
    /// Compiles `data/grammar/classes.toml`.
    ///
    /// # Errors
    /// [`ClassesError`] names file, line and remedy.
    pub fn load(data: &Data, lexicon: &Lexicon) -> Result<Self, ClassesError> {
        let file = language::read(data)?;
        Ok(Self {
            edition: Edition::issue(),
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
        let mut names = names.as_slice();
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.serve(self);
            for sentence in &text.sentences {
                scratch.cohorts.clear();
                self.read(source, text, sentence, lexicon, scratch);
                let own = names.partition_point(|word| *word < sentence.words.end);
                self.read_capitals(source, text, sentence, lexicon, &names[..own], scratch);
                names = &names[own..];
                self.read_locutions(text, sentence, lexicon, scratch);
                self.constraints
                    .apply(&mut scratch.cohorts, &mut scratch.profiles);
                tokens.extend(scratch.cohorts.tokens());
            }
        });
        tokens
    }

    /// Appends every word of `sentence` with all its readings.
    fn read(
        &self,
        source: &Source,
        text: &Text,
        sentence: &Sentence,
        lexicon: &Lexicon,
        scratch: &mut Scratch,
    ) {
        let Scratch {
            memory,
            profiles,
            cohorts,
            openings,
            ..
        } = scratch;
        openings.clear();
        let range = sentence.words.start as usize..sentence.words.end as usize;
        let words = text.words[range.clone()].iter().zip(&text.keys[range]);
        for (at, (word, key)) in (0..).zip(words) {
            let bytes = source.text.as_bytes().get(word.span.range()).unwrap_or_default();
            let looks = word.shape & LOOKS;
            let known = match memory.recall(bytes, *key, looks) {
                Some(known) => known,
                None => {
                    let form = word.span.of(&source.text);
                    let readings = self.look_up(form, word.shape, lexicon, profiles, cohorts);
                    let mut lemmas = cohorts.analyses(readings).map(|analysis| analysis.lemma);
                    let opens = lemmas.any(|lemma| lexicon.may_begin_locution(lemma));
                    let known = Known::new(readings, opens);
                    memory.remember(bytes, *key, looks, known)
                }
            };
            let profile = match known.profile(word.shape) {
                Some(profile) => profile,
                None => {
                    let profile = self.profile(known.readings, word.shape, *key, profiles, cohorts);
                    known.set_profile(word.shape, profile);
                    profile
                }
            };
            cohorts.push(known.readings, profile);
            if known.opens_locution {
                openings.push(at);
            }
        }
    }

    /// The profile of a word with these readings. Not inlined: most words are remembered with theirs.
    #[inline(never)]
    fn profile(
        &self,
        readings: Run,
        shape: Shape,
        key: u64,
        profiles: &mut Profiles,
        cohorts: &Cohorts,
    ) -> ProfileId {
        let evidence = &self.constraints.evidence;
        let form = evidence.vocabulary.form(key);
        let profile = Profile::new(form, shape, cohorts.sorts(readings));
        profiles.number(evidence, profile)
    }

    /// Takes the capitalised words of `names` for parts of names, and other capitals for nothing in a line of capitals.
    fn read_capitals(
        &self,
        source: &Source,
        text: &Text,
        sentence: &Sentence,
        lexicon: &Lexicon,
        names: &[WordIndex],
        scratch: &mut Scratch,
    ) {
        let Scratch {
            profiles, cohorts, ..
        } = scratch;
        let evidence = &self.constraints.evidence;
        let start = sentence.words.start;
        let words = &text.words[start as usize..sentence.words.end as usize];
        for word in names {
            let at = (word - start) as usize;
            cohorts.name(at, profiles, evidence, || {
                lexicon.lemma_id(words[at].span.of(&source.text))
            });
        }
        let capitals = words
            .iter()
            .filter(|word| word.shape.contains(Shape::ALL_CAPITALS))
            .count();
        if capitals >= 3 && capitals * 2 > words.len() {
            let others = sentence.words.clone().filter(|word| !names.contains(word));
            others.for_each(|word| cohorts.ignore_capitals((word - start) as usize, profiles, evidence));
        }
    }

    /// All readings of a word, wherever it stands. Not inlined: most words are remembered with theirs.
    #[inline(never)]
    fn look_up(
        &self,
        form: &str,
        shape: Shape,
        lexicon: &Lexicon,
        profiles: &mut Profiles,
        cohorts: &mut Cohorts,
    ) -> Run {
        let evidence = &self.constraints.evidence;
        let readings = self.readings(form, shape, lexicon).into_iter();
        cohorts.remember(readings.map(|analysis| Reading {
            analysis,
            sort: profiles.sort(evidence, &analysis),
        }))
    }

    fn readings(&self, form: &str, shape: Shape, lexicon: &Lexicon) -> Readings {
        if shape.contains(Shape::PUNCTUATION) {
            return guess::mark(form);
        }
        let mut readings = guess::figure(form, shape);
        if !readings.is_empty() {
            return readings;
        }
        readings = lexicon.analyses(form);
        if readings.is_empty() {
            readings = self.guesser.guess(form, shape, lexicon);
        } else if shape.contains(Shape::CAPITALISED) && !readings.iter().any(|r| r.class == Class::ProperNoun)
        {
            readings.push(Analysis {
                lemma: LemmaId::UNKNOWN,
                class: Class::ProperNoun,
                features: Features::GUESSED,
            });
        }
        self.add_auxiliaries(&mut readings);
        readings
    }

    /// Keeps in the words of a locution the readings that the locution asks for.
    fn read_locutions(&self, text: &Text, sentence: &Sentence, lexicon: &Lexicon, scratch: &mut Scratch) {
        let Scratch {
            profiles,
            cohorts,
            openings,
            ..
        } = scratch;
        let keys = &text.keys[sentence.words.start as usize..sentence.words.end as usize];
        let mut next = 0;
        for at in openings.iter().map(|at| *at as usize) {
            let Some([first, second, ..]) = keys.get(at..) else {
                continue;
            };
            if at < next || !lexicon.may_open_locution(*first, *second) {
                continue;
            }
            let word = |offset: usize| keys.get(at + offset).copied();
            let first = cohorts.readings(at).next();
            let Some(locution) = first.and_then(|reading| lexicon.locution(reading.analysis.lemma, word))
            else {
                continue;
            };
            for (place, class) in (at..).zip(&locution.tags) {
                cohorts.keep_class(place, profiles, &self.constraints.evidence, *class);
            }
            next = at + locution.length();
        }
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

/// The capitalised words of mentioned names, in order.
fn named_words(text: &Text, mentions: &[Mention]) -> Vec<WordIndex> {
    let names = mentions
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Name(_)));
    let words = names.flat_map(|mention| mention.words.clone());
    let mut capitalised: Vec<WordIndex> = words
        .filter(|word| {
            let word = text.words.get(*word as usize);
            word.is_some_and(|word| word.shape.contains(Shape::CAPITALISED))
        })
        .collect();
    // Parts of a compound stand in one word.
    capitalised.sort_unstable();
    capitalised.dedup();
    capitalised
}
