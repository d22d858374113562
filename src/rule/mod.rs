//! Rule files, compiled into frames, and their matching by trigger.
//!
//! A rule is written over logical roles (`docs/rules.md` has the language); the grammar has undone
//! voice, relative clauses and nominalisation before. Matching looks up the lemma of each
//! predicate in one table and tries the frames that stand there, no others: the order of rules and
//! files changes nothing. Knows no RDF, and no French beyond the words in the rules.

mod admission;
mod arguments;
mod candidates;
mod companions;
mod compile;
mod content;
mod echo;
mod entry;
mod error;
mod file;
mod fillings;
mod find;
mod listing;
mod matched;
mod matching;
mod mutation;
mod numbering;
mod pattern;
#[cfg(test)]
pub(crate) mod scene;
mod specificity;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod trace;
mod trigger;
mod view;

pub use admission::Refusal;
pub use error::{RuleError, RuleErrors, RuleSource};
pub use file::Label;
pub use matched::{Construction, Filling, Match, Pieces, RuleIndex, Value};
pub use mutation::{Mutation, mutations};
pub use specificity::ties;
pub use table::*;
pub use trace::{Attempt, Outcome, Vacancy};
pub use view::View;

use crate::clause::Clause;
use crate::data::Data;
use crate::lexicon::{Class, LemmaId, Lexicon};
use crate::mention::{EntityId, Gazetteer};
use crate::ontology::{ClassId, Ontology};
use companions::{Companions, Needs};
use compile::WordLists;
use echo::Echoes;
use entry::Entries;
use fixedbitset::FixedBitSet;
use listing::Listing;
use pattern::PatternEntry;
use rustc_hash::FxHashMap;
use survey::Lineages;

/// Where rules stand among the data files.
const FOLDER: &str = "rules/";

/// The preposition that says whose a noun is.
const GENITIVE: &str = "de";

/// The preposition of places and of receivers.
const DATIVE: &str = "à";

/// What rules ask of the lexicon.
pub trait Lemmas {
    /// The id of a lemma.
    fn lemma_id(&self, text: &str) -> Option<LemmaId>;
    /// Every id is below it.
    fn lemma_count(&self) -> usize;
    /// Whether `text` is the infinitive of a verb.
    fn is_infinitive(&self, text: &str) -> bool;
    /// Lemmas of an inflected form, for messages.
    fn suggestions(&self, form: &str) -> Vec<String>;
}

/// What rules and statements ask about the entities of the gazetteer.
pub trait Entities {
    /// Ids from here on belong to single articles.
    fn count(&self) -> usize;
    /// The class of an entity; `None` for one that a single article introduces.
    fn class(&self, entity: EntityId) -> Option<ClassId>;
    /// The state whose capital or seat of power a place is.
    fn seat_of(&self, entity: EntityId) -> Option<EntityId>;
    /// What the entity is a part of.
    fn part_of(&self, entity: EntityId) -> Option<EntityId>;
    /// Usual French short name.
    fn label(&self, entity: EntityId) -> &str;
    /// Last segment of its IRI.
    fn slug(&self, entity: EntityId) -> &str;
}

/// All rules, with the table that leads from a trigger to its frames.
#[derive(Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// The frames that each lemma sets off.
    entries: Entries,
    /// The lemmas that set off frames which say what becomes of a complement, by number.
    governors: FixedBitSet,
    patterns: PatternIndex,
    companions: Companions,
    /// Head words that tell some role more than whom their group stands for, by the number of their lemma.
    heads: FixedBitSet,
    /// Verb phrases that say again what was said of another.
    echoes: Echoes,
    /// Words that several rules ask for.
    lists: WordLists,
    /// Which classes lie in which.
    lineages: Lineages,
    genitive: Option<LemmaId>,
    dative: Option<LemmaId>,
}

impl std::fmt::Debug for Rules {
    /// The tables are long; the ids tell which rules they hold.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.rules.iter().map(|rule| &rule.id))
            .finish()
    }
}

impl Rules {
    /// Reads every `rules/**.toml` of `data`, and the lists of words that they share. A rule with a mistake is left out and named; the
    /// others work.
    #[must_use]
    pub fn read(data: &Data, ontology: &Ontology, lemmas: &dyn Lemmas) -> (Self, Vec<RuleError>) {
        let (mut rules, mut errors): (Vec<Rule>, Vec<RuleError>) = (Vec::new(), Vec::new());
        let lists = WordLists::read(data, lemmas, &mut errors);
        let files = data.below(FOLDER).filter(|file| file.path.ends_with(".toml"));
        for file in files {
            match compile::compile(file, ontology, lemmas, &lists) {
                Ok(rule) => rules.push(rule),
                Err(found) => errors.extend(found),
            }
        }
        drop_duplicates(&mut rules, &mut errors);
        let rules = Self {
            echoes: Echoes::read(data, ontology, lemmas, &mut errors),
            lists,
            ..Self::new(rules, ontology, lemmas)
        };
        (rules, errors)
    }

    /// Reads every rule and refuses all where one has a mistake.
    ///
    /// # Errors
    /// [`RuleErrors`] names every mistake with file and line.
    pub fn load(data: &Data, ontology: &Ontology, lemmas: &dyn Lemmas) -> Result<Self, RuleErrors> {
        let (rules, errors) = Self::read(data, ontology, lemmas);
        if errors.is_empty() {
            Ok(rules)
        } else {
            Err(RuleErrors { errors })
        }
    }

