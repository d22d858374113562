//! The stage itself: names, dates and quantities of one article.
//!
//! Order: names of the gazetteer; names that only this article knows (`open`); dates; numbers. An
//! earlier find is never overlapped by a later one, save that a longer unknown name swallows the
//! known names inside it ("Front pour la concorde au Tchad (FCT)").

use super::dates::{Dates, Start};
use super::gazetteer::{Entity, Gazetteer};
use super::heads::{Heads, Titles};
use super::names::{Sense, segments};
use super::open;
use super::quantities::Numbers;
use super::vocabulary::{VocabularyError, Words};
use super::{DateExpression, EntityId, Kind, Mention, MentionKind, MentionLayer};
use crate::data::Data;
use crate::lexicon::{Analysis, Class, Features, Lexicon};
use crate::text::{Shape, Sieve, Source, Text};
use smallvec::SmallVec;

/// The tables of the stage.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    pub(super) titles: Titles,
    pub(super) heads: Heads,
    dates: Dates,
    numbers: Numbers,
    /// Words with which a date or a number in words begins.
    measures: Sieve,
}

/// What a word is covered by, while names are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Cover {
    #[default]
    Free,
    Name,
    Demonym,
    Surname,
}

/// A name found so far.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub words: std::ops::Range<usize>,
    pub entities: SmallVec<[EntityId; 2]>,
    pub sense: Sense,
}

impl Mentions {
    /// Reads the word lists of `grammar/`.
    ///
    /// # Errors
    /// [`VocabularyError`] names the first file that is missing or malformed.
    pub fn load(data: &Data, gazetteer: &Gazetteer) -> Result<Self, VocabularyError> {
        let numbers = Numbers::load(data)?;
        let dates = Dates::load(data, &numbers)?;
        let mut measures = Sieve::default();
        dates.starts().for_each(|key| measures.insert(key));
        Ok(Self {
            titles: Titles::load(data, gazetteer)?,
            heads: Heads::load(data, gazetteer)?,
            dates,
            numbers,
            measures,
        })
    }

    /// Every mention of an article, and the entities that only it introduces.
    #[must_use]
    pub fn find(
        &self,
        gazetteer: &Gazetteer,
        lexicon: &Lexicon,
        source: &Source,
        text: &Text,
    ) -> MentionLayer {
        let words = Words::of(source, text);
        let mut names = known_names(gazetteer, lexicon, &words);
        let mut cover = vec![Cover::Free; text.words.len()];
        for name in &names {
            cover[name.words.clone()].fill(cover_of(name.sense));
        }
        let locals = open::find(self, gazetteer, lexicon, &words, &mut names, &mut cover);
        let mut mentions: Vec<Mention> = names.into_iter().map(|name| mention(&words, name)).collect();
        self.measure(&words, &cover, &mut mentions);
        mentions.sort_by_key(|mention| {
            (
                mention.words.start,
                std::cmp::Reverse(mention.words.end),
                mention.span,
            )
        });
        MentionLayer { mentions, locals }
    }

    /// Dates and numbers, where no name stands.
    fn measure(&self, words: &Words<'_>, cover: &[Cover], mentions: &mut Vec<Mention>) {
        let mut next = 0;
        let all = words.text.words.iter().zip(&words.text.keys).zip(cover);
        for (at, ((word, key), cover)) in all.enumerate() {
            // Parts of a compound are looked at one by one: "mi-mai", "trente-deux".
            let measures =
                word.shape.intersects(Shape::NUMBER | Shape::HYPHENATED) || self.measures.lets_through(*key);
            if !measures || *cover != Cover::Free || word.shape.contains(Shape::PUNCTUATION) || at < next {
                continue;
            }
            let start = self.dates.start(words, at);
            let found = if let Some(date) = self.dates.find(words, &self.numbers, at, start) {
                let kind = MentionKind::Date(DateExpression { value: date.value });
                Some((kind, date.start, date.end))
            } else if start.intersects(Start::NUMBER) {
                let number = self.numbers.find(words, at);
                number.map(|number| (MentionKind::Quantity(number.quantity), number.start, number.end))
            } else {
                None
            };
            let Some((kind, start, end)) = found else {
                continue;
            };
            mentions.push(Mention {
                span: words.span(start..end),
                words: start as u32..end as u32,
                kind,
            });
            next = end;
        }
    }
}

pub(super) const fn cover_of(sense: Sense) -> Cover {
    match sense {
        Sense::Name => Cover::Name,
        Sense::Demonym | Sense::Prefix => Cover::Demonym,
        Sense::Surname => Cover::Surname,
    }
}

fn mention(words: &Words<'_>, name: Named) -> Mention {
    let kind = match name.sense {
        Sense::Demonym | Sense::Prefix => MentionKind::Demonym(name.entities),
        Sense::Name | Sense::Surname => MentionKind::Name(name.entities),
    };
    Mention {
        span: words.span(name.words.clone()),
        words: name.words.start as u32..name.words.end as u32,
        kind,
    }
}

