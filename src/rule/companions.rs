//! The fixed words that constructions ask for, found in one pass over an article.
//!
//! "prendre" sets off dozens of frames, each for another noun, and a comma dozens of patterns. Which of their words
//! stand in a sentence is looked up once, a bit for each set of words, so that a construction whose companion is
//! missing costs nothing. Where the words stand that set patterns off is noted on the way.

use super::listing::Listing;
use super::table::{Element, LemmaSet, Pattern, Rule};
use super::view::View;
use crate::lexicon::LemmaId;
use crate::text::{Sieve, WordIndex};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The number under which every sentence holds a word: what needs no companion is never held up.
const ANY_WORD: u16 = 0;

/// The sets of words that the constructions of all rules look for in sentences, by their members.
#[derive(Debug)]
pub(super) struct Companions {
    /// Every number of a set is below it.
    count: u16,
    /// Sets whose bits lie before it ([`Sets::at`]) are those whose words set patterns off.
    triggering: u16,
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
            triggering: 0,
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
    /// The number of `set`: the same words have the same number, no words have none.
    fn number(&mut self, set: &LemmaSet) -> Option<u16> {
        if set.is_empty() {
            return None;
        }
        let set = set.unnumbered();
        Some(match self.known.get(&set) {
            Some(number) => *number,
            None => self.add(set),
        })
    }

    /// The sets numbered so far are those that set patterns off; the bits of others come no more to lie among theirs.
    fn close_triggers(&mut self) {
        let count = self.companions.count.next_multiple_of(64);
        self.companions.count = count;
        self.companions.triggering = count / 64;
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
    /// Numbers every set that some construction looks for. Those of patterns come first, and first of all those that set
    /// them off: many hold the same few words, so that their bits had better lie side by side.
    pub fn number(rules: &mut [Rule], lemma_count: usize) -> Self {
        let mut numbering = Numbering::default();
        for pattern in rules.iter_mut().flat_map(|rule| &mut rule.patterns) {
            let words = pattern.trigger().words();
            pattern.triggers = words.and_then(|words| numbering.number(&words));
        }
        numbering.close_triggers();
        for pattern in rules.iter_mut().flat_map(|rule| &mut rule.patterns) {
            number_needed(pattern, &mut numbering);
        }
        for rule in rules {
            for frame in &mut rule.frames {
                let required = frame.places.iter_mut().filter(|place| place.required);
                let fixed = required.map(|place| &mut place.words.lemma);
                for set in fixed.chain([&mut frame.with_word, &mut frame.without_word]) {
                    set.number = numbering.number(set);
                }
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

    /// Which sets have a member in each sentence of an article, and where those stand that set patterns off.
    pub fn standing_in(&self, view: &View<'_>) -> Standing {
        let width = self.count().div_ceil(64);
        let mut standing = Standing {
            width,
            bits: vec![0; width * view.text.sentences.len()],
            marks: Vec::with_capacity(view.text.words.len()),
            first_marks: Vec::with_capacity(view.text.sentences.len() + 1),
        };
        let rows = standing.bits.chunks_exact_mut(width);
        for (sentence, row) in view.text.sentences.iter().zip(rows) {
            standing.first_marks.push(standing.marks.len() as u32);
            row[usize::from(ANY_WORD) / 64] |= 1 << (ANY_WORD % 64);
            let words = sentence.words.start as usize..sentence.words.end as usize;
            let (Some(tokens), Some(keys)) =
                (view.analysis.tokens.get(words.clone()), view.text.keys.get(words))
            else {
                continue;
            };
            for ((token, key), word) in tokens.iter().zip(keys).zip(sentence.words.start..) {
                for sets in self.lemmas.of(token.lemma.0).iter().chain(self.of_form(*key)) {
                    row[usize::from(sets.at)] |= sets.bits;
                    if sets.at < self.triggering {
                        standing.marks.push(Mark { word, sets: *sets });
                    }
                }
            }
        }
        standing.first_marks.push(standing.marks.len() as u32);
        standing
    }
}

/// Numbers the sets of words that `pattern` cannot do without.
fn number_needed(pattern: &mut Pattern, numbering: &mut Numbering) {
    let elements = pattern.sequence.iter().filter_map(Element::words);
    let mut needed: Vec<LemmaSet> = elements
        .chain([pattern.with_word.by_lemma(), pattern.with_form.clone()])
        .collect();
    for set in &mut needed {
        set.number = numbering.number(set);
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
    /// How many others there are.
    others: u16,
    /// Where they stand among [`Needs`].
    first: u32,
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
        let first = self.numbers.len() as u32;
        self.numbers.extend(needed.iter().skip(1));
        Need {
            gate: needed.first().copied().unwrap_or(ANY_WORD),
            others: needed.len().saturating_sub(1) as u16,
            first,
        }
    }

    /// Whether all that a construction needs stands in a sentence.
    #[inline]
    pub fn are_met(&self, need: &Need, sentence: Present<'_>) -> bool {
        sentence.holds(need.gate)
            && (need.others == 0 || {
                let first = need.first as usize;
                let mut others = self.numbers[first..first + usize::from(need.others)].iter();
                others.all(|set| sentence.holds(*set))
            })
    }
}

/// For each sentence of an article, the sets that have a member in it.
#[derive(Debug)]
pub(super) struct Standing {
    width: usize,
    bits: Vec<u64>,
    /// The words that set patterns off, in order.
    marks: Vec<Mark>,
    /// For each sentence, and for what comes behind the last, its first of them.
    first_marks: Vec<u32>,
}

/// A word that sets patterns off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub word: WordIndex,
    /// Some of the sets that it is in.
    sets: Sets,
}

impl Mark {
    /// Whether the word is in the set with this number, as far as the mark tells.
    #[inline]
    pub const fn is_of(self, set: u16) -> bool {
        self.sets.at == set / 64 && self.sets.bits >> (set % 64) & 1 != 0
    }
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

    /// The words of `sentence` that set patterns off, once for each stretch of sets that they are in.
    pub fn marks(&self, sentence: u32) -> &[Mark] {
        let first = self.first_marks.get(sentence as usize..);
        match first.and_then(|first| first.first_chunk()) {
            Some([begin, end]) => &self.marks[*begin as usize..*end as usize],
            None => &[],
        }
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
