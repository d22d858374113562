//! The language of `data/grammar/classes.toml`.
//!
//! One constraint a line, `#` for comments:
//!
//! ```text
//! TARGET -> OUTCOME if CONDITION, CONDITION
//! la|les|l'     -> PRON  if +1 only VERB
//! NOUN/VERB     -> NOUN  if -1 DET, agrees -1 NOUN
//! que           -> !ADV  if not left "ne" until PUNCT
//! ```
//!
//! * A *target* is forms (lower case, `|` between them) or the kinds of readings that the word must have,
//!   `/` between them.
//! * An *outcome* is the kinds of readings that are kept, or with `!` those that are struck out.
//! * A *condition* names a place (`-1`, `+2`; `prev`, `next`: the nearest word that is no adverb and no clitic;
//!   `left`, `right`: any word, up to one that fits `until`) and what stands there: one reading that fits, or
//!   with `only` every reading. `not` negates it. `agrees -1 NOUN`: some NOUN reading of the target agrees in gender and
//!   number with the word there.
//! * A *kind* is a class with features (`VERB.Infinitive`, `.Finite`), a form in quotes (`"de"`), a lemma (`=être`),
//!   `EDGE` for the sentence's edge, `CAP` and `INITIAL` for a word's looks.

use super::constraint::{Condition, Constraint, FINITE, Place};
use super::kinds::Kind;
use super::patterns::{Atom, PatternId, Patterns, Vocabulary};
use super::profiles::Outcome;
use crate::data::{Data, DataFile};
use crate::lexicon::{Class, Features, Lexicon};
use crate::text::Shape;
use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::Deserialize;
use std::sync::Arc;
use thiserror::Error;
use toml::Spanned;

/// The file that holds constraints and endings.
const PATH: &str = "grammar/classes.toml";

/// Why the word classes cannot be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum ClassesError {
    /// The file is no TOML, or has keys that it should not have.
    #[error("{message}")]
    #[diagnostic(code(classes::syntax))]
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
    /// A line that is no constraint.
    #[error("cannot read `{part}`: expected {expected}")]
    #[diagnostic(
        code(classes::constraint),
        help("a constraint is written `TARGET -> OUTCOME if PLACE KIND, PLACE KIND`")
    )]
    Constraint {
        /// What cannot be read.
        part: String,
        /// What should stand there.
        expected: &'static str,
        /// The file.
        #[source_code]
        src: Arc<NamedSource<String>>,
        /// The line.
        #[label("in this line")]
        at: SourceSpan,
    },
    /// A class that Universal Dependencies do not know.
    #[error("unknown word class `{class}`")]
    #[diagnostic(code(classes::unknown_class))]
    UnknownClass {
        /// As written.
        class: String,
    },
}

/// `data/grammar/classes.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ClassesFile {
    /// Lemma of the verb that is an auxiliary even where it is the predicate.
    pub(super) copula: Option<String>,
    /// Parts before a hyphen that leave the class of the rest as it is.
    pub(super) prefixes: Vec<String>,
    /// Constraints by what they are about, in order.
    section: Vec<Section>,
    /// Classes of unknown words by their ending; the longest ending counts.
    pub(super) ending: Vec<Ending>,
    #[serde(skip)]
    origin: Option<Arc<NamedSource<String>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[expect(dead_code, reason = "for readers of the file")]
    about: String,
    constraints: Spanned<String>,
}

/// What an unknown word may be if it ends so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    pub(super) endings: Vec<String>,
    pub(super) class: Vec<String>,
    #[serde(default)]
    pub(super) features: Vec<String>,
}

/// Reads the file; a missing one is empty.
pub(super) fn read(data: &Data) -> Result<ClassesFile, ClassesError> {
    let Some(file) = data.get(PATH) else {
        return Ok(ClassesFile::default());
    };
    let mut classes: ClassesFile = file.toml().map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        ClassesError::Syntax {
            message: error.message().to_owned(),
            src: named(file),
            at: (at.start, at.len()).into(),
        }
    })?;
    classes.origin = Some(named(file));
    Ok(classes)
}

