//! What the tables say of a word or of a verb, as bits.
//!
//! The files of the grammar hold some seventy closed lists, and a description asks a dozen of them. Each word of an
//! article is looked up once and keeps a bit for every list that it stands in, so that a question is the test of a bit,
//! and a group of plain words ("le prix du riz") is seen to be in no list at all. "l'*ancien* ministre":
//! [`WordTraits::FORMER`].

use crate::text::Sieve;
use bitflags::bitflags;
use std::ops::BitOrAssign;

bitflags! {
    /// Lists of words, and what the mentions say of a word of the article.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(super) struct WordTraits: u64 {
        /// "d'autres pays", "les pays voisins".
        const OTHER = 1;
        /// "les pays membres".
        const MEMBERSHIP = 1 << 1;
        /// "le prochain président": not the one spoken of.
        const OTHER_HOLDER = 1 << 2;
        /// "le nouveau ministre, X": he holds the office, though he is not the one spoken of.
        const INCOMING = 1 << 3;
        /// "ancien", "ex": an office held before.
        const FORMER = 1 << 4;
        /// First words of titles that only a state gives: "ministre", "Premier ministre".
        const STATE_OFFICE = 1 << 5;
        /// Embassies and those who lead them: whose they are stays so until another's are spoken of.
        const LEGATION = 1 << 6;
        /// Nouns for any official of a state.
        const ANY_OFFICIAL = 1 << 7;
        /// Nouns for whoever heads an organisation.
        const ANY_HEAD = 1 << 8;
        /// Nouns for those who were sent, by which the text goes on to speak of them: "la délégation".
        const SENT = 1 << 9;
        /// What those who rule preside over: "la transition".
        const RULED = 1 << 10;
        /// Nouns for whoever lies beside somebody: "voisin".
        const ADJACENT = 1 << 11;
        /// Nouns of relation that mean a person where a person's possessive stands: "son rival".
        const PERSONAL_RELATION = 1 << 12;
        /// "dernier", "aucun": with these one soldier is all of them.
        const AS_MANY = 1 << 13;
        /// Adjectives of a force that is nobody's in particular: "l'armée régulière".
        const PLAIN_FORCE = 1 << 14;
        /// "ses hommes": soldiers, where they are a state's.
        const OWN_MEN = 1 << 15;
        /// "des hommes armés".
        const ARMED = 1 << 16;
        /// Nouns that only count: "une centaine".
        const MEASURE = 1 << 17;
        /// "le premier", "la seconde".
        const ORDINAL = 1 << 18;
        /// A name that several states share, in the plural.
        const NAMESAKES = 1 << 19;
        /// Nouns for persons.
        const PEOPLE = 1 << 20;
        /// Nouns for persons that are never states.
        const PEOPLE_ONLY = 1 << 21;
        /// "la capitale".
        const CAPITAL = 1 << 22;
        /// Nouns of journeys and meetings: "une visite à X" is one to a place.
        const EVENT = 1 << 23;
        /// Nouns for what a place has: "le maire de X", "la ville de X".
        const PLACE_OWNER = 1 << 24;
        /// What one judges of others: "ratifie son entrée".
        const JUDGED = 1 << 25;
        /// Adjectives of reach: "le bloc régional".
        const SCOPE = 1 << 26;
        const PRONOUN = 1 << 27;
        const FIRST_PERSON = 1 << 28;
        /// "ce dernier".
        const LAST = 1 << 29;
        /// Possessive determiners.
        const POSSESSIVE = 1 << 30;
        /// What "il est" says of nobody: "il est vrai que".
        const SAID_TO_BE = 1 << 31;

        /// A name or nationality covers the word.
        const MENTIONED = 1 << 32;
        /// An adjective of nationality, which is written in lower case.
        const NATIONALITY = 1 << 33;
        /// The word marks speech.
        const SPEECH = 1 << 34;

        /// Begins a noun that may stand for somebody: "chef d'État".
        const OPENS_HEAD = 1 << 35;
        /// Begins a title before names.
        const OPENS_TITLE = 1 << 36;
        /// Begins the noun of a state's own body: "forces de sécurité".
        const OPENS_BODY = 1 << 37;
        /// Begins a noun for a person by what he does.
        const OPENS_HUMAN = 1 << 38;
        /// Begins what leads in those who stand for a group: "notamment".
        const OPENS_INSTANCES = 1 << 39;
        /// Bodies that somebody may found without giving them a name: "un conseil présidentiel".
        const FOUNDED = 1 << 40;
        /// Those who speak for somebody without a name: "une source militaire".
        const SOURCE = 1 << 41;
        /// Offices that organisations have and states do not: "son secrétaire général".
        const BODY_OFFICE = 1 << 42;
        /// What says again what a verb said before: "ces accusations".
        const DEED = 1 << 43;
        /// Objects of verbs whose "y" is no place: "y faire obstacle".
        const PLACELESS = 1 << 44;
        /// How far off something is: "à vingt kilomètres de X".
        const DISTANCE = 1 << 45;
        /// Of whom another has taken the place: "déchu".
        const FALLEN = 1 << 46;
    }
}

