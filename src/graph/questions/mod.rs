//! Canned questions: SPARQL files with a title and parameters, run by name.
//!
//! `data/queries/NAME.rq` is a query that any SPARQL tool runs as it stands. Comments at its head tell
//! Griot what it is called and what may be filled in:
//!
//! ```sparql
//! # title: Who met whom
//! # titre: Qui a rencontré qui
//! # param since date: only what is dated on or after this day
//! # paramètre since: seulement ce qui date de ce jour ou d’après
//! # param who entity required: a party
//! # paramètre who: une partie
//! #
//! # Longer explanation.
//! # fr: Explication plus longue.
//! SELECT … WHERE { VALUES ?since { UNDEF } VALUES ?who { UNDEF } … }
//! ```
//!
//! A parameter's value takes the place of `UNDEF` in every `VALUES ?name { UNDEF }`.

mod ask;
#[cfg(test)]
mod tests;

pub use ask::AskError;

use crate::data::{Data, DataFile};
use crate::ontology::Language;
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxigraph::model::Term;
use std::collections::BTreeMap;
use thiserror::Error;

const FOLDER: &str = "queries/";

/// Why the questions could not be read.
#[derive(Debug, Error, Diagnostic)]
pub enum QuestionError {
    /// The comments at the head are not as they must be.
    #[error("{origin}:{line}: {message}")]
    #[diagnostic(
        code(question::header),
        help(
            "begin with `# title: …` and `# titre: …`, then `# param NAME KIND[ required]: …`; \
             KIND is date, entity, status or predicate"
        )
    )]
    Header {
        /// The file.
        origin: String,
        /// Line from 1.
        line: usize,
        /// What is wrong.
        message: String,
        /// The file's text.
        #[source_code]
        src: NamedSource<String>,
        /// Where.
        #[label("here")]
        at: SourceSpan,
    },
}

/// A canned question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The file's stem.
    pub name: String,
    titles: [String; 2],
    /// What may be filled in.
    pub parameters: Vec<Parameter>,
    descriptions: [String; 2],
    /// The file, which is a SPARQL query as it stands.
    pub sparql: String,
}

/// Something that a question leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The SPARQL variable, and the option on the command line.
    pub name: String,
    /// What values it takes.
    pub kind: ParameterKind,
    /// Whether the question makes no sense without.
    pub required: bool,
    helps: [String; 2],
}

impl Parameter {
    /// What it means.
    #[must_use]
    pub fn help(&self, language: Language) -> &str {
        in_language(&self.helps, language)
    }
}

/// The text in `language`, else in English.
fn in_language(texts: &[String; 2], language: Language) -> &str {
    let text = &texts[language as usize];
    if text.is_empty() {
        &texts[Language::English as usize]
    } else {
        text
    }
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// `2024`, `2024-05` or `2024-05-17`.
    Date,
    /// An identifier, a label or another name.
    Entity,
    /// actual, planned, possible, denied.
    Status,
    /// The local name of a predicate.
    Predicate,
}

impl ParameterKind {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "date" => Some(Self::Date),
            "entity" => Some(Self::Entity),
            "status" => Some(Self::Status),
            "predicate" => Some(Self::Predicate),
            _ => None,
        }
    }
}

impl std::fmt::Display for ParameterKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Date => "date",
            Self::Entity => "entity",
            Self::Status => "status",
            Self::Predicate => "predicate",
        })
    }
}

