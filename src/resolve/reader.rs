//! Goes through the groups of one article in their order and says who each one is.
//!
//! A group is resolved once; one that another needs first (the owner in "le ministre du Mali") is
//! resolved on demand. Nothing is resolved across parts of a page, nor from boilerplate.

use super::dates;
use super::discourse::{Clauses, Discourse, From, Ids, Wanted};
use super::epithets::Epithets;
use super::outlook::Outlook;
use super::places::{Arguments, Place, is_passive};
use super::prospects::Prospect;
use super::tables::{Section, Tables};
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind, Resolution};
use crate::clause::{
    Analysis, Clause, ClauseId, Filler, Governor, GroupId, NounGroup, PredicateKind, Relation, RoleKind,
};
use crate::lexicon::{Class, Features, LemmaId};
use crate::mention::gazetteer::Office;
use crate::mention::vocabulary::Words;
use crate::mention::{
    EntityId, Gazetteer, Kind, LocalEntity, Mention, MentionKind, MentionLayer, joins_names,
};
use crate::ontology::ClassId;
use crate::span::Span;
use crate::text::{SentenceKind, Source, Text};
use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::cell::RefCell;

/// Resolves one article.
pub(super) fn read(
    tables: &Tables,
    gazetteer: &Gazetteer,
    source: &Source,
    text: &Text,
    layer: &MentionLayer,
    analysis: &Analysis,
    date: Option<Date>,
) -> Resolution {
    let words = Words::of(source, text);
    let arguments = Arguments::of(analysis, tables);
    let mut reader = Reader::new(tables, gazetteer, words, layer, analysis, &arguments, date);
    reader.settle_names();
    reader.note_outlook();
    for group in 0..analysis.groups.len() as GroupId {
        reader.visit(group);
    }
    reader.settle_demonyms();
    let dates = dates::all(&reader);
    let full_names = reader.full_names();
    let counted = reader.counted_things();
    let mut found: Vec<(u32, Reference)> = reader.words_found.into_iter().collect();
    found.sort_by_key(|(word, _)| *word);
    Resolution {
        groups: reader.references,
        words: found,
        locals: reader.locals,
        dates,
        full_names,
        counted,
    }
}

/// A person and what he was called: "le général", "le ministre" of whom.
#[derive(Debug, Clone)]
pub(super) struct Epithet<'r> {
    /// Where.
    pub sentence: u32,
    pub person: EntityId,
    /// Key of the title's noun.
    pub noun: u64,
    /// His states or organisations.
    pub of: Ids,
    /// Key of what he is charged with ("Défense"), where told.
    pub portfolio: Option<u64>,
    /// "l'ancien ministre".
    pub former: bool,
    /// What kinds of office the title means.
    pub kinds: &'r [String],
}

impl Epithet<'_> {
    /// What somebody was called in a sentence, before more is told: no noun, of nobody.
    pub fn of(person: EntityId, sentence: u32) -> Self {
        Self {
            sentence,
            person,
            noun: 0,
            of: Ids::new(),
            portfolio: None,
            former: false,
            kinds: &[],
        }
    }
}

/// A state that the text spoke of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    pub state: EntityId,
    pub sentence: u32,
    pub weight: u32,
    /// Whether it stands in the headline or the first sentence.
    pub opening: bool,
}

/// How many groups a description in front of a pronoun may have.
const MOST_FRONTED: usize = 8;

/// How far up the verb is sought whose argument a group is part of.
const ABOVE: usize = 4;

/// How many groups may be resolved inside each other.
const DEEPEST: u32 = 64;

/// What is known of a word: kept together, as who asks for one mostly asks for another.
#[derive(Debug, Clone, Copy, Default)]
struct WordNotes {
    /// What the tables and the mentions say of it.
    traits: WordTraits,
    /// What a group may stand for whose head it is.
    section: Section,
    /// First mention (name or nationality) that covers it, plus one.
    mention: u32,
    /// First number that covers it, plus one.
    number: u32,
}

