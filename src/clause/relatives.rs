//! Opens relative clauses.
//!
//! The antecedent is the nearest open group that agrees with what the relative clause says of it:
//! the number of its verb, gender and number of its participle.

use super::elements::{Kind, Parser};
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{FrameKind, Gap, LOOK_AHEAD, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, LemmaId, Relation, Token};
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
        let Some(verb) = self
            .next_finite(index)
            .filter(|_| !self.is_verbless_relative(index))
        else {
            self.open_without_verb(index);
            return;
        };
        let gap = self.gap_of(start, token, preposition);
        let interrogative = token.features.contains(Features::INTERROGATIVE)
            && !token.features.contains(Features::RELATIVE)
            || self.is_indirect_question(index, gap);
        if link.coordinator.is_some() {
            self.close_for_conjunct_relative(link);
        } else if link.comma && self.series_is_closed_ahead(index) {
            self.go_on_with_series(gap, verb);
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

    /// "dont", "parmi lesquels" with members only.
    pub fn is_verbless_relative(&self, index: usize) -> bool {
        self.elements.get(index).is_some_and(|element| {
            let genitive = self.tables.lists(element.token.lemma, Lists::RELATIVE_GENITIVE);
            let among = element.preposition == Some(self.tables.words.among);
            (genitive || among) && self.lists_members(index)
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

    /// "dont cent hommes, *russes pour la plupart*, débarquent", "dont l'armée, *épaulée par X*, combat": the only clause that
    /// waits for a verb is the relative one.
    fn verb_past_insertion(&self, relative: usize, comma: usize) -> bool {
        let inside = |at: &usize| match self.elements[*at].kind {
            Kind::Adjective | Kind::Adverb => true,
            Kind::Verb(verb) => self.verbs[verb as usize].form == Form::PastParticiple,
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

    /// "…, qui B *et dont* C": a conjunction joins one more relative clause to what has been said before it.
    fn series_is_closed_ahead(&self, index: usize) -> bool {
        let ahead = self.outside_brackets(index + 1, index + 1 + LOOK_AHEAD);
        ahead
            .take_while(|(_, kind)| !matches!(kind, Kind::Break | Kind::Colon | Kind::Close))
            .any(|(at, kind)| kind == Kind::Coordinator && self.kind(at + 1) == Some(Kind::Relative))
    }

    /// "un État qui A, *qui B* et dont C": the clauses of a series describe one group.
    fn go_on_with_series(&mut self, gap: Gap, verb: u32) {
        let floor = self.floor();
        let frame = |position: usize| &self.frames[self.stack[position] as usize];
        let relative = |position: &usize| {
            frame(*position).kind == FrameKind::Relative && frame(*position).node.is_some()
        };
        let Some(position) = (floor + 1..self.stack.len()).rev().find(relative) else {
            return;
        };
        let described = frame(position).group;
        if let Some(group) = described.filter(|group| self.fits_relative(*group, gap, verb)) {
            self.pop_to(position - 1);
            self.conjunct_antecedent = Some(group);
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
        let described = self
            .described_through_participle(gap)
            .filter(|host| link.comma && self.fits_relative(*host, gap, verb));
        if described.is_some() {
            return described;
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
            .or_else(|| self.holder_of_charge(chosen, &usable))
            .or_else(|| self.led_by(chosen).filter(|_| link.comma))
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

    /// "*la Hongrie* de Viktor Orbán, qui": the country, and not who leads it.
    fn led_by(&self, leader: GroupId) -> Option<GroupId> {
        let host = self.groups[leader as usize].complement_of?;
        self.is_named_for_leader(host, leader).then_some(host)
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

    /// "*le ministre* de la Défense, qui": what an office is charged with does nothing itself.
    fn holder_of_charge(&self, group: GroupId, edge: &[GroupId]) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let charge = !self.notes[group as usize].name
            && !self.is_person(group)
            && !self.is_demonym(found.head)
            && self.word_text(found.head).starts_with(char::is_uppercase)
            && self.is_genitive(found.preposition_lemma());
        let titled = |above: &GroupId| {
            let above = &self.groups[*above as usize];
            above.features.contains(Features::PERSON_TITLE)
        };
        let above = found.complement_of.filter(|above| charge && edge.contains(above));
        above.filter(titled)
    }

    /// "*X*, groupe armé soutenu par Y, qui a": the second comma closes the description with its participle.
    fn described_through_participle(&self, gap: Gap) -> Option<GroupId> {
        let frame = &self.frames[*self.stack.last()? as usize];
        let renaming = frame.group.filter(|_| frame.kind == FrameKind::Participle)?;
        // "combat le mouvement X, *lié à Y*, qui a": the participle itself stands behind the comma, and no verb is awaited.
        let touches = frame
            .start
            .checked_sub(1)
            .is_some_and(|before| self.is_comma(before));
        let complete = self.waiting_position().is_none();
        if touches && complete && gap == Gap::Subject && self.notes[renaming as usize].name {
            return Some(renaming);
        }
        let bare = self.groups[renaming as usize].determiner.is_none();
        let set_off = bare && self.notes[renaming as usize].after_comma;
        let host = self.renamed_by(renaming).filter(|_| set_off)?;
        (self.notes[host as usize].name || self.is_definite(host)).then_some(host)
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
}
