//! Places infinitives and participles: what governs them, what they describe.

use super::elements::{Kind, Parser};
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{FrameKind, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, LemmaId, Relation, Voice};
use crate::text::WordIndex;

/// What governs an infinitive.
enum Governing {
    Verb,
    /// A noun ("la volonté de") or an adjective ("prêt à").
    Word(WordIndex, Option<GroupId>),
}

impl Parser<'_> {
    // ---- infinitives ----

    pub fn place_infinitive(&mut self, index: usize, verb: u32, link: &Link) {
        let marker = self.verbs[verb as usize].marker;
        let lemma = marker.map(|(lemma, _)| lemma);
        if (link.coordinator.is_some() || link.comma) && self.continue_infinitive(verb, lemma, link) {
            return;
        }
        let start = self.verbs[verb as usize].words.start;
        let Some((lemma, features)) = marker else {
            self.place_bare_infinitive(index, verb, start);
            return;
        };
        let words = &self.tables.words;
        let argument = (lemma == words.genitive || lemma == words.dative)
            && !features.intersects(Features::PURPOSE | Features::PRIVATIVE | Features::CONDITION);
        self.leave_participle(lemma, argument, link);
        if argument {
            let governing = self.governing_word(index, lemma, link);
            self.push_frame(FrameKind::Infinitive, start);
            let frame = self.top();
            frame.relation = Relation::Complement;
            if let Governing::Word(word, group) = governing {
                frame.governing_word = Some(word);
                frame.group = group;
            }
        } else {
            self.push_frame(FrameKind::Infinitive, start);
            self.top().relation = adverbial(features);
        }
        let frame = self.top();
        frame.preposition = Some(lemma);
        frame.marker = features;
        self.add_verb(verb);
    }

    /// "soupçonne le président déchu *d'avoir commandité* le putsch", "a gagné Dakar dans un avion affrété par X, *avant de
    /// rejoindre* Y": what describes a noun ends before an infinitive that the verb above asks for, or that a comma parts.
    fn leave_participle(&mut self, lemma: LemmaId, argument: bool, link: &Link) {
        let Some(below) = self.stack.len().checked_sub(2) else {
            return;
        };
        let frame = |position: usize| &self.frames[self.stack[position] as usize];
        let asks = |position: usize| {
            let node = frame(position).node.map(|node| &self.nodes[node as usize]);
            node.is_some_and(|node| self.verbs[node.verb as usize].entry.infinitive.contains(&lemma))
        };
        let describes = frame(below + 1).kind == FrameKind::Participle && frame(below + 1).group.is_some();
        let ends = match argument {
            true => !link.comma && !asks(below + 1) && asks(below),
            false => link.comma && frame(below).node.is_some(),
        };
        if describes && ends {
            self.pop_to(below);
        }
    }

    fn place_bare_infinitive(&mut self, index: usize, verb: u32, start: WordIndex) {
        let governing = self.adjective_of_bare_infinitive(index);
        let frame = self.top();
        let open_question =
            frame.node.is_none() && matches!(frame.kind, FrameKind::Relative | FrameKind::Complement);
        if open_question {
            self.add_verb(verb);
            return;
        }
        self.push_frame(FrameKind::Infinitive, start);
        let frame = self.top();
        frame.relation = Relation::Complement;
        if let Some((word, group)) = governing {
            frame.governing_word = Some(word);
            frame.group = group;
        }
        self.add_verb(verb);
    }

    /// "une force *censée* coordonner"
    fn adjective_of_bare_infinitive(&self, index: usize) -> Option<(WordIndex, Option<GroupId>)> {
        let before = self.element(index.checked_sub(1)?)?;
        let word = before.words.end.checked_sub(1)?;
        let group = match before.kind {
            Kind::Group(group) if self.groups[group as usize].head != word => Some(group),
            Kind::Adjective => None,
            _ => return None,
        };
        let governs = self
            .tables
            .governor(self.token(word).lemma, Class::Adjective, false)
            .clause
            .is_some();
        governs.then_some((word, group))
    }

    /// "de consolider … et d'étendre", "soutenir et financer".
    fn continue_infinitive(&mut self, verb: u32, lemma: Option<LemmaId>, link: &Link) -> bool {
        let floor = self.stack.len().saturating_sub(8);
        let found = (floor..self.stack.len()).rev().find(|position| {
            let frame = &self.frames[self.stack[*position] as usize];
            let same = frame.preposition == lemma || lemma.is_none() && link.coordinator.is_some();
            frame.kind == FrameKind::Infinitive && frame.node.is_some() && same
        });
        let Some(position) = found else { return false };
        // A mere comma joins only infinitives of the same preposition.
        if link.coordinator.is_none() && lemma.is_none() {
            return false;
        }
        self.pop_to(position);
        self.continue_frame(verb);
        true
    }

    /// Whether a noun, an adjective or the verb governs an infinitive after "de" or "à".
    fn governing_word(&mut self, index: usize, lemma: LemmaId, link: &Link) -> Governing {
        if link.comma {
            if let Some(word) = self.attribute_taking(lemma) {
                return Governing::Word(word, None);
            }
            let denial = self.denial_open();
            return denial.map_or(Governing::Verb, |group| {
                Governing::Word(self.groups[group as usize].head, Some(group))
            });
        }
        if let Some(word) = self.adjective_just_before(index, lemma) {
            return word;
        }
        if let Some(denial) = self.denial_open() {
            return Governing::Word(self.groups[denial as usize].head, Some(denial));
        }
        let node = self.top().node;
        let verb_asks = node.is_some_and(|node| {
            let verb = self.nodes[node as usize].verb;
            self.verbs[verb as usize].entry.infinitive.contains(&lemma)
        });
        let edge = self.edge();
        // "contraindre le pouvoir à se retirer": the verb's object does it.
        let controlled = node.filter(|_| verb_asks).map(|node| &self.nodes[node as usize]);
        if controlled.is_some_and(|node| {
            let control = self.verbs[node.verb as usize].entry.control;
            control == Some(super::tables::Control::Object)
                && node
                    .post
                    .first()
                    .is_some_and(|object| edge.first() == Some(object))
        }) {
            return Governing::Verb;
        }
        let listed = edge.iter().copied().find(|group| {
            self.noun_of(*group)
                .is_some_and(|entry| entry.infinitive.contains(&lemma))
        });
        if let Some(group) = listed {
            return Governing::Word(self.groups[group as usize].head, Some(group));
        }
        if verb_asks {
            return Governing::Verb;
        }
        let adjacent = index.checked_sub(1).and_then(|before| self.kind(before));
        match (adjacent, edge.first()) {
            (Some(Kind::Group(before)), Some(_)) => {
                let note = self.notes[before as usize];
                if note.name
                    || note.clitic
                    || self.groups[before as usize].features.contains(Features::TIME) && node.is_some()
                {
                    Governing::Verb
                } else {
                    Governing::Word(self.groups[before as usize].head, Some(before))
                }
            }
            _ => Governing::Verb,
        }
    }

    /// "*Pas question*, pour X, de partir": the bare noun that stands for the clause.
    fn denial_open(&mut self) -> Option<GroupId> {
        let frame = self.top();
        let bare = frame.preverbal.first().copied().filter(|_| frame.node.is_none());
        bare.filter(|group| self.is_verbless_denial(*group))
    }

    /// "était prête, en outre, à aider": the copula's adjective waits for its infinitive.
    fn attribute_taking(&self, lemma: LemmaId) -> Option<WordIndex> {
        let node = self.top_node()?;
        let word = *self.nodes[node as usize].attributes.last()?;
        let entry = self.tables.adjective(self.token(word).lemma)?;
        entry.infinitive.contains(&lemma).then_some(word)
    }

    fn adjective_just_before(&self, index: usize, lemma: LemmaId) -> Option<Governing> {
        let before = self.element(index.checked_sub(1)?)?;
        let word = before.words.end.checked_sub(1)?;
        match before.kind {
            Kind::Adjective => Some(Governing::Word(before.words.start, None)),
            Kind::Group(group) if self.class(word) == Class::Adjective => {
                let entry = self.tables.adjective(self.token(word).lemma)?;
                entry
                    .infinitive
                    .contains(&lemma)
                    .then_some(Governing::Word(word, Some(group)))
            }
            _ => None,
        }
    }

    // ---- past participles ----

    pub fn place_past_participle(&mut self, index: usize, verb: u32, link: &Link) {
        if self.continue_compound(index, verb, link) {
            return;
        }
        let start = self.verbs[verb as usize].words.start;
        let fronted =
            self.top().node.is_none() && self.top().preverbal.is_empty() && self.top().edge.is_empty();
        let group = if fronted {
            None
        } else {
            self.noun_of_participle(verb, link)
        };
        self.push_frame(FrameKind::Participle, start);
        let frame = self.top();
        frame.relation = Relation::Participial;
        frame.group = group;
        if group.is_some() {
            frame.governor = None;
        }
        let parent = frame.parent;
        let node = self.add_verb(verb);
        if fronted && let Some(parent) = parent {
            self.frames[parent as usize].fronted.push(node);
        }
    }

    /// "ont quitté A et *rejoint* B", "soutenue et *financée* par", "a pris, *pillé* puis brûlé".
    fn continue_compound(&mut self, index: usize, verb: u32, link: &Link) -> bool {
        let listed = link.comma && self.participle_listed(index);
        let goes_on = || {
            link.comma
                && (self.participle_with_object(index) || self.participle_in_active_series(index, verb))
        };
        if link.coordinator.is_none() && !listed && !goes_on() {
            return false;
        }
        let floor = self.stack.len().saturating_sub(8);
        let continued = |position: usize| {
            let frame = &self.frames[self.stack[position] as usize];
            let node = frame.node?;
            self.participle_continues(node, verb, link, listed)
                .then_some((position, node))
        };
        // "a rompu avec X, accusé d'avoir pris parti, et *donné*": behind a comma the finite verb goes on.
        let finite = |(_, node): &(usize, u32)| {
            self.verbs[self.nodes[*node as usize].verb as usize].form == Form::Finite
        };
        let mut positions = (floor..self.stack.len()).rev();
        let found = positions
            .clone()
            .filter_map(continued)
            .find(|found| link.comma_before_coordinator && finite(found))
            .or_else(|| {
                // "a démenti avoir tiré et *affirmé* que": one who speaks goes on speaking.
                let speaks = |verb: u32| {
                    self.tables
                        .lists(self.verbs[verb as usize].lemma, Lists::SPEECH_VERB)
                };
                let speaks_at = |(_, node): &(usize, u32)| speaks(self.nodes[*node as usize].verb);
                let mut found = positions.clone().filter_map(continued);
                let inner = found
                    .next()
                    .filter(|found| speaks(verb) && !speaks_at(found) && !finite(found))?;
                let infinitive = self.frames[self.stack[inner.0] as usize].kind == FrameKind::Infinitive;
                found.find(|found| infinitive && finite(found) && speaks_at(found))
            })
            .or_else(|| positions.find_map(continued));
        let Some((position, node)) = found else {
            return false;
        };
        self.pop_to(position);
        self.inherit_auxiliary(node, verb);
        self.continue_frame(verb);
        true
    }

    /// "a pris, *pillé* puis brûlé": right behind a compound tense without object, and one more follows.
    fn participle_listed(&self, index: usize) -> bool {
        let before = index.checked_sub(2).and_then(|before| self.kind(before));
        let compound = matches!(before, Some(Kind::Verb(verb)) if {
            let verb = &self.verbs[verb as usize];
            verb.with_have && verb.voice == Voice::Active && verb.lexical.contains(Features::TRANSITIVE)
                || verb.form == Form::PastParticiple
        });
        let next = self.kind(index + 1);
        let participle = |at: usize| matches!(self.kind(at), Some(Kind::Verb(verb)) if self.verbs[verb as usize].form == Form::PastParticiple);
        compound
            && matches!(next, Some(Kind::Coordinator | Kind::Comma))
            && (participle(index + 2) || self.kind(index + 2) == Some(Kind::Adverb) && participle(index + 3))
    }

    /// A bare group or a clause behind the participle: it is active.
    pub fn participle_with_object(&self, index: usize) -> bool {
        match self.kind(index + 1) {
            Some(Kind::Group(group)) => {
                self.groups[group as usize].preposition.is_none()
                    && !self.groups[group as usize].features.contains(Features::TIME)
            }
            Some(Kind::Subordinator) => true,
            _ => false,
        }
    }

    fn participle_continues(&self, node: u32, verb: u32, link: &Link, listed: bool) -> bool {
        let before = &self.verbs[self.nodes[node as usize].verb as usize];
        let this = &self.verbs[verb as usize];
        match before.form {
            Form::PastParticiple => {
                (link.coordinator.is_some() || listed)
                    && compatible(before.lexical, this.lexical, GENDER)
                    && compatible(before.lexical, this.lexical, NUMBER)
            }
            _ if before.with_have && before.voice == Voice::Active => {
                // "que Paris a armés et *financés*": both agree with what stands before.
                let ahead = self.nodes[node as usize].gap == super::segments::Gap::Object
                    || !before.clitics.is_empty();
                let alike = before.lexical & (GENDER | NUMBER) == this.lexical & (GENDER | NUMBER);
                if ahead && alike && link.coordinator.is_some() {
                    return true;
                }
                let plain = !this.lexical.intersects(Features::FEMININE | Features::PLURAL)
                    || this.lexical.contains(Features::MASCULINE | Features::SINGULAR);
                plain && !this.lexical.contains(Features::ETRE_VERB)
            }
            _ => {
                let compound = before.voice == Voice::Passive || before.perfect && !before.with_have;
                compound
                    && link.coordinator.is_some()
                    && compatible(before.lexical, this.lexical, GENDER)
                    && compatible(before.lexical, this.lexical, NUMBER)
            }
        }
    }

    fn inherit_auxiliary(&mut self, node: u32, verb: u32) {
        let before = self.verbs[self.nodes[node as usize].verb as usize].clone();
        let this = &mut self.verbs[verb as usize];
        if before.form == Form::PastParticiple {
            return;
        }
        this.form = before.form;
        this.features = before.features;
        this.perfect = before.perfect;
        this.with_have = before.with_have;
        this.particle = before.particle;
        this.negated = before.negated;
        this.no_longer = before.no_longer;
        this.restrictive = before.restrictive;
        this.marker = before.marker;
        if before.with_have && before.voice == Voice::Active {
            this.voice = Voice::Active;
        } else if before.voice == Voice::Pronominal {
            this.voice = Voice::Pronominal;
            this.reflexive = before.reflexive;
        }
    }

    /// The noun that a participle describes: the nearest one that agrees.
    fn noun_of_participle(&mut self, verb: u32, link: &Link) -> Option<GroupId> {
        let lexical = self.verbs[verb as usize].lexical;
        let node = self.top().node;
        if let Some(node) = node {
            let before = &self.verbs[self.nodes[node as usize].verb as usize];
            let entry = before.entry;
            let attribute = entry.copula || entry.receiving && before.reflexive.is_some();
            if attribute
                && !link.comma
                && self.nodes[node as usize].post.is_empty()
                && self.nodes[node as usize].obliques.is_empty()
            {
                return None;
            }
        }
        if !link.comma
            && let Some(group) = self.antecedent_called(verb)
        {
            return Some(group);
        }
        if link.comma
            && let Some(group) = self.subject_before_insertion(verb)
        {
            return Some(group);
        }
        let edge = self.edge();
        let agrees = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            let conjoined = found.first_conjunct.is_some() || found.next_conjunct.is_some();
            let note = self.notes[*group as usize];
            !note.clitic
                && !found.features.contains(Features::TIME)
                && (conjoined && lexical.contains(Features::PLURAL) && self.list_takes(*group, lexical)
                    || compatible(found.features, lexical, NUMBER)
                        && compatible(found.features, lexical, GENDER))
        };
        let chosen = edge.iter().copied().find(agrees);
        let chosen = chosen
            .map(|group| self.gendered_host(group, &edge, lexical))
            .map(|group| self.thing_done(group, &edge, verb))
            .map(|group| self.person_there(group, verb));
        let whole = chosen
            .filter(|_| link.comma)
            .and_then(|group| self.document_above(group).or(self.whole_of_members(group)))
            .filter(agrees);
        if whole.is_some() {
            return whole;
        }
        // "X, le président du parti, arrêté à Lomé,": one description more between commas.
        let described = chosen
            .filter(|_| link.comma)
            .and_then(|group| self.described_between_commas(group))
            .filter(agrees);
        if described.is_some() {
            return described;
        }
        if let Some(subject) = chosen
            .filter(|_| link.comma)
            .and_then(|place| self.subject_past_place(place, verb))
        {
            return Some(subject);
        }
        if chosen.is_some() || !link.comma {
            return chosen
                .or_else(|| {
                    edge.first()
                        .copied()
                        .filter(|group| !self.notes[*group as usize].clitic)
                })
                .map(|group| self.whole_list(group, lexical));
        }
        None
    }

    /// "*un soldat* au Mali, tué par Y": no place, but the person who is there.
    fn person_there(&self, place: GroupId, verb: u32) -> GroupId {
        let (lexical, lemma) = (self.verbs[verb as usize].lexical, self.verbs[verb as usize].lemma);
        let found = &self.groups[place as usize];
        let Some(preposition) = found.preposition.as_ref() else {
            return place;
        };
        let named = self.notes[place as usize].name && !self.is_person(place);
        if !named || preposition.lemma == self.tables.words.genitive || !self.tables.verb(lemma).personal {
            return place;
        }
        let before = place
            .checked_sub(1)
            .filter(|before| self.groups[*before as usize].words.end == preposition.words.start);
        // "*l'ambassadeur* de France au Niger, expulsé"
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let mut people = std::iter::successors(before, above).take(3);
        let there = people.find(|person| {
            let features = self.groups[*person as usize].features;
            self.is_person(*person)
                && compatible(features, lexical, NUMBER)
                && compatible(features, lexical, GENDER)
        });
        there.unwrap_or(place)
    }

    /// "le mouvement, que l'ONU dit *soutenu par Y*": the participle right behind the verb is said of its antecedent.
    fn antecedent_called(&self, verb: u32) -> Option<GroupId> {
        let node = &self.nodes[self.top_node()? as usize];
        let above = &self.verbs[node.verb as usize];
        let touches = self.skip_adverbs(above.words.end) == self.verbs[verb as usize].words.start;
        let calls = above.entry.object_attribute && above.form == Form::Finite;
        node.group
            .filter(|_| node.gap == super::segments::Gap::Object && calls && touches)
    }

    /// "X, en visite à Rome, *accompagné de* Y,": the insertion before is over.
    fn subject_before_insertion(&mut self, verb: u32) -> Option<GroupId> {
        let start = self.verbs[verb as usize].words.start;
        let index = self
            .elements
            .partition_point(|element| element.words.start < start);
        let before = self.before_insertion(index)?;
        let lexical = self.verbs[verb as usize].lexical;
        let frame = self.top();
        let subject = frame.preverbal.last().copied().filter(|_| frame.node.is_none())?;
        let found = &self.groups[subject as usize];
        let fits = compatible(found.features, lexical, NUMBER)
            && compatible(found.features, lexical, GENDER)
            && !self.notes[subject as usize].clitic;
        let ends = self.elements[before].words.end >= found.words.end;
        (fits && ends).then_some(subject)
    }

    /// "*X* est arrivé à Paris, accompagné de Y": where a thing happens takes no description that agrees with its
    /// subject.
    fn subject_past_place(&mut self, place: GroupId, verb: u32) -> Option<GroupId> {
        let (lexical, lemma) = (self.verbs[verb as usize].lexical, self.verbs[verb as usize].lemma);
        let found = &self.groups[place as usize];
        // "X est arrivé à Paris, *accompagné de* Y": towns have no company.
        let company = self.tables.verb(lemma).agent_genitive;
        let circumstance = self.notes[place as usize].name
            && found.preposition.is_some()
            && found.determiner.is_none()
            && !self.is_contracted(place)
            && found.complement_of.is_none()
            && found.first_conjunct.is_none()
            && ((found.features & GENDER).is_empty() || company);
        let node = self.top_node().filter(|_| circumstance)?;
        let node = &self.nodes[node as usize];
        let subject = node
            .preverbal
            .iter()
            .copied()
            .find(|group| !self.groups_time(*group))?;
        let features = self.groups[subject as usize].features;
        let told = !(features & GENDER).is_empty() || company;
        let fits = compatible(features, lexical, GENDER) && compatible(features, lexical, NUMBER);
        (node.obliques.contains(&place) && told && fits).then_some(subject)
    }

    /// "*une note* des services de l'armée, consultée par": what is read, set off by a comma, is the document.
    fn document_above(&self, group: GroupId) -> Option<GroupId> {
        let climb = |group: &GroupId| self.groups[*group as usize].complement_of;
        let told = |group: &GroupId| {
            let head = self.token(self.groups[*group as usize].head).lemma;
            self.tables.lists(head, Lists::DOCUMENT)
        };
        std::iter::successors(climb(&group), climb).take(6).find(told)
    }

    /// "*trois hommes*, dont deux Français, enlevés": said of all, not of those singled out.
    fn whole_of_members(&self, group: GroupId) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let start = found.words.start;
        let index = self
            .elements
            .partition_point(|element| element.words.start < start);
        let members = index
            .checked_sub(1)
            .is_some_and(|before| self.is_verbless_relative(before));
        found.apposition_to.or(found.first_conjunct).filter(|_| members)
    }

    /// Who is renamed, between commas, by the group above `group`: a person, or whatever goes by a name.
    pub fn described_between_commas(&self, group: GroupId) -> Option<GroupId> {
        let mut title = group;
        for _ in 0..8 {
            match self.groups[title as usize].complement_of {
                Some(above) => title = above,
                None => break,
            }
        }
        let apposed = title != group && self.notes[title as usize].after_comma;
        self.renamed_by(title)
            .filter(|host| apposed && (self.is_person(title) || self.notes[*host as usize].name))
    }

    /// "le Mali et la Guinée, dirigés": one masculine conjunct makes the list masculine, and none but feminine ones do not
    /// ("les accords de pêche et d'agriculture *conclus*").
    fn list_takes(&self, group: GroupId, lexical: Features) -> bool {
        let masculine = |group: GroupId| {
            let told = [self.groups[group as usize].features, self.article(group)];
            told.iter()
                .any(|features| *features & GENDER == Features::MASCULINE)
        };
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let next = |group: &GroupId| self.groups[*group as usize].next_conjunct;
        let mut conjuncts = std::iter::successors(Some(first), next).take(64);
        let feminine = |group: GroupId| self.groups[group as usize].features & GENDER == Features::FEMININE;
        match lexical & GENDER {
            Features::FEMININE => !conjuncts.any(masculine),
            Features::MASCULINE => !conjuncts.all(feminine),
            _ => true,
        }
    }

    /// "la base de Gao évacuée par", "l'accord de Lomé, signé par": a name of no gender or a place leaves the
    /// participle to the noun above that agrees in so many words.
    fn gendered_host(&self, group: GroupId, edge: &[GroupId], lexical: Features) -> GroupId {
        // "la Cour": the article tells the gender of a name.
        let genderless = |group: GroupId| {
            let found = &self.groups[group as usize];
            (found.features & GENDER).is_empty()
                && matches!(self.article(group) & GENDER, one if one.is_empty() || one == GENDER)
        };
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let unmarked = self.notes[group as usize].name && genderless(group);
        let above = self
            .host_of_description(group, edge)
            .or(self.groups[first as usize]
                .complement_of
                .filter(|above| unmarked && edge.contains(above)));
        let fits = |above: &GroupId| {
            let features = self.groups[*above as usize].features;
            !genderless(*above)
                && compatible(features, lexical, GENDER)
                && compatible(features, lexical, NUMBER)
        };
        // "la tentative de coup d'État perpétrée": as far up as it takes.
        let climb = |group: &GroupId| {
            let next = self.groups[*group as usize].complement_of;
            next.filter(|next| edge.contains(next))
        };
        std::iter::successors(above, climb)
            .take(4)
            .find(fits)
            .unwrap_or(group)
    }

    /// "*le soutien* de la France au Liban, réitéré par": what is announced, signed or led is no state or person.
    fn thing_done(&self, group: GroupId, edge: &[GroupId], verb: u32) -> GroupId {
        let (lemma, lexical) = (self.verbs[verb as usize].lemma, self.verbs[verb as usize].lexical);
        if !self.notes[group as usize].name || !self.tables.lists(lemma, Lists::DONE) {
            return group;
        }
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let thing = |group: &GroupId| {
            let features = self.groups[*group as usize].features;
            !self.notes[*group as usize].name
                && edge.contains(group)
                && compatible(features, lexical, GENDER)
                && compatible(features, lexical, NUMBER)
        };
        std::iter::successors(above(&group), above)
            .take(4)
            .find(thing)
            .unwrap_or(group)
    }

    /// "la proposition *de trêve*", "le maire *de Gao*": the noun above one that only says of what kind, or
    /// where. People and what has an article of its own are more than that.
    pub fn host_of_description(&self, group: GroupId, edge: &[GroupId]) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let genitive = self.is_genitive(found.preposition_lemma());
        let kind = self.is_undetermined(group) && !found.features.contains(Features::HUMAN);
        let bare = self.notes[group as usize].name
            && genitive
            && found.determiner.is_none()
            && !self.is_contracted(group);
        // "un accord de pêche et *d'agriculture*": a list completes what its first member does.
        let first = found
            .first_conjunct
            .map_or(found, |first| &self.groups[first as usize]);
        let above = first
            .complement_of
            .filter(|above| edge.contains(above) && !self.notes[*above as usize].name)?;
        let place = bare && (self.is_known_place(group) || self.is_person(above));
        (kind || place).then_some(above)
    }

    /// A name of one word that the dictionary knows, and not as a person's.
    pub fn is_known_place(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let person = Features::GIVEN_NAME | Features::FAMILY_NAME | Features::GUESSED;
        self.class(found.head) == Class::ProperNoun
            && found.words.len() == 1
            && !self.has_any(found.head, person)
    }

    /// "le Mali et le Niger, dirigés par": the list where the participle is plural.
    fn whole_list(&self, group: GroupId, lexical: Features) -> GroupId {
        let found = &self.groups[group as usize];
        let plural = lexical.contains(Features::PLURAL) && !lexical.contains(Features::SINGULAR);
        match found.first_conjunct {
            Some(first) if plural && found.features & NUMBER != Features::PLURAL => first,
            _ => group,
        }
    }

    // ---- present participles ----

    pub fn place_present_participle(&mut self, index: usize, verb: u32, link: &Link) {
        let gerund = self.verbs[verb as usize].form == Form::Gerund;
        if link.coordinator.is_some() && self.continue_present(verb) {
            return;
        }
        let besides = gerund && self.does_besides(verb);
        if link.comma {
            self.leave_descriptions(verb, besides);
        } else if besides {
            self.leave_what_is_offered(verb);
        }
        let start = self.verbs[verb as usize].words.start;
        let beside = !link.comma
            && !gerund
            && matches!(
                index.checked_sub(1).and_then(|before| self.kind(before)),
                Some(Kind::Group(_))
            );
        let absolute = self.top().node.is_none() && self.top().kind == FrameKind::Participle;
        if absolute {
            self.add_verb(verb);
            return;
        }
        let waits = self.top().node.is_none();
        let group = if gerund {
            None
        } else if beside {
            self.noun_of_present_participle()
        } else if waits {
            self.top().preverbal.last().copied()
        } else {
            None
        };
        self.push_frame(FrameKind::Participle, start);
        let marker = self.verbs[verb as usize]
            .marker
            .map_or(Features::empty(), |(_, features)| features);
        let frame = self.top();
        frame.relation = Relation::Participial;
        frame.group = group;
        frame.marker = marker;
        if group.is_some() {
            frame.governor = None;
        }
        self.add_verb(verb);
    }

    /// "des projets d'envergure visant à": a noun without a definite article is no more than a
    /// description of the one before it.
    fn noun_of_present_participle(&mut self) -> Option<GroupId> {
        let edge = self.edge();
        let mut candidates = edge
            .iter()
            .copied()
            .filter(|group| !self.groups[*group as usize].features.contains(Features::TIME));
        let nearest = candidates.next()?;
        let found = &self.groups[nearest as usize];
        let genitive = self.is_genitive(found.preposition_lemma());
        let vague = !self.is_definite(nearest)
            && found.modifiers.is_empty()
            && found.determiner.is_none()
            && !found.features.contains(Features::HUMAN)
            && !self.notes[nearest as usize].name;
        if genitive && vague && found.complement_of.is_some() {
            return found.complement_of;
        }
        Some(nearest)
    }

    /// ", tout en s'éloignant de": set off by a comma, it goes with the clause around a relative.
    fn leave_descriptions(&mut self, verb: u32, besides: bool) {
        let speech = self
            .tables
            .lists(self.verbs[verb as usize].lemma, Lists::SPEECH_VERB);
        while self.stack.len() > 1 {
            let top = self.stack.len() - 1;
            let frame = &self.frames[self.stack[top] as usize];
            let below = &self.frames[self.stack[top - 1] as usize];
            // An infinitive's subject says nothing on its way: ", estimant que" is the main clause's.
            let describes = matches!(frame.kind, FrameKind::Relative | FrameKind::Participle)
                && frame.group.is_some()
                || frame.kind == FrameKind::Infinitive && frame.governing_word.is_none()
                // "a fait savoir qu'il partirait, dénonçant": who speaks goes on speaking.
                || frame.kind == FrameKind::Complement && (speech || besides);
            if !describes || frame.node.is_none() || below.node.is_none() {
                return;
            }
            self.stack.pop();
        }
    }

    /// "*tout* en accusant Y": beside what the main verb tells.
    fn does_besides(&self, verb: u32) -> bool {
        let before = self.verbs[verb as usize].words.start.checked_sub(1);
        before.is_some_and(|before| self.token(before).lemma == self.tables.words.besides)
    }

    /// "s'est dit prêt à négocier *tout en jurant*": who speaks does so beside the verb, and not beside what he is ready for.
    fn leave_what_is_offered(&mut self, verb: u32) {
        let spoken = self
            .tables
            .lists(self.verbs[verb as usize].lemma, Lists::SPEECH_VERB);
        while spoken && self.stack.len() > 1 {
            let top = &self.frames[self.stack[self.stack.len() - 1] as usize];
            let below = &self.frames[self.stack[self.stack.len() - 2] as usize];
            if top.kind != FrameKind::Infinitive || top.node.is_none() || below.node.is_none() {
                return;
            }
            self.stack.pop();
        }
    }

    fn continue_present(&mut self, verb: u32) -> bool {
        let form = self.verbs[verb as usize].form;
        let floor = self.stack.len().saturating_sub(8);
        let found = (floor..self.stack.len()).rev().find(|position| {
            let frame = &self.frames[self.stack[*position] as usize];
            frame.kind == FrameKind::Participle
                && frame.node.is_some_and(|node| {
                    let before = self.verbs[self.nodes[node as usize].verb as usize].form;
                    before == form || before == Form::Gerund && form == Form::PresentParticiple
                })
        });
        let Some(position) = found else { return false };
        self.pop_to(position);
        self.continue_frame(verb);
        true
    }

    /// "leur a ordonné *de partir*, Alger reprochant à Rabat de": a capital that acts, or whoever says something, behind a
    /// comma does so beside the main verb, and not beside what that verb asks for.
    pub fn leave_what_is_told_of(&mut self, verb: u32, group: GroupId) {
        let lemma = self.verbs[verb as usize].lemma;
        let capital = self.notes[group as usize].name && self.groups[group as usize].determiner.is_none();
        let beside = capital || self.tables.lists(lemma, Lists::SPEECH_VERB);
        while beside && self.stack.len() > 1 {
            let top = self.stack.len() - 1;
            let frame = &self.frames[self.stack[top] as usize];
            let below = &self.frames[self.stack[top - 1] as usize];
            if frame.kind != FrameKind::Infinitive || frame.node.is_none() || below.node.is_none() {
                return;
            }
            self.stack.pop();
        }
    }

    /// ", le reste étant transféré": a group with its participle, set off from the clause.
    pub fn open_absolute(&mut self, group: GroupId) {
        let start = self.groups[group as usize].words.start;
        self.push_frame(FrameKind::Participle, start);
        let frame = self.top();
        frame.relation = Relation::Participial;
        frame.preverbal.push(group);
        frame.edge.push(group);
    }
}

fn adverbial(features: Features) -> Relation {
    if features.contains(Features::PRIVATIVE) {
        Relation::Privative
    } else if features.contains(Features::PURPOSE) {
        Relation::Purpose
    } else if features.contains(Features::CONDITION) {
        Relation::Condition
    } else {
        Relation::Adverbial
    }
}
