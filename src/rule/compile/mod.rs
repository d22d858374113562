//! From rule files to tables: every name is looked up, every part held against the others.
//!
//! Goes on after a mistake, so that one run of `griot rules check` names them all; a rule with a
//! mistake is left out, the others work.

mod examples;
mod frames;
mod names;
mod parties;
mod patterns;
mod wordlists;

pub(super) use wordlists::WordLists;

use super::Lemmas;
use crate::data::DataFile;
use crate::ontology::Ontology;
use crate::rule::error::{RuleError, RuleSource};
use crate::rule::file::RuleFile;
use crate::rule::table::{Frame, Pattern, RoleConstraint, Rule};
use miette::{NamedSource, SourceSpan};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Reads one rule file.
pub(super) fn compile(
    file: &DataFile,
    ontology: &Ontology,
    lemmas: &dyn Lemmas,
    lists: &WordLists,
) -> Result<Rule, Vec<RuleError>> {
    let (source, table): (_, RuleFile) = read(file).map_err(|error| vec![error])?;
    let reader = Reader {
        ontology,
        lemmas,
        lists,
        source,
        errors: RefCell::default(),
        used_lists: RefCell::default(),
        names: Vec::new(),
    };
    reader.rule(table, file)
}

/// A file as its table, and its text for messages.
pub(super) fn read<T: DeserializeOwned>(file: &DataFile) -> Result<(RuleSource, T), RuleError> {
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Err(RuleError::Encoding {
            origin: file.origin.clone(),
        });
    };
    let source: RuleSource = Arc::new(NamedSource::new(&file.origin, text.to_owned()).with_language("toml"));
    match file.toml() {
        Ok(table) => Ok((source, table)),
        Err(error) => Err(RuleError::Syntax {
            message: error.message().to_owned(),
            at: span(&error.span().unwrap_or(0..0)),
            src: source,
        }),
    }
}

pub(super) fn span(range: &Range<usize>) -> SourceSpan {
    (range.start, range.len()).into()
}

/// One file being read; collects mistakes.
struct Reader<'a> {
    ontology: &'a Ontology,
    lemmas: &'a dyn Lemmas,
    lists: &'a WordLists,
    source: RuleSource,
    errors: RefCell<Vec<RuleError>>,
    /// Names of the word lists that were asked for.
    used_lists: RefCell<BTreeSet<String>>,
    /// Names of the roles, in their order.
    names: Vec<String>,
}

impl Reader<'_> {
    fn rule(mut self, file: RuleFile, data: &DataFile) -> Result<Rule, Vec<RuleError>> {
        let stem = data.path.rsplit('/').next().unwrap_or_default();
        let stem = stem.strip_suffix(".toml").unwrap_or(stem);
        if file.id.get_ref() != stem {
            self.fault(RuleError::Id {
                id: file.id.get_ref().clone(),
                stem: stem.to_owned(),
                src: self.source.clone(),
                at: span(&file.id.span()),
            });
        }
        let predicate = self.predicate(&file.predicate);
        self.names = file.roles.keys().map(|name| name.get_ref().clone()).collect();
        let roles: Vec<RoleConstraint> = file
            .roles
            .iter()
            .map(|(name, table)| self.role_constraint(name, table.get_ref()))
            .collect();
        let emit = self.emit(&file.emit, predicate, &roles);
        let frames: Vec<Frame> = file
            .frame
            .into_iter()
            .map(|frame| self.frame(frame, &roles))
            .collect();
        let patterns: Vec<Pattern> = file
            .pattern
            .into_iter()
            .map(|pattern| self.pattern(pattern))
            .collect();
        if let Some(emit) = &emit {
            self.check_use(&roles, emit, &frames, &patterns);
        }
        if frames.is_empty() && patterns.is_empty() {
            self.shape(
                &file.id.span(),
                "a rule needs a [[frame]] or a [[pattern]]",
                "docs/rules.md shows a whole rule",
            );
        }
        if file.example.is_empty() {
            self.shape(
                &file.id.span(),
                "a rule needs an [[example]]",
                "add one: text = \"…\", gives = [{ s = \"…\", o = \"…\" }]",
            );
        }
        let examples = file
            .example
            .into_iter()
            .map(|example| self.example(example))
            .collect();
        let silents = file
            .silent
            .into_iter()
            .map(|silent| self.silent(silent))
            .collect();
        let errors = self.errors.into_inner();
        match (predicate, emit) {
            (Some(predicate), Some(emit)) if errors.is_empty() => Ok(Rule {
                id: file.id.into_inner(),
                path: data.path.clone(),
                predicate,
                title: file.title,
                note: file.note,
                roles,
                emit,
                frames,
                patterns,
                examples,
                silents,
                lists: self.used_lists.into_inner().into_iter().collect(),
                source: self.source,
            }),
            _ => Err(errors),
        }
    }

    fn fault(&self, error: RuleError) {
        self.errors.borrow_mut().push(error);
    }

    fn shape(&self, at: &Range<usize>, what: impl Into<String>, help: impl Into<String>) {
        self.fault(RuleError::Shape {
            what: what.into(),
            help: help.into(),
            src: self.source.clone(),
            at: span(at),
        });
    }
}
