//! Articles built by hand, so that rules and statements are tested without a grammar.
//!
//! ```text
//! S[Moscou@moscou>russie] V!<livre|livrer> O[des *drones] à[le Mali@mali] +[le Niger@niger]
//! ```
//! `S O A` and a preposition open an argument of the clause, inside another group a complement; `+[…]` is a
//! conjunct of the group before, `=[…]` an apposition. `*` marks the head, `@` whom a word names,
//! `>` whom that stands for. The predicate is `V<form|lemma>` (`Vp` passive, `Vr` pronominal, `N` a
//! noun); after it `!` denies, `~` hedges, `^` promises. `_` joins the words of a name.

use super::{Entities, View};
use crate::clause::{
    Analysis, Clause, Factuality, Filler, GroupId, Modality, NounGroup, Predicate, PredicateKind,
    Preposition, Role, RoleKind, Token, Voice,
};
use crate::data::Data;
use crate::lexicon::{Class, Features, LemmaId, Lexicon};
use crate::mention::{EntityId, Mention, MentionKind, Quantity};
use crate::ontology::{ClassId, Ontology};
use crate::resolve::{Reference, Resolution};
use crate::span::Span;
use crate::text::{Sentence, SentenceKind, Shape, Source, Text, Word, lowered};
use smallvec::SmallVec;
use std::sync::OnceLock;

/// The embedded ontology.
pub fn ontology() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| Ontology::load(&Data::builtin()).unwrap())
}

/// The embedded lexicon.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::load(&Data::builtin()).unwrap())
}

/// A few entities: slug, label, class.
const ENTITIES: [(&str, &str, &str); 10] = [
    ("russie", "Russie", "State"),
    ("moscou", "Moscou", "Place"),
    ("mali", "Mali", "State"),
    ("niger", "Niger", "State"),
    ("burkina-faso", "Burkina Faso", "State"),
    ("turquie", "Turquie", "State"),
    ("cedeao", "CEDEAO", "IntergovernmentalOrganisation"),
    ("lavrov", "Sergueï Lavrov", "Person"),
    ("fama", "Forces armées maliennes", "ArmedForce"),
    ("jnim", "JNIM", "ArmedGroup"),
];

/// The entities of scenes.
#[derive(Debug)]
pub struct Few;

impl Entities for Few {
    fn count(&self) -> usize {
        ENTITIES.len()
    }
    fn class(&self, entity: EntityId) -> Option<ClassId> {
        let (_, _, class) = ENTITIES.get(entity.0 as usize)?;
        ontology().class(class)
    }
    fn seat_of(&self, _entity: EntityId) -> Option<EntityId> {
        None
    }
    fn part_of(&self, _entity: EntityId) -> Option<EntityId> {
        None
    }
    fn label(&self, entity: EntityId) -> &str {
        ENTITIES.get(entity.0 as usize).map_or("", |(_, label, _)| label)
    }
    fn slug(&self, entity: EntityId) -> &str {
        ENTITIES.get(entity.0 as usize).map_or("", |(slug, _, _)| slug)
    }
}

fn entity(slug: &str) -> EntityId {
    let at = ENTITIES.iter().position(|(known, _, _)| *known == slug);
    EntityId(at.unwrap_or_else(|| panic!("no entity `{slug}` in scenes")) as u32)
}

/// The layers of one hand-built article.
#[derive(Debug, Default)]
pub struct Scene {
    pub source: Source,
    pub text: Text,
    pub mentions: Vec<Mention>,
    pub analysis: Analysis,
    pub resolution: Resolution,
}

