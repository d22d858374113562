//! Entities as a set of bits.
//!
//! Every name of an article asks whether its bearer is among those named beyond doubt; a bit for each entity of the
//! gazetteer and of the article answers without hashing.

use crate::mention::EntityId;

/// Bits of one element of the set.
const WIDTH: usize = u64::BITS as usize;

/// A set of the entities that the gazetteer and the article hold.
#[derive(Debug, Clone, Default)]
pub(super) struct EntitySet(Vec<u64>);

impl EntitySet {
    /// An empty set over so many entities.
    pub fn of(count: usize) -> Self {
        Self(vec![0; count.div_ceil(WIDTH)])
    }

    /// Takes in `id`; one that is not among the entities stays outside.
    pub fn insert(&mut self, id: EntityId) {
        if let Some(bits) = self.0.get_mut(id.0 as usize / WIDTH) {
            *bits |= 1 << (id.0 as usize % WIDTH);
        }
    }

    /// Whether `id` is in the set.
    pub fn contains(&self, id: EntityId) -> bool {
        let bits = self.0.get(id.0 as usize / WIDTH);
        bits.is_some_and(|bits| bits >> (id.0 as usize % WIDTH) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_it_took_in() {
        let mut set = EntitySet::of(70);
        for id in [3, 69, 500] {
            set.insert(EntityId(id));
        }
        let held: Vec<u32> = (0..600).filter(|id| set.contains(EntityId(*id))).collect();
        assert_eq!(held, [3, 69]);
    }
}
