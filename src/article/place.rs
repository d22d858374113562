//! Where in the input something stands, for messages.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A file, and the part of it that holds one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user would name it; `-` for standard input.
    pub path: Arc<Path>,
    /// The part of it.
    pub part: Part,
}

/// A part of an input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A record of an archive or an entry of a feed, counted from 1.
    Record(u64),
}

impl Place {
    /// All of the file at `path`.
    #[must_use]
    pub fn whole(path: &Path) -> Self {
        Self {
            path: path.into(),
            part: Part::Whole,
        }
    }

    /// `part` of the same file.
    #[must_use]
    pub fn at(&self, part: Part) -> Self {
        Self {
            path: Arc::clone(&self.path),
            part,
        }
    }

    /// The line, where the file is read by lines.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self.part {
            Part::Line(line) => Some(line),
            Part::Whole | Part::Record(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.path.display())?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Line(line) => write!(out, ":{line}"),
            Part::Record(record) => write!(out, ", record {record}"),
        }
    }
}
