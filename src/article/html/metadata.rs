//! What a page says of itself: JSON-LD, OpenGraph and other meta tags, `<link>`, `<time>`.
//!
//! Of several declarations the most deliberate counts: JSON-LD, then meta tags, then what stands on
//! the page.

use crate::article::absolute_url;
use crate::article::conventions::Conventions;
use dom_query::{Document, NodeRef};
use jiff::civil::Date;
use serde_json::Value;

/// Declarations about a page.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

/// Names of meta tags, the preferred one first.
const TITLE_NAMES: [&str; 4] = ["og:title", "dc.title", "dcterms.title", "twitter:title"];
const PUBLISHER_NAMES: [&str; 5] = [
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
];
const URL_NAMES: [&str; 2] = ["og:url", "twitter:url"];
const DATE_NAMES: [&str; 14] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publish-date",
    "sailthru.date",
    "parsely-pub-date",
];

/// Marks between a headline and the site's name.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " • ", " :: "];

/// Collects what `document` declares; call it before anything is removed.
pub(super) fn collect(document: &Document, conventions: &Conventions) -> Metadata {
    let linked = LinkedData::of(document);
    let meta = Meta::of(document);
    let page_title = text_of(document, "title");
    let canonical = document
        .try_select("link[rel~=\"canonical\"]")
        .and_then(|link| link.attr("href"));
    let url = canonical
        .and_then(|href| absolute_url(&href))
        .or_else(|| meta.first(&URL_NAMES).and_then(absolute_url))
        .or_else(|| linked.url.as_deref().and_then(absolute_url));
    let declared = linked
        .publisher
        .or_else(|| meta.first(&PUBLISHER_NAMES).map(super::plain));
    let title = linked
        .headline
        .or_else(|| meta.first(&TITLE_NAMES).map(super::plain))
        .or_else(|| text_of(document, "h1"));
    let title = title.or_else(|| page_title.clone());
    let publisher = declared.or_else(|| site_in_title(page_title.as_deref()?, title.as_deref()?));
    Metadata {
        date: linked
            .date
            .as_deref()
            .and_then(|date| conventions.dates.read(date))
            .or_else(|| {
                meta.all(&DATE_NAMES)
                    .find_map(|date| conventions.dates.read(date))
            })
            .or_else(|| date_on_page(document, conventions))
            .or_else(|| url.as_deref().and_then(date_in_url)),
        title: title.map(|title| without_site(title, publisher.as_deref())),
        publisher,
        url,
        language: linked.language.or_else(|| language(document, &meta)),
    }
}

fn text_of(document: &Document, selector: &str) -> Option<String> {
    let found = document.try_select(selector)?;
    let words = super::prose::one_line(&found.nodes().first()?.text());
    (!words.is_empty()).then_some(words)
}

/// The page's meta tags: lower-cased name, content.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(document: &Document) -> Self {
        let pair = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop"]
                .iter()
                .find_map(|key| node.attr(key))?;
            let content = node.attr("content")?.trim().to_owned();
            (!content.is_empty()).then(|| (name.trim().to_lowercase(), content))
        };
        Self(
            document
                .select("meta[content]")
                .nodes()
                .iter()
                .filter_map(pair)
                .collect(),
        )
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(move |name| {
            let named = self.0.iter().filter(move |(key, _)| key == name);
            named.map(|(_, content)| content.as_str())
        })
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.0.iter().find(|(key, _)| key == name))
            .map(|(_, content)| content.as_str())
    }
}

/// The article that JSON-LD describes.
#[derive(Debug, Default)]
struct LinkedData {
    headline: Option<String>,
    date: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

impl LinkedData {
    fn of(document: &Document) -> Self {
        let scripts = document.select("script[type=\"application/ld+json\"]");
        let described = scripts.nodes().iter().find_map(|script| {
            let value: Value = serde_json::from_str(script.text().trim()).ok()?;
            let article = article_in(&value)?;
            Some(Self {
                headline: string(&article["headline"]).or_else(|| string(&article["name"])),
                date: string(&article["datePublished"]).or_else(|| string(&article["dateCreated"])),
                publisher: name(&article["publisher"]),
                url: name_or(&article["mainEntityOfPage"], "@id").or_else(|| string(&article["url"])),
                language: name(&article["inLanguage"]),
            })
        });
        described.unwrap_or_default()
    }
}

/// The first object that is an article: the value itself, an item of a list, a node of `@graph`.
fn article_in(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.iter().find_map(article_in),
        Value::Object(_) if is_article(&value["@type"]) => Some(value),
        Value::Object(object) => object.get("@graph").and_then(article_in),
        _ => None,
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => ["Article", "Posting", "Report"]
            .iter()
            .any(|end| kind.ends_with(end)),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn string(value: &Value) -> Option<String> {
    let words = super::plain(value.as_str()?);
    (!words.is_empty()).then_some(words)
}

fn name(value: &Value) -> Option<String> {
    name_or(value, "name")
}

/// A string, or the `key` of an object, or either as the first of a list.
fn name_or(value: &Value, key: &str) -> Option<String> {
    let value = value
        .as_array()
        .and_then(|values| values.first())
        .unwrap_or(value);
    string(value).or_else(|| string(&value[key]))
}

fn language(document: &Document, meta: &Meta) -> Option<String> {
    let root = document.html_root();
    let declared = ["lang", "xml:lang"].iter().find_map(|key| root.attr(key));
    declared
        .map(|tag| tag.to_string())
        .or_else(|| {
            meta.first(&["og:locale", "language", "dc.language"])
                .map(str::to_owned)
        })
        .map(|tag| tag.trim().replace('_', "-"))
        .filter(|tag| !tag.is_empty())
}

/// The first date of the page marked as its own: `itemprop`, then `<time>` in the article.
fn date_on_page(document: &Document, conventions: &Conventions) -> Option<Date> {
    let selectors = [
        "[itemprop~=\"datePublished\"]",
        "article time",
        "main time",
        "time[pubdate]",
        "header time",
    ];
    selectors
        .iter()
        .filter_map(|selector| document.try_select(selector))
        .find_map(|times| {
            times.nodes().iter().find_map(|node| {
                let written = || Some(node.text());
                let values = [node.attr("datetime"), node.attr("content"), written()];
                values
                    .into_iter()
                    .flatten()
                    .find_map(|value| conventions.dates.read(&value))
            })
        })
}

/// The day in an address such as `…/2024/02/26/…`.
fn date_in_url(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|window| {
        let &[year, month, day] = window else {
            return None;
        };
        let lengths = year.len() == 4 && month.len() == 2 && day.len() == 2;
        let year = year
            .parse()
            .ok()
            .filter(|year| lengths && (1990..2100).contains(year))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

/// The site's name in a page's title: what follows the headline.
fn site_in_title(page_title: &str, headline: &str) -> Option<String> {
    let rest = page_title.strip_prefix(headline)?;
    let site = SEPARATORS
        .iter()
        .find_map(|separator| rest.strip_prefix(separator))?
        .trim();
    (!site.is_empty() && site.chars().count() <= 60).then(|| site.to_owned())
}

/// A headline without the site's name after it.
fn without_site(title: String, site: Option<&str>) -> String {
    let headline = site.and_then(|site| {
        let before = title.strip_suffix(site)?;
        SEPARATORS
            .iter()
            .find_map(|separator| before.strip_suffix(separator))
    });
    headline
        .map(str::trim)
        .filter(|headline| !headline.is_empty())
        .map(str::to_owned)
        .unwrap_or(title)
}
