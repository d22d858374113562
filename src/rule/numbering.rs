//! The sets of words that constructions look for in sentences, numbered.
//!
//! Little words are in many sets, and stand in most sentences. Sets that share such a word are numbered side by side, so
//! that it is entered for all of them at a stroke; and a construction looks first for words that few sets hold.

use super::table::{LemmaSet, Member};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// The number under which every sentence holds a word: what needs no companion is never held up.
pub(super) const ANY_WORD: u16 = 0;

/// What becomes of a sentence that holds a word of a set, in the order in which sets are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// The word sets a pattern off.
    Trigger,
    /// A pattern may be tried.
    Pattern,
    /// A frame may be tried.
    Frame,
}

impl Purpose {
    fn is_frame(self) -> bool {
        self == Self::Frame
    }
}

/// Sets as they are found in rules.
#[derive(Default)]
pub(super) struct Collection {
    sets: Vec<(Purpose, LemmaSet)>,
    /// How many sets of patterns, and how many of frames, hold each word.
    holders: FxHashMap<(bool, Member), u32>,
    known: FxHashSet<LemmaSet>,
}

impl Collection {
    /// Adds a set unless the same words are known, as those of an earlier purpose; no words make no set.
    pub fn add(&mut self, purpose: Purpose, set: &LemmaSet) {
        let set = set.unnumbered();
        if set.is_empty() || !self.known.insert(set.clone()) {
            return;
        }
        for member in set.members() {
            *self.holders.entry((purpose.is_frame(), member)).or_default() += 1;
        }
        self.sets.push((purpose, set));
    }

    /// The word of `set` that the most sets of its kind hold, behind how many do.
    fn commonest(&self, purpose: Purpose, set: &LemmaSet) -> Option<(u32, Member)> {
        let holders = |member| self.holders[&(purpose.is_frame(), member)];
        set.members().map(|member| (holders(member), member)).max()
    }

    /// Numbers the sets.
    pub fn number(mut self) -> Numbers {
        let mut sets = std::mem::take(&mut self.sets);
        sets.sort_by_cached_key(|(purpose, set)| (*purpose, Reverse(self.commonest(*purpose, set))));
        let mut numbers = Numbers {
            count: ANY_WORD + 1,
            ..Numbers::default()
        };
        for (purpose, set) in sets {
            if purpose > Purpose::Trigger && numbers.triggering == 0 {
                numbers.close_triggers();
            }
            let common = self.commonest(purpose, &set).map_or(0, |(holders, _)| holders);
            numbers.sets.insert(set, (numbers.count, common));
            numbers.count += 1;
        }
        if numbers.triggering == 0 {
            numbers.close_triggers();
        }
        numbers
    }
}

/// Sets with their numbers.
#[derive(Default)]
pub(super) struct Numbers {
    /// Each with its number, and with how many sets hold its commonest word.
    sets: FxHashMap<LemmaSet, (u16, u32)>,
    /// Every number is below it.
    pub count: u16,
    /// How many times 64 numbers are kept for those that set patterns off, before all others.
    pub triggering: u16,
}

impl Numbers {
    fn close_triggers(&mut self) {
        self.count = self.count.next_multiple_of(64);
        self.triggering = self.count / 64;
    }

    /// The number of a set; the same words have the same.
    pub fn of(&self, set: &LemmaSet) -> Option<u16> {
        self.sets.get(&set.unnumbered()).map(|(number, _)| *number)
    }

    /// Every set with its number.
    pub fn iter(&self) -> impl Iterator<Item = (&LemmaSet, u16)> {
        self.sets.iter().map(|(set, (number, _))| (set, *number))
    }

    /// The numbers of `sets`, those that are the likeliest to be missing first.
    pub fn rarest_first<'s>(&self, sets: impl IntoIterator<Item = &'s LemmaSet>) -> Vec<u16> {
        let known = sets
            .into_iter()
            .filter_map(|set| self.sets.get(&set.unnumbered()).map(|known| (known, set.len())));
        let mut ranked: Vec<(u32, usize, u16)> = known
            .map(|((number, common), words)| (*common, words, *number))
            .collect();
        ranked.sort_unstable();
        ranked.dedup();
        ranked.into_iter().map(|(_, _, number)| number).collect()
    }
}
