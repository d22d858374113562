//! Bodies without a name, where somebody founds them: "crée *une force de 5 000 hommes*", "un conseil présidentiel".
//!
//! They keep the words of the text. A body that all members of an organisation found together, and of which the
//! gazetteer knows just one, is that one. What nothing tells from others of its kind ("a créé un comité") is nobody.

use super::descriptions::reference;
use super::discourse::sole;
use super::reader::Reader;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Filler, GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

impl Reader<'_> {
    /// "crée *une force conjointe*", "la création d'*un tribunal spécial*".
    pub fn founded(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let new = self.traits(group.head).contains(WordTraits::FOUNDED)
            && !self.definite(group)
            && !group.features.intersects(Features::PLURAL | Features::POSSESSIVE);
        if !new || !self.is_founded_by_body(id) {
            return None;
        }
        if let Some(part) = self.part_of_founders(id) {
            return Some(reference(
                [part].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        // "un nouveau comité" is any.
        let end = self.end_of_kind(id);
        if end == group.head + 1 {
            return None;
        }
        let noun = self.head_key(group);
        let (class, kind) = self.tables.anaphors(noun).find_map(|anaphor| {
            let kind = anaphor.kinds.first().copied()?;
            (kind != Kind::Place).then_some((*anaphor.classes.first()?, kind))
        })?;
        let span = self.words.span(group.head as usize..end as usize);
        let words: Vec<_> = span.of(self.words.source).split_whitespace().collect();
        let body = self.local_group(words.join(" "), class, kind, span);
        Some(reference(
            [body].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// Whether states or organisations found it. What somebody sets up in his own house belongs to that: "le président
    /// X a créé un comité de suivi".
    fn is_founded_by_body(&mut self, id: GroupId) -> bool {
        if !self.depends_on(id, LemmaTraits::FOUNDING) {
            return false;
        }
        let founding = self.clauses_of(id).iter().copied().find(|clause| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| {
                let mut roles = clause.roles.iter();
                roles.any(|role| role.kind == RoleKind::Object && role.filler == Filler::Group(id))
            })
        });
        let Some(clause) = founding.and_then(|clause| self.clause(clause)) else {
            return false;
        };
        let founders = clause.roles.iter().filter(|role| role.kind == RoleKind::Subject);
        founders.into_iter().all(|role| {
            let Filler::Group(founder) = role.filler else {
                return true;
            };
            let acting = self.resolve(founder);
            let acting = acting.acting();
            !acting.is_empty() && acting.iter().all(|one| self.kind(*one) != Kind::Person)
        })
    }

    /// "X, Y et Z ont créé *une force conjointe*": the one of their organisation, where they are all its members.
    fn part_of_founders(&mut self, id: GroupId) -> Option<EntityId> {
        let mut founders = self.states_of_subject(id);
        if founders.len() < 2 {
            return None;
        }
        founders.sort_unstable();
        let noun = self.head_key(self.group(id));
        let is_whole = |organisation: &EntityId| {
            let mut members: Vec<_> = self.gazetteer.members(*organisation, self.date).collect();
            members.sort_unstable();
            members.as_slice() == founders.as_slice()
        };
        let wholes: super::discourse::Ids =
            self.tables.organisations.iter().copied().filter(is_whole).collect();
        let parts = self.gazetteer.iter().filter(|(_, entity)| {
            let whole = entity.part_of;
            whole.is_some_and(|whole| wholes.contains(&whole))
        });
        let fitting = parts.map(|(part, _)| part).filter(|part| self.points_to(noun, *part));
        sole(&fitting.collect::<super::discourse::Ids>())
    }

    /// Behind the words that tell what kind of body it is: "un conseil *de transition*", "une force *de 5 000 hommes*".
    fn end_of_kind(&mut self, id: GroupId) -> u32 {
        let mut end = self.group(id).words.end;
        let mut whole = id;
        while let Some(complement) = self.genitive_complement(whole) {
            let group = self.group(complement);
            let start = group
                .preposition
                .as_ref()
                .map_or(group.words.start, |preposition| preposition.words.start);
            let bare = group.determiner.is_none() && !self.is_contracted(group);
            if !bare || start != end || !self.settle(complement).is_empty() && group.numeral.is_none() {
                break;
            }
            (whole, end) = (complement, group.words.end);
        }
        end
    }
}
