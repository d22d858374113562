//! The levels of a picture: columns of boxes (even) and of labels (odd), with what stands in each.

use super::columns::Columns;
use super::plan::Plan;
use crate::draw::geometry::CUT;
use crate::draw::style::Shape;

/// What stands at one place of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A box of the plan.
    Box(usize),
    /// The label of an arrow.
    Label(usize),
    /// An arrow that crosses the level.
    Pass(usize),
}

/// A place of a level.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) item: Item,
    pub(super) level: usize,
    pub(super) height: f64,
    /// The region that it belongs to.
    pub(super) region: Option<usize>,
    /// Room kept free below it, for the words of its region.
    pub(super) caption: f64,
    /// Links to the level on the left and to that on the right.
    pub(super) links: [Vec<usize>; 2],
}

/// A piece of an arrow between two neighbouring levels; slots by number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) left: usize,
    pub(super) right: usize,
}

/// The places that an arrow goes through, in its direction.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// From its source to before its label.
    pub(super) before: Vec<Step>,
    /// The label's slot.
    pub(super) label: usize,
    /// From after its label to its target.
    pub(super) after: Vec<Step>,
}

/// A slot, and the link that leads from it (before the label) or to it (after the label).
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) slot: usize,
    pub(super) link: usize,
}

/// Everything at its level.
#[derive(Debug, Clone)]
pub(super) struct Levels {
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<Link>,
    /// Parallel to the arrows of the plan.
    pub(super) chains: Vec<Chain>,
    /// Slot numbers in blocks, from top to bottom: a block is a region, or one slot.
    pub(super) order: Vec<Vec<Vec<usize>>>,
}

/// Which side of a slot.
pub(super) const LEFT: usize = 0;
pub(super) const RIGHT: usize = 1;

/// Height of the place that a crossing arrow keeps.
const LINE: f64 = 4.0;
/// Least distance of two arrows at a box.
const PORT: f64 = 10.0;
/// Largest distance.
const WIDE_PORT: f64 = 15.0;

/// Height at both ends of a box's side that arrows keep free.
const fn corner(shape: Shape) -> f64 {
    match shape {
        Shape::Octagon => CUT,
        _ => 7.0,
    }
}

/// Share of an ellipse's height where arrows meet its side at an angle that shows whose arrows they are.
const ELLIPSE_SHARE: f64 = 0.62;

impl Levels {
    pub(super) fn of(plan: &Plan, columns: &Columns) -> Self {
        let mut levels = Self {
            slots: Vec::new(),
            links: Vec::new(),
            chains: vec![Chain::default(); plan.arrows.len()],
            order: vec![Vec::new(); 2 * columns.count - 1],
        };
        levels.add_boxes(plan, columns);
        levels.add_arrows(plan, columns);
        levels.grow_boxes(plan);
        levels
    }

    fn add(&mut self, item: Item, level: usize, height: f64) -> usize {
        self.slots.push(Slot {
            item,
            level,
            height,
            region: None,
            caption: 0.0,
            links: Default::default(),
        });
        self.slots.len() - 1
    }

    fn add_boxes(&mut self, plan: &Plan, columns: &Columns) {
        for (index, outline) in plan.boxes.iter().enumerate() {
            self.add(Item::Box(index), 2 * columns.of_box[index], outline.size.1);
        }
        for (index, region) in plan.regions.iter().enumerate() {
            let block: Vec<usize> = [region.head]
                .into_iter()
                .chain(region.members.iter().copied())
                .collect();
            for slot in &block {
                self.slots[*slot].region = Some(index);
            }
            self.slots[region.head].caption = region.caption.1;
            self.order[self.slots[region.head].level].push(block);
        }
        for slot in 0..self.slots.len() {
            if self.slots[slot].region.is_none() {
                self.order[self.slots[slot].level].push(vec![slot]);
            }
        }
    }

    /// Short arrows first: where their labels stand is settled, and long ones have a choice.
    fn add_arrows(&mut self, plan: &Plan, columns: &Columns) {
        let mut load = vec![0.0_f64; self.order.len()];
        let distance = |index: &usize| {
            let arrow = plan.arrows[*index];
            let distance = columns.of_box[arrow.source].abs_diff(columns.of_box[arrow.target]);
            // Arrows within a column may choose between two sides.
            if distance == 0 { 2 } else { distance }
        };
        let mut sequence: Vec<usize> = (0..plan.arrows.len()).collect();
        sequence.sort_by_key(distance);
        for index in sequence {
            let arrow = plan.arrows[index];
            let (source, target) = (2 * columns.of_box[arrow.source], 2 * columns.of_box[arrow.target]);
            let choices: Vec<usize> = if source == target {
                let sides = [source.checked_sub(1), Some(source + 1)];
                sides
                    .into_iter()
                    .flatten()
                    .filter(|level| *level < load.len())
                    .collect()
            } else {
                (source.min(target) + 1..source.max(target)).step_by(2).collect()
            };
            let least = choices.into_iter().min_by(|a, b| load[*a].total_cmp(&load[*b]));
            // A picture with one column has no arrows.
            let Some(level) = least else { continue };
            load[level] += arrow.label.1;
            self.chains[index] = self.chain(index, (arrow.source, arrow.target), (level, arrow.label.1));
        }
    }

