//! Ties as lines of text: who does what to whom, how sure, since when.

use super::view::Graph;
use crate::graph::{Claim, Party};
use crate::network::Tie;
use crate::statement::Status;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Colour of a kind of tie on a terminal; a kind of the reader's own has none.
pub(super) fn colour(kind: &str) -> Style {
    let colour = match kind {
        "cooperative" => AnsiColor::Green,
        "hostile" => AnsiColor::Red,
        "movement" => AnsiColor::Yellow,
        "contact" => AnsiColor::Cyan,
        _ => return Style::new(),
    };
    Style::new().fg_color(Some(colour.into()))
}

/// A sign for a status, told apart without colour.
pub(super) const fn sign(status: Status) -> &'static str {
    match status {
        Status::Actual => "●",
        Status::Planned => "○",
        Status::Possible => "?",
        Status::Denied => "✗",
    }
}

/// The first and the last of them: "2023-05 – 2024"; empty where there is none.
pub(super) fn span(dates: &BTreeSet<String>) -> String {
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(date), _) => date.clone(),
        _ => String::new(),
    }
}

impl Graph {
    /// "Russie —fournit→ Mali"
    pub(super) fn act(
        &self,
        subject: &Party,
        predicate: &str,
        kind: &str,
        symmetric: bool,
        object: &str,
    ) -> String {
        let colour = colour(kind);
        let arrow = if symmetric { "—" } else { "→" };
        let label = self.predicate(predicate);
        format!("{} {colour}—{label}{arrow}{colour:#} {object}", subject.label)
    }

    /// "avéré · 3 articles · 2023-05 – 2024"
    pub(super) fn attestation(&self, status: Status, sources: usize, dates: &BTreeSet<String>) -> String {
        let parts = [
            self.status(status),
            self.count("in-articles", sources),
            span(dates),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    /// A tie and how it is attested.
    pub(super) fn tie(&self, subject: &Party, tie: &Tie, object: &Party) -> String {
        format!(
            "{}  {FAINT}{}{FAINT:#}",
            self.act(subject, &tie.predicate, &tie.kind, tie.symmetric, &object.label),
            self.attestation(tie.status, tie.sources.len(), &tie.dates)
        )
    }
}

/// "« … »  key, newsroom, 2024-05-17"
pub(super) fn quotation(claim: &Claim, quote: &str) -> String {
    let source = &claim.source;
    let about = [
        Some(&source.key),
        source.publisher.as_ref(),
        source.published.as_ref(),
    ];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    format!("« {} »  {FAINT}{}{FAINT:#}", one_line(quote), about.join(", "))
}

/// The words with every run of spaces and line ends as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
