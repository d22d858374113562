//! Plurals that stand for several: "les trois pays", "les deux hommes", "ces États", "le trio".

use super::descriptions::{acting, reference};
use super::discourse::{Ids, Thing, agrees, sole};
use super::reader::{Epithet, GENDER, Reader, extend};
use super::tables::Section;
use super::traits::{LemmaTraits, WordTraits};
use super::{Reference, ReferenceKind};
use crate::clause::{Clause, ClauseId, Filler, GroupId, NounGroup, PredicateKind, Relation, Role, RoleKind};
use crate::lexicon::{Features, LemmaId};
use crate::mention::fold::lowered;
use crate::mention::{EntityId, Kind};
use rustc_hash::FxHashSet;

/// How many mentions of states may show that a whole organisation is spoken of.
const SPOKEN_OF: usize = 200;

/// How many sentences "les ministres" reaches back to persons who were named together.
const TOGETHER_REACH: u32 = 3;

/// How many sentences "les ministres" reaches back to persons whom the title named.
const TITLED_REACH: u32 = 6;

/// How many sentences "les deux généraux" reaches back to those whom the title named.
const ALIKE_TITLES: u32 = 60;

/// How many sentences a pair of states stays in mind whatever else is spoken of.
const PAIR_REACH: u32 = 2;

/// How many sentences "les deux mouvements" reaches back to those named together.
const ALIKE_REACH: u32 = 6;

/// How many sentences "la première" reaches back to the two.
const ORDINAL_REACH: u32 = 2;

/// How many sentences "les deux camps" reaches back to those who fight.
const SIDES_REACH: u32 = 6;

/// How far up a group looks for whom it helps to describe.
const DESCRIBING: usize = 6;

/// How many members are told one by one where the text counts them.
const MOST_COUNTED: usize = 12;

/// Two states of whom a verb tells, and the last group that names one of them.
struct Pair {
    states: Ids,
    behind: GroupId,
}

