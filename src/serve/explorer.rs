//! The page for people: questions, answers as tables, entities with what is said of them.
//!
//! One page, one script, one style sheet, all of them in the binary; they fetch nothing from
//! elsewhere and ask the service as any client would.

use super::service::{Asked, typed};
use crate::graph::{PREFIXES, Questions};
use crate::ontology::{Language, Ontology};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::{Map, Value, json};

const PAGE: &str = include_str!("explorer/page.html");
pub(super) const SCRIPT: &str = include_str!("explorer/explorer.js");
pub(super) const STYLE: &str = include_str!("explorer/explorer.css");
pub(super) const SYMBOL: &str = include_str!("explorer/griot.svg");

pub(super) const FONT: &[u8] = include_bytes!("../../data/fonts/GriotSans-Regular.ttf");
pub(super) const BOLD_FONT: &[u8] = include_bytes!("../../data/fonts/GriotSans-SemiBold.ttf");

/// Nothing from elsewhere, nothing inline, in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The languages of the page.
const LANGUAGES: [(&str, Language); 2] = [("fr", Language::French), ("en", Language::English)];

/// The page's words in one language.
pub type Words = Vec<(String, String)>;

/// The page in each language.
#[derive(Debug)]
pub(super) struct Explorer {
    pages: [String; 2],
    /// Where the client does not say.
    language: Language,
    /// The canned questions as JSON.
    pub(super) questions: String,
}

impl Explorer {
    /// `words` in French and in English.
    pub(super) fn new(
        ontology: &Ontology,
        questions: &Questions,
        base: &str,
        words: [Words; 2],
        language: Language,
    ) -> Self {
        let questions = questions_of(questions);
        let mut words = words.into_iter();
        let pages = LANGUAGES.map(|(tag, language)| {
            let words: Map<String, Value> = words
                .next()
                .unwrap_or_default()
                .into_iter()
                .map(|(key, text)| (key, text.into()))
                .collect();
            let prefixes: Map<String, Value> = PREFIXES
                .into_iter()
                .chain([("id", base)])
                .map(|(prefix, iri)| (prefix.to_owned(), iri.into()))
                .collect();
            let relations: Vec<&str> = ontology
                .predicates()
                .map(|predicate| ontology.predicate_name(predicate))
                .collect();
            let known = json!({
                "relations": relations,
                "language": tag, "words": words, "prefixes": prefixes, "base": base,
                "labels": labels(ontology, language), "questions": questions,
            });
            // A script element ends at the first `</`, whatever its type.
            let known = known.to_string().replace('<', "\\u003c");
            PAGE.replace("{{language}}", tag).replace("{{known}}", &known)
        });
        Self {
            pages,
            language,
            questions: questions.to_string(),
        }
    }

    /// The page in the language of the request.
    pub(super) fn page(&self, asked: &Asked) -> Response {
        let language = self.language_of(asked);
        let place = LANGUAGES
            .iter()
            .position(|(_, own)| *own == language)
            .unwrap_or_default();
        let mut response = typed("text/html; charset=utf-8", self.pages[place].clone());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }

    /// What `lang` says, else the first language of Accept-Language that there is a page in.
    pub(super) fn language_of(&self, asked: &Asked) -> Language {
        let asked_for = url::form_urlencoded::parse(asked.uri.query().unwrap_or_default().as_bytes())
            .find_map(|(name, value)| (name == "lang").then(|| value.into_owned()));
        let accepted = asked.headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        asked_for
            .iter()
            .map(String::as_str)
            .chain(accepted.split(','))
            .find_map(|tag| {
                let primary = tag.trim().get(..2)?.to_ascii_lowercase();
                LANGUAGES
                    .into_iter()
                    .find_map(|(own, language)| (own == primary).then_some(language))
            })
            .unwrap_or(self.language)
    }
}

fn questions_of(questions: &Questions) -> Value {
    let question = |question: &crate::graph::Question| {
        let parameters: Vec<Value> = question
            .parameters
            .iter()
            .map(|parameter| {
                json!({
                    "name": parameter.name, "kind": parameter.kind.to_string(),
                    "required": parameter.required,
                    "help": {"fr": parameter.help(Language::French), "en": parameter.help(Language::English)},
                })
            })
            .collect();
        json!({
            "name": question.name,
            "title": {"fr": question.title(Language::French), "en": question.title(Language::English)},

            "description": {"fr": question.description(Language::French), "en": question.description(Language::English)}, "parameters": parameters, "sparql": question.sparql,
        })
    };
    questions.iter().map(question).collect()
}

/// What the ontology calls its terms, by local name.
fn labels(ontology: &Ontology, language: Language) -> Map<String, Value> {
    let classes = ontology.classes().map(|class| ontology.class_term(class));
    let predicates = ontology
        .predicates()
        .map(|predicate| ontology.predicate_term(predicate));
    classes
        .chain(predicates)
        .chain(ontology.qualifiers())
        .chain(ontology.statuses())
        .map(|term| (term.name.clone(), term.label(language).into()))
        .collect()
}
