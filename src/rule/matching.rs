//! One frame at one trigger: which argument fills which place.
//!
//! Places are filled in order, required ones first, each by the first argument that passes all
//! constraints; a choice that leaves a later place empty is taken back. Two places never share
//! their words.

use super::arguments::{ArgumentPosition, Arguments};
use super::candidates::stands_at;
use super::entry::Offer;
use super::matched::{Filling, Pieces, Value};
use super::survey::{ClassSet, Lineages, Survey};
use super::table::{
    Frame, LemmaSet, Place, Position, RoleConstraint, Rule, WordConstraint, Yield,
};
use super::view::View;
use crate::clause::{ClauseId, Filler, GroupId, PredicateKind, Voice};
use crate::lexicon::{Class, LemmaId};
use crate::mention::EntityId;
use crate::ontology::{ClassId, Ontology};
use crate::resolve::ReferenceKind;
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

/// How far from its trigger, in words, a fixed companion is looked for.
const NEAR: WordIndex = 100;

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
    pub arguments: Arguments,
    /// Whose its noun is, once a frame has asked.
    pub owners: OnceCell<Vec<SmallVec<[Filler; 3]>>>,
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

/// What places were given so far; few frames have more of them.
pub(super) type Filled<'r> = SmallVec<[Bound<'r>; 4]>;

/// What fills the roles, and the head words of fixed companions.
pub(super) type Found = (Vec<Filling>, SmallVec<[WordIndex; 2]>);

/// One rule tried on one article.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'a> {
    pub view: &'a View<'a>,
    pub ontology: &'a Ontology,
    /// What is known of the article beforehand.
    pub survey: &'a Survey,
    /// Which classes lie in which.
    pub lineages: &'a Lineages,
    /// The preposition that marks whose a noun is.
    pub genitive: Option<LemmaId>,
}

impl<'a> Matcher<'a> {
    /// The classes of everybody whom a filler stands for.
    pub fn classes(&self, filler: Filler) -> ClassSet {
        match filler {
            Filler::Group(group) => {
                let classes = self.survey.classes.get(group as usize);
                classes.copied().unwrap_or_default()
            }
            Filler::Word(word) => self
                .view
                .word_reference(word)
                .map_or(ClassSet::default(), |reference| {
                    self.lineages.of_reference(self.view, reference)
                }),
            Filler::Clause(_) => ClassSet::default(),
        }
    }

    /// Adds what stands at one place, conjuncts together.
    pub fn add_argument(
        &self,
        arguments: &mut Arguments,
        position: ArgumentPosition,
        fillers: impl IntoIterator<Item = Filler>,
    ) {
        arguments.begin(position, false);
        for filler in fillers {
            arguments.join(filler, self.classes(filler));
        }
    }

    /// What the arguments of a trigger can give to frames.
    pub fn offered(&self, trigger: &Trigger) -> Offer {
        let mut offer = Offer::NOTHING;
        for argument in trigger.arguments.iter() {
            offer.add(argument.position, argument.classes, self.genitive);
        }
        offer.behind(trigger.kind)
    }

