//! Turns what was read into clauses with logical roles.
//!
//! Passives, relatives, shared subjects and nominalisations are undone here: the agent of a passive
//! is its subject, its grammatical subject the object, a relative pronoun is its antecedent.

use super::elements::Parser;
use super::segments::{Argument, FrameKind, Gap, Node};
use super::tables::{Nominal, NominalRole};
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

/// Roles while they are being collected.
#[derive(Default)]
struct Roles {
    roles: Vec<Role>,
    arguments: u16,
}

impl Roles {
    fn next(&mut self) -> u16 {
        let number = self.arguments;
        self.arguments = self.arguments.saturating_add(1);
        number
    }

    fn has(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind)
    }

    fn push(&mut self, kind: RoleKind, preposition: Option<LemmaId>, filler: Filler) {
        let coordination = self.next();
        self.roles.push(Role {
            kind,
            preposition,
            filler,
            coordination,
        });
    }
}

impl Parser<'_> {
    /// Orders all predicates by their word and numbers them.
    pub fn number_clauses(&self) -> Numbers {
        let mut order: Vec<(WordIndex, Origin)> =
            Vec::with_capacity(self.nodes.len() + self.groups.len() / 4);
        for (index, node) in self.nodes.iter().enumerate() {
            order.push((self.verbs[node.verb as usize].word, Origin::Node(index as u32)));
        }
        for (index, group) in self.groups.iter().enumerate() {
            if self.nominal_of(index as GroupId).is_some() {
                order.push((group.head, Origin::Noun(index as GroupId)));
            }
        }
        for (index, adjective) in self.adjectives.iter().enumerate() {
            order.push((adjective.word, Origin::Adjective(index as u32)));
        }
        order.sort_by_key(|(word, _)| *word);
        let mut numbers = Numbers {
            origins: order.iter().map(|(_, origin)| *origin).collect(),
            of_node: vec![NO_CLAUSE; self.nodes.len()],
            of_group: vec![NO_CLAUSE; self.groups.len()],
        };
        for (number, (_, origin)) in order.iter().enumerate() {
            match origin {
                Origin::Node(node) => numbers.of_node[*node as usize] = number as ClauseId,
                Origin::Noun(group) => numbers.of_group[*group as usize] = number as ClauseId,
                Origin::Adjective(_) => {}
            }
        }
        numbers
    }

    /// The table's entry, if the group's head is a noun predicate.
    pub fn nominal_of(&self, group: GroupId) -> Option<&Nominal> {
        let found = &self.groups[group as usize];
        if self.notes[group as usize].name && self.class(found.head) != Class::Noun
            || self.notes[group as usize].pronoun
        {
            return None;
        }
        if self.token_class(found.head) != Class::Noun {
            return None;
        }
        self.tables.nouns.get(&self.token(found.head).lemma)
    }

    fn token_class(&self, word: WordIndex) -> Class {
        self.token(word).class
    }

    /// Builds every clause.
    pub fn assemble(&self, numbers: &Numbers) -> Vec<Clause> {
        numbers
            .origins
            .iter()
            .map(|origin| match *origin {
                Origin::Node(node) => self.verb_clause(node, numbers),
                Origin::Noun(group) => self.noun_clause(group, numbers),
                Origin::Adjective(index) => self.adjective_clause(index as usize, numbers),
            })
            .collect()
    }

    fn predicate(&self, word: WordIndex, frame: Option<LemmaId>, kind: PredicateKind) -> Predicate {
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

    // ---- verbs ----

    fn verb_clause(&self, index: u32, numbers: &Numbers) -> Clause {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let kind = match verb.form {
            Form::Finite => PredicateKind::Verb,
            Form::Infinitive => PredicateKind::Infinitive,
            _ => PredicateKind::Participle,
        };
        Clause {
            predicate: Predicate {
                voice: verb.voice,
                features: verb.features,
                perfect: verb.perfect,
                ..self.predicate(verb.word, None, kind)
            },
            roles: self.verb_roles(index, numbers),
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

    fn verb_roles(&self, index: u32, numbers: &Numbers) -> Vec<Role> {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let mut roles = Roles::default();
        let mut agent = None;
        let subject = node.subject.and_then(|subject| self.resolved(subject));
        let object = node.object.and_then(|object| self.resolved(object));
        let expand = self.plural_description(node);
        if verb.voice == Voice::Passive {
            agent = self.agent_of(node);
            if let Some(agent) = agent {
                self.push_group(&mut roles, RoleKind::Subject, None, agent, true);
            }
            self.push_argument(&mut roles, RoleKind::Object, None, subject.or(object), expand);
        } else {
            if subject.is_none() && self.agent_governed(node) {
                agent = self.agent_of(node);
                self.push_argument(
                    &mut roles,
                    RoleKind::Subject,
                    None,
                    agent.map(Argument::Group),
                    true,
                );
            } else {
                self.push_argument(&mut roles, RoleKind::Subject, None, subject, expand);
            }
            let whole = expand || node.gap != Gap::Object;
            self.push_argument(&mut roles, RoleKind::Object, None, object, whole);
        }
        if let Some(attribute) = node.attribute {
            self.push_group(&mut roles, RoleKind::Attribute, None, attribute, true);
        }
        for word in &node.attributes {
            roles.push(RoleKind::Attribute, None, Filler::Word(*word));
        }
        self.push_obliques(&mut roles, node, agent);
        self.push_clauses(&mut roles, index, numbers);
        self.push_shared(&mut roles, node);
        roles.roles
    }

    /// A relative or participle describes the whole list only where it is plural.
    fn plural_description(&self, node: &Node) -> bool {
        if node.group.is_none() || node.governing_word.is_some() {
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
            let entry = self.tables.verb(verb.lemma);
            entry.causative || verb.reflexive.is_some() && entry.receiving
        })
    }

    pub fn agent_of(&self, node: &Node) -> Option<GroupId> {
        let words = &self.tables.words;
        let entry = self.tables.verb(self.verbs[node.verb as usize].lemma);
        let with = |lemma: LemmaId| {
            node.obliques.iter().copied().find(|group| {
                let found = &self.groups[*group as usize];
                let same = found
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| preposition.lemma == lemma);
                let behind = found.words.start > self.verbs[node.verb as usize].word;
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

    /// A common noun in the singular without article ("mandat *d'arrêt*").
    pub fn is_bare_singular(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let note = self.notes[group as usize];
        let plural =
            found.features.contains(Features::PLURAL) && !found.features.contains(Features::SINGULAR);
        !note.name
            && !note.pronoun
            && found.determiner.is_none()
            && found.numeral.is_none()
            && !self.is_contracted(group)
            && !plural
            && self.class(found.head) == Class::Noun
    }

    fn push_argument(
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
    fn push_group(
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
            let own = found.preposition.as_ref().map(|preposition| preposition.lemma);
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
            });
            current = found.next_conjunct.filter(|_| expand);
        }
    }

    fn push_obliques(&self, roles: &mut Roles, node: &Node, agent: Option<GroupId>) {
        for group in node.obliques.iter().filter(|group| Some(**group) != agent) {
            let preposition = self.groups[*group as usize]
                .preposition
                .as_ref()
                .map(|preposition| preposition.lemma);
            self.push_group(roles, RoleKind::Oblique, preposition, *group, true);
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

    /// Clauses that complete the verb: its object, or an oblique beside an object.
    fn push_clauses(&self, roles: &mut Roles, index: u32, numbers: &Numbers) {
        let kind = if roles.has(RoleKind::Object) {
            RoleKind::Oblique
        } else {
            RoleKind::Object
        };
        let mut coordination = None;
        for later in index as usize + 1..self.nodes.len().min(index as usize + 12) {
            let node = &self.nodes[later];
            let completes = node.governor == Some(index)
                && node.relation == Relation::Complement
                && node.governing_word.is_none();
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
            });
        }
    }

    /// "signer un accord avec X": what the object has after a preposition other than "de".
    fn push_shared(&self, roles: &mut Roles, node: &Node) {
        let Some(Argument::Group(object)) = node.object.filter(|_| node.gap != Gap::Object) else {
            return;
        };
        let shared: SmallVec<[GroupId; 4]> = self.groups[object as usize]
            .complements
            .iter()
            .copied()
            .filter(|group| {
                let lemma = self.groups[*group as usize]
                    .preposition
                    .as_ref()
                    .map(|preposition| preposition.lemma);
                lemma.is_some() && !self.is_genitive(lemma) && lemma != Some(self.tables.words.agent)
            })
            .collect();
        for group in shared {
            let preposition = self.groups[group as usize]
                .preposition
                .as_ref()
                .map(|preposition| preposition.lemma);
            self.push_group(roles, RoleKind::Oblique, preposition, group, true);
        }
    }

    // ---- nouns and adjectives ----

    fn noun_clause(&self, group: GroupId, numbers: &Numbers) -> Clause {
        let found = &self.groups[group as usize];
        let frame = self.nominal_of(group).map(|entry| entry.frame);
        Clause {
            predicate: self.predicate(found.head, frame, PredicateKind::Noun),
            roles: self.noun_roles(group),
            governor: self.noun_governor(group, numbers),
            group: Some(group),
            factuality: Factuality::default(),
            attributions: SmallVec::new(),
            words: found.words.start..self.end_with_complements(group),
            sentence: found.sentence,
        }
    }

    pub fn end_with_complements(&self, group: GroupId) -> WordIndex {
        let mut end = self.groups[group as usize].words.end;
        let mut current = group;
        for _ in 0..16 {
            let found = &self.groups[current as usize];
            let Some(last) = found.complements.last().copied().or(found.next_conjunct) else {
                break;
            };
            end = end.max(self.groups[last as usize].words.end);
            current = last;
        }
        end
    }

    fn noun_governor(&self, group: GroupId, numbers: &Numbers) -> Option<Governor> {
        let mut current = group;
        for _ in 0..16 {
            let found = &self.groups[current as usize];
            let first = found.first_conjunct.unwrap_or(current);
            let above = found
                .complement_of
                .or(self.groups[first as usize].complement_of)
                .or(found.apposition_to);
            let Some(above) = above else { break };
            if let Some(clause) = numbers.group(above) {
                return Some(Governor {
                    clause,
                    relation: Relation::Argument,
                });
            }
            current = above;
        }
        let first = self.groups[current as usize].first_conjunct.unwrap_or(current);
        let node = self.notes[current as usize]
            .node
            .or(self.notes[first as usize].node)?;
        numbers.node(node).map(|clause| Governor {
            clause,
            relation: Relation::Argument,
        })
    }

    fn noun_roles(&self, group: GroupId) -> Vec<Role> {
        let mut roles = Roles::default();
        let Some(entry) = self.nominal_of(group) else {
            return roles.roles;
        };
        let found = &self.groups[group as usize];
        let mut uses: SmallVec<[(LemmaId, usize); 4]> = SmallVec::new();
        if self.subject_stands_before(entry, group) {
            // "le retrait français du Tchad": the first of the two is told already.
            uses.push((self.tables.words.genitive, 0));
        }
        for complement in &found.complements {
            let Some(lemma) = self.groups[*complement as usize]
                .preposition
                .as_ref()
                .map(|preposition| preposition.lemma)
            else {
                continue;
            };
            let mut nth = uses.iter().filter(|(other, _)| *other == lemma).count();
            uses.push((lemma, nth));
            if self.groups[*complement as usize]
                .features
                .contains(Features::TIME)
            {
                self.push_group(&mut roles, RoleKind::Oblique, None, *complement, true);
                continue;
            }
            nth += usize::from(self.owner_precedes(entry, group, lemma));
            let before = roles.roles.len();
            self.push_nominal(&mut roles, entry, lemma, nth, Filler::Group(*complement));
            if self.is_measure(*complement) || self.is_bare_singular(*complement) {
                roles.roles[before..]
                    .iter_mut()
                    .filter(|role| role.kind == RoleKind::Subject)
                    .for_each(|role| (role.kind, role.preposition) = (RoleKind::Oblique, Some(lemma)));
            }
            if nth == 0 && self.acts_with_another(entry, group, *complement, lemma) {
                for role in &mut roles.roles[before..] {
                    role.kind = RoleKind::Subject;
                }
            }
        }
        self.push_inherited(&mut roles, entry, group);
        self.push_words(&mut roles, entry, group);
        self.push_bearer(&mut roles, entry, group);
        self.push_controller(&mut roles, group);
        self.push_companion(&mut roles, group);
        self.push_recipient(&mut roles, entry, group);
        self.push_genitive_gap(&mut roles, entry, group);
        roles.roles.sort_by_key(|role| role.kind);
        roles.roles
    }

    /// "*son* retrait du Mali", "le retrait *américain* du Niger": who does it is told, so that the group
    /// behind the preposition is the second one.
    fn owner_precedes(&self, entry: &Nominal, group: GroupId, lemma: LemmaId) -> bool {
        let found = &self.groups[group as usize];
        let told = found
            .determiner
            .is_some_and(|word| self.has_feature(word, Features::POSSESSIVE))
            || found.modifiers.iter().any(|word| self.is_demonym(*word));
        told && entry.demonym == NominalRole::Subject
            && entry.roles.iter().any(|(preposition, roles)| {
                *preposition == lemma
                    && matches!(roles.as_slice(), [NominalRole::Subject, second, ..] if *second != NominalRole::Subject)
            })
    }

    /// "la rupture de Bamako avec Kiev": a name beside "avec" is who acts; "la rupture des relations
    /// avec Kiev" has its object there.
    fn acts_with_another(
        &self,
        entry: &Nominal,
        group: GroupId,
        complement: GroupId,
        lemma: LemmaId,
    ) -> bool {
        let either = entry.roles.iter().any(|(preposition, roles)| {
            *preposition == lemma && roles.as_slice() == [NominalRole::Object, NominalRole::Subject]
        });
        let pair = self.groups[group as usize].complements.iter().any(|other| {
            *other != complement
                && self.groups[*other as usize].preposition.as_ref().is_some_and(|preposition| {
                    entry.roles.iter().any(|(listed, roles)| {
                        *listed == preposition.lemma
                            && matches!(roles.as_slice(), [NominalRole::Oblique(same)] if *same == preposition.lemma)
                            && preposition.lemma != self.tables.words.dative
                    })
                })
        });
        either && pair && self.notes[complement as usize].name
    }

    fn push_nominal(&self, roles: &mut Roles, entry: &Nominal, lemma: LemmaId, nth: usize, filler: Filler) {
        let role = entry
            .roles
            .iter()
            .find(|(preposition, _)| *preposition == lemma)
            .map(|(_, alternatives)| {
                *alternatives
                    .get(nth)
                    .or(alternatives.last())
                    .unwrap_or(&NominalRole::Object)
            });
        let role = match role {
            Some(role) => role,
            None if lemma == self.tables.words.agent => NominalRole::Subject,
            None => NominalRole::Oblique(lemma),
        };
        let (kind, preposition) = match role {
            NominalRole::Subject => (RoleKind::Subject, None),
            NominalRole::Object => (RoleKind::Object, None),
            NominalRole::Oblique(preposition) => (RoleKind::Oblique, Some(preposition)),
        };
        match filler {
            Filler::Group(group) => {
                let before = roles.roles.len();
                self.push_group(roles, kind, preposition, group, true);
                for role in &mut roles.roles[before..] {
                    role.preposition = preposition;
                }
            }
            filler => roles.push(kind, preposition, filler),
        }
    }

    /// "leur soutien", "le soutien russe".
    fn push_words(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let found = &self.groups[group as usize];
        let possessive = found
            .determiner
            .filter(|word| self.has_feature(*word, Features::POSSESSIVE));
        let demonyms = found
            .modifiers
            .iter()
            .copied()
            .filter(|word| self.is_demonym(*word));
        for word in possessive.into_iter().chain(demonyms) {
            let (kind, preposition) = match entry.demonym {
                NominalRole::Object => (RoleKind::Object, None),
                NominalRole::Oblique(preposition) => (RoleKind::Oblique, Some(preposition)),
                _ => (RoleKind::Subject, None),
            };
            if kind == RoleKind::Subject
                && roles
                    .roles
                    .iter()
                    .any(|role| role.kind == kind && matches!(role.filler, Filler::Group(_)))
            {
                continue;
            }
            roles.push(kind, preposition, Filler::Word(word));
        }
    }

    fn has_feature(&self, word: WordIndex, feature: Features) -> bool {
        self.token(word).features.contains(feature)
    }

    /// "est membre de", ", allié de": the noun says it of the subject or of the group it renames.
    fn push_bearer(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        if !entry.bearer || roles.has(RoleKind::Subject) {
            return;
        }
        let found = &self.groups[group as usize];
        if let Some(host) = found.apposition_to {
            self.push_group(roles, RoleKind::Subject, None, host, true);
            return;
        }
        let first = found.first_conjunct.unwrap_or(group);
        let Some(node) = self.notes[first as usize].node else {
            return;
        };
        let node = &self.nodes[node as usize];
        if node.attribute == Some(first) {
            let subject = node.subject.and_then(|subject| self.resolved(subject));
            self.push_argument(roles, RoleKind::Subject, None, subject, true);
        }
    }

    /// "Moscou a annoncé le retrait de …": who announces it does it.
    fn push_controller(&self, roles: &mut Roles, group: GroupId) {
        if roles.has(RoleKind::Subject) {
            return;
        }
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let Some(index) = self.notes[first as usize].node else {
            return;
        };
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let entry = self.tables.verb(verb.lemma);
        let object = node.object == Some(Argument::Group(first)) && entry.noun_control;
        let behind = entry.oblique_control
            && node.obliques.contains(&first)
            && self.groups[first as usize]
                .preposition
                .as_ref()
                .is_some_and(|preposition| entry.prepositions.contains(&preposition.lemma));
        if verb.voice == Voice::Passive || !(object || behind) {
            return;
        }
        let subject = node.subject.and_then(|subject| self.resolved(subject));
        self.push_argument(roles, RoleKind::Subject, None, subject, true);
    }

    /// "la signature d'un pacte entre X et Y": what its object has, the noun may have for itself.
    fn push_inherited(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let words = &self.tables.words;
        let object = self.groups[group as usize]
            .complements
            .iter()
            .copied()
            .find(|complement| {
                let preposition = self.groups[*complement as usize].preposition.as_ref();
                preposition.is_some_and(|preposition| preposition.lemma == words.genitive)
            });
        let Some(object) = object.filter(|object| {
            roles
                .roles
                .iter()
                .any(|role| role.kind == RoleKind::Object && role.filler == Filler::Group(*object))
        }) else {
            return;
        };
        for complement in &self.groups[object as usize].complements {
            let Some(preposition) = self.groups[*complement as usize].preposition.as_ref() else {
                continue;
            };
            let lemma = preposition.lemma;
            let own = lemma != words.genitive && lemma != words.agent && lemma != words.dative;
            let free = !(lemma == words.between && roles.has(RoleKind::Subject));
            if own && free && entry.roles.iter().any(|(listed, _)| *listed == lemma) {
                self.push_nominal(roles, entry, lemma, 0, Filler::Group(*complement));
            }
        }
    }

    /// "a promis à X la livraison de chars": to X.
    fn push_recipient(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let dative = self.tables.words.dative;
        let wanted = entry.roles.iter().any(|(preposition, roles)| {
            *preposition == dative && roles.first() == Some(&NominalRole::Oblique(dative))
        });
        let Some(index) = self.notes[group as usize].node.filter(|_| wanted) else {
            return;
        };
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let verb_entry = self.tables.verb(verb.lemma);
        let effect = self.tables.governor(verb.lemma, Class::Verb, false).clause;
        let tells =
            self.tables.attribution.verbs.contains(&verb.lemma) && effect != Some(super::Effect::Planned);
        let told = roles.roles.iter().any(|role| role.preposition == Some(dative));
        if told || tells || !verb_entry.dative || node.object != Some(Argument::Group(group)) {
            return;
        }
        let to = self.dative_of(index).and_then(|to| self.resolved(to));
        let before = roles.roles.len();
        self.push_argument(roles, RoleKind::Oblique, Some(dative), to, true);
        for role in &mut roles.roles[before..] {
            role.preposition = Some(dative);
        }
    }

    /// A possessive or a nationality says who does what the noun says, and the table foresees
    /// another group under "de".
    fn subject_stands_before(&self, entry: &Nominal, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let possessive = found
            .determiner
            .is_some_and(|word| self.has_feature(word, Features::POSSESSIVE));
        let told = possessive || found.modifiers.iter().any(|word| self.is_demonym(*word));
        told && entry.demonym == NominalRole::Subject
            && entry.roles.iter().any(|(preposition, roles)| {
                self.is_genitive(Some(*preposition)) && roles.len() > 1 && roles[0] == NominalRole::Subject
            })
    }

    /// "50 milliards", "deux tonnes": how much, not who.
    fn is_measure(&self, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.tables.words.measures.contains(&self.token(head).lemma)
    }

    /// "en guerre", "en visite": a bare noun behind "en".
    fn is_state(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let preposition = found.preposition.as_ref().map(|preposition| preposition.lemma);
        found.determiner.is_none() && preposition == Some(self.tables.words.gerund)
    }

    /// A noun that says what somebody does while doing something else, and not who.
    pub fn accompanies(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let Some(preposition) = found.preposition.as_ref().map(|preposition| preposition.lemma) else {
            return false;
        };
        let words = &self.tables.words;
        let loose =
            preposition != words.genitive && preposition != words.dative && preposition != words.agent;
        let told = self.is_definite(group)
            || found
                .features
                .intersects(Features::POSSESSIVE | Features::DEMONSTRATIVE);
        let listed = self.nominal_of(group).is_some_and(|entry| entry.accompanies);
        self.is_state(group) || listed && loose && !told
    }

    /// "en visite à Rome, X a promis", "lors d'un entretien avec Y, X a promis": the clause's subject.
    fn push_companion(&self, roles: &mut Roles, group: GroupId) {
        let found = &self.groups[group as usize];
        if roles.has(RoleKind::Subject) || !self.accompanies(group) {
            return;
        }
        let bare = self.is_state(group);
        let note = self.notes[group as usize];
        let companion = note
            .beside
            .filter(|_| bare)
            .or(found.complement_of.filter(|_| bare))
            .map(Argument::Group)
            .or_else(|| {
                let node = &self.nodes[note.node.filter(|_| found.complement_of.is_none())? as usize];
                node.subject.and_then(|subject| self.resolved(subject))
            });
        self.push_argument(roles, RoleKind::Subject, None, companion, true);
    }

    /// "l'AES, dont Moscou a annoncé le soutien".
    fn push_genitive_gap(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let Some(index) = self.notes[group as usize].node else {
            return;
        };
        let node = &self.nodes[index as usize];
        let (Gap::Genitive, Some(antecedent)) = (node.gap, node.group) else {
            return;
        };
        let argument = Some(Argument::Group(group));
        let governed = node.object == argument || node.subject == argument;
        if !governed || !self.groups[group as usize].complements.is_empty() {
            return;
        }
        let taken = roles.has(RoleKind::Subject);
        let before = roles.roles.len();
        let filler = Filler::Group(antecedent);
        self.push_nominal(roles, entry, self.tables.words.genitive, 0, filler);
        for role in &mut roles.roles[before..] {
            // Who announces the support gives it; the antecedent gets it.
            if taken && role.kind == RoleKind::Subject {
                role.kind = RoleKind::Object;
            }
        }
    }

    fn adjective_clause(&self, index: usize, numbers: &Numbers) -> Clause {
        let adjective = &self.adjectives[index];
        let lemma = self.token(adjective.word).lemma;
        let mut roles = Roles::default();
        let subject = match (adjective.group, adjective.node) {
            (Some(group), _) => Some(Argument::Group(group)),
            (None, Some(node)) => self.nodes[node as usize]
                .subject
                .and_then(|subject| self.resolved(subject)),
            (None, None) => None,
        };
        self.push_argument(&mut roles, RoleKind::Subject, None, subject, true);
        let entry = self.tables.adjectives.get(&lemma);
        for complement in &adjective.complements {
            let preposition = self.groups[*complement as usize]
                .preposition
                .as_ref()
                .map(|preposition| preposition.lemma);
            if let (Some(entry), Some(preposition)) = (entry, preposition) {
                self.push_nominal(&mut roles, entry, preposition, 0, Filler::Group(*complement));
            }
        }
        let node = adjective
            .node
            .or_else(|| adjective.group.and_then(|group| self.notes[group as usize].node));
        let sentence = self
            .text
            .words
            .get(adjective.word as usize)
            .map_or(0, |word| word.sentence);
        Clause {
            predicate: self.predicate(
                adjective.word,
                entry.map(|entry| entry.frame),
                PredicateKind::Adjective,
            ),
            roles: roles.roles,
            governor: node.and_then(|node| numbers.node(node)).map(|clause| Governor {
                clause,
                relation: Relation::Argument,
            }),
            group: adjective.group,
            factuality: Factuality::default(),
            attributions: SmallVec::new(),
            words: adjective.word
                ..adjective
                    .complements
                    .last()
                    .map_or(adjective.word + 1, |group| self.groups[*group as usize].words.end),
            sentence,
        }
    }

    /// Whether a clause was read as "…, a déclaré X".
    pub fn is_incise_node(&self, origin: Origin) -> bool {
        matches!(origin, Origin::Node(node) if self.nodes[node as usize].kind == FrameKind::Incise)
    }
}
