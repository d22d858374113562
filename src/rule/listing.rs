//! What is listed under lemmas, side by side: whatever a word sets off is one step away from its lemma.

use crate::lexicon::LemmaId;

/// Values by lemma.
#[derive(Debug)]
pub(super) struct Listing<T> {
    /// For each lemma, where its values begin.
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T> Listing<T> {
    /// Lists each value under its lemma, those of one lemma in the order in which they come; every lemma is below
    /// `count`.
    pub fn new(mut keyed: Vec<(LemmaId, T)>, count: usize) -> Self {
        keyed.sort_by_key(|(lemma, _)| *lemma);
        let mut starts = vec![0; count + 1];
        for (lemma, _) in &keyed {
            if let Some(count) = starts.get_mut(lemma.0 as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self {
            starts,
            values: keyed.into_iter().map(|(_, value)| value).collect(),
        }
    }

    /// What is listed under `lemma`.
    pub fn of(&self, lemma: LemmaId) -> &[T] {
        let starts = self.starts.get(lemma.0 as usize..);
        match starts.and_then(|starts| starts.first_chunk()) {
            Some([begin, end]) => &self.values[*begin as usize..*end as usize],
            None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order_under_their_lemma() {
        let keyed = [(2, 'a'), (0, 'b'), (2, 'c')].map(|(lemma, value)| (LemmaId(lemma), value));
        let listing = Listing::new(keyed.to_vec(), 4);
        assert_eq!(listing.of(LemmaId(2)), ['a', 'c']);
        assert_eq!(listing.of(LemmaId(0)), ['b']);
        assert!(listing.of(LemmaId(1)).is_empty());
        assert!(listing.of(LemmaId::UNKNOWN).is_empty());
    }
}
