//! In which order things stand in each level, so that few arrows cross.
//!
//! Levels are sorted by the mean height of what they are linked with, to and fro (the barycentre method of
//! Sugiyama, Tagawa and Toda), then neighbours change places as long as that saves a crossing.

use super::level::{LEFT, Levels, RIGHT};

/// Sweeps over all levels; the best order found on the way is kept.
const SWEEPS: usize = 24;
/// Rounds of exchanges between neighbours.
const ROUNDS: usize = 12;
/// Differently begun attempts in a small picture; in larger ones, fewer for the same time.
const ATTEMPTS: usize = 16;
/// Slots for which there is time for one attempt.
const SLOTS: usize = 2400;

type Order = Vec<Vec<Vec<usize>>>;

/// Sorts every level; the number of crossings that remain.
pub(super) fn arrange(levels: &mut Levels) -> usize {
    let begin = levels.order.clone();
    let attempts = (SLOTS / levels.slots.len().max(1)).clamp(1, ATTEMPTS);
    let mut best: Option<(usize, Order)> = None;
    for attempt in 0..attempts {
        levels.order.clone_from(&begin);
        let mut sorter = Sorter::new(levels);
        sorter.begin(attempt);
        let found = sorter.sort();
        if best.as_ref().is_none_or(|(least, _)| found.0 < *least) {
            best = Some(found);
        }
    }
    let Some((crossings, order)) = best else { return 0 };
    levels.order = order;
    crossings
}

struct Sorter<'a> {
    levels: &'a mut Levels,
    /// Height of every slot's middle, everything packed.
    middle: Vec<f64>,
    /// Place of every slot in its level.
    rank: Vec<usize>,
}

impl<'a> Sorter<'a> {
    fn new(levels: &'a mut Levels) -> Self {
        let count = levels.slots.len();
        let mut sorter = Self {
            levels,
            middle: vec![0.0; count],
            rank: vec![0; count],
        };
        sorter.measure_all();
        sorter
    }

    /// A starting order: by a walk through the picture from one of its slots, which keeps what is linked together.
    fn begin(&mut self, attempt: usize) {
        let count = self.levels.slots.len();
        let mut starts: Vec<usize> = (0..count).collect();
        let links = |slot: &usize| -> usize { self.levels.slots[*slot].links.iter().map(Vec::len).sum() };
        starts.sort_by_key(|slot| std::cmp::Reverse(links(slot)));
        starts.rotate_left((attempt * 3).min(count.saturating_sub(1)));
        let mut seen = vec![usize::MAX; count];
        let mut next = 0;
        for start in starts {
            let mut open = vec![start];
            while let Some(slot) = open.pop() {
                if seen[slot] != usize::MAX {
                    continue;
                }
                seen[slot] = next;
                next += 1;
                for side in [RIGHT, LEFT] {
                    let links = self.levels.slots[slot].links[side].iter().rev();
                    open.extend(links.map(|link| self.levels.other(*link, side)));
                }
            }
        }
        for level in &mut self.levels.order {
            level.sort_by_key(|block| block.iter().map(|slot| seen[*slot]).min());
        }
        self.measure_all();
    }

