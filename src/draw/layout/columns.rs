//! Who stands in which column.
//!
//! Boxes that have to do with each other should stand in neighbouring columns, and no column should be much
//! longer than the others. Found by moving one box (or region) at a time for as long as it helps.

use super::plan::Plan;

/// Columns of boxes, numbered from the left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    /// How many there are.
    pub(super) count: usize,
    /// The column of every box.
    pub(super) of_box: Vec<usize>,
}

/// Room that a box or label takes in its column beside its own height.
const GAP: f64 = 12.0;
/// Height that a line takes where it crosses a column.
const LINE: f64 = 8.0;
/// Height of an average label, for which a detour of one column is accepted.
const DETOUR: f64 = 34.0;
/// More columns are no picture.
const MOST: usize = 24;
/// Rounds of moves; every round is much cheaper than what follows.
const ROUNDS: usize = 40;

/// A few good choices, with different numbers of columns.
pub(super) fn candidates(plan: &Plan) -> Vec<Columns> {
    let units = Units::of(plan);
    let fewest = if plan.arrows.is_empty() { 1 } else { 2 };
    let most = units.heights.len().min(MOST).max(fewest);
    let mut known: Vec<(f64, Columns)> = (fewest..=most)
        .map(|count| {
            let search = Search::run(plan, &units, count);
            (search.shape(plan), search.columns(&units))
        })
        .collect();
    // What is far from the page's shape by its estimate need not be carried out.
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    known.truncate(if plan.arrows.len() > 250 { 2 } else { 4 });
    known.into_iter().map(|(_, columns)| columns).collect()
}

/// What moves as one: a region, or a box outside all regions.
struct Units {
    of_box: Vec<usize>,
    heights: Vec<f64>,
    /// Arrows of each unit.
    arrows: Vec<Vec<usize>>,
    /// Where a unit has to stand: at the left or at the right end.
    pinned: Vec<Option<End>>,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Left,
    Right,
}

impl Units {
    fn of(plan: &Plan) -> Self {
        let region_of = plan.region_of();
        let mut of_region = vec![None; plan.regions.len()];
        let mut of_box = Vec::with_capacity(plan.boxes.len());
        let mut heights: Vec<f64> = Vec::new();
        for (index, outline) in plan.boxes.iter().enumerate() {
            let fresh = heights.len();
            let unit = match region_of[index] {
                Some(region) => *of_region[region].get_or_insert(fresh),
                None => fresh,
            };
            if unit == fresh {
                heights.push(0.0);
            }
            heights[unit] += outline.size.1 + GAP;
            of_box.push(unit);
        }
        let mut arrows = vec![Vec::new(); heights.len()];
        for (index, arrow) in plan.arrows.iter().enumerate() {
            let (one, other) = (of_box[arrow.source], of_box[arrow.target]);
            arrows[one].push(index);
            if one != other {
                arrows[other].push(index);
            }
        }
        let mut pinned = vec![None; heights.len()];
        if let Some((left, right)) = plan.ends
            && of_box[left] != of_box[right]
        {
            pinned[of_box[left]] = Some(End::Left);
            pinned[of_box[right]] = Some(End::Right);
        }
        Self {
            of_box,
            heights,
            arrows,
            pinned,
        }
    }
}

/// A choice that is being improved. Levels are columns of boxes (even) and of labels (odd).
struct Search<'a> {
    plan: &'a Plan,
    units: &'a Units,
    count: usize,
    /// Column of every unit; `None` while it has none.
    column: Vec<Option<usize>>,
    /// Height of every level.
    levels: Vec<f64>,
    /// Height that every level would have if all had the same.
    even: f64,
}

impl<'a> Search<'a> {
    fn run(plan: &'a Plan, units: &'a Units, count: usize) -> Self {
        let labels: f64 = plan.arrows.iter().map(|arrow| arrow.label.1 + GAP).sum();
        let total = labels + units.heights.iter().sum::<f64>();
        let mut search = Self {
            plan,
            units,
            count,
            column: vec![None; units.heights.len()],
            levels: vec![0.0; 2 * count - 1],
            even: (total / (2 * count - 1) as f64).max(1.0),
        };
        for unit in search.sequence() {
            let column = search.best(unit);
            search.put(unit, column);
        }
        for _ in 0..ROUNDS {
            if !search.improve() {
                break;
            }
        }
        search
    }

    /// The most tied first, then whoever has most ties with those before.
    fn sequence(&self) -> Vec<usize> {
        let count = self.units.heights.len();
        let mut seen = vec![false; count];
        let mut near = vec![0_usize; count];
        let mut sequence = Vec::with_capacity(count);
        for _ in 0..count {
            let open = (0..count).filter(|unit| !seen[*unit]);
            let next = open.max_by_key(|unit| {
                let own = self.units.arrows[*unit].len();
                (near[*unit], own, std::cmp::Reverse(*unit))
            });
            let Some(next) = next else { break };
            seen[next] = true;
            sequence.push(next);
            for arrow in &self.units.arrows[next] {
                let arrow = self.plan.arrows[*arrow];
                near[self.units.of_box[arrow.source]] += 1;
                near[self.units.of_box[arrow.target]] += 1;
            }
        }
        sequence
    }

