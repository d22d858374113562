//! Clauses that leave their verb or its auxiliary out, and verbs that happen once more: "Paris soutient Kiev *et Moscou Damas*".

use super::elements::{Kind, Parser};
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{Gap, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId, NounGroup, Voice};

/// How many participles may follow one another behind one auxiliary.
const LONGEST_SERIES: usize = 4;

impl Parser<'_> {
    /// "Paris a fermé son ambassade et *Rome rappelé* son ambassadeur": participles that go on from the auxiliary of the
    /// verb before them become verbs of their own, so that their clauses are read like any other.
    pub fn share_auxiliaries(&mut self) {
        let mut before: Option<u32> = None;
        for index in 0..self.elements.len() {
            match self.elements[index].kind {
                Kind::Break | Kind::Colon | Kind::QuoteOpen | Kind::QuoteClose => before = None,
                Kind::Verb(verb) => {
                    if let Some(auxiliary) = before.filter(|_| self.goes_on_from_auxiliary(index, verb)) {
                        self.lend_auxiliary(auxiliary, verb);
                    }
                    let found = &self.verbs[verb as usize];
                    if found.form == Form::Finite {
                        let compound = found.perfect && found.with_have && found.voice == Voice::Active;
                        before = compound.then_some(verb);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a bare participle behind "et" and a name has an object, which no passive takes, or does not agree with the name.
    fn goes_on_from_auxiliary(&self, index: usize, verb: u32) -> bool {
        let found = &self.verbs[verb as usize];
        let lone = found.form == Form::PastParticiple
            && found.voice == Voice::Passive
            && found.marker.is_none()
            && found.clitics.is_empty()
            && found.lexical.contains(Features::TRANSITIVE);
        let (true, Some(coordinator)) = (lone, index.checked_sub(2)) else {
            return false;
        };
        let bare = |at: usize| match self.kind(at) {
            Some(Kind::Group(group)) => {
                let found = &self.groups[group as usize];
                let bare = found.preposition.is_none() && !found.features.contains(Features::TIME);
                bare.then_some(found)
            }
            _ => None,
        };
        let joined = self.kind(coordinator) == Some(Kind::Coordinator);
        let Some(subject) = bare(coordinator + 1).filter(|_| joined) else {
            return false;
        };
        let behind = self
            .elements
            .get(index + 1)
            .is_some_and(|next| next.words.start == found.words.end);
        let object =
            |group: &NounGroup| group.determiner.is_some() || self.class(group.head) == Class::ProperNoun;
        let object = behind && bare(index + 1).is_some_and(object);
        let invariable = found.lexical & (GENDER | NUMBER) == Features::MASCULINE | Features::SINGULAR;
        let other = subject.features & GENDER == Features::FEMININE;
        let followed = matches!(self.kind(index + 1), Some(Kind::Group(_)));
        object || invariable && other && followed
    }

    /// Gives a participle the auxiliary of another verb.
    fn lend_auxiliary(&mut self, auxiliary: u32, verb: u32) {
        let features = self.verbs[auxiliary as usize].features;
        let verb = &mut self.verbs[verb as usize];
        verb.features = features;
        verb.form = Form::Finite;
        verb.voice = Voice::Active;
        verb.perfect = true;
        verb.with_have = true;
    }

    /// "a condamné l'attaque, *appelé* au calme et promis une aide", "a limogé le ministre, *reçu* à Paris le général et
    /// exigé des excuses": the last of the series is active, and this one has an object behind its complements or describes
    /// nothing that stands before it.
    pub fn participle_in_active_series(&self, index: usize, verb: u32) -> bool {
        let lexical = self.verbs[verb as usize].lexical;
        let described = |group: &GroupId| {
            let features = self.groups[*group as usize].features;
            compatible(features, lexical, NUMBER) && compatible(features, lexical, GENDER)
        };
        let describes = lexical.contains(Features::TRANSITIVE) && self.edge().iter().any(described);
        self.series_ends_actively(index) && (!describes || self.object_behind_complements(index))
    }

    /// "reçu *à Paris le général*": complements, none of which is the agent, and then an object.
    fn object_behind_complements(&self, index: usize) -> bool {
        let agent =
            |group: GroupId| self.groups[group as usize].preposition_lemma() == Some(self.tables.words.agent);
        for at in index + 1..self.behind_complements(index) {
            match self.kind(at) {
                Some(Kind::Group(group)) if agent(group) => return false,
                Some(Kind::Group(group))
                    if self.groups[group as usize].preposition.is_none() && !self.groups_time(group) =>
                {
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Where neither group nor adverb goes on behind the verb at `index`.
    fn behind_complements(&self, index: usize) -> usize {
        let goes_on = |at: &usize| {
            matches!(
                self.kind(*at),
                Some(Kind::Group(_) | Kind::Adverb | Kind::Adjective)
            )
        };
        (index + 1..).find(|at| !goes_on(at)).unwrap_or(index + 1)
    }

    /// Whether participles go on behind the one at `index` until a coordinator brings one that has an object or can have
    /// none.
    fn series_ends_actively(&self, index: usize) -> bool {
        let mut at = index;
        for _ in 0..LONGEST_SERIES {
            let link = self.behind_complements(at);
            let next = link + 1 + usize::from(self.kind(link + 1) == Some(Kind::Adverb));
            let Some(Kind::Verb(verb)) = self.kind(next) else {
                return false;
            };
            let verb = &self.verbs[verb as usize];
            if verb.form != Form::PastParticiple {
                return false;
            }
            match self.kind(link) {
                Some(Kind::Coordinator) => {
                    return self.participle_with_object(next) || !verb.lexical.contains(Features::TRANSITIVE);
                }
                Some(Kind::Comma) => at = next,
                _ => return false,
            }
        }
        false
    }

    /// "Paris soutient Kiev *et Moscou Damas*", "X est parti en mai, *Y en juin*": a second clause that
    /// leaves its verb out.
    pub fn open_gapped(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        if link.coordinator.is_none() && !link.comma {
            return false;
        }
        if let Some(denied) = self.corrected(index, group, link) {
            self.open_parallel(index);
            self.place_argument(group);
            let verb = self.nodes[denied as usize].verb;
            let gapped = self.add_verb(verb);
            self.nodes[gapped as usize].gapped = Some(denied);
            return true;
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

    /// "Ce n'est pas X qui livre des armes, *mais Y*": the relative clause that holds of Y.
    fn corrected(&self, index: usize, group: GroupId, link: &Link) -> Option<u32> {
        let adversative = self.is_adversative(link.coordinator?);
        let relative = |frame: &u32| {
            let node = self.frames[*frame as usize].node?;
            let found = &self.nodes[node as usize];
            let asked = found.gap == Gap::Subject && found.group.is_some();
            asked.then_some(node)
        };
        let denied = self.stack.iter().rev().find_map(relative)?;
        let presentative = self.stack.iter().find_map(|frame| {
            let node = self.frames[*frame as usize].node?;
            let negated = self.verbs[self.nodes[node as usize].verb as usize].negated;
            (negated && self.is_presentative(node)).then_some(node)
        })?;
        let focus = self.nodes[presentative as usize].post.first();
        let same = focus.copied() == self.nodes[denied as usize].group;
        let alike =
            focus.is_some_and(|focus| self.notes[*focus as usize].name == self.notes[group as usize].name);
        let bare = self.groups[group as usize].preposition.is_none() && self.verb_ahead(index).is_none();
        (adversative && same && alike && bare).then_some(denied)
    }

    /// "Moscou proteste, *Bakou aussi*": the whole clause once more, of another.
    fn does_likewise(&self, index: usize, group: GroupId, node: u32, link: &Link) -> bool {
        let too = self.element(index + 1).is_some_and(|element| {
            element.kind == Kind::Adverb && self.tables.lists(element.token.lemma, Lists::TOO)
        });
        // "Paris a protesté *et Rome aussi*": behind "et" where no object is there to go on with.
        let alone = link.coordinator.is_some() && self.nodes[node as usize].post.is_empty();
        if !too || !link.comma && !alone {
            return false;
        }
        let ends = matches!(
            self.kind(index + 2),
            None | Some(Kind::Comma | Kind::Break | Kind::Coordinator | Kind::Close)
        );
        let found = &self.groups[group as usize];
        let subject = self.nodes[node as usize]
            .preverbal
            .iter()
            .any(|group| !self.groups_time(*group));
        ends && subject
            && found.preposition.is_none()
            && !self.groups_time(group)
            && (self.notes[group as usize].name || found.determiner.is_some())
    }

    /// "puis", "ensuite" stand at `at`.
    pub fn says_then(&self, at: usize) -> bool {
        self.element(at).is_some_and(|element| {
            element.kind == Kind::Adverb && self.tables.lists(element.token.lemma, Lists::SUCCESSIVE)
        })
    }

    /// "accuse X d'armer les rebelles *et Y de les financer*": the verb once more, of another.
    pub fn repeats_controlled(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        // "appelle X à libérer les otages, *Y à ouvrir la frontière* et Z à …": behind a comma only a bare name.
        let listed = link.comma
            && self.notes[group as usize].name
            && self.groups[group as usize].preposition.is_none();
        if link.coordinator.is_none() && !listed {
            return false;
        }
        let marker = match self.kind(index + 1) {
            Some(Kind::Verb(next)) if self.verbs[next as usize].form == Form::Infinitive => {
                self.verbs[next as usize].marker.map(|(lemma, _)| lemma)
            }
            _ => None,
        };
        let Some(marker) = marker else {
            return false;
        };
        let position = self.stack.iter().rposition(|frame| {
            let node = self.frames[*frame as usize].node;
            node.is_some_and(|node| {
                let node = &self.nodes[node as usize];
                let verb = &self.verbs[node.verb as usize];
                let entry = verb.entry;
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
        // "accuse X d'ingérence *et Y de trahir*": a noun may stand where the infinitive does.
        let completed = |position: usize| {
            let node = self.frames[self.stack[position] as usize].node;
            node.is_some_and(|node| {
                let obliques = &self.nodes[node as usize].obliques;
                obliques
                    .iter()
                    .any(|group| self.groups[*group as usize].preposition_lemma() == Some(marker))
            })
        };
        let Some(position) =
            position.filter(|position| *position + 1 < self.stack.len() || completed(*position))
        else {
            return false;
        };
        self.pop_to(position);
        let Some(node) = self.top_node() else {
            return false;
        };
        self.say_once_more(node);
        self.place_argument(group);
        true
    }

    /// Opens a clause in which the verb of `node` happens once more.
    fn say_once_more(&mut self, node: u32) {
        let verb = self.nodes[node as usize].verb;
        self.continue_frame(verb);
        if let Some(repeated) = self.top_node() {
            self.nodes[repeated as usize].gapped = Some(node);
        }
    }

    /// "s'est emparé en mai de Goma *et en juin de Bukavu*": the verb happens once more, at another time, to
    /// another.
    pub fn repeats_pair(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        let next = match self.kind(index + 1) {
            Some(Kind::Group(next)) => next,
            _ => return false,
        };
        let successive = || index.checked_sub(1).is_some_and(|before| self.says_then(before));
        if link.coordinator.is_none() && !successive() {
            return false;
        }
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
        if !self.groups_time(time) || self.groups_time(to) || wanted.is_none() || !self.ends_soon(index + 1) {
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
        self.say_once_more(node);
        true
    }

    /// "a livré des avions à Bamako, *des chars à Lomé* et *des drones à Niamey*": the verb happens once more, with another
    /// object and another receiver.
    pub fn repeats_arguments(&mut self, index: usize, group: GroupId, link: &Link) -> bool {
        if !link.comma && link.coordinator.is_none() {
            return false;
        }
        let Some(node) = self.top_node() else {
            return false;
        };
        if !self.matches_arguments(index, group, node) {
            return false;
        }
        self.say_once_more(node);
        self.place_argument(group);
        true
    }

    /// The group is like the object of `node`, and what ends its clause like what stands behind that object.
    fn matches_arguments(&self, index: usize, group: GroupId, node: u32) -> bool {
        let found = &self.nodes[node as usize];
        let verb = &self.verbs[found.verb as usize];
        let (Some((last, next)), [object]) =
            (self.closing_argument(index, found.verb), found.post.as_slice())
        else {
            return false;
        };
        let end = self.groups[*object as usize].words.end;
        let receiver = found.obliques.iter().copied().find(|other| {
            self.groups[*other as usize].words.start >= end && self.takes_same_place(*other, next)
        });
        let alike = |one: GroupId, other: GroupId| {
            self.notes[one as usize].name == self.notes[other as usize].name
                && self.is_person(one) == self.is_person(other)
        };
        // "200 soldats du Togo et *500* du Bénin"
        let counted = self.class(self.groups[group as usize].head) == super::Class::Numeral;
        let bare = self.groups[group as usize].preposition.is_none() && !self.groups_time(group);
        verb.voice == super::Voice::Active
            && bare
            && (counted || alike(*object, group))
            && receiver.is_some_and(|receiver| alike(receiver, next))
            && self.ends_soon(last + 1)
    }

    /// The nearest group behind `index` that is no "de"-complement, unless the verb asks for "de".
    fn closing_argument(&self, index: usize, verb: u32) -> Option<(usize, GroupId)> {
        let asked = |lemma: super::LemmaId| {
            let lemmas = &self.verbs[verb as usize].entry.prepositions;
            !self.is_genitive(Some(lemma)) || lemmas.contains(&lemma)
        };
        (index + 1..index + 4)
            .map_while(|at| match self.kind(at) {
                Some(Kind::Group(next)) => Some((at, next)),
                _ => None,
            })
            .find(|(_, next)| self.groups[*next as usize].preposition_lemma().is_some_and(asked))
    }

    /// Both stand behind the same preposition, or both say where.
    fn takes_same_place(&self, one: GroupId, other: GroupId) -> bool {
        let lemma = |group: GroupId| self.groups[group as usize].preposition_lemma();
        let place = |group: GroupId| lemma(group).is_some_and(|lemma| self.tables.words.locates(lemma));
        let times = (self.groups_time(one), self.groups_time(other));
        times == (true, true)
            || times == (false, false) && (lemma(one) == lemma(other) || place(one) && place(other))
    }

    /// The group is set against the subject of `node`, and what follows it, up to the next pause,
    /// against something behind its verb.
    pub fn leaves_verb_out(&self, index: usize, group: GroupId, node: u32) -> bool {
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
        // A name among the other arguments could be what the group goes on with, unless its preposition would come again:
        // "a livré des armes au Mali, *et la Turquie au Niger*".
        let words = &self.tables.words;
        let repeated = [words.genitive, words.dative, words.gerund];
        let goes_on = |other: &GroupId| {
            let lemma = self.groups[*other as usize].preposition_lemma();
            !lemma.is_some_and(|lemma| repeated.contains(&lemma))
        };
        let rival = found
            .obliques
            .iter()
            .chain(&found.post)
            .filter(|other| behind(other) && !self.groups_time(**other) && goes_on(other))
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
}
