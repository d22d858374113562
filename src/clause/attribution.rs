//! Who says what: reported clauses, incises, quotations, "selon X".
//!
//! A speaker is attached to the clauses that hang directly on the words of speech; every clause
//! hands its speakers on to those it governs, so that nested speech ends with the outermost first.

use super::assembly::{Numbers, Origin};
use super::elements::Parser;
use super::segments::{Argument, FrameKind, Gap};
use super::tables::{Control, Effect, Lists};
use super::{
    Attribution, Class, Clause, ClauseId, Features, GroupId, Modality, PredicateKind, Relation, Voice,
};
use crate::text::{Quotation, WordIndex};
use smallvec::SmallVec;

/// How many speakers one clause can have.
const DEEPEST: usize = 4;

/// How far up governors are followed.
const HIGHEST: u32 = 24;

type Speakers = SmallVec<[Attribution; 1]>;

impl Parser<'_> {
    /// Sets the attributions of every clause.
    pub fn attribute(&self, numbers: &Numbers, clauses: &mut [Clause]) {
        let mut own: Vec<Speakers> = Vec::new();
        own.resize_with(clauses.len(), Speakers::new);
        self.attribute_quotations(numbers, clauses, &mut own);
        self.attribute_incises(numbers, clauses, &mut own);
        self.attribute_sources(numbers, clauses, &mut own);
        self.doubt_accusations(clauses, &own);
        let mut settled = vec![false; clauses.len()];
        for index in 0..clauses.len() {
            if !settled[index] {
                self.collect(index as ClauseId, numbers, clauses, &own, &mut settled, 0);
            }
        }
    }

    /// "X arme les rebelles, *accuse Y*": what only an accusation says is no more certain than behind "accuse X d'armer".
    fn doubt_accusations(&self, clauses: &mut [Clause], own: &[Speakers]) {
        let accuses = |speaker: &Attribution| {
            let lemma = self.token(speaker.marker).lemma;
            let effect = self.tables.governor(lemma, Class::Verb, false).clause;
            self.tables.verb(lemma).object_genitive && effect == Some(Effect::Possible)
        };
        for (clause, heard) in clauses.iter_mut().zip(own) {
            if heard.iter().any(accuses) {
                let modality = &mut clause.factuality.modality;
                *modality = Modality::Possible.max(*modality);
            }
        }
    }

    /// Gives a clause the speakers of its governor, then its own.
    fn collect(
        &self,
        index: ClauseId,
        numbers: &Numbers,
        clauses: &mut [Clause],
        own: &[Speakers],
        settled: &mut [bool],
        depth: u32,
    ) {
        let governor = clauses[index as usize].governor;
        let governor = governor.filter(|above| above.clause != index && depth < HIGHEST);
        let mut speech = None;
        if let Some(governor) = governor {
            if !settled[governor.clause as usize] {
                self.collect(governor.clause, numbers, clauses, own, settled, depth + 1);
            }
            if governor.relation == Relation::Complement {
                speech = self.speech_above(index, governor.clause, numbers, clauses);
            }
        }
        settled[index as usize] = true;
        let above = governor.map_or(&[][..], |governor| {
            &clauses[governor.clause as usize].attributions
        });
        let own = &own[index as usize];
        // Most clauses are nobody's words.
        if above.is_empty() && speech.is_none() && own.is_empty() {
            return;
        }
        let mut speakers = Speakers::from_slice(above);
        speakers.extend(speech);
        for speaker in own {
            if !speakers.contains(speaker) {
                speakers.push(*speaker);
            }
        }
        if speakers.len() > DEEPEST {
            speakers.drain(..speakers.len() - DEEPEST);
        }
        clauses[index as usize].attributions = speakers;
    }

    /// "X affirme que", "l'accusation de X selon laquelle", "X affirme avoir".
    fn speech_above(
        &self,
        index: ClauseId,
        governor: ClauseId,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Option<Attribution> {
        let Origin::Node(node) = numbers.origins[index as usize] else {
            return None;
        };
        match self.nodes[node as usize].governing_word {
            Some(word) => self.speech_of_noun(word, self.nodes[node as usize].group),
            None if self.is_commitment(index, governor, clauses) => None,
            None if self.is_mere_infinitive(index, governor, clauses) => None,
            None => self.speech_of_verb(governor, numbers, clauses),
        }
    }

    /// "promet de livrer": nobody is quoted, somebody binds himself.
    fn is_commitment(&self, index: ClauseId, governor: ClauseId, clauses: &[Clause]) -> bool {
        let above = &clauses[governor as usize].predicate;
        let effect = self
            .tables
            .governor(above.lemma, Class::Verb, above.voice == Voice::Pronominal)
            .clause;
        clauses[index as usize].predicate.kind == PredicateKind::Infinitive
            && self.tables.verb(above.lemma).control == Some(Control::Subject)
            && matches!(effect, Some(Effect::Planned | Effect::Possible))
    }

    /// Verbs that report only with a clause of their own ("faire savoir", but not "faire partir").
    fn is_mere_infinitive(&self, index: ClauseId, governor: ClauseId, clauses: &[Clause]) -> bool {
        clauses[index as usize].predicate.kind == PredicateKind::Infinitive
            && !self
                .tables
                .lists(clauses[governor as usize].predicate.frame, Lists::SPEECH_VERB)
    }

    fn speech_of_noun(&self, word: WordIndex, group: Option<GroupId>) -> Option<Attribution> {
        if !self.tables.lists(self.token(word).lemma, Lists::SPEECH_NOUN) {
            return None;
        }
        let speaker = group.and_then(|group| {
            self.groups[group as usize]
                .complements
                .iter()
                .copied()
                .find(|complement| {
                    let preposition = self.groups[*complement as usize].preposition.as_ref();
                    self.is_genitive(preposition.map(|preposition| preposition.lemma))
                })
        });
        Some(Attribution {
            speaker,
            marker: word,
        })
    }

    fn speech_of_verb(&self, clause: ClauseId, numbers: &Numbers, clauses: &[Clause]) -> Option<Attribution> {
        let predicate = &clauses[clause as usize].predicate;
        if predicate.kind == PredicateKind::Noun || !self.tables.reports(predicate.frame) {
            return None;
        }
        let Origin::Node(node) = numbers.origins[clause as usize] else {
            return None;
        };
        Some(Attribution {
            speaker: self.speaker_of(node),
            marker: predicate.word,
        })
    }

    fn speaker_of(&self, node: u32) -> Option<GroupId> {
        let node = &self.nodes[node as usize];
        if self.verbs[node.verb as usize].voice == Voice::Passive {
            // "accusé par X de"
            return self.agent_of(node);
        }
        match node.subject.and_then(|subject| self.resolved(subject)) {
            Some(Argument::Group(group)) => Some(group),
            _ => None,
        }
    }

    // ---- quotations ----

    fn attribute_quotations(&self, numbers: &Numbers, clauses: &[Clause], own: &mut [Speakers]) {
        let mut last: Option<(Attribution, u32)> = None;
        for quotation in self
            .text
            .quotations
            .iter()
            .filter(|quotation| quotation.depth == 0)
        {
            let first = first_clause_at(clauses, quotation.words.start);
            let inside = clauses[first..]
                .iter()
                .take_while(|clause| clause.predicate.word < quotation.words.end)
                .count();
            if inside == 0 {
                continue;
            }
            let paragraph = self.paragraph_of(quotation.words.start);
            let after = self.paragraph_of(quotation.words.end.saturating_sub(1));
            let found = self.speaker_of_quotation(quotation, first, inside, numbers, clauses);
            let speaker = match (found, &last) {
                (Some(speaker), _) => Some(speaker),
                (None, Some((speaker, where_last)))
                    if *where_last == paragraph && self.opens_sentence(quotation) =>
                {
                    Some(*speaker)
                }
                _ => None,
            };
            let Some(speaker) = speaker else { continue };
            for (index, heard) in own.iter_mut().enumerate().skip(first).take(inside) {
                if self.is_root_in(index, quotation, clauses, numbers.origins[index])
                    && !self.is_incise_node(numbers.origins[index])
                {
                    heard.push(speaker);
                }
            }
            last = Some((speaker, after));
        }
    }

    fn paragraph_of(&self, word: WordIndex) -> u32 {
        self.text
            .words
            .get(word as usize)
            .and_then(|word| self.text.sentences.get(word.sentence as usize))
            .map_or(0, |sentence| sentence.paragraph)
    }

    /// The quotation begins its sentence.
    fn opens_sentence(&self, quotation: &Quotation) -> bool {
        let mark = quotation.words.start.saturating_sub(1);
        self.text
            .words
            .get(mark as usize)
            .and_then(|word| self.text.sentences.get(word.sentence as usize))
            .is_some_and(|sentence| sentence.words.start + 1 >= mark)
    }

    /// The clause hangs on nothing outside the quotation.
    fn is_root_in(&self, index: usize, quotation: &Quotation, clauses: &[Clause], origin: Origin) -> bool {
        let loose = matches!(origin, Origin::Node(node) if matches!(self.nodes[node as usize].kind, FrameKind::Main | FrameKind::Quote));
        clauses[index].governor.is_none_or(|governor| {
            let word = clauses[governor.clause as usize].predicate.word;
            loose && !(quotation.words.start..quotation.words.end).contains(&word)
        })
    }

    fn speaker_of_quotation(
        &self,
        quotation: &Quotation,
        first: usize,
        inside: usize,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Option<Attribution> {
        // "« …, a-t-il dit, … »"
        let within = (first..first + inside).find(|index| self.is_incise_node(numbers.origins[*index]));
        // "« … », a déclaré X"
        let behind = (first + inside..clauses.len().min(first + inside + 6)).find(|index| {
            let clause = &clauses[*index];
            if clause.sentence != self.sentence_of(quotation.words.end.saturating_sub(1)) {
                return false;
            }
            let near = clause.words.start <= quotation.words.end + 3
                || self.is_incise_node(numbers.origins[*index])
                    && clause.words.start <= quotation.words.end + 4;
            near && self.reports_here(*index, numbers, clauses)
        });
        if let Some(index) = within.or(behind) {
            return self.speech_of_incise(index, numbers, clauses);
        }
        self.speech_before(quotation, first, numbers, clauses)
    }

    fn reports_here(&self, index: usize, numbers: &Numbers, clauses: &[Clause]) -> bool {
        let clause = &clauses[index];
        clause.predicate.kind == PredicateKind::Verb
            && (self.is_incise_node(numbers.origins[index]) || self.tables.reports(clause.predicate.frame))
    }

    fn speech_of_incise(&self, index: usize, numbers: &Numbers, clauses: &[Clause]) -> Option<Attribution> {
        let Origin::Node(node) = numbers.origins[index] else {
            return None;
        };
        Some(Attribution {
            speaker: self.speaker_of(node),
            marker: clauses[index].predicate.word,
        })
    }

    /// "X a déclaré : « … »", also in the sentence before.
    fn speech_before(
        &self,
        quotation: &Quotation,
        first: usize,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> Option<Attribution> {
        let mark = quotation.words.start.checked_sub(1)?;
        let before = mark.checked_sub(1)?;
        let colon = self.word_text(before) == ":";
        let index = (0..first).rev().take(8).find(|index| {
            let clause = &clauses[*index];
            clause.sentence + 1 >= self.sentence_of(mark) && self.reports_here(*index, numbers, clauses)
        })?;
        let same_sentence = clauses[index].sentence == self.sentence_of(mark);
        let near = mark - clauses[index].predicate.word < 12;
        (colon || same_sentence && near)
            .then(|| self.speech_of_incise(index, numbers, clauses))
            .flatten()
    }

    fn sentence_of(&self, word: WordIndex) -> u32 {
        self.text.words.get(word as usize).map_or(0, |word| word.sentence)
    }

    // ---- incises and sources ----

    /// "La coopération continuera, assure X": the rest of the sentence, where nothing is quoted.
    fn attribute_incises(&self, numbers: &Numbers, clauses: &[Clause], own: &mut [Speakers]) {
        for index in 0..clauses.len() {
            if !self.is_incise_node(numbers.origins[index]) {
                continue;
            }
            let clause = &clauses[index];
            let Some(speech) = self.speech_of_incise(index, numbers, clauses) else {
                continue;
            };
            let through_infinitive = speech.speaker.is_some() && self.ends_in_speech(index, clauses);
            if !self.tables.reports(clause.predicate.frame) && !through_infinitive {
                continue;
            }
            let from = first_of_sentence(clauses, index);
            for other in from..clauses.len() {
                if clauses[other].sentence != clause.sentence {
                    break;
                }
                let root = clauses[other]
                    .governor
                    .is_none_or(|governor| clauses[governor.clause as usize].sentence != clause.sentence)
                    || self.is_loose(numbers.origins[other]);
                if root && other != index && own[other].is_empty() && !self.hangs_on(other, index, clauses) {
                    own[other].push(speech);
                }
            }
        }
    }

    /// ", *a tenu à préciser* X": the infinitive behind the verb says it.
    fn ends_in_speech(&self, index: usize, clauses: &[Clause]) -> bool {
        clauses[index + 1..].iter().take(2).any(|below| {
            let governed = below.governor.is_some_and(|above| {
                above.clause as usize == index && above.relation == Relation::Complement
            });
            governed && self.tables.reports(below.predicate.frame)
        })
    }

    fn is_loose(&self, origin: Origin) -> bool {
        matches!(origin, Origin::Node(node) if self.nodes[node as usize].kind == FrameKind::Main)
    }

    fn hangs_on(&self, index: usize, governor: usize, clauses: &[Clause]) -> bool {
        let mut current = index;
        for _ in 0..HIGHEST {
            match clauses[current].governor {
                Some(above) if above.clause as usize == governor => return true,
                Some(above) => current = above.clause as usize,
                None => return false,
            }
        }
        false
    }

    /// "selon X", "d'après X".
    fn attribute_sources(&self, numbers: &Numbers, clauses: &[Clause], own: &mut [Speakers]) {
        for (index, origin) in numbers.origins.iter().enumerate() {
            let Origin::Node(node) = *origin else { continue };
            if let Some(speech) = self.speech_of_relative(node) {
                own[index].push(speech);
            }
            for group in &self.nodes[node as usize].obliques {
                let Some(preposition) = self.groups[*group as usize].preposition.as_ref() else {
                    continue;
                };
                let source =
                    self.tables.lists(preposition.lemma, Lists::SOURCE) || self.is_unnamed_source(*group);
                if !source {
                    continue;
                }
                let speech = Attribution {
                    speaker: Some(*group),
                    marker: preposition.words.start,
                };
                for target in self.said_by_source(index, *group, numbers, clauses) {
                    if !own[target].contains(&speech) {
                        own[target].push(speech);
                    }
                }
            }
        }
    }

    /// "un officier pour qui l'armée a cédé", "un rapport selon lequel".
    fn speech_of_relative(&self, node: u32) -> Option<Attribution> {
        let node = &self.nodes[node as usize];
        let Gap::Oblique(preposition) = node.gap else {
            return None;
        };
        let antecedent = node.group?;
        let person = self.notes[antecedent as usize].name
            || self.groups[antecedent as usize]
                .features
                .contains(Features::HUMAN);
        let speaks = self.tables.lists(preposition, Lists::SOURCE_OF_RELATIVE)
            && person
            && node.marker.contains(Features::RELATIVE);
        speaks.then_some(Attribution {
            speaker: Some(antecedent),
            marker: self.groups[antecedent as usize].head,
        })
    }

    /// "de source officielle, de sources concordantes": somebody who is not named.
    fn is_unnamed_source(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let genitive = self.is_genitive(found.preposition_lemma());
        genitive
            && found.determiner.is_none()
            && !self.is_contracted(group)
            && self.tables.lists(self.token(found.head).lemma, Lists::ORIGIN)
    }

    /// "X a mené des frappes, faisant trois morts, selon Y": a source set off at an edge of the
    /// sentence answers for all of it, a source inside for the clause that holds it.
    fn said_by_source(
        &self,
        index: usize,
        group: GroupId,
        numbers: &Numbers,
        clauses: &[Clause],
    ) -> SmallVec<[usize; 4]> {
        let outer = self.is_set_off(group, clauses[index].sentence);
        let mut target = index;
        for _ in 0..HIGHEST {
            let Origin::Node(node) = numbers.origins[target] else {
                break;
            };
            let climbs = match self.nodes[node as usize].kind {
                FrameKind::Infinitive => true,
                FrameKind::Participle | FrameKind::Relative | FrameKind::Adverbial => outer,
                _ => false,
            };
            let Some(governor) = clauses[target].governor.filter(|_| climbs) else {
                break;
            };
            if clauses[governor.clause as usize].sentence != clauses[index].sentence {
                break;
            }
            target = governor.clause as usize;
        }
        let mut targets: SmallVec<[usize; 4]> = SmallVec::from_slice(&[target]);
        if outer && self.is_loose(numbers.origins[target]) {
            let sentence = clauses[index].sentence;
            let from = first_of_sentence(clauses, index);
            let mains = (from..clauses.len())
                .take_while(|other| clauses[*other].sentence == sentence)
                .filter(|other| *other != target && self.is_loose(numbers.origins[*other]));
            targets.extend(mains);
        }
        targets
    }

    /// The group opens its sentence, or ends it after a comma.
    fn is_set_off(&self, group: GroupId, sentence: u32) -> bool {
        let found = &self.groups[group as usize];
        let Some(words) = self
            .text
            .sentences
            .get(sentence as usize)
            .map(|sentence| sentence.words.clone())
        else {
            return false;
        };
        let start = found
            .preposition
            .as_ref()
            .map_or(found.words.start, |preposition| preposition.words.start);
        let first = start <= words.start + 1;
        let mark = |word: WordIndex| self.token(word).class == Class::Punctuation;
        let last = self.end_with_complements(group);
        let ends = last >= words.end || last + 2 >= words.end && (last..words.end).all(mark);
        first || ends && self.notes[group as usize].after_comma
    }
}

fn first_clause_at(clauses: &[Clause], word: WordIndex) -> usize {
    clauses.partition_point(|clause| clause.predicate.word < word)
}

fn first_of_sentence(clauses: &[Clause], index: usize) -> usize {
    let sentence = clauses[index].sentence;
    let mut first = index;
    while first > 0 && clauses[first - 1].sentence == sentence {
        first -= 1;
    }
    first
}
