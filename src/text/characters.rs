//! Kinds of characters, by their first byte where that settles it.

/// What a character is to the word splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    Letter,
    Digit,
    Apostrophe,
    Hyphen,
    /// Zero-width characters: no letters, but inside a word they do not end it.
    Invisible,
    Mark,
}

/// Kinds of the ASCII characters.
static ASCII: [Kind; 128] = ascii_kinds();

const fn ascii_kinds() -> [Kind; 128] {
    let mut kinds = [Kind::Mark; 128];
    let mut byte = 0;
    while byte < 128 {
        let character = byte as u8;
        kinds[byte] = match character {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            0..=b' ' | 0x7F => Kind::Space,
            b'\'' => Kind::Apostrophe,
            b'-' => Kind::Hyphen,
            _ => Kind::Mark,
        };
        byte += 1;
    }
    kinds
}

/// Kind and length of the character that begins at byte `at`; a space of one byte past the end.
#[inline]
pub(super) fn kind_at(text: &str, at: usize) -> (Kind, usize) {
    let Some(&byte) = text.as_bytes().get(at) else {
        return (Kind::Space, 1);
    };
    if byte < 128 {
        return (ASCII[byte as usize], 1);
    }
    // é, à, ç … in UTF-8: C3 80 to C3 BF, × and ÷ apart.
    if byte == 0xC3 && !matches!(text.as_bytes().get(at + 1), Some(0x97 | 0xB7)) {
        return (Kind::Letter, 2);
    }
    wide_kind(text, at)
}

fn wide_kind(text: &str, at: usize) -> (Kind, usize) {
    let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return (Kind::Space, 1);
    };
    let kind = match character {
        '’' | 'ʼ' => Kind::Apostrophe,
        '\u{2010}' | '\u{2011}' => Kind::Hyphen,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}' => {
            Kind::Invisible
        }
        // Superscripts (m², 1ᵉʳ) belong to their word.
        '²' | '³' | 'º' | 'ª' => Kind::Letter,
        _ if character.is_alphabetic() => Kind::Letter,
        _ if character.is_numeric() => Kind::Digit,
        _ if character.is_whitespace() || character.is_control() => Kind::Space,
        _ => Kind::Mark,
    };
    (kind, character.len_utf8())
}

/// The character that begins at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// Whether the letter at byte `at` is a capital.
#[inline]
pub(super) fn is_capital(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if *byte < 128 => byte.is_ascii_uppercase(),
        Some(_) => char_at(text, at).is_some_and(char::is_uppercase),
        None => false,
    }
}

/// Whether the letter at byte `at` is a vowel or h, before which words are elided.
pub(super) fn elides(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|character| {
        matches!(
            character.to_ascii_lowercase(),
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h'
        ) || ('À'..='ÿ').contains(&character) && !matches!(character, 'ç' | 'Ç' | 'ñ' | 'Ñ')
            || matches!(character, 'œ' | 'Œ')
    })
}
