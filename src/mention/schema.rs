//! The keys of `data/gazetteer/**.toml`, as they are written.

use serde::Deserialize;
use toml::Spanned;

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    #[serde(default)]
    pub entity: Vec<Spanned<RawEntity>>,
    #[serde(default)]
    pub template: Vec<RawTemplate>,
}

/// One form, or several where usage wavers.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(form) => std::slice::from_ref(form),
            Self::Many(forms) => forms.as_slice(),
        }
        .iter()
        .map(String::as_str)
    }
}

/// Every form of a list that may be one form.
fn each(forms: Option<&OneOrMany>) -> impl Iterator<Item = &str> {
    forms.into_iter().flat_map(OneOrMany::iter)
}

/// Adjective of nationality: masculine and feminine, singular and plural.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDemonym {
    pub ms: Option<OneOrMany>,
    pub fs: Option<OneOrMany>,
    pub mp: Option<OneOrMany>,
    pub fp: Option<OneOrMany>,
}

/// A member of an organisation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMember {
    pub id: Spanned<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

/// An office of a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOffice {
    pub title: String,
    pub of: Spanned<String>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub kind: Option<String>,
}

/// An entity as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntity {
    pub id: Spanned<String>,
    pub class: Spanned<String>,
    pub label: Spanned<String>,
    pub gender: Option<String>,
    pub number: Option<String>,
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    #[serde(default)]
    pub short: Vec<Spanned<String>>,
    pub demonym: Option<RawDemonym>,
    pub demonym_invariable: Option<OneOrMany>,
    #[serde(default)]
    pub demonym_aliases: Vec<String>,
    #[serde(default)]
    pub demonym_prefix: Vec<String>,
    pub capital: Option<Spanned<String>>,
    #[serde(default)]
    pub seats: Vec<Spanned<String>>,
    pub part_of: Option<Spanned<String>>,
    #[serde(default)]
    pub members: Vec<RawMember>,
    #[serde(default)]
    pub offices: Vec<RawOffice>,
    pub surname: Option<String>,
    pub succeeds: Option<Spanned<String>>,
    #[serde(default)]
    pub common: bool,
    #[serde(default)]
    pub ambiguous: Vec<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
    pub wikidata: Option<String>,
}

impl RawEntity {
    /// Every form of the adjective of nationality.
    pub fn demonyms(&self) -> impl Iterator<Item = &str> {
        let table = self.demonym.as_ref();
        each(table.and_then(|table| table.ms.as_ref()))
            .chain(each(table.and_then(|table| table.fs.as_ref())))
            .chain(each(table.and_then(|table| table.mp.as_ref())))
            .chain(each(table.and_then(|table| table.fp.as_ref())))
            .chain(each(self.demonym_invariable.as_ref()))
            .chain(self.demonym_aliases.iter().map(String::as_str))
    }

    /// Where the `place`th of label, aliases and short forms stands.
    pub fn name_span(&self, place: usize) -> std::ops::Range<usize> {
        std::iter::once(&self.label)
            .chain(&self.aliases)
            .chain(&self.short)
            .nth(place)
            .map_or(0..0, Spanned::span)
    }

    /// The forms that each of the [`PLACEHOLDERS`] may take; the first one is the usual one.
    pub fn fillings(&self) -> Fillings {
        let table = self.demonym.as_ref();
        let demonym = |form: Option<&OneOrMany>| -> Vec<String> {
            form.into_iter()
                .flat_map(OneOrMany::iter)
                .chain(self.demonym_invariable.iter().flat_map(OneOrMany::iter))
                .chain(self.demonym_aliases.iter().map(String::as_str))
                .map(str::to_owned)
                .collect()
        };
        Fillings([
            vec![self.id.get_ref().clone()],
            vec![self.label.get_ref().clone()],
            demonym(table.and_then(|table| table.ms.as_ref())),
            demonym(table.and_then(|table| table.fs.as_ref())),
            demonym(table.and_then(|table| table.mp.as_ref())),
            demonym(table.and_then(|table| table.fp.as_ref())),
            vec![self.with_article()],
        ])
    }

