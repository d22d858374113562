//! The fixed words that constructions ask for, found in one pass over an article.
//!
//! "prendre" sets off dozens of frames, each for another noun, and a comma dozens of patterns. Which of their words
//! stand in a sentence is looked up once, a bit for each set of words, so that a construction whose companion is
//! missing costs nothing. Where the words stand that set patterns off is noted on the way.

use super::listing::{KeyedListing, Listing};
use super::numbering::{ANY_WORD, Collection, Purpose};
use super::table::{LemmaSet, Rule};
use super::view::View;
use crate::lexicon::LemmaId;
use crate::text::WordIndex;

/// The sets of words that the constructions of all rules look for in sentences, by their members.
#[derive(Debug, Default)]
pub(super) struct Companions {
    /// Every number of a set is below it.
    count: u16,
    /// Sets whose bits lie before it ([`Sets::at`]) are those whose words set patterns off.
    triggering: u16,
    /// Which sets a word is in, by its lemma.
    lemmas: Listing<Sets>,
    /// Which sets a word is in, by the key of its form.
    forms: KeyedListing<Sets>,
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

/// The sets of each word, given as numbers: those that lie side by side together.
fn joined<W: Ord + Copy>(mut members: Vec<(W, u16)>) -> Vec<(W, Sets)> {
    members.sort_unstable();
    let mut joined: Vec<(W, Sets)> = Vec::with_capacity(members.len());
    for (word, number) in members {
        let sets = Sets::of(number);
        match joined.last_mut() {
            Some((last, known)) if *last == word && known.at == sets.at => known.bits |= sets.bits,
            _ => joined.push((word, sets)),
        }
    }
    joined
}

impl Companions {
    /// Numbers every set that some construction looks for.
    pub fn number(rules: &mut [Rule], lemma_count: usize) -> Self {
        let mut collection = Collection::default();
        for pattern in rules.iter().flat_map(|rule| &rule.patterns) {
            let words = pattern.trigger().words().unwrap_or_default();
            collection.add(Purpose::Trigger, &words);
        }
        for pattern in rules.iter().flat_map(|rule| &rule.patterns) {
            for words in pattern.words() {
                collection.add(Purpose::Pattern, &words);
            }
        }
        for frame in rules.iter().flat_map(|rule| &rule.frames) {
            for words in frame.companions().chain([&frame.with_word, &frame.without_word]) {
                collection.add(Purpose::Frame, words);
            }
        }
        let numbers = collection.number();
        for rule in rules {
            for pattern in &mut rule.patterns {
                let words = pattern.trigger().words().unwrap_or_default();
                pattern.triggers = numbers.of(&words);
                pattern.needed = numbers.rarest_first(&pattern.words());
            }
            for frame in &mut rule.frames {
                frame.needed = numbers.rarest_first(frame.companions());
                for words in [&mut frame.with_word, &mut frame.without_word] {
                    words.number = numbers.of(words);
                }
            }
        }
        let (mut lemmas, mut forms) = (Vec::new(), Vec::new());
        for (set, number) in numbers.iter() {
            lemmas.extend(set.iter().map(|LemmaId(lemma)| (lemma, number)));
            forms.extend(set.forms().map(|key| (key, number)));
        }
        Self {
            count: numbers.count,
            triggering: numbers.triggering,
            lemmas: Listing::new(joined(lemmas), lemma_count),
            forms: KeyedListing::new(joined(forms)),
        }
    }

    /// Every number of a set is below it.
    pub const fn count(&self) -> usize {
        self.count as usize
    }

    /// Which sets have a member in each sentence of an article, and where those stand that set patterns off.
    pub fn standing_in(&self, view: &View<'_>) -> Standing {
        let width = self.count().div_ceil(64).max(1);
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
                for held in [self.lemmas.of(token.lemma.0), self.forms.of(*key)] {
                    for sets in held {
                        row[usize::from(sets.at)] |= sets.bits;
                        if sets.at < self.triggering {
                            standing.marks.push(Mark { word, sets: *sets });
                        }
                    }
                }
            }
        }
        standing.first_marks.push(standing.marks.len() as u32);
        standing
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
    /// The companion that is looked for first: most sentences lack it.
    pub gate: u16,
    /// How many others there are.
    others: u16,
    /// Where they stand among [`Needs`].
    first: u32,
}

impl Needs {
    /// Enters what a construction needs, the rarest first.
    pub fn add(&mut self, needed: &[u16]) -> Need {
        let first = self.numbers.len() as u32;
        self.numbers.extend(needed.iter().skip(1));
        Need {
            gate: needed.first().copied().unwrap_or(ANY_WORD),
            others: needed.len().saturating_sub(1) as u16,
            first,
        }
    }

    /// Whether all that a construction needs beside what is looked for first stands in a sentence.
    #[inline]
    pub fn others_are_met(&self, need: &Need, sentence: Present<'_>) -> bool {
        need.others == 0 || {
            let first = need.first as usize;
            let mut others = self.numbers[first..first + usize::from(need.others)].iter();
            others.all(|set| sentence.holds(*set))
        }
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
        let (none, some) = (needs.add(&[]), needs.add(&[3, 65]));
        assert_eq!((none.gate, some.gate), (ANY_WORD, 3));
        assert!(needs.others_are_met(&none, Present(&[1, 0])));
        assert!(!needs.others_are_met(&some, Present(&[1 | 1 << 3, 0])));
        assert!(needs.others_are_met(&some, Present(&[1 | 1 << 3, 1 << 1])));
    }
}
