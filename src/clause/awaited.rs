//! Objects that come late: an insertion, an apposition or a relative clause stands between the verb and them.

use super::elements::{Kind, Parser};
use super::segments::{FrameKind, Node};
use super::verbs::Form;
use super::{Features, GroupId};

/// How many groups, each of which renames or completes the next, are followed upwards.
const MOST_HOSTS: usize = 8;

impl Parser<'_> {
    /// "a rompu, *avec effet immédiat*, ses relations", "a livré à Bangui, en secret, des blindés": an
    /// insertion behind a verb that still lacks its object.
    pub fn object_awaited(&self, index: usize) -> bool {
        let Some(before) = self.before_insertion(index).and_then(|at| self.kind(at)) else {
            return false;
        };
        let node = self.top_node();
        let Some(node) = node.map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let follows = match before {
            Kind::Verb(verb) => verb == node.verb,
            Kind::Group(group) => node.obliques.contains(&group),
            _ => false,
        };
        // "a fait parvenir à X, *via Y*, des armes": what comes is put like an object.
        let moves = self.verbs[node.verb as usize]
            .lexical
            .contains(Features::ETRE_VERB)
            && !self.agent_governed(node);
        follows && (self.awaits_object(node) && !moves || self.awaits_attribute(node))
    }

    /// "est, avec la Turquie, *le principal allié*": a copula that nothing has been said of yet.
    fn awaits_attribute(&self, node: &Node) -> bool {
        let verb = &self.verbs[node.verb as usize];
        verb.entry.copula && verb.form == Form::Finite && node.post.is_empty() && node.attributes.is_empty()
    }

    /// "a remis au chef de l'armée, le général X, *douze drones*": whom the verb's last complement is lies between
    /// commas, and the verb still lacks its object. A second title ("…, ministre de la Défense,") is none.
    pub fn is_object_past_apposition(&self, index: usize, group: GroupId) -> bool {
        let Some(node) = self.top_node().map(|node| &self.nodes[node as usize]) else {
            return false;
        };
        let Some(renaming) = self.between_commas(index) else {
            return false;
        };
        // "au chef *de l'armée*, X,": the renamed one may stand inside the verb's complement; "à X, le chef, *ministre
        // de Y*,": or rename another.
        let above = |group: &GroupId| {
            let found = &self.groups[*group as usize];
            found.apposition_to.or(found.complement_of)
        };
        let renamed = self.groups[renaming as usize].apposition_to;
        let mut hosts = std::iter::successors(renamed, above).take(MOST_HOSTS);
        let completes = hosts.any(|host| node.obliques.contains(&host));
        let found = &self.groups[group as usize];
        let thing = found.determiner.is_some()
            && !self.is_person(group)
            && !self.notes[group as usize].name
            && !self.notes[group as usize].pronoun;
        completes
            && (thing || found.numeral.is_some())
            && self.awaits_object(node)
            && self.verb_ahead(index).is_none()
    }

    /// "a livré à X, qui en manquait, *des blindés*", "a menacé dans un message, diffusé hier, *le pouvoir*": the verb
    /// above what describes its last complement still lacks its object.
    pub fn is_object_past_relative(&self, index: usize, group: GroupId) -> bool {
        let Some(below) = self.stack.len().checked_sub(2) else {
            return false;
        };
        let frame = |position: usize| &self.frames[self.stack[position] as usize];
        let top = frame(below + 1).node.map(|node| &self.nodes[node as usize]);
        let relative = top.is_some() && frame(below + 1).kind == FrameKind::Relative;
        // A passive participle takes no object of its own.
        let participle = top.is_some_and(|node| {
            let verb = &self.verbs[node.verb as usize];
            verb.form == Form::PastParticiple && verb.voice == super::Voice::Passive && node.post.is_empty()
        });
        let (Some(above), Some(antecedent)) = (frame(below).node, frame(below + 1).group) else {
            return false;
        };
        let above = &self.nodes[above as usize];
        let undefined = self.article(group).contains(Features::INDEFINITE)
            || self.groups[group as usize].numeral.is_some();
        let told = undefined || participle && self.groups[group as usize].determiner.is_some();
        (relative || participle)
            && told
            && !self.groups_time(group)
            && above.obliques.last() == Some(&antecedent)
            && self.awaits_object(above)
            && !self.list_ahead(index, group)
            && self.verb_ahead(index).is_none()
    }

    /// "dirige depuis sa villa *surveillée* le parti": nor is a comma needed where a passive participle ends what stands
    /// between the verb and its object.
    pub fn is_object_past_participle(&self, index: usize, group: GroupId) -> bool {
        let top = self.stack.last().map(|frame| &self.frames[*frame as usize]);
        let node = top
            .filter(|top| top.kind == FrameKind::Participle)
            .and_then(|top| top.node);
        let renames = node.is_some_and(|node| {
            let verb = self.nodes[node as usize].verb;
            self.verbs[verb as usize].entry.object_attribute
        });
        node.is_some() && !renames && self.is_object_past_relative(index, group)
    }

    /// The group that opens what stands between two commas just before `index`, if groups alone stand there.
    fn between_commas(&self, index: usize) -> Option<GroupId> {
        let close = index
            .checked_sub(1)
            .filter(|close| self.kind(*close) == Some(Kind::Comma))?;
        let mut first = None;
        for at in (close.saturating_sub(6)..close).rev() {
            match self.kind(at)? {
                Kind::Group(group) => first = Some(group),
                Kind::Comma => return first,
                _ => return None,
            }
        }
        None
    }

    /// The element before an insertion between commas that ends just before `index`: groups with
    /// prepositions, times and adverbs.
    pub fn before_insertion(&self, index: usize) -> Option<usize> {
        let mut at = index.checked_sub(1)?;
        if self.kind(at) != Some(Kind::Comma) {
            return None;
        }
        let floor = at.saturating_sub(8);
        while at > floor {
            at -= 1;
            match self.kind(at)? {
                Kind::Comma => return at.checked_sub(1).filter(|_| at + 2 < index),
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    if found.preposition.is_none() && !found.features.contains(Features::TIME) {
                        return None;
                    }
                }
                Kind::Adverb | Kind::Preposition => {}
                _ => return None,
            }
        }
        None
    }
}
