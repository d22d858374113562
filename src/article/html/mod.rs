//! Web pages: the article, its headline, and what its publisher declares of it.
//!
//! Four steps, a file each: [`tree`] parses within bounds, [`metadata`] collects declarations,
//! [`content`] throws out page furniture and has [`dom_smoothie`] choose the article, [`prose`]
//! writes its paragraphs down. What is left out is no part of the text; what only looks like
//! furniture (a paragraph that is one link) stays and is marked.

mod content;
mod metadata;
mod prose;
mod tree;

use super::Article;
use super::conventions::Conventions;
use super::error::Fault;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a page. `Article::key` and `Article::name` are left to the caller.
pub(super) fn read(page: &str, conventions: &Conventions) -> Result<Article, Fault> {
    guarded(|| {
        let document = tree::parse(page)?;
        let metadata = metadata::collect(&document, conventions);
        let prose = content::extract(document, metadata.title.as_deref(), conventions);
        if !prose.has_words() {
            return Err(Fault::NoArticle);
        }
        Ok(Article {
            url: metadata.url,
            title: metadata.title,
            date: metadata.date,
            publisher: metadata.publisher,
            language: metadata.language,
            text: prose.text,
            marks: prose.marks,
            ..Article::default()
        })
    })
}

/// Reads a piece of HTML that holds the article alone, as feeds give it.
pub(super) fn read_fragment(
    html: &str,
    title: Option<&str>,
    conventions: &Conventions,
) -> Result<Article, Fault> {
    guarded(|| {
        let document = tree::parse(html)?;
        let prose = content::all(&document, title, conventions);
        Ok(Article {
            text: prose.text,
            marks: prose.marks,
            ..Article::default()
        })
    })
}

/// The words of a short piece of HTML: entities resolved, elements dropped.
pub(super) fn plain(html: &str) -> String {
    let words = |html: &str| html.split_whitespace().collect::<Vec<_>>().join(" ");
    if !html.contains(['&', '<']) || html.len() > 10_000 {
        return words(html);
    }
    words(&tree::parse(html).map_or_else(|_| html.to_owned(), |document| document.text().to_string()))
}

/// Keeps a panic of the HTML libraries from ending a batch of thousands of pages.
fn guarded(read: impl FnOnce() -> Result<Article, Fault>) -> Result<Article, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Fault::Library("HTML")))
}
