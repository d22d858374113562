//! Whom or what each verb concerns: objects, attributes, datives, and the gap of a relative clause.

use super::elements::Parser;
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{Argument, FrameKind, Gap};
use super::verbs::Form;
use super::{Features, GroupId, LemmaId, Relation, RoleKind, Voice};
use smallvec::SmallVec;

impl Parser<'_> {
    pub fn settle_object(&mut self, index: usize) {
        if !self.nodes[index].post.is_empty() {
            self.settle_bare_groups(index);
        }
        self.settle_clitics(index);
        self.settle_reflexive(index);
    }

    /// Object and attribute among the bare groups behind the verb.
    fn settle_bare_groups(&mut self, index: usize) {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let entry = verb.entry;
        // What stands between an auxiliary and its participle is an insertion.
        let behind = |group: &super::GroupId| {
            let head = self.groups[*group as usize].head;
            head > verb.word || verb.word < verb.words.end
        };
        let several = node.post.len() > 1;
        let counts = |group: &super::GroupId| behind(group) && !(several && self.is_floating(*group));
        let mut post = node.post.iter().copied().filter(counts);
        let copula = entry.copula && (verb.reflexive.is_none() || verb.lemma != self.tables.words.be);
        if verb.voice == Voice::Passive || copula || verb.moves() {
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
    }

    /// "ont expulsé *chacun* deux diplomates": it belongs to the subject.
    fn is_floating(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        self.notes[group as usize].pronoun
            && self.has(found.head, Features::DISTRIBUTIVE)
            && found.preposition.is_none()
            && found.complements.is_empty()
    }

    fn settle_clitics(&mut self, index: usize) {
        let verb = self.nodes[index].verb;
        if self.verbs[verb as usize].clitics.is_empty() {
            return;
        }
        let clitics = self.verbs[verb as usize].clitics.clone();
        let entry = self.verbs[verb as usize].entry;
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
            let taken_up = self.dislocated_for(index, features).unwrap_or(clitic);
            let node = &mut self.nodes[index];
            let taken = node.object.is_some();
            let governs_clause = |parser: &Self| parser.governs_complement(index);
            let argument = Argument::Group(taken_up);
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

    /// "*Ce projet*, Londres le soutient": what the pronoun takes up, where gender and number allow.
    fn dislocated_for(&self, index: usize, pronoun: Features) -> Option<GroupId> {
        let group = self.nodes[index].dislocated?;
        let found = &self.groups[group as usize];
        let fits = pronoun.contains(Features::OBJECT_CLITIC)
            && pronoun.contains(Features::THIRD)
            && compatible(found.features, pronoun, GENDER)
            && compatible(found.features, pronoun, NUMBER);
        fits.then_some(group)
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

    /// "contre lesquels X s'est engagé *à lutter*": the preposition belongs to the infinitive that asks for it.
    fn settle_oblique_gap(&mut self, index: usize, preposition: LemmaId) {
        let Some(group) = self.nodes[index].group else {
            return;
        };
        let asks = |parser: &Self, node: usize| {
            let verb = parser.nodes[node].verb;
            let lemma = parser.verbs[verb as usize].lemma;
            parser.tables.verb(lemma).prepositions.contains(&preposition)
        };
        let mut target = index;
        let mut current = index;
        for _ in 0..4 {
            let inner = (current + 1..self.nodes.len().min(current + 4)).find(|later| {
                let later = &self.nodes[*later];
                later.governor == Some(current as u32)
                    && later.relation == Relation::Complement
                    && self.verbs[later.verb as usize].form == Form::Infinitive
            });
            let Some(inner) = inner else { break };
            current = inner;
            if asks(self, current) {
                target = current;
            }
        }
        if target != index && asks(self, target) {
            let role = (RoleKind::Oblique, Some(preposition), Argument::Group(group));
            self.nodes[target].extra.push(role);
        }
    }

    /// The antecedent of "que" is the object of the deepest verb that lacks one.
    pub fn settle_gap(&mut self, index: usize) {
        if let Gap::Oblique(preposition) = self.nodes[index].gap {
            self.settle_oblique_gap(index, preposition);
            return;
        }
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
            // "X, qu'ils accusent de trahir": whom they accuse.
            let entry = self.verbs[self.nodes[target].verb as usize].entry;
            let asks = entry.control == Some(super::tables::Control::Object) && self.wants_object(target);
            match inner {
                Some(inner) if self.wants_object(inner) && !asks => target = inner,
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
            if self.verbs[self.nodes[index].verb as usize].entry.object_attribute {
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

    /// "consolider et renforcer ses relations", "condamne et menace de sanctionner X": the first verb
    /// has the object of the second, and what it asks for beside it.
    pub fn settle_shared_object(&mut self, index: usize) {
        let node = &self.nodes[index];
        let Some(previous) = node.coordinated_to.filter(|_| node.gapped.is_none()) else {
            return;
        };
        let before = &self.nodes[previous as usize];
        let (verb, next) = (&self.verbs[before.verb as usize], &self.verbs[node.verb as usize]);
        // "*À Bangui*, X arme et finance Y": what is fronted stands in nobody's way.
        let behind = |group: &GroupId| self.groups[*group as usize].words.start > verb.word;
        let empty = before.post.is_empty() && before.object.is_none() && !before.obliques.iter().any(behind);
        if !empty || next.words.start > verb.words.end + 3 {
            return;
        }
        if verb.voice == Voice::Passive {
            // "a été fondée et dirigée *par X*": one auxiliary, one agent.
            let auxiliary_shared = verb.form == Form::PastParticiple || next.words.start == next.word;
            if next.voice == Voice::Passive
                && auxiliary_shared
                && let Some(agent) = self.agent_of(node)
            {
                self.nodes[previous as usize].obliques.push(agent);
            }
            return;
        }
        if verb.voice != Voice::Active || !verb.lexical.contains(Features::TRANSITIVE) {
            return;
        }
        let Some((source, object)) = self.object_behind(index) else {
            return;
        };
        let wanted = &verb.entry.prepositions;
        let behind = self.groups[object as usize].words.start;
        let shared: SmallVec<[GroupId; 4]> = self.nodes[source]
            .obliques
            .iter()
            .copied()
            .filter(|group| {
                let found = &self.groups[*group as usize];
                let asked = found
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| wanted.contains(&preposition.lemma));
                asked && found.words.start > behind
            })
            .collect();
        let node = &mut self.nodes[previous as usize];
        node.object = Some(Argument::Group(object));
        node.shares = true;
        node.obliques.extend(shared);
    }

    /// The group behind a verb, or behind the infinitive that completes it, that is its object.
    fn object_behind(&self, index: usize) -> Option<(usize, GroupId)> {
        let mut current = index;
        for _ in 0..3 {
            let node = &self.nodes[current];
            if let Some(Argument::Group(object)) = node.object {
                let own = node.post.contains(&object) || node.shares;
                return own.then_some((current, object));
            }
            current = (current + 1..self.nodes.len().min(current + 3)).find(|later| {
                let later = &self.nodes[*later];
                later.governor == Some(current as u32)
                    && later.relation == Relation::Complement
                    && later.governing_word.is_none()
                    && self.verbs[later.verb as usize].form == Form::Infinitive
            })?;
        }
        None
    }

    /// "X a quitté l'alliance en mai, *Y en juin*": what the second clause leaves unsaid.
    pub fn settle_gapped(&mut self, index: usize) {
        let Some(source) = self.nodes[index].gapped else {
            return;
        };
        let source = &self.nodes[source as usize];
        let (object, attribute, obliques) = (source.object, source.attribute, source.obliques.clone());
        let attributes = source.attributes.clone();
        let own = self.nodes[index].obliques.clone();
        let kind = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            let time = found.features.contains(Features::TIME);
            (found.preposition_lemma().filter(|_| !time), time)
        };
        // "mardi à Rome, puis mercredi *en Suède*": one place for another.
        let place = |group: &GroupId| {
            let lemma = kind(group).0;
            lemma.is_some_and(|lemma| self.tables.words.locates(lemma))
        };
        let elsewhere = own.iter().any(place);
        let unsaid: SmallVec<[GroupId; 4]> = obliques
            .iter()
            .copied()
            .filter(|group| {
                !(own.iter().any(|other| kind(other) == kind(group)) || elsewhere && place(group))
            })
            .collect();
        let bare = self.nodes[index].object.is_some();
        let only_when = !own.is_empty() && own.iter().all(|group| self.groups_time(*group));
        let node = &mut self.nodes[index];
        if bare && only_when {
            node.obliques.extend(unsaid);
        } else if !bare {
            node.object = object;
            node.attribute = node.attribute.or(attribute);
            node.obliques.extend(unsaid);
            if node.attributes.is_empty() {
                node.attributes = attributes;
            }
        }
    }

    fn wants_object(&self, index: usize) -> bool {
        let node = &self.nodes[index];
        let verb = &self.verbs[node.verb as usize];
        let entry = verb.entry;
        let object = !entry.intransitive || verb.lexical.contains(Features::TRANSITIVE);
        node.object.is_none() && verb.voice != Voice::Passive && object && !entry.raising
    }
}