    /// Indexes `rules` by their triggers; they are sorted by id, so that nothing depends on the
    /// folders they lie in.
    #[must_use]
    pub fn new(mut rules: Vec<Rule>, ontology: &Ontology, lemmas: &dyn Lemmas) -> Self {
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let count = lemmas.lemma_count();
        let companions = Companions::number(&mut rules, count);
        for rule in &mut rules {
            let (frames, roles) = (&mut rule.frames, &rule.roles);
            frames.iter_mut().for_each(|frame| frame.lay_down_demands(roles));
        }
        let frames = rules.iter().flat_map(|rule| &rule.frames);
        let governing = frames.filter(|frame| frame.content.is_some());
        let governors = governing.flat_map(|frame| frame.triggers.iter().map(|word| word.lemma.0 as usize));
        let roles = rules.iter().flat_map(|rule| &rule.roles);
        let heads = roles.flat_map(|role| [&role.unnamed, &role.parts, &role.owned]);
        Self {
            governors: governors.collect(),
            heads: heads
                .flat_map(LemmaSet::iter)
                .map(|lemma| lemma.0 as usize)
                .collect(),
            patterns: PatternIndex::new(&rules, companions.count()),
            companions,
            entries: Entries::new(&rules, count),
            echoes: Echoes::default(),
            lists: WordLists::default(),
            lineages: Lineages::of(ontology),
            rules,
            genitive: lemmas.lemma_id(GENITIVE),
            dative: lemmas.lemma_id(DATIVE),
        }
    }

    /// Whether some rule has the predicate of `clause` among its triggers, without asking for a
    /// companion: "prendre" says nothing yet, "prendre le pouvoir" does.
    #[must_use]
    pub fn sets_off(&self, clause: &Clause) -> bool {
        let kinds = [TriggerKind::Verb, TriggerKind::Noun, TriggerKind::Adjective];
        let predicate = &clause.predicate;
        let mut entries = [predicate.frame, predicate.lemma].into_iter().flat_map(|lemma| {
            kinds
                .into_iter()
                .flat_map(move |kind| self.entries.of(kind, lemma))
        });
        entries.any(|entry| {
            let frame = &self.rule(entry.rule).frames[entry.frame as usize];
            !frame.needs_companion()
        })
    }

    /// One rule.
    #[must_use]
    pub fn rule(&self, index: RuleIndex) -> &Rule {
        &self.rules[index.0 as usize]
    }

    /// The rule called `id`.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<RuleIndex> {
        let at = self
            .rules
            .binary_search_by(|rule| rule.id.as_str().cmp(id))
            .ok()?;
        Some(RuleIndex(at as u16))
    }

    /// The words of the list called `name`, in their order.
    #[must_use]
    pub fn word_list(&self, name: &str) -> Option<&[String]> {
        self.lists.get(name)
    }

    /// Every rule, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (RuleIndex, &Rule)> {
        self.rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (RuleIndex(at as u16), rule))
    }

    /// Number of rules.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// Of two rules with one id the first is kept, the second named.
fn drop_duplicates(rules: &mut Vec<Rule>, errors: &mut Vec<RuleError>) {
    let mut paths: FxHashMap<String, String> = FxHashMap::default();
    rules.retain(|rule| {
        let Some(other) = paths.get(&rule.id) else {
            paths.insert(rule.id.clone(), rule.path.clone());
            return true;
        };
        errors.push(RuleError::Duplicate {
            id: rule.id.clone(),
            other: other.clone(),
            src: rule.source.clone(),
            at: (0, 1).into(),
        });
        false
    });
}

/// The patterns by the set of words that is the likeliest to be missing: a sentence without any of them is passed over.
#[derive(Debug, Default)]
struct PatternIndex {
    gated: Listing<PatternEntry>,
    /// Numbers of the sets under which a pattern stands, a bit each.
    gates: Vec<u64>,
    needed: Needs,
}

impl PatternIndex {
    /// Lists the patterns of `rules` under their sets of words; every number of a set is below `count`.
    fn new(rules: &[Rule], count: usize) -> Self {
        let mut index = Self::default();
        let mut gated = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            for (pattern_at, pattern) in rule.patterns.iter().enumerate() {
                let need = index.needed.add(&pattern.needed);
                let row = usize::from(need.gate) / 64;
                index.gates.resize(index.gates.len().max(row + 1), 0);
                index.gates[row] |= 1 << (need.gate % 64);
                let entry = PatternEntry {
                    rule: RuleIndex(at as u16),
                    pattern: pattern_at as u16,
                    need,
                };
                gated.push((u32::from(need.gate), entry));
            }
        }
        index.gated = Listing::new(gated, count);
        index
    }
}

impl Lemmas for Lexicon {
    fn lemma_id(&self, text: &str) -> Option<LemmaId> {
        Self::lemma_id(self, text)
    }

    fn lemma_count(&self) -> usize {
        Self::lemma_count(self)
    }

    fn is_infinitive(&self, text: &str) -> bool {
        self.analyses(text).iter().any(|analysis| {
            matches!(analysis.class, Class::Verb | Class::Auxiliary) && self.lemma(analysis.lemma) == text
        })
    }

    fn suggestions(&self, form: &str) -> Vec<String> {
        let mut found: Vec<String> = self
            .analyses(form)
            .iter()
            .map(|analysis| self.lemma(analysis.lemma).to_owned())
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

impl Entities for Gazetteer {
    fn count(&self) -> usize {
        self.len()
    }

    fn class(&self, entity: EntityId) -> Option<ClassId> {
        self.get(entity).map(|entity| entity.class)
    }

    fn seat_of(&self, entity: EntityId) -> Option<EntityId> {
        self.get(entity)?.seat_of
    }

    fn part_of(&self, entity: EntityId) -> Option<EntityId> {
        self.get(entity)?.part_of
    }

    fn label(&self, entity: EntityId) -> &str {
        self.get(entity).map_or("", |entity| &entity.label)
    }

    fn slug(&self, entity: EntityId) -> &str {
        self.get(entity).map_or("", |entity| &entity.id)
    }
}
