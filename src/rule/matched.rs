//! What a rule found.

use super::table::RoleIndex;
use crate::clause::{ClauseId, Factuality, Filler, GroupId, Status};
use crate::mention::EntityId;
use crate::span::Span;
use crate::text::WordIndex;
use smallvec::SmallVec;

/// Index of a rule in its [`super::Rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub u16);

/// The part of a rule that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Construction {
    /// `[[frame]]`, counted from 0.
    Frame(u16),
    /// `[[pattern]]`, counted from 0.
    Pattern(u16),
}

impl Construction {
    /// As rule authors count: "frame 1" is the first one of the file.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Frame(index) => format!("frame {}", index + 1),
            Self::Pattern(index) => format!("pattern {}", index + 1),
        }
    }
}

/// A rule that fits a place of the text.
#[derive(Debug, Clone)]
pub struct Match {
    /// Which rule.
    pub rule: RuleIndex,
    /// Which of its parts.
    pub construction: Construction,
    /// The word that set it off.
    pub trigger: WordIndex,
    /// The clause that the word makes, or stands in.
    pub clause: Option<ClauseId>,
    /// What fills the roles.
    pub fillings: Vec<Filling>,
    /// Head words of the fixed companions: "soutien" of "apporter son soutien".
    pub companions: SmallVec<[WordIndex; 2]>,
    /// Polarity, modality and phase, with what the construction and its governors add.
    pub factuality: Factuality,
    /// Whose members pair with each other, where not subject with object.
    pub pairs: Option<RoleIndex>,
    /// Who says it, where a rule's `content` settles that.
    pub speaker: SmallVec<[Value; 1]>,
    /// The word that set off what this says again of another ("X a fait de même").
    pub antecedent: Option<WordIndex>,
}

impl Match {
    /// What fills a role.
    #[must_use]
    pub fn filling(&self, role: RoleIndex) -> Option<&Filling> {
        self.fillings.iter().find(|filling| filling.role == role)
    }

    /// The values of a role; none where it is empty.
    #[must_use]
    pub fn values(&self, role: RoleIndex) -> &[Value] {
        self.filling(role).map_or(&[], |filling| &filling.values)
    }

    /// As in the annotation guide.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.factuality.status()
    }
}

/// What fills one role.
#[derive(Debug, Clone)]
pub struct Filling {
    /// Which role.
    pub role: RoleIndex,
    /// The words, conjunct by conjunct.
    pub fillers: SmallVec<[Filler; 3]>,
    /// What they stand for; empty for a role that only restrains.
    pub values: SmallVec<[Value; 2]>,
}

/// Stretches of text that belong together, words of other roles between them left out.
pub type Pieces = SmallVec<[Span; 1]>;

/// What a filler stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An entity, with the words that name it.
    Entity { entity: EntityId, mention: Span },
    /// Somebody without a name ("des individus armés").
    Unnamed { group: GroupId, mention: Span },
    /// The words.
    Text(Pieces),
    /// A number.
    Number(i64),
}

impl Value {
    /// The words that name a party.
    #[must_use]
    pub const fn mention(&self) -> Option<Span> {
        match self {
            Self::Entity { mention, .. } | Self::Unnamed { mention, .. } => Some(*mention),
            Self::Text(_) | Self::Number(_) => None,
        }
    }

    /// Whether both are one party, whatever the words.
    #[must_use]
    pub fn same_party(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entity { entity: one, .. }, Self::Entity { entity: two, .. }) => one == two,
            _ => self == other,
        }
    }
}
