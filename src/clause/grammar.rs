//! The grammar composed: sentences to groups, verb groups, clauses.

use super::elements::{Parser, Row};
use super::error::GrammarError;
use super::tables::Tables;
use super::{Analysis, Token};
use crate::data::Data;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::text::{Source, Text};

/// The tables of the grammar, loaded once.
#[derive(Debug)]
pub struct Grammar {
    tables: Tables,
}

impl Grammar {
    /// Reads the tables of `data/grammar/`.
    ///
    /// # Errors
    /// A table that is missing or wrong, with file and line.
    pub fn load(data: &Data, lexicon: &Lexicon) -> Result<Self, GrammarError> {
        Ok(Self {
            tables: Tables::load(data, lexicon)?,
        })
    }

    /// What the tables say of single words.
    #[must_use]
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Finds groups and clauses. `tokens` is parallel to `text.words`; `mentions` are sorted by
    /// their first word. Boilerplate is passed over.
    #[must_use]
    pub fn analyse(
        &self,
        source: &Source,
        text: &Text,
        lexicon: &Lexicon,
        tokens: Vec<Token>,
        mentions: &[Mention],
    ) -> Analysis {
        let mut parser = Parser::new(&self.tables, lexicon, source, text, &tokens, mentions);
        let sentences = text.sentences.iter().zip(0..);
        let read = sentences.filter(|(sentence, _)| !sentence.boilerplate);
        let mut rows: Vec<Row> = read
            .map(|(sentence, index)| Row::new(index, sentence.words.clone()))
            .collect();
        // Pass by pass, so that the code of each stays at hand from sentence to sentence.
        for row in &mut rows {
            parser.enter(row);
            parser.find_locutions();
            parser.chunk();
            parser.share_auxiliaries();
            parser.put_aside(row);
        }
        for row in &mut rows {
            parser.enter(row);
            row.clauses = parser.segment();
            parser.put_aside(row);
        }
        for row in &mut rows {
            parser.enter(row);
            parser.settle_item(row.clauses.clone());
            parser.settle(row.clauses.clone());
            parser.note_lead(row.clauses.clone());
        }
        parser.leave();
        let numbers = parser.number_clauses();
        let mut clauses = parser.assemble(&numbers);
        parser.weigh(&numbers, &mut clauses);
        parser.attribute(&numbers, &mut clauses);
        let groups = std::mem::take(&mut parser.groups);
        drop(parser);
        Analysis {
            tokens,
            groups,
            clauses,
        }
    }
}
