//! Lists that a colon announces: behind it in the same sentence, or as items on lines of their own.
//!
//! "Trois pays ont signé : le Mali, le Niger et le Togo" names those counted; "La délégation comprend :
//! le ministre ; l'ambassadeur" has its objects behind the colon; "Les ministres ont décidé de :" leaves
//! its infinitives, "Le Conseil :" its subject, "Ont signé :" its verb to the items below.

use super::elements::{Kind, Parser};
use super::segments::{Argument, FrameKind};
use super::tables::Lists;
use super::verbs::Form;
use super::{Features, GroupId, LemmaId, Relation, Voice};
use crate::text::SentenceKind;
use std::ops::Range;

/// What a line that ends in a colon leaves to the items below it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Lead {
    /// The subject of items that are clauses without one.
    pub subject: Option<GroupId>,
    /// The clause that the items complete.
    node: Option<u32>,
    /// The preposition before the colon: "ont décidé *de* :".
    marker: Option<(LemmaId, Features)>,
    /// The first item that is a group, with the others as its conjuncts.
    first: Option<GroupId>,
}

impl Parser<'_> {
    // ---- behind a colon ----

    /// Whether the groups behind the colon at `index` are objects of the verb before it.
    pub fn colon_opens_object(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.kind(before));
        let Some(Kind::Verb(verb)) = before else {
            return false;
        };
        let group = &self.verbs[verb as usize];
        matches!(self.kind(index + 1), Some(Kind::Group(next)) if self.groups[next as usize].preposition.is_none())
            && group.form == Form::Finite
            && group.voice == Voice::Active
            && group.clitics.is_empty()
            && group.lexical.contains(Features::TRANSITIVE)
            && !self.tables.lists(group.lemma, Lists::SPEECH_VERB)
            && self.verbless_from(index + 1)
    }

    /// "Se sont réunis à Lomé : X ; Y": a plural verb opens the sentence, and nobody has been named who does it.
    pub fn colon_opens_subject(&self, index: usize) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let verb = &self.verbs[node.verb as usize];
        let plural = verb.features & super::groups::NUMBER == Features::PLURAL && verb.form == Form::Finite;
        let silent = verb.subject.is_none() && node.post_only() && node.gap == super::segments::Gap::None;
        let opens = verb.words.start <= self.span.start + 1;
        let bare = node.post.iter().all(|group| self.is_bare_singular(*group));
        matches!(self.kind(index + 1), Some(Kind::Group(next)) if self.groups[next as usize].preposition.is_none())
            && plural
            && silent
            && opens
            && bare
            && self.verbless_from(index + 1)
    }

    /// No finite verb of its own stands between `index` and the next pause that ends a clause.
    pub fn verbless_from(&self, index: usize) -> bool {
        self.verb_ahead(index).is_none()
            && !self
                .elements
                .iter()
                .skip(index)
                .take(super::segments::LOOK_AHEAD)
                .take_while(|element| !matches!(element.kind, Kind::Break | Kind::Colon | Kind::Relative))
                .any(|element| matches!(element.kind, Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite))
    }

    /// The plural group of the clause before the colon that a list behind it can name.
    pub fn announced(&mut self, index: usize) -> Option<GroupId> {
        let first = match self.kind(index + 1) {
            Some(Kind::Group(first)) => first,
            _ => return None,
        };
        let bare = self.groups[first as usize].preposition.is_none();
        if !bare || !self.list_behind(index + 1, first) || !self.verbless_from(index + 1) {
            return None;
        }
        let edge = self.edge();
        let node = self.top().node.map(|node| &self.nodes[node as usize]);
        let subject = node.and_then(|node| node.preverbal.last().copied());
        let object = node.and_then(|node| node.post.first().copied());
        edge.iter().copied().chain(object).chain(subject).find(|group| {
            let found = &self.groups[*group as usize];
            let note = self.notes[*group as usize];
            found.features.contains(Features::PLURAL)
                && !found.features.contains(Features::SINGULAR | Features::TIME)
                && found.apposition.is_none()
                && found.next_conjunct.is_none()
                && !note.name
                && !note.pronoun
        })
    }

    /// More than one group, parted by commas, semicolons or a conjunction.
    fn list_behind(&self, index: usize, first: GroupId) -> bool {
        self.list_ahead(index, first)
            || self
                .elements
                .iter()
                .skip(index + 1)
                .take(super::segments::LOOK_AHEAD)
                .any(|element| element.kind == Kind::Break && element.words.end < self.span.end)
    }

    /// The group behind a semicolon goes on with a list.
    pub fn item_follows(&self, index: usize) -> bool {
        matches!(self.kind(index + 1), Some(Kind::Group(group))
            if self.groups[group as usize].preposition.is_none()
                && !self.groups[group as usize].features.contains(Features::TIME))
            && self.verbless_from(index + 1)
    }

    // ---- items on lines of their own ----

    fn is_item(&self) -> bool {
        let marked = self
            .elements
            .first()
            .is_some_and(|element| matches!(element.kind, Kind::Colon | Kind::Open | Kind::Other));
        marked
            || self
                .text
                .sentences
                .get(self.sentence as usize)
                .is_some_and(|sentence| sentence.kind == SentenceKind::Item)
    }

    /// "En conséquence, le Mali :" leaves its subject to the items below, "ont décidé de :" its
    /// infinitives; an item keeps both for the next.
    pub fn note_lead(&mut self, mut clauses: Range<usize>) {
        let colon = self
            .elements
            .last()
            .is_some_and(|element| element.kind == Kind::Colon);
        if !colon {
            if !self.is_item() {
                self.lead = Lead::default();
            }
            return;
        }
        let finite = clauses.rfind(|node| self.verbs[self.nodes[*node].verb as usize].form == Form::Finite);
        let bare = self.frames.first().and_then(|frame| {
            let bare = |group: &&GroupId| !self.groups[**group as usize].features.contains(Features::TIME);
            frame.preverbal.iter().rev().find(bare).copied()
        });
        let preposition = self.elements.iter().rev().nth(1);
        self.lead = Lead {
            subject: bare.filter(|_| finite.is_none()),
            node: finite.map(|node| node as u32),
            marker: preposition
                .filter(|element| element.kind == Kind::Preposition)
                .map(|element| (element.token.lemma, element.token.features)),
            first: None,
        };
    }

    /// Hangs the infinitives and the first bare group of an item on the clause that announces them.
    pub fn settle_item(&mut self, clauses: Range<usize>) {
        let Some(lead) = self.lead.node.filter(|_| self.is_item()) else {
            return;
        };
        if self.lead.marker.is_some() {
            for index in clauses {
                let node = &self.nodes[index];
                let loose = node.kind == FrameKind::Infinitive
                    && node.governor.is_none()
                    && node
                        .parent
                        .is_none_or(|parent| self.frames[parent as usize].node.is_none())
                    && node.relation == Relation::Complement
                    && self.verbs[node.verb as usize].marker.is_none();
                if loose {
                    let verb = node.verb;
                    self.verbs[verb as usize].marker = self.lead.marker;
                    self.nodes[index].governor = Some(lead);
                }
            }
            return;
        }
        let finite = self.nodes[clauses]
            .iter()
            .any(|node| node.kind == FrameKind::Main && self.verbs[node.verb as usize].form == Form::Finite);
        let item = self.frames.iter().find_map(|frame| {
            let waits = frame.kind == FrameKind::Main && frame.node.is_none();
            let bare = |group: &&GroupId| !self.groups[**group as usize].features.contains(Features::TIME);
            frame.preverbal.iter().find(bare).copied().filter(|_| waits)
        });
        if let Some(item) = item.filter(|_| !finite) {
            self.add_item(lead, item);
        }
    }

    /// The item is one more subject or object of the clause that announces the list.
    fn add_item(&mut self, lead: u32, item: GroupId) {
        if let Some(first) = self.lead.first {
            if self.groups[item as usize].first_conjunct.is_none() {
                self.join(first, item);
            }
            return;
        }
        let node = &self.nodes[lead as usize];
        let verb = &self.verbs[node.verb as usize];
        if self.tables.reports(verb.lemma) || node.impersonal {
            return;
        }
        let argument = Some(Argument::Group(item));
        let takes_object = verb.voice == Voice::Active
            && verb.lexical.contains(Features::TRANSITIVE)
            && node.object.is_none();
        if node.subject.is_none() && verb.subject.is_none() {
            self.nodes[lead as usize].subject = argument;
        } else if takes_object {
            self.nodes[lead as usize].object = argument;
        } else {
            return;
        }
        self.notes[item as usize].node = Some(lead);
        self.lead.first = Some(item);
    }
}