impl Question {
    /// What it asks, in one line.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        &self.titles[language as usize]
    }

    /// What the comments after the parameters say.
    #[must_use]
    pub fn description(&self, language: Language) -> &str {
        in_language(&self.descriptions, language).trim()
    }

    fn parse(file: &DataFile) -> Result<Self, QuestionError> {
        let text = file.text().into_owned();
        let stem = file.path.trim_start_matches(FOLDER).trim_end_matches(".rq");
        let mut question = Self {
            name: stem.to_owned(),
            titles: [String::new(), String::new()],
            parameters: Vec::new(),
            descriptions: [String::new(), String::new()],
            sparql: String::new(),
        };
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let Some(comment) = line.strip_prefix('#') else {
                break;
            };
            question
                .read_comment(comment.trim())
                .map_err(|message| QuestionError::Header {
                    origin: file.origin.clone(),
                    line: number + 1,
                    message,
                    src: NamedSource::new(&file.origin, text.clone()),
                    at: (at, line.trim_end().len()).into(),
                })?;
            at += line.len();
        }
        question.check(&text).map_err(|message| QuestionError::Header {
            origin: file.origin.clone(),
            line: 1,
            message,
            src: NamedSource::new(&file.origin, text.clone()),
            at: (0, text.lines().next().unwrap_or_default().len()).into(),
        })?;
        question.sparql = text;
        Ok(question)
    }

    fn read_comment(&mut self, comment: &str) -> Result<(), String> {
        if let Some(title) = comment.strip_prefix("titre:") {
            title
                .trim()
                .clone_into(&mut self.titles[Language::French as usize]);
        } else if let Some(title) = comment.strip_prefix("title:") {
            title
                .trim()
                .clone_into(&mut self.titles[Language::English as usize]);
        } else if let Some(parameter) = comment.strip_prefix("param ") {
            self.parameters.push(parse_parameter(parameter)?);
        } else if let Some(help) = comment.strip_prefix("paramètre ") {
            self.translate_help(help)?;
        } else {
            let french = comment.strip_prefix("fr:");
            let language = if french.is_some() {
                Language::French
            } else {
                Language::English
            };
            let description = &mut self.descriptions[language as usize];
            description.push_str(french.unwrap_or(comment).trim());
            description.push('\n');
        }
        Ok(())
    }

    /// Takes `NAME: …`, in French.
    fn translate_help(&mut self, text: &str) -> Result<(), String> {
        let (name, help) = text.split_once(':').ok_or("`: …` is missing")?;
        let known = self
            .parameters
            .iter_mut()
            .find(|parameter| parameter.name == name.trim());
        let parameter = known.ok_or_else(|| format!("`# param {} …` must come first", name.trim()))?;
        help.trim()
            .clone_into(&mut parameter.helps[Language::French as usize]);
        Ok(())
    }

    fn check(&self, text: &str) -> Result<(), String> {
        if self.titles.iter().any(String::is_empty) {
            return Err("a title in English (`# title: …`) and French (`# titre: …`) is needed".to_owned());
        }
        for parameter in &self.parameters {
            if !text.contains(&open_values(&parameter.name)) {
                return Err(format!(
                    "`{}` stands nowhere in the query",
                    open_values(&parameter.name)
                ));
            }
        }
        Ok(())
    }

    /// The query with the values filled in.
    fn fill(&self, values: &BTreeMap<String, Term>) -> String {
        let mut sparql = self.sparql.clone();
        for (name, value) in values {
            let filled = format!("VALUES ?{name} {{ {value} }}");
            sparql = sparql.replace(&open_values(name), &filled);
        }
        sparql
    }
}

fn parse_parameter(text: &str) -> Result<Parameter, String> {
    let (declaration, help) = text
        .split_once(':')
        .ok_or("a parameter's meaning follows a colon")?;
    let mut words = declaration.split_whitespace();
    let name = words.next().ok_or("a parameter has a name")?;
    let kind = words.next().and_then(ParameterKind::parse);
    let kind = kind.ok_or_else(|| format!("`{name}` has no kind"))?;
    let required = match words.next() {
        None => false,
        Some("required") => true,
        Some(other) => return Err(format!("`{other}` means nothing here")),
    };
    Ok(Parameter {
        name: name.to_owned(),
        kind,
        required,
        helps: in_english(help.trim()),
    })
}

fn in_english(text: &str) -> [String; 2] {
    let mut texts = [String::new(), String::new()];
    text.clone_into(&mut texts[Language::English as usize]);
    texts
}

fn open_values(name: &str) -> String {
    format!("VALUES ?{name} {{ UNDEF }}")
}

/// The canned questions, by name.
#[derive(Debug, Clone, Default)]
pub struct Questions(BTreeMap<String, Question>);

impl Questions {
    /// Reads `data/queries/*.rq`.
    ///
    /// # Errors
    /// [`QuestionError`] names file and line.
    pub fn load(data: &Data) -> Result<Self, QuestionError> {
        let files = data.below(FOLDER).filter(|file| file.path.ends_with(".rq"));
        let questions = files.map(Question::parse).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(
            questions
                .into_iter()
                .map(|question| (question.name.clone(), question))
                .collect(),
        ))
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.0.values()
    }

    /// The question with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Question> {
        self.0.get(name)
    }

    /// The question with this name, or a message that names its nearest.
    ///
    /// # Errors
    /// [`AskError::Unknown`]
    pub fn find(&self, name: &str) -> Result<&Question, AskError> {
        self.get(name).ok_or_else(|| {
            let near = self
                .0
                .keys()
                .find(|known| known.contains(name) || name.contains(known.as_str()));
            AskError::Unknown {
                name: name.to_owned(),
                near: near
                    .map(|near| format!("; did you mean `{near}`?"))
                    .unwrap_or_default(),
            }
        })
    }
}
