//! What every form, kind, lemma and look tells of the patterns and constraints, laid out as bits.
//!
//! A word fits a pattern by one of its alternatives, so what a word tells is what its alternatives tell, taken together:
//! [`super::profiles`] joins the rows of this table, and a pattern or constraint is then one bit of the joined row.

use super::constraint::{Condition, Constraint, Place};
use super::kinds;
use super::language::Grammar;
use super::patterns::{Atom, PatternId, Patterns, Vocabulary};

/// How many bits stand in one word of a row.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// The row of [`Atom::Edge`]: kinds come first, one row each.
const EDGE: usize = kinds::MOST;
/// The first row of looks.
const SHAPES: usize = EDGE + 1;
/// The row of form 0, which tells nothing.
const FORMS: usize = SHAPES + u16::BITS as usize;

/// Bits for numbered things, in blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(blocks: usize, all: bool) -> Self {
        Self(vec![if all { u64::MAX } else { 0 }; blocks])
    }

    pub(super) fn set(&mut self, number: usize) {
        set(&mut self.0, number);
    }

    pub(super) fn blocks(&self) -> &[u64] {
        &self.0
    }

    pub(super) fn copy_from(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }

    pub(super) fn join(&mut self, other: &Self) {
        join(&mut self.0, &other.0);
    }
}

fn set(blocks: &mut [u64], number: usize) {
    if let Some(block) = blocks.get_mut(number / BLOCK) {
        *block |= 1 << (number % BLOCK);
    }
}

/// Whether the bit of this number is set.
pub(super) fn has(blocks: &[u64], number: usize) -> bool {
    blocks
        .get(number / BLOCK)
        .is_some_and(|block| block >> (number % BLOCK) & 1 != 0)
}

/// Adds the bits of `more`.
pub(super) fn join(blocks: &mut [u64], more: &[u64]) {
    for (block, more) in blocks.iter_mut().zip(more) {
        *block |= more;
    }
}

/// Constraints on either side of the target.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside<T> {
    pub(super) before: T,
    pub(super) after: T,
}

/// The parts of a row, in order: bits of patterns, then five times bits of constraints.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layout {
    /// Blocks of patterns.
    pub(super) patterns: usize,
    /// Blocks of constraints.
    pub(super) constraints: usize,
}

/// What a row tells of constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The word is a form that the constraint is for.
    Target,
    /// Before the target, it meets a condition.
    MetBefore,
    /// Before the target, it breaks a condition.
    BrokenBefore,
    MetAfter,
    BrokenAfter,
}

impl Layout {
    /// Blocks of a row.
    pub(super) const fn width(self) -> usize {
        self.patterns + 5 * self.constraints
    }

    pub(super) fn part(self, row: &[u64], part: Part) -> &[u64] {
        let start = self.patterns + part as usize * self.constraints;
        row.get(start..start + self.constraints).unwrap_or_default()
    }
}

/// The table, with what is the same for all words.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) vocabulary: Vocabulary,
    pub(super) layout: Layout,
    /// The row of every atom.
    rows: Vec<u64>,
    /// Constraints that are for any form.
    for_any_form: Bits,
    /// Constraints that need nothing on this side; conditions that only forbid are no need.
    undemanding: Beside<Bits>,
    /// For each block of constraints, what targets must have, with the constraints that ask for it.
    asking: Vec<Vec<(PatternId, u64)>>,
    /// Patterns that any reading of a fitting word fits, since they name words.
    of_words: Bits,
}

impl Evidence {
    /// Lays out what the constraints ask, and takes from them the conditions that the rows decide.
    pub(super) fn gather(
        Grammar {
            vocabulary, patterns, ..
        }: Grammar,
        constraints: &mut [Constraint],
    ) -> Self {
        let layout = Layout {
            patterns: patterns.iter().count().div_ceil(BLOCK),
            constraints: constraints.len().div_ceil(BLOCK),
        };
        let (forms, lemmas) = vocabulary.counts();
        let none = || Bits::new(layout.constraints, false);
        let mut evidence = Self {
            rows: vec![0; layout.width() * (FORMS + 1 + forms + 1 + lemmas)],
            vocabulary,
            layout,
            for_any_form: none(),
            undemanding: Beside {
                before: none(),
                after: none(),
            },
            asking: vec![Vec::new(); layout.constraints],
            of_words: Bits::new(layout.patterns, false),
        };
        for (pattern, atoms) in patterns.iter() {
            for atom in atoms {
                set(evidence.row_mut(*atom), usize::from(pattern.0));
                if atom.is_of_words() {
                    evidence.of_words.set(usize::from(pattern.0));
                }
            }
        }
        for (number, constraint) in constraints.iter_mut().enumerate() {
            evidence.gather_target(number, constraint);
            evidence.gather_beside(number, constraint, &patterns, -1);
            evidence.gather_beside(number, constraint, &patterns, 1);
        }
        evidence
    }

