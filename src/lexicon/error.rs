//! What can be wrong with the lexicon's files.

use super::CompileError;
use crate::data::DataFile;
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

/// Why the lexicon cannot be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum LexiconError {
    /// The dictionary's tables cannot be compiled.
    #[error(transparent)]
    #[diagnostic(
        code(lexicon::dictionary),
        help("scripts/derive-lexicon.py writes both tables and says what their columns hold")
    )]
    Dictionary(#[from] CompileError),
    /// A file is no TOML, or has keys that it should not have.
    #[error("{message}")]
    #[diagnostic(code(lexicon::syntax))]
    Syntax {
        /// The parser's message.
        message: String,
        /// The file.
        #[source_code]
        src: Arc<NamedSource<String>>,
        /// Where the parser stopped.
        #[label("here")]
        at: SourceSpan,
    },
    /// A word class that Universal Dependencies do not know.
    #[error("unknown word class `{class}`")]
    #[diagnostic(
        code(lexicon::unknown_class),
        help("classes are the tags of Universal Dependencies: NOUN, VERB, ADJ, ADV, ADP, DET, PRON …")
    )]
    UnknownClass {
        /// As written.
        class: String,
        /// The file.
        #[source_code]
        src: Arc<NamedSource<String>>,
        /// Where it stands.
        #[label("no such class")]
        at: SourceSpan,
    },
    /// A feature that no code asks for.
    #[error("unknown feature `{feature}`")]
    #[diagnostic(code(lexicon::unknown_feature), help("known features: {known}"))]
    UnknownFeature {
        /// As written.
        feature: String,
        /// Every name that would do.
        known: String,
        /// The file.
        #[source_code]
        src: Arc<NamedSource<String>>,
        /// Where it stands.
        #[label("no such feature")]
        at: SourceSpan,
    },
    /// A locution whose tags are fewer or more than its words.
    #[error("{words} words but {tags} tags")]
    #[diagnostic(
        code(lexicon::locution_tags),
        help(
            "write one tag for each word, a word being what stands between blanks or ends in an apostrophe"
        )
    )]
    LocutionTags {
        /// Number of words.
        words: usize,
        /// Number of tags.
        tags: usize,
        /// The file.
        #[source_code]
        src: Arc<NamedSource<String>>,
        /// Where the tags stand.
        #[label("these tags")]
        at: SourceSpan,
    },
}

/// The file as miette shows it.
pub(super) fn source_of(file: &DataFile) -> Arc<NamedSource<String>> {
    Arc::new(NamedSource::new(&file.origin, file.text().into_owned()).with_language("TOML"))
}

/// The parser's error with the place it complains of.
pub(super) fn syntax(file: &DataFile, error: &toml::de::Error) -> LexiconError {
    LexiconError::Syntax {
        message: error.message().to_owned(),
        src: source_of(file),
        at: span(error.span().unwrap_or(0..0)),
    }
}

/// A byte range as miette counts it.
pub(super) fn span(range: Range<usize>) -> SourceSpan {
    (range.start, range.len()).into()
}
