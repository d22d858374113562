//! Every rule tried on one article, each only where its trigger stands.

use super::Rules;
use super::arguments::ArgumentPosition;
use super::content::{Content, contents};
use super::entry::{Entry, Occasions, Offer};
use super::matched::{Construction, Match, Value};
use super::matching::Matcher;
use super::pattern::PatternEntry;
use super::survey::Survey;
use super::table::{Effect, Frame, Pattern, Position, Rule, TriggerKind};
use super::trigger::{self, Trigger};
use super::view::View;
use super::{pattern, specificity};
use crate::clause::{
    Clause, ClauseId, Factuality, Filler, GroupId, Modality, Phase, PredicateKind, RoleKind, Status, Voice,
};
use crate::lexicon::Features;
use crate::ontology::Ontology;
use crate::text::WordIndex;
use smallvec::SmallVec;

/// Frames that may be meant; there are seldom more.
type Tried<'a> = SmallVec<[&'a Entry; 12]>;

impl Rules {
    /// Everything that the rules find, by trigger, rule and construction. What stands in
    /// boilerplate sets nothing off.
    #[must_use]
    pub fn find(&self, view: &View<'_>, ontology: &Ontology) -> Vec<Match> {
        let survey = self.survey(view);
        let search = self.search(view, ontology, &survey);
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
        self.echoes.add(&search, &mut found);
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
        survey: &'a Survey,
    ) -> Search<'a> {
        let matcher = Matcher {
            view,
            ontology,
            survey,
            lineages: &self.lineages,
            genitive: self.genitive,
            dative: self.dative,
        };
        Search {
            rules: self,
            view,
            matcher,
        }
    }
}

/// One article under one set of rules.
pub(super) struct Search<'a> {
    pub rules: &'a Rules,
    pub view: &'a View<'a>,
    pub matcher: Matcher<'a>,
}

