//! Gathers words into verb groups: clitics, negation, auxiliaries, the lexical verb.
//!
//! Compound tenses, passives and pronominal forms end as one group with a voice. A participle that
//! stands apart from its auxiliary ("a, selon Paris, quitté") is fetched and marked as taken.

use super::elements::{FINITE, Parser, mark};
use super::tables::{Lists, VerbEntry};
use super::{Class, Features, GroupId, Voice};
use crate::lexicon::LemmaId;
use crate::text::{Shape, WordIndex};
use smallvec::SmallVec;
use std::ops::Range;

/// Finite or not, and how not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Finite,
    Infinitive,
    /// Present participle after "en".
    Gerund,
    PresentParticiple,
    PastParticiple,
}

/// A lexical verb with all that belongs to its form.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup<'a> {
    pub words: Range<WordIndex>,
    /// The lexical verb.
    pub word: WordIndex,
    pub lemma: LemmaId,
    /// What the table of verbs says of that lemma.
    pub entry: &'a VerbEntry,
    /// Tense, mood, person and number of the finite word; the lexical verb's own otherwise.
    pub features: Features,
    /// Features of the lexical verb (gender and number of a participle).
    pub lexical: Features,
    pub form: Form,
    pub voice: Voice,
    pub perfect: bool,
    /// avoir is the auxiliary.
    pub with_have: bool,
    /// Preposition before an infinitive or gerund.
    pub marker: Option<(LemmaId, Features)>,
    /// il, elle, on before the verb, or after it.
    pub subject: Option<GroupId>,
    /// That subject follows the verb ("a-t-il").
    pub inverted: bool,
    /// le, lui, en, y, se in their order.
    pub clitics: SmallVec<[GroupId; 2]>,
    pub reflexive: Option<GroupId>,
    /// "ne" is there.
    pub particle: bool,
    /// "pas", "plus", "jamais" is there.
    pub negated: bool,
    /// "ne … plus".
    pub no_longer: bool,
    /// "ne … que".
    pub restrictive: bool,
}

impl VerbGroup<'_> {
    /// "sont passés", "est venu": with être, a verb of motion or becoming takes no object.
    pub fn moves(&self) -> bool {
        self.perfect
            && !self.with_have
            && self.voice == Voice::Active
            && (self.entry.with_be || self.lexical.contains(Features::ETRE_VERB))
    }

    /// "est venu" is no passive; a participle alone is, unless its verb takes no object.
    fn settle_voice(&mut self) {
        if self.voice != Voice::Passive && self.form != Form::PastParticiple {
            return;
        }
        let moves = self.entry.with_be && !self.with_have;
        let intransitive = moves || self.lexical.contains(Features::ETRE_VERB);
        if self.voice == Voice::Passive && intransitive {
            self.voice = Voice::Active;
            self.perfect = true;
        }
        if self.form == Form::PastParticiple && self.voice == Voice::Active {
            self.perfect = true;
            if !intransitive {
                self.voice = Voice::Passive;
            }
        }
    }
}

/// How far a participle may stand from its auxiliary (words).
const FARTHEST_PARTICIPLE: u32 = 14;

/// How many words behind the comma the verb of a clause set between auxiliary and participle may stand.
const LATEST_INCISE: u32 = 3;

/// The same with an insertion between commas.
const LONGEST_INSERTION: u32 = 32;

/// Clitics that may stand before a verb.
const OBJECT_CLITICS: Features = Features::REFLEXIVE
    .union(Features::OBJECT_CLITIC)
    .union(Features::DATIVE_CLITIC)
    .union(Features::GENITIVE_CLITIC)
    .union(Features::LOCATIVE_CLITIC);

/// What stands before the verb.
#[derive(Default)]
struct Front {
    marker: Option<(LemmaId, Features)>,
    subject: Option<WordIndex>,
    clitics: SmallVec<[WordIndex; 3]>,
    particle: bool,
    negated: bool,
    no_longer: bool,
    at: WordIndex,
}

