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
        use super::gazetteer::each;
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

    /// The forms that a placeholder of a template may take; the first one is the usual one.
    fn placeholder(&self, name: &str) -> Vec<String> {
        let table = self.demonym.clone().unwrap_or_default();
        let demonym = |form: Option<&OneOrMany>| -> Vec<String> {
            form.into_iter()
                .flat_map(OneOrMany::iter)
                .chain(self.demonym_invariable.iter().flat_map(OneOrMany::iter))
                .chain(self.demonym_aliases.iter().map(String::as_str))
                .map(str::to_owned)
                .collect()
        };
        match name {
            "{id}" => vec![self.id.get_ref().clone()],
            "{name}" => vec![self.label.get_ref().clone()],
            "{ms}" => demonym(table.ms.as_ref()),
            "{fs}" => demonym(table.fs.as_ref()),
            "{mp}" => demonym(table.mp.as_ref()),
            "{fp}" => demonym(table.fp.as_ref()),
            "{du}" => vec![self.with_article()],
            _ => Vec::new(),
        }
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
    /// The entity that this template makes for `state`. A name that needs a form which the state
    /// lacks is left out.
    pub fn instance(&self, state: &RawEntity) -> RawEntity {
        let fill = |text: &Spanned<String>| -> Vec<Spanned<String>> {
            expand(text.get_ref(), state)
                .into_iter()
                .map(|form| Spanned::new(text.span(), form))
                .collect()
        };
        let first = |text: &Spanned<String>| {
            fill(text)
                .into_iter()
                .next()
                .unwrap_or_else(|| Spanned::new(text.span(), state.label.get_ref().clone()))
        };
        let labels = fill(&self.label);
        RawEntity {
            id: first(&self.id),
            class: self.class.clone(),
            label: labels.first().cloned().unwrap_or_else(|| {
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
                .into_iter()
                .skip(1)
                .chain(self.aliases.iter().flat_map(fill))
                .collect(),
            short: Vec::new(),
            demonym: None,
            demonym_invariable: None,
            demonym_aliases: Vec::new(),
            capital: None,
            seats: Vec::new(),
            part_of: self.part_of.as_ref().map(first),
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

/// Every way to fill the placeholders of `text`.
fn expand(text: &str, state: &RawEntity) -> Vec<String> {
    let Some(key) = PLACEHOLDERS.into_iter().find(|key| text.contains(key)) else {
        return vec![text.to_owned()];
    };
    state
        .placeholder(key)
        .into_iter()
        .flat_map(|form| expand(&text.replace(key, &form), state))
        .collect()
}
