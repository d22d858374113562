//! Words of a rule file looked up: predicates, classes, lemmas, roles.

use super::Reader;
use super::span;
use crate::clause::{Phase, Status};
use crate::lexicon::LemmaId;
use crate::ontology::{ClassId, PredicateId};
use crate::rule::error::RuleError;
use crate::rule::file::{Name, Names};
use crate::rule::table::{Effect, LemmaSet, RoleIndex, TriggerKind};
use crate::text::lowered;

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

    pub(super) fn lemma_of(&self, name: &Name, word: &str, kind: TriggerKind) -> Option<LemmaId> {
        let mut found = self.lemmas.lemma_id(word);
        if kind == TriggerKind::Verb && !self.lemmas.is_infinitive(word) {
            found = None;
        }
        if found.is_none() {
            let mut near = self.lemmas.suggestions(word);
            near.retain(|lemma| lemma != word);
            let help = if near.is_empty() {
                "write infinitives and singulars; a word the lexicon lacks goes into data/lexicon/supplement.toml".to_owned()
            } else {
                format!("the dictionary form is {}", near.join(" or "))
            };
            self.unknown("lemma", name, help);
        }
        found
    }

    pub(super) fn lemma(&self, name: &Name) -> Option<LemmaId> {
        self.lemma_of(name, name.get_ref(), TriggerKind::Noun)
    }

    pub(super) fn lemma_set(&self, names: &Names) -> LemmaSet {
        let member = |name: &Name| Some((self.lemma(name)?, lowered(name.get_ref())));
        LemmaSet::new(names.0.iter().filter_map(member))
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

pub(super) fn form_keys(names: &Names) -> Vec<u64> {
    names.0.iter().map(|form| lowered(form.get_ref())).collect()
}
