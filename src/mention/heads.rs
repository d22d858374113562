//! Titles and head nouns: the words that tell what an unknown name stands for.

use super::Kind;
use super::fold::lowered;
use super::gazetteer::Gazetteer;
use super::vocabulary::{Phrases, VocabularyError, Words, fault, inflections, read};
use crate::data::Data;
use crate::lexicon::Features;
use crate::ontology::ClassId;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

const TITLES: &str = "grammar/titles.toml";
const HEADS: &str = "grammar/head-nouns.toml";

/// How much of a name a title asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleKind {
    /// A family name will do ("M. Diop").
    Courtesy,
    /// Military.
    Rank,
    /// Political.
    Office,
    /// A full name follows ("l'analyste Jean Diop").
    Profession,
}

/// A word before a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// Of which sort.
    pub kind: TitleKind,
    /// Gender and number.
    pub features: Features,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitles {
    courtesy: RawTitle,
    rank: RawTitle,
    office: RawTitle,
    profession: RawTitle,
    names: RawNames,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitle {
    m: Vec<String>,
    f: Vec<String>,
    p: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    particles: Vec<String>,
    weak_particles: Vec<String>,
    former: Vec<String>,
    nickname: Vec<String>,
    given: Vec<String>,
    retired: Vec<String>,
}

/// Titles and the small words of persons' names.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    titles: Phrases<Title>,
    particles: Phrases<bool>,
    /// Particles that may be grown together with the name: "al-Fathi".
    prefixes: FxHashSet<u64>,
    between: FxHashSet<u64>,
    nickname: Phrases<()>,
    retired: Phrases<()>,
    given: FxHashSet<u64>,
}

impl Titles {
    /// Reads `grammar/titles.toml`.
    ///
    /// # Errors
    /// [`VocabularyError`] where it is missing or malformed.
    pub fn load(data: &Data, gazetteer: &Gazetteer) -> Result<Self, VocabularyError> {
        let raw: RawTitles = read(data, TITLES)?;
        let mut titles = Self {
            given: gazetteer.given_names.clone(),
            ..Self::default()
        };
        for (kind, forms) in [
            (TitleKind::Courtesy, &raw.courtesy),
            (TitleKind::Rank, &raw.rank),
            (TitleKind::Office, &raw.office),
            (TitleKind::Profession, &raw.profession),
        ] {
            // A later phrase of the same words comes first: the masculine is the unmarked one.
            for (forms, features) in [
                (&forms.p, Features::PLURAL),
                (&forms.f, Features::FEMININE.union(Features::SINGULAR)),
                (&forms.m, Features::MASCULINE.union(Features::SINGULAR)),
            ] {
                for form in forms {
                    titles.titles.insert(form, Title { kind, features });
                }
            }
        }
        raw.names
            .particles
            .iter()
            .for_each(|form| titles.particles.insert(form, false));
        titles
            .prefixes
            .extend(raw.names.particles.iter().map(|form| lowered(form)));
        raw.names
            .weak_particles
            .iter()
            .for_each(|form| titles.particles.insert(form, true));
        titles
            .between
            .extend(raw.names.former.iter().map(|form| lowered(form)));
        raw.names
            .nickname
            .iter()
            .for_each(|form| titles.nickname.insert(form, ()));
        raw.names
            .retired
            .iter()
            .for_each(|form| titles.retired.insert(form, ()));
        titles
            .given
            .extend(raw.names.given.iter().map(|form| lowered(form)));
        Ok(titles)
    }

    /// The key of every word that begins a title, in no order.
    pub fn first_words(&self) -> impl Iterator<Item = u64> {
        self.titles.first_words()
    }

    /// A title that begins at word `at`, with the index after it.
    #[must_use]
    pub fn at(&self, words: &Words<'_>, at: usize) -> Option<(Title, usize)> {
        self.titles.longest(words, at).map(|(title, end)| (*title, end))
    }

