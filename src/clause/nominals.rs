//! Clauses whose predicate is a noun or an adjective: "la livraison russe de drones", "membre de".
//!
//! The table of nominalisations says which role each preposition carries; what it leaves open is told
//! by a possessive, a nationality, the subject of the verb above ("a annoncé son retrait") or the noun
//! that the object has ("la signature d'un pacte entre X et Y").

use super::assembly::{Numbers, Roles};
use super::elements::Parser;
use super::segments::{Argument, Gap};
use super::tables::{Effect, Lists, Nominal, NominalRole};
use super::{
    Class, Clause, Factuality, Features, Filler, Governor, GroupId, LemmaId, PredicateKind, Relation,
    RoleKind, Voice,
};
use crate::text::WordIndex;
use smallvec::SmallVec;

impl Parser<'_> {
    pub fn noun_clause(&self, group: GroupId, numbers: &Numbers, roles: &mut Roles) -> Clause {
        self.push_noun_roles(roles, group);
        let found = &self.groups[group as usize];
        let frame = self.nominal_of(group).map(|entry| entry.frame);
        Clause {
            predicate: self.predicate(found.head, frame, PredicateKind::Noun),
            roles: roles.take(),
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
        let mut renames = false;
        for _ in 0..16 {
            let found = &self.groups[current as usize];
            let first = found.first_conjunct.unwrap_or(current);
            let complement = found.complement_of.or(self.groups[first as usize].complement_of);
            let Some(above) = complement.or(found.apposition_to) else {
                break;
            };
            // "l'ancien ministre X, *président du Sénat*": of two titles of one person neither says how certain the other is.
            let other_title = renames && complement.is_none();
            renames = complement.is_none();
            if let Some(clause) = numbers.group(above).filter(|_| !other_title) {
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

    fn push_noun_roles(&self, roles: &mut Roles, group: GroupId) {
        let Some(entry) = self.nominal_of(group) else {
            return;
        };
        if !self.groups[group as usize].complements.is_empty() {
            self.push_complements(roles, entry, group);
            self.push_inherited(roles, entry, group);
        }
        self.push_words(roles, entry, group);
        self.push_bearer(roles, entry, group);
        self.push_controller(roles, group);
        self.push_companion(roles, group);
        self.push_recipient(roles, entry, group);
        self.push_fronted(roles, entry, group);
        self.push_genitive_gap(roles, entry, group);
        if roles.roles.len() > 1 {
            roles.roles.sort_by_key(|role| role.kind);
        }
    }

    /// What the group's own complements are to the noun.
    fn push_complements(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let found = &self.groups[group as usize];
        let mut uses: SmallVec<[(LemmaId, usize); 4]> = SmallVec::new();
        if self.subject_stands_before(entry, group) {
            // "le retrait français du Tchad": the first of the two is told already.
            uses.push((self.tables.words.genitive, 0));
        }
        for complement in &found.complements {
            let Some(lemma) = self.groups[*complement as usize].preposition_lemma() else {
                continue;
            };
            if self.is_means(entry, group, *complement, lemma) {
                self.push_group(roles, RoleKind::Oblique, Some(lemma), *complement, true);
                continue;
            }
            let nth = uses.iter().filter(|(other, _)| *other == lemma).count();
            uses.push((lemma, nth));
            if self.groups[*complement as usize]
                .features
                .contains(Features::TIME)
            {
                self.push_group(roles, RoleKind::Oblique, None, *complement, true);
                continue;
            }
            let before = roles.roles.len();
            let genitive = lemma == self.tables.words.genitive;
            let alternative = nth + usize::from(self.subject_is_told(entry, group, lemma));
            self.push_nominal(roles, entry, lemma, alternative, Filler::Group(*complement));
            if self.is_measure(*complement) || self.is_bare_singular(*complement) {
                roles.roles[before..]
                    .iter_mut()
                    .filter(|role| role.kind == RoleKind::Subject)
                    .for_each(|role| (role.kind, role.preposition) = (RoleKind::Oblique, Some(lemma)));
            }
            let acts = || {
                self.acts_with_another(entry, group, *complement, lemma)
                    || (genitive && self.acts_on_another(entry, group))
            };
            if nth == 0 && acts() {
                for role in &mut roles.roles[before..] {
                    role.kind = RoleKind::Subject;
                }
            }
        }
    }

    /// "une attaque *de drones* des rebelles": things without article say by what means, where another complement
    /// says who.
    fn is_means(&self, entry: &Nominal, group: GroupId, complement: GroupId, lemma: LemmaId) -> bool {
        if lemma != self.tables.words.genitive {
            return false;
        }
        let acts = matches!(entry.roles(lemma), [NominalRole::Subject, _, ..]);
        if !acts || !self.is_undetermined(complement) || self.is_person(complement) {
            return false;
        }
        self.groups[group as usize].complements.iter().any(|other| {
            let found = &self.groups[*other as usize];
            let same = found.preposition_lemma() == Some(lemma);
            *other != complement && same && (self.notes[*other as usize].name || self.is_definite(*other))
        })
    }

    /// "*son* retrait du Mali", "le retrait *américain* du Niger", "l'attaque de Djibo *par le JNIM*": who acts is told
    /// elsewhere, so that the first group behind the preposition fills what the second would.
    fn subject_is_told(&self, entry: &Nominal, group: GroupId, lemma: LemmaId) -> bool {
        let second = match entry.roles(lemma) {
            [NominalRole::Subject, second, ..] if *second != NominalRole::Subject => second,
            _ => return false,
        };
        let found = &self.groups[group as usize];
        let owner = || {
            let possessive = found
                .determiner
                .is_some_and(|word| self.has_feature(word, Features::POSSESSIVE));
            possessive || found.modifiers.iter().any(|word| self.is_demonym(*word))
        };
        let agent = || {
            found.complements.iter().any(|complement| {
                self.groups[*complement as usize].preposition_lemma() == Some(self.tables.words.agent)
            })
        };
        (entry.demonym == NominalRole::Subject && owner()) || (*second == NominalRole::Object && agent())
    }

    /// "l'agression de la Russie *contre l'Ukraine*": "de", which could mark whom the act befalls, does not.
    fn acts_on_another(&self, entry: &Nominal, group: GroupId) -> bool {
        let role_of = |lemma: LemmaId| entry.roles(lemma).first();
        let genitive = self.tables.words.genitive;
        role_of(genitive) == Some(&NominalRole::Object)
            && self.groups[group as usize].complements.iter().any(|complement| {
                self.groups[*complement as usize]
                    .preposition
                    .as_ref()
                    .is_some_and(|preposition| {
                        preposition.lemma != genitive
                            && role_of(preposition.lemma) == Some(&NominalRole::Object)
                    })
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
        let either = entry.roles(lemma) == [NominalRole::Object, NominalRole::Subject];
        if !either || !self.notes[complement as usize].name {
            return false;
        }
        let keeps = |lemma: LemmaId| {
            lemma != self.tables.words.dative && entry.roles(lemma) == [NominalRole::Oblique(lemma)]
        };
        self.groups[group as usize]
            .complements
            .iter()
            .filter(|other| **other != complement)
            .any(|other| {
                self.groups[*other as usize]
                    .preposition_lemma()
                    .is_some_and(keeps)
            })
    }

    fn push_nominal(&self, roles: &mut Roles, entry: &Nominal, lemma: LemmaId, nth: usize, filler: Filler) {
        let listed = entry.roles(lemma);
        let role = match listed.get(nth).or(listed.last()) {
            Some(role) => *role,
            None if entry.takes(lemma) => NominalRole::Object,
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
        let mut shared = None;
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
            // "l'aide *suisse et danoise*": two nationalities have one part.
            if Some(word) != possessive
                && let Some(role) = roles.roles.last_mut()
            {
                role.coordination = *shared.get_or_insert(role.coordination);
            }
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
        let title = found.first_conjunct.filter(|_| self.is_bare_singular(group));
        let first = || title.and_then(|first| self.groups[first as usize].apposition_to);
        let host = found.apposition_to.or_else(first);
        // "les envoyés, *le ministre* X et le général Y": X alone is minister.
        let several = |host: &GroupId| self.groups[*host as usize].features.contains(Features::PLURAL);
        let host = host.filter(|host| found.apposition.is_none() || !several(host));
        if let Some(host) = host {
            // "A, B et C, membres de": a plural renames them all.
            let number = found.features & (Features::SINGULAR | Features::PLURAL);
            let all = number == Features::PLURAL;
            let first = self.groups[host as usize].first_conjunct.filter(|_| all);
            self.push_group(roles, RoleKind::Subject, None, first.unwrap_or(host), all);
            return;
        }
        let first = found.first_conjunct.unwrap_or(group);
        let Some(node) = self.notes[first as usize].node else {
            return;
        };
        let node = &self.nodes[node as usize];
        if node.attribute == Some(first) {
            // "a nommé X *ministre*": it is said of the object.
            let named = self.verbs[node.verb as usize].voice == Voice::Active
                && self.verbs[node.verb as usize].entry.object_attribute;
            let whose = node.object.filter(|_| named).or(node.subject);
            let subject = whose.and_then(|subject| self.resolved(subject));
            self.push_argument(roles, RoleKind::Subject, None, subject, true);
            return;
        }
        // "le chef du mouvement est *X*", "dont le porte-parole est X"
        let verb = &self.verbs[node.verb as usize];
        let ascribes = verb.entry.copula && !verb.negated;
        let named = node.attribute.filter(|attribute| {
            let found = &self.groups[*attribute as usize];
            self.notes[*attribute as usize].name && found.determiner.is_none()
                || self.is_person(*attribute) && self.is_definite(*attribute) && found.apposition.is_some()
        });
        if let Some(named) = named.filter(|_| ascribes && node.subject == Some(Argument::Group(first))) {
            self.push_group(roles, RoleKind::Subject, None, named, true);
        }
    }

    /// "Moscou a annoncé le retrait de …": who announces it does it.
    fn push_controller(&self, roles: &mut Roles, group: GroupId) {
        if roles.has(RoleKind::Subject) {
            return;
        }
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        // "a levé une partie *des sanctions*"
        let first = self.whole_of(first);
        let Some(index) = self.notes[first as usize].node else {
            return;
        };
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let entry = verb.entry;
        let object = node.object == Some(Argument::Group(first)) && entry.noun_control;
        let behind = entry.oblique_control
            && node.obliques.contains(&first)
            && self.groups[first as usize]
                .preposition
                .as_ref()
                .is_some_and(|preposition| entry.prepositions.contains(&preposition.lemma));
        // "prépare le président à": who holds an office is somebody, and no deed of the subject.
        let does = !self.is_person(group) && !self.nominal_of(group).is_some_and(|entry| entry.bearer);
        if verb.voice == Voice::Passive || !(object || behind) || !does || self.is_open_between_two(index) {
            return;
        }
        let subject = node.subject.and_then(|subject| self.resolved(subject));
        let before = roles.roles.len();
        self.push_argument(roles, RoleKind::Subject, None, subject, true);
        let performs = self.nominal_of(group).is_some_and(|entry| entry.performative);
        if self.only_reports(verb.lemma) && !performs {
            for role in &mut roles.roles[before..] {
                role.reported = true;
            }
        }
    }

    /// "négocie *avec X* l'installation d'une base": which of the two does it is not said.
    fn is_open_between_two(&self, index: u32) -> bool {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let words = &self.tables.words;
        let open = self.tables.governor(verb.lemma, Class::Verb, false).noun == Some(Effect::Possible);
        let beside = |group: &GroupId| {
            let lemma = self.groups[*group as usize].preposition_lemma();
            lemma.is_some_and(|lemma| {
                lemma != words.genitive && lemma != words.dative && verb.entry.prepositions.contains(&lemma)
            })
        };
        open && node.obliques.iter().any(beside)
    }

    /// "annoncer", "confirmer": says what is done; who promises does it himself.
    fn only_reports(&self, verb: LemmaId) -> bool {
        let promises = self.tables.governor(verb, Class::Verb, false).clause == Some(Effect::Planned);
        self.tables.lists(verb, Lists::SPEECH_VERB) && !promises
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
            // "la condamnation des exactions *contre X*": whom it befalls is told already.
            let asked = entry.takes(lemma) && entry.roles(lemma).first() != Some(&NominalRole::Object);
            if own && free && asked {
                self.push_nominal(roles, entry, lemma, 0, Filler::Group(*complement));
            }
        }
    }

    /// "a promis à X la livraison de chars": to X.
    fn push_recipient(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let dative = self.tables.words.dative;
        let wanted = entry.roles(dative).first().copied();
        // "réitère à X *son* soutien": what is one's own is given by telling of it.
        let own = self.article(group).contains(Features::POSSESSIVE);
        let kind = match wanted {
            Some(NominalRole::Oblique(to)) if to == dative => RoleKind::Oblique,
            Some(NominalRole::Object) if own && !roles.has(RoleKind::Object) => RoleKind::Object,
            _ => return,
        };
        let Some(index) = self.notes[group as usize].node else {
            return;
        };
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let verb_entry = verb.entry;
        let told = roles.roles.iter().any(|role| role.preposition == Some(dative));
        if told || !verb_entry.dative || node.object != Some(Argument::Group(group)) {
            return;
        }
        if kind == RoleKind::Oblique && self.only_reports(verb.lemma) {
            return;
        }
        let to = self.dative_of(index).and_then(|to| self.resolved(to));
        let before = roles.roles.len();
        let preposition = (kind == RoleKind::Oblique).then_some(dative);
        self.push_argument(roles, kind, preposition, to, true);
        for role in &mut roles.roles[before..] {
            role.preposition = preposition;
        }
    }

    /// "*Entre X et Y* s'est nouée une coopération", "*Contre X*, Y a pris des sanctions": what the noun asks for may
    /// stand first in its clause.
    fn push_fronted(&self, roles: &mut Roles, entry: &Nominal, group: GroupId) {
        let Some(index) = self.notes[group as usize].node else {
            return;
        };
        let node = &self.nodes[index as usize];
        let argument = Some(Argument::Group(group));
        if node.subject != argument && node.object != argument {
            return;
        }
        let words = &self.tables.words;
        let start = self.verbs[node.verb as usize].words.start;
        for fronted in &node.obliques {
            let found = &self.groups[*fronted as usize];
            let Some(lemma) = found.preposition_lemma().filter(|_| found.words.end <= start) else {
                continue;
            };
            let own = ![words.genitive, words.dative, words.agent].contains(&lemma);
            let asked = entry.takes(lemma);
            let told = self.groups[group as usize]
                .complements
                .iter()
                .any(|other| self.groups[*other as usize].preposition_lemma() == Some(lemma));
            if own && asked && !told {
                self.push_nominal(roles, entry, lemma, 0, Filler::Group(*fronted));
            }
        }
    }

    /// A possessive or a nationality says who does what the noun says, and the table foresees
    /// another group under "de".
    fn subject_stands_before(&self, entry: &Nominal, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let told = || {
            let possessive = found
                .determiner
                .is_some_and(|word| self.has_feature(word, Features::POSSESSIVE));
            possessive || found.modifiers.iter().any(|word| self.is_demonym(*word))
        };
        entry.demonym == NominalRole::Subject
            && told()
            && matches!(
                entry.roles(self.tables.words.genitive),
                [NominalRole::Subject, _, ..]
            )
    }

    /// "50 milliards", "deux tonnes": how much, not who.
    pub fn is_measure(&self, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.tables.lists(self.token(head).lemma, Lists::MEASURE)
    }

    /// "dix millions d'euros": as much money, or as many, and no length of way.
    pub fn is_sum(&self, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.tables.words.sums.contains(&self.token(head).lemma)
    }

    /// "en guerre", "en visite": a bare noun behind "en".
    pub fn is_state(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let preposition = found.preposition_lemma();
        found.determiner.is_none() && preposition == Some(self.tables.words.gerund)
    }

    /// A noun that says what somebody does while doing something else, and not who.
    pub fn accompanies(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let Some(preposition) = found.preposition_lemma() else {
            return false;
        };
        let words = &self.tables.words;
        let loose =
            preposition != words.genitive && preposition != words.dative && preposition != words.agent;
        let told = || {
            self.is_definite(group)
                || found
                    .features
                    .intersects(Features::POSSESSIVE | Features::DEMONSTRATIVE)
        };
        let listed = || self.nominal_of(group).is_some_and(|entry| entry.accompanies);
        self.is_state(group) || loose && listed() && !told()
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
        // "dont X bloque l'adhésion *à l'Alliance*": only another "de" says already whose it is.
        let told = self.groups[group as usize].complements.iter().any(|complement| {
            let lemma = self.groups[*complement as usize].preposition_lemma();
            self.is_genitive(lemma)
        });
        if !governed || told {
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

    pub fn adjective_clause(&self, index: usize, numbers: &Numbers, roles: &mut Roles) -> Clause {
        let adjective = &self.adjectives[index];
        let lemma = self.token(adjective.word).lemma;
        let subject = match (adjective.group, adjective.node) {
            (Some(group), _) => Some(Argument::Group(group)),
            (None, Some(node)) => self.nodes[node as usize]
                .subject
                .and_then(|subject| self.resolved(subject)),
            (None, None) => None,
        };
        self.push_argument(roles, RoleKind::Subject, None, subject, true);
        let entry = self.tables.adjective(lemma);
        for complement in &adjective.complements {
            let preposition = self.groups[*complement as usize].preposition_lemma();
            if let (Some(entry), Some(preposition)) = (entry, preposition) {
                self.push_nominal(roles, entry, preposition, 0, Filler::Group(*complement));
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
            roles: roles.take(),
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
}
