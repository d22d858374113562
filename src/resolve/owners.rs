//! Whose a group is: nationalities, complements, possessives, relative clauses.

use super::discourse::Ids;
use super::reader::{Reader, extend};
use super::traits::WordTraits;
use crate::clause::{Filler, GroupId, NounGroup, RoleKind};
use crate::lexicon::{Class, Features};
use crate::mention::{EntityId, Kind};

/// How deep owners are sought among complements ("ministre | des Affaires étrangères | du Mali").
pub(super) const DEPTH: usize = 3;

impl<'r> Reader<'r> {
    /// To whom the group belongs: nationalities, complements with "de", a possessive.
    pub fn owners(&mut self, id: GroupId) -> Ids {
        let mut owners = Ids::new();
        self.nationalities(self.group(id), &mut owners);
        if owners.is_empty()
            && let Some(possessor) = self.possessive(id)
        {
            extend(&mut owners, possessor.acting());
        }
        if owners.is_empty() {
            self.complement_owners(id, DEPTH, &mut owners);
        }
        if owners.is_empty() {
            self.relative_owner(id, &mut owners);
        }
        owners
    }

    /// "le Mali, dont les troupes …": whose they are stands before the relative clause.
    pub fn relative_owner(&mut self, id: GroupId, owners: &mut Ids) {
        let group = self.group(id);
        if !self.definite(group) || !group.complements.is_empty() {
            return;
        }
        let Some(place) = self.place(id).filter(|place| place.kind != RoleKind::Oblique) else {
            return;
        };
        let antecedent = self.clause(place.clause).and_then(|clause| {
            let antecedent = clause.group?;
            let genitive = clause.roles.iter().any(|role| {
                role.kind == RoleKind::Oblique
                    && role.preposition == self.tables.genitive
                    && role.filler == Filler::Group(antecedent)
            });
            (genitive && antecedent < id).then_some(antecedent)
        });
        if let Some(antecedent) = antecedent {
            self.settle(antecedent);
            // "le ministre X, dont le pays …"
            let owns = |id: &EntityId| self.may_own(*id) || self.kind(*id) == Kind::Person;
            let named: Ids = self
                .found(antecedent)
                .acting()
                .iter()
                .copied()
                .filter(owns)
                .collect();
            extend(owners, &named);
        }
    }

    pub fn nationalities(&self, group: &NounGroup, owners: &mut Ids) {
        if self.traits_within(group).contains(WordTraits::NATIONALITY) {
            extend(owners, &self.nationalities_within(group));
        }
        // "les autorités maliennes, burkinabè et nigériennes": the list may run past the group.
        if !owners.is_empty() {
            extend(owners, &self.nationalities_behind(group.words.end));
        }
    }

    /// The states of the adjectives of nationality that a list goes on with from the comma or conjunction at `end`.
    pub fn nationalities_behind(&self, mut end: u32) -> Ids {
        let mut listed = Ids::new();
        let goes_on = |end: u32| {
            let adjective = self.traits(end + 1).contains(WordTraits::NATIONALITY);
            adjective && self.links(end) && self.words.together(end as usize)
        };
        while goes_on(end) {
            let states = self.nationalities_at(end + 1);
            if states.is_empty() {
                break;
            }
            extend(&mut listed, &states);
            end += 2;
        }
        listed
    }

    /// The states of the adjectives of nationality beside the head of a group.
    pub fn nationalities_within(&self, group: &NounGroup) -> Ids {
        let mut states = Ids::new();
        let is_adjective = |word: &u32| self.traits(*word).contains(WordTraits::NATIONALITY);
        for word in group.words.clone().filter(is_adjective) {
            if word != group.head {
                extend(&mut states, &self.nationalities_at(word));
            }
        }
        states
    }

    /// The states of an adjective of nationality: two for "russo-malien".
    pub fn nationalities_at(&self, word: u32) -> Ids {
        let adjective = self.traits(word).contains(WordTraits::NATIONALITY);
        let mention = self.mention_at(word).filter(|_| adjective);
        mention.map_or_else(Ids::new, |(index, _)| self.same_place(index))
    }

    /// "d'Allemagne", without article.
    pub fn bare_complement(&self, id: GroupId) -> bool {
        let complements = self.complements(id);
        complements.first().is_some_and(|first| {
            let group = self.group(*first);
            group.determiner.is_none() && !self.is_contracted(group)
        })
    }

    pub fn has_nationality(&self, group: &NounGroup) -> bool {
        self.traits_within(group).contains(WordTraits::NATIONALITY)
            && !self.nationalities_within(group).is_empty()
    }

