//! Chooses what a group with a preposition completes: a noun, an adjective or the verb.
//!
//! The nearest noun whose entry in the table of nominalisations has the preposition comes first,
//! then a verb that asks for it, then "de" goes to the nearest noun and the rest to the verb.

use super::attachment::AdjectiveUse;
use super::elements::{Kind, Parser};
use super::segments::{Frame, FrameKind, Link};
use super::tables::Lists;
use super::{Class, Features, GroupId, LemmaId};
use crate::text::{Shape, WordIndex};
use smallvec::SmallVec;

/// What a group with a preposition can be attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    Group(GroupId),
    Verb,
    Adjective(WordIndex),
}

impl Parser<'_> {
    pub fn host_of(&mut self, index: usize, group: GroupId, lemma: LemmaId, link: &Link) -> Host {
        if let Some(word) = self.adjective_host(index, lemma) {
            return Host::Adjective(word);
        }
        let edge = self.edge();
        let genitive = lemma == self.tables.words.genitive;
        let time = self.groups_time(group);
        if time && !genitive {
            let described = self
                .described_before_verb(index, &edge)
                .or_else(|| self.state_that_lasts(index, lemma))
                .filter(|_| !link.comma);
            return described.map_or(Host::Verb, Host::Group);
        }
        let verb = self.top().node;
        if link.comma
            && let Some(host) = self
                .interrupted_host(index, lemma)
                .or_else(|| self.host_of_inserted_agent(index, lemma))
        {
            return Host::Group(host);
        }
        if genitive && !link.comma {
            if verb.is_some_and(|node| self.genitive_of_object(index, node, &edge, group)) {
                return Host::Verb;
            }
            if let Some(host) = self.holder_of_portfolio(&edge, group) {
                return Host::Group(host);
            }
            if let Some(host) = self.actor_behind_goal(&edge, group) {
                return Host::Group(host);
            }
        }
        if genitive
            && !link.comma
            && let Some(part) = self.part_of_these(index, group)
        {
            return Host::Group(part);
        }
        let asked = verb.is_some_and(|node| self.verb_asks(node, lemma));
        let noun = (!link.comma)
            .then(|| self.noun_host(&edge, lemma, group))
            .flatten();
        if let Some(host) = noun.filter(|host| !self.agent_of_verb(verb, *host, lemma)) {
            return Host::Group(host);
        }
        if !asked
            && !genitive
            && !link.comma
            && let Some(host) = self.deed_of_described_agent(lemma)
        {
            return Host::Group(host);
        }
        let finite_open = verb.is_some();
        if asked && (!genitive || self.genitive_for_verb(&edge, group)) {
            return Host::Verb;
        }
        if genitive
            && !link.comma
            && let Some(host) = self.genitive_host(&edge, group)
        {
            return Host::Group(host);
        }
        if !finite_open && !link.comma && !genitive {
            // Before the verb: "les soldats français au Mali".
            let nearest = edge
                .first()
                .copied()
                .filter(|host| self.takes_complements(*host, false));
            let holder = self.holder_of_domain(&edge, group);
            if let Some(host) = holder.or(nearest).filter(|host| self.is_subject_material(*host)) {
                return Host::Group(host);
            }
        }
        Host::Verb
    }

    /// "X, membre de l'Alliance *depuis mai*, s'oppose": since when somebody is what is said between commas, where the
    /// verb is still to come.
    fn described_before_verb(&self, index: usize, edge: &[GroupId]) -> Option<GroupId> {
        let frame = &self.frames[*self.stack.last()? as usize];
        let title = edge.iter().copied().find(|group| {
            let found = &self.groups[*group as usize];
            let bearer = self.noun_of(*group).is_some_and(|entry| entry.bearer);
            found.apposition_to.is_some() && self.notes[*group as usize].after_comma && bearer
        });
        let closes = self.kind(index + 1) == Some(Kind::Comma);
        title.filter(|_| closes && frame.node.is_none())
    }

    /// "À la tête du parti *depuis mai*, X a rencontré Y": since when the state lasts that stands first, not when they met.
    fn state_that_lasts(&self, index: usize, lemma: LemmaId) -> Option<GroupId> {
        let frame = &self.frames[*self.stack.last()? as usize];
        let Kind::Group(state) = self.kind(index.checked_sub(1)?)? else {
            return None;
        };
        let fronted = frame.node.is_none() && frame.preverbal.is_empty();
        let closes = self.kind(index + 1) == Some(Kind::Comma);
        let since = lemma == self.tables.words.since;
        let prepositional = self.groups[state as usize].preposition.is_some() && !self.groups_time(state);
        (fronted && closes && since && prepositional).then_some(state)
    }

    /// "l'un *de ses avions*", "plusieurs *de ces villes*": a pronoun that counts some of them.
    fn part_of_these(&self, index: usize, group: GroupId) -> Option<GroupId> {
        let Kind::Group(part) = self.kind(index.checked_sub(1)?)? else {
            return None;
        };
        let note = self.notes[part as usize];
        let found = &self.groups[part as usize];
        let counts = note.pronoun && !note.clitic && self.has(found.head, Features::INDEFINITE);
        let whole = self.groups[group as usize].features.contains(Features::PLURAL);
        (counts && whole && found.complements.is_empty()).then_some(part)
    }

    /// "ont été tués dans l'attaque par", "s'est vu remettre les conclusions par": a passive without
    /// agent takes it before a noun of which nothing else is said.
    fn agent_of_verb(&self, node: Option<u32>, host: GroupId, lemma: LemmaId) -> bool {
        let Some(node) = node.filter(|_| lemma == self.tables.words.agent) else {
            return false;
        };
        let found = &self.nodes[node as usize];
        let passive =
            self.verbs[found.verb as usize].voice == super::Voice::Passive || self.agent_governed(found);
        let told = self.groups[host as usize].complements.iter().any(|complement| {
            let preposition = self.groups[*complement as usize].preposition.as_ref();
            self.is_genitive(preposition.map(|preposition| preposition.lemma))
        });
        passive && !told && self.agent_of(found).is_none()
    }

    /// "la signature, *par les deux parties*, d'un accord": the noun before the insertion that
    /// still lacks what stands after this preposition.
    pub fn interrupted_host(&self, index: usize, lemma: LemmaId) -> Option<GroupId> {
        let Kind::Group(group) = self.kind(self.before_insertion(index)?)? else {
            return None;
        };
        let mut current = Some(group);
        for _ in 0..4 {
            let host = current?;
            let found = &self.groups[host as usize];
            let asks = self
                .noun_of(host)
                .is_some_and(|entry| !entry.bearer && entry.takes(lemma));
            let open = !found.complements.iter().any(|complement| {
                let found = &self.groups[*complement as usize];
                found.preposition_lemma() == Some(lemma)
            });
            if asks && open && !self.notes[host as usize].name {
                return Some(host);
            }
            current = found.complement_of;
        }
        None
    }

    /// "la signature, *par les deux parties*, d'un accord": the agent between commas.
    fn host_of_inserted_agent(&self, index: usize, lemma: LemmaId) -> Option<GroupId> {
        if lemma != self.tables.words.agent {
            return None;
        }
        let Kind::Group(host) = self.kind(index.checked_sub(2)?)? else {
            return None;
        };
        let found = &self.groups[host as usize];
        let entry = self.noun_of(host)?;
        let closed = (index + 1..(index + 5).min(self.elements.len()))
            .find(|at| self.elements[*at].kind == Kind::Comma)
            .and_then(|comma| self.kind(comma + 1));
        let goes_on = matches!(closed, Some(Kind::Group(next)) if self.is_genitive(
            self.groups[next as usize].preposition_lemma()));
        (goes_on && !entry.bearer && found.complements.is_empty()).then_some(host)
    }

    /// "informe l'opinion *de sa décision*", "accuse l'armée *de crimes*": of what, after whom.
    fn genitive_of_object(&self, index: usize, node: u32, edge: &[GroupId], group: GroupId) -> bool {
        let found = &self.nodes[node as usize];
        let entry = self.verbs[found.verb as usize].entry;
        let Some(nearest) = edge
            .first()
            .copied()
            .filter(|_| entry.object_genitive && !found.post.is_empty())
        else {
            return false;
        };
        let what = &self.groups[group as usize];
        let note = self.notes[group as usize];
        let undefined = Features::POSSESSIVE | Features::INDEFINITE | Features::DEMONSTRATIVE;
        // "exclut l'envoi *de troupes*": whoever may do what is told does it with these.
        let done = entry.noun_control && self.is_deverbal(nearest) && !self.is_deverbal(group);
        if note.name || note.pronoun || done {
            return false;
        }
        if what.features.intersects(undefined) || what.numeral.is_some() {
            return true;
        }
        if self.is_definite(group) {
            return self.is_deverbal(group) && !self.is_deverbal(nearest);
        }
        // "accuse le chef de guerre de crimes": the first of two belongs to the noun.
        let another = matches!(self.kind(index + 1), Some(Kind::Group(next)) if self.is_genitive(
            self.groups[next as usize].preposition_lemma()));
        !another
    }

    /// A noun that says what is done, and no portfolio ("la Défense").
    fn is_deverbal(&self, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        !self.shape(head).contains(Shape::CAPITALISED)
            && self.noun_of(group).is_some_and(|entry| !entry.bearer)
    }

    /// "l'arrivée au pouvoir *de X*": who does it, past where to.
    fn actor_behind_goal(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let nearest = *edge.first()?;
        let host = self.groups[nearest as usize].complement_of?;
        let preposition = self.groups[nearest as usize].preposition_lemma()?;
        let lemma = self.token(self.groups[nearest as usize].head).lemma;
        if preposition != self.tables.words.dative || !self.tables.lists(lemma, Lists::GOAL) {
            return None;
        }
        let found = &self.groups[host as usize];
        let genitive = |group: GroupId| {
            let preposition = self.groups[group as usize].preposition.as_ref();
            self.is_genitive(preposition.map(|preposition| preposition.lemma))
        };
        let entry = self.noun_of(host)?;
        let acts = entry.roles(self.tables.words.genitive).first() == Some(&super::NominalRole::Subject);
        let open = !found.complements.iter().any(|complement| genitive(*complement));
        let name = self.notes[group as usize].name;
        (acts && open && name && !entry.bearer).then_some(host)
    }

    /// "le ministre de la Défense *du Kenya*": of the office, not of the portfolio.
    fn holder_of_portfolio(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let nearest = *edge.first()?;
        let holder = self.groups[nearest as usize].complement_of?;
        let found = &self.groups[holder as usize];
        if !found.features.contains(Features::PERSON_TITLE) {
            return None;
        }
        let definite = self.notes[group as usize].name
            || self.is_definite(group)
                && self
                    .shape(self.groups[group as usize].head)
                    .contains(Shape::CAPITALISED);
        let portfolio = self
            .shape(self.groups[nearest as usize].head)
            .contains(Shape::CAPITALISED)
            && !self.notes[nearest as usize].name
            && self.class(self.groups[nearest as usize].head) == Class::Noun;
        let one = found.complements.as_slice() == [nearest];
        (definite && portfolio && one).then_some(holder)
    }

    /// "le rapporteur des Nations unies *sur la torture*", "la haute-commissaire de l'ONU *aux réfugiés*": of what matter the
    /// holder of an office is in charge, past whose office it is.
    fn holder_of_domain(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let owner = *edge.first().filter(|owner| self.notes[**owner as usize].name)?;
        let found = &self.groups[owner as usize];
        let holder = found
            .complement_of
            .filter(|_| self.is_genitive(found.preposition_lemma()))?;
        let title = self.is_person(holder) && !self.notes[holder as usize].name;
        let matter = !self.notes[group as usize].name && self.is_definite(group) && !self.is_person(group);
        (title && matter).then_some(holder)
    }

    /// Part of the bare group before the verb, not of a fronted "Au Mali".
    fn is_subject_material(&self, group: GroupId) -> bool {
        let mut current = group;
        for _ in 0..16 {
            match self.groups[current as usize].complement_of {
                Some(above) => current = above,
                None => break,
            }
        }
        let found = &self.groups[current as usize];
        found.preposition.is_none() || found.first_conjunct.is_some()
    }

    /// "prêt à", "membre de": the adjective just before takes this preposition.
    fn adjective_host(&mut self, index: usize, lemma: LemmaId) -> Option<WordIndex> {
        let mut at = index.checked_sub(1)?;
        // "présents *depuis décembre* à Bata"
        while at > 0 && matches!(self.kind(at), Some(Kind::Group(group)) if self.groups_time(group)) {
            at -= 1;
        }
        let before = self.element(at)?;
        let word = before.words.end.checked_sub(1)?;
        let token = self.token(word);
        let apart = at + 1 < index && before.kind != Kind::Adjective;
        if !matches!(token.class, Class::Adjective | Class::Noun) || apart {
            return None;
        }
        let group = match before.kind {
            // The head itself is a noun with complements, not an adjective.
            Kind::Group(group) if self.groups[group as usize].head == word => return None,
            // "le commandant *en chef* de l'armée": the noun of a locution has none.
            Kind::Group(_) if word > 0 && self.class(word - 1) == Class::Adposition => return None,
            Kind::Group(group) => Some(group),
            Kind::Adjective => None,
            _ => return None,
        };
        let entry = self.tables.adjective(token.lemma)?;
        if !entry.takes(lemma) {
            return None;
        }
        if !self
            .adjectives
            .iter()
            .rev()
            .take(4)
            .any(|adjective| adjective.word == word)
        {
            let described = group.or_else(|| self.described_by_adjective(at + 1));
            let frame = self.top();
            let node = frame.node;
            let fronted = node.is_none() && frame.preverbal.is_empty();
            self.adjectives.push(AdjectiveUse {
                word,
                group: described,
                node: node.filter(|_| described.is_none()),
                fronted: described.is_none() && fronted,
                complements: SmallVec::new(),
            });
        }
        Some(word)
    }

    /// "le Hezbollah, *présent* au Liban,": the group before the comma.
    fn described_by_adjective(&mut self, index: usize) -> Option<GroupId> {
        let at = index.checked_sub(1)?;
        let adjective = self.kind(at) == Some(Kind::Adjective);
        // ", *désormais* hostile à la France,"
        let comma = (at.saturating_sub(3)..at)
            .rev()
            .find(|before| self.kind(*before) != Some(Kind::Adverb))?;
        if self.kind(comma) != Some(Kind::Comma) || !adjective {
            return None;
        }
        let frame = self.top();
        let subject = frame.preverbal.last().copied();
        match frame.node {
            None => subject,
            Some(_) => frame.edge.last().copied(),
        }
        .filter(|group| !self.notes[*group as usize].clitic && !self.groups_time(*group))
    }

    pub fn verb_asks(&self, node: u32, lemma: LemmaId) -> bool {
        let verb = self.nodes[node as usize].verb;
        let group = &self.verbs[verb as usize];
        group.entry.prepositions.contains(&lemma)
            || group.voice == super::Voice::Passive && lemma == self.tables.words.agent
    }

    /// "l'attaque menée par des hommes *venus de Somalie* contre l'armée": what only describes the agent lets through what
    /// his deed asks for.
    fn deed_of_described_agent(&self, lemma: LemmaId) -> Option<GroupId> {
        let mut participles = self.stack.iter().rev().map(|at| &self.frames[*at as usize]);
        let described = |frame: &Frame| frame.group.filter(|_| frame.kind == FrameKind::Participle);
        let agent = participles.next().and_then(described)?;
        if self.groups[agent as usize].preposition_lemma() != Some(self.tables.words.agent) {
            return None;
        }
        let below = participles.next().and_then(described);
        let mut deeds = self.hosts_above(agent).take(4).chain(below);
        deeds.find(|deed| {
            let asks = self
                .noun_of(*deed)
                .is_some_and(|entry| !entry.bearer && entry.takes(lemma));
            asks && !self.notes[*deed as usize].name && !self.is_filled(*deed, lemma)
        })
    }

    /// The nearest open noun that the table gives this preposition.
    fn noun_host(&self, edge: &[GroupId], lemma: LemmaId, group: GroupId) -> Option<GroupId> {
        edge.iter().copied().find(|host| {
            let Some(entry) = self.noun_of(*host) else {
                return false;
            };
            if !entry.takes(lemma) || self.notes[*host as usize].name || self.is_filled(*host, lemma) {
                return false;
            }
            if self.is_genitive(Some(lemma)) && !self.genitive_reaches(edge, *host, group, entry) {
                return false;
            }
            // "au retrait de *son* contingent *de Gao*": whose it is is told, so that Gao is where it leaves.
            let elsewhere = || self.notes[group as usize].name && self.is_asked_above(*host, lemma);
            let owned = self.owner_fills(*host, entry, lemma) && (self.is_deverbal(group) || elsewhere());
            // "le départ d'un membre de la Ligue *de la Cour*": the noun above has yet to say what is left.
            let left = entry.bearer && self.leaves_something(*host, lemma);
            // "la signature d'un pacte *de défense* par X": what only says of what kind is done by nobody.
            let kind_only = lemma == self.tables.words.agent
                && self.is_undetermined(*host)
                && self.is_asked_above(*host, lemma);
            !owned && !kind_only && !left
        })
    }

    /// The group has its owner, and completes a noun that the table gives two of this preposition: who, and from where.
    fn leaves_something(&self, group: GroupId, lemma: LemmaId) -> bool {
        let found = &self.groups[group as usize];
        let owned = found
            .complements
            .iter()
            .any(|complement| self.groups[*complement as usize].preposition_lemma() == Some(lemma));
        let above = found.complement_of.and_then(|above| self.noun_of(above));
        let leaves = above.is_some_and(|entry| entry.tells_who_and_more(lemma));
        owned && leaves
    }

    /// A noun above `group` has this preposition in the table.
    fn is_asked_above(&self, group: GroupId, lemma: LemmaId) -> bool {
        let asks = |group: GroupId| {
            let entry = self.noun_of(group);
            entry.is_some_and(|entry| entry.takes(lemma))
        };
        self.hosts_above(group).take(4).any(asks)
    }

    /// The noun whose complement a group is, the one whose complement that is, and so on.
    fn hosts_above(&self, group: GroupId) -> impl Iterator<Item = GroupId> + '_ {
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        std::iter::successors(above(&group), above)
    }

    /// "a discuté avec *son* homologue du retrait": the possessive says already whose.
    fn owner_fills(&self, host: GroupId, entry: &super::Nominal, lemma: LemmaId) -> bool {
        let possessive = self.groups[host as usize]
            .determiner
            .is_some_and(|word| self.has(word, Features::POSSESSIVE));
        possessive && self.is_genitive(Some(lemma)) && entry.roles(lemma) == [entry.demonym]
    }

    /// "le retrait des troupes du Mali": a second "de" goes past the nearest noun only where the
    /// table foresees two and a name follows, or where the nearest is a name itself.
    fn genitive_reaches(
        &self,
        edge: &[GroupId],
        host: GroupId,
        group: GroupId,
        entry: &super::Nominal,
    ) -> bool {
        let nearest = self.nearest_of(edge, group).filter(|nearest| *nearest != host);
        let Some(nearest) = nearest else {
            return true;
        };
        if !self.takes_complements(nearest, true) {
            return true;
        }
        let roles = entry.roles(self.tables.words.genitive);
        if roles.len() < 2 {
            return false;
        }
        let bearer = self.noun_of(nearest).is_some_and(|entry| entry.bearer);
        // "le contrôle de la ville de Gao" has one complement, "la vente de drones de Téhéran" two.
        let source = matches!(roles.get(1), Some(super::NominalRole::Oblique(_)));
        let described = &self.groups[nearest as usize];
        // "une attaque contre *un poste* de police de Lomé": the post is of Lomé, whatever sort of post it is.
        let parted = self
            .hosts_above(nearest)
            .take_while(|between| *between != host)
            .any(|between| !self.is_undetermined(between));
        let vague = described.determiner.is_none()
            && described.numeral.is_none()
            && !self.is_definite(nearest)
            && !parted;
        let owner =
            self.notes[group as usize].name || vague && self.only_says_what_kind(nearest, edge, group);
        (source || vague) && owner && !bearer
    }

    /// The innermost open group that `group` could complete.
    fn nearest_of(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        edge.iter().copied().find(|host| !self.is_past_date(*host, group))
    }

    /// "signataire *en 2020* des accords": a date has no complements but times; "un an *de retards*" is a length of time.
    fn is_past_date(&self, host: GroupId, group: GroupId) -> bool {
        let found = &self.groups[host as usize];
        self.groups_time(host)
            && !self.groups_time(group)
            && found.determiner.is_none()
            && found.numeral.is_none()
    }

    /// The noun has a complement under this preposition already.
    fn is_filled(&self, host: GroupId, lemma: LemmaId) -> bool {
        let count = self.groups[host as usize]
            .complements
            .iter()
            .filter(|complement| {
                let found = &self.groups[**complement as usize];
                found.preposition_lemma() == Some(lemma)
            })
            .count();
        let most = if lemma == self.tables.words.genitive { 2 } else { 1 };
        count >= most
    }

    /// A verb with "de" gets it when no noun stands near that needs it.
    fn genitive_for_verb(&self, edge: &[GroupId], group: GroupId) -> bool {
        edge.first().is_none_or(|nearest| {
            let found = &self.groups[*nearest as usize];
            let note = self.notes[*nearest as usize];
            let filled = !found.complements.is_empty();
            // "s'empare en novembre *de la ville*": only times complete a time.
            let time = self.groups_time(*nearest) && !self.groups_time(group);
            note.name
                || note.pronoun
                || time
                || filled
                || found
                    .determiner
                    .is_some_and(|word| self.has(word, Features::POSSESSIVE))
        })
    }

    /// The nearest noun that can have a complement after "de".
    fn genitive_host(&self, edge: &[GroupId], group: GroupId) -> Option<GroupId> {
        let name = self.notes[group as usize].name;
        let nearest = self.nearest_of(edge, group)?;
        if name && edge.len() > 1 {
            // "le ministre des Affaires étrangères du Mali"
            let titled = edge.iter().copied().find(|host| {
                self.groups[*host as usize]
                    .features
                    .contains(Features::PERSON_TITLE)
                    && !self.notes[*host as usize].name
                    && self.groups[*host as usize].complements.len() == 1
            });
            let plural = self.groups[nearest as usize].features.contains(Features::PLURAL);
            if let Some(host) = titled.filter(|_| plural) {
                return Some(host);
            }
        }
        if self.is_named_for_leader(nearest, group) {
            return Some(nearest);
        }
        edge.iter()
            .copied()
            .filter(|host| !self.is_past_date(*host, group))
            .find(|host| self.takes_complements(*host, true) && !self.only_says_what_kind(*host, edge, group))
            .or(Some(nearest).filter(|_| self.top_lacks_verb()))
    }

    /// "l'UPC *d'Ali Darassa*", "la Hongrie *de Viktor Orbán*": whose a name with an article is.
    pub fn is_named_for_leader(&self, host: GroupId, group: GroupId) -> bool {
        let (found, owner) = (&self.groups[host as usize], &self.groups[group as usize]);
        let touches = owner
            .preposition
            .as_ref()
            .is_some_and(|preposition| preposition.words.start == found.words.end);
        let person = self.is_person(group) || owner.words.len() > 1;
        self.notes[host as usize].name
            && self.notes[group as usize].name
            && found.determiner.is_some()
            && touches
            && person
            && owner.determiner.is_none()
            && !self.is_contracted(group)
    }

    /// "le système *de défense* de la Russie": a noun without article that completes another has no owner of
    /// its own.
    fn only_says_what_kind(&self, host: GroupId, edge: &[GroupId], group: GroupId) -> bool {
        let above = self.groups[host as usize].complement_of;
        let owner = self.notes[group as usize].name || self.is_definite(group);
        owner
            && self.is_undetermined(host)
            && !self.is_person(host)
            && self.noun_of(host).is_none()
            && above.is_some_and(|above| edge.contains(&above) && !self.notes[above as usize].name)
    }

    fn top_lacks_verb(&self) -> bool {
        !self.stack.is_empty() && self.top_node().is_none()
    }

    fn takes_complements(&self, host: GroupId, genitive: bool) -> bool {
        let note = self.notes[host as usize];
        let found = &self.groups[host as usize];
        // "les premiers Cessna *de reconnaissance*": several of one name are things of a kind.
        let counted = found.numeral.is_some() || found.features.contains(Features::INDEFINITE);
        let kind = counted || self.article(host).contains(Features::PLURAL);
        if note.clitic || note.name && found.determiner.is_none() && !counted {
            return false;
        }
        if note.name && genitive {
            return found.determiner.is_some() && self.class(found.head) == Class::Noun || kind;
        }
        !(note.pronoun && found.features.intersects(Features::FIRST | Features::SECOND))
    }

    /// What the group's determiner tells, if it has one.
    pub fn article(&self, group: GroupId) -> Features {
        let determiner = self.groups[group as usize].determiner;
        determiner.map_or(Features::empty(), |word| self.token(word).features)
    }
}
