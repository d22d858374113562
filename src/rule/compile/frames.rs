//! Frames: their triggers, places and companions.

use super::Reader;
use super::names::without_reflexive;
use crate::clause::Voice;
use crate::rule::file::{Companions, FrameTable, Name, Names, PlaceTable, PlaceValue};
use crate::rule::table::{
    Companion, Content, Frame, LemmaSet, Place, Position, RoleConstraint, RoleIndex, TriggerKind,
    TriggerWord, WordConstraint,
};
use std::ops::Range;
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn frame(&self, frame: Spanned<FrameTable>, roles: &[RoleConstraint]) -> Frame {
        let at = frame.span();
        let table = frame.into_inner();
        let (kind, triggers) = self.triggers(&table, &at);
        if kind != TriggerKind::Noun {
            for (key, value) in [
                ("owner", &table.owner),
                ("bearer", &table.bearer),
                ("modifier", &table.modifier),
                ("self", &table.own),
            ] {
                if let Some(value) = value {
                    self.shape(
                        &value.span(),
                        format!("`{key}` is for noun triggers"),
                        "write noun = [\"…\"], or use it inside an object",
                    );
                }
            }
        }
        if table.mutual && table.pairs.is_none() {
            self.shape(
                &at,
                "`mutual` needs `pairs`",
                "name the plural role: pairs = \"party\"",
            );
        }
        let mut places = self.places(&table, roles);
        self.companions(&table.with, &mut places);
        let needs = relax_repeated(&mut places, roles);
        // Required places first: they fail early, and claim their words before optional ones do.
        places.sort_by_key(|place| !place.required);
        Frame {
            kind,
            triggers,
            voices: self.voices(&table.voice),
            places,
            without: self.without(&table.without),
            with_word: self.lemma_set(&table.with.word),
            without_word: self.lemma_set(&table.without.word),
            effect: self.effect(table.status.as_ref(), table.phase.as_ref()),
            needs,
            needed: Vec::new(),
            pairs: self.pairs(table.pairs.as_ref(), roles),
            mutual: table.mutual,
            content: table.content.as_ref().map(|content| Content {
                status: content.status.as_ref().and_then(|name| self.status(name)),
                said_by: content.said_by.as_ref().and_then(|name| self.role(name)),
                subject: content.subject.as_ref().and_then(|name| self.role(name)),
            }),
            at,
        }
    }

    pub(super) fn pairs(&self, name: Option<&Name>, roles: &[RoleConstraint]) -> Option<RoleIndex> {
        let role = self.role(name?)?;
        if !roles[role.0 as usize].plural {
            let at = name.map_or(0..0, Spanned::span);
            self.shape(
                &at,
                "`pairs` needs a plural role",
                "add plural = true to the role",
            );
        }
        Some(role)
    }

    pub(super) fn triggers(&self, table: &FrameTable, at: &Range<usize>) -> (TriggerKind, Vec<TriggerWord>) {
        let given: Vec<_> = [
            (TriggerKind::Verb, &table.verb),
            (TriggerKind::Noun, &table.noun),
            (TriggerKind::Adjective, &table.adjective),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .collect();
        let [(kind, names)] = given[..] else {
            self.shape(
                at,
                "a frame has exactly one of verb, noun and adjective",
                "write one frame for each kind of trigger",
            );
            return (TriggerKind::Verb, Vec::new());
        };
        let words = self.words(names).into_iter().filter_map(|(word, name)| {
            let (word, pronominal) = without_reflexive(word, kind);
            let lemma = self.lemma_of(name, word, kind)?;
            Some(TriggerWord { lemma, pronominal })
        });
        (kind, words.collect())
    }

    pub(super) fn voices(&self, names: &Names) -> Vec<Voice> {
        let voice = |name: &Name| match name.get_ref().as_str() {
            "active" => Some(Voice::Active),
            "passive" => Some(Voice::Passive),
            "pronominal" => Some(Voice::Pronominal),
            _ => {
                self.unknown("voice", name, "active, passive or pronominal".to_owned());
                None
            }
        };
        names.0.iter().filter_map(voice).collect()
    }

    pub(super) fn places(&self, table: &FrameTable, roles: &[RoleConstraint]) -> Vec<Place> {
        let named = [
            (Position::Subject, &table.subject),
            (Position::Object, &table.object),
            (Position::Attribute, &table.attribute),
            (Position::Owner, &table.owner),
            (Position::Bearer, &table.bearer),
            (Position::Modifier, &table.modifier),
            (Position::Own, &table.own),
        ];
        let mut places: Vec<Place> = named
            .into_iter()
            .filter_map(|(position, value)| Some(self.place_value(position, value.as_ref()?, roles)))
            .collect();
        places.extend(table.host.iter().map(|value| self.host(value, roles)));
        places.extend(table.oblique.iter().map(|place| self.oblique(place, roles)));
        places
    }

    /// `host`: whose deed the trigger's group accompanies, after which prepositions; or who does to the
    /// noun of a participle what which verbs say.
    pub(super) fn host(&self, value: &PlaceValue, roles: &[RoleConstraint]) -> Place {
        let lacking = |at: &Range<usize>| {
            self.shape(
                at,
                "`host` needs `prep` or `verb`",
                "host = { prep = [\"avec\"], role = \"…\" }",
            );
        };
        match value {
            PlaceValue::Role(name) => {
                lacking(&name.span());
                self.simple_place(
                    Position::Host(LemmaSet::default()),
                    Some(name),
                    None,
                    name.span(),
                    roles,
                )
            }
            PlaceValue::Table(table) => {
                let words = if table.prep.is_empty() {
                    &table.verb
                } else {
                    &table.prep
                };
                if words.is_empty() {
                    lacking(&value.span());
                }
                let words = self.lemma_set(words);
                self.place_table(Position::Host(words), table, value.span(), roles)
            }
        }
    }

    pub(super) fn place_value(
        &self,
        position: Position,
        value: &PlaceValue,
        roles: &[RoleConstraint],
    ) -> Place {
        match value {
            PlaceValue::Role(name) => self.simple_place(position, Some(name), None, name.span(), roles),
            PlaceValue::Table(table) => {
                if let Some(preposition) = table.prep.0.first() {
                    self.shape(
                        &preposition.span(),
                        "`prep` is for obliques",
                        "write oblique = [{ prep = […], role = \"…\" }]",
                    );
                }
                self.place_table(position, table, value.span(), roles)
            }
        }
    }

    pub(super) fn simple_place(
        &self,
        position: Position,
        name: Option<&Name>,
        required: Option<bool>,
        at: Range<usize>,
        roles: &[RoleConstraint],
    ) -> Place {
        let role = name.and_then(|name| self.role(name));
        let optional = role.is_some_and(|role| roles[role.0 as usize].optional);
        Place {
            position,
            role,
            words: WordConstraint::default(),
            not_classes: Vec::new(),
            alone: false,
            required: required.unwrap_or(!optional),
            demanded: None,
            inside: Vec::new(),
            at,
        }
    }

    pub(super) fn place_table(
        &self,
        position: Position,
        table: &PlaceTable,
        at: Range<usize>,
        roles: &[RoleConstraint],
    ) -> Place {
        let mut place = self.simple_place(position, table.role.as_ref(), table.required, at, roles);
        place.words.lemma = self.lemma_set(&table.lemma);
        place.words.except = self.lemma_set(&table.except);
        place.not_classes = self.classes(&table.not_type);
        place.alone = table.alone;
        for (position, name) in [
            (Position::Owner, &table.owner),
            (Position::Nationality, &table.nationality),
            (Position::Modifier, &table.modifier),
        ] {
            if let Some(name) = name {
                place
                    .inside
                    .push(self.simple_place(position, Some(name), None, name.span(), roles));
            }
        }
        place
            .inside
            .extend(table.complement.iter().map(|inner| self.oblique(inner, roles)));
        place.inside.sort_by_key(|place| !place.required);
        if place.role.is_none()
            && place.inside.is_empty()
            && place.words == WordConstraint::default()
            && table.role.is_none()
        {
            self.shape(
                &place.at,
                "this place asks for nothing",
                "name a role, or the lemma of a fixed companion",
            );
        }
        place
    }

    pub(super) fn oblique(&self, place: &Spanned<PlaceTable>, roles: &[RoleConstraint]) -> Place {
        let table = place.get_ref();
        if table.prep.is_empty() {
            self.shape(
                &place.span(),
                "an oblique needs `prep`",
                "prep = [\"à\", \"pour\"]",
            );
        }
        let prepositions = self.lemma_set(&table.prep);
        self.place_table(Position::Oblique(prepositions), table, place.span(), roles)
    }

    /// `with`: fixed companions restrain a place that a role has too, or make one of their own.
    pub(super) fn companions(&self, with: &Companions, places: &mut Vec<Place>) {
        let named = [
            (Position::Subject, &with.subject),
            (Position::Object, &with.object),
            (Position::Attribute, &with.attribute),
        ];
        for (position, names) in named.into_iter().filter(|(_, names)| !names.is_empty()) {
            let lemma = self.lemma_set(names);
            let at = names.0[0].span();
            match places.iter_mut().find(|place| place.position == position) {
                Some(place) if place.words.lemma.is_empty() => {
                    place.words.lemma = lemma;
                    place.required = true;
                }
                Some(_) => self.shape(&at, "this place has a `lemma` already", "write it once"),
                None => places.push(companion(position, lemma, at)),
            }
        }
        for oblique in &with.oblique {
            if oblique.get_ref().lemma.is_empty() {
                self.shape(
                    &oblique.span(),
                    "a companion needs a `lemma`",
                    "{ prep = [\"sur\"], lemma = [\"…\"] }",
                );
            }
            let position = Position::Oblique(self.lemma_set(&oblique.get_ref().prep));
            places.push(companion(
                position,
                self.lemma_set(&oblique.get_ref().lemma),
                oblique.span(),
            ));
        }
    }

    pub(super) fn without(&self, without: &Companions) -> Vec<Companion> {
        let named = [
            (Position::Subject, &without.subject),
            (Position::Object, &without.object),
            (Position::Attribute, &without.attribute),
        ];
        let named = named.into_iter().filter(|(_, names)| !names.is_empty());
        let named = named.map(|(position, names)| Companion {
            position,
            lemmas: self.lemma_set(names),
        });
        let obliques = without.oblique.iter().map(|oblique| Companion {
            position: Position::Oblique(self.lemma_set(&oblique.get_ref().prep)),
            lemmas: self.lemma_set(&oblique.get_ref().lemma),
        });
        named.chain(obliques).collect()
    }
}

