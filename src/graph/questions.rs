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

use super::query::{Answer, Dataset, QueryError};
use super::store::Store;
use super::vocabulary::own;
use crate::data::{Data, DataFile};
use crate::ontology::Language;
use miette::{Diagnostic, NamedSource, SourceSpan};
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};
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

/// Why a question could not be asked.
#[derive(Debug, Error, Diagnostic)]
pub enum AskError {
    /// No question has this name.
    #[error("there is no question `{name}`")]
    #[diagnostic(code(question::unknown), help("`griot query --list` lists them{near}"))]
    Unknown {
        /// The name asked for.
        name: String,
        /// `; did you mean …?`
        near: String,
    },
    /// The question has no such parameter.
    #[error("`{question}` has no parameter `{name}`")]
    #[diagnostic(code(question::unknown_parameter), help("its parameters: {known}"))]
    UnknownParameter {
        /// The question.
        question: String,
        /// The parameter.
        name: String,
        /// Those it has.
        known: String,
    },
    /// A parameter that must be given is not.
    #[error("`{question}` needs --{name}: {help}")]
    #[diagnostic(code(question::missing_parameter))]
    MissingParameter {
        /// The question.
        question: String,
        /// The parameter.
        name: String,
        /// What it means.
        help: String,
    },
    /// A value that the parameter cannot take.
    #[error("`{value}` is no {kind} for --{name}")]
    #[diagnostic(code(question::bad_value), help("{help}"))]
    BadValue {
        /// The parameter.
        name: String,
        /// The value.
        value: String,
        /// date, entity, status or predicate
        kind: ParameterKind,
        /// What would do.
        help: String,
    },
    /// The query fails.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Query(#[from] QueryError),
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
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
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

impl Store {
    /// Asks a canned question with `values` for its parameters.
    ///
    /// # Errors
    /// [`AskError`]
    pub fn ask(
        &self,
        question: &Question,
        values: &[(String, String)],
        dataset: Dataset,
    ) -> Result<Answer, AskError> {
        let mut terms = BTreeMap::new();
        for (name, value) in values {
            let parameter = question
                .parameters
                .iter()
                .find(|parameter| parameter.name == *name);
            let parameter = parameter.ok_or_else(|| AskError::UnknownParameter {
                question: question.name.clone(),
                name: name.clone(),
                known: known_parameters(question),
            })?;
            terms.insert(name.clone(), self.term_of(parameter, value)?);
        }
        let missing = question
            .parameters
            .iter()
            .find(|parameter| parameter.required && !terms.contains_key(&parameter.name));
        if let Some(parameter) = missing {
            return Err(AskError::MissingParameter {
                question: question.name.clone(),
                name: parameter.name.clone(),
                help: parameter.help(Language::English).to_owned(),
            });
        }
        Ok(self.query(&question.fill(&terms), dataset)?)
    }

    fn term_of(&self, parameter: &Parameter, value: &str) -> Result<Term, AskError> {
        let bad = |help: String| AskError::BadValue {
            name: parameter.name.clone(),
            value: value.to_owned(),
            kind: parameter.kind,
            help,
        };
        match parameter.kind {
            ParameterKind::Date if is_date(value) => Ok(Literal::from(value).into()),
            ParameterKind::Date => Err(bad("write 2024, 2024-05 or 2024-05-17".to_owned())),
            ParameterKind::Status if ["actual", "planned", "possible", "denied"].contains(&value) => {
                Ok(own(value).into())
            }
            ParameterKind::Status => Err(bad("actual, planned, possible or denied".to_owned())),
            ParameterKind::Predicate => Ok(self.mapping.predicate(value.trim_start_matches("griot:")).into()),
            ParameterKind::Entity => {
                let found = self.find_entity(value).map_err(QueryError::from)?;
                match found.as_slice() {
                    [entity] => Ok(NamedNode::new_unchecked(entity).into()),
                    [] => Err(bad("nothing in the store has this identifier or name".to_owned())),
                    several => Err(bad(format!(
                        "several bear this name; give one of: {}",
                        several.join(", ")
                    ))),
                }
            }
        }
    }

    /// IRIs of the entities that `name` may mean: an IRI or identifier, else a label, else another name
    /// (case does not matter), sorted.
    ///
    /// # Errors
    /// [`super::StoreError::Database`]
    pub fn find_entity(&self, name: &str) -> Result<Vec<String>, super::StoreError> {
        let local = name.strip_prefix("id:").unwrap_or(name);
        let identified = [
            name.to_owned(),
            format!("{}{local}", self.mapping.base().as_str()),
        ];
        for iri in identified {
            if let Ok(node) = NamedNode::new(iri)
                && self.is_named(&node)?
            {
                return Ok(vec![node.into_string()]);
            }
        }
        let folded = name.to_lowercase();
        for property in [rdfs::LABEL, super::vocabulary::skos::ALT_LABEL] {
            let mut found = BTreeSet::new();
            for quad in self.oxigraph.quads_for_pattern(None, Some(property), None, None) {
                let quad = quad?;
                if let (NamedOrBlankNode::NamedNode(node), Term::Literal(label)) = (quad.subject, quad.object)
                    && label.value().to_lowercase() == folded
                {
                    found.insert(node.into_string());
                }
            }
            if !found.is_empty() {
                return Ok(found.into_iter().collect());
            }
        }
        Ok(Vec::new())
    }

