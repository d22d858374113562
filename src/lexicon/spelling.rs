//! Spellings under which a form of a text may stand in the dictionary.
//!
//! Newsrooms drop accents from capitals ("Etat", "A Moscou"), write ’ for ', oe for œ, and headlines
//! in capitals. Variants are made one after the other in a buffer on the stack.

/// Longest form, in bytes, that is looked up; nothing longer is a French word.
const LONGEST: usize = 80;

/// The form as it stands, then its variants.
#[derive(Debug)]
pub(super) struct Spelling {
    buffer: [u8; LONGEST],
    length: usize,
    /// Bytes of the first character as written, where it is a capital.
    capital: Option<char>,
    all_capitals: bool,
    stage: Stage,
}

/// Which variant comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    LowerCase,
    Capitalised,
    Accent(usize),
    Ligature,
    Done,
}

/// Letters that may stand for a bare capital, in the order in which they are tried.
const ACCENTED: [(u8, &[&str]); 5] = [
    (b'e', &["é", "ê", "è"]),
    (b'a', &["à", "â"]),
    (b'i', &["î"]),
    (b'o', &["ô"]),
    (b'c', &["ç"]),
];

/// Whether a form is written as dictionaries write it and has no variant, as far as a look at its bytes tells: small letters
/// of Latin-1, without "oe". So are most words.
pub(super) fn is_plain(form: &str) -> bool {
    let mut before = 0;
    form.len() <= LONGEST - 4
        && form.bytes().all(|byte| {
            let plain = match before {
                // à to ÿ; no capital stands below, and no other character of ours begins so.
                0xC3 => byte >= 0xA0,
                b'o' => byte != b'e' && is_plain_byte(byte),
                _ => is_plain_byte(byte),
            };
            before = byte;
            plain
        })
}

const fn is_plain_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == 0xC3
}

impl Spelling {
    /// The form with ’ as ', or nothing if it is too long to be a word.
    pub(super) fn of(form: &str) -> Option<Self> {
        if form.len() > LONGEST - 4 {
            return None;
        }
        let mut spelling = Self {
            buffer: [0; LONGEST],
            length: 0,
            capital: form.chars().next().filter(|first| first.is_uppercase()),
            all_capitals: false,
            stage: Stage::Done,
        };
        if form.is_ascii() {
            spelling.buffer[..form.len()].copy_from_slice(form.as_bytes());
            spelling.length = form.len();
        } else {
            for character in form.chars() {
                spelling.push(if character == '’' { '\'' } else { character });
            }
        }
        if spelling.capital.is_some() || form.chars().any(char::is_uppercase) {
            spelling.all_capitals = form.len() > 1 && !form.chars().any(char::is_lowercase);
            spelling.stage = Stage::LowerCase;
        } else if contains_oe(form.as_bytes()) {
            spelling.stage = Stage::Ligature;
        }
        Some(spelling)
    }

    fn push(&mut self, character: char) {
        if self.length + character.len_utf8() <= LONGEST {
            self.length += character.encode_utf8(&mut self.buffer[self.length..]).len();
        }
    }

    /// The spelling at hand.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.buffer[..self.length]).unwrap_or_default()
    }

    /// The next spelling to try; those after the lower-case one are tried only while `nothing_found`.
    pub(super) fn next_variant(&mut self, nothing_found: bool) -> Option<&str> {
        loop {
            match self.stage {
                Stage::LowerCase => {
                    self.lower_case();
                    self.stage = if self.all_capitals {
                        Stage::Capitalised
                    } else {
                        Stage::Accent(0)
                    };
                    return Some(self.text());
                }
                Stage::Capitalised => {
                    self.stage = Stage::Accent(0);
                    if let Some(capital) = self.capital.filter(|_| nothing_found) {
                        self.replace_first(capital);
                        return Some(self.text());
                    }
                }
                Stage::Accent(number) => {
                    if !nothing_found || self.capital.is_none() {
                        self.stage = Stage::Ligature;
                        continue;
                    }
                    self.stage = Stage::Accent(number + 1);
                    if !self.accent(number) {
                        self.stage = Stage::Ligature;
                        continue;
                    }
                    return Some(self.text());
                }
                Stage::Ligature => {
                    self.stage = Stage::Done;
                    if nothing_found && self.join_oe() {
                        return Some(self.text());
                    }
                }
                Stage::Done => return None,
            }
        }
    }

    fn lower_case(&mut self) {
        if self.buffer[..self.length].is_ascii() {
            self.buffer[..self.length].make_ascii_lowercase();
            return;
        }
        let text = self.buffer;
        let length = std::mem::take(&mut self.length);
        for character in std::str::from_utf8(&text[..length]).unwrap_or_default().chars() {
            character.to_lowercase().for_each(|lower| self.push(lower));
        }
    }

    /// Puts `first` in place of the first character.
    fn replace_first(&mut self, first: char) {
        let text = self.buffer;
        let length = std::mem::take(&mut self.length);
        self.push(first);
        let rest = std::str::from_utf8(&text[..length]).unwrap_or_default();
        rest.chars().skip(1).for_each(|character| self.push(character));
    }

    /// Puts the accent of this number on the first letter; false where there is none.
    fn accent(&mut self, number: usize) -> bool {
        let Some(capital) = self.capital.filter(char::is_ascii) else {
            return false;
        };
        let bare = capital.to_ascii_lowercase() as u8;
        let accented = ACCENTED
            .iter()
            .find(|(letter, _)| *letter == bare)
            .and_then(|(_, accented)| accented.get(number))
            .and_then(|accented| accented.chars().next());
        let first = accented.unwrap_or(capital.to_ascii_lowercase());
        self.replace_first(first);
        accented.is_some()
    }

    /// Writes the first oe as œ; false where there is none.
    fn join_oe(&mut self) -> bool {
        let Some(at) = self.buffer[..self.length]
            .windows(2)
            .position(|pair| pair == b"oe")
        else {
            return false;
        };
        self.buffer[at..at + 2].copy_from_slice("œ".as_bytes());
        true
    }
}

fn contains_oe(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"oe")
}
