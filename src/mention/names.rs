//! The table of names: a trie over the folded segments of words.
//!
//! Finds the longest name that begins at a segment. Hashes only propose; the letters decide
//! ([`fold::same_name`]), so two names that fold alike stay apart.

use super::EntityId;
use super::fold::{self, begins_with_capital, same_name};
use super::vocabulary::Words;
use crate::span::Span;
use crate::text::{Shape, Sieve, paired};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// What a pattern says of its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// Label or alias.
    Name,
    /// Adjective or noun of nationality.
    Demonym,
    /// A person's family name on its own.
    Surname,
    /// What opens a compound adjective of nationality: "franco-".
    Prefix,
}

/// A run of letters and digits inside a word.
#[derive(Debug, Clone, Copy)]
pub struct Segment {
    /// Folded hash; [`BREAK`] for punctuation.
    hash: u64,
    /// Bytes of the source text.
    span: Span,
    /// Whether it begins with a capital.
    capital: bool,
}

/// The segments of one word: one in most, none in a stroke that joins two names.
pub type Segments = SmallVec<[Segment; 2]>;

/// Hash of what no name may run across.
const BREAK: u64 = 0;
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone)]
struct Pattern {
    /// Place in [`NameTable::letters`].
    start: u32,
    end: u32,
    entity: EntityId,
    sense: Sense,
    /// The next pattern at the same node.
    next: u32,
}

/// Names of entities, ready for lookup.
#[derive(Debug, Clone)]
pub struct NameTable {
    edges: FxHashMap<(u32, u64), u32>,
    /// Segments with which names begin, as [`opening`] has them.
    first: Sieve,
    /// Those that are names.
    alone: Sieve,
    /// Pairs of segments with which longer names begin: "le" opens names, and is seldom followed by what goes on with one.
    pairs: Sieve,
    /// First pattern accepted at a node.
    accepts: Vec<u32>,
    patterns: Vec<Pattern>,
    letters: String,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the first word, or segment of a word, after the name.
    pub end: usize,
    /// Its bearers.
    pub entities: SmallVec<[EntityId; 2]>,
    /// What it says of them.
    pub sense: Sense,
}

impl Default for NameTable {
    fn default() -> Self {
        Self {
            edges: FxHashMap::default(),
            first: Sieve::with_bits(FIRST),
            alone: Sieve::with_bits(FIRST),
            pairs: Sieve::with_bits(PAIRS),
            accepts: Vec::new(),
            patterns: Vec::new(),
            letters: String::new(),
        }
    }
}

/// Bits of the sieves over the beginnings of names: enough for a large gazetteer, few enough for a cache.
const FIRST: usize = 1 << 17;
const PAIRS: usize = 1 << 19;

/// Key of a segment with which a name may begin: no small letter is looked for where every name has a capital.
const fn opening(capital: bool, hash: u64) -> u64 {
    paired(capital as u32, hash)
}

/// Key of the two segments with which a name may begin.
const fn opening_pair(opening: u64, second: u64) -> u64 {
    paired(opening as u32, second)
}

impl NameTable {
    /// Makes room for so many segments more.
    pub fn reserve(&mut self, segments: usize) {
        self.edges.reserve(segments);
        self.accepts.reserve(segments);
        self.patterns.reserve(segments);
    }

    /// Adds a way of naming `entity`; adding it twice changes nothing.
    pub fn insert(&mut self, name: &str, entity: EntityId, sense: Sense) {
        let mut node = 0;
        if self.accepts.is_empty() {
            self.accepts.push(NONE);
        }
        let mut hashes: SmallVec<[u64; 8]> = SmallVec::new();
        for word in name.split(' ') {
            fold::segments(word, |hash, _, _| {
                hashes.push(hash);
                let fresh = self.accepts.len() as u32;
                node = *self.edges.entry((node, hash)).or_insert(fresh);
                if node == fresh {
                    self.accepts.push(NONE);
                }
            });
        }
        if hashes.is_empty()
            || self
                .at(node)
                .any(|pattern| pattern.entity == entity && self.name(pattern) == name)
        {
            return;
        }
        self.open(&hashes, true);
        // What begins with a small letter may stand with a capital anywhere.
        if !begins_with_capital(name) {
            self.open(&hashes, false);
        }
        let start = self.letters.len() as u32;
        self.letters.push_str(name);
        let next = std::mem::replace(&mut self.accepts[node as usize], self.patterns.len() as u32);
        self.patterns.push(Pattern {
            start,
            end: self.letters.len() as u32,
            entity,
            sense,
            next,
        });
    }

