//! Places groups without preposition: subjects, objects, conjuncts, the first words of a new clause.
//!
//! What stands before the group decides: a conjunction may join it to a list or open a clause with
//! it; after a comma it may go on with a list, rename a group, or be the subject that a clause waits
//! for.

use super::elements::{Kind, Parser};
use super::segments::{FrameKind, Gap, Link};
use super::verbs::Form;
use super::{Features, GroupId};
use smallvec::SmallVec;

/// How many groups, each of which renames or completes the next, are followed upwards.
const MOST_HOSTS: usize = 8;

impl Parser<'_> {
    pub fn place_bare(&mut self, index: usize, group: GroupId, link: &Link) {
        if link.item {
            self.place_item(group);
        } else if link.comma && self.sums_up(index, group) {
            self.notes[group as usize].placed = true;
        } else if self.repeats_controlled(index, group, link) || self.open_gapped(index, group, link) {
        } else if link.coordinator.is_some() {
            self.place_after_coordinator(index, group, link);
        } else if self.goes_on_after_then(index, group, link) {
        } else if link.comma {
            self.place_after_comma(index, group, link);
        } else if !self.appose_adjacent(index, group) {
            self.place_argument(group);
        }
    }

    /// "a été reçu, *ce* qui étonne": the pronoun takes up the clause and is nobody's argument in it.
    fn sums_up(&self, index: usize, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.notes[group as usize].pronoun
            && self.tables.words.presentative.contains(&self.token(head).lemma)
            && self.kind(index + 1) == Some(Kind::Relative)
            && self.top_node().is_some()
    }

    /// "ont rejoint l'alliance l'Iran, *puis la Biélorussie*": one more of those named, where no verb follows.
    fn goes_on_after_then(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        let Some(before) = index.checked_sub(1).filter(|_| !self.groups_time(group)) else {
            return false;
        };
        let behind = before
            .checked_sub(1 + usize::from(link.comma))
            .and_then(|at| self.kind(at));
        let alike = matches!(behind, Some(Kind::Group(other))
            if self.notes[other as usize].name == self.notes[group as usize].name
                && self.groups[other as usize].preposition.is_none());
        if !self.says_then(before) || !alike || self.verb_ahead(index).is_some() {
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
            self.notes[group as usize].placed = true;
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
            && self.tables.words.likewise.contains(&coordinator.token.lemma)
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
        let edge = self.edge_inwards();
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

    /// "Paris soutient Kiev *et Moscou Damas*", "X est parti en mai, *Y en juin*": a second clause that
    /// leaves its verb out.
    fn open_gapped(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        if link.coordinator.is_none() && !link.comma {
            return false;
        }
        let floor = self.floor();
        let Some(node) = self.frames[self.stack[floor] as usize].node else {
            return false;
        };
        let verb = self.nodes[node as usize].verb;
        let finite = self.verbs[verb as usize].form == Form::Finite;
        let gapped = self.leaves_verb_out(index, group, node) || self.does_likewise(index, group, node, link);
        if !finite || !gapped {
            return false;
        }
        self.open_parallel(index);
        self.place_argument(group);
        let gapped = self.add_verb(verb);
        self.nodes[gapped as usize].gapped = Some(node);
        self.nodes[gapped as usize].adverbs = self.nodes[node as usize].adverbs.clone();
        true
    }

    /// "Moscou proteste, *Bakou aussi*": the whole clause once more, of another.
    fn does_likewise(&self, index: usize, group: GroupId, node: u32, link: &Link) -> bool {
        let too = self.element(index + 1).is_some_and(|element| {
            element.kind == Kind::Adverb && self.tables.words.too.contains(&element.token.lemma)
        });
        let ends = matches!(
            self.kind(index + 2),
            None | Some(Kind::Comma | Kind::Break | Kind::Coordinator | Kind::Close)
        );
        let found = &self.groups[group as usize];
        let subject = self.nodes[node as usize]
            .preverbal
            .iter()
            .any(|group| !self.groups_time(*group));
        link.comma
            && too
            && ends
            && subject
            && found.preposition.is_none()
            && !self.groups_time(group)
            && (self.notes[group as usize].name || found.determiner.is_some())
    }

    /// "puis", "ensuite" stand at `at`.
    fn says_then(&self, at: usize) -> bool {
        self.element(at).is_some_and(|element| {
            element.kind == Kind::Adverb && self.tables.words.successive.contains(&element.token.lemma)
        })
    }

    /// "accuse X d'armer les rebelles *et Y de les financer*": the verb once more, of another.
    fn repeats_controlled(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        let marker = match self.kind(index + 1) {
            Some(Kind::Verb(next)) if self.verbs[next as usize].form == Form::Infinitive => {
                self.verbs[next as usize].marker.map(|(lemma, _)| lemma)
            }
            _ => None,
        };
        let Some(marker) = marker.filter(|_| link.coordinator.is_some()) else {
            return false;
        };
        let position = self.stack.iter().rposition(|frame| {
            let node = self.frames[*frame as usize].node;
            node.is_some_and(|node| {
                let node = &self.nodes[node as usize];
                let verb = &self.verbs[node.verb as usize];
                let entry = self.tables.verb(verb.lemma);
                let object = node.post.first().is_some_and(|object| {
                    self.notes[*object as usize].name == self.notes[group as usize].name
                });
                verb.form == Form::Finite
                    && verb.voice == super::Voice::Active
                    && entry.control == Some(super::tables::Control::Object)
                    && entry.infinitive.contains(&marker)
                    && object
            })
        });
        let Some(position) = position.filter(|position| *position + 1 < self.stack.len()) else {
            return false;
        };
        self.pop_to(position);
        let Some(node) = self.top_node() else {
            return false;
        };
        let verb = self.nodes[node as usize].verb;
        self.continue_frame(verb);
        if let Some(repeated) = self.top_node() {
            self.nodes[repeated as usize].gapped = Some(node);
        }
        self.place_argument(group);
        true
    }

    /// "s'est emparé en mai de Goma *et en juin de Bukavu*": the verb happens once more, at another time, to
    /// another.
    pub fn repeats_pair(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        let next = match self.kind(index + 1) {
            Some(Kind::Group(next)) => next,
            _ => return false,
        };
        // "du Mali en mai *puis du Togo en juin*": either may come first.
        let time_first = self.groups_time(group);
        let (time, to) = if time_first { (group, next) } else { (next, group) };
        let preposition = |group: GroupId| {
            let found = &self.groups[group as usize];
            found.preposition_lemma()
        };
        let wanted = preposition(to);
        let place =
            |lemma: Option<super::LemmaId>| lemma.is_some_and(|lemma| self.tables.words.locates(lemma));
        let successive = index.checked_sub(1).is_some_and(|before| self.says_then(before));
        if link.coordinator.is_none() && !successive
            || !self.groups_time(time)
            || self.groups_time(to)
            || wanted.is_none()
            || !self.ends_soon(index + 1)
        {
            return false;
        }
        let top = self.stack.last().map(|frame| &self.frames[*frame as usize]);
        let Some(node) = top.and_then(|frame| frame.node) else {
            return false;
        };
        let found = &self.nodes[node as usize];
        let verb = &self.verbs[found.verb as usize];
        let behind = |group: &&GroupId| self.groups[**group as usize].words.start > verb.word;
        let first = |times: bool| {
            let mut obliques = found.obliques.iter().filter(behind);
            obliques.find(|group| {
                let lemma = preposition(**group);
                let fits = times || lemma == wanted || place(lemma) && place(wanted);
                self.groups_time(**group) == times && fits
            })
        };
        let (Some(when), Some(other)) = (first(true), first(false)) else {
            return false;
        };
        let order = self.groups[*when as usize].words.start < self.groups[*other as usize].words.start;
        let alike = self.notes[*other as usize].name == self.notes[to as usize].name;
        if order != time_first || !alike || !matches!(verb.form, Form::Finite | Form::PastParticiple) {
            return false;
        }
        let verb = found.verb;
        self.continue_frame(verb);
        if let Some(repeated) = self.top().node {
            self.nodes[repeated as usize].gapped = Some(node);
        }
        true
    }

    /// The group is set against the subject of `node`, and what follows it, up to the next pause,
    /// against something behind its verb.
    fn leaves_verb_out(&self, index: usize, group: GroupId, node: u32) -> bool {
        let remnant = match self.kind(index + 1) {
            Some(Kind::Group(remnant)) => remnant,
            _ => return false,
        };
        let found = &self.nodes[node as usize];
        let verb = &self.verbs[found.verb as usize];
        let subject = found
            .preverbal
            .iter()
            .copied()
            .find(|group| !self.groups_time(*group));
        let Some(subject) = subject.filter(|_| verb.subject.is_none() && found.gap == Gap::None) else {
            return false;
        };
        let (name, told) = (
            self.notes[group as usize].name,
            self.groups[group as usize].determiner.is_some(),
        );
        if self.groups_time(group)
            || self.notes[group as usize].clitic
            || !(name || told)
            || name != self.notes[subject as usize].name
            || !self.ends_soon(index + 1)
        {
            return false;
        }
        let behind = |other: &GroupId| self.groups[*other as usize].words.start > verb.word;
        let set_against = &self.groups[remnant as usize];
        if set_against.preposition.is_none() && !self.groups_time(remnant) {
            let object = found.post.first().copied();
            let touching = self.groups[group as usize].words.end == set_against.words.start;
            let names = self.notes[remnant as usize].name;
            return object.is_some_and(|object| self.notes[object as usize].name == names)
                && touching
                && (name || !names)
                && (names || set_against.determiner.is_some());
        }
        // A name among the other arguments could be what the group goes on with.
        let rival = found
            .obliques
            .iter()
            .chain(&found.post)
            .filter(|other| behind(other) && !self.groups_time(**other))
            .any(|other| self.notes[*other as usize].name == name);
        let kind = |group: GroupId| {
            let found = &self.groups[group as usize];
            let lemma = found.preposition_lemma();
            (lemma, self.groups_time(group))
        };
        let parallel = found.obliques.iter().filter(|other| behind(other)).any(|other| {
            let (one, other) = (kind(*other), kind(remnant));
            one == other || one.1 && other.1
        });
        // "le premier a été reçu par X, *le second par Y*"
        let agents = set_against.preposition_lemma() == Some(self.tables.words.agent)
            && verb.voice == super::Voice::Passive;
        (name && !rival || agents) && parallel
    }

    /// Only groups and adverbs stand between `index` and the next pause.
    fn ends_soon(&self, index: usize) -> bool {
        for element in self.elements.iter().skip(index).take(6) {
            match element.kind {
                Kind::Group(_) | Kind::Adverb => {}
                Kind::Comma | Kind::Coordinator | Kind::Break | Kind::Close => return true,
                _ => return false,
            }
        }
        self.elements.len() <= index + 6
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
        self.top().edge.last().copied().is_some_and(|last| {
            let found = &self.groups[last as usize];
            found.next_conjunct.is_none()
                && found.first_conjunct.is_none()
                && !found.features.contains(Features::PLURAL)
                && found.preposition_lemma() == Some(between)
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
        if self.names_office_before_subject(index, group) && self.appose_after_comma(group) {
            return;
        }
        let time = self.groups[group as usize].features.contains(Features::TIME);
        let has_node = self.top().node.is_some();
        let awaited = self.object_awaited(index) || self.is_object_past_apposition(index, group);
        if !time && has_node && awaited {
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
        if !time && has_node && self.opens_spliced_clause(index) {
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

    /// "X frappe Damas, *Ankara et Téhéran* haussent le ton": the list stands right before a plural verb, which
    /// nothing else could be the subject of.
    fn opens_spliced_clause(&self, index: usize) -> bool {
        let Some(verb) = self
            .verb_ahead(index)
            .filter(|_| self.waiting_position().is_none())
        else {
            return false;
        };
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
        let plural = self.verbs[verb as usize].features & super::groups::NUMBER == Features::PLURAL;
        let last = kinds.iter().rposition(|kind| *kind == Kind::Coordinator);
        let alone = last.is_some_and(|last| match kinds.get(last + 1) {
            Some(Kind::Group(group)) => {
                let bare = self.groups[*group as usize].preposition.is_none();
                bare && self.names_one(*group)
            }
            _ => false,
        });
        verb_next && plural && alone
    }

    /// "a livré à X, qui en manquait, *des blindés*", "a menacé dans un message, diffusé hier, *le pouvoir*": the verb
    /// above what describes its last complement still lacks its object.
    fn is_object_past_relative(&self, index: usize, group: GroupId) -> bool {
        let Some(below) = self.stack.len().checked_sub(2) else {
            return false;
        };
        let frame = |position: usize| &self.frames[self.stack[position] as usize];
        let top = frame(below + 1).node.map(|node| &self.nodes[node as usize]);
        let relative = top.is_some() && frame(below + 1).kind == FrameKind::Relative;
        // A passive participle takes no object of its own.
        let participle = top.is_some_and(|node| {
            let verb = &self.verbs[node.verb as usize];
            verb.form == Form::PastParticiple && verb.voice == super::Voice::Passive && node.post.is_empty()
        });
        let (Some(above), Some(antecedent)) = (frame(below).node, frame(below + 1).group) else {
            return false;
        };
        let above = &self.nodes[above as usize];
        let undefined = self.article(group).contains(Features::INDEFINITE)
            || self.groups[group as usize].numeral.is_some();
        let told = undefined || participle && self.groups[group as usize].determiner.is_some();
        (relative || participle)
            && told
            && !self.groups_time(group)
            && above.obliques.last() == Some(&antecedent)
            && self.awaits_object(above)
            && !self.list_ahead(index, group)
            && self.verb_ahead(index).is_none()
    }

    /// "Dans une lettre au secrétaire général, *X*, le ministre a": the name is that of the office before it,
    /// since another group stands next to the verb.
    fn names_office_before_subject(&mut self, index: usize, group: GroupId) -> bool {
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
        let edge = self.edge_inwards();
        edge.iter().any(|host| {
            let found = &self.groups[*host as usize];
            let office = self.is_person(*host) && !self.notes[*host as usize].name && self.names_one(*host);
            office && found.apposition.is_none() && found.preposition.is_some()
        })
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
        } else {
            self.top().dislocated = fronted;
        }
        self.place_argument(group);
    }

    /// "a rompu, *avec effet immédiat*, ses relations", "a livré à Bangui, en secret, des blindés": an
    /// insertion behind a verb that still lacks its object.
    fn object_awaited(&self, index: usize) -> bool {
        let Some(before) = self.before_insertion(index).and_then(|at| self.kind(at)) else {
            return false;
        };
        let node = self.top_node();
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let follows = match before {
            Kind::Verb(verb) => verb == node.verb,
            Kind::Group(group) => node.obliques.contains(&group),
            _ => false,
        };
        let moves = self.verbs[node.verb as usize]
            .lexical
            .contains(Features::ETRE_VERB);
        follows && self.awaits_object(node) && !moves
    }

    /// "a remis au chef de l'armée, le général X, *douze drones*": whom the verb's last complement is lies between
    /// commas, and the verb still lacks its object. A second title ("…, ministre de la Défense,") is none.
    fn is_object_past_apposition(&self, index: usize, group: GroupId) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let Some(renaming) = self.between_commas(index) else {
            return false;
        };
        // "au chef *de l'armée*, X,": the renamed one may stand inside the verb's complement; "à X, le chef, *ministre
        // de Y*,": or rename another.
        let above = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            found.apposition_to.or(found.complement_of)
        };
        let renamed = self.groups[renaming as usize].apposition_to;
        let mut hosts = std::iter::successors(renamed, above).take(MOST_HOSTS);
        let completes = hosts.any(|host| node.obliques.contains(&host));
        let found = &self.groups[group as usize];
        let thing = found.determiner.is_some()
            && !self.is_person(group)
            && !self.notes[group as usize].name
            && !self.notes[group as usize].pronoun;
        completes
            && (thing || found.numeral.is_some())
            && self.awaits_object(node)
            && self.verb_ahead(index).is_none()
    }

    /// The group that opens what stands between two commas just before `index`, if groups alone stand there.
    fn between_commas(&self, index: usize) -> Option<GroupId> {
        let close = index
            .checked_sub(1)
            .filter(|close| self.kind(*close) == Some(Kind::Comma))?;
        let mut first = None;
        for at in (close.saturating_sub(6)..close).rev() {
            match self.kind(at)? {
                Kind::Group(group) => first = Some(group),
                Kind::Comma => return first,
                _ => return None,
            }
        }
        None
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
}
