//! The closed lists of words and lemmas, each as a bit of those that stand in it.

use super::pronouns;
use super::raw::{RawCollectives, RawDescriptions, RawPlace};
use crate::lexicon::Lexicon;
use crate::mention::fold::lowered;
use crate::mention::vocabulary::inflections;
use crate::resolve::traits::{LemmaTraits, TraitTable, WordTraits};

/// Lists of words: those that stand as they are written, and nouns and adjectives in singular and plural.
pub(super) fn word_traits(
    raw: &RawDescriptions,
    collectives: &RawCollectives,
    place: &RawPlace,
) -> TraitTable<WordTraits> {
    use WordTraits as Of;
    let (official, force, relation) = (&raw.official, &raw.force, &raw.relation);
    let (members, pronouns) = (&collectives.members, &raw.pronouns);
    let mut traits = TraitTable::default();
    for (words, with) in [
        (&members.membership, Of::MEMBERSHIP),
        (&members.others, Of::OTHER),
        (&official.other_holders, Of::OTHER_HOLDER),
        (&official.of_the_state, Of::STATE_OFFICE),
        (&official.legations, Of::LEGATION),
        (&official.of_bodies, Of::BODY_OFFICE),
        (&official.incoming, Of::INCOMING),
        (&official.any, Of::ANY_OFFICIAL),
        (&official.any_head, Of::ANY_HEAD),
        (&official.sent, Of::SENT),
        (&official.former, Of::FORMER),
        (&official.fallen, Of::FALLEN),
        (&relation.adjacent, Of::ADJACENT),
        (&relation.personal, Of::PERSONAL_RELATION),
        (&raw.persons.as_many, Of::AS_MANY),
        (&raw.armed_people.with, Of::ARMED),
        (&pronouns.last, Of::LAST),
        (&pronouns.said_to_be, Of::SAID_TO_BE),
        (&pronouns.placeless_objects, Of::PLACELESS),
    ] {
        traits.mark(words.iter().map(|word| lowered(word)), with);
    }
    for (nouns, with) in [
        (&official.ruling.things, Of::RULED),
        (&force.plain, Of::PLAIN_FORCE),
        (&force.possessed, Of::OWN_MEN),
        (&collectives.measures.nouns, Of::MEASURE),
        (&collectives.distances.nouns, Of::DISTANCE),
        (&raw.founded.nouns, Of::FOUNDED),
        (&official.sources, Of::SOURCE),
        (&members.people, Of::PEOPLE),
        (&members.people_only, Of::PEOPLE_ONLY),
        (&raw.country.capital, Of::CAPITAL),
        (&place.nouns, Of::EVENT),
        (&place.of_nouns, Of::PLACE_OWNER),
        (&pronouns.of_another.judged, Of::JUDGED),
    ] {
        let forms = nouns.iter().flat_map(|noun| inflections(noun));
        traits.mark(forms.map(|form| lowered(&form)), with);
    }
    for deed in &raw.deed {
        let nouns = deed.nouns.iter().flat_map(|noun| inflections(noun));
        traits.mark(nouns.map(|noun| lowered(&noun)), Of::DEED);
    }
    let scopes = raw.scope.iter().flat_map(|scope| &scope.words);
    traits.mark(scopes.map(|word| lowered(word)), Of::SCOPE);
    traits.mark(collectives.ordinals.keys().map(|word| lowered(word)), Of::ORDINAL);
    traits.mark(
        collectives.namesakes.keys().map(|name| lowered(name)),
        Of::NAMESAKES,
    );
    traits.mark(pronouns::personal(pronouns).into_keys(), Of::PRONOUN);
    traits.mark(pronouns::first_person(pronouns).into_keys(), Of::FIRST_PERSON);
    traits.mark(pronouns::possessive(pronouns).into_keys(), Of::POSSESSIVE);
    traits
}

/// Lists of verbs and prepositions.
pub(super) fn lemma_traits(
    raw: &RawDescriptions,
    collectives: &RawCollectives,
    place: &RawPlace,
    lexicon: &Lexicon,
) -> TraitTable<LemmaTraits> {
    use LemmaTraits as Of;
    let (pronouns, another) = (&raw.pronouns, &raw.pronouns.of_another);
    let (official, persons) = (&raw.official, &raw.persons.verbs);
    let mut traits = TraitTable::default();
    for (words, with) in [
        (&pronouns.impersonal, Of::IMPERSONAL),
        (&pronouns.existential, Of::EXISTENTIAL),
        (&pronouns.propositional, Of::PROPOSITIONAL),
        (&pronouns.leaving, Of::LEAVING),
        (&pronouns.belonging, Of::BELONGING),
        (&pronouns.joining, Of::JOINING),
        (&pronouns.opposing, Of::OPPOSING),
        (&pronouns.wanting, Of::WANTING),
        (&pronouns.placeless, Of::PLACELESS),
        (&pronouns.going, Of::GOING),
        (&pronouns.topical, Of::TOPICAL),
        (&pronouns.framing, Of::FRAMING),
        (&another.serving, Of::SERVING),
        (&another.judging, Of::JUDGING),
        (&another.blaming, Of::BLAMING),
        (&another.answering, Of::ANSWERING),
        (&another.reasons, Of::REASON),
        (&persons.doing, Of::PERSONAL_DOING),
        (&persons.undergoing, Of::PERSONAL_UNDERGOING),
        (&persons.towards_agents, Of::TOWARDS_AGENTS),
        (&persons.by_people, Of::BY_PEOPLE),
        (&persons.to_others, Of::TO_OTHERS),
        (&persons.warning, Of::WARNING),
        (&official.appointing, Of::APPOINTING),
        (&official.toppling, Of::TOPPLING),
        (&official.recalling, Of::RECALLING),
        (&official.leading, Of::LEADING),
        (&raw.tied.verbs, Of::TYING),
        (&official.ruling.verbs, Of::RULING),
        (&raw.force.sending, Of::SENDING),
        (&raw.awaited.verbs, Of::AWAITED),
        (&raw.founded.verbs, Of::FOUNDING),
        (&collectives.members.towards, Of::UPON),
        (&collectives.among.prepositions, Of::AMONG),
        (&collectives.among.verbs, Of::LISTING),
        (&place.prepositions, Of::PLACE),
        (&place.open_prepositions, Of::OPEN),
        (&place.towards, Of::TOWARDS),
        (&place.turning, Of::TURNING),
        (&place.verbs, Of::MOTION),
    ] {
        let lemmas = words.iter().filter_map(|word| lexicon.lemma_id(word));
        traits.mark(lemmas.map(|lemma| u64::from(lemma.0)), with);
    }
    traits
}
