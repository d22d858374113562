//! Officials and other persons without a name: "le ministre", "l'ancien président", "l'économiste".
//!
//! The person whom the text has named and who holds (or, with "ancien", held) the office on the
//! article's date; without one, whom the office belongs to.

use super::descriptions::{acting, reference};
use super::discourse::{Ids, sole};
use super::places::{groups_at, is_filled_by};
use super::reader::{Epithet, GENDER, NUMBER, Reader, extend};
use super::tables::{Pronoun, Section};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::fold::lowered;
use crate::mention::gazetteer::Office;
use crate::mention::heads::{Title, TitleKind};
use crate::mention::{EntityId, Kind};
use crate::text::Shape;

/// How many sentences "son homologue chilien" reaches back to whoever was named.
const COUNTERPART_REACH: u32 = 2;

/// How many clauses back "le président déchu" looks for who was toppled.
const TOPPLING_CLAUSES: usize = 160;

impl<'r> Reader<'r> {
    /// "l'économiste", "la colonelle": the one person whom the last sentences named.
    pub fn human(&mut self, id: GroupId, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let head = group.head as usize;
        if let Some(person) = self.so_called(id, owners) {
            return Some(person);
        }
        // "le jeune homme": the phrase begins before the noun.
        let before = || {
            let start = head
                .checked_sub(1)
                .filter(|start| group.words.contains(&(*start as u32)))?;
            self.human_noun(start).filter(|end| *end > head)
        };
        // "l'ancien sous-officier", "l'ex-banquier": whatever he was.
        let once = || {
            let token = self.analysis.tokens.get(head)?;
            let person = token.features.contains(Features::HUMAN) && self.is_former(group);
            person.then_some(head + 1)
        };
        let called = before().or_else(|| self.human_noun(head));
        let end = called.or_else(once)?;
        let whole = self.complements(id).first().is_none_or(|first| {
            // "l'homme d'affaires" is one noun.
            self.group(*first).words.start < end as u32
        });
        let one = !group.features.intersects(Features::PLURAL | Features::POSSESSIVE);
        if !one || !whole || !owners.is_empty() || !self.definite(group) || self.has_open_nationality(group) {
            return None;
        }
        let noun = self.title_key(group);
        let former = self.is_former(group);
        let called = self
            .epithets
            .with_noun(noun)
            .find(|epithet| epithet.former == former)
            .map(|epithet| epithet.person);
        if let Some(person) = called {
            return Some(reference(
                [person].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        let excluded = self.excluded(id);
        let gender = group.features & (Features::MASCULINE | Features::FEMININE);
        let mut found: Option<EntityId> = None;
        let near = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= 2)
            .filter(|thing| thing.kind == Kind::Person);
        for thing in near {
            let Some(person) = sole(thing.entities()) else {
                continue;
            };
            if excluded.contains(&person) || !super::discourse::agrees(gender, thing.features) {
                continue;
            }
            if found.is_some_and(|other| other != person) {
                // Of several, the one whom the text is about.
                found = self
                    .discourse
                    .protagonist()
                    .and_then(|about| about.entities().first().copied());
                break;
            }
            found = Some(person);
        }
        let found = found.filter(|person| !excluded.contains(person));
        let person = found?;
        // Whoever holds an office is called by it.
        let titled = self
            .gazetteer
            .get(person)
            .is_some_and(|entity| !entity.offices.is_empty())
            || self
                .epithets
                .iter()
                .any(|epithet| epithet.person == person && epithet.noun != 0);
        let rank = self.sections(group).contains(Section::OFFICIAL);
        if titled && rank {
            return None;
        }
        self.call(person, noun, group.sentence);
        Some(reference(
            [person].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// The end of a noun for a person by what he does, which begins at a word.
    pub fn human_noun(&self, at: usize) -> Option<usize> {
        let begins = self.traits(at as u32).contains(WordTraits::OPENS_HUMAN);
        let noun = begins.then(|| self.tables.humans.longest(&self.words, at))?;
        noun.map(|(_, end)| end)
    }

    /// Remembers that `person` goes by `noun`, which is nobody's office.
    fn call(&mut self, person: EntityId, noun: u64, sentence: u32) {
        self.epithets.push(Epithet {
            noun,
            ..Epithet::of(person, sentence)
        });
    }

    /// "X, le chamelier qui …": he, and whoever is called "le chamelier" further down.
    pub fn so_called(&mut self, id: GroupId, owners: &[EntityId]) -> Option<Reference> {
        let group = self.group(id);
        let one = !group
            .features
            .intersects(Features::PLURAL | Features::POSSESSIVE | Features::TIME);
        if !one || !self.sections(group).is_empty() || self.mention_at(group.head).is_some() {
            return None;
        }
        let by_name = group
            .apposition_to
            .and_then(|name| sole(&self.settle(name).entities))
            .filter(|one| self.kind(*one) == Kind::Person);
        let bare = || owners.is_empty() && self.definite(group) && self.complements(id).is_empty();
        let person = if let Some(person) = by_name {
            self.call(person, self.title_key(group), group.sentence);
            person
        } else if !self.epithets.is_empty() && bare() {
            self.epithets.with_noun(self.title_key(group)).next()?.person
        } else {
            return None;
        };
        Some(reference(
            [person].into_iter().collect(),
            ReferenceKind::Apposition,
        ))
    }

    /// "le ministre russe, X", "le colonel X", "les ministres X et Y".
    pub fn with_person(
        &mut self,
        id: GroupId,
        name: EntityId,
        section: Section,
        owners: &[EntityId],
    ) -> Option<Reference> {
        let group = self.group(id);
        let head = group.head as usize;
        let title = self.title_at(head).is_some()
            || self
                .tables
                .titles
                .before(&self.words, head + 1, |_| false)
                .is_some();
        // "son PDG, X,", "l'invité, X,": whoever he is, the name says it.
        let renamed = !group.features.contains(Features::PLURAL)
            && group
                .features
                .intersects(Features::POSSESSIVE | Features::DEFINITE)
            && (section - Section::RELATION).is_empty()
            && group.apposition.is_some();
        // "un cadre du parti, X,": one of its people.
        let one_of_them = !group.features.contains(Features::PLURAL)
            && group.features.contains(Features::HUMAN)
            && section.intersects(Section::FIGHTERS | Section::PERSONS)
            && group.apposition.is_some();
        if !title && !section.contains(Section::OFFICIAL) && !renamed && !one_of_them {
            return None;
        }
        let mut people: Ids = [name].into_iter().collect();
        if group.features.contains(Features::PLURAL) {
            // The names of several are conjuncts of the first one.
            let mut next = group.apposition.and_then(|first| self.group(first).next_conjunct);
            while let Some(other) = next.filter(|_| people.len() < 12) {
                let found = self.resolve(other);
                let named = found
                    .entities
                    .iter()
                    .copied()
                    .filter(|id| self.kind(*id) == Kind::Person);
                extend(&mut people, &named.collect::<Ids>());
                next = self.group(other).next_conjunct;
            }
            if people.len() < 2 && !self.adjoins(group) {
                return None;
            }
        }
        let noun = self.title_key(group);
        let portfolio = self.portfolio(id);
        let former = self.is_former(group);
        let kinds = self.title_kinds(id);
        // "les présidents angolais et zambien, A et B": each his own.
        let paired = people.len() > 1 && people.len() == owners.len();
        for (index, person) in people.iter().enumerate() {
            let own = if paired { &owners[index..=index] } else { owners };
            let of = own.iter().copied().collect();
            self.epithets.push(Epithet {
                sentence: group.sentence,
                person: *person,
                noun,
                of,
                portfolio,
                former,
                kinds,
            });
        }
        Some(reference(people, ReferenceKind::Apposition))
    }

    /// What persons were called, the latest first.
    pub fn recent_epithets(&self) -> impl Iterator<Item = &Epithet<'r>> {
        self.epithets.recent()
    }

    /// The states of the persons among `things`.
    pub fn states_of_persons(&self, things: &[EntityId]) -> Ids {
        let mut states = Ids::new();
        for person in things.iter().filter(|id| self.kind(**id) == Kind::Person) {
            extend(&mut states, &self.states_of_person(*person));
        }
        states
    }

    /// "son pays", said of a person.
    pub fn states_of_person(&self, person: EntityId) -> Ids {
        let told = self.recent_epithets().filter(|epithet| epithet.person == person);
        let states: Option<Ids> = told
            .map(|epithet| self.states(&epithet.of))
            .find(|of| !of.is_empty());
        states.unwrap_or_else(|| {
            let offices = self.offices_of(person).iter();
            let mut held = offices.filter(|office| office.period.contains(self.date));
            let state = held.find(|office| self.kind(office.of) == Kind::State);
            state.map(|office| office.of).into_iter().collect()
        })
    }

    /// Officials: the person where the article has named him, else whom he works for.
    pub fn official(&mut self, id: GroupId, section: Section, owners: &[EntityId]) -> Option<Reference> {
        if !section.contains(Section::OFFICIAL) {
            return None;
        }
        let group = self.group(id);
        // "Goïta, président de la transition,": he himself.
        if let Some(renamed) = group.apposition_to {
            let person = self.resolve(renamed);
            if let [one] = person.entities.as_slice()
                && self.kind(*one) == Kind::Person
            {
                self.note_renaming(id, *one, owners);
                return Some(reference(person.entities, ReferenceKind::Apposition));
            }
        }
        let noun = self.title_key(group);
        let one = !group.features.contains(Features::PLURAL) && !section.contains(Section::PLURAL);
        if one
            && group.features.contains(Features::DEMONSTRATIVE)
            && !section.contains(Section::OTHER_SIDE)
            && !self.tables.words.of(noun).contains(WordTraits::SENT)
        {
            return Some(self.this_official(id));
        }
        if let Some(person) = self.first_of_list(id) {
            return Some(reference(
                [person].into_iter().collect(),
                ReferenceKind::Apposition,
            ));
        }
        if let Some(person) = self.ranked_officer(id, noun, owners) {
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
        }
        let owners: Ids = owners.iter().copied().filter(|id| self.may_own(*id)).collect();
        let owners = self.states_served(owners);
        let definite = self.definite(group);
        let former = self.is_former(group);
        if one
            && former
            && let Some(person) = self.toppled(id)
        {
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
        }
        if one
            && owners.is_empty()
            && let Some(person) = self.ruler_of_scene(id, noun)
        {
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
        }
        if one
            && definite
            && !section.contains(Section::OTHER_SIDE)
            && let Some(person) = self.holder(id, noun, &owners)
        {
            self.call_again(id, noun, person, &owners);
            return Some(reference([person].into_iter().collect(), ReferenceKind::Office));
        }
        if one
            && definite
            && let Some(person) = self.of_calling(id, noun, &owners)
        {
            return Some(reference(
                [person].into_iter().collect(),
                ReferenceKind::Description,
            ));
        }
        if former {
            // Whoever it was no longer stands for anybody.
            return None;
        }
        let owners = match self.serves_sender(id, &owners) {
            Some(sender) => [sender].into_iter().collect(),
            None => owners,
        };
        let sent = self.tables.words.of(noun).contains(WordTraits::SENT);
        let owners = if sent && owners.is_empty() {
            self.served_by_leaders(id)
        } else {
            owners
        };
        if sent {
            if !owners.is_empty() {
                self.governments.insert(noun, (owners.clone(), group.sentence));
            } else if let Some(senders) = self.senders_of(id, noun) {
                return Some(acting(senders, ReferenceKind::Office));
            }
        }
        let legation = self.tables.words.of(noun).contains(WordTraits::LEGATION);
        if let [state] = owners.as_slice()
            && legation
        {
            self.legation = Some(*state);
        }
        if let Some(state) = self
            .legation
            .filter(|_| legation && definite && owners.is_empty())
        {
            return Some(acting([state].into_iter().collect(), ReferenceKind::Office));
        }
        if owners.is_empty() {
            let of_country = definite && !section.intersects(Section::OTHER_SIDE | Section::BEARER_ONLY);
            let told = self
                .complement_countries(group)
                .or_else(|| self.country_of_scene(id));
            return told
                .filter(|_| of_country)
                .map(|state| acting([state].into_iter().collect(), ReferenceKind::Office));
        }
        Some(acting(owners, ReferenceKind::Office))
    }

    /// "les chefs d'état-major *du Bénin et du Togo*", "*des deux pays*": where states are among those served, the states are
    /// meant and not their armies.
    fn states_served(&self, owners: Ids) -> Ids {
        if !owners.iter().any(|id| self.kind(*id) == Kind::State) {
            return owners;
        }
        let mut served = Ids::new();
        for owner in owners {
            let states = self.states_of_forces(&[owner]);
            let meant: &[EntityId] = if states.is_empty() { &[owner] } else { &states };
            extend(&mut served, meant);
        }
        served
    }

    /// "*les délégations* conduites par X, ministre du Mali, et Y, chef du FLA,": of those whom the leaders serve, each of
    /// them known.
    fn served_by_leaders(&mut self, id: GroupId) -> Ids {
        let led = |clause: &&Clause| {
            let verb = self.tables.lemma(clause.predicate.lemma);
            verb.contains(LemmaTraits::LEADING) && is_filled_by(clause, RoleKind::Object, id)
        };
        let clauses = self.clauses_of(id).iter();
        let Some(clause) = clauses.filter_map(|at| self.clause(*at)).find(led) else {
            return Ids::new();
        };
        let mut served = Ids::new();
        for leader in groups_at(clause, RoleKind::Subject) {
            let found = self.resolve(leader);
            // "X, *ministre du Mali*": told behind the name.
            if let Some(title) = self.group(leader).apposition {
                self.resolve(title);
            }
            let of = match found.entities.as_slice() {
                [person] if self.kind(*person) == Kind::Person => self.bodies_of(*person),
                _ => found
                    .acting()
                    .iter()
                    .copied()
                    .filter(|id| self.may_own(*id))
                    .collect(),
            };
            if of.is_empty() {
                return Ids::new();
            }
            extend(&mut served, &of);
        }
        served
    }

    /// Whom a person was last said to serve, else the state he serves.
    pub fn bodies_of(&self, person: EntityId) -> Ids {
        let mut told = self
            .recent_epithets()
            .filter(|epithet| epithet.person == person && !epithet.former && !epithet.of.is_empty());
        let told = told.next().map(|epithet| epithet.of.clone());
        told.unwrap_or_else(|| self.states_of_person(person))
    }

    /// "À Tunis, on hésite. […] *Le chef de l'État* se tait": of the country where the paragraph is set.
    fn ruler_of_scene(&self, id: GroupId, noun: u64) -> Option<EntityId> {
        let ruling = self.title_kinds(id).contains(self.tables.ruler_kinds.first()?);
        let set = ruling && self.of_its_state(id);
        let state = set.then(|| self.paragraph_scene(id))??;
        self.holder(id, noun, &[state])
    }

    /// "X a reçu Y. Le Péruvien a remercié *son homologue chilien*": the one official of that state who was just named.
    pub fn counterpart(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        // "a demandé à son homologue *des vivres*": nothing that tells whose he is.
        let complements = self.complements(id).iter();
        let told_apart = complements
            .copied()
            .any(|complement| !self.settle(complement).is_empty());
        let person = self.traits(group.head).contains(WordTraits::PEOPLE)
            && !group.features.contains(Features::PLURAL)
            && self.has_nationality(group)
            && !told_apart;
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        let state = sole(&states).filter(|_| person)?;
        let excluded = self.excluded(id);
        let near = self.discourse.back();
        let mut serving = Ids::new();
        for thing in
            near.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= COUNTERPART_REACH)
        {
            let named = sole(thing.entities()).filter(|_| thing.kind == Kind::Person);
            let serves = named.filter(|person| {
                !excluded.contains(person) && self.states_of_person(*person).as_slice() == [state]
            });
            extend(&mut serving, serves.as_slice());
        }
        let person = sole(&serving)?;
        Some(reference([person].into_iter().collect(), ReferenceKind::Office))
    }

    /// "ses homologues chilien, *X*, et péruvien, Y": the group ends with the nationality of the first.
    fn first_of_list(&self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let last = group.words.end.checked_sub(1)?;
        let token = self.analysis.tokens.get(last as usize)?;
        let number = token.features & NUMBER;
        let listed = group.features & NUMBER == Features::PLURAL
            && number == Features::SINGULAR
            && self.words.word(group.words.end as usize) == ",";
        if !listed {
            return None;
        }
        let mut states = Ids::new();
        self.nationalities(group, &mut states);
        let first = !states.is_empty() && states == self.nationalities_at(last);
        let (index, mention) = self.mention_at(group.words.end + 1).filter(|_| first)?;
        let person = self.bearers[index].filter(|person| self.kind(*person) == Kind::Person)?;
        (mention.words.start == group.words.end + 1).then_some(person)
    }

    /// "le colonel", "le général": a soldier's title.
    fn is_rank(&self, group: &NounGroup) -> bool {
        let title = self.title_at(group.head as usize);
        title.is_some_and(|(title, _)| title.kind == TitleKind::Rank)
    }

    /// "un conseil, dont *le colonel* assure la présidence": a rank is the man's, not the council's.
    fn ranked_officer(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let lent = !owners.is_empty()
            && self.is_rank(group)
            && self.definite(group)
            && self.complements(id).is_empty()
            && !self.has_nationality(group);
        let mut called = self.epithets.with_noun(noun).filter(|_| lent);
        called.next().map(|epithet| epithet.person)
    }

    /// "X, *ministre de la Défense du Togo*,": he goes by that title further down.
    fn note_renaming(&mut self, id: GroupId, person: EntityId, owners: &[EntityId]) {
        let group = self.group(id);
        if group
            .features
            .intersects(Features::PLURAL | Features::POSSESSIVE | Features::INDEFINITE)
        {
            return;
        }
        self.epithets.push(Epithet {
            sentence: group.sentence,
            person,
            noun: self.title_key(group),
            of: owners.iter().copied().filter(|id| self.may_own(*id)).collect(),
            portfolio: self.portfolio(id),
            former: self.is_former(group),
            kinds: self.title_kinds(id),
        });
    }

    /// "*cette diplomate* du Quai d'Orsay": the person spoken of, and nobody where there is none.
    fn this_official(&self, id: GroupId) -> Reference {
        let pronoun = Pronoun {
            features: self.group(id).features & (GENDER | NUMBER),
            ..Pronoun::default()
        };
        let found = self.antecedent(pronoun, &self.from(id));
        let person = found.filter(|thing| thing.kind == Kind::Person);
        let entities = person.map(|thing| Ids::from_slice(thing.entities()));
        reference(entities.unwrap_or_default(), ReferenceKind::Description)
    }

    /// "le chef de l'État": a complement that is the country the text is about.
    pub fn complement_countries(&mut self, group: &NounGroup) -> Option<EntityId> {
        let complement = *group.complements.first()?;
        let found = self.resolve(complement);
        found
            .acting()
            .first()
            .copied()
            .filter(|id| self.kind(*id) == Kind::State)
    }

    /// The word that stands for a title: its first ("Premier ministre" is not "ministre").
    pub fn title_key(&self, group: &NounGroup) -> u64 {
        let start = self.title_start(group);
        // "ex-ministre" is a minister of old.
        let title = self.behind_former(start as u32).map(lowered);
        title.unwrap_or_else(|| self.words.key(start))
    }

    /// A title that begins at a word, and its end.
    pub fn title_at(&self, at: usize) -> Option<(Title, usize)> {
        let begins = self.traits(at as u32).contains(WordTraits::OPENS_TITLE);
        begins.then(|| self.tables.titles.at(&self.words, at))?
    }

    pub fn title_start(&self, group: &NounGroup) -> usize {
        let head = group.head as usize;
        let from_before = head.checked_sub(1).and_then(|before| self.title_at(before));
        let compound = from_before.is_some_and(|(_, end)| end == head + 1) && group.head > group.words.start;
        if compound { head - 1 } else { head }
    }

    /// What an official is charged with: "ministre *des Affaires étrangères* du Mali".
    pub fn portfolio(&self, id: GroupId) -> Option<u64> {
        let first = self.group(*self.complements(id).first()?);
        let noun = self.analysis.tokens.get(first.head as usize)?.class == Class::Noun;
        let charged = noun || (self.is_contracted(first) && self.mention_at(first.head).is_none());
        charged.then(|| self.head_key(first))
    }

    /// "l'ancien ministre".
    pub fn is_former(&self, group: &NounGroup) -> bool {
        // The adjective may stand behind what the grammar took for the group: "le président déchu X".
        let behind = self
            .words
            .together(group.words.end.saturating_sub(1) as usize)
            .then_some(group.words.end);
        let mut words = group.words.clone().chain(behind);
        words.any(|word| {
            // "l'ex-ministre": grown together.
            self.traits(word).contains(WordTraits::FORMER) || self.behind_former(word).is_some()
        })
    }

    /// "le président *déchu*": whom the text has said to be toppled, the latest first.
    fn toppled(&mut self, id: GroupId) -> Option<EntityId> {
        let group = self.group(id);
        let mut words = group.words.clone().chain([group.words.end]);
        if !words.any(|word| self.traits(word).contains(WordTraits::FALLEN)) {
            return None;
        }
        let own = self.clauses_of(id).first().copied()?;
        for at in (0..own).rev().take(TOPPLING_CLAUSES) {
            let clause = self.clause(at)?;
            let verbs = [clause.predicate.lemma, clause.predicate.frame];
            let topples = verbs
                .iter()
                .any(|verb| self.tables.lemma(*verb).contains(LemmaTraits::TOPPLING));
            if !topples {
                continue;
            }
            for object in groups_at(clause, RoleKind::Object) {
                let person = sole(&self.settle(object).entities);
                if person.is_some_and(|one| self.kind(one) == Kind::Person) {
                    return person;
                }
            }
        }
        None
    }

    /// "ex-*ministre*": the title that has grown together with an adjective of those who hold it no more.
    fn behind_former(&self, word: u32) -> Option<&'r str> {
        let shape = self.words.text.words.get(word as usize)?.shape;
        if !shape.contains(Shape::HYPHENATED) {
            return None;
        }
        let (prefix, title) = self.words.word(word as usize).split_once('-')?;
        let former = self.tables.words.of(lowered(prefix)).contains(WordTraits::FORMER);
        former.then_some(title)
    }

    /// The person named before who holds, or held, this office.
    pub fn holder(&self, id: GroupId, noun: u64, owners: &[EntityId]) -> Option<EntityId> {
        let group = self.group(id);
        let former = self.is_former(group);
        let either = WordTraits::OTHER_HOLDER | WordTraits::FORMER;
        let other = |word: u32| self.traits(word) & either == WordTraits::OTHER_HOLDER;
        // The adjective may stand behind what the grammar took for the group: "le président déchu X".
        if group.words.clone().any(other) || other(group.words.end) {
            return None;
        }
        let bare = self.complements(id).is_empty() && !group.features.contains(Features::INDEFINITE);
        let portfolio = if bare { None } else { self.portfolio(id) };
        let kinds = self.title_kinds(id);
        let same_office = |epithet: &Epithet<'_>| epithet.kinds.iter().any(|kind| kinds.contains(kind));
        // "le président libanais" is not he who presides over its parliament.
        let rules = self.tables.ruler_kinds.iter().any(|kind| kinds.contains(kind));
        let charged = |epithet: &Epithet<'_>| match (epithet.portfolio, portfolio) {
            (Some(one), Some(other)) => one == other,
            (Some(_), None) => !rules || same_office(epithet),
            _ => true,
        };
        let own = bare || (!kinds.is_empty() && self.of_its_state(id));
        let rank = self.is_rank(group);
        // "le président de la transition", after "X, président de la transition".
        let same_words = |epithet: &Epithet<'_>| {
            epithet.noun == noun && portfolio.is_some() && epithet.portfolio == portfolio
        };
        let belongs = |epithet: &&Epithet<'_>| {
            let belongs = if owners.is_empty() {
                // "le chef de l'État" is no head of a party.
                let rules = bare || epithet.of.is_empty() || !self.states(&epithet.of).is_empty();
                // "le président du parti": of something that is not known.
                own && rules || same_words(epithet)
            } else {
                // "le général russe", after "le général X" of whom nothing was told.
                let unplaced = rank && epithet.of.is_empty() && epithet.noun == noun;
                unplaced || epithet.of.iter().any(|of| owners.contains(of))
            };
            epithet.former == former && belongs
        };
        // Who went by these very words comes before who holds an office of the kind.
        let so_called = |epithet: &Epithet<'_>| {
            let literal = !kinds.is_empty() && self.of_its_state(id) && same_office(epithet);
            let told = bare || literal || !owners.is_empty() || same_words(epithet);
            epithet.noun == noun && charged(epithet) && told
        };
        let mut called = self.recent_epithets().filter(belongs);
        let called = called.find(|epithet| so_called(epithet));
        if let Some(epithet) = called.filter(|epithet| same_words(epithet)) {
            return Some(epithet.person);
        }
        let told = called.or_else(|| {
            let mut held = self.recent_epithets().filter(belongs);
            held.find(|epithet| same_office(epithet))
        });
        let told = told.map(|epithet| epithet.person);
        let otherwise = || {
            (!former)
                .then(|| self.called_otherwise(id, noun, owners))
                .flatten()
        };
        let told = told.or_else(otherwise);
        if let Some(person) = told.filter(|person| !owners.is_empty() || self.is_at_home(*person)) {
            return Some(person);
        }
        if owners.is_empty() && !bare {
            return None;
        }
        // "le chef d'état-major de l'armée" serves the state whose army it is.
        let commanded: Ids = owners
            .iter()
            .filter(|owner| self.is_army(**owner))
            .filter_map(|army| self.gazetteer.get(*army)?.part_of)
            .collect();
        // Without an owner only somebody near is meant.
        let reach = if owners.is_empty() { 6 } else { u32::MAX };
        let mut people = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.kind == Kind::Person);
        let holds = |person: EntityId| {
            let offices = self.offices_of(person);
            let held = |office: &Office| {
                let when = if former {
                    office.period.has_ended(self.date)
                } else {
                    office.period.contains(self.date)
                };
                when && (owners.is_empty() || owners.contains(&office.of) || commanded.contains(&office.of))
                    && self.is_office(group, portfolio, office)
            };
            offices.iter().any(held)
        };
        let home = |person: EntityId| !owners.is_empty() || self.is_at_home(person);
        let spoken_of = people.find_map(|thing| {
            let person = thing.entities().first().copied();
            person.filter(|person| holds(*person) && home(*person))
        });
        // "le président kényan", whom the text names further down.
        let named_later = || {
            let outlook = self.own_outlook()?;
            let mut people = owners
                .iter()
                .flat_map(|of| outlook.people_of(*of))
                .filter(|person| holds(**person));
            people.next().copied().filter(|_| people.next().is_none())
        };
        spoken_of.or_else(named_later)
    }

    /// Whether the text is not plainly about another state than the person's: "le président", in an article on
    /// Madagascar that names a foreign one in passing.
    fn is_at_home(&self, person: EntityId) -> bool {
        let Some(outlook) = self.own_outlook() else {
            return true;
        };
        let own = self.states_of_person(person);
        let most = own.iter().map(|state| outlook.weight(*state)).max().unwrap_or(0);
        own.is_empty() || most * 3 > outlook.heaviest()
    }

    /// Whether the group calls a holder of `office`.
    pub fn is_office(&self, group: &NounGroup, portfolio: Option<u64>, office: &Office) -> bool {
        let start = self.title_start(group);
        if let Some((kinds, _)) = self.tables.office_kinds.longest(&self.words, start) {
            return office
                .kind
                .as_deref()
                .is_some_and(|kind| kinds.iter().any(|wanted| wanted == kind));
        }
        let mut words = office.title.split([' ', '\'', '’']);
        let first = words.next().unwrap_or_default();
        lowered(first) == self.title_key(group)
            && portfolio.is_none_or(|portfolio| words.any(|word| lowered(word) == portfolio))
    }
}