    fn is_named(&self, node: &NamedNode) -> Result<bool, super::StoreError> {
        let mut labels = self
            .oxigraph
            .quads_for_pattern(Some(node.into()), Some(rdfs::LABEL), None, None);
        Ok(labels.next().transpose()?.is_some())
    }
}

fn known_parameters(question: &Question) -> String {
    if question.parameters.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<&str> = question
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    names.join(", ")
}

/// A year, a month or a day.
fn is_date(value: &str) -> bool {
    let kind = super::quads::date_literal(value);
    kind.datatype() != super::vocabulary::EDTF
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, read};
    use super::*;
    use std::borrow::Cow;

    fn store() -> Store {
        let store = Store::memory(mapping()).unwrap();
        let articles: [(&str, &str, &[&str]); 4] = [
            (
                "a.txt",
                "2023-05-01",
                &[
                    "Mali | memberOf | CEDEAO | actual",
                    "Niger | memberOf | CEDEAO | actual",
                    "Russie | supplies | Mali | planned",
                    "France | deployedIn | Niger | actual",
                ],
            ),
            (
                "b.txt",
                "2024-02-01",
                &[
                    "Mali | leaves | CEDEAO | actual",
                    "Mali | meets | Russie | actual",
                    "France | withdrawsFrom | Niger | planned",
                ],
            ),
            (
                "c.txt",
                "2024-06-01",
                &[
                    "Russie | supplies | Mali | actual",
                    "Russie | meets | Mali | actual",
                ],
            ),
            (
                "d.txt",
                "2024-07-01",
                &[
                    "Russie | supplies | Mali | denied",
                    "France | supports | Niger | actual",
                ],
            ),
        ];
        for (key, date, lines) in articles {
            let article = article(key, date, "Ce que disent les dépêches du jour.");
            store
                .replace_article(&article, &read(&article, lines), "v1")
                .unwrap();
        }
        store
    }

    fn ask(name: &str, values: &[(&str, &str)]) -> Result<Vec<String>, AskError> {
        let questions = Questions::load(&Data::builtin()).unwrap();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let answer = store().ask(questions.find(name)?, &values, Dataset::All)?;
        Ok(answer
            .into_table()?
            .rows
            .into_iter()
            .map(|row| row.join(" | "))
            .collect())
    }

    fn check(name: &str, values: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(ask(name, values).unwrap(), expected, "{name} {values:?}");
    }

    #[test]
    fn every_builtin_question_can_be_asked() {
        let questions = Questions::load(&Data::builtin()).unwrap();
        assert!(questions.iter().count() >= 8);
        for question in questions.iter() {
            let values: Vec<(String, String)> = question
                .parameters
                .iter()
                .map(|parameter| {
                    let value = match parameter.kind {
                        ParameterKind::Date => "2020",
                        ParameterKind::Entity => "Mali",
                        ParameterKind::Status => "actual",
                        ParameterKind::Predicate => "supplies",
                    };
                    (parameter.name.clone(), value.to_owned())
                })
                .collect();
            store()
                .ask(question, &values, Dataset::All)
                .unwrap()
                .into_table()
                .unwrap();
        }
    }

    #[test]
    fn supplies() {
        let all = [
            "2023-05-01 | Russie | Mali |  | planned | Rédaction a.txt | a.txt",
            "2024-06-01 | Russie | Mali |  | actual | Rédaction c.txt | c.txt",
            "2024-07-01 | Russie | Mali |  | denied | Rédaction d.txt | d.txt",
        ];
        check("who-supplies-whom", &[], &all);
        check("who-supplies-whom", &[("since", "2024")], &all[1..]);
        check(
            "who-supplies-whom",
            &[("status", "actual"), ("who", "russie")],
            &all[1..2],
        );
        check("who-supplies-whom", &[("whom", "République de Russie")], &[]);
    }

    #[test]
    fn departures_and_meetings() {
        check(
            "who-left-what",
            &[],
            &["2024-02-01 | Mali | CEDEAO | actual | Rédaction b.txt | b.txt"],
        );
        check("who-left-what", &[("since", "2025")], &[]);
        check(
            "who-met-whom",
            &[("who", "Mali")],
            &[
                "2024-02-01 | Mali | Russie |  | Rédaction b.txt | b.txt",
                "2024-06-01 | Russie | Mali |  | Rédaction c.txt | c.txt",
            ],
        );
    }

    #[test]
    fn promises_and_their_keeping() {
        check(
            "promises",
            &[],
            &[
                "2024-02-01 | France | withdrawsFrom | Niger |  |  | b.txt | 0",
                "2023-05-01 | Russie | supplies | Mali |  |  | a.txt | 1",
            ],
        );
    }

