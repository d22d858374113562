//! Patterns over neighbouring words and groups, for what is no clause.

use super::companions::{Mark, Need};
use super::find::{Search, pairs_of, with_effect};
use super::matched::{Construction, Filling, Match, RuleIndex, Value};
use super::table::{Element, Pattern, RoleConstraint, RoleIndex, Rule, Takes, Yield};
use super::view::View;
use crate::clause::{Factuality, Filler, GroupId, NounGroup, PredicateKind, Relation, RoleKind, Voice};
use crate::lexicon::{Class, Features};
use crate::span::Span;
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::ops::Range;

/// How many words before its trigger a pattern may begin.
const REACH: u32 = 24;

/// A pattern with what it cannot do without.
#[derive(Debug, Clone, Copy)]
pub(super) struct PatternEntry {
    pub rule: RuleIndex,
    pub pattern: u16,
    /// The words that it cannot do without.
    pub need: Need,
}

/// Adds what the patterns find. Most sentences hold all the words of a few patterns only.
pub(super) fn find(search: &Search<'_>, found: &mut Vec<Match>) {
    let index = &search.rules.patterns;
    let companions = &search.matcher.survey.companions;
    for (sentence, number) in search.view.text.sentences.iter().zip(0..) {
        if sentence.boilerplate {
            continue;
        }
        let (present, marks) = (companions.in_sentence(number), companions.marks(number));
        for gate in present.among(&index.gates) {
            let entries = index.gated.of(u32::from(gate)).iter();
            for entry in entries.filter(|entry| index.needed.others_are_met(&entry.need, present)) {
                find_at(search, *entry, marks, &sentence.words, found);
            }
        }
    }
}

/// Adds what one pattern finds in a sentence at those of the marked words that set it off.
fn find_at(
    search: &Search<'_>,
    entry: PatternEntry,
    marks: &[Mark],
    sentence: &Range<WordIndex>,
    found: &mut Vec<Match>,
) {
    let pattern = search.pattern(&entry);
    let Some(triggers) = pattern.triggers else { return };
    let matches = marks
        .iter()
        .filter(|mark| mark.is_of(triggers))
        .filter_map(|mark| {
            let walk = Walk {
                search,
                rule: search.rules.rule(entry.rule),
                pattern,
                trigger: mark.word,
                sentence,
            };
            try_pattern(entry, &walk)
        });
    found.extend(matches);
}

fn try_pattern(entry: PatternEntry, walk: &Walk<'_, '_>) -> Option<Match> {
    let Walk {
        search,
        rule,
        pattern,
        trigger,
        sentence,
    } = *walk;
    let view = search.view;
    let reach = pattern.before[0].most.min(REACH);
    let first = sentence.start.max(trigger.saturating_sub(reach));
    // Most words that set a pattern off are not followed by what it asks for.
    if !walk.goes_on(pattern.trigger + 1, trigger + 1) {
        return None;
    }
    let mut starts = walk.starts(first).filter(|start| walk.may_begin(*start));
    let fillings = starts.find_map(|start| {
        let mut fillings = Vec::new();
        walk.step(0, start, &mut fillings).then(|| united(fillings))
    })?;
    if misses_subject(view, rule, &fillings, trigger) {
        return None;
    }
    let clause = view.enclosing(trigger);
    Some(Match {
        rule: entry.rule,
        construction: Construction::Pattern(entry.pattern),
        trigger,
        clause,
        fillings,
        companions: SmallVec::new(),
        factuality: with_effect(factuality(view, trigger), pattern.effect),
        pairs: pairs_of(rule, pattern.pairs),
        speaker: SmallVec::new(),
        antecedent: None,
    })
}

/// What the grammar says of the clause that the word makes; a word that makes none is taken to hold.
fn factuality(view: &View<'_>, trigger: WordIndex) -> Factuality {
    view.clauses_of(view.sentence(trigger))
        .find(|(_, clause)| clause.predicate.word == trigger)
        .map_or(Factuality::default(), |(_, clause)| clause.factuality)
}

