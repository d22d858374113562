//! Whether what a clause says is said to hold.
//!
//! Tense, mood and negation give a clause its own factuality; governing words on the way up add to
//! it ("s'engager à", "refuser de", "levée de"). Polarity, modality and phase are kept apart; the
//! strongest reservation wins, and a denied denial leaves a possibility.

use super::assembly::{Numbers, Origin};
use super::elements::Parser;
use super::segments::{FrameKind, Gap};
use super::tables::{Effect, GovernorEntry, Lists};
use super::verbs::Form;
use super::{
    Class, Clause, ClauseId, Factuality, Features, GroupId, Modality, Phase, PredicateKind, Relation, Voice,
};
use crate::text::WordIndex;

/// How far up governors are followed.
const HIGHEST: u32 = 24;

impl Parser<'_> {
    /// Sets the factuality of every clause.
    pub fn weigh(&self, numbers: &Numbers, clauses: &mut [Clause]) {
        let mut settled = vec![false; clauses.len()];
        for index in 0..clauses.len() {
            if !settled[index] {
                self.weigh_one(index as ClauseId, numbers, clauses, &mut settled, 0);
            }
        }
    }

    fn weigh_one(
        &self,
        index: ClauseId,
        numbers: &Numbers,
        clauses: &mut [Clause],
        settled: &mut [bool],
        depth: u32,
    ) -> Factuality {
        let governor = clauses[index as usize].governor;
        let own = self.own_factuality(index, numbers, clauses);
        let governor = governor.filter(|governor| governor.clause != index && depth < HIGHEST);
        let result = match governor {
            None => self.weigh_lone(index, numbers, own),
            Some(governor) => {
                let above = if settled[governor.clause as usize] {
                    clauses[governor.clause as usize].factuality
                } else {
                    self.weigh_one(governor.clause, numbers, clauses, settled, depth + 1)
                };
                self.combine(
                    index,
                    governor.relation,
                    governor.clause,
                    own,
                    above,
                    numbers,
                    clauses,
                )
            }
        };
        settled[index as usize] = true;
        clauses[index as usize].factuality = result;
        result
    }

    /// Tense, mood, negation, adverbs.
    fn own_factuality(&self, index: ClauseId, numbers: &Numbers, clauses: &[Clause]) -> Factuality {
        match numbers.origins[index as usize] {
            Origin::Node(node) => self.own_of_verb(node, index, clauses),
            Origin::Noun(group) => self.own_of_group(group),
            Origin::Adjective(_) => Factuality {
                negated: self.contradicted(clauses[index as usize].predicate.word),
                ..Factuality::default()
            },
        }
    }

    fn own_of_verb(&self, index: u32, clause: ClauseId, clauses: &[Clause]) -> Factuality {
        let node = &self.nodes[index as usize];
        let verb = &self.verbs[node.verb as usize];
        let mut own = Factuality::default();
        if clauses[clause as usize].predicate.kind == PredicateKind::Verb {
            let features = verb.features;
            let reported = self.is_reported(clause, clauses);
            own.modality =
                if features.contains(Features::CONDITIONAL) && !features.contains(Features::INDICATIVE) {
                    // "a dit qu'il pourrait": what may be done is no promise, however it is told.
                    let may =
                        self.tables.governor(verb.lemma, Class::Verb, false).clause == Some(Effect::Possible);
                    if reported && !verb.perfect && !may {
                        Modality::Planned
                    } else {
                        Modality::Possible
                    }
                } else if features.contains(Features::FUTURE)
                    && !verb.perfect
                    && !node.marker.contains(Features::ENDURING)
                {
                    Modality::Planned
                } else {
                    Modality::Actual
                };
        }
        own.negated = verb.negated && !verb.restrictive;
        if verb.no_longer && own.negated {
            own.phase = Phase::Ended;
        }
        if node.question {
            own.modality = Modality::Possible;
        }
        for adverb in &node.adverbs {
            let effect = self
                .tables
                .governor(self.token(*adverb).lemma, Class::Adverb, false)
                .clause;
            own = apply_own(own, effect);
        }
        own
    }

    /// "a annoncé qu'il livrerait": the conditional is a future seen from the past.
    fn is_reported(&self, clause: ClauseId, clauses: &[Clause]) -> bool {
        let Some(governor) = clauses[clause as usize].governor else {
            return false;
        };
        let above = &clauses[governor.clause as usize].predicate;
        governor.relation == Relation::Complement
            && self.tables.reports(above.frame)
            && is_past(governor.clause, clauses)
    }

    /// "aucun soutien", "une éventuelle livraison", "sans l'aide de".
    fn own_of_group(&self, group: GroupId) -> Factuality {
        let found = &self.groups[group as usize];
        let mut own = Factuality {
            negated: self.notes[group as usize].negative
                || self.privative(group)
                || self.contradicted(found.words.start),
            ..Factuality::default()
        };
        for modifier in &found.modifiers {
            let entry = self
                .tables
                .governor(self.token(*modifier).lemma, Class::Adjective, false);
            own = apply_own(own, entry.noun);
        }
        if let Some(preposition) = &found.preposition {
            // "en cas d'intervention", "en vue d'un retrait"
            let entry = self.tables.governor(preposition.lemma, Class::Adposition, false);
            own = apply_own(own, entry.noun);
        }
        own
    }

    /// "la Suisse, *non* membre de l'OTAN": what stands before a noun without article, or an adjective.
    fn contradicted(&self, word: WordIndex) -> bool {
        let before = word.checked_sub(1).map(|before| self.token(before).lemma);
        before.is_some() && before == self.tables.words.contradiction
    }

    /// "sans", "faute de" before the group.
    fn privative(&self, group: GroupId) -> bool {
        let simple = self.groups[group as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| {
                self.token(preposition.words.start)
                    .features
                    .contains(Features::PRIVATIVE)
            });
        simple || self.notes[group as usize].privative
    }

    /// A noun without a governing clause may complete another noun that is no predicate.
    fn weigh_lone(&self, index: ClauseId, numbers: &Numbers, own: Factuality) -> Factuality {
        match numbers.origins[index as usize] {
            Origin::Noun(group) => self.under_adjective(group, self.under_nouns(group, own)),
            Origin::Node(node) => {
                // "Lomé prêt à envoyer des troupes": a headline without a verb.
                let node = &self.nodes[node as usize];
                // "*Et si* X partait ?"
                if node.kind == FrameKind::Adverbial && node.marker.contains(Features::CONDITION) {
                    return raised(own, Modality::Possible);
                }
                let denied = node
                    .group
                    .is_some_and(|group| self.notes[group as usize].negative);
                let entry = node
                    .governing_word
                    .map(|word| self.word_entry(word, node.group))
                    .unwrap_or_default();
                let above = Factuality {
                    negated: denied,
                    ..Factuality::default()
                };
                apply_governor(own, entry.clause, above)
            }
            Origin::Adjective(_) => own,
        }
    }

    /// "la fin de la coopération", "un projet de livraison": effects of the nouns above.
    fn under_nouns(&self, group: GroupId, own: Factuality) -> Factuality {
        let mut result = own;
        let mut current = group;
        for _ in 0..6 {
            let found = &self.groups[current as usize];
            let first = found.first_conjunct.unwrap_or(current);
            let Some(above) = self.groups[first as usize].complement_of else {
                break;
            };
            let head = self.token(self.groups[above as usize].head);
            let genitive = self.is_genitive(self.groups[first as usize].preposition_lemma());
            if genitive {
                let effect = self.tables.governor(head.lemma, Class::Noun, false).noun;
                result = apply_governor(result, effect, Factuality::default());
            }
            current = above;
        }
        result
    }

    /// "prêt *à une rencontre*": an adjective does to a noun of action what it does to an infinitive behind the same
    /// preposition ("prêt à rencontrer").
    fn under_adjective(&self, group: GroupId, own: Factuality) -> Factuality {
        let found = &self.groups[group as usize];
        if found.preposition_lemma() != Some(self.tables.words.dative) {
            return own;
        }
        let first = found.first_conjunct.unwrap_or(group);
        let ruling = self
            .adjectives
            .iter()
            .find(|adjective| adjective.complements.contains(&first));
        let effect = ruling.and_then(|adjective| self.word_entry(adjective.word, None).clause);
        apply_governor(own, effect, Factuality::default())
    }

    #[expect(clippy::too_many_arguments, reason = "the two ends of one edge")]
    fn combine(
        &self,
        index: ClauseId,
        relation: Relation,
        governor: ClauseId,
        own: Factuality,
        above: Factuality,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Factuality {
        let past = || !above.negated && above.modality == Modality::Actual && is_past(governor, clauses);
        let own = self.under_marker(index, numbers, own, past);
        match relation {
            Relation::Complement => self.under_complement(index, governor, own, above, numbers, clauses),
            Relation::Argument => self.under_argument(index, governor, own, above, numbers, clauses),
            // "pour avoir soutenu": a reason, not an aim.
            Relation::Purpose if clauses[index as usize].predicate.perfect => own,
            // "ont défilé pour réclamer": the act is how it is said.
            Relation::Purpose if self.tables.reports(clauses[index as usize].predicate.frame) => {
                raised(own, above.modality)
            }
            Relation::Purpose if past() && self.attains_purpose(&clauses[governor as usize]) => own,
            Relation::Purpose => raised(own, Modality::Planned.max(above.modality)),
            Relation::Condition if self.is_conceded(index, governor, numbers, clauses) => own,
            Relation::Condition => raised(own, Modality::Possible),
            Relation::Privative => Factuality {
                negated: !own.negated,
                ..own
            },
            Relation::Participial => self.under_participial(index, own, above, numbers),
            Relation::Relative if self.is_cleft(index, governor, numbers) => Factuality {
                negated: own.negated != above.negated,
                ..raised(own, above.modality)
            },
            Relation::Coordinated if self.has_focus(index, numbers) => raised(own, above.modality),
            // "aurait tué X après l'avoir arrêté": without a tense of its own, it is as real as what it goes with.
            Relation::Adverbial if clauses[index as usize].predicate.kind != PredicateKind::Verb => {
                raised(own, above.modality)
            }
            Relation::Relative | Relation::Coordinated | Relation::Adverbial => own,
        }
    }

    /// "*même si* X a livré des armes": it holds all the same. "même si X *livrait* des armes, Y ne céderait pas" supposes it.
    fn is_conceded(
        &self,
        index: ClauseId,
        governor: ClauseId,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> bool {
        let Origin::Node(node) = numbers.origins[index as usize] else {
            return false;
        };
        let own = clauses[index as usize].predicate.features;
        let above = clauses[governor as usize].predicate.features;
        let supposed = own.contains(Features::IMPERFECT) && above.contains(Features::CONDITIONAL);
        self.nodes[node as usize].marker.contains(Features::CONCESSIVE) && !supposed
    }

    /// "se sont réunis *pour signer*": what one met, came or broke away for is told as done.
    fn attains_purpose(&self, governor: &Clause) -> bool {
        self.tables.verb(governor.predicate.lemma).purpose_attained
    }

    /// "sur le point de livrer"; "avant de livrer" is a sequel where the clause above is past.
    fn under_marker(
        &self,
        index: ClauseId,
        numbers: &Numbers,
        own: Factuality,
        past: impl Fn() -> bool,
    ) -> Factuality {
        let Origin::Node(node) = numbers.origins[index as usize] else {
            return own;
        };
        let marker = self.verbs[self.nodes[node as usize].verb as usize].marker;
        let effect = marker.and_then(|(lemma, _)| {
            let entry = self.tables.governor(lemma, Class::Adposition, false);
            entry.clause.filter(|_| !(entry.not_perfect && past()))
        });
        apply_own(own, effect)
    }

    fn under_complement(
        &self,
        index: ClauseId,
        governor: ClauseId,
        own: Factuality,
        above: Factuality,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Factuality {
        let (word, group) = match numbers.origins[index as usize] {
            Origin::Node(node) => (
                self.nodes[node as usize].governing_word,
                self.nodes[node as usize].group,
            ),
            _ => (None, None),
        };
        let entry = match word.or_else(|| self.impersonal_attribute(governor, numbers)) {
            Some(word) => self.word_entry(word, group),
            None => self.clause_entry(&clauses[governor as usize]),
        };
        let reported = word.is_none()
            && self.tables.reports(clauses[governor as usize].predicate.frame)
            && entry.clause.is_none();
        let finite = clauses[index as usize].predicate.kind == PredicateKind::Verb;
        if reported && finite {
            // What is said of what was said: a denied or future saying asserts nothing of its own.
            return if above.negated {
                raised(own, Modality::Possible)
            } else {
                own
            };
        }
        if word.is_some() && finite && entry.clause.is_none() {
            return own;
        }
        // "affirme avoir livré", "promet d'avoir": what is over is no plan.
        let perfect = clauses[index as usize].predicate.perfect && !finite;
        // "jure que la Chine a offert": neither is what is told in the past.
        let told = finite && is_past(index, clauses);
        let effect = entry
            .clause
            .filter(|effect| !((perfect || told) && *effect == Effect::Planned));
        let above = match (word, group) {
            (Some(word), Some(group)) if self.groups[group as usize].head == word => {
                let above = self.above_noun(group, governor, above, numbers, clauses);
                // "*Pas question* de partir, répète X": the noun brings its own denial.
                Factuality {
                    negated: above.negated || self.notes[group as usize].negative,
                    ..above
                }
            }
            _ => above,
        };
        if entry.litotes && above.negated {
            // "n'*hésitera* pas à frapper": as real as the governor would be without its denial.
            return raised(own, above.modality);
        }
        apply_governor(own, effect, above)
    }

    /// "n'a pas caché son intention de", "a renoncé à son projet de", "le refus de partir n'étonne
    /// pas": what reaches an infinitive through the noun it completes.
    fn above_noun(
        &self,
        group: GroupId,
        governor: ClauseId,
        above: Factuality,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Factuality {
        if !matches!(numbers.origins[governor as usize], Origin::Node(_)) {
            return above;
        }
        if !self.governs_noun(governor, group, numbers) {
            return Factuality {
                negated: false,
                ..above
            };
        }
        match self.clause_entry(&clauses[governor as usize]).noun {
            Some(Effect::Factive) => Factuality::default(),
            Some(effect @ (Effect::Denied | Effect::Excludes | Effect::Ended)) => {
                let reached = apply_governor(Factuality::default(), Some(effect), above);
                Factuality {
                    negated: reached.negated || reached.phase == Phase::Ended,
                    phase: Phase::None,
                    ..reached
                }
            }
            _ => above,
        }
    }

    /// "il est *impossible* pour X de partir": the attribute rules over an infinitive that does not touch it.
    fn impersonal_attribute(&self, governor: ClauseId, numbers: &Numbers) -> Option<WordIndex> {
        let Origin::Node(node) = numbers.origins[governor as usize] else {
            return None;
        };
        let node = &self.nodes[node as usize];
        let noun = node.attribute.map(|group| self.groups[group as usize].head);
        let word = node.attributes.last().copied().or(noun)?;
        (self.is_said_of_nobody(word) && self.verbs[node.verb as usize].entry.copula).then_some(word)
    }

    /// A governing word that heads its group is a noun, any other an adjective.
    fn word_entry(&self, word: WordIndex, group: Option<GroupId>) -> GovernorEntry {
        if group.is_some_and(|group| self.groups[group as usize].head == word) {
            return self.tables.governor(self.token(word).lemma, Class::Noun, false);
        }
        self.tables
            .governor(self.adjective_lemma(word), Class::Adjective, false)
    }

    fn clause_entry(&self, clause: &Clause) -> GovernorEntry {
        let class = match clause.predicate.kind {
            PredicateKind::Noun => Class::Noun,
            PredicateKind::Adjective => Class::Adjective,
            _ => Class::Verb,
        };
        let pronominal = clause.predicate.voice == Voice::Pronominal;
        let mut entry = self.tables.governor(clause.predicate.lemma, class, pronominal);
        let adjectival = || self.tables.verb(clause.predicate.lemma).adjectival;
        if clause.predicate.voice == Voice::Passive && entry.clause.is_none() {
            // "se dit disposé à", "est décidé à": as the adjective, or as "se décider à".
            let pronominal = self.tables.governor(clause.predicate.lemma, class, true);
            let adjective = adjectival().then(|| self.adjective_entry(clause.predicate.word));
            entry.clause = adjective
                .and_then(|adjective| adjective.clause)
                .or(pronominal.clause);
        }
        // "alla demander", "dut livrer": the passé simple tells what was done.
        let past = clause.predicate.features.contains(Features::PAST);
        if entry.not_perfect && (clause.predicate.perfect || past) {
            return GovernorEntry::default();
        }
        entry
    }

    /// What the adjective that a participle looks like does to its infinitive.
    fn adjective_entry(&self, word: WordIndex) -> GovernorEntry {
        self.lexicon
            .analyses(self.word_text(word))
            .iter()
            .filter(|reading| reading.class == Class::Adjective)
            .map(|reading| self.tables.governor(reading.lemma, Class::Adjective, false))
            .find(|entry| entry.clause.is_some())
            .unwrap_or_default()
    }

    fn under_argument(
        &self,
        index: ClauseId,
        governor: ClauseId,
        own: Factuality,
        above: Factuality,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Factuality {
        let Origin::Noun(group) = numbers.origins[index as usize] else {
            if clauses[index as usize].predicate.word < clauses[governor as usize].predicate.word {
                // "*Forte de mille hommes*, la mission n'agit plus": what stands first is not denied with the rest; who
                // already is a member ("*membre de l'Alliance*, le Togo livrera") does not become one by it.
                let is_noun = self.class(clauses[index as usize].predicate.word) == Class::Noun;
                return if is_noun { own } else { raised(own, above.modality) };
            }
            // "est prêt à", "est membre de": as real as the copula.
            return raised(
                Factuality {
                    negated: own.negated != above.negated,
                    ..own
                },
                above.modality,
            );
        };
        let clause = &clauses[governor as usize];
        let nominal = self.nominal_of(group);
        if self.is_attribute(group) {
            return raised(
                Factuality {
                    negated: own.negated != above.negated,
                    ..own
                },
                above.modality,
            );
        }
        if nominal.is_some_and(|nominal| nominal.bearer) {
            // Who bears a title is not undone by what happens to him.
            return own;
        }
        // "il n'existe *aucune* coopération": one denial, told twice.
        let above = Factuality {
            negated: above.negated && !self.notes[group as usize].negative,
            ..above
        };
        let own = self.under_nouns_between(group, numbers, own);
        if self.accompanies(group) {
            // "serait en discussion avec", "n'est plus en guerre avec", "lors d'une visite, X promettra"
            let copula = self.tables.verb(clause.predicate.lemma).copula;
            let above = if copula {
                above
            } else {
                Factuality {
                    modality: above.modality,
                    ..Factuality::default()
                }
            };
            return apply_governor(own, Some(Effect::Actual), above);
        }
        let head = &self.groups[group as usize];
        if head.is_occasion() && !head.is_circumstance() {
            // "en parlera *lors de la visite de X*": both are still to come.
            return raised(own, above.modality);
        }
        let governs = self.governs_noun(governor, group, numbers);
        let performs = nominal.is_some_and(|nominal| nominal.performative);
        let effect = governs.then(|| self.clause_entry(clause).noun).flatten();
        let effect = effect.filter(|effect| !(performs && *effect == Effect::Planned));
        if effect.is_some() {
            return apply_governor(own, effect, above);
        }
        if !governs && self.groups[group as usize].preposition_lemma() == Some(self.tables.words.means) {
            // "aurait pris la ville *avec l'appui de X*": no more certain than the deed.
            let modality = if above.negated {
                Modality::Possible
            } else {
                above.modality
            };
            return raised(own, modality);
        }
        if !governs {
            let effect = self.subject_effect(governor, group, numbers);
            return match effect {
                Some(effect) => apply_governor(own, Some(effect), above),
                None if self.is_indefinite_subject(governor, group, numbers) => raised(own, above.modality),
                None => own,
            };
        }
        let found = &self.groups[group as usize];
        let definite = found
            .features
            .intersects(Features::DEFINITE | Features::POSSESSIVE | Features::DEMONSTRATIVE);
        if definite {
            return own;
        }
        let bare_negated = above.negated && (found.determiner.is_none() || own.negated);
        let modality = if own.modality > above.modality {
            own.modality
        } else {
            above.modality
        };
        Factuality {
            negated: own.negated || bare_negated,
            modality,
            phase: own.phase,
        }
    }

    /// "la rencontre *aura lieu*", "l'adhésion n'est pas *à l'ordre du jour*", "le retrait *a commencé*": what the verb,
    /// its companion or its attribute says of a noun predicate that is its subject.
    fn subject_effect(&self, governor: ClauseId, group: GroupId, numbers: &Numbers) -> Option<Effect> {
        let Origin::Node(node) = numbers.origins[governor as usize] else {
            return None;
        };
        let node = &self.nodes[node as usize];
        let verb = &self.verbs[node.verb as usize];
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let argument = Some(super::segments::Argument::Group(first));
        if node.subject != argument || verb.voice == Voice::Passive {
            return None;
        }
        let pronominal = verb.voice == Voice::Pronominal;
        let own = self.tables.governor(verb.lemma, Class::Verb, pronominal).subject;
        let behind = |group: &&GroupId| self.groups[**group as usize].words.start > verb.word;
        let noun = |group: &GroupId| {
            let head = self.token(self.groups[*group as usize].head).lemma;
            self.tables.governor(head, Class::Noun, false).subject
        };
        let adjective = |word: &WordIndex| {
            let entry = self
                .tables
                .governor(self.token(*word).lemma, Class::Adjective, false);
            // "est ancien" is old, not over.
            let copula = verb.entry.copula;
            entry.noun.filter(|effect| copula && *effect != Effect::Ended)
        };
        // "a mis fin *à la crise*": what ends is another.
        let of_another = || {
            let own = node
                .post
                .iter()
                .flat_map(|group| &self.groups[*group as usize].complements);
            node.obliques.iter().filter(behind).chain(own).any(|group| {
                self.groups[*group as usize].preposition_lemma() == Some(self.tables.words.dative)
            })
        };
        own.or_else(|| {
            let mut companions = node.post.iter().chain(&node.obliques).filter(behind);
            let told = companions.find_map(noun);
            told.filter(|effect| *effect != Effect::Ended || !of_another())
        })
        .or_else(|| node.attributes.iter().find_map(adjective))
    }

    /// "*une intervention* serait une erreur": no more real than what is said of it.
    fn is_indefinite_subject(&self, governor: ClauseId, group: GroupId, numbers: &Numbers) -> bool {
        let Origin::Node(node) = numbers.origins[governor as usize] else {
            return false;
        };
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let subject = self.nodes[node as usize].subject == Some(super::segments::Argument::Group(first));
        subject
            && self.groups[first as usize]
                .features
                .contains(Features::INDEFINITE)
    }

    /// "une partie *de son aide*": the group that stands in the clause, where it names a part of this one.
    pub fn whole_of(&self, group: GroupId) -> GroupId {
        let found = &self.groups[group as usize];
        let genitive = self.is_genitive(found.preposition_lemma());
        let part = found
            .complement_of
            .filter(|part| genitive && self.has(self.groups[*part as usize].head, Features::PARTITIVE));
        part.unwrap_or(group)
    }

    /// Nouns between the noun predicate and its clause that are no predicates themselves.
    fn under_nouns_between(&self, group: GroupId, numbers: &Numbers, own: Factuality) -> Factuality {
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        match self.groups[first as usize].complement_of {
            Some(above) if numbers.group(above).is_none() => self.under_nouns(group, own),
            _ => own,
        }
    }

    /// The noun is the object (or the passive's subject) of the verb above, or its "de"-complement
    /// where that is a noun.
    fn governs_noun(&self, governor: ClauseId, group: GroupId, numbers: &Numbers) -> bool {
        let first = self.groups[group as usize].first_conjunct.unwrap_or(group);
        let first = self.whole_of(first);
        match numbers.origins[governor as usize] {
            Origin::Node(node) => {
                let node = &self.nodes[node as usize];
                let verb = &self.verbs[node.verb as usize];
                let argument = Some(super::segments::Argument::Group(first));
                let object = node.object == argument || node.attribute == Some(first);
                let passive = verb.voice == Voice::Passive && node.subject == argument;
                // "*À son arrivée*, X a promis": a circumstance that stands first is not what is promised.
                let behind = self.groups[first as usize].words.start > verb.word;
                let asked = behind && node.obliques.contains(&first) && self.asked_for(node.verb, first);
                object || passive || asked
            }
            Origin::Noun(_) => {
                let preposition = self.groups[first as usize].preposition_lemma();
                self.is_genitive(preposition) || preposition == Some(self.tables.words.dative)
            }
            Origin::Adjective(_) => false,
        }
    }

    /// "renoncer à", "mettre fin à", "procéder à".
    fn asked_for(&self, verb: u32, group: GroupId) -> bool {
        let entry = self.verbs[verb as usize].entry;
        self.groups[group as usize]
            .preposition
            .as_ref()
            .is_some_and(|preposition| entry.prepositions.contains(&preposition.lemma))
    }

    /// "ce n'est pas X qui livre": the presentative's negation is the relative clause's.
    fn is_cleft(&self, index: ClauseId, governor: ClauseId, numbers: &Numbers) -> bool {
        let (Origin::Node(relative), Origin::Node(above)) = (
            numbers.origins[index as usize],
            numbers.origins[governor as usize],
        ) else {
            return false;
        };
        let (relative, above) = (&self.nodes[relative as usize], &self.nodes[above as usize]);
        let presentative = self.verbs[above.verb as usize].subject.is_some_and(|subject| {
            let head = self.token(self.groups[subject as usize].head).lemma;
            self.tables.lists(head, Lists::PRESENTATIVE)
        });
        presentative && relative.group.is_some() && relative.group == above.attribute
    }

    /// "*ce serait* la première fois *qu'ils se rencontrent*": as real as the presentative's clause.
    fn has_focus(&self, index: ClauseId, numbers: &Numbers) -> bool {
        match numbers.origins[index as usize] {
            Origin::Node(node) => self.nodes[node as usize].gap == Gap::Focus,
            Origin::Noun(_) | Origin::Adjective(_) => false,
        }
    }

    fn is_attribute(&self, group: GroupId) -> bool {
        self.notes[group as usize]
            .node
            .is_some_and(|node| self.nodes[node as usize].attribute == Some(group))
    }

    fn under_participial(
        &self,
        index: ClauseId,
        own: Factuality,
        above: Factuality,
        numbers: &Numbers,
    ) -> Factuality {
        let Origin::Node(node) = numbers.origins[index as usize] else {
            return own;
        };
        // What describes a noun, or is over ("*financée par X*, la mission partira"), is told for itself; a gerund
        // goes with its clause.
        let node = &self.nodes[node as usize];
        let verb = &self.verbs[node.verb as usize];
        let over = verb.form == Form::PastParticiple || verb.form == Form::PresentParticiple && verb.perfect;
        if node.group.is_some() || over {
            return own;
        }
        raised(own, above.modality)
    }
}

/// Told in a past tense; participles and infinitives have that of the clause above.
fn is_past(clause: ClauseId, clauses: &[Clause]) -> bool {
    let mut current = clause;
    for _ in 0..4 {
        let clause = &clauses[current as usize];
        let predicate = &clause.predicate;
        if predicate.kind == PredicateKind::Verb {
            return predicate.perfect
                || predicate
                    .features
                    .intersects(Features::PAST | Features::IMPERFECT);
        }
        match clause.governor {
            Some(governor) => current = governor.clause,
            None => return predicate.perfect,
        }
    }
    false
}

fn raised(own: Factuality, modality: Modality) -> Factuality {
    Factuality {
        modality: own.modality.max(modality),
        ..own
    }
}

/// An adverb or adjective of the clause itself.
fn apply_own(own: Factuality, effect: Option<Effect>) -> Factuality {
    match effect {
        Some(Effect::Denied) => Factuality { negated: true, ..own },
        Some(Effect::Ended | Effect::Begun) => Factuality {
            phase: effect.map_or(Phase::None, Effect::phase),
            ..own
        },
        Some(effect) => effect.modality().map_or(own, |modality| raised(own, modality)),
        None => own,
    }
}

/// What a governor of known factuality does to what it governs.
fn apply_governor(own: Factuality, effect: Option<Effect>, above: Factuality) -> Factuality {
    match effect {
        Some(Effect::Factive) => own,
        Some(Effect::Denied) if above.negated => raised(own, Modality::Possible.max(above.modality)),
        Some(Effect::Excludes) if above.negated => raised(own, Modality::Possible),
        Some(Effect::Denied | Effect::Excludes) => raised(
            Factuality {
                negated: !own.negated,
                ..own
            },
            above.modality,
        ),
        Some(Effect::Ended) if above.negated => raised(own, above.modality),
        Some(effect @ (Effect::Ended | Effect::Begun)) => Factuality {
            negated: own.negated || above.negated && effect == Effect::Begun,
            modality: own.modality.max(above.modality),
            phase: effect.phase(),
        },
        effect => {
            let modality = effect.and_then(Effect::modality).unwrap_or_default();
            Factuality {
                negated: own.negated != above.negated,
                modality: own.modality.max(modality).max(above.modality),
                phase: if own.phase == Phase::None {
                    above.phase
                } else {
                    own.phase
                },
            }
        }
    }
}