    /// The title right before word `end`; `skip` tells which words may stand between.
    #[must_use]
    pub fn before(&self, words: &Words<'_>, end: usize, skip: impl Fn(usize) -> bool) -> Option<Title> {
        let mut end = end;
        for _ in 0..3 {
            if let Some((title, _)) = self.titles.before(words, end) {
                return Some(*title);
            }
            // "le colonel à la retraite X"
            if let Some((_, start)) = self.retired.before(words, end) {
                end = start;
                continue;
            }
            let previous = end.checked_sub(1)?;
            if !skip(previous) && !self.between.contains(&words.key(previous)) {
                return None;
            }
            end = previous;
        }
        None
    }

    /// Where the words begin that make what stands at `end` another name ("dit", "alias").
    #[must_use]
    pub fn nickname_before(&self, words: &Words<'_>, end: usize) -> Option<usize> {
        self.nickname.before(words, end).map(|(_, start)| start)
    }

    /// Whether the word is a given name that is known.
    #[must_use]
    pub fn is_given(&self, key: u64) -> bool {
        self.given.contains(&key)
    }

    /// "al-Fathi": a name in small letters up to the hyphen behind its particle.
    #[must_use]
    pub fn is_prefixed_name(&self, word: &str) -> bool {
        word.split_once('-').is_some_and(|(particle, name)| {
            name.starts_with(char::is_uppercase) && self.prefixes.contains(&lowered(particle))
        })
    }