impl<'a> Parser<'a> {
    /// Reads the verb group that begins at `start`. Returns its index and the word after it.
    pub fn read_verb(&mut self, start: WordIndex) -> Option<(u32, WordIndex)> {
        let front = self.read_front(start)?;
        let verb = front.at;
        let token = self.token(verb);
        let mut group = VerbGroup {
            words: start..verb + 1,
            word: verb,
            lemma: token.lemma,
            entry: self.tables.verb(token.lemma),
            features: token.features,
            lexical: token.features,
            form: self.form_of(verb, front.marker)?,
            voice: Voice::Active,
            perfect: false,
            with_have: false,
            marker: front.marker,
            subject: None,
            inverted: false,
            clitics: SmallVec::new(),
            reflexive: None,
            particle: front.particle,
            negated: front.negated,
            no_longer: front.no_longer,
            restrictive: false,
        };
        self.take_clitics(&mut group, &front);
        let end = self.read_after(&mut group);
        group.words.end = end;
        group.settle_voice();
        let index = self.verbs.len() as u32;
        self.verbs.push(group);
        Some((index, end))
    }

    fn form_of(&self, verb: WordIndex, marker: Option<(LemmaId, Features)>) -> Option<Form> {
        let features = self.token(verb).features;
        let gerund = marker.is_some_and(|(lemma, features)| {
            lemma == self.tables.words.gerund || features.contains(Features::GERUND_MARKER)
        });
        Some(if features.intersects(FINITE) {
            Form::Finite
        } else if features.contains(Features::INFINITIVE) {
            Form::Infinitive
        } else if features.contains(Features::PRESENT_PARTICIPLE) {
            if gerund {
                Form::Gerund
            } else {
                Form::PresentParticiple
            }
        } else if features.contains(Features::PAST_PARTICIPLE) {
            Form::PastParticiple
        } else {
            return None;
        })
    }

    /// Preposition, subject pronoun, "ne" and clitics up to the verb; nothing where no verb follows.
    fn read_front(&self, start: WordIndex) -> Option<Front> {
        if self.is_verb(start) {
            return Some(Front {
                at: start,
                ..Front::default()
            });
        }
        let (marker, at) = self.marker_at(start).unzip();
        let at = at.unwrap_or(start);
        if !self.leads_on_to_verb(self.skip_quotes(at)) {
            return None;
        }
        let mut front = Front {
            marker,
            at,
            ..Front::default()
        };
        let limit = start + 10;
        while front.at < self.span.end && front.at < limit {
            let at = self.skip_quotes(front.at);
            front.at = at;
            if self.is_verb(at) {
                return self.front_fits(front);
            }
            if self.has(at, Features::NEGATOR) {
                // "*Lui* ne veut pas": no clitic but the subject stands before "ne".
                if front.subject.is_none() && front.marker.is_none() {
                    front.subject = front.clitics.pop();
                }
                front.particle = true;
            } else if front.particle && self.has(at, Features::NEGATION_ADVERB) {
                // "ne pas livrer"
                self.note_negation(at, &mut front.negated, &mut front.no_longer);
            } else if front.particle && self.has(at, Features::NEGATIVE_INDEFINITE) {
                // "ne rien livrer", "ne rien y livrer"
                front.negated = true;
            } else if self.is_front_clitic(at) || front.marker.is_some() && self.is_tonic_clitic(at) {
                let subject = front.subject.is_none()
                    && front.clitics.is_empty()
                    && !front.particle
                    && front.marker.is_none()
                    && self.is_subject_here(at);
                if subject {
                    front.subject = Some(at);
                } else {
                    front.clitics.push(at);
                }
            } else if let Some(end) = self
                .adverb_before_infinitive(at)
                .filter(|_| front.marker.is_some())
            {
                // "pour mieux lutter", "de davantage livrer"
                front.at = end;
                continue;
            } else {
                return None;
            }
            front.at += 1;
        }
        None
    }

