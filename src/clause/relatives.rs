//! Opens relative and conjunctional clauses.
//!
//! The antecedent is the nearest open group that agrees with what the relative clause says of it:
//! the number of its verb, gender and number of its participle.

use super::elements::{Kind, Parser};
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{FrameKind, Gap, LOOK_AHEAD, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, LemmaId, Relation, Token, Voice};
use crate::text::WordIndex;
use smallvec::SmallVec;

impl Parser<'_> {
    pub fn open_relative(&mut self, index: usize, link: &Link) {
        let Some(element) = self.element(index) else {
            return;
        };
        let (start, token, preposition) = (element.words.start, element.token, element.preposition);
        let object = preposition.is_none() && self.tables.lists(token.lemma, Lists::RELATIVE_OBJECT);
        let pronoun = matches!(index.checked_sub(1).and_then(|before| self.kind(before)), Some(Kind::Group(before))
            if self.notes[before as usize].pronoun && !self.notes[before as usize].clitic
                && self.groups[before as usize].preposition.is_none());
        let cleft = self.presentative(link.comma).filter(|_| object && !pronoun);
        if let Some((position, node)) = cleft {
            self.open_cleft(index, position, node);
            return;
        }
        if preposition.is_none() && self.awaits_clause(index, token.lemma) {
            self.open_conjunction(index);
            return;
        }
        let members = self.tables.lists(token.lemma, Lists::RELATIVE_GENITIVE) && self.lists_members(index);
        let Some(verb) = self.next_finite(index).filter(|_| !members) else {
            self.open_without_verb(index);
            return;
        };
        let gap = self.gap_of(start, token, preposition);
        let interrogative = token.features.contains(Features::INTERROGATIVE)
            && !token.features.contains(Features::RELATIVE)
            || self.is_indirect_question(index, gap);
        if link.coordinator.is_some() {
            self.close_for_conjunct_relative(link);
        }
        let antecedent = if interrogative {
            None
        } else {
            self.antecedent(index, gap, verb, link)
        };
        let kind = if interrogative {
            FrameKind::Complement
        } else {
            FrameKind::Relative
        };
        let has_sentence_start =
            self.top().node.is_none() && self.top().preverbal.is_empty() && interrogative;
        if has_sentence_start && self.stack.len() == 1 {
            // A question of its own: "Qui a livré ces drones ?"
            let frame = self.top();
            frame.marker |= Features::INTERROGATIVE;
            frame.gap = if gap == Gap::Subject { Gap::None } else { gap };
            return;
        }
        self.push_frame(kind, start);
        let frame = self.top();
        frame.relation = if interrogative {
            Relation::Complement
        } else {
            Relation::Relative
        };
        frame.group = antecedent;
        frame.gap = gap;
        frame.marker = token.features;
        if antecedent.is_some() {
            frame.governor = None;
        }
    }

    /// "exige de X *qu'*elle parte": a verb that governs clauses, the group it is addressed to, and a
    /// clause with a subject and an object of its own.
    fn awaits_clause(&self, index: usize, lemma: LemmaId) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.kind(before));
        let before = before.filter(|_| self.tables.lists(lemma, Lists::RELATIVE_OBJECT));
        let addressee = match before {
            Some(Kind::Group(addressee)) => addressee,
            Some(Kind::Adverb) => return self.verb_awaits_content(index),
            _ => return false,
        };
        let node = self.top_node();
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let verb = &self.verbs[node.verb as usize];
        let asks = self.groups[addressee as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| {
                verb.entry.prepositions.contains(&preposition.lemma)
                    || preposition.lemma == self.tables.words.dative
            });
        let governs = self.tables.reports(verb.lemma)
            || self
                .tables
                .governor(verb.lemma, Class::Verb, false)
                .clause
                .is_some();
        let own = match self.kind(index + 1) {
            Some(Kind::Verb(next)) => self.verbs[next as usize].subject.is_some(),
            // "a prévenu en mai *qu'une intervention échouerait*": nothing is missing in the clause.
            Some(Kind::Group(next)) => {
                self.groups[next as usize].preposition.is_none()
                    && self.clause_directly_ahead(index)
                    && !self.lacks_object(index)
            }
            _ => false,
        };
        let time = self.groups_time(addressee) || self.is_said_of_time(addressee);
        // "a annoncé *dans un discours* que l'armée partirait": a complete clause describes nothing.
        let asks = asks || time || self.parts_speech_from_content(addressee) && !self.lacks_object(index);
        let pronoun = self.notes[addressee as usize].pronoun;
        let last = node.obliques.last() == Some(&self.outermost(addressee)) || time;
        own && asks && governs && !pronoun && node.post.is_empty() && last
    }

    /// "a rappelé *au passage* que Quito partait": no group stands between the verb and the conjunction.
    fn verb_awaits_content(&self, index: usize) -> bool {
        let adverbs = |at: &usize| self.kind(*at) == Some(Kind::Adverb);
        let verb = (0..index).rev().find(|at| !adverbs(at));
        let above = match verb.and_then(|verb| self.kind(verb)) {
            Some(Kind::Verb(verb)) => &self.verbs[verb as usize],
            _ => return false,
        };
        self.tables.reports(above.lemma) && self.clause_directly_ahead(index)
    }

    /// "dès la fin juillet": a time right behind, or inside, the group.
    fn is_said_of_time(&self, group: GroupId) -> bool {
        self.has(self.groups[group as usize].head, Features::TIME)
    }

    fn open_conjunction(&mut self, index: usize) {
        let element = &self.elements[index];
        let (start, marker) = (element.words.start, element.token.features);
        self.push_frame(FrameKind::Complement, start);
        let frame = self.top();
        frame.relation = Relation::Complement;
        frame.marker = marker - Features::RELATIVE;
    }

    /// "dont la France": members of the group before, without a verb, rename it.
    fn open_without_verb(&mut self, index: usize) {
        self.members_follow = matches!(self.kind(index + 1), Some(Kind::Group(_)));
    }

    /// "dont" with members only.
    pub fn is_verbless_relative(&self, index: usize) -> bool {
        self.elements.get(index).is_some_and(|element| {
            self.tables.lists(element.token.lemma, Lists::RELATIVE_GENITIVE) && self.lists_members(index)
        })
    }

    /// "dont la France et l'Allemagne," with no verb before the next pause.
    fn lists_members(&self, index: usize) -> bool {
        let end = (index + 16).min(self.elements.len());
        for at in index + 1..end {
            match self.elements[at].kind {
                Kind::Group(_) | Kind::Coordinator | Kind::Adjective | Kind::Adverb => {}
                Kind::Comma => {
                    return at > index + 1
                        && !self.list_goes_on(at)
                        && !self.names_owned_subject(index, at)
                        && !self.verb_past_insertion(index, at);
                }
                Kind::Break | Kind::Colon | Kind::Close => return true,
                _ => return false,
            }
        }
        true
    }

    /// "dont cent hommes, *russes pour la plupart*, débarquent": the only clause that waits for a verb is the
    /// relative one.
    fn verb_past_insertion(&self, relative: usize, comma: usize) -> bool {
        let inside = |at: &usize| match self.elements[*at].kind {
            Kind::Adjective | Kind::Adverb => true,
            Kind::Group(group) => {
                self.groups[group as usize].preposition.is_some() || self.is_undetermined(group)
            }
            _ => false,
        };
        let end = (comma + 8).min(self.elements.len());
        let close = (comma + 1..end).find(|at| !inside(at));
        let owned = match self.kind(relative + 1) {
            Some(Kind::Group(owned)) => owned,
            _ => return false,
        };
        let verb = match close.filter(|close| self.elements[*close].kind == Kind::Comma) {
            Some(close) => match self.kind(self.next_weighty(close)) {
                Some(Kind::Verb(verb)) => verb,
                _ => return false,
            },
            None => return false,
        };
        let group = &self.verbs[verb as usize];
        group.form == Form::Finite
            && group.subject.is_none()
            && self.waiting_position().is_none()
            && self.agrees_with_verb(owned, verb)
    }

    /// "dont le chef, *X*, vit": the name between commas is that of the relative clause's own subject,
    /// whose verb is singular as it is.
    fn names_owned_subject(&self, relative: usize, comma: usize) -> bool {
        let (Some(Kind::Group(owned)), Some(Kind::Group(name))) =
            (self.kind(relative + 1), self.kind(comma + 1))
        else {
            return false;
        };
        let group = |at: &usize| matches!(self.kind(*at), Some(Kind::Group(_)));
        let end = (comma + 2..comma + 5).find(|at| !group(at)).unwrap_or(comma + 5);
        let verb = match self.kind(self.next_weighty(end)) {
            Some(Kind::Verb(verb)) if self.kind(end) == Some(Kind::Comma) => &self.verbs[verb as usize],
            _ => return false,
        };
        let (found, other) = (&self.groups[owned as usize], &self.groups[name as usize]);
        verb.form == Form::Finite
            && verb.subject.is_none()
            && verb.features & NUMBER == Features::SINGULAR
            && (self.notes[name as usize].name || self.is_person(name))
            && other.preposition.is_none()
            && found.preposition.is_none()
            && !self.notes[owned as usize].name
            && found.features.contains(Features::SINGULAR)
    }

    /// The comma at `at` is followed by another group and then a conjunction.
    fn list_goes_on(&self, at: usize) -> bool {
        matches!(self.kind(at + 1), Some(Kind::Group(group)) if self.list_ahead(at + 1, group))
    }

    /// The next finite verb that a relative pronoun at `index` can belong to.
    fn next_finite(&self, index: usize) -> Option<u32> {
        for (_, kind) in self.outside_brackets(index + 1, index + 1 + LOOK_AHEAD) {
            match kind {
                Kind::Verb(verb) => match self.verbs[verb as usize].form {
                    Form::Finite => return Some(verb),
                    Form::Infinitive => return Some(verb),
                    _ => {}
                },
                Kind::Break | Kind::Colon | Kind::Close | Kind::Question => return None,
                _ => {}
            }
        }
        None
    }

    fn gap_of(&self, word: WordIndex, token: Token, preposition: Option<LemmaId>) -> Gap {
        let words = &self.tables.words;
        let lemma = token.lemma;
        if token.features.contains(Features::CONTRACTED) {
            // "duquel", "auquel"
            let genitive = self.word_text(word).starts_with(['d', 'D']);
            return if genitive {
                Gap::Genitive
            } else {
                Gap::Oblique(words.dative)
            };
        }
        if let Some(preposition) = preposition {
            return if preposition == words.genitive {
                Gap::Genitive
            } else {
                Gap::Oblique(preposition)
            };
        }
        if self.tables.lists(lemma, Lists::RELATIVE_SUBJECT) {
            Gap::Subject
        } else if self.tables.lists(lemma, Lists::RELATIVE_OBJECT) {
            Gap::Object
        } else if self.tables.lists(lemma, Lists::RELATIVE_GENITIVE) {
            Gap::Genitive
        } else if self.tables.lists(lemma, Lists::RELATIVE_PLACE) {
            Gap::Place
        } else {
            Gap::Subject
        }
    }

    /// "a demandé qui viendrait": no group stands before the pronoun.
    fn is_indirect_question(&self, index: usize, gap: Gap) -> bool {
        gap == Gap::Subject
            && matches!(index.checked_sub(1).and_then(|before| self.kind(before)), Some(Kind::Verb(_)) if !self.top_edge_is_open())
    }

    fn top_edge_is_open(&self) -> bool {
        self.stack.last().is_some_and(|frame| {
            let frame = &self.frames[*frame as usize];
            !frame.edge.is_empty()
        })
    }

    /// "…, qui A et qui B": the first relative is over.
    fn close_for_conjunct_relative(&mut self, link: &Link) {
        let describes = |position: &usize| {
            matches!(
                self.frames[self.stack[*position] as usize].kind,
                FrameKind::Relative | FrameKind::Participle
            )
        };
        let innermost = (0..self.stack.len()).rev().find(describes);
        // "l'attaque, menée contre un poste avancé de l'armée, et qui a": the comma takes up what the
        // first one parted.
        let position = innermost.map(|innermost| {
            (0..=innermost)
                .rev()
                .take_while(|position| link.comma_before_coordinator && describes(position))
                .last()
                .unwrap_or(innermost)
        });
        if let Some(position) = position.filter(|position| *position > 0) {
            let group = self.frames[self.stack[position] as usize].group;
            self.pop_to(position - 1);
            if let Some(group) = group {
                self.conjunct_antecedent = Some(group);
            }
        }
    }

    fn antecedent(&mut self, index: usize, gap: Gap, verb: u32, link: &Link) -> Option<GroupId> {
        if let Some(group) = self.conjunct_antecedent.take() {
            return Some(group);
        }
        // "ce qui", "celui que": right before the pronoun.
        if let Some(Kind::Group(before)) = index.checked_sub(1).and_then(|before| self.kind(before)) {
            let note = self.notes[before as usize];
            if note.pronoun && !note.clitic && !link.comma {
                return Some(before);
            }
        }
        // "c'est X, et lui seul, qui a": what is singled out.
        let focus = self
            .presentative(true)
            .filter(|_| gap == Gap::Subject)
            .and_then(|(position, node)| Some((position, self.nodes[node as usize].post.first().copied()?)))
            .filter(|(_, focus)| self.fits_relative(*focus, gap, verb));
        if let Some((position, focus)) = focus {
            // "c'est le président du Mali qui": a name takes such a relative only behind a comma.
            let inner = self.edge().iter().copied().find(|group| {
                let name = self.class(self.groups[*group as usize].head) == Class::ProperNoun;
                *group == focus || !name && self.fits_relative(*group, gap, verb)
            });
            self.pop_to(position);
            return Some(inner.filter(|_| !link.comma).unwrap_or(focus));
        }
        let mut usable: SmallVec<[GroupId; 10]> = SmallVec::from_slice(&self.edge());
        if usable.is_empty() {
            usable.extend(self.late_candidates());
        }
        usable.retain(|group| !self.notes[*group as usize].clitic);
        let fits = |group: &&GroupId| self.fits_relative(**group, gap, verb);
        let chosen = usable.iter().find(fits).or(usable.first()).copied()?;
        // "l'hôpital de campagne que", "le maire de Gao qui": what only says of what kind, or where, takes no relative.
        let host = self.host_of_description(chosen, &usable);
        let chosen = host
            .or_else(|| {
                self.host_of_place(chosen, &usable)
                    .filter(|_| link.comma && gap != Gap::Place)
            })
            .or_else(|| self.noun_named_after(chosen, &usable).filter(|_| link.comma))
            .or_else(|| {
                let restrictive = !link.comma && link.coordinator.is_none() && gap != Gap::Place;
                self.noun_above_name(chosen, &usable).filter(|_| restrictive)
            })
            .filter(|host| self.fits_relative(*host, gap, verb))
            .unwrap_or(chosen);
        // "X, chef de l'état-major, *qui* a": who is described between commas is described on.
        let described = self
            .described_between_commas(chosen)
            .filter(|_| link.comma && matches!(gap, Gap::Subject | Gap::Object))
            .filter(|person| self.fits_relative(*person, gap, verb));
        if described.is_some() {
            return described;
        }
        Some(self.whole_coordination(chosen, gap, verb, link.comma))
    }

    /// "*la force* de l'Alliance dont X a annoncé la création": no relative clause restricts a name, but for a
    /// comma.
    fn noun_above_name(&self, group: GroupId, edge: &[GroupId]) -> Option<GroupId> {
        let name = |group: &GroupId| {
            self.notes[*group as usize].name
                && self.class(self.groups[*group as usize].head) == Class::ProperNoun
        };
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        std::iter::successors(Some(group).filter(name), above)
            .take(4)
            .find(|group| !name(group))
            .filter(|group| edge.contains(group) && !self.is_undetermined(*group))
    }

    /// "*l'ambassadeur* de France à Bamako, qui", "*le parti* au pouvoir, que": where somebody is tells of him.
    fn host_of_place(&self, group: GroupId, edge: &[GroupId]) -> Option<GroupId> {
        let words = &self.tables.words;
        let found = &self.groups[group as usize];
        let preposition = found.preposition_lemma();
        let place = preposition == Some(words.dative) || preposition == Some(words.gerund);
        let host = found.complement_of.filter(|host| edge.contains(host))?;
        let acts = self.is_person(host) || self.goes_by_name(host);
        (place && acts && !self.is_person(group)).then_some(host)
    }

    /// "*l'accord* d'Ohrid, qu'ils ont accepté": a name that tells nothing of itself names what stands before it.
    fn noun_named_after(&self, group: GroupId, edge: &[GroupId]) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let bare = self.notes[group as usize].name
            && !self.is_person(group)
            && found.words.len() == 1
            && found.determiner.is_none()
            && !self.is_contracted(group)
            && (found.features & GENDER).is_empty()
            && self.is_genitive(found.preposition_lemma());
        let above = found.complement_of.filter(|above| bare && edge.contains(above))?;
        let thing = !self.notes[above as usize].name && !self.is_person(above) && self.is_definite(above);
        thing.then_some(above)
    }

    /// Groups that come into question where the edge is empty.
    fn late_candidates(&mut self) -> SmallVec<[GroupId; 4]> {
        let frame = self.top();
        let node = frame.node;
        let mut found: SmallVec<[GroupId; 4]> = frame.preverbal.iter().rev().copied().collect();
        if let Some(node) = node {
            found.extend(self.nodes[node as usize].post.last().copied());
        }
        found
    }

    /// Number of the verb, gender and number of the participle.
    fn fits_relative(&self, group: GroupId, gap: Gap, verb: u32) -> bool {
        let found = &self.groups[group as usize];
        let verb_group = &self.verbs[verb as usize];
        let time = found.features.contains(Features::TIME);
        if time && gap != Gap::Place {
            return false;
        }
        let conjoined = found.first_conjunct.is_some() || found.next_conjunct.is_some();
        match gap {
            Gap::Subject => {
                let number = conjoined && verb_group.features.contains(Features::PLURAL)
                    || compatible(found.features, verb_group.features, NUMBER);
                let participle =
                    verb_group.lexical.contains(Features::PAST_PARTICIPLE) && !verb_group.with_have;
                number && (!participle || conjoined || compatible(found.features, verb_group.lexical, GENDER))
            }
            Gap::Object => {
                let participle =
                    verb_group.lexical.contains(Features::PAST_PARTICIPLE) && verb_group.with_have;
                let marked = verb_group
                    .lexical
                    .intersects(Features::FEMININE | Features::PLURAL);
                let alike = |what: Features| compatible(found.features, verb_group.lexical, what);
                !participle
                    || !marked && alike(GENDER) && alike(NUMBER)
                    || conjoined
                    || compatible(found.features, verb_group.lexical, GENDER)
                        && compatible(found.features, verb_group.lexical, NUMBER)
            }
            _ => true,
        }
    }

    /// The whole list where the verb is plural and the nearest conjunct is not, or names are described behind a comma.
    fn whole_coordination(&self, group: GroupId, gap: Gap, verb: u32, comma: bool) -> GroupId {
        let found = &self.groups[group as usize];
        let Some(first) = found.first_conjunct else {
            return group;
        };
        let verb = &self.verbs[verb as usize];
        let plural = match gap {
            Gap::Subject => {
                verb.features.contains(Features::PLURAL) && !verb.features.contains(Features::SINGULAR)
            }
            Gap::Object => verb.with_have && verb.lexical.contains(Features::PLURAL),
            _ => false,
        };
        let several =
            found.features.contains(Features::PLURAL) && !found.features.contains(Features::SINGULAR);
        // "la France et les États-Unis, qui ont": behind a comma, names are described together.
        let named = comma && self.notes[group as usize].name && self.notes[first as usize].name;
        if plural && (!several || named) {
            first
        } else {
            group
        }
    }

    // ---- conjunctions ----

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
    fn presentative(&self, comma: bool) -> Option<(usize, u32)> {
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
    fn open_cleft(&mut self, index: usize, position: usize, node: u32) {
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
    fn lacks_object(&self, index: usize) -> bool {
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
    fn outermost(&self, group: GroupId) -> GroupId {
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let chain = std::iter::successors(Some(group), above).take(4);
        chain.last().unwrap_or(group)
    }

    /// "a rappelé *au passage* que": a circumstance, while the verb of speech still waits for what is said.
    fn parts_speech_from_content(&self, group: GroupId) -> bool {
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
    fn clause_directly_ahead(&self, index: usize) -> bool {
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
