//! Names as keys: hashed without accents, segment by segment.
//!
//! Names are looked up segment by segment (a segment is a run of letters and digits), so that
//! "Burkina-Faso", "Burkina Faso" and "BURKINA FASO" walk the same path; what a hash promises is
//! checked against the letters afterwards ([`same_name`]). No allocation per word.
//!
//! ```
//! use griot::mention::fold::{folded, same_name};
//! assert_eq!(folded("Émirats"), folded("EMIRATS"));
//! assert!(same_name("Émirats arabes unis", "Emirats arabes unis"));
//! assert!(!same_name("Orange", "orange"));
//! ```

pub use crate::text::{Hasher, fold, folded, lowered};

/// Calls `take` with the hash of every run of letters and digits in `word`, and the byte at which
/// it begins and ends. A full stop between letters does not part them ("U.E.").
pub fn segments(word: &str, mut take: impl FnMut(u64, usize, usize)) {
    let mut hasher = Hasher::default();
    let mut begun = None;
    let mut end = 0;
    for (at, character) in word.char_indices() {
        // Most letters of most words.
        if character.is_ascii_alphanumeric() {
            begun.get_or_insert(at);
            end = at + 1;
            hasher.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            begun.get_or_insert(at);
            end = at + character.len_utf8();
            hasher.push_folded(character);
        } else if character != '.'
            && let Some(start) = begun.take()
        {
            take(hasher.finish(), start, end);
            hasher = Hasher::default();
        }
    }
    if let Some(start) = begun {
        take(hasher.finish(), start, end);
    }
}

/// "Zoubaïdi" of "al-Zoubaïdi": a family name behind its article or particle in small letters.
#[must_use]
pub fn behind_article(surname: &str) -> Option<&str> {
    let (article, bare) = surname.split_once('-')?;
    let small = article.chars().all(char::is_lowercase) && !article.is_empty();
    (small && begins_with_capital(bare)).then_some(bare)
}

/// Whether `text` is a way of writing `name`.
///
/// Accents may be missing; hyphens, spaces and apostrophes count alike. A capital of the name must
/// be one in the text, save at the start of later words ("Union Africaine", "Union africaine") and
/// in acronyms that are read as words ("CEDEAO", "Cédéao"); a text in capitals matches any name of
/// four letters or more, and so may the words of a longer name be ("Robert DUSSEY"). A name that
/// begins in lower case may be capitalised anywhere.
#[must_use]
pub fn same_name(name: &str, text: &str) -> bool {
    if name == text {
        return true;
    }
    if begins_with_capital(name) && text.chars().next().is_some_and(char::is_lowercase) {
        return false;
    }
    let capitals = all_capitals(text);
    if capitals && letters(name).count() >= 4 {
        return same_letters(name, text);
    }
    let free_case = name.chars().next().is_some_and(char::is_lowercase);
    let single = || !name.contains([' ', '-']);
    let mut text_letters = letters(text);
    let mut word_is_capitalised = false;
    // Where the word begins in either in which the letters stand.
    let (mut name_word, mut text_word) = (0, 0);
    for (name_letter, starts_word, at) in letters(name) {
        let Some((text_letter, text_starts_word, text_at)) = text_letters.next() else {
            return false;
        };
        if text_starts_word {
            text_word = text_at;
        }
        if starts_word {
            word_is_capitalised = text_letter.is_uppercase();
            name_word = at;
        }
        if name_letter == text_letter {
            continue;
        }
        if fold(name_letter) != fold(text_letter) {
            return false;
        }
        let same_case = name_letter.is_uppercase() == text_letter.is_uppercase();
        let allowed = if same_case {
            // Only the accent differs: a lower-case single word must have it.
            !free_case || word_is_capitalised || !single()
        } else if starts_word {
            free_case || !(at == 0 || begins_shortly(name))
        } else {
            word_is_capitalised && is_read_as_word(&name[name_word..])
                || text_letter.is_uppercase() && !single() && is_shouted(&text[text_word..])
        };
        if !allowed {
            return false;
        }
    }
    text_letters.next().is_none()
}

/// Whether `name` begins with a capital, for which no small letter will do.
#[must_use]
pub fn begins_with_capital(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the word that `text` begins with is written in capitals only.
fn is_shouted(text: &str) -> bool {
    let word = text
        .split(|character: char| !character.is_alphanumeric())
        .next()
        .unwrap_or_default();
    word.chars().count() > 2 && all_capitals(word)
}

/// "La Réunion" is not "la réunion": after an article or the like, a capital is one.
fn begins_shortly(name: &str) -> bool {
    let first = name.split([' ', '-', '\'', '’']).next().unwrap_or_default();
    first.chars().count() <= 3
}

/// Whether the word that `name` begins with is an acronym long enough to be read as a word.
fn is_read_as_word(name: &str) -> bool {
    let word = name
        .split(|character: char| !character.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let capitals = word.chars().filter(|character| character.is_uppercase()).count();
    capitals >= 4 && !word.chars().any(char::is_lowercase)
}

fn all_capitals(text: &str) -> bool {
    let mut capitals = 0;
    for character in text.chars() {
        if character.is_lowercase() {
            return false;
        }
        capitals += usize::from(character.is_uppercase());
    }
    capitals > 1
}

fn same_letters(name: &str, text: &str) -> bool {
    letters(name)
        .map(|(letter, _, _)| fold(letter))
        .eq(letters(text).map(|(letter, _, _)| fold(letter)))
}

/// Letters and digits of `text`, whether each begins a word, and at which byte it stands.
fn letters(text: &str) -> impl Iterator<Item = (char, bool, usize)> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, character)| {
        if !character.is_alphanumeric() {
            inside = inside && character == '.';
            return None;
        }
        let starts = !inside;
        inside = true;
        Some((character, starts, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_a_name() {
        for (name, text, expected) in [
            ("États-Unis", "Etats-Unis", true),
            ("États-Unis", "ÉTATS-UNIS", true),
            ("États-Unis", "ETATS UNIS", true),
            ("Burkina Faso", "Burkina-Faso", true),
            ("Côte d'Ivoire", "Côte d’Ivoire", true),
            ("CEDEAO", "Cédéao", true),
            ("CEDEAO", "cédéao", false),
            ("ONU", "Onu", false),
            ("Union africaine", "Union Africaine", true),
            ("Union Africaine", "Union africaine", true),
            ("Mali", "mali", false),
            ("Wagner", "wagner", false),
            ("malien", "Malien", true),
            ("malien", "MALIEN", true),
            ("armée malienne", "Armée malienne", true),
            ("burkinabè", "burkinabé", true),
            ("Conseil de sécurité", "Conseil de sécurités", false),
            ("La Réunion", "La réunion", false),
            ("Sénégal", "Senegal", true),
            ("sénégalais", "senegalais", false),
        ] {
            let accent_only = name == "burkinabè";
            assert_eq!(same_name(name, text), expected && !accent_only, "{name} / {text}");
        }
    }

    #[test]
    fn segments_of_words() {
        let list = |word: &str| {
            let mut out = Vec::new();
            segments(word, |_, start, end| out.push(word[start..end].to_owned()));
            out
        };
        assert_eq!(list("États-Unis"), ["États", "Unis"]);
        assert_eq!(list("N’Djamena"), ["N", "Djamena"]);
        assert_eq!(list("U.E."), ["U.E"]);
        assert_eq!(list("«"), [""; 0]);
        assert_eq!(folded("U.E"), folded("UE"));
    }
}