    /// A comma or a coordinating conjunction.
    pub fn links(&self, word: u32) -> bool {
        let token = self.analysis.tokens.get(word as usize);
        let coordinator = token.is_some_and(|token| token.class == Class::Coordinator);
        coordinator || self.words.word(word as usize) == ","
    }

    /// The group that follows with nothing but its preposition between.
    pub fn adjacent(&self, id: GroupId) -> Option<GroupId> {
        let next = self.analysis.groups.get(id as usize + 1)?;
        let preposition = next.preposition.as_ref()?;
        (preposition.words.start == self.group(id).words.end).then_some(id + 1)
    }

    /// The first complement, where it hangs on "de".
    pub fn genitive_complement(&self, id: GroupId) -> Option<GroupId> {
        let first = *self.complements(id).first()?;
        let preposition = self.group(first).preposition_lemma();
        (preposition == self.tables.genitive).then_some(first)
    }

    /// The group's complements, and a group with "de" right behind it that the grammar has hung
    /// elsewhere.
    pub fn complements(&self, id: GroupId) -> &'r [GroupId] {
        let group = self.group(id);
        if group.complements.is_empty()
            && let Some(behind) = self.analysis.groups.get(id as usize + 1)
            && let Some(preposition) = &behind.preposition
            && preposition.words.start == group.words.end
            && Some(preposition.lemma) == self.tables.genitive
        {
            return self.alone(id + 1);
        }
        &group.complements
    }

    pub fn complement_owners(&mut self, id: GroupId, depth: usize, owners: &mut Ids) {
        for &complement in self.complements(id) {
            let genitive = self.group(complement).preposition_lemma();
            if genitive.is_none() || genitive != self.tables.genitive {
                continue;
            }
            let mut next = Some(complement);
            let mut steps = 0;
            while let Some(member) = next.filter(|_| steps < 40) {
                self.settle(member);
                let acting = self.found(member).acting().iter().copied();
                let named: Ids = acting.filter(|id| self.may_own(*id)).collect();
                if named.is_empty() && depth > 1 {
                    self.nationalities(self.group(member), owners);
                    self.complement_owners(member, depth - 1, owners);
                }
                extend(owners, &named);
                next = self.group(member).next_conjunct;
                steps += 1;
            }
        }
    }

    pub fn may_own(&self, id: EntityId) -> bool {
        matches!(
            self.kind(id),
            Kind::State | Kind::Organisation | Kind::ArmedForce | Kind::ArmedGroup
        )
    }

    pub fn states(&self, owners: &[EntityId]) -> Ids {
        owners
            .iter()
            .copied()
            .filter(|id| self.kind(*id) == Kind::State)
            .collect()
    }

    /// Whether the preposition has swallowed the article.
    pub fn is_contracted(&self, group: &NounGroup) -> bool {
        group.preposition.as_ref().is_some_and(|preposition| {
            let word = preposition.words.end.saturating_sub(1) as usize;
            let token = self.analysis.tokens.get(word);
            token.is_some_and(|token| token.features.contains(Features::CONTRACTED))
        })
    }

    /// With a definite or demonstrative determiner, or one that is hidden in "du" and "aux".
    pub fn definite(&self, group: &NounGroup) -> bool {
        let shown = Features::DEFINITE | Features::DEMONSTRATIVE;
        group.features.intersects(shown) || group.determiner.is_none() && self.is_contracted(group)
    }

    /// "les rebelles *du FLA*": whether a complement names an organisation or armed group whose it is.
    pub fn is_somebodys(&mut self, id: GroupId) -> bool {
        let mut owners = Ids::new();
        self.complement_owners(id, 1, &mut owners);
        let body = |owner: &EntityId| matches!(self.kind(*owner), Kind::Organisation | Kind::ArmedGroup);
        owners.iter().any(body)
    }

    /// "une nouvelle force": somebody else than the ones it is made of.
    pub fn indefinite_one(&self, group: &NounGroup) -> bool {
        group.features.contains(Features::INDEFINITE) && !group.features.contains(Features::PLURAL)
    }

    /// "d'autres pays", "les pays voisins": not the ones spoken of. "les voisins" may be.
    pub fn has_others(&self, group: &NounGroup) -> bool {
        let other = |word: u32| self.traits(word).contains(WordTraits::OTHER);
        let mut beside = group.words.clone().filter(|word| *word != group.head);
        beside.any(other)
    }
}