    /// A verb, or what may stand between a preposition and a verb: few prepositions have either behind them.
    fn leads_on_to_verb(&self, at: WordIndex) -> bool {
        matches!(
            self.class(at),
            Class::Verb | Class::Auxiliary | Class::Pronoun | Class::Adverb
        ) || self.has(at, Features::NEGATOR)
            || self.adverb_before_infinitive(at).is_some()
    }

    /// "sans *pour autant* la quitter", "sans *toutefois* partir": the end of an adverb that stands between a preposition
    /// and its verb.
    fn adverb_before_infinitive(&self, at: WordIndex) -> Option<WordIndex> {
        let end = match self.locution_at(at) {
            Some((token, end)) if token.class == Class::Adverb => end,
            _ if self.class(at) == Class::Adverb => at + 1,
            _ => return None,
        };
        (self.is_verb(end) || self.is_front_clitic(end) && self.leads_to_verb(end + 1)).then_some(end)
    }

    /// The preposition that begins at `start`, with the word after it.
    fn marker_at(&self, start: WordIndex) -> Option<((LemmaId, Features), WordIndex)> {
        // "dément *par ailleurs* avoir frappé": an adverb of several words may begin with a preposition.
        if let Some((token, end)) = self.locution_at(start) {
            if token.class == Class::Adposition {
                return Some(((token.lemma, token.features), end));
            }
            // "en attendant X": a verb inside may have an object of its own.
            if !(start..end).any(|word| self.is_verb(word)) {
                return None;
            }
        }
        let preposition = self.simple_preposition(start)?;
        Some(((preposition.lemma, self.token(start).features), start + 1))
    }

    /// After a preposition only an infinitive fits, after "en" only a present participle; clitics
    /// need a verb that is no bare participle.
    fn front_fits(&self, front: Front) -> Option<Front> {
        let features = self.token(front.at).features;
        if let Some((lemma, behaviour)) = front.marker {
            let gerund = lemma == self.tables.words.gerund || behaviour.contains(Features::GERUND_MARKER);
            let fits = features.contains(Features::INFINITIVE)
                || gerund && features.contains(Features::PRESENT_PARTICIPLE);
            return fits.then_some(front);
        }
        let bare = front.subject.is_none() && front.clitics.is_empty() && !front.particle;
        let participle = features.contains(Features::PAST_PARTICIPLE) && !features.intersects(FINITE);
        (bare || !participle).then_some(front)
    }

    pub fn is_verb(&self, word: WordIndex) -> bool {
        matches!(self.class(word), Class::Verb | Class::Auxiliary) && !self.marked(word, mark::TAKEN)
    }

    fn is_front_clitic(&self, at: WordIndex) -> bool {
        self.class(at) == Class::Pronoun
            && !self.shape(at).contains(Shape::ENCLITIC)
            && !self.has(at, Features::RELATIVE)
            && (self.has_any(at, OBJECT_CLITICS | Features::SUBJECT_CLITIC)
                || self.has(at, Features::POSSESSIVE) && self.leads_to_verb(at + 1))
    }

    /// "leur *en a livré*": a verb, or another clitic before it.
    fn leads_to_verb(&self, at: WordIndex) -> bool {
        let between = self.class(at) == Class::Pronoun
            && self.has_any(at, Features::GENITIVE_CLITIC | Features::LOCATIVE_CLITIC);
        self.is_verb(at + u32::from(between))
    }

