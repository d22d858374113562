//! The fixed words that constructions ask for, found in one pass over an article.
//!
//! "prendre" sets off dozens of frames, each for another noun, and a comma dozens of patterns. Which of their words
//! stand in a sentence is looked up once, a bit for each set of words, so that a construction whose companion is
//! missing costs nothing.

use super::table::{LemmaSet, Rule, Takes};
use super::view::View;
use crate::text::Sieve;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The sets of words that the constructions of all rules look for in sentences, by their members.
#[derive(Debug, Default)]
pub(super) struct Companions {
    count: u16,
    lemmas: Members,
    forms: Members,
}

/// Which sets a word is in, by its lemma's id or by the key of its form.
#[derive(Debug, Default)]
struct Members {
    sieve: Sieve,
    sets: FxHashMap<u64, SmallVec<[u16; 4]>>,
}

impl Members {
    fn insert(&mut self, key: u64, set: u16) {
        self.sieve.insert(key);
        self.sets.entry(key).or_default().push(set);
    }

    fn sets_of(&self, key: u64) -> &[u16] {
        if !self.sieve.lets_through(key) {
            return &[];
        }
        self.sets.get(&key).map_or(&[], |sets| sets)
    }
}

impl Companions {
    /// Numbers every set that some construction looks for; the same words get the same number.
    pub fn number(rules: &mut [Rule]) -> Self {
        let mut companions = Self::default();
        let mut known: FxHashMap<LemmaSet, u16> = FxHashMap::default();
        let mut number = |set: &mut LemmaSet| {
            set.number = None;
            if set.is_empty() {
                return;
            }
            let number = *known.entry(set.clone()).or_insert_with(|| companions.add(set));
            set.number = Some(number);
        };
        for rule in rules {
            for frame in &mut rule.frames {
                frame
                    .places
                    .iter_mut()
                    .filter(|place| place.required)
                    .for_each(|place| number(&mut place.words.lemma));
                number(&mut frame.with_word);
                number(&mut frame.without_word);
            }
            for pattern in &mut rule.patterns {
                number(&mut pattern.with_word);
                number(&mut pattern.with_form);
                let fixed = pattern.sequence.iter().filter(|element| !element.optional);
                let fixed = fixed.filter_map(|element| match &element.takes {
                    Takes::Lemma(lemmas) => Some(lemmas.clone()),
                    Takes::Form(keys) => Some(LemmaSet::of_forms(keys.clone())),
                    Takes::Group | Takes::Class(_) | Takes::Skip(_) => None,
                });
                let within = fixed.filter_map(|mut set| {
                    number(&mut set);
                    set.number
                });
                let within: Vec<u16> = within.collect();
                let around = [&pattern.with_word, &pattern.with_form];
                pattern.needed = within
                    .into_iter()
                    .chain(around.iter().filter_map(|set| set.number))
                    .collect();
            }
        }
        companions
    }

    fn add(&mut self, set: &LemmaSet) -> u16 {
        let number = self.count;
        self.count += 1;
        set.iter()
            .for_each(|lemma| self.lemmas.insert(u64::from(lemma.0), number));
        set.forms().for_each(|key| self.forms.insert(key, number));
        number
    }

    /// Which sets have a member in each sentence of an article.
    pub fn standing_in(&self, view: &View<'_>) -> Standing {
        let width = usize::from(self.count).div_ceil(64);
        let mut bits = vec![0; width * view.text.sentences.len()];
        for (at, word) in view.text.words.iter().enumerate() {
            let sentence = word.sentence as usize * width;
            let Some(sentence) = bits.get_mut(sentence..sentence + width) else {
                continue;
            };
            let lemma = view.lemma(at as u32);
            let (lemmas, forms) = (
                self.lemmas.sets_of(u64::from(lemma.0)),
                self.forms.sets_of(view.key(at as u32)),
            );
            for set in lemmas.iter().chain(forms) {
                sentence[usize::from(*set) / 64] |= 1 << (set % 64);
            }
        }
        Standing { width, bits }
    }
}

/// For each sentence of an article, the sets that have a member in it.
#[derive(Debug)]
pub(super) struct Standing {
    width: usize,
    bits: Vec<u64>,
}

impl Standing {
    /// Whether a word of `set` may stand in `sentence`, by its lemma or as it is written; never wrong where it
    /// says no.
    pub fn may_hold(&self, sentence: u32, set: &LemmaSet) -> bool {
        set.number.is_none_or(|number| self.holds(sentence, number))
    }

    /// Whether a word of each of these sets stands in `sentence`.
    pub fn holds_all(&self, sentence: u32, sets: &[u16]) -> bool {
        sets.iter().all(|set| self.holds(sentence, *set))
    }

    /// Whether a word of the set with this number stands in `sentence`.
    pub fn holds(&self, sentence: u32, set: u16) -> bool {
        let place = sentence as usize * self.width + usize::from(set) / 64;
        self.bits
            .get(place)
            .is_some_and(|bits| bits >> (set % 64) & 1 != 0)
    }
}