impl<'a> Search<'a> {
    /// Those of `entries` that may be meant: a word of this kind and voice sets them off, their companions stand in the
    /// sentence, and what they demand may be on offer.
    fn meant(&self, entries: &[&'a [Entry]], occasion: Occasions, sentence: u32, offer: &Offer) -> Tried<'a> {
        let listed = &self.rules.entries;
        let present = self.matcher.survey.companions.in_sentence(sentence);
        let mut tried = Tried::new();
        for entries in entries {
            for entry in *entries {
                if listed.is_likely(entry, occasion, present) && listed.is_given(entry, offer) {
                    tried.push(entry);
                }
            }
        }
        tried
    }

    fn clause(&self, id: ClauseId, contents: &[Content], found: &mut Vec<Match>) {
        let clause = self.view.clause(id);
        let predicate = &clause.predicate;
        let entries = self.rules.entries.set_off(predicate);
        if entries.iter().all(|listed| listed.is_empty()) || self.view.boilerplate(predicate.word) {
            return;
        }
        // Of several the last one settles it.
        let after = contents.partition_point(|content| content.clause <= id);
        let content = contents[..after].last().filter(|content| content.clause == id);
        let subject = content.map_or(&[][..], |content| &content.subject[..]);
        // Most frames miss one of the clause's own arguments.
        let offer = self.offered_by_roles(clause, subject);
        let occasion = Occasions::only(predicate.kind, predicate.voice);
        let tried = self.meant(&entries, occasion, clause.sentence, &offer);
        if tried.is_empty() {
            return;
        }
        let mut trigger = trigger::of_clause(&self.matcher, id);
        if !trigger.arguments.have_subject() && !subject.is_empty() {
            let above = subject.iter().copied();
            self.matcher
                .add_argument(&mut trigger.arguments, ArgumentPosition::Subject, above);
        }
        let factuality = self.clause_factuality(id);
        self.try_all(&tried, &trigger, factuality, content, found);
    }

    /// What the arguments of a clause can give, and the subject that it has from above; any group of its sentence may hang
    /// on its nouns.
    fn offered_by_roles(&self, clause: &Clause, subject: &[Filler]) -> Offer {
        let complements = self.matcher.survey.complements.get(clause.sentence as usize);
        let mut offer = complements.copied().unwrap_or(Offer::ANYTHING);
        let own = clause.roles.iter();
        let own = own.map(|role| (trigger::position(role), role.filler));
        let above = subject.iter().map(|filler| (ArgumentPosition::Subject, *filler));
        for (position, filler) in own.chain(above) {
            offer.add(position, self.matcher.classes(filler), self.rules.genitive);
        }
        offer.behind(clause.predicate.kind)
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
        let set_off = |kind, word| self.rules.entries.of(kind, self.view.lemma(word));
        let nouns = set_off(TriggerKind::Noun, group.head);
        // Most words set nothing off.
        if !nouns.is_empty()
            && let Some(tried) = self.meant_beside(nouns, group.head, PredicateKind::Noun)
        {
            let trigger = trigger::of_group(&self.matcher, id);
            self.try_all(&tried, &trigger, self.noun_factuality(id, &trigger), None, found);
        }
        for word in &group.modifiers {
            let adjectives = set_off(TriggerKind::Adjective, *word);
            if !adjectives.is_empty()
                && let Some(tried) = self.meant_beside(adjectives, *word, PredicateKind::Adjective)
            {
                let trigger = trigger::of_modifier(&self.matcher, id, *word);
                self.try_all(&tried, &trigger, Factuality::default(), None, found);
            }
        }
    }

    /// Those of `entries` that may be meant by a noun or an adjective, if it makes no clause.
    fn meant_beside(&self, entries: &'a [Entry], word: WordIndex, kind: PredicateKind) -> Option<Tried<'a>> {
        let sentence = self.view.sentence(word);
        let occasion = Occasions::only(kind, Voice::Active);
        let tried = self.meant(&[entries], occasion, sentence, &Offer::ANYTHING);
        (!tried.is_empty() && self.stands_alone(word)).then_some(tried)
    }

    /// Tries frames on one trigger, as far as its arguments can give what they demand.
    fn try_all(
        &self,
        tried: &[&Entry],
        trigger: &Trigger,
        factuality: Factuality,
        content: Option<&Content>,
        found: &mut Vec<Match>,
    ) {
        let offer = self.matcher.offered(trigger);
        let given = |entry: &&&Entry| self.rules.entries.is_given(entry, &offer);
        for entry in tried.iter().filter(given) {
            self.try_entry(entry, trigger, factuality, content, found);
        }
    }

    /// Whether no clause has `word` as its predicate, and the word belongs to the article.
    pub(super) fn stands_alone(&self, word: WordIndex) -> bool {
        !self.view.boilerplate(word) && !self.matcher.survey.is_predicate(word)
    }

    /// What an attribute shares with its copula; elsewhere a noun is taken to hold, unless its
    /// determiner denies it.
    fn noun_factuality(&self, id: GroupId, trigger: &Trigger) -> Factuality {
        let group = self.view.group(id);
        if let Some(ascribing) = self.matcher.survey.ascriptions.of_group(id).next() {
            return self.view.clause(ascribing).factuality;
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
                .any(|role| role.kind == RoleKind::Object && role.filler == Filler::Group(id))
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
        let frame = self.frame(entry);
        let Some((fillings, companions)) = self.matcher.frame(rule, frame, entry.pronominal, trigger) else {
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
            antecedent: None,
        };
        match self.respectively(frame, &whole) {
            Some(each) => found.extend(each),
            None => found.push(whole),
        }
    }

    /// "les présidents *du Togo et du Bénin*, *X et Y*": each his own, where as many persons as owners are listed; of "les
    /// présidents *des deux pays*, X et Y" nobody is told whose he is.
    fn respectively(&self, frame: &Frame, whole: &Match) -> Option<Vec<Match>> {
        let role_at = |position: &Position| {
            let mut places = frame.places.iter();
            places.find(|place| place.position == *position)?.role
        };
        let (bearer, owner) = (role_at(&Position::Bearer)?, role_at(&Position::Owner)?);
        let (persons, owners) = (whole.values(bearer), whole.values(owner));
        let title = self.view.analysis.tokens.get(whole.trigger as usize)?.features;
        // Whose an office is that has no owner told is known of each of its holders.
        let own = self.view.text.words[whole.trigger as usize].span;
        let told = owners.iter().filter_map(Value::mention);
        let mut told = told.filter(|mention| !mention.contains(own));
        let collective = told.next().is_some_and(|first| told.any(|other| other == first));
        let holders = title.intersects(Features::PERSON_TITLE | Features::HUMAN);
        if collective && holders && title.contains(Features::PLURAL) {
            return Some(Vec::new());
        }
        let listed =
            title.contains(Features::PERSON_TITLE) && persons.len() > 1 && persons.len() == owners.len();
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
        let clause = self.view.clause(id);
        let predicate = &clause.predicate;
        let governs = [predicate.frame, predicate.lemma]
            .iter()
            .any(|lemma| self.rules.governors.contains(lemma.0 as usize));
        if !governs || self.view.boilerplate(predicate.word) {
            return found;
        }
        let entries = self.rules.entries.set_off(predicate);
        let occasion = Occasions::only(predicate.kind, predicate.voice);
        let mut tried = self.meant(&entries, occasion, clause.sentence, &Offer::ANYTHING);
        tried.retain(|entry| self.frame(entry).content.is_some());
        if !tried.is_empty() {
            let trigger = trigger::of_clause(&self.matcher, id);
            self.try_all(&tried, &trigger, clause.factuality, None, &mut found);
        }
        found
    }

    fn frame(&self, entry: &Entry) -> &'a Frame {
        &self.rules.rule(entry.rule).frames[usize::from(entry.frame)]
    }

    pub fn pattern(&self, entry: &PatternEntry) -> &'a Pattern {
        &self.rules.rule(entry.rule).patterns[usize::from(entry.pattern)]
    }
}

/// A rule that names one role as subject and object pairs its members in every construction.
pub(super) fn pairs_of(rule: &Rule, pairs: Option<super::RoleIndex>) -> Option<super::RoleIndex> {
    pairs.or_else(|| (rule.emit.subject == rule.emit.object).then_some(rule.emit.subject))
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
