//! One frame at one trigger: which argument fills which place.
//!
//! Places are filled in order, required ones first, each by the first argument that passes all
//! constraints; a choice that leaves a later place empty is taken back. Two places never share
//! their words.

use super::companions::Standing;
use super::matched::{Filling, Pieces, Value};
use super::table::{
    Frame, LemmaSet, Place, Position, RoleConstraint, Rule, TriggerKind, TriggerWord, WordConstraint, Yield,
};
use super::view::View;
use crate::clause::{Clause, ClauseId, Filler, GroupId, NounGroup, PredicateKind, RoleKind, Voice};
use crate::lexicon::{Class, Features, LemmaId};
use crate::mention::EntityId;
use crate::ontology::{ClassId, Ontology};
use crate::resolve::ReferenceKind;
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::ops::Range;

/// How far from its trigger, in words, a fixed companion is looked for.
const NEAR: WordIndex = 100;

/// How many names of one person in a row are followed.
const LONGEST_RENAMING: usize = 4;

/// A word that may set off frames, with what hangs on it.
#[derive(Debug, Clone)]
pub(super) struct Trigger {
    /// The word itself.
    pub word: WordIndex,
    /// The clause it makes, or the clause it stands in for a noun that makes none.
    pub clause: Option<ClauseId>,
    /// Whether `clause` is its own.
    pub own_clause: bool,
    /// The group it heads, for nouns.
    pub group: Option<GroupId>,
    /// What kind of word.
    pub kind: PredicateKind,
    /// Voice of its verb group.
    pub voice: Voice,
    /// The words in which companions are looked for.
    pub words: Range<WordIndex>,
    /// What may fill places.
    pub arguments: Vec<Argument>,
}

/// Something that may fill a place; conjuncts together.
#[derive(Debug, Clone)]
pub(super) struct Argument {
    /// Where it stands.
    pub position: ArgumentPosition,
    /// The conjuncts.
    pub fillers: SmallVec<[Filler; 3]>,
    /// Inherited from who only tells of it.
    pub reported: bool,
}

/// Where an argument stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArgumentPosition {
    Subject,
    Object,
    Attribute,
    /// After a preposition; none for a bare date.
    Oblique(Option<LemmaId>),
}

/// Why a filler does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The head word is not one of those asked for.
    Lemma,
    /// The head word is excluded.
    Except,
    /// The adjective asked for is missing.
    Modifier,
    /// It refers to nobody.
    NoReference,
    /// It refers to something of another class.
    Class,
    /// It refers to something of an excluded class.
    NotClass,
    /// It has no number.
    NoNumber,
    /// It is a clause, which gives no words or entity.
    Clause,
    /// A place inside it stays empty.
    Inside,
}

impl Refusal {
    /// Whether the words that stand there make it another matter: "livrer un discours" is no delivery
    /// without an item, while an item that is only not understood may be left out.
    const fn speaks_of_something_else(self) -> bool {
        matches!(self, Self::Lemma | Self::Except | Self::Modifier | Self::NotClass)
    }
}

/// What a place was given.
#[derive(Debug, Clone)]
pub(super) struct Bound<'r> {
    pub place: &'r Place,
    pub fillers: SmallVec<[Filler; 3]>,
    pub values: SmallVec<[Value; 2]>,
}

/// What fills the roles, and the head words of fixed companions.
pub(super) type Found = (Vec<Filling>, SmallVec<[WordIndex; 2]>);

/// The class of people.
const PERSON: &str = "Person";

/// One rule tried on one article.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'a> {
    pub view: &'a View<'a>,
    pub ontology: &'a Ontology,
    /// Which fixed words stand in which sentence.
    pub companions: &'a Standing,
    /// The preposition that marks whose a noun is.
    pub genitive: Option<LemmaId>,
}

impl<'a> Matcher<'a> {
    /// What `frame` finds at `trigger`, with the head words of its companions; `None` where some
    /// constraint fails.
    pub fn frame(&self, rule: &Rule, frame: &Frame, word: TriggerWord, trigger: &Trigger) -> Option<Found> {
        if !voice_fits(frame, word, trigger)
            || !self.companions_stand_near(frame, trigger)
            || !self.companions_fit(frame, trigger)
        {
            return None;
        }
        let mut bound = Vec::new();
        if !self.assign(rule, frame, word, trigger, 0, &mut bound) {
            return None;
        }
        let fixed = bound.iter().filter(|one| !one.place.words.lemma.is_empty());
        let companions = fixed
            .flat_map(|one| &one.fillers)
            .map(|filler| self.view.head(*filler))
            .collect();
        Some((self.fillings(rule, &bound), companions))
    }

    /// Whether nothing forbidden stands in the clause, and the word asked for does.
    pub fn companions_fit(&self, frame: &Frame, trigger: &Trigger) -> bool {
        let forbidden = frame.without.iter().any(|companion| {
            trigger.arguments.iter().any(|argument| {
                stands_at(argument.position, &companion.position)
                    && (companion.lemmas.is_empty()
                        || argument
                            .fillers
                            .iter()
                            .any(|filler| self.is_head(&companion.lemmas, *filler)))
            })
        });
        let among = |words: &LemmaSet| {
            self.may_stand(words, &trigger.words)
                && trigger
                    .words
                    .clone()
                    .any(|word| words.contains(self.view.lemma(word)))
        };
        !forbidden
            && (frame.with_word.is_empty() || among(&frame.with_word))
            && (frame.without_word.is_empty() || !among(&frame.without_word))
    }

