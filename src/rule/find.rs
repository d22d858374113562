//! Every rule tried on one article, each only where its trigger stands.

use super::Rules;
use super::companions::{Need, Present, Standing};
use super::content::{Content, contents};
use super::matched::{Construction, Match, RuleIndex};
use super::matching::{Argument, ArgumentPosition, Matcher, Trigger};
use super::table::{Effect, Frame, Place, Position, Rule, TriggerKind, TriggerWord};
use super::view::View;
use super::{pattern, specificity, trigger};
use crate::clause::{ClauseId, Factuality, Filler, GroupId, Modality, Phase, PredicateKind, Status, Voice};
use crate::lexicon::{Features, LemmaId};
use crate::ontology::Ontology;
use crate::text::WordIndex;
use bitflags::bitflags;
use smallvec::SmallVec;

bitflags! {
    /// Where a frame looks for what it cannot do without, as far as it depends on whether anything stands there.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Demands: u8 {
        const SUBJECT = 1;
        const OBJECT = 1 << 1;
        const ATTRIBUTE = 1 << 2;
        const OBLIQUE = 1 << 3;
    }
}

impl Demands {
    /// What `frame` cannot do without.
    pub fn of(frame: &Frame) -> Self {
        let demanded = frame.places.iter().filter(|place| frame.is_demanded(place));
        let demand = |place: &Place| match place.position {
            Position::Subject => Self::SUBJECT,
            Position::Object => Self::OBJECT,
            Position::Attribute => Self::ATTRIBUTE,
            Position::Oblique(_) => Self::OBLIQUE,
            _ => Self::empty(),
        };
        demanded.map(demand).collect()
    }
}

bitflags! {
    /// Voices of a verb group.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Voices: u8 {
        const ACTIVE = 1;
        const PASSIVE = 1 << 1;
        const PRONOMINAL = 1 << 2;
    }
}

impl From<Voice> for Voices {
    fn from(voice: Voice) -> Self {
        match voice {
            Voice::Active => Self::ACTIVE,
            Voice::Passive => Self::PASSIVE,
            Voice::Pronominal => Self::PRONOMINAL,
        }
    }
}

impl Voices {
    /// Those that `frame` asks for; none where any will do.
    pub fn of(frame: &Frame) -> Self {
        frame.voices.iter().map(|voice| Self::from(*voice)).collect()
    }

    /// Whether a trigger of this kind and voice shows "se" as a frame set off by `word` writes it, and has the voice
    /// it asks for.
    pub fn fit(self, frame: TriggerKind, word: TriggerWord, kind: PredicateKind, voice: Voice) -> bool {
        let shows_voice = matches!(kind, PredicateKind::Verb | PredicateKind::Infinitive);
        let told = frame == TriggerKind::Verb && shows_voice;
        if told && word.pronominal != (voice == Voice::Pronominal) {
            return false;
        }
        self.is_empty() || kind == PredicateKind::Noun || self.contains(voice.into())
    }
}

/// A frame that some lemma sets off, with what tells at a glance that it is not meant: most frames that a word sets off
/// are not even looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub rule: RuleIndex,
    pub frame: u16,
    pub kind: TriggerKind,
    pub word: TriggerWord,
    /// The companions that the frame cannot do without.
    pub need: Need,
    /// Whether the frame says what becomes of its complement.
    pub content: bool,
    /// Voices that it asks for; none where any will do.
    pub voices: Voices,
    /// What it cannot do without.
    pub demands: Demands,
}

impl Rules {
    /// Everything that the rules find, by trigger, rule and construction. What stands in
    /// boilerplate sets nothing off.
    #[must_use]
    pub fn find(&self, view: &View<'_>, ontology: &Ontology) -> Vec<Match> {
        let companions = self.companions.standing_in(view);
        let search = self.search(view, ontology, &companions);
        let mut found = Vec::new();
        let contents = contents(&search);
        for clause in 0..view.analysis.clauses.len() as ClauseId {
            search.clause(clause, &contents, &mut found);
        }
        for group in 0..view.analysis.groups.len() as GroupId {
            search.group(group, &mut found);
        }
        pattern::find(&search, &mut found);
        specificity::select(self, ontology, &mut found);
        found.sort_by(|a, b| {
            let key = |one: &Match| (one.trigger, one.rule, one.construction);
            key(a).cmp(&key(b))
        });
        found
    }

