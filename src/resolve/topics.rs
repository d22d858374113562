//! Which state the text is about at a place.
//!
//! Every mention of a state counts, halved by each sentence that lies between; a subject counts
//! double, and what the article opens with and names most stays its theme.

use super::ReferenceKind;
use super::discourse::{Ids, sole};
use super::places::{is_filled_by, is_passive};
use super::reader::{Reader, Topic, extend};
use super::traits::{LemmaTraits, WordTraits};
use crate::clause::{Clause, ClauseId, Filler, GroupId, NounGroup, PredicateKind, Role, RoleKind};
use crate::lexicon::LemmaId;
use crate::mention::{EntityId, Kind, MentionKind};
use crate::text::{SentenceKind, Shape};
use smallvec::SmallVec;

/// How far up a group looks for the clause that it is set in.
const SETTING_DEPTH: usize = 4;

/// How many groups may stand between the place that a sentence opens with and one of its groups.
const SCENE_REACH: usize = 12;

/// How many groups back the beginning of a paragraph is sought.
const PARAGRAPH_REACH: usize = 80;

/// How many sentences a heading parts what stands before it from what stands behind.
const HEADING: u32 = 3;

/// How many mentions of states are weighed.
const TOPICS: usize = 40;

impl Reader<'_> {
    /// The state that the text is about at this place.
    pub fn salient_state(&self, group: &NounGroup) -> Option<EntityId> {
        self.salient(group, |_| true)
    }

    /// The state that is the subject of a verb of speech in a sentence, where one is.
    pub fn speaking_state(&self, sentence: u32) -> Option<EntityId> {
        let things = self.discourse.back();
        let mut here = things.take_while(|thing| thing.sentence == sentence);
        let speaks = |clause: &ClauseId| {
            let clause = self.clause(*clause);
            clause.is_some_and(|clause| self.traits(clause.predicate.word).contains(WordTraits::SPEECH))
        };
        let speaker = here.find(|thing| {
            let subject = thing.role == Some(RoleKind::Subject);
            subject && thing.kind != Kind::Person && self.clauses_of(thing.group).iter().any(speaks)
        })?;
        sole(&self.states(speaker.acting()))
    }

    /// The one of the states that `accept` allows.
    pub fn salient(&self, group: &NounGroup, accept: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        // Every mention counts, halved by each sentence that lies between; a subject counts double.
        let mut scores: SmallVec<[(EntityId, u32); 8]> = SmallVec::new();
        let recent = self.topics.iter().rev().take(TOPICS);
        for topic in recent.filter(|topic| accept(topic.state)) {
            // A new heading turns back to what the text is about.
            let apart = if self.is_parted(topic.sentence, group.sentence) {
                HEADING
            } else {
                0
            };
            let distance = (group.sentence.saturating_sub(topic.sentence) + apart).min(8);
            // What the article opens with stays its theme.
            let theme = if topic.opening { topic.weight << 5 } else { 0 };
            let score = ((topic.weight << 8) >> distance) + theme;
            match scores.iter_mut().find(|(id, _)| *id == topic.state) {
                Some((_, sum)) => *sum += score,
                None => scores.push((topic.state, score)),
            }
        }
        // Of two that are equal, the later one was met first.
        let mut best: Option<(u32, EntityId)> = None;
        let outlook = self.own_outlook();
        for (state, score) in scores {
            let score = score + outlook.map_or(0, |outlook| outlook.weight(state));
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, state));
            }
        }
        // "Le ministre a reçu la presse à Dakar": the text has not yet said where it is.
        let ahead = || outlook.and_then(|outlook| outlook.foremost(&accept));
        best.map(|(_, state)| state).or_else(ahead)
    }

    /// Whether a heading stands between two sentences that are near each other.
    fn is_parted(&self, from: u32, to: u32) -> bool {
        let before = |sentence: u32| self.headings.get(sentence as usize).or(self.headings.last());
        before(from + 1) < before(to.min(from + 8))
    }

    /// "Au Niger, l'armée …", "arrêtés à Niamey par l'armée": the state in which the clause is set before it comes to the
    /// group.
    pub fn setting(&self, id: GroupId) -> Option<EntityId> {
        let start = self.group(id).words.start;
        let above = self.upwards(id).take(SETTING_DEPTH);
        let clauses = above.flat_map(|at| self.clauses_of(at).iter().copied());
        let told = clauses
            .filter_map(|clause| self.clause(clause))
            .find_map(|clause| {
                clause.roles.iter().find_map(|role| {
                    let Filler::Group(place) = role.filler else {
                        return None;
                    };
                    let words = &self.group(place).words;
                    // "arrêtés *à Dakar* par la police"
                    let undergone = is_passive(clause);
                    let opens = words.end <= start && (undergone || words.end <= clause.predicate.word);
                    (role.kind == RoleKind::Oblique && opens)
                        .then(|| self.state_of_place(place, role.preposition?))
                        .flatten()
                })
            });
        told.or_else(|| self.scene(id))
    }

    /// "*Au Niger*, l'armée a tiré et le gouvernement a parlé", "*Niger :* …": where the sentence opens, all of it
    /// happens.
    fn scene(&self, id: GroupId) -> Option<EntityId> {
        self.scene_opened_by(self.opening_group(id)?)
    }

    /// "*À Tunis*, on hésite. […] Le chef de l'État se tait": where the paragraph opens, its people are.
    pub fn paragraph_scene(&self, id: GroupId) -> Option<EntityId> {
        let sentences = &self.words.text.sentences;
        let own = sentences.get(self.group(id).sentence as usize)?.paragraph;
        let begins = |group: &GroupId| {
            let sentence = sentences.get(self.group(*group).sentence as usize);
            sentence.is_some_and(|sentence| sentence.paragraph == own)
        };
        let before = (0..id).rev().take(PARAGRAPH_REACH);
        let first = before.take_while(begins).last()?;
        self.scene_opened_by(self.opening_group(first).unwrap_or(first))
    }

    /// The state of a place that opens its sentence.
    fn scene_opened_by(&self, first: GroupId) -> Option<EntityId> {
        let group = self.group(first);
        match (&group.preposition, self.words.word(group.words.end as usize)) {
            (Some(preposition), ",") => self.state_of_place(first, preposition.lemma),
            (None, ":") => self.state_named(first),
            _ => None,
        }
    }

    /// The group that the sentence of another opens with; the mark of a list item may stand before it.
    fn opening_group(&self, id: GroupId) -> Option<GroupId> {
        let sentence = self.group(id).sentence;
        let before = (0..id).rev().take(SCENE_REACH);
        let first = before
            .take_while(|at| self.group(*at).sentence == sentence)
            .last()?;
        let group = self.group(first);
        let preposition = group.preposition.as_ref();
        let start = preposition.map_or(group.words.start, |preposition| preposition.words.start);
        let begin = self.words.text.sentences.get(sentence as usize)?.words.start;
        let mut before = self.words.text.words.get(begin as usize..start as usize)?.iter();
        before
            .all(|word| word.shape.contains(Shape::PUNCTUATION))
            .then_some(first)
    }

    /// The one state that a group names.
    fn state_named(&self, id: GroupId) -> Option<EntityId> {
        sole(&self.found(id).entities).filter(|named| self.kind(*named) == Kind::State)
    }

    /// "*En Géorgie*, le ministre de l'Intérieur …": the country that the sentence opens with. A town would only say
    /// where he is.
    pub fn country_of_scene(&self, id: GroupId) -> Option<EntityId> {
        let named = self.state_named(self.opening_group(id)?);
        self.scene(id).filter(|state| named == Some(*state))
    }

    /// The state that a group names or lies in, where its preposition makes it a place.
    fn state_of_place(&self, place: GroupId, preposition: LemmaId) -> Option<EntityId> {
        let traits = self.tables.lemma(preposition);
        let local = traits.contains(LemmaTraits::PLACE)
            || traits.contains(LemmaTraits::OPEN) && self.tables.genitive != Some(preposition);
        let named = self.found(place).entities.first().copied().filter(|_| local)?;
        self.state_behind(named)
            .filter(|_| matches!(self.kind(named), Kind::State | Kind::Place))
            .filter(|state| !self.only_hosts(*state))
    }

    /// "Réunis à Genève": a state that the text never names, while it speaks of another, only has a town where others
    /// meet.
    fn only_hosts(&self, state: EntityId) -> bool {
        let outlook = self.own_outlook();
        let named = &self.states_named;
        !named.contains(state.0 as usize) && outlook.is_some_and(|outlook| outlook.outweighs(named, state))
    }

    /// Whether a group names somebody or has a nationality: most do not.
    #[inline]
    pub fn may_speak_of_state(&self, id: GroupId) -> bool {
        !self.found(id).is_empty()
            || self
                .traits_within(self.group(id))
                .contains(WordTraits::NATIONALITY)
    }

    /// Notes the states that a group speaks of.
    pub fn note_topics(&mut self, id: GroupId) {
        let group = self.group(id);
        let reference = &self.references[id as usize];
        if let [force] = reference.entities.as_slice()
            && self.is_army(*force)
        {
            self.force = Some((*force, group.sentence));
        }
        let acting = reference.acting().iter().copied();
        let mut states = acting.filter(|id| self.kind(*id) == Kind::State);
        let (named, another) = (states.next(), states.next());
        // "la compagnie américaine" is no talk of America.
        let described = reference.by == ReferenceKind::Description;
        let company = described && reference.entities.iter().any(|id| self.is_company(*id));
        if another.is_some() || company {
            return;
        }
        let Some(state) = named.or_else(|| self.state_told_beside(group, &reference.entities)) else {
            return;
        };
        let place = self.place(id);
        let subject = place.is_some_and(|place| place.verbal && place.kind == RoleKind::Subject);
        let sentence = self.words.text.sentences.get(group.sentence as usize);
        let title = sentence.is_some_and(|sentence| sentence.kind == SentenceKind::Title);
        let first = self
            .topics
            .first()
            .is_none_or(|first| first.sentence == group.sentence);
        self.topics.push(Topic {
            opening: title || first,
            state,
            sentence: group.sentence,
            weight: if subject { 4 } else { 2 },
        });
    }

    /// "la ville nigérienne", "les Forces armées maliennes": the one state that a group speaks of without naming it.
    fn state_told_beside(&self, group: &NounGroup, named: &[EntityId]) -> Option<EntityId> {
        let is_state = |id: EntityId| self.kind(id) == Kind::State;
        let mut states = Ids::new();
        if self.traits_within(group).contains(WordTraits::NATIONALITY) {
            states = self.nationalities_within(group);
            states.retain(|id| is_state(*id));
        }
        for id in named {
            let whole = self.gazetteer.get(*id).and_then(|entity| entity.part_of);
            let whole = whole.filter(|whole| is_state(*whole) && !self.only_hosts(*whole));
            extend(&mut states, whole.as_slice());
            if self.kind(*id) == Kind::Person {
                extend(&mut states, &self.states_of_person(*id));
            }
        }
        sole(&states)
    }

    fn is_company(&self, id: EntityId) -> bool {
        let classes = self.class(id).zip(self.tables.classes.company);
        classes.is_some_and(|(class, company)| self.gazetteer.is_a(class, company))
    }

    /// Whether a force is the army of its state.
    pub fn is_army(&self, id: EntityId) -> bool {
        let state = self.gazetteer.get(id).and_then(|entity| entity.part_of);
        state.and_then(|state| self.gazetteer.get(state)?.force) == Some(id)
    }

    /// Whose the forces among `entities` are.
    pub fn states_of_forces(&self, entities: &[EntityId]) -> Ids {
        let forces = entities.iter().filter(|id| self.kind(**id) == Kind::ArmedForce);
        forces
            .filter_map(|id| self.gazetteer.get(*id).and_then(|entity| entity.part_of))
            .collect()
    }

    /// "Soutenu par *Paris*, le régime a été renversé", "Le pays, que *Moscou* a armé", "Le pays a signé avec *Tokyo*": a
    /// state named at another end of a verb is not the one described.
    fn opposed_states(&self, id: GroupId) -> Ids {
        let mut opposed = Ids::new();
        let verbal = |clause: &&Clause| clause.predicate.kind != PredicateKind::Noun;
        let clauses = self
            .clauses_of(id)
            .iter()
            .filter_map(|clause| self.clause(*clause));
        for clause in clauses.filter(verbal) {
            let stands = |kind: RoleKind| is_filled_by(clause, kind, id);
            let other = match (stands(RoleKind::Subject), stands(RoleKind::Object)) {
                (true, false) => RoleKind::Object,
                (false, true) => RoleKind::Subject,
                _ => continue,
            };
            let beside = |role: &&Role| role.kind == other || self.is_acted_upon(role);
            for role in clause.roles.iter().filter(beside) {
                if let Filler::Group(group) = role.filler {
                    opposed.extend(self.state_at_head(group));
                }
            }
        }
        opposed
    }

    /// "avec *Tokyo*", "contre *Séoul*".
    fn is_acted_upon(&self, role: &Role) -> bool {
        role.kind == RoleKind::Oblique && role.preposition.is_some_and(|lemma| self.is_only_upon(lemma))
    }

    /// A preposition that tells upon whom one acts, and is never of place.
    pub fn is_only_upon(&self, preposition: LemmaId) -> bool {
        let traits = self.tables.lemma(preposition);
        traits.contains(LemmaTraits::UPON) && !traits.contains(LemmaTraits::OPEN)
    }

    /// The state that the head of a group names, or whose seat it names.
    fn state_at_head(&self, id: GroupId) -> Option<EntityId> {
        let (index, _) = self
            .mention_at(self.group(id).head)
            .filter(|(_, mention)| matches!(mention.kind, MentionKind::Name(_)))?;
        let named = self.bearers[index]?;
        let seat = self.gazetteer.get(named).and_then(|entity| entity.seat_of);
        seat.or((self.kind(named) == Kind::State).then_some(named))
    }

    /// "Fondée par X, l'ancien patron *de Y*, l'entreprise …": whom the participle names that describes what is still to
    /// come is another.
    fn named_in_fronted_participle(&self, id: GroupId) -> Ids {
        let mut named = Ids::new();
        let (start, sentence) = (self.group(id).words.start, self.group(id).sentence);
        let clauses = self.clauses_of(id).iter();
        let fronted = clauses
            .filter_map(|clause| self.clause(*clause))
            .filter(|clause| clause.predicate.kind == PredicateKind::Participle)
            .map(|clause| clause.predicate.word)
            .find(|participle| *participle < start);
        let Some(participle) = fronted else {
            return named;
        };
        let between = (0..id).rev().map(|other| (other, self.group(other)));
        let between =
            between.take_while(|(_, group)| group.sentence == sentence && group.words.start > participle);
        for (other, _) in between {
            extend(&mut named, &self.found(other).entities);
        }
        named
    }

    /// Whom the other arguments name, for a group that is no subject: nobody leaves himself. For a subject, whom its
    /// verb and a participle before it name.
    pub fn other_parties(&self, id: GroupId) -> Ids {
        let subject = self
            .place(id)
            .is_some_and(|place| place.kind == RoleKind::Subject);
        let mut others = self.named_in_fronted_participle(id);
        extend(&mut others, &self.opposed_states(id));
        if subject {
            return others;
        }
        extend(&mut others, &self.excluded(id));
        // "ses troupes ont quitté le pays": not their own.
        let wholes = self.states_of_forces(&others);
        extend(&mut others, &wholes);
        others
    }
}
