//! Bodies without a name, where somebody founds them: "crée *une force de 5 000 hommes*", "un conseil présidentiel".
//!
//! They keep the words of the text. A body that all members of an organisation found together, and of which the
//! gazetteer knows just one, is that one. What nothing tells from others of its kind ("a créé un comité") is nobody.

use super::descriptions::reference;
use super::discourse::{Ids, sole};
use super::places::is_filled_by;
use super::reader::Reader;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

impl Reader<'_> {
    /// "crée *une force conjointe*", "la création d'*un tribunal spécial*".
    pub fn founded(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        // "le M23, *un mouvement créé par X*": it has a name.
        let one = self.traits(group.head).contains(WordTraits::FOUNDED)
            && group.apposition_to.is_none()
            && !group.features.intersects(Features::PLURAL | Features::POSSESSIVE);
        let new = || !self.definite(group) && self.is_being_founded(id);
        if !one || !(new() || self.is_founded_by_relative(id)) {
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
        // What a noun means only where a name has it tells nothing of new bodies.
        let mut plain = self.tables.anaphors(noun).filter(|anaphor| !anaphor.so_called);
        let (class, kind) = plain.find_map(|anaphor| {
            let kind = anaphor.kinds.first().copied()?;
            (kind != Kind::Place).then_some((*anaphor.classes.first()?, kind))
        })?;
        let span = self.words.span(group.head as usize..end as usize);
        let body = self.local_group(self.label_of(span), class, kind, span);
        Some(reference(
            [body].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// "*la force de réassurance* que X et Y veulent créer": the relative clause tells which one, as an article does not.
    fn is_founded_by_relative(&self, id: GroupId) -> bool {
        let end = self.group(id).words.end;
        let mut clauses = self.clauses_of(id).iter();
        self.is_followed_by_relative(id)
            && clauses.any(|clause| {
                let clause = self.clause(*clause);
                clause.is_some_and(|clause| {
                    let founding = self.tables.lemma(clause.predicate.lemma);
                    founding.contains(LemmaTraits::FOUNDING)
                        && clause.predicate.word >= end
                        && is_filled_by(clause, RoleKind::Object, id)
                })
            })
    }

    /// Whether the word behind a group and its complements is a relative pronoun.
    fn is_followed_by_relative(&self, id: GroupId) -> bool {
        let mut end = self.group(id).words.end;
        let mut whole = id;
        while let Some(complement) = self.genitive_complement(whole) {
            end = self.group(complement).words.end;
            whole = complement;
        }
        let token = self.analysis.tokens.get(end as usize);
        token.is_some_and(|token| token.features.contains(Features::RELATIVE))
    }

    /// Whether a verb or noun of founding has the group for its object.
    fn is_being_founded(&self, id: GroupId) -> bool {
        self.depends_on(id, LemmaTraits::FOUNDING)
            && self.clauses_of(id).iter().any(|clause| {
                let clause = self.clause(*clause);
                clause.is_some_and(|clause| is_filled_by(clause, RoleKind::Object, id))
            })
    }

    /// "X, Y et Z ont créé *une force conjointe*": the one of their organisation, where they are all its members.
    fn part_of_founders(&mut self, id: GroupId) -> Option<EntityId> {
        let founders = self.states_of_subject(id);
        if founders.len() < 2 {
            return None;
        }
        let noun = self.head_key(self.group(id));
        let is_whole = |organisation: &EntityId| {
            let members = || self.gazetteer.members(*organisation, self.date);
            members().count() == founders.len()
                && founders
                    .iter()
                    .all(|founder| members().any(|member| member == *founder))
        };
        let wholes: Ids = self
            .tables
            .organisations
            .iter()
            .copied()
            .filter(is_whole)
            .collect();
        if wholes.is_empty() {
            return None;
        }
        let parts = self.gazetteer.iter().filter(|(_, entity)| {
            let whole = entity.part_of;
            whole.is_some_and(|whole| wholes.contains(&whole))
        });
        let fitting = parts
            .map(|(part, _)| part)
            .filter(|part| self.is_called(*part, noun));
        sole(&fitting.collect::<Ids>())
    }

    /// Behind the words that tell what kind of body it is: "un conseil *de transition*"; how many it has tells it where
    /// nothing else does ("une force *de 5 000 hommes*").
    fn end_of_kind(&mut self, id: GroupId) -> u32 {
        let mut end = self.group(id).words.end;
        let mut whole = id;
        while let Some(complement) = self.genitive_complement(whole) {
            let group = self.group(complement);
            let start = group
                .preposition
                .as_ref()
                .map_or(group.words.start, |preposition| preposition.words.start);
            let bare = group.determiner.is_none() && !self.is_contracted(group) && start == end;
            let told = end > self.group(id).head + 1;
            let counts = group.numeral.is_some();
            if !bare || told && counts || !counts && !self.settle(complement).is_empty() {
                break;
            }
            (whole, end) = (complement, group.words.end);
        }
        end
    }
}
