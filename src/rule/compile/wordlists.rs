//! Lists of words that several rules share, each under a name: `lemma = ["@armes", "stock"]`.
//!
//! They stand in `data/wordlists.toml`. A list may take in others; what it comes down to is settled here, once, so that
//! rules ask for words and never for the lists inside a list.

use super::names::{known_lemma, unknown_list};
use super::{read, span};
use crate::data::Data;
use crate::rule::Lemmas;
use crate::rule::error::{RuleError, RuleSource};
use crate::rule::file::{Name, Names, list_name};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Where the lists stand among the data files.
const PATH: &str = "wordlists.toml";

/// Dictionary forms, by the name of their list; in the order in which they were written.
#[derive(Debug, Default)]
pub(in crate::rule) struct WordLists(BTreeMap<String, Vec<String>>);

impl WordLists {
    /// Reads `data/wordlists.toml`, if there is one; a word with a mistake is left out and named.
    pub fn read(data: &Data, lemmas: &dyn Lemmas, errors: &mut Vec<RuleError>) -> Self {
        let Some(file) = data.get(PATH) else {
            return Self::default();
        };
        let table = match read(file) {
            Ok((source, lists)) => Table {
                source,
                lists,
                lemmas,
            },
            Err(error) => {
                errors.push(error);
                return Self::default();
            }
        };
        let lists = table.lists.keys().map(|name| {
            let words = table.spelt_out(name, errors);
            (name.get_ref().clone(), words)
        });
        Self(lists.collect())
    }

    /// The words of the list called `name`.
    pub fn get(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// The names of all lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The file as it is written.
struct Table<'a> {
    source: RuleSource,
    lists: BTreeMap<Name, Names>,
    lemmas: &'a dyn Lemmas,
}

impl Table<'_> {
    /// What the list called `name` comes down to. A mistake is named when the list that it stands in is spelt out itself.
    fn spelt_out(&self, name: &Name, errors: &mut Vec<RuleError>) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut taken_in = FxHashSet::default();
        let mut left = self.members(name);
        while let Some((list, member)) = left.pop() {
            let itself = list == name;
            let known = match list_name(member.get_ref()) {
                None => known_lemma(self.lemmas, member, &self.source).map(|_| {
                    if !words.contains(member.get_ref()) {
                        words.push(member.get_ref().clone());
                    }
                }),
                Some(inner) if inner == name.get_ref() => {
                    errors.push(self.circle(member));
                    Ok(())
                }
                Some(inner) => match self.lists.keys().find(|list| list.get_ref() == inner) {
                    Some(inner) => {
                        if taken_in.insert(inner.get_ref()) {
                            left.extend(self.members(inner));
                        }
                        Ok(())
                    }
                    None => Err(self.unknown_list(member)),
                },
            };
            errors.extend(known.err().filter(|_| itself));
        }
        words
    }

    /// What stands in the list called `name`, each with the list's name; the last first.
    fn members<'t>(&'t self, name: &'t Name) -> Vec<(&'t Name, &'t Name)> {
        let members = self.lists.get(name).into_iter().flat_map(|names| &names.0);
        let mut members: Vec<_> = members.map(|member| (name, member)).collect();
        members.reverse();
        members
    }

    fn circle(&self, member: &Name) -> RuleError {
        RuleError::Shape {
            what: format!("`{}` is taken into itself", member.get_ref()),
            help: "of two lists one may take in the other, not each the other".into(),
            src: self.source.clone(),
            at: span(&member.span()),
        }
    }

    fn unknown_list(&self, member: &Name) -> RuleError {
        let known = self.lists.keys().map(|name| name.get_ref().as_str());
        unknown_list(member, known, &self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::scene::lexicon;

    fn read(text: &str) -> (WordLists, Vec<String>) {
        let mut data = Data::default();
        data.insert(PATH.into(), PATH.into(), text.as_bytes().to_vec().into());
        let mut errors = Vec::new();
        let lists = WordLists::read(&data, lexicon(), &mut errors);
        (lists, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_list_takes_in_others_and_names_each_word_once() {
        let (lists, errors) =
            read("navires = [\"frégate\", \"navire\"]\narmement = [\"@navires\", \"char\", \"navire\"]");
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(lists.get("armement").unwrap(), ["frégate", "navire", "char"]);
        assert!(lists.get("chars").is_none());
    }

    #[test]
    fn each_mistake_is_named_once_and_the_other_words_work() {
        let (lists, errors) = read("a = [\"@b\", \"char\"]\nb = [\"@a\", \"xyzzy\", \"@c\", \"navire\"]");
        assert_eq!(
            errors,
            [
                "`@a` is taken into itself",
                "`@b` is taken into itself",
                "unknown lemma `xyzzy`",
                "unknown word list `@c`",
            ]
        );
        assert_eq!(lists.get("a").unwrap(), ["navire", "char"]);
    }
}
