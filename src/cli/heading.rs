//! What stands above and below a picture: which part of the graph it shows, and what it leaves out.

use super::view::{Filters, Graph, Part, Window};
use crate::draw::scene::LeftOut;
use crate::draw::style::Styles;
use crate::network::Network;
use crate::statement::Status;
use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use miette::Result;

/// Names what the picture is about.
pub(super) fn title(graph: &Graph, network: &Network, part: &Part) -> Result<String> {
    let labels = graph.named(network, part)?;
    let labels = labels.iter().filter_map(|iri| network.find(iri));
    let labels: Vec<&str> = labels.map(|node| network.party(node).label.as_str()).collect();
    let mut arguments = FluentArgs::new();
    Ok(match labels.as_slice() {
        [] => graph.messages.get("picture-title"),
        [one, other] if part.is_between() => {
            arguments.set("one", *one);
            arguments.set("other", *other);
            graph.messages.with("picture-title-between", &arguments)
        }
        labels => {
            arguments.set("names", labels.join(", "));
            arguments.set("depth", part.depth);
            graph.messages.with("picture-title-focus", &arguments)
        }
    })
}

/// Says which statements count; `None` where all do.
pub(super) fn subtitle(graph: &Graph, styles: &Styles, filters: &Filters, time: Window) -> Option<String> {
    let language = graph.language.into();
    let mut parts: Vec<String> = window(graph, styles, time).into_iter().collect();
    let mut say = |key: &str, what: String| {
        if !what.is_empty() {
            let mut arguments = FluentArgs::new();
            arguments.set("what", what);
            parts.push(graph.messages.with(key, &arguments));
        }
    };
    let predicates = filters
        .predicate
        .iter()
        .map(|name| graph.predicate(name.trim_start_matches("griot:")));
    say("picture-predicates", predicates.collect::<Vec<_>>().join(", "));
    let labels = |known: Vec<(&str, &str)>, asked: &[String]| {
        let asked = asked
            .iter()
            .filter_map(|id| known.iter().find(|(known, _)| known == id));
        asked
            .map(|(_, label)| (*label).to_owned())
            .collect::<Vec<_>>()
            .join(" ; ")
    };
    say(
        "picture-kinds",
        labels(graph.classification.kinds(language).collect(), &filters.kind),
    );
    say(
        "picture-sectors",
        labels(graph.classification.sectors(language).collect(), &filters.sector),
    );
    let statuses = filters.status.iter().map(|status| {
        let name = Status::from(*status).name();
        let known = graph.ontology.statuses().iter().find(|term| term.name == name);
        known.map_or(name, |term| term.label(language))
    });
    say("picture-statuses", statuses.collect::<Vec<_>>().join(", "));
    if filters.min_sources > 1 {
        parts.push(graph.count("picture-min-sources", filters.min_sources));
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// How many ties are not shown, and which options show them.
pub(super) fn left_out(graph: &Graph, left_out: LeftOut) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("count", left_out.ties);
    arguments.set(
        "options",
        format!("--max-nodes {} --max-edges {}", left_out.nodes, left_out.arrows),
    );
    graph.messages.with("picture-left-out", &arguments)
}

/// "de mars 2023 à juin 2024", "depuis 2023", "jusqu’à juin 2024"; `None` where time is open.
fn window(graph: &Graph, styles: &Styles, window: Window) -> Option<String> {
    let words = |date: String| styles.date(&date, graph.language.into());
    let first = window.since.and_then(|period| period.first);
    let last = window.until.and_then(|period| period.last);
    // "de juin 2024 à 2024" would leave open when it ends.
    let years = first.is_none_or(|day| day == day.first_of_year())
        && last.is_none_or(|day| day == day.last_of_year());
    let since = first.map(|day| words(beginning(day, years)));
    let until = last.map(|day| words(ending(day, years)));
    let key = match (&since, &until) {
        (None, None) => return None,
        (Some(_), None) => "picture-since",
        (None, Some(_)) => "picture-until",
        (Some(since), Some(until)) if since == until => return Some(since.clone()),
        (Some(_), Some(_)) => "picture-window",
    };
    let mut arguments = FluentArgs::new();
    arguments.set("since", since.unwrap_or_default());
    arguments.set("until", until.unwrap_or_default());
    Some(graph.messages.with(key, &arguments))
}

/// A first day, as the month or, where `years` are wanted, as the year that it begins.
fn beginning(day: Date, years: bool) -> String {
    if years {
        format!("{:04}", day.year())
    } else if day == day.first_of_month() {
        month(day)
    } else {
        day.to_string()
    }
}

/// A last day, as the month or, where `years` are wanted, as the year that it ends.
fn ending(day: Date, years: bool) -> String {
    if years {
        format!("{:04}", day.year())
    } else if day == day.last_of_month() {
        month(day)
    } else {
        day.to_string()
    }
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_for_the_months_and_years_that_they_end() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(beginning(day("2024-01-01"), true), "2024");
        assert_eq!(beginning(day("2024-01-01"), false), "2024-01");
        assert_eq!(beginning(day("2024-02-03"), false), "2024-02-03");
        assert_eq!(ending(day("2024-12-31"), true), "2024");
        assert_eq!(ending(day("2024-02-29"), false), "2024-02");
        assert_eq!(ending(day("2024-02-28"), false), "2024-02-28");
    }
}
