//! Places groups without preposition: subjects, objects, conjuncts, the first words of a new clause.
//!
//! What stands before the group decides: a conjunction may join it to a list or open a clause with
//! it; after a comma it may go on with a list, rename a group, or be the subject that a clause waits
//! for.

use super::elements::{Kind, Parser};
use super::groups::NUMBER;
use super::segments::{FrameKind, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Features, GroupId, Voice};
use smallvec::SmallVec;

impl Parser<'_> {
    pub fn place_bare(&mut self, index: usize, group: GroupId, link: &Link) {
        if link.item {
            self.place_item(group);
        } else if link.comma && self.sums_up(index, group)
            || self.repeats_controlled(index, group, link)
            || self.repeats_arguments(index, group, link)
            || self.open_gapped(index, group, link)
        {
        } else if link.coordinator.is_some() {
            self.place_after_coordinator(index, group, link);
        } else if self.goes_on_after_then(index, group, link) {
        } else if link.comma {
            self.place_after_comma(index, group, link);
        } else if let Some(holder) = self.holder_of_dated_title(index, group) {
            self.appose(holder, group);
            self.extend_edge(Some(holder), group);
        } else if !self.appose_adjacent(index, group) {
            if self.is_object_past_participle(index, group) {
                self.pop_to(self.stack.len() - 2);
            }
            self.place_argument(group);
        }
    }

    /// "*X*, aujourd'hui président du Sénat,": whose title a day stands before.
    fn holder_of_dated_title(&self, index: usize, group: GroupId) -> Option<GroupId> {
        let dated = matches!(self.kind(index.checked_sub(1)?), Some(Kind::Group(day))
            if self.groups_time(day) && self.groups[day as usize].preposition.is_none());
        let parted = self.kind(index.checked_sub(2)?) == Some(Kind::Comma);
        let Some(Kind::Group(holder)) = self.kind(index.checked_sub(3)?) else {
            return None;
        };
        let titled = self.groups[group as usize]
            .features
            .contains(Features::PERSON_TITLE)
            && self.is_bare_singular(group)
            && !self.notes[group as usize].name;
        let free = self.notes[holder as usize].name && self.groups[holder as usize].apposition.is_none();
        (dated && parted && titled && free).then_some(holder)
    }

    /// "a été reçu, *ce* qui étonne": the pronoun takes up the clause and is nobody's argument in it.
    fn sums_up(&self, index: usize, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.notes[group as usize].pronoun
            && self.tables.lists(self.token(head).lemma, Lists::PRESENTATIVE)
            && self.kind(index + 1) == Some(Kind::Relative)
            && self.top_node().is_some()
    }

    /// "ont rejoint l'alliance l'Iran, *puis la Biélorussie*": one more of those named, where no verb follows.
    fn goes_on_after_then(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        let Some(before) = index.checked_sub(1).filter(|before| self.says_then(*before)) else {
            return false;
        };
        if self.groups_time(group) {
            return false;
        }
        let behind = before
            .checked_sub(1 + usize::from(link.comma))
            .and_then(|at| self.kind(at));
        let alike = matches!(behind, Some(Kind::Group(other))
            if self.notes[other as usize].name == self.notes[group as usize].name
                && self.groups[other as usize].preposition.is_none());
        if !alike || self.verb_ahead(index).is_some() {
            return false;
        }
        let joined = Link {
            coordinator: Some(before),
            ..Link::default()
        };
        self.coordinate_group(group, &joined)
    }

    fn place_after_coordinator(&mut self, index: usize, group: GroupId, link: &Link) {
        if self.affirmed_instead(index, link) {
            self.affirm(group);
            return;
        }
        if self.half_of_pair() && self.coordinate_group(group, link) {
            return;
        }
        if let Some(subject) = self.subject_likened(index, link) {
            self.join(subject, group);
            return;
        }
        if self.opens_with_neither(link) {
            self.place_argument(group);
            return;
        }
        if let Some(holder) = self.holder_of_second_title(group) {
            self.appose(holder, group);
            self.extend_edge(Some(holder), group);
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

    /// "X a été arrêté à Lomé, *tout comme Y*": Y has the part of the subject.
    fn subject_likened(&self, index: usize, link: &Link) -> Option<GroupId> {
        let coordinator = link
            .coordinator
            .and_then(|coordinator| self.element(coordinator))?;
        let likened = link.comma_before_coordinator
            && self.tables.lists(coordinator.token.lemma, Lists::LIKEWISE)
            && self.verb_ahead(index).is_none();
        let node = &self.nodes[self.top_node().filter(|_| likened)? as usize];
        let mut before = node.preverbal.iter().copied();
        let subject = before.find(|group| !self.groups_time(*group))?;
        self.groups[subject as usize]
            .next_conjunct
            .is_none()
            .then_some(subject)
    }

    /// "le président angolais *et président en exercice de l'Union*": one person, two titles.
    fn holder_of_second_title(&mut self, group: GroupId) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let titled = found
            .features
            .intersects(Features::HUMAN | Features::PERSON_TITLE);
        if !titled || !self.is_bare_singular(group) {
            return None;
        }
        let edge = self.edge();
        // "X, épouse du prévenu *et patronne de Y*": it goes on with the title that X has already.
        let goes_on = edge.iter().any(|host| {
            self.groups[*host as usize].apposition_to.is_some()
                && self.is_bare_singular(*host)
                && self.is_person(*host)
        });
        if goes_on {
            return None;
        }
        edge.iter().rev().copied().find(|host| {
            let found = &self.groups[*host as usize];
            let plural =
                found.features.contains(Features::PLURAL) && !found.features.contains(Features::SINGULAR);
            (found.determiner.is_some() || self.is_contracted(*host))
                && found
                    .features
                    .intersects(Features::HUMAN | Features::PERSON_TITLE)
                && !plural
                && found.apposition.is_none()
                && found.next_conjunct.is_none()
                && !self.notes[*host as usize].name
                && !self.notes[*host as usize].pronoun
        })
    }

    /// The first item names those whom the colon announces or is the verb's object; the others go on
    /// with it.
    fn place_item(&mut self, group: GroupId) {
        if let Some(Some(first)) = self.listing {
            self.join(first, group);
            return;
        }
        self.listing = Some(Some(group));
        match self.announced.take() {
            Some(host) => {
                self.appose(host, group);
                self.extend_edge(None, group);
            }
            None => self.place_argument(group),
        }
    }

    /// "sans préciser *ni le nombre* ni la date": the first "ni" joins nothing.
    fn opens_with_neither(&mut self, link: &Link) -> bool {
        let neither = link
            .coordinator
            .filter(|coordinator| {
                self.elements[*coordinator]
                    .token
                    .features
                    .contains(Features::NEGATIVE_COORDINATOR)
            })
            .and_then(|coordinator| coordinator.checked_sub(1))
            .and_then(|before| self.kind(before));
        let node = self.top().node;
        matches!((neither, node), (Some(Kind::Verb(verb)), Some(node)) if self.nodes[node as usize].verb == verb)
    }

    /// "entre X" waits for "et Y".
    fn half_of_pair(&mut self) -> bool {
        let between = self.tables.words.between;
        self.top().edge.first().copied().is_some_and(|last| {
            let found = &self.groups[last as usize];
            found.next_conjunct.is_none()
                && found.first_conjunct.is_none()
                && !found.features.contains(Features::PLURAL)
                && found.preposition_lemma() == Some(between)
        })
    }

    /// "n'a pas livré de chars, *mais des camions*": no conjunct of what is denied.
    pub fn affirmed_instead(&self, index: usize, link: &Link) -> bool {
        let adversative = link.coordinator.is_some_and(|at| self.is_adversative(at));
        let denied = || {
            self.stack.iter().rev().any(|frame| {
                self.frames[*frame as usize].node.is_some_and(|node| {
                    let verb = &self.verbs[self.nodes[node as usize].verb as usize];
                    (verb.negated || verb.particle) && !verb.restrictive
                })
            })
        };
        adversative && denied() && self.verb_ahead(index).is_none()
    }

    /// "n'a pas accusé X, *mais Y*", "n'a pas parlé à X, *mais à Y*": the clause once more, of another, and this time it
    /// holds. Whether there is such a clause.
    pub fn affirm(&mut self, group: GroupId) -> bool {
        let lemma = self.groups[group as usize].preposition_lemma();
        let alike = |other: &GroupId| {
            self.groups[*other as usize].preposition_lemma() == lemma
                && self.groups_time(*other) == self.groups_time(group)
                && self.notes[*other as usize].name == self.notes[group as usize].name
                && !self.notes[*other as usize].clitic
        };
        let denied = |frame: &u32| {
            let node = &self.nodes[self.frames[*frame as usize].node? as usize];
            let verb = &self.verbs[node.verb as usize];
            let set_against = || match lemma {
                Some(_) => {
                    let behind = |group: &GroupId| self.groups[*group as usize].words.start > verb.word;
                    node.obliques.iter().any(|group| behind(group) && alike(group))
                }
                None => verb.voice == Voice::Active && node.post.iter().any(alike),
            };
            let told = verb.form == Form::Finite && verb.negated && !verb.restrictive && !verb.entry.copula;
            (told && set_against()).then_some(node.verb)
        };
        let mut positions = (0..self.stack.len()).rev();
        let found = positions.find_map(|position| Some((position, denied(&self.stack[position])?)));
        let Some((position, verb)) = found else {
            return false;
        };
        self.pop_to(position);
        let mut holds = self.verbs[verb as usize].clone();
        (holds.negated, holds.particle, holds.no_longer) = (false, false, false);
        let again = self.verbs.len() as u32;
        self.verbs.push(holds);
        let node = self.top_node();
        self.continue_frame(again);
        if let Some(repeated) = self.top_node() {
            self.nodes[repeated as usize].gapped = node;
        }
        match lemma {
            Some(_) => self.place_oblique(group),
            None => self.place_argument(group),
        }
        true
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
        if self.is_listed_in_bracket(group) && self.coordinate_group(group, link) {
            return;
        }
        if self.is_bare_title(group) && self.appose_after_comma(group) {
            return;
        }
        if self.names_office_before_subject(index, group) && self.appose_after_comma(group) {
            return;
        }
        if self.is_title_of_two(index, group) && self.appose_after_comma(group) {
            return;
        }
        let time = self.groups[group as usize].features.contains(Features::TIME);
        let has_node = self.top().node.is_some();
        if !time && has_node && self.succeeds_title(index, group) {
            return;
        }
        if let Some(host) = self.counted_host(index, group) {
            self.appose(host, group);
            self.extend_edge(None, group);
            return;
        }
        let awaited = || {
            self.object_awaited(index)
                || self.is_object_past_apposition(index, group)
                || self.subject_awaited(index, group)
        };
        if !time && has_node && awaited() {
            self.place_argument(group);
            return;
        }
        if !time && !has_node && self.opens_its_clause(index) && self.verb_ahead(index).is_some() {
            self.place_argument(group);
            return;
        }
        let verb = has_node.then(|| self.verb_ahead(index)).flatten();
        let subject_wanted = verb.is_some() && self.main_clause_wants_subject();
        if !time && verb.is_some_and(|verb| self.opens_spliced_clause(index, verb)) {
            self.open_parallel(index);
            self.place_argument(group);
            return;
        }
        if !time && !subject_wanted && self.list_ahead(index, group) && self.coordinate_group(group, link) {
            return;
        }
        if self.is_object_past_relative(index, group) {
            self.pop_to(self.stack.len() - 2);
            self.place_argument(group);
            return;
        }
        if has_node {
            if let Some(position) = self.fronted_title(index, group) {
                self.pop_to(position);
                self.succeed_fronted(group);
                return;
            }
            if let (Some(verb), Some(position)) = (verb, self.waiting_position()) {
                let frame = &self.frames[self.stack[position] as usize];
                let free = !frame
                    .preverbal
                    .iter()
                    .any(|found| !self.groups_time(*found) && self.agrees_with_verb(*found, verb));
                let opens_list = subject_wanted && self.list_ahead(index, group);
                if free && (opens_list || self.agrees_with_verb(group, verb)) {
                    self.pop_to(position);
                    self.place_argument(group);
                    return;
                }
            }
            if !time && self.ends_absolute(index, group) {
                return;
            }
            let next_participle = self.participle_behind_complements(index);
            if let Some(verb) = next_participle.filter(|_| !self.top_is_participle()) {
                self.leave_what_is_told_of(verb, group);
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

    /// "X frappe Damas, *Ankara et Téhéran* haussent le ton": the list stands right before a plural verb, which
    /// nothing else could be the subject of.
    fn opens_spliced_clause(&self, index: usize, verb: u32) -> bool {
        let plural = self.verbs[verb as usize].features & super::groups::NUMBER == Features::PLURAL;
        if !plural || self.waiting_position().is_some() {
            return false;
        }
        let list = |kind: &Kind| {
            matches!(
                kind,
                Kind::Group(_) | Kind::Coordinator | Kind::Adverb | Kind::Adjective
            )
        };
        let ahead = self
            .elements
            .iter()
            .skip(index + 1)
            .take(super::segments::LOOK_AHEAD);
        let kinds: SmallVec<[Kind; 16]> = ahead.map(|element| element.kind).take_while(list).collect();
        let verb_next = self.kind(index + 1 + kinds.len()) == Some(Kind::Verb(verb));
        let last = kinds.iter().rposition(|kind| *kind == Kind::Coordinator);
        let alone = last.is_some_and(|last| match kinds.get(last + 1) {
            Some(Kind::Group(group)) => {
                let bare = self.groups[*group as usize].preposition.is_none();
                bare && self.names_one(*group)
            }
            _ => false,
        });
        verb_next && alone
    }

    /// "Dans une lettre au secrétaire général, *X*, le ministre a": the name is that of the office before it,
    /// since another group stands next to the verb.
    fn names_office_before_subject(&self, index: usize, group: GroupId) -> bool {
        let note = self.notes[group as usize];
        let name = note.name && self.groups[group as usize].determiner.is_none();
        let subject = matches!(self.kind(index + 2), Some(Kind::Group(next)) if {
            let found = &self.groups[next as usize];
            found.preposition.is_none()
                && found.determiner.is_some()
                && !self.notes[next as usize].name
                && !found.features.contains(Features::TIME)
        });
        if !name
            || !subject
            || self.kind(index + 1) != Some(Kind::Comma)
            || self.verb_ahead(index + 2).is_none()
        {
            return false;
        }
        let edge = self.edge();
        edge.iter().any(|host| {
            let found = &self.groups[*host as usize];
            let office = self.is_person(*host) && !self.notes[*host as usize].name && self.names_one(*host);
            office && found.apposition.is_none() && found.preposition.is_some()
        })
    }

    /// "Premier dirigeant à se rendre à Damas, *l'émir* a": the frame that waits for a verb with nothing but a title before
    /// it, which tells of the person behind the comma.
    fn fronted_title(&self, index: usize, group: GroupId) -> Option<usize> {
        let position = self.waiting_position()?;
        let top = &self.frames[*self.stack.last()? as usize];
        let infinitive = top.kind == FrameKind::Infinitive && position + 2 == self.stack.len();
        let frame = &self.frames[self.stack[position] as usize];
        let mut before = frame.preverbal.iter().filter(|found| !self.groups_time(**found));
        let title = before.next().filter(|_| infinitive && before.next().is_none())?;
        let told =
            self.is_undetermined(*title) && self.is_person(*title) && !self.notes[*title as usize].name;
        (told && self.is_person(group) && self.takes_over(index, group)).then_some(position)
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

    /// "Son envoyé expulsé par X, *Y* pèse ses mots": what stands right before the verb is its subject; the group
    /// with the participle tells a circumstance.
    fn ends_absolute(&mut self, index: usize, group: GroupId) -> bool {
        let Some(position) = self.waiting_position() else {
            return false;
        };
        let top = &self.frames[self.stack[self.stack.len() - 1] as usize];
        let waiting = &self.frames[self.stack[position] as usize];
        let others = waiting
            .preverbal
            .iter()
            .filter(|found| !self.groups_time(**found));
        let mut others = others.copied();
        let described = others.next().filter(|_| others.next().is_none());
        let participle = top.node.is_some_and(|node| {
            matches!(
                self.verbs[self.nodes[node as usize].verb as usize].form,
                Form::PastParticiple | Form::PresentParticiple
            )
        });
        let touches = described.is_some_and(|described| {
            let end = self.groups[described as usize].words.end;
            top.kind == FrameKind::Participle && top.group == Some(described) && top.start == end
        });
        let subject = self.groups[group as usize].preposition.is_none() && self.takes_over(index, group);
        if !participle || !touches || !subject || position + 2 != self.stack.len() {
            return false;
        }
        self.pop_to(position);
        self.succeed_fronted(group);
        true
    }

    /// "*Ancien ministre qui a fui Lomé*, X a écrit": the group right before the verb is its subject; a title
    /// without article describes it, with all that is said of that.
    fn succeeds_title(&mut self, index: usize, group: GroupId) -> bool {
        let Some(position) = self.waiting_position() else {
            return false;
        };
        let waiting = &self.frames[self.stack[position] as usize];
        let before: SmallVec<[GroupId; 4]> = waiting
            .preverbal
            .iter()
            .copied()
            .filter(|found| !self.groups_time(*found))
            .collect();
        let top = &self.frames[self.stack[self.stack.len() - 1] as usize];
        let titled = matches!(before.as_slice(), [title]
            if self.is_undetermined(*title)
                && self.is_person(*title)
                && self.groups[*title as usize].words.start == self.span.start);
        let described = matches!(top.kind, FrameKind::Relative | FrameKind::Participle);
        let subject = self.groups[group as usize].preposition.is_none() && self.takes_over(index, group);
        if !titled || !described || !subject {
            return false;
        }
        self.pop_to(position);
        self.succeed_fronted(group);
        true
    }

    /// What stood before is fronted: with a participle it tells a circumstance; without an article
    /// it describes the subject.
    fn succeed_fronted(&mut self, group: GroupId) {
        let before = self.top().preverbal.clone();
        let (times, others): (SmallVec<[GroupId; 4]>, SmallVec<[GroupId; 4]>) =
            before.into_iter().partition(|found| self.groups_time(*found));
        let fronted = others.first().copied();
        self.top().preverbal = times;
        let agrees = |fronted: GroupId| {
            let (one, other) = (&self.groups[fronted as usize], &self.groups[group as usize]);
            super::groups::compatible(one.features, other.features, super::groups::NUMBER)
        };
        if let Some(fronted) = fronted
            && (self.is_bare_singular(fronted) || self.is_undetermined(fronted) && agrees(fronted))
            && self.groups[group as usize].apposition.is_none()
        {
            self.appose(group, fronted);
        } else {
            self.top().dislocated = fronted;
        }
        self.place_argument(group);
    }

    /// "X, *le président du parti et chef du mouvement*, a": two titles between commas, after a name, before a verb in the
    /// singular.
    fn is_title_of_two(&self, index: usize, group: GroupId) -> bool {
        let before = index.checked_sub(2).and_then(|before| self.kind(before));
        let named = matches!(before, Some(Kind::Group(before)) if self.is_bare_name(before));
        let title = self.is_person(group) && !self.notes[group as usize].name && self.names_one(group);
        if !named || !title {
            return false;
        }
        let verb = self.verb_past_list(index).map(|verb| &self.verbs[verb as usize]);
        verb.is_some_and(|verb| verb.form == Form::Finite && verb.features & NUMBER == Features::SINGULAR)
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
    fn participle_behind_complements(&self, index: usize) -> Option<u32> {
        let prepositional = |kind: &Kind| matches!(kind, Kind::Group(group) if self.groups[*group as usize].preposition.is_some());
        let next = (index + 1..(index + 6).min(self.elements.len()))
            .find(|at| !prepositional(&self.elements[*at].kind));
        let Some(Kind::Verb(verb)) = next.and_then(|next| self.kind(next)) else {
            return None;
        };
        (self.verbs[verb as usize].form == Form::PresentParticiple).then_some(verb)
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

    pub fn groups_time(&self, group: GroupId) -> bool {
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

    /// Before the verb a candidate for its subject, after it one for its object.
    pub fn place_argument(&mut self, group: GroupId) {
        let time = self.groups_time(group);
        let frame = self.top();
        let Some(node) = frame.node else {
            frame.preverbal.push(group);
            frame.edge.reset(group);
            return;
        };
        if !time {
            frame.edge.reset(group);
        }
        self.notes[group as usize].node = Some(node);
        let node = &mut self.nodes[node as usize];
        if time {
            node.obliques.push(group);
        } else {
            node.post.push(group);
        }
    }
}
