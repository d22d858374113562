//! Words that say who says something: `data/grammar/attribution.toml`.

use super::Lists;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttributionFile {
    verbs: Vec<String>,
    /// Verbs that report speech only before "que" or beside a quotation.
    verbs_with_clause: Vec<String>,
    nouns: Vec<String>,
    prepositions: Vec<String>,
    /// Nouns of speech acts whose "de" names the speaker ("selon une déclaration de X").
    #[serde(default)]
    sources: Vec<String>,
    /// Nouns that name an unnamed speaker after a bare "de" ("de source officielle").
    #[serde(default)]
    origins: Vec<String>,
    /// Nouns of what is written and read: behind a comma, a participle describes them and not whose they are.
    #[serde(default)]
    documents: Vec<String>,
    /// Prepositions that mark the speaker before a relative pronoun ("pour qui").
    #[serde(default)]
    relative_prepositions: Vec<String>,
}

impl AttributionFile {
    /// Its lists, each with what standing in it means.
    pub(super) fn lists(&self) -> [(&[String], Lists); 8] {
        [
            (&self.verbs, Lists::SPEECH_VERB),
            (&self.verbs_with_clause, Lists::SPEECH_WITH_CLAUSE),
            (&self.nouns, Lists::SPEECH_NOUN),
            (&self.sources, Lists::SPEECH_NOUN),
            (&self.prepositions, Lists::SOURCE),
            (&self.relative_prepositions, Lists::SOURCE_OF_RELATIVE),
            (&self.origins, Lists::ORIGIN),
            (&self.documents, Lists::DOCUMENT),
        ]
    }
}