    #[test]
    fn promises_that_nobody_says_were_kept() {
        let never = |values: &[(&str, &str)]| ask("promises-never-kept", values).unwrap();
        let withdrawal = "2024-02-01 | France | withdrawsFrom | Niger |  |  | b.txt | ";
        assert_eq!(never(&[]), [withdrawal]);
        // Before the delivery was reported, that promise too stood unkept.
        let supplies = "2023-05-01 | Russie | supplies | Mali |  |  | a.txt | ";
        assert_eq!(never(&[("at", "2024-05")]), [supplies, withdrawal]);
        assert_eq!(never(&[("at", "2023")]), [supplies]);
        assert!(never(&[("at", "2022")]).is_empty());
        assert!(never(&[("who", "Mali")]).is_empty());
    }

    #[test]
    fn facts_of_one_source() {
        check(
            "single-source-facts",
            &[("about", "Niger")],
            &[
                "France | deployedIn | Niger | a.txt | Rédaction a.txt",
                "France | supports | Niger | d.txt | Rédaction d.txt",
                "Niger | memberOf | CEDEAO | a.txt | Rédaction a.txt",
            ],
        );
        check("single-source-facts", &[("kind", "meets")], &[]);
    }

    #[test]
    fn both_sides() {
        check(
            "contradictions",
            &[],
            &["Russie | supplies | Mali | 2024-06-01 | c.txt | 2024-07-01 | d.txt"],
        );
    }

    #[test]
    fn a_pair_in_time() {
        let lines = ask("timeline", &[("one", "Russie"), ("other", "Mali")]).unwrap();
        let shorts: Vec<&str> = lines
            .iter()
            .map(|line| line.split(" | Ce que").next().unwrap())
            .collect();
        assert_eq!(
            shorts,
            [
                "2023-05-01 | Russie | supplies | Mali | planned | ",
                "2024-02-01 | Mali | meets | Russie | actual | ",
                "2024-06-01 | Russie | meets | Mali | actual | ",
                "2024-06-01 | Russie | supplies | Mali | actual | ",
                "2024-07-01 | Russie | supplies | Mali | denied | ",
            ]
        );
    }

    #[test]
    fn members_at_a_date() {
        let member = |name: &str| format!("{name} | 2023-05-01 | a.txt");
        let both = [member("Mali"), member("Niger")];
        assert_eq!(
            ask("members", &[("of", "CEDEAO"), ("at", "2023-12-31")]).unwrap(),
            both
        );
        assert_eq!(
            ask("members", &[("of", "CEDEAO"), ("at", "2024-12-31")]).unwrap(),
            both[1..]
        );
        assert_eq!(ask("members", &[("of", "CEDEAO")]).unwrap(), both[1..]);
        assert!(
            ask("members", &[("of", "CEDEAO"), ("at", "2020")])
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn presence() {
        check(
            "who-is-where",
            &[("where", "Niger")],
            &[
                "2023-05-01 | France | deployedIn | Niger | actual | a.txt",
                "2024-02-01 | France | withdrawsFrom | Niger | planned | b.txt",
            ],
        );
        assert_eq!(
            ask("what-is-said-of", &[("who", "France"), ("status", "actual")])
                .unwrap()
                .len(),
            2
        );
    }

    #[test]
    fn mistakes_are_named() {
        let error = |name: &str, values: &[(&str, &str)]| ask(name, values).unwrap_err().to_string();
        assert_eq!(
            error("timeline", &[("one", "Mali")]),
            "`timeline` needs --other: the other party"
        );
        assert_eq!(error("timelines", &[]), "there is no question `timelines`");
        assert_eq!(
            error("timeline", &[("un", "x")]),
            "`timeline` has no parameter `un`"
        );
        assert_eq!(
            error("who-left-what", &[("since", "hier")]),
            "`hier` is no date for --since"
        );
        assert_eq!(
            error("who-left-what", &[("who", "Atlantide")]),
            "`Atlantide` is no entity for --who"
        );
    }

    #[test]
    fn questions_are_explained_in_both_languages() {
        let questions = Questions::load(&Data::builtin()).unwrap();
        for question in questions.iter() {
            for parameter in &question.parameters {
                let [french, english] = [Language::French, Language::English].map(|l| parameter.help(l));
                assert_ne!(french, english, "{} --{}", question.name, parameter.name);
            }
            let [french, english] = [Language::French, Language::English].map(|l| question.description(l));
            assert!(
                english.is_empty() || french != english,
                "{}: {french}",
                question.name
            );
        }
    }

    #[test]
    fn files_are_checked() {
        let load = |text: &'static str| {
            let mut data = Data::default();
            data.insert(
                "queries/x.rq".into(),
                "x.rq".into(),
                Cow::Borrowed(text.as_bytes()),
            );
            Questions::load(&data).unwrap_err().to_string()
        };
        assert!(load("SELECT * {}").contains("title"));
        assert!(
            load("# title: A\n# titre: B\n# param x colour: y\nSELECT * {}")
                .starts_with("x.rq:3: `x` has no kind")
        );
        assert!(load("# title: A\n# titre: B\n# param x date: y\nSELECT * {}").contains("stands nowhere"));
        assert!(load("# title: A\n# titre: B\n# paramètre x: y\nSELECT * {}").contains("must come first"));
    }
}