    /// What `frame` finds at `trigger`, with the head words of its companions; `None` where some
    /// constraint fails. The trigger's voice is taken to fit; `pronominal` where the frame writes it with "se".
    pub fn frame(&self, rule: &Rule, frame: &Frame, pronominal: bool, trigger: &Trigger) -> Option<Found> {
        if !obliques_stand(frame, trigger)
            || !self.companions_stand_near(frame, trigger)
            || !self.companions_fit(frame, trigger)
        {
            return None;
        }
        let mut bound = Filled::new();
        if !self.assign(rule, frame, pronominal, trigger, 0, &mut bound) {
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
                        || trigger
                            .arguments
                            .fillers(argument)
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
        !within || self.survey.companions.may_hold(sentence, lemmas)
    }

    fn head_lemma(&self, filler: Filler) -> LemmaId {
        self.view.lemma(self.view.head(filler))
    }

    /// Fills the places from `next` on; takes choices back that lead nowhere.
    fn assign<'r>(
        &self,
        rule: &'r Rule,
        frame: &'r Frame,
        pronominal: bool,
        trigger: &Trigger,
        next: usize,
        bound: &mut Filled<'r>,
    ) -> bool {
        let Some(place) = frame.places.get(next) else {
            return needs_met(rule, frame, bound);
        };
        let filled = place.role.is_some_and(|role| {
            !rule.role(role).plural && bound.iter().any(|bound| bound.place.role == Some(role))
        });
        if filled {
            return self.assign(rule, frame, pronominal, trigger, next + 1, bound);
        }
        // A place that must be filled need not know why somebody does not fill it.
        let hopeless = |fillers: &[Filler]| {
            let role = place.role.filter(|_| place.required);
            let may_be = |role, filler: &Filler| self.may_be(rule.role(role), *filler);
            role.is_some_and(|role| !fillers.iter().any(|filler| may_be(role, filler)))
        };
        let mut wrong = false;
        let fits = |fillers: &[Filler]| {
            if hopeless(fillers) {
                return false;
            }
            let mark = bound.len();
            match self.bind(rule, place, fillers, bound) {
                Ok(()) if self.assign(rule, frame, pronominal, trigger, next + 1, bound) => return true,
                Ok(()) => {}
                Err(refusal) => wrong |= refusal.speaks_of_something_else() && place.position.is_single(),
            }
            bound.truncate(mark);
            false
        };
        let found = !self.names_another(frame, place, trigger)
            && self.any_candidate(rule, place, pronominal, trigger, fits);
        found || !place.required && !wrong && self.assign(rule, frame, pronominal, trigger, next + 1, bound)
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
        let subjects = |position| position == ArgumentPosition::Subject;
        let mut subjects = trigger.arguments.at(subjects).flatten();
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
        bound: &mut Filled<'r>,
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
        let admitted = self.admit(rule, place, fillers)?;
        if !admitted.values.is_empty() && self.shares_words(place, &admitted.fillers, bound) {
            return Err(Refusal::Inside);
        }
        let mark = bound.len();
        bound.push(admitted);
        for inner in &place.inside {
            let taken = SmallVec::<[Filler; 3]>::from_slice(&bound[mark].fillers);
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
        if !fillers.iter().all(|filler| self.may_be(role, *filler)) {
            return None;
        }
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
    fn admit<'r>(&self, rule: &Rule, place: &'r Place, fillers: &[Filler]) -> Result<Bound<'r>, Refusal> {
        let mut admitted = Bound {
            place,
            fillers: SmallVec::new(),
            values: SmallVec::new(),
        };
        let mut refused = Refusal::NoReference;
        for filler in fillers {
            match self.value(rule, place, *filler) {
                Ok(found) => {
                    admitted.fillers.push(*filler);
                    if admitted.values.is_empty() && found.len() < 2 {
                        admitted.values = found;
                        continue;
                    }
                    for value in found {
                        if !admitted.values.contains(&value) {
                            admitted.values.push(value);
                        }
                    }
                }
                Err(refusal) if admitted.fillers.is_empty() => refused = refusal,
                Err(_) => {}
            }
        }
        if admitted.fillers.is_empty() {
            Err(refused)
        } else {
            Ok(admitted)
        }
    }

