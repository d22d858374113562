//! Joins groups into lists: "A, B et C", "de A et de B", "ni A ni B".
//!
//! French repeats "de", "à" and "en" before each conjunct, so a bare group after "et" seldom goes
//! on with a group behind one of these; among the groups still open the most similar wins.

use super::elements::{Kind, Parser};
use super::groups::NUMBER;
use super::segments::{LOOK_AHEAD, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId};
use crate::text::Shape;
use smallvec::SmallVec;

/// Below this likeness two groups are not joined by a mere comma.
const LIKE_ENOUGH: i32 = 2;

/// How far up the groups that describe somebody are followed.
const MOST_HOSTS: usize = 6;

/// What it costs to join a bare group behind a comma and a conjunction to one behind a preposition.
const PARTED: i32 = 6;

impl Parser<'_> {
    /// "X, arrêté à Lomé, *et Y*": the comma parts Y from the place; a list of three goes on all the same, and so does
    /// "par X, ministre de la Défense, *et Y*", whose comma ends what describes X.
    fn opens_second_list(&self, candidate: GroupId, group: GroupId) -> bool {
        let found = &self.groups[candidate as usize];
        let names = self.notes[candidate as usize].name && self.notes[group as usize].name;
        found.preposition.is_some()
            && !self.is_object_in_disguise(candidate)
            && self.groups[group as usize].preposition.is_none()
            && found.first_conjunct.is_none()
            && !(names && found.apposition.is_some())
    }

    /// "a formé cette année *des soldats*": what looks like a complement, and is the verb's object.
    fn is_object_in_disguise(&self, group: GroupId) -> bool {
        let node = self.notes[group as usize].node;
        node.is_some_and(|node| self.nodes[node as usize].post.contains(&group))
    }

    /// Joins `group` to the most similar open group. Returns whether one was found.
    pub fn coordinate_group(&mut self, group: GroupId, link: &Link) -> bool {
        if let Some(first) = self.naming.take() {
            self.join(first, group);
            return true;
        }
        if let Some((position, subject)) = self.lone_subject_of_plural(group, link) {
            self.pop_to(position);
            self.join(subject, group);
            return true;
        }
        if let Some(agent) = self.agent_going_on(group) {
            self.join(agent, group);
            return true;
        }
        let floor = self.bottom_of_coordination(link);
        let singular = floor + 1 < self.stack.len() && self.singular_verb_ahead(group);
        let mut best: Option<(i32, usize, GroupId)> = None;
        for position in (floor..self.stack.len()).rev() {
            let below = (self.stack.len() - 1 - position) as i32;
            if below > 0 && singular && self.frames[self.stack[position] as usize].node.is_none() {
                continue;
            }
            for (distance, candidate) in self.candidates(position).into_iter().enumerate() {
                let mut likeness = self.likeness(candidate, group) - distance as i32 - 2 * below;
                if link.comma_before_coordinator && self.opens_second_list(candidate, group) {
                    likeness -= PARTED;
                }
                if best.is_none_or(|(found, _, _)| likeness > found) {
                    best = Some((likeness, position, candidate));
                }
            }
        }
        if let Some(first) = self.first_behind_same(group, link) {
            self.join(first, group);
            return true;
        }
        let enough = if link.coordinator.is_some() {
            0
        } else {
            LIKE_ENOUGH
        };
        let Some((_, position, candidate)) = best.filter(|(likeness, _, _)| *likeness >= enough) else {
            return false;
        };
        self.pop_to(position);
        if let Some(host) = self.host_of_closed_description(candidate, group, link) {
            self.join(host, group);
            return true;
        }
        // "le ministre togolais, X, *et son homologue*": beside the minister, whose name X is.
        let renamed = self.groups[candidate as usize].apposition_to.filter(|host| {
            let described = self.is_person(candidate)
                && self.groups[candidate as usize].determiner.is_some()
                && self.groups[group as usize].determiner.is_some();
            (self.notes[candidate as usize].name || described)
                && !self.notes[group as usize].name
                && self.is_person(group)
                && self.is_person(*host)
                && self.groups[*host as usize].next_conjunct.is_none()
        });
        let renamed = renamed.or_else(|| self.bearer_of_one_name(candidate, group));
        self.join(renamed.unwrap_or(candidate), group);
        true
    }

    /// "Les négociations menées *par X et Y* ont": the plural that waits for its verb is its subject alone.
    fn agent_going_on(&self, group: GroupId) -> Option<GroupId> {
        let index = self.element_of(group);
        let joined = self.kind(index.checked_sub(1)?) == Some(Kind::Coordinator);
        let agent = match self.kind(index.checked_sub(2)?)? {
            Kind::Group(agent) if joined => agent,
            _ => return None,
        };
        let by = self.groups[agent as usize].preposition_lemma() == Some(self.tables.words.agent);
        if !by || !self.notes[agent as usize].name || !self.is_bare_name(group) {
            return None;
        }
        let waiting = &self.frames[self.stack[self.waiting_position()?] as usize];
        let subject = waiting
            .preverbal
            .iter()
            .find(|found| !self.groups_time(**found))?;
        let several = self.groups[*subject as usize].features & NUMBER == Features::PLURAL;
        (several && !self.notes[*subject as usize].name).then_some(agent)
    }

    /// "*l'émissaire américain X* et Y ont": one person's title goes by the first name only, so that the other stands beside
    /// both. Of several by one title ("le duo X et Y a") a verb in the singular tells.
    fn bearer_of_one_name(&self, candidate: GroupId, group: GroupId) -> Option<GroupId> {
        let host = self.groups[candidate as usize].apposition_to?;
        let found = &self.groups[host as usize];
        let names = self.is_bare_name(candidate) && self.is_bare_name(group);
        let touching = found.words.end == self.groups[candidate as usize].words.start
            || found.complements.last().is_some_and(|last| {
                self.groups[*last as usize].words.end == self.groups[candidate as usize].words.start
            });
        // "MM. X et Y" are both so called.
        let one = found.features & NUMBER == Features::SINGULAR;
        let one = one && self.are_people(host) && found.next_conjunct.is_none();
        (one && touching && names && !self.singular_verb_ahead(group)).then_some(host)
    }

    /// "X, frère du chef, Y, *ainsi que Z*": the comma closes what describes X, so that Z goes with X.
    fn host_of_closed_description(&self, inside: GroupId, group: GroupId, link: &Link) -> Option<GroupId> {
        let wanted = self.groups[group as usize].preposition_lemma();
        let above = |at: &GroupId| {
            let found = &self.groups[*at as usize];
            let first = found.first_conjunct.filter(|first| first != at);
            found.apposition_to.or(found.complement_of).or(first)
        };
        let hosts = std::iter::successors(Some(inside), above).take(MOST_HOSTS);
        let described = hosts.filter_map(|at| {
            let host = self.groups[at as usize].apposition_to?;
            let alike = self.groups[host as usize].preposition_lemma() == wanted;
            (alike && self.notes[at as usize].after_comma && self.notes[host as usize].name).then_some(host)
        });
        described.last().filter(|host| {
            link.comma_before_coordinator && self.groups[*host as usize].next_conjunct.is_none()
        })
    }

    /// "une lutte contre X dans le Nord *et contre Y* dans le Sud": the preposition comes again, of all that is still open
    /// only what hangs on a noun of the verb has it.
    fn first_behind_same(&self, group: GroupId, link: &Link) -> Option<GroupId> {
        let wanted = self.groups[group as usize].preposition_lemma()?;
        let words = &self.tables.words;
        if link.coordinator.is_none() || [words.genitive, words.dative, words.gerund].contains(&wanted) {
            return None;
        }
        let node = &self.nodes[self.top_node()? as usize];
        let open = |other: &GroupId| {
            let found = &self.groups[*other as usize];
            found.preposition_lemma() == Some(wanted) && found.next_conjunct.is_none()
        };
        let frame = &self.frames[*self.stack.last()? as usize];
        let mut nearer = node.obliques.iter().chain(frame.edge.iter());
        if nearer.any(|other| self.groups[*other as usize].preposition_lemma() == Some(wanted)) {
            return None;
        }
        let mut hosts = node.post.iter().chain(&node.obliques).rev();
        hosts
            .find_map(|host| self.groups[*host as usize].complements.iter().copied().find(open))
            .filter(|other| self.notes[*other as usize].name == self.notes[group as usize].name)
    }

    /// "X, qui contrôle Y, *et Z*, qui l'a perdu, négocient": a plural verb is waited for by one subject, so that the
    /// conjunction brings the other.
    fn lone_subject_of_plural(&self, group: GroupId, link: &Link) -> Option<(usize, GroupId)> {
        let position = self
            .waiting_position()
            .filter(|_| link.comma_before_coordinator)?;
        let frame = &self.frames[self.stack[position] as usize];
        let mut others = frame
            .preverbal
            .iter()
            .copied()
            .filter(|found| !self.groups_time(*found));
        let subject = others.next().filter(|_| others.next().is_none())?;
        let inside = position + 1 < self.stack.len();
        let verb = self.verb_behind(group)?;
        let plural = self.verbs[verb as usize].features & NUMBER == Features::PLURAL;
        let alone = self.groups[subject as usize].next_conjunct.is_none() && self.names_one(subject);
        let alike = self.notes[subject as usize].name == self.notes[group as usize].name
            && self.groups[group as usize].preposition.is_none();
        (inside && plural && alone && alike).then_some((position, subject))
    }

    /// The finite verb that [`Parser::verb_ahead`] finds behind the group.
    fn verb_behind(&self, group: GroupId) -> Option<u32> {
        self.verb_ahead(self.element_of(group))
    }

    /// The element that a group of the sentence stands in.
    fn element_of(&self, group: GroupId) -> usize {
        let start = self.groups[group as usize].words.start;
        self.elements
            .partition_point(|element| element.words.end <= start)
    }

    /// "X, qui a reçu Y, ainsi que *Z*, presse": the verb that follows has one subject.
    fn singular_verb_ahead(&self, group: GroupId) -> bool {
        self.verb_behind(group)
            .or_else(|| self.awaited_speech_verb(group))
            .is_some_and(|verb| self.verbs[verb as usize].features & NUMBER == Features::SINGULAR)
    }

    /// "X, soutenu par Y *et Z*, accuse W": behind its comma the verb looks like an insertion, but X waits for one, and
    /// there is no other.
    fn awaited_speech_verb(&self, group: GroupId) -> Option<u32> {
        let waiting = &self.frames[self.stack[self.waiting_position()?] as usize];
        if waiting.preverbal.is_empty() {
            return None;
        }
        let index = self.element_of(group);
        let ahead = self.outside_brackets(index + 1, index + 1 + LOOK_AHEAD);
        let mut finite = ahead
            .take_while(|(_, kind)| {
                !matches!(kind, Kind::Break | Kind::Colon | Kind::Close | Kind::QuoteClose)
            })
            .filter_map(|(at, kind)| match kind {
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => Some((at, verb)),
                _ => None,
            });
        let (at, verb) = finite.next()?;
        (finite.next().is_none() && self.is_speech_behind(at)).then_some(verb)
    }

    /// Frames whose groups may still be continued: the topmost ones, as far as the first that
    /// waits for its verb or has a finite one.
    fn bottom_of_coordination(&self, link: &Link) -> usize {
        let parted = link.comma || link.comma_before_coordinator;
        let mut position = self.stack.len().saturating_sub(1);
        while position > 0 {
            let frame = &self.frames[self.stack[position] as usize];
            let finite = frame
                .node
                .is_some_and(|node| self.verbs[self.nodes[node as usize].verb as usize].form == Form::Finite);
            let barrier = matches!(
                frame.kind,
                super::segments::FrameKind::Bracket | super::segments::FrameKind::Quote
            );
            // "X, qui a signé avec Y *et Z*": no comma takes the list out of the relative clause.
            let relative =
                frame.kind == super::segments::FrameKind::Relative && (parted || self.holds_nothing(frame));
            if barrier || finite && !relative {
                break;
            }
            position -= 1;
        }
        position
    }

    /// No group of the clause could go on with a list.
    fn holds_nothing(&self, frame: &super::segments::Frame) -> bool {
        frame.edge.is_empty()
            && frame.node.is_none_or(|node| {
                let node = &self.nodes[node as usize];
                node.post.is_empty() && node.obliques.is_empty()
            })
    }

    /// Open groups of a frame, nearest first.
    fn candidates(&self, position: usize) -> SmallVec<[GroupId; 14]> {
        let frame = &self.frames[self.stack[position] as usize];
        let mut found: SmallVec<[GroupId; 14]> = frame.edge.iter().copied().collect();
        if let Some(node) = frame.node {
            let node = &self.nodes[node as usize];
            let late = node
                .post
                .iter()
                .rev()
                .take(1)
                .chain(node.obliques.iter().rev().take(1));
            for group in late {
                if !found.contains(group) {
                    found.push(*group);
                }
            }
        }
        found
    }

    /// How much two groups look like conjuncts; negative where they cannot be.
    fn likeness(&self, one: GroupId, other: GroupId) -> i32 {
        let (first, second) = (&self.groups[one as usize], &self.groups[other as usize]);
        let (note, other_note) = (self.notes[one as usize], self.notes[other as usize]);
        if note.clitic || first.next_conjunct.is_some() {
            return -9;
        }
        // ", ancien général et homme de foi": a description, not one more of those named.
        let abbreviated = self.shape(second.head).contains(Shape::ABBREVIATION);
        let described = second.preposition.is_none() && self.is_bare_singular(other) && !abbreviated;
        if described && note.name {
            return -9;
        }
        // "par X, *ministre de la Défense*, et Y", "et le général Y": Y stands beside X, not beside what X is.
        let describes = first.determiner.is_none()
            && !note.name
            && first
                .apposition_to
                .is_some_and(|host| self.notes[host as usize].name);
        if describes && (other_note.name || second.determiner.is_some()) {
            return -9;
        }
        let time = |features: Features| features.contains(Features::TIME);
        if time(first.features) != time(second.features) {
            return -9;
        }
        let mut score = 2;
        let between = first.preposition_lemma() == Some(self.tables.words.between);
        if between && second.preposition.is_none() {
            // "entre X" waits for its second half.
            score += 8;
        }
        let lemma = super::NounGroup::preposition_lemma;
        let source = |lemma: Option<super::LemmaId>| {
            lemma.is_some_and(|lemma| self.tables.lists(lemma, Lists::SOURCE))
        };
        if source(lemma(first)) != source(lemma(second)) && second.preposition.is_some() {
            // "et, selon X, Y aurait": who says it is one more of nothing.
            return -9;
        }
        match (lemma(first), lemma(second)) {
            (one, other) if one == other => score += 3,
            (Some(_), None) if self.is_object_in_disguise(one) => score += 3,
            (Some(lemma), None) => {
                let words = &self.tables.words;
                let repeated = [words.genitive, words.dative, words.gerund].contains(&lemma);
                // "de drones": the preposition does not hide an article.
                let bare = first.determiner.is_none() && !self.is_contracted(one);
                let plain = second.determiner.is_none() && bare;
                if repeated && !plain {
                    score -= 4;
                }
            }
            (Some(_), Some(_)) if self.repeats_preposition(one, other) => score += 3,
            (Some(_), Some(_)) => {
                score += if note.name && other_note.name { 0 } else { -4 };
            }
            (None, _) => return -9,
        }
        score += if note.name == other_note.name { 2 } else { 0 };
        if self.determiner_kind(one) == self.determiner_kind(other) {
            score += 2;
        }
        let human = |group: &super::NounGroup| group.features.contains(Features::HUMAN);
        if human(first) == human(second) {
            score += 1;
        } else if !note.name && self.is_definite_person(other) {
            // "a livré des pièces un mois après la signature par X et *son homologue*": no thing beside a person.
            score -= 4;
        }
        if self.same_head(one, other) {
            score += 2;
        }
        score
    }

    /// "son homologue", "le ministre": one person, of whom the article tells who he is.
    fn is_definite_person(&self, group: GroupId) -> bool {
        let told = Features::POSSESSIVE | Features::DEFINITE;
        self.is_person(group) && self.names_one(group) && self.article(group).intersects(told)
    }

    /// "auprès *de* la Russie et *de* la Chine": the last word of a compound preposition comes again.
    fn repeats_preposition(&self, one: GroupId, other: GroupId) -> bool {
        let (first, second) = (&self.groups[one as usize], &self.groups[other as usize]);
        let (Some(first), Some(second)) = (&first.preposition, &second.preposition) else {
            return false;
        };
        let last = first
            .words
            .end
            .checked_sub(1)
            .filter(|_| first.words.len() > 1)
            .and_then(|word| self.simple_preposition(word));
        second.words.len() == 1 && last.is_some_and(|last| last.lemma == second.lemma)
    }

    fn same_head(&self, one: GroupId, other: GroupId) -> bool {
        self.token(self.groups[one as usize].head).lemma == self.token(self.groups[other as usize].head).lemma
    }

    fn determiner_kind(&self, group: GroupId) -> u8 {
        let contracted = self.is_contracted(group);
        let group = &self.groups[group as usize];
        let Some(determiner) = group.determiner else {
            return if contracted {
                1
            } else if group.numeral.is_some() {
                4
            } else {
                0
            };
        };
        let features = self.token(determiner).features;
        if features.contains(Features::POSSESSIVE) {
            2
        } else if features.contains(Features::DEFINITE) || contracted {
            1
        } else if features.contains(Features::DEMONSTRATIVE) {
            3
        } else {
            4
        }
    }

    /// Makes `group` the conjunct after `candidate`.
    pub fn join(&mut self, candidate: GroupId, group: GroupId) {
        let mut last = candidate;
        for _ in 0..64 {
            match self.groups[last as usize].next_conjunct {
                Some(next) => last = next,
                None => break,
            }
        }
        let first = self.groups[candidate as usize]
            .first_conjunct
            .unwrap_or(candidate);
        if self.repeats_preposition(candidate, group) {
            let compound = self.groups[candidate as usize].preposition_lemma();
            if let (Some(lemma), Some(own)) = (compound, self.groups[group as usize].preposition.as_mut()) {
                own.lemma = lemma;
            }
        }
        self.share_nationality(last, group);
        self.groups[last as usize].next_conjunct = Some(group);
        self.groups[group as usize].first_conjunct = Some(first);
        self.notes[group as usize].node = self.notes[first as usize].node;
        self.top().edge.replace(candidate, group);
        let end = self.groups[group as usize].words.end;
        self.stretch(end);
    }

    /// "cinq cents soldats et policiers *syriens*": one article for both, one nationality for both.
    fn share_nationality(&mut self, last: GroupId, group: GroupId) {
        let (first, second) = (&self.groups[last as usize], &self.groups[group as usize]);
        let bare = second.determiner.is_none() && second.numeral.is_none() && second.preposition.is_none();
        let open = first.modifiers.is_empty()
            && first.complements.is_empty()
            && first.features.contains(Features::PLURAL)
            && self.class(first.head) == Class::Noun
            && second.features.contains(Features::PLURAL)
            && self.class(second.head) == Class::Noun;
        if !bare || !open || !(first.determiner.is_some() || first.numeral.is_some()) {
            return;
        }
        let shared = second
            .modifiers
            .iter()
            .copied()
            .find(|word| *word > second.head && self.is_demonym(*word));
        if let Some(word) = shared {
            self.groups[last as usize].modifiers.push(word);
        }
    }

    /// The current clause reaches at least to `end`.
    pub fn stretch(&mut self, end: u32) {
        if let Some(node) = self.top().node {
            let node = &mut self.nodes[node as usize];
            node.last = node.last.max(end);
        }
    }

    /// Whether a comma before `group` is one of a list that a conjunction closes.
    pub fn list_ahead(&self, index: usize, group: GroupId) -> bool {
        let wanted = self.groups[group as usize].preposition_lemma();
        let matches_wanted = |kind: Option<Kind>| match kind {
            Some(Kind::Group(found)) => {
                let lemma = self.groups[found as usize].preposition_lemma();
                lemma == wanted || wanted.is_none() && lemma.is_none()
            }
            _ => false,
        };
        let mut comma = false;
        let end = (index + 1 + LOOK_AHEAD).min(self.elements.len());
        for at in index + 1..end {
            match self.elements[at].kind {
                Kind::Coordinator => {
                    let next = self.next_weighty(at);
                    if wanted.is_none() && self.continues_genitive(at, next) {
                        return false;
                    }
                    return !comma && matches_wanted(self.kind(next))
                        || comma && matches_wanted(self.kind(next)) && self.repeated_coordinator(at);
                }
                Kind::Comma => {
                    comma = true;
                    continue;
                }
                Kind::Group(_) if comma => {
                    if !matches_wanted(self.kind(at)) {
                        return false;
                    }
                }
                Kind::Group(found) => {
                    // Two bare groups side by side: a name after its noun.
                    let bare = self.groups[found as usize].preposition.is_none();
                    if bare && !self.notes[found as usize].name {
                        return false;
                    }
                }
                Kind::Verb(verb) => {
                    let form = self.verbs[verb as usize].form;
                    if !matches!(form, Form::PastParticiple | Form::PresentParticiple) {
                        return false;
                    }
                }
                Kind::Adverb | Kind::Adjective | Kind::Other | Kind::Preposition => {}
                Kind::Open => return self.list_after_bracket(at, group),
                _ => return false,
            }
            comma = false;
        }
        false
    }

    /// "de la Défense et des Anciens combattants": "des" read as an article after a group with "de".
    pub fn continues_genitive(&self, coordinator: usize, next: usize) -> bool {
        let genitive = |group: GroupId| {
            let preposition = self.groups[group as usize].preposition.as_ref();
            self.is_genitive(preposition.map(|preposition| preposition.lemma))
        };
        let before = coordinator.checked_sub(1).and_then(|before| self.kind(before));
        match (before, self.kind(next)) {
            (Some(Kind::Group(before)), Some(Kind::Group(next))) => {
                genitive(before) && self.ambiguous_article(next)
            }
            _ => false,
        }
    }

    /// "des", "du": an article or a preposition with one.
    pub fn ambiguous_article(&self, group: GroupId) -> bool {
        let group = &self.groups[group as usize];
        let Some(determiner) = group.determiner.filter(|_| group.preposition.is_none()) else {
            return false;
        };
        self.has(determiner, Features::INDEFINITE)
            && self
                .lexicon
                .analyses(self.word_text(determiner))
                .iter()
                .any(|reading| reading.features.contains(Features::CONTRACTED))
    }

    /// "X (a), Y (b) et Z (c)": brackets are looked over.
    fn list_after_bracket(&self, open: usize, group: GroupId) -> bool {
        let end = (open + LOOK_AHEAD).min(self.elements.len());
        let close = (open..end).find(|at| self.elements[*at].kind == Kind::Close);
        close.is_some_and(|close| self.list_ahead(close, group))
    }

    /// "ni A, ni B": the comma goes with the conjunction.
    fn repeated_coordinator(&self, at: usize) -> bool {
        self.elements
            .get(at)
            .is_some_and(|element| element.token.features.contains(Features::NEGATIVE_COORDINATOR))
    }

    /// The next element that is no adverb.
    pub fn next_weighty(&self, at: usize) -> usize {
        let mut next = self.after_insertion(at);
        while matches!(self.kind(next), Some(Kind::Adverb)) {
            next += 1;
        }
        next
    }

    /// "et, *depuis peu*, le Tchad": the element behind an insertion that begins behind `at`.
    fn after_insertion(&self, at: usize) -> usize {
        if self.kind(at + 1) != Some(Kind::Comma) {
            return at + 1;
        }
        let end = (at + 10).min(self.elements.len());
        for next in at + 2..end {
            match self.elements[next].kind {
                Kind::Comma => return next + 1,
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    if found.preposition.is_none() && !found.features.contains(Features::TIME) {
                        break;
                    }
                }
                Kind::Adverb | Kind::Preposition => {}
                _ => break,
            }
        }
        at + 1
    }

    /// Whether a finite verb without subject of its own follows the group at `index`, its
    /// complements, relatives and appositions passed over.
    pub fn verb_ahead(&self, index: usize) -> Option<u32> {
        let mut pending = 0u32;
        let mut commas = 0u32;
        // A bare group behind a comma is the verb's subject itself, unless a comma closes it off.
        let mut rival = false;
        for (at, kind) in self.outside_brackets(index + 1, index + 1 + LOOK_AHEAD) {
            match kind {
                Kind::Close => return None,
                Kind::Relative if self.is_verbless_relative(at) => {}
                Kind::Relative => pending += 1,
                Kind::Subordinator => {
                    if self.elements[at].token.class == Class::Subordinator && commas == 0 && pending == 0 {
                        return None;
                    }
                    pending += 1;
                }
                Kind::Comma => {
                    commas += 1;
                    rival = false;
                }
                Kind::Coordinator => rival = false,
                // "…, mais le mouvement a refusé": its own subject.
                Kind::Group(group)
                    if pending == 0
                        && (self.kind(at - 1) == Some(Kind::Comma)
                            || self.kind(at - 1) == Some(Kind::Coordinator)
                                && at >= 2
                                && at - 1 > index
                                && self.kind(at - 2) == Some(Kind::Comma)) =>
                {
                    let found = &self.groups[group as usize];
                    rival = found.preposition.is_none() && !found.features.contains(Features::TIME);
                }
                Kind::Verb(verb) => {
                    let group = &self.verbs[verb as usize];
                    if group.form != Form::Finite {
                        continue;
                    }
                    if self.goes_on_behind_conjunction(index, at)
                        || self.is_speech_behind(at) && (commas == 1 || self.disagrees(index, verb))
                    {
                        continue;
                    }
                    if pending > 0 {
                        pending -= 1;
                        continue;
                    }
                    if rival || group.subject.is_some() && !group.inverted {
                        return None;
                    }
                    return Some(verb);
                }
                Kind::Break | Kind::Colon | Kind::QuoteClose | Kind::QuoteOpen => return None,
                _ => {}
            }
        }
        None
    }

    /// "…, l'Italie et l'Espagne, *et remercie* le Canada": a verb right behind a conjunction goes on with a
    /// verb before, and has no subject between the two.
    fn goes_on_behind_conjunction(&self, index: usize, verb: usize) -> bool {
        let before = (index + 1..verb)
            .rev()
            .find(|at| self.elements[*at].kind != Kind::Adverb);
        before.is_some_and(|before| self.elements[before].kind == Kind::Coordinator)
    }

    /// The group at `index` cannot be the subject of `verb`.
    fn disagrees(&self, index: usize, verb: u32) -> bool {
        matches!(self.kind(index), Some(Kind::Group(group)) if !self.agrees_with_verb(group, verb))
    }

    /// "des camions et des radars, *ont déclaré deux sources*": one comma parts no subject from its verb; who
    /// speaks stands behind.
    fn is_speech_behind(&self, at: usize) -> bool {
        let Some(Kind::Verb(verb)) = self.kind(at) else {
            return false;
        };
        let group = &self.verbs[verb as usize];
        let parted = at.checked_sub(1).and_then(|before| self.kind(before)) == Some(Kind::Comma);
        if !parted || group.subject.is_some() || !self.tables.lists(group.lemma, Lists::SPEECH_VERB) {
            return false;
        }
        let speaker = self
            .elements
            .iter()
            .skip(at + 1)
            .take(4)
            .take_while(|element| matches!(element.kind, Kind::Group(_) | Kind::Adverb))
            .find_map(|element| match element.kind {
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    let bare = found.preposition.is_none() && !found.features.contains(Features::TIME);
                    bare.then_some(group)
                }
                _ => None,
            });
        speaker.is_some_and(|speaker| self.agrees_with_verb(speaker, verb))
    }
}
