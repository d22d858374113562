//! What the bound places of a frame give to its roles: one filling for each, with the words of those that are text.

use super::matched::{Filling, Pieces, Value};
use super::matching::{Bound, Matcher};
use super::table::{Position, Rule, Yield};
use crate::clause::{Filler, GroupId};
use crate::lexicon::Class;
use crate::resolve::ReferenceKind;
use crate::text::WordIndex;
use smallvec::SmallVec;

impl Matcher<'_> {
    /// What the bound places give, one filling for each role; text is cut where other roles begin.
    pub fn fillings(&self, rule: &Rule, bound: &[Bound<'_>]) -> Vec<Filling> {
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