    /// Whether the head word is one of `lemmas`, by its dictionary form or as it is written: "fonds"
    /// and "finale" are words of their own and forms of others. Behind a number or measure, what is
    /// counted counts: "des dizaines *de blindés*".
    fn is_head(&self, lemmas: &LemmaSet, filler: Filler) -> bool {
        let head = self.view.head(filler);
        self.is_among(lemmas, head)
            || matches!(filler, Filler::Group(group) if self
                .view
                .counted(group)
                .is_some_and(|counted| self.is_head(lemmas, Filler::Group(counted))))
    }

    /// Whether `word` is one of `lemmas`, by its dictionary form or as it is written.
    fn is_among(&self, lemmas: &LemmaSet, word: WordIndex) -> bool {
        lemmas.contains(self.view.lemma(word)) || lemmas.contains_written(self.view.key(word))
    }

    /// Whether the fixed companions that the frame cannot do without stand near it in a long sentence.
    fn companions_stand_near(&self, frame: &Frame, trigger: &Trigger) -> bool {
        // As far as any companion stands from its verb; a sentence may have no end.
        let sentence = self.view.sentence_words(trigger.word);
        let near = sentence.start.max(trigger.word.saturating_sub(NEAR))
            ..sentence.end.min(trigger.word.saturating_add(NEAR));
        // Only frames whose companions stand in the sentence are tried at all.
        let mut fixed = frame.companions();
        near == sentence || fixed.all(|lemmas| near.clone().any(|word| self.is_among(lemmas, word)))
    }

    /// Whether one of `lemmas` may stand among `words`, by what is known of their sentence.
    fn may_stand(&self, lemmas: &LemmaSet, words: &Range<WordIndex>) -> bool {
        let sentence = self.view.sentence(words.start);
        let within = words.is_empty() || self.view.sentence(words.end - 1) == sentence;
        !within || self.companions.may_hold(sentence, lemmas)
    }

    fn head_lemma(&self, filler: Filler) -> LemmaId {
        self.view.lemma(self.view.head(filler))
    }

