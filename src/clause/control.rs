//! Whose act an infinitive or a participle is that has no subject of its own.
//!
//! The verb or noun above decides: its subject, its object or whom it speaks to.

use super::elements::{Parser, mark};
use super::segments::{Argument, FrameKind, Gap};
use super::tables::{Control, Effect};
use super::verbs::Form;
use super::{Features, GroupId, Relation, RoleKind};
use crate::mention::{MentionKind, joins_names};
use crate::text::WordIndex;

/// How many wholes above a noun are looked at ("le seul dirigeant *de l'Union*").
const MOST_WHOLES: usize = 4;

impl Parser<'_> {
    /// "a demandé à X qu'*elle* retire ses troupes": the pronoun of what is asked is whom one asks.
    pub fn settle_asked(&mut self, index: usize) {
        let node = self.node(index);
        let verb = &self.verbs[node.verb as usize];
        let (Some(Argument::Group(pronoun)), Some(governor)) = (node.subject, node.governor) else {
            return;
        };
        let completes = node.relation == Relation::Complement
            && node.governing_word.is_none()
            && verb.form == Form::Finite
            && verb.subject == Some(pronoun)
            && verb
                .features
                .intersects(Features::SUBJUNCTIVE | Features::PRESENT);
        if !completes {
            return;
        }
        let above = &self.verbs[self.nodes[governor as usize].verb as usize];
        let effect = self
            .tables
            .governor(above.lemma, super::Class::Verb, false)
            .clause;
        // "a promis à X qu'il partirait" leaves open who.
        let open = above.entry.control == Some(Control::Subject);
        if open || !matches!(effect, Some(Effect::Possible | Effect::Planned)) {
            return;
        }
        let addressee = match self.addressee_of(governor) {
            Some(addressee) => addressee,
            None => return,
        };
        let (one, other) = (&self.groups[pronoun as usize], &self.groups[addressee as usize]);
        let alike = |what: Features| super::groups::compatible(one.features, other.features, what);
        let third = self.token(one.head).features.contains(Features::THIRD);
        if third && alike(super::groups::NUMBER) && alike(super::groups::GENDER) {
            self.nodes[index].subject = Some(Argument::Group(addressee));
        }
    }

    /// "demande *à X*", "exige *de X*".
    fn addressee_of(&self, governor: u32) -> Option<GroupId> {
        if let Some(Argument::Group(group)) = self.dative_of(governor) {
            return Some(group).filter(|group| !self.notes[*group as usize].clitic);
        }
        let node = &self.nodes[governor as usize];
        let word = self.verbs[node.verb as usize].word;
        node.obliques.iter().copied().find(|group| {
            let found = &self.groups[*group as usize];
            self.is_genitive(found.preposition_lemma()) && found.words.start > word
        })
    }

    pub fn settle_control(&mut self, index: usize) {
        let node = self.node(index);
        if self.verbs[node.verb as usize].form != Form::Infinitive || node.subject.is_some() {
            return;
        }
        if let Some(previous) = node.coordinated_to {
            self.nodes[index].subject = Some(Argument::SubjectOf(previous));
            return;
        }
        if node.kind == FrameKind::Relative && node.gap == Gap::Subject {
            self.nodes[index].subject = node.group.map(Argument::Group);
            return;
        }
        let subject = match (node.governing_word, node.governor) {
            (Some(word), governor) => self
                .first_to_do_it(index)
                .or_else(|| self.controller_of_word(word, node.group, governor)),
            (None, Some(governor)) => self.controller_of_verb(index, governor),
            (None, None) => None,
        };
        self.nodes[index].subject = subject
            .or_else(|| self.whom_denial_concerns(index))
            .or_else(|| self.speaker_who_refuses(index));
    }

    fn is_marked_dative(&self, index: usize) -> bool {
        let marker = self.verbs[self.node(index).verb as usize].marker;
        marker.is_some_and(|(lemma, _)| lemma == self.tables.words.dative)
    }

    /// "Pas question *pour X* de partir": X.
    fn whom_denial_concerns(&self, index: usize) -> Option<Argument> {
        let denial = self
            .node(index)
            .group
            .filter(|group| self.is_verbless_denial(*group))?;
        let concerned = self.tables.words.concerned;
        let from = denial as usize + 1;
        let until = self.groups.len().min(from + 4);
        (from..until)
            .find(|group| {
                let found = &self.groups[*group];
                found.preposition_lemma() == Some(concerned)
                    && found.sentence == self.groups[denial as usize].sentence
            })
            .map(|group| Argument::Group(group as GroupId))
    }

    /// "Pas question de quitter le pacte, *répète Lima*": who rules it out would have done it.
    fn speaker_who_refuses(&self, index: usize) -> Option<Argument> {
        let node = self.node(index);
        let verbless = node.group.is_some_and(|group| self.is_verbless_denial(group));
        let later = index + 1..self.nodes.len().min(index + 6);
        later
            .filter(|_| verbless)
            .find(|later| {
                let later = &self.nodes[*later];
                later.kind == FrameKind::Incise && later.sentence == node.sentence
            })
            .map(|later| Argument::SubjectOf(later as u32))
    }

    /// "*Pas question* de partir": a bare noun that stands for a whole clause, and is nobody's subject.
    pub fn is_verbless_denial(&self, group: GroupId) -> bool {
        self.notes[group as usize].negative
            && self.is_bare_singular(group)
            && self.groups[group as usize].preposition.is_none()
    }

    /// "X est le *premier* pays *à le reconnaître*", "X, *seul* État à l'aider": X; of itself, the noun.
    fn first_to_do_it(&self, index: usize) -> Option<Argument> {
        let node = self.node(index);
        let (marker, _) = self.verbs[node.verb as usize].marker?;
        let group = node.group.filter(|_| marker == self.tables.words.dative)?;
        let ranked = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            // "le *premier* à signer"
            let mut words = found.modifiers.iter().chain([&found.head]);
            words.any(|word| {
                let lemma = self.token(*word).lemma;
                self.has(*word, Features::ORDINAL) || self.tables.words.ranks.contains(&lemma)
            })
        };
        // "le seul dirigeant *de l'Union* à le dire"
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let group = std::iter::successors(Some(group), above)
            .take(MOST_WHOLES)
            .find(ranked)?;
        let found = &self.groups[group as usize];
        let governor = node.governor.filter(|governor| {
            let above = &self.nodes[*governor as usize];
            above.attribute == Some(group)
        });
        let said_of = governor.map(Argument::SubjectOf);
        let renamed = found.apposition_to.map(Argument::Group);
        Some(said_of.or(renamed).unwrap_or(Argument::Group(group)))
    }

    /// "sa volonté de", "l'engagement de Moscou à", "prêt à".
    fn controller_of_word(
        &self,
        word: WordIndex,
        group: Option<GroupId>,
        governor: Option<u32>,
    ) -> Option<Argument> {
        let Some(group) = group else {
            return governor.and_then(|governor| self.whose_turn(governor, word));
        };
        let found = &self.groups[group as usize];
        if found.head != word {
            return Some(Argument::Group(group));
        }
        if let Some(determiner) = found
            .determiner
            .filter(|word| self.has(*word, Features::POSSESSIVE))
        {
            return Some(Argument::Word(determiner));
        }
        let genitive = found.complements.iter().copied().find(|complement| {
            let complement = &self.groups[*complement as usize];
            self.is_genitive(complement.preposition_lemma())
        });
        if let Some(genitive) = genitive {
            return Some(Argument::Group(genitive));
        }
        if let Some(adjective) = found
            .modifiers
            .iter()
            .copied()
            .find(|word| self.is_demonym(*word))
        {
            return Some(Argument::Word(adjective));
        }
        governor
            .filter(|governor| {
                let object = self.nodes[*governor as usize].object;
                object == Some(Argument::Group(group))
                    || self.nodes[*governor as usize].obliques.contains(&group)
            })
            .map(Argument::SubjectOf)
    }

    /// The verb's subject is "il", which may be nobody.
    fn says_il(&self, verb: u32) -> bool {
        let bound = self.verbs[verb as usize].subject;
        bound.is_some_and(|subject| {
            let head = self.token(self.groups[subject as usize].head).features;
            head.contains(Features::SUBJECT_CLITIC | Features::MASCULINE | Features::SINGULAR)
        })
    }

    /// "il est prêt à partir": he; "il est impossible *pour X* de partir": X, or nobody.
    fn whose_turn(&self, governor: u32, attribute: WordIndex) -> Option<Argument> {
        let node = &self.nodes[governor as usize];
        if !self.is_said_of_nobody(attribute) || !self.says_il(node.verb) {
            return Some(Argument::SubjectOf(governor));
        }
        let concerned = self.tables.words.concerned;
        let described = self.adjectives.iter().rev().take(4);
        let described = described.filter(|adjective| adjective.node == Some(governor));
        node.obliques
            .iter()
            .chain(described.flat_map(|adjective| adjective.complements.iter()))
            .copied()
            .find(|group| self.groups[*group as usize].preposition_lemma() == Some(concerned))
            .map(Argument::Group)
    }

    /// An adjective of nationality, one by which a group goes ("une attaque *jihadiste*"), or names joined in its
    /// place ("la guerre *Israël-Hamas*").
    pub fn is_demonym(&self, word: WordIndex) -> bool {
        if !self.marked(word, mark::DEMONYM) {
            return false;
        }
        let from = self.mentions.partition_point(|mention| mention.words.end <= word);
        self.mentions[from..]
            .iter()
            .take(4)
            .any(|mention| match mention.kind {
                MentionKind::Demonym(_) => mention.words.contains(&word),
                MentionKind::Name(_) => {
                    let adjective = || self.class(word) == super::Class::Adjective;
                    mention.words == (word..word + 1) && (adjective() || joins_names(self.mentions, word))
                }
                _ => false,
            })
    }

    fn controller_of_verb(&mut self, index: usize, governor: u32) -> Option<Argument> {
        let node = &self.nodes[governor as usize];
        let verb = &self.verbs[node.verb as usize];
        let entry = verb.entry;
        let attribute = node
            .attribute
            .map(|group| self.groups[group as usize].head)
            .or(node.attributes.last().copied());
        let subject = match attribute.filter(|_| entry.copula) {
            Some(attribute) => self.whose_turn(governor, attribute),
            None => Some(Argument::SubjectOf(governor)),
        };
        let object = node.object.filter(|object| matches!(object, Argument::Group(_)));
        if self.nodes[index].relation != Relation::Complement {
            let active =
                self.nodes[index].relation == Relation::Purpose && verb.voice != super::Voice::Passive;
            // "a sanctionné X *pour avoir armé* Y": X has.
            let done = self.verbs[self.nodes[index].verb as usize].perfect;
            if active && done && verb.reflexive.is_none() && self.is_person_like(object) {
                return object;
            }
            // "aide X *pour combattre*", "fournit des chars à X *pour combattre*": X will.
            return match entry.purpose.filter(|_| active) {
                Some(Control::Object) => object.or(subject),
                Some(Control::Dative) => self.dative_of(governor).or(subject),
                _ => subject,
            };
        }
        let reflexive = verb.reflexive.is_some();
        if entry.receiving && reflexive {
            self.receive(index, governor);
            return None;
        }
        if entry.causative {
            return if reflexive {
                self.receive(index, governor);
                None
            } else {
                self.caused_subject(index, governor, object)
            };
        }
        let dative = || self.dative_of(governor);
        let impersonal = self.says_il(node.verb) && entry.control != Some(Control::Object);
        if verb.voice == super::Voice::Passive && impersonal {
            // "il a été décidé de", "il est reproché à X de": nobody, or X.
            return dative();
        }
        if verb.voice == super::Voice::Passive {
            // "accusé de", "contraint de": the passive's subject.
            return subject;
        }
        let prepositional = self.verbs[self.nodes[index].verb as usize].marker.is_some();
        match entry.control {
            Some(Control::Subject) => subject,
            Some(Control::Object) => object.or(subject),
            // "se défend d'avoir armé"
            Some(Control::Dative) if reflexive || !prepositional => subject,
            // "demande *à rencontrer* X": who asks would do it, where nobody is asked.
            Some(Control::Dative) => dative().or_else(|| subject.filter(|_| self.is_marked_dative(index))),
            Some(Control::Unsaid) => subject.filter(|_| dative().is_none()),
            None if reflexive => subject,
            None if prepositional && object.is_some() && self.is_person_like(object) => object,
            None => subject,
        }
    }

    /// "s'est vu livrer six avions", "s'est fait arrêter": to whom where there is an object, else whom.
    fn receive(&mut self, index: usize, governor: u32) {
        let dative = Some(self.tables.words.dative);
        let receiver = Argument::SubjectOf(governor);
        let node = &mut self.nodes[index];
        if node.object.is_some() || !node.post.is_empty() {
            node.extra.push((RoleKind::Oblique, dative, receiver));
        } else {
            node.object = Some(receiver);
        }
    }

    /// "laisse X former", "a fait partir X": X; "a fait livrer des armes (par Y)": Y, or who causes it.
    fn caused_subject(&mut self, index: usize, governor: u32, object: Option<Argument>) -> Option<Argument> {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let agent = node.obliques.iter().any(|group| {
            let preposition = self.groups[*group as usize].preposition.as_ref();
            preposition.is_some_and(|preposition| preposition.lemma == self.tables.words.agent)
                && self.may_be_agent(*group)
        });
        let intransitive = verb.lexical.contains(Features::ETRE_VERB)
            || verb.entry.with_be
            || verb.entry.intransitive
            || !verb.lexical.contains(Features::TRANSITIVE);
        // "l'a fait arrêter": whom, not who.
        let clitic = matches!(object, Some(Argument::Group(group)) if self.notes[group as usize].clitic);
        if clitic && !intransitive && node.post.is_empty() && node.object.is_none() {
            self.nodes[index].object = object;
            return Some(Argument::SubjectOf(governor)).filter(|_| !agent);
        }
        if object.is_some() || agent {
            return object.filter(|_| !agent);
        }
        if intransitive && let Some(first) = node.post.first().copied() {
            let node = &mut self.nodes[index];
            node.post.remove(0);
            node.object = node.object.filter(|object| *object != Argument::Group(first));
            return Some(Argument::Group(first));
        }
        Some(Argument::SubjectOf(governor))
    }

    /// Only groups that can act control an infinitive without being asked for in the table.
    fn is_person_like(&self, object: Option<Argument>) -> bool {
        match object {
            Some(Argument::Group(group)) => {
                let note = self.notes[group as usize];
                note.name || note.pronoun || self.groups[group as usize].features.contains(Features::HUMAN)
            }
            _ => false,
        }
    }

    /// "à X", "lui": the person a verb is addressed to.
    pub fn dative_of(&self, index: u32) -> Option<Argument> {
        let node = &self.nodes[index as usize];
        let dative = self.tables.words.dative;
        let word = self.verbs[node.verb as usize].word;
        let datives = || {
            node.obliques
                .iter()
                .copied()
                .filter(|group| self.groups[*group as usize].preposition_lemma() == Some(dative))
        };
        // "à mots couverts, a reproché *à X* de": whom one speaks to seldom stands first.
        let group = datives()
            .find(|group| self.groups[*group as usize].words.start > word)
            .or_else(|| datives().next());
        group.map(Argument::Group).or_else(|| {
            node.extra
                .iter()
                .find(|(kind, preposition, _)| *kind == RoleKind::Oblique && *preposition == Some(dative))
                .map(|(_, _, argument)| *argument)
        })
    }
}