    /// A particle at `at`: whether it needs a given name before it, and the index after it.
    #[must_use]
    pub fn particle(&self, words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
        self.particles.longest(words, at).map(|(weak, end)| (*weak, end))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeads {
    head: Vec<RawHead>,
    ending: Vec<RawEnding>,
    things: RawIgnored,
    places: RawPlaces,
    links: RawLinks,
    ignored: RawIgnored,
    homes: RawHomes,
}

/// Classes whose names go on with the place where they are at home.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHomes {
    words: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIgnored {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHead {
    class: Spanned<String>,
    nouns: Vec<String>,
    #[serde(default)]
    opens: bool,
    #[serde(default)]
    before: bool,
    #[serde(default)]
    de: bool,
    /// The name has an article of its own: "la vallée de la Vézère".
    #[serde(default)]
    article: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEnding {
    class: Spanned<String>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlaces {
    prepositions: Vec<String>,
    joints: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLinks {
    words: Vec<String>,
    articles: Vec<String>,
}

/// Class and kind that a head noun gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typing {
    /// Class of the ontology.
    pub class: ClassId,
    /// What it comes down to.
    pub kind: Kind,
}

/// Head nouns by what they do.
#[derive(Debug, Clone, Default)]
pub struct Heads {
    opens: Phrases<Typing>,
    before: Phrases<Typing>,
    with_de: Phrases<Typing>,
    places: Phrases<()>,
    /// Words that join one place to another.
    joints: Phrases<()>,
    links: Phrases<()>,
    articles: FxHashSet<u64>,
    ignored: FxHashSet<u64>,
    endings: FxHashMap<u64, Typing>,
    things: Phrases<()>,
    homes: FxHashSet<ClassId>,
}

impl Heads {
    /// Reads `grammar/head-nouns.toml`.
    ///
    /// # Errors
    /// [`VocabularyError`] where it is missing or malformed, or names a class that is none.
    pub fn load(data: &Data, gazetteer: &Gazetteer) -> Result<Self, VocabularyError> {
        let raw: RawHeads = read(data, HEADS)?;
        let mut heads = Self::default();
        let typing = |name: &Spanned<String>| {
            let class = gazetteer.class(name.get_ref()).ok_or_else(|| {
                fault(
                    data,
                    HEADS,
                    name.span(),
                    format!("unknown class `{}`", name.get_ref()),
                    "write a class of ontology/griot.ttl",
                )
            })?;
            let kind = gazetteer.kind_of(class);
            Ok::<Typing, VocabularyError>(Typing { class, kind })
        };
        for home in &raw.homes.words {
            heads.homes.insert(typing(home)?.class);
        }
        for ending in &raw.ending {
            let typing = typing(&ending.class)?;
            heads
                .endings
                .extend(ending.words.iter().map(|word| (lowered(word), typing)));
        }
        for noun in raw.things.words.iter().flat_map(|noun| inflections(noun)) {
            heads.things.insert(&noun, ());
        }
        for head in &raw.head {
            let typing = typing(&head.class)?;
            for noun in head.nouns.iter().flat_map(|noun| inflections(noun)) {
                if head.opens {
                    heads.opens.insert(&noun, typing);
                }
                if head.before {
                    heads.before.insert(&noun, typing);
                }
                if head.de {
                    heads.with_de.insert(&format!("{noun} de"), typing);
                    heads.with_de.insert(&format!("{noun} d'"), typing);
                }
                if head.article {
                    for genitive in ["du", "de la"] {
                        heads.with_de.insert(&format!("{noun} {genitive}"), typing);
                    }
                }
            }
        }
        raw.places.prepositions.iter().for_each(|form| {
            heads.places.insert(form, ());
            if let Some(stem) = form.strip_suffix("de") {
                heads.places.insert(&format!("{stem}d'"), ());
            }
        });
        raw.places
            .joints
            .iter()
            .for_each(|form| heads.joints.insert(form, ()));
        raw.links
            .words
            .iter()
            .for_each(|form| heads.links.insert(form, ()));
        heads
            .articles
            .extend(raw.links.articles.iter().map(|form| lowered(form)));
        heads
            .ignored
            .extend(raw.ignored.words.iter().map(|form| lowered(form)));
        Ok(heads)
    }

    /// A head noun at `at` that opens a name, with the index after it.
    #[must_use]
    pub fn opening(&self, words: &Words<'_>, at: usize) -> Option<(Typing, usize)> {
        self.opens.longest(words, at).map(|(typing, end)| (*typing, end))
    }

    /// What a head noun right before `end` says of the name there.
    #[must_use]
    pub fn before(&self, words: &Words<'_>, end: usize) -> Option<Typing> {
        let with_de = self.with_de.before(words, end);
        with_de
            .or_else(|| self.before.before(words, end))
            .map(|(typing, _)| *typing)
    }

    /// Whether a place or a thing right before `end` bears a person's name: "le stade X", but not "la ville de X".
    #[must_use]
    pub fn names_after_persons(&self, words: &Words<'_>, end: usize) -> bool {
        let place = |typing: &Typing| typing.kind == Kind::Place;
        self.thing_before(words, end)
            || self
                .before
                .before(words, end)
                .is_some_and(|(typing, _)| place(typing))
    }

    /// What a head noun at `at` says of a name that it is apposed to.
    #[must_use]
    pub fn describing(&self, words: &Words<'_>, at: usize) -> Option<Typing> {
        self.before.longest(words, at).map(|(typing, _)| *typing)
    }

    /// What a word says of the name that it closes ("Foundation", "Resources").
    #[must_use]
    pub fn ending(&self, key: u64) -> Option<Typing> {
        self.endings.get(&key).copied()
    }

    /// Whether the name at `end` is a thing's: "le drone X", "le cyclone X".
    #[must_use]
    pub fn thing_before(&self, words: &Words<'_>, end: usize) -> bool {
        self.things.before(words, end).is_some()
    }

    /// Whether a place is to be expected at `end`.
    #[must_use]
    pub fn place_expected(&self, words: &Words<'_>, end: usize) -> bool {
        self.places.before(words, end).is_some()
    }

    /// Where the words begin that join the name at `end` to a place before it, if such stand there.
    #[must_use]
    pub fn joint_before(&self, words: &Words<'_>, end: usize) -> Option<usize> {
        self.joints.before(words, end).map(|(_, start)| start)
    }

    /// Whether names of the class go on with the place where such are at home: "Parti démocratique *du Kosovo*".
    #[must_use]
    pub fn has_home(&self, class: ClassId) -> bool {
        self.homes.contains(&class)
    }

    /// The small words at `at` with which the name of an organisation may go on.
    #[must_use]
    pub fn link(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        self.links.longest(words, at).map(|(_, end)| end)
    }

    /// Whether the word names nobody although it is capitalised.
    #[must_use]
    pub fn is_ignored(&self, key: u64) -> bool {
        self.ignored.contains(&key)
    }

    /// Whether the word is an article, contracted or not.
    #[must_use]
    pub fn is_article(&self, key: u64) -> bool {
        self.articles.contains(&key)
    }
}
