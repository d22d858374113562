//! What hangs on a word that may set off a frame: the arguments of its clause, of its noun group.

use super::arguments::{ArgumentPosition, Arguments};
use super::matching::Matcher;
use super::view::View;
use crate::clause::{ClauseId, Filler, GroupId, Phase, PredicateKind, Role, RoleKind, Voice};
use crate::lexicon::{Class, LemmaId};
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

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

/// The predicate of a clause.
pub(super) fn of_clause(matcher: &Matcher<'_>, id: ClauseId) -> Trigger {
    let view = matcher.view;
    let clause = view.clause(id);
    let predicate = &clause.predicate;
    let group = match predicate.kind {
        // An ascribed noun ("est membre de") is read as an adjective with arguments.
        PredicateKind::Noun | PredicateKind::Adjective => {
            let own = clause
                .group
                .filter(|group| view.group(*group).head == predicate.word);
            own.or_else(|| view.group_headed_by(predicate.word))
        }
        _ => None,
    };
    let mut arguments = Arguments::default();
    let mut before: Option<&Role> = None;
    for role in &clause.roles {
        let position = position(role);
        let continues = before.is_some_and(|before| {
            before.coordination == role.coordination && self::position(before) == position
        });
        if !continues {
            arguments.begin(position, role.reported);
        }
        arguments.join(role.filler, matcher.classes(role.filler));
        before = Some(role);
    }
    add_complements(matcher, &mut arguments);
    if let Some(group) = group {
        add_group_complements(matcher, group, &mut arguments);
    }
    Trigger {
        word: predicate.word,
        clause: Some(id),
        own_clause: true,
        group,
        kind: predicate.kind,
        voice: predicate.voice,
        words: with_infinitives(view, id),
        arguments,
        owners: OnceCell::new(),
    }
}

/// The words of a clause and of the infinitives that complete it: "sommer quelqu'un *de quitter le pays*".
fn with_infinitives(view: &View<'_>, id: ClauseId) -> Range<WordIndex> {
    let clause = view.clause(id);
    let ends = clause.roles.iter().filter_map(|role| match role.filler {
        Filler::Clause(inner) if view.clause(inner).predicate.kind == PredicateKind::Infinitive => {
            Some(view.clause(inner).words.end)
        }
        _ => None,
    });
    let end = ends.fold(clause.words.end, WordIndex::max);
    let sentence = view.sentence_words(clause.predicate.word).end;
    // "travaillent *ensemble*": an adverb may end the sentence.
    let adverb = |word: &WordIndex| view.class_of(*word) == Class::Adverb;
    clause.words.start..(end..sentence).find(|word| !adverb(word)).unwrap_or(sentence)
}

/// A noun that makes no clause of its own: its complements are its arguments, and companions are looked for
/// among them, not in the clause around it.
pub(super) fn of_group(matcher: &Matcher<'_>, group: GroupId) -> Trigger {
    let view = matcher.view;
    let noun = view.group(group);
    let clause = view.enclosing(noun.head);
    let complements = view.complements(group);
    let end = complements
        .iter()
        .map(|(_, complement)| view.group(*complement).words.end);
    let end = end.fold(noun.words.end, WordIndex::max);
    let mut arguments = Arguments::default();
    add_group_complements(matcher, group, &mut arguments);
    Trigger {
        word: noun.head,
        clause,
        own_clause: false,
        group: Some(group),
        kind: PredicateKind::Noun,
        voice: Voice::Active,
        words: noun.words.start..end,
        arguments,
        owners: OnceCell::new(),
    }
}

/// An adjective beside its noun, without a clause of its own: the noun is its subject, the noun's
/// complements are its own.
pub(super) fn of_modifier(matcher: &Matcher<'_>, group: GroupId, word: WordIndex) -> Trigger {
    let view = matcher.view;
    let clause = view.enclosing(word);
    let mut arguments = Arguments::default();
    matcher.add_argument(&mut arguments, ArgumentPosition::Subject, [Filler::Group(group)]);
    add_group_complements(matcher, group, &mut arguments);
    Trigger {
        word,
        clause,
        own_clause: false,
        group: None,
        kind: PredicateKind::Adjective,
        voice: Voice::Active,
        words: clause.map_or(view.group(group).words.clone(), |clause| {
            view.clause(clause).words.clone()
        }),
        arguments,
        owners: OnceCell::new(),
    }
}

/// Where an argument stands by its role.
pub(super) fn position(role: &Role) -> ArgumentPosition {
    match role.kind {
        RoleKind::Subject => ArgumentPosition::Subject,
        RoleKind::Object => ArgumentPosition::Object,
        RoleKind::Attribute => ArgumentPosition::Attribute,
        RoleKind::Oblique => ArgumentPosition::Oblique(role.preposition),
    }
}

/// What hangs on the arguments is offered to the predicate too, after its own: where a preposition
/// belongs is often open. Behind another preposition, "de" belongs to its noun; behind one that only tells when or
/// why ("après une vente d'armes *à Y*"), all does.
fn add_complements(matcher: &Matcher<'_>, arguments: &mut Arguments) {
    for index in 0..arguments.len() {
        let argument = arguments.get(index);
        let behind_preposition = match argument.position {
            ArgumentPosition::Subject => continue,
            ArgumentPosition::Object | ArgumentPosition::Attribute => false,
            ArgumentPosition::Oblique(_) => true,
        };
        for at in 0..arguments.fillers(&argument).len() {
            let Filler::Group(group) = arguments.fillers(&argument)[at] else {
                continue;
            };
            let noun = matcher.view.group(group);
            if behind_preposition && noun.is_circumstance() {
                break;
            }
            for (preposition, complement) in matcher.view.complements(group) {
                // "après une réunion *au Sénégal*": there something else took place.
                let dative = Some(preposition) == matcher.dative;
                let deeper = !noun.complements.contains(&complement);
                if dative && deeper && receives(matcher, complement) {
                    continue;
                }
                let apart = dative || deeper;
                if !(behind_preposition && Some(preposition) == matcher.genitive
                    || noun.is_occasion() && apart)
                {
                    add(matcher, arguments, preposition, complement);
                }
            }
        }
    }
}

/// "réclame l'arrêt des ventes d'armes *à Y*": whom it is to reach no more is nobody of whom one claims it.
fn receives(matcher: &Matcher<'_>, complement: GroupId) -> bool {
    let view = matcher.view;
    let Some(host) = view.group(complement).complement_of else {
        return false;
    };
    let mut clauses = view.clauses_of(view.group(host).sentence);
    clauses.any(|(_, clause)| {
        clause.predicate.kind == PredicateKind::Noun
            && clause.group == Some(host)
            && clause.factuality.phase == Phase::Ended
            && clause
                .roles
                .iter()
                .any(|role| role.filler == Filler::Group(complement))
    })
}

fn add_group_complements(matcher: &Matcher<'_>, group: GroupId, arguments: &mut Arguments) {
    for (preposition, complement) in matcher.view.complements(group) {
        add(matcher, arguments, preposition, complement);
    }
}

fn add(matcher: &Matcher<'_>, arguments: &mut Arguments, preposition: LemmaId, group: GroupId) {
    let position = ArgumentPosition::Oblique(Some(preposition));
    let known = arguments
        .at(|own| own == position)
        .any(|fillers| fillers.contains(&Filler::Group(group)));
    if !known {
        let conjuncts = matcher.view.conjuncts(group).map(Filler::Group);
        matcher.add_argument(arguments, position, conjuncts);
    }
}
