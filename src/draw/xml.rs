//! What may stand in XML 1.0: text cleaned and escaped.

use std::borrow::Cow;

/// Whether XML 1.0 allows the character.
const fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
        && !matches!(letter, '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}')
}

/// The text without characters that XML forbids or discourages.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|letter| is_allowed(*letter)).collect())
    }
}

/// The text as it may stand in an element or between quotation marks.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Elsewhere a reader may turn it into a line feed.
            '\r' => out.push_str("&#13;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(escape("a\0\u{1b}<\"&\u{FFFF}é"), "a&lt;&quot;&amp;é");
        assert!(matches!(clean("l’été"), Cow::Borrowed(_)));
    }
}
