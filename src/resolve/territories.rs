//! Countries and territories told by where they lie: "le pays *d'Afrique de l'Est*", "le territoire".

use super::discourse::{Ids, sole};
use super::reader::{NUMBER, Reader};
use super::tables::Section;
use crate::clause::{GroupId, NounGroup, RoleKind};
use crate::lexicon::Features;
use crate::mention::{EntityId, Kind};

/// How many sentences "le territoire" reaches back to a region.
const TERRITORY_REACH: u32 = 2;

/// How many sentences "les deux pays nordiques" reaches back.
const TOGETHER_REACH: u32 = 3;

impl Reader<'_> {
    /// Whether nothing but a region hangs on the group: "le pays *d'Asie centrale*".
    pub fn lies_in_region(&mut self, id: GroupId) -> bool {
        self.complements(id).iter().all(|complement| {
            let found = self.resolve(*complement).entities;
            let region = |id: &EntityId| self.kind(*id) == Kind::Place && self.is_region(*id);
            !found.is_empty() && found.iter().all(region)
        })
    }

    /// "Israël bombarde Gaza. *Le territoire* …": the region that did something, or to which something was done. Where
    /// a region is only the place of what is told, the territory is rather its state's.
    pub fn territory(&self, id: GroupId, section: Section) -> Option<EntityId> {
        let group = self.group(id);
        if !section.contains(Section::COUNTRY_PLACE) || !self.definite(group) {
            return None;
        }
        let others = self.other_parties(id);
        let near = self.discourse.back();
        let mut near =
            near.take_while(|thing| group.sentence.saturating_sub(thing.sentence) <= TERRITORY_REACH);
        near.find_map(|thing| {
            let [region] = thing.entities() else { return None };
            let region_named = || {
                let so_called = self.is_called(*region, self.head_key(group));
                so_called || self.is_region(*region) || self.has_article(*region)
            };
            let meant = thing.kind == Kind::Place && !others.contains(region) && region_named();
            let told = matches!(thing.role, Some(RoleKind::Subject | RoleKind::Object)) || {
                let preposition = self.group(thing.group).preposition_lemma();
                preposition.is_some_and(|lemma| self.is_only_upon(lemma))
            };
            (meant && told).then_some(*region)
        })
    }

    /// "*le* pays d'Afrique de l'Est": one of those whom the plural names together.
    pub fn is_one_of_many(&self, group: &NounGroup, entities: &[EntityId]) -> bool {
        let one = group.features & NUMBER == Features::SINGULAR;
        let many =
            |id: &EntityId| self.kind(*id) == Kind::Group && self.features(*id) & NUMBER == Features::PLURAL;
        one && !entities.is_empty()
            && entities.iter().all(many)
            && self.sections(group).contains(Section::COUNTRY)
    }

    /// "les pays baltes": the few that they are; "les deux pays nordiques": two of them who were named together.
    pub fn countries_of_region(&self, group: &NounGroup, entities: &[EntityId]) -> Option<Ids> {
        let region = sole(entities).filter(|region| self.kind(*region) == Kind::Group)?;
        let members = self.few_members(region, None)?;
        let count = group.numeral.and_then(|word| self.number_at(word));
        match count.map(|count| count as usize) {
            Some(count) if count < members.len() => {
                let known = self.definite(group).then(|| {
                    let one_of = |id: EntityId| members.contains(&id);
                    self.discourse
                        .set(Some(count), group.sentence, TOGETHER_REACH, one_of)
                });
                Some(known.flatten().unwrap_or_default())
            }
            _ => Some(members),
        }
    }
}
