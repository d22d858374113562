//! One frame at one trigger: which argument fills which place.
//!
//! Places are filled in order, required ones first, each by the first argument that passes all
//! constraints; a choice that leaves a later place empty is taken back. Two places never share
//! their words.

use super::admission::Refusal;
use super::arguments::{ArgumentPosition, Arguments};
use super::candidates::stands_at;
use super::entry::Offer;
use super::matched::{Filling, Value};
use super::survey::{ClassSet, Lineages, Survey};
use super::table::{Frame, LemmaSet, Place, Position, Rule};
use super::trigger::Trigger;
use super::view::View;
use crate::clause::{Clause, Filler, GroupId, PredicateKind};
use crate::lexicon::LemmaId;
use crate::ontology::Ontology;
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::ops::Range;

/// How far from its trigger, in words, a fixed companion is looked for.
const NEAR: WordIndex = 100;

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
    /// The preposition of places and of receivers.
    pub dative: Option<LemmaId>,
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
        let among = |words: &LemmaSet, mut range: Range<WordIndex>| {
            self.may_stand(words, &range) && range.any(|word| words.contains(self.view.lemma(word)))
        };
        !forbidden
            && (frame.with_word.is_empty() || among(&frame.with_word, trigger.words.clone()))
            && (frame.without_word.is_empty()
                || !self.may_stand(&frame.without_word, &trigger.words)
                || !(among(&frame.without_word, self.words_described(trigger))
                    || self.is_object_said_to_be(&frame.without_word, trigger)))
    }

    /// "entretient des relations *tendues*": a participle right behind the verb's object says how it is.
    fn is_object_said_to_be(&self, words: &LemmaSet, trigger: &Trigger) -> bool {
        if trigger.kind == PredicateKind::Noun {
            return false;
        }
        let objects = |position| position == ArgumentPosition::Object;
        let describes = |clause: &Clause| {
            clause.predicate.kind == PredicateKind::Participle
                && words.contains(clause.predicate.lemma)
                && clause.group.is_some_and(|group| {
                    let mut objects = trigger.arguments.at(objects).flatten();
                    self.view.group(group).words.end == clause.predicate.word
                        && objects.any(|object| *object == Filler::Group(group))
                })
        };
        let mut clauses = self.view.clauses_of(self.view.sentence(trigger.word));
        clauses.any(|(_, clause)| describes(clause))
    }

    /// The words of a trigger; for a noun with what describes its arguments: "la libération d'otages *enlevés par X*".
    fn words_described(&self, trigger: &Trigger) -> Range<WordIndex> {
        let words = trigger.words.clone();
        if trigger.kind != PredicateKind::Noun {
            return words;
        }
        let describes = |clause: &Clause| {
            let mut arguments = trigger.arguments.iter();
            clause.predicate.kind != PredicateKind::Noun
                && clause.group.is_some_and(|group| {
                    arguments.any(|argument| {
                        trigger
                            .arguments
                            .fillers(argument)
                            .contains(&Filler::Group(group))
                    })
                })
        };
        let clauses = self.view.clauses_of(self.view.sentence(trigger.word));
        let ends = clauses
            .filter(|(_, clause)| describes(clause))
            .map(|(_, clause)| clause.words.end);
        words.start..ends.fold(words.end, WordIndex::max)
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
