//! What a thread has worked out lately, one answer for each place of a table.
//!
//! A question has its place by its hash, and the last one of a place is remembered: what is asked often is seldom worked
//! out again, nothing grows, and nothing is decided by what is remembered.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Answers by question, in so many places, a power of two.
#[derive(Debug)]
pub(super) struct Recent<Q, A, const PLACES: usize>(Vec<Option<(Q, A)>>);

impl<Q, A, const PLACES: usize> Default for Recent<Q, A, PLACES> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<Q: Copy + Eq + Hash, A: Copy, const PLACES: usize> Recent<Q, A, PLACES> {
    /// Remembers nothing yet.
    pub(super) fn new() -> Self {
        Self(vec![None; PLACES])
    }

    /// The answer to `question`, if it is remembered.
    #[inline]
    pub(super) fn recall(&self, question: &Q) -> Option<A> {
        let (asked, answer) = self.0.get(Self::place(question))?.as_ref()?;
        (asked == question).then_some(*answer)
    }

    /// Remembers the answer to `question` in place of another.
    pub(super) fn remember(&mut self, question: Q, answer: A) {
        if let Some(place) = self.0.get_mut(Self::place(&question)) {
            *place = Some((question, answer));
        }
    }

    #[inline]
    fn place(question: &Q) -> usize {
        let mut hasher = FxHasher::default();
        question.hash(&mut hasher);
        hasher.finish() as usize % PLACES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_question_of_a_place_is_remembered() {
        let mut recent: Recent<u32, u32, 4> = Recent::new();
        for number in 0..100 {
            assert_eq!(recent.recall(&number), None);
            recent.remember(number, number * 2);
            assert_eq!(recent.recall(&number), Some(number * 2));
        }
        let kept = (0..100).filter(|number| recent.recall(number).is_some());
        assert!((1..=4).contains(&kept.count()));
    }
}
