//! The word lists of the grammar, as flags of a lemma.

use bitflags::bitflags;

bitflags! {
    /// The lists of the grammar that a lemma stands in: one look tells of all of them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Lists: u32 {
        /// du, aux: a preposition with an article in it.
        const CONTRACTION = 1;
        /// beaucoup, peu, plus: "beaucoup de soldats" is a group with the noun as its head.
        const QUANTIFIER = 1 << 1;
        /// près, plus, moins, autour: before "de" and a number.
        const APPROXIMATOR = 1 << 2;
        /// jusqu'à: before a number, how many.
        const LIMIT = 1 << 3;
        /// Prepositions before what somebody speaks on the occasion of ("à l'issue de").
        const OCCASION = 1 << 4;
        /// Before whom the subject is likened to ("comme").
        const LIKENING = 1 << 5;
        /// Verbs whose object is what is done or said, and nobody ("annoncer", "signer").
        const DONE = 1 << 6;
        /// puis, ensuite: what follows goes on with what stands before.
        const SUCCESSIVE = 1 << 7;
        /// The relative pronoun of subjects.
        const RELATIVE_SUBJECT = 1 << 8;
        /// The relative pronoun of objects.
        const RELATIVE_OBJECT = 1 << 9;
        /// The relative pronoun that stands for "de" and its antecedent.
        const RELATIVE_GENITIVE = 1 << 10;
        /// The relative pronoun of place and time.
        const RELATIVE_PLACE = 1 << 11;
        /// ce, cela, ça: what a presentative "c'est" begins with.
        const PRESENTATIVE = 1 << 12;
        /// "tout comme": what follows goes with the subject.
        const LIKEWISE = 1 << 13;
        /// "n'en a pas *moins* reçu X".
        const CONCEDING = 1 << 14;
        /// "Moscou proteste, Bakou *aussi*".
        const TOO = 1 << 15;
        /// The negation adverb that also says that something has ended (plus).
        const NO_LONGER = 1 << 16;
        /// Units and sums: "une aide de 50 millions" has no giver in them.
        const MEASURE = 1 << 17;
        /// aussi bien, tant: "que" after them joins ("tant Paris que Rome").
        const CORRELATIVE = 1 << 18;
        /// pouvoir: "l'arrivée au pouvoir de X" is X's arrival.
        const GOAL = 1 << 19;
        /// excellence, majesté: before a title.
        const HONORIFIC = 1 << 20;
        /// non, pas: what follows "et" or a comma with them is left out.
        const CONTRAST = 1 << 21;
        /// mais: what follows is affirmed where what stands before is denied.
        const ADVERSATIVE = 1 << 22;
        /// déclarer, affirmer.
        const SPEECH_VERB = 1 << 23;
        /// estimer, juger: report speech with a clause or a quotation only.
        const SPEECH_WITH_CLAUSE = 1 << 24;
        /// annonce, accusation: "l'accusation selon laquelle".
        const SPEECH_NOUN = 1 << 25;
        /// selon, d'après.
        const SOURCE = 1 << 26;
        /// pour: "un officier pour qui".
        const SOURCE_OF_RELATIVE = 1 << 27;
        /// source: "de source officielle".
        const ORIGIN = 1 << 28;
        /// note, rapport: "une note de l'armée, consultée par X".
        const DOCUMENT = 1 << 29;
        /// parti, groupe, ville: a name behind them is theirs, not that of the person before.
        const NAMED = 1 << 30;
        /// après, en réponse à: what hangs on the noun behind them is no argument of the verb.
        const CIRCUMSTANCE = 1 << 31;
    }
}
