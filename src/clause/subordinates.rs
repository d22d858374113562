//! Opens conjunctional clauses and clefts.
//!
//! "que" completes a verb or a noun, singles something out ("c'est X que"), or is a relative pronoun after all; other
//! conjunctions say how their clause hangs on the one above.

use super::elements::{Kind, Parser};
use super::segments::{FrameKind, Gap, LOOK_AHEAD, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, Relation, Voice};

impl Parser<'_> {
    pub fn open_subordinate(&mut self, index: usize, link: &Link) {
        let Some(element) = self.element(index) else {
            return;
        };
        let (start, token) = (element.words.start, element.token);
        let complementiser = token.lemma == self.tables.words.complementiser
            || token.features.contains(Features::COMPLEMENTISER);
        if complementiser && self.compares(index) {
            return;
        }
        if !self.clause_ahead(index) {
            if complementiser {
                self.restrict();
            }
            return;
        }
        if complementiser && self.restrictive_here() && !self.clause_directly_ahead(index) {
            self.restrict();
            return;
        }
        if complementiser && let Some((position, node)) = self.presentative(link.comma) {
            self.open_cleft(index, position, node);
            return;
        }
        if complementiser && (self.follows_its_antecedent(index, link) || self.continues_relative(link)) {
            self.open_relative(index, link);
            return;
        }
        let relation = relation_of(token.features, complementiser);
        if link.coordinator.is_some() {
            self.close_for_conjunct(relation);
        }
        // "accuse X d'avoir menti, *tandis que* Y se tait": behind a comma it goes with the main verb.
        if link.comma && !complementiser && relation == Relation::Adverbial {
            self.leave_infinitives();
        }
        let governing_word = if complementiser {
            self.word_before(index)
        } else {
            None
        };
        let group = governing_word.and_then(|_| match self.kind(index - 1) {
            Some(Kind::Group(group)) => Some(group),
            _ => None,
        });
        let kind = if complementiser {
            FrameKind::Complement
        } else {
            FrameKind::Adverbial
        };
        self.push_frame(kind, start);
        let frame = self.top();
        frame.relation = relation;
        frame.governing_word = governing_word;
        frame.group = group;
        frame.marker = token.features;
    }

    /// Closes the infinitives on top.
    pub fn leave_infinitives(&mut self) {
        let infinitive = |frame: &u32| self.frames[*frame as usize].kind == FrameKind::Infinitive;
        let keep = self.stack.iter().rposition(|frame| !infinitive(frame));
        if let Some(keep) = keep {
            self.pop_to(keep);
        }
    }

    /// "La Russie, *plus que la Chine*, soutient X": a comparison between commas holds no clause.
    pub fn compares(&self, index: usize) -> bool {
        let degree = index.checked_sub(1).and_then(|before| self.element(before));
        let opens = degree.is_some_and(|degree| {
            degree.kind == Kind::Adverb && self.tables.lists(degree.token.lemma, Lists::QUANTIFIER)
        });
        let comma = index.checked_sub(2).and_then(|before| self.kind(before)) == Some(Kind::Comma);
        let group = |at: &usize| matches!(self.kind(*at), Some(Kind::Group(_)));
        let close = (index + 1..index + 6).find(|at| !group(at));
        let closed = close.is_some_and(|close| {
            close > index + 1 && matches!(self.kind(close), Some(Kind::Comma | Kind::Break))
        });
        opens && comma && closed
    }

    /// ", que" right behind a group: a relative pronoun taken for a conjunction.
    fn follows_its_antecedent(&self, index: usize, link: &Link) -> bool {
        if self.verb_before_subject(index, link) {
            return true;
        }
        if !link.comma && link.coordinator.is_none() {
            return self.completes_no_verb(index);
        }
        let behind = link.comma && link.coordinator.is_none();
        let before = index
            .checked_sub(2)
            .filter(|_| behind)
            .and_then(|before| self.before_bracket(before))
            .and_then(|before| self.kind(before));
        let Some(Kind::Group(group)) = before else {
            return false;
        };
        let speech = self.stack.last().is_some_and(|frame| {
            self.frames[*frame as usize].node.is_some_and(|node| {
                self.tables
                    .reports(self.verbs[self.nodes[node as usize].verb as usize].lemma)
            })
        });
        !speech && !self.groups[group as usize].features.contains(Features::TIME)
    }

    /// The element in front of the brackets that close at `at`; `at` where none do.
    fn before_bracket(&self, at: usize) -> Option<usize> {
        if self.kind(at) != Some(Kind::Close) {
            return Some(at);
        }
        (at.saturating_sub(8)..at)
            .rev()
            .find(|before| self.elements[*before].kind == Kind::Open)?
            .checked_sub(1)
    }

    /// ", que soutient Téhéran": a verb right behind "que" has its subject after it, which no
    /// conjunction allows behind a noun; clefts apart.
    fn verb_before_subject(&self, index: usize, link: &Link) -> bool {
        let behind = if link.comma {
            index.checked_sub(2)
        } else {
            index.checked_sub(1)
        };
        let antecedent = matches!(behind.and_then(|behind| self.kind(behind)), Some(Kind::Group(group))
            if !self.notes[group as usize].clitic && !self.groups[group as usize].features.contains(Features::TIME));
        let verb = match self.kind(index + 1) {
            Some(Kind::Verb(verb)) => &self.verbs[verb as usize],
            _ => return false,
        };
        let bare = matches!(self.kind(self.next_weighty(index + 1)), Some(Kind::Group(group)) if self.groups[group as usize].preposition.is_none());
        // "…, que soutient Ankara", "a salué les forces que soutient Ankara": no speech where the verb
        // above has its object or is parted off.
        let saturated = self.stack.last().is_none_or(|frame| {
            self.frames[*frame as usize]
                .node
                .is_none_or(|node| !self.nodes[node as usize].post.is_empty())
        });
        let transitive = verb.lexical.contains(Features::TRANSITIVE) && verb.voice == Voice::Active;
        antecedent
            && link.coordinator.is_none()
            && verb.form == Form::Finite
            && verb.subject.is_none()
            && verb.clitics.is_empty()
            && bare
            && transitive
            && (link.comma || saturated || !self.tables.reports(verb.lemma))
    }

    /// "c'est X que", "ce n'est qu'en mai que": the presentative clause, with what it singles out; a
    /// description of that may be open above it.
    pub fn presentative(&self, comma: bool) -> Option<(usize, u32)> {
        if let Some(reason) = self.reason_singled_out(comma) {
            return Some(reason);
        }
        let mut position = self.stack.len().checked_sub(1)?;
        if self.frames[self.stack[position] as usize].kind == FrameKind::Participle {
            position = position.checked_sub(1)?;
        }
        let frame = &self.frames[self.stack[position] as usize];
        let node = frame.node.filter(|node| self.is_presentative(*node))?;
        let found = &self.nodes[node as usize];
        let behind = self.verbs[found.verb as usize].word;
        let (bare, oblique) = (found.post.first(), found.obliques.iter());
        let focus = oblique
            .chain(bare)
            .any(|group| self.groups[*group as usize].words.start > behind);
        // "c'est l'objet d'un amendement que": the nearest noun, unless only a name stands between.
        let nearest = frame.edge.first().copied();
        let names =
            nearest.is_none_or(|nearest| self.class(self.groups[nearest as usize].head) == Class::ProperNoun);
        let direct = bare.is_none() || comma || nearest == bare.copied() || names;
        (focus && direct).then_some((position, node))
    }

    /// "c'est *parce que X a livré des armes* que": a whole clause is singled out.
    fn reason_singled_out(&self, comma: bool) -> Option<(usize, u32)> {
        let position = self.stack.len().checked_sub(2).filter(|_| !comma)?;
        let node = |position: usize| self.frames[self.stack[position] as usize].node;
        let (presentative, reason) = (node(position)?, node(position + 1)?);
        let adverbial = self.frames[self.stack[position + 1] as usize].kind == FrameKind::Adverbial;
        let told = &self.nodes[reason as usize];
        let content = self.tables.reports(self.verbs[told.verb as usize].lemma) && told.post.is_empty();
        let alone = self.nodes[presentative as usize].post.is_empty();
        (adverbial && alone && !content && self.is_presentative(presentative))
            .then_some((position, presentative))
    }

    /// "c'est", "ce sont".
    pub fn is_presentative(&self, node: u32) -> bool {
        let verb = &self.verbs[self.nodes[node as usize].verb as usize];
        verb.lemma == self.tables.words.be
            && verb.subject.is_some_and(|subject| {
                let head = self.token(self.groups[subject as usize].head);
                self.tables.lists(head.lemma, Lists::PRESENTATIVE)
            })
    }

    /// "c'est X que Paris accuse", "c'est à Istanbul que X a rencontré Y".
    pub fn open_cleft(&mut self, index: usize, position: usize, node: u32) {
        let start = self.elements[index].words.start;
        let marker = self.elements[index].token.features;
        let bare = self.nodes[node as usize].post.first().copied();
        let governing = bare.and_then(|group| {
            let found = &self.groups[group as usize];
            let note = self.notes[group as usize];
            let actor = note.name || note.pronoun || found.features.contains(Features::HUMAN);
            (!actor && !self.lacks_object(index)).then_some((found.head, group))
        });
        self.pop_to(position);
        let (kind, relation, gap) = match (bare, governing) {
            (Some(_), None) => (FrameKind::Relative, Relation::Relative, Gap::Object),
            (Some(_), Some(_)) => (FrameKind::Complement, Relation::Complement, Gap::None),
            (None, _) => (FrameKind::Complement, Relation::Complement, Gap::Focus),
        };
        self.push_frame(kind, start);
        let frame = self.top();
        frame.relation = relation;
        frame.gap = gap;
        frame.marker = marker;
        frame.group = bare;
        frame.governing_word = governing.map(|(word, _)| word);
        if gap == Gap::Object {
            frame.governor = None;
        }
    }

    /// The next finite verb takes an object and has none behind it.
    pub fn lacks_object(&self, index: usize) -> bool {
        let verb =
            (index + 1..(index + 8).min(self.elements.len())).find_map(|at| match self.elements[at].kind {
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => Some((at, verb)),
                _ => None,
            });
        let Some((at, verb)) = verb else { return false };
        let group = &self.verbs[verb as usize];
        let follows = matches!(self.kind(at + 1), Some(Kind::Group(next)) if self.groups[next as usize].preposition.is_none()
            && !self.groups[next as usize].features.contains(Features::TIME));
        // "que X a décidé *de lever* contre Y"
        let below = match self.kind(at + 1) {
            Some(Kind::Verb(below)) => {
                let below = &self.verbs[below as usize];
                let bare = matches!(self.kind(at + 2), Some(Kind::Group(next)) if self.groups[next as usize].preposition.is_none()
                    && !self.groups[next as usize].features.contains(Features::TIME));
                Some(
                    below.form == Form::Infinitive
                        && below.lexical.contains(Features::TRANSITIVE)
                        && below.clitics.is_empty()
                        && !bare
                        && !matches!(self.kind(at + 2), Some(Kind::Subordinator | Kind::Verb(_))),
                )
            }
            _ => None,
        };
        if let Some(below) = below {
            return below && group.voice == Voice::Active;
        }
        group.lexical.contains(Features::TRANSITIVE)
            && group.voice == Voice::Active
            && group.clitics.is_empty()
            && self.kind(at + 1) != Some(Kind::Subordinator)
            && (!follows || at == index + 1)
    }

    /// "qui opère au Tchad et que Paris finance": a relative clause goes on.
    fn continues_relative(&self, link: &Link) -> bool {
        let open = self.stack.iter().rev().find_map(|frame| {
            let frame = &self.frames[*frame as usize];
            matches!(frame.kind, FrameKind::Relative | FrameKind::Complement).then_some(frame.kind)
        });
        link.coordinator.is_some() && open == Some(FrameKind::Relative)
    }

    /// "un réseau que X a décrit": the verb before has its object and reports nothing.
    fn completes_no_verb(&self, index: usize) -> bool {
        let Some(Kind::Group(group)) = index.checked_sub(1).and_then(|before| self.kind(before)) else {
            return false;
        };
        let frame = &self.frames[self.stack.last().copied().unwrap_or_default() as usize];
        let Some(node) = frame.node else { return false };
        let node = &self.nodes[node as usize];
        let verb = self.verbs[node.verb as usize].lemma;
        let head = self.token(self.groups[group as usize].head).lemma;
        let governs = self
            .noun_of(group)
            .is_some_and(|entry| !entry.infinitive.is_empty())
            || self.tables.lists(head, Lists::SPEECH_NOUN)
            || self.tables.governor(verb, Class::Verb, false).clause.is_some();
        let note = self.notes[group as usize];
        // "a soutenu le pacte par la force que X a créée": speech verbs too, where the clause lacks its object.
        let beside = self.groups[group as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| preposition.lemma != self.tables.words.dative);
        let speaks = self.tables.reports(verb)
            && !(beside && !self.tables.verb(verb).object_genitive && self.lacks_object(index));
        !node.post.is_empty()
            && !governs
            && !note.clitic
            && !self.tables.verb(verb).copula
            && !speaks
            && !self.groups[group as usize].features.contains(Features::TIME)
    }

    /// "l'idée que", "il est clair que": the noun or adjective just before.
    fn word_before(&self, index: usize) -> Option<u32> {
        match self.kind(index.checked_sub(1)?)? {
            Kind::Group(group) if self.parts_speech_from_content(group) => None,
            Kind::Group(group) => {
                let found = &self.groups[group as usize];
                let note = self.notes[group as usize];
                (!note.name && !note.pronoun && !note.clitic && self.class(found.head) == Class::Noun)
                    .then_some(found.head)
            }
            Kind::Adjective => Some(self.elements[index - 1].words.start),
            _ => None,
        }
    }

    /// "dans *un entretien* au journal": the noun that a complement is of in the end.
    pub fn outermost(&self, group: GroupId) -> GroupId {
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let chain = std::iter::successors(Some(group), above).take(4);
        chain.last().unwrap_or(group)
    }

    /// "a rappelé *au passage* que": a circumstance, while the verb of speech still waits for what is said.
    pub fn parts_speech_from_content(&self, group: GroupId) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let head = self.token(self.groups[group as usize].head).lemma;
        let speaks = self.tables.reports(self.verbs[node.verb as usize].lemma);
        speaks
            && node.post.is_empty()
            && node.obliques.contains(&self.outermost(group))
            && self.groups[group as usize].preposition.is_some()
            && !self.tables.lists(head, Lists::SPEECH_NOUN)
    }

    /// "que … que": the clause before of the same kind is over.
    fn close_for_conjunct(&mut self, relation: Relation) {
        let position = self.stack.iter().rposition(|frame| {
            let frame = &self.frames[*frame as usize];
            frame.relation == relation && matches!(frame.kind, FrameKind::Complement | FrameKind::Adverbial)
        });
        if let Some(position) = position.filter(|position| *position > 0) {
            self.pop_to(position - 1);
        }
    }

    fn clause_ahead(&self, index: usize) -> bool {
        let mut relatives = 0;
        for (_, kind) in self.outside_brackets(index + 1, index + 1 + LOOK_AHEAD) {
            match kind {
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => {
                    if relatives == 0 {
                        return true;
                    }
                    relatives -= 1;
                }
                Kind::Relative => relatives += 1,
                Kind::Break | Kind::Colon | Kind::Close | Kind::Question => return false,
                _ => {}
            }
        }
        false
    }

    /// The verb stands close behind the conjunction, with its subject at most.
    pub fn clause_directly_ahead(&self, index: usize) -> bool {
        for at in index + 1..(index + 7).min(self.elements.len()) {
            match self.elements[at].kind {
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => return true,
                Kind::Comma | Kind::Coordinator | Kind::Relative | Kind::Subordinator | Kind::Break => {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    /// A "ne" without its second half: "ne … que".
    fn restrictive_here(&self) -> bool {
        self.stack.last().is_some_and(|frame| {
            self.frames[*frame as usize].node.is_some_and(|node| {
                let verb = &self.verbs[self.nodes[node as usize].verb as usize];
                verb.particle && (!verb.negated || verb.no_longer)
            })
        })
    }

    /// "ne … que": the nearest verb with "ne" and nothing else.
    pub fn restrict(&mut self) {
        for position in (0..self.stack.len()).rev() {
            let Some(node) = self.frames[self.stack[position] as usize].node else {
                continue;
            };
            let verb = self.nodes[node as usize].verb;
            let verb = &mut self.verbs[verb as usize];
            if verb.particle && (!verb.negated || verb.no_longer) {
                verb.restrictive = true;
                return;
            }
            if verb.form == Form::Finite {
                return;
            }
        }
    }

    /// Whether the verb group is passive or an intransitive verb that precedes its subject.
    pub fn precedes_its_subject(&self, verb: u32) -> bool {
        let group = &self.verbs[verb as usize];
        let entry = group.entry;
        entry.intransitive
            || entry.copula
            || group.voice != Voice::Active
            || group.lexical.contains(Features::ETRE_VERB)
            || !group.lexical.contains(Features::TRANSITIVE)
    }
}

const fn relation_of(features: Features, complementiser: bool) -> Relation {
    if features.contains(Features::CONDITION) {
        Relation::Condition
    } else if features.contains(Features::PURPOSE) {
        Relation::Purpose
    } else if features.contains(Features::PRIVATIVE) {
        Relation::Privative
    } else if complementiser {
        Relation::Complement
    } else {
        Relation::Adverbial
    }
}
