//! Finds the article in a page.
//!
//! Page furniture is known by its elements, roles and class names and removed first; then
//! [`dom_smoothie`] (Mozilla's Readability) chooses the article among what is left. Either alone
//! would let teasers and readers' comments through: Readability knows few French class names, and
//! the class names alone do not tell where a page without any keeps its article.

use super::prose::{self, Prose};
use super::tree::{Step, Walk};
use crate::article::conventions::Conventions;
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use rustc_hash::FxHashSet;

/// Elements that are never an article's prose.
const FURNITURE: [&str; 26] = [
    "nav",
    "aside",
    "footer",
    "dialog",
    "button",
    "figcaption",
    "caption",
    "select",
    "textarea",
    "input",
    "label",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "svg",
    "math",
    "map",
    "template",
    "noscript",
    "menu",
    "datalist",
    "meter",
    "progress",
];
/// Elements that hold furniture unless they hold the article: sites wrap whole pages in a form.
const WRAPPERS: [&str; 2] = ["form", "header"];
/// ARIA roles of furniture.
const ROLES: [&str; 13] = [
    "navigation",
    "complementary",
    "contentinfo",
    "banner",
    "dialog",
    "alertdialog",
    "alert",
    "search",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "tooltip",
];

/// The article's prose; the whole page's where no article stands out.
pub(super) fn extract(document: Document, title: Option<&str>, conventions: &Conventions) -> Prose {
    remove_furniture(&document, conventions);
    let config = Config {
        // Declarations are read already, with a JSON parser.
        disable_json_ld: true,
        ..Config::default()
    };
    let fallback = document.clone();
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return all(&fallback, title, conventions);
    };
    let chosen = readability.parse().ok().map(|_| {
        let article = readability.doc.select_single("#readability-page-1");
        let top = article.nodes().first().copied();
        prose::write(top.unwrap_or_else(|| readability.doc.root()), title, conventions)
    });
    chosen
        .filter(Prose::has_words)
        .unwrap_or_else(|| all(&fallback, title, conventions))
}

/// All prose of a document, furniture left out.
pub(super) fn all(document: &Document, title: Option<&str>, conventions: &Conventions) -> Prose {
    remove_furniture(document, conventions);
    prose::write(
        document.body().unwrap_or_else(|| document.root()),
        title,
        conventions,
    )
}

fn remove_furniture(document: &Document, conventions: &Conventions) {
    let holders = article_holders(document);
    let mut furniture = Vec::new();
    let mut walk = Walk::below(document.root());
    while let Some(step) = walk.next() {
        if let Step::Enter(node) = step
            && is_furniture(node, &holders, conventions)
        {
            furniture.push(node);
            walk.pass_over(node);
        }
    }
    for node in furniture {
        node.remove_from_parent();
    }
}

/// The elements that hold the headline or the body, and those two themselves: no class name makes
/// furniture of them.
fn article_holders(document: &Document) -> FxHashSet<NodeId> {
    let selector = "h1, main, [role=\"main\"], [itemprop~=\"articleBody\"]";
    let mut holders = FxHashSet::default();
    for node in document.select(selector).nodes() {
        let mut at = Some(*node);
        // An ancestor that is known has ancestors that are known.
        while let Some(node) = at.filter(|node| holders.insert(node.id)) {
            at = node.parent();
        }
    }
    holders
}

fn is_furniture(node: NodeRef<'_>, holders: &FxHashSet<NodeId>, conventions: &Conventions) -> bool {
    let Some(element) = node.element_ref() else {
        return false;
    };
    let name = element.name.local.as_ref();
    if FURNITURE.contains(&name) {
        return true;
    }
    if holders.contains(&node.id) || matches!(name, "html" | "head" | "body" | "article") {
        return false;
    }
    let attribute = |name: &str| element.attr(name);
    let role = attribute("role").is_some_and(|role| ROLES.contains(&role.trim()));
    let hidden = attribute("hidden").is_some()
        || attribute("aria-hidden").is_some_and(|value| value.trim() == "true")
        || attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    let names = ["class", "id"].into_iter().filter_map(attribute);
    WRAPPERS.contains(&name)
        || role
        || hidden
        || names.into_iter().any(|names| {
            names
                .split_whitespace()
                .any(|name| conventions.is_furniture(name))
        })
}