bitflags! {
    /// Lists of verbs, of predicates without a verb, and of prepositions.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(super) struct LemmaTraits: u64 {
        /// Verbs whose "il" is nobody.
        const IMPERSONAL = 1;
        /// Verbs of "il y a".
        const EXISTENTIAL = 1 << 1;
        /// Verbs whose "le" is what is said.
        const PROPOSITIONAL = 1 << 2;
        /// Verbs whose subject is a person.
        const PERSONAL_DOING = 1 << 3;
        /// Verbs whose object is a person.
        const PERSONAL_UNDERGOING = 1 << 4;
        /// Verbs whose object is somebody: "le soupçonne".
        const TOWARDS_AGENTS = 1 << 5;
        /// Verbs done by people rather than by their states.
        const BY_PEOPLE = 1 << 6;
        /// Verbs of what nobody does to his own.
        const TO_OTHERS = 1 << 7;
        /// Verbs whose "en" is where somebody was or belonged.
        const LEAVING = 1 << 8;
        /// Verbs with which "en" is an organisation: "en est membre".
        const BELONGING = 1 << 9;
        /// Verbs with which "y" is an organisation: "y a adhéré".
        const JOINING = 1 << 10;
        /// Verbs whose "y" is what somebody wants: "s'y oppose".
        const OPPOSING = 1 << 11;
        /// Verbs by which somebody wants something: "réclame sa levée".
        const WANTING = 1 << 12;
        /// Verbs whose "y" is no place: "y participe".
        const PLACELESS = 1 << 13;
        /// Verbs of journeys.
        const GOING = 1 << 14;
        /// Verbs of what is done for others: "forme ses pilotes".
        const SERVING = 1 << 15;
        /// Verbs and nouns of what one judges of others: "ratifie son entrée".
        const JUDGING = 1 << 16;
        /// Verbs whose object is that of whom it is told to: "reprocher à X son silence".
        const BLAMING = 1 << 17;
        /// Verbs whose object answers for what stands behind a preposition of reason: "remercier X pour son aide".
        const ANSWERING = 1 << 18;
        const REASON = 1 << 19;
        /// Verbs by which somebody is given an office or sent out.
        const APPOINTING = 1 << 20;
        /// Verbs by which a state sends its soldiers and instructors.
        const SENDING = 1 << 21;
        /// Verbs by which somebody loses his office.
        const TOPPLING = 1 << 22;
        /// Verbs by which an envoy is called home.
        const RECALLING = 1 << 23;
        /// Verbs of those who rule.
        const RULING = 1 << 24;
        /// Verbs of what is still to come: "prévu jeudi".
        const AWAITED = 1 << 25;
        /// Verbs of motion, whose "à" and "de" are places.
        const MOTION = 1 << 26;
        /// Verbs by which one turns to a government.
        const TURNING = 1 << 27;

        /// Prepositions by which one turns to a government: "vers".
        const TOWARDS = 1 << 28;
        /// Prepositions after which somebody is acted upon: "à", "contre".
        const UPON = 1 << 29;
        /// Prepositions of place.
        const PLACE = 1 << 30;
        /// Prepositions that may be of place or not: "à", "de".
        const OPEN = 1 << 31;
        /// Prepositions that put a sentence under a heading: "quant à".
        const TOPICAL = 1 << 32;
        /// Prepositions of circumstances outside the clause: "selon", "pour".
        const FRAMING = 1 << 33;
        /// Verbs by which somebody founds something.
        const FOUNDING = 1 << 34;
        /// Prepositions of the whole that some are of: "parmi".
        const AMONG = 1 << 35;
        /// Verbs of belonging to such a whole: "parmi eux figure X".
        const LISTING = 1 << 36;
        /// Verbs of those who head a delegation.
        const LEADING = 1 << 37;
        /// Verbs whose participle ties a group to a greater one: "affilié à X".
        const TYING = 1 << 38;
        /// Verbs by which somebody is told what will follow: "menacer X s'il refuse".
        const WARNING = 1 << 39;
    }
}