    /// "en *lui* reprochant", "de *lui* en livrer": tagged as a pronoun on its own, but at its verb.
    fn is_tonic_clitic(&self, at: WordIndex) -> bool {
        if self.class(at) != Class::Pronoun {
            return false;
        }
        let bound =
            Features::RELATIVE | Features::INDEFINITE | Features::DEMONSTRATIVE | Features::INTERROGATIVE;
        let between = self.has_any(at + 1, Features::GENITIVE_CLITIC | Features::LOCATIVE_CLITIC);
        let verb = at + 1 + u32::from(between);
        self.has(at, Features::THIRD)
            && !self.has_any(at, bound | Features::NEGATIVE_INDEFINITE | Features::DISTRIBUTIVE)
            && self.is_verb(verb)
            && self.has_any(verb, Features::INFINITIVE | Features::PRESENT_PARTICIPLE)
    }

    /// "nous" and "vous" are subjects only of verbs in their person.
    fn is_subject_here(&self, at: WordIndex) -> bool {
        if !self.has(at, Features::SUBJECT_CLITIC) {
            return false;
        }
        if !self.has_any(at, OBJECT_CLITICS) {
            return true;
        }
        let person = self.token(at).features & (Features::FIRST | Features::SECOND);
        let limit = (at + 6).min(self.span.end);
        for next in at + 1..limit {
            if self.is_verb(next) {
                let features = self.token(next).features;
                return features.intersects(FINITE)
                    && features.contains(Features::PLURAL)
                    && features.contains(person);
            }
            if !self.is_front_clitic(next) && !self.has(next, Features::NEGATOR) {
                return false;
            }
        }
        false
    }

    fn note_negation(&self, at: WordIndex, negated: &mut bool, no_longer: &mut bool) {
        *negated = true;
        *no_longer |= self.tables.lists(self.token(at).lemma, Lists::NO_LONGER);
    }

    fn take_clitics(&mut self, group: &mut VerbGroup, front: &Front) {
        if let Some(subject) = front.subject {
            group.subject = Some(self.clitic_group(subject));
        }
        for clitic in &front.clitics {
            let id = self.clitic_group(*clitic);
            if self.reflexive_here(*clitic, front) {
                group.reflexive = Some(id);
                group.voice = Voice::Pronominal;
            } else {
                group.clitics.push(id);
            }
        }
    }

    /// "se", or "nous" beside the subject "nous".
    fn reflexive_here(&self, clitic: WordIndex, front: &Front) -> bool {
        let persons = Features::FIRST | Features::SECOND;
        let features = self.token(clitic).features;
        if !features.intersects(persons) {
            return features.contains(Features::REFLEXIVE);
        }
        front.subject.is_some_and(|subject| {
            let subject = self.token(subject).features;
            features & persons == subject & persons && (features & subject).intersects(super::groups::NUMBER)
        })
    }

    /// Enclitics, negation, adverbs and participles after the first verb word.
    fn read_after(&mut self, group: &mut VerbGroup<'a>) -> WordIndex {
        let mut end = group.word + 1;
        let mut auxiliary = self.auxiliary(group.word);
        end = self.read_enclitics(group, end);
        end = self.read_negation(group, end);
        while let Some(lemma) = auxiliary.take() {
            let Some(participle) = self.find_participle(group, end, lemma) else {
                break;
            };
            let be = self.tables.words.be;
            let next = self.token(participle);
            let apart = participle > self.skip_to_participle(group, end);
            group.word = participle;
            group.lemma = next.lemma;
            group.entry = self.tables.verb(next.lemma);
            group.lexical = next.features;
            if lemma == be {
                if group.voice != Voice::Pronominal {
                    group.voice = Voice::Passive;
                }
                group.perfect |= group.voice == Voice::Pronominal;
            } else {
                group.perfect = true;
                group.with_have = true;
                if next.lemma == be {
                    auxiliary = Some(be);
                }
            }
            if apart {
                self.mark(participle, mark::TAKEN);
                self.note_negations_between(group, end, participle);
                break;
            }
            self.note_negations_between(group, end, participle);
            end = participle + 1;
            end = self.read_negation(group, end);
        }
        end
    }

