//! Files of the gazetteer linked into one table; every fault is gathered before any is reported.

use super::super::fold::{behind_article, lowered};
use super::super::names::Sense;
use super::super::schema::{RawEntity, RawFile, RawTemplate};
use super::{
    Entity, EntityId, Features, Gazetteer, GazetteerFault, Kind, Membership, Office, OtherPlace, Period,
    day_key,
};
use crate::data::DataFile;
use crate::ontology::{ClassId, Ontology};
use miette::NamedSource;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A file being read, as messages show it.
fn source_of(file: &DataFile) -> NamedSource<Arc<str>> {
    NamedSource::new(&file.origin, file.text().into()).with_language("TOML")
}

/// An entity before references are looked up.
struct Draft {
    raw: RawEntity,
    origin: usize,
    span: std::ops::Range<usize>,
    class: ClassId,
}

pub(super) struct Loader<'o> {
    ontology: &'o Ontology,
    origins: Vec<&'o DataFile>,
    drafts: Vec<Draft>,
    templates: Vec<(RawTemplate, usize)>,
    /// States and their own forces: what the first template of an armed force makes.
    forces: Vec<(String, String)>,
    pub faults: Vec<GazetteerFault>,
}

impl<'o> Loader<'o> {
    pub fn new(ontology: &'o Ontology) -> Self {
        Self {
            ontology,
            origins: Vec::new(),
            drafts: Vec::new(),
            templates: Vec::new(),
            forces: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub fn take(&mut self, file: &'o DataFile, raw: Result<RawFile, toml::de::Error>) {
        let origin = self.origins.len();
        self.origins.push(file);
        match raw {
            Ok(raw) => {
                for entity in raw.entity {
                    let span = entity.span();
                    self.add(entity.into_inner(), origin, span);
                }
                self.templates
                    .extend(raw.template.into_iter().map(|template| (template, origin)));
            }
            Err(error) => {
                let at = error.span().unwrap_or(0..0);
                let src = source_of(self.origins[origin]);
                self.faults.push(GazetteerFault::Syntax {
                    message: error.message().to_owned(),
                    src,
                    at: at.into(),
                });
            }
        }
    }

    fn add(&mut self, raw: RawEntity, origin: usize, span: std::ops::Range<usize>) {
        let Some(class) = self.ontology.class(raw.class.get_ref()) else {
            let src = source_of(self.origins[origin]);
            let known: Vec<_> = self
                .ontology
                .classes()
                .map(|class| self.ontology.class_name(class))
                .collect();
            let known = known.join(", ");
            let class = raw.class.get_ref().clone();
            self.faults.push(GazetteerFault::UnknownClass {
                class,
                known,
                src,
                at: raw.class.span().into(),
            });
            return;
        };
        self.drafts.push(Draft {
            raw,
            origin,
            span,
            class,
        });
    }

    /// Makes the entities that every state has.
    pub fn expand_templates(&mut self) {
        let Some(state) = self.ontology.class("State") else {
            return;
        };
        let templates = std::mem::take(&mut self.templates);
        let own: FxHashSet<String> = self
            .drafts
            .iter()
            .map(|draft| draft.raw.id.get_ref().clone())
            .collect();
        let count = self.drafts.len();
        let force = self.ontology.class("ArmedForce");
        let first_force = templates.iter().position(|(template, _)| {
            let class = self.ontology.class(template.class.get_ref());
            class
                .zip(force)
                .is_some_and(|(class, force)| self.ontology.is_a(class, force))
        });
        for index in 0..count {
            if !self.ontology.is_a(self.drafts[index].class, state) {
                continue;
            }
            let fillings = self.drafts[index].raw.fillings();
            for (place, (template, origin)) in templates.iter().enumerate() {
                let state = &self.drafts[index].raw;
                let id = template.instance_id(state, &fillings);
                if Some(place) == first_force {
                    self.forces
                        .push((state.id.get_ref().clone(), id.get_ref().clone()));
                }
                // A state may write out by hand what the template would make.
                if own.contains(id.get_ref()) {
                    continue;
                }
                let raw = template.instance(state, &fillings);
                let span = raw.id.span();
                self.add(raw, *origin, span);
            }
        }
    }

    pub fn link(&mut self) -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        for class in self.ontology.classes() {
            gazetteer
                .classes
                .insert(self.ontology.class_name(class).into(), class);
        }
        let kinds = KindTable::new(self.ontology);
        let ancestors = |class| {
            self.ontology
                .classes()
                .filter(|above| self.ontology.is_a(class, *above))
                .collect()
        };
        gazetteer.ancestors = self.ontology.classes().map(ancestors).collect();
        gazetteer.kinds = self
            .ontology
            .classes()
            .map(|class| kinds.kind(self.ontology, class))
            .collect();
        let drafts = std::mem::take(&mut self.drafts);
        let mut kept = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let id: Box<str> = draft.raw.id.get_ref().as_str().into();
            if let Some(first) = gazetteer.by_id.get(&id) {
                self.report_duplicate(&draft, &kept[first.0 as usize]);
                continue;
            }
            gazetteer.by_id.insert(id, EntityId(kept.len() as u32));
            kept.push(draft);
        }
        for draft in &kept {
            let entity = self.entity(draft, &gazetteer.by_id, &kinds);
            gazetteer.entities.push(entity);
        }
        self.link_back(&kept, &mut gazetteer);
        self.name(&kept, &mut gazetteer);
        gazetteer
    }

