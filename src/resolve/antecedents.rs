//! Whom a pronoun means: of all that was spoken of lately, what agrees with it and is most in mind.
//!
//! Gender and number must agree, the nearer sentence wins, and nobody does something to himself without "se". What a
//! thing is beyond its words is asked here, of the few that a pronoun may mean.

use super::discourse::{From, SENTENCES, Thing, Wanted, agrees};
use super::places::Place;
use super::reader::{GENDER, Reader};
use super::tables::Pronoun;
use super::traits::LemmaTraits;
use crate::clause::{Clause, ClauseId, Filler, GroupId, PredicateKind, Relation, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

/// How many steps back somebody counts who is kept in mind.
const FAR: usize = 12;

/// How many clauses above a thing are looked at.
const DEEPEST: usize = 8;

impl<'r> Reader<'r> {
    /// The antecedent of a pronoun.
    pub fn antecedent(&self, pronoun: Pronoun, from: &From) -> Option<Thing<'_>> {
        let mut best: Option<(i32, Thing<'_>)> = None;
        let near = self
            .discourse
            .back()
            .take_while(|thing| from.sentence.saturating_sub(thing.sentence) <= SENTENCES);
        let protagonist = self.discourse.protagonist().filter(|_| !pronoun.nearest);
        let known = |thing: Thing<'_>| protagonist.is_some_and(|about| about.entities() == thing.entities());
        // He is kept in mind for longer than others.
        let far = protagonist.filter(|about| from.sentence.saturating_sub(about.sentence) > SENTENCES);
        for (steps, thing) in near.enumerate().chain(far.map(|about| (FAR, about))) {
            // "Lomé s'est rapprochée de ceux à qui *elle* livre": a town is of either gender.
            let town = thing.seats() && thing.sentence == from.sentence;
            let gender = if town { GENDER } else { Features::empty() };
            if !agrees(pronoun.features - gender, thing.features - gender)
                || !self.may_be_meant(thing, pronoun, from)
                || self.clashes(thing, from)
            {
                continue;
            }
            let score = self.score(pronoun, thing, from, steps as i32) + if known(thing) { 4 } else { 0 };
            // Of two that are equal, the later one was met first.
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, thing));
            }
        }
        best.map(|(_, thing)| thing).filter(|thing| thing.is_somebody())
    }

    /// Whether a thing is such as the pronoun and its verb ask for.
    fn may_be_meant(&self, thing: Thing<'_>, pronoun: Pronoun, from: &From) -> bool {
        // "ce dernier" points back to a name or a noun.
        if pronoun.nearest && thing.continued {
            return false;
        }
        // A state is no person, but its ministers are.
        let several = pronoun.features.contains(Features::PLURAL);
        let person =
            matches!(thing.kind, Kind::Person | Kind::Group) || (several && thing.kind == Kind::ArmedGroup);
        if from.personal && !person && !thing.entities().is_empty() {
            return false;
        }
        match from.wanted {
            Wanted::Anything => true,
            Wanted::Agent => self.may_act(thing),
            Wanted::State => self.is_sovereign(thing),
            Wanted::Body => self.may_act(thing) && self.states(thing.acting()).is_empty(),
        }
    }

    /// Subject and object of one clause are not the same.
    fn clashes(&self, thing: Thing<'_>, from: &From) -> bool {
        let shared = || {
            let clauses = self.clauses_of(thing.group);
            from.clauses.iter().any(|clause| clauses.contains(clause)) && !self.is_heading(thing)
        };
        let same = || thing.acting().iter().any(|id| from.excluded.contains(id));
        let inside = || from.inside.contains(&thing.group);
        // No clause goes beyond its sentence, but what somebody says may.
        thing.sentence == from.sentence && shared() || inside() || same()
    }

    fn score(&self, pronoun: Pronoun, thing: Thing<'_>, from: &From, steps: i32) -> i32 {
        let distance = from.sentence.saturating_sub(thing.sentence).min(SENTENCES) as i32;
        let known = thing.is_somebody();
        // "a livré des chars à sa protégée": somebody, whoever it is.
        let somebody = known || self.was_served(thing) && self.may_act(thing);
        if pronoun.nearest {
            return -steps * 4 + if somebody { 3 } else { 0 };
        }
        let subject = thing.role == Some(RoleKind::Subject);
        let mut score = -6 * distance - steps.min(12) / 3;
        score += match (subject, from.subject) {
            (true, true) if !self.is_embedded(thing) => 6,
            // Somebody new does it to whom the text spoke of: "X s'est abstenue. Y, qui *lui* reproche …".
            (true, false) if !from.excluded.is_empty() && !self.is_embedded(thing) => 4,
            (true, _) => 3,
            // What was not the subject is rather not the subject again.
            (false, false) if thing.role.is_some() => 2,
            (false, _) => 0,
        };
        // "accuse X de soutenir Y et rompt avec *lui*": X.
        score -= if !from.subject && self.stands_deeper(thing, from) {
            3
        } else {
            0
        };
        score += if distance == 0 && self.is_heading(thing) {
            8
        } else {
            0
        };
        let person = thing.kind == Kind::Person;
        score += if from.speech && person { 4 } else { 0 };
        score -= if from.material && person { 4 } else { 0 };
        // Who was given something is given more.
        score += if from.material && self.was_served(thing) {
            4
        } else {
            0
        };
        // "a extradé un opposant vers le Kenya, qui *l'*accuse": him, rather than who did it to him.
        score += if from.wanted == Wanted::Agent && self.was_brought_in(thing) {
            6
        } else {
            0
        };
        score += if !from.subject && distance == 0 && self.describes_subject(thing, from) {
            8
        } else {
            0
        };
        score -= if subject && self.is_aside(thing) { 2 } else { 0 };
        // Where neither title nor given name tells a woman, "elle" is rather somebody else.
        let feminine = pronoun.features & GENDER == Features::FEMININE;
        score -= if feminine && person && !thing.features.intersects(GENDER) {
            5
        } else {
            0
        };
        score += if subject && from.subject { 2 } else { 0 };
        score += if somebody { 3 } else { 0 };
        // What can act is more likely to be spoken of again than a place.
        score += if somebody && thing.actors().is_empty() && thing.kind == Kind::Place {
            -5
        } else {
            0
        };
        // A seat of government is taken up by the state's name, hardly by a pronoun.
        score -= if thing.seats() && !thing.set { 3 } else { 0 };
        score += if thing.set { 2 } else { 0 };
        // "A et B appuient X ; C *lui* tourne le dos": hardly one of two who act together.
        let one = !from.subject && !pronoun.features.contains(Features::PLURAL);
        score -= if one && self.acts_with_others(thing) { 6 } else { 0 };
        score += if thing.continued { 2 } else { 0 };
        score
    }

    /// "X, allié *du Togo*, lui livre des chars": whose the subject has just been said to be.
    fn describes_subject(&self, thing: Thing<'_>, from: &From) -> bool {
        let renamed = self
            .upwards(thing.group)
            .take(DEEPEST)
            .find_map(|at| self.group(at).apposition_to)
            .filter(|_| !thing.listed);
        renamed.is_some_and(|subject| {
            let clauses = from.clauses.iter().filter_map(|clause| self.clause(*clause));
            clauses
                .flat_map(|clause| &clause.roles)
                .any(|role| role.kind == RoleKind::Subject && role.filler == Filler::Group(subject))
        })
    }

    /// Whether it is named in a list with others.
    fn acts_with_others(&self, thing: Thing<'_>) -> bool {
        let group = self.group(thing.group);
        !thing.set && (group.first_conjunct.is_some() || group.next_conjunct.is_some())
    }

    fn clause_of(&self, thing: Thing<'_>) -> Option<&'r Clause> {
        thing.clause.and_then(|clause| self.clause(clause))
    }

    /// Whether it stands in a subordinate clause, or in what somebody says.
    pub fn is_embedded(&self, thing: Thing<'_>) -> bool {
        self.clause_of(thing).is_some_and(|clause| {
            let governor = clause.governor;
            let subordinate = governor.is_some_and(|governor| governor.relation != Relation::Coordinated);
            subordinate || !thing.listed && is_quoted(thing.group, clause)
        })
    }

    /// Whether it stands in a clause below the level at which the pronoun stands in the same sentence.
    fn stands_deeper(&self, thing: Thing<'_>, from: &From) -> bool {
        let above = |id: &ClauseId| self.clause(*id)?.governor.map(|governor| governor.clause);
        let subordinate = |id: &ClauseId| {
            let governor = self.clause(*id).and_then(|clause| clause.governor);
            governor.is_some_and(|governor| {
                !matches!(governor.relation, Relation::Coordinated | Relation::Argument)
            })
        };
        let completes = |id: &ClauseId| {
            let clause = self.clause(*id);
            let governor = clause.and_then(|clause| clause.governor);
            governor.is_some_and(|governor| governor.relation == Relation::Complement)
                && clause.is_some_and(|clause| clause.predicate.kind == PredicateKind::Infinitive)
        };
        // "X, qui prépare un sommet, compte *l'accueillir*": beside a relative clause the infinitive stands no deeper than its
        // verb.
        let aside = self.is_aside(thing);
        let depth = |id: ClauseId, beside: bool| {
            let chain = std::iter::successors(Some(id), above).take(DEEPEST);
            let chain = chain.skip_while(|id| beside && completes(id));
            chain.filter(subordinate).count()
        };
        let clauses = thing.clause.zip(from.clauses.first().copied());
        thing.sentence == from.sentence
            && clauses.is_some_and(|(own, other)| depth(own, false) > depth(other, aside))
    }

    /// Whether it stands in a relative clause.
    fn is_aside(&self, thing: Thing<'_>) -> bool {
        !thing.listed && self.clause_of(thing).is_some_and(|clause| clause.group.is_some())
    }

    /// Whether the sentence is put under it as its heading: "quant à X, …".
    fn is_heading(&self, thing: Thing<'_>) -> bool {
        !thing.listed && self.is_topical(self.group(thing.group))
    }

    /// Whether it is a state or an organisation of states, which send and receive ambassadors.
    pub fn is_sovereign(&self, thing: Thing<'_>) -> bool {
        let of_states = |class| {
            let mut classes = self.tables.classes.of_states.iter();
            classes.any(|ancestor| self.gazetteer.is_a(class, *ancestor))
        };
        let sovereign =
            |id: &EntityId| self.kind(*id) == Kind::State || self.class(*id).is_some_and(of_states);
        !thing.listed && thing.acting().first().is_some_and(sovereign)
    }

    /// "a livré des chars *au Kenya*": whether something was given to it or done for it.
    pub fn was_served(&self, thing: Thing<'_>) -> bool {
        let beside = |place: Place| place.kind != RoleKind::Subject;
        !thing.listed
            && self.place(thing.group).is_some_and(beside)
            && self.clauses_of(thing.group).iter().any(|clause| {
                let clause = self.clause(*clause);
                clause.is_some_and(|clause| {
                    self.tables
                        .lemma(clause.predicate.lemma)
                        .contains(LemmaTraits::SERVING)
                })
            })
    }

    /// "a arrêté *un opposant*": one person without a name, to whom something befell.
    fn was_brought_in(&self, thing: Thing<'_>) -> bool {
        let group = self.group(thing.group);
        let one = group.features.contains(Features::INDEFINITE) && !group.features.contains(Features::PLURAL);
        let befallen = |place: Place| {
            let clause = self
                .clause(place.clause)
                .filter(|_| place.verbal && place.kind == RoleKind::Object);
            clause.is_some_and(|clause| {
                let verb = self.tables.lemma(clause.predicate.lemma);
                verb.contains(LemmaTraits::PERSONAL_UNDERGOING)
            })
        };
        !thing.listed
            && !thing.is_somebody()
            && one
            && self.place(thing.group).is_some_and(befallen)
            && self.is_human(thing.group)
    }

    /// Whether it is somebody who can act, named or not: no thing, and no place but a seat of government.
    pub fn may_act(&self, thing: Thing<'_>) -> bool {
        let first = thing.entities().first().or(thing.actors().first());
        match first {
            _ if thing.listed => true,
            Some(first) if self.kind(*first) == Kind::Place => {
                let seat = self.gazetteer.get(*first).and_then(|entity| entity.seat_of);
                seat.is_some() || !thing.actors().is_empty()
            }
            Some(_) => true,
            None => self.is_human(thing.group),
        }
    }

    /// Whether the noun of a group means people, or those who act for them.
    fn is_human(&self, id: GroupId) -> bool {
        let group = self.group(id);
        let token = self.analysis.tokens.get(group.head as usize);
        token.is_some_and(|token| token.features.contains(Features::HUMAN))
            || self.human_noun(group.head as usize).is_some()
            || self.is_pronoun(group)
            || !self.sections(group).is_empty()
    }
}

/// "*Le pays*, a-t-il lancé, se défendra": of whom somebody speaks, beside the speaker himself.
fn is_quoted(id: GroupId, clause: &Clause) -> bool {
    let mut attributions = clause.attributions.iter();
    attributions.any(|attribution| attribution.speaker.is_some_and(|speaker| speaker != id))
}
