//! Sketches of texts, by which copies of one wire story are told: reprinted, retitled, shortened.
//!
//! After Broder, *On the resemblance and containment of documents* (1997): a text is the set of its runs
//! of four words; of their hashes the 64 smallest are kept. Two sketches tell how much of two texts is the
//! same, without the texts.
//!
//! Sketches lie in the graph and must mean the same on every machine and in every later version, which is
//! why the hash is written out here: libraries for MinHash hang theirs on the standard library's or a
//! random generator's, which are free to change.

use crate::article::{Article, MarkKind};

/// Words in a run: three repeat by chance in agency prose, five rarely survive an editor.
const RUN: usize = 4;
/// Hashes kept: the share is then right to about six points in a hundred.
const KEPT: usize = 64;
/// A shorter text says too little to be told from others of its kind.
const FEWEST_WORDS: usize = 16;
/// Share of both texts' runs that copies have in common. Articles of two newsrooms on one event share
/// a few in a hundred, mostly quotations.
const RESEMBLANCE: f64 = 0.5;
/// Share of the shorter text that stands in the longer, if it was shortened or filled up …
const CONTAINMENT: f64 = 0.75;
/// … as long as the two are near enough in length for the sketch to tell.
const LEAST_RESEMBLANCE: f64 = 0.2;

/// What is kept of a text's runs of words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Sketch {
    /// How many runs the text has.
    runs: u32,
    /// The smallest hashes, in order, each once.
    smallest: Vec<u32>,
}

impl Sketch {
    /// The sketch of the article's text, headline and what is no text left out; `None` where the text is
    /// too short.
    pub(super) fn of(article: &Article) -> Option<Self> {
        let mut words = Vec::new();
        for stretch in prose(article) {
            hash_words(stretch, &mut words);
        }
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let mut hashes: Vec<u32> = words.windows(RUN).map(hash_run).collect();
        let runs = hashes.len() as u32;
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        Some(Self {
            runs,
            smallest: hashes,
        })
    }

    /// The hashes, by which sketches that may be alike find each other.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.smallest
    }

    /// Whether one text is a copy of the other.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        let resemblance = self.resemblance(other);
        resemblance >= RESEMBLANCE
            || resemblance >= LEAST_RESEMBLANCE && self.containment(other, resemblance) >= CONTAINMENT
    }

    /// The share of both texts' runs that both have.
    pub(super) fn resemblance(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (self.smallest.as_slice(), other.smallest.as_slice());
        let (mut seen, mut shared) = (0, 0);
        // The smallest of the union: beyond them either sketch may be silent.
        while seen < KEPT
            && let (Some(first), Some(second)) = (one.first(), two.first())
        {
            seen += 1;
            shared += usize::from(first == second);
            let (first, second) = (*first, *second);
            one = &one[usize::from(first <= second)..];
            two = &two[usize::from(second <= first)..];
        }
        let rest = (one.len() + two.len()).min(KEPT - seen.min(KEPT));
        let union = seen + rest;
        if union == 0 {
            0.0
        } else {
            shared as f64 / union as f64
        }
    }

    /// The share of the shorter text's runs that stand in the longer one.
    fn containment(&self, other: &Self, resemblance: f64) -> f64 {
        let (one, two) = (f64::from(self.runs), f64::from(other.runs));
        resemblance / (1.0 + resemblance) * (one + two) / one.min(two)
    }

    /// As it lies in the graph: hexadecimal, the number of runs first.
    pub(super) fn to_hex(&self) -> String {
        use std::fmt::Write;
        let mut text = String::with_capacity(8 * (1 + self.smallest.len()));
        for number in std::iter::once(&self.runs).chain(&self.smallest) {
            let _ = write!(text, "{number:08X}");
        }
        text
    }

    /// Reads what [`Self::to_hex`] wrote.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let numbers = text
            .as_bytes()
            .chunks(8)
            .map(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let numbers: Vec<u32> = numbers.collect::<Option<_>>()?;
        let (runs, smallest) = numbers.split_first()?;
        let in_order = smallest.windows(2).all(|pair| pair[0] < pair[1]);
        (in_order && text.len().is_multiple_of(8)).then(|| Self {
            runs: *runs,
            smallest: smallest.to_vec(),
        })
    }
}

