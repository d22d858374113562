//! The fixed words that constructions ask for, found in one pass over an article.
//!
//! "prendre" sets off dozens of frames, each for another noun, and a comma dozens of patterns. Which of their words
//! stand in a sentence is looked up once, a bit for each set of words, so that a construction whose companion is
//! missing costs nothing.

use super::listing::Listing;
use super::table::{LemmaSet, Pattern, Rule, Takes};
use super::view::View;
use crate::lexicon::LemmaId;
use crate::text::Sieve;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The number under which every sentence holds a word: what needs no companion is never held up.
const ANY_WORD: u16 = 0;

/// The sets of words that the constructions of all rules look for in sentences, by their members.
#[derive(Debug)]
pub(super) struct Companions {
    /// Every number of a set is below it.
    count: u16,
    /// Which sets a word is in, by its lemma.
    lemmas: Listing<Sets>,
    /// Which sets a word is in, by the key of its form.
    forms: FxHashMap<u64, SmallVec<[Sets; 2]>>,
    /// Keys of `forms`.
    sieve: Sieve,
}

impl Default for Companions {
    fn default() -> Self {
        Self {
            count: ANY_WORD + 1,
            lemmas: Listing::default(),
            forms: FxHashMap::default(),
            sieve: Sieve::default(),
        }
    }
}

/// Sets whose numbers lie side by side, a bit each.
#[derive(Debug, Clone, Copy)]
struct Sets {
    /// The bits of set 0 to 63 are the first.
    at: u16,
    bits: u64,
}

impl Sets {
    fn of(number: u16) -> Self {
        Self {
            at: number / 64,
            bits: 1 << (number % 64),
        }
    }
}

/// Sets as they are numbered.
#[derive(Default)]
struct Numbering {
    known: FxHashMap<LemmaSet, u16>,
    members: Vec<(u32, Sets)>,
    companions: Companions,
}

impl Numbering {
    /// Gives `set` its number; the same words get the same number, no words get none.
    fn number(&mut self, set: &mut LemmaSet) {
        set.number = None;
        if set.is_empty() {
            return;
        }
        let number = match self.known.get(set) {
            Some(number) => *number,
            None => self.add(set.clone()),
        };
        set.number = Some(number);
    }

    fn add(&mut self, set: LemmaSet) -> u16 {
        let number = self.companions.count;
        self.companions.count += 1;
        let sets = Sets::of(number);
        for LemmaId(lemma) in set.iter() {
            self.members.push((lemma, sets));
        }
        for key in set.forms() {
            self.companions.sieve.insert(key);
            join(self.companions.forms.entry(key).or_default(), sets);
        }
        self.known.insert(set, number);
        number
    }
}

/// Adds to the sets of a word those that lie at or behind the last of them.
fn join(word: &mut SmallVec<[Sets; 2]>, sets: Sets) {
    match word.last_mut().filter(|last| last.at == sets.at) {
        Some(last) => last.bits |= sets.bits,
        None => word.push(sets),
    }
}

impl Companions {
    /// Numbers every set that some construction looks for. Those of patterns come first: many hold the same few words, so
    /// that their bits had better lie side by side.
    pub fn number(rules: &mut [Rule], lemma_count: usize) -> Self {
        let mut numbering = Numbering::default();
        for rule in rules.iter_mut() {
            for pattern in &mut rule.patterns {
                number_needed(pattern, &mut numbering);
            }
        }
        for rule in rules {
            for frame in &mut rule.frames {
                let required = frame.places.iter_mut().filter(|place| place.required);
                required.for_each(|place| numbering.number(&mut place.words.lemma));
                numbering.number(&mut frame.with_word);
                numbering.number(&mut frame.without_word);
            }
        }
        let Numbering {
            mut members,
            mut companions,
            ..
        } = numbering;
        members.sort_by_key(|(lemma, sets)| (*lemma, sets.at));
        members.dedup_by(|next, kept| {
            let same = next.0 == kept.0 && next.1.at == kept.1.at;
            if same {
                kept.1.bits |= next.1.bits;
            }
            same
        });
        companions.lemmas = Listing::new(members, lemma_count);
        companions
    }

    /// Every number of a set is below it.
    pub const fn count(&self) -> usize {
        self.count as usize
    }

    /// The sets that hold the word with this key as it is written.
    fn of_form(&self, key: u64) -> &[Sets] {
        if !self.sieve.lets_through(key) {
            return &[];
        }
        self.forms.get(&key).map_or(&[], |sets| sets)
    }