    /// Lets a name of these segments be looked for where a capital stands, or where none does.
    fn open(&mut self, hashes: &[u64], capital: bool) {
        let Some(first) = hashes.first() else {
            return;
        };
        let opening = opening(capital, *first);
        self.first.insert(opening);
        match hashes.get(1) {
            Some(second) => self.pairs.insert(opening_pair(opening, *second)),
            None => self.alone.insert(opening),
        }
    }

    /// Number of names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    fn name(&self, pattern: &Pattern) -> &str {
        &self.letters[pattern.start as usize..pattern.end as usize]
    }

    fn at(&self, node: u32) -> impl Iterator<Item = &Pattern> {
        let first = self.accepts.get(node as usize).copied().unwrap_or(NONE);
        std::iter::successors(self.patterns.get(first as usize), |pattern| {
            self.patterns.get(pattern.next as usize)
        })
    }

    /// The longest name that begins with the word at `at` and ends with a word.
    #[must_use]
    #[inline]
    pub fn longest(&self, words: &Words<'_>, at: usize) -> Option<Hit> {
        self.may_begin(words, at).then(|| self.walk(words, at)).flatten()
    }

    /// Whether a name may begin with the word at `at`: most words begin none.
    #[inline]
    fn may_begin(&self, words: &Words<'_>, at: usize) -> bool {
        let Some(word) = words.text.words.get(at) else {
            return false;
        };
        match words.text.folds.get(at) {
            Some(&lone) if lone != BREAK => {
                let opening = opening(word.shape.contains(Shape::CAPITALISED), lone);
                self.opens(opening, || first_hash(words, at + 1))
            }
            _ if word.shape.contains(Shape::PUNCTUATION) => false,
            _ => match *segments(words, at) {
                [] => false,
                [lone] => self.opens(opening(lone.capital, lone.hash), || first_hash(words, at + 1)),
                [first, second, ..] => self.opens(opening(first.capital, first.hash), || second.hash),
            },
        }
    }

    #[inline]
    fn opens(&self, opening: u64, second: impl FnOnce() -> u64) -> bool {
        self.first.lets_through(opening)
            && (self.alone.lets_through(opening) || self.pairs.lets_through(opening_pair(opening, second())))
    }

    fn walk(&self, words: &Words<'_>, at: usize) -> Option<Hit> {
        let mut node = 0;
        // Words after the names that may end there, where those end in the text, and their nodes.
        let mut ends: SmallVec<[(usize, u32, u32); 4]> = SmallVec::new();
        let mut start = None;
        for (word, &lone) in words.text.folds.iter().enumerate().skip(at) {
            let end = if lone != BREAK {
                let Some(next) = self.step(node, lone) else {
                    break;
                };
                node = next;
                let span = words.text.words[word].span;
                start.get_or_insert(span.start);
                span.end
            } else {
                let segments = segments(words, word);
                let steps = segments
                    .iter()
                    .try_fold(node, |node, segment| self.step(node, segment.hash));
                let Some(next) = steps else {
                    break;
                };
                node = next;
                let [first, ..] = *segments else {
                    continue;
                };
                start.get_or_insert(first.span.start);
                segments[segments.len() - 1].span.end
            };
            if self.accepts[node as usize] != NONE {
                ends.push((word + 1, end, node));
            }
        }
        let start = start?;
        ends.into_iter().rev().find_map(|(end, stop, node)| {
            let name = Span::new(start, stop).of(words.source);
            self.bearers(node, name, false)
                .map(|(entities, sense)| Hit { end, entities, sense })
        })
    }

    /// The node that a segment leads to.
    fn step(&self, node: u32, segment: u64) -> Option<u32> {
        self.edges.get(&(node, segment)).copied()
    }

    /// The longest name that begins at segment `at` of a word with several and ends with one.
    #[must_use]
    pub fn longest_inside(&self, source: &str, segments: &[Segment], at: usize) -> Option<Hit> {
        let first = segments.get(at)?;
        let opening = opening(first.capital, first.hash);
        if !self.opens(opening, || {
            segments.get(at + 1).map_or(BREAK, |second| second.hash)
        }) {
            return None;
        }
        let mut node = 0;
        let mut ends: SmallVec<[(usize, u32); 4]> = SmallVec::new();
        for (place, segment) in segments.iter().enumerate().skip(at) {
            let Some(next) = self.step(node, segment.hash) else {
                break;
            };
            node = next;
            if self.accepts[node as usize] != NONE {
                ends.push((place, node));
            }
        }
        ends.into_iter().rev().find_map(|(last, node)| {
            let name = first.span.cover(segments[last].span).of(source);
            self.bearers(node, name, true).map(|(entities, sense)| Hit {
                end: last + 1,
                entities,
                sense,
            })
        })
    }

    /// Who bears the name `text`: full names before family names, names before nationalities; prefixes only `inside` a
    /// hyphenated word.
    fn bearers(&self, node: u32, text: &str, inside: bool) -> Option<(SmallVec<[EntityId; 2]>, Sense)> {
        let mut entities: SmallVec<[EntityId; 2]> = SmallVec::new();
        let mut best: Option<Sense> = None;
        for pattern in self.at(node) {
            let outranked = best.is_some_and(|best| rank(best) < rank(pattern.sense));
            if outranked || pattern.sense == Sense::Prefix && !inside || !same_name(self.name(pattern), text)
            {
                continue;
            }
            if best != Some(pattern.sense) {
                entities.clear();
                best = Some(pattern.sense);
            }
            if !entities.contains(&pattern.entity) {
                entities.push(pattern.entity);
            }
        }
        if entities.len() > 1 {
            entities.sort_unstable();
        }
        best.map(|sense| (entities, sense))
    }
}

