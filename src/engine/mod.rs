//! The pipeline composed: from an article to its statements, every layer kept.

pub mod bench;
pub mod evaluate;
pub mod gaps;
mod trace;

pub use trace::{EntityEntry, FactualityTrace, Place, Slot, SlotValue, Trace, WordEntry};

use crate::article::Article;
use crate::clause::{Analysis, Grammar, WordClasses};
use crate::data::Data;
use crate::lexicon::{LemmaId, Lexicon};
use crate::mention::{EntityId, Gazetteer, MentionLayer, Mentions};
use crate::ontology::Ontology;
use crate::resolve::{Reference, Resolution, Resolver, dateline};
use crate::rule::{Match, RuleError, Rules, View};
use crate::span::Span;
use crate::statement::{Carriers, Drawing, Statement, draw};
use crate::text::{Source, Text, Typography, Warning, WordIndex};
use jiff::civil::Date;
use miette::{IntoDiagnostic, Result};
use std::ops::Range;

/// IRI before the identifiers of entities, articles and statements, unless another is asked for.
pub const DEFAULT_BASE: &str = "https://w3id.org/griot/id/";

/// All tables, loaded once; shared by any number of threads.
#[derive(Debug)]
pub struct Engine {
    version: String,
    base: String,
    ontology: Ontology,
    typography: Typography,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    mentions: Mentions,
    word_classes: WordClasses,
    grammar: Grammar,
    resolver: Resolver,
    carriers: Carriers,
    rules: Rules,
    rule_errors: Vec<RuleError>,
}

/// Every layer of one article.
#[derive(Debug, Default)]
pub struct Reading {
    /// The day that "hier" and "jeudi" are held against: the article's own, else that of its dateline.
    pub date: Option<Date>,
    /// Headline and text in one buffer.
    pub source: Source,
    /// Words, sentences, quotations.
    pub text: Text,
    /// What was odd about the text.
    pub warnings: Vec<Warning>,
    /// Names, dates, quantities.
    pub mentions: MentionLayer,
    /// Classes, groups, clauses.
    pub analysis: Analysis,
    /// Who the groups are.
    pub resolution: Resolution,
    /// What the rules found.
    pub matches: Vec<Match>,
    /// What the article says.
    pub statements: Vec<Statement>,
}

impl Engine {
    /// Loads every table from `data`; `base` is the IRI before all identifiers.
    ///
    /// # Errors
    /// A diagnostic naming file and line of the first mistake of each kind.
    pub fn load(data: &Data, base: &str) -> Result<Self> {
        let ontology = Ontology::load(data).into_diagnostic()?;
        let typography = Typography::load(data).into_diagnostic()?;
        let lexicon = Lexicon::load(data).into_diagnostic()?;
        // Names and grammar know nothing of each other.
        let (named, grammar) = rayon::join(
            || -> Result<_> {
                let gazetteer = Gazetteer::load(data, &ontology)?;
                let mentions = Mentions::load(data, &gazetteer)?;
                Ok((gazetteer, mentions))
            },
            || -> Result<_> {
                let word_classes = WordClasses::load(data, &lexicon)?;
                let grammar = Grammar::load(data, &lexicon)?;
                let carriers = Carriers::load(data, &lexicon)?;
                Ok((
                    word_classes,
                    grammar,
                    carriers,
                    Rules::read(data, &ontology, &lexicon),
                ))
            },
        );
        let (gazetteer, mentions) = named?;
        let (word_classes, grammar, carriers, (rules, rule_errors)) = grammar?;
        let resolver = Resolver::load(data, &gazetteer, &lexicon)?;
        Ok(Self {
            version: data.version(),
            base: base.to_owned(),
            ontology,
            typography,
            lexicon,
            gazetteer,
            mentions,
            word_classes,
            grammar,
            resolver,
            carriers,
            rules,
            rule_errors,
        })
    }

    /// The analysis version: a hash over all knowledge and the engine's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The IRI before all identifiers.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Classes and predicates.
    #[must_use]
    pub const fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Forms and lemmas.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Known entities.
    #[must_use]
    pub const fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The rules that could be read.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What is wrong with the rule files that could not; the other rules work.
    #[must_use]
    pub fn rule_errors(&self) -> &[RuleError] {
        &self.rule_errors
    }