impl Reader<'_> {
    /// "les trois pays", "les pays de l'AES", "ces États", "le trio".
    pub fn collective(
        &mut self,
        id: GroupId,
        section: Section,
        owners: &[EntityId],
        plural: bool,
    ) -> Option<Reference> {
        let group = self.group(id);
        let counts = section.contains(Section::COUNT);
        let counted = counts.then(|| self.tables.counts.get(&self.head_key(group)).copied());
        let counted = counted.flatten();
        let one = section.contains(Section::ALWAYS_PLURAL) && group.numeral.is_none();
        // "le chef d'état-major des armées": part of his title.
        let titled = section.contains(Section::FORCE) && group.complement_of.is_some() && owners.is_empty();
        if titled && group.numeral.is_none() {
            return None;
        }
        let of_states = section.intersects(Section::STATES | Section::PARTIES) && plural && !one;
        if !of_states && counted.is_none() {
            return None;
        }
        if self.has_others(group) || self.heads_nobody_known(id, section) {
            return None;
        }
        let numeral = group
            .numeral
            .and_then(|word| self.number_at(word))
            .map(|value| value as usize);
        let count = counted.or(numeral);
        if let Some(organisation) = owners
            .iter()
            .copied()
            .find(|id| self.kind(*id) == Kind::Organisation)
        {
            return self.each_member(id, section, organisation, count);
        }
        if !self.states(owners).is_empty() {
            // "les deux alliés de Washington": two who were named together, and not Washington.
            let set = count
                .filter(|_| section.contains(Section::RELATION))
                .and_then(|count| {
                    let apart = |state| self.kind(state) == Kind::State && !owners.contains(&state);
                    let others = |thing: Thing<'_>| {
                        let states = self.states(thing.acting()).into_iter();
                        states.filter(|state| apart(*state)).collect()
                    };
                    self.discourse
                        .set(Some(count), group.sentence, TOGETHER_REACH, apart)
                        .or_else(|| {
                            (1..=TOGETHER_REACH).find_map(|reach| self.union(id, reach, count, others))
                        })
                })?;
            return Some(self.through(section, set));
        }
        let definite = self.definite(group);
        let membership = self.traits_within(group).contains(WordTraits::MEMBERSHIP);
        let told = group.features.contains(Features::DEMONSTRATIVE)
            || membership
            || (section.contains(Section::COUNTRY) && self.of_region(group))
            || self.distributed(group);
        let parties = section.contains(Section::STATES) && !section.contains(Section::COUNTRY);
        // "ses trois homologues"
        let others = section.contains(Section::OTHER_SIDE) && count.is_some();
        let related = section.contains(Section::RELATION) && count.is_none();
        if related
            || !(definite || others)
            || (count.is_none() && !told && !parties && !section.contains(Section::GOVERNMENT))
        {
            return None;
        }
        if let Some(people) = self.people_together(id, count) {
            return Some(reference(people, ReferenceKind::Collective));
        }
        let people_only = self.traits(group.head).contains(WordTraits::PEOPLE_ONLY);
        let set = self
            .set_of_states(id, count, section)
            .or_else(|| self.states_telling_it(id, count?))
            .filter(|set| !people_only && self.may_be_called(group, set))?;
        Some(self.through(section, set))
    }

    /// "les chefs *de gang*": they head what is neither a state nor one of its bodies.
    fn heads_nobody_known(&mut self, id: GroupId, section: Section) -> bool {
        let group = self.group(id);
        if !section.contains(Section::OFFICIAL) {
            return false;
        }
        let heads = self.singulars(group).into_iter();
        let mut heads = heads.map(|noun| self.tables.words.of(noun));
        let Some(headed) = self
            .genitive_complement(id)
            .filter(|_| heads.any(|noun| noun.contains(WordTraits::ANY_HEAD)))
        else {
            return false;
        };
        let found = self.group(headed);
        let bare = found.determiner.is_none() && !self.is_contracted(found);
        let ruled =
            Section::COUNTRY | Section::GOVERNMENT | Section::FORCE | Section::OFFICIAL | Section::ANAPHOR;
        bare && !self.sections(found).intersects(ruled) && self.resolve(headed).is_empty()
    }

    /// "les deux voisins" lie beside each other.
    fn may_be_called(&self, group: &NounGroup, states: &[EntityId]) -> bool {
        let nouns = self.singulars(group);
        let beside = |noun: &u64| self.tables.words.of(*noun).contains(WordTraits::ADJACENT);
        let adjacent = nouns.iter().any(beside);
        match states {
            [one, other] if adjacent => self.are_neighbours(*one, *other),
            _ => true,
        }
    }

    /// "les deux Soudans": states that share a name.
    pub fn namesakes(&self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let shared = self.traits(group.head).contains(WordTraits::NAMESAKES);
        let states = shared.then(|| self.tables.namesakes.get(&self.head_key(group)))??;
        let count = group.numeral.and_then(|word| self.number_at(word));
        let all = count.is_some_and(|count| count as usize == states.len());
        all.then(|| reference(states.clone(), ReferenceKind::Collective))
    }

    /// "le premier", "la seconde", "l'un": a rank and no noun.
    pub fn is_ordinal(&self, id: GroupId) -> bool {
        let group = self.group(id);
        self.traits(group.head).contains(WordTraits::ORDINAL)
            && group.words.end == group.head + 1
            && group.head <= group.words.start + 1
            && self.definite(group)
            && group.complements.is_empty()
            && !group
                .features
                .intersects(Features::PLURAL | Features::DEMONSTRATIVE)
    }

    /// "La première accuse *la seconde*": the one of those two who were just named.
    pub fn ranked(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let place = *self.tables.ordinals.get(&self.head_key(group))?;
        // "dans la seconde" is a length of time.
        let time = group.features.contains(Features::TIME);
        let acts = self
            .place(id)
            .is_some_and(|place| place.verbal && !(time && place.kind == RoleKind::Oblique));
        // "l'autre" alone is any other; it takes "l'un" before it.
        let other = self.traits(group.head).contains(WordTraits::OTHER);
        let told = self
            .contrasted
            .as_ref()
            .is_some_and(|(sentence, _)| *sentence == group.sentence);
        let fits = acts && (told || !other);
        let pair = fits.then(|| self.pair_just_named(group))??;
        let member = *pair.get(place - 1)?;
        // "le premier" may be a country with a feminine name, "la première" is no man.
        let feminine = group.features & GENDER == Features::FEMININE;
        let fits = !feminine || agrees(group.features & GENDER, self.features(member));
        if !fits {
            return None;
        }
        self.contrasted = Some((group.sentence, pair));
        Some(reference(
            [member].into_iter().collect(),
            ReferenceKind::Description,
        ))
    }

    /// Two who were named together, in the order of the text, with no other pair behind them; else the only two of a sentence.
    fn pair_just_named(&self, group: &NounGroup) -> Option<Ids> {
        let near = || {
            let things = self.discourse.back();
            things.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= ORDINAL_REACH)
        };
        let pair = near().find(|thing| {
            // "Deux suspects ont fui": they are the pair, whoever they are.
            let counted = thing.entities().is_empty() && self.group(thing.group).numeral.is_some();
            counted || (thing.set && thing.acting().len() == 2)
        });
        let Some(pair) = pair else {
            let person = |id: EntityId| self.kind(id) == Kind::Person;
            let state = |id: EntityId| self.kind(id) == Kind::State;
            return (0..=ORDINAL_REACH).find_map(|back| {
                let sentence = group.sentence.checked_sub(back)?;
                self.only_two(sentence, person)
                    .or_else(|| self.only_two(sentence, state))
            });
        };
        let first = self.found(pair.group);
        let in_order = first.acting().first() == pair.acting().first() && first.acting().len() == 1;
        in_order.then(|| Ids::from_slice(pair.acting()))
    }

    /// The two of a kind whom a sentence has among its arguments, in their order; nobody where there are more or fewer.
    pub fn only_two(&self, sentence: u32, accept: impl Fn(EntityId) -> bool) -> Option<Ids> {
        let things = self.discourse.back();
        let here = things
            .skip_while(|thing| thing.sentence > sentence)
            .take_while(|thing| thing.sentence == sentence);
        let mut two = Ids::new();
        for thing in here.filter(|thing| thing.role.is_some() && !thing.set) {
            let [one] = thing.acting() else {
                continue;
            };
            if accept(*one) && !two.contains(one) {
                two.insert(0, *one);
            }
        }
        (two.len() == 2).then_some(two)
    }

    /// "les deux mouvements": as many of that sort as were named together, or as the last sentences named.
    pub fn several_alike(&self, id: GroupId, section: Section) -> Option<Reference> {
        let group = self.group(id);
        let counted = group.numeral.and_then(|word| self.number_at(word));
        let count = counted
            .map(|value| value as usize)
            .filter(|count| (2..=self.tables.limit).contains(count))?;
        let plain = section.contains(Section::ANAPHOR)
            && self.definite(group)
            && self.complements(id).is_empty()
            && !self.has_others(group);
        if !plain {
            return None;
        }
        let nouns = self.singulars(group);
        let others = self.acting_upon(id);
        let fits = |id: EntityId| nouns.iter().any(|noun| self.points_to(*noun, id)) && !others.contains(&id);
        let of = |thing: Thing<'_>| {
            let named = thing.entities().iter().copied();
            named.filter(|id| fits(*id)).collect()
        };
        let set = self
            .discourse
            .set(Some(count), group.sentence, ALIKE_REACH, fits)
            .or_else(|| (0..=2).find_map(|reach| self.union(id, reach, count, of)))?;
        Some(reference(set, ReferenceKind::Collective))
    }

    /// "les deux hommes", "les trois dirigeants": persons who were named together.
    pub fn people_together(&self, id: GroupId, count: Option<usize>) -> Option<Ids> {
        let group = self.group(id);
        if !self.traits(group.head).contains(WordTraits::PEOPLE) {
            return None;
        }
        let acting = self.acting_upon(id);
        let person = |id: EntityId| self.kind(id) == Kind::Person && !acting.contains(&id);
        let Some(count) = count else {
            let bare = group.modifiers.is_empty() && self.complements(id).is_empty() && self.definite(group);
            // "Le Japon y était représenté par A et B, les Philippines par C et D. Les ministres …": all of them.
            let set = || {
                let set = self
                    .discourse
                    .latest_set(None, group.sentence, TOGETHER_REACH, person)?;
                (!self.discourse.names_sides(set)).then(|| Ids::from_slice(set.acting()))
            };
            return bare.then(|| set().or_else(|| self.titled_alike(id))).flatten();
        };
        if count < 2 {
            return None;
        }
        // "les deux généraux": as many as the text has called so.
        let nouns = self.singulars(group);
        let alike = self.titled(group, ALIKE_TITLES, |epithet| nouns.contains(&epithet.noun));
        if alike.len() == count {
            return Some(alike);
        }
        let set = self.discourse.set(Some(count), group.sentence, 2, person);
        set.or_else(|| {
            (0..=2).find_map(|reach| {
                self.union(id, reach, count, |thing| {
                    let named = thing.entities().iter().copied();
                    named.filter(|id| person(*id)).collect()
                })
            })
        })
        .or_else(|| {
            let people = self.titled(group, TOGETHER_REACH, |epithet| epithet.noun != 0);
            (people.len() == count).then_some(people)
        })
        .or_else(|| {
            // "X et *son collègue français*": an unnamed one stands for whom he serves.
            let people = (0..=1).find_map(|reach| {
                self.union(id, reach, count, |thing| match thing.entities() {
                    [] => Ids::from_slice(thing.actors()),
                    named => named.iter().copied().filter(|id| person(*id)).collect(),
                })
            })?;
            people.iter().any(|id| person(*id)).then_some(people)
        })
    }

    /// Keys of a noun as it is written, and without the ending of a plural.
    pub fn singulars(&self, group: &NounGroup) -> [u64; 3] {
        let word = self.words.word(group.head as usize);
        let plain = word.strip_suffix('s').unwrap_or(word);
        let broken = word.strip_suffix("aux").map(|stem| format!("{stem}al"));
        [
            lowered(word),
            lowered(plain),
            broken.map_or(0, |broken| lowered(&broken)),
        ]
    }

    /// "les ministres": the persons who were called so lately.
    fn titled_alike(&self, id: GroupId) -> Option<Ids> {
        let group = self.group(id);
        let nouns = self.singulars(group);
        let alike = |epithet: &Epithet<'_>| nouns.contains(&epithet.noun) && !epithet.former;
        let people = self.titled(group, TITLED_REACH, alike);
        (2..=self.tables.limit).contains(&people.len()).then_some(people)
    }

    /// Persons whom titles that pass `test` have named in the last sentences.
    fn titled(&self, group: &NounGroup, reach: u32, test: impl Fn(&Epithet<'_>) -> bool) -> Ids {
        let near = self
            .recent_epithets()
            .take_while(|epithet| group.sentence.saturating_sub(epithet.sentence) <= reach);
        let mut people = Ids::new();
        for epithet in near.filter(|epithet| test(epithet)) {
            extend(&mut people, &[epithet.person]);
        }
        people.sort_unstable();
        people
    }

    /// Exactly `count` of those whom the last sentences named as arguments, `reach` sentences back.
    pub fn union(&self, id: GroupId, reach: u32, count: usize, of: impl Fn(Thing<'_>) -> Ids) -> Option<Ids> {
        let group = self.group(id);
        let mut union = Ids::new();
        let things = self
            .discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.role.is_some() && thing.is_somebody());
        for thing in things.filter(|thing| thing.group < id) {
            extend(&mut union, &of(thing));
        }
        if union.len() < count {
            return None;
        }
        let mut own = self.other_parties(id);
        extend(&mut own, &self.described_by(id));
        union.retain(|member| !own.contains(member));
        if count == 2 && union.len() > count {
            // "*L'ambassadeur de France* a reçu les ministres des deux pays": France is none of them.
            let above = self.parties_above(id);
            union.retain(|member| !above.contains(member));
        }
        union.sort_unstable();
        (union.len() == count).then_some(union)
    }

    /// "les États sahéliens": the adjective of a region.
    pub fn of_region(&self, group: &NounGroup) -> bool {
        let mut regions = group
            .modifiers
            .iter()
            .flat_map(|word| self.nationalities_at(*word));
        regions.any(|id| self.kind(id) == Kind::Place)
    }

    /// "chacun des pays".
    pub fn distributed(&self, group: &NounGroup) -> bool {
        group.complement_of.is_some_and(|owner| {
            let key = self.head_key(self.group(owner));
            self.tables.pronouns.get(&key).is_some_and(|pronoun| pronoun.all)
        })
    }

    /// The states (or parties) last named together, or the members of the organisation last named.
    pub fn set_of_states(&self, id: GroupId, count: Option<usize>, section: Section) -> Option<Ids> {
        let group = self.group(id);
        let limit = self.tables.limit;
        // "sous l'égide de A et de B, les deux camps …": not those who brought them together.
        let mut apart = self.named_in_frames(id);
        extend(&mut apart, &self.acting_upon(id));
        // "Donald Trump s'est entretenu avec les deux dirigeants": his own country is neither's.
        let of_persons = self.states_of_persons(&apart);
        extend(&mut apart, &of_persons);
        // "les deux camps" may be an army and those whom it fights.
        let sides =
            section.contains(Section::PARTIES) && !section.intersects(Section::STATES | Section::COUNTRY);
        let fights = |id: EntityId| {
            let armed = matches!(self.kind(id), Kind::ArmedForce | Kind::ArmedGroup);
            (self.kind(id) == Kind::State || (sides && armed)) && !apart.contains(&id)
        };
        // Organisations are sides where they have just been named together.
        let organised = |id: EntityId| self.kind(id) == Kind::Organisation && !apart.contains(&id);
        let fits = |id: EntityId| fights(id) || (sides && organised(id));
        let reach = if count.is_some() { 30 } else { 8 };
        let latest = |reach: u32| self.discourse.latest_set(count, group.sentence, reach, fits);
        if count == Some(2)
            && let Some(pair) = self.parties_of_verb_above(id)
        {
            return Some(pair);
        }
        let near = if sides { latest(1) } else { None };
        let far = || self.discourse.latest_set(count, group.sentence, reach, fights);
        let set = near.or_else(far).or_else(|| latest(reach));
        let set = set
            .filter(|set| self.is_still_meant(group, *set) && !self.is_own_force(set.acting()))
            .map(|set| Ids::from_slice(set.acting()))
            .filter(|set| set.len() <= limit || count.is_some());
        if set.is_some() {
            return set;
        }
        if let Some(members) = self.members_of_latest(group, count) {
            return Some(members);
        }
        let count = count?;
        if sides && let Some(pair) = self.armed_sides(id, count) {
            return (!self.side_together(&pair)).then_some(pair);
        }
        // "La Malaisie a convoqué les deux belligérants": the only other states of the last sentences.
        if sides && count == 2 {
            let states = |thing: Thing<'_>| self.states_behind(thing);
            let pair = (1..=TOGETHER_REACH).find_map(|reach| self.union(id, reach, count, states));
            return pair.filter(|pair| !pair.iter().any(|state| apart.contains(state)));
        }
        // "les deux camps" may be no states at all.
        if !section.intersects(Section::STATES | Section::COUNTRY | Section::COUNT) {
            return None;
        }
        let state = |thing: Thing<'_>| self.states_behind(thing);
        self.whole_organisation(count)
            .or_else(|| self.pair_of_theme(id).filter(|_| count == 2))
            .or_else(|| (1..=2).find_map(|reach| self.union(id, reach, count, state)))
            .or_else(|| if count == 2 { self.latest_pair(id) } else { None })
    }

    /// "Le président de X a accusé Y de violer la trêve conclue entre *les deux pays*": the two of whom the verb above
    /// tells, where its complement names nobody else.
    fn parties_of_verb_above(&self, id: GroupId) -> Option<Ids> {
        let place = self.verbal_place_above(id)?;
        let above = |at: &ClauseId| self.clause_completed_by(*at);
        let governors = std::iter::successors(above(&place.clause), above).take(DESCRIBING);
        let pair = governors
            .filter_map(|governor| self.clause(governor))
            .find_map(|clause| self.two_parties(clause))?;
        let sentence = self.group(id).sentence;
        let here = self
            .discourse
            .back()
            .take_while(|thing| thing.sentence == sentence);
        let mut later = here.filter(|thing| pair.behind < thing.group && thing.group < id);
        let others = later.any(|thing| !self.states_behind(thing).is_empty());
        (!others).then_some(pair.states)
    }

    /// The clause whose verb a clause completes, or in which the noun stands that it describes.
    fn clause_completed_by(&self, id: ClauseId) -> Option<ClauseId> {
        let clause = self.clause(id)?;
        let governor = clause
            .governor
            .filter(|governor| governor.relation == Relation::Complement);
        let described = || {
            let around = self.clauses_of(clause.group?).iter().copied();
            around.filter(|at| *at != id).find(|at| {
                let around = self.clause(*at);
                around.is_some_and(|around| around.predicate.kind != PredicateKind::Noun)
            })
        };
        governor.map(|governor| governor.clause).or_else(described)
    }

    /// The state of the subject, and that of whom the verb concerns.
    fn two_parties(&self, clause: &Clause) -> Option<Pair> {
        let dative = |role: &Role| {
            role.preposition
                .is_some_and(|lemma| self.tables.lemma(lemma).contains(LemmaTraits::UPON))
        };
        let mut states = Ids::new();
        let mut behind = 0;
        for role in &clause.roles {
            let Filler::Group(group) = role.filler else {
                continue;
            };
            if role.kind == RoleKind::Oblique && !dative(role) {
                continue;
            }
            let found = self.found(group);
            extend(&mut states, &self.states(found.acting()));
            extend(&mut states, &self.states_of_persons(&found.entities));
            behind = behind.max(group);
        }
        states.sort_unstable();
        let verbal = clause.predicate.kind != PredicateKind::Noun;
        (verbal && states.len() == 2).then_some(Pair { states, behind })
    }

    /// "A et B demandent *aux deux camps*": whoever acts upon them is none of them.
    pub fn acting_upon(&self, id: GroupId) -> Ids {
        let upon = |lemma: LemmaId| self.tables.lemma(lemma).contains(LemmaTraits::UPON);
        let undergoes = self.place(id).is_some_and(|place| match place.kind {
            RoleKind::Object => true,
            RoleKind::Oblique => self.group(id).preposition_lemma().is_some_and(upon),
            _ => false,
        });
        if undergoes { self.excluded(id) } else { Ids::new() }
    }

    /// "X, parrain de l'accord signé par *les deux pays*": whom the group stands in a description of is none of them.
    fn described_by(&self, id: GroupId) -> Ids {
        let above = |at: &GroupId| {
            let group = self.group(*at);
            let participle = || {
                let clause = self.place(*at).and_then(|place| self.clause(place.clause))?;
                clause
                    .group
                    .filter(|noun| noun != at && clause.predicate.kind == PredicateKind::Participle)
            };
            group.complement_of.or_else(participle)
        };
        let chain = std::iter::successors(Some(id), above).take(DESCRIBING);
        let described = chain.filter_map(|at| self.group(at).apposition_to);
        let mut named = Ids::new();
        for host in described {
            extend(&mut named, &self.found(host).entities);
            extend(&mut named, self.found(host).acting());
        }
        named
    }

    /// "les deux belligérants": the only ones under arms of whom the text has lately spoken.
    fn armed_sides(&self, id: GroupId, count: usize) -> Option<Ids> {
        let armed = |thing: Thing<'_>| {
            let armed = |id: &EntityId| self.kind(*id) == Kind::ArmedForce || self.is_outfit(*id);
            thing.acting().iter().copied().filter(armed).collect()
        };
        self.union(id, SIDES_REACH, count, armed)
    }

    /// Forces of which an organisation has sent one: neither fights the other.
    fn side_together(&self, sides: &[EntityId]) -> bool {
        let sent = |id: &EntityId| {
            let whole = self.gazetteer.get(*id).and_then(|entity| entity.part_of);
            whole.is_some_and(|whole| self.kind(whole) == Kind::Organisation)
        };
        sides.iter().all(|id| self.kind(*id) == Kind::ArmedForce) && sides.iter().any(sent)
    }

    /// "chef de l'armée et président du pays": an army and its own state are no two sides.
    fn is_own_force(&self, pair: &[EntityId]) -> bool {
        let whole = |id: &EntityId| self.gazetteer.get(*id).and_then(|entity| entity.part_of);
        pair.len() == 2 && pair.iter().filter_map(whole).any(|whole| pair.contains(&whole))
    }

    /// "les deux pays": of a pair named long before, the state that the text speaks of here is one.
    fn is_still_meant(&self, group: &NounGroup, set: Thing<'_>) -> bool {
        let states = set.acting().iter().all(|id| self.kind(*id) == Kind::State);
        if !states || set.acting().len() != 2 || group.sentence.saturating_sub(set.sentence) <= PAIR_REACH {
            return true;
        }
        self.salient_state(group)
            .is_none_or(|state| set.acting().contains(&state))
    }

    /// Whom the circumstances of the group's clauses name.
    fn named_in_frames(&self, id: GroupId) -> Ids {
        let mut named = Ids::new();
        for clause in self
            .clauses_of(id)
            .iter()
            .filter_map(|clause| self.clause(*clause))
        {
            for role in clause.roles.iter().filter(|role| role.kind == RoleKind::Oblique) {
                let framing = role.preposition.is_some_and(|lemma| self.is_frame(lemma));
                let Filler::Group(other) = role.filler else {
                    continue;
                };
                if framing {
                    extend(&mut named, self.found(other).acting());
                }
            }
        }
        named
    }

    /// The states that a thing stands for, the states of persons too.
    pub fn states_behind(&self, thing: Thing<'_>) -> Ids {
        let mut states = self.states(thing.acting());
        extend(&mut states, &self.states_of_persons(thing.entities()));
        states
    }

    /// "les trois capitales", where all the members of one organisation of three are spoken of.
    pub fn whole_organisation(&self, count: usize) -> Option<Ids> {
        if count < 3 {
            return None;
        }
        let recent = self.topics.iter().rev().take(SPOKEN_OF);
        let spoken_of: FxHashSet<EntityId> = recent.map(|topic| topic.state).collect();
        if spoken_of.len() < count {
            return None;
        }
        let mut found: Option<Ids> = None;
        for id in &self.tables.organisations {
            // Of most organisations the first member is not spoken of.
            let mut members = self.gazetteer.members(*id, self.date);
            if !members.all(|member| spoken_of.contains(&member)) {
                continue;
            }
            let members: Ids = self.gazetteer.members(*id, self.date).collect();
            if members.len() == count {
                if found.as_ref().is_some_and(|other| *other != members) {
                    return None;
                }
                found = Some(members);
            }
        }
        found
    }

    pub fn members_of_latest(&self, group: &NounGroup, count: Option<usize>) -> Option<Ids> {
        let reach = if count.is_some() { 30 } else { 3 };
        self.discourse
            .back()
            .take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= reach)
            .filter(|thing| thing.kind == Kind::Organisation)
            .filter_map(|thing| sole(thing.entities()))
            .find_map(|organisation| self.few_members(organisation, count))
    }

    /// Members of an organisation on the article's date, where they are few or as many as counted.
    pub fn few_members(&self, organisation: EntityId, count: Option<usize>) -> Option<Ids> {
        let members: Ids = self.gazetteer.members(organisation, self.date).collect();
        let fits = match count {
            // "les 27 États membres" are the organisation.
            Some(count) => members.len() == count && count <= MOST_COUNTED,
            None => (2..=self.tables.limit).contains(&members.len()),
        };
        fits.then_some(members)
    }

    /// A paragraph that opens with "les deux pays" turns back to the two of whom the article's first words speak.
    fn pair_of_theme(&self, id: GroupId) -> Option<Ids> {
        let sentences = &self.words.text.sentences;
        let own = self.group(id).sentence;
        let paragraph = |sentence: u32| {
            sentences
                .get(sentence as usize)
                .map(|sentence| sentence.paragraph)
        };
        let opens = own > 1 && paragraph(own) != paragraph(own - 1);
        let mut pair = Ids::new();
        for topic in self.topics.iter().filter(|topic| topic.opening && opens) {
            extend(&mut pair, &[topic.state]);
        }
        pair.sort_unstable();
        let acting = self.acting_upon(id);
        let apart = pair.iter().any(|state| acting.contains(state));
        // "Le ministre tchadien a reçu son homologue français et enterré l'accord entre les deux pays": the sentence has
        // a pair of its own.
        let here = self.discourse.back().take_while(|thing| thing.sentence == own);
        let mut here = here.filter(|thing| thing.group < id && thing.role.is_some());
        let others = here.any(|thing| {
            self.states_behind(thing)
                .iter()
                .any(|state| !pair.contains(state))
        });
        (pair.len() == 2 && !apart && !others).then_some(pair)
    }

    /// The two states of which the text speaks most here; whoever does something to them is neither.
    pub fn latest_pair(&self, id: GroupId) -> Option<Ids> {
        let group = self.group(id);
        let mut others = self.excluded(id);
        extend(&mut others, &self.named_in_frames(id));
        extend(&mut others, &self.described_by(id));
        let of_persons = self.states_of_persons(&others);
        extend(&mut others, &of_persons);
        let first = self.salient(group, |state| !others.contains(&state))?;
        let second = self.salient(group, |state| state != first && !others.contains(&state))?;
        let mut pair: Ids = [first, second].into_iter().collect();
        pair.sort_unstable();
        Some(pair)
    }

    pub fn each_member(
        &self,
        id: GroupId,
        section: Section,
        organisation: EntityId,
        count: Option<usize>,
    ) -> Option<Reference> {
        // "le président de l'AES" is one; only plurals are told one by one.
        if let Some(members) = self.few_members(organisation, count) {
            return Some(self.through(section, members));
        }
        if let Some(count) = count.filter(|count| *count <= self.tables.limit) {
            // "le retrait des trois pays de la CEDEAO": not all of them, but the three spoken of.
            let set = self.set_of_states(id, Some(count), section)?;
            return Some(self.through(section, set));
        }
        let whole: Ids = [organisation].into_iter().collect();
        let official = section.contains(Section::OFFICIAL) && !section.contains(Section::COUNTRY);
        Some(if official {
            acting(whole, ReferenceKind::Collective)
        } else {
            reference(whole, ReferenceKind::Collective)
        })
    }

    /// States as the noun shows them: their forces, the states themselves, or states behind officials.
    pub fn through(&self, section: Section, states: Ids) -> Reference {
        if section.contains(Section::FORCE) {
            return reference(self.forces(&states), ReferenceKind::Collective);
        }
        if section.contains(Section::OFFICIAL) && !section.contains(Section::COUNTRY) {
            return acting(states, ReferenceKind::Collective);
        }
        reference(states, ReferenceKind::Collective)
    }

    pub fn forces(&self, owners: &[EntityId]) -> Ids {
        let force = |id: &EntityId| {
            self.gazetteer
                .get(*id)
                .and_then(|entity| entity.force)
                .unwrap_or(*id)
        };
        owners.iter().map(force).collect()
    }
}
