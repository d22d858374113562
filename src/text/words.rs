//! Cuts a stretch of text into words, as the French treebanks do.
//!
//! "du" is one word; so are "porte-parole", "aujourd'hui", "5 000". "l'ami" is two, "a-t-il" is two
//! (a, -t-il), "14h30" three. Nothing is looked up but what stands beside an apostrophe, a hyphen, a full
//! stop or a number.

use super::characters::{Kind, char_at, elides, is_capital, kind_at};
use super::key::{Keys, lowered, paired};
use super::typography::{Typography, lower_case};
use super::{Shape, Text, Word, WordIndex};
use crate::span::Span;
use std::ops::Range;

/// Longest rest, in bytes, of a listed word after its apostrophe.
const LONGEST_WHOLE: usize = 24;

/// Longest beginning, in bytes, of a listed word before its apostrophe.
const LONGEST_HEAD: usize = 24;

/// Appends the words of one stretch after another.
pub(super) struct Splitter<'a> {
    typography: &'a Typography,
    text: &'a str,
    cut: &'a mut Text,
    /// Punctuation, and abbreviations with their full stop, in order.
    marks: Vec<WordIndex>,
    /// Where the last word ends.
    end: usize,
    buffer: String,
}

impl<'a> Splitter<'a> {
    /// Words of `text` go to `cut`.
    pub(super) fn new(typography: &'a Typography, text: &'a str, cut: &'a mut Text) -> Self {
        Self {
            typography,
            text,
            cut,
            marks: Vec::new(),
            end: usize::MAX,
            buffer: String::new(),
        }
    }

    /// What may end a sentence, open brackets or quote: the punctuation among the words, and abbreviations with their full stop.
    pub(super) fn marks(self) -> Vec<WordIndex> {
        self.marks
    }

    /// Number of words so far.
    pub(super) fn count(&self) -> u32 {
        self.cut.words.len() as u32
    }