const fn rank(sense: Sense) -> u8 {
    match sense {
        Sense::Name => 0,
        Sense::Demonym => 1,
        Sense::Surname => 2,
        Sense::Prefix => 3,
    }
}

/// Whether the word is a stroke with a word on either side and no space.
fn joins(words: &Words<'_>, index: usize) -> bool {
    let all = &words.text.words;
    let around = index
        .checked_sub(1)
        .and_then(|before| all.get(before))
        .zip(all.get(index + 1));
    words.source.as_bytes().get(all[index].span.start as usize) == Some(&b'/')
        && all[index].span.len() == 1
        && around.is_some_and(|(before, after)| {
            before.span.end == all[index].span.start && all[index].span.end == after.span.start
        })
}

/// Cuts the word at `at` into segments.
#[must_use]
pub fn segments(words: &Words<'_>, at: usize) -> Segments {
    let mut segments = Segments::new();
    let (Some(word), Some(&hash)) = (words.text.words.get(at), words.text.folds.get(at)) else {
        return segments;
    };
    let lone = |hash: u64| Segment {
        hash,
        span: word.span,
        capital: word.shape.contains(Shape::CAPITALISED),
    };
    // Most words are one run.
    if hash != BREAK {
        segments.push(lone(hash));
        return segments;
    }
    if !word.shape.contains(Shape::PUNCTUATION) {
        let letters = word.span.of(words.source);
        fold::segments(letters, |hash, start, end| {
            segments.push(Segment {
                hash,
                span: Span::new(word.span.start + start as u32, word.span.start + end as u32),
                capital: begins_with_capital(&letters[start..]),
            });
        });
    }
    // "AFC/M23" is one name or two; the stroke parts them no more than a hyphen does.
    if segments.is_empty() && !joins(words, at) {
        segments.push(lone(BREAK));
    }
    segments
}

/// Hash of the first segment from the word at `at` on; [`BREAK`] at the end.
#[inline]
fn first_hash(words: &Words<'_>, at: usize) -> u64 {
    match words.text.folds.get(at) {
        Some(&lone) if lone != BREAK => lone,
        Some(_) => first_hash_of_other(words, at),
        None => BREAK,
    }
}

/// The same where that word is no single run. Not inlined: most are.
#[inline(never)]
fn first_hash_of_other(words: &Words<'_>, at: usize) -> u64 {
    if words.text.words[at].shape.contains(Shape::PUNCTUATION) && !joins(words, at) {
        return BREAK;
    }
    let own = segments(words, at);
    own.first()
        .map_or_else(|| first_hash(words, at + 1), |first| first.hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::data::Data;
    use crate::text::{Source, Typography};

    #[test]
    fn names_are_found_where_their_letters_allow() {
        let mut table = NameTable::default();
        let names = ["ONU", "malien", "Burkina Faso", "armée malienne"];
        for (number, name) in (0..).zip(names) {
            table.insert(name, EntityId(number), Sense::Name);
        }
        let typography = Typography::load(&Data::builtin()).unwrap();
        for (text, expected) in [
            ("ONU", Some(0)),
            ("onu", None),
            ("malien", Some(1)),
            ("Malien", Some(1)),
            ("BURKINA-FASO", Some(2)),
            ("burkina faso", None),
            ("Armée malienne", Some(3)),
            ("armée russe", None),
        ] {
            let source = Source::of(&Article {
                text: text.into(),
                ..Article::default()
            });
            let (words, _) = typography.read(&source);
            let hit = table.longest(&Words::of(&source, &words), 0);
            assert_eq!(hit.map(|hit| hit.entities[0].0), expected, "{text}");
        }
    }
}
