//! At which height everything stands.
//!
//! Each thing would like to stand level with what it is linked with, so that lines run straight; none may come too near to
//! its neighbours. One level at a time this is a least-squares problem with ordered unknowns, which merging
//! neighbours solves exactly (the pool-adjacent-violators algorithm of isotonic regression); the levels take
//! turns until nothing moves.

use super::level::{Item, LEFT, Levels, RIGHT};
use super::plan::{Plan, REGION_PADDING};

/// Turns of all levels.
const TURNS: usize = 120;
/// Less than this moved, in pixels, is settled.
const SETTLED: f64 = 0.05;
/// How strongly everything is drawn to the middle, beside one link.
const PULL: f64 = 0.004;

/// What links begin at, and where slots stand.
#[derive(Debug, Clone)]
pub(super) struct Heights {
    /// Height of every slot's middle; the uppermost thing begins at 0.
    pub(super) middle: Vec<f64>,
    /// For every link, how far from the middles of its left and right slot it begins.
    pub(super) ports: Vec<[f64; 2]>,
    /// From the uppermost to the lowest thing.
    pub(super) height: f64,
}

/// Heights for everything.
pub(super) fn settle(plan: &Plan, levels: &Levels) -> Heights {
    let mut heights = Heights {
        middle: vec![0.0; levels.slots.len()],
        ports: levels.ports(plan),
        height: 0.0,
    };
    let sequences: Vec<Vec<usize>> = (0..levels.order.len())
        .map(|level| levels.sequence(level).collect())
        .collect();
    for sequence in &sequences {
        heights.pack(levels, sequence);
    }
    for turn in 0..TURNS {
        let mut moved: f64 = 0.0;
        for step in 0..sequences.len() {
            let level = if turn % 2 == 0 {
                step
            } else {
                sequences.len() - 1 - step
            };
            moved = moved.max(heights.settle_level(levels, &sequences[level]));
        }
        if moved < SETTLED {
            break;
        }
    }
    heights.begin_at_zero(levels);
    heights
}

/// Least distance between the middles of two neighbours of a level.
fn distance(levels: &Levels, above: usize, below: usize) -> f64 {
    let (upper, lower) = (&levels.slots[above], &levels.slots[below]);
    let same = upper.region.is_some() && upper.region == lower.region;
    let mut gap = upper.caption
        + match (upper.item, lower.item) {
            (Item::Box(_), Item::Box(_)) => 14.0,
            (Item::Box(_), _) | (_, Item::Box(_)) => 10.0,
            (Item::Label(_), Item::Label(_)) => 9.0,
            _ => 6.0,
        };
    if !same {
        // A region ends with a border below its last member; it begins with the box of its head.
        gap += if upper.region.is_some() {
            REGION_PADDING
        } else {
            0.0
        };
        gap += if lower.region.is_some() { 4.0 } else { 0.0 };
    }
    upper.height / 2.0 + gap + lower.height / 2.0
}

/// How much a link wants to be level: lines between crossings most, since their bends explain nothing.
fn stiffness(levels: &Levels, link: usize) -> f64 {
    let link = levels.links[link];
    match (levels.slots[link.left].item, levels.slots[link.right].item) {
        (Item::Pass(_), Item::Pass(_)) => 6.0,
        (Item::Pass(_), Item::Label(_)) | (Item::Label(_), Item::Pass(_)) => 4.0,
        _ => 1.0,
    }
}

impl Heights {
    /// Everything of a level below each other, its middle at 0.
    fn pack(&mut self, levels: &Levels, sequence: &[usize]) {
        let mut at = 0.0;
        for (place, slot) in sequence.iter().enumerate() {
            if place > 0 {
                at += distance(levels, sequence[place - 1], *slot);
            }
            self.middle[*slot] = at;
        }
        for slot in sequence {
            self.middle[*slot] -= at / 2.0;
        }
    }

    /// Brings a level as near to its wishes as its order allows; the farthest that anything moved.
    fn settle_level(&mut self, levels: &Levels, sequence: &[usize]) -> f64 {
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(sequence.len());
        let mut wishes = Vec::with_capacity(sequence.len());
        for (place, slot) in sequence.iter().enumerate() {
            if place > 0 {
                offset += distance(levels, sequence[place - 1], *slot);
            }
            offsets.push(offset);
            let (wish, weight) = self.wish(levels, *slot);
            wishes.push((wish - offset, weight));
        }
        let mut moved: f64 = 0.0;
        for ((slot, offset), place) in sequence.iter().zip(&offsets).zip(isotonic(&wishes)) {
            let new = place + offset;
            moved = moved.max((new - self.middle[*slot]).abs());
            self.middle[*slot] = new;
        }
        moved
    }

    /// Where a slot would like to stand, and how much.
    fn wish(&self, levels: &Levels, slot: usize) -> (f64, f64) {
        let (mut sum, mut weight) = (0.0, PULL);
        for side in [LEFT, RIGHT] {
            for link in &levels.slots[slot].links[side] {
                let stiffness = stiffness(levels, *link);
                let other = levels.other(*link, side);
                let [left, right] = self.ports[*link];
                let (theirs, own) = if side == LEFT {
                    (left, right)
                } else {
                    (right, left)
                };
                sum += stiffness * (self.middle[other] + theirs - own);
                weight += stiffness;
            }
        }
        (sum / weight, weight)
    }

    fn begin_at_zero(&mut self, levels: &Levels) {
        let ends = |slot: usize| {
            let slot_of = &levels.slots[slot];
            let (half, middle) = (slot_of.height / 2.0, self.middle[slot]);
            let below = if slot_of.region.is_some() {
                REGION_PADDING
            } else {
                0.0
            };
            (middle - half, middle + half + below + slot_of.caption)
        };
        let (top, bottom) = (0..levels.slots.len()).map(ends).fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(top, bottom), (upper, lower)| (top.min(upper), bottom.max(lower)),
        );
        for middle in &mut self.middle {
            *middle -= top;
        }
        self.height = bottom - top;
    }
}

/// The never falling numbers nearest to the wished ones, by weighted squares.
fn isotonic(wishes: &[(f64, f64)]) -> Vec<f64> {
    // Runs of equal numbers: value, weight, length.
    let mut runs: Vec<(f64, f64, usize)> = Vec::new();
    for (wish, weight) in wishes {
        let mut run = (*wish, *weight, 1);
        while let Some(last) = runs.last().copied().filter(|last| last.0 > run.0) {
            let weight = last.1 + run.1;
            run = ((last.0 * last.1 + run.0 * run.1) / weight, weight, last.2 + run.2);
            runs.pop();
        }
        runs.push(run);
    }
    runs.into_iter()
        .flat_map(|(value, _, length)| std::iter::repeat_n(value, length))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::isotonic;

    #[test]
    fn falling_wishes_are_pooled() {
        let wishes = [(1.0, 1.0), (5.0, 1.0), (3.0, 1.0), (4.0, 2.0), (9.0, 1.0)];
        assert_eq!(isotonic(&wishes), [1.0, 4.0, 4.0, 4.0, 9.0]);
        assert_eq!(isotonic(&[(2.0, 3.0), (0.0, 1.0)]), [1.5, 1.5]);
        assert!(isotonic(&[]).is_empty());
    }
}