    /// Moves every unit to where it costs least; whether that changed anything.
    fn improve(&mut self) -> bool {
        let mut moved = false;
        for unit in 0..self.units.heights.len() {
            let Some(old) = self.column[unit] else { continue };
            self.take(unit);
            let new = self.best(unit);
            moved |= new != old;
            self.put(unit, new);
        }
        moved
    }

    /// The column where a unit that has none costs least; the middle one of equals.
    fn best(&mut self, unit: usize) -> usize {
        match self.units.pinned[unit] {
            Some(End::Left) => return 0,
            Some(End::Right) => return self.count - 1,
            None => {}
        }
        let middle = (self.count - 1) as f64 / 2.0;
        let mut columns: Vec<usize> = (0..self.count).collect();
        columns.sort_by(|a, b| (*a as f64 - middle).abs().total_cmp(&(*b as f64 - middle).abs()));
        let mut best = (f64::INFINITY, columns[0]);
        for column in columns {
            self.put(unit, column);
            let cost = self.cost(unit);
            self.take(unit);
            // Less than a hundredth of a pixel is rounding, and would let units move to and fro.
            if cost < best.0 - 0.01 {
                best = (cost, column);
            }
        }
        best.1
    }

    fn put(&mut self, unit: usize, column: usize) {
        self.column[unit] = Some(column);
        self.weigh(unit, column, 1.0);
    }

    fn take(&mut self, unit: usize) {
        if let Some(column) = self.column[unit] {
            self.weigh(unit, column, -1.0);
            self.column[unit] = None;
        }
    }

    /// Adds what a unit and its arrows take of every level, or takes it away.
    fn weigh(&mut self, unit: usize, column: usize, sign: f64) {
        self.levels[2 * column] += sign * self.units.heights[unit];
        for index in &self.units.arrows[unit] {
            let arrow = self.plan.arrows[*index];
            if let Some((one, other)) = self.ends(*index) {
                spread(&mut self.levels, one, other, sign, arrow.label.1 + GAP);
            }
        }
    }

    /// Columns of an arrow's ends, once both have one.
    fn ends(&self, arrow: usize) -> Option<(usize, usize)> {
        let arrow = self.plan.arrows[arrow];
        let column = |end: usize| self.column[self.units.of_box[end]];
        column(arrow.source).zip(column(arrow.target))
    }

    /// Uneven levels, and the detours of the unit's arrows, in pixels.
    fn cost(&self, unit: usize) -> f64 {
        let uneven: f64 = self.levels.iter().map(|height| height * height).sum::<f64>() / self.even;
        let detours = self.units.arrows[unit].iter().filter_map(|index| {
            let (source, target) = self.ends(*index)?;
            let directed = self.plan.arrows[*index].directed;
            Some(detour(source, target, directed))
        });
        uneven + DETOUR * detours.sum::<f64>()
    }

    /// How far the picture would be from the shape of a page.
    fn shape(&self, plan: &Plan) -> f64 {
        let mean = |widths: &mut dyn Iterator<Item = f64>| {
            let (count, sum) = widths.fold((0.0, 0.0), |(count, sum), width| (count + 1.0, sum + width));
            sum / f64::max(count, 1.0)
        };
        let boxes = mean(&mut plan.boxes.iter().map(|outline| outline.size.0)) * 1.25;
        let labels = mean(&mut plan.arrows.iter().map(|arrow| arrow.label.0)) * 1.2 + 130.0;
        let width = boxes * self.count as f64 + labels * (self.count - 1) as f64;
        let height = self.levels.iter().copied().fold(1.0, f64::max);
        (width / height / super::ASPECT).ln().abs()
    }

    fn columns(&self, units: &Units) -> Columns {
        Columns {
            count: self.count,
            of_box: units
                .of_box
                .iter()
                .map(|unit| self.column[*unit].unwrap_or_default())
                .collect(),
        }
    }
}

/// Adds an arrow's share of every level: its label to those where it may stand, its line to those it crosses.
fn spread(levels: &mut [f64], one: usize, other: usize, sign: f64, label: f64) {
    let (low, high) = (one.min(other), one.max(other));
    if low == high {
        let sides = [(2 * low).checked_sub(1), Some(2 * low + 1)];
        let sides: Vec<usize> = sides
            .into_iter()
            .flatten()
            .filter(|level| *level < levels.len())
            .collect();
        for level in &sides {
            levels[*level] += sign * label / sides.len() as f64;
        }
        return;
    }
    let places = (high - low) as f64;
    let crossed = levels.iter_mut().enumerate().take(2 * high).skip(2 * low + 1);
    for (level, height) in crossed {
        *height += sign
            * if level % 2 == 0 {
                LINE
            } else {
                (label + LINE * (places - 1.0)) / places
            };
    }
}

/// How much an arrow costs beside the shortest, which goes to the next column on the right.
fn detour(source: usize, target: usize, directed: bool) -> f64 {
    let backward = if directed && target < source { 0.15 } else { 0.0 };
    backward
        + match source.abs_diff(target) {
            0 => 2.0,
            1 => 0.0,
            far => (far - 1) as f64 * 1.1,
        }
}
