//! Places for boxes, labels and arrows, without an installed Graphviz.
//!
//! Layers run from left to right (Sugiyama's method, `rust-sugiyama`). The label of an arrow is a vertex of its
//! own between the two boxes, so that no label can lie on another; where an arrow crosses further
//! layers it gets a small vertex in each, so that it is led round what stands there. Two runs: the first tells the
//! layers, the second places everything.

use super::scene::Scene;
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use rust_sugiyama::configure::{Config, CrossingMinimization};
use std::collections::BTreeMap;

/// A point of the picture, in pixels from its upper left corner.
pub type Point = (f64, f64);

/// Where everything of a [`Scene`] lies.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Centres of the boxes, parallel to [`Scene::nodes`].
    pub nodes: Vec<Point>,
    /// Parallel to [`Scene::edges`].
    pub edges: Vec<Route>,
    /// Width and height of all of it.
    pub size: (f64, f64),
}

/// The way of one arrow.
#[derive(Debug, Clone, Default)]
pub struct Route {
    /// From border to border, the centre of the label among them.
    pub points: Vec<Point>,
    /// Centre of the label.
    pub label: Point,
}

/// What a vertex of the layered graph stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Vertex {
    Box(usize),
    Label(usize),
    /// A point that an arrow passes through.
    Bend(usize),
}

/// Room between layers and between neighbours of one layer, in pixels.
const SPACING: f64 = 14.0;
/// Room between parts of the picture that nothing connects.
const PART_GAP: f64 = 36.0;
/// Width to height that the parts together should come near.
const ASPECT: f64 = 1.4;

type Layered = StableDiGraph<Vertex, ()>;

/// Places every box and arrow of `scene`.
#[must_use]
pub fn layout(scene: &Scene) -> Layout {
    if scene.nodes.is_empty() {
        return Layout::default();
    }
    let plain = graph(scene, &BTreeMap::new());
    let layers = layers(&place(scene, &plain));
    let bent = graph(scene, &layers);
    let places = place(scene, &bent);
    let (positions, size) = pack(scene, places);
    Layout {
        nodes: boxes(scene, &positions),
        edges: routes(scene, &positions),
        size,
    }
}

/// Boxes and labels as vertices; with `layers` known, also a bend in each layer that an arrow crosses.
fn graph(scene: &Scene, layers: &BTreeMap<VertexKey, i32>) -> Layered {
    let mut graph = Layered::new();
    let boxes: Vec<NodeIndex> = (0..scene.nodes.len())
        .map(|node| graph.add_node(Vertex::Box(node)))
        .collect();
    for (index, edge) in scene.edges.iter().enumerate() {
        let label = graph.add_node(Vertex::Label(index));
        let middle = layers.get(&VertexKey::Label(index)).copied();
        let mut join = |ends: (NodeIndex, NodeIndex), from: usize, forward: bool| {
            let crossed = layers
                .get(&VertexKey::Box(from))
                .zip(middle)
                .map_or(0, |(a, b)| (a - b).abs() - 1);
            let mut last = ends.0;
            for _ in 0..crossed.max(0) {
                let bend = graph.add_node(Vertex::Bend(index));
                connect(&mut graph, last, bend, forward);
                last = bend;
            }
            connect(&mut graph, last, ends.1, forward);
        };
        // An arrow that runs against the layers is laid out with them, so that its parts stay together.
        let runs_forward = match (
            layers.get(&VertexKey::Box(edge.source)),
            layers.get(&VertexKey::Box(edge.target)),
        ) {
            (Some(source), Some(target)) => source <= target,
            _ => true,
        };
        join((boxes[edge.source], label), edge.source, runs_forward);
        join((boxes[edge.target], label), edge.target, !runs_forward);
    }
    graph
}

fn connect(graph: &mut Layered, from: NodeIndex, to: NodeIndex, forward: bool) {
    if forward {
        graph.add_edge(from, to, ());
    } else {
        graph.add_edge(to, from, ());
    }
}

/// A vertex that both runs know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum VertexKey {
    Box(usize),
    Label(usize),
}

/// Positions of one part of the picture, in the order of the graph's vertices.
type Part = Vec<(NodeIndex, Vertex, Point)>;

/// Runs the layered layout; x grows along the layers. Parts in the library's order.
fn place(scene: &Scene, graph: &Layered) -> Vec<Part> {
    let config = Config {
        vertex_spacing: SPACING,
        c_minimization: CrossingMinimization::Barycenter,
        ..Config::default()
    };
    // The library lays layers out from top to bottom: heights and widths change places.
    let size = |_: NodeIndex, vertex: &Vertex| {
        let (width, height) = extent(scene, *vertex);
        (height, width)
    };
    let parts = rust_sugiyama::from_graph(graph, &size, &config);
    let turn = |(positions, _, _): (Vec<(NodeIndex, Point)>, f64, f64)| {
        let mut part: Part = positions
            .into_iter()
            .filter_map(|(index, (across, along))| Some((index, *graph.node_weight(index)?, (along, across))))
            .collect();
        part.sort_by_key(|(index, _, _)| *index);
        part
    };
    parts.into_iter().map(turn).collect()
}