/// Names of the gazetteer, leftmost and longest.
fn known_names(gazetteer: &Gazetteer, lexicon: &Lexicon, words: &Words<'_>) -> Vec<Named> {
    let all = &words.text.words;
    let mut names = Vec::with_capacity(all.len() / 12);
    let mut doubtful = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let hit = gazetteer.table.longest(words, at);
        match hit.filter(|hit| all[at].sentence == all[hit.end - 1].sentence) {
            Some(hit) => {
                let name = Named {
                    words: at..hit.end,
                    entities: hit.entities,
                    sense: hit.sense,
                };
                at = hit.end;
                let list = if is_common_word(gazetteer, lexicon, words, &name) {
                    &mut doubtful
                } else {
                    &mut names
                };
                list.push(name);
            }
            None => {
                if all[at].shape.contains(Shape::HYPHENATED) {
                    compound(gazetteer, words, at, &mut names);
                }
                at += 1;
            }
        }
    }
    keep_confirmed(doubtful, &mut names);
    names
}

/// A doubtful name counts where the article has it once beyond doubt.
fn keep_confirmed(doubtful: Vec<Named>, names: &mut Vec<Named>) {
    let sure = names.len();
    for name in doubtful {
        if names[..sure].iter().any(|other| other.entities == name.entities) {
            names.push(name);
        }
    }
    if names.len() > sure {
        names.sort_by_key(|name| name.words.start);
    }
}

/// Whether a capitalised single word at the start of a sentence may be a word like any other
/// ("Orange", "Libération"). States and capitals are names in any case, though their letters may
/// make words ("Paris", "Chine").
fn is_common_word(gazetteer: &Gazetteer, lexicon: &Lexicon, words: &Words<'_>, name: &Named) -> bool {
    let word = words.text.words[name.words.start];
    let lone = name.words.len() == 1 && word.shape.contains(Shape::INITIAL) && name.sense != Sense::Demonym;
    let plain = word.shape.contains(Shape::CAPITALISED)
        && !word.shape.intersects(Shape::ALL_CAPITALS | Shape::HYPHENATED);
    let powerful = |id: &EntityId| {
        gazetteer.get(*id).is_some_and(|entity| {
            entity.kind == Kind::State || entity.seat_of.is_some() || is_known_surname(entity)
        })
    };
    lone && plain && !name.entities.iter().any(powerful) && common(lexicon, word.span.of(words.source))
}

/// Whether the gazetteer lets the family name stand alone ("Poutine reçoit"): those that are words
/// or first names in their own right are listed as ambiguous.
fn is_known_surname(entity: &Entity) -> bool {
    let Some(surname) = entity.surname.as_ref() else {
        return false;
    };
    entity.kind == Kind::Person && !entity.ambiguous.contains(surname)
}

/// Whether the lexicon knows `form` as something other than a proper noun that could open a sentence: "Gaza" is no verb
/// there, since the passé simple opens none.
pub(super) fn common(lexicon: &Lexicon, form: &str) -> bool {
    lexicon.analyses(form).iter().any(is_common)
}

/// Whether a reading is something other than a proper noun that could open a sentence.
pub(super) fn is_common(reading: &Analysis) -> bool {
    let told = reading.features.contains(Features::PAST) && !reading.features.contains(Features::PRESENT);
    let name = matches!(reading.class, Class::ProperNoun | Class::Other);
    !name && !told && !reading.features.contains(Features::GUESSED)
}

/// A hyphenated word all of whose parts are names ("l'axe Moscou-Bamako", "le sommet Trump-Poutine") or nationalities
/// ("russo-malien").
fn compound(gazetteer: &Gazetteer, words: &Words<'_>, word: usize, names: &mut Vec<Named>) {
    let segments = segments(words, word);
    if segments.len() < 2 {
        return;
    }
    let mut parts: SmallVec<[Named; 4]> = SmallVec::new();
    let mut next = 0;
    while next < segments.len() {
        let Some(hit) = gazetteer.table.longest_inside(words.source, &segments, next) else {
            return;
        };
        parts.push(Named {
            words: word..word + 1,
            entities: hit.entities,
            sense: hit.sense,
        });
        next = hit.end;
    }
    if are_nationalities(&parts) {
        names.extend(parts);
        return;
    }
    if parts
        .iter()
        .any(|part| matches!(part.sense, Sense::Demonym | Sense::Prefix))
    {
        return;
    }
    let surnames = parts.iter().filter(|part| part.sense == Sense::Surname).count();
    parts.iter_mut().for_each(|part| part.sense = Sense::Name);
    // "Anne Traoré-Diallo" is one person, "le sommet Trump-Poutine" is of two.
    let given = word > 0 && gazetteer.given_names.contains(&words.key(word - 1));
    let one_person = surnames > 0 && (given || surnames < parts.len());
    if parts.len() > 1 && !one_person {
        names.extend(parts);
    }
}

/// Whether the parts of a word are nationalities, the last one in full: "russo-malien", "américano-israélien".
fn are_nationalities(parts: &[Named]) -> bool {
    let Some((last, before)) = parts.split_last() else {
        return false;
    };
    let opens = |part: &Named| matches!(part.sense, Sense::Prefix | Sense::Demonym);
    last.sense == Sense::Demonym && !before.is_empty() && before.iter().all(opens)
}