    /// The lemma of an auxiliary, if the word can be one.
    fn auxiliary(&self, word: WordIndex) -> Option<LemmaId> {
        let lemma = self.token(word).lemma;
        let words = &self.tables.words;
        (lemma == words.be || lemma == words.have).then_some(lemma)
    }

    fn read_enclitics(&mut self, group: &mut VerbGroup, mut end: WordIndex) -> WordIndex {
        while self.class(end) == Class::Pronoun && self.shape(end).contains(Shape::ENCLITIC) {
            let id = self.clitic_group(end);
            if self.has(end, Features::SUBJECT_CLITIC)
                && group.subject.is_none()
                && !group
                    .features
                    .contains(Features::IMPERATIVE.union(Features::SECOND))
            {
                group.subject = Some(id);
                group.inverted = true;
            } else if !self.has(end, Features::SUBJECT_CLITIC) || self.has_any(end, OBJECT_CLITICS) {
                group.clitics.push(id);
            }
            end += 1;
        }
        end
    }

    /// Takes "pas", "plus", "jamais" with at most two adverbs before them.
    fn read_negation(&mut self, group: &mut VerbGroup, end: WordIndex) -> WordIndex {
        if !group.particle {
            return end;
        }
        // "n'a « pas l'intention » de": the quotation opens with the negation.
        let mut at = self.skip_quotes(end);
        let mut taken = end;
        for _ in 0..3 {
            if self.has(at, Features::NEGATION_ADVERB) && self.concedes(group, at) {
                at += 1;
            } else if self.has(at, Features::NEGATION_ADVERB) {
                let (mut negated, mut no_longer) = (group.negated, group.no_longer);
                self.note_negation(at, &mut negated, &mut no_longer);
                (group.negated, group.no_longer) = (negated, no_longer);
                at += 1;
                taken = at;
            } else if self.class(at) == Class::Adverb {
                at += 1;
            } else {
                break;
            }
        }
        taken
    }

    /// "n'en a *pas moins* reçu X": he has.
    fn concedes(&self, group: &VerbGroup, at: WordIndex) -> bool {
        let genitive = group.clitics.iter().any(|clitic| {
            let head = self.groups[*clitic as usize].head;
            self.has(head, Features::GENITIVE_CLITIC)
        });
        genitive && self.tables.lists(self.token(at + 1).lemma, Lists::CONCEDING)
    }

    fn note_negations_between(&mut self, group: &mut VerbGroup, from: WordIndex, to: WordIndex) {
        if !group.particle {
            return;
        }
        for at in from..to {
            if self.has(at, Features::NEGATION_ADVERB) && !self.concedes(group, at) {
                let (mut negated, mut no_longer) = (group.negated, group.no_longer);
                self.note_negation(at, &mut negated, &mut no_longer);
                (group.negated, group.no_longer) = (negated, no_longer);
            }
            // "n'a à aucun moment livré"
            let nothing = Features::NEGATIVE_INDEFINITE | Features::NEGATIVE_COORDINATOR;
            group.negated |= self.has_any(at, nothing);
        }
    }

    /// The first word from `at` on that is no adverb, quotation mark or floating "tous".
    pub fn skip_adverbs(&self, mut at: WordIndex) -> WordIndex {
        while at < self.span.end {
            if let Some((token, end)) = self.locution_at(at)
                && token.class == Class::Adverb
            {
                at = end;
                continue;
            }
            match self.class(at) {
                Class::Pronoun | Class::Determiner | Class::Adjective => {}
                class if class == Class::Adverb || self.transparent(at) => {
                    at += 1;
                    continue;
                }
                _ => return at,
            }
            let floating = self.has(at, Features::DISTRIBUTIVE);
            if let Some(end) = self.emphatic(at) {
                at = end;
                continue;
            }
            if floating && let Some(end) = self.counted(at) {
                // "ont tous trois signé", "sont toutes les deux parties"
                at = end;
                continue;
            }
            // "n'a rien demandé"
            let nothing = self.class(at) == Class::Pronoun
                && self.has(at, Features::NEGATIVE_INDEFINITE)
                && self.is_participle(at + 1);
            if !floating && !nothing && !self.transparent(at) {
                return at;
            }
            at += 1;
        }
        at
    }

