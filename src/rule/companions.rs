//! The fixed words that constructions ask for, found in one pass over an article.
//!
//! "prendre" sets off dozens of frames, each for another noun, and a comma dozens of patterns. Which of their words
//! stand in a sentence is looked up once, a bit for each set of words, so that a construction whose companion is
//! missing costs nothing.

use super::listing::Listing;
use super::table::{LemmaSet, Rule, Takes};
use super::view::View;
use crate::lexicon::LemmaId;
use crate::text::Sieve;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The sets of words that the constructions of all rules look for in sentences, by their members.
#[derive(Debug, Default)]
pub(super) struct Companions {
    count: u16,
    /// Which sets a word is in, by its lemma.
    lemmas: Listing<u16>,
    /// Which sets a word is in, by the key of its form.
    forms: FxHashMap<u64, SmallVec<[u16; 4]>>,
    /// Keys of `forms`.
    sieve: Sieve,
}

impl Companions {
    /// Numbers every set that some construction looks for; the same words get the same number.
    pub fn number(rules: &mut [Rule], lemma_count: usize) -> Self {
        let mut companions = Self::default();
        let mut members = Vec::new();
        let mut known: FxHashMap<LemmaSet, u16> = FxHashMap::default();
        let mut number = |set: &mut LemmaSet| {
            set.number = None;
            if set.is_empty() {
                return;
            }
            let number = *known
                .entry(set.clone())
                .or_insert_with(|| companions.add(set, &mut members));
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
                // The trigger itself stands there in any case.
                let others = pattern.sequence.iter().enumerate();
                let fixed = others.filter(|(at, element)| *at != pattern.trigger && !element.optional);
                let fixed = fixed.filter_map(|(_, element)| match &element.takes {
                    Takes::Lemma(lemmas) => Some(lemmas.clone()),
                    Takes::Form(keys) => Some(LemmaSet::of_forms(keys.clone())),
                    Takes::Group | Takes::Class(_) | Takes::Skip(_) => None,
                });
                let mut needed: Vec<LemmaSet> = fixed.collect();
                needed.iter_mut().for_each(&mut number);
                needed.extend([&pattern.with_word, &pattern.with_form].map(Clone::clone));
                pattern.needed = Needs::rarest_first(needed.iter());
            }
        }
        companions.lemmas = Listing::new(members, lemma_count);
        companions
    }

    fn add(&mut self, set: &LemmaSet, members: &mut Vec<(LemmaId, u16)>) -> u16 {
        let number = self.count;
        self.count += 1;
        members.extend(set.iter().map(|lemma| (lemma, number)));
        for key in set.forms() {
            self.sieve.insert(key);
            self.forms.entry(key).or_default().push(number);
        }
        number
    }

    /// The sets that hold the word with this key as it is written.
    fn of_form(&self, key: u64) -> &[u16] {
        if !self.sieve.lets_through(key) {
            return &[];
        }
        self.forms.get(&key).map_or(&[], |sets| sets)
    }

    /// Which sets have a member in each sentence of an article.
    pub fn standing_in(&self, view: &View<'_>) -> Standing {
        let width = usize::from(self.count).div_ceil(64);
        let mut bits = vec![0; width * view.text.sentences.len()];
        let words = view.text.words.iter().zip(&view.text.keys);
        for ((word, key), token) in words.zip(&view.analysis.tokens) {
            let sentence = word.sentence as usize * width;
            let Some(sentence) = bits.get_mut(sentence..sentence + width) else {
                continue;
            };
            for set in self.lemmas.of(token.lemma).iter().chain(self.of_form(*key)) {
                sentence[usize::from(*set) / 64] |= 1 << (set % 64);
            }
        }
        Standing { width, bits }
    }
}

/// The companions that constructions cannot do without, construction by construction.
#[derive(Debug, Default)]
pub(super) struct Needs {
    numbers: Vec<u16>,
}

/// What one construction cannot do without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// The companion that is looked for first, if there is one: most sentences lack it.
    gate: Option<u16>,
    /// Where the others stand among [`Needs`].
    others: (u32, u32),
}

impl Needs {
    /// Numbers of `sets`, those with the fewest words first: they are the likeliest to be missing.
    pub fn rarest_first<'s>(sets: impl Iterator<Item = &'s LemmaSet>) -> Vec<u16> {
        let mut numbered: Vec<(usize, u16)> = sets.filter_map(|set| Some((set.len(), set.number?))).collect();
        numbered.sort_unstable();
        numbered.dedup();
        numbered.into_iter().map(|(_, number)| number).collect()
    }

    /// Enters what a frame needs.
    pub fn add<'s>(&mut self, sets: impl Iterator<Item = &'s LemmaSet>) -> Need {
        self.add_numbers(&Self::rarest_first(sets))
    }

    /// Enters what a pattern needs.
    pub fn add_numbers(&mut self, needed: &[u16]) -> Need {
        let begin = self.numbers.len() as u32;
        self.numbers.extend(needed.iter().skip(1));
        Need {
            gate: needed.first().copied(),
            others: (begin, self.numbers.len() as u32),
        }
    }

    /// Whether all that a construction needs stands in a sentence.
    pub fn are_met(&self, need: &Need, sentence: Present<'_>) -> bool {
        let (begin, end) = need.others;
        need.gate.is_none_or(|gate| {
            sentence.holds(gate)
                && self.numbers[begin as usize..end as usize]
                    .iter()
                    .all(|set| sentence.holds(*set))
        })
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

    /// The sets that have a member in `sentence`.
    pub fn in_sentence(&self, sentence: u32) -> Present<'_> {
        let first = sentence as usize * self.width;
        Present(self.bits.get(first..first + self.width).unwrap_or_default())
    }

    /// Whether a word of the set with this number stands in `sentence`.
    pub fn holds(&self, sentence: u32, set: u16) -> bool {
        self.in_sentence(sentence).holds(set)
    }
}

/// The sets that have a member in one sentence, a bit each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Present<'a>(&'a [u64]);

impl Present<'_> {
    /// Whether a word of the set with this number stands there.
    pub fn holds(self, set: u16) -> bool {
        let bits = self.0.get(usize::from(set) / 64);
        bits.is_some_and(|bits| bits >> (set % 64) & 1 != 0)
    }
}
