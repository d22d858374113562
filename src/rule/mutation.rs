//! A rule with one constraint dropped, for every constraint it has.
//!
//! A constraint whose loss no example notices is untested, and a near-miss that stays silent
//! whichever constraint is dropped tests nothing: `griot rules check` reports both.

use super::table::{Frame, LemmaSet, Place, Rule, WordConstraint};
use crate::ontology::{ClassId, Ontology};
use std::ops::Range;

/// A rule that lacks one of its constraints.
#[derive(Debug, Clone)]
pub struct Mutation {
    /// Which constraint, as the author wrote it: "`except` of the role `item`".
    pub what: String,
    /// Place of the constraint's role or frame in the file, bytes.
    pub at: Range<usize>,
    /// The rule without it.
    pub rule: Rule,
}

/// Every way to drop one constraint of `rule`.
#[must_use]
pub fn mutations(rule: &Rule, ontology: &Ontology) -> Vec<Mutation> {
    let mut found = Vec::new();
    roles(rule, ontology, &mut found);
    for frame in 0..rule.frames.len() {
        frame_constraints(rule, frame, &mut found);
        let count = places(&rule.frames[frame]).len();
        for place in 0..count {
            place_constraints(rule, frame, place, &mut found);
        }
    }
    for (index, pattern) in rule.patterns.iter().enumerate() {
        if !pattern.with_word.is_empty() {
            let what = format!("`with.word` of pattern {}", index + 1);
            drop_one(rule, what, &pattern.at, &mut found, |rule| {
                rule.patterns[index].with_word = LemmaSet::default();
            });
        }
        if !pattern.with_form.is_empty() {
            let what = format!("`with.form` of pattern {}", index + 1);
            drop_one(rule, what, &pattern.at, &mut found, |rule| {
                rule.patterns[index].with_form = LemmaSet::default();
            });
        }
        if pattern.opens {
            let what = format!("`opens` of pattern {}", index + 1);
            drop_one(rule, what, &pattern.at, &mut found, |rule| {
                rule.patterns[index].opens = false;
            });
        }
    }
    found
}

/// Keeps `change` if it changes anything.
fn drop_one(
    rule: &Rule,
    what: String,
    at: &Range<usize>,
    found: &mut Vec<Mutation>,
    change: impl FnOnce(&mut Rule),
) {
    let mut changed = rule.clone();
    change(&mut changed);
    found.push(Mutation {
        what,
        at: at.clone(),
        rule: changed,
    });
}

/// The parts of a [`WordConstraint`], by the key that sets them.
const WORDS: [(&str, fn(&mut WordConstraint) -> &mut LemmaSet); 3] = [
    ("lemma", |words| &mut words.lemma),
    ("except", |words| &mut words.except),
    ("modifier", |words| &mut words.modifier),
];

fn roles(rule: &Rule, ontology: &Ontology, found: &mut Vec<Mutation>) {
    for (index, role) in rule.roles.iter().enumerate() {
        let of = |key: &str| format!("`{key}` of the role `{}`", role.name);
        for (key, part) in WORDS {
            if !part(&mut role.words.clone()).is_empty() {
                drop_one(rule, of(key), &role.at, found, |rule| {
                    *part(&mut rule.roles[index].words) = LemmaSet::default();
                });
            }
        }
        if !role.not_classes.is_empty() {
            drop_one(rule, of("not_type"), &role.at, found, |rule| {
                rule.roles[index].not_classes.clear()
            });
        }
        // Where a frame makes pairs of it, one party alone gives nothing anyway, and the language asks for the word.
        let paired = |frame: &Frame| frame.pairs.is_some_and(|pairs| pairs.0 as usize == index);
        if role.plural && !rule.frames.iter().any(paired) {
            drop_one(rule, of("plural"), &role.at, found, |rule| {
                rule.roles[index].plural = false
            });
        }
        if let Some(wider) = wider_classes(rule, index, ontology) {
            drop_one(rule, of("type"), &role.at, found, |rule| {
                rule.roles[index].classes = wider
            });
        }
    }
}

