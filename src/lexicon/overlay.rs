//! The hand-written files laid over the dictionary: function words, supplement, semantic classes,
//! locutions.
//!
//! A form of `function-words.toml` takes the place of the dictionary's readings unless one of its
//! entries says `keep = true`; everything else is added to them.

use super::error::{LexiconError, source_of, span, syntax};
use super::features::{Class, Features};
use super::locutions::Locutions;
use super::table::Table;
use super::{Analysis, LemmaId};
use crate::data::{Data, DataFile};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smallvec::SmallVec;
use toml::Spanned;

/// What the hand-written files say.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    forms: FxHashMap<Box<str>, Form>,
    /// Lemmas that the dictionary lacks; their ids follow the dictionary's.
    lemmas: Vec<Box<str>>,
    lemma_ids: FxHashMap<Box<str>, LemmaId>,
    first_lemma: u32,
    noun_features: FxHashMap<LemmaId, Features>,
    locutions: Locutions,
}

#[derive(Debug, Default)]
struct Form {
    readings: SmallVec<[Analysis; 4]>,
    /// Whether the dictionary's readings are put aside.
    replaces: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWords {
    #[serde(default)]
    word: Vec<FunctionWord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWord {
    form: String,
    /// The form itself where absent.
    lemma: Option<String>,
    class: Spanned<String>,
    #[serde(default)]
    features: Vec<Spanned<String>>,
    #[serde(default)]
    keep: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Supplement {
    #[serde(default)]
    word: Vec<SupplementWord>,
}

/// An open-class word; its plural adds s unless it says otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SupplementWord {
    lemma: String,
    /// One class or several ("NOUN", "ADJ") that inflect alike.
    class: Vec<Spanned<String>>,
    /// m, f, or mf for words with one form for both.
    gender: Option<Gender>,
    feminine: Option<String>,
    plural: Option<String>,
    feminine_plural: Option<String>,
    #[serde(default)]
    features: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Gender {
    #[serde(rename = "m")]
    Masculine,
    #[serde(rename = "f")]
    Feminine,
    #[serde(rename = "mf")]
    Either,
}

impl Gender {
    const fn features(self) -> Features {
        match self {
            Self::Masculine => Features::MASCULINE,
            Self::Feminine => Features::FEMININE,
            Self::Either => Features::MASCULINE.union(Features::FEMININE),
        }
    }
}

/// Lists of nouns by what they refer to: a feature and its lemmas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SemanticClasses {
    #[serde(default)]
    class: Vec<SemanticClass>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SemanticClass {
    feature: Spanned<String>,
    nouns: Vec<String>,
}

impl Overlay {
    pub(super) fn load(data: &Data, table: &Table) -> Result<Self, LexiconError> {
        let mut overlay = Self {
            first_lemma: table.lemma_count(),
            ..Self::default()
        };
        if let Some(file) = data.get("lexicon/function-words.toml") {
            for word in read::<FunctionWords>(file)?.word {
                overlay.add_function_word(file, table, word)?;
            }
        }
        if let Some(file) = data.get("lexicon/supplement.toml") {
            for word in read::<Supplement>(file)?.word {
                overlay.add_supplement(file, table, &word)?;
            }
        }
        if let Some(file) = data.get("lexicon/semantic-classes.toml") {
            for class in read::<SemanticClasses>(file)?.class {
                overlay.add_semantic_class(file, table, &class)?;
            }
        }
        if let Some(file) = data.get("lexicon/locutions.toml") {
            overlay.load_locutions(file, table)?;
        }
        Ok(overlay)
    }

    /// The readings that the files add to a form, and whether they replace the dictionary's.
    pub(super) fn readings(&self, form: &str) -> (&[Analysis], bool) {
        self.forms
            .get(form)
            .map_or((&[], false), |form| (&form.readings[..], form.replaces))
    }

    pub(super) fn lemma(&self, id: LemmaId) -> Option<&str> {
        let index = id.0.checked_sub(self.first_lemma)?;
        self.lemmas.get(index as usize).map(|lemma| &**lemma)
    }

    pub(super) fn lemma_id(&self, text: &str) -> Option<LemmaId> {
        self.lemma_ids.get(text).copied()
    }

    pub(super) fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

    /// What the semantic classes say of a noun.
    pub(super) fn noun_features(&self, lemma: LemmaId) -> Features {
        self.noun_features.get(&lemma).copied().unwrap_or_default()
    }

    pub(super) fn locutions(&self) -> &Locutions {
        &self.locutions
    }

    fn intern(&mut self, table: &Table, lemma: &str) -> LemmaId {
        if let Some(id) = table.lemma_id(lemma).or_else(|| self.lemma_id(lemma)) {
            return id;
        }
        let id = LemmaId(self.first_lemma + self.lemmas.len() as u32);
        self.lemmas.push(lemma.into());
        self.lemma_ids.insert(lemma.into(), id);
        id
    }

    fn add_function_word(
        &mut self,
        file: &DataFile,
        table: &Table,
        word: FunctionWord,
    ) -> Result<(), LexiconError> {
        let reading = Analysis {
            lemma: self.intern(table, word.lemma.as_deref().unwrap_or(&word.form)),
            class: class(file, &word.class)?,
            features: features(file, &word.features)?,
        };
        let form = self.forms.entry(word.form.into()).or_insert_with(|| Form {
            replaces: true,
            ..Form::default()
        });
        form.readings.push(reading);
        form.replaces &= !word.keep;
        Ok(())
    }

    fn add_supplement(
        &mut self,
        file: &DataFile,
        table: &Table,
        word: &SupplementWord,
    ) -> Result<(), LexiconError> {
        let lemma = self.intern(table, &word.lemma);
        let extra = features(file, &word.features)?;
        for tag in &word.class {
            let class = class(file, tag)?;
            for (form, inflection) in word.inflections() {
                let reading = Analysis {
                    lemma,
                    class,
                    features: inflection | extra,
                };
                self.forms.entry(form.into()).or_default().readings.push(reading);
            }
        }
        Ok(())
    }

    fn add_semantic_class(
        &mut self,
        file: &DataFile,
        table: &Table,
        class: &SemanticClass,
    ) -> Result<(), LexiconError> {
        let features = features(file, std::slice::from_ref(&class.feature))?;
        for noun in &class.nouns {
            let lemma = self.intern(table, noun);
            *self.noun_features.entry(lemma).or_default() |= features;
        }
        Ok(())
    }

    fn load_locutions(&mut self, file: &DataFile, table: &Table) -> Result<(), LexiconError> {
        for entry in read::<super::locutions::LocutionFile>(file)?.locution {
            let lemma = self.intern(table, entry.lemma());
            let class = class(file, &entry.class)?;
            let features = features(file, &entry.features)?;
            let tags = match &entry.tags {
                Some(tags) => locution_tags(file, tags, entry.words().len())?,
                None => SmallVec::new(),
            };
            let first = entry.words()[0].to_owned();
            let mut firsts: SmallVec<[LemmaId; 4]> = table
                .readings(first.as_bytes())
                .chain(self.readings(&first).0.iter().copied())
                .map(|reading| reading.lemma)
                .collect();
            if firsts.is_empty() {
                firsts.push(LemmaId::UNKNOWN);
            }
            firsts.dedup();
            self.locutions.add(&entry, &firsts, lemma, class, features, tags);
        }
        self.locutions.sort();
        Ok(())
    }
}

impl SupplementWord {
    /// Every form with its gender and number; a word without gender does not inflect.
    fn inflections(&self) -> Vec<(String, Features)> {
        let Some(gender) = self.gender else {
            return vec![(self.lemma.clone(), Features::empty())];
        };
        let gender = gender.features();
        let gender = if self.feminine.is_some() {
            Features::MASCULINE
        } else {
            gender
        };
        let plural = |explicit: &Option<String>, singular: &str| {
            explicit.clone().unwrap_or_else(|| match singular.chars().last() {
                Some('s' | 'x' | 'z') => singular.to_owned(),
                _ => format!("{singular}s"),
            })
        };
        let mut forms = vec![
            (self.lemma.clone(), gender | Features::SINGULAR),
            (plural(&self.plural, &self.lemma), gender | Features::PLURAL),
        ];
        if let Some(feminine) = &self.feminine {
            forms.push((feminine.clone(), Features::FEMININE | Features::SINGULAR));
            forms.push((
                plural(&self.feminine_plural, feminine),
                Features::FEMININE | Features::PLURAL,
            ));
        }
        if forms[0].0 == forms[1].0 {
            forms[0].1 |= Features::PLURAL;
            forms.remove(1);
        }
        forms
    }
}

fn read<T: DeserializeOwned>(file: &DataFile) -> Result<T, LexiconError> {
    file.toml().map_err(|error| syntax(file, &error))
}

fn class(file: &DataFile, tag: &Spanned<String>) -> Result<Class, LexiconError> {
    Class::from_tag(tag.get_ref()).ok_or_else(|| LexiconError::UnknownClass {
        class: tag.get_ref().clone(),
        src: source_of(file),
        at: span(tag.span()),
    })
}

fn locution_tags(
    file: &DataFile,
    tags: &Spanned<Vec<Spanned<String>>>,
    words: usize,
) -> Result<SmallVec<[Class; 6]>, LexiconError> {
    if tags.get_ref().len() != words {
        return Err(LexiconError::LocutionTags {
            words,
            tags: tags.get_ref().len(),
            src: source_of(file),
            at: span(tags.span()),
        });
    }
    tags.get_ref().iter().map(|tag| class(file, tag)).collect()
}

/// The features of these names: `SubjectClitic` for `SUBJECT_CLITIC`.
fn features(file: &DataFile, names: &[Spanned<String>]) -> Result<Features, LexiconError> {
    let mut features = Features::empty();
    for name in names {
        features |= Features::from_name(&constant_case(name.get_ref())).ok_or_else(|| {
            let known: Vec<String> = Features::all()
                .iter_names()
                .map(|(name, _)| camel_case(name))
                .collect();
            LexiconError::UnknownFeature {
                feature: name.get_ref().clone(),
                known: known.join(", "),
                src: source_of(file),
                at: span(name.span()),
            }
        })?;
    }
    Ok(features)
}

fn constant_case(name: &str) -> String {
    let mut constant = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            constant.push('_');
        }
        constant.extend(letter.to_uppercase());
    }
    constant
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|part| format!("{}{}", &part[..1], part[1..].to_lowercase()))
        .collect()
}
