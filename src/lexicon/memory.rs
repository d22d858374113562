//! What a thread remembers of the forms that it has met lately.
//!
//! Half the words of any text are among a few hundred: what was worked out for a form is kept with the last forms of
//! every hash value, and only what is not there is worked out. What is remembered never decides anything.

use crate::text::{Shape, paired};
use std::sync::atomic::{AtomicU64, Ordering};

/// Forms of a set.
const WAYS: usize = 4;
/// Longest form, in bytes, that is remembered.
const LONGEST: usize = 22;

/// Tells the tables apart, loaded one after another, of which threads remember something; that of no table by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edition(u64);

impl Edition {
    /// One that no other table of this process has.
    #[must_use]
    pub fn issue() -> Self {
        static ISSUED: AtomicU64 = AtomicU64::new(1);
        Self(ISSUED.fetch_add(1, Ordering::Relaxed))
    }
}

/// Forms with what is known of them, in so many sets of those with the same place, a power of two.
#[derive(Debug)]
pub struct Forms<T, const SETS: usize> {
    sets: Vec<[Remembered<T>; WAYS]>,
    /// What was said of the last form that was too long.
    long: T,
}

#[derive(Debug, Clone, Copy)]
struct Remembered<T> {
    /// A part of the hash, which tells most other forms apart.
    tag: u32,
    looks: u16,
    length: u8,
    form: [u8; LONGEST],
    known: T,
}

impl<T: Default> Default for Remembered<T> {
    /// A place that holds nothing yet: no form is so long.
    fn default() -> Self {
        Self {
            tag: 0,
            looks: 0,
            length: u8::MAX,
            form: [0; LONGEST],
            known: T::default(),
        }
    }
}

impl<T: Default, const SETS: usize> Default for Forms<T, SETS> {
    fn default() -> Self {
        Self {
            sets: Vec::new(),
            long: T::default(),
        }
    }
}

impl<T: Copy + Default, const SETS: usize> Forms<T, SETS> {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.sets.clear();
        self.sets.resize(SETS, [Remembered::default(); WAYS]);
    }

    /// What is known of `form`, whose key is `key` and which differs by `looks` from others of the same characters, if it
    /// is remembered.
    #[inline]
    pub fn recall(&mut self, form: &[u8], key: u64, looks: Shape) -> Option<&mut T> {
        let Place { set, tag, looks } = Place::of::<SETS>(key, looks);
        let set = self.sets.get_mut(set)?;
        let is_form = |other: &Remembered<T>| {
            other.tag == tag
                && other.looks == looks
                && usize::from(other.length) == form.len()
                && other.form.get(..form.len()) == Some(form)
        };
        let at = set.iter().position(is_form)?;
        // Forms that come often work their way to the front, those that do not are pushed out.
        let before = at.saturating_sub(1);
        if before < at {
            set.swap(before, at);
        }
        Some(&mut set[before].known)
    }

    /// Remembers what is known of such a form.
    pub fn remember(&mut self, form: &[u8], key: u64, looks: Shape, known: T) -> &mut T {
        let Place { set, tag, looks } = Place::of::<SETS>(key, looks);
        let Some(set) = self.sets.get_mut(set).filter(|_| form.len() <= LONGEST) else {
            self.long = known;
            return &mut self.long;
        };
        set.rotate_right(1);
        let first = &mut set[0];
        *first = Remembered {
            tag,
            looks,
            length: form.len() as u8,
            form: [0; LONGEST],
            known,
        };
        first.form[..form.len()].copy_from_slice(form);
        &mut first.known
    }
}

/// Where a form is remembered, and what tells it from most others there.
struct Place {
    set: usize,
    tag: u32,
    looks: u16,
}

impl Place {
    #[inline]
    fn of<const SETS: usize>(key: u64, looks: Shape) -> Self {
        let looks = looks.bits();
        let hash = paired(u32::from(looks), key);
        Self {
            set: (hash >> 40 ^ hash) as usize % SETS,
            tag: (hash >> 12) as u32,
            looks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lowered;

    /// Recalls each form in turn and holds against `expected` whether it had to be looked up.
    fn check(forms: &[(&str, Shape)], expected: &[bool]) {
        let mut memory: Forms<usize, 2> = Forms::default();
        memory.clear();
        let looked_up = forms.iter().map(|(form, looks)| {
            let (bytes, key) = (form.as_bytes(), lowered(form));
            let known = memory.recall(bytes, key, *looks).copied();
            if known.is_none() {
                assert_eq!(*memory.remember(bytes, key, *looks, form.len()), form.len());
            }
            assert!(known.is_none_or(|known| known == form.len()));
            known.is_none()
        });
        assert_eq!(looked_up.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn forms_are_looked_up_once() {
        let plain = Shape::empty();
        check(
            &[
                ("pont", plain),
                ("ponts", plain),
                ("pont", plain),
                ("", plain),
                ("", plain),
            ],
            &[true, true, false, true, false],
        );
    }

    #[test]
    fn looks_make_another_form() {
        let (plain, capital) = (Shape::empty(), Shape::CAPITALISED);
        check(
            &[("Pont", capital), ("pont", plain), ("Pont", capital)],
            &[true, true, false],
        );
        check(&[("-5", plain), ("-5", Shape::PUNCTUATION)], &[true, true]);
    }

    #[test]
    fn long_forms_are_not_kept() {
        let long = "anticonstitutionnellement";
        check(&[(long, Shape::empty()), (long, Shape::empty())], &[true, true]);
    }

    #[test]
    fn what_comes_seldom_is_pushed_out() {
        let plain = Shape::empty();
        let forms: Vec<String> = (0..100).map(|number| format!("mot{number}")).collect();
        let mut memory: Forms<usize, 2> = Forms::default();
        memory.clear();
        for (number, form) in forms.iter().enumerate() {
            memory.remember(form.as_bytes(), lowered(form), plain, number);
        }
        let kept = forms.iter().enumerate().filter(|(number, form)| {
            let known = memory.recall(form.as_bytes(), lowered(form), plain);
            assert!(known.as_ref().is_none_or(|known| **known == *number));
            known.is_some()
        });
        assert_eq!(kept.count(), 2 * WAYS);
    }

    #[test]
    fn no_two_tables_have_one_edition() {
        assert_ne!(Edition::issue(), Edition::issue());
        assert_ne!(Edition::issue(), Edition::default());
    }
}
