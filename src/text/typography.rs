//! The tables of the splitter, read once from `data/lexicon/typography.toml` and
//! `data/lexicon/boilerplate.toml`, and the reading of one text.

use super::boilerplate::{Boilerplate, BoilerplateFile};
use super::{Source, Text, layout, lowered, paired, parts, quotations, sentences, words};
use crate::data::{Data, DataFile};
use crate::span::Span;
use miette::{Diagnostic, NamedSource, SourceSpan};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use thiserror::Error;

/// Why the typography cannot be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum TypographyError {
    /// A file is no TOML, or has keys that it should not have.
    #[error("{message}")]
    #[diagnostic(code(text::syntax))]
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
    /// The vocabulary of boilerplate cannot be compiled.
    #[error("the vocabulary of boilerplate cannot be compiled: {reason}")]
    #[diagnostic(
        code(text::vocabulary),
        help("a phrase must not be empty and must not stand in one list twice")
    )]
    Vocabulary {
        /// What the automaton's builder complains of.
        reason: String,
    },
}

/// Something odd in a text; it was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A quotation that begins here (byte) is never closed and was not taken for one.
    UnclosedQuotation(u32),
    /// The text is longer than 4 GiB; what follows this byte was not read.
    TooLong(u32),
}

/// How French text is cut into words, sentences and quotations.
#[derive(Debug)]
pub struct Typography {
    /// Keys of what is elided before an apostrophe.
    pub(super) elisions: FxHashSet<u64>,
    pub(super) whole: FxHashSet<Box<str>>,
    /// What stands before an apostrophe of `whole`, as a key, paired with the letter behind it.
    pub(super) whole_openings: FxHashSet<u64>,
    pub(super) enclitics: FxHashMap<Box<str>, Vec<Box<str>>>,
    pub(super) keep: FxHashSet<Box<str>>,
    pub(super) inner_abbreviations: FxHashSet<Box<str>>,
    pub(super) numbered_abbreviations: FxHashSet<Box<str>>,
    pub(super) final_abbreviations: FxHashSet<Box<str>>,
    pub(super) units: FxHashSet<Box<str>>,
    pub(super) openers: FxHashSet<Box<str>>,
    pub(super) boilerplate: Boilerplate,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TypographyFile {
    elisions: FxHashSet<Box<str>>,
    whole: FxHashSet<Box<str>>,
    enclitics: FxHashMap<Box<str>, Vec<Box<str>>>,
    hyphenated: Hyphenated,
    abbreviations: Abbreviations,
    numbers: Numbers,
    sentences: Sentences,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Hyphenated {
    keep: FxHashSet<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Abbreviations {
    inner: FxHashSet<Box<str>>,
    numbered: FxHashSet<Box<str>>,
    r#final: FxHashSet<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    units: FxHashSet<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sentences {
    openers: FxHashSet<Box<str>>,
}

impl Typography {
    /// Reads the two files; a file that is missing counts as empty.
    ///
    /// # Errors
    /// [`TypographyError`] names file and line.
    pub fn load(data: &Data) -> Result<Self, TypographyError> {
        let file: TypographyFile = read(data.get("lexicon/typography.toml"))?;
        let boilerplate: BoilerplateFile = read(data.get("lexicon/boilerplate.toml"))?;
        Ok(Self {
            elisions: file.elisions.iter().map(|form| lowered(form)).collect(),
            whole_openings: file.whole.iter().flat_map(|form| openings(form)).collect(),
            whole: file.whole,
            enclitics: file.enclitics,
            keep: file.hyphenated.keep,
            inner_abbreviations: file.abbreviations.inner,
            numbered_abbreviations: file.abbreviations.numbered,
            final_abbreviations: file.abbreviations.r#final,
            units: file.numbers.units,
            openers: file.sentences.openers,
            boilerplate: Boilerplate::compile(boilerplate)?,
        })
    }

    /// Cuts a text into words, sentences and quotations, and marks what is not the article.
    ///
    /// Never fails, and takes time in proportion to the text's length.
    #[must_use]
    pub fn read(&self, source: &Source) -> (Text, Vec<Warning>) {
        let mut warnings = Vec::new();
        if source.text.len() > u32::MAX as usize {
            warnings.push(Warning::TooLong(u32::MAX));
            return (Text::default(), warnings);
        }
        let mut text = Text::default();
        text.reserve(source.text.len() / 5);
        let mut blocks = layout::blocks(source);
        let mut buffer = String::new();
        self.boilerplate.mark(&source.text, &mut blocks, &mut buffer);
        parts::number(&mut blocks);
        let mut splitter = words::Splitter::new(self, &source.text, &mut text);
        let mut ends = Vec::with_capacity(blocks.len());
        for block in &blocks {
            for run in &block.runs {
                splitter.split(run.range());
            }
            ends.push(splitter.count());
        }
        let marks = splitter.marks();
        sentences::divide(self, &source.text, &blocks, &ends, &marks, &mut text);
        quotations::find(&source.text, &marks, &mut text, &mut warnings);
        (text, warnings)
    }
}

fn read<T: DeserializeOwned + Default>(file: Option<&DataFile>) -> Result<T, TypographyError> {
    let Some(file) = file else {
        return Ok(T::default());
    };
    file.toml().map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        TypographyError::Syntax {
            message: error.message().to_owned(),
            src: Arc::new(NamedSource::new(&file.origin, file.text().into_owned()).with_language("TOML")),
            at: (at.start, at.len()).into(),
        }
    })
}

/// For every apostrophe of `form`, what stands before it, as a key, paired with the character behind it.
fn openings(form: &str) -> impl Iterator<Item = u64> + '_ {
    form.match_indices('\'').map(|(at, mark)| {
        let after = form[at + mark.len()..].chars().next();
        paired(after.map_or(0, u32::from), lowered(&form[..at]))
    })
}

/// The text of `span` in lower case, in a buffer that is used again.
pub(super) fn lower_case<'b>(text: &str, span: Span, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    let mut rest = span.of(text);
    loop {
        let plain = rest.bytes().take_while(u8::is_ascii).count();
        let begin = buffer.len();
        buffer.push_str(&rest[..plain]);
        buffer[begin..].make_ascii_lowercase();
        let mut characters = rest[plain..].chars();
        match characters.next() {
            Some('’') => buffer.push('\''),
            Some('\u{A0}' | '\u{202F}') => buffer.push(' '),
            Some(small @ 'à'..='ÿ') => buffer.push(small),
            Some(character) => buffer.extend(character.to_lowercase()),
            None => return buffer,
        }
        rest = characters.as_str();
    }
}
