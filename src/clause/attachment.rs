//! Finds the place of every noun group: argument, complement, conjunct or apposition.
//!
//! A prepositional group goes to the nearest noun whose entry in the table of nominalisations has
//! the preposition, else to a verb that asks for it, else "de" to the nearest noun and the rest to
//! the verb. Proper names take no complements.

use super::elements::{Kind, Parser};
use super::hosts::Host;
use super::segments::{FrameKind, Gap, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, LemmaId};
use crate::text::WordIndex;
use smallvec::SmallVec;

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
            || self.genitive_name(index, group)
            || link.comma
                && self.ambiguous_article(group)
                && self.interrupted_host(index, self.tables.words.genitive).is_some();
        if genitive {
            let article = self.groups[group as usize].determiner.take();
            if let Some(article) = article {
                let preposition = self.preposition(self.tables.words.genitive, article..article + 1);
                self.groups[group as usize].preposition = Some(preposition);
            }
        }
        let note = &mut self.notes[group as usize];
        note.after_comma = link.comma;
        note.adjacent = !link.comma && link.coordinator.is_none();
        let members = std::mem::take(&mut self.members_follow);
        if self.is_ruled_out(index, link) {
            return;
        }
        if self.repeats_pair(index, group, link) {
            self.place_oblique(group);
        } else if self.replaces_focus(link) {
            match self.groups[group as usize].preposition {
                Some(_) => self.place_oblique(group),
                None => self.place_argument(group),
            }
        } else if members
            && (self.join_member(group)
                || self.groups[group as usize].preposition.is_none() && self.appose_after_comma(group))
        {
        } else if self.groups[group as usize].preposition.is_some() {
            self.place_prepositional(index, group, link);
        } else if self.bracketed(index) && self.place_in_bracket(group) {
        } else {
            self.place_bare(index, group, link);
        }
        let end = self.groups[group as usize].words.end;
        self.stretch(end);
    }

    /// "neuf personnes, dont *le président du parti*": who is described, not named, goes with those he is one of.
    fn join_member(&mut self, group: GroupId) -> bool {
        let named = self.notes[group as usize].name;
        if self.groups[group as usize].preposition.is_some() || !named && !self.is_person(group) {
            return false;
        }
        let edge = self.edge();
        let mut wholes = edge.iter().copied().filter(|host| self.is_listless_plural(*host));
        let people = wholes.clone().find(|host| self.are_people(*host));
        // "derrière les barreaux, dont *l'homme d'affaires* X": a person is none of the things that say where.
        let holds = |host: &GroupId| {
            let preposition = self.groups[*host as usize].preposition_lemma();
            preposition.is_none() || self.is_genitive(preposition) || !self.is_person(group)
        };
        let near = people.or_else(|| wholes.next().filter(holds));
        let farther = || {
            self.people_described()
                .or_else(|| self.people_on_stack().filter(|_| !named))
                .or_else(|| self.several_told_of(group).filter(|_| near.is_none()))
        };
        if people.is_none()
            && let Some((position, host)) = farther()
        {
            self.pop_to(position);
            self.join(host, group);
        } else if let Some(whole) = near.filter(|_| !named) {
            self.join(self.counting_host(whole).unwrap_or(whole), group);
        } else {
            return false;
        }
        self.notes[group as usize].member = true;
        true
    }

    /// Several, of whom no list has been begun.
    pub fn is_listless_plural(&self, host: GroupId) -> bool {
        let found = &self.groups[host as usize];
        found.features.contains(Features::PLURAL)
            && found.next_conjunct.is_none()
            && !self.notes[host as usize].clitic
    }

    /// "*quatre Serbes*, dont": persons, by their kind or their country.
    pub fn are_people(&self, host: GroupId) -> bool {
        self.is_person(host) || self.is_demonym(self.groups[host as usize].head)
    }

    /// "quatre Serbes accusés d'avoir livré des armes, *dont un officier*": the nearest people that an open clause has, and
    /// where in the stack that is.
    fn people_on_stack(&self) -> Option<(usize, GroupId)> {
        (0..self.stack.len()).rev().find_map(|position| {
            let edge = &self.frames[self.stack[position] as usize].edge;
            let people = |host: &GroupId| self.is_listless_plural(*host) && self.are_people(*host);
            Some((position, edge.iter().copied().find(people)?))
        })
    }

    /// "*Douze soldats* ont été capturés à Gao, dont": the several whom the innermost clause tells of.
    fn several_told_of(&self, member: GroupId) -> Option<(usize, GroupId)> {
        let position = self.stack.len().checked_sub(1)?;
        let node = &self.nodes[self.frames[self.stack[position] as usize].node? as usize];
        let several = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            let free = found.preposition.is_none() && found.apposition.is_none();
            let alike =
                self.are_people(*group) || !self.notes[*group as usize].name && !self.is_person(member);
            free && alike && self.is_listless_plural(*group) && !self.groups_time(*group)
        };
        let told = node.post.iter().chain(&node.preverbal).copied().find(several)?;
        Some((position, told))
    }

    /// "*dix hommes* que X détient à Gao, dont": the people whom the innermost relative clause describes, with the position
    /// below it.
    fn people_described(&self) -> Option<(usize, GroupId)> {
        self.antecedent_open().filter(|(_, host)| {
            let free = self.groups[*host as usize].apposition.is_none();
            free && self.is_listless_plural(*host) && self.is_person(*host)
        })
    }

    /// What the innermost relative clause describes, with the position below it.
    fn antecedent_open(&self) -> Option<(usize, GroupId)> {
        let below = self.stack.len().checked_sub(2)?;
        let frame = &self.frames[self.stack[below + 1] as usize];
        let antecedent = frame.group.filter(|_| frame.kind == FrameKind::Relative)?;
        Some((below, antecedent))
    }

    /// "*quatre* de ses officiers": the number that stands for those whom its complement names.
    fn counting_host(&self, counted: GroupId) -> Option<GroupId> {
        let found = &self.groups[counted as usize];
        let host = found
            .complement_of
            .filter(|_| self.is_genitive(found.preposition_lemma()))?;
        let number = &self.groups[host as usize];
        (self.class(number.head) == Class::Numeral && number.next_conjunct.is_none()).then_some(host)
    }

    fn place_prepositional(&mut self, index: usize, group: GroupId, link: &Link) {
        let Some(lemma) = self.groups[group as usize].preposition_lemma() else {
            return;
        };
        if self.affirmed_instead(index, link) && self.affirm(group) {
            return;
        }
        // "a promis d'aider X, *lors d'un entretien avec Y*": then it was promised.
        if link.comma && self.groups[group as usize].is_occasion() {
            self.leave_infinitives();
        }
        if link.coordinator.is_some() && self.coordinate_group(group, link) {
            return;
        }
        let listed = link.comma && (self.list_ahead(index, group) || self.enumerates(index, group));
        if listed && self.coordinate_group(group, link) {
            return;
        }
        if link.comma && self.goes_on_behind_relative(group, lemma) {
            return;
        }
        if self.negated_object(index, group, lemma)
            || self.partitive_object(index, group, lemma)
            || self.counted_object(index, group, lemma)
        {
            self.place_argument(group);
            return;
        }
        if let Some(host) = self.qualifies(index, group) {
            self.complete(host, group);
            return;
        }
        if link.coordinator.is_none() && !link.comma {
            self.step_over_participle(index, lemma);
        }
        self.leave_active_infinitive(group, lemma);
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
                self.extend_edge(None, group);
            }
            Host::Verb => self.place_oblique(group),
        }
    }

    /// "membre de la Ligue, *de l'Union, de l'Organisation*": names behind the same preposition, one after the
    /// other, need no conjunction where they are three.
    fn enumerates(&self, index: usize, group: GroupId) -> bool {
        let lemma = |group: GroupId| {
            let preposition = self.groups[group as usize].preposition.as_ref();
            preposition.map(|preposition| preposition.lemma)
        };
        let alike = |at: Option<usize>| match at.and_then(|at| self.kind(at)) {
            Some(Kind::Group(other)) => {
                let fits = self.notes[other as usize].name && lemma(other) == lemma(group);
                fits.then_some(other)
            }
            _ => None,
        };
        let Some(before) = alike(index.checked_sub(2)).filter(|_| self.notes[group as usize].name) else {
            return false;
        };
        let goes_on = self.kind(index + 1) == Some(Kind::Comma) && alike(Some(index + 2)).is_some();
        goes_on || self.groups[before as usize].first_conjunct.is_some()
    }

    /// "évacuée sans combattre *par les milices*", "accusé d'avoir fui *par le procureur*": an active infinitive has
    /// no agent, the passive above it has.
    fn leave_active_infinitive(&mut self, group: GroupId, lemma: LemmaId) {
        if lemma != self.tables.words.agent || self.stack.len() < 2 {
            return;
        }
        if !self.notes[group as usize].name && !self.is_person(group) {
            return;
        }
        let node = |position: usize| self.frames[self.stack[position] as usize].node;
        let (top, below) = (self.stack.len() - 1, self.stack.len() - 2);
        let (Some(infinitive), Some(passive)) = (node(top), node(below)) else {
            return;
        };
        let (infinitive, passive) = (&self.nodes[infinitive as usize], &self.nodes[passive as usize]);
        let (verb, above) = (
            &self.verbs[infinitive.verb as usize],
            &self.verbs[passive.verb as usize],
        );
        let active = infinitive.kind == FrameKind::Infinitive
            && verb.voice == super::Voice::Active
            && !self.agent_governed(infinitive);
        if active && above.voice == super::Voice::Passive && self.agent_of(passive).is_none() {
            self.pop_to(below);
        }
    }

    /// "s'est rapproché *des Émirats arabes unis*": a name has no indefinite article, and the verb asks
    /// for "de".
    fn genitive_name(&self, index: usize, group: GroupId) -> bool {
        if !self.notes[group as usize].name {
            return false;
        }
        let verb = match index.checked_sub(1).and_then(|before| self.kind(before)) {
            Some(Kind::Verb(verb)) => &self.verbs[verb as usize],
            _ => return false,
        };
        let genitive = self.tables.words.genitive;
        // "a reçu *des Émirats* un prêt": its object stands behind.
        let object_next = matches!(self.kind(index + 1), Some(Kind::Group(next))
            if self.groups[next as usize].preposition.is_none()
                && !self.groups_time(next)
                && self.groups[next as usize].determiner.is_some());
        self.ambiguous_article(group)
            && verb.entry.prepositions.contains(&genitive)
            && (object_next
                || verb.voice != super::Voice::Active
                || !verb.lexical.contains(Features::TRANSITIVE))
    }

    /// "de la Turquie, qui a prêté des fonds, *de la Hongrie*, …": the list goes on behind the relative
    /// clause of a name.
    fn goes_on_behind_relative(&mut self, group: GroupId, lemma: LemmaId) -> bool {
        if !self.notes[group as usize].name {
            return false;
        }
        let position = self.stack.iter().rposition(|frame| {
            let frame = &self.frames[*frame as usize];
            frame.kind == FrameKind::Relative && frame.node.is_some()
        });
        let Some(position) = position.filter(|position| *position > 0) else {
            return false;
        };
        let antecedent = self.frames[self.stack[position] as usize].group;
        let Some(antecedent) = antecedent.filter(|antecedent| {
            let found = &self.groups[*antecedent as usize];
            let same = found.preposition_lemma() == Some(lemma);
            same && self.notes[*antecedent as usize].name && found.next_conjunct.is_none()
        }) else {
            return false;
        };
        self.pop_to(position - 1);
        self.join(antecedent, group);
        true
    }

    /// "à Paris *et non* à Bamako", "la Russie, *pas* la Chine": nothing is said of the second.
    fn is_ruled_out(&mut self, index: usize, link: &Link) -> bool {
        if index < self.ruled_out {
            return true;
        }
        let Some(before) = index.checked_sub(1).and_then(|before| self.element(before)) else {
            return false;
        };
        match before.kind {
            Kind::Adverb if self.tables.lists(before.token.lemma, Lists::CONTRAST) => {}
            Kind::Subordinator => return self.compares(index - 1),
            _ => return false,
        }
        // "a livré *non pas des avions* mais des chars", "*non pas le chef de l'armée*, mais celui de la police"
        let amended = self.amended_at(index);
        // "X, *et non Y*, a livré"
        let closed = self.kind(index + 1) == Some(Kind::Comma);
        let parted = link.coordinator.is_some() || link.comma;
        if parted && (closed || self.verb_ahead(index).is_none()) {
            return true;
        }
        self.ruled_out = amended.filter(|_| !parted).unwrap_or(0);
        self.ruled_out > 0
    }

    /// Where "mais" stands behind the group at `index` and its complements.
    fn amended_at(&self, index: usize) -> Option<usize> {
        let complement = |at: &usize| {
            matches!(self.kind(*at), Some(Kind::Group(group))
                if self.groups[group as usize].preposition.is_some())
        };
        let next = (index + 1..).find(|at| !complement(at))?;
        let next = next + usize::from(self.kind(next) == Some(Kind::Comma));
        (self.kind(next) == Some(Kind::Coordinator) && self.is_adversative(next)).then_some(next)
    }

    /// "ce n'est pas A *mais B* qui": B is singled out, and not A.
    fn replaces_focus(&mut self, link: &Link) -> bool {
        if !link.coordinator.is_some_and(|at| self.is_adversative(at)) {
            return false;
        }
        let Some(node) = self.top_node() else {
            return false;
        };
        let verb = &self.verbs[self.nodes[node as usize].verb as usize];
        let behind = verb.word;
        if !verb.negated || !self.is_presentative(node) {
            return false;
        }
        let verb = self.nodes[node as usize].verb;
        self.verbs[verb as usize].negated = false;
        let groups = &self.groups;
        let node = &mut self.nodes[node as usize];
        node.post.clear();
        node.obliques
            .retain(|group| groups[*group as usize].words.start <= behind);
        self.top().edge.clear();
        true
    }

    /// "n'a pas livré *de drones*": "de" takes the place of the article.
    fn negated_object(&self, index: usize, group: GroupId, lemma: LemmaId) -> bool {
        // "n'a pas pris d'assaut la ville": the object comes next.
        if lemma != self.tables.words.genitive || self.bare_group_next(index) {
            return false;
        }
        let found = &self.groups[group as usize];
        let bare = found.determiner.is_none()
            && found
                .preposition
                .as_ref()
                .is_some_and(|preposition| !self.has(preposition.words.end - 1, Features::CONTRACTED));
        if !bare {
            return false;
        }
        let Some(node) = self.top_node() else {
            return false;
        };
        let node = &self.nodes[node as usize];
        let verb = &self.verbs[node.verb as usize];
        let entry = verb.entry;
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

    /// "recevoir *jusqu'à cent avions*", "verser à l'armée *jusqu'à dix millions*": a number behind a verb that lacks its
    /// object, or behind to whom, says how many.
    fn counted_object(&self, index: usize, group: GroupId, lemma: LemmaId) -> bool {
        let found = &self.groups[group as usize];
        let counted = found.numeral.is_some() && found.head > found.words.start;
        let extent = self.is_measure(group) && !self.is_sum(group);
        if !counted || !self.tables.lists(lemma, Lists::LIMIT) || extent || self.groups_time(group) {
            return false;
        }
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let follows = match index.checked_sub(1).and_then(|before| self.kind(before)) {
            Some(Kind::Group(before)) => node.obliques.contains(&before) || self.groups_time(before),
            _ => self.notes[group as usize].adjacent,
        };
        follows && self.awaits_object(node)
    }

    /// "ont dénoncé jeudi *des accords*", "entretient *de bonnes relations*": an article that the
    /// tagger took for a preposition.
    fn partitive_object(&self, index: usize, group: GroupId, lemma: LemmaId) -> bool {
        if lemma != self.tables.words.genitive {
            return false;
        }
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
        let before = index.checked_sub(1).and_then(|before| self.kind(before));
        // "et livré *du matériel*": right behind a verb that takes an object and no "de".
        let mass = matches!(before, Some(Kind::Verb(_)))
            && self.is_definite(group)
            && !self.notes[group as usize].name
            && !self.notes[group as usize].pronoun;
        if !plural && !mass {
            return false;
        }
        let apart = match before {
            Some(Kind::Verb(_) | Kind::Adverb) => true,
            Some(Kind::Group(before)) => {
                self.groups_time(before)
                    || !described && self.object_follows(index, before)
                    || self.takes_no_genitive(index, before, group)
            }
            _ => false,
        };
        let behind_group = matches!(before, Some(Kind::Group(_)));
        let node = self.top_node();
        let Some(node) = node.filter(|_| apart) else {
            return false;
        };
        let node = &self.nodes[node as usize];
        let entry = self.verbs[node.verb as usize].entry;
        let asks = entry.prepositions.contains(&lemma);
        // "a reçu de Moscou *des drones*": what it asks for stands before, or can wait.
        self.awaits_object(node)
            && (!asks || behind_group && !entry.intransitive && !self.notes[group as usize].name)
    }

    /// A group that may be an object itself comes right behind `index`.
    fn bare_group_next(&self, index: usize) -> bool {
        matches!(self.kind(index + 1), Some(Kind::Group(next))
            if self.groups[next as usize].preposition.is_none() && !self.groups_time(next))
    }

    /// "adopte à l'unanimité *des sanctions*", "a reçu de Moscou *des drones*": what stands before is a name,
    /// or no noun of a kind that says whose it is, and the verb still lacks its object. People own things:
    /// "frappe à la porte *des rebelles*".
    fn takes_no_genitive(&self, index: usize, before: GroupId, group: GroupId) -> bool {
        let another = self.bare_group_next(index);
        let node = self.top_node();
        let found = &self.groups[before as usize];
        // "achète à *ce dernier* des drones": an adjective without a noun is as good as a pronoun.
        let named = self.notes[before as usize].name
            || self.notes[before as usize].pronoun
            || self.class(found.head) == super::Class::Adjective;
        let lemma = found.preposition_lemma();
        // "a répondu aux questions des députés": what the verb asks for may have complements.
        let asked = node
            .zip(lemma)
            .is_some_and(|(node, lemma)| self.verb_asks(node, lemma));
        // "frappe à la porte des BRICS": a name has no indefinite article.
        let name = self.notes[group as usize].name;
        if another || name || asked && !named {
            return false;
        }
        if self.is_person(group) && !named && self.done_to_persons(node) {
            return !self.is_person(before) && self.object_awaited_behind(before);
        }
        let owns = self.noun_of(before).is_some() || self.is_person(before);
        let owned = self.is_person(group);
        (named || !owns && !owned) && found.complements.is_empty() && self.object_awaited_behind(before)
    }

    /// "a formé au déminage *des soldats*", "a reçu à l'école *des officiers*": a verb that is nothing without persons to
    /// whom it is done.
    fn done_to_persons(&self, node: Option<u32>) -> bool {
        node.is_some_and(|node| {
            let node = &self.nodes[node as usize];
            self.verbs[node.verb as usize].entry.personal && node.gap != Gap::Object
        })
    }

    /// "les menaces *répétées* de Caracas": a bare participle says how the noun is, and lets the noun's
    /// complements through, unless its agent follows.
    fn step_over_participle(&mut self, index: usize, lemma: LemmaId) {
        let Some(verb) = self.participle_before(index) else {
            return;
        };
        let frame = self.top();
        let described = frame.kind == FrameKind::Participle && frame.governor.is_none();
        let Some(noun) = frame.group.filter(|_| described) else {
            return;
        };
        let found = &self.verbs[verb as usize];
        let touches = found.words.start == self.groups[noun as usize].words.end;
        let belongs = self
            .noun_of(noun)
            .is_some_and(|entry| !entry.bearer && entry.takes(lemma));
        let asks = found.entry.prepositions.contains(&lemma);
        let participle = found.form == Form::PastParticiple && lemma != self.tables.words.agent;
        // "des frappes *ciblées* dans la banlieue": it takes nothing itself.
        let qualifies = self.tables.words.qualifying.contains(&found.lemma);
        if participle && touches && (belongs || qualifies) && !asks && !self.agent_ahead(index) {
            self.pop_to(self.stack.len().saturating_sub(2));
        }
    }

    /// The participle right before `index`, or before its agent: "le retrait *annoncé par Paris* de ses troupes".
    fn participle_before(&self, index: usize) -> Option<u32> {
        match self.kind(index.checked_sub(1)?)? {
            Kind::Verb(verb) => Some(verb),
            Kind::Group(group) => {
                let agent = self.groups[group as usize].preposition_lemma() == Some(self.tables.words.agent);
                match self.kind(index.checked_sub(2)?)? {
                    Kind::Verb(verb) if agent => Some(verb),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the agent of a passive stands before the next verb or comma.
    fn agent_ahead(&self, index: usize) -> bool {
        let ahead = self.elements.iter().skip(index + 1).take(6);
        ahead
            .take_while(|element| matches!(element.kind, Kind::Group(_) | Kind::Adjective | Kind::Adverb))
            .any(|element| match element.kind {
                Kind::Group(group) => {
                    let preposition = self.groups[group as usize].preposition.as_ref();
                    preposition.is_some_and(|preposition| preposition.lemma == self.tables.words.agent)
                }
                _ => false,
            })
    }

    /// "soutient au Soudan *des paramilitaires*", "livre à l'armée *des drones*": the group before is
    /// complete, so that "des" begins the object.
    fn object_follows(&self, index: usize, before: GroupId) -> bool {
        let Some(node) = self.top_node() else {
            return false;
        };
        let found = &self.nodes[node as usize];
        let another = self.bare_group_next(index);
        let name = matches!(self.kind(index), Some(Kind::Group(group)) if self.notes[group as usize].name);
        if found.obliques.last() != Some(&before) || another || name {
            return false;
        }
        let described = &self.groups[before as usize];
        let owner = described
            .determiner
            .is_some_and(|word| self.has(word, Features::POSSESSIVE));
        let dative = described.preposition_lemma() == Some(self.tables.words.dative);
        let verb = &self.verbs[found.verb as usize];
        self.notes[before as usize].name
            || self.notes[before as usize].pronoun
            || owner
            || self.is_undetermined(before)
            || dative && verb.entry.dative && described.features.contains(Features::HUMAN)
    }

    /// Attaches `group` to `host` as its complement.
    pub fn complete(&mut self, host: GroupId, group: GroupId) {
        if let Some((first, second)) = self.parted_by_third(host, group) {
            self.groups[host as usize]
                .complements
                .retain(|complement| *complement != second);
            self.groups[first as usize].complements.push(second);
            self.groups[second as usize].complement_of = Some(first);
        }
        self.groups[host as usize].complements.push(group);
        self.groups[group as usize].complement_of = Some(host);
        self.notes[group as usize].node = self.notes[host as usize].node;
    }

    /// "la sortie *des pays de la Ligue* de la Cour": of three behind "de" the first leaves and the last is left, so that
    /// the second says which the first are.
    fn parted_by_third(&self, host: GroupId, group: GroupId) -> Option<(GroupId, GroupId)> {
        let genitive = self.tables.words.genitive;
        let leaves = self.noun_of(host)?.tells_who_and_more(genitive);
        let behind = |other: &GroupId| self.groups[*other as usize].preposition_lemma() == Some(genitive);
        let complements = self.groups[host as usize].complements.iter().copied();
        let mut behind_host = complements.filter(behind);
        let pair = (behind_host.next()?, behind_host.next()?);
        (leaves && behind(&group) && behind_host.next().is_none()).then_some(pair)
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
        let nearest = self.top().edge.first().copied()?;
        let predicate = self.noun_of(nearest).is_some_and(|entry| !entry.bearer);
        (predicate && !self.notes[nearest as usize].name).then_some(nearest)
    }

    pub fn place_oblique(&mut self, group: GroupId) {
        if self.is_state(group) {
            self.notes[group as usize].beside = self.described_by(group);
        }
        let frame = self.top();
        match frame.node {
            Some(node) => {
                frame.edge.reset(group);
                self.notes[group as usize].node = Some(node);
                self.nodes[node as usize].obliques.push(group);
            }
            None => {
                frame.pending.push(group);
                // "Au Mali, la Russie": the subject comes later and opens its own edge.
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
            || self.is_person(candidate)
            || self.groups[candidate as usize].preposition.is_some();
        (person && end == start).then_some(candidate)
    }
}
