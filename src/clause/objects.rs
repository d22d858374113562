//! Whom or what each verb concerns: objects, attributes, datives, and the gap of a relative clause.

use super::elements::Parser;
use super::segments::{Argument, FrameKind, Gap};
use super::verbs::Form;
use super::{Features, Relation, RoleKind, Voice};

impl Parser<'_> {
    pub fn settle_object(&mut self, index: usize) {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let entry = self.tables.verb(verb.lemma);
        // What stands between an auxiliary and its participle is an insertion.
        let behind = |group: &super::GroupId| {
            let head = self.groups[*group as usize].head;
            head > verb.word || verb.word < verb.words.end
        };
        let mut post = node.post.iter().copied().filter(behind);
        let moves = verb.perfect
            && !verb.with_have
            && verb.voice == Voice::Active
            && (entry.with_be || verb.lexical.contains(Features::ETRE_VERB));
        let copula = entry.copula && (verb.reflexive.is_none() || verb.lemma != self.tables.words.be);
        if verb.voice == Voice::Passive || copula || moves {
            // "a été nommé ministre", "est président"
            let attribute = post.next();
            self.nodes[index].attribute = attribute;
        } else {
            let object = post.next();
            let attribute = post.next().filter(|_| entry.object_attribute);
            let node = &mut self.nodes[index];
            node.object = node.object.or(object.map(Argument::Group));
            node.attribute = attribute;
        }
        self.settle_clitics(index);
        self.settle_reflexive(index);
    }

    fn settle_clitics(&mut self, index: usize) {
        let verb = self.nodes[index].verb;
        let clitics = self.verbs[verb as usize].clitics.clone();
        let entry = self.tables.verb(self.verbs[verb as usize].lemma);
        let (dative_verb, copula) = (entry.dative, entry.copula);
        let words = &self.tables.words;
        let (dative, genitive, place) = (words.dative, words.genitive, words.place);
        let passive = self.verbs[verb as usize].voice == Voice::Passive;
        for clitic in clitics {
            let features = self.token(self.groups[clitic as usize].head).features;
            self.notes[clitic as usize].node = Some(index as u32);
            let impersonal = self.nodes[index].impersonal;
            let accusative = features.contains(Features::OBJECT_CLITIC);
            // "leur" before a verb is never the possessive pronoun that it may be tagged as.
            let bound = Features::OBJECT_CLITIC | Features::GENITIVE_CLITIC | Features::LOCATIVE_CLITIC;
            let dative_form = features.contains(Features::DATIVE_CLITIC) || !features.intersects(bound);
            let node = &mut self.nodes[index];
            let taken = node.object.is_some();
            let governs_clause = |parser: &Self| parser.governs_complement(index);
            let argument = Argument::Group(clitic);
            if features.contains(Features::GENITIVE_CLITIC) {
                node.extra.push((RoleKind::Oblique, Some(genitive), argument));
            } else if features.contains(Features::LOCATIVE_CLITIC) {
                if !impersonal {
                    node.extra.push((RoleKind::Oblique, Some(place), argument));
                }
            } else if accusative
                && !(dative_form && (dative_verb || taken || passive || governs_clause(self)))
            {
                let node = &mut self.nodes[index];
                if !copula && !passive {
                    // A full group behind the verb is an attribute or a dislocated repetition then.
                    if let (Some(Argument::Group(group)), None) = (node.object, node.attribute) {
                        node.attribute = Some(group);
                    }
                    node.object = Some(argument);
                }
            } else if dative_form {
                self.nodes[index]
                    .extra
                    .push((RoleKind::Oblique, Some(dative), argument));
            }
        }
    }

    fn governs_complement(&self, index: usize) -> bool {
        self.nodes
            .iter()
            .skip(index + 1)
            .take(6)
            .any(|node| node.governor == Some(index as u32) && node.relation == Relation::Complement)
    }

    /// "se" where nothing else is the object, and the verb has a life without it.
    fn settle_reflexive(&mut self, index: usize) {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let Some(reflexive) = verb.reflexive else { return };
        let alone = node.object.is_none() && !self.governs_complement(index);
        if alone && !verb.lexical.contains(Features::PRONOMINAL_ONLY) {
            self.nodes[index].object = Some(Argument::Group(reflexive));
        }
    }

    /// The antecedent of "que" is the object of the deepest verb that lacks one.
    pub fn settle_gap(&mut self, index: usize) {
        let node = &self.nodes[index];
        if node.gap != Gap::Object
            || !matches!(
                node.kind,
                FrameKind::Relative | FrameKind::Complement | FrameKind::Main
            )
        {
            return;
        }
        let Some(group) = node.group else { return };
        let argument = Argument::Group(group);
        let mut target = index;
        for _ in 0..8 {
            let inner = (target + 1..self.nodes.len().min(target + 6)).find(|later| {
                let later = &self.nodes[*later];
                later.governor == Some(target as u32)
                    && later.relation == Relation::Complement
                    && later.governing_word.is_none()
                    && matches!(
                        self.verbs[later.verb as usize].form,
                        Form::Infinitive | Form::Finite
                    )
            });
            match inner {
                Some(inner) if self.wants_object(inner) => target = inner,
                _ => break,
            }
        }
        if target == index && !self.wants_object(index) {
            let reflexive = self.nodes[index].object.and_then(|object| match object {
                Argument::Group(group) => Some(group),
                _ => None,
            });
            let own_reflexive = self.verbs[self.nodes[index].verb as usize].reflexive;
            if reflexive.is_some() && reflexive == own_reflexive {
                self.nodes[index].object = Some(argument);
                return;
            }
            // "qu'ils jugent dangereuse", "qu'il a nommé ministre"
            if self
                .tables
                .verb(self.verbs[self.nodes[index].verb as usize].lemma)
                .object_attribute
            {
                if let Some(Argument::Group(attribute)) = self.nodes[index].object {
                    self.nodes[index].attribute = Some(attribute);
                }
                self.nodes[index].object = Some(argument);
            }
            return;
        }
        if self.verbs[self.nodes[target].verb as usize].voice != Voice::Passive {
            self.nodes[target].object = Some(argument);
        }
    }

    /// "consolider et renforcer ses relations": the first verb has the object of the second.
    pub fn settle_shared_object(&mut self, index: usize) {
        let node = &self.nodes[index];
        let (Some(previous), Some(Argument::Group(object))) = (node.coordinated_to, node.object) else {
            return;
        };
        let before = &self.nodes[previous as usize];
        let empty = before.post.is_empty() && before.obliques.is_empty() && before.object.is_none();
        let verb = &self.verbs[before.verb as usize];
        let own = node.post.contains(&object);
        let close = self.verbs[node.verb as usize].words.start <= verb.words.end + 3;
        if empty && own && close && verb.voice == Voice::Active && verb.lexical.contains(Features::TRANSITIVE)
        {
            self.nodes[previous as usize].object = Some(Argument::Group(object));
        }
    }

    fn wants_object(&self, index: usize) -> bool {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let entry = self.tables.verb(verb.lemma);
        node.object.is_none() && verb.voice != Voice::Passive && !entry.intransitive && !entry.raising
    }
}
