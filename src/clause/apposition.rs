//! Groups that rename another: "le président Traoré", ", Sergueï Lavrov,", "Simporé (Burkina Faso)".
//!
//! A name goes to a person's title before it, a title to a name; what opens a bracket renames the
//! group before it. A plural renames a whole list.

use super::elements::{Kind, Parser};
use super::segments::{FrameKind, Gap};
use super::tables::Lists;
use super::verbs::Form;
use super::{Class, Features, GroupId};
use crate::text::Shape;

/// How many elements a list of names in apposition may have.
const LONGEST_LIST: usize = 12;

impl Parser<'_> {
    /// The group opens a bracket.
    pub fn bracketed(&self, index: usize) -> bool {
        index > 0 && self.kind(index - 1) == Some(Kind::Open)
    }

    /// "Simporé (Burkina Faso)": what opens a bracket renames the group before it.
    pub fn place_in_bracket(&mut self, group: GroupId) -> bool {
        let Some(below) = self.stack.len().checked_sub(2) else {
            return false;
        };
        let frame = &self.frames[self.stack[below] as usize];
        let Some(host) = frame.edge.first().copied() else {
            return false;
        };
        if self.groups[host as usize].apposition.is_none()
            && !self.groups[group as usize].features.contains(Features::TIME)
        {
            self.appose(host, group);
            self.groups[group as usize].bracketed = true;
        }
        self.top().edge.reset(group);
        true
    }

    /// "(*A*, *B*, C)": one of the names that are all there is in the brackets.
    pub fn is_listed_in_bracket(&self, group: GroupId) -> bool {
        let top = self.stack.last().map(|frame| &self.frames[*frame as usize]);
        let list = top.filter(|top| top.kind == FrameKind::Bracket && top.node.is_none());
        let last = list.and_then(|list| list.edge.first());
        last.is_some_and(|last| self.is_bare_name(*last) && self.is_bare_name(group))
    }

    /// A name behind no preposition.
    pub fn is_bare_name(&self, group: GroupId) -> bool {
        self.notes[group as usize].name && self.groups[group as usize].preposition.is_none()
    }

    pub fn appose(&mut self, host: GroupId, group: GroupId) {
        self.groups[host as usize].apposition = Some(group);
        self.groups[group as usize].apposition_to = Some(host);
        self.notes[group as usize].node = self.notes[host as usize].node;
    }

    /// "*X*, groupe rebelle": the group that another renames; as long as the verb of its clause is awaited, the name
    /// right before the comma.
    pub fn renamed_by(&self, group: GroupId) -> Option<GroupId> {
        let found = &self.groups[group as usize];
        let before = || {
            let before = group.checked_sub(1)?;
            let name = &self.groups[before as usize];
            let touches = name.words.end + 1 == found.words.start && found.preposition.is_none();
            let open = self.is_undetermined(group) && self.notes[group as usize].after_comma;
            (touches && open && self.notes[before as usize].name).then_some(before)
        };
        found.apposition_to.or_else(before)
    }

    /// ", maire de Dakar et figure de l'opposition,": one person's title without a determiner is no member of a list.
    pub fn is_bare_title(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        let titled = found
            .features
            .intersects(Features::HUMAN | Features::PERSON_TITLE);
        if !titled || found.determiner.is_some() || self.notes[group as usize].name {
            return false;
        }
        let edge = self.edge();
        // "X, Y et Z, *médiateurs entre A et B*,": a plural is said of a whole list.
        let one = !found.features.contains(Features::PLURAL)
            || found.features.contains(Features::SINGULAR)
            || edge
                .iter()
                .any(|host| self.groups[*host as usize].first_conjunct.is_some());
        one && self.class(found.head) == Class::Noun
            && edge.iter().any(|host| self.notes[*host as usize].name)
    }

    /// "Les trois pays de l'alliance, *le Mali, le Niger et le Togo*,", "les ministres du Mali et du Niger, *X et Y*, ont",
    /// "avec deux ONG russes, *X et Y*": names of those counted, or of those who go by the title or the kind.
    pub fn counted_host(&mut self, index: usize, group: GroupId) -> Option<GroupId> {
        let edge = self.edge();
        if let Some(host) = edge.iter().copied().find(|host| self.names_both(index, *host)) {
            self.naming = Some(group);
            return Some(host);
        }
        if !self.notes[group as usize].name || !self.list_ahead(index, group) {
            return None;
        }
        let fits = |host: &GroupId| self.is_named_by_list(*host, index);
        if let Some(host) = edge.iter().rev().copied().find(fits) {
            return Some(host);
        }
        // "deux pays *membres de l'alliance*, X et Y": an adjective with its complement lies between.
        let frame = self.stack.last().map(|frame| &self.frames[*frame as usize]);
        let described = frame
            .filter(|top| top.kind == FrameKind::Participle)?
            .group
            .filter(fits)?;
        self.pop_to(self.stack.len() - 2);
        Some(described)
    }

    /// Whether the names that are listed from `index` on are those of `host`, which precedes them.
    fn is_named_by_list(&self, host: GroupId, index: usize) -> bool {
        let found = &self.groups[host as usize];
        if !self.is_open_plural(host) {
            return false;
        }
        // "Selon deux ONG, *X et Y ont*": the names are the verb's subject.
        let acts = || self.behind_list(index).is_some_and(|end| self.is_finite_at(end));
        if found.preposition.is_some() && acts() {
            return false;
        }
        let several = found.determiner.is_some() && (self.is_person(host) || self.all_names(index));
        found.numeral.is_some() || several && self.verb_past_list(index).is_some()
    }

    /// Several go by it, and neither has it been named nor listed on. Those who are counted, or written small, are a
    /// kind, even where the kind is known by itself ("*deux groupes armés*, X et Y", "*des pays européens*, X et Y").
    fn is_open_plural(&self, group: GroupId) -> bool {
        let found = &self.groups[group as usize];
        self.is_listless_plural(group)
            && found.apposition.is_none()
            && !found.features.contains(Features::TIME)
            && (found.numeral.is_some()
                || !self.notes[group as usize].name
                || !self.shape(found.head).contains(Shape::CAPITALISED))
    }

    /// "entre les envoyés des deux pays, *le ministre X et le général Y*": between two, or of as many as are counted, there
    /// are no others beside those who are named.
    fn names_both(&self, index: usize, host: GroupId) -> bool {
        let found = &self.groups[host as usize];
        let counted = |group: &GroupId| self.groups[*group as usize].numeral.is_some();
        let between = found.preposition_lemma() == Some(self.tables.words.between);
        let two = between || found.complements.iter().any(counted);
        if !two || found.determiner.is_none() || !self.is_person(host) || !self.is_open_plural(host) {
            return false;
        }
        let named_until = |start: usize| {
            let mut named = false;
            let mut at = start;
            while let Some(Kind::Group(group)) = self.kind(at) {
                named |= self.notes[group as usize].name && self.groups[group as usize].preposition.is_none();
                at += 1;
            }
            (named && self.is_person_at(start)).then_some(at)
        };
        let first = named_until(index).filter(|at| self.kind(*at) == Some(Kind::Coordinator));
        let second = first.and_then(|coordinator| named_until(coordinator + 1));
        second.is_some_and(|end| {
            matches!(
                self.kind(end),
                None | Some(Kind::Comma | Kind::Break | Kind::Relative)
            )
        })
    }

    fn is_person_at(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Group(group)) if self.is_person(group))
    }

    /// What stands behind the list of two or more that begins at `index`, an adverb passed over ("X et Y *notamment*").
    fn behind_list(&self, index: usize) -> Option<usize> {
        let last = self.last_coordinator(index)?;
        let item = |at: &usize| matches!(self.kind(*at), Some(Kind::Group(_)));
        let end = (last + 1..).find(|at| !item(at))?;
        let adverb = self.kind(end) == Some(Kind::Adverb);
        (end > last + 1).then_some(end + usize::from(adverb))
    }

    /// The verb behind the comma that closes the list that begins at `index`: no subject would be parted from its own.
    pub fn verb_past_list(&self, index: usize) -> Option<u32> {
        let comma = self
            .behind_list(index)
            .filter(|end| self.kind(*end) == Some(Kind::Comma))?;
        match self.kind(comma + 1) {
            Some(Kind::Verb(verb)) => Some(verb),
            _ => None,
        }
    }

    /// The coordinator before the last item of the list that begins at `index`.
    fn last_coordinator(&self, index: usize) -> Option<usize> {
        let mut within = index + 1..(index + LONGEST_LIST).min(self.elements.len());
        let coordinator = within.find(|at| !matches!(self.kind(*at), Some(Kind::Group(_) | Kind::Comma)))?;
        (self.kind(coordinator) == Some(Kind::Coordinator)).then_some(coordinator)
    }

    /// Whether every item of the list that begins at `index` is a name.
    fn all_names(&self, index: usize) -> bool {
        let last = self.last_coordinator(index);
        let begins =
            |at: &usize| *at == index || matches!(self.kind(at - 1), Some(Kind::Comma | Kind::Coordinator));
        let named =
            |at: usize| matches!(self.kind(at), Some(Kind::Group(group)) if self.notes[group as usize].name);
        last.is_some_and(|last| (index..=last + 1).filter(begins).all(named))
    }

    fn is_finite_at(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Verb(verb)) if self.verbs[verb as usize].form == Form::Finite)
    }

    /// "le président Traoré", "le groupe Wagner": a name right behind a noun.
    pub fn appose_adjacent(&mut self, index: usize, group: GroupId) -> bool {
        let Some(Kind::Group(before)) = index.checked_sub(1).and_then(|before| self.kind(before)) else {
            return false;
        };
        if !self.notes[group as usize].name || self.groups[group as usize].determiner.is_some() {
            return false;
        }
        let before_note = self.notes[before as usize];
        let touching = self.groups[before as usize].words.end == self.groups[group as usize].words.start
            || self.skip_quotes(self.groups[before as usize].words.end)
                == self.groups[group as usize].words.start;
        if before_note.pronoun || !touching || self.groups_time(before) {
            return false;
        }
        let host = if before_note.name {
            self.office_of(before)
        } else if self.speaker_awaited(before) || self.belongs_to_verb(before) {
            None
        } else {
            self.named_by(before)
        };
        let Some(host) = host else { return false };
        let fronted = self.fronted_description(host);
        if self.groups[host as usize].apposition.is_some() && fronted.is_none() {
            return false;
        }
        self.appose(host, group);
        if let Some(fronted) = fronted {
            self.appose(group, fronted);
        }
        self.extend_edge(Some(host), group);
        true
    }

    /// "*Chef de l'armée*, le général X a": what stands before a title tells of whoever is named behind it.
    fn fronted_description(&self, title: GroupId) -> Option<GroupId> {
        let found = &self.groups[title as usize];
        let before = |other: &GroupId| self.groups[*other as usize].words.start < found.words.start;
        found.apposition.filter(before)
    }

    /// "le président *du Mali* Assimi Goïta": the office whose owner the name `owner` is.
    fn office_of(&self, owner: GroupId) -> Option<GroupId> {
        let mut current = owner;
        for _ in 0..3 {
            let found = &self.groups[current as usize];
            let preposition = found.preposition_lemma();
            if !self.is_genitive(preposition) || found.first_conjunct.is_some() {
                return None;
            }
            let host = found.complement_of?;
            let features = self.groups[host as usize].features;
            let person = features.intersects(Features::PERSON_TITLE | Features::HUMAN);
            if person && !features.contains(Features::PLURAL) {
                return Some(host).filter(|host| !self.notes[*host as usize].name);
            }
            current = host;
        }
        None
    }

    /// "l'alliance dont fait *partie* Paris": a bare noun right behind a verb without subject names nobody.
    fn belongs_to_verb(&self, before: GroupId) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let silent = self.verbs[node.verb as usize].subject.is_none() && node.post_only();
        let relative = !matches!(node.gap, Gap::None | Gap::Subject);
        node.post.as_slice() == [before]
            && silent
            && relative
            && self.is_bare_singular(before)
            && !self.is_person(before)
    }

    /// "« … », dénonce dans un communiqué *Jean Martin*": the incise still lacks who speaks.
    fn speaker_awaited(&self, before: GroupId) -> bool {
        let Some(frame) = self.stack.last().map(|frame| &self.frames[*frame as usize]) else {
            return false;
        };
        let person = self.is_person(before);
        let silent = frame.node.is_some_and(|node| {
            let node = &self.nodes[node as usize];
            node.post.is_empty() && self.verbs[node.verb as usize].subject.is_none()
        });
        frame.kind == FrameKind::Incise
            && silent
            && !person
            && self.groups[before as usize].preposition.is_some()
    }

    /// A person by title or kind, named or not.
    pub fn is_person(&self, group: GroupId) -> bool {
        self.groups[group as usize]
            .features
            .intersects(Features::HUMAN | Features::PERSON_TITLE)
    }

    /// The group is in the singular.
    pub fn names_one(&self, group: GroupId) -> bool {
        let number = self.groups[group as usize].features & (Features::SINGULAR | Features::PLURAL);
        number != Features::PLURAL
    }

    /// The group that a name right behind `before` names: "le ministre des Affaires étrangères Sergueï Lavrov"
    /// is the title, not its complement; "a placé *sous sanctions* Moscou" is nobody.
    fn named_by(&self, before: GroupId) -> Option<GroupId> {
        let titled = |group: &GroupId| self.is_person(*group);
        let named = self.goes_by_name(before) && !self.is_owned_circumstance(before);
        // "exige de *M.* X": a form of address is nothing without the name.
        let shape = self.shape(self.groups[before as usize].head);
        let address =
            shape.contains(Shape::ABBREVIATION) || titled(&before) && shape.contains(Shape::CAPITALISED);
        if self.is_undetermined(before) && !address && self.object_awaited_behind(before) {
            return None;
        }
        // "le général *de brigade* X", "la société *d'armement* X": the rank or the firm, not what it is of.
        let described = self.groups[before as usize].complement_of.filter(|host| {
            self.is_undetermined(before) && (self.is_person(*host) || self.goes_by_name(*host))
        });
        if titled(&before) || named {
            return described.filter(|_| !titled(&before)).or(Some(before));
        }
        if !address && self.object_awaited_behind(before) {
            return None;
        }
        // "le président, *le Nigérian* X": the title before it is renamed already.
        let unnamed = |group: &GroupId| titled(group) && self.groups[*group as usize].apposition.is_none();
        let titled = self.edge().iter().copied().find(unnamed);
        Some(titled.or(described).unwrap_or(before))
    }

    /// "détient *dans ses prisons* X": what is somebody's own goes by no name where the verb still lacks its object.
    fn is_owned_circumstance(&self, group: GroupId) -> bool {
        let possessive = self.groups[group as usize]
            .features
            .contains(Features::POSSESSIVE);
        possessive && self.object_awaited_behind(group)
    }

    /// "la société X", "la ville de X": its kind is mostly told with its name.
    pub fn goes_by_name(&self, group: GroupId) -> bool {
        let head = self.groups[group as usize].head;
        self.tables.lists(self.token(head).lemma, Lists::NAMED)
    }

    /// Whether `before` hangs on a verb that still lacks its object: "a mis en garde *Téhéran*", "a inscrit
    /// sur sa liste *Wagner*".
    pub fn object_awaited_behind(&self, before: GroupId) -> bool {
        let node = self.top_node();
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        node.obliques.last() == Some(&before) && self.awaits_object(node)
    }

    /// ", Sergueï Lavrov,": renames a group still open.
    pub fn appose_after_comma(&mut self, group: GroupId) -> bool {
        let note = self.notes[group as usize];
        if note.clitic || note.pronoun {
            return false;
        }
        let edge = self.edge();
        let human = self.is_person(group);
        // "à se rendre à Damas, *l'émir* du Qatar a": no man is where somebody goes.
        let place = |candidate: GroupId| {
            let lemma = self.groups[candidate as usize].preposition_lemma();
            human
                && lemma.is_some_and(|lemma| self.tables.words.locates(lemma))
                && self.is_known_place(candidate)
        };
        let open = |candidate: &GroupId| {
            let found = &self.groups[*candidate as usize];
            // "Le 30, le Conseil": a day of the month.
            let number = self.class(found.head) == Class::Numeral;
            found.apposition.is_none() && !number && !self.groups_time(*candidate) && !place(*candidate)
        };
        let person = |candidate: &GroupId| self.is_person(*candidate);
        let chosen = if note.name {
            // "les troupes du président, X": he, not they.
            let one = |candidate: &GroupId| self.names_one(*candidate);
            edge.iter()
                .copied()
                .find(|candidate| open(candidate) && person(candidate) && one(candidate))
                .map(|candidate| self.outermost_holder(candidate))
                .or_else(|| {
                    edge.iter()
                        .rev()
                        .copied()
                        .find(|candidate| open(candidate) && person(candidate))
                })
        } else if human {
            let name = |candidate: &GroupId| self.notes[*candidate as usize].name;
            // "le président de la transition du Mali, le général X": the title, not the country behind it.
            // "des lieutenants de X, *l'émir* de Y": one is not several.
            let one = self.names_one(group) && self.is_definite(group);
            let fits = |candidate: &GroupId| person(candidate) && (!one || self.names_one(*candidate));
            edge.iter()
                .copied()
                .find(|candidate| open(candidate) && (self.is_bare_name(*candidate) || fits(candidate)))
                .or_else(|| {
                    edge.iter()
                        .copied()
                        .find(|candidate| open(candidate) && name(candidate))
                })
        } else {
            None
        };
        let kind = edge
            .iter()
            .copied()
            .find(|candidate| note.name && open(candidate) && self.is_kind_awaiting_name(*candidate));
        let Some(host) = chosen.or(kind).or_else(|| edge.iter().copied().find(open)) else {
            return false;
        };
        let host = self.whole_list_renamed(host, group);
        self.appose(host, group);
        self.extend_edge(Some(host), group);
        true
    }

    /// "*une société* de Dubaï, X,": one of a kind that goes by names, rather than where it is from.
    fn is_kind_awaiting_name(&self, group: GroupId) -> bool {
        let one = self.article(group).contains(Features::INDEFINITE) && self.names_one(group);
        one && !self.notes[group as usize].name && self.goes_by_name(group)
    }

    /// "l'envoyé du secrétaire général, *X*": the envoy, not who sent him.
    fn outermost_holder(&self, group: GroupId) -> GroupId {
        let mut current = group;
        let mut climbed = group;
        for _ in 0..5 {
            let found = &self.groups[climbed as usize];
            let lemma = found.preposition_lemma();
            // "le conseiller à la sécurité *du président*, X": what stands between is nobody.
            let between = climbed != group && !self.notes[climbed as usize].name;
            let above = found.complement_of.filter(|_| self.is_genitive(lemma) || between);
            let Some(above) = above else { break };
            climbed = above;
            let host = &self.groups[above as usize];
            let human = host.features.intersects(Features::HUMAN | Features::PERSON_TITLE);
            let holder = human
                && !self.notes[above as usize].name
                && host.apposition.is_none()
                && self.names_one(above);
            if holder {
                current = above;
            } else if human
                || self.notes[above as usize].name
                || self.is_genitive(lemma) && host.preposition.is_none()
            {
                break;
            }
        }
        current
    }

    /// "le Togo et le Bénin, *membres de l'organisation*": a plural renames the whole list.
    fn whole_list_renamed(&self, host: GroupId, group: GroupId) -> GroupId {
        let singular = |group: GroupId| {
            let features = self.groups[group as usize].features;
            !features.contains(Features::PLURAL) || features.contains(Features::SINGULAR)
        };
        let first = self.groups[host as usize].first_conjunct;
        match first {
            Some(first)
                if singular(host) && !singular(group) && self.groups[first as usize].apposition.is_none() =>
            {
                first
            }
            _ => host,
        }
    }
}
