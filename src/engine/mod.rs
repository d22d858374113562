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
use std::borrow::Borrow;
use std::ops::Range;

/// IRI before the identifiers of entities, articles and statements, unless another is asked for.
pub const DEFAULT_BASE: &str = "https://w3id.org/griot/id/";

/// Bytes of text that are read together, stage by stage.
///
/// All stages together need several times more code and tables than a core's second-level cache holds, and read one
/// article after another through all of them they would be fetched anew for each. With so much text each stage stays
/// there long enough to pay, and what it hands to the next does, too.
const BATCH: usize = 128 << 10;

/// What one stage adds to the reading of an article.
type Stage = fn(&Engine, &Article, &mut Reading);

/// The stages up to the rules, in order; each needs what those before it found.
const LAYERS: [Stage; 5] = [
    Engine::read_text,
    Engine::find_mentions,
    Engine::tag,
    Engine::analyse,
    Engine::resolve,
];

/// `articles` in their order, in runs that are best read together ([`Engine::read_all`]).
pub fn batches(articles: &[Article]) -> impl Iterator<Item = &[Article]> {
    let mut size = 0;
    articles.chunk_by(move |last, _| {
        size += last.text.len();
        let full = size >= BATCH;
        if full {
            size = 0;
        }
        !full
    })
}

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
        let mut readings = self.read_all(&[article]);
        readings.pop().unwrap_or_default()
    }

    /// Reads `articles`, of which there should not be more than a [batch](batches), and keeps every layer; parallel to
    /// `articles`.
    #[must_use]
    pub fn read_all<A: Borrow<Article>>(&self, articles: &[A]) -> Vec<Reading> {
        let mut readings = self.layers_of(articles);
        for (article, reading) in articles.iter().zip(&mut readings) {
            (reading.matches, reading.statements) = self.apply(article.borrow(), reading, &self.rules);
        }
        readings
    }

    /// Every layer of `articles` up to the rules. Each stage goes through all of them before the next begins; that
    /// changes nothing but the pace, since no article knows of another.
    fn layers_of<A: Borrow<Article>>(&self, articles: &[A]) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        readings.resize_with(articles.len(), Reading::default);
        for stage in LAYERS {
            for (article, reading) in articles.iter().zip(&mut readings) {
                stage(self, article.borrow(), reading);
            }
        }
        readings
    }

    fn read_text(&self, article: &Article, reading: &mut Reading) {
        reading.source = Source::of(article);
        (reading.text, reading.warnings) = self.typography.read(&reading.source);
    }

    fn find_mentions(&self, article: &Article, reading: &mut Reading) {
        let Reading { source, text, .. } = &*reading;
        reading.mentions = self.mentions.find(&self.gazetteer, &self.lexicon, source, text);
        reading.date = article
            .date
            .or_else(|| dateline(&reading.source, &reading.text, &reading.mentions));
    }

    fn tag(&self, _: &Article, reading: &mut Reading) {
        let Reading { source, text, .. } = &*reading;
        let mentions = &reading.mentions.mentions;
        reading.analysis.tokens = self.word_classes.tag(source, text, &self.lexicon, mentions);
    }

    fn analyse(&self, _: &Article, reading: &mut Reading) {
        let tokens = std::mem::take(&mut reading.analysis.tokens);
        let Reading { source, text, .. } = &*reading;
        let mentions = &reading.mentions.mentions;
        reading.analysis = self
            .grammar
            .analyse(source, text, &self.lexicon, tokens, mentions);
    }

    fn resolve(&self, _: &Article, reading: &mut Reading) {
        reading.resolution = self.resolver.resolve(
            &self.gazetteer,
            &reading.source,
            &reading.text,
            &reading.mentions,
            &reading.analysis,
            reading.date,
        );
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

    /// What `articles` say, each for itself; parallel to `articles`, of which there should not be more than a
    /// [batch](batches).
    #[must_use]
    pub fn extract_all<A: Borrow<Article>>(&self, articles: &[A]) -> Vec<Vec<Statement>> {
        let readings = self.layers_of(articles).into_iter();
        // Each reading is let go while it is still at hand.
        let each = articles.iter().zip(readings);
        each.map(|(article, reading)| self.apply(article.borrow(), &reading, &self.rules).1)
            .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: String) -> Article {
        Article {
            text,
            ..Article::default()
        }
    }

    #[test]
    fn batches_lose_nothing_and_keep_the_order() {
        let sizes = [BATCH / 2, BATCH / 2, 1, 3 * BATCH, 1, 1];
        let articles: Vec<Article> = sizes.iter().map(|size| article("a".repeat(*size))).collect();
        let lengths: Vec<Vec<usize>> = batches(&articles)
            .map(|batch| batch.iter().map(|article| article.text.len()).collect())
            .collect();
        assert_eq!(
            lengths,
            [vec![BATCH / 2, BATCH / 2], vec![1, 3 * BATCH], vec![1, 1]]
        );
        assert_eq!(batches(&[]).count(), 0);
    }

    #[test]
    fn articles_read_together_say_what_they_say_alone() {
        let engine = Engine::load(&Data::builtin(), DEFAULT_BASE).unwrap();
        let texts = [
            "Le Pérou a livré des chars au Chili. Il les formera.",
            "",
            "Lima a rompu avec lui. Le président chilien s'est rendu à Quito.",
        ];
        let articles = texts.map(|text| article(text.to_owned()));
        let together = engine.extract_all(&articles);
        let alone: Vec<_> = articles.iter().map(|article| engine.extract(article)).collect();
        assert!(!together[0].is_empty());
        assert_eq!(together, alone);
    }
}