    fn sort(mut self) -> (usize, Order) {
        let mut best = (self.crossings(), self.levels.order.clone());
        for sweep in 0..SWEEPS {
            let count = self.levels.order.len();
            for step in 0..count {
                let rightward = sweep % 2 == 0;
                let level = if rightward { step } else { count - 1 - step };
                // Every third pair of sweeps looks both ways, which settles what the one-sided ones push about.
                let sides: &[usize] = match (sweep % 6 > 3, rightward) {
                    (true, _) => &[LEFT, RIGHT],
                    (false, true) => &[LEFT],
                    (false, false) => &[RIGHT],
                };
                self.sort_level(level, sides);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.levels.order.clone());
            }
        }
        self.levels.order.clone_from(&best.1);
        self.measure_all();
        for _ in 0..ROUNDS {
            if !self.exchange() {
                break;
            }
        }
        (self.crossings(), self.levels.order.clone())
    }

    /// Sorts blocks, and the slots of each, by the heights of what they are linked with.
    fn sort_level(&mut self, level: usize, sides: &[usize]) {
        let mut blocks = std::mem::take(&mut self.levels.order[level]);
        for block in &mut blocks {
            // The head of a region stays at its top.
            if block.len() > 1 {
                block[1..].sort_by(|a, b| self.wish(*a, sides).total_cmp(&self.wish(*b, sides)));
            }
        }
        let wish = |block: &Vec<usize>| {
            let wishes = block
                .iter()
                .map(|slot| (self.wish(*slot, sides), self.weight(*slot, sides)));
            let (sum, weight) = wishes.fold((0.0, 0.0), |(sum, all), (wish, weight)| {
                (sum + wish * weight, all + weight)
            });
            sum / weight
        };
        let mut wished: Vec<(f64, Vec<usize>)> =
            blocks.into_iter().map(|block| (wish(&block), block)).collect();
        wished.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.levels.order[level] = wished.into_iter().map(|(_, block)| block).collect();
        self.measure(level);
    }

    /// Mean height of what a slot is linked with on these sides; its own where there is nothing.
    fn wish(&self, slot: usize, sides: &[usize]) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for side in sides {
            for link in &self.levels.slots[slot].links[*side] {
                sum += self.middle[self.levels.other(*link, *side)];
                count += 1.0;
            }
        }
        if count > 0.0 {
            sum / count
        } else {
            self.middle[slot]
        }
    }

    fn weight(&self, slot: usize, sides: &[usize]) -> f64 {
        let links: usize = sides
            .iter()
            .map(|side| self.levels.slots[slot].links[*side].len())
            .sum();
        links as f64 + 0.1
    }

    fn measure_all(&mut self) {
        for level in 0..self.levels.order.len() {
            self.measure(level);
        }
    }

    /// Heights and places of a level, its middle at 0.
    fn measure(&mut self, level: usize) {
        let mut height = 0.0;
        let sequence: Vec<usize> = self.levels.sequence(level).collect();
        for (rank, slot) in sequence.iter().enumerate() {
            let own = self.levels.slots[*slot].height + 8.0;
            self.middle[*slot] = height + own / 2.0;
            self.rank[*slot] = rank;
            height += own;
        }
        for slot in sequence {
            self.middle[slot] -= height / 2.0;
        }
    }

    fn crossings(&self) -> usize {
        (0..self.levels.order.len().saturating_sub(1))
            .map(|level| self.crossings_right_of(level))
            .sum()
    }

    /// Pairs of links between a level and the next that cross: inversions, counted with a Fenwick tree.
    fn crossings_right_of(&self, level: usize) -> usize {
        let mut ends: Vec<(usize, usize)> = self
            .levels
            .sequence(level)
            .flat_map(|slot| {
                let links = self.levels.slots[slot].links[RIGHT].iter();
                links.map(move |link| (self.rank[slot], self.rank[self.levels.other(*link, RIGHT)]))
            })
            .collect();
        ends.sort_unstable();
        let width = self.levels.sequence(level + 1).count();
        let mut tree = vec![0_usize; width + 1];
        let mut crossings = 0;
        for (seen, (_, right)) in ends.iter().enumerate() {
            let mut at = right + 1;
            let mut not_below = 0;
            while at > 0 {
                not_below += tree[at];
                at &= at - 1;
            }
            crossings += seen - not_below;
            let mut at = right + 1;
            while at <= width {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
        crossings
    }

    /// Lets neighbouring blocks, and neighbouring members of a region, change places where that saves crossings.
    fn exchange(&mut self) -> bool {
        let mut changed = false;
        for level in 0..self.levels.order.len() {
            for at in 1..self.levels.order[level].len() {
                let pair = &self.levels.order[level][at - 1..=at];
                if self.saved(&pair[0], &pair[1]) > 0 {
                    self.levels.order[level].swap(at - 1, at);
                    self.measure(level);
                    changed = true;
                }
            }
            for block in 0..self.levels.order[level].len() {
                for at in 2..self.levels.order[level][block].len() {
                    let pair = &self.levels.order[level][block][at - 1..=at];
                    if self.saved(&pair[..1], &pair[1..]) > 0 {
                        self.levels.order[level][block].swap(at - 1, at);
                        self.measure(level);
                        changed = true;
                    }
                }
            }
        }
        changed
    }

    /// Crossings that go when `upper` and `lower`, which stand one above the other, change places.
    fn saved(&self, upper: &[usize], lower: &[usize]) -> isize {
        let mut saved = 0;
        for side in [LEFT, RIGHT] {
            let (above, below) = (self.ends(upper, side), self.ends(lower, side));
            for one in &above {
                for other in &below {
                    saved += match one.cmp(other) {
                        std::cmp::Ordering::Greater => 1,
                        std::cmp::Ordering::Less => -1,
                        std::cmp::Ordering::Equal => 0,
                    };
                }
            }
        }
        saved
    }

    /// Places of what a block is linked with on one side.
    fn ends(&self, block: &[usize], side: usize) -> Vec<usize> {
        let links = block
            .iter()
            .flat_map(|slot| &self.levels.slots[*slot].links[side]);
        links
            .map(|link| self.rank[self.levels.other(*link, side)])
            .collect()
    }
}
