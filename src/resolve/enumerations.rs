//! Several who are named one by one: "leurs partenaires, notamment *X et Y*", "deux ONG, *X et Y*,", "trois pays (*A, B, C*)".

use super::descriptions::reference;
use super::discourse::Ids;
use super::owners::DEPTH;
use super::reader::{Reader, extend};
use super::tables::Section;
use super::traits::WordTraits;
use super::{Reference, ReferenceKind};
use crate::clause::{GroupId, NounGroup, PredicateKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};
use crate::text::Shape;
use smallvec::SmallVec;

/// How many names may stand for one group.
const MOST_NAMED: usize = 12;

impl Reader<'_> {
    /// "deux ONG, *X et Y*,", "trois pays d'Afrique (*A, B, C*)": a plural means those who are listed behind it.
    pub fn enumerated(&mut self, id: GroupId) -> Option<Reference> {
        let group = self.group(id);
        let several = group.features & (Features::SINGULAR | Features::PLURAL) == Features::PLURAL;
        if !several {
            return None;
        }
        let first = group.apposition.or_else(|| self.bracketed_behind(group))?;
        // "*quatre* de ses membres – A, B, C et D –"
        let counting = self.counted_out_of(id).is_some();
        let kind = self.is_common_noun(group.head) || counting;
        if !kind || self.instances_begin(id).is_some() {
            return None;
        }
        let mut named = Ids::new();
        let members: SmallVec<[GroupId; 8]> = self.conjuncts(first).take(MOST_NAMED).collect();
        // "les deux frères ennemis, *A et B*": as many as are counted are these, whatever they are called.
        let number = group.numeral.or(counting.then_some(group.head));
        let count = number.and_then(|word| self.number_at(word));
        let all = count.is_some_and(|count| count as usize == members.len());
        for member in members {
            let found = self.resolve(member);
            let exact = || (all && self.are_parties(&found)).then(|| found.entities.clone());
            let called = self.called_alike(id, &found).or_else(exact)?;
            extend(&mut named, &called);
        }
        (named.len() > 1).then(|| reference(named, ReferenceKind::Apposition))
    }

    /// "des pays *d'Afrique (A, B)*": what stands in brackets behind the last complement.
    fn bracketed_behind(&self, group: &NounGroup) -> Option<GroupId> {
        let last = group.complements.last().map(|last| self.group(*last))?;
        last.apposition.filter(|other| self.group(*other).bracketed)
    }

    /// Whether a reference means such as act.
    fn are_parties(&self, found: &Reference) -> bool {
        let mut kinds = found.entities.iter().map(|one| self.kind(*one));
        !found.is_empty() && kinds.all(|kind| kind != Kind::Place)
    }

    /// Those of `found` for whom the noun of `id` is one; nobody where it is none for them.
    pub fn called_alike(&self, id: GroupId, found: &Reference) -> Option<Ids> {
        let group = self.group(id);
        let sides = Section::PARTIES | Section::STATES | Section::RELATION | Section::COUNTRY;
        let side = self.sections(group).intersects(sides) || group.features.contains(Features::HUMAN);
        let states = self.states(found.acting());
        if side && !states.is_empty() {
            return Some(states);
        }
        // "deux *groupes armés*, X et Y": the noun is known as a kind.
        let mention = self.mention_at(group.head);
        let common = mention.and_then(|(index, _)| self.bearers[index]);
        let common = common
            .filter(|kind| self.is_generic(*kind))
            .map(|kind| self.kind(kind));
        let fits = |one: &EntityId| match self.kind(*one) {
            Kind::Person => {
                let people = Section::PARTIES | Section::RELATION | Section::OFFICIAL | Section::PERSONS;
                group.features.contains(Features::HUMAN) || self.sections(group).intersects(people)
            }
            kind => common == Some(kind) || self.is_called_by(group, *one),
        };
        (!found.is_empty() && found.entities.iter().all(fits)).then(|| found.entities.clone())
    }

    /// "leurs partenaires, notamment *X et Y*", "plusieurs pays, *X* en tête": those who are named stand for the group, or
    /// beside it where it is known by itself ("les Occidentaux, dont la France").
    pub fn instances(&mut self, id: GroupId) -> Option<Reference> {
        let led_in = self.instances_begin(id);
        let begin = led_in.or_else(|| self.list_behind_comma(id))?;
        let first = self.group_from(id, begin as u32)?;
        if self.has_verb_of_its_own(first, id) {
            return None;
        }
        let members = self.conjuncts(first).take(MOST_NAMED);
        let stop = self.group(members.clone().last().unwrap_or(first)).words.end;
        let closed = || {
            let word = &self.words.text.words[stop as usize];
            !self.words.together(stop as usize - 1) || word.shape.contains(Shape::PUNCTUATION)
        };
        let told = match led_in {
            // "des pays *comme la France* ont": what no comma opens none closes.
            Some(_) => !self.follows_comma(id) || closed(),
            None => self
                .tables
                .instances_behind
                .longest(&self.words, stop as usize)
                .is_some(),
        };
        if !told {
            return None;
        }
        let mut entities = Ids::new();
        for member in members {
            let found = self.resolve(member);
            if found.is_empty() {
                return None;
            }
            extend(&mut entities, found.acting());
        }
        Some(reference(entities, ReferenceKind::Apposition))
    }

    /// The word behind "notamment" and the like, where that follows a plural and what hangs on it.
    pub fn instances_begin(&self, id: GroupId) -> Option<usize> {
        let group = self.group(id);
        if !group.features.contains(Features::PLURAL) || group.features.contains(Features::TIME) {
            return None;
        }
        let mut end = self.end_with_complements(group);
        let begins = |word: u32| self.traits(word).contains(WordTraits::OPENS_INSTANCES);
        if !begins(end) {
            end += 1;
            if !begins(end) || self.words.word(end as usize - 1) != "," {
                return None;
            }
        }
        let (_, begin) = self.tables.instances.longest(&self.words, end as usize)?;
        Some(begin)
    }

    /// The word behind the comma after a plural and what hangs on it, where a name begins there.
    fn list_behind_comma(&self, id: GroupId) -> Option<usize> {
        if !self.follows_comma(id) {
            return None;
        }
        let begin = self.end_with_complements(self.group(id)) + 1;
        let named = (begin..begin + 2).any(|word| self.mention_at(word).is_some());
        named.then_some(begin as usize)
    }

    /// Whether a comma stands behind a group and what hangs on it.
    fn follows_comma(&self, id: GroupId) -> bool {
        let end = self.end_with_complements(self.group(id)) as usize;
        end < self.words.text.words.len() && self.words.word(end) == ","
    }

    /// Where a group ends, its last complements counted, but not instances ("des pays *comme X*").
    fn end_with_complements(&self, group: &NounGroup) -> u32 {
        let instance = |at: &NounGroup| {
            let preposition = at.preposition.as_ref();
            preposition.is_some_and(|found| {
                self.traits(found.words.start)
                    .contains(WordTraits::OPENS_INSTANCES)
                    && self
                        .tables
                        .instances
                        .longest(&self.words, found.words.start as usize)
                        .is_some()
            })
        };
        let last = |at: &&NounGroup| {
            let last = at.complements.last().map(|last| self.group(*last));
            last.filter(|last| !instance(last))
        };
        let chain = std::iter::successors(Some(group), last).take(DEPTH + 1);
        chain.map(|at| at.words.end).max().unwrap_or(group.words.end)
    }

    /// "les rebelles, dont *le chef* est en prison": an argument of a verb of which `whole` is none, and which does not
    /// describe the group itself.
    fn has_verb_of_its_own(&self, id: GroupId, whole: GroupId) -> bool {
        let shared = self.clauses_of(whole);
        self.clauses_of(id).iter().any(|at| {
            self.clause(*at).is_some_and(|clause| {
                clause.predicate.kind == PredicateKind::Verb
                    && clause.group != Some(id)
                    && (clause.group == Some(whole) || !shared.contains(at))
            })
        })
    }

    /// The group that begins at a word, its preposition counted; sought right after `id`.
    pub fn group_from(&self, id: GroupId, word: u32) -> Option<GroupId> {
        let groups = self
            .analysis
            .groups
            .iter()
            .enumerate()
            .skip(id as usize + 1)
            .take(8);
        groups
            .take_while(|(_, group)| group.words.start <= word + 3)
            .find(|(_, group)| {
                let start = group.words.start;
                let begin = group
                    .preposition
                    .as_ref()
                    .map_or(start, |found| found.words.start);
                begin.min(start) == word || start == word
            })
            .map(|(index, _)| index as GroupId)
    }
}
