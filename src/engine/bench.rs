//! Examples and near-misses of rule files, run: the bench of rule authors.
//!
//! Every example must give exactly its statements, with its rule alone and with all rules; every
//! near-miss must give nothing. Then each constraint of each rule is dropped in turn: an
//! example must notice, and each near-miss must owe its silence to one of the constraints.

use super::{Engine, Reading};
use crate::article::Article;
use crate::rule::{Example, Gives, Label, Rule, RuleIndex, RuleSource, Rules, Silent, mutations, ties};
use crate::statement::{EntityTerm, ObjectTerm, Statement, Status};
use jiff::civil::Date;
use miette::{Diagnostic, SourceSpan};
use std::ops::Range;
use thiserror::Error;

/// What is wrong with a rule's examples.
#[derive(Debug, Clone, Error, Diagnostic)]
pub enum BenchFault {
    /// An example does not give its statements.
    #[error("`{rule}`: the example does not give what it says, {mode}")]
    #[diagnostic(code(bench::example), help("missing: {missing}\ntoo many: {extra}"))]
    Example {
        rule: String,
        /// "with the rule alone" or "with all rules".
        mode: &'static str,
        missing: String,
        extra: String,
        #[source_code]
        src: RuleSource,
        #[label("this example")]
        at: SourceSpan,
    },
    /// A near-miss gives something.
    #[error("`{rule}`: the near-miss is not silent, {mode}")]
    #[diagnostic(code(bench::silent), help("it gives {extra}"))]
    Speaks {
        rule: String,
        mode: &'static str,
        extra: String,
        #[source_code]
        src: RuleSource,
        #[label("should give nothing")]
        at: SourceSpan,
    },
    /// A near-miss tests nothing.
    #[error("`{rule}`: the near-miss stays silent whichever constraint is dropped")]
    #[diagnostic(
        code(bench::idle),
        help("change it in one thing only from a sentence that speaks, or remove it")
    )]
    Idle {
        rule: String,
        #[source_code]
        src: RuleSource,
        #[label("tests nothing")]
        at: SourceSpan,
    },
    /// A constraint tests nothing.
    #[error("`{rule}`: {what} is tested by no example")]
    #[diagnostic(
        code(bench::untested),
        help("add the near-miss that made you write it, or remove the constraint")
    )]
    Untested {
        rule: String,
        what: String,
        #[source_code]
        src: RuleSource,
        #[label("dropping it changes nothing")]
        at: SourceSpan,
    },
    /// What is marked as pending works.
    #[error("`{rule}`: `pending` is no longer true")]
    #[diagnostic(code(bench::pending), help("remove the line"))]
    Settled {
        rule: String,
        #[source_code]
        src: RuleSource,
        #[label("works")]
        at: SourceSpan,
    },
    /// Two predicates claim one trigger with the same parties.
    #[error("`{rule}` and `{other}` claim the same words for the same parties")]
    #[diagnostic(
        code(bench::tie),
        help(
            "say in ontology/griot.ttl which is griot:moreSpecificThan the other, or that it griot:coexistsWith it"
        )
    )]
    Tie {
        rule: String,
        other: String,
        #[source_code]
        src: RuleSource,
        #[label("in this example")]
        at: SourceSpan,
    },
}

impl BenchFault {
    /// Whether it is about how well a rule is tested, not about what it gives.
    #[must_use]
    pub const fn is_about_tests(&self) -> bool {
        matches!(self, Self::Idle { .. } | Self::Untested { .. })
    }
}

/// What the bench found.
#[derive(Debug, Default)]
pub struct BenchReport {
    /// Rules run.
    pub rules: usize,
    /// Examples and near-misses run.
    pub texts: usize,
    /// Examples and near-misses that are known to fail.
    pub pending: usize,
    /// What is wrong, by rule.
    pub faults: Vec<BenchFault>,
}

/// Runs the examples of every rule, or of the rule called `only`.
#[must_use]
pub fn check(engine: &Engine, only: Option<&str>) -> BenchReport {
    let mut report = BenchReport::default();
    for (index, rule) in engine.rules().iter() {
        if only.is_none_or(|only| rule.id == only) {
            Bench::new(engine, index, rule).run(&mut report);
        }
    }
    report
}

/// A text of a rule file, read up to the point where rules come in.
struct Case<'r> {
    article: Article,
    reading: Reading,
    /// Empty for a near-miss.
    gives: &'r [Gives],
    pending: bool,
    silent: bool,
    at: &'r Range<usize>,
}

/// One rule with its texts.
struct Bench<'r> {
    engine: &'r Engine,
    index: RuleIndex,
    rule: &'r Rule,
    cases: Vec<Case<'r>>,
}

