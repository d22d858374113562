//! Which articles are copies of one wire story.
//!
//! Newsrooms print what agencies send. Ten reprints are one source: whoever counts articles would take
//! them for ten witnesses. So every copy points to the article that stands for its story: the earliest,
//! and of several that of the least key. `schema:isBasedOn` where the copy is of a later day, else
//! `griot:sameWireAs`, since which of two newsrooms copied the other cannot be told.
//!
//! The links follow from the articles that the store holds, and from nothing else: whatever the order in
//! which articles came and went, the graph `<base>copies` is the same.

use super::error::StoreError;
use super::sketch::Sketch;
use super::store::Store;
use super::vocabulary::{griot, schema};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};

/// An article as far as copies are told by it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sketched {
    /// Day of publication; undated ones come last.
    date: Option<String>,
    article: NamedNode,
    sketch: Sketch,
}

impl Store {
    /// Makes the links between copies what the articles call for; tells whether anything changed.
    pub(super) fn link_copies(&self) -> Result<bool, StoreError> {
        let graph = self.mapping.base().copies();
        let wanted: FxHashSet<Quad> = links(self.sketched()?, &graph).into_iter().collect();
        let found = self
            .oxigraph
            .quads_for_pattern(None, None, None, Some((&graph).into()))
            .collect::<Result<FxHashSet<_>, _>>()?;
        if wanted == found {
            return Ok(false);
        }
        let mut transaction = self.oxigraph.start_transaction()?;
        for quad in found.difference(&wanted) {
            transaction.remove(quad);
        }
        for quad in wanted.difference(&found) {
            transaction.insert(quad.as_ref());
        }
        if wanted.is_empty() {
            transaction.remove_named_graph(&graph)?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// The links between copies that the articles call for, and those that the store holds.
    pub(super) fn copies_wanted_and_found(&self) -> Result<(FxHashSet<Quad>, FxHashSet<Quad>), StoreError> {
        let graph = self.mapping.base().copies();
        let wanted = links(self.sketched()?, &graph).into_iter().collect();
        let found = self
            .oxigraph
            .quads_for_pattern(None, None, None, Some((&graph).into()))
            .collect::<Result<_, _>>()?;
        Ok((wanted, found))
    }

    /// The article that stands for the story of `article`; itself where it copies none.
    pub(super) fn origin_of(&self, article: &NamedNode) -> Result<String, StoreError> {
        let graph = self.mapping.base().copies();
        let mut links =
            self.oxigraph
                .quads_for_pattern(Some(article.into()), None, None, Some((&graph).into()));
        Ok(match links.next().transpose()?.map(|quad| quad.object) {
            Some(Term::NamedNode(origin)) => origin.into_string(),
            _ => article.as_str().to_owned(),
        })
    }

    /// Every article with a sketch, earliest first.
    fn sketched(&self) -> Result<Vec<Sketched>, StoreError> {
        let mut articles = Vec::new();
        for quad in self
            .oxigraph
            .quads_for_pattern(None, Some(griot::SKETCH), None, None)
        {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(article), Term::Literal(hex)) = (quad.subject, quad.object)
            else {
                continue;
            };
            // Imported RDF may say what it likes; articles speak in their own graphs.
            if quad.graph_name != GraphName::from(article.clone()) {
                continue;
            }
            if let Some(sketch) = Sketch::from_hex(hex.value()) {
                articles.push(Sketched {
                    date: self.value(&article, schema::DATE_PUBLISHED)?,
                    article,
                    sketch,
                });
            }
        }
        articles.sort_by(|a, b| a.rank().cmp(&b.rank()));
        Ok(articles)
    }
}

impl Sketched {
    fn rank(&self) -> (bool, Option<&str>, &str) {
        (self.date.is_none(), self.date.as_deref(), self.article.as_str())
    }
}

/// The links from copies to originals. Only originals are compared with, so that a thousand reprints
/// cost no more than a thousand other articles.
fn links(articles: Vec<Sketched>, graph: &NamedNode) -> Vec<Quad> {
    let mut links = Vec::new();
    let mut originals: Vec<&Sketched> = Vec::new();
    let mut by_hash: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for one in &articles {
        shared.clear();
        for original in one
            .sketch
            .hashes()
            .iter()
            .filter_map(|hash| by_hash.get(hash))
            .flatten()
        {
            *shared.entry(*original).or_default() += 1;
        }
        let nearest = shared
            .iter()
            // Texts that share less are no copies, whatever else: spares the comparison.
            .filter(|(_, count)| **count as usize * 5 >= one.sketch.hashes().len())
            .filter(|(original, _)| one.sketch.is_copy_of(&originals[**original as usize].sketch))
            .max_by_key(|(original, count)| (**count, std::cmp::Reverse(**original)));
        if let Some((original, _)) = nearest {
            let original = originals[*original as usize];
            let later = one.date.is_some() && one.date > original.date && original.date.is_some();
            let relation = if later {
                schema::IS_BASED_ON
            } else {
                griot::SAME_WIRE_AS
            };
            links.push(Quad::new(
                one.article.clone(),
                relation,
                original.article.clone(),
                graph.clone(),
            ));
        } else {
            for hash in one.sketch.hashes() {
                by_hash.entry(*hash).or_default().push(originals.len() as u32);
            }
            originals.push(one);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::super::samples::{article, mapping, read};
    use super::*;

    const WIRE: &str = "Le port a rouvert lundi matin après trois semaines de travaux, a annoncé son directeur, qui \
        attend douze navires avant la fin du mois. Les dockers avaient cessé le travail en janvier pour demander \
        de meilleurs contrats et des grues plus sûres. Un accord a été trouvé la semaine dernière, sous l'égide \
        du préfet, et prévoit une prime ainsi que l'embauche de quarante personnes d'ici l'été.";
    const OTHER: &str = "La récolte de coton s'annonce bonne dans le sud du pays, où les pluies sont venues à temps. \
        Les coopératives espèrent vendre plus cher que l'an passé et rembourser les avances sur les semences. \
        Selon leur président, la moitié des champs a déjà été cueillie, et les usines tournent jour et nuit.";

    fn put(store: &Store, key: &str, date: &str, text: &str) {
        let article = article(key, date, text);
        let statements = read(&article, &["Mali | meets | Russie | actual"]);
        store.replace_article(&article, &statements, "v1").unwrap();
    }

    fn found(store: &Store) -> Vec<String> {
        let (wanted, found) = store.copies_wanted_and_found().unwrap();
        assert_eq!(wanted, found);
        let short = |iri: &str| iri.rsplit(['/', '#']).next().unwrap_or_default().to_owned();
        let mut lines: Vec<String> = found
            .iter()
            .map(|quad| {
                let ends = [quad.subject.to_string(), quad.object.to_string()];
                let [subject, object] = ends.map(|end| short(end.trim_end_matches('>')));
                format!("{subject} {} {object}", short(quad.predicate.as_str()))
            })
            .collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn copies_count_once() {
        let store = Store::memory(mapping()).unwrap();
        put(&store, "b", "2025-01-02", WIRE);
        put(&store, "c", "2025-01-03", &WIRE.replace("lundi matin", "lundi"));
        put(&store, "a", "2025-01-02", &WIRE[..WIRE.len() * 2 / 3]);
        put(&store, "d", "2025-01-02", OTHER);
        assert_eq!(found(&store), ["b sameWireAs a", "c isBasedOn a"]);
        let facts = store.facts().unwrap();
        assert_eq!((facts[0].claims.len(), facts[0].sources.len()), (4, 2));
        assert_eq!(store.summary().unwrap().ties[0].sources, 2);
        assert_eq!(store.summary().unwrap().copies, 2);
    }

    #[test]
    fn links_follow_what_comes_and_goes() {
        let store = Store::memory(mapping()).unwrap();
        put(&store, "late", "2025-03-01", WIRE);
        put(&store, "late2", "2025-03-02", WIRE);
        assert_eq!(found(&store), ["late2 isBasedOn late"]);
        put(&store, "early", "2025-02-01", WIRE);
        assert_eq!(found(&store), ["late isBasedOn early", "late2 isBasedOn early"]);
        store.drop_article("early").unwrap();
        assert_eq!(found(&store), ["late2 isBasedOn late"]);
        put(&store, "late", "2025-03-01", OTHER);
        assert_eq!(found(&store), Vec::<String>::new());
    }

    #[test]
    fn a_thousand_reprints_are_no_burden() {
        let sketch = Sketch::of(&article("x", "2025-01-01", WIRE)).unwrap();
        let node = |number: usize| NamedNode::new_unchecked(format!("https://example.org/{number:05}"));
        let articles: Vec<Sketched> = (0..20_000)
            .map(|number| Sketched {
                date: None,
                article: node(number),
                sketch: sketch.clone(),
            })
            .collect();
        let before = std::time::Instant::now();
        assert_eq!(links(articles, &node(0)).len(), 19_999);
        assert!(before.elapsed() < std::time::Duration::from_secs(5));
    }
}
