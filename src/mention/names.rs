//! The table of names: a trie over the folded segments of words.
//!
//! Finds the longest name that begins at a segment. Hashes only propose; the letters decide
//! ([`fold::same_name`]), so two names that fold alike stay apart.

use super::EntityId;
use super::fold::{self, begins_with_capital, same_name};
use crate::span::Span;
use crate::text::{Shape, Sieve, Text, paired};
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
    pub span: Span,
    /// The word it stands in.
    pub word: u32,
    /// Whether it begins with a capital.
    capital: bool,
    /// Whether it opens its word.
    pub first: bool,
    /// Whether it closes its word.
    pub last: bool,
}

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
    /// Segments that are names, as [`opening`] has them.
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
    /// Index of the first segment after the name.
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
            alone: Sieve::with_bits(ALONE),
            pairs: Sieve::with_bits(PAIRS),
            accepts: Vec::new(),
            patterns: Vec::new(),
            letters: String::new(),
        }
    }
}

/// Bits of the sieves over the beginnings of names: enough for a large gazetteer, few enough for a cache.
const ALONE: usize = 1 << 17;
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
        match hashes {
            [] => {}
            [lone] => self.alone.insert(opening(capital, *lone)),
            [first, second, ..] => {
                let opening = opening(capital, *first);
                self.pairs.insert(opening_pair(opening, *second));
            }
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

    /// The longest name that begins at segment `at` and ends at the end of a word (or of any
    /// segment, where `inside` a hyphenated word).
    #[must_use]
    #[inline]
    pub fn longest(&self, source: &str, segments: &[Segment], at: usize, inside: bool) -> Option<Hit> {
        // Most words begin no name.
        let first = segments.get(at)?;
        let opening = opening(first.capital, first.hash);
        let second = segments.get(at + 1).map_or(BREAK, |second| second.hash);
        let begins =
            self.alone.lets_through(opening) || self.pairs.lets_through(opening_pair(opening, second));
        begins.then(|| self.walk(source, segments, at, inside)).flatten()
    }

    fn walk(&self, source: &str, segments: &[Segment], at: usize, inside: bool) -> Option<Hit> {
        let mut ends: SmallVec<[(usize, u32); 4]> = SmallVec::new();
        let mut node = 0;
        for (end, segment) in segments.iter().enumerate().skip(at) {
            let Some(next) = self.edges.get(&(node, segment.hash)) else {
                break;
            };
            node = *next;
            if self.accepts[node as usize] != NONE && (segment.last || inside) {
                ends.push((end, node));
            }
            if inside && segment.last {
                break;
            }
        }
        ends.into_iter().rev().find_map(|(end, node)| {
            let span = segments[at].span.cover(segments[end].span);
            self.bearers(node, span.of(source), inside)
                .map(|(entities, sense)| Hit {
                    end: end + 1,
                    entities,
                    sense,
                })
        })
    }

    /// Who bears the name `text`: full names before family names, names before nationalities; prefixes only `inside` a
    /// hyphenated word.
    fn bearers(&self, node: u32, text: &str, inside: bool) -> Option<(SmallVec<[EntityId; 2]>, Sense)> {
        let mut entities: SmallVec<[EntityId; 2]> = SmallVec::new();
        let mut best = None;
        for pattern in self
            .at(node)
            .filter(|pattern| same_name(self.name(pattern), text))
            .filter(|pattern| inside || pattern.sense != Sense::Prefix)
        {
            let better = best.is_none_or(|sense| rank(pattern.sense) < rank(sense));
            if better {
                entities.clear();
                best = Some(pattern.sense);
            }
            if best == Some(pattern.sense) && !entities.contains(&pattern.entity) {
                entities.push(pattern.entity);
            }
        }
        entities.sort_unstable();
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
fn joins(source: &str, text: &Text, index: usize) -> bool {
    let word = text.words[index];
    let around = index
        .checked_sub(1)
        .and_then(|before| text.words.get(before))
        .zip(text.words.get(index + 1));
    word.span.of(source) == "/"
        && around.is_some_and(|(before, after)| {
            before.span.end == word.span.start && word.span.end == after.span.start
        })
}

/// Cuts the words of `text` into segments.
#[must_use]
pub fn segment(source: &str, text: &Text) -> Vec<Segment> {
    let mut out = Vec::with_capacity(text.words.len() + text.words.len() / 8);
    for (index, (word, hash)) in text.words.iter().zip(&text.folds).enumerate() {
        let lone = |hash: u64| Segment {
            hash,
            span: word.span,
            word: index as u32,
            capital: word.shape.contains(Shape::CAPITALISED),
            first: true,
            last: true,
        };
        // Most words are one run.
        if *hash != 0 {
            out.push(lone(*hash));
            continue;
        }
        let begun = out.len();
        if !word.shape.contains(Shape::PUNCTUATION) {
            cut(source, word.span, index as u32, &mut out);
        }
        // "AFC/M23" is one name or two; the stroke parts them no more than a hyphen does.
        if out.len() == begun && !joins(source, text, index) {
            out.push(lone(BREAK));
        }
    }
    out
}

/// Adds the segments of the word at `span`.
fn cut(source: &str, span: Span, word: u32, out: &mut Vec<Segment>) {
    let letters = span.of(source);
    let begun = out.len();
    fold::segments(letters, |hash, start, end| {
        out.push(Segment {
            hash,
            span: Span::new(span.start + start as u32, span.start + end as u32),
            word,
            capital: begins_with_capital(&letters[start..]),
            first: out.len() == begun,
            last: false,
        });
    });
    if let Some(last) = out[begun..].last_mut() {
        last.last = true;
    }
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
            let segments = segment(&source.text, &words);
            let hit = table.longest(&source.text, &segments, 0, false);
            assert_eq!(hit.map(|hit| hit.entities[0].0), expected, "{text}");
        }
    }
}