fn named(file: &DataFile) -> Arc<NamedSource<String>> {
    Arc::new(NamedSource::new(&file.origin, file.text().into_owned()).with_language("TOML"))
}

/// The constraints of the file, and what they are made of.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) vocabulary: Vocabulary,
    pub(super) patterns: Patterns,
    /// What `prev` and `next` pass over where every reading fits it: adverbs and clitics.
    pub(super) passed_over: PatternId,
    /// In the order of the file.
    pub(super) constraints: Vec<Constraint>,
}

impl Default for Grammar {
    fn default() -> Self {
        let (mut vocabulary, mut patterns) = (Vocabulary::default(), Patterns::default());
        let adverb = Kind {
            class: Some(Class::Adverb),
            ..Kind::default()
        };
        let clitic = Kind {
            class: Some(Class::Pronoun),
            all: Features::CLITIC,
            ..Kind::default()
        };
        let kinds = [adverb, clitic].into_iter();
        let kinds = kinds.filter_map(|kind| vocabulary.kinds.number(kind));
        let passed_over = patterns.number(kinds.map(Atom::Kind).collect());
        Self {
            vocabulary,
            patterns,
            passed_over: passed_over.unwrap_or(PatternId::NOTHING),
            constraints: Vec::new(),
        }
    }
}

/// Compiles every constraint.
pub(super) fn compile(file: &ClassesFile, lexicon: &Lexicon) -> Result<Grammar, ClassesError> {
    let mut parser = Parser {
        lexicon,
        grammar: Grammar::default(),
    };
    for section in &file.section {
        // Past the opening `'''` and its line end.
        let mut at = section.constraints.span().start + 4;
        for line in section.constraints.get_ref().lines() {
            let start = at;
            at += line.len() + 1;
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let constraint = parser
                .constraint(line)
                .map_err(|fault| ClassesError::Constraint {
                    part: fault.part,
                    expected: fault.expected,
                    src: file
                        .origin
                        .clone()
                        .unwrap_or_else(|| Arc::new(NamedSource::new(PATH, String::new()))),
                    at: (start, line.len()).into(),
                })?;
            parser.grammar.constraints.push(constraint);
        }
    }
    Ok(parser.grammar)
}

/// What is wrong with a line.
struct Fault {
    part: String,
    expected: &'static str,
}

fn fault(part: &str, expected: &'static str) -> Fault {
    Fault {
        part: part.to_owned(),
        expected,
    }
}

struct Parser<'a> {
    lexicon: &'a Lexicon,
    grammar: Grammar,
}

