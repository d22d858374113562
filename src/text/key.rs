//! Words as keys: hashed as written in lower case, so that word lists are looked up without allocation, and hashed
//! without accents, as names are looked up; and sieves that spare most look-ups.

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a over characters: stable across runs and machines, so that it may be stored.
#[derive(Debug, Clone, Copy)]
pub struct Hasher(u64);

impl Default for Hasher {
    fn default() -> Self {
        Self(SEED)
    }
}

impl Hasher {
    /// Takes in one character.
    pub const fn push(&mut self, character: char) {
        self.0 = (self.0 ^ character as u64).wrapping_mul(PRIME);
    }

    /// Takes in one character in lower case; apostrophes and blanks count alike.
    fn push_lowered(&mut self, character: char) {
        match character {
            '\0'..='\x7f' => self.push(character.to_ascii_lowercase()),
            '’' | 'ʼ' | '‘' => self.push('\''),
            '\u{a0}' | '\u{202f}' => self.push(' '),
            'À'..='Ö' | 'Ø'..='Þ' => {
                self.push(char::from_u32(character as u32 + 32).unwrap_or(character));
            }
            '×' | 'ß'..='ÿ' => self.push(character),
            _ => character.to_lowercase().for_each(|lower| self.push(lower)),
        }
    }

    /// Takes in one character without case and accent.
    pub fn push_folded(&mut self, character: char) {
        let (first, second) = fold(character);
        self.push(first);
        if let Some(second) = second {
            self.push(second);
        }
    }

    /// The hash so far.
    #[must_use]
    pub const fn finish(self) -> u64 {
        // The product leaves its low bits weak; the tables use those.
        self.0 ^ (self.0 >> 29)
    }
}

/// Hash of `word` in lower case, accents kept, apostrophes made alike.
#[must_use]
pub fn lowered(word: &str) -> u64 {
    let mut hasher = Hasher::default();
    word.chars().for_each(|character| hasher.push_lowered(character));
    hasher.finish()
}

/// Hash of the letters and digits of `word` without case and accents.
#[must_use]
pub fn folded(word: &str) -> u64 {
    let mut hasher = Hasher::default();
    for character in word.chars().filter(|character| character.is_alphanumeric()) {
        hasher.push_folded(character);
    }
    hasher.finish()
}

/// A character without case and accent, or two where it is a ligature.
#[must_use]
#[inline]
pub const fn fold(character: char) -> (char, Option<char>) {
    let folded = match character {
        'A'..='Z' => ((character as u8) | 0x20) as char,
        '\0'..='\x7f' => character,
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => 'a',
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => 'c',
        'Ď' | 'ď' | 'Đ' | 'đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ę' | 'ę' | 'Ě' | 'ě' => 'e',
        'Ğ' | 'ğ' => 'g',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => 'i',
        'Ł' | 'ł' => 'l',
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ň' | 'ň' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => 'o',
        'Ř' | 'ř' => 'r',
        'Ś' | 'ś' | 'Ş' | 'ş' | 'Š' | 'š' | 'Ș' | 'ș' => 's',
        'Ţ' | 'ţ' | 'Ť' | 'ť' | 'Ț' | 'ț' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ů' | 'ů' | 'Ű' | 'ű' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => 'y',
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => 'z',
        'Œ' | 'œ' => return ('o', Some('e')),
        'Æ' | 'æ' => return ('a', Some('e')),
        'ß' => return ('s', Some('s')),
        other => other,
    };
    (folded, None)
}

/// Letters and digits of ASCII in lower case, by byte; 0 for every other byte.
static PLAIN: [u8; 256] = plain_characters();

const fn plain_characters() -> [u8; 256] {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            plain[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
}

/// First byte of the letters from À to ÿ in UTF-8.
const LATIN_LEAD: u8 = 0xC3;

/// Letters from À to ÿ, in the order of Unicode, in lower case and without accent; × and ÷ stand among them.
static LATIN: [(char, (char, Option<char>)); 64] = latin_letters();

const fn latin_letters() -> [(char, (char, Option<char>)); 64] {
    let mut letters = [(' ', (' ', None)); 64];
    let mut place = 0;
    while place < 64 {
        let letter = (0xC0 + place as u8) as char;
        let small = match letter {
            'À'..='Ö' | 'Ø'..='Þ' => (0xC0 + place as u8 + 32) as char,
            _ => letter,
        };
        letters[place] = (small, fold(letter));
        place += 1;
    }
    letters
}

/// The two keys of a run of letters and digits, [`lowered`] and [`folded`], taken in while the splitter looks for its end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Keys {
    lowered: Hasher,
    /// Set from the first letter on that an accent makes another: until then the two are one.
    folded: Option<Hasher>,
}