    /// Which sets have a member in each sentence of an article.
    pub fn standing_in(&self, view: &View<'_>) -> Standing {
        let width = self.count().div_ceil(64);
        let mut bits = vec![0; width * view.text.sentences.len()];
        for (sentence, row) in view.text.sentences.iter().zip(bits.chunks_exact_mut(width)) {
            row[usize::from(ANY_WORD) / 64] |= 1 << (ANY_WORD % 64);
            let words = sentence.words.start as usize..sentence.words.end as usize;
            let (Some(tokens), Some(keys)) =
                (view.analysis.tokens.get(words.clone()), view.text.keys.get(words))
            else {
                continue;
            };
            for (token, key) in tokens.iter().zip(keys) {
                for sets in self.lemmas.of(token.lemma.0) {
                    row[usize::from(sets.at)] |= sets.bits;
                }
                for sets in self.of_form(*key) {
                    row[usize::from(sets.at)] |= sets.bits;
                }
            }
        }
        Standing { width, bits }
    }
}

/// Numbers the sets of words that `pattern` cannot do without.
fn number_needed(pattern: &mut Pattern, numbering: &mut Numbering) {
    numbering.number(&mut pattern.with_word);
    numbering.number(&mut pattern.with_form);
    let mut needed = vec![pattern.with_word.clone(), pattern.with_form.clone()];
    for (at, element) in pattern.sequence.iter().enumerate() {
        let mut words = match &element.takes {
            Takes::Lemma(lemmas) if !element.optional => lemmas.clone(),
            Takes::Form(keys) if !element.optional => LemmaSet::of_forms(keys.clone()),
            _ => continue,
        };
        numbering.number(&mut words);
        if at == pattern.trigger {
            pattern.triggers = words.number;
        }
        needed.push(words);
    }
    pattern.needed = Needs::rarest_first(needed.iter());
}

/// The companions that constructions cannot do without, construction by construction.
#[derive(Debug, Default)]
pub(super) struct Needs {
    numbers: Vec<u16>,
}

/// What one construction cannot do without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// The companion that is looked for first: most sentences lack it.
    pub gate: u16,
    /// Where the others stand among [`Needs`].
    others: (u32, u32),
}

impl Needs {
    /// Numbers of `sets`, those that are the likeliest to be missing first: before those of words that are asked for as they
    /// are written, which are mostly marks and little words, and before those with more words.
    pub fn rarest_first<'s>(sets: impl Iterator<Item = &'s LemmaSet>) -> Vec<u16> {
        let rarity = |set: &LemmaSet| (set.iter().next().is_none(), set.len());
        let numbered = sets.filter_map(|set| Some((rarity(set), set.number?)));
        let mut numbered: Vec<((bool, usize), u16)> = numbered.collect();
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
            gate: needed.first().copied().unwrap_or(ANY_WORD),
            others: (begin, self.numbers.len() as u32),
        }
    }

    /// Whether all that a construction needs stands in a sentence.
    #[inline]
    pub fn are_met(&self, need: &Need, sentence: Present<'_>) -> bool {
        let (begin, end) = need.others;
        sentence.holds(need.gate)
            && (begin == end || {
                let mut others = self.numbers[begin as usize..end as usize].iter();
                others.all(|set| sentence.holds(*set))
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

impl<'a> Present<'a> {
    /// Whether a word of the set with this number stands there.
    #[inline]
    pub fn holds(self, set: u16) -> bool {
        let bits = self.0.get(usize::from(set) / 64);
        bits.is_some_and(|bits| bits >> (set % 64) & 1 != 0)
    }

    /// Those of the sets in `chosen`, a bit each, that have a member there.
    pub fn among(self, chosen: &'a [u64]) -> impl Iterator<Item = u16> + use<'a> {
        let common = self.0.iter().zip(chosen).zip(0..);
        common.flat_map(|((present, chosen), at): (_, u16)| {
            let rest = Some(present & chosen).filter(|bits| *bits != 0);
            let each = std::iter::successors(rest, |bits| Some(bits & (bits - 1)).filter(|bits| *bits != 0));
            each.map(move |bits| at * 64 + bits.trailing_zeros() as u16)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_present_and_chosen_come_in_order() {
        let (present, chosen) = ([0b1010, 0, 1 << 63], [0b0110, u64::MAX, 1 << 63 | 1]);
        let found: Vec<u16> = Present(&present).among(&chosen).collect();
        assert_eq!(found, [1, 191]);
    }

    #[test]
    fn what_needs_nothing_is_never_held_up() {
        let mut needs = Needs::default();
        let (none, some) = (needs.add_numbers(&[]), needs.add_numbers(&[3, 65]));
        assert!(needs.are_met(&none, Present(&[1, 0])));
        assert!(!needs.are_met(&some, Present(&[1 | 1 << 3, 0])));
        assert!(needs.are_met(&some, Present(&[1 | 1 << 3, 1 << 1])));
    }
}