    pub(super) fn search<'a>(
        &'a self,
        view: &'a View<'a>,
        ontology: &'a Ontology,
        companions: &'a Standing,
    ) -> Search<'a> {
        let matcher = Matcher {
            view,
            ontology,
            companions,
            genitive: self.genitive,
        };
        Search {
            rules: self,
            view,
            matcher,
        }
    }

    /// The frames that `lemma` sets off.
    pub(super) fn entries(&self, lemma: LemmaId) -> &[Entry] {
        self.entries.of(lemma)
    }
}

/// One article under one set of rules.
pub(super) struct Search<'a> {
    pub rules: &'a Rules,
    pub view: &'a View<'a>,
    pub matcher: Matcher<'a>,
}

impl<'a> Search<'a> {
    /// The frames that the predicate of a clause sets off: those of its verb; for a noun or an
    /// adjective those of the word itself too.
    pub fn clause_entries(&self, id: ClauseId) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let predicate = &self.view.clause(id).predicate;
        let own: &[TriggerKind] = match predicate.kind {
            PredicateKind::Noun => &[TriggerKind::Noun],
            PredicateKind::Adjective => &[TriggerKind::Noun, TriggerKind::Adjective],
            PredicateKind::Participle => &[TriggerKind::Adjective],
            PredicateKind::Verb | PredicateKind::Infinitive => &[],
        };
        let by_verb = self
            .rules
            .entries(predicate.frame)
            .iter()
            .filter(|entry| entry.kind == TriggerKind::Verb);
        let by_word = self
            .rules
            .entries(predicate.lemma)
            .iter()
            .filter(move |entry| own.contains(&entry.kind));
        by_verb.chain(by_word)
    }

    /// Whether the companions that the frame of `entry` cannot do without stand in a sentence.
    fn is_accompanied(&self, entry: &Entry, sentence: Present<'_>) -> bool {
        self.rules.needed.are_met(&entry.need, sentence)
    }

    /// The companions that stand in `sentence`.
    fn present(&self, sentence: u32) -> Present<'_> {
        self.matcher.companions.in_sentence(sentence)
    }

    fn clause(&self, id: ClauseId, contents: &[Content], found: &mut Vec<Match>) {
        let sentence = self.present(self.view.clause(id).sentence);
        let predicate = &self.view.clause(id).predicate;
        let mut entries = self
            .clause_entries(id)
            .filter(|entry| {
                entry
                    .voices
                    .fit(entry.kind, entry.word, predicate.kind, predicate.voice)
                    && self.is_accompanied(entry, sentence)
            })
            .peekable();
        if entries.peek().is_none() || self.view.boilerplate(self.view.clause(id).predicate.word) {
            return;
        }
        let mut trigger = trigger::of_clause(self.view, id, self.rules.genitive);
        let content = contents.iter().rev().find(|content| content.clause == id);
        if let Some(content) = content {
            add_subject(&mut trigger, content);
        }
        let factuality = self.clause_factuality(id);
        let offered = self.matcher.offered(&trigger);
        for entry in entries.filter(|entry| offered.contains(entry.demands)) {
            self.try_entry(entry, &trigger, factuality, content, found);
        }
    }

    /// What is ascribed in passing ("un soutien aux pays *membres de l'AES*") is taken to hold, whatever
    /// becomes of the clause around it.
    fn clause_factuality(&self, id: ClauseId) -> Factuality {
        let clause = self.view.clause(id);
        let in_passing = clause.predicate.kind == PredicateKind::Adjective
            && clause
                .group
                .is_some_and(|group| self.view.group(group).head != clause.predicate.word);
        if in_passing {
            Factuality::default()
        } else {
            clause.factuality
        }
    }

    /// A noun, or the adjectives beside it, where the grammar made no clause of them.
    fn group(&self, id: GroupId, found: &mut Vec<Match>) {
        let group = self.view.group(id);
        let head = self.view.lemma(group.head);
        let sentence = self.present(group.sentence);
        let set_off = |lemma, kind| {
            self.rules
                .entries(lemma)
                .iter()
                .filter(move |entry: &&Entry| entry.kind == kind && self.is_accompanied(entry, sentence))
        };
        if set_off(head, TriggerKind::Noun).next().is_some() && self.stands_alone(group.head) {
            let trigger = trigger::of_group(self.view, id);
            self.try_all(
                set_off(head, TriggerKind::Noun),
                &trigger,
                self.noun_factuality(id, &trigger),
                found,
            );
        }
        for word in &group.modifiers {
            let lemma = self.view.lemma(*word);
            if set_off(lemma, TriggerKind::Adjective).next().is_some() && self.stands_alone(*word) {
                let trigger = trigger::of_modifier(self.view, id, *word);
                self.try_all(
                    set_off(lemma, TriggerKind::Adjective),
                    &trigger,
                    Factuality::default(),
                    found,
                );
            }
        }
    }

    fn try_all<'e>(
        &self,
        entries: impl Iterator<Item = &'e Entry>,
        trigger: &Trigger,
        factuality: Factuality,
        found: &mut Vec<Match>,
    ) {
        for entry in entries {
            self.try_entry(entry, trigger, factuality, None, found);
        }
    }

    /// Whether no clause has `word` as its predicate, and the word belongs to the article.
    pub(super) fn stands_alone(&self, word: WordIndex) -> bool {
        !self.view.boilerplate(word)
            && !self
                .view
                .clauses_of(self.view.sentence(word))
                .any(|(_, clause)| clause.predicate.word == word)
    }

    /// What an attribute shares with its copula; elsewhere a noun is taken to hold, unless its
    /// determiner denies it.
    fn noun_factuality(&self, id: GroupId, trigger: &Trigger) -> Factuality {
        let group = self.view.group(id);
        let ascribed = self.view.clauses_of(group.sentence).find(|(_, clause)| {
            clause.roles.iter().any(|role| {
                role.kind == crate::clause::RoleKind::Attribute && role.filler == Filler::Group(id)
            })
        });
        if let Some((_, clause)) = ascribed {
            return clause.factuality;
        }
        let enclosing = trigger.clause.map_or(Factuality::default(), |clause| {
            self.view.clause(clause).factuality
        });
        Factuality {
            negated: enclosing.negated && group.features.contains(Features::NEGATIVE_INDEFINITE),
            modality: self.modality_of_indefinite(id),
            ..Factuality::default()
        }
    }

    /// What is only promised or hedged need not exist yet: "prévoit de créer *une force de 5 000
    /// hommes*". A definite group is taken to.
    fn modality_of_indefinite(&self, id: GroupId) -> Modality {
        let group = self.view.group(id);
        if !group.features.contains(Features::INDEFINITE) {
            return Modality::default();
        }
        let mut hosts = self.view.clauses_of(group.sentence).filter(|(_, clause)| {
            clause
                .roles
                .iter()
                .any(|role| role.kind == crate::clause::RoleKind::Object && role.filler == Filler::Group(id))
        });
        hosts
            .next()
            .map_or(Modality::default(), |(_, clause)| clause.factuality.modality)
    }

    fn try_entry(
        &self,
        entry: &Entry,
        trigger: &Trigger,
        factuality: Factuality,
        content: Option<&Content>,
        found: &mut Vec<Match>,
    ) {
        let rule = self.rules.rule(entry.rule);
        let frame = &rule.frames[entry.frame as usize];
        let Some((fillings, companions)) = self.matcher.frame(rule, frame, entry.word, trigger) else {
            return;
        };
        let mut factuality = with_effect(factuality, frame.effect);
        let mut speaker = SmallVec::new();
        if let Some(content) = content {
            factuality = with_effect(
                factuality,
                Effect {
                    status: content.status,
                    phase: Phase::None,
                },
            );
            speaker = content.speaker.clone();
        }
        let whole = Match {
            rule: entry.rule,
            construction: Construction::Frame(entry.frame),
            trigger: trigger.word,
            clause: trigger.clause,
            fillings,
            companions,
            factuality,
            pairs: pairs_of(rule, frame.pairs),
            speaker,
        };
        match self.respectively(frame, &whole) {
            Some(each) => found.extend(each),
            None => found.push(whole),
        }
    }

    /// "les présidents *du Togo et du Bénin*, *X et Y*": each his own, where as many persons as owners are listed.
    fn respectively(&self, frame: &Frame, whole: &Match) -> Option<Vec<Match>> {
        let role_at = |position: &Position| {
            let mut places = frame.places.iter();
            places.find(|place| place.position == *position)?.role
        };
        let (bearer, owner) = (role_at(&Position::Bearer)?, role_at(&Position::Owner)?);
        let (persons, owners) = (whole.values(bearer), whole.values(owner));
        let title = self.view.analysis.tokens.get(whole.trigger as usize);
        let title = title.is_some_and(|token| token.features.contains(Features::PERSON_TITLE));
        let listed = title && persons.len() > 1 && persons.len() == owners.len();
        listed.then(|| {
            (0..persons.len())
                .map(|at| {
                    let mut one = whole.clone();
                    for filling in &mut one.fillings {
                        if filling.role == bearer || filling.role == owner {
                            filling.values = SmallVec::from_iter([filling.values[at].clone()]);
                        }
                    }
                    one
                })
                .collect()
        })
    }

    /// The fillings of a frame that governs a complement, to be known before the others are tried.
    pub fn content_matches(&self, id: ClauseId) -> Vec<Match> {
        let mut found = Vec::new();
        let sentence = self.present(self.view.clause(id).sentence);
        let mut entries = self
            .clause_entries(id)
            .filter(|entry| entry.content && self.is_accompanied(entry, sentence))
            .peekable();
        if entries.peek().is_none() || self.view.boilerplate(self.view.clause(id).predicate.word) {
            return found;
        }
        let trigger = trigger::of_clause(self.view, id, self.rules.genitive);
        for entry in entries {
            self.try_entry(entry, &trigger, self.view.clause(id).factuality, None, &mut found);
        }
        found
    }
}