impl<'r> Bench<'r> {
    fn new(engine: &'r Engine, index: RuleIndex, rule: &'r Rule) -> Self {
        let examples = rule
            .examples
            .iter()
            .map(|example| Case::of_example(engine, example));
        let silents = rule.silents.iter().map(|silent| Case::of_silent(engine, silent));
        Self {
            engine,
            index,
            rule,
            cases: examples.chain(silents).collect(),
        }
    }

    fn run(&self, report: &mut BenchReport) {
        report.rules += 1;
        report.texts += self.cases.len();
        let alone = self.rules_of(self.rule.clone());
        for case in &self.cases {
            let mut faults = self.faults(case, &alone, "with the rule alone");
            if faults.is_empty() {
                faults = self.faults(case, self.engine.rules(), "with all rules");
            }
            if case.pending {
                report.pending += 1;
                faults = if faults.is_empty() {
                    vec![self.settled(case)]
                } else {
                    Vec::new()
                };
            }
            report.faults.extend(faults);
            report.faults.extend(self.ties(case));
        }
        self.drop_constraints(report);
    }

    /// The rule by itself, under the name of `rule`.
    fn rules_of(&self, rule: Rule) -> Rules {
        Rules::new(vec![rule], &self.engine.ontology, &self.engine.lexicon)
    }

    /// The statements of the rule's predicate that `rules` draw from a text.
    fn statements(&self, case: &Case<'_>, rules: &Rules) -> Vec<Statement> {
        let predicate = self.engine.ontology().predicate_name(self.rule.predicate);
        let (_, mut statements) = self.engine.apply(&case.article, &case.reading, rules);
        statements.retain(|statement| statement.predicate == predicate);
        statements
    }

    /// What a case gives too little and too much.
    fn differences(&self, case: &Case<'_>, rules: &Rules) -> (Vec<String>, Vec<String>) {
        let found = self.statements(case, rules);
        let symmetric = self.engine.ontology().symmetric(self.rule.predicate);
        let mut used = vec![false; found.len()];
        let mut missing = Vec::new();
        for gives in case.gives {
            let fitting = found
                .iter()
                .enumerate()
                .position(|(at, statement)| !used[at] && fits(gives, statement, symmetric));
            match fitting {
                Some(at) => used[at] = true,
                None => missing.push(show_gives(gives)),
            }
        }
        let extra = found
            .iter()
            .zip(used)
            .filter(|(_, used)| !used)
            .map(|(statement, _)| show(statement));
        (missing, extra.collect())
    }

    fn passes(&self, case: &Case<'_>, rules: &Rules) -> bool {
        let (missing, extra) = self.differences(case, rules);
        missing.is_empty() && extra.is_empty()
    }

    fn faults(&self, case: &Case<'_>, rules: &Rules, mode: &'static str) -> Vec<BenchFault> {
        let (missing, extra) = self.differences(case, rules);
        if missing.is_empty() && extra.is_empty() {
            return Vec::new();
        }
        let (rule, src, at) = (self.rule.id.clone(), self.rule.source.clone(), span(case.at));
        let extra = listed(&extra);
        vec![if case.silent {
            BenchFault::Speaks {
                rule,
                mode,
                extra,
                src,
                at,
            }
        } else {
            BenchFault::Example {
                rule,
                mode,
                missing: listed(&missing),
                extra,
                src,
                at,
            }
        }]
    }

    fn settled(&self, case: &Case<'_>) -> BenchFault {
        BenchFault::Settled {
            rule: self.rule.id.clone(),
            src: self.rule.source.clone(),
            at: span(case.at),
        }
    }

    fn ties(&self, case: &Case<'_>) -> Vec<BenchFault> {
        let rules = self.engine.rules();
        let view = self.engine.view(&case.reading);
        let found = rules.find(&view, self.engine.ontology());
        ties(rules, self.engine.ontology(), &found)
            .into_iter()
            .map(|(one, other)| (found[one].rule, found[other].rule))
            .filter(|(one, other)| [one, other].contains(&&self.index))
            .map(|(one, other)| BenchFault::Tie {
                rule: rules.rule(one).id.clone(),
                other: rules.rule(other).id.clone(),
                src: self.rule.source.clone(),
                at: span(case.at),
            })
            .collect()
    }