    /// Adverbs, and the first "ni" of "n'a *ni* condamné ni soutenu".
    fn skip_to_participle(&self, group: &VerbGroup, at: WordIndex) -> WordIndex {
        let next = self.skip_adverbs(at);
        let neither = group.particle
            && self.has(next, Features::NEGATIVE_COORDINATOR)
            && self.is_participle(self.skip_adverbs(next + 1));
        if neither {
            self.skip_adverbs(next + 1)
        } else {
            next
        }
    }

    /// "a lui aussi dénoncé", "ont eux-mêmes signé": a stressed pronoun between auxiliary and participle.
    fn emphatic(&self, at: WordIndex) -> Option<WordIndex> {
        if !self.is_stressed(at) || at <= self.span.start || !self.is_verb(at - 1) {
            return None;
        }
        let mut end = at + 1;
        while self.class(end) == Class::Adverb {
            end += 1;
        }
        self.is_participle(end).then_some(end)
    }

    /// lui, eux, elle, elles, eux-mêmes where they stand alone.
    pub fn is_stressed(&self, at: WordIndex) -> bool {
        let bound =
            Features::RELATIVE | Features::INDEFINITE | Features::DEMONSTRATIVE | Features::INTERROGATIVE;
        self.class(at) == Class::Pronoun
            && self.has(at, Features::THIRD)
            && !self.has_any(at, bound | Features::NEGATIVE_INDEFINITE | Features::REFLEXIVE)
            && !self.shape(at).contains(Shape::ENCLITIC)
    }

    /// The word after the number that follows "tous", where a participle comes next.
    fn counted(&self, at: WordIndex) -> Option<WordIndex> {
        let number = if self.class(at + 1) == Class::Determiner {
            at + 2
        } else {
            at + 1
        };
        let counted = self.class(number) == Class::Numeral && self.is_participle(number + 1);
        counted.then_some(number + 1)
    }

    fn find_participle(&self, group: &VerbGroup, end: WordIndex, auxiliary: LemmaId) -> Option<WordIndex> {
        let near = self.skip_to_participle(group, end);
        if self.is_participle(near) {
            return Some(near);
        }
        if !matches!(group.form, Form::Finite | Form::Infinitive) {
            return None;
        }
        if let Some(behind) = self.behind_frequency(near) {
            return Some(behind);
        }
        if let Some(closed) = self.closing_bracket(near) {
            // "a (on l'oublie souvent) renversé"
            let next = self.skip_adverbs(closed + 1);
            return self.is_participle(next).then_some(next);
        }
        let comma = self.is_comma(near);
        let insertion = comma || auxiliary == self.tables.words.have && self.opens_insertion(near);
        if insertion {
            let found = self.distant_participle(near, comma);
            found.or_else(|| {
                let listed = comma && auxiliary == self.tables.words.have;
                listed.then(|| self.participle_behind_list(near)).flatten()
            })
        } else {
            None
        }
    }

    /// "a *plusieurs fois* accusé", "s'est *cette fois* abstenue", "a été *dans la nuit* attaqué": the participle behind
    /// a time.
    fn behind_frequency(&self, at: WordIndex) -> Option<WordIndex> {
        let preposition = self.simple_preposition(at);
        let at = match &preposition {
            Some(preposition) if preposition.lemma == self.tables.words.genitive => return None,
            Some(preposition) => preposition.words.end,
            None => at,
        };
        if let Some(end) = self.date_at(at) {
            let behind = self.skip_adverbs(end);
            return self.is_participle(behind).then_some(behind);
        }
        let described = |word: &WordIndex| {
            matches!(
                self.class(*word),
                Class::Determiner | Class::Numeral | Class::Adjective
            )
        };
        let noun = (at..at + 3)
            .find(|word| !described(word))
            .filter(|noun| *noun > at)?;
        let time = self.class(noun) == Class::Noun && self.has(noun, Features::TIME);
        let behind = self.skip_adverbs(noun + 1);
        (time && self.is_participle(behind)).then_some(behind)
    }