/// "*L'organisation*, affiliée à X, exige que …": whoever stands next to the verb is not its subject, where the grammar
/// has found that further left.
fn misses_subject(view: &View<'_>, rule: &Rule, fillings: &[Filling], trigger: WordIndex) -> bool {
    let mut clauses = view.clauses_of(view.sentence(trigger));
    let Some((_, clause)) = clauses.find(|(_, clause)| clause.predicate.word == trigger) else {
        return false;
    };
    let subjects = || {
        let subjects = clause.roles.iter().filter(|role| role.kind == RoleKind::Subject);
        subjects.map(|role| role.filler)
    };
    let taken = fillings
        .iter()
        .filter(|filling| filling.role == rule.emit.subject);
    let mut taken = taken.flat_map(|filling| filling.fillers.iter());
    // Whom something is told of by a participle or an adjective, and who stands in that.
    let aside = |filler: &Filler| {
        let mut clauses = view.clauses_of(view.sentence(trigger));
        clauses.any(|(_, told)| {
            told.predicate.kind != PredicateKind::Noun
                && told
                    .group
                    .is_some_and(|group| subjects().any(|subject| subject == Filler::Group(group)))
                && told.roles.iter().any(|role| role.filler == *filler)
        })
    };
    // "accuse *X* et menace de": who stands behind the verb that this one goes on from.
    let before = clause
        .governor
        .filter(|governor| governor.relation == Relation::Coordinated)
        .map(|governor| view.clause(governor.clause).predicate.word);
    let behind_first = |filler: &Filler| {
        before.is_some_and(|first| view.head(*filler) > first) && subjects().next().is_some()
    };
    let between = |filler: &Filler| {
        let another = !subjects().any(|subject| subject == *filler);
        view.head(*filler) < trigger && another && (aside(filler) || behind_first(filler))
    };
    clause.predicate.voice == Voice::Active && taken.any(between)
}

/// One filling for each role: "A, B et C", each an element of its own, are three of one role.
fn united(fillings: Vec<Filling>) -> Vec<Filling> {
    let mut united: Vec<Filling> = Vec::with_capacity(fillings.len());
    for filling in fillings {
        match united.iter_mut().find(|known| known.role == filling.role) {
            Some(known) => {
                known.fillers.extend(filling.fillers);
                known.values.extend(filling.values);
            }
            None => united.push(filling),
        }
    }
    united
}

/// One pattern walked from one word.
struct Walk<'a, 's> {
    search: &'a Search<'s>,
    rule: &'a Rule,
    pattern: &'a Pattern,
    trigger: WordIndex,
    sentence: &'a Range<WordIndex>,
}

impl Walk<'_, '_> {
    /// Whether the words from `at` on are those that the elements from `next` on ask for, up to the first group,
    /// and a group that fills its role follows there.
    fn goes_on(&self, next: usize, at: WordIndex) -> bool {
        let Some(element) = self.pattern.sequence.get(next) else {
            return true;
        };
        match &element.takes {
            Takes::Group => {
                element.optional
                    || element
                        .role
                        .is_none_or(|role| self.is_filled(self.rule.role(role), at))
            }
            Takes::Skip(most) => (at..=at + u32::from(*most))
                .take_while(|end| *end <= self.sentence.end)
                .any(|end| self.goes_on(next + 1, end)),
            takes => {
                at < self.sentence.end
                    && is_word(self.search.view, takes, at)
                    && self.goes_on(next + 1, at + 1)
                    || element.optional && self.goes_on(next + 1, at)
            }
        }
    }

    /// Whether some group that begins at `at` fills a role, whatever becomes of its conjuncts.
    fn is_filled(&self, role: &RoleConstraint, at: WordIndex) -> bool {
        let matcher = &self.search.matcher;
        let mut groups = self.groups_at(at).map(Filler::Group);
        groups.any(|group| matcher.may_be(role, group) && matcher.role_values(role, &[group]).is_some())
    }

