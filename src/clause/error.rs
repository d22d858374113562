//! What can be wrong with the grammar's tables.

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

/// Why the grammar could not be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum GrammarError {
    /// A table is not there.
    #[error("no `{path}` among the data")]
    #[diagnostic(
        code(grammar::missing),
        help("an overlay with --no-builtin must bring all of grammar/")
    )]
    Missing {
        /// Relative path.
        path: String,
    },
    /// A table is no text.
    #[error("{path} is not UTF-8")]
    #[diagnostic(code(grammar::encoding))]
    Encoding {
        /// Where it came from.
        path: String,
    },
    /// A table is no TOML, or has a key that means nothing.
    #[error("{message}")]
    #[diagnostic(
        code(grammar::syntax),
        help("each file of data/grammar/ opens with a list of its keys")
    )]
    Syntax {
        /// What the reader of TOML found.
        message: String,
        /// The file.
        #[source_code]
        src: NamedSource<String>,
        /// Where in it.
        #[label("here")]
        at: SourceSpan,
    },
}

impl GrammarError {
    pub(super) fn syntax(origin: &str, text: &str, error: &toml::de::Error) -> Self {
        Self::Syntax {
            message: error.message().to_owned(),
            src: NamedSource::new(origin, text.to_owned()),
            at: error.span().unwrap_or(0..0).into(),
        }
    }
}
