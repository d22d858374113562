//! What is listed under numbers, side by side: whatever a word sets off is one step away from its lemma.

use fixedbitset::FixedBitSet;

/// Values by number: that of a lemma, or of a set of words.
#[derive(Debug)]
pub(super) struct Listing<T> {
    /// The numbers under which something is listed: most lemmas have nothing, and their bits stay in a cache.
    listed: FixedBitSet,
    /// For each number, where its values begin.
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            listed: FixedBitSet::new(),
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
        let listed = keyed.iter().map(|(number, _)| *number as usize);
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
            listed: listed.collect(),
            starts,
            values: keyed.into_iter().map(|(_, value)| value).collect(),
        }
    }

    /// What is listed under `number`.
    #[inline]
    pub fn of(&self, number: u32) -> &[T] {
        if !self.listed.contains(number as usize) {
            return &[];
        }
        let starts = self.starts.get(number as usize..);
        match starts.and_then(|starts| starts.first_chunk()) {
            Some([begin, end]) => &self.values[*begin as usize..*end as usize],
            None => &[],
        }
    }
}

/// Values by the key of a form ([`crate::text::lowered`]).
#[derive(Debug)]
pub(super) struct KeyedListing<T> {
    /// Each key at the place that its last bits name or at the next one that was free; at least half are, and their number
    /// is a power of two.
    slots: Vec<Slot>,
    values: Vec<T>,
}

/// A key with where its values lie; a free place has none.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    begin: u32,
    end: u32,
}

impl<T> Default for KeyedListing<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> KeyedListing<T> {
    /// Lists each value under its key, those of one key in the order in which they come.
    pub fn new(mut keyed: Vec<(u64, T)>) -> Self {
        keyed.sort_by_key(|(key, _)| *key);
        let mut listing = Self {
            slots: vec![Slot::default(); (2 * keyed.len()).next_power_of_two()],
            values: Vec::with_capacity(keyed.len()),
        };
        let mut begin = 0;
        for alike in keyed.chunk_by(|(one, _), (other, _)| one == other) {
            let (key, end) = (alike[0].0, begin + alike.len() as u32);
            let place = listing.place(key);
            listing.slots[place] = Slot { key, begin, end };
            begin = end;
        }
        listing.values.extend(keyed.into_iter().map(|(_, value)| value));
        listing
    }

    /// Where `key` stands, or would stand.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut place = key as usize & last;
        while self.slots[place].key != key && self.slots[place].begin < self.slots[place].end {
            place = (place + 1) & last;
        }
        place
    }

    /// What is listed under `key`.
    #[inline]
    pub fn of(&self, key: u64) -> &[T] {
        let Slot { begin, end, .. } = self.slots[self.place(key)];
        &self.values[begin as usize..end as usize]
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

    #[test]
    fn values_are_found_under_their_key_whatever_its_last_bits() {
        let listing = KeyedListing::new(vec![(17, 'a'), (1, 'b'), (17, 'c'), (33, 'd')]);
        assert_eq!(listing.of(17), ['a', 'c']);
        assert_eq!(listing.of(1), ['b']);
        assert_eq!(listing.of(33), ['d']);
        assert!(listing.of(49).is_empty());
        assert!(KeyedListing::<char>::default().of(0).is_empty());
    }
}