    fn drop_constraints(&self, report: &mut BenchReport) {
        let alone = self.rules_of(self.rule.clone());
        let passing: Vec<&Case<'_>> = self
            .cases
            .iter()
            .filter(|case| self.passes(case, &alone))
            .collect();
        let mut owes = vec![false; passing.len()];
        for mutation in mutations(self.rule, self.engine.ontology()) {
            let mutant = self.rules_of(mutation.rule);
            let mut noticed = false;
            for (case, owes) in passing.iter().zip(&mut owes) {
                if !self.passes(case, &mutant) {
                    noticed = true;
                    *owes = true;
                }
            }
            if !noticed {
                report.faults.push(BenchFault::Untested {
                    rule: self.rule.id.clone(),
                    what: mutation.what,
                    src: self.rule.source.clone(),
                    at: span(&mutation.at),
                });
            }
        }
        for (case, _) in passing
            .iter()
            .zip(owes)
            .filter(|(case, owes)| case.silent && !owes)
        {
            report.faults.push(BenchFault::Idle {
                rule: self.rule.id.clone(),
                src: self.rule.source.clone(),
                at: span(case.at),
            });
        }
    }
}

impl<'r> Case<'r> {
    fn of_example(engine: &Engine, example: &'r Example) -> Self {
        Self::read(
            engine,
            &example.text,
            example.date,
            &example.gives,
            example.pending.is_some(),
            &example.at,
        )
    }

    fn of_silent(engine: &Engine, silent: &'r Silent) -> Self {
        let pending = silent.pending.is_some();
        let case = Self::read(engine, &silent.text, silent.date, &[], pending, &silent.at);
        Self { silent: true, ..case }
    }

    fn read(
        engine: &Engine,
        text: &str,
        date: Option<Date>,
        gives: &'r [Gives],
        pending: bool,
        at: &'r Range<usize>,
    ) -> Self {
        let article = Article {
            key: "example".to_owned(),
            name: "example".to_owned(),
            text: text.to_owned(),
            date,
            ..Article::default()
        };
        let reading = engine.read(&article);
        Self {
            article,
            reading,
            gives,
            pending,
            silent: false,
            at,
        }
    }
}

fn span(range: &Range<usize>) -> SourceSpan {
    (range.start, range.len()).into()
}

fn listed(statements: &[String]) -> String {
    if statements.is_empty() {
        "nothing".to_owned()
    } else {
        statements.join("; ")
    }
}

/// Whether a statement is the one an example names.
fn fits(gives: &Gives, statement: &Statement, symmetric: bool) -> bool {
    let object = match &statement.object {
        ObjectTerm::Entity(term) => Label::Text(term.label.clone()),
        ObjectTerm::Literal { value } => Label::Number(*value),
    };
    let subject = &statement.subject.label;
    let straight = *subject == gives.subject && object == gives.object;
    let turned = symmetric
        && Label::Text(subject.clone()) == gives.object
        && object == Label::Text(gives.subject.clone());
    (straight || turned)
        && statement.status == gives.status
        && gives
            .qualifiers
            .iter()
            .all(|(key, value)| qualifier(statement, key).is_some_and(|found| found == *value))
}

fn qualifier(statement: &Statement, key: &str) -> Option<String> {
    let label = |term: &Option<EntityTerm>| term.as_ref().map(|term| term.label.clone());
    match key {
        "phase" => statement.phase.clone(),
        "date" => statement.date.clone(),
        "place" => label(&statement.place),
        "item" => statement.item.clone(),
        "domain" => statement.domain.clone(),
        "agreement" => statement.agreement.clone(),
        "office" => statement.office.clone(),
        "quantity" => statement.quantity.clone(),
        "attributed_to" => label(&statement.attributed_to),
        _ => None,
    }
}

/// Keys of qualifiers in the order in which messages list them.
const QUALIFIERS: [&str; 9] = [
    "item",
    "domain",
    "agreement",
    "office",
    "quantity",
    "place",
    "date",
    "phase",
    "attributed_to",
];

fn show(statement: &Statement) -> String {
    let object = match &statement.object {
        ObjectTerm::Entity(term) => term.label.clone(),
        ObjectTerm::Literal { value } => value.to_string(),
    };
    let mut shown = format!(
        "{} → {object} ({})",
        statement.subject.label,
        status(statement.status)
    );
    for key in QUALIFIERS {
        if let Some(value) = qualifier(statement, key) {
            shown.push_str(&format!(", {key} = {value}"));
        }
    }
    shown
}

fn status(status: Status) -> String {
    format!("{status:?}").to_lowercase()
}

fn show_gives(gives: &Gives) -> String {
    let object = match &gives.object {
        Label::Text(label) => label.clone(),
        Label::Number(number) => number.to_string(),
    };
    let mut shown = format!("{} → {object} ({})", gives.subject, status(gives.status));
    for (key, value) in &gives.qualifiers {
        shown.push_str(&format!(", {key} = {value}"));
    }
    shown
}