    /// Whether the role may take a filler, as far as the classes of everybody whom that stands for tell.
    pub fn may_be(&self, role: &RoleConstraint, filler: Filler) -> bool {
        !matches!(role.yields, Yield::Entity { .. }) || self.classes(filler).meets(role.admits())
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
            // Most of what stands at a place is nobody whom the role takes, whatever its words.
            Yield::Entity { .. } if !self.may_be(role, filler) => {
                let reference = self.view.reference(filler);
                Err(match reference {
                    Some(reference) if !reference.is_empty() => Refusal::Class,
                    _ => Refusal::NoReference,
                })
            }
            Yield::Entity { literal } => self
                .party(role, not_classes, literal, filler)
                .or_else(|refusal| self.owner_of_part(role, not_classes, filler).ok_or(refusal))
                .or_else(|refusal| self.of_a_seat(role, not_classes, filler).ok_or(refusal)),
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

    /// Whether the role takes an entity of this class.
    fn class_fits(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        entity: EntityId,
    ) -> Result<(), Refusal> {
        let class = self.view.class(entity).ok_or(Refusal::Class)?;
        let is_any = |ends: &[ClassId]| ends.iter().any(|end| self.ontology.is_a(class, *end));
        if !is_any(&role.classes) {
            Err(Refusal::Class)
        } else if is_any(&role.not_classes) || is_any(not_classes) {
            Err(Refusal::NotClass)
        } else {
            Ok(())
        }
    }

    pub fn is_any(&self, entity: EntityId, classes: &[ClassId]) -> bool {
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

    /// Who a filler is for the role: the owner of what only belongs to somebody, else its own entities.
    fn party(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        literal: bool,
        filler: Filler,
    ) -> Result<SmallVec<[Value; 2]>, Refusal> {
        self.owner_sent(role, literal, filler)
            .map_or_else(|| self.entities(role, not_classes, literal, filler), Ok)
    }

    /// "des soldats *français*", "*ses* troupes": who sent them, and not the force that they are. What names them
    /// otherwise ("les soldats *de Barkhane*") is left to what they stand for. What a place refuses to be is asked of
    /// who stands there, not of an owner: a state does not patrol, its soldiers do.
    fn owner_sent(
        &self,
        role: &RoleConstraint,
        literal: bool,
        filler: Filler,
    ) -> Option<SmallVec<[Value; 2]>> {
        let Filler::Group(group) = filler else { return None };
        if !role.owned.contains(self.head_lemma(filler)) {
            return None;
        }
        let is_word = |owner: &Filler| matches!(owner, Filler::Word(_));
        let owners = self.owners(group).into_iter().flatten().filter(is_word);
        let values: SmallVec<[Value; 2]> = owners
            .filter_map(|owner| self.entities(role, &[], literal, owner).ok())
            .flatten()
            .collect();
        (!values.is_empty()).then_some(values)
    }

    /// "arrêté à *Tunis*": the state whose seat the place is.
    fn of_a_seat(
        &self,
        role: &RoleConstraint,
        not_classes: &[ClassId],
        filler: Filler,
    ) -> Option<SmallVec<[Value; 2]>> {
        if !role.seat {
            return None;
        }
        let reference = self.view.reference(filler)?;
        let taken = |state: &EntityId| self.class_fits(role, not_classes, *state).is_ok();
        let values: SmallVec<[Value; 2]> = reference
            .entities
            .iter()
            .filter_map(|place| self.view.entities.seat_of(*place))
            .filter(taken)
            .map(|entity| Value::Entity {
                entity,
                mention: self.view.span(self.view.words(filler)),
            })
            .collect();
        (!values.is_empty()).then_some(values)
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
                match self.class_fits(role, not_classes, *entity) {
                    Ok(()) => values.push(Value::Entity {
                        entity: *entity,
                        mention,
                    }),
                    Err(found) => refusal = found,
                }
            }
            if !values.is_empty() {
                return Ok(values);
            }
        }
        match filler {
            Filler::Group(group)
                if matches!(refusal, Refusal::NoReference | Refusal::Class)
                    && role.unnamed.contains(self.head_lemma(filler))
                    && !self.view.belongs_to_nobody_known(group) =>
            {
                // "employés *de la mine*" are named with what they belong to, "bataillon *de 600 hommes*" without its number.
                let tells_less = |complement: GroupId| {
                    let complement = self.view.group(complement);
                    let preposition = complement.preposition_lemma();
                    preposition.is_none() || preposition != self.genitive || complement.numeral.is_some()
                };
                let mut words = self.view.full_words(filler, &tells_less);
                // "huit soldats" are "soldats": how many is no part of who.
                let numeral = self.view.group(group).numeral;
                if let Some(numeral) = numeral.filter(|numeral| words.contains(numeral)) {
                    words.start = numeral + 1;
                }
                words.end = words.end.min(self.view.described_up_to(group));
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
                self.party(role, not_classes, literal, Filler::Group(counted))
                    .ok()
            })
            .flatten()
            .collect()
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
        // "*Ce* que X demande": a pronoun names no thing.
        let parts = one
            .fillers
            .iter()
            .filter(|filler| self.view.class_of(self.view.head(**filler)) != Class::Pronoun)
            .map(|filler| self.view.full_words(*filler, &taken));
        let words = parts
            .reduce(|all, part| all.start.min(part.start)..all.end.max(part.end))
            .unwrap_or_default();
        // An office that stands for its owner itself ("le *président* Traoré") is still called so.
        let heads: SmallVec<[WordIndex; 3]> =
            one.fillers.iter().map(|filler| self.view.head(*filler)).collect();
        let owns = |word: WordIndex| {
            !heads.contains(&word) && others().any(|other| other.fillers.contains(&Filler::Word(word)))
        };
        // "les présidents togolais *et* béninois"
        let cut =
            |word: WordIndex| owns(word) || self.view.class_of(word) == Class::Coordinator && owns(word + 1);
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

/// Whether somebody whom the frame takes, or something, stands behind each preposition that it cannot do without.
fn obliques_stand(frame: &Frame, trigger: &Trigger) -> bool {
    frame
        .places
        .iter()
        .all(|place| match (&place.position, place.demanded) {
            (position @ Position::Oblique(_), Some(demanded)) => trigger.arguments.iter().any(|argument| {
                (argument.classes | ClassSet::STANDING).meets(demanded)
                    && stands_at(argument.position, position)
            }),
            _ => true,
        })
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
