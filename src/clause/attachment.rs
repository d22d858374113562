//! Finds the place of every noun group: argument, complement, conjunct or apposition.
//!
//! A prepositional group goes to the nearest noun whose entry in the table of nominalisations has
//! the preposition, else to a verb that asks for it, else "de" to the nearest noun and the rest to
//! the verb. Proper names take no complements.

use super::elements::{Kind, Parser};
use super::segments::{FrameKind, LONGEST_EDGE, Link};
use super::verbs::Form;
use super::{Class, Features, GroupId, LemmaId};
use crate::text::{Shape, WordIndex};
use smallvec::SmallVec;

/// What a group with a preposition can be attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    Group(GroupId),
    Verb,
    Adjective(WordIndex),
}

/// An adjective that is a predicate ("prêt à", "membre de") with its complements.
#[derive(Debug, Clone)]
pub(super) struct AdjectiveUse {
    pub word: WordIndex,
    /// The group it stands in, or `None` for an attribute.
    pub group: Option<GroupId>,
    /// The copula's clause; that of the subject whom a fronted adjective describes.
    pub node: Option<u32>,
    /// Stands before its clause ("Proche de Moscou, le régime").
    pub fronted: bool,
    pub complements: SmallVec<[GroupId; 2]>,
}

impl Parser<'_> {
    pub fn place_group(&mut self, index: usize, group: GroupId, link: &Link) {
        let genitive = link
            .coordinator
            .is_some_and(|coordinator| self.continues_genitive(coordinator, index))
            || link.comma
                && self.ambiguous_article(group)
                && self.interrupted_host(index, self.tables.words.genitive).is_some();
        if genitive {
            let found = &mut self.groups[group as usize];
            if let Some(determiner) = found.determiner.take() {
                found.preposition = Some(super::Preposition {
                    lemma: self.tables.words.genitive,
                    words: determiner..determiner + 1,
                });
            }
        }
        let note = &mut self.notes[group as usize];
        note.after_comma = link.comma;
        note.adjacent = !link.comma && link.coordinator.is_none();
        let members = std::mem::take(&mut self.members_follow);
        if members && self.groups[group as usize].preposition.is_none() && self.appose_after_comma(group) {
        } else if self.groups[group as usize].preposition.is_some() {
            self.place_prepositional(index, group, link);
        } else if self.bracketed(index) && self.place_in_bracket(group) {
        } else {
            self.place_bare(index, group, link);
        }
        let end = self.groups[group as usize].words.end;
        self.stretch(end);
    }

    // ---- brackets ----

    /// The group opens a bracket.
    fn bracketed(&self, index: usize) -> bool {
        index > 0 && self.kind(index - 1) == Some(Kind::Open)
    }

    /// "Simporé (Burkina Faso)": what opens a bracket renames the group before it.
    fn place_in_bracket(&mut self, group: GroupId) -> bool {
        let Some(below) = self.stack.len().checked_sub(2) else {
            return false;
        };
        let frame = &self.frames[self.stack[below] as usize];
        let Some(host) = frame.edge.last().copied() else {
            return false;
        };
        if self.groups[host as usize].apposition.is_none()
            && !self.groups[group as usize].features.contains(Features::TIME)
        {
            self.appose(host, group);
            self.groups[group as usize].bracketed = true;
        }
        let frame = self.top();
        frame.edge.clear();
        frame.edge.push(group);
        true
    }

    fn appose(&mut self, host: GroupId, group: GroupId) {
        self.groups[host as usize].apposition = Some(group);
        self.groups[group as usize].apposition_to = Some(host);
        self.notes[group as usize].placed = true;
        self.notes[group as usize].node = self.notes[host as usize].node;
    }

    // ---- groups without preposition ----

    fn place_bare(&mut self, index: usize, group: GroupId, link: &Link) {
        if link.coordinator.is_some() {
            self.place_after_coordinator(index, group, link);
        } else if link.comma {
            self.place_after_comma(index, group, link);
        } else if !self.appose_adjacent(index, group) {
            self.place_argument(group);
        }
    }

    fn place_after_coordinator(&mut self, index: usize, group: GroupId, link: &Link) {
        if self.affirmed_instead(index, link) {
            self.notes[group as usize].placed = true;
            return;
        }
        if self.half_of_pair() && self.coordinate_group(group, link) {
            return;
        }
        let waits = self.frame_waits_with_subject();
        if !waits
            && self.top_has_finite()
            && let Some(verb) = self.verb_ahead(index)
            && (self.agrees_with_verb(group, verb) || self.verbs[verb as usize].subject.is_none())
        {
            self.open_coordinate_clause(index, link);
            self.place_argument(group);
            return;
        }
        if !self.coordinate_group(group, link) {
            self.place_argument(group);
        }
    }

    /// "entre X" waits for "et Y".
    fn half_of_pair(&mut self) -> bool {
        let between = self.tables.words.between;
        self.top().edge.last().copied().is_some_and(|last| {
            let found = &self.groups[last as usize];
            found.next_conjunct.is_none()
                && found.first_conjunct.is_none()
                && !found.features.contains(Features::PLURAL)
                && found
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| preposition.lemma == between)
        })
    }

    /// "n'a pas livré de chars, *mais des camions*": no conjunct of what is denied.
    fn affirmed_instead(&self, index: usize, link: &Link) -> bool {
        let adversative = link
            .coordinator
            .and_then(|coordinator| self.element(coordinator))
            .is_some_and(|element| self.tables.words.adversative.contains(&element.token.lemma));
        let denied = self.stack.iter().rev().any(|frame| {
            self.frames[*frame as usize].node.is_some_and(|node| {
                let verb = &self.verbs[self.nodes[node as usize].verb as usize];
                (verb.negated || verb.particle) && !verb.restrictive
            })
        });
        adversative && denied && self.verb_ahead(index).is_none()
    }

    /// A frame beneath the topmost one has a subject and still waits for its verb.
    fn frame_waits_with_subject(&self) -> bool {
        self.waiting_position().is_some_and(|position| {
            let frame = &self.frames[self.stack[position] as usize];
            !frame.preverbal.is_empty() || frame.gap == super::segments::Gap::Subject
        })
    }

    fn top_has_finite(&self) -> bool {
        self.stack.iter().rev().any(|frame| {
            self.frames[*frame as usize]
                .node
                .is_some_and(|node| self.verbs[self.nodes[node as usize].verb as usize].form == Form::Finite)
        })
    }

    /// "… et X a promis": a new clause beside the nearest finite one, under the same conjunction.
    fn open_coordinate_clause(&mut self, index: usize, link: &Link) {
        let finite = |parser: &Self, position: &usize| {
            let frame = &parser.frames[parser.stack[*position] as usize];
            frame.node.is_some_and(|node| {
                parser.verbs[parser.nodes[node as usize].verb as usize].form == Form::Finite
            })
        };
        let mut candidates = (0..self.stack.len())
            .rev()
            .filter(|position| finite(self, position));
        let chosen = if link.comma_before_coordinator {
            candidates.next_back()
        } else {
            candidates.next()
        };
        let inside = chosen.filter(|position| {
            matches!(
                self.frames[self.stack[*position] as usize].kind,
                FrameKind::Complement | FrameKind::Adverbial
            )
        });
        match inside {
            Some(position) => {
                self.pop_to(position);
                let frame = self.top();
                frame.node = None;
                frame.preverbal.clear();
                frame.pending.clear();
                frame.edge.clear();
            }
            None => self.open_parallel(index),
        }
    }

    fn place_after_comma(&mut self, index: usize, group: GroupId, link: &Link) {
        if self.is_bare_title(group) && self.appose_after_comma(group) {
            return;
        }
        let time = self.groups[group as usize].features.contains(Features::TIME);
        let has_node = self.top().node.is_some();
        if !time && has_node && self.object_awaited(index) {
            self.place_argument(group);
            return;
        }
        if let Some(host) = self.counted_host(index, group) {
            self.appose(host, group);
            self.extend_edge(None, group);
            return;
        }
        let verb = self.verb_ahead(index);
        if !time && !has_node && verb.is_some() && self.opens_its_clause(index) {
            self.place_argument(group);
            return;
        }
        let subject_wanted = has_node && verb.is_some() && self.main_clause_wants_subject();
        if !time && !subject_wanted && self.list_ahead(index, group) && self.coordinate_group(group, link) {
            return;
        }
        if has_node {
            if let (Some(verb), Some(position)) = (verb, self.waiting_position()) {
                let frame = &self.frames[self.stack[position] as usize];
                let free = !frame
                    .preverbal
                    .iter()
                    .any(|found| self.agrees_with_verb(*found, verb));
                let opens_list = subject_wanted && self.list_ahead(index, group);
                if free && (opens_list || self.agrees_with_verb(group, verb)) {
                    self.pop_to(position);
                    self.place_argument(group);
                    return;
                }
            }
            let next_participle = self.participle_behind_complements(index);
            if next_participle && !self.top_is_participle() {
                self.open_absolute(group);
                return;
            }
            if verb.is_some() && self.waiting_position().is_none() && !time && !self.comma_before_verb(index)
            {
                self.open_parallel(index);
                self.place_argument(group);
                return;
            }
            if !time && self.appose_after_comma(group) {
                return;
            }
            self.place_argument(group);
            return;
        }
        let before = self.top().preverbal.clone();
        let has_subject = before.iter().any(|found| !self.groups_time(*found));
        if has_subject && !time && self.takes_over(index, group) {
            self.succeed_fronted(group);
            return;
        }
        if has_subject && !time && self.appose_after_comma(group) {
            return;
        }
        self.place_argument(group);
    }

    /// ", maire de Dakar et figure de l'opposition,": one person's title without a determiner is no member of a list.
    fn is_bare_title(&mut self, group: GroupId) -> bool {
        let edge = self.edge_inwards();
        let found = &self.groups[group as usize];
        let one = !found.features.contains(Features::PLURAL) || found.features.contains(Features::SINGULAR);
        let titled = found
            .features
            .intersects(Features::HUMAN | Features::PERSON_TITLE);
        found.determiner.is_none()
            && one
            && titled
            && !self.notes[group as usize].name
            && self.class(found.head) == Class::Noun
            && edge.iter().any(|host| self.notes[*host as usize].name)
    }

    /// "La base évacuée, *les rebelles* y sont entrés", "Allié de Moscou, *le Niger* a": the group
    /// stands right before a verb that agrees, with no comma to close an apposition.
    fn takes_over(&self, index: usize, group: GroupId) -> bool {
        let note = self.notes[group as usize];
        if note.clitic || self.is_bare_singular(group) {
            return false;
        }
        for element in self.elements.iter().skip(index + 1).take(10) {
            match element.kind {
                Kind::Verb(verb) => {
                    let found = &self.verbs[verb as usize];
                    if found.form == Form::Finite {
                        return found.subject.is_none() && self.agrees_with_verb(group, verb);
                    }
                    if found.form != Form::PastParticiple {
                        return false;
                    }
                }
                Kind::Group(next) => {
                    let name = self.notes[next as usize].name;
                    if self.groups[next as usize].preposition.is_none() && !name && !self.groups_time(next) {
                        return false;
                    }
                }
                Kind::Adjective | Kind::Adverb | Kind::Coordinator => {}
                _ => return false,
            }
        }
        false
    }

    /// What stood before is fronted: with a participle it tells a circumstance; without an article
    /// it describes the subject.
    fn succeed_fronted(&mut self, group: GroupId) {
        let before = self.top().preverbal.clone();
        let (times, others): (SmallVec<[GroupId; 4]>, SmallVec<[GroupId; 4]>) =
            before.into_iter().partition(|found| self.groups_time(*found));
        let fronted = others.first().copied();
        self.top().preverbal = times;
        if let Some(fronted) = fronted
            && self.is_bare_singular(fronted)
            && self.groups[group as usize].apposition.is_none()
        {
            self.appose(group, fronted);
        }
        self.place_argument(group);
    }

    /// "a rompu, *avec effet immédiat*, ses relations", "a livré à Bangui, en secret, des blindés": an
    /// insertion behind a verb that still lacks its object.
    fn object_awaited(&self, index: usize) -> bool {
        let Some(before) = self.before_insertion(index).and_then(|at| self.kind(at)) else {
            return false;
        };
        let node = self
            .stack
            .last()
            .and_then(|frame| self.frames[*frame as usize].node);
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let follows = match before {
            Kind::Verb(verb) => verb == node.verb,
            Kind::Group(group) => node.obliques.contains(&group),
            _ => false,
        };
        let group = &self.verbs[node.verb as usize];
        follows
            && node.post.is_empty()
            && group.voice == super::Voice::Active
            && group.lexical.contains(Features::TRANSITIVE)
            && !group.lexical.contains(Features::ETRE_VERB)
            && group.clitics.is_empty()
    }

    /// The element before an insertion between commas that ends just before `index`: groups with
    /// prepositions, times and adverbs.
    pub fn before_insertion(&self, index: usize) -> Option<usize> {
        let mut at = index.checked_sub(1)?;
        if self.kind(at) != Some(Kind::Comma) {
            return None;
        }
        let floor = at.saturating_sub(8);
        while at > floor {
            at -= 1;
            match self.kind(at)? {
                Kind::Comma => return at.checked_sub(1).filter(|_| at + 2 < index),
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    if found.preposition.is_none() && !found.features.contains(Features::TIME) {
                        return None;
                    }
                }
                Kind::Adverb | Kind::Preposition => {}
                _ => return None,
            }
        }
        None
    }

    /// "la signature, *par les deux parties*, d'un accord": the noun before the insertion that
    /// still lacks what stands after this preposition.
    fn interrupted_host(&self, index: usize, lemma: LemmaId) -> Option<GroupId> {
        let Kind::Group(group) = self.kind(self.before_insertion(index)?)? else {
            return None;
        };
        let mut current = Some(group);
        for _ in 0..4 {
            let host = current?;
            let found = &self.groups[host as usize];
            let entry = self.tables.nouns.get(&self.token(found.head).lemma);
            let asks = entry.is_some_and(|entry| {
                !entry.bearer && entry.roles.iter().any(|(preposition, _)| *preposition == lemma)
            });
            let open = !found.complements.iter().any(|complement| {
                let found = &self.groups[*complement as usize];
                found
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| preposition.lemma == lemma)
            });
            if asks && open && !self.notes[host as usize].name {
                return Some(host);
            }
            current = found.complement_of;
        }
        None
    }

    /// "la signature, *par les deux parties*, d'un accord": the agent between commas.
    fn host_of_inserted_agent(&self, index: usize, lemma: LemmaId) -> Option<GroupId> {
        if lemma != self.tables.words.agent {
            return None;
        }
        let Kind::Group(host) = self.kind(index.checked_sub(2)?)? else {
            return None;
        };
        let found = &self.groups[host as usize];
        let entry = self.tables.nouns.get(&self.token(found.head).lemma)?;
        let closed = (index + 1..(index + 5).min(self.elements.len()))
            .find(|at| self.elements[*at].kind == Kind::Comma)
            .and_then(|comma| self.kind(comma + 1));
        let goes_on = matches!(closed, Some(Kind::Group(next)) if self.is_genitive(
            self.groups[next as usize].preposition.as_ref().map(|preposition| preposition.lemma)));
        (goes_on && !entry.bearer && found.complements.is_empty()).then_some(host)
    }

    /// "Les trois pays de l'alliance, *le Mali, le Niger et le Togo*,": names of those counted.
    fn counted_host(&mut self, index: usize, group: GroupId) -> Option<GroupId> {
        let outermost = self.top().edge.first().copied()?;
        let found = &self.groups[outermost as usize];
        let counted = found.numeral.is_some()
            && found.features.contains(Features::PLURAL)
            && found.apposition.is_none()
            && found.next_conjunct.is_none()
            && !self.notes[outermost as usize].name;
        let list = self.notes[group as usize].name && self.list_ahead(index, group);
        (counted && list).then_some(outermost)
    }

    /// "Au terme de la rencontre, *le chef de l'État et son hôte* ont": what stands before is no
    /// first conjunct, since no comma parts the list from its verb.
    fn opens_its_clause(&self, index: usize) -> bool {
        let frame = &self.frames[self.stack.last().copied().unwrap_or_default() as usize];
        let alone = frame.preverbal.iter().all(|group| self.groups_time(*group)) && !frame.pending.is_empty();
        if !alone {
            return false;
        }
        let mut comma = false;
        let mut list = false;
        for element in self
            .elements
            .iter()
            .skip(index + 1)
            .take(super::segments::LOOK_AHEAD)
        {
            match element.kind {
                Kind::Comma => comma = true,
                Kind::Coordinator => (comma, list) = (false, true),
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => return list && !comma,
                Kind::Relative | Kind::Subordinator => return false,
                _ => {}
            }
        }
        false
    }

    /// ", le chef de l'armée suggérant que": complements may stand between.
    fn participle_behind_complements(&self, index: usize) -> bool {
        let prepositional = |kind: &Kind| matches!(kind, Kind::Group(group) if self.groups[*group as usize].preposition.is_some());
        let next = (index + 1..(index + 6).min(self.elements.len()))
            .find(|at| !prepositional(&self.elements[*at].kind));
        matches!(next.and_then(|next| self.kind(next)), Some(Kind::Verb(verb))
            if self.verbs[verb as usize].form == Form::PresentParticiple)
    }

    /// A participle or another clause stands first, and the clause beneath has no subject yet.
    fn main_clause_wants_subject(&self) -> bool {
        self.waiting_position().is_some_and(|position| {
            let frame = &self.frames[self.stack[position] as usize];
            position + 1 < self.stack.len()
                && frame.gap != super::segments::Gap::Subject
                && frame.preverbal.iter().all(|group| self.groups_time(*group))
        })
    }

    fn groups_time(&self, group: GroupId) -> bool {
        self.groups[group as usize].features.contains(Features::TIME)
    }

    fn top_is_participle(&self) -> bool {
        self.stack.last().is_some_and(|frame| {
            self.frames[*frame as usize].kind == FrameKind::Participle
                && self.frames[*frame as usize].node.is_none()
        })
    }

    /// A comma stands between the group and the next finite verb.
    fn comma_before_verb(&self, index: usize) -> bool {
        for element in self
            .elements
            .iter()
            .skip(index + 1)
            .take(super::segments::LOOK_AHEAD)
        {
            match element.kind {
                Kind::Comma => return true,
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => return false,
                Kind::Relative => return false,
                _ => {}
            }
        }
        false
    }

    /// "le président Traoré", "le groupe Wagner": a name right behind a noun.
    fn appose_adjacent(&mut self, index: usize, group: GroupId) -> bool {
        let Some(Kind::Group(before)) = index.checked_sub(1).and_then(|before| self.kind(before)) else {
            return false;
        };
        let note = self.notes[group as usize];
        let name = note.name && self.groups[group as usize].determiner.is_none();
        let before_note = self.notes[before as usize];
        let touching = self.groups[before as usize].words.end == self.groups[group as usize].words.start
            || self.skip_quotes(self.groups[before as usize].words.end)
                == self.groups[group as usize].words.start;
        if !name || before_note.name || before_note.pronoun || !touching || self.groups_time(before) {
            return false;
        }
        if self.completes_verbal_phrase(before) {
            return false;
        }
        let host = self.titled_host(before).unwrap_or(before);
        if self.groups[host as usize].apposition.is_some() {
            return false;
        }
        self.appose(host, group);
        self.extend_edge(Some(host), group);
        true
    }

    /// "a mis en garde *Téhéran*": a bare noun after the verb's preposition is named by nobody.
    fn completes_verbal_phrase(&self, before: GroupId) -> bool {
        let node = self
            .stack
            .last()
            .and_then(|frame| self.frames[*frame as usize].node);
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let verb = &self.verbs[node.verb as usize];
        node.obliques.last() == Some(&before)
            && node.post.is_empty()
            && verb.voice == super::Voice::Active
            && verb.clitics.is_empty()
            && verb.lexical.contains(Features::TRANSITIVE)
            && self.is_bare_singular(before)
    }

    /// "le ministre des Affaires étrangères Sergueï Lavrov": the title, not its complement.
    fn titled_host(&mut self, before: GroupId) -> Option<GroupId> {
        let edge = self.edge_inwards();
        let titled = |group: &GroupId| {
            self.groups[*group as usize]
                .features
                .intersects(Features::PERSON_TITLE | Features::HUMAN)
        };
        let named = self
            .tables
            .words
            .named
            .contains(&self.token(self.groups[before as usize].head).lemma);
        if titled(&before) || named {
            return Some(before);
        }
        edge.iter().copied().find(titled)
    }

    /// ", Sergueï Lavrov,": renames a group still open.
    fn appose_after_comma(&mut self, group: GroupId) -> bool {
        let note = self.notes[group as usize];
        if note.clitic || note.pronoun {
            return false;
        }
        let edge = self.edge_inwards();
        let human = self.groups[group as usize]
            .features
            .intersects(Features::HUMAN | Features::PERSON_TITLE);
        let open = |candidate: &GroupId| {
            let found = &self.groups[*candidate as usize];
            // "Le 30, le Conseil": a day of the month.
            let number = self.class(found.head) == Class::Numeral;
            found.apposition.is_none() && !number && !self.groups_time(*candidate)
        };
        let person = |candidate: &GroupId| {
            self.groups[*candidate as usize]
                .features
                .intersects(Features::HUMAN | Features::PERSON_TITLE)
        };
        let chosen = if note.name {
            // "l'épouse du président, X": she, not he.
            let one = |candidate: &GroupId| {
                let number =
                    self.groups[*candidate as usize].features & (Features::SINGULAR | Features::PLURAL);
                number != Features::PLURAL
            };
            edge.iter()
                .copied()
                .find(|candidate| open(candidate) && person(candidate) && one(candidate))
                .or_else(|| {
                    edge.iter()
                        .rev()
                        .copied()
                        .find(|candidate| open(candidate) && person(candidate))
                })
        } else if human {
            let name = |candidate: &GroupId| self.notes[*candidate as usize].name;
            // "le président de la transition du Mali, le général X": the title, not the country behind it.
            let bare_name = |candidate: &GroupId| {
                name(candidate) && self.groups[*candidate as usize].preposition.is_none()
            };
            edge.iter()
                .copied()
                .find(|candidate| open(candidate) && (bare_name(candidate) || person(candidate)))
                .or_else(|| {
                    edge.iter()
                        .copied()
                        .find(|candidate| open(candidate) && name(candidate))
                })
        } else {
            None
        };
        let Some(host) = chosen.or_else(|| edge.iter().copied().find(open)) else {
            return false;
        };
        let host = self.whole_list_renamed(host, group);
        self.appose(host, group);
        self.extend_edge(Some(host), group);
        true
    }

    /// "le Togo et le Bénin, *membres de l'organisation*": a plural renames the whole list.
    fn whole_list_renamed(&self, host: GroupId, group: GroupId) -> GroupId {
        let singular = |group: GroupId| {
            let features = self.groups[group as usize].features;
            !features.contains(Features::PLURAL) || features.contains(Features::SINGULAR)
        };
        let first = self.groups[host as usize].first_conjunct;
        match first {
            Some(first)
                if singular(host) && !singular(group) && self.groups[first as usize].apposition.is_none() =>
            {
                first
            }
            _ => host,
        }
    }

    /// Before the verb a candidate for its subject, after it one for its object.
    pub fn place_argument(&mut self, group: GroupId) {
        self.notes[group as usize].placed = true;
        let time = self.groups_time(group);
        let frame = self.top();
        match frame.node {
            None => {
                frame.preverbal.push(group);
            }
            Some(node) => {
                self.notes[group as usize].node = Some(node);
                let node = &mut self.nodes[node as usize];
                if time {
                    node.obliques.push(group);
                } else {
                    node.post.push(group);
                }
            }
        }
        if !time || self.top().node.is_none() {
            self.extend_edge(None, group);
        }
    }

    // ---- groups with preposition ----

    fn place_prepositional(&mut self, index: usize, group: GroupId, link: &Link) {
        let Some(lemma) = self.groups[group as usize]
            .preposition
            .as_ref()
            .map(|preposition| preposition.lemma)
        else {
            return;
        };
        if link.coordinator.is_some() && self.coordinate_group(group, link) {
            return;
        }
        if link.comma && self.list_ahead(index, group) && self.coordinate_group(group, link) {
            return;
        }
        if self.negated_object(index, group, lemma) || self.partitive_object(index, group, lemma) {
            self.place_argument(group);
            return;
        }
        if let Some(host) = self.qualifies(index, group) {
            self.complete(host, group);
            return;
        }
        match self.host_of(index, group, lemma, link) {
            Host::Group(host) => {
                self.complete(host, group);
                self.extend_edge(Some(host), group);
            }
            Host::Adjective(word) => {
                if let Some(adjective) = self
                    .adjectives
                    .iter_mut()
                    .rev()
                    .find(|adjective| adjective.word == word)
                {
                    adjective.complements.push(group);
                }
                self.notes[group as usize].placed = true;
                self.extend_edge(None, group);
            }
            Host::Verb => self.place_oblique(group),
        }
    }

    /// "n'a pas livré *de drones*": "de" takes the place of the article.
    fn negated_object(&mut self, index: usize, group: GroupId, lemma: LemmaId) -> bool {
        // "n'a pas pris d'assaut la ville": the object comes next.
        if matches!(self.kind(index + 1), Some(Kind::Group(next))
            if self.groups[next as usize].preposition.is_none() && !self.groups_time(next))
        {
            return false;
        }
        let found = &self.groups[group as usize];
        let bare = lemma == self.tables.words.genitive
            && found.determiner.is_none()
            && found
                .preposition
                .as_ref()
                .is_some_and(|preposition| !self.has(preposition.words.end - 1, Features::CONTRACTED));
        let Some(node) = self.top().node.filter(|_| bare) else {
            return false;
        };
        let node = &self.nodes[node as usize];
        let verb = &self.verbs[node.verb as usize];
        let entry = self.tables.verb(verb.lemma);
        let denied = verb.negated
            || verb
                .marker
                .is_some_and(|(_, features)| features.contains(Features::PRIVATIVE));
        denied
            && node.post.is_empty()
            && (!entry.prepositions.contains(&lemma) || verb.lexical.contains(Features::TRANSITIVE))
            && self.notes[group as usize].adjacent
            && !self.notes[group as usize].name
    }

    /// "ont dénoncé jeudi *des accords*", "entretient *de bonnes relations*": an article that the
    /// tagger took for a preposition.
    fn partitive_object(&self, index: usize, group: GroupId, lemma: LemmaId) -> bool {
        let found = &self.groups[group as usize];
        let described = found.determiner.is_none()
            && found.features.contains(Features::PLURAL)
            && found.modifiers.first().is_some_and(|word| *word < found.head);
        let plural = described
            || found.preposition.as_ref().is_some_and(|preposition| {
                self.has(
                    preposition.words.end - 1,
                    Features::CONTRACTED.union(Features::PLURAL),
                )
            });
        if lemma != self.tables.words.genitive || !plural {
            return false;
        }
        let apart = match index.checked_sub(1).and_then(|before| self.kind(before)) {
            Some(Kind::Verb(_) | Kind::Adverb) => true,
            Some(Kind::Group(before)) => self.groups_time(before),
            _ => false,
        };
        let node = self
            .stack
            .last()
            .and_then(|frame| self.frames[*frame as usize].node);
        let Some(node) = node.filter(|_| apart) else {
            return false;
        };
        let node = &self.nodes[node as usize];
        let verb = &self.verbs[node.verb as usize];
        let asks = self.tables.verb(verb.lemma).prepositions.contains(&lemma);
        node.post.is_empty()
            && !asks
            && verb.voice == super::Voice::Active
            && verb.clitics.is_empty()
            && verb.lexical.contains(Features::TRANSITIVE)
    }

    /// Attaches `group` to `host` as its complement.
    pub fn complete(&mut self, host: GroupId, group: GroupId) {
        self.groups[host as usize].complements.push(group);
        self.groups[group as usize].complement_of = Some(host);
        self.notes[group as usize].placed = true;
        self.notes[group as usize].node = self.notes[host as usize].node;
    }

    /// "le soutien *sans faille* de X": says how the noun is, and lets its complements through.
    fn qualifies(&mut self, index: usize, group: GroupId) -> Option<GroupId> {
        let privative = self.groups[group as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| {
                self.token(preposition.words.start)
                    .features
                    .contains(Features::PRIVATIVE)
            });
        let touches = matches!(
            index.checked_sub(1).and_then(|before| self.kind(before)),
            Some(Kind::Group(_))
        );
        if !privative || !touches || !self.is_bare_singular(group) {
            return None;
        }
        let nearest = self.top().edge.last().copied()?;
        let head = self.token(self.groups[nearest as usize].head).lemma;
        let predicate = self.tables.nouns.get(&head).is_some_and(|entry| !entry.bearer);
        (predicate && !self.notes[nearest as usize].name).then_some(nearest)
    }

    fn place_oblique(&mut self, group: GroupId) {
        self.notes[group as usize].placed = true;
        self.notes[group as usize].beside = self.described_by(group);
        let frame = self.top();
        match frame.node {
            Some(node) => {
                self.notes[group as usize].node = Some(node);
                self.nodes[node as usize].obliques.push(group);
                self.extend_edge(None, group);
            }
            None => {
                frame.pending.push(group);
                // "Au Mali, la Russie": the subject comes later and opens its own edge.
                if frame.edge.len() >= LONGEST_EDGE {
                    frame.edge.remove(0);
                }
                frame.edge.push(group);
            }
        }
    }

    /// "X en visite", "a reçu X en visite": the bare group that the one with a preposition touches.
    fn described_by(&mut self, group: GroupId) -> Option<GroupId> {
        if !self.notes[group as usize].adjacent {
            return None;
        }
        let start = self.groups[group as usize].preposition.as_ref()?.words.start;
        let frame = self.top();
        let candidate = match frame.node {
            None => frame.preverbal.last().copied(),
            Some(node) => {
                let node = &self.nodes[node as usize];
                let agent = node.obliques.last().copied().filter(|found| {
                    let preposition = self.groups[*found as usize].preposition.as_ref();
                    preposition.is_some_and(|preposition| preposition.lemma == self.tables.words.agent)
                });
                agent.or(node.post.last().copied())
            }
        }?;
        let mut end = self.groups[candidate as usize].words.end;
        let mut current = candidate;
        for _ in 0..8 {
            let found = &self.groups[current as usize];
            let Some(next) = found.apposition.or(found.complements.last().copied()) else {
                break;
            };
            end = end.max(self.groups[next as usize].words.end);
            current = next;
        }
        let person = self.notes[candidate as usize].name
            || self.groups[candidate as usize]
                .features
                .intersects(Features::HUMAN | Features::PERSON_TITLE)
            || self.groups[candidate as usize].preposition.is_some();
        (person && end == start).then_some(candidate)
    }

    fn host_of(&mut self, index: usize, group: GroupId, lemma: LemmaId, link: &Link) -> Host {
        if let Some(word) = self.adjective_host(index, lemma) {
            return Host::Adjective(word);
        }
        let edge = self.edge_inwards();
        let genitive = lemma == self.tables.words.genitive;
        let time = self.groups_time(group);
        if time && !genitive {
            return Host::Verb;
        }
        let verb = self.top().node;
        if link.comma
            && let Some(host) = self
                .interrupted_host(index, lemma)
                .or_else(|| self.host_of_inserted_agent(index, lemma))
        {
            return Host::Group(host);
        }
        if genitive && !link.comma {
            if verb.is_some_and(|node| self.genitive_of_object(index, node, &edge, group)) {
                return Host::Verb;
            }
            if let Some(host) = self.holder_of_portfolio(&edge, group) {
                return Host::Group(host);
            }
            if let Some(host) = self.actor_behind_goal(&edge, group) {
                return Host::Group(host);
            }
        }
        let asked = verb.is_some_and(|node| self.verb_asks(node, lemma));
        let noun = (!link.comma)
            .then(|| self.noun_host(&edge, lemma, group))
            .flatten();
        if let Some(host) = noun.filter(|host| !self.agent_of_verb(verb, *host, lemma)) {
            return Host::Group(host);
        }
        let finite_open = verb.is_some();
        if asked && (!genitive || self.genitive_for_verb(&edge, group)) {
            return Host::Verb;
        }
        if genitive
            && !link.comma
            && let Some(host) = self.genitive_host(&edge, group)
        {
            return Host::Group(host);
        }
        if !finite_open && !link.comma && !genitive {
            // Before the verb: "les soldats français au Mali".
            let nearest = edge
                .first()
                .copied()
                .filter(|host| self.takes_complements(*host, false));
            if let Some(host) = nearest.filter(|host| self.is_subject_material(*host)) {
                return Host::Group(host);
            }
        }
        Host::Verb
    }

    /// "ont été tués dans l'attaque par", "s'est vu remettre les conclusions par": a passive without
    /// agent takes it before a noun of which nothing else is said.
    fn agent_of_verb(&self, node: Option<u32>, host: GroupId, lemma: LemmaId) -> bool {
        let Some(node) = node.filter(|_| lemma == self.tables.words.agent) else {
            return false;
        };
        let found = &self.nodes[node as usize];
        let passive =
            self.verbs[found.verb as usize].voice == super::Voice::Passive || self.agent_governed(found);
        let told = self.groups[host as usize].complements.iter().any(|complement| {
            let preposition = self.groups[*complement as usize].preposition.as_ref();
            self.is_genitive(preposition.map(|preposition| preposition.lemma))
        });
        passive && !told && self.agent_of(found).is_none()
    }

    /// "informe l'opinion *de sa décision*", "accuse l'armée *de crimes*": of what, after whom.
    fn genitive_of_object(&self, index: usize, node: u32, edge: &[GroupId], group: GroupId) -> bool {
        let found = &self.nodes[node as usize];
        let entry = self.tables.verb(self.verbs[found.verb as usize].lemma);
        let Some(nearest) = edge
            .first()
            .copied()
            .filter(|_| entry.object_genitive && !found.post.is_empty())
        else {
            return false;
        };
        let what = &self.groups[group as usize];
        let note = self.notes[group as usize];
        let undefined = Features::POSSESSIVE | Features::INDEFINITE | Features::DEMONSTRATIVE;
        let deverbal = |group: GroupId| {
            let head = self.groups[group as usize].head;
            !self.shape(head).contains(Shape::CAPITALISED)
                && self
                    .tables
                    .nouns
                    .get(&self.token(head).lemma)
                    .is_some_and(|entry| !entry.bearer)
        };
        let definite = self.is_definite(group);
        if note.name || note.pronoun {
            return false;
        }
        if what.features.intersects(undefined) || what.numeral.is_some() {
            return true;
        }
        if definite {
            return deverbal(group) && !deverbal(nearest);
        }
        // "accuse le chef de guerre de crimes": the first of two belongs to the noun.
        let another = matches!(self.kind(index + 1), Some(Kind::Group(next)) if self.is_genitive(
            self.groups[next as usize].preposition.as_ref().map(|preposition| preposition.lemma)));
        !another
    }

    /// "l'arrivée au pouvoir *de X*": who does it, past where to.
    fn actor_behind_goal(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let nearest = *edge.first()?;
        let host = self.groups[nearest as usize].complement_of?;
        let preposition = self.groups[nearest as usize].preposition.as_ref()?.lemma;
        let found = &self.groups[host as usize];
        let genitive = |group: GroupId| {
            let preposition = self.groups[group as usize].preposition.as_ref();
            self.is_genitive(preposition.map(|preposition| preposition.lemma))
        };
        let entry = self.tables.nouns.get(&self.token(found.head).lemma)?;
        let acts = entry.roles.iter().any(|(preposition, roles)| {
            self.is_genitive(Some(*preposition)) && roles.first() == Some(&super::NominalRole::Subject)
        });
        let words = &self.tables.words;
        let lemma = self.token(self.groups[nearest as usize].head).lemma;
        let goal = preposition == words.dative && words.goals.contains(&lemma);
        let open = !found.complements.iter().any(|complement| genitive(*complement));
        let name = self.notes[group as usize].name;
        (acts && goal && open && name && !entry.bearer).then_some(host)
    }

    /// "le ministre de la Défense *du Kenya*": of the office, not of the portfolio.
    fn holder_of_portfolio(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let nearest = *edge.first()?;
        let holder = self.groups[nearest as usize].complement_of?;
        let found = &self.groups[holder as usize];
        let definite = self.notes[group as usize].name
            || self.is_definite(group)
                && self
                    .shape(self.groups[group as usize].head)
                    .contains(Shape::CAPITALISED);
        let portfolio = self
            .shape(self.groups[nearest as usize].head)
            .contains(Shape::CAPITALISED)
            && !self.notes[nearest as usize].name
            && self.class(self.groups[nearest as usize].head) == Class::Noun;
        let one = found.complements.as_slice() == [nearest];
        (definite && portfolio && one && found.features.contains(Features::PERSON_TITLE)).then_some(holder)
    }

    /// Part of the bare group before the verb, not of a fronted "Au Mali".
    fn is_subject_material(&self, group: GroupId) -> bool {
        let mut current = group;
        for _ in 0..16 {
            match self.groups[current as usize].complement_of {
                Some(above) => current = above,
                None => break,
            }
        }
        let found = &self.groups[current as usize];
        found.preposition.is_none() || found.first_conjunct.is_some()
    }

    /// "prêt à", "membre de": the adjective just before takes this preposition.
    fn adjective_host(&mut self, index: usize, lemma: LemmaId) -> Option<WordIndex> {
        let before = self.element(index.checked_sub(1)?)?;
        let word = before.words.end.checked_sub(1)?;
        let token = self.token(word);
        if !matches!(token.class, Class::Adjective | Class::Noun) {
            return None;
        }
        let entry = self.tables.adjectives.get(&token.lemma)?;
        if !entry.roles.iter().any(|(preposition, _)| *preposition == lemma) {
            return None;
        }
        let group = match before.kind {
            Kind::Group(group) => {
                let found = &self.groups[group as usize];
                // The head itself is a noun with complements, not an adjective.
                if found.head == word {
                    return None;
                }
                Some(group)
            }
            Kind::Adjective => None,
            _ => return None,
        };
        if !self
            .adjectives
            .iter()
            .rev()
            .take(4)
            .any(|adjective| adjective.word == word)
        {
            let described = group.or_else(|| self.described_by_adjective(index));
            let frame = self.top();
            let node = frame.node;
            let fronted = node.is_none() && frame.preverbal.is_empty();
            self.adjectives.push(AdjectiveUse {
                word,
                group: described,
                node: node.filter(|_| described.is_none()),
                fronted: described.is_none() && fronted,
                complements: SmallVec::new(),
            });
        }
        Some(word)
    }

    /// "le Hezbollah, *présent* au Liban,": the group before the comma.
    fn described_by_adjective(&mut self, index: usize) -> Option<GroupId> {
        let comma = index.checked_sub(2)?;
        let adjective = self.kind(comma + 1) == Some(Kind::Adjective);
        if self.kind(comma) != Some(Kind::Comma) || !adjective {
            return None;
        }
        let frame = self.top();
        let subject = frame.preverbal.last().copied();
        match frame.node {
            None => subject,
            Some(_) => frame.edge.first().copied(),
        }
        .filter(|group| !self.notes[*group as usize].clitic && !self.groups_time(*group))
    }

    fn verb_asks(&self, node: u32, lemma: LemmaId) -> bool {
        let verb = self.nodes[node as usize].verb;
        let group = &self.verbs[verb as usize];
        self.tables.verb(group.lemma).prepositions.contains(&lemma)
            || group.voice == super::Voice::Passive && lemma == self.tables.words.agent
    }

    /// The nearest open noun that the table gives this preposition.
    fn noun_host(&self, edge: &[GroupId], lemma: LemmaId, group: GroupId) -> Option<GroupId> {
        edge.iter().copied().find(|host| {
            let found = &self.groups[*host as usize];
            let Some(entry) = self.tables.nouns.get(&self.token(found.head).lemma) else {
                return false;
            };
            let listed = entry.roles.iter().any(|(preposition, _)| *preposition == lemma);
            let reaches = !self.is_genitive(Some(lemma)) || self.genitive_reaches(edge, *host, group, entry);
            listed && reaches && !self.notes[*host as usize].name && !self.is_filled(*host, lemma, group)
        })
    }

    /// "le retrait des troupes du Mali": a second "de" goes past the nearest noun only where the
    /// table foresees two and a name follows, or where the nearest is a name itself.
    fn genitive_reaches(
        &self,
        edge: &[GroupId],
        host: GroupId,
        group: GroupId,
        entry: &super::Nominal,
    ) -> bool {
        let Some(nearest) = edge.first().copied().filter(|nearest| *nearest != host) else {
            return true;
        };
        let two = entry
            .roles
            .iter()
            .any(|(preposition, roles)| self.is_genitive(Some(*preposition)) && roles.len() > 1);
        let bearer = self
            .tables
            .nouns
            .get(&self.token(self.groups[nearest as usize].head).lemma)
            .is_some_and(|entry| entry.bearer);
        let open = self.takes_complements(nearest, true);
        // "le contrôle de la ville de Gao" has one complement, "la vente de drones de Téhéran" two.
        let source = entry.roles.iter().any(|(preposition, roles)| {
            self.is_genitive(Some(*preposition))
                && matches!(roles.get(1), Some(super::NominalRole::Oblique(_)))
        });
        let described = &self.groups[nearest as usize];
        let vague =
            described.determiner.is_none() && described.numeral.is_none() && !self.is_definite(nearest);
        !open || two && (source || vague) && self.notes[group as usize].name && !bearer
    }

    /// The noun has a complement under this preposition already.
    fn is_filled(&self, host: GroupId, lemma: LemmaId, _group: GroupId) -> bool {
        let count = self.groups[host as usize]
            .complements
            .iter()
            .filter(|complement| {
                let found = &self.groups[**complement as usize];
                found
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| preposition.lemma == lemma)
            })
            .count();
        let most = if lemma == self.tables.words.genitive { 2 } else { 1 };
        count >= most
    }

    /// A verb with "de" gets it when no noun stands near that needs it.
    fn genitive_for_verb(&self, edge: &[GroupId], _group: GroupId) -> bool {
        edge.first().is_none_or(|nearest| {
            let found = &self.groups[*nearest as usize];
            let note = self.notes[*nearest as usize];
            let filled = !found.complements.is_empty();
            note.name
                || note.pronoun
                || filled
                || found
                    .determiner
                    .is_some_and(|word| self.has(word, Features::POSSESSIVE))
        })
    }

    /// The nearest noun that can have a complement after "de".
    fn genitive_host(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let name = self.notes[group as usize].name;
        let nearest = *edge.first()?;
        if name && edge.len() > 1 {
            // "le ministre des Affaires étrangères du Mali"
            let titled = edge.iter().copied().find(|host| {
                self.groups[*host as usize]
                    .features
                    .contains(Features::PERSON_TITLE)
                    && !self.notes[*host as usize].name
                    && self.groups[*host as usize].complements.len() == 1
            });
            let plural = self.groups[nearest as usize].features.contains(Features::PLURAL);
            if let Some(host) = titled.filter(|_| plural) {
                return Some(host);
            }
        }
        edge.iter()
            .copied()
            .find(|host| self.takes_complements(*host, true))
            .or(Some(nearest).filter(|_| self.top_lacks_verb()))
    }

    fn top_lacks_verb(&self) -> bool {
        self.stack
            .last()
            .is_some_and(|frame| self.frames[*frame as usize].node.is_none())
    }

    fn takes_complements(&self, host: GroupId, genitive: bool) -> bool {
        let note = self.notes[host as usize];
        let found = &self.groups[host as usize];
        if note.clitic || note.name && found.determiner.is_none() {
            return false;
        }
        if note.name && genitive {
            return found.determiner.is_some() && self.class(found.head) == Class::Noun;
        }
        !(note.pronoun && found.features.intersects(Features::FIRST | Features::SECOND))
    }
}