impl Keys {
    /// Takes in what `bytes` begins with of letters and digits of ASCII and letters from À to ÿ; gives its length.
    #[inline]
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        if self.folded.is_none() {
            let mut lowered = self.lowered;
            while let Some(&byte) = bytes.get(at)
                && PLAIN[byte as usize] != 0
            {
                lowered.push(PLAIN[byte as usize] as char);
                at += 1;
            }
            self.lowered = lowered;
            if bytes.get(at) != Some(&LATIN_LEAD) {
                return at;
            }
        }
        at + self.take_apart(&bytes[at..])
    }

    /// The same where the two keys may part. Not inlined: most words have no accent.
    #[inline(never)]
    fn take_apart(&mut self, bytes: &[u8]) -> usize {
        let mut lowered = self.lowered;
        let mut folded = self.folded.unwrap_or(lowered);
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let plain = PLAIN[byte as usize];
            if plain != 0 {
                lowered.push(plain as char);
                folded.push(plain as char);
                at += 1;
                continue;
            }
            match bytes.get(at + 1) {
                // × and ÷ are no letters.
                Some(&second) if byte == LATIN_LEAD && !matches!(second, 0x97 | 0xB7) => {
                    let (small, (first, second)) = LATIN[usize::from(second) % LATIN.len()];
                    lowered.push(small);
                    folded.push(first);
                    if let Some(second) = second {
                        folded.push(second);
                    }
                    at += 2;
                }
                _ => break,
            }
        }
        (self.lowered, self.folded) = (lowered, Some(folded));
        at
    }

    /// Takes in `letters`, which are letters and digits.
    pub(super) fn extend(&mut self, letters: &str) {
        for letter in letters.chars() {
            let until_now = self.lowered;
            self.folded.get_or_insert(until_now).push_folded(letter);
            self.lowered.push_lowered(letter);
        }
    }

    /// As written in lower case.
    pub(super) const fn lowered(self) -> u64 {
        self.lowered.finish()
    }

    /// As written in lower case, with an apostrophe at the end.
    pub(super) const fn elided(self) -> u64 {
        let mut lowered = self.lowered;
        lowered.push('\'');
        lowered.finish()
    }

    /// Without accents.
    pub(super) fn folded(self) -> u64 {
        self.folded.unwrap_or(self.lowered).finish()
    }
}

/// One key for a number and a key, such as a place in a tree and the word that follows there.
#[must_use]
pub const fn paired(number: u32, key: u64) -> u64 {
    key.wrapping_add((number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Bits of a sieve for a few thousand keys, a power of two.
const BITS: usize = 1 << 16;

/// A Bloom filter with one hash: tells in a nanosecond that a word is not in a large table.
#[derive(Debug, Clone)]
pub struct Sieve(Box<[u64]>);

impl Default for Sieve {
    fn default() -> Self {
        Self::with_bits(BITS)
    }
}

impl Sieve {
    /// An empty sieve of so many bits, a power of two: some ten for each key keep it fine.
    #[must_use]
    pub fn with_bits(bits: usize) -> Self {
        Self(vec![0; bits.next_power_of_two().max(64) / 64].into_boxed_slice())
    }

    /// Lets `key` through from now on.
    pub fn insert(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether `key` may have been inserted; never wrong where it says no.
    #[must_use]
    #[inline]
    pub fn lets_through(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The word and the bit in it that stand for `key`; there are a power of two of words, so that a mask finds one.
    #[inline]
    const fn place(&self, key: u64) -> (usize, u64) {
        let hash = key ^ key >> 32;
        ((hash / 64) as usize & (self.0.len() - 1), 1 << (hash % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of characters that are in lower case already.
    fn of(lower: &str) -> u64 {
        let mut hasher = Hasher::default();
        lower.chars().for_each(|character| hasher.push(character));
        hasher.finish()
    }

    #[test]
    fn every_latin_letter_is_hashed_in_lower_case() {
        for character in ('\u{1}'..'\u{250}').filter(|character| *character != '\u{A0}') {
            let word = format!("a{character}z");
            assert_eq!(lowered(&word), of(&word.to_lowercase()), "{word:?}");
        }
        assert_eq!(lowered("ÇA"), lowered("ça"));
        assert_eq!(lowered("L’"), of("l'"));
        assert_eq!(lowered("5\u{A0}000"), of("5 000"));
        assert_eq!(lowered("ÉTÉ’ÀX"), of("été'àx"));
    }

    #[test]
    fn a_run_is_hashed_while_it_is_read() {
        for word in [
            "Mali",
            "États",
            "EUROPÉENNE",
            "Øresund",
            "ÐÞ",
            "M23",
            "été2024",
            "Æthelß",
            "ça",
        ] {
            let mut keys = Keys::default();
            assert_eq!(keys.take(word.as_bytes()), word.len(), "{word}");
            assert_eq!(keys.lowered(), lowered(word), "{word}");
            assert_eq!(keys.folded(), folded(word), "{word}");
        }
        let mut keys = Keys::default();
        assert_eq!(keys.take("cœur".as_bytes()), 1);
        keys.extend("œ");
        assert_eq!(keys.take(b"ur, mal"), 2);
        assert_eq!(
            (keys.lowered(), keys.folded()),
            (lowered("cœur"), folded("coeur"))
        );
        let mut keys = Keys::default();
        assert_eq!(keys.take("Qu’il".as_bytes()), 2);
        assert_eq!(keys.elided(), lowered("qu’"));
        assert_eq!(Keys::default().take("÷×".as_bytes()), 0);
    }
}
