//! Turns what was read into clauses with logical roles.
//!
//! Passives, relatives, shared subjects and nominalisations are undone here: the agent of a passive
//! is its subject, its grammatical subject the object, a relative pronoun is its antecedent.

use super::elements::Parser;
use super::segments::{Argument, FrameKind, Gap, Node};
use super::tables::Nominal;
use super::verbs::Form;
use super::{
    Class, Clause, ClauseId, Factuality, Features, Filler, Governor, GroupId, LemmaId, Predicate,
    PredicateKind, Relation, Role, RoleKind, Voice,
};
use crate::text::WordIndex;
use smallvec::SmallVec;

/// What a clause was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Node(u32),
    Noun(GroupId),
    /// Index in `Parser::adjectives`.
    Adjective(u32),
}

/// Numbers of the clauses that nodes and groups became.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub origins: Vec<Origin>,
    of_node: Vec<ClauseId>,
    of_group: Vec<ClauseId>,
    /// Whether the verb of a node governs a clause: few do.
    completed: Vec<bool>,
}

const NO_CLAUSE: ClauseId = ClauseId::MAX;

/// The longest list of conjuncts.
const LONGEST_LIST: usize = 64;

impl Numbers {
    pub fn node(&self, node: u32) -> Option<ClauseId> {
        self.of_node
            .get(node as usize)
            .copied()
            .filter(|clause| *clause != NO_CLAUSE)
    }

    pub fn group(&self, group: GroupId) -> Option<ClauseId> {
        self.of_group
            .get(group as usize)
            .copied()
            .filter(|clause| *clause != NO_CLAUSE)
    }
}

/// Roles while they are being collected. One collection serves all clauses of an article.
#[derive(Default)]
pub(super) struct Roles {
    pub roles: Vec<Role>,
    arguments: u16,
}

impl Roles {
    /// What has been collected, which leaves the collection empty for the next clause.
    pub fn take(&mut self) -> Vec<Role> {
        self.arguments = 0;
        let taken = self.roles.as_slice().to_vec();
        self.roles.clear();
        taken
    }

    fn next(&mut self) -> u16 {
        let number = self.arguments;
        self.arguments = self.arguments.saturating_add(1);
        number
    }

    pub fn has(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind)
    }

    pub fn push(&mut self, kind: RoleKind, preposition: Option<LemmaId>, filler: Filler) {
        let coordination = self.next();
        self.roles.push(Role {
            kind,
            preposition,
            filler,
            coordination,
            reported: false,
        });
    }
}

