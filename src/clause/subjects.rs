//! Who does what each verb says.
//!
//! Candidates stand before a finite verb, behind it (inversion), or in another clause (control,
//! coordination, relatives, participles). Voice is left to `roles`: here the subject is the
//! grammatical one.

use super::elements::{Kind, Parser};
use super::segments::{Argument, FrameKind, Gap, LOOK_AHEAD, Node};
use super::tables::Lists;
use super::verbs::Form;
use super::{Features, GroupId, Relation};
use bitflags::bitflags;
use std::ops::Range;

/// How many steps a shared subject may be away.
const LONGEST_CHAIN: usize = 12;

bitflags! {
    /// What clauses leave open when they have been read.
    #[derive(Clone, Copy)]
    struct Open: u8 {
        /// The verb is that of another clause.
        const GAPPED = 1;
        /// It goes on with another verb, which may have its object.
        const SHARED = 1 << 1;
        /// A relative pronoun is the object, or has a preposition.
        const GAP = 1 << 2;
        /// "c'est"
        const PRESENTATIVE = 1 << 3;
        /// Whose act an infinitive is.
        const CONTROL = 1 << 4;
        /// Whether its subject is whom one asks.
        const ASKED = 1 << 5;
        /// "ne", with or without its second half.
        const NEGATION = 1 << 6;
        /// "c'est à Istanbul *que*"
        const FOCUS = 1 << 7;
    }
}

