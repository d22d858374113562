//! What a store holds, in a few lines that a person enjoys reading.

use super::messages::Messages;
use crate::graph::{Store, Summary};
use crate::ontology::{Language, Ontology};
use crate::statement::Status;
use anstyle::Style;
use fluent_bundle::FluentArgs;
use miette::Result;

/// Ties shown.
const STRONGEST: usize = 8;
const STRONG: Style = Style::new().bold();

/// Prints counts and the strongest ties to stderr.
pub(super) fn print(
    store: &Store,
    ontology: &Ontology,
    messages: &Messages,
    language: Language,
) -> Result<()> {
    let summary = store.summary()?;
    anstream::eprintln!("{}", messages.with("store-holds", &counts(&summary)));
    for tie in summary.ties.iter().take(STRONGEST) {
        let label = |name: &String| {
            let known = ontology.predicate(name);
            known
                .map_or(name.as_str(), |predicate| {
                    ontology.predicate_term(predicate).label(language)
                })
                .to_owned()
        };
        let acts: Vec<String> = tie.predicates.iter().take(4).map(label).collect();
        let mut arguments = FluentArgs::new();
        arguments.set("count", tie.sources);
        anstream::eprintln!(
            "  {STRONG}{} – {}{STRONG:#}: {} ({})",
            tie.one.label,
            tie.other.label,
            acts.join(", "),
            messages.with("in-articles", &arguments)
        );
    }
    if summary.copies > 0 {
        eprintln!("{}", messages.counted("copies-held", summary.copies));
    }
    Ok(())
}

fn counts(summary: &Summary) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    arguments.set("articles", summary.articles);
    arguments.set("statements", summary.statements);
    arguments.set("entities", summary.entities);
    for status in [Status::Actual, Status::Planned, Status::Possible, Status::Denied] {
        arguments.set(
            status.name(),
            summary.by_status.get(&status).copied().unwrap_or_default(),
        );
    }
    arguments
}
