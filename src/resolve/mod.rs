//! Who the groups of the text are.
//!
//! Aliases, surnames, pronouns, possessives, definite collectives and metonymy become entities of
//! the gazetteer or of the article; dates are held against the article's date. Ambiguity that
//! the text does not settle stays open: such a group refers to nobody.

use crate::mention::{EntityId, LocalEntity};
use crate::span::Span;
use smallvec::SmallVec;

/// What one noun group stands for; parallel to `clause::Analysis::groups`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Whom the group names, as a thing or a place ("à Moscou" = the city). Several for a collective.
    pub entities: SmallVec<[EntityId; 2]>,
    /// Whom it stands for where it acts (Moscou = Russie, "les ministres du Mali" = Mali);
    /// empty where that is the same.
    pub actors: SmallVec<[EntityId; 2]>,
    /// How it was found, for `explain`.
    pub by: ReferenceKind,
    /// The words that name it: the antecedent's, for a pronoun.
    pub mention: Span,
}

/// How a reference was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ReferenceKind {
    #[default]
    None,
    Name,
    Surname,
    Demonym,
    Office,
    Pronoun,
    Possessive,
    Description,
    Collective,
    Metonymy,
    Apposition,
}

/// The references of one article.
#[derive(Debug, Default, Clone)]
pub struct Resolution {
    /// Parallel to `clause::Analysis::groups`.
    pub groups: Vec<Reference>,
    /// References of single words that stand for an argument ("*leur* soutien", "l'appui *russe*"),
    /// by word index, sorted.
    pub words: Vec<(u32, Reference)>,
    /// Entities that only this article introduces, from the gazetteer's length on.
    pub locals: Vec<LocalEntity>,
    /// Dates held against the article's date, by mention: index in `MentionLayer::mentions`, and
    /// ISO 8601 or EDTF. Sorted; dates that stay open are left out.
    pub dates: Vec<(u32, String)>,
}
