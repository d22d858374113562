//! What hangs on a word that may set frames off, argument by argument.

use super::survey::ClassSet;
use crate::clause::Filler;
use crate::lexicon::LemmaId;
use smallvec::SmallVec;

/// The arguments of one word, in the order in which they are offered to places; few words have more.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    arguments: SmallVec<[Argument; 6]>,
    /// The conjuncts of the first argument, then those of the next.
    fillers: SmallVec<[Filler; 12]>,
}

/// Something that may fill a place; conjuncts together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Argument {
    /// Where it stands.
    pub position: ArgumentPosition,
    /// Inherited from who only tells of it.
    pub reported: bool,
    /// The classes of everybody whom the conjuncts stand for.
    pub classes: ClassSet,
    /// Where its conjuncts lie among those of all arguments.
    begin: u32,
    end: u32,
}

/// Where an argument stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArgumentPosition {
    Subject,
    Object,
    Attribute,
    /// After a preposition; none for a bare date.
    Oblique(Option<LemmaId>),
}

impl Arguments {
    /// Begins an argument, whose conjuncts are yet to come.
    pub fn begin(&mut self, position: ArgumentPosition, reported: bool) {
        let begin = self.fillers.len() as u32;
        self.arguments.push(Argument {
            position,
            reported,
            classes: ClassSet::default(),
            begin,
            end: begin,
        });
    }

    /// Adds a conjunct, which stands for somebody of these classes, to the last argument.
    pub fn join(&mut self, filler: Filler, classes: ClassSet) {
        if let Some(last) = self.arguments.last_mut() {
            last.classes |= classes;
            last.end += 1;
            self.fillers.push(filler);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.arguments.len()
    }

    /// One of them.
    pub fn get(&self, at: usize) -> Argument {
        self.arguments[at]
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Argument> {
        self.arguments.iter()
    }

    /// The conjuncts of one of them.
    pub fn fillers(&self, argument: &Argument) -> &[Filler] {
        &self.fillers[argument.begin as usize..argument.end as usize]
    }

    /// The conjuncts of those whose position `stands` accepts.
    pub fn at(&self, stands: impl Fn(ArgumentPosition) -> bool) -> impl Iterator<Item = &[Filler]> {
        let standing = self.iter().filter(move |argument| stands(argument.position));
        standing.map(|argument| self.fillers(argument))
    }

    /// Whether some of them are subjects.
    pub fn have_subject(&self) -> bool {
        self.iter()
            .any(|argument| argument.position == ArgumentPosition::Subject)
    }
}