    /// "du Mali", "de la Guinée", "de l'Iran", "des États-Unis".
    fn with_article(&self) -> String {
        let name = self.label.get_ref();
        let vowel = name
            .chars()
            .next()
            .is_some_and(|first| "aeiouy".contains(super::fold::fold(first).0));
        match (self.number.as_deref(), self.gender.as_deref()) {
            (Some("pl"), _) => format!("des {name}"),
            (_, Some(_)) if vowel => format!("de l'{name}"),
            (_, Some("m")) => format!("du {name}"),
            (_, Some("f")) => format!("de la {name}"),
            _ => format!("de {name}"),
        }
    }
}

const PLACEHOLDERS: [&str; 7] = ["{id}", "{name}", "{ms}", "{fs}", "{mp}", "{fp}", "{du}"];

/// What one state puts in the place of each of the [`PLACEHOLDERS`].
pub(super) struct Fillings([Vec<String>; PLACEHOLDERS.len()]);

impl Fillings {
    /// Every way to fill the placeholders of `text`.
    fn fill(&self, text: &str) -> Vec<String> {
        let placeholder = text.find('{').and_then(|open| {
            let key = &text[open..=open + text[open..].find('}')?];
            let place = PLACEHOLDERS.iter().position(|known| *known == key)?;
            Some((key, &self.0[place]))
        });
        let Some((key, forms)) = placeholder else {
            return vec![text.to_owned()];
        };
        forms
            .iter()
            .flat_map(|form| self.fill(&text.replace(key, form)))
            .collect()
    }

    fn fill_at(&self, text: &Spanned<String>) -> impl Iterator<Item = Spanned<String>> {
        let span = text.span();
        self.fill(text.get_ref())
            .into_iter()
            .map(move |form| Spanned::new(span.clone(), form))
    }
}

/// An entity that every state has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTemplate {
    pub class: Spanned<String>,
    pub id: Spanned<String>,
    pub label: Spanned<String>,
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    pub part_of: Option<Spanned<String>>,
    pub gender: Option<String>,
    pub number: Option<String>,
    #[serde(default)]
    pub common: bool,
}

impl RawTemplate {
    /// Id of the entity that this template makes for `state`.
    pub fn instance_id(&self, state: &RawEntity, fillings: &Fillings) -> Spanned<String> {
        first(&self.id, state, fillings)
    }

    /// The entity that this template makes for `state`. A name that needs a form which the state
    /// lacks is left out.
    pub fn instance(&self, state: &RawEntity, fillings: &Fillings) -> RawEntity {
        let mut labels = fillings.fill_at(&self.label);
        RawEntity {
            id: self.instance_id(state, fillings),
            class: self.class.clone(),
            label: labels.next().unwrap_or_else(|| {
                // A state without adjective: "Forces armées (Sainte-Lucie)" is better than nothing.
                let bare = PLACEHOLDERS
                    .iter()
                    .fold(self.label.get_ref().clone(), |text, key| text.replace(key, ""));
                Spanned::new(
                    self.label.span(),
                    format!("{} ({})", bare.trim(), state.label.get_ref()),
                )
            }),
            gender: self.gender.clone(),
            number: self.number.clone(),
            aliases: labels
                .chain(self.aliases.iter().flat_map(|alias| fillings.fill_at(alias)))
                .collect(),
            short: Vec::new(),
            demonym: None,
            demonym_invariable: None,
            demonym_aliases: Vec::new(),
            demonym_prefix: Vec::new(),
            capital: None,
            seats: Vec::new(),
            part_of: self.part_of.as_ref().map(|whole| first(whole, state, fillings)),
            members: Vec::new(),
            offices: Vec::new(),
            surname: None,
            succeeds: None,
            common: self.common,
            ambiguous: Vec::new(),
            contexts: Vec::new(),
            wikidata: None,
        }
    }
}

/// The usual way to fill the placeholders of `text`; the state's label where it has none.
fn first(text: &Spanned<String>, state: &RawEntity, fillings: &Fillings) -> Spanned<String> {
    fillings
        .fill_at(text)
        .next()
        .unwrap_or_else(|| Spanned::new(text.span(), state.label.get_ref().clone()))
}