    fn report_duplicate(&mut self, draft: &Draft, first: &Draft) {
        let fault = GazetteerFault::DuplicateId {
            id: draft.raw.id.get_ref().clone(),
            src: source_of(self.origins[draft.origin]),
            at: draft.raw.id.span().into(),
            first: vec![OtherPlace {
                src: source_of(self.origins[first.origin]),
                at: first.raw.id.span().into(),
            }],
        };
        self.faults.push(fault);
    }

    fn reference(
        &mut self,
        by_id: &FxHashMap<Box<str>, EntityId>,
        origin: usize,
        key: &'static str,
        reference: &toml::Spanned<String>,
    ) -> Option<EntityId> {
        let found = by_id.get(reference.get_ref().as_str()).copied();
        if found.is_none() {
            let src = source_of(self.origins[origin]);
            let id = reference.get_ref().clone();
            self.faults.push(GazetteerFault::Dangling {
                key,
                id,
                src,
                at: reference.span().into(),
            });
        }
        found
    }

    fn period(&mut self, draft: &Draft, from: Option<&str>, until: Option<&str>) -> Period {
        let mut key = |name: &'static str, text: Option<&str>, missing| {
            let text = text?;
            let key = day_key(text, missing);
            if key.is_none() {
                let src = source_of(self.origins[draft.origin]);
                let help = "a date is written yyyy, yyyy-mm or yyyy-mm-dd";
                let value = text.to_owned();
                self.faults.push(GazetteerFault::Value {
                    key: name,
                    value,
                    help,
                    src,
                    at: draft.span.clone().into(),
                });
            }
            key
        };
        Period {
            from: key("from", from, 0),
            until: key("until", until, 99),
        }
    }

    fn entity(&mut self, draft: &Draft, by_id: &FxHashMap<Box<str>, EntityId>, kinds: &KindTable) -> Entity {
        let raw = &draft.raw;
        let boxed = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect();
        let part_of = raw
            .part_of
            .as_ref()
            .and_then(|reference| self.reference(by_id, draft.origin, "part_of", reference));
        let succeeds = raw
            .succeeds
            .as_ref()
            .and_then(|reference| self.reference(by_id, draft.origin, "succeeds", reference));
        let members = raw.members.iter().filter_map(|member| {
            let period = self.period(draft, member.from.as_deref(), member.until.as_deref());
            self.reference(by_id, draft.origin, "members", &member.id)
                .map(|member| Membership { member, period })
        });
        let members = members.collect();
        let offices = raw.offices.iter().filter_map(|office| {
            let period = self.period(draft, office.from.as_deref(), office.until.as_deref());
            let of = self.reference(by_id, draft.origin, "offices", &office.of)?;
            let kind = office.kind.as_deref().map(Into::into);
            Some(Office {
                title: office.title.as_str().into(),
                of,
                period,
                kind,
            })
        });
        let offices = offices.collect();
        Entity {
            id: raw.id.get_ref().as_str().into(),
            class: draft.class,
            kind: kinds.kind(self.ontology, draft.class),
            label: raw.label.get_ref().as_str().into(),
            aliases: raw
                .aliases
                .iter()
                .map(|alias| alias.get_ref().as_str().into())
                .collect(),
            features: self.features(draft),
            seat_of: None,
            capital: None,
            part_of,
            members,
            offices,
            surname: raw.surname.as_deref().map(Into::into),
            succeeds,
            ambiguous: boxed(&raw.ambiguous),
            contexts: boxed(&raw.contexts),
            wikidata: raw.wikidata.as_deref().map(Into::into),
            force: None,
            common: raw.common,
        }
    }

    fn features(&mut self, draft: &Draft) -> Features {
        let mut features = Features::empty();
        for (key, value) in [("gender", &draft.raw.gender), ("number", &draft.raw.number)] {
            features |= match (key, value.as_deref()) {
                (_, None) => continue,
                ("gender", Some("m")) => Features::MASCULINE,
                ("gender", Some("f")) => Features::FEMININE,
                ("number", Some("pl")) => Features::PLURAL,
                ("number", Some("sg")) => Features::SINGULAR,
                (_, Some(value)) => {
                    let help = "gender is m or f, number is sg or pl";
                    let src = source_of(self.origins[draft.origin]);
                    let at = draft.span.clone().into();
                    self.faults.push(GazetteerFault::Value {
                        key,
                        value: value.to_owned(),
                        help,
                        src,
                        at,
                    });
                    continue;
                }
            };
        }
        features
    }

    /// Fills the references that point the other way: what a capital stands for, a state's force.
    fn link_back(&mut self, drafts: &[Draft], gazetteer: &mut Gazetteer) {
        for (index, draft) in drafts.iter().enumerate() {
            let id = EntityId(index as u32);
            let seats = draft.raw.capital.iter().map(|capital| ("capital", capital));
            for (key, seat) in seats.chain(draft.raw.seats.iter().map(|seat| ("seats", seat))) {
                if let Some(seat) = self.reference(&gazetteer.by_id, draft.origin, key, seat) {
                    gazetteer.entities[seat.0 as usize].seat_of.get_or_insert(id);
                    if key == "capital" {
                        gazetteer.entities[index].capital = Some(seat);
                    }
                }
            }
        }
        for (state, force) in &self.forces {
            let found = gazetteer
                .by_id
                .get(state.as_str())
                .zip(gazetteer.by_id.get(force.as_str()));
            if let Some((state, force)) = found {
                gazetteer.entities[state.0 as usize].force = Some(*force);
            }
        }
    }

    /// Enters every name into the table, and reports names that two entities claim.
    fn name(&mut self, drafts: &[Draft], gazetteer: &mut Gazetteer) {
        let mut claims: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        claims.reserve(drafts.len() * 4);
        gazetteer.table.reserve(drafts.len() * 6);
        for (index, draft) in drafts.iter().enumerate() {
            let id = EntityId(index as u32);
            let raw = &draft.raw;
            let names = std::iter::once(&raw.label).chain(&raw.aliases).chain(&raw.short);
            for (place, name) in names.enumerate() {
                self.claim(drafts, &mut claims, index, place, name);
                gazetteer.table.insert(name.get_ref(), id, Sense::Name);
                if raw.common {
                    for form in super::super::vocabulary::inflections(name.get_ref()) {
                        gazetteer.table.insert(&form, id, Sense::Name);
                    }
                }
            }
            // A family name that is a word or a first name too stays a family name.
            let is_surname = |name: &&String| raw.surname.as_ref() == Some(*name);
            for name in raw.ambiguous.iter().filter(|name| !is_surname(name)) {
                gazetteer.table.insert(name, id, Sense::Name);
            }
            for form in raw.demonyms() {
                gazetteer.table.insert(form, id, Sense::Demonym);
            }
            for prefix in &raw.demonym_prefix {
                gazetteer.table.insert(prefix, id, Sense::Prefix);
            }
            if let Some(surname) = &raw.surname {
                gazetteer.table.insert(surname, id, Sense::Surname);
                if let Some(bare) = behind_article(surname) {
                    gazetteer.table.insert(bare, id, Sense::Surname);
                }
            }
            if gazetteer.entities[index].kind == Kind::Person
                && let Some((given, _)) = raw.label.get_ref().split_once(' ')
            {
                gazetteer.given_names.insert(lowered(given));
            }
        }
    }

    fn claim<'d>(
        &mut self,
        drafts: &'d [Draft],
        claims: &mut FxHashMap<&'d str, (usize, usize)>,
        index: usize,
        place: usize,
        name: &'d toml::Spanned<String>,
    ) {
        let draft = &drafts[index];
        if draft.raw.ambiguous.iter().any(|marked| marked == name.get_ref()) {
            return;
        }
        let Some((first, first_place)) = claims.get(name.get_ref().as_str()).copied() else {
            claims.insert(name.get_ref(), (index, place));
            return;
        };
        if first == index {
            return;
        }
        let other = &drafts[first];
        let fault = GazetteerFault::SharedAlias {
            alias: name.get_ref().clone(),
            one: other.raw.id.get_ref().clone(),
            other: draft.raw.id.get_ref().clone(),
            src: source_of(self.origins[draft.origin]),
            at: name.span().into(),
            first: vec![OtherPlace {
                src: source_of(self.origins[other.origin]),
                at: other.raw.name_span(first_place).into(),
            }],
        };
        self.faults.push(fault);
    }
}

/// The classes that a [`Kind`] stands for, most specific first.
struct KindTable(Vec<(ClassId, Kind)>);

impl KindTable {
    fn new(ontology: &Ontology) -> Self {
        let kinds = [
            ("State", Kind::State),
            ("Person", Kind::Person),
            ("ArmedForce", Kind::ArmedForce),
            ("ArmedGroup", Kind::ArmedGroup),
            ("Organisation", Kind::Organisation),
            ("Group", Kind::Group),
            ("Place", Kind::Place),
        ];
        Self(
            kinds
                .into_iter()
                .filter_map(|(name, kind)| Some((ontology.class(name)?, kind)))
                .collect(),
        )
    }

    fn kind(&self, ontology: &Ontology, class: ClassId) -> Kind {
        self.0
            .iter()
            .find(|(ancestor, _)| ontology.is_a(class, *ancestor))
            .map_or(Kind::Other, |(_, kind)| *kind)
    }
}