    fn chain(
        &mut self,
        arrow: usize,
        (source, target): (usize, usize),
        (level, height): (usize, f64),
    ) -> Chain {
        let label = self.add(Item::Label(arrow), level, height);
        self.order[level].push(vec![label]);
        Chain {
            before: self.way(arrow, source, label),
            label,
            after: {
                let mut way = self.way(arrow, target, label);
                way.reverse();
                way
            },
        }
    }

    /// From a box to a label, with a slot in every level between.
    fn way(&mut self, arrow: usize, from: usize, label: usize) -> Vec<Step> {
        let (start, end) = (self.slots[from].level, self.slots[label].level);
        let between: Vec<usize> = if start < end {
            (start + 1..end).collect()
        } else {
            (end + 1..start).rev().collect()
        };
        let mut steps = Vec::with_capacity(between.len() + 1);
        let mut last = from;
        for level in between {
            let pass = self.add(Item::Pass(arrow), level, LINE);
            self.order[level].push(vec![pass]);
            steps.push(Step {
                slot: last,
                link: self.connect(last, pass),
            });
            last = pass;
        }
        steps.push(Step {
            slot: last,
            link: self.connect(last, label),
        });
        steps
    }

    fn connect(&mut self, one: usize, other: usize) -> usize {
        let (left, right) = if self.slots[one].level < self.slots[other].level {
            (one, other)
        } else {
            (other, one)
        };
        self.links.push(Link { left, right });
        let link = self.links.len() - 1;
        self.slots[left].links[RIGHT].push(link);
        self.slots[right].links[LEFT].push(link);
        link
    }

    /// Boxes are as tall as their arrows need: whoever has most to do with others is largest.
    fn grow_boxes(&mut self, plan: &Plan) {
        for slot in &mut self.slots {
            if let Item::Box(index) = slot.item {
                let most = slot.links[LEFT].len().max(slot.links[RIGHT].len());
                let span = most.saturating_sub(1) as f64 * PORT;
                let needed = match plan.boxes[index].shape {
                    Shape::Ellipse => span / ELLIPSE_SHARE,
                    shape => span + 2.0 * corner(shape),
                };
                slot.height = slot.height.max(needed);
            }
        }
    }

    /// For both ends of every link, how far above or below the middle of its slot it begins.
    ///
    /// Links of a box are spread over its side in the order of what they lead to; those of labels and crossings
    /// begin in the middle.
    pub(super) fn ports(&self, plan: &Plan) -> Vec<[f64; 2]> {
        let mut rank = vec![0; self.slots.len()];
        for level in 0..self.order.len() {
            for (at, slot) in self.sequence(level).enumerate() {
                rank[slot] = at;
            }
        }
        let mut ports = vec![[0.0; 2]; self.links.len()];
        for slot in &self.slots {
            let Item::Box(index) = slot.item else { continue };
            let room = match plan.boxes[index].shape {
                Shape::Ellipse => slot.height * ELLIPSE_SHARE,
                shape => slot.height - 2.0 * corner(shape),
            };
            for side in [LEFT, RIGHT] {
                let mut links = slot.links[side].clone();
                links.sort_by_key(|link| rank[self.other(*link, side)]);
                let step = (room / links.len().saturating_sub(1).max(1) as f64).min(WIDE_PORT);
                let middle = links.len().saturating_sub(1) as f64 / 2.0;
                for (at, link) in links.iter().enumerate() {
                    // At the left side of the box the box is the link's right end.
                    ports[*link][1 - side] = (at as f64 - middle) * step;
                }
            }
        }
        ports
    }

    /// The slot at the other end of a link, seen from its left or right.
    pub(super) fn other(&self, link: usize, side: usize) -> usize {
        let link = self.links[link];
        if side == LEFT { link.left } else { link.right }
    }

    /// Slots of a level from top to bottom.
    pub(super) fn sequence(&self, level: usize) -> impl Iterator<Item = usize> + '_ {
        self.order[level].iter().flatten().copied()
    }
}
