//! From rule files to tables: every name is looked up, every part held against the others.
//!
//! Goes on after a mistake, so that one run of `griot rules check` names them all; a rule with a
//! mistake is left out, the others work.

use super::Lemmas;
use super::error::{RuleError, RuleSource};
use super::file::{
    Companions, ElementTable, ExampleTable, FrameTable, GivesTable, Name, Names, PatternTable, PlaceTable,
    PlaceValue, RoleTable, RuleFile, SilentTable,
};
use super::table::{
    Companion, Content, Distance, Effect, Element, Emit, Example, Frame, Gives, LemmaSet, Pattern, Place,
    Position, Qualifier, RoleConstraint, RoleIndex, Rule, Silent, Takes, TriggerKind, TriggerWord,
    WordConstraint, Yield,
};
use crate::clause::{Phase, Status, Voice};
use crate::data::DataFile;
use crate::lexicon::{Class, LemmaId};
use crate::ontology::{ClassId, Ontology, PredicateId};
use crate::text::lowered;
use jiff::civil::Date;
use miette::{NamedSource, SourceSpan};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// Reads one rule file.
pub(super) fn compile(
    file: &DataFile,
    ontology: &Ontology,
    lemmas: &dyn Lemmas,
) -> Result<Rule, Vec<RuleError>> {
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Err(vec![RuleError::Encoding {
            origin: file.origin.clone(),
        }]);
    };
    let source: RuleSource = Arc::new(NamedSource::new(&file.origin, text.to_owned()).with_language("toml"));
    let table: RuleFile = toml::from_str(text).map_err(|error| {
        vec![RuleError::Syntax {
            message: error.message().to_owned(),
            src: source.clone(),
            at: span(&error.span().unwrap_or(0..0)),
        }]
    })?;
    let reader = Reader {
        ontology,
        lemmas,
        source,
        errors: RefCell::default(),
        names: Vec::new(),
    };
    reader.rule(table, file)
}

fn span(range: &Range<usize>) -> SourceSpan {
    (range.start, range.len()).into()
}

/// One file being read; collects mistakes.
struct Reader<'a> {
    ontology: &'a Ontology,
    lemmas: &'a dyn Lemmas,
    source: RuleSource,
    errors: RefCell<Vec<RuleError>>,
    /// Names of the roles, in their order.
    names: Vec<String>,
}