/// The predicate's own classes, where the role's are narrower.
fn wider_classes(rule: &Rule, index: usize, ontology: &Ontology) -> Option<Vec<ClassId>> {
    let is = |role: super::RoleIndex| role.0 as usize == index;
    let own = &rule.roles[index].classes;
    let mut ends: Vec<ClassId> = Vec::new();
    if is(rule.emit.subject) || rule.frames.iter().any(|frame| frame.pairs.is_some_and(is)) {
        ends.extend(ontology.domain(rule.predicate));
    }
    if is(rule.emit.object) {
        ends.extend(ontology.range(rule.predicate));
    }
    let narrower = ends
        .iter()
        .any(|end| !own.iter().any(|class| ontology.is_a(*end, *class)));
    narrower.then(|| ends.iter().chain(own).copied().collect())
}

fn frame_constraints(rule: &Rule, index: usize, found: &mut Vec<Mutation>) {
    let frame = &rule.frames[index];
    let of = |key: &str| format!("`{key}` of frame {}", index + 1);
    if !frame.voices.is_empty() {
        drop_one(rule, of("voice"), &frame.at, found, |rule| {
            rule.frames[index].voices.clear()
        });
    }
    for companion in 0..frame.without.len() {
        drop_one(rule, of("without"), &frame.at, found, |rule| {
            rule.frames[index].without.remove(companion);
        });
    }
    if !frame.with_word.is_empty() {
        drop_one(rule, of("with.word"), &frame.at, found, |rule| {
            rule.frames[index].with_word = LemmaSet::default();
        });
    }
    if !frame.without_word.is_empty() {
        drop_one(rule, of("without.word"), &frame.at, found, |rule| {
            rule.frames[index].without_word = LemmaSet::default();
        });
    }
}

fn place_constraints(rule: &Rule, frame: usize, index: usize, found: &mut Vec<Mutation>) {
    let place = places(&rule.frames[frame])[index];
    let of = |key: &str| format!("`{key}` at a place of frame {}", frame + 1);
    let fixed = place.role.is_none() && place.inside.is_empty();
    if fixed {
        // Without its lemma a companion would only ask that something stands there.
        drop_one(rule, of("with"), &place.at, found, |rule| {
            remove_place(&mut rule.frames[frame].places, &mut index.clone());
        });
        return;
    }
    for (key, part) in WORDS {
        if !part(&mut place.words.clone()).is_empty() {
            drop_one(rule, of(key), &place.at, found, |rule| {
                with_place(&mut rule.frames[frame].places, &mut index.clone(), &mut |place| {
                    *part(&mut place.words) = LemmaSet::default();
                });
            });
        }
    }
    if !place.not_classes.is_empty() {
        drop_one(rule, of("not_type"), &place.at, found, |rule| {
            with_place(&mut rule.frames[frame].places, &mut index.clone(), &mut |place| {
                place.not_classes.clear()
            });
        });
    }
    if place.alone {
        drop_one(rule, of("alone"), &place.at, found, |rule| {
            with_place(&mut rule.frames[frame].places, &mut index.clone(), &mut |place| {
                place.alone = false
            });
        });
    }
}

/// Every place of a frame, those inside others after the one they are inside of.
fn places(frame: &Frame) -> Vec<&Place> {
    fn collect<'p>(places: &'p [Place], found: &mut Vec<&'p Place>) {
        for place in places {
            found.push(place);
            collect(&place.inside, found);
        }
    }
    let mut found = Vec::new();
    collect(&frame.places, &mut found);
    found
}

/// Changes the place at `index`, counted as [`places`] counts.
fn with_place(places: &mut [Place], index: &mut usize, change: &mut dyn FnMut(&mut Place)) -> bool {
    for place in places {
        if *index == 0 {
            change(place);
            return true;
        }
        *index -= 1;
        if with_place(&mut place.inside, index, change) {
            return true;
        }
    }
    false
}

/// Removes the place at `index`, counted as [`places`] counts.
fn remove_place(places: &mut Vec<Place>, index: &mut usize) -> bool {
    for at in 0..places.len() {
        if *index == 0 {
            places.remove(at);
            return true;
        }
        *index -= 1;
        if remove_place(&mut places[at].inside, index) {
            return true;
        }
    }
    false
}