impl PlaceValue {
    /// Place in the file, bytes.
    pub(super) fn span(&self) -> Range<usize> {
        match self {
            Self::Role(name) => name.span(),
            Self::Table(table) => table
                .role
                .iter()
                .chain(&table.lemma.0)
                .chain(&table.except.0)
                .chain(&table.owner)
                .chain(&table.nationality)
                .chain(&table.modifier)
                .map(Spanned::span)
                .next()
                .unwrap_or(0..0),
        }
    }
}

/// A fixed companion: a place of its own that gives nothing.
fn companion(position: Position, lemma: LemmaSet, at: Range<usize>) -> Place {
    Place {
        position,
        role: None,
        words: WordConstraint {
            lemma,
            ..WordConstraint::default()
        },
        not_classes: Vec::new(),
        alone: false,
        required: true,
        demanded: None,
        inside: Vec::new(),
        at,
    }
}

/// Every role that some place fills.
pub(super) fn bound_roles(places: &[Place]) -> Vec<RoleIndex> {
    let mut bound = Vec::new();
    for place in places {
        bound.extend(place.role);
        bound.extend(bound_roles(&place.inside));
    }
    bound
}

/// A role named at several places needs only one of them: no single place is required, the role
/// is. Gives the roles of which that holds.
fn relax_repeated(places: &mut [Place], roles: &[RoleConstraint]) -> Vec<RoleIndex> {
    let bound = bound_roles(places);
    let mut needs = Vec::new();
    for (index, role) in roles.iter().enumerate() {
        let role_index = RoleIndex(index as u8);
        if bound.iter().filter(|other| **other == role_index).count() < 2 {
            continue;
        }
        relax(places, role_index);
        if !role.optional {
            needs.push(role_index);
        }
    }
    needs
}

fn relax(places: &mut [Place], role: RoleIndex) {
    for place in places {
        relax(&mut place.inside, role);
        if place.role == Some(role) && place.words.lemma.is_empty() {
            place.required = false;
        }
    }
}