    /// The bracket that closes the one at `at`.
    fn closing_bracket(&self, at: WordIndex) -> Option<WordIndex> {
        let mark = |word: WordIndex, bracket: &str| {
            word < self.span.end && self.class(word) == Class::Punctuation && self.word_text(word) == bracket
        };
        if !mark(at, "(") {
            return None;
        }
        (at + 1..(at + FARTHEST_PARTICIPLE).min(self.span.end)).find(|word| mark(*word, ")"))
    }

    fn is_participle(&self, at: WordIndex) -> bool {
        self.is_verb(at) && self.has(at, Features::PAST_PARTICIPLE) && !self.has_any(at, FINITE)
    }

    /// "a, *à plusieurs reprises*, dénoncé", "a *quant à lui* rompu".
    fn opens_insertion(&self, at: WordIndex) -> bool {
        let genitive = self
            .simple_preposition(at)
            .is_some_and(|preposition| preposition.lemma == self.tables.words.genitive);
        if genitive || self.is_approximation(at) {
            return false;
        }
        self.class(at) == Class::Adposition
            || self
                .locution_at(at)
                .is_some_and(|(token, _)| token.class == Class::Adposition)
            || self.date_at(at).is_some()
            || self.has(at, Features::TIME)
    }

    /// "a, après une année de retards, deux audits et un scandale, prêté": a participle behind the
    /// comma that closes the insertion.
    fn participle_behind_list(&self, near: WordIndex) -> Option<WordIndex> {
        let limit = (near + LONGEST_INSERTION).min(self.span.end);
        let mut relatives = 0u32;
        for at in near + 1..limit {
            if self.is_comma(at - 1) && self.is_participle(at) && at > near + 1 {
                let agent = self
                    .simple_preposition(at + 1)
                    .is_some_and(|preposition| preposition.lemma == self.tables.words.agent);
                let plain = self.has(at, Features::MASCULINE.union(Features::SINGULAR));
                return (plain && !agent).then_some(at);
            }
            if self.has(at, Features::RELATIVE) && self.class(at) == Class::Pronoun {
                relatives += 1;
            } else if self.is_verb(at) && self.has_any(at, FINITE) {
                relatives = relatives.checked_sub(1)?;
            } else if self.class(at) == Class::Subordinator {
                return None;
            }
        }
        None
    }

    fn distant_participle(&self, near: WordIndex, comma: bool) -> Option<WordIndex> {
        let limit = (near + FARTHEST_PARTICIPLE).min(self.span.end);
        let mut closed = !comma;
        for at in near + 1..limit {
            if self.is_comma(at) {
                if closed {
                    return None;
                }
                closed = true;
                continue;
            }
            if closed && self.is_participle(at) {
                // A participle right behind a noun describes that noun.
                let before = self.class(at - 1);
                let describes = !comma && matches!(before, Class::Noun) && !self.has(at - 1, Features::TIME);
                return (!describes || self.simple_preposition(near).is_some()).then_some(at);
            }
            // "a, *écrit le journal*, livré", "a, *on le sait*, livré": a clause set in between commas.
            let incise = comma && !closed && at <= near + LATEST_INCISE;
            let stops = self.is_verb(at) && self.has_any(at, FINITE) && !incise
                || self.class(at) == Class::Subordinator
                || self.has(at, Features::RELATIVE);
            if stops || comma && closed && self.class(at) != Class::Adverb {
                return None;
            }
        }
        None
    }
}