impl Parser<'_> {
    /// Settles governors, subjects and objects of the current sentence's clauses.
    pub fn settle(&mut self, clauses: Range<usize>) {
        let mut open = Open::empty();
        for index in clauses.clone() {
            open |= self.left_open(index);
            self.settle_governor(index);
        }
        self.settle_fronted();
        for index in clauses.clone() {
            self.settle_subject(index);
        }
        for index in clauses.clone() {
            self.settle_object(index);
        }
        if open.contains(Open::GAPPED) {
            for index in clauses.clone() {
                self.settle_gapped(index);
            }
        }
        if open.intersects(Open::SHARED | Open::GAP) {
            for index in clauses.clone().rev() {
                self.settle_shared_object(index);
                self.settle_gap(index);
            }
        }
        if open.contains(Open::PRESENTATIVE) {
            for index in clauses.clone() {
                self.settle_pseudo_cleft(index);
            }
        }
        if open.intersects(Open::CONTROL | Open::ASKED | Open::NEGATION | Open::FOCUS) {
            for index in clauses.clone() {
                self.settle_control(index);
                self.settle_asked(index);
                self.settle_negation(index);
                self.settle_cleft(index);
            }
        }
        self.settle_question(clauses);
    }

    /// What must be settled of a clause besides governor, subject and object: of most, nothing.
    fn left_open(&self, index: usize) -> Open {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        let mut open = match node.gap {
            Gap::Object | Gap::Oblique(_) => Open::GAP,
            Gap::Focus => Open::FOCUS,
            Gap::None | Gap::Subject | Gap::Genitive | Gap::Place => Open::empty(),
        };
        open.set(Open::GAPPED, node.gapped.is_some());
        open.set(Open::SHARED, node.coordinated_to.is_some());
        open.set(Open::PRESENTATIVE, self.is_presentative(index as u32));
        open.set(Open::CONTROL, verb.form == Form::Infinitive);
        open.set(Open::ASKED, node.relation == Relation::Complement);
        open.set(Open::NEGATION, verb.particle);
        open
    }

    pub fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    fn settle_governor(&mut self, index: usize) {
        let node = self.node(index);
        if let Some(previous) = node.coordinated_to {
            let previous = &self.nodes[previous as usize];
            let (governor, parent) = (previous.governor, previous.parent);
            let node = &mut self.nodes[index];
            node.governor = node.governor.or(governor);
            node.parent = node.parent.or(parent);
            return;
        }
        if node.governor.is_some() || node.kind == FrameKind::Main {
            return;
        }
        let governor = node
            .parent
            .and_then(|parent| self.frames.get(parent as usize))
            .and_then(|frame| frame.first_node)
            .filter(|governor| *governor as usize != index);
        self.nodes[index].governor = governor.or_else(|| self.clause_of_group(index));
    }

    /// The clause whose argument the antecedent is.
    fn clause_of_group(&self, index: usize) -> Option<u32> {
        let group = self.node(index).group?;
        self.notes[group as usize]
            .node
            .filter(|node| *node as usize != index)
    }

    /// "Regroupés sous …, le Mali et le Niger ont": the participle describes the later subject.
    fn settle_fronted(&mut self) {
        for frame in &self.frames {
            let Some(main) = frame.first_node else {
                continue;
            };
            for participle in &frame.fronted {
                self.nodes[*participle as usize].governor = Some(main);
            }
        }
    }

    // ---- own subjects ----

    fn settle_subject(&mut self, index: usize) {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        match verb.form {
            Form::Finite => self.settle_finite_subject(index),
            Form::PastParticiple | Form::PresentParticiple => {
                let subject = match (node.preverbal.first(), node.group) {
                    (Some(absolute), _) => Some(Argument::Group(*absolute)),
                    (None, Some(group)) => Some(Argument::Group(group)),
                    (None, None) => node.coordinated_to.or(node.governor).map(Argument::SubjectOf),
                };
                self.nodes[index].subject = subject;
            }
            Form::Gerund => self.nodes[index].subject = node.governor.map(Argument::SubjectOf),
            Form::Infinitive => {}
        }
    }

    fn settle_finite_subject(&mut self, index: usize) {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        let clitic = verb.subject;
        if self.is_impersonal(index) {
            self.nodes[index].impersonal = true;
            return;
        }
        let before = self.subject_before(index);
        let (inverted, coordinated) = (verb.inverted, node.coordinated_to);
        let subject = match (node.gap, clitic) {
            (Gap::Subject, None) if node.kind == FrameKind::Relative => match node.group {
                Some(group) => Some(Argument::Group(group)),
                None => before.map(Argument::Group),
            },
            (_, Some(clitic)) if !inverted => Some(Argument::Group(clitic)),
            (_, clitic) => before.or(clitic).map(Argument::Group),
        };
        let subject = subject.or_else(|| match coordinated {
            Some(previous) => Some(Argument::SubjectOf(previous)),
            None => self
                .lead
                .subject
                .filter(|_| self.nodes[index].kind == FrameKind::Main)
                .or_else(|| self.take_inverted(index))
                .or_else(|| self.take_inverted_below(index))
                .or_else(|| self.take_inverted_behind_attribute(index))
                .or_else(|| self.take_partitive(index))
                .map(Argument::Group)
                .or_else(|| self.subject_before_break(index)),
        });
        self.nodes[index].subject = subject;
        self.times_to_obliques(index, subject);
        self.take_likened(index);
    }

    /// "*Comme le Mali*, le Niger a rompu", "Le Niger, *à l'instar du Mali*, a rompu": whom the subject is likened to
    /// does the same.
    fn take_likened(&mut self, index: usize) {
        let node = self.node(index);
        let start = self.verbs[node.verb as usize].words.start;
        let Some(Argument::Group(subject)) = node.subject else {
            return;
        };
        let named = |group: GroupId| self.notes[group as usize].name && !self.groups_time(group);
        if !named(subject) || self.groups[subject as usize].words.end > start {
            return;
        }
        let position = node.obliques.iter().position(|group| {
            let found = &self.groups[*group as usize];
            let likened = found.preposition.as_ref().is_some_and(|preposition| {
                self.tables.lists(preposition.lemma, Lists::LIKENING)
                    && preposition.words.end == found.words.start
            });
            let parted = self.notes[*group as usize].after_comma || self.notes[subject as usize].after_comma;
            likened && parted && named(*group) && found.words.end <= start
        });
        let Some(position) = position else {
            return;
        };
        let likened = self.nodes[index].obliques.remove(position);
        let mut last = subject;
        while let Some(next) = self.groups[last as usize].next_conjunct {
            last = next;
        }
        self.groups[last as usize].next_conjunct = Some(likened);
        self.groups[likened as usize].first_conjunct = Some(subject);
    }

    /// "X a fermé la base ; a retiré ses soldats": the clause before the break has the subject.
    fn subject_before_break(&self, index: usize) -> Option<Argument> {
        let node = self.node(index);
        let features = self.verbs[node.verb as usize].features;
        let main = node.kind == FrameKind::Main && node.gap == Gap::None;
        if !main || !node.post_only() || self.commands(node) {
            return None;
        }
        let previous = (0..index).rev().take(8).find(|before| {
            let before = &self.nodes[*before];
            before.kind == FrameKind::Main && self.verbs[before.verb as usize].form == Form::Finite
        })?;
        let before = &self.nodes[previous];
        let fits = before.sentence == node.sentence
            && before.last < node.first
            && super::groups::compatible(
                self.verbs[before.verb as usize].features,
                features,
                super::groups::NUMBER,
            );
        fits.then_some(Argument::SubjectOf(previous as u32))
    }

    /// "De hauts responsables ont": an article taken for a preposition.
    fn take_partitive(&mut self, index: usize) -> Option<GroupId> {
        let node = self.node(index);
        if node.gap != Gap::None
            || self.verbs[node.verb as usize]
                .features
                .contains(Features::IMPERATIVE)
        {
            return None;
        }
        let start = self.verbs[node.verb as usize].words.start;
        let position = node.obliques.iter().position(|group| {
            let found = &self.groups[*group as usize];
            let genitive = self.is_genitive(found.preposition_lemma());
            genitive
                && found.words.end <= start
                && found.features.contains(Features::PLURAL)
                && !self.notes[*group as usize].name
                && self.agrees_with_verb(*group, node.verb)
        })?;
        let group = self.nodes[index].obliques.remove(position);
        self.groups[group as usize].preposition = None;
        Some(group)
    }

    /// Groups before the verb that say when, and are not its subject.
    fn times_to_obliques(&mut self, index: usize, subject: Option<Argument>) {
        let node = &mut self.nodes[index];
        for group in &node.preverbal {
            let group = *group;
            let time = self.groups[group as usize].features.contains(Features::TIME);
            if Some(Argument::Group(group)) == subject {
                self.notes[group as usize].node = Some(index as u32);
            } else if time {
                self.notes[group as usize].node = Some(index as u32);
                node.obliques.push(group);
            }
        }
    }

    /// The first bare group before the verb that agrees with it.
    fn subject_before(&self, index: usize) -> Option<GroupId> {
        let node = self.node(index);
        if node.preverbal.is_empty() {
            return None;
        }
        let time = |group: &GroupId| self.groups[*group as usize].features.contains(Features::TIME);
        let agrees = |group: &GroupId| self.agrees_with_verb(*group, node.verb);
        let candidates = || node.preverbal.iter().copied();
        let number = |group: &GroupId| self.class(self.groups[*group as usize].head) == super::Class::Numeral;
        candidates()
            .find(|group| !time(group) && !number(group) && agrees(group))
            .or_else(|| candidates().find(|group| !time(group) && agrees(group)))
            .or_else(|| candidates().find(|group| time(group) && agrees(group) && self.may_act(*group)))
            .or_else(|| candidates().find(|group| !time(group)))
    }

    /// A time that is a subject has a determiner ("cette semaine a été").
    fn may_act(&self, group: GroupId) -> bool {
        self.groups[group as usize].determiner.is_some()
    }

    /// "il y a", "il faut", "il s'agit".
    fn is_impersonal(&self, index: usize) -> bool {
        let verb = &self.verbs[self.node(index).verb as usize];
        let Some(subject) = verb.subject else { return false };
        let pronoun = self.token(self.groups[subject as usize].head);
        if !pronoun.features.contains(Features::SUBJECT_CLITIC) || pronoun.features.contains(Features::PLURAL)
        {
            return false;
        }
        let exists = verb.lemma == self.tables.words.have
            && verb.clitics.iter().any(|clitic| {
                let head = self.groups[*clitic as usize].head;
                self.has(head, Features::LOCATIVE_CLITIC)
            });
        exists || verb.entry.impersonal
    }

    /// "Aux côtés de Kiev se tient, depuis mars, *l'Union*": the open clause has begun with its verb, can take no
    /// object, and has not said yet who does it.
    pub fn subject_awaited(&self, index: usize, group: GroupId) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let verb = &self.verbs[node.verb as usize];
        let silent = verb.form == Form::Finite
            && verb.subject.is_none()
            && node.coordinated_to.is_none()
            && self.lead.subject.is_none()
            && node.preverbal.iter().all(|group| self.groups_time(*group))
            && node.post.iter().all(|group| self.is_bare_singular(*group));
        let objectless = node.gap == Gap::Object || self.precedes_its_subject(node.verb);
        let plural = verb.features & super::groups::NUMBER == Features::PLURAL;
        let fits = self.agrees_with_verb(group, node.verb) || plural && self.list_ahead(index, group);
        !matches!(node.kind, FrameKind::Incise | FrameKind::Participle)
            && node.gap != Gap::Subject
            && silent
            && objectless
            && fits
            && !self.notes[group as usize].clitic
            && !self.commands(node)
            && self.only_circumstances_since(node.verb, index)
    }

    /// Nothing but circumstances stands between the verb and the element at `index`.
    fn only_circumstances_since(&self, verb: u32, index: usize) -> bool {
        let end = self.verbs[verb as usize].words.end;
        self.elements[..index]
            .iter()
            .rev()
            .take(LOOK_AHEAD)
            .take_while(|element| element.words.end > end)
            .all(|element| match element.kind {
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    found.preposition.is_some() || self.groups_time(group) || self.is_undetermined(group)
                }
                Kind::Comma | Kind::Adverb => true,
                _ => false,
            })
    }

    /// The verb is an imperative and nothing else.
    fn commands(&self, node: &Node) -> bool {
        let features = self.verbs[node.verb as usize].features;
        features.contains(Features::IMPERATIVE)
            && !features.intersects(Features::INDICATIVE | Features::SUBJUNCTIVE)
    }

    /// "*Ainsi* parlait le général": an adverb that stands first, and no subject, puts the verb before its own even
    /// where it might take an object.
    fn is_fronted_inversion(&self, index: usize) -> bool {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        let fronted = node.adverbs.iter().any(|adverb| *adverb < verb.words.start);
        let main = node.kind == FrameKind::Main && node.gap == Gap::None;
        main && node.post_only() && node.obliques.is_empty() && node.post.len() == 1 && fronted
    }

    /// A bare group behind the verb that must be its subject.
    fn take_inverted(&mut self, index: usize) -> Option<GroupId> {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        let first = *node.post.first()?;
        // "Ont rejoint l'alliance *l'Iran et le Qatar*": a plural verb before all, one object, several subjects.
        let late = node.post.get(1).copied().filter(|late| {
            let plural = verb.features & super::groups::NUMBER == Features::PLURAL;
            let fronted = node.kind == FrameKind::Main && node.gap == Gap::None;
            plural
                && fronted
                && !self.agrees_with_verb(first, node.verb)
                && self.agrees_with_verb(*late, node.verb)
        });
        if let Some(late) = late {
            self.nodes[index].post.remove(1);
            return Some(late);
        }
        if !self.agrees_with_verb(first, node.verb) && !self.is_bare_singular(first) || self.commands(node) {
            return None;
        }
        let relative = !matches!(node.gap, Gap::None | Gap::Subject);
        let wanted = node.kind == FrameKind::Incise
            || relative
            || self.precedes_its_subject(node.verb)
            || node.post.len() > 1 && !node.obliques.is_empty()
            || self.is_fronted_inversion(index);
        // "y ont *pris part* le Mali et le Niger", "dont fait *partie* le Mali": the bare noun belongs to the verb.
        let second = node.post.get(1).copied().filter(|second| {
            self.is_bare_singular(first) && (!wanted || relative) && self.agrees_with_verb(*second, node.verb)
        });
        if let Some(second) = second {
            self.nodes[index].post.remove(1);
            return Some(second);
        }
        if !wanted || !self.agrees_with_verb(first, node.verb) {
            return None;
        }
        self.nodes[index].post.remove(0);
        Some(first)
    }

    /// "l'accord que viennent de signer X et Y": the subject stands behind the infinitive, whose
    /// object is the antecedent.
    fn take_inverted_below(&mut self, index: usize) -> Option<GroupId> {
        let node = self.node(index);
        let (verb, gap) = (node.verb, node.gap);
        let mut inner = index;
        for _ in 0..3 {
            let below = (inner + 1..self.nodes.len().min(inner + 3)).find(|later| {
                let later = &self.nodes[*later];
                later.governor == Some(inner as u32)
                    && later.relation == Relation::Complement
                    && later.governing_word.is_none()
                    && self.verbs[later.verb as usize].form == Form::Infinitive
            });
            match below {
                Some(below) => inner = below,
                None => break,
            }
        }
        let first = self.nodes[inner].post.first().copied()?;
        // "vont être livrés six blindés": a passive has no object to be taken for.
        let whose = gap == Gap::Object
            || self
                .tables
                .reports(self.verbs[self.nodes[inner].verb as usize].lemma)
            || self.precedes_its_subject(self.nodes[inner].verb);
        if !whose || inner == index || !self.agrees_with_verb(first, verb) {
            return None;
        }
        self.nodes[inner].post.remove(0);
        Some(first)
    }

    /// "Restent déployés au Niger *200 soldats*": the subject stands behind the participle said of it.
    fn take_inverted_behind_attribute(&mut self, index: usize) -> Option<GroupId> {
        let node = self.node(index);
        let verb = node.verb;
        let copula = self.verbs[verb as usize].entry.copula;
        let below = (index + 1..self.nodes.len().min(index + 2)).find(|later| {
            let later = &self.nodes[*later];
            later.governor == Some(index as u32)
                && later.group.is_none()
                && self.verbs[later.verb as usize].form == Form::PastParticiple
        });
        let below = below.filter(|_| copula && node.post_only() && node.attributes.is_empty())?;
        let first = self.nodes[below].post.first().copied()?;
        if !self.agrees_with_verb(first, verb) {
            return None;
        }
        self.nodes[below].post.remove(0);
        Some(first)
    }

    // ---- negation, clefts, questions ----

    fn settle_negation(&mut self, index: usize) {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        if !verb.particle || verb.negated || verb.restrictive {
            return;
        }
        let negative = |argument: Option<Argument>| match argument {
            Some(Argument::Group(group)) => self.notes[group as usize].negative,
            _ => false,
        };
        let neither = || {
            self.elements.iter().any(|element| {
                element.token.features.contains(Features::NEGATIVE_COORDINATOR)
                    && element.kind == Kind::Coordinator
            })
        };
        let oblique = || {
            node.obliques
                .iter()
                .chain(&node.post)
                .any(|group| self.notes[*group as usize].negative)
        };
        let denied = negative(node.subject)
            || negative(node.object)
            || oblique()
            || verb.entry.bare_negation
            || neither();
        if denied {
            let verb = node.verb;
            self.verbs[verb as usize].negated = true;
        }
    }

    /// "c'est vers Moscou qu'ils se sont tournés": the focus belongs to the second clause.
    fn settle_cleft(&mut self, index: usize) {
        let node = self.node(index);
        let (Gap::Focus, Some(presentative)) = (node.gap, node.governor) else {
            return;
        };
        let above = &self.nodes[presentative as usize];
        let presentative = &self.verbs[above.verb as usize];
        let (behind, denied) = (
            presentative.word,
            presentative.negated && !presentative.restrictive,
        );
        let focus: smallvec::SmallVec<[GroupId; 4]> = above
            .obliques
            .iter()
            .copied()
            .filter(|group| self.groups[*group as usize].words.start > behind)
            .collect();
        let verb = self.node(index).verb;
        self.verbs[verb as usize].negated |= denied;
        self.nodes[index].obliques.extend(focus);
        self.nodes[index].relation = Relation::Coordinated;
    }

    /// "ce que dénonce X, c'est Y", "celui qui a livré, c'est Y": Y, in the first clause.
    fn settle_pseudo_cleft(&mut self, index: usize) {
        if !self.is_presentative(index as u32) || self.node(index).kind != FrameKind::Main {
            return;
        }
        let stands_for = |group: GroupId| {
            let head = self.token(self.groups[group as usize].head);
            self.tables.lists(head.lemma, Lists::PRESENTATIVE)
                || self.notes[group as usize].pronoun && head.features.contains(Features::DEMONSTRATIVE)
        };
        let sentence = self.node(index).sentence;
        let first = (0..index).rev().take(4).find(|before| {
            let before = &self.nodes[*before];
            before.sentence == sentence
                && before.kind == FrameKind::Relative
                && before.group.is_some_and(stands_for)
        });
        let Some(first) = first else { return };
        let placeholder = self.nodes[first].group.map(Argument::Group);
        if let Some(focus) = self.nodes[index].attribute {
            let node = &mut self.nodes[first];
            node.group = Some(focus);
            for argument in [&mut node.subject, &mut node.object] {
                if *argument == placeholder {
                    *argument = Some(Argument::Group(focus));
                }
            }
            return;
        }
        let content = (index + 1..self.nodes.len().min(index + 3)).find(|later| {
            let later = &self.nodes[*later];
            later.governor == Some(index as u32) && later.relation == Relation::Complement
        });
        if let Some(content) = content {
            let node = &mut self.nodes[first];
            node.object = node.object.filter(|object| Some(*object) != placeholder);
            self.nodes[content].governor = Some(first as u32);
        }
    }

    fn settle_question(&mut self, clauses: Range<usize>) {
        if !self.asks {
            return;
        }
        for node in &mut self.nodes[clauses] {
            let presupposes = node.marker.contains(Features::INTERROGATIVE);
            node.question = matches!(node.kind, FrameKind::Main | FrameKind::Quote) && !presupposes;
        }
    }

    /// What the subject of a clause is, through shared and controlled subjects.
    pub fn resolved(&self, argument: Argument) -> Option<Argument> {
        let mut current = argument;
        for _ in 0..LONGEST_CHAIN {
            current = match current {
                Argument::SubjectOf(node) => self.nodes[node as usize].subject?,
                settled => return Some(settled),
            };
        }
        None
    }
}
