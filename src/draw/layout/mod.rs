//! Places for boxes, labels and arrows, without an installed Graphviz.
//!
//! The picture consists of columns: columns of boxes, and between them columns of labels, so that it grows
//! down the page and keeps its width. The label of an arrow stands on its arrow, in a column between the two boxes;
//! an arrow between boxes of one column goes to a label beside them and back. Where an arrow crosses a column it
//! keeps a place of its own there. So nothing can lie on anything else, whatever the network; what is left to choose
//! is who stands in which column ([`columns`]), in which order ([`order`]) and at which height ([`heights`]).
//! [`routes`] turns the choice into boxes and lines.
//!
//! Who is a member of an alliance stands below it in one column, in a region of its own.

mod columns;
mod heights;
mod level;
mod order;
mod plan;
mod routes;

use super::geometry::{Point, Rect, Size};
use super::scene::Scene;
use columns::Columns;
use level::Levels;
use plan::Plan;

/// Where everything of a [`Scene`] lies.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Boxes, parallel to [`Scene::nodes`].
    pub nodes: Vec<Rect>,
    /// Parallel to [`Scene::edges`].
    pub edges: Vec<Route>,
    /// Parallel to [`Scene::regions`].
    pub regions: Vec<Region>,
    /// Width and height of all of it.
    pub size: Size,
}

/// The way of one arrow.
#[derive(Debug, Clone, Default)]
pub struct Route {
    /// From the source to the label, from the label to the target. Lines between two points of different height
    /// leave and reach them level.
    pub strokes: [Vec<Point>; 2],
    /// The label.
    pub label: Rect,
}

/// An alliance with its members.
#[derive(Debug, Clone, Copy, Default)]
pub struct Region {
    /// Round all of them.
    pub area: Rect,
    /// What is said of all members, below the box of the alliance.
    pub caption: Rect,
}

/// Width to height that a picture should come near: wide enough for a page across, narrow enough to be read at its width.
const ASPECT: f64 = 1.15;

/// Places every box and arrow of `scene`.
#[must_use]
pub fn layout(scene: &Scene) -> Layout {
    if scene.nodes.is_empty() {
        return Layout::default();
    }
    let plan = Plan::of(scene);
    let candidates = columns::candidates(&plan);
    let drawn = candidates.into_iter().map(|columns| Drawn::of(&plan, columns));
    let best = drawn.min_by(|a, b| a.cost().total_cmp(&b.cost()));
    best.map(|drawn| drawn.layout).unwrap_or_default()
}

/// One choice of columns, carried out.
struct Drawn {
    layout: Layout,
    crossings: usize,
    arrows: usize,
}

impl Drawn {
    fn of(plan: &Plan, columns: Columns) -> Self {
        let mut levels = Levels::of(plan, &columns);
        let crossings = order::arrange(&mut levels);
        let heights = heights::settle(plan, &levels);
        Self {
            layout: routes::draw(plan, &levels, &heights),
            crossings,
            arrows: plan.arrows.len(),
        }
    }

    /// What is against it: arrows that cross, and a shape far from a page's.
    fn cost(&self) -> f64 {
        let (width, height) = self.layout.size;
        let shape = (width / height.max(1.0) / ASPECT).ln();
        let crossings = (1.0 + self.crossings as f64 / self.arrows.max(1) as f64).ln();
        // Twice as wide as it should be weighs as much as twice the crossings.
        crossings + 1.5 * shape * shape
    }
}

#[cfg(test)]
mod tests;