impl<'a> Parser<'a> {
    /// The table's entry for the lemma of the group's head, whatever the head is here.
    pub fn noun_of(&self, group: GroupId) -> Option<&'a Nominal> {
        self.notes[group as usize].noun
    }

    /// The table's entry, if the group's head is a noun predicate.
    pub fn nominal_of(&self, group: GroupId) -> Option<&'a Nominal> {
        self.notes[group as usize].nominal()
    }

    /// Orders all predicates by their word and numbers them.
    pub fn number_clauses(&self) -> Numbers {
        let mut order: Vec<(WordIndex, Origin)> =
            Vec::with_capacity(self.nodes.len() + self.nominals.len() + self.adjectives.len());
        for (index, node) in self.nodes.iter().enumerate() {
            order.push((self.verbs[node.verb as usize].word, Origin::Node(index as u32)));
        }
        for group in &self.nominals {
            order.push((self.groups[*group as usize].head, Origin::Noun(*group)));
        }
        for (index, adjective) in self.adjectives.iter().enumerate() {
            order.push((adjective.word, Origin::Adjective(index as u32)));
        }
        order.sort_by_key(|(word, _)| *word);
        let mut numbers = Numbers {
            origins: order.iter().map(|(_, origin)| *origin).collect(),
            of_node: vec![NO_CLAUSE; self.nodes.len()],
            of_group: vec![NO_CLAUSE; self.groups.len()],
            completed: vec![false; self.nodes.len()],
        };
        for node in &self.nodes {
            if let Some(governor) = completed_by(node) {
                numbers.completed[governor as usize] = true;
            }
        }
        for (number, (_, origin)) in order.iter().enumerate() {
            match origin {
                Origin::Node(node) => numbers.of_node[*node as usize] = number as ClauseId,
                Origin::Noun(group) => numbers.of_group[*group as usize] = number as ClauseId,
                Origin::Adjective(_) => {}
            }
        }
        numbers
    }

    /// Builds every clause.
    pub fn assemble(&self, numbers: &Numbers) -> Vec<Clause> {
        let mut roles = Roles::default();
        numbers
            .origins
            .iter()
            .map(|origin| match *origin {
                Origin::Node(node) => self.verb_clause(node, numbers, &mut roles),
                Origin::Noun(group) => self.noun_clause(group, numbers, &mut roles),
                Origin::Adjective(index) => self.adjective_clause(index as usize, numbers, &mut roles),
            })
            .collect()
    }

    pub fn predicate(&self, word: WordIndex, frame: Option<LemmaId>, kind: PredicateKind) -> Predicate {
        let token = self.token(word);
        Predicate {
            word,
            span: self
                .text
                .words
                .get(word as usize)
                .map(|word| word.span)
                .unwrap_or_default(),
            lemma: token.lemma,
            frame: frame.unwrap_or(token.lemma),
            kind,
            voice: Voice::Active,
            features: token.features,
            perfect: false,
        }
    }

    fn verb_clause(&self, index: u32, numbers: &Numbers, roles: &mut Roles) -> Clause {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let kind = match verb.form {
            Form::Finite => PredicateKind::Verb,
            Form::Infinitive => PredicateKind::Infinitive,
            _ => PredicateKind::Participle,
        };
        self.push_verb_roles(roles, index, numbers);
        Clause {
            predicate: Predicate {
                voice: verb.voice,
                features: verb.features,
                perfect: verb.perfect,
                ..self.predicate(verb.word, None, kind)
            },
            roles: roles.take(),
            governor: self.verb_governor(node, numbers),
            group: node.group,
            factuality: Factuality::default(),
            attributions: SmallVec::new(),
            words: node.first.min(verb.words.start)..node.last.max(verb.words.end).max(verb.word + 1),
            sentence: node.sentence,
        }
    }

    fn verb_governor(&self, node: &Node, numbers: &Numbers) -> Option<Governor> {
        if let Some(governor) = node.governor {
            return numbers.node(governor).map(|clause| Governor {
                clause,
                relation: node.relation,
            });
        }
        // A noun predicate governs what completes it: "la promesse de livrer" in a headline.
        if let Some(clause) = node
            .group
            .filter(|_| node.governing_word.is_some())
            .and_then(|group| numbers.group(group))
        {
            return Some(Governor {
                clause,
                relation: Relation::Complement,
            });
        }
        let previous = node.coordinated_to.and_then(|previous| numbers.node(previous))?;
        Some(Governor {
            clause: previous,
            relation: Relation::Coordinated,
        })
    }

    fn push_verb_roles(&self, roles: &mut Roles, index: u32, numbers: &Numbers) {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let mut agent = None;
        let subject = node.subject.and_then(|subject| self.resolved(subject));
        let object = node.object.and_then(|object| self.resolved(object));
        // What is said of the antecedent may be said of one conjunct; any other argument is whole.
        let plural = self.plural_description(node);
        let described = node.group.map(Argument::Group);
        let expand = |argument: Option<Argument>| plural || argument != described;
        if verb.voice == Voice::Passive {
            agent = self.agent_of(node);
            if let Some(agent) = agent {
                self.push_group(roles, RoleKind::Subject, None, agent, true);
            }
            self.push_argument(
                roles,
                RoleKind::Object,
                None,
                subject.or(object),
                expand(subject.or(object)),
            );
        } else {
            if subject.is_none() && self.agent_governed(node) {
                agent = self.agent_of(node);
                self.push_argument(roles, RoleKind::Subject, None, agent.map(Argument::Group), true);
            } else {
                self.push_argument(roles, RoleKind::Subject, None, subject, expand(subject));
            }
            let whole = expand(object) || node.gap != Gap::Object;
            self.push_argument(roles, RoleKind::Object, None, object, whole);
        }
        if let Some(attribute) = node.attribute {
            self.push_group(roles, RoleKind::Attribute, None, attribute, true);
        }
        for word in &node.attributes {
            roles.push(RoleKind::Attribute, None, Filler::Word(*word));
        }
        self.push_obliques(roles, node, agent);
        self.push_clauses(roles, index, numbers);
        self.push_shared(roles, node);
    }

    /// A relative or participle describes the whole list only where it is plural, and those who are named as members of what
    /// it describes.
    fn plural_description(&self, node: &Node) -> bool {
        let member = |group: GroupId| {
            let next = self.groups[group as usize].next_conjunct;
            next.is_some_and(|next| self.notes[next as usize].member)
        };
        if node.governing_word.is_some() || node.group.is_none_or(member) {
            return true;
        }
        let verb = &self.verbs[node.verb as usize];
        match (verb.form, node.gap) {
            (Form::Finite, Gap::Subject) => !verb.features.contains(Features::SINGULAR),
            (Form::Finite, Gap::Object) => verb.with_have && verb.lexical.contains(Features::PLURAL),
            (Form::PastParticiple, _) => !verb.lexical.contains(Features::SINGULAR),
            (Form::Finite, _) => true,
            _ => false,
        }
    }

    /// "se faire arrêter par", "se voir refuser … par".
    pub fn agent_governed(&self, node: &Node) -> bool {
        node.governor.is_some_and(|governor| {
            let verb = &self.verbs[self.nodes[governor as usize].verb as usize];
            let entry = verb.entry;
            entry.causative || verb.reflexive.is_some() && entry.receiving
        })
    }

    pub fn agent_of(&self, node: &Node) -> Option<GroupId> {
        let words = &self.tables.words;
        let entry = self.verbs[node.verb as usize].entry;
        let with = |lemma: LemmaId| {
            node.obliques.iter().copied().find(|group| {
                let found = &self.groups[*group as usize];
                let same = found.preposition_lemma() == Some(lemma);
                let behind =
                    node.gap == Gap::Focus || found.words.start > self.verbs[node.verb as usize].word;
                same && behind && !found.features.contains(Features::TIME) && self.may_be_agent(*group)
            })
        };
        with(words.agent).or_else(|| entry.agent_genitive.then(|| with(words.genitive)).flatten())
    }

    /// "joint par téléphone", "par décret": a bare singular noun is a means.
    pub fn may_be_agent(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let note = self.notes[group as usize];
        note.name || note.pronoun || found.features.contains(Features::HUMAN) || !self.is_bare_singular(group)
    }

    /// A common noun without article or number ("*en garde*", "*sous sanctions*").
    pub fn is_undetermined(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let note = self.notes[group as usize];
        !note.name
            && !note.pronoun
            && found.determiner.is_none()
            && found.numeral.is_none()
            && !self.is_contracted(group)
            && self.class(found.head) == Class::Noun
    }

    /// A common noun in the singular without article ("mandat *d'arrêt*").
    pub fn is_bare_singular(&self, group: GroupId) -> bool {
        let features = self.groups[group as usize].features;
        let plural = features.contains(Features::PLURAL) && !features.contains(Features::SINGULAR);
        self.is_undetermined(group) && !plural
    }

    pub fn push_argument(
        &self,
        roles: &mut Roles,
        kind: RoleKind,
        preposition: Option<LemmaId>,
        argument: Option<Argument>,
        expand: bool,
    ) {
        match argument {
            Some(Argument::Group(group)) => self.push_group(roles, kind, preposition, group, expand),
            Some(Argument::Word(word)) => roles.push(kind, preposition, Filler::Word(word)),
            _ => {}
        }
    }

    /// One entry for each conjunct from `group` on.
    pub fn push_group(
        &self,
        roles: &mut Roles,
        kind: RoleKind,
        preposition: Option<LemmaId>,
        group: GroupId,
        expand: bool,
    ) {
        let coordination = roles.next();
        let mut current = Some(group);
        for _ in 0..LONGEST_LIST {
            let Some(group) = current else { break };
            let found = &self.groups[group as usize];
            let own = found.preposition_lemma();
            let preposition = if kind == RoleKind::Oblique {
                own.or(preposition)
            } else {
                None
            };
            roles.roles.push(Role {
                kind,
                preposition,
                filler: Filler::Group(group),
                coordination,
                reported: false,
            });
            current = found.next_conjunct.filter(|_| expand);
        }
    }

    fn push_obliques(&self, roles: &mut Roles, node: &Node, agent: Option<GroupId>) {
        for group in node.obliques.iter().filter(|group| Some(**group) != agent) {
            let preposition = self.groups[*group as usize].preposition_lemma();
            let before = roles.roles.len();
            self.push_group(roles, RoleKind::Oblique, preposition, *group, true);
            if self.is_fronted_place(node, *group) {
                for role in &mut roles.roles[before..] {
                    role.preposition = Some(self.tables.words.gerund);
                }
            }
        }
        let words = &self.tables.words;
        let gap = match node.gap {
            Gap::Genitive => Some(words.genitive),
            Gap::Place => Some(words.place),
            Gap::Oblique(preposition) => Some(preposition),
            _ => None,
        };
        if let (Some(preposition), Some(group)) = (gap, node.group) {
            roles.push(RoleKind::Oblique, Some(preposition), Filler::Group(group));
        }
        for (kind, preposition, argument) in &node.extra {
            self.push_argument(roles, *kind, *preposition, self.resolved(*argument), true);
            if *kind == RoleKind::Oblique
                && let Some(role) = roles.roles.last_mut()
            {
                role.preposition = role.preposition.or(*preposition);
            }
        }
    }

    /// "*À Vienne*, X réclame un accès": where it is said, and not to whom; the role is put as with "en".
    fn is_fronted_place(&self, node: &Node, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let verb = &self.verbs[node.verb as usize];
        found.preposition_lemma() == Some(self.tables.words.dative)
            && node.gap != Gap::Focus
            && found.words.end <= verb.words.start
            && self.notes[group as usize].name
            && found.determiner.is_none()
            && !self.is_contracted(group)
            && !self.is_person(group)
            && !self.has_any(found.head, Features::GIVEN_NAME | Features::FAMILY_NAME)
            && (verb.entry.dative || self.tables.reports(verb.lemma))
    }

    /// Clauses that complete the verb: its object, or an oblique beside an object.
    fn push_clauses(&self, roles: &mut Roles, index: u32, numbers: &Numbers) {
        if !numbers.completed[index as usize] {
            return;
        }
        let kind = if roles.has(RoleKind::Object) {
            RoleKind::Oblique
        } else {
            RoleKind::Object
        };
        let mut coordination = None;
        for later in index as usize + 1..self.nodes.len().min(index as usize + 12) {
            let node = &self.nodes[later];
            let completes = completed_by(node) == Some(index);
            let (true, Some(clause)) = (completes, numbers.node(later as u32)) else {
                continue;
            };
            let marker = self.verbs[node.verb as usize].marker.map(|(lemma, _)| lemma);
            let coordination = *coordination.get_or_insert_with(|| roles.next());
            roles.roles.push(Role {
                kind,
                preposition: marker.filter(|_| kind == RoleKind::Oblique),
                filler: Filler::Clause(clause),
                coordination,
                reported: false,
            });
        }
    }

    /// "signer un accord avec X": what the object has after a preposition other than "de".
    fn push_shared(&self, roles: &mut Roles, node: &Node) {
        let Some(Argument::Group(object)) = node.object.filter(|_| node.gap != Gap::Object) else {
            return;
        };
        for group in &self.groups[object as usize].complements {
            let preposition = self.groups[*group as usize].preposition_lemma();
            let shared = preposition.is_some()
                && !self.is_genitive(preposition)
                && preposition != Some(self.tables.words.agent);
            if shared {
                self.push_group(roles, RoleKind::Oblique, preposition, *group, true);
            }
        }
    }

    /// Whether a clause was read as "…, a déclaré X".
    pub fn is_incise_node(&self, origin: Origin) -> bool {
        matches!(origin, Origin::Node(node) if self.nodes[node as usize].kind == FrameKind::Incise)
    }
}

/// The node whose verb a clause completes, rather than a noun or an adjective beside it.
fn completed_by(node: &Node) -> Option<u32> {
    node.governor
        .filter(|_| node.relation == Relation::Complement && node.governing_word.is_none())
}