pub(super) struct Reader<'r> {
    pub tables: &'r Tables,
    pub gazetteer: &'r Gazetteer,
    pub words: Words<'r>,
    pub layer: &'r MentionLayer,
    pub analysis: &'r Analysis,
    pub date: Option<Date>,
    /// What is known of each word.
    notes: Vec<WordNotes>,
    arguments: &'r Arguments,
    /// What may come of each group.
    pub prospects: Vec<Prospect>,
    /// Groups that are "en".
    pub genitive_clitics: Vec<GroupId>,
    /// Whom each group names; nobody as long as that is open.
    pub references: Vec<Reference>,
    /// Groups whose resolution has begun.
    begun: FixedBitSet,
    /// How many groups are being resolved inside each other.
    nested: u32,
    pub discourse: Discourse,
    pub locals: Vec<LocalEntity>,
    local_groups: FxHashMap<u64, EntityId>,
    pub epithets: Epithets<'r>,
    /// How many headings stand before each sentence, and before the end.
    pub headings: Vec<u32>,
    /// States spoken of, in order.
    pub topics: Vec<Topic>,
    /// Whom a noun for a government last stood for, and in which sentence.
    pub governments: FxHashMap<u64, (Ids, u32)>,
    /// The force last spoken of as somebody's ("l'armée malienne"), and where.
    pub force: Option<(EntityId, u32)>,
    /// The two who are held against each other in a sentence: "la première … la seconde".
    pub contrasted: Option<(u32, Ids)>,
    /// Entities named beyond doubt anywhere in the article, by number.
    pub present: FixedBitSet,
    /// Gender of persons, as pronouns and descriptions told it.
    pub genders: FxHashMap<EntityId, Features>,
    /// States named by name, seat or nationality, by number.
    pub states_named: FixedBitSet,
    /// Settled bearer of each mention.
    pub bearers: Vec<Option<EntityId>>,
    pub words_found: FxHashMap<u32, Reference>,
    /// Whether one of an entity's contexts stands in the article.
    pub contexts: RefCell<FxHashMap<EntityId, bool>>,
    /// What each part of the page speaks of.
    pub outlooks: Vec<Option<Outlook>>,
    /// Which armed group went by a noun ("les *rebelles* du M23"), by the noun's key.
    pub outfits: FxHashMap<u64, EntityId>,
    /// Whose ambassador or embassy was spoken of last.
    pub legation: Option<EntityId>,
    pub part: u16,
}

impl<'r> Reader<'r> {
    fn new(
        tables: &'r Tables,
        gazetteer: &'r Gazetteer,
        words: Words<'r>,
        layer: &'r MentionLayer,
        analysis: &'r Analysis,
        arguments: &'r Arguments,
        date: Option<Date>,
    ) -> Self {
        let groups = analysis.groups.len();
        let note = |key: &u64| WordNotes {
            traits: tables.words.of(*key),
            ..WordNotes::default()
        };
        let mut references = Vec::new();
        references.resize_with(groups, Reference::default);
        let mut reader = Self {
            tables,
            gazetteer,
            words,
            layer,
            analysis,
            date,
            notes: words.text.keys.iter().map(note).collect(),
            arguments,
            prospects: vec![Prospect::Open; groups],
            genitive_clitics: Vec::new(),
            references,
            begun: FixedBitSet::with_capacity(groups),
            nested: 0,
            discourse: Discourse::with_capacity(groups),
            locals: layer.locals.clone(),
            local_groups: FxHashMap::default(),
            epithets: Epithets::default(),
            headings: headings(words.text),
            topics: Vec::with_capacity(layer.mentions.len()),
            governments: FxHashMap::default(),
            force: None,
            contrasted: None,
            present: FixedBitSet::with_capacity(gazetteer.len() + layer.locals.len()),
            genders: FxHashMap::default(),
            states_named: FixedBitSet::with_capacity(gazetteer.len() + layer.locals.len()),
            bearers: vec![None; layer.mentions.len()],
            words_found: FxHashMap::default(),
            contexts: RefCell::default(),
            outlooks: Vec::new(),
            outfits: FxHashMap::default(),
            legation: None,
            part: 0,
        };
        reader.mark_words();
        reader.foresee();
        reader
    }

