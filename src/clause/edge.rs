//! The right edge of an open clause: the groups that what follows can still complete.

use super::GroupId;
use std::ops::Deref;

/// How many groups an edge remembers.
const LONGEST: usize = 10;

/// Groups that can still be completed, innermost first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edge {
    groups: [GroupId; LONGEST],
    length: usize,
}

impl Edge {
    /// Puts `group` inside the others; of too many, the outermost is forgotten.
    pub fn push(&mut self, group: GroupId) {
        self.groups.copy_within(..LONGEST - 1, 1);
        self.groups[0] = group;
        self.length = (self.length + 1).min(LONGEST);
    }

    /// Forgets all groups but `group`.
    pub fn reset(&mut self, group: GroupId) {
        self.groups[0] = group;
        self.length = 1;
    }

    /// Forgets what stands inside `group`, and returns whether that is on the edge.
    pub fn close_to(&mut self, group: GroupId) -> bool {
        let Some(inside) = self.iter().position(|found| *found == group) else {
            return false;
        };
        if inside > 0 {
            self.groups.copy_within(inside..self.length, 0);
            self.length -= inside;
        }
        true
    }

    /// Puts `new` in the place of `old` and of what stands inside it, or alone where `old` is not on the edge.
    pub fn replace(&mut self, old: GroupId, new: GroupId) {
        if !self.close_to(old) {
            self.length = 1;
        }
        self.groups[0] = new;
    }

    pub fn clear(&mut self) {
        self.length = 0;
    }
}

impl Deref for Edge {
    type Target = [GroupId];

    fn deref(&self) -> &[GroupId] {
        &self.groups[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(outermost_first: &[GroupId]) -> Edge {
        let mut edge = Edge::default();
        outermost_first.iter().for_each(|group| edge.push(*group));
        edge
    }

    #[test]
    fn the_innermost_group_comes_first_and_the_outermost_is_forgotten() {
        assert_eq!(*edge(&[1, 2, 3]), [3, 2, 1]);
        let groups: Vec<GroupId> = (0..12).collect();
        assert_eq!(*edge(&groups), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    }

    #[test]
    fn what_stands_inside_a_group_is_closed_with_it() {
        let mut found = edge(&[1, 2, 3]);
        assert!(found.close_to(2));
        assert_eq!(*found, [2, 1]);
        assert!(!found.close_to(3));
        found.replace(2, 5);
        assert_eq!(*found, [5, 1]);
        found.replace(7, 8);
        assert_eq!(*found, [8]);
    }
}