/// A rule that names one role as subject and object pairs its members in every construction.
pub(super) fn pairs_of(rule: &Rule, pairs: Option<super::RoleIndex>) -> Option<super::RoleIndex> {
    pairs.or_else(|| (rule.emit.subject == rule.emit.object).then_some(rule.emit.subject))
}

fn add_subject(trigger: &mut Trigger, content: &Content) {
    let has_subject = trigger
        .arguments
        .iter()
        .any(|argument| argument.position == ArgumentPosition::Subject);
    if !has_subject && !content.subject.is_empty() {
        trigger.arguments.push(Argument {
            position: ArgumentPosition::Subject,
            fillers: content.subject.clone(),
            reported: false,
        });
    }
}

/// What a construction says of itself on top of what the sentence says.
pub(super) fn with_effect(base: Factuality, effect: Effect) -> Factuality {
    let mut factuality = base;
    match effect.phase {
        Phase::None => {}
        // Sanctions that were not lifted hold; who "wants no more" of somebody rejects him.
        Phase::Ended if base.negated => {
            factuality.negated = false;
            factuality.phase = Phase::None;
        }
        phase => factuality.phase = phase,
    }
    match effect.status {
        None => {}
        Some(Status::Actual) => factuality.modality = Modality::Actual,
        Some(Status::Planned) => factuality.modality = factuality.modality.max(Modality::Planned),
        Some(Status::Possible) => factuality.modality = factuality.modality.max(Modality::Possible),
        // "n'a pas refusé": nothing is said for certain.
        Some(Status::Denied) if base.negated => {
            factuality.negated = false;
            factuality.modality = Modality::Possible;
        }
        Some(Status::Denied) => factuality.negated = true,
    }
    factuality
}
