//! Words of a rule file looked up: predicates, classes, lemmas, roles.

use super::Reader;
use super::span;
use crate::clause::{Phase, Status};
use crate::lexicon::LemmaId;
use crate::ontology::{ClassId, PredicateId};
use crate::rule::Lemmas;
use crate::rule::error::{RuleError, RuleSource};
use crate::rule::file::{Name, Names, list_name};
use crate::rule::table::{Effect, LemmaSet, RoleIndex, TriggerKind};
use crate::text::lowered;
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn unknown(&self, kind: &'static str, name: &Name, help: String) {
        self.fault(RuleError::Unknown {
            kind,
            name: name.get_ref().clone(),
            help,
            src: self.source.clone(),
            at: span(&name.span()),
        });
    }

    pub(super) fn predicate(&self, name: &Name) -> Option<PredicateId> {
        let found = self.ontology.predicate(name.get_ref());
        if found.is_none() {
            let known = self
                .ontology
                .predicates()
                .map(|id| self.ontology.predicate_name(id));
            self.unknown(
                "predicate",
                name,
                format!("ontology/griot.ttl has {}", nearest(name.get_ref(), known)),
            );
        }
        found
    }

    pub(super) fn class(&self, name: &Name) -> Option<ClassId> {
        let found = self.ontology.class(name.get_ref());
        if found.is_none() {
            let known = self.ontology.classes().map(|id| self.ontology.class_name(id));
            self.unknown(
                "class",
                name,
                format!("ontology/griot.ttl has {}", nearest(name.get_ref(), known)),
            );
        }
        found
    }

    pub(super) fn classes(&self, names: &Names) -> Vec<ClassId> {
        names.0.iter().filter_map(|name| self.class(name)).collect()
    }

    /// The lemma of `word`, which `name` stands for: the word itself, without "se", or a list that holds it.
    pub(super) fn lemma_of(&self, name: &Name, word: &str, kind: TriggerKind) -> Option<LemmaId> {
        let found = self.lemmas.lemma_id(word);
        let found = found.filter(|_| kind != TriggerKind::Verb || self.lemmas.is_infinitive(word));
        if found.is_none() {
            self.fault(unknown_lemma(self.lemmas, word, &name.span(), &self.source));
        }
        found
    }

    pub(super) fn lemma_set(&self, names: &Names) -> LemmaSet {
        let member = |(word, name): (&str, &Name)| {
            let lemma = self.lemma_of(name, word, TriggerKind::Noun)?;
            Some((lemma, lowered(word)))
        };
        LemmaSet::new(self.words(names).into_iter().filter_map(member))
    }

    /// The words that are asked for, those of a list for the list's name, each with what stands for it in the file.
    pub(super) fn words<'n>(&'n self, names: &'n Names) -> Vec<(&'n str, &'n Name)> {
        let mut words = Vec::with_capacity(names.0.len());
        for name in &names.0 {
            let Some(list) = list_name(name.get_ref()) else {
                words.push((name.get_ref().as_str(), name));
                continue;
            };
            match self.lists.get(list) {
                Some(listed) => {
                    self.used_lists.borrow_mut().insert(list.to_owned());
                    words.extend(listed.iter().map(|word| (word.as_str(), name)));
                }
                None => self.fault(unknown_list(name, self.lists.names(), &self.source)),
            }
        }
        words
    }

    /// The keys of words as they are written, of which there are no lists.
    pub(super) fn form_keys(&self, names: &Names) -> Vec<u64> {
        let key = |name: &Name| {
            if list_name(name.get_ref()).is_some_and(|list| self.lists.get(list).is_some()) {
                self.shape(
                    &name.span(),
                    "a list holds dictionary forms, `form` takes words as they are written",
                    "use `lemma`, or write the words out",
                );
            }
            lowered(name.get_ref())
        };
        names.0.iter().map(key).collect()
    }

    pub(super) fn role(&self, name: &Name) -> Option<RoleIndex> {
        let found = self.names.iter().position(|known| known == name.get_ref());
        if found.is_none() {
            self.unknown(
                "role",
                name,
                format!("this rule declares {}", self.names.join(", ")),
            );
        }
        found.map(|at| RoleIndex(at as u8))
    }

    pub(super) fn status(&self, name: &Name) -> Option<Status> {
        let found = match name.get_ref().as_str() {
            "actual" => Some(Status::Actual),
            "planned" => Some(Status::Planned),
            "possible" => Some(Status::Possible),
            "denied" => Some(Status::Denied),
            _ => None,
        };
        if found.is_none() {
            self.unknown("status", name, "actual, planned, possible or denied".to_owned());
        }
        found
    }

    pub(super) fn effect(&self, status: Option<&Name>, phase: Option<&Name>) -> Effect {
        let phase = phase.map_or(Phase::None, |name| match name.get_ref().as_str() {
            "begun" => Phase::Begun,
            "ended" => Phase::Ended,
            _ => {
                self.unknown("phase", name, "begun or ended".to_owned());
                Phase::None
            }
        });
        Effect {
            status: status.and_then(|name| self.status(name)),
            phase,
        }
    }
}

/// The lemma that stands in a file.
///
/// # Errors
/// The lexicon does not have it.
pub(super) fn known_lemma(
    lemmas: &dyn Lemmas,
    name: &Name,
    source: &RuleSource,
) -> Result<LemmaId, RuleError> {
    let found = lemmas.lemma_id(name.get_ref());
    found.ok_or_else(|| unknown_lemma(lemmas, name.get_ref(), &name.span(), source))
}

fn unknown_lemma(lemmas: &dyn Lemmas, word: &str, at: &Range<usize>, source: &RuleSource) -> RuleError {
    let mut near = lemmas.suggestions(word);
    near.retain(|lemma| lemma != word);
    RuleError::Unknown {
        kind: "lemma",
        name: word.to_owned(),
        help: if near.is_empty() {
            "write infinitives and singulars; a word the lexicon lacks goes into data/lexicon/supplement.toml"
                .into()
        } else {
            format!("the dictionary form is {}", near.join(" or "))
        },
        src: source.clone(),
        at: span(at),
    }
}

/// That no list is called so.
pub(super) fn unknown_list<'n>(
    name: &Name,
    known: impl Iterator<Item = &'n str>,
    source: &RuleSource,
) -> RuleError {
    let wanted = name.get_ref();
    RuleError::Unknown {
        kind: "word list",
        name: wanted.clone(),
        help: format!(
            "data/wordlists.toml has {}",
            nearest(list_name(wanted).unwrap_or(wanted), known)
        ),
        src: source.clone(),
        at: span(&name.span()),
    }
}

/// "se retirer" → ("retirer", pronominal).
pub(super) fn without_reflexive(word: &str, kind: TriggerKind) -> (&str, bool) {
    const REFLEXIVES: [&str; 3] = ["se ", "s'", "s’"];
    let stripped = REFLEXIVES
        .iter()
        .find_map(|reflexive| word.strip_prefix(reflexive));
    match stripped {
        Some(verb) if kind == TriggerKind::Verb => (verb, true),
        _ => (word, false),
    }
}

/// The known names, those that begin like `name` first; a few of them.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let local = name.rsplit(':').next().unwrap_or(name).to_lowercase();
    let common = |known: &str| {
        known
            .to_lowercase()
            .chars()
            .zip(local.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|name| (std::cmp::Reverse(common(name)), name.len()));
    let all = known.len();
    known.truncate(6);
    let listed = known.join(", ");
    if all > known.len() {
        format!("{listed} …")
    } else {
        listed
    }
}