    /// Enters for each word what covers it and what it marks.
    fn mark_words(&mut self) {
        for (number, mention) in (1..).zip(&self.layer.mentions) {
            let range = mention.words.start as usize..mention.words.end as usize;
            let notes = self.notes.get_mut(range.clone()).unwrap_or_default();
            for (word, note) in range.zip(notes) {
                match mention.kind {
                    MentionKind::Quantity(_) if note.number == 0 => note.number = number,
                    MentionKind::Name(_) | MentionKind::Demonym(_) if note.mention == 0 => {
                        let adjective = matches!(mention.kind, MentionKind::Demonym(_))
                            && !self.words.word(word).starts_with(char::is_uppercase);
                        note.mention = number;
                        note.traits |= WordTraits::MENTIONED;
                        note.traits.set(WordTraits::NATIONALITY, adjective);
                    }
                    _ => {}
                }
            }
        }
        for attribution in self
            .analysis
            .clauses
            .iter()
            .flat_map(|clause| &clause.attributions)
        {
            if let Some(note) = self.notes.get_mut(attribution.marker as usize) {
                note.traits |= WordTraits::SPEECH;
            }
        }
    }

    pub fn group(&self, id: GroupId) -> &'r NounGroup {
        &self.analysis.groups[id as usize]
    }

    /// A group and the conjuncts behind it, in order.
    pub fn conjuncts(&self, first: GroupId) -> impl Iterator<Item = GroupId> + Clone + use<'r> {
        let groups = &self.analysis.groups;
        std::iter::successors(Some(first), |at| groups[*at as usize].next_conjunct)
    }

    /// A group, the one whose complement it is, and so on: "*le sud* du pays".
    pub fn upwards(&self, id: GroupId) -> impl Iterator<Item = GroupId> + use<'r> {
        let groups = &self.analysis.groups;
        std::iter::successors(Some(id), |at| groups[*at as usize].complement_of)
    }

    pub fn clause(&self, id: ClauseId) -> Option<&'r Clause> {
        self.analysis.clauses.get(id as usize)
    }

    /// Every clause that a group is an argument of.
    pub fn clauses_of(&self, id: GroupId) -> &'r [ClauseId] {
        self.arguments.clauses_of(id)
    }

    /// What each of `clauses` that depends on another hangs on.
    pub fn governors<'c>(&self, clauses: &'c [ClauseId]) -> impl Iterator<Item = Governor> + use<'_, 'c, 'r> {
        clauses.iter().filter_map(|clause| self.clause(*clause)?.governor)
    }

    pub fn place(&self, id: GroupId) -> Option<Place> {
        self.arguments.place(id)
    }

    /// A group as a list of one.
    pub fn alone(&self, id: GroupId) -> &'r [GroupId] {
        self.arguments.alone(id)
    }

    /// Whether the verb whose argument the group is, or the one whose frame it goes by, is one of `verbs`.
    pub fn depends_on(&self, id: GroupId, verbs: LemmaTraits) -> bool {
        let place = self.place(id);
        place.is_some_and(|place| self.arguments.verb(place.clause).intersects(verbs))
    }

    fn note_at(&self, word: u32) -> Option<&WordNotes> {
        self.notes.get(word as usize)
    }

    /// What the tables and the mentions say of a word.
    pub fn traits(&self, word: u32) -> WordTraits {
        self.note_at(word).map_or(WordTraits::empty(), |note| note.traits)
    }

    /// What they say of one word or another of a group.
    pub fn traits_within(&self, group: &NounGroup) -> WordTraits {
        let range = group.words.start as usize..group.words.end as usize;
        let words = self.notes.get(range).unwrap_or_default();
        words
            .iter()
            .fold(WordTraits::empty(), |all, word| all | word.traits)
    }

    /// Key of a group's head.
    pub fn head_key(&self, group: &NounGroup) -> u64 {
        self.words.key(group.head as usize)
    }

    /// The offices that the gazetteer knows of a person, past ones too.
    pub fn offices_of(&self, person: EntityId) -> &'r [Office] {
        self.gazetteer.get(person).map_or(&[], |entity| &entity.offices)
    }

    /// Whether a word is written with a capital.
    pub fn is_capitalised(&self, word: u32) -> bool {
        self.words.word(word as usize).starts_with(char::is_uppercase)
    }

    /// What the head noun may stand for.
    pub fn sections(&self, group: &NounGroup) -> Section {
        self.note_at(group.head)
            .map_or(Section::empty(), |note| note.section)
    }

    /// The name or nationality at a word, with its index.
    pub fn mention_at(&self, word: u32) -> Option<(usize, &'r Mention)> {
        let index = self.note_at(word)?.mention.checked_sub(1)? as usize;
        self.layer.mentions.get(index).map(|mention| (index, mention))
    }

    /// The value of the number at a word.
    pub fn number_at(&self, word: u32) -> Option<f64> {
        let index = self.note_at(word)?.number.checked_sub(1)? as usize;
        match &self.layer.mentions.get(index)?.kind {
            MentionKind::Quantity(quantity) => Some(quantity.value),
            _ => None,
        }
    }

    pub fn kind(&self, id: EntityId) -> Kind {
        match self.gazetteer.get(id) {
            Some(entity) => entity.kind,
            None => self.local(id).map_or(Kind::Other, |local| local.kind),
        }
    }

    pub fn class(&self, id: EntityId) -> Option<ClassId> {
        match self.gazetteer.get(id) {
            Some(entity) => Some(entity.class),
            None => self.local(id).map(|local| local.class),
        }
    }

    pub fn local(&self, id: EntityId) -> Option<&LocalEntity> {
        self.locals
            .get((id.0 as usize).checked_sub(self.gazetteer.len())?)
    }

    pub fn features(&self, id: EntityId) -> Features {
        match self.gazetteer.get(id) {
            Some(entity) => entity.features,
            None => self.local(id).map_or(Features::empty(), |local| local.features),
        }
    }

    /// Whether the text has spoken of an unnamed group by this word.
    pub fn is_introduced(&self, word: &str) -> bool {
        self.local_groups
            .contains_key(&crate::mention::fold::folded(word))
    }

    /// An unnamed group of people, kept with the words of the text.
    pub fn local_group(&mut self, label: String, class: ClassId, kind: Kind, span: Span) -> EntityId {
        let next = EntityId((self.gazetteer.len() + self.locals.len()) as u32);
        let id = *self
            .local_groups
            .entry(crate::mention::fold::folded(&label))
            .or_insert(next);
        if id == next {
            let features = Features::PLURAL;
            self.locals.push(LocalEntity {
                label,
                class,
                kind,
                features,
                span,
            });
        }
        id
    }

    /// Resolves a group and remembers it.
    fn visit(&mut self, id: GroupId) {
        let group = self.group(id);
        let Some(sentence) = self.words.text.sentences.get(group.sentence as usize) else {
            return;
        };
        if sentence.part != self.part {
            self.part = sentence.part;
            self.discourse.clear();
            self.epithets = Epithets::default();
            self.governments.clear();
            self.outfits.clear();
            self.legation = None;
            self.force = None;
            self.topics.clear();
        }
        self.settle(id);
        if self.prospect(id) == Prospect::Open || !self.found(id).is_empty() {
            self.note(id, sentence.boilerplate);
        }
        if self.traits(group.head).contains(WordTraits::DEED) {
            self.note_deed(id);
            self.note_outfit_of_deed(id);
        }
        if !sentence.boilerplate {
            self.remember(id);
        }
    }

    /// Notes what a group that may be somebody tells of others.
    fn note(&mut self, id: GroupId, boilerplate: bool) {
        self.possessive(id);
        self.office(id);
        if !self.found(id).entities.is_empty() {
            self.note_outfit(id);
        }
        if self.depends_on(id, LemmaTraits::RULING | LemmaTraits::TOPPLING) {
            self.note_ruler(id);
            self.note_fallen(id);
        }
        if !boilerplate && self.may_speak_of_state(id) {
            self.note_topics(id);
        }
    }

    /// The reference of a group, found on first asking.
    pub fn resolve(&mut self, id: GroupId) -> Reference {
        self.settle(id).clone()
    }

    /// The reference of a group as far as it has been found; nobody where it has not.
    pub fn found(&self, id: GroupId) -> &Reference {
        &self.references[id as usize]
    }

    /// Finds the reference of a group; nobody while that is being found, or where it is nested too deep.
    pub fn settle(&mut self, id: GroupId) -> &Reference {
        // "le frère du frère du frère …": no text that means anything nests so deep, and the stack is finite.
        if !self.begun.contains(id as usize) && self.nested < DEEPEST {
            self.seek(id);
        }
        self.found(id)
    }

    /// Asks in turn whether a group is a name, a pronoun, a description. Not inlined: most groups that are asked for have
    /// been found.
    #[inline(never)]
    fn seek(&mut self, id: GroupId) {
        self.begun.insert(id as usize);
        self.nested += 1;
        let group = self.group(id);
        let mut reference = if self.prospect(id) == Prospect::Open {
            let mention = self.mention_at(group.head);
            self.enumerated(id)
                .or_else(|| mention.and_then(|(index, mention)| self.named(id, index, mention)))
                .or_else(|| self.may_be_pronoun(group).then(|| self.pronoun(id)).flatten())
                .or_else(|| self.described(id))
                .unwrap_or_default()
        } else {
            self.thing(id).unwrap_or_default()
        };
        if group.features.contains(Features::PLURAL)
            && let Some(named) = self.instances(id)
        {
            reference.include(&named);
        }
        self.nested -= 1;
        if reference.mention.is_empty() {
            reference.mention = self.span_of(group);
        }
        self.references[id as usize] = reference;
    }

    fn span_of(&self, group: &NounGroup) -> Span {
        self.words
            .span(group.words.start as usize..group.words.end as usize)
    }

    /// Looks at every group once, and settles those that are nobody.
    fn foresee(&mut self) {
        // Groups mostly stand before those that hang on them, so that the last comes first.
        for id in (0..self.analysis.groups.len() as GroupId).rev() {
            let group = self.group(id);
            self.enter_section(group.head as usize);
            if self.is_genitive_clitic(group) {
                self.genitive_clitics.push(id);
            }
            let prospect = self.foreseen(id);
            self.prospects[id as usize] = prospect;
            if prospect == Prospect::Nobody {
                self.begun.insert(id as usize);
                self.references[id as usize].mention = self.span_of(group);
            }
        }
    }

    /// Enters what the head of a group may stand for.
    fn enter_section(&mut self, head: usize) {
        // The phrase begins at the head: "chef d'État".
        let opens = self.notes[head].traits.contains(WordTraits::OPENS_HEAD);
        let noun = opens.then(|| self.tables.heads.longest(&self.words, head));
        if let Some((section, _)) = noun.flatten() {
            self.notes[head].section = *section;
        }
    }

    /// The reference of a possessive determiner, kept for rules that take it as an argument.
    pub fn possessive(&mut self, id: GroupId) -> Option<&Reference> {
        let determiner = self.group(id).determiner;
        let word = determiner.filter(|word| self.traits(*word).contains(WordTraits::POSSESSIVE))?;
        self.possessor_at(id, word)
    }

    /// Few groups have one: the way to their possessors is kept apart.
    #[inline(never)]
    fn possessor_at(&mut self, id: GroupId, word: u32) -> Option<&Reference> {
        if !self.words_found.contains_key(&word) {
            let pronoun = *self.tables.possessives.get(&self.words.key(word as usize))?;
            let possessor = self.possessor(id, pronoun);
            let possessor = possessor.filter(|reference| !reference.is_empty())?;
            self.words_found.insert(word, possessor);
        }
        self.words_found.get(&word)
    }

    /// Keeps whom a single word stands for, if that is not known.
    pub fn keep_word(&mut self, word: u32, reference: Reference) {
        self.words_found.entry(word).or_insert(reference);
    }

    /// Keeps whose an office is that the text gives no owner: the noun itself then stands for the owner.
    /// "leur collègue X": whose colleague he is tells nothing of whom he serves.
    fn office(&mut self, id: GroupId) {
        let group = self.group(id);
        let section = self.sections(group);
        if !section.intersects(Section::OFFICIAL | Section::OTHER_SIDE) {
            return;
        }
        let other_side = section.contains(Section::OTHER_SIDE);
        if let Some(possessive) = group.determiner.filter(|_| other_side) {
            self.words_found.remove(&possessive);
        }
        if let Some(reference) = self.office_owner(id).or_else(|| self.note_invested(id)) {
            self.keep_word(self.group(id).head, reference);
        }
    }

    /// Enters every adjective of nationality as an argument in its own right, and those by which
    /// groups go ("une attaque *jihadiste*").
    fn settle_demonyms(&mut self) {
        for (index, mention) in self.layer.mentions.iter().enumerate() {
            let adjective = match mention.kind {
                MentionKind::Demonym(_) => true,
                MentionKind::Name(_) => {
                    let start = mention.words.start;
                    let token = self.analysis.tokens.get(start as usize);
                    mention.words.len() == 1
                        && (token.is_some_and(|token| token.class == Class::Adjective)
                            || self.is_beside_namesake(index) && joins_names(&self.layer.mentions, start))
                }
                _ => false,
            };
            if let (true, Some(state)) = (adjective, self.bearers[index]) {
                // "le commandant en chef *ukrainien*": of the country's army.
                let start = mention.words.start as usize;
                let commander = self.tables.commanders.before(&self.words, start).is_some();
                let entities = self.same_place(index);
                let reference = Reference {
                    actors: if commander {
                        self.forces(&[state])
                    } else {
                        self.seated(&entities)
                    },
                    entities,
                    by: ReferenceKind::Demonym,
                    mention: mention.span,
                };
                self.words_found.entry(mention.words.start).or_insert(reference);
            }
        }
    }

    /// Whether the mention before or behind covers the same words.
    fn is_beside_namesake(&self, index: usize) -> bool {
        let words = |at: usize| self.layer.mentions.get(at).map(|mention| &mention.words);
        let own = words(index);
        words(index + 1) == own || index.checked_sub(1).is_some_and(|before| words(before) == own)
    }

    /// "l'axe *Ankara-Doha*": the states whose seats are named; nobody where none is a seat.
    fn seated(&self, named: &[EntityId]) -> Ids {
        let seat_of = |id: EntityId| self.gazetteer.get(id).and_then(|entity| entity.seat_of);
        let seats = named.iter().any(|id| seat_of(*id).is_some());
        let states = named.iter().filter(|_| seats);
        states.map(|id| seat_of(*id).unwrap_or(*id)).collect()
    }

    /// Where the search for whom a group stands for starts from.
    pub fn from(&self, id: GroupId) -> From {
        let place = self.place(id);
        let (excluded, mut inside) = self.ruled_out(id, place);
        let speech = |place: Place| {
            self.clause(place.clause)
                .is_some_and(|clause| self.traits(clause.predicate.word).contains(WordTraits::SPEECH))
        };
        if self.is_inverted(id) || place.is_some_and(|place| self.stands_behind_verb(id, place)) {
            inside.extend(self.spoken_of_by(id));
        }
        From {
            sentence: self.group(id).sentence,
            clauses: Clauses::from_slice(self.clauses_of(id)),
            subject: place.is_some_and(|place| place.kind == RoleKind::Subject),
            excluded,
            inside,
            speech: place.is_some_and(|place| place.kind == RoleKind::Subject && speech(place))
                || self.is_cited(id),
            personal: place.is_some_and(|place| self.asks_for_person(place)),
            wanted: self.wanted_at(id, place),
            material: place.is_some_and(|place| place.kind != RoleKind::Subject)
                && self.depends_on(id, LemmaTraits::SERVING),
        }
    }

    /// Whom a group cannot stand for: nobody does something to himself without "se".
    pub fn excluded(&self, id: GroupId) -> Ids {
        self.ruled_out(id, self.place(id)).0
    }

    /// Those, and the groups inside the other arguments of its clauses.
    fn ruled_out(&self, id: GroupId, place: Option<Place>) -> (Ids, SmallVec<[GroupId; 4]>) {
        let group = self.group(id);
        let clauses = self.clauses_of(id);
        let (mut excluded, inside) = self.other_arguments(id, clauses);
        if self.is_pronoun(group) {
            self.named_in_fronted(id, &mut excluded);
            if place.is_some_and(|place| place.kind != RoleKind::Subject) {
                self.speaking_of_himself(clauses, &mut excluded);
            } else {
                extend(&mut excluded, &self.who_warns(id));
            }
        }
        // "La première *lui* enverra des vivres, la seconde des armes": to neither of the two.
        if let Some((_, pair)) = self.contrasted.as_ref().filter(|(at, _)| *at == group.sentence) {
            extend(&mut excluded, pair);
        }
        // "L'armée ougandaise traque le groupe. Elle *l*'accuse": not her own country.
        let own = self.states_of_forces(&excluded);
        extend(&mut excluded, &own);
        let undergoes = place.is_some_and(|place| place.kind == RoleKind::Object);
        if undergoes && self.depends_on(id, LemmaTraits::TO_OTHERS) {
            let own = self.states_of_persons(&excluded);
            extend(&mut excluded, &own);
        }
        (excluded, inside)
    }

    /// "*X* menace Y de sanctions s'il refuse": who says what will follow, if the group's clause is the condition.
    fn who_warns(&self, id: GroupId) -> Ids {
        let warnings = self.governors(self.clauses_of(id)).filter(|governor| {
            let verb = self.arguments.verb(governor.clause);
            governor.relation == Relation::Condition && verb.intersects(LemmaTraits::WARNING)
        });
        let mut named = Ids::new();
        for subject in warnings.flat_map(|governor| self.subjects(governor.clause, id)) {
            extend(&mut named, self.found(subject).acting());
        }
        named
    }

    /// "selon *lui*": the clause is his words.
    fn is_cited(&self, id: GroupId) -> bool {
        let mut clauses = self.clauses_of(id).iter().filter_map(|at| self.clause(*at));
        self.is_pronoun(self.group(id))
            && clauses.any(|clause| {
                let mut attributions = clause.attributions.iter();
                attributions.any(|attribution| attribution.speaker == Some(id))
            })
    }

    /// Who may stand there: receivers and those of whom the verb asks something are somebody.
    fn wanted_at(&self, id: GroupId, place: Option<Place>) -> Wanted {
        let agent = place.is_some_and(|place| match place.kind {
            RoleKind::Object => place.verbal && self.depends_on(id, LemmaTraits::TOWARDS_AGENTS),
            RoleKind::Oblique => {
                let group = self.group(id);
                let token = self.analysis.tokens.get(group.head as usize);
                let clitic = token.is_some_and(|token| token.features.contains(Features::DATIVE_CLITIC));
                clitic && group.preposition.is_none() && self.is_dative(id, place)
            }
            // "« … », a-t-il dit": nothing speaks.
            RoleKind::Subject => self.clause(place.clause).is_some_and(|clause| {
                let speaks = self.traits(clause.predicate.word).contains(WordTraits::SPEECH);
                speaks && self.is_inverted(id)
            }),
            _ => false,
        });
        if agent { Wanted::Agent } else { Wanted::Anything }
    }

    /// "*lui* a vendu": a clitic that stands for "à lui".
    fn is_dative(&self, id: GroupId, place: Place) -> bool {
        let clause = self.clause(place.clause);
        clause.is_some_and(|clause| {
            clause.roles.iter().any(|role| {
                role.filler == Filler::Group(id)
                    && role.preposition.is_some()
                    && role.preposition == self.tables.dative
            })
        })
    }

    /// Whether the verb asks for a person at this place of its clause.
    fn asks_for_person(&self, place: Place) -> bool {
        let Some(clause) = self.clause(place.clause).filter(|_| place.verbal) else {
            return false;
        };
        let undergoes = match place.kind {
            RoleKind::Subject => is_passive(clause),
            RoleKind::Object => true,
            _ => return false,
        };
        let verbs = if undergoes {
            LemmaTraits::PERSONAL_UNDERGOING
        } else {
            LemmaTraits::PERSONAL_DOING
        };
        self.tables.lemma(clause.predicate.lemma).contains(verbs)
    }

    /// Whom the other arguments of the group's clauses name, and the groups inside them.
    fn other_arguments(&self, id: GroupId, clauses: &[ClauseId]) -> (Ids, SmallVec<[GroupId; 4]>) {
        let (mut excluded, mut inside) = (Ids::new(), SmallVec::new());
        for clause in clauses.iter().filter_map(|clause| self.clause(*clause)) {
            if clause.predicate.kind == PredicateKind::Noun {
                continue;
            }
            for role in &clause.roles {
                let Filler::Group(other) = role.filler else {
                    continue;
                };
                if other == id || self.is_topical(self.group(other)) {
                    continue;
                }
                // "Le président de X l'a reçu": X may be meant, but "sa visite à X l'irrite" not.
                inside.extend(self.group(other).complements.iter().copied());
                inside.extend(self.made_up_of(other));
                // "Le front, le mouvement de X, l'accuse": somebody else than X; but "Paris, allié de X, lui livre".
                let related = |at: &GroupId| self.sections(self.group(*at)).contains(Section::RELATION);
                if let Some(renaming) = self.group(other).apposition.filter(|at| !related(at)) {
                    inside.extend(self.group(renaming).complements.iter().copied());
                }
                if role.kind == RoleKind::Oblique
                    && role.preposition.is_some_and(|lemma| self.is_frame(lemma))
                {
                    continue;
                }
                let reference = self.found(other);
                extend(&mut excluded, reference.acting());
                extend(&mut excluded, &reference.entities);
            }
        }
        (excluded, inside)
    }

    /// "L'alliance, formée *de X et de Y*, les": of whom a participle says that something is made up.
    fn made_up_of(&self, whole: GroupId) -> impl Iterator<Item = GroupId> + '_ {
        let describes = move |clause: &&Clause| {
            clause.predicate.kind == PredicateKind::Participle && clause.group == Some(whole)
        };
        let clauses = self.clauses_of(whole).iter().filter_map(|at| self.clause(*at));
        let parts = clauses.filter(describes).flat_map(|clause| &clause.roles);
        parts
            .filter(|role| role.kind == RoleKind::Oblique && role.preposition == self.tables.genitive)
            .filter_map(|role| match role.filler {
                Filler::Group(part) => Some(part),
                _ => None,
            })
    }

    /// Whom the arguments of the verbs name in whose clauses the group stands, be it deep inside one of them.
    pub fn parties_above(&self, id: GroupId) -> Ids {
        let above = self.upwards(id).take(ABOVE);
        let clauses: Clauses = above.flat_map(|at| self.clauses_of(at).iter().copied()).collect();
        let mut all = clauses.clone();
        all.extend(self.governors(&clauses).map(|governor| governor.clause));
        self.other_arguments(id, &all).0
    }

    /// "Bras droit du président *X*, il …": whom the description of a pronoun names is another.
    fn named_in_fronted(&self, id: GroupId, named: &mut Ids) {
        let start = self.group(id).words.start;
        let comma = start
            .checked_sub(1)
            .is_some_and(|before| self.words.word(before as usize) == ",");
        if !comma {
            return;
        }
        let sentence = self.group(id).sentence;
        let fronted = (0..id).rev().take(MOST_FRONTED);
        let fronted: SmallVec<[GroupId; 8]> = fronted
            .take_while(|other| self.group(*other).sentence == sentence)
            .collect();
        let described = fronted.last().is_some_and(|first| {
            let first = self.group(*first);
            let opens = self.words.text.sentences[sentence as usize].words.start + 1 >= first.words.start;
            opens
                && first.preposition.is_none()
                && first.determiner.is_none()
                && self.is_common_noun(first.head)
                && self.mention_at(first.head).is_none()
        });
        for reference in fronted
            .iter()
            .filter(|_| described)
            .map(|other| self.found(*other))
        {
            extend(named, &reference.entities);
        }
    }

    /// "quant à X": what the sentence is about, said outside it.
    pub fn is_topical(&self, group: &NounGroup) -> bool {
        let preposition = group.preposition_lemma();
        preposition.is_some_and(|lemma| self.tables.lemma(lemma).contains(LemmaTraits::TOPICAL))
    }

    /// "selon X, il …": X and he may be one.
    pub fn is_frame(&self, lemma: LemmaId) -> bool {
        self.tables
            .lemma(lemma)
            .intersects(LemmaTraits::TOPICAL | LemmaTraits::FRAMING)
    }

    pub fn is_common_noun(&self, word: u32) -> bool {
        let token = self.analysis.tokens.get(word as usize);
        token.is_some_and(|token| token.class == Class::Noun)
    }

    /// "*quatre* de ses officiers"
    pub fn is_numeral(&self, group: &NounGroup) -> bool {
        let token = self.analysis.tokens.get(group.head as usize);
        token.is_some_and(|token| token.class == Class::Numeral)
    }

    pub fn is_pronoun(&self, group: &NounGroup) -> bool {
        self.analysis
            .tokens
            .get(group.head as usize)
            .is_some_and(|token| token.class == crate::lexicon::Class::Pronoun)
    }
}

/// How many headings stand before each sentence, and before the end.
fn headings(text: &Text) -> Vec<u32> {
    let mut count = 0;
    let mut before = vec![count];
    before.extend(text.sentences.iter().map(|sentence| {
        count += u32::from(sentence.kind == SentenceKind::Heading);
        count
    }));
    before
}

pub(super) const GENDER: Features = Features::MASCULINE.union(Features::FEMININE);

pub(super) const NUMBER: Features = Features::SINGULAR.union(Features::PLURAL);

pub(super) fn extend(to: &mut Ids, from: &[EntityId]) {
    for id in from {
        if !to.contains(id) {
            to.push(*id);
        }
    }
}
