//! Whether a filler passes what a role and its place ask, and whom or what it then gives.
//!
//! Whoever fills a role is himself, the owner of what only belongs to somebody, the one who sent a force, the state whose
//! seat a place is, or somebody without a name; classes decide which of them.

use super::matched::Value;
use super::matching::{Bound, Matcher};
use super::table::{LemmaSet, Place, RoleConstraint, Rule, WordConstraint, Yield};
use crate::clause::{Filler, GroupId};
use crate::lexicon::LemmaId;
use crate::mention::EntityId;
use crate::ontology::ClassId;
use crate::text::WordIndex;
use smallvec::SmallVec;

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
    /// Others stand beside it in a list.
    Several,
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
    pub(super) const fn speaks_of_something_else(self) -> bool {
        matches!(self, Self::Lemma | Self::Except | Self::Modifier | Self::NotClass)
    }
}

impl Matcher<'_> {
    /// Whether the head word is one of `lemmas`, by its dictionary form or as it is written: "fonds"
    /// and "finale" are words of their own and forms of others. Behind a number or measure, what is
    /// counted counts: "des dizaines *de blindés*".
    pub fn is_head(&self, lemmas: &LemmaSet, filler: Filler) -> bool {
        let head = self.view.head(filler);
        self.is_among(lemmas, head)
            || matches!(filler, Filler::Group(group) if self
                .view
                .counted(group)
                .is_some_and(|counted| self.is_head(lemmas, Filler::Group(counted))))
    }

    /// Whether `word` is one of `lemmas`, by its dictionary form or as it is written.
    pub fn is_among(&self, lemmas: &LemmaSet, word: WordIndex) -> bool {
        lemmas.contains(self.view.lemma(word)) || lemmas.contains_written(self.view.key(word))
    }

    fn head_lemma(&self, filler: Filler) -> LemmaId {
        self.view.lemma(self.view.head(filler))
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
    pub fn admit<'r>(&self, rule: &Rule, place: &'r Place, fillers: &[Filler]) -> Result<Bound<'r>, Refusal> {
        let mut admitted = Bound {
            place,
            fillers: SmallVec::new(),
            values: SmallVec::new(),
        };
        if place.alone && fillers.len() > 1 {
            return Err(Refusal::Several);
        }
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
            Yield::Number { reached } => {
                let words = self.view.words(filler);
                let number = if reached {
                    self.view.number_reached(words)
                } else {
                    self.view.number(words)
                };
                let number = number.ok_or(Refusal::NoNumber)?;
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
}