    /// Reads `article` and keeps every layer.
    #[must_use]
    pub fn read(&self, article: &Article) -> Reading {
        let source = Source::of(article);
        let (text, warnings) = self.typography.read(&source);
        let mentions = self.mentions.find(&self.gazetteer, &self.lexicon, &source, &text);
        let tokens = self
            .word_classes
            .tag(&source, &text, &self.lexicon, &mentions.mentions);
        let analysis = self
            .grammar
            .analyse(&source, &text, &self.lexicon, tokens, &mentions.mentions);
        let date = article.date.or_else(|| dateline(&source, &text, &mentions));
        let resolution = self
            .resolver
            .resolve(&self.gazetteer, &source, &text, &mentions, &analysis, date);
        let mut reading = Reading {
            date,
            source,
            text,
            warnings,
            mentions,
            analysis,
            resolution,
            ..Reading::default()
        };
        let (matches, statements) = self.apply(article, &reading, &self.rules);
        reading.matches = matches;
        reading.statements = statements;
        reading
    }

    /// What `rules` find in the layers of `reading`, and what that says.
    #[must_use]
    pub fn apply(&self, article: &Article, reading: &Reading, rules: &Rules) -> (Vec<Match>, Vec<Statement>) {
        let view = self.view(reading);
        let matches = rules.find(&view, &self.ontology);
        let drawing = Drawing {
            article,
            date: reading.date,
            view: &view,
            rules,
            carriers: &self.carriers,
            ontology: &self.ontology,
            base: &self.base,
        };
        let statements = draw(&drawing, &matches);
        (matches, statements)
    }

    /// The layers of a reading as rules look at them.
    #[must_use]
    pub fn view<'a>(&'a self, reading: &'a Reading) -> View<'a> {
        View {
            source: &reading.source,
            text: &reading.text,
            mentions: &reading.mentions.mentions,
            analysis: &reading.analysis,
            resolution: &reading.resolution,
            entities: &self.gazetteer,
            lemmas: &self.lexicon,
        }
    }

    /// What `article` says.
    #[must_use]
    pub fn extract(&self, article: &Article) -> Vec<Statement> {
        self.read(article).statements
    }

    /// Dictionary form of a word; the form itself, in lower case, for a word the lexicon does not hold.
    #[must_use]
    pub fn lemma_of(&self, reading: &Reading, word: WordIndex) -> String {
        match reading.analysis.tokens.get(word as usize) {
            Some(token) if token.lemma != LemmaId::UNKNOWN => self.lexicon.lemma(token.lemma).to_owned(),
            _ => reading.word_span(word).of(&reading.source.text).to_lowercase(),
        }
    }

    /// Label and class name of an entity of the gazetteer or of the article.
    #[must_use]
    pub fn entity(&self, reading: &Reading, id: EntityId) -> (String, String) {
        let (label, class) = match self.gazetteer.get(id) {
            Some(entity) => (&*entity.label, entity.class),
            None => match reading
                .resolution
                .locals
                .get(id.0 as usize - self.gazetteer.len())
            {
                Some(local) => (local.label.as_str(), local.class),
                None => return (String::new(), String::new()),
            },
        };
        (label.to_owned(), self.ontology.class_name(class).to_owned())
    }
}

impl Reading {
    /// Bytes of one word.
    #[must_use]
    pub fn word_span(&self, word: WordIndex) -> Span {
        self.text
            .words
            .get(word as usize)
            .map_or(Span::default(), |word| word.span)
    }

    /// Bytes from the first to the last of `words`.
    #[must_use]
    pub fn span_of(&self, words: Range<WordIndex>) -> Span {
        if words.is_empty() {
            return Span::default();
        }
        self.word_span(words.start).cover(self.word_span(words.end - 1))
    }

    /// What a single word stands for ("*leur* soutien", "l'appui *russe*").
    #[must_use]
    pub fn reference_of_word(&self, word: WordIndex) -> Option<&Reference> {
        let place = self
            .resolution
            .words
            .binary_search_by_key(&word, |(word, _)| *word)
            .ok()?;
        Some(&self.resolution.words[place].1)
    }
}
