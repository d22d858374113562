//! The table of names: a trie over the folded segments of words.
//!
//! Finds the longest name that begins at a segment. Hashes only propose; the letters decide
//! ([`fold::same_name`]), so two names that fold alike stay apart.

use super::EntityId;
use super::fold::{self, same_name};
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
    /// Which edges there may be: "le" opens names, and is seldom followed by what goes on with one.
    steps: Sieve,
    /// Segments with which some name begins.
    openings: Sieve,
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
            steps: Sieve::with_bits(STEPS),
            openings: Sieve::default(),
            accepts: Vec::new(),
            patterns: Vec::new(),
            letters: String::new(),
        }
    }
}

/// Bits of the sieve over edges: enough for the names of a large gazetteer, few enough for a cache.
const STEPS: usize = 1 << 19;

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
        let mut empty = true;
        for word in name.split(' ') {
            fold::segments(word, |hash, _, _| {
                empty = false;
                let fresh = self.accepts.len() as u32;
                if node == 0 {
                    self.openings.insert(hash);
                }
                self.steps.insert(paired(node, hash));
                node = *self.edges.entry((node, hash)).or_insert(fresh);
                if node == fresh {
                    self.accepts.push(NONE);
                }
            });
        }
        if empty
            || self
                .at(node)
                .any(|pattern| pattern.entity == entity && self.name(pattern) == name)
        {
            return;
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
        if !self.openings.lets_through(segments.get(at)?.hash) {
            return None;
        }
        self.walk(source, segments, at, inside)
    }

    fn walk(&self, source: &str, segments: &[Segment], at: usize, inside: bool) -> Option<Hit> {
        let mut ends: SmallVec<[(usize, u32); 4]> = SmallVec::new();
        let mut node = 0;
        for (end, segment) in segments.iter().enumerate().skip(at) {
            if !self.steps.lets_through(paired(node, segment.hash)) {
                break;
            }
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

/// Cuts the words of `text` into segments; `out` is cleared first.
pub fn segment(source: &str, text: &Text, out: &mut Vec<Segment>) {
    out.clear();
    out.reserve(text.words.len() + text.words.len() / 4);
    for (index, word) in text.words.iter().enumerate() {
        let word_index = index as u32;
        let begun = out.len();
        let letters = word.span.of(source);
        if !word.shape.contains(Shape::PUNCTUATION)
            && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            // Most words: one run without accents, whose hash is their key.
            out.push(Segment {
                hash: text.keys[index],
                span: word.span,
                word: word_index,
                first: true,
                last: true,
            });
            continue;
        }
        if !word.shape.contains(Shape::PUNCTUATION) {
            fold::segments(letters, |hash, start, end| {
                let span = Span::new(word.span.start + start as u32, word.span.start + end as u32);
                out.push(Segment {
                    hash,
                    span,
                    word: word_index,
                    first: false,
                    last: false,
                });
            });
        }
        // "AFC/M23" is one name or two; the stroke parts them no more than a hyphen does.
        if out.len() == begun && joins(source, text, index) {
            continue;
        }
        if out.len() == begun {
            out.push(Segment {
                hash: BREAK,
                span: word.span,
                word: word_index,
                first: true,
                last: true,
            });
            continue;
        }
        out[begun].first = true;
        if let Some(last) = out.last_mut() {
            last.last = true;
        }
    }
}