/// Bits of the sieve before a table of traits: some ten for each of its keys, few enough for the nearest cache.
const SIEVE: usize = 1 << 14;

/// The traits of all keys that have any: every word of a text is looked up, so that a key, which is a hash already, is
/// sought at its own place and right behind it.
#[derive(Debug, Clone)]
pub(super) struct TraitTable<T> {
    known: Sieve,
    /// At least twice as many as there are keys, a power of two; those without traits are free.
    places: Vec<(u64, T)>,
    keys: usize,
}

impl<T> Default for TraitTable<T> {
    fn default() -> Self {
        Self {
            known: Sieve::with_bits(SIEVE),
            places: Vec::new(),
            keys: 0,
        }
    }
}

impl<T: Copy + Default + PartialEq + BitOrAssign> TraitTable<T> {
    /// Gives a trait to each of `keys`.
    pub fn mark(&mut self, keys: impl IntoIterator<Item = u64>, with: T) {
        for key in keys {
            self.known.insert(key);
            self.add(key, with);
        }
    }

    fn add(&mut self, key: u64, with: T) {
        if 2 * (self.keys + 1) > self.places.len() {
            let room = (4 * (self.keys + 1)).next_power_of_two();
            let before = std::mem::replace(&mut self.places, vec![(0, T::default()); room]);
            self.keys = 0;
            let held = before.into_iter().filter(|(_, traits)| *traits != T::default());
            held.for_each(|(key, traits)| self.add(key, traits));
        }
        let at = self.place(key);
        if let Some((held, traits)) = self.places.get_mut(at) {
            self.keys += usize::from(*traits == T::default());
            *held = key;
            *traits |= with;
        }
    }

    /// Where a key stands, or would stand.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let last = self.places.len().wrapping_sub(1);
        let mut at = (key ^ key >> 32) as usize & last;
        while let Some((held, traits)) = self.places.get(at)
            && *held != key
            && *traits != T::default()
        {
            at = (at + 1) & last;
        }
        at
    }

    /// The traits of a key; none for most.
    #[inline]
    pub fn of(&self, key: u64) -> T {
        if !self.known.lets_through(key) {
            return T::default();
        }
        let found = self.places.get(self.place(key)).filter(|(held, _)| *held == key);
        found.map_or_else(T::default, |(_, traits)| *traits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_traits_of_all_its_lists() {
        let mut table = TraitTable::default();
        table.mark([3, 5], WordTraits::FORMER);
        table.mark([5], WordTraits::OTHER_HOLDER);
        assert_eq!(table.of(3), WordTraits::FORMER);
        assert_eq!(table.of(5), WordTraits::FORMER | WordTraits::OTHER_HOLDER);
        assert_eq!(table.of(4), WordTraits::empty());
    }

    #[test]
    fn keys_that_share_a_place_stand_behind_each_other() {
        let mut table = TraitTable::default();
        assert_eq!(table.of(0), WordTraits::empty());
        let keys = (0..100).map(|number| number << 16);
        table.mark(keys.clone(), WordTraits::FORMER);
        table.mark([7 << 16], WordTraits::LAST);
        assert!(keys.clone().all(|key| table.of(key).contains(WordTraits::FORMER)));
        assert_eq!(table.of(7 << 16), WordTraits::FORMER | WordTraits::LAST);
        assert_eq!(table.of(100 << 16), WordTraits::empty());
    }
}
