//! Who speaks, and for whom: "« *Nous* vendrons des chars », a-t-*il* dit".

use super::discourse::Ids;
use super::places::Place;
use super::possessives::DEPTH;
use super::reader::{Reader, extend};
use super::tables::{Pronoun, Section};
use super::traits::WordTraits;
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, Filler, GroupId, PredicateKind, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind, MentionKind};
use std::ops::Range;

/// How many of those who tell something together are looked at.
const MOST_COUNTED: usize = 12;

/// How many sentences the dateline may stand among.
const DATELINE_REACH: usize = 4;

/// How many clauses of a quotation are looked at.
const MOST_QUOTED: usize = 16;

/// How many verbs above a clause are looked at.
const MOST_GOVERNORS: usize = 6;

impl Reader<'_> {
    /// "je" is who speaks; "nous" is his side: his state, his organisation.
    pub fn speaker(&mut self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        // A possessive may stand deep inside an argument.
        let above = self.upwards(id).take(DEPTH + 1);
        let mut clauses = above.flat_map(|at| self.clauses_of(at));
        let speaker = clauses.find_map(|clause| self.clause(*clause)?.attributions.last()?.speaker);
        let Some(speaker) = speaker else {
            return self.where_it_is_written(id, pronoun);
        };
        let found = self.resolve(speaker);
        let words = &self.group(speaker).words;
        let mention = self.words.span(words.start as usize..words.end as usize);
        let entities = if pronoun.features.contains(Features::PLURAL) {
            let side = self.side_of(found.acting());
            if side.is_empty() {
                self.side_of_unnamed(speaker)
            } else {
                side
            }
        } else {
            found.entities
        };
        Some(Reference {
            entities,
            by: ReferenceKind::Pronoun,
            mention,
            ..Reference::default()
        })
    }

    /// "Bamako, jeudi 6 novembre : *notre* pays …": whose words nobody else's are writes from the state of his dateline.
    fn where_it_is_written(&self, id: GroupId, pronoun: Pronoun) -> Option<Reference> {
        let group = self.group(id);
        let own = Section::COUNTRY | Section::GOVERNMENT | Section::FORCE;
        let state =
            self.sections(group).intersects(own) || self.traits(group.head).contains(WordTraits::CAPITAL);
        let told = state
            && pronoun.features.contains(Features::PLURAL)
            && group.features.contains(Features::POSSESSIVE);
        let text = self.words.text;
        let quoted = || {
            let mut quotations = text.quotations.iter();
            quotations.any(|quotation| quotation.words.contains(&group.head))
        };
        let spoken = || {
            let mut clauses = self.clauses_of(id).iter();
            clauses.any(|at| {
                self.clause(*at)
                    .is_some_and(|clause| !clause.attributions.is_empty())
            })
        };
        if !told || quoted() || spoken() {
            return None;
        }
        let mut top = text.sentences.iter().take(DATELINE_REACH);
        let state = top.find_map(|line| self.state_of_dateline(&line.words))?;
        Some(Reference {
            entities: [state].into_iter().collect(),
            by: ReferenceKind::Possessive,
            ..Reference::default()
        })
    }

    /// The state of the place that stands beside a day in a line without a verb.
    fn state_of_dateline(&self, line: &Range<u32>) -> Option<EntityId> {
        let mentions = &self.layer.mentions;
        let from = mentions.partition_point(|mention| mention.words.start < line.start);
        let inside = || {
            let here = mentions[from..].iter().enumerate();
            here.take_while(|(_, mention)| mention.words.start < line.end)
        };
        let dated = inside().any(|(_, mention)| matches!(mention.kind, MentionKind::Date(_)));
        let tells = |clause: &Clause| {
            clause.predicate.kind == PredicateKind::Verb && line.contains(&clause.predicate.word)
        };
        if !dated || self.analysis.clauses.iter().any(tells) {
            return None;
        }
        let mut named = inside().filter_map(|(at, _)| self.bearers[from + at]);
        named.find_map(|place| {
            let placed = matches!(self.kind(place), Kind::Place | Kind::State);
            self.state_behind(place).filter(|_| placed)
        })
    }

    /// For whom somebody speaks when he says "nous".
    fn side_of(&self, speakers: &[EntityId]) -> Ids {
        let mut side = Ids::new();
        for speaker in speakers {
            if self.kind(*speaker) != Kind::Person {
                extend(&mut side, &[*speaker]);
                continue;
            }
            let told = self
                .epithets
                .iter()
                .rev()
                .find(|epithet| epithet.person == *speaker && !epithet.of.is_empty());
            let told = told.map(|epithet| epithet.of.clone()).unwrap_or_default();
            // "le porte-parole de l'armée": those under arms whom he speaks for, rather than their state.
            let armed = |body: &EntityId| matches!(self.kind(*body), Kind::ArmedForce | Kind::ArmedGroup);
            let mut own = if !told.is_empty() && told.iter().all(armed) {
                told.clone()
            } else {
                self.states_of_person(*speaker)
            };
            if own.is_empty() {
                own = told;
            }
            if own.is_empty() {
                let offices = self.offices_of(*speaker);
                let held = offices.iter().filter(|office| office.period.contains(self.date));
                own = held.map(|office| office.of).take(1).collect();
            }
            extend(&mut side, &own);
        }
        side
    }

    /// "« Nous … », confie *une source militaire à Bangui*", "un conseiller *du général X*": whom somebody unnamed
    /// serves, by where he does or under whom. What people of a town say is said of nobody's side.
    fn side_of_unnamed(&mut self, speaker: GroupId) -> Ids {
        let group = self.group(speaker);
        let section = self.sections(group);
        let serves = section.intersects(Section::OFFICIAL | Section::PERSONNEL | Section::FORCE)
            || self.traits(group.head).contains(WordTraits::SOURCE);
        if !serves || self.is_former(group) || !self.found(speaker).is_empty() {
            return Ids::new();
        }
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        if states.is_empty() {
            states = self.states_of_complements(speaker, 1);
        }
        self.states(&states)
    }

    /// "Ses experts pourraient, a-t-*il* ajouté, *l'*aider": whose words an insertion marks calls himself otherwise, as
    /// somebody of whom a verb above tells it ("dit qu'ils *l'*aideront") does not.
    pub fn speaking_of_himself(&self, clauses: &[ClauseId], named: &mut Ids) {
        for id in clauses {
            let attribution = self.clause(*id).and_then(|clause| clause.attributions.last());
            let Some(attribution) = attribution else { continue };
            let above = |id: &ClauseId| self.clause(*id)?.governor.map(|governor| governor.clause);
            let mut governors = std::iter::successors(above(id), above).take(MOST_GOVERNORS);
            let told_above = governors.any(|governor| {
                let clause = self.clause(governor);
                clause.is_some_and(|clause| clause.predicate.word == attribution.marker)
            });
            let inserted = |speaker: &GroupId| !told_above && self.is_inverted(*speaker);
            if let Some(speaker) = attribution.speaker.filter(inserted) {
                extend(named, &self.found(speaker).entities);
            }
        }
    }

    /// "« *Le Tchad* avance. Nous le suivons », a-t-*il* dit": whom he speaks of is not he.
    pub fn spoken_of_by(&self, id: GroupId) -> impl Iterator<Item = GroupId> {
        let own = self.place(id).map_or(0, |place| place.clause);
        let before = (0..own).rev().take(MOST_QUOTED);
        let quoted = before
            .filter_map(|clause| self.clause(clause))
            .filter(move |clause| {
                let mut attributions = clause.attributions.iter();
                attributions.any(|attribution| attribution.speaker == Some(id))
            });
        quoted.flat_map(|clause| {
            clause.roles.iter().filter_map(|role| match role.filler {
                Filler::Group(group) => Some(group),
                _ => None,
            })
        })
    }

    /// "« … », a déclaré *ce dernier*": a subject behind its verb.
    pub fn stands_behind_verb(&self, id: GroupId, place: Place) -> bool {
        let clause = self
            .clause(place.clause)
            .filter(|_| place.kind == RoleKind::Subject);
        clause.is_some_and(|clause| clause.predicate.word < self.group(id).words.start)
    }

    /// "a-t-*il*": a pronoun joined to the verb before it.
    pub fn is_inverted(&self, id: GroupId) -> bool {
        self.words.word(self.group(id).head as usize).starts_with('-')
    }

    /// "*Les deux pays* rompront, ont annoncé X et Y": as many states as tell it of themselves.
    pub fn states_telling_it(&mut self, id: GroupId, count: usize) -> Option<Ids> {
        let clauses = self.clauses_of(id).iter();
        let speaker = clauses
            .filter_map(|clause| self.clause(*clause)?.attributions.last()?.speaker)
            .next()?;
        let mut states = Ids::new();
        for member in self.conjuncts(speaker).take(MOST_COUNTED) {
            let found = self.resolve(member);
            extend(&mut states, &self.states(found.acting()));
        }
        (states.len() == count).then_some(states)
    }
}