/// Width and height of a vertex, in pixels.
fn extent(scene: &Scene, vertex: Vertex) -> (f64, f64) {
    match vertex {
        Vertex::Box(node) => scene.nodes[node].size,
        Vertex::Label(edge) => scene.edges[edge].size,
        Vertex::Bend(_) => (4.0, 4.0),
    }
}

/// Number of each vertex's layer within its part.
fn layers(parts: &[Part]) -> BTreeMap<VertexKey, i32> {
    let mut found = BTreeMap::new();
    for part in parts {
        let mut along: Vec<f64> = part.iter().map(|(_, _, point)| point.0).collect();
        along.sort_by(f64::total_cmp);
        along.dedup_by(|a, b| (*a - *b).abs() < 0.5);
        for (_, vertex, point) in part {
            let layer = along.partition_point(|layer| *layer < point.0 - 0.25) as i32;
            match vertex {
                Vertex::Box(node) => found.insert(VertexKey::Box(*node), layer),
                Vertex::Label(edge) => found.insert(VertexKey::Label(*edge), layer),
                Vertex::Bend(_) => None,
            };
        }
    }
    found
}

/// Sets the parts in rows, largest first, so that the whole comes near [`ASPECT`].
fn pack(scene: &Scene, parts: Vec<Part>) -> (Part, (f64, f64)) {
    let mut boxed: Vec<(Part, Point, (f64, f64))> = parts
        .into_iter()
        .map(|part| {
            let (low, high) = bounds(scene, &part);
            (part, low, (high.0 - low.0, high.1 - low.1))
        })
        .collect();
    boxed.sort_by(|a, b| (b.2.0 * b.2.1).total_cmp(&(a.2.0 * a.2.1)));
    let area: f64 = boxed
        .iter()
        .map(|(_, _, size)| (size.0 + PART_GAP) * (size.1 + PART_GAP))
        .sum();
    let widest = boxed.iter().map(|(_, _, size)| size.0).fold(0.0, f64::max);
    let row_width = (area * ASPECT).sqrt().max(widest);
    let (mut x, mut y, mut row_height, mut width) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    let mut all = Part::new();
    for (part, low, size) in boxed {
        if x > 0.0 && x + size.0 > row_width {
            (x, y, row_height) = (0.0, y + row_height + PART_GAP, 0.0);
        }
        all.extend(
            part.into_iter()
                .map(|(index, vertex, point)| (index, vertex, (point.0 - low.0 + x, point.1 - low.1 + y))),
        );
        width = width.max(x + size.0);
        x += size.0 + PART_GAP;
        row_height = row_height.max(size.1);
    }
    (all, (width, y + row_height))
}

/// Corners of the smallest rectangle round a part.
fn bounds(scene: &Scene, part: &Part) -> (Point, Point) {
    let start = (
        (f64::INFINITY, f64::INFINITY),
        (f64::NEG_INFINITY, f64::NEG_INFINITY),
    );
    part.iter().fold(start, |(low, high), (_, vertex, (x, y))| {
        let (width, height) = extent(scene, *vertex);
        (
            (low.0.min(x - width / 2.0), low.1.min(y - height / 2.0)),
            (high.0.max(x + width / 2.0), high.1.max(y + height / 2.0)),
        )
    })
}

fn boxes(scene: &Scene, positions: &Part) -> Vec<Point> {
    let mut nodes = vec![(0.0, 0.0); scene.nodes.len()];
    for (_, vertex, point) in positions {
        if let Vertex::Box(node) = vertex {
            nodes[*node] = *point;
        }
    }
    nodes
}

/// Strings every arrow's bends and label together, from box to box.
fn routes(scene: &Scene, positions: &Part) -> Vec<Route> {
    let nodes = boxes(scene, positions);
    let mut inner: Vec<Vec<Point>> = vec![Vec::new(); scene.edges.len()];
    let mut labels = vec![(0.0, 0.0); scene.edges.len()];
    for (_, vertex, point) in positions {
        match vertex {
            Vertex::Bend(edge) => inner[*edge].push(*point),
            Vertex::Label(edge) => labels[*edge] = *point,
            Vertex::Box(_) => {}
        }
    }
    let route = |(index, edge): (usize, &super::scene::Edge)| {
        let (start, end, label) = (nodes[edge.source], nodes[edge.target], labels[index]);
        let half = edge.size.0 / 2.0;
        // The line runs under its label from side to side.
        let forward = start.0 <= end.0;
        let sides = if forward {
            [label.0 - half, label.0 + half]
        } else {
            [label.0 + half, label.0 - half]
        };
        let mut points = inner[index].clone();
        points.extend([(sides[0], label.1), (sides[1], label.1)]);
        points.sort_by(|a, b| {
            if forward {
                a.0.total_cmp(&b.0)
            } else {
                b.0.total_cmp(&a.0)
            }
        });
        let source = clip(start, scene.nodes[edge.source].size, points[0]);
        let target = clip(end, scene.nodes[edge.target].size, points[points.len() - 1]);
        points.insert(0, source);
        points.push(target);
        Route { points, label }
    };
    scene.edges.iter().enumerate().map(route).collect()
}

/// Where the way from the centre of a box to `towards` leaves the box: its left or right side.
fn clip(centre: Point, size: (f64, f64), towards: Point) -> Point {
    let side = if towards.0 >= centre.0 {
        size.0 / 2.0
    } else {
        -size.0 / 2.0
    };
    (centre.0 + side, centre.1)
}