    /// The groups that begin at `at`, objects before their verb left out: "la Russie *leur* livre" is a clause, no list
    /// of parties.
    fn groups_at(&self, at: WordIndex) -> impl Iterator<Item = GroupId> + use<'_> {
        let analysis = self.search.view.analysis;
        let groups = &analysis.groups;
        let first = groups.partition_point(|group| group.words.start < at);
        let is_clitic = |group: &NounGroup| {
            let head = analysis.tokens.get(group.head as usize);
            head.is_some_and(|token| {
                token.features.contains(Features::CLITIC)
                    && !token.features.contains(Features::SUBJECT_CLITIC)
            })
        };
        let begun = groups[first..]
            .iter()
            .take_while(move |group| group.words.start == at && !is_clitic(group));
        (first as GroupId..).zip(begun).map(|(group, _)| group)
    }

    /// Whether the element `next` may begin at `at`: no further from the trigger than what stands between reaches.
    fn leads_to_trigger(&self, next: usize, at: WordIndex) -> bool {
        let distance = self.pattern.before.get(next);
        distance.is_none_or(|distance| at <= self.trigger && distance.allows(self.trigger - at))
    }

    /// Whether the pattern may begin on the word at `at`, where it asks to open something: the headline "*Orban* à
    /// Moscou :" opens one, but "le procès d'*Orban* à Moscou :" does not open with him.
    fn may_begin(&self, at: WordIndex) -> bool {
        const OPENERS: [&str; 7] = [":", ";", "–", "—", "-", "|", "•"];
        let view = self.search.view;
        let opened = || {
            let before = view.text.words[at as usize - 1].span.of(&view.source.text);
            OPENERS.contains(&before)
        };
        !self.pattern.opens || at == self.sentence.start || opened()
    }

    /// The words from `first` to the trigger on which the pattern may begin: where it begins with a group,
    /// those on which some group does.
    fn starts(&self, first: WordIndex) -> impl Iterator<Item = WordIndex> + use<'_> {
        let groups = &self.search.view.analysis.groups;
        let with_group = matches!(
            self.pattern.sequence.first(),
            Some(Element {
                takes: Takes::Group,
                optional: false,
                ..
            })
        );
        let begun = groups.partition_point(|group| group.words.start < first);
        let of_groups = groups[begun..]
            .iter()
            .map(|group| group.words.start)
            .take_while(|start| *start <= self.trigger)
            .filter(move |_| with_group);
        let of_words = (first..=self.trigger).filter(move |_| !with_group);
        of_groups.chain(of_words)
    }

    /// Whether the elements from `next` on fit the words from `at` on.
    fn step(&self, next: usize, at: WordIndex, fillings: &mut Vec<Filling>) -> bool {
        let Some(element) = self.pattern.sequence.get(next) else {
            return self.has_several(fillings);
        };
        // The trigger element falls on the trigger word itself, those before it in front of that.
        if !self.leads_to_trigger(next, at) {
            return false;
        }
        let mark = fillings.len();
        let mut goes_on_behind = |end: WordIndex, filling: Option<Filling>| {
            fillings.extend(filling);
            let fits = self.step(next + 1, end, fillings);
            if !fits {
                fillings.truncate(mark);
            }
            fits
        };
        let is_taken = match &element.takes {
            Takes::Group => {
                let mut ways = self.groups(next, element, at).into_iter();
                ways.any(|(end, filling)| goes_on_behind(end, Some(filling)))
            }
            Takes::Skip(most) => (at..=at + u32::from(*most))
                .take_while(|end| *end <= self.sentence.end)
                .any(|end| !self.parts_verb(next, at..end) && goes_on_behind(end, None)),
            takes if at < self.sentence.end && is_word(self.search.view, takes, at) => match element.role {
                Some(role) => self
                    .word(role, at)
                    .is_some_and(|filling| goes_on_behind(at + 1, Some(filling))),
                None => goes_on_behind(at + 1, None),
            },
            _ => false,
        };
        is_taken || element.optional && self.step(next + 1, at, fillings)
    }

    /// "X, armé par *Y, exige* Z": one comma before a finite verb parts it from whoever stands there.
    fn parts_verb(&self, skip: usize, skipped: Range<WordIndex>) -> bool {
        let view = self.search.view;
        let behind_group = skip
            .checked_sub(1)
            .is_some_and(|before| matches!(self.pattern.sequence[before].takes, Takes::Group));
        let finite = || {
            let token = view.analysis.tokens.get(self.trigger as usize);
            token.is_some_and(|token| {
                let bare = Features::PAST_PARTICIPLE | Features::PRESENT_PARTICIPLE | Features::INFINITIVE;
                token.class == Class::Verb && !token.features.intersects(bare)
            })
        };
        let comma = |word: &WordIndex| {
            let word = view.text.words.get(*word as usize);
            word.is_some_and(|word| word.span.of(&view.source.text) == ",")
        };
        // "X, *qui* exige Z"
        let relative = |word: &WordIndex| {
            let token = view.analysis.tokens.get(*word as usize);
            token.is_some_and(|token| token.features.contains(Features::RELATIVE))
        };
        behind_group
            && skipped.end == self.trigger
            && finite()
            && !skipped.clone().any(|word| relative(&word))
            && skipped.filter(comma).count() == 1
    }

    /// Whether the plural roles have their two parties.
    fn has_several(&self, fillings: &[Filling]) -> bool {
        fillings.iter().all(|filling| {
            let values = || fillings.iter().filter(|other| other.role == filling.role);
            !self.rule.role(filling.role).plural
                || values().map(|other| other.values.len()).sum::<usize>() > 1
        })
    }

    /// What the word at `at` gives a role.
    fn word(&self, role: RoleIndex, at: WordIndex) -> Option<Filling> {
        let constraint = self.rule.role(role);
        let word = Filler::Word(at);
        // "les présidents *malien* X et *nigérien* Y": an adjective of nationality is somebody.
        let values = if constraint.yields == Yield::Text {
            let span = self.search.view.span(at..at + 1);
            Some(SmallVec::from_iter([Value::Text(SmallVec::from_iter([span]))]))
        } else {
            self.search.matcher.role_values(constraint, &[word])
        };
        values.map(|values| Filling {
            role,
            fillers: SmallVec::from_iter([word]),
            values,
        })
    }

    /// A group and its conjuncts as far as nothing but commas and conjunctions stands between them.
    fn listed(&self, group: GroupId) -> SmallVec<[Filler; 3]> {
        let view = self.search.view;
        let link = |word: WordIndex| {
            let class = view.analysis.tokens.get(word as usize).map(|token| token.class);
            class == Some(Class::Coordinator)
                || view.text.words[word as usize].span.of(&view.source.text) == ","
        };
        let mut end = view.full_words(Filler::Group(group), &|_| false).end;
        let mut listed = SmallVec::from_iter([Filler::Group(group)]);
        for conjunct in view.conjuncts(group).skip(1) {
            let begin = view.group(conjunct).words.start;
            if !(end..begin).all(link) {
                break;
            }
            end = view.full_words(Filler::Group(conjunct), &|_| false).end;
            listed.push(Filler::Group(conjunct));
        }
        listed
    }

    /// The groups that begin at `at` and fill the role, with their conjuncts: where each way to take them ends, and what it
    /// gives.
    fn groups(&self, next: usize, element: &Element, at: WordIndex) -> Vec<(WordIndex, Filling)> {
        let view = self.search.view;
        let Some(role) = element.role else {
            return Vec::new();
        };
        let constraint = self.rule.role(role);
        let mut ways = Vec::new();
        for group in self.groups_at(at) {
            // A list whose first member is of no class that the role takes is not read to its end.
            if !self.search.matcher.may_be(constraint, Filler::Group(group)) {
                continue;
            }
            let conjuncts = if element.alone {
                SmallVec::from_iter([Filler::Group(group)])
            } else {
                self.listed(group)
            };
            let alone = (conjuncts.len() > 1).then_some(&conjuncts[..1]);
            for fillers in std::iter::once(&conjuncts[..]).chain(alone) {
                let last = fillers[fillers.len() - 1];
                let ends = [view.words(last).end, view.full_words(last, &|_| false).end];
                let fits =
                    |end: &WordIndex| *end <= self.sentence.end && self.leads_to_trigger(next + 1, *end);
                if !ends.iter().any(fits) {
                    continue;
                }
                let Some(values) = self.search.matcher.role_values(constraint, fillers) else {
                    continue;
                };
                for end in ends.into_iter().filter(fits) {
                    let values = if constraint.yields == Yield::Text {
                        SmallVec::from_iter([Value::Text(SmallVec::from_iter([text_until(
                            view, fillers[0], end,
                        )]))])
                    } else {
                        values.clone()
                    };
                    let fillers = SmallVec::from_slice(fillers);
                    ways.push((
                        end,
                        Filling {
                            role,
                            fillers,
                            values,
                        },
                    ));
                }
            }
        }
        ways
    }
}

/// Whether the word at `at` is what an element for one word asks for.
fn is_word(view: &View<'_>, takes: &Takes, at: WordIndex) -> bool {
    match takes {
        Takes::Lemma(lemmas) => lemmas.contains(view.lemma(at)),
        Takes::Form(forms) => forms.contains(&view.key(at)),
        Takes::Class(classes) => {
            let token = view.analysis.tokens.get(at as usize);
            token.is_some_and(|token| classes.contains(&token.class))
        }
        Takes::Group | Takes::Skip(_) => false,
    }
}

fn text_until(view: &View<'_>, first: Filler, end: WordIndex) -> Span {
    view.span(view.full_words(first, &|_| true).start..end)
}
