//! What can be wrong with a rule file; every message names file, line and remedy.

use miette::{Diagnostic, NamedSource, SourceSpan};
use std::sync::Arc;
use thiserror::Error;

/// The text of a rule file, for messages.
pub type RuleSource = Arc<NamedSource<String>>;

/// A mistake in a rule file.
#[derive(Debug, Clone, Error, Diagnostic)]
pub enum RuleError {
    /// The file is no UTF-8.
    #[error("{origin} is not written in UTF-8")]
    #[diagnostic(code(rule::encoding), help("save the file as UTF-8"))]
    Encoding {
        /// Where the file came from.
        origin: String,
    },
    /// TOML that does not parse, an unknown key, a value of the wrong kind.
    #[error("{message}")]
    #[diagnostic(code(rule::syntax), help("docs/rules.md lists every key"))]
    Syntax {
        /// What the TOML reader says.
        message: String,
        #[source_code]
        src: RuleSource,
        #[label("here")]
        at: SourceSpan,
    },
    /// A name that is not in the table it should be in.
    #[error("unknown {kind} `{name}`")]
    #[diagnostic(code(rule::unknown), help("{help}"))]
    Unknown {
        /// Role, class, predicate, lemma, status …
        kind: &'static str,
        /// As written.
        name: String,
        /// What is known, or what comes near.
        help: String,
        #[source_code]
        src: RuleSource,
        #[label("not known")]
        at: SourceSpan,
    },
    /// The id is not the file's stem.
    #[error("the id `{id}` is not the file's name `{stem}`")]
    #[diagnostic(code(rule::id), help("write id = \"{stem}\" or rename the file"))]
    Id {
        id: String,
        stem: String,
        #[source_code]
        src: RuleSource,
        #[label("differs from the file's name")]
        at: SourceSpan,
    },
    /// Two files carry one id.
    #[error("the id `{id}` is taken")]
    #[diagnostic(code(rule::duplicate), help("the other file is {other}"))]
    Duplicate {
        id: String,
        other: String,
        #[source_code]
        src: RuleSource,
        #[label("second rule of this name")]
        at: SourceSpan,
    },
    /// Parts that do not fit together.
    #[error("{what}")]
    #[diagnostic(code(rule::shape), help("{help}"))]
    Shape {
        what: String,
        help: String,
        #[source_code]
        src: RuleSource,
        #[label("here")]
        at: SourceSpan,
    },
    /// A role that nothing uses.
    #[error("the role `{role}` is never used")]
    #[diagnostic(
        code(rule::unused_role),
        help("name it under [emit] or at a place of a frame, or remove it")
    )]
    UnusedRole {
        role: String,
        #[source_code]
        src: RuleSource,
        #[label("declared here")]
        at: SourceSpan,
    },
}

/// Every mistake in a set of rule files.
#[derive(Debug, Error, Diagnostic)]
#[error("{} mistakes in rule files", .errors.len())]
pub struct RuleErrors {
    /// By file, then by place.
    #[related]
    pub errors: Vec<RuleError>,
}