    fn gather_target(&mut self, number: usize, constraint: &Constraint) {
        if constraint.forms.is_empty() {
            self.for_any_form.set(number);
        }
        for form in &constraint.forms {
            self.mark(&[Atom::Form(*form)], Part::Target, number);
        }
        let (block, bit) = (number / BLOCK, 1 << (number % BLOCK));
        for pattern in &constraint.target {
            let asking = &mut self.asking[block];
            match asking.iter_mut().find(|(asked, _)| asked == pattern) {
                Some((_, constraints)) => *constraints |= bit,
                None => asking.push((*pattern, bit)),
            }
        }
    }

    /// Takes from the constraint what it asks of the word at `offset`, -1 or 1: all that it forbids there, and the first
    /// that it needs, since either is decided by one alternative that fits.
    fn gather_beside(&mut self, number: usize, constraint: &mut Constraint, patterns: &Patterns, offset: i8) {
        let (met, broken, undemanding) = match offset {
            ..0 => (Part::MetBefore, Part::BrokenBefore, &mut self.undemanding.before),
            0.. => (Part::MetAfter, Part::BrokenAfter, &mut self.undemanding.after),
        };
        let asks = |condition: &Condition| {
            condition.place == Place::At(offset) && !condition.only && !condition.agrees
        };
        let needed = |condition: &Condition| asks(condition) && !condition.negated;
        match constraint.conditions.iter().position(needed) {
            Some(first) => {
                let needed = constraint.conditions.remove(first);
                self.mark(patterns.atoms(needed.pattern), met, number);
            }
            None => undemanding.set(number),
        }
        let conditions = std::mem::take(&mut constraint.conditions).into_iter();
        let (forbidding, others): (Vec<_>, _) =
            conditions.partition(|condition| asks(condition) && condition.negated);
        for forbidden in forbidding {
            self.mark(patterns.atoms(forbidden.pattern), broken, number);
        }
        constraint.conditions = others;
    }

    fn mark(&mut self, atoms: &[Atom], part: Part, constraint: usize) {
        let at = (self.layout.patterns + part as usize * self.layout.constraints) * BLOCK;
        for atom in atoms {
            set(self.row_mut(*atom), at + constraint);
        }
    }

    fn place(&self, atom: Atom) -> usize {
        let row = match atom {
            Atom::Kind(number) => usize::from(number),
            Atom::Edge => EDGE,
            Atom::Shape(shape) => SHAPES + shape.bits().trailing_zeros() as usize,
            Atom::Form(number) => FORMS + usize::from(number),
            Atom::Lemma(number) => FORMS + 1 + self.vocabulary.counts().0 + usize::from(number),
        };
        row * self.layout.width()
    }

    fn row_mut(&mut self, atom: Atom) -> &mut [u64] {
        let (start, width) = (self.place(atom), self.layout.width());
        self.rows.get_mut(start..start + width).unwrap_or_default()
    }

    /// What `atom` tells.
    pub(super) fn row(&self, atom: Atom) -> &[u64] {
        let start = self.place(atom);
        self.rows
            .get(start..start + self.layout.width())
            .unwrap_or_default()
    }

    /// Patterns whose outcome keeps or strikes every reading of a word that fits.
    pub(super) fn is_of_words(&self, pattern: PatternId) -> bool {
        has(self.of_words.blocks(), usize::from(pattern.0))
    }

    /// From a row that joins all that a word tells: the constraints whose target it may be.
    pub(super) fn targets<'a>(&'a self, row: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
        let own = self.layout.part(row, Part::Target).iter();
        let blocks = own.zip(self.for_any_form.blocks()).zip(&self.asking);
        blocks.map(|((own, any), asking)| {
            let lacking = asking.iter().filter(|(asked, _)| !has(row, usize::from(asked.0)));
            lacking.fold(own | any, |open, (_, constraints)| open & !constraints)
        })
    }

    /// From such a row: the constraints that the word leaves open where it stands before their target.
    pub(super) fn before<'a>(&'a self, row: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
        self.beside(row, Part::MetBefore, Part::BrokenBefore, &self.undemanding.before)
    }

    /// From such a row: the constraints that the word leaves open where it stands after their target.
    pub(super) fn after<'a>(&'a self, row: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
        self.beside(row, Part::MetAfter, Part::BrokenAfter, &self.undemanding.after)
    }

    fn beside<'a>(
        &self,
        row: &'a [u64],
        met: Part,
        broken: Part,
        undemanding: &'a Bits,
    ) -> impl Iterator<Item = u64> + use<'a> {
        let (met, broken) = (self.layout.part(row, met), self.layout.part(row, broken));
        let blocks = met.iter().zip(broken).zip(undemanding.blocks());
        blocks.map(|((met, broken), undemanding)| (met | undemanding) & !broken)
    }
}
