//! Words as keys: hashed as written in lower case, so that word lists are looked up without allocation;
//! and sieves that spare most look-ups.

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
    let bytes = word.as_bytes();
    let mut at = 0;
    // Nearly all letters of French: ASCII, and C3 80 to C3 BF.
    while let Some(byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (..0x80, _) => {
                hasher.push(byte.to_ascii_lowercase() as char);
                at += 1;
            }
            // À to Þ, × apart.
            (0xC3, Some(next @ (0x80..=0x96 | 0x98..=0x9E))) => {
                hasher.push((next + 0x60) as char);
                at += 2;
            }
            (0xC3, Some(next)) => {
                hasher.push((next + 0x40) as char);
                at += 2;
            }
            _ => break,
        }
    }
    for character in word.get(at..).unwrap_or_default().chars() {
        match character {
            '’' | 'ʼ' | '‘' => hasher.push('\''),
            '\u{a0}' | '\u{202f}' => hasher.push(' '),
            'À'..='Ö' | 'Ø'..='Þ' => {
                hasher.push(char::from_u32(character as u32 + 32).unwrap_or(character))
            }
            '×' | 'ß'..='ÿ' => hasher.push(character),
            _ => character.to_lowercase().for_each(|lower| hasher.push(lower)),
        }
    }
    hasher.finish()
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
        let bit = self.place(key);
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    /// Whether `key` may have been inserted; never wrong where it says no.
    #[must_use]
    #[inline]
    pub fn lets_through(&self, key: u64) -> bool {
        let bit = self.place(key);
        self.0
            .get(bit / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 != 0)
    }

    const fn place(&self, key: u64) -> usize {
        (key ^ key >> 32) as usize & (self.0.len() * 64 - 1)
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
}
