//! Plans small enough to know the right answer.

use super::columns::{self, Columns};
use super::heights;
use super::level::{Item, Levels};
use super::order;
use super::plan::{Arrow, Group, Outline, Plan};
use super::routes;
use crate::draw::style::Shape;

fn plan(boxes: usize, arrows: &[(usize, usize)]) -> Plan {
    let outline = Outline {
        shape: Shape::Box,
        size: (100.0, 34.0),
    };
    let arrow = |(source, target): &(usize, usize)| Arrow {
        source: *source,
        target: *target,
        label: (80.0, 16.0),
        directed: true,
    };
    Plan {
        boxes: vec![outline; boxes],
        arrows: arrows.iter().map(arrow).collect(),
        ..Plan::default()
    }
}

fn arranged(plan: &Plan, count: usize, of_box: &[usize]) -> (Levels, usize) {
    let columns = Columns {
        count,
        of_box: of_box.to_vec(),
    };
    let mut levels = Levels::of(plan, &columns);
    let crossings = order::arrange(&mut levels);
    (levels, crossings)
}

#[test]
fn crossings_that_can_be_avoided_are() {
    // A ladder whose rungs are told in a muddled order.
    let plan = plan(10, &[(0, 7), (1, 9), (2, 5), (3, 8), (4, 6), (0, 9), (3, 6)]);
    let (levels, crossings) = arranged(&plan, 2, &[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    assert_eq!(crossings, 0);
    let seen: usize = (0..levels.order.len())
        .map(|level| levels.sequence(level).count())
        .sum();
    assert_eq!(seen, levels.slots.len(), "nothing is lost");
}

#[test]
fn crossings_that_cannot_be_avoided_are_counted() {
    // Three boxes, each tied to each of three others: nine crossings in two columns (Zarankiewicz), which the columns
    // of labels spread but do not lessen.
    let arrows: Vec<(usize, usize)> = (0..9).map(|at| (at / 3, 3 + at % 3)).collect();
    let (_, crossings) = arranged(&plan(6, &arrows), 2, &[0, 0, 0, 1, 1, 1]);
    assert_eq!(crossings, 9);
}

#[test]
fn a_hub_stands_in_the_middle_of_those_it_is_tied_to() {
    let arrows: Vec<(usize, usize)> = (1..=12).map(|leaf| (0, leaf)).collect();
    let plan = plan(13, &arrows);
    let three = columns::candidates(&plan)
        .into_iter()
        .find(|columns| columns.count == 3)
        .unwrap();
    assert_eq!(three.of_box[0], 1);
    let [left, right] = [0, 2].map(|column| three.of_box.iter().filter(|own| **own == column).count());
    assert!(
        left + right >= 10 && left.abs_diff(right) <= 2,
        "{left} and {right}"
    );
}

#[test]
fn both_ends_of_a_way_stand_at_the_ends() {
    let mut plan = plan(4, &[(0, 1), (1, 3), (0, 2), (2, 3)]);
    plan.ends = Some((0, 3));
    for columns in columns::candidates(&plan) {
        assert_eq!((columns.of_box[0], columns.of_box[3]), (0, columns.count - 1));
    }
}

#[test]
fn a_region_stays_together_below_its_head() {
    let mut plan = plan(8, &[(0, 4), (1, 5), (2, 6), (3, 7), (0, 6), (2, 4), (7, 1)]);
    plan.regions.push(Group {
        head: 3,
        members: vec![0, 2],
        caption: (60.0, 25.0),
    });
    for columns in columns::candidates(&plan) {
        assert_eq!(columns.of_box[3], columns.of_box[0]);
        let mut levels = Levels::of(&plan, &columns);
        order::arrange(&mut levels);
        let level = levels.slots[3].level;
        let sequence: Vec<usize> = levels.sequence(level).collect();
        let head = sequence.iter().position(|slot| *slot == 3).unwrap();
        let mut members = sequence[head + 1..=head + 2].to_vec();
        members.sort_unstable();
        assert_eq!(members, [0, 2]);
        let layout = routes::draw(&plan, &levels, &heights::settle(&plan, &levels));
        for member in [0, 2, 3] {
            assert!(layout.regions[0].area.contains(&layout.nodes[member]), "{member}");
        }
        assert!(
            layout.regions[0].caption.bottom()
                <= layout.nodes[members[0]].top.min(layout.nodes[members[1]].top)
        );
    }
}

#[test]
fn what_is_tied_one_to_one_stands_level() {
    let plan = plan(6, &[(0, 3), (1, 4), (2, 5)]);
    let (levels, _) = arranged(&plan, 2, &[0, 0, 0, 1, 1, 1]);
    let layout = routes::draw(&plan, &levels, &heights::settle(&plan, &levels));
    for (at, route) in layout.edges.iter().enumerate() {
        let heights: Vec<f64> = route.strokes.iter().flatten().map(|point| point.1).collect();
        let spread = heights
            .iter()
            .fold(0.0_f64, |most, height| most.max((height - heights[0]).abs()));
        assert!(spread < 1.0, "{at}: {heights:?}");
    }
}

#[test]
fn a_long_arrow_keeps_a_place_in_every_column_it_crosses() {
    let plan = plan(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
    let (levels, _) = arranged(&plan, 4, &[0, 1, 2, 3]);
    let passes = levels
        .slots
        .iter()
        .filter(|slot| slot.item == Item::Pass(3))
        .count();
    assert_eq!(passes, 4, "two columns of boxes, two of labels");
    let layout = routes::draw(&plan, &levels, &heights::settle(&plan, &levels));
    let long = &layout.edges[3];
    for node in [1, 2] {
        let within =
            |point: &&(f64, f64)| point.0 >= layout.nodes[node].left && point.0 <= layout.nodes[node].right();
        let outside =
            |point: &(f64, f64)| point.1 < layout.nodes[node].top || point.1 > layout.nodes[node].bottom();
        assert!(
            long.strokes.iter().flatten().filter(within).all(outside),
            "{node}"
        );
    }
}

#[test]
fn an_arrow_within_a_column_goes_to_a_label_beside_it_and_back() {
    let plan = plan(3, &[(0, 1), (0, 2), (1, 2)]);
    let (levels, _) = arranged(&plan, 2, &[0, 0, 1]);
    let layout = routes::draw(&plan, &levels, &heights::settle(&plan, &levels));
    let route = &layout.edges[0];
    let ends = [
        route.strokes[0].last().unwrap(),
        route.strokes[1].first().unwrap(),
    ];
    assert_eq!(ends[0], ends[1], "both lines meet at the same side of the label");
    assert!(ends[0].0 < route.label.left);
}
