//! Examples and near-misses.

use super::Reader;

use crate::clause::Status;
use crate::rule::file::{ExampleTable, GivesTable, SilentTable};
use crate::rule::table::{Example, Gives, Silent};
use jiff::civil::Date;
use std::ops::Range;
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn example(&self, example: Spanned<ExampleTable>) -> Example {
        let at = example.span();
        let table = example.into_inner();
        Example {
            date: self.date(table.date.as_ref(), &at),
            gives: table.gives.iter().map(|gives| self.gives(gives)).collect(),
            text: table.text,
            pending: table.pending,
            at,
        }
    }

    pub(super) fn silent(&self, silent: Spanned<SilentTable>) -> Silent {
        let at = silent.span();
        let table = silent.into_inner();
        Silent {
            date: self.date(table.date.as_ref(), &at),
            text: table.text,
            why: table.why,
            pending: table.pending,
            at,
        }
    }

    pub(super) fn gives(&self, table: &GivesTable) -> Gives {
        let qualifiers = [
            ("phase", &table.phase),
            ("date", &table.date),
            ("place", &table.place),
            ("item", &table.item),
            ("domain", &table.domain),
            ("agreement", &table.agreement),
            ("office", &table.office),
            ("quantity", &table.quantity),
            ("attributed_to", &table.attributed_to),
        ];
        Gives {
            subject: table.s.clone(),
            object: table.o.clone(),
            status: table
                .status
                .as_ref()
                .map_or(Some(Status::Actual), |name| self.status(name))
                .unwrap_or(Status::Actual),
            qualifiers: qualifiers
                .into_iter()
                .filter_map(|(key, value)| Some((key, value.clone()?)))
                .collect(),
        }
    }

    pub(super) fn date(&self, date: Option<&toml::value::Datetime>, at: &Range<usize>) -> Option<Date> {
        let date = date?;
        let read = date.to_string().parse().ok();
        if read.is_none() {
            self.shape(at, format!("`{date}` is no day"), "write date = 2025-04-03");
        }
        read
    }
}