    /// Appends the words of `range`.
    pub(super) fn split(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            // A blank, and a letter without accent behind it, are most of what stands between two runs.
            let byte = self.text.as_bytes()[at];
            if byte == b' ' {
                at += 1;
                continue;
            }
            if byte.is_ascii_alphabetic() {
                at = self.run(at, range.end);
                continue;
            }
            let (kind, length) = kind_at(self.text, at);
            at = match kind {
                Kind::Space | Kind::Invisible => at + length,
                Kind::Letter => self.run(at, range.end),
                Kind::Digit => self.number(at, range.end),
                Kind::Hyphen if self.opens_negative_number(at, range.start) => {
                    self.number(at + length, range.end).max(at + length)
                }
                Kind::Hyphen | Kind::Apostrophe | Kind::Mark => self.mark(at, length, range.end),
            };
        }
    }

    /// Whether a hyphen is the sign of the number after it.
    fn opens_negative_number(&self, at: usize, start: usize) -> bool {
        let digit = kind_at(self.text, at + 1).0 == Kind::Digit;
        digit && (at == start || matches!(self.text.as_bytes()[at - 1], b' ' | b'(' | b'\n' | b'\t'))
    }

    /// Cuts what begins with a letter at `start`; returns where it ends. Most words are one run of letters before a blank or
    /// a comma, neither of which ever joins a word, and most blanks stand before another.
    fn run(&mut self, start: usize, limit: usize) -> usize {
        let mut start = start;
        loop {
            let mut keys = Keys::default();
            let bytes = &self.text.as_bytes()[start..limit];
            let length = keys.take(bytes);
            let end = start + length;
            let blanks = match bytes.get(length) {
                Some(b' ') => 1,
                Some(b',') => 0,
                _ => return self.word(start, end, keys, limit),
            };
            let shape = self.capitals(start..end);
            self.append(start..end, shape, keys.lowered(), keys.folded());
            start = end + blanks;
            if blanks == 0 || !bytes.get(length + 1).is_some_and(u8::is_ascii_alphabetic) {
                return start;
            }
        }
    }

    /// Cuts one word or several that begin with a letter at `start`, of which what lies before `at` has gone into `keys`;
    /// returns where they end.
    fn word(&mut self, start: usize, at: usize, keys: Keys, limit: usize) -> usize {
        let (mut start, mut at, mut keys) = (start, at, keys);
        let mut hyphens = 0;
        // Whether it is one run of letters and digits so far.
        let mut plain = true;
        while at < limit {
            // Most characters of any text.
            at += keys.take(&self.text.as_bytes()[at..limit]);
            if at == limit {
                break;
            }
            let (kind, length) = kind_at(self.text, at);
            let joins = match kind {
                Kind::Letter | Kind::Digit => {
                    keys.extend(&self.text[at..at + length]);
                    at += length;
                    continue;
                }
                Kind::Invisible => self.continues(at + length, limit).then_some(length),
                Kind::Hyphen => {
                    let joins = at > start && self.continues(at + length, limit);
                    hyphens += u32::from(joins);
                    joins.then_some(length)
                }
                Kind::Apostrophe => {
                    let key = match at - start {
                        _ if plain => keys.lowered(),
                        ..=LONGEST_HEAD => lowered(&self.text[start..at]),
                        _ => 0,
                    };
                    match self.apostrophe(start, at, length, limit, key) {
                        Apostrophe::Elision => {
                            at += length;
                            // The letter ʼ is no mark.
                            if plain && length != 'ʼ'.len_utf8() {
                                self.push_run(start..at, Shape::ELIDED, keys.elided(), keys.folded());
                            } else {
                                self.push(start..at, Shape::ELIDED);
                            }
                            if !self.continues(at, limit) || kind_at(self.text, at).0 == Kind::Digit {
                                return at;
                            }
                            start = at;
                            (hyphens, keys, plain) = (0, Keys::default(), true);
                            continue;
                        }
                        Apostrophe::Inside => Some(length),
                        Apostrophe::Outside => None,
                    }
                }
                Kind::Mark => Some(self.joint(start, at, limit)).filter(|length| *length > 0),
                Kind::Space => None,
            };
            let Some(length) = joins else {
                break;
            };
            plain = false;
            at += length;
        }
        if hyphens > 0 {
            self.push_hyphenated(start..at);
        } else if plain {
            self.push_run(start..at, Shape::empty(), keys.lowered(), keys.folded());
        } else {
            self.push(start..at, Shape::empty());
        }
        at
    }

    /// Whether a letter or digit stands at `at`.
    fn continues(&self, at: usize, limit: usize) -> bool {
        at < limit && matches!(kind_at(self.text, at).0, Kind::Letter | Kind::Digit)
    }

    /// What the apostrophe at `at` does to the word that began at `start`, whose key is `key`, or 0 where it is long.
    fn apostrophe(&mut self, start: usize, at: usize, length: usize, limit: usize, key: u64) -> Apostrophe {
        let after = at + length;
        let letter = self.continues(after, limit);
        if letter && self.may_be_whole(key, after) && self.is_whole(start, at, after, limit) {
            return Apostrophe::Inside;
        }
        let elided = self.typography.elisions.contains(&key);
        if elided && !(letter && self.is_name(start, at, after)) {
            return Apostrophe::Elision;
        }
        if letter {
            Apostrophe::Inside
        } else {
            Apostrophe::Outside
        }
    }

    /// Whether a listed word has what `key` says before its apostrophe, and the letter at `after` behind it.
    fn may_be_whole(&self, key: u64, after: usize) -> bool {
        let letter = char_at(self.text, after).and_then(|letter| letter.to_lowercase().next());
        let opening = paired(letter.map_or(0, u32::from), key);
        self.typography.whole_openings.contains(&opening)
    }

    /// "aujourd'hui", "c'est-à-dire": the word around the apostrophe is listed as one.
    fn is_whole(&mut self, start: usize, at: usize, after: usize, limit: usize) -> bool {
        let mut end = after;
        while end < limit && end - at <= LONGEST_WHOLE {
            match kind_at(self.text, end) {
                (Kind::Letter, length) => end += length,
                (Kind::Hyphen, length) if self.continues(end + length, limit) => end += length,
                _ => break,
            }
        }
        let span = Span::new(start as u32, end as u32);
        self.typography
            .whole
            .contains(lower_case(self.text, span, &mut self.buffer))
    }

    /// "N'Djamena", "M'Bala": a name, since nothing is elided before a consonant.
    fn is_name(&self, start: usize, at: usize, after: usize) -> bool {
        at - start == 1
            && is_capital(self.text, start)
            && is_capital(self.text, after)
            && !elides(self.text, after)
    }

    /// Bytes of punctuation at `at` that belong inside the word that began at `start`; 0 if it ends there.
    fn joint(&mut self, start: usize, at: usize, limit: usize) -> usize {
        let next = at + 1;
        match self.text.as_bytes()[at] {
            b'.' => self.full_stop(start, at, limit),
            b'&' | b'@' | b'_' if self.continues(next, limit) => 1,
            b'/' if self.continues(next, limit) && self.joins_slash(start, at) => 1,
            b':' if self.text[start..at].starts_with("http") && self.text[at..limit].starts_with("://") => {
                self.address(at, limit)
            }
            // "n°"
            0xC2 if self.text[at..].starts_with('°') && at - start == 1 => 2,
            _ => 0,
        }
    }

    /// "km/h" is one word, "et/ou" and "Reuters/Mena" are three.
    fn joins_slash(&mut self, start: usize, at: usize) -> bool {
        let mut end = at + 1;
        while let (Kind::Letter, length) = kind_at(self.text, end) {
            end += length;
        }
        let span = Span::new(start as u32, end as u32);
        at - start <= 3
            && end - at <= 3
            && self
                .typography
                .whole
                .contains(lower_case(self.text, span, &mut self.buffer))
    }

    /// Length of what is left of a web address from `at` on.
    fn address(&self, at: usize, limit: usize) -> usize {
        let rest = &self.text[at..limit];
        let end = rest.find(|c: char| c.is_whitespace() || "«»“”\"<>()[]".contains(c));
        rest[..end.unwrap_or(rest.len())]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '…'])
            .len()
    }

    /// Whether a full stop belongs to the word: initials, acronyms, abbreviations, web addresses.
    fn full_stop(&mut self, start: usize, at: usize, limit: usize) -> usize {
        let before = &self.text[start..at];
        let joint = before.bytes().rposition(|byte| matches!(byte, b'.' | b'-'));
        let last_letter = &before[joint.map_or(0, |joint| joint + 1)..];
        let single = is_single(last_letter);
        let next = at + 1;
        if self.continues(next, limit) {
            if before == "www" {
                return self.address(at, limit);
            }
            let joins = single && is_capital(self.text, next)
                || before.len() > 1
                    && !is_capital(self.text, next)
                    && kind_at(self.text, next).0 == Kind::Letter;
            return usize::from(
                joins || single && before.contains('.') || self.is_abbreviation(before, next),
            );
        }
        if single && before.contains('.') && kind_at(self.text, next).0 == Kind::Hyphen {
            return 1;
        }
        let initial = single && is_capital(self.text, at - last_letter.len());
        let hyphen_follows = initial && self.text.as_bytes().get(next) == Some(&b'-');
        let ends = next >= limit && is_single(before);
        usize::from(
            hyphen_follows
                || (initial && !ends || self.is_abbreviation(before, next)) && !self.dots_follow(next),
        )
    }

    fn dots_follow(&self, at: usize) -> bool {
        self.text.as_bytes().get(at) == Some(&b'.')
    }

    /// Whether the full stop after `word`, which ends before byte `next`, is its own.
    fn is_abbreviation(&self, word: &str, next: usize) -> bool {
        let Typography {
            inner_abbreviations,
            numbered_abbreviations,
            final_abbreviations,
            ..
        } = self.typography;
        word.len() <= 8
            && (inner_abbreviations.contains(word)
                || final_abbreviations.contains(word)
                || numbered_abbreviations.contains(word) && self.number_follows(next))
    }

    /// Whether a digit stands at `at`, blanks aside.
    fn number_follows(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        rest.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Cuts a number, and the unit written against it, at `start`; returns where they end.
    fn number(&mut self, start: usize, limit: usize) -> usize {
        let from = if start > 0
            && kind_at(self.text, start - 1).0 == Kind::Hyphen
            && self
                .cut
                .words
                .last()
                .is_none_or(|word| (word.span.end as usize) < start)
        {
            start - 1
        } else {
            start
        };
        let mut at = self.digits(start, limit);
        if at - start <= 3 {
            while let Some(end) = self.thousands(at, limit) {
                at = end;
            }
        }
        while let Some(end) = self.fraction(at, limit) {
            at = end;
        }
        match kind_at(self.text, at) {
            (Kind::Letter, _) if at < limit => self.number_with_letters(from, at, limit),
            (Kind::Hyphen, length) if self.continues(at + length, limit) => {
                let end = self.compound_end(at, limit);
                self.push(from..end, Shape::HYPHENATED | self.all_digits(from, end));
                end
            }
            (Kind::Apostrophe, length)
                if kind_at(self.text, at + length).0 == Kind::Letter && at + length < limit =>
            {
                let end = self.letters(at + length, limit);
                self.push(from..end, Shape::empty());
                end
            }
            _ => {
                self.push(from..at, Shape::NUMBER);
                at
            }
        }
    }

    fn digits(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        while at < limit {
            match kind_at(self.text, at) {
                (Kind::Digit, length) => at += length,
                _ => break,
            }
        }
        at
    }

    fn letters(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        while self.continues(at, limit) {
            at += kind_at(self.text, at).1;
        }
        at
    }

    /// The end of a group of three digits after a blank or an apostrophe ("5 000", "10'000").
    fn thousands(&self, at: usize, limit: usize) -> Option<usize> {
        let separator = char_at(self.text, at)?;
        if !matches!(separator, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'') {
            return None;
        }
        let start = at + separator.len_utf8();
        let end = self.digits(start, limit);
        let joins = end - start == 3 && (end >= limit || kind_at(self.text, end).0 != Kind::Letter);
        joins.then_some(end)
    }

    /// The end of digits after a comma, full stop, slash or colon ("4,5", "29.000", "25/01/06").
    fn fraction(&self, at: usize, limit: usize) -> Option<usize> {
        if at >= limit || !matches!(self.text.as_bytes()[at], b',' | b'.' | b'/' | b':') {
            return None;
        }
        let end = self.digits(at + 1, limit);
        // "630/631" is two numbers, "25/01/06" one.
        let before = self.text.as_bytes()[..at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit());
        let pair = self.text.as_bytes()[at] == b'/' && end - at > 3 && before.count() > 2;
        (end > at + 1 && !pair).then_some(end)
    }

    /// The end of a compound after a number: "2006-2008", "4-temps".
    fn compound_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        loop {
            let (kind, length) = kind_at(self.text, end);
            let joins = match kind {
                Kind::Letter | Kind::Digit => true,
                Kind::Hyphen => self.continues(end + length, limit),
                _ => false,
            };
            if !joins || end >= limit {
                return end;
            }
            end += length;
        }
    }

    fn all_digits(&self, from: usize, end: usize) -> Shape {
        if self.text[from..end].contains(char::is_alphabetic) {
            Shape::empty()
        } else {
            Shape::NUMBER
        }
    }

    /// "14h30", "20km" are cut; "17e", "4X4", "3D" are not.
    fn number_with_letters(&mut self, from: usize, at: usize, limit: usize) -> usize {
        let mut unit_end = at;
        while unit_end < limit && kind_at(self.text, unit_end).0 == Kind::Letter {
            unit_end += kind_at(self.text, unit_end).1;
        }
        if self.typography.units.contains(&self.text[at..unit_end]) {
            self.push(from..at, Shape::NUMBER);
            self.push(at..unit_end, Shape::empty());
            return unit_end;
        }
        let end = self.compound_end(at, limit);
        self.push(from..end, Shape::empty());
        end
    }

    /// Cuts a word with hyphens before the pronouns that follow its verb.
    fn push_hyphenated(&mut self, range: Range<usize>) {
        let mut cuts = [0; 3];
        let mut count = 0;
        let mut end = range.end;
        while count < cuts.len() {
            match self.enclitic(range.start, end) {
                Some(cut) => {
                    cuts[count] = cut;
                    count += 1;
                    end = cut;
                }
                None => break,
            }
        }
        let shape = if self.text[range.start..end].contains('-') {
            Shape::HYPHENATED
        } else {
            Shape::empty()
        };
        self.push(range.start..end, shape);
        for index in (0..count).rev() {
            let until = if index == 0 { range.end } else { cuts[index - 1] };
            self.push(cuts[index]..until, Shape::ENCLITIC);
        }
    }

    /// Where the enclitic at the end of a word begins: before the hyphen, or before "-t-".
    fn enclitic(&mut self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let (verb, pronoun) = word.rsplit_once('-')?;
        if verb.is_empty() || pronoun.len() > 5 {
            return None;
        }
        let span = |from: usize, to: usize| Span::new(from as u32, to as u32);
        let pronoun_start = end - pronoun.len();
        let endings = self.typography.enclitics.get(lower_case(
            self.text,
            span(pronoun_start, end),
            &mut self.buffer,
        ))?;
        if self
            .typography
            .keep
            .contains(lower_case(self.text, span(start, end), &mut self.buffer))
        {
            return None;
        }
        let verb_end = start + verb.len();
        if let Some(bare) = verb
            .strip_suffix("-t")
            .or_else(|| verb.strip_suffix("-T"))
            .filter(|bare| !bare.is_empty())
        {
            return Some(start + bare.len());
        }
        // "Kim Jong-il", "Vitry-le": a name, unless its second letter shows that only the sentence's
        // first letter is a capital.
        let capital = is_capital(self.text, start) && !self.begins_sentence(start);
        let lower = lower_case(self.text, span(start, verb_end), &mut self.buffer);
        let doubled = lower
            .rsplit_once('-')
            .is_some_and(|(_, last)| self.typography.enclitics.contains_key(last));
        let hyphens = lower.contains('-') && !doubled && !endings.iter().any(|ending| ending.len() > 1);
        let fits = endings.iter().any(|ending| lower.ends_with(&**ending));
        (fits && !hyphens && !(capital && pronoun.len() <= 3)).then_some(verb_end)
    }

    /// Whether nothing but punctuation that ends or opens a sentence stands before byte `start`.
    fn begins_sentence(&self, start: usize) -> bool {
        self.text[..start]
            .trim_end_matches([' ', '«', '"', '“', '\u{A0}', '\u{202F}', '-', '–', '—'])
            .chars()
            .next_back()
            .is_none_or(|before| matches!(before, '.' | '!' | '?' | '…' | '\n' | ':' | ',' | '»'))
    }

    /// Cuts a mark; a run of full stops or hyphens is one.
    fn mark(&mut self, at: usize, length: usize, limit: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at + length;
        if matches!(bytes[at], b'.' | b'-' | b'_' | b'*' | b'=' | b'~') {
            while end < limit && bytes[end] == bytes[at] {
                end += 1;
            }
        } else if self.text[at..].starts_with('°') && kind_at(self.text, end).0 == Kind::Letter && end < limit
        {
            end += kind_at(self.text, end).1;
            self.push(at..end, Shape::empty());
            return end;
        } else if matches!(bytes[at], b'@' | b'#') && self.continues(end, limit) {
            end = self.compound_end(end, limit);
            self.push(at..end, Shape::empty());
            return end;
        }
        self.push(at..end, Shape::PUNCTUATION);
        end
    }

    /// Appends one word, whatever it is made of.
    fn push(&mut self, range: Range<usize>, shape: Shape) {
        let word = &self.text[range.clone()];
        if word.is_empty() {
            return;
        }
        let mut shape = shape;
        if !shape.intersects(Shape::PUNCTUATION | Shape::NUMBER) {
            shape |= capitals(word);
            if word.ends_with('.') {
                shape |= Shape::ABBREVIATION;
            }
        }
        if shape.intersects(Shape::PUNCTUATION | Shape::ABBREVIATION) {
            self.marks.push(self.count());
        }
        let lowered = lowered(word);
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        self.append(range, shape, lowered, if plain { lowered } else { 0 });
    }

    /// Appends a run of letters and digits, perhaps with an apostrophe behind it, with its two keys. Not inlined: most words
    /// are cut by [`Self::run`].
    #[inline(never)]
    fn push_run(&mut self, range: Range<usize>, shape: Shape, lowered: u64, folded: u64) {
        let shape = shape | self.capitals(range.clone());
        self.append(range, shape, lowered, folded);
    }

    /// Capitals of the word of `range`, which is not empty. Most words begin with a small letter.
    #[inline]
    fn capitals(&self, range: Range<usize>) -> Shape {
        if self.text.as_bytes()[range.start].is_ascii_lowercase() {
            Shape::empty()
        } else {
            capitals(&self.text[range])
        }
    }

    #[inline]
    fn append(&mut self, range: Range<usize>, shape: Shape, lowered: u64, folded: u64) {
        let span = Span::new(range.start as u32, range.end as u32);
        let Text {
            words, keys, folds, ..
        } = &mut *self.cut;
        let glued = range.start == self.end;
        self.end = range.end;
        words.push(Word {
            span,
            shape: if glued { shape | Shape::GLUED } else { shape },
            sentence: 0,
        });
        keys.push(lowered);
        folds.push(folded);
    }
}

/// What an apostrophe does.
enum Apostrophe {
    /// Ends an elided word: l', qu'.
    Elision,
    /// Stands inside a word: O'Kane.
    Inside,
    /// Is no part of the word.
    Outside,
}

/// Capitals of a word. Not inlined: few words begin with one.
#[inline(never)]
fn capitals(word: &str) -> Shape {
    let Some(first) = word.chars().next().filter(|first| first.is_uppercase()) else {
        return Shape::empty();
    };
    let rest = &word[first.len_utf8()..];
    if rest.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
        return Shape::CAPITALISED;
    }
    let mut rest = rest.chars().filter(|c| c.is_alphabetic());
    let second = rest.next();
    let all = second.is_some_and(|second| !second.is_lowercase()) && !rest.any(char::is_lowercase);
    Shape::CAPITALISED | if all { Shape::ALL_CAPITALS } else { Shape::empty() }
}

/// Whether `word` is one character.
fn is_single(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some() && characters.next().is_none()
}
