//! What becomes of the complement of a verb like *accuser*: its status, its speaker, its subject.

use super::find::Search;
use super::matched::{Construction, Match, Value};
use crate::clause::{ClauseId, Filler, GroupId, Relation, Status, Voice};
use crate::lexicon::Features;
use smallvec::SmallVec;

/// How many groups may name one person, each behind the other.
const MOST_TITLES: usize = 4;

/// What a frame says of one clause in its complement.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// The clause.
    pub clause: ClauseId,
    /// At most this real.
    pub status: Option<Status>,
    /// Who says so.
    pub speaker: SmallVec<[Value; 1]>,
    /// Who does it, if the clause names nobody; given to the topmost clauses only.
    pub subject: SmallVec<[Filler; 3]>,
}

/// Every clause that some frame has something to say about, by clause; what a later frame says comes last. Allocates
/// nothing where no such frame is set off.
pub(super) fn contents(search: &Search<'_>) -> Vec<Content> {
    let mut contents = Vec::new();
    for id in 0..search.view.analysis.clauses.len() as ClauseId {
        for found in search.content_matches(id) {
            let rule = search.rules.rule(found.rule);
            let Construction::Frame(frame) = found.construction else {
                continue;
            };
            let Some(content) = rule.frames[frame as usize].content else {
                continue;
            };
            let speaker: SmallVec<[Value; 1]> = content
                .said_by
                .map(|role| found.values(role).iter().take(1).cloned().collect())
                .unwrap_or_default();
            let subject: SmallVec<[Filler; 3]> = content
                .subject
                .and_then(|role| found.filling(role))
                .map(|filling| filling.fillers.clone())
                .unwrap_or_default();
            for (clause, depth) in complements(search, id) {
                if describes_a_party(search, clause, &found) {
                    continue;
                }
                contents.push(Content {
                    clause,
                    status: content.status,
                    speaker: speaker.clone(),
                    subject: if depth == 0 {
                        subject.clone()
                    } else {
                        SmallVec::new()
                    },
                });
            }
        }
    }
    contents.sort_by_key(|content| content.clause);
    contents
}

/// Whether a noun clause only says who a party is: "accuse *le patron de Wagner*, X, de …".
fn describes_a_party(search: &Search<'_>, clause: ClauseId, found: &Match) -> bool {
    let view = search.view;
    let clause = view.clause(clause);
    let Some(own) = clause
        .group
        .or_else(|| view.group_headed_by(clause.predicate.word))
    else {
        return false;
    };
    // "*le général* X, *ministre du Togo*, accuse": a title behind a name that has one before it.
    let renamed = |group: &GroupId| view.group(*group).apposition_to;
    let mut same: SmallVec<[GroupId; 4]> = std::iter::successors(Some(own), renamed)
        .take(MOST_TITLES)
        .collect();
    same.extend(view.group(own).apposition);
    let fillers = found.fillings.iter().flat_map(|filling| &filling.fillers);
    let mut parties = fillers.filter_map(|filler| match filler {
        Filler::Group(group) => Some(*group),
        _ => None,
    });
    parties.any(|party| same.contains(&party) || view.is_inside(own, party))
}

/// The clauses in the complement of `id`, with their distance from it.
fn complements(search: &Search<'_>, id: ClauseId) -> Vec<(ClauseId, usize)> {
    let sentence = search.view.clause(id).sentence;
    search
        .view
        .clauses_of(sentence)
        .filter_map(|(clause, _)| Some((clause, distance(search, clause, id)?)))
        .collect()
}

/// How many clauses stand between `clause` and `above`, if `clause` lies in its complement.
fn distance(search: &Search<'_>, clause: ClauseId, above: ClauseId) -> Option<usize> {
    let mut at = clause;
    // The number of clauses bounds the walk even if governors should ever run in a circle.
    for depth in 0..search.view.analysis.clauses.len() {
        let governor = search.view.clause(at).governor?;
        // "accuse X d'armer des rebelles *qui ont pris la ville*": what describes somebody is told for itself.
        if governor.relation == Relation::Relative || describes_known(search, at, governor.relation) {
            return None;
        }
        if governor.clause == above {
            return matches!(governor.relation, Relation::Complement | Relation::Argument).then_some(depth);
        }
        at = governor.clause;
    }
    None
}

/// "accuse X d'avoir violé l'accord *signé par Y*", "rompu la trêve *conclue en mai*": the article says that there is such a
/// thing, whatever X did.
fn describes_known(search: &Search<'_>, clause: ClauseId, relation: Relation) -> bool {
    let clause = search.view.clause(clause);
    let undergone = relation == Relation::Participial && clause.predicate.voice == Voice::Passive;
    clause.group.filter(|_| undergone).is_some_and(|group| {
        let known = Features::DEFINITE | Features::POSSESSIVE | Features::DEMONSTRATIVE;
        search.view.group(group).features.intersects(known)
    })
}