/// The stretches of the text that are the article's words.
fn prose(article: &Article) -> impl Iterator<Item = &str> {
    let outside = article
        .marks
        .iter()
        .filter(|mark| mark.kind != MarkKind::Heading)
        .map(|mark| mark.span.range());
    let end = article.text.len();
    let mut from = 0;
    outside
        .chain(std::iter::once(end..end))
        .filter_map(move |marked| {
            let stretch = article.text.get(from..marked.start);
            from = from.max(marked.end);
            stretch
        })
}

/// FNV-1a over each word in lower case.
fn hash_words(text: &str, words: &mut Vec<u64>) {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = BASIS;
    let add = |hash: &mut u64, char: char| {
        let mut buffer = [0; 4];
        for byte in char.encode_utf8(&mut buffer).bytes() {
            *hash = (*hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    };
    for char in text.chars() {
        if char.is_ascii_alphanumeric() {
            hash = (hash ^ u64::from(char.to_ascii_lowercase() as u8)).wrapping_mul(PRIME);
        } else if char.is_alphanumeric() {
            char.to_lowercase().for_each(|char| add(&mut hash, char));
        } else if hash != BASIS {
            words.push(std::mem::replace(&mut hash, BASIS));
        }
    }
    if hash != BASIS {
        words.push(hash);
    }
}

/// One number for a run, evenly spread (SplitMix64's finaliser).
fn hash_run(words: &[u64]) -> u32 {
    let mut mixed = words
        .iter()
        .fold(0_u64, |sum, word| sum.rotate_left(17).wrapping_mul(31) ^ word);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Mark;
    use crate::span::Span;
    use proptest::prelude::*;

    fn sketch(text: &str) -> Option<Sketch> {
        Sketch::of(&Article {
            text: text.to_owned(),
            ..Article::default()
        })
    }

    /// `length` words of a made-up story; another seed tells another.
    fn story(seed: u64, length: usize) -> Vec<String> {
        let word = |place: usize| {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (place as u64);
            state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            format!("mot{}", (state >> 40) % 2000)
        };
        (0..length).map(word).collect()
    }

    fn check(one: &[String], other: &[String], copy: bool) {
        let (one, other) = (one.join(" "), other.join(" "));
        let (one, other) = (sketch(&one).unwrap(), sketch(&other).unwrap());
        let shared = one.resemblance(&other);
        assert_eq!(one.is_copy_of(&other), copy, "{shared}");
        assert_eq!(other.is_copy_of(&one), copy, "{shared}");
    }

    #[test]
    fn reprints_are_copies() {
        let wire = story(1, 400);
        check(&wire, &wire, true);
        let mut edited = wire.clone();
        for place in (0..400).step_by(25) {
            edited[place] = "autre".to_owned();
        }
        check(&wire, &edited, true);
        // Only the first half was printed.
        check(&wire, &wire[..200], true);
        let with_ending: Vec<String> = wire.iter().cloned().chain(story(2, 150)).collect();
        check(&wire, &with_ending, true);
    }

    #[test]
    fn other_articles_are_not() {
        let (one, other) = (story(1, 400), story(2, 400));
        check(&one, &other, false);
        // A quotation of sixty words stands in both.
        let quoting: Vec<String> = other.iter().cloned().chain(one[100..160].to_vec()).collect();
        check(&one, &quoting, false);
        assert_eq!(sketch("Bamako et Moscou se parlent."), None);
        assert_eq!(sketch(""), None);
    }

    #[test]
    fn headline_and_markup_do_not_count() {
        let body = story(3, 100).join(" ");
        let text = format!("Un titre {body}");
        let article = Article {
            marks: vec![Mark {
                span: Span::new(0, 8),
                kind: MarkKind::Title,
            }],
            text,
            ..Article::default()
        };
        assert_eq!(Sketch::of(&article), sketch(&body));
        assert_eq!(sketch(&body.to_uppercase()), sketch(&body));
    }

    #[test]
    fn the_hash_stays_what_it_is() {
        let hex = sketch(&story(7, 18).join(" ")).unwrap().to_hex();
        insta::assert_snapshot!(hex);
    }

    proptest! {
        #[test]
        fn any_text_has_a_sketch_that_comes_back(text in ".{0,600}") {
            if let Some(sketch) = sketch(&text) {
                prop_assert_eq!(Sketch::from_hex(&sketch.to_hex()), Some(sketch.clone()));
                prop_assert!(sketch.is_copy_of(&sketch));
            }
        }

        #[test]
        fn odd_hex_is_refused_or_read(text in "[0-9A-Fa-fé]{0,80}") {
            let _ = Sketch::from_hex(&text);
        }
    }
}
