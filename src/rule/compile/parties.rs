//! Who a rule connects: its roles, what it emits, and whether both are used.

use super::Reader;
use super::frames::bound_roles;
use super::span;
use crate::ontology::{ClassId, PredicateId};
use crate::rule::error::RuleError;
use crate::rule::file::{Name, RoleTable};
use crate::rule::table::{Emit, Frame, Pattern, Qualifier, RoleConstraint, RoleIndex, WordConstraint, Yield};
use std::ops::Range;
use toml::Spanned;

impl Reader<'_> {
    pub(super) fn role_constraint(&self, name: &Name, table: &RoleTable) -> RoleConstraint {
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
        for (key, words) in [("part", &table.part), ("owned", &table.owned)] {
            if !words.is_empty() && table.class.is_empty() {
                self.shape(
                    &name.span(),
                    format!("`{key}` needs a `type`"),
                    "add type = \"griot:Agent\"",
                );
            }
        }
        if table.seat && table.class.is_empty() {
            self.shape(
                &name.span(),
                "`seat` needs a `type`",
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
        if table.reached && !table.number {
            self.shape(
                &name.span(),
                "`reached` needs `number = true`",
                "it tells which number of a range is meant",
            );
        }
        let place = self.ontology.class("Place");
        let yields = if table.text {
            Yield::Text
        } else if table.number {
            Yield::Number {
                reached: table.reached,
            }
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
            owned: self.lemma_set(&table.owned),
            seat: table.seat,
            at: name.span(),
        }
    }

    pub(super) fn emit(
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
                Qualifier::Quantity => matches!(yields, Yield::Text | Yield::Number { .. }),
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
    pub(super) fn check_ends(
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
            Yield::Number { .. } => literal,
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

    /// Every role is used, and every construction fills what the statement needs.
    pub(super) fn check_use(
        &self,
        roles: &[RoleConstraint],
        emit: &Emit,
        frames: &[Frame],
        patterns: &[Pattern],
    ) {
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

    pub(super) fn check_bound(
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
}