impl Parser<'_> {
    fn constraint(&mut self, line: &str) -> Result<Constraint, Fault> {
        let (target, rest) = line.split_once(" -> ").ok_or_else(|| fault(line, "` -> `"))?;
        let (outcome, conditions) = rest.split_once(" if ").unwrap_or((rest, ""));
        let target = target.trim();
        let kinds = target.starts_with(|c: char| c.is_ascii_uppercase() || c == '.' || c == '=' || c == '*');
        let outcome = outcome.trim();
        let (strikes, named) = outcome
            .strip_prefix('!')
            .map_or((false, outcome), |struck| (true, struck));
        let forms = match kinds {
            true => Vec::new(),
            false => target.split('|').map(|form| self.form(form.trim())).collect(),
        };
        let target = match (kinds, target) {
            (false, _) | (_, "*") => Vec::new(),
            _ => target
                .split('/')
                .map(|kind| {
                    self.atom(kind.trim())
                        .and_then(|atom| self.numbered(kind, vec![atom]))
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(Constraint {
            forms,
            target,
            outcome: Outcome {
                strikes,
                pattern: self.pattern(named)?,
            },
            conditions: conditions
                .split(", ")
                .map(str::trim)
                .filter(|condition| !condition.is_empty())
                .map(|condition| self.condition(condition))
                .collect::<Result<_, _>>()?,
        })
    }

    fn condition(&mut self, text: &str) -> Result<Condition, Fault> {
        let (text, until) = text.split_once(" until ").unwrap_or((text, ""));
        let mut words = text.split_whitespace().peekable();
        let negated = words.next_if_eq(&"not").is_some();
        let agrees = words.next_if_eq(&"agrees").is_some();
        let place = words.next().unwrap_or_default();
        let place = match place {
            "prev" => Place::Previous,
            "next" => Place::Next,
            "left" => Place::Left,
            "right" => Place::Right,
            _ => Place::At(
                place
                    .parse()
                    .map_err(|_| fault(place, "a place: -1, +2, prev, next, left, right"))?,
            ),
        };
        let only = words.next_if_eq(&"only").is_some();
        let pattern = words
            .next()
            .ok_or_else(|| fault(text, "what stands at the place"))?;
        if let Some(more) = words.next() {
            return Err(fault(more, "a comma"));
        }
        Ok(Condition {
            place,
            negated,
            only,
            agrees,
            pattern: self.pattern(pattern)?,
            until: if until.is_empty() {
                PatternId::NOTHING
            } else {
                self.pattern(until)?
            },
        })
    }

    fn pattern(&mut self, text: &str) -> Result<PatternId, Fault> {
        let atoms = text.split('|').map(|kind| self.atom(kind.trim()));
        let atoms = atoms.collect::<Result<_, _>>()?;
        self.numbered(text, atoms)
    }

    fn numbered(&mut self, text: &str, atoms: Vec<Atom>) -> Result<PatternId, Fault> {
        self.grammar.patterns.number(atoms).ok_or_else(|| {
            fault(
                text,
                "one of the patterns used before, of which there are as many as may be",
            )
        })
    }

    fn atom(&mut self, text: &str) -> Result<Atom, Fault> {
        if let Some(form) = text.strip_prefix('"') {
            return Ok(Atom::Form(self.form(form.trim_end_matches('"'))));
        }
        if let Some(lemma) = text.strip_prefix('=') {
            let known = self.lexicon.lemma_id(lemma);
            let known = known.ok_or_else(|| fault(lemma, "a lemma of the lexicon"))?;
            return Ok(Atom::Lemma(self.grammar.vocabulary.name_lemma(known)));
        }
        match text {
            "EDGE" => return Ok(Atom::Edge),
            "CAP" => return Ok(Atom::Shape(Shape::CAPITALISED)),
            "INITIAL" => return Ok(Atom::Shape(Shape::INITIAL)),
            "ENCLITIC" => return Ok(Atom::Shape(Shape::ENCLITIC)),
            _ => {}
        }
        let mut kind = Kind::default();
        for (number, part) in text.split('.').enumerate() {
            match (number, part) {
                (0, "") => {}
                (0, tag) => {
                    let class = Class::from_tag(tag);
                    kind.class = Some(class.ok_or_else(|| fault(tag, "a class, form or lemma"))?);
                }
                (_, "Finite") => kind.any = FINITE,
                (_, name) => {
                    kind.all |= feature(name).ok_or_else(|| fault(name, "the name of a feature"))?;
                }
            }
        }
        let number = self.grammar.vocabulary.kinds.number(kind);
        number.map(Atom::Kind).ok_or_else(|| {
            fault(
                text,
                "one of the kinds named before, of which there are as many as may be",
            )
        })
    }

    fn form(&mut self, form: &str) -> u16 {
        self.grammar.vocabulary.name_form(form)
    }
}

/// The feature of this name: `SubjectClitic` for `SUBJECT_CLITIC`.
pub(super) fn feature(name: &str) -> Option<Features> {
    let mut constant = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            constant.push('_');
        }
        constant.extend(letter.to_uppercase());
    }
    Features::from_name(&constant)
}
