//! Statements held against annotations made by hand.
//!
//! Counts as the project's reference scorer does: a statement is right in subject, predicate, object *and*
//! status; optional statements of the gold count neither for nor against; names are compared without
//! case, accents, apostrophes and leading article, through the annotations' lists of accepted labels.
//!
//! ```
//! use griot::engine::evaluate::Aliases;
//! let mut aliases = Aliases::default();
//! aliases.add("Mali", ["République du Mali"]);
//! assert_eq!(aliases.key("la République du Mali"), aliases.key("mali"));
//! ```

use crate::statement::{EntityTerm, ObjectTerm, Statement, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Annotations of one article.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDocument {
    /// File name of the article.
    pub article: String,
    /// File name of the list of accepted labels, where it is not every `entities*.json` of the folder.
    #[serde(default)]
    pub entities: Option<String>,
    /// What a careful reader writes down.
    pub statements: Vec<GoldStatement>,
}

/// One statement of the annotations.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldStatement {
    /// Label of the subject.
    pub s: String,
    /// Local name of the predicate.
    pub p: String,
    /// Label, or number, of the object.
    pub o: GoldObject,
    /// Fact, promise, hedge or denial.
    pub status: Status,
    /// Other triples that are as right.
    #[serde(default)]
    pub alt: Vec<(String, String, GoldObject)>,
    /// May be given or not.
    #[serde(default)]
    pub optional: bool,
    /// The phenomenon that the annotation probes.
    #[serde(default)]
    pub phenomenon: Option<String>,
    /// Words that the evidence must hold.
    #[serde(default)]
    pub cue: Option<String>,
    /// Qualifiers and whatever else the annotation says.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// What stands at the end of an annotated edge.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum GoldObject {
    /// A label.
    Label(String),
    /// A number.
    Number(i64),
}

impl GoldObject {
    fn text(&self) -> String {
        match self {
            Self::Label(label) => label.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Accepted labels, each leading to one key.
#[derive(Debug, Clone, Default)]
pub struct Aliases {
    key: BTreeMap<String, String>,
}

/// Subject, object, predicate, folded; the ends of a symmetric predicate in fixed order.
type Triple = (String, String, String);

impl Aliases {
    /// Accepts `labels` for `key`; a later list overlays an earlier one.
    pub fn add<'a>(&mut self, key: &'a str, labels: impl IntoIterator<Item = &'a str>) {
        let target = fold(key);
        for label in labels.into_iter().chain([key]) {
            self.key.insert(fold(label), target.clone());
        }
    }

    /// Reads a list as the annotations have it: `{"key": ["label", …]}`.
    ///
    /// # Errors
    /// The JSON error where `text` is no such list.
    pub fn read(&mut self, text: &str) -> serde_json::Result<()> {
        let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(text)?;
        for (key, labels) in &lists {
            self.add(key, labels.iter().map(String::as_str));
        }
        Ok(())
    }

    /// The key of a label, following chains of lists.
    #[must_use]
    pub fn key(&self, label: &str) -> String {
        let mut label = fold(label);
        let mut seen = BTreeSet::new();
        while let Some(next) = self.key.get(&label).filter(|next| **next != label) {
            let next = next.clone();
            if !seen.insert(std::mem::replace(&mut label, next)) {
                break;
            }
        }
        label
    }

    fn triple(&self, symmetric: bool, subject: &str, predicate: &str, object: &str) -> Triple {
        let (mut subject, mut object) = (self.key(subject), self.key(object));
        if symmetric && object < subject {
            std::mem::swap(&mut subject, &mut object);
        }
        (subject, object, predicate.to_owned())
    }

    /// Every way to read a statement: by label, or by the words of the text.
    fn forms(&self, symmetric: bool, statement: &Statement) -> Vec<Triple> {
        let object = match &statement.object {
            ObjectTerm::Entity(term) => names(term),
            ObjectTerm::Literal { value } => vec![value.to_string()],
        };
        let subjects = names(&statement.subject);
        let pairs = subjects
            .iter()
            .flat_map(|subject| object.iter().map(move |object| (subject, object)));
        pairs
            .map(|(subject, object)| self.triple(symmetric, subject, &statement.predicate, object))
            .collect()
    }
}

fn names(term: &EntityTerm) -> Vec<String> {
    std::iter::once(term.label.clone())
        .chain(term.mention.clone())
        .collect()
}

/// Lower case, no accents, straight apostrophes, single spaces, no leading article.
fn fold(label: &str) -> String {
    let plain = label.replace('’', "'").trim().to_lowercase();
    let plain: String = plain.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    for article in LEADING_ARTICLES {
        if let Some(rest) = plain.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    plain
}

/// Leading words that do not tell labels apart, in the order in which they are tried.
const LEADING_ARTICLES: [&str; 10] = [
    "le ", "la ", "les ", "l'", "un ", "une ", "des ", "du ", "de la ", "d'",
];

/// Right, given and wanted statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Given statements that are right.
    pub right: usize,
    /// Given statements.
    pub given: usize,
    /// Wanted statements that were found.
    pub hit: usize,
    /// Wanted statements.
    pub wanted: usize,
}

impl Tally {
    /// Share of given statements that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.given)
    }

    /// Share of wanted statements that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.hit, self.wanted)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// A statement that was given and is not in the annotations.
#[derive(Debug, Clone, Serialize)]
pub struct Wrong {
    /// What was said.
    pub statement: Statement,
}

/// A statement of the annotations that was not given.
#[derive(Debug, Clone, Serialize)]
pub struct Missing {
    /// File name of the article.
    pub article: String,
    /// Subject, predicate, object, status, as annotated.
    pub wanted: (String, String, String, Status),
    /// Statuses with which the triple was given.
    pub given_as: Vec<Status>,
    /// The annotator's cue.
    pub cue: Option<String>,
}

/// The figures of one corpus.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Evaluation {
    /// Over all statements.
    pub all: Tally,
    /// By local name of the predicate.
    pub predicates: BTreeMap<String, Tally>,
    /// By rule: right and given only.
    pub rules: BTreeMap<String, Tally>,
    /// By phenomenon, where annotations name one: hit and wanted only.
    pub phenomena: BTreeMap<String, Tally>,
    /// What was not found.
    pub missing: Vec<Missing>,
    /// What should not have been said.
    pub wrong: Vec<Wrong>,
}

impl Evaluation {
    /// Holds the statements of one article against its annotations. `symmetric` tells which predicates have no direction.
    pub fn add(
        &mut self,
        gold: &GoldDocument,
        statements: &[Statement],
        aliases: &Aliases,
        symmetric: &dyn Fn(&str) -> bool,
    ) {
        let gold = Wanted::new(gold, aliases, symmetric);
        let given = gold.gather(statements, aliases, symmetric);
        self.count_wanted(&gold, &given);
        self.count_given(&gold, &given);
    }

