//! What Griot says to people, in French and English (`data/messages/*.ftl`).

use clap::ValueEnum;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language of messages and pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Fr,
    En,
}

impl Language {
    /// The language asked for, else the locale's, else English.
    pub(super) fn choose(asked: Option<Self>) -> Self {
        let locale = || sys_locale::get_locale().is_some_and(|locale| locale.starts_with("fr"));
        asked.unwrap_or_else(|| if locale() { Self::Fr } else { Self::En })
    }

    /// BCP 47 tag.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::Fr => include_str!("../../data/messages/fr.ftl"),
            Self::En => include_str!("../../data/messages/en.ftl"),
        }
    }
}

/// The messages of one language.
pub(super) struct Messages {
    bundle: FluentBundle<FluentResource>,
    source: &'static str,
}

impl Messages {
    /// Reads the messages of `language`.
    pub(super) fn new(language: Language) -> Self {
        // A resource with faults still holds its good messages; a test holds both files to have none.
        let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(good, _)| good);
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self {
            bundle,
            source: language.source(),
        }
    }

    /// The message `key`; the key itself where there is none.
    pub(super) fn get(&self, key: &str) -> String {
        self.with(key, &FluentArgs::new())
    }

    /// The message `key` about so many things.
    pub(super) fn counted(&self, key: &str, count: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", count);
        self.with(key, &arguments)
    }

    /// The messages whose keys begin with `prefix`, by the rest of the key.
    pub(super) fn below(&self, prefix: &str) -> Vec<(String, String)> {
        let keys = self.source.lines().filter_map(|line| {
            let (key, _) = line.split_once(" = ")?;
            key.strip_prefix(prefix).map(|rest| (rest, key))
        });
        keys.map(|(rest, key)| (rest.to_owned(), self.get(key))).collect()
    }

    /// The message `key` with its variables filled in.
    pub(super) fn with(&self, key: &str, arguments: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        self.bundle
            .format_pattern(pattern, Some(arguments), &mut Vec::new())
            .into_owned()
    }
}

impl From<crate::ontology::Language> for Language {
    fn from(language: crate::ontology::Language) -> Self {
        match language {
            crate::ontology::Language::French => Self::Fr,
            crate::ontology::Language::English => Self::En,
        }
    }
}

impl From<Language> for crate::ontology::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::French,
            Language::En => Self::English,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(language: Language) -> BTreeSet<&'static str> {
        let lines = language.source().lines();
        lines
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key)
            .filter(|key| !key.starts_with([' ', '#']))
            .collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(keys(Language::Fr), keys(Language::En));
        for language in [Language::Fr, Language::En] {
            assert!(FluentResource::try_new(language.source().to_owned()).is_ok());
        }
    }

    #[test]
    fn the_page_finds_all_its_words() {
        let script = include_str!("../serve/explorer/explorer.js");
        let known = keys(Language::En);
        let asked = script
            .split("w(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        for word in asked {
            assert!(known.contains(format!("explorer-{word}").as_str()), "{word}");
        }
    }
}