    /// Fills the places from `next` on; takes choices back that lead nowhere.
    fn assign<'r>(
        &self,
        rule: &'r Rule,
        frame: &'r Frame,
        word: TriggerWord,
        trigger: &Trigger,
        next: usize,
        bound: &mut Vec<Bound<'r>>,
    ) -> bool {
        let Some(place) = frame.places.get(next) else {
            return needs_met(rule, frame, bound);
        };
        let filled = place.role.is_some_and(|role| {
            !rule.role(role).plural && bound.iter().any(|bound| bound.place.role == Some(role))
        });
        if filled {
            return self.assign(rule, frame, word, trigger, next + 1, bound);
        }
        let mut wrong = false;
        let candidates = if self.names_another(frame, place, trigger) {
            Vec::new()
        } else {
            self.candidates_at(rule, place, word, trigger)
        };
        for fillers in candidates {
            let mark = bound.len();
            match self.bind(rule, place, &fillers, bound) {
                Ok(()) if self.assign(rule, frame, word, trigger, next + 1, bound) => return true,
                Ok(()) => {}
                Err(refusal) => wrong |= refusal.speaks_of_something_else() && place.position.is_single(),
            }
            bound.truncate(mark);
        }
        !place.required && !wrong && self.assign(rule, frame, word, trigger, next + 1, bound)
    }

    /// Whether a noun that accompanies a deed says itself whose it is: "au terme d'une visite à Dakar *des
    /// ministres*", "lors de *sa* visite" are nobody else's. Where the frame reads that party, it is not whom
    /// `host` asks for.
    fn names_another(&self, frame: &Frame, place: &Place, trigger: &Trigger) -> bool {
        let reads_it = |place: &Place| matches!(place.position, Position::Owner | Position::Subject);
        if !matches!(place.position, Position::Host(_)) || frame.places.iter().any(reads_it) {
            return false;
        }
        let possessive = trigger
            .group
            .and_then(|group| self.view.group(group).determiner)
            .is_some_and(|word| self.view.word_reference(word).is_some());
        let mut subjects = trigger
            .arguments
            .iter()
            .filter(|argument| argument.position == ArgumentPosition::Subject)
            .flat_map(|argument| &argument.fillers);
        possessive
            || subjects.any(|filler| {
                let reference = self.view.reference(*filler);
                reference.is_some_and(|found| !(found.entities.is_empty() && found.actors.is_empty()))
            })
    }

    /// Puts `fillers` at `place` and fills the places inside; leaves `bound` longer only on success.
    pub fn bind<'r>(
        &self,
        rule: &'r Rule,
        place: &'r Place,
        fillers: &[Filler],
        bound: &mut Vec<Bound<'r>>,
    ) -> Result<(), Refusal> {
        // A noun's own words name the office of him whom the same noun stands for.
        let own = |place: &Place| place.position == Position::Own;
        let used = |filler: &Filler| {
            bound
                .iter()
                .any(|bound| !own(bound.place) && bound.fillers.contains(filler))
        };
        if !own(place) && fillers.iter().any(used) {
            return Err(Refusal::Inside);
        }
        let (taken, values) = self.admit(rule, place, fillers)?;
        if !values.is_empty() && self.shares_words(place, &taken, bound) {
            return Err(Refusal::Inside);
        }
        let mark = bound.len();
        bound.push(Bound {
            place,
            fillers: taken.clone(),
            values,
        });
        for inner in &place.inside {
            let candidates = taken.iter().flat_map(|filler| match filler {
                Filler::Group(group) => self.inside(&inner.position, *group),
                _ => Vec::new(),
            });
            let mut found = false;
            for candidate in candidates {
                if self.bind(rule, inner, &candidate, bound).is_ok() {
                    found = true;
                    break;
                }
            }
            if inner.required && !found {
                bound.truncate(mark);
                return Err(Refusal::Inside);
            }
        }
        Ok(())
    }

    /// Whether one of `fillers` stands inside the words of another party, or the other way round:
    /// "les gouvernements *du Mali*" are one party, not two. What hangs on the trigger itself, and
    /// what the place asks for inside its words, is another matter: "une force *de 5 000 hommes*".
    fn shares_words(&self, place: &Place, fillers: &[Filler], bound: &[Bound<'_>]) -> bool {
        // "le président *du Mali*": he is not a part of his own title.
        let apart = |position: &Position| matches!(position, Position::Own | Position::Bearer);
        if apart(&place.position) {
            return false;
        }
        let holds = |other: &Place| other.inside.iter().any(|inner| std::ptr::eq(inner, place));
        let parties = bound
            .iter()
            .filter(|other| !other.values.is_empty())
            .filter(|other| !apart(&other.place.position) && !holds(other.place))
            .flat_map(|other| &other.fillers);
        let mut others = parties.filter_map(|filler| match filler {
            Filler::Group(group) => Some(*group),
            _ => None,
        });
        others.any(|other| {
            fillers.iter().any(|filler| match filler {
                Filler::Group(group) => self.shares_party(*group, other) || self.shares_party(other, *group),
                _ => false,
            })
        })
    }

    /// Whether `inner` tells who `outer` is: it stands inside, and no adjective of nationality has told
    /// that already ("le contingent *ougandais* de Somalie").
    fn shares_party(&self, inner: GroupId, outer: GroupId) -> bool {
        let told = |word: &WordIndex| self.view.word_reference(*word).is_some();
        self.view.is_inside(inner, outer) && !self.view.group(outer).modifiers.iter().any(told)
    }

    /// What `fillers` give a role that stands in a pattern.
    pub fn role_values(&self, role: &RoleConstraint, fillers: &[Filler]) -> Option<SmallVec<[Value; 2]>> {
        let mut values = SmallVec::new();
        for filler in fillers {
            for value in self.role_value(role, &[], *filler).ok()? {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Some(values)
    }

    /// The conjuncts that pass, with what they stand for; the reason of the first that does not, if
    /// none does.
    fn admit(
        &self,
        rule: &Rule,
        place: &Place,
        fillers: &[Filler],
    ) -> Result<(SmallVec<[Filler; 3]>, SmallVec<[Value; 2]>), Refusal> {
        let (mut taken, mut values): (SmallVec<[Filler; 3]>, SmallVec<[Value; 2]>) =
            (SmallVec::new(), SmallVec::new());
        let mut refused = Refusal::NoReference;
        for (index, filler) in fillers.iter().enumerate() {
            match self.value(rule, place, *filler) {
                Ok(found) => {
                    taken.push(*filler);
                    for value in found {
                        if !values.contains(&value) {
                            values.push(value);
                        }
                    }
                }
                Err(refusal) if index == 0 || taken.is_empty() => refused = refusal,
                Err(_) => {}
            }
        }
        if taken.is_empty() {
            Err(refused)
        } else {
            Ok((taken, values))
        }
    }

    /// What one filler gives the role at `place`; nothing for a companion.
    fn value(&self, rule: &Rule, place: &Place, filler: Filler) -> Result<SmallVec<[Value; 2]>, Refusal> {
        self.words_fit(&place.words, filler)?;
        let Some(role) = place.role.map(|role| rule.role(role)) else {
            self.not_classes_fit(&place.not_classes, filler)?;
            return Ok(SmallVec::new());
        };
        self.role_value(role, &place.not_classes, filler)
    }

    fn role_value(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        filler: Filler,
    ) -> Result<SmallVec<[Value; 2]>, Refusal> {
        self.words_fit(&role.words, filler)?;
        match role.yields {
            Yield::Entity { literal } => self
                .entities(role, not_classes, literal, filler)
                .or_else(|refusal| self.owner_of_part(role, not_classes, filler).ok_or(refusal)),
            Yield::Text | Yield::Nothing => {
                self.not_classes_fit(&role.not_classes, filler)?;
                self.not_classes_fit(not_classes, filler)?;
                if role.yields == Yield::Text && matches!(filler, Filler::Clause(_)) {
                    return Err(Refusal::Clause);
                }
                Ok(SmallVec::new())
            }
            Yield::Number => {
                let number = self
                    .view
                    .number(self.view.words(filler))
                    .ok_or(Refusal::NoNumber)?;
                Ok(SmallVec::from_iter([Value::Number(number)]))
            }
        }
    }

    fn words_fit(&self, words: &WordConstraint, filler: Filler) -> Result<(), Refusal> {
        if !words.lemma.is_empty() && !self.is_head(&words.lemma, filler) {
            return Err(Refusal::Lemma);
        }
        if !words.except.is_empty() && self.is_head(&words.except, filler) {
            return Err(Refusal::Except);
        }
        if !words.modifier.is_empty() {
            let Filler::Group(group) = filler else {
                return Err(Refusal::Modifier);
            };
            let modifiers = &self.view.group(group).modifiers;
            if !modifiers
                .iter()
                .any(|word| words.modifier.contains(self.view.lemma(*word)))
            {
                return Err(Refusal::Modifier);
            }
        }
        Ok(())
    }

    fn not_classes_fit(&self, not_classes: &[ClassId], filler: Filler) -> Result<(), Refusal> {
        let Some(reference) = self.view.reference(filler) else {
            return Ok(());
        };
        let excluded = |entity: &EntityId| self.is_any(*entity, not_classes);
        if !not_classes.is_empty() && reference.entities.iter().chain(&reference.actors).any(excluded) {
            return Err(Refusal::NotClass);
        }
        Ok(())
    }

    fn is_any(&self, entity: EntityId, classes: &[ClassId]) -> bool {
        self.view
            .class(entity)
            .is_some_and(|class| classes.iter().any(|end| self.ontology.is_a(class, *end)))
    }

    /// "un convoi *de l'armée malienne*", "le nord *d'Israël*", "des drones *russes*": whose the part is.
    fn owner_of_part(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        filler: Filler,
    ) -> Option<SmallVec<[Value; 2]>> {
        let Filler::Group(group) = filler else { return None };
        if !role.parts.contains(self.head_lemma(filler)) {
            return None;
        }
        // "un drone turc *de l'armée malienne*": who has it, rather than who made it.
        let is_word = |owners: &SmallVec<[Filler; 3]>| matches!(owners.first(), Some(Filler::Word(_)));
        let (makers, holders): (Vec<_>, Vec<_>) = self.owners(group).into_iter().partition(is_word);
        holders.into_iter().chain(makers).find_map(|owners| {
            let values: SmallVec<[Value; 2]> = owners
                .into_iter()
                .filter_map(|owner| self.role_value(role, not_classes, owner).ok())
                .flatten()
                .collect();
            (!values.is_empty()).then_some(values)
        })
    }

    /// The entities of a filler that the role takes: what it names or whom it stands for.
    fn entities(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        literal: bool,
        filler: Filler,
    ) -> Result<SmallVec<[Value; 2]>, Refusal> {
        let reference = self.view.reference(filler).ok_or(Refusal::NoReference)?;
        if reference.entities.is_empty() && reference.actors.is_empty() {
            let counted = self.counted_entities(role, not_classes, literal, filler);
            if !counted.is_empty() {
                return Ok(counted);
            }
        }
        let lists = if literal {
            [&reference.entities, &reference.actors]
        } else {
            [&reference.actors, &reference.entities]
        };
        let mention = if reference.mention.is_empty() {
            self.view.span(self.view.words(filler))
        } else {
            reference.mention
        };
        let mut refusal = Refusal::NoReference;
        for list in lists {
            let mut values = SmallVec::new();
            for entity in list {
                if !self.is_any(*entity, &role.classes) {
                    refusal = Refusal::Class;
                } else if self.is_any(*entity, &role.not_classes) || self.is_any(*entity, not_classes) {
                    refusal = Refusal::NotClass;
                } else {
                    values.push(Value::Entity {
                        entity: *entity,
                        mention,
                    });
                }
            }
            if !values.is_empty() {
                return Ok(values);
            }
        }
        match filler {
            Filler::Group(group)
                if matches!(refusal, Refusal::NoReference | Refusal::Class)
                    && role.unnamed.contains(self.head_lemma(filler)) =>
            {
                let mut words = self.view.full_words(filler, &|_| true);
                // "huit soldats" are "soldats": how many is no part of who.
                let numeral = self.view.group(group).numeral;
                if let Some(numeral) = numeral.filter(|numeral| words.contains(numeral)) {
                    words.start = numeral + 1;
                }
                Ok(SmallVec::from_iter([Value::Unnamed {
                    group,
                    mention: self.view.span(words),
                }]))
            }
            _ => Err(refusal),
        }
    }

    /// A number or part of somebody is that somebody: "une centaine *d'instructeurs russes*", "dans le
    /// nord *du Liban*".
    fn counted_entities(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        literal: bool,
        filler: Filler,
    ) -> SmallVec<[Value; 2]> {
        let Filler::Group(group) = filler else {
            return SmallVec::new();
        };
        let counted = self.view.counted(group);
        counted
            .into_iter()
            .flat_map(|counted| self.view.conjuncts(counted))
            .filter_map(|counted| {
                self.entities(role, not_classes, literal, Filler::Group(counted))
                    .ok()
            })
            .flatten()
            .collect()
    }

    /// What may stand at `place`. An indefinite object looks like a complement ("n'a pas livré *de
    /// drones*", "exige *des excuses*"): where there is no other object, words may be one, parties
    /// may not.
    pub fn candidates_at(
        &self,
        rule: &Rule,
        place: &Place,
        word: TriggerWord,
        trigger: &Trigger,
    ) -> Vec<SmallVec<[Filler; 3]>> {
        let candidates = self.candidates(&place.position, word, trigger);
        let party = place
            .role
            .is_some_and(|role| matches!(rule.role(role).yields, Yield::Entity { .. }));
        match self.genitive {
            Some(genitive) if candidates.is_empty() && place.position == Position::Object && !party => {
                arguments_at(trigger, |position| {
                    position == ArgumentPosition::Oblique(Some(genitive))
                })
            }
            _ => candidates,
        }
    }

    /// What may stand at a place of the frame, in the order in which it is tried.
    pub fn candidates(
        &self,
        position: &Position,
        word: TriggerWord,
        trigger: &Trigger,
    ) -> Vec<SmallVec<[Filler; 3]>> {
        let at = |position: &Position| arguments_at(trigger, |own| stands_at(own, position));
        let noun = trigger.kind == PredicateKind::Noun;
        match (position, trigger.group) {
            (Position::Subject, _) => {
                let mut subjects = at(&Position::Subject);
                if trigger.arguments.iter().any(|argument| argument.reported) {
                    subjects.retain(|fillers| !fillers.iter().any(|filler| self.is_one_person(*filler)));
                }
                // Nouns and bare participles show no "se": what they put at the object's place is
                // the one who withdraws.
                if subjects.is_empty()
                    && word.pronominal
                    && (noun || trigger.kind == PredicateKind::Participle)
                {
                    subjects = at(&Position::Object);
                }
                let renamed = self.renamed_ones(&subjects);
                subjects.extend(renamed);
                subjects
            }
            (Position::Object, _) => {
                let mut objects = at(&Position::Object);
                // "le retrait de ses soldats": behind a noun, who and whom look alike; types tell.
                if objects.is_empty() && noun {
                    objects = at(&Position::Subject);
                }
                let renamed = self.renamed_ones(&objects);
                objects.extend(renamed);
                objects
            }
            (Position::Attribute | Position::Oblique(_), _) => at(position),
            (Position::Owner | Position::Nationality | Position::Modifier, Some(group)) => {
                self.inside(position, group)
            }
            (Position::Own, Some(group)) => vec![SmallVec::from_iter([Filler::Group(group)])],
            (Position::Bearer, Some(group)) => self.bearers(group, trigger),
            // An ascribed noun without a group ("est membre de"): its clause knows the same.
            (Position::Bearer, None) => at(&Position::Subject),
            (Position::Owner, None) => {
                let mut owners = at(&Position::Object);
                let genitive = self
                    .genitive
                    .map(|genitive| ArgumentPosition::Oblique(Some(genitive)));
                owners.extend(arguments_at(trigger, |position| Some(position) == genitive));
                owners
            }
            (Position::Own, None) => vec![SmallVec::from_iter([Filler::Word(trigger.word)])],
            (Position::Host(verbs), _) if trigger.kind == PredicateKind::Participle => {
                self.hosts_of_participle(verbs, trigger)
            }
            (Position::Host(prepositions), Some(group)) => self.hosts(prepositions, group),
            (Position::Nationality | Position::Modifier | Position::Host(_), None) => Vec::new(),
        }
    }

    /// Whether a filler is a person known by name.
    fn is_one_person(&self, filler: Filler) -> bool {
        let person = self.ontology.class(PERSON);
        let (Some(person), Some(reference)) = (person, self.view.reference(filler)) else {
            return false;
        };
        let mut known = reference.actors.iter().chain(&reference.entities).peekable();
        known.peek().is_some() && known.all(|entity| self.is_any(*entity, &[person]))
    }

    /// Who does what `group` accompanies: "avec l'appui de Moscou, *l'armée* a repris la ville", "en visite
    /// à Dakar, *X* a été reçu": the one the sentence is about comes first, in the passive too.
    fn hosts(&self, prepositions: &LemmaSet, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        let first = self.view.group(group).first_conjunct.unwrap_or(group);
        let noun = self.view.group(first);
        let accompanies = noun
            .preposition
            .as_ref()
            .is_some_and(|found| prepositions.contains(found.lemma));
        if !accompanies {
            return Vec::new();
        }
        let standing = |filler: Filler| {
            filler == Filler::Group(first) || noun.complement_of.map(Filler::Group) == Some(filler)
        };
        let hosts = self.view.clauses_of(noun.sentence).filter(|(_, clause)| {
            clause.predicate.kind != PredicateKind::Noun
                && clause
                    .roles
                    .iter()
                    .any(|role| role.kind != RoleKind::Subject && standing(role.filler))
        });
        hosts
            .flat_map(|(_, clause)| {
                let order: &[RoleKind] = if clause.predicate.voice != Voice::Passive {
                    &[RoleKind::Subject]
                } else if self.is_about_somebody(clause) {
                    &[RoleKind::Object]
                } else {
                    &[RoleKind::Object, RoleKind::Subject]
                };
                order.iter().map(|kind| {
                    let roles = clause.roles.iter().filter(|role| role.kind == *kind);
                    roles.map(|role| role.filler).collect::<SmallVec<[Filler; 3]>>()
                })
            })
            .filter(|fillers| !fillers.is_empty())
            .collect()
    }

    /// Whether a passive tells of a person, known or not ("il y a été reçu par X").
    fn is_about_somebody(&self, clause: &Clause) -> bool {
        let undergoes = clause.roles.iter().filter(|role| role.kind == RoleKind::Object);
        undergoes.map(|role| self.view.head(role.filler)).any(|head| {
            let token = self.view.analysis.tokens.get(head as usize);
            token.is_some_and(|token| {
                token.class == Class::Pronoun || token.features.contains(Features::HUMAN)
            })
        })
    }

    /// Who does to the noun of a participle what one of `verbs` says: "*l'armée* a reçu des drones livrés
    /// par Ankara".
    fn hosts_of_participle(&self, verbs: &LemmaSet, trigger: &Trigger) -> Vec<SmallVec<[Filler; 3]>> {
        let nouns = trigger
            .arguments
            .iter()
            .filter(|argument| argument.position == ArgumentPosition::Object)
            .flat_map(|argument| &argument.fillers);
        let Some(noun) = nouns.copied().next() else {
            return Vec::new();
        };
        let clauses = self.view.clauses_of(self.view.sentence(trigger.word));
        clauses
            .filter(|(_, clause)| {
                verbs.contains(clause.predicate.frame)
                    && clause
                        .roles
                        .iter()
                        .any(|role| role.kind == RoleKind::Object && role.filler == noun)
            })
            .map(|(_, clause)| {
                let subjects = clause.roles.iter().filter(|role| role.kind == RoleKind::Subject);
                subjects.map(|role| role.filler).collect()
            })
            .filter(|fillers: &SmallVec<[Filler; 3]>| !fillers.is_empty())
            .collect()
    }

    /// "le M23, *groupe rebelle* soutenu par X": what is said of a noun that renames somebody is said of him.
    fn renamed_ones(&self, arguments: &[SmallVec<[Filler; 3]>]) -> Vec<SmallVec<[Filler; 3]>> {
        let host = |fillers: &SmallVec<[Filler; 3]>| {
            let [Filler::Group(group)] = fillers.as_slice() else {
                return None;
            };
            let noun = self.view.group(*group);
            let token = self.view.analysis.tokens.get(noun.head as usize)?;
            let host = noun.apposition_to.filter(|_| token.class == Class::Noun)?;
            Some(self.renamed(noun, host)).filter(|fillers| !fillers.is_empty())
        };
        arguments.iter().filter_map(host).collect()
    }

    /// What may stand at a place inside a group.
    fn inside(&self, position: &Position, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        match position {
            Position::Owner => self.owners(group),
            Position::Nationality => self.referring_words(group).into_iter().collect(),
            Position::Modifier => {
                let modifiers = self.view.group(group).modifiers.iter();
                let plain = modifiers.filter(|word| self.view.word_reference(**word).is_none());
                let fillers: SmallVec<[Filler; 3]> = plain.map(|word| Filler::Word(*word)).collect();
                if fillers.is_empty() {
                    Vec::new()
                } else {
                    vec![fillers]
                }
            }
            Position::Oblique(prepositions) => self
                .view
                .complements(group)
                .into_iter()
                .filter(|(preposition, _)| prepositions.contains(*preposition))
                .map(|(_, complement)| self.coordinated(complement))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whose a noun is: its nationality, its possessive, what follows "de"; then the nationality of what
    /// follows ("le chef de l'État *togolais*").
    fn owners(&self, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        let mut found = Vec::new();
        found.extend(self.referring_words(group));
        if let Some(genitive) = self.genitive {
            let chain = self.view.chain(group, genitive);
            found.extend(chain.iter().map(|complement| self.coordinated(*complement)));
            let unnamed = chain
                .iter()
                .filter(|complement| self.view.refers_to_nobody(**complement));
            found.extend(unnamed.filter_map(|complement| self.referring_words(*complement)));
        }
        found.extend(self.owners_of_attribute(group));
        // "le président Traoré", "le porte-parole du président X": an office whose owner the text does not name stands
        // for him itself.
        let head = self.view.group(group).head;
        let told = found.iter().flatten().any(|filler| {
            let reference = self.view.reference(*filler);
            reference.is_some_and(|reference| !reference.is_empty()) && !self.is_one_person(*filler)
        });
        if !told && self.view.word_reference(head).is_some() {
            found.push(SmallVec::from_iter([Filler::Word(head)]));
        }
        found
    }

    /// "le parti *dont* X est le président": whose an attribute is stands in its clause.
    fn owners_of_attribute(&self, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        let clauses = self.view.clauses_of(self.view.group(group).sentence);
        let ascribed = clauses.filter(|(_, clause)| {
            clause
                .roles
                .iter()
                .any(|role| role.kind == RoleKind::Attribute && role.filler == Filler::Group(group))
        });
        ascribed
            .map(|(_, clause)| {
                let genitives = clause.roles.iter().filter(|role| {
                    role.kind == RoleKind::Oblique
                        && self.genitive.is_some()
                        && role.preposition == self.genitive
                });
                genitives
                    .map(|role| role.filler)
                    .collect::<SmallVec<[Filler; 3]>>()
            })
            .filter(|fillers| !fillers.is_empty())
            .collect()
    }

    /// The adjectives of a group that stand for somebody, else its determiner: "*son* homologue" is nobody's, "son
    /// homologue *français*" is of France.
    fn referring_words(&self, group: GroupId) -> Option<SmallVec<[Filler; 3]>> {
        let noun = self.view.group(group);
        let standing = |words: &mut dyn Iterator<Item = WordIndex>| -> SmallVec<[Filler; 3]> {
            words
                .filter(|word| self.view.word_reference(*word).is_some())
                .map(Filler::Word)
                .collect()
        };
        let mut found = standing(&mut noun.modifiers.iter().copied());
        if found.is_empty() {
            found = standing(&mut noun.determiner.into_iter());
        }
        (!found.is_empty()).then_some(found)
    }

    fn coordinated(&self, group: GroupId) -> SmallVec<[Filler; 3]> {
        self.view.conjuncts(group).map(Filler::Group).collect()
    }

    /// Who is said to be what `group` names: the group it renames or that renames it, or the
    /// subject of the copula it completes.
    fn bearers(&self, group: GroupId, trigger: &Trigger) -> Vec<SmallVec<[Filler; 3]>> {
        let noun = self.view.group(group);
        let mut found: Vec<SmallVec<[Filler; 3]>> = Vec::new();
        // "X, ministre d'État, ministre de la Défense": one renames the other.
        // "X, ministre de la Défense *et porte-parole* de": the first of them renames, the others with it.
        let first = noun.first_conjunct.map_or(noun, |first| self.view.group(first));
        let host = noun.apposition_to.or(first.apposition_to);
        let hosts = std::iter::successors(host, |other| self.view.group(*other).apposition_to);
        let renamings = std::iter::successors(noun.apposition, |other| self.view.group(*other).apposition);
        let others = hosts
            .take(LONGEST_RENAMING)
            .chain(renamings.take(LONGEST_RENAMING));
        let renamed = others.map(|other| self.renamed(noun, other));
        found.extend(renamed.filter(|fillers| !fillers.is_empty()));
        for (_, clause) in self.view.clauses_of(noun.sentence) {
            let attribute = clause
                .roles
                .iter()
                .any(|role| role.kind == RoleKind::Attribute && role.filler == Filler::Group(group));
            if !attribute {
                continue;
            }
            // "X a nommé Y ministre": the object is what the attribute is said of.
            for kind in [RoleKind::Object, RoleKind::Subject] {
                let fillers: SmallVec<[Filler; 3]> = clause
                    .roles
                    .iter()
                    .filter(|role| role.kind == kind)
                    .map(|role| role.filler)
                    .collect();
                if !fillers.is_empty() {
                    found.push(fillers);
                    break;
                }
            }
        }
        // "X, fondateur de Y,": the grammar has made X the noun's subject.
        if found.is_empty() && trigger.own_clause {
            let own = trigger.arguments.iter();
            found.extend(
                own.filter(|argument| argument.position == ArgumentPosition::Subject)
                    .map(|argument| argument.fillers.clone()),
            );
        }
        // "le chef de l'État malien": whoever the text has called so before.
        if found.is_empty() {
            found.push(SmallVec::from_iter([Filler::Group(group)]));
        }
        found
    }

    /// Whom `noun` renames at `other`: "A, B et C, *membres* de", a plural renames them all. Not so "les présidents
    /// *malien*, A, et nigérien, B", where each adjective has its own.
    fn renamed(&self, noun: &NounGroup, other: GroupId) -> SmallVec<[Filler; 3]> {
        let each = noun.modifiers.iter().any(|word| {
            let token = self.view.analysis.tokens.get(*word as usize);
            token.is_some_and(|token| !token.features.contains(Features::PLURAL))
                && self.view.word_reference(*word).is_some()
        });
        let number = noun.features & (Features::SINGULAR | Features::PLURAL);
        if each || number != Features::PLURAL {
            return SmallVec::from_iter([Filler::Group(other)]);
        }
        let all = self.coordinated(self.view.group(other).first_conjunct.unwrap_or(other));
        let persons = all
            .iter()
            .filter_map(|filler| self.view.reference(*filler))
            .map(|reference| reference.entities.len())
            .sum::<usize>();
        // "les chefs d'État du Mali, A, et du Niger, B": one name is not all of them.
        if persons > 1 { all } else { SmallVec::new() }
    }

    /// What the bound places give, one filling for each role; text is cut where other roles begin.
    fn fillings(&self, rule: &Rule, bound: &[Bound<'_>]) -> Vec<Filling> {
        let mut fillings: Vec<Filling> = Vec::with_capacity(bound.len());
        for one in bound {
            let Some(role) = one.place.role else { continue };
            let values = if rule.role(role).yields == Yield::Text {
                SmallVec::from_iter([Value::Text(self.text_of(one, bound))])
            } else {
                one.values.clone()
            };
            match fillings.iter_mut().find(|filling| filling.role == role) {
                Some(filling) => {
                    filling.fillers.extend(one.fillers.iter().copied());
                    for value in values {
                        if !filling.values.contains(&value) {
                            filling.values.push(value);
                        }
                    }
                }
                None => fillings.push(Filling {
                    role,
                    fillers: one.fillers.iter().copied().collect(),
                    values,
                }),
            }
        }
        fillings
    }

    /// The words of a text role, without those that fill another role.
    fn text_of(&self, one: &Bound<'_>, bound: &[Bound<'_>]) -> Pieces {
        let others = || {
            bound
                .iter()
                .filter(|other| !std::ptr::eq(*other, one) && other.place.role.is_some())
        };
        // "chef de la diplomatie": a description belongs to the office although it says whose it is.
        let described = |group: GroupId| {
            let reference = self.view.reference(Filler::Group(group));
            one.place.position == Position::Own
                && reference.is_some_and(|reference| reference.by == ReferenceKind::Description)
        };
        let taken = |group: GroupId| {
            others().any(|other| other.fillers.contains(&Filler::Group(group))) && !described(group)
        };
        let parts = one
            .fillers
            .iter()
            .map(|filler| self.view.full_words(*filler, &taken));
        let words = parts
            .reduce(|all, part| all.start.min(part.start)..all.end.max(part.end))
            .unwrap_or_default();
        // An office that stands for its owner itself ("le *président* Traoré") is still called so.
        let heads: SmallVec<[WordIndex; 3]> =
            one.fillers.iter().map(|filler| self.view.head(*filler)).collect();
        let cut = |word: WordIndex| {
            !heads.contains(&word) && others().any(|other| other.fillers.contains(&Filler::Word(word)))
        };
        let mut pieces = Pieces::new();
        let mut begin = words.start;
        for word in words.clone().filter(|word| cut(*word)) {
            if begin < word {
                pieces.push(self.view.span(begin..word));
            }
            begin = word + 1;
        }
        if begin < words.end {
            pieces.push(self.view.span(begin..words.end));
        }
        pieces
    }
}

/// The arguments whose position `stands` accepts.
fn arguments_at(trigger: &Trigger, stands: impl Fn(ArgumentPosition) -> bool) -> Vec<SmallVec<[Filler; 3]>> {
    let standing = trigger
        .arguments
        .iter()
        .filter(|argument| stands(argument.position));
    standing.map(|argument| argument.fillers.clone()).collect()
}

/// Whether an argument stands where a place looks.
fn stands_at(argument: ArgumentPosition, position: &Position) -> bool {
    match (argument, position) {
        (ArgumentPosition::Subject, Position::Subject)
        | (ArgumentPosition::Object, Position::Object)
        | (ArgumentPosition::Attribute, Position::Attribute) => true,
        (ArgumentPosition::Oblique(Some(preposition)), Position::Oblique(prepositions)) => {
            prepositions.contains(preposition)
        }
        _ => false,
    }
}

/// Whether the trigger shows "se" as the frame writes it, and has the voice it asks for.
pub(super) fn voice_fits(frame: &Frame, word: TriggerWord, trigger: &Trigger) -> bool {
    let shows_voice = matches!(trigger.kind, PredicateKind::Verb | PredicateKind::Infinitive);
    if frame.kind == TriggerKind::Verb
        && shows_voice
        && word.pronominal != (trigger.voice == Voice::Pronominal)
    {
        return false;
    }
    frame.voices.is_empty() || trigger.kind == PredicateKind::Noun || frame.voices.contains(&trigger.voice)
}

/// Roles with several places are filled, and plural roles have their two parties.
fn needs_met(rule: &Rule, frame: &Frame, bound: &[Bound<'_>]) -> bool {
    let values = |role| bound.iter().filter(move |one| one.place.role == Some(role));
    frame.needs.iter().all(|role| values(*role).next().is_some())
        && bound.iter().filter_map(|one| one.place.role).all(|role| {
            if !rule.role(role).plural {
                return true;
            }
            let mut parties: SmallVec<[&Value; 4]> = SmallVec::new();
            for value in values(role).flat_map(|one| &one.values) {
                if !parties.iter().any(|other| other.same_party(value)) {
                    parties.push(value);
                }
            }
            parties.len() > 1
        })
}
