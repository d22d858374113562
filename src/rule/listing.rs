//! What is listed under numbers, side by side: whatever a word sets off is one step away from its lemma.

/// Values by number: that of a lemma, or of a set of words.
#[derive(Debug)]
pub(super) struct Listing<T> {
    /// For each number, where its values begin.
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
    /// Lists each value under its number, those of one number in the order in which they come; every number is below
    /// `count`.
    pub fn new(mut keyed: Vec<(u32, T)>, count: usize) -> Self {
        keyed.sort_by_key(|(number, _)| *number);
        let mut starts = vec![0; count + 1];
        for (number, _) in &keyed {
            if let Some(count) = starts.get_mut(*number as usize + 1) {
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

    /// What is listed under `number`.
    #[inline]
    pub fn of(&self, number: u32) -> &[T] {
        let starts = self.starts.get(number as usize..);
        match starts.and_then(|starts| starts.first_chunk()) {
            Some([begin, end]) => &self.values[*begin as usize..*end as usize],
            None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LemmaId;

    #[test]
    fn values_keep_their_order_under_their_number() {
        let listing = Listing::new(vec![(2, 'a'), (0, 'b'), (2, 'c')], 4);
        assert_eq!(listing.of(2), ['a', 'c']);
        assert_eq!(listing.of(0), ['b']);
        assert!(listing.of(1).is_empty());
        assert!(listing.of(LemmaId::UNKNOWN.0).is_empty());
    }
}
