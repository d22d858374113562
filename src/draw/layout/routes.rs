//! From levels and heights to boxes, labels and lines.

use super::heights::Heights;
use super::level::{Chain, Item, Levels, Step};
use super::plan::{Plan, REGION_PADDING};
use super::{Layout, Region, Route};
use crate::draw::geometry::{Point, Rect, inset};

/// Room between a label and its line.
const LABEL_GAP: f64 = 3.0;
/// Least length of a line's straight end at a box: that of an arrow's head.
const BOX_LEAD: f64 = 14.0;
/// The same at a label.
const LABEL_LEAD: f64 = 6.0;

/// Draws what was chosen.
pub(super) fn draw(plan: &Plan, levels: &Levels, heights: &Heights) -> Layout {
    let spans = spans(plan, levels, heights);
    let drawing = Drawing {
        plan,
        levels,
        heights,
        spans,
    };
    let nodes: Vec<Rect> = (0..plan.boxes.len()).map(|index| drawing.node(index)).collect();
    Layout {
        edges: levels.chains.iter().map(|chain| drawing.route(chain)).collect(),
        regions: drawing.regions(&nodes),
        size: (
            drawing.spans.last().map_or(0.0, |span| span.1 - BOX_LEAD),
            heights.height,
        ),
        nodes,
    }
}

/// Left and right border of every level.
fn spans(plan: &Plan, levels: &Levels, heights: &Heights) -> Vec<(f64, f64)> {
    let width = |slot: usize| match levels.slots[slot].item {
        Item::Box(index) => plan.boxes[index].size.0 + 2.0 * BOX_LEAD,
        Item::Label(index) => plan.arrows[index].label.0 + 2.0 * (LABEL_GAP + LABEL_LEAD),
        Item::Pass(_) => 0.0,
    };
    let mut spans = Vec::with_capacity(levels.order.len());
    // Nothing leads out of the picture.
    let mut at = -BOX_LEAD;
    for level in 0..levels.order.len() {
        if level > 0 {
            at += gap(levels, heights, level);
        }
        let widest = levels.sequence(level).map(width).fold(0.0, f64::max);
        spans.push((at, at + widest));
        at += widest;
    }
    spans
}

/// Room between a level and the one before: the farther lines have to climb, the more.
fn gap(levels: &Levels, heights: &Heights, level: usize) -> f64 {
    let climbs = levels.links.iter().enumerate().filter_map(|(index, link)| {
        let [left, right] = heights.ports[index];
        let climb = heights.middle[link.left] + left - heights.middle[link.right] - right;
        (levels.slots[link.right].level == level).then_some(climb.abs())
    });
    let (mut highest, mut count): (f64, usize) = (0.0, 0);
    for climb in climbs {
        highest = highest.max(climb);
        count += 1;
    }
    (16.0 + highest * 0.1 + count as f64 * 0.5).min(84.0)
}

struct Drawing<'a> {
    plan: &'a Plan,
    levels: &'a Levels,
    heights: &'a Heights,
    spans: Vec<(f64, f64)>,
}

impl Drawing<'_> {
    fn node(&self, index: usize) -> Rect {
        let slot = &self.levels.slots[index];
        let (left, right) = self.spans[slot.level];
        Rect::about(
            ((left + right) / 2.0, self.heights.middle[index]),
            (self.plan.boxes[index].size.0, slot.height),
        )
    }

    fn regions(&self, nodes: &[Rect]) -> Vec<Region> {
        let region = |region: &super::plan::Group| {
            let head = nodes[region.head];
            let bottom = region
                .members
                .iter()
                .map(|member| nodes[*member].bottom())
                .fold(head.bottom(), f64::max);
            Region {
                area: Rect {
                    height: bottom + REGION_PADDING - head.top,
                    ..head
                },
                caption: Rect {
                    left: head.centre().0 - region.caption.0 / 2.0,
                    top: head.bottom(),
                    width: region.caption.0,
                    height: region.caption.1,
                },
            }
        };
        self.plan.regions.iter().map(region).collect()
    }

    fn route(&self, chain: &Chain) -> Route {
        let slot = &self.levels.slots[chain.label];
        let Item::Label(arrow) = slot.item else {
            return Route::default();
        };
        let (left, right) = self.spans[slot.level];
        let label = Rect::about(
            ((left + right) / 2.0, self.heights.middle[chain.label]),
            self.plan.arrows[arrow].label,
        );
        let after: Vec<Step> = chain.after.iter().rev().copied().collect();
        let mut back = self.stroke(&after, chain.label, label);
        back.reverse();
        Route {
            strokes: [self.stroke(&chain.before, chain.label, label), back],
            label,
        }
    }

    /// From a box to a label.
    fn stroke(&self, steps: &[Step], end: usize, label: Rect) -> Vec<Point> {
        let levels = self.levels;
        let forward = steps
            .first()
            .is_none_or(|step| levels.slots[step.slot].level < levels.slots[end].level);
        let borders = |slot: usize| {
            let (left, right) = self.spans[levels.slots[slot].level];
            if forward { (left, right) } else { (right, left) }
        };
        let mut points = Vec::with_capacity(2 * steps.len() + 2);
        for (at, step) in steps.iter().enumerate() {
            let middle = self.heights.middle[step.slot];
            let (near, far) = borders(step.slot);
            match levels.slots[step.slot].item {
                Item::Box(index) if at == 0 => {
                    let port = self.heights.ports[step.link][usize::from(!forward)];
                    let slot = &levels.slots[step.slot];
                    let outline = self.plan.boxes[index];
                    let side =
                        outline.size.0 / 2.0 - inset(outline.shape, (outline.size.0, slot.height), port);
                    let centre = (near + far) / 2.0;
                    points.push((if forward { centre + side } else { centre - side }, middle + port));
                    points.push((far, middle + port));
                }
                _ => points.extend([(near, middle), (far, middle)]),
            }
        }
        let middle = label.centre().1;
        let side = if forward {
            label.left - LABEL_GAP
        } else {
            label.right() + LABEL_GAP
        };
        points.extend([(borders(end).0, middle), (side, middle)]);
        points.dedup();
        points
    }
}
