//! What is to be placed: sizes and ends, nothing of what they mean.

use crate::draw::geometry::Size;
use crate::draw::scene::Scene;
use crate::draw::style::Shape;

/// Boxes, arrows and regions of a picture.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) boxes: Vec<Outline>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) regions: Vec<Group>,
    /// Boxes that stand at the left and at the right end.
    pub(super) ends: Option<(usize, usize)>,
}

/// A box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    pub(super) shape: Shape,
    pub(super) size: Size,
}

/// An arrow, or a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrow {
    pub(super) source: usize,
    pub(super) target: usize,
    /// Size of its label.
    pub(super) label: Size,
    /// Whether it reads best from left to right.
    pub(super) directed: bool,
}

/// A box and those that stand below it in its region.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) head: usize,
    pub(super) members: Vec<usize>,
    /// Size of the words below the head.
    pub(super) caption: Size,
}

/// Room between the border of a region and what stands in it.
pub(super) const REGION_PADDING: f64 = 12.0;

impl Plan {
    pub(super) fn of(scene: &Scene) -> Self {
        let outline = |node: &crate::draw::scene::Node| Outline {
            shape: node.shape,
            size: node.size,
        };
        let mut plan = Self {
            boxes: scene.nodes.iter().map(outline).collect(),
            arrows: scene
                .edges
                .iter()
                .map(|edge| Arrow {
                    source: edge.source,
                    target: edge.target,
                    label: edge.size,
                    directed: !edge.undirected,
                })
                .collect(),
            regions: scene
                .regions
                .iter()
                .map(|region| Group {
                    head: region.alliance,
                    members: region.members.clone(),
                    caption: region.size,
                })
                .collect(),
            ends: scene.ends,
        };
        plan.widen_heads();
        plan
    }

    /// The box of an alliance is as wide as its region.
    fn widen_heads(&mut self) {
        for region in &self.regions {
            let inner = region
                .members
                .iter()
                .map(|member| self.boxes[*member].size.0)
                .fold(region.caption.0, f64::max);
            let head = &mut self.boxes[region.head];
            head.size.0 = head.size.0.max(inner + 2.0 * REGION_PADDING);
        }
    }

    /// For every box the region that it stands in.
    pub(super) fn region_of(&self) -> Vec<Option<usize>> {
        let mut region_of = vec![None; self.boxes.len()];
        for (index, region) in self.regions.iter().enumerate() {
            for member in region.members.iter().chain([&region.head]) {
                region_of[*member] = Some(index);
            }
        }
        region_of
    }
}