impl Reader<'_> {
    fn rule(mut self, file: RuleFile, data: &DataFile) -> Result<Rule, Vec<RuleError>> {
        let stem = data.path.rsplit('/').next().unwrap_or_default();
        let stem = stem.strip_suffix(".toml").unwrap_or(stem);
        if file.id.get_ref() != stem {
            self.fault(RuleError::Id {
                id: file.id.get_ref().clone(),
                stem: stem.to_owned(),
                src: self.source.clone(),
                at: span(&file.id.span()),
            });
        }
        let predicate = self.predicate(&file.predicate);
        self.names = file.roles.keys().map(|name| name.get_ref().clone()).collect();
        let roles: Vec<RoleConstraint> = file
            .roles
            .iter()
            .map(|(name, table)| self.role_constraint(name, table.get_ref()))
            .collect();
        let emit = self.emit(&file.emit, predicate, &roles);
        let frames: Vec<Frame> = file
            .frame
            .into_iter()
            .map(|frame| self.frame(frame, &roles))
            .collect();
        let patterns: Vec<Pattern> = file
            .pattern
            .into_iter()
            .map(|pattern| self.pattern(pattern))
            .collect();
        if let Some(emit) = &emit {
            self.check_use(&roles, emit, &frames, &patterns);
        }
        if frames.is_empty() && patterns.is_empty() {
            self.shape(
                &file.id.span(),
                "a rule needs a [[frame]] or a [[pattern]]",
                "docs/rules.md shows a whole rule",
            );
        }
        if file.example.is_empty() {
            self.shape(
                &file.id.span(),
                "a rule needs an [[example]]",
                "add one: text = \"…\", gives = [{ s = \"…\", o = \"…\" }]",
            );
        }
        let examples = file
            .example
            .into_iter()
            .map(|example| self.example(example))
            .collect();
        let silents = file
            .silent
            .into_iter()
            .map(|silent| self.silent(silent))
            .collect();
        let errors = self.errors.into_inner();
        match (predicate, emit) {
            (Some(predicate), Some(emit)) if errors.is_empty() => Ok(Rule {
                id: file.id.into_inner(),
                path: data.path.clone(),
                predicate,
                title: file.title,
                note: file.note,
                roles,
                emit,
                frames,
                patterns,
                examples,
                silents,
                source: self.source,
            }),
            _ => Err(errors),
        }
    }

    fn fault(&self, error: RuleError) {
        self.errors.borrow_mut().push(error);
    }

    fn shape(&self, at: &Range<usize>, what: impl Into<String>, help: impl Into<String>) {
        self.fault(RuleError::Shape {
            what: what.into(),
            help: help.into(),
            src: self.source.clone(),
            at: span(at),
        });
    }

    fn unknown(&self, kind: &'static str, name: &Name, help: String) {
        self.fault(RuleError::Unknown {
            kind,
            name: name.get_ref().clone(),
            help,
            src: self.source.clone(),
            at: span(&name.span()),
        });
    }

    fn predicate(&self, name: &Name) -> Option<PredicateId> {
        let found = self.ontology.predicate(name.get_ref());
        if found.is_none() {
            let known = self
                .ontology
                .predicates()
                .map(|id| self.ontology.predicate_name(id));
            self.unknown(
                "predicate",
                name,
                format!("ontology/griot.ttl has {}", nearest(name.get_ref(), known)),
            );
        }
        found
    }

    fn class(&self, name: &Name) -> Option<ClassId> {
        let found = self.ontology.class(name.get_ref());
        if found.is_none() {
            let known = self.ontology.classes().map(|id| self.ontology.class_name(id));
            self.unknown(
                "class",
                name,
                format!("ontology/griot.ttl has {}", nearest(name.get_ref(), known)),
            );
        }
        found
    }

    fn classes(&self, names: &Names) -> Vec<ClassId> {
        names.0.iter().filter_map(|name| self.class(name)).collect()
    }

    fn lemma_of(&self, name: &Name, word: &str, kind: TriggerKind) -> Option<LemmaId> {
        let mut found = self.lemmas.lemma_id(word);
        if kind == TriggerKind::Verb && !self.lemmas.is_infinitive(word) {
            found = None;
        }
        if found.is_none() {
            let mut near = self.lemmas.suggestions(word);
            near.retain(|lemma| lemma != word);
            let help = if near.is_empty() {
                "write infinitives and singulars; a word the lexicon lacks goes into data/lexicon/supplement.toml".to_owned()
            } else {
                format!("the dictionary form is {}", near.join(" or "))
            };
            self.unknown("lemma", name, help);
        }
        found
    }

    fn lemma(&self, name: &Name) -> Option<LemmaId> {
        self.lemma_of(name, name.get_ref(), TriggerKind::Noun)
    }

    fn lemma_set(&self, names: &Names) -> LemmaSet {
        let member = |name: &Name| Some((self.lemma(name)?, lowered(name.get_ref())));
        LemmaSet::new(names.0.iter().filter_map(member))
    }

    fn role(&self, name: &Name) -> Option<RoleIndex> {
        let found = self.names.iter().position(|known| known == name.get_ref());
        if found.is_none() {
            self.unknown(
                "role",
                name,
                format!("this rule declares {}", self.names.join(", ")),
            );
        }
        found.map(|at| RoleIndex(at as u8))
    }

    fn status(&self, name: &Name) -> Option<Status> {
        let found = match name.get_ref().as_str() {
            "actual" => Some(Status::Actual),
            "planned" => Some(Status::Planned),
            "possible" => Some(Status::Possible),
            "denied" => Some(Status::Denied),
            _ => None,
        };
        if found.is_none() {
            self.unknown("status", name, "actual, planned, possible or denied".to_owned());
        }
        found
    }

    fn effect(&self, status: Option<&Name>, phase: Option<&Name>) -> Effect {
        let phase = phase.map_or(Phase::None, |name| match name.get_ref().as_str() {
            "begun" => Phase::Begun,
            "ended" => Phase::Ended,
            _ => {
                self.unknown("phase", name, "begun or ended".to_owned());
                Phase::None
            }
        });
        Effect {
            status: status.and_then(|name| self.status(name)),
            phase,
        }
    }

    fn role_constraint(&self, name: &Name, table: &RoleTable) -> RoleConstraint {
        let classes = self.classes(&table.class);
        let kinds =
            usize::from(!table.class.is_empty()) + usize::from(table.text) + usize::from(table.number);
        if kinds > 1 {
            self.shape(
                &name.span(),
                format!(
                    "the role `{}` has more than one of type, text and number",
                    name.get_ref()
                ),
                "a role gives an entity, words or a number",
            );
        }
        if !table.unnamed.is_empty() && table.class.is_empty() {
            self.shape(
                &name.span(),
                "`unnamed` needs a `type`",
                "add type = \"griot:Agent\"",
            );
        }
        if !table.part.is_empty() && table.class.is_empty() {
            self.shape(
                &name.span(),
                "`part` needs a `type`",
                "add type = \"griot:Agent\"",
            );
        }
        if table.plural && table.class.is_empty() {
            self.shape(
                &name.span(),
                "`plural` needs a `type`",
                "only parties come in pairs",
            );
        }
        let place = self.ontology.class("Place");
        let yields = if table.text {
            Yield::Text
        } else if table.number {
            Yield::Number
        } else if table.class.is_empty() {
            Yield::Nothing
        } else {
            Yield::Entity {
                literal: classes.iter().any(|class| Some(*class) == place),
            }
        };
        RoleConstraint {
            name: name.get_ref().clone(),
            yields,
            classes,
            not_classes: self.classes(&table.not_type),
            words: WordConstraint {
                lemma: self.lemma_set(&table.lemma),
                except: self.lemma_set(&table.except),
                modifier: self.lemma_set(&table.modifier),
            },
            optional: table.optional,
            plural: table.plural,
            unnamed: self.lemma_set(&table.unnamed),
            parts: self.lemma_set(&table.part),
            at: name.span(),
        }
    }

    fn emit(
        &self,
        table: &Spanned<std::collections::BTreeMap<Name, Name>>,
        predicate: Option<PredicateId>,
        roles: &[RoleConstraint],
    ) -> Option<Emit> {
        let (mut subject, mut object, mut qualifiers) = (None, None, Vec::new());
        for (key, name) in table.get_ref() {
            let role = self.role(name);
            match key.get_ref().as_str() {
                "subject" => subject = Some((role, name)),
                "object" => object = Some((role, name)),
                other => match Qualifier::ALL.iter().find(|(known, _)| *known == other) {
                    Some((_, qualifier)) => qualifiers.extend(role.map(|role| (*qualifier, role))),
                    None => self.unknown(
                        "qualifier",
                        key,
                        "subject, object, item, domain, agreement, office, quantity or place".to_owned(),
                    ),
                },
            }
        }
        let (Some((subject, subject_name)), Some((object, object_name))) = (subject, object) else {
            self.shape(
                &table.span(),
                "[emit] needs a subject and an object",
                "name a role for each",
            );
            return None;
        };
        let (subject, object) = (subject?, object?);
        self.check_ends(
            predicate?,
            &roles[subject.0 as usize],
            &roles[object.0 as usize],
            subject_name,
            object_name,
        );
        if subject == object && !roles[subject.0 as usize].plural {
            self.shape(
                &object_name.span(),
                "one role is both subject and object",
                "pairs need a role with plural = true",
            );
        }
        for (qualifier, role) in &qualifiers {
            let yields = roles[role.0 as usize].yields;
            let fits = match qualifier {
                Qualifier::Place => matches!(yields, Yield::Entity { .. }),
                Qualifier::Quantity => matches!(yields, Yield::Text | Yield::Number),
                _ => yields == Yield::Text,
            };
            if !fits {
                self.shape(
                    &roles[role.0 as usize].at,
                    format!("the role `{}` does not give what its qualifier needs", roles[role.0 as usize].name),
                    "item, domain, agreement and office need text = true; quantity text or number; place a type",
                );
            }
        }
        Some(Emit {
            subject,
            object,
            qualifiers,
        })
    }

    /// Subject and object must be able to satisfy the predicate's domain and range.
    fn check_ends(
        &self,
        predicate: PredicateId,
        subject: &RoleConstraint,
        object: &RoleConstraint,
        subject_name: &Name,
        object_name: &Name,
    ) {
        let meet = |role: &RoleConstraint, ends: &[ClassId]| {
            role.classes.is_empty()
                || role.classes.iter().any(|class| {
                    ends.iter()
                        .any(|end| self.ontology.is_a(*class, *end) || self.ontology.is_a(*end, *class))
                })
        };
        if !matches!(subject.yields, Yield::Entity { .. }) || !meet(subject, self.ontology.domain(predicate))
        {
            self.shape(
                &subject_name.span(),
                format!(
                    "`{}` cannot be the subject of {}",
                    subject.name,
                    self.ontology.predicate_name(predicate)
                ),
                "give the role a type within the predicate's domain",
            );
        }
        let literal = self.ontology.literal_range(predicate).is_some();
        let fits = match object.yields {
            Yield::Entity { .. } => !literal && meet(object, self.ontology.range(predicate)),
            Yield::Number => literal,
            Yield::Text | Yield::Nothing => false,
        };
        if !fits {
            self.shape(
                &object_name.span(),
                format!(
                    "`{}` cannot be the object of {}",
                    object.name,
                    self.ontology.predicate_name(predicate)
                ),
                "give the role a type within the predicate's range (number = true for a literal)",
            );
        }
    }

    fn frame(&self, frame: Spanned<FrameTable>, roles: &[RoleConstraint]) -> Frame {
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

    fn pairs(&self, name: Option<&Name>, roles: &[RoleConstraint]) -> Option<RoleIndex> {
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

    fn triggers(&self, table: &FrameTable, at: &Range<usize>) -> (TriggerKind, Vec<TriggerWord>) {
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
        let words = names.0.iter().filter_map(|name| {
            let (word, pronominal) = without_reflexive(name.get_ref(), kind);
            let lemma = self.lemma_of(name, word, kind)?;
            Some(TriggerWord { lemma, pronominal })
        });
        (kind, words.collect())
    }

    fn voices(&self, names: &Names) -> Vec<Voice> {
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

    fn places(&self, table: &FrameTable, roles: &[RoleConstraint]) -> Vec<Place> {
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
    fn host(&self, value: &PlaceValue, roles: &[RoleConstraint]) -> Place {
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

    fn place_value(&self, position: Position, value: &PlaceValue, roles: &[RoleConstraint]) -> Place {
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

    fn simple_place(
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
            required: required.unwrap_or(!optional),
            inside: Vec::new(),
            at,
        }
    }

    fn place_table(
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

    fn oblique(&self, place: &Spanned<PlaceTable>, roles: &[RoleConstraint]) -> Place {
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
    fn companions(&self, with: &Companions, places: &mut Vec<Place>) {
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

    fn without(&self, without: &Companions) -> Vec<Companion> {
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

    fn pattern(&self, pattern: Spanned<PatternTable>) -> Pattern {
        let at = pattern.span();
        let table = pattern.into_inner();
        let sequence: Vec<Element> = table
            .sequence
            .iter()
            .filter_map(|element| self.element(element))
            .collect();
        let trigger = sequence.iter().position(|element| {
            !element.optional && matches!(element.takes, Takes::Lemma(_) | Takes::Form(_))
        });
        if trigger.is_none() {
            self.shape(
                &at,
                "a pattern needs an element with `lemma` or `form` that is not optional",
                "it is the word that sets the pattern off",
            );
        }
        let trigger = trigger.unwrap_or_default();
        let pairs = table.pairs.as_ref().and_then(|name| self.role(name));
        Pattern {
            before: distances(&sequence[..trigger]),
            sequence,
            trigger,
            with_word: self.lemma_set(&table.with.word),
            with_form: LemmaSet::of_forms(form_keys(&table.with.form)),
            needed: Vec::new(),
            effect: self.effect(table.status.as_ref(), table.phase.as_ref()),
            pairs,
            at,
        }
    }

    fn element(&self, element: &Spanned<ElementTable>) -> Option<Element> {
        let table = element.get_ref();
        let mut takes = Vec::new();
        if !table.lemma.is_empty() {
            takes.push(Takes::Lemma(self.lemma_set(&table.lemma)));
        }
        if !table.form.is_empty() {
            takes.push(Takes::Form(form_keys(&table.form)));
        }
        if !table.class.is_empty() {
            takes.push(Takes::Class(
                table
                    .class
                    .0
                    .iter()
                    .filter_map(|tag| self.word_class(tag))
                    .collect(),
            ));
        }
        takes.extend(table.skip.map(Takes::Skip));
        if takes.is_empty() && table.role.is_some() {
            takes.push(Takes::Group);
        }
        if takes.len() != 1 {
            self.shape(
                &element.span(),
                "an element has one of lemma, form, class and skip, or a role alone",
                "write one element for each word",
            );
        }
        Some(Element {
            takes: takes.pop()?,
            role: table.role.as_ref().and_then(|name| self.role(name)),
            optional: table.optional,
            alone: table.alone,
        })
    }

    fn word_class(&self, tag: &Name) -> Option<Class> {
        const CLASSES: [Class; 16] = [
            Class::Noun,
            Class::ProperNoun,
            Class::Verb,
            Class::Auxiliary,
            Class::Adjective,
            Class::Adverb,
            Class::Adposition,
            Class::Determiner,
            Class::Pronoun,
            Class::Coordinator,
            Class::Subordinator,
            Class::Numeral,
            Class::Interjection,
            Class::Punctuation,
            Class::Symbol,
            Class::Other,
        ];
        let found = CLASSES.into_iter().find(|class| class.tag() == tag.get_ref());
        if found.is_none() {
            let known: Vec<_> = CLASSES.iter().map(|class| class.tag()).collect();
            self.unknown("word class", tag, format!("one of {}", known.join(", ")));
        }
        found
    }

    /// Every role is used, and every construction fills what the statement needs.
    fn check_use(&self, roles: &[RoleConstraint], emit: &Emit, frames: &[Frame], patterns: &[Pattern]) {
        let mut used = vec![false; roles.len()];
        let mut mark = |role: RoleIndex| used[role.0 as usize] = true;
        mark(emit.subject);
        mark(emit.object);
        emit.qualifiers.iter().for_each(|(_, role)| mark(*role));
        for frame in frames {
            let bound = bound_roles(&frame.places);
            bound.iter().for_each(|role| mark(*role));
            self.check_bound(roles, emit, frame.pairs, &bound, &frame.at);
            for role in frame
                .content
                .iter()
                .flat_map(|content| [content.said_by, content.subject])
                .flatten()
            {
                if !bound.contains(&role) {
                    self.shape(
                        &frame.at,
                        format!(
                            "`content` names `{}`, which this frame does not fill",
                            roles[role.0 as usize].name
                        ),
                        "give the role a place in this frame",
                    );
                }
            }
        }
        for pattern in patterns {
            let bound: Vec<_> = pattern
                .sequence
                .iter()
                .filter_map(|element| element.role)
                .collect();
            bound.iter().for_each(|role| mark(*role));
            self.check_bound(roles, emit, pattern.pairs, &bound, &pattern.at);
        }
        for (role, _) in roles.iter().zip(used).filter(|(_, used)| !used) {
            self.fault(RuleError::UnusedRole {
                role: role.name.clone(),
                src: self.source.clone(),
                at: span(&role.at),
            });
        }
    }

    fn check_bound(
        &self,
        roles: &[RoleConstraint],
        emit: &Emit,
        pairs: Option<RoleIndex>,
        bound: &[RoleIndex],
        at: &Range<usize>,
    ) {
        let needed = pairs.map_or_else(|| vec![emit.subject, emit.object], |party| vec![party]);
        for role in needed.into_iter().filter(|role| !bound.contains(role)) {
            self.shape(
                at,
                format!("the role `{}` has no place here", roles[role.0 as usize].name),
                "the statement's subject and object must stand somewhere in every frame and pattern",
            );
        }
    }

    fn example(&self, example: Spanned<ExampleTable>) -> Example {
        let at = example.span();
        let table = example.into_inner();
        Example {
            date: self.date(table.date.as_ref(), &at),
            gives: table.gives.iter().map(|gives| self.gives(gives)).collect(),
            text: table.text,
            pending: table.pending,
            at,
        }
    }

    fn silent(&self, silent: Spanned<SilentTable>) -> Silent {
        let at = silent.span();
        let table = silent.into_inner();
        Silent {
            date: self.date(table.date.as_ref(), &at),
            text: table.text,
            why: table.why,
            pending: table.pending,
            at,
        }
    }

    fn gives(&self, table: &GivesTable) -> Gives {
        let qualifiers = [
            ("phase", &table.phase),
            ("date", &table.date),
            ("place", &table.place),
            ("item", &table.item),
            ("domain", &table.domain),
            ("agreement", &table.agreement),
            ("office", &table.office),
            ("quantity", &table.quantity),
            ("attributed_to", &table.attributed_to),
        ];
        Gives {
            subject: table.s.clone(),
            object: table.o.clone(),
            status: table
                .status
                .as_ref()
                .map_or(Some(Status::Actual), |name| self.status(name))
                .unwrap_or(Status::Actual),
            qualifiers: qualifiers
                .into_iter()
                .filter_map(|(key, value)| Some((key, value.clone()?)))
                .collect(),
        }
    }

    fn date(&self, date: Option<&toml::value::Datetime>, at: &Range<usize>) -> Option<Date> {
        let date = date?;
        let read = date.to_string().parse().ok();
        if read.is_none() {
            self.shape(at, format!("`{date}` is no day"), "write date = 2025-04-03");
        }
        read
    }
}

impl PlaceValue {
    /// Place in the file, bytes.
    fn span(&self) -> Range<usize> {
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
        required: true,
        inside: Vec::new(),
        at,
    }
}

/// How many words each element and those behind it take, and 0 for what comes behind them all.
fn distances(sequence: &[Element]) -> Vec<Distance> {
    let mut distances = vec![Distance::default()];
    for element in sequence.iter().rev() {
        let (behind, own) = (distances[distances.len() - 1], element.width());
        distances.push(Distance {
            least: behind.least + own.least,
            most: behind.most.saturating_add(own.most),
        });
    }
    distances.reverse();
    distances
}

fn form_keys(names: &Names) -> Vec<u64> {
    names.0.iter().map(|form| lowered(form.get_ref())).collect()
}

/// Every role that some place fills.
fn bound_roles(places: &[Place]) -> Vec<RoleIndex> {
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

/// "se retirer" → ("retirer", pronominal).
fn without_reflexive(word: &str, kind: TriggerKind) -> (&str, bool) {
    const REFLEXIVES: [&str; 3] = ["se ", "s'", "s’"];
    let stripped = REFLEXIVES
        .iter()
        .find_map(|reflexive| word.strip_prefix(reflexive));
    match stripped {
        Some(verb) if kind == TriggerKind::Verb => (verb, true),
        _ => (word, false),
    }
}

/// The known names, those that begin like `name` first; a few of them.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let local = name.rsplit(':').next().unwrap_or(name).to_lowercase();
    let common = |known: &str| {
        known
            .to_lowercase()
            .chars()
            .zip(local.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|name| (std::cmp::Reverse(common(name)), name.len()));
    let all = known.len();
    known.truncate(6);
    let listed = known.join(", ");
    if all > known.len() {
        format!("{listed} …")
    } else {
        listed
    }
}