    fn count_wanted(&mut self, gold: &Wanted<'_>, given: &Given<'_>) {
        for (forms, wanted) in &gold.required {
            let given_as: Vec<Status> = given
                .keys()
                .filter(|(form, _)| forms.contains(form))
                .map(|(_, status)| *status)
                .collect();
            let hit = usize::from(given_as.contains(&wanted.status));
            let phenomenon = wanted
                .phenomenon
                .as_ref()
                .map(|name| self.phenomena.entry(name.clone()).or_default());
            for tally in [
                &mut self.all,
                self.predicates.entry(wanted.p.clone()).or_default(),
            ]
            .into_iter()
            .chain(phenomenon)
            {
                tally.wanted += 1;
                tally.hit += hit;
            }
            if hit == 0 {
                self.missing.push(Missing {
                    article: gold.article.to_owned(),
                    wanted: (wanted.s.clone(), wanted.p.clone(), wanted.o.text(), wanted.status),
                    given_as,
                    cue: wanted.cue.clone(),
                });
            }
        }
    }

    fn count_given(&mut self, gold: &Wanted<'_>, given: &Given<'_>) {
        let mut credited: BTreeSet<usize> = BTreeSet::new();
        for ((form, status), same) in given {
            let Some(first) = same.first() else { continue };
            let matched: Vec<usize> = gold
                .required
                .iter()
                .enumerate()
                .filter(|(_, (forms, wanted))| forms.contains(form) && wanted.status == *status)
                .map(|(index, _)| index)
                .collect();
            let known = gold.required.iter().any(|(forms, _)| forms.contains(form));
            let optional = gold.optional.get(form);
            if matched.is_empty() && optional.is_some_and(|statuses| statuses.contains(status) || !known) {
                continue;
            }
            let fresh = matched.iter().find(|index| !credited.contains(*index));
            if !matched.is_empty() && fresh.is_none() {
                continue; // another wording of a statement already credited
            }
            credited.extend(fresh);
            let right = usize::from(fresh.is_some());
            let predicate = self.predicates.entry(form.2.clone()).or_default();
            let rule = self.rules.entry(first.rule.clone()).or_default();
            for tally in [&mut self.all, predicate, rule] {
                tally.given += 1;
                tally.right += right;
            }
            if right == 0 {
                self.wrong.push(Wrong {
                    statement: (*first).clone(),
                });
            }
        }
    }
}

/// Statements by the form they are compared in, and status; in order of first appearance of their keys.
type Given<'a> = BTreeMap<(Triple, Status), Vec<&'a Statement>>;

/// Annotations in the form in which they are compared.
struct Wanted<'a> {
    article: &'a str,
    required: Vec<(BTreeSet<Triple>, &'a GoldStatement)>,
    optional: BTreeMap<Triple, BTreeSet<Status>>,
}

impl<'a> Wanted<'a> {
    fn new(gold: &'a GoldDocument, aliases: &Aliases, symmetric: &dyn Fn(&str) -> bool) -> Self {
        let mut wanted = Self {
            article: &gold.article,
            required: Vec::new(),
            optional: BTreeMap::new(),
        };
        for statement in &gold.statements {
            let own = (&statement.s, &statement.p, statement.o.text());
            let others = statement.alt.iter().map(|(s, p, o)| (s, p, o.text()));
            let forms: BTreeSet<Triple> = std::iter::once(own)
                .chain(others)
                .map(|(s, p, o)| aliases.triple(symmetric(p), s, p, &o))
                .collect();
            if statement.optional {
                for form in forms {
                    wanted.optional.entry(form).or_default().insert(statement.status);
                }
            } else {
                wanted.required.push((forms, statement));
            }
        }
        wanted
    }

    /// Groups statements by the reading that the annotations know, else by their labels.
    fn gather<'s>(
        &self,
        statements: &'s [Statement],
        aliases: &Aliases,
        symmetric: &dyn Fn(&str) -> bool,
    ) -> Given<'s> {
        let mut given = Given::new();
        for statement in statements {
            let mut forms = aliases.forms(symmetric(&statement.predicate), statement);
            let known = forms.iter().position(|form| {
                self.optional.contains_key(form)
                    || self.required.iter().any(|(wanted, _)| wanted.contains(form))
            });
            let form = forms.swap_remove(known.unwrap_or(0));
            given.entry((form, statement.status)).or_default().push(statement);
        }
        given
    }
}