impl Scene {
    /// Reads sentences, one to a line.
    pub fn of(lines: &str) -> Self {
        let mut scene = Self::default();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            scene.sentence(line);
        }
        scene
    }

    /// What rules look at.
    pub fn view(&self) -> View<'_> {
        View {
            source: &self.source,
            text: &self.text,
            mentions: &self.mentions,
            analysis: &self.analysis,
            resolution: &self.resolution,
            entities: &Few,
            lemmas: lexicon(),
        }
    }

    fn sentence(&mut self, line: &str) {
        if !self.source.text.is_empty() {
            self.source.text.push('\n');
        }
        let first = self.text.words.len() as u32;
        let sentence = self.text.sentences.len() as u32;
        let mut rest = line;
        let mut roles = Vec::new();
        let mut predicate = None;
        let mut last = None;
        while let Some((piece, after)) = next_piece(rest) {
            rest = after;
            if let Some((mark, inner)) = bracketed(piece, '[', ']') {
                last = Some(self.argument(mark, inner, sentence, &mut roles, last));
            } else if let Some((mark, inner)) = bracketed(piece, '<', '>') {
                predicate = Some(self.predicate(mark, inner, sentence));
            } else {
                self.word(piece, sentence);
            }
        }
        let end = self.text.words.len() as u32;
        let begin = self.text.words[first as usize].span.start;
        self.text.sentences.push(Sentence {
            span: Span::new(begin, self.source.text.len() as u32),
            words: first..end,
            paragraph: sentence,
            kind: SentenceKind::Prose,
            boilerplate: false,
            part: 0,
        });
        if let Some((predicate, factuality)) = predicate {
            let group = self
                .analysis
                .groups
                .iter()
                .position(|group| group.head == predicate.word);
            self.analysis.clauses.push(Clause {
                group: group.map(|group| group as GroupId),
                predicate,
                roles,
                governor: None,
                factuality,
                attributions: SmallVec::new(),
                words: first..end,
                sentence,
            });
        }
    }

    fn argument(
        &mut self,
        mark: &str,
        inner: &str,
        sentence: u32,
        roles: &mut Vec<Role>,
        last: Option<GroupId>,
    ) -> GroupId {
        let (kind, preposition) = match mark {
            "S" => (RoleKind::Subject, None),
            "O" => (RoleKind::Object, None),
            "A" => (RoleKind::Attribute, None),
            "+" | "=" => {
                let group = self.group(inner, None, sentence);
                self.join(mark, last.expect("a group before"), group);
                if mark == "+" {
                    let before = *roles.last().expect("an argument before");
                    roles.push(Role {
                        filler: Filler::Group(group),
                        ..before
                    });
                    return group;
                }
                return last.expect("a group before");
            }
            preposition => (RoleKind::Oblique, Some(preposition)),
        };
        let group = self.group(inner, preposition, sentence);
        roles.push(Role {
            kind,
            preposition: self.analysis.groups[group as usize].preposition_lemma(),
            filler: Filler::Group(group),
            coordination: roles.len() as u16,
            reported: false,
        });
        group
    }

    fn join(&mut self, mark: &str, last: GroupId, group: GroupId) {
        let groups = &mut self.analysis.groups;
        if mark == "+" {
            groups[last as usize].next_conjunct = Some(group);
            groups[group as usize].first_conjunct =
                Some(groups[last as usize].first_conjunct.unwrap_or(last));
        } else {
            groups[last as usize].apposition = Some(group);
            groups[group as usize].apposition_to = Some(last);
        }
    }

    fn group(&mut self, inner: &str, preposition: Option<&str>, sentence: u32) -> GroupId {
        let preposition = preposition.map(|form| {
            let word = self.word(form, sentence);
            Preposition {
                lemma: lexicon().lemma_id(form).unwrap_or(LemmaId::UNKNOWN),
                words: word..word + 1,
                circumstance: false,
                occasion: false,
            }
        });
        let id = self.analysis.groups.len() as GroupId;
        let start = self.text.words.len() as u32;
        self.analysis.groups.push(NounGroup {
            words: start..start,
            head: start,
            determiner: None,
            preposition,
            features: Features::empty(),
            modifiers: SmallVec::new(),
            numeral: None,
            complements: SmallVec::new(),
            complement_of: None,
            next_conjunct: None,
            first_conjunct: None,
            apposition: None,
            apposition_to: None,
            bracketed: false,
            sentence,
        });
        self.resolution.groups.push(Reference::default());
        let (mut rest, mut head, mut last, mut own_end) = (inner, None, None, start);
        while let Some((piece, after)) = next_piece(rest) {
            rest = after;
            if let Some((mark, inner)) = bracketed(piece, '[', ']') {
                let joined = matches!(mark, "+" | "=");
                let group = self.group(inner, (!joined).then_some(mark), sentence);
                match last.filter(|_| joined) {
                    Some(last) => self.join(mark, last, group),
                    None => {
                        self.analysis.groups[id as usize].complements.push(group);
                        self.analysis.groups[group as usize].complement_of = Some(id);
                    }
                }
                last = Some(group);
                continue;
            }
            let plain = piece.strip_prefix('*').unwrap_or(piece);
            let word = self.word(plain, sentence);
            own_end = word + 1;
            if plain.len() < piece.len() {
                head = Some(word);
            }
            self.describe(id, word, plain, head.is_none());
        }
        let group = &mut self.analysis.groups[id as usize];
        group.words = start..own_end;
        group.head = head.unwrap_or(own_end - 1);
        let group_head = group.head;
        if group.modifiers.contains(&group_head) {
            group.modifiers.retain(|word| *word != group_head);
        }
        if let Some((at, reference)) = self
            .resolution
            .words
            .iter()
            .position(|(word, _)| *word == group_head)
            .map(|at| (at, self.resolution.words[at].1.clone()))
        {
            self.resolution.groups[id as usize] = reference;
            self.resolution.words.remove(at);
        }
        id
    }

    /// Determiner, numeral, adjective: by the class of the word.
    fn describe(&mut self, id: GroupId, word: u32, piece: &str, before_head: bool) {
        let group = &mut self.analysis.groups[id as usize];
        let form = piece.split(['@', '|']).next().unwrap_or(piece);
        if form.bytes().all(|byte| byte.is_ascii_digit()) {
            group.numeral = Some(word);
            self.mentions.push(Mention {
                span: self.text.words[word as usize].span,
                words: word..word + 1,
                kind: MentionKind::Quantity(Quantity {
                    value: form.parse().unwrap(),
                    upper: None,
                    approximate: false,
                }),
            });
        } else if lexicon()
            .analyses(form)
            .iter()
            .any(|analysis| analysis.class == Class::Determiner)
            && before_head
            && group.determiner.is_none()
        {
            group.determiner = Some(word);
        } else {
            group.modifiers.push(word);
        }
    }

    /// Adds one word; `@` gives it a reference.
    fn word(&mut self, piece: &str, sentence: u32) -> u32 {
        let (written, reference) = piece
            .split_once('@')
            .map_or((piece, None), |(word, name)| (word, Some(name)));
        let (form, lemma) = written.split_once('|').unwrap_or((written, written));
        let form = form.replace('_', " ");
        if self.source.text.ends_with(|last: char| last != '\n') {
            self.source.text.push(' ');
        }
        let start = self.source.text.len() as u32;
        self.source.text.push_str(&form);
        let span = Span::new(start, self.source.text.len() as u32);
        let index = self.text.words.len() as u32;
        self.text.keys.push(lowered(&form));
        self.text.words.push(Word {
            span,
            shape: Shape::empty(),
            sentence,
        });
        let reading = lexicon().analyses(lemma).first().copied();
        let id = lexicon().lemma_id(lemma).or(reading.map(|reading| reading.lemma));
        self.analysis.tokens.push(Token {
            lemma: id.unwrap_or(LemmaId::UNKNOWN),
            class: reading.map_or(Class::Other, |reading| reading.class),
            features: reading.map_or(Features::empty(), |reading| reading.features),
        });
        if let Some(names) = reference {
            let (things, actors) = names.split_once('>').unwrap_or((names, ""));
            let list = |names: &str| {
                names
                    .split('&')
                    .filter(|name| !name.is_empty())
                    .map(entity)
                    .collect()
            };
            let reference = Reference {
                entities: list(things),
                actors: list(actors),
                mention: span,
                ..Reference::default()
            };
            self.resolution.words.push((index, reference));
        }
        index
    }

    fn predicate(&mut self, mark: &str, inner: &str, sentence: u32) -> (Predicate, Factuality) {
        let (form, frame) = inner.split_once('|').unwrap_or((inner, inner));
        let (kind, voice) = match mark.trim_end_matches(['!', '~', '^']) {
            "V" => (PredicateKind::Verb, Voice::Active),
            "Vp" => (PredicateKind::Verb, Voice::Passive),
            "Vr" => (PredicateKind::Verb, Voice::Pronominal),
            "N" => (PredicateKind::Noun, Voice::Active),
            other => panic!("no predicate mark `{other}`"),
        };
        let word = if kind == PredicateKind::Noun {
            let group = self.group(form, None, sentence);
            self.analysis.groups[group as usize].head
        } else {
            self.word(inner, sentence)
        };
        let frame = lexicon()
            .lemma_id(frame)
            .unwrap_or_else(|| panic!("no lemma `{frame}`"));
        let predicate = Predicate {
            word,
            span: self.text.words[word as usize].span,
            lemma: self.analysis.tokens[word as usize].lemma,
            frame,
            kind,
            voice,
            features: Features::empty(),
            perfect: false,
        };
        let modality = if mark.contains('~') {
            Modality::Possible
        } else if mark.contains('^') {
            Modality::Planned
        } else {
            Modality::Actual
        };
        (
            predicate,
            Factuality {
                negated: mark.contains('!'),
                modality,
                ..Factuality::default()
            },
        )
    }
}

/// `à[le Mali@mali]` → ("à", "le Mali@mali").
fn bracketed(piece: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (mark, inner) = piece.split_once(open)?;
    Some((mark, inner.strip_suffix(close)?))
}

/// The next piece up to a blank outside brackets.
fn next_piece(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start();
    let mut depth = 0;
    for (at, char) in rest.char_indices() {
        match char {
            '[' | '<' => depth += 1,
            ']' => depth -= 1,
            '>' if depth == 1 && !rest[..at].contains('[') => depth -= 1,
            ' ' if depth == 0 => return Some((&rest[..at], &rest[at..])),
            _ => {}
        }
    }
    (!rest.is_empty()).then_some((rest, ""))
}
