//! What may stand at a place of a frame, before any constraint is looked at.
//!
//! Most places are arguments of the trigger's clause. Others are reached from a noun: whose it is, what
//! describes it, whom it renames, whose act it accompanies.

use super::arguments::ArgumentPosition;
use super::matching::Matcher;
use super::table::{LemmaSet, Place, Position, Rule, Yield};
use super::trigger::Trigger;
use crate::clause::{Clause, Filler, GroupId, NounGroup, PredicateKind, RoleKind, Voice};
use crate::lexicon::{Class, Features};
use crate::resolve::ReferenceKind;
use crate::text::WordIndex;
use smallvec::SmallVec;

/// How many names of one person in a row are followed.
const LONGEST_RENAMING: usize = 4;

/// The class of people.
const PERSON: &str = "Person";

impl Matcher<'_> {
    /// Whether some candidate that may stand at `place` also `fits`; they are tried in the order in which they are likely
    /// to be meant. An indefinite object looks like a complement ("n'a pas livré *de drones*", "exige *des excuses*"):
    /// where there is no other object, words may be one, parties may not.
    pub fn any_candidate(
        &self,
        rule: &Rule,
        place: &Place,
        pronominal: bool,
        trigger: &Trigger,
        mut fits: impl FnMut(&[Filler]) -> bool,
    ) -> bool {
        let at = |position: ArgumentPosition| trigger.arguments.at(move |own| own == position);
        let genitives = || {
            let genitive = self
                .genitive
                .map(|genitive| ArgumentPosition::Oblique(Some(genitive)));
            trigger.arguments.at(move |own| Some(own) == genitive)
        };
        let noun = trigger.kind == PredicateKind::Noun;
        match (&place.position, trigger.group) {
            (Position::Subject, _) => {
                let reported = trigger.arguments.iter().any(|argument| argument.reported);
                let teller = &|fillers: &&[Filler]| {
                    reported && fillers.iter().any(|filler| self.is_one_person(*filler))
                };
                let subjects = || at(ArgumentPosition::Subject).filter(move |fillers| !teller(fillers));
                // Nouns and bare participles show no "se": what they put at the object's place is
                // the one who withdraws.
                let withdraws = pronominal && (noun || trigger.kind == PredicateKind::Participle);
                if withdraws && subjects().next().is_none() {
                    self.any_or_renamed(|| at(ArgumentPosition::Object), fits)
                } else {
                    self.any_or_renamed(subjects, fits)
                }
            }
            (Position::Object, _) => {
                let stands = |position| at(position).next().is_some();
                let party = place
                    .role
                    .is_some_and(|role| matches!(rule.role(role).yields, Yield::Entity { .. }));
                if stands(ArgumentPosition::Object) {
                    self.any_or_renamed(|| at(ArgumentPosition::Object), fits)
                } else if noun && stands(ArgumentPosition::Subject) {
                    // "le retrait de ses soldats": behind a noun, who and whom look alike; types tell.
                    self.any_or_renamed(|| at(ArgumentPosition::Subject), fits)
                } else {
                    !party && genitives().any(fits)
                }
            }
            (position @ (Position::Attribute | Position::Oblique(_)), _) => {
                // "*Au Conseil*, X sert de bouclier *à Y*": what opens the sentence is tried last.
                let clause = trigger
                    .clause
                    .map(|clause| self.view.clause(clause).words.clone());
                let fronted = |fillers: &&[Filler]| {
                    let head = fillers.first().map(|filler| self.view.head(*filler));
                    head.is_some_and(|head| {
                        head < trigger.word && clause.as_ref().is_some_and(|words| words.contains(&head))
                    })
                };
                let stand = || trigger.arguments.at(|own| stands_at(own, position));
                let behind = stand().filter(|fillers| !fronted(fillers));
                behind.chain(stand().filter(fronted)).any(fits)
            }
            (Position::Owner, Some(group)) => {
                let owners = trigger.owners.get_or_init(|| self.owners(group));
                owners.iter().any(|fillers| fits(fillers))
            }
            (position @ (Position::Nationality | Position::Modifier), Some(group)) => {
                any_reached(self.inside(position, group), fits)
            }
            (Position::Own, Some(group)) => fits(&[Filler::Group(group)]),
            (Position::Bearer, Some(group)) => any_reached(self.bearers(group, trigger), fits),
            // An ascribed noun without a group ("est membre de"): its clause knows the same.
            (Position::Bearer, None) => at(ArgumentPosition::Subject).any(fits),
            (Position::Owner, None) => at(ArgumentPosition::Object).chain(genitives()).any(fits),
            (Position::Own, None) => fits(&[Filler::Word(trigger.word)]),
            (Position::Host(words), _)
                if matches!(trigger.kind, PredicateKind::Participle | PredicateKind::Verb) =>
            {
                any_reached(self.hosts_of_participle(words, trigger), fits)
            }
            (Position::Host(prepositions), Some(group)) => any_reached(self.hosts(prepositions, group), fits),
            (Position::Nationality | Position::Modifier | Position::Host(_), None) => false,
        }
    }

    /// Whether one of `arguments` fits, or whom one of them renames: "le M23, *groupe rebelle* soutenu par X": what is
    /// said of a noun that renames somebody is said of him.
    fn any_or_renamed<'t, I: Iterator<Item = &'t [Filler]>>(
        &self,
        arguments: impl Fn() -> I,
        mut fits: impl FnMut(&[Filler]) -> bool,
    ) -> bool {
        arguments().any(&mut fits)
            || arguments()
                .filter_map(|fillers| self.renamed_by(fillers))
                .any(|renamed| fits(&renamed))
    }

    /// Whether a filler is a person known by name.
    fn is_one_person(&self, filler: Filler) -> bool {
        let person = self.ontology.class(PERSON);
        let (Some(person), Some(reference)) = (person, self.view.reference(filler)) else {
            return false;
        };
        let mut known = reference.actors.iter().chain(&reference.entities).peekable();
        known.peek().is_some() && known.all(|entity| self.is_any(*entity, &[person]))
    }

    /// Who does what `group` accompanies: "avec l'appui de Moscou, *l'armée* a repris la ville", "en visite
    /// à Dakar, *X* a été reçu": the one the sentence is about comes first, in the passive too.
    fn hosts(&self, prepositions: &LemmaSet, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        let first = self.view.group(group).first_conjunct.unwrap_or(group);
        let noun = self.view.group(first);
        let accompanies = noun
            .preposition
            .as_ref()
            .is_some_and(|found| prepositions.contains(found.lemma));
        if !accompanies {
            return Vec::new();
        }
        let standing = |filler: Filler| {
            filler == Filler::Group(first) || noun.complement_of.map(Filler::Group) == Some(filler)
        };
        let hosts = self.view.clauses_of(noun.sentence).filter(|(_, clause)| {
            clause.predicate.kind != PredicateKind::Noun
                && clause
                    .roles
                    .iter()
                    .any(|role| role.kind != RoleKind::Subject && standing(role.filler))
        });
        hosts
            .flat_map(|(_, clause)| {
                let order: &[RoleKind] = if clause.predicate.voice != Voice::Passive {
                    &[RoleKind::Subject]
                } else if self.is_about_somebody(clause) {
                    &[RoleKind::Object]
                } else {
                    &[RoleKind::Object, RoleKind::Subject]
                };
                order.iter().map(|kind| {
                    let roles = clause.roles.iter().filter(|role| role.kind == *kind);
                    roles.map(|role| role.filler).collect::<SmallVec<[Filler; 3]>>()
                })
            })
            .filter(|fillers| !fillers.is_empty())
            .collect()
    }

    /// Whether a passive tells of a person, known or not ("il y a été reçu par X").
    fn is_about_somebody(&self, clause: &Clause) -> bool {
        let undergoes = clause.roles.iter().filter(|role| role.kind == RoleKind::Object);
        undergoes.map(|role| self.view.head(role.filler)).any(|head| {
            let token = self.view.analysis.tokens.get(head as usize);
            token.is_some_and(|token| {
                token.class == Class::Pronoun || token.features.contains(Features::HUMAN)
            })
        })
    }

    /// Who does to the noun of a participle what one of `words`, a verb, says: "*l'armée* a reçu des drones livrés par
    /// Ankara"; or what the noun accompanies behind one of `words`, a preposition: "en vertu d'un accord signé avec
    /// Ankara, *l'armée* a des drones".
    fn hosts_of_participle(&self, words: &LemmaSet, trigger: &Trigger) -> Vec<SmallVec<[Filler; 3]>> {
        let objects = |position| position == ArgumentPosition::Object;
        let Some(noun) = trigger.arguments.at(objects).flatten().copied().next() else {
            return Vec::new();
        };
        if let Filler::Group(group) = noun {
            let accompanied = self.hosts(words, group);
            if !accompanied.is_empty() {
                return accompanied;
            }
        }
        let clauses = self.view.clauses_of(self.view.sentence(trigger.word));
        clauses
            .filter(|(_, clause)| {
                // "dispose *de blindés* offerts par", "roule *dans des blindés* offerts par"
                let undergoes = |kind| matches!(kind, RoleKind::Object | RoleKind::Oblique);
                let mut roles = clause.roles.iter();
                words.contains(clause.predicate.frame)
                    && roles.any(|role| undergoes(role.kind) && role.filler == noun)
            })
            .map(|(_, clause)| {
                let subjects = clause.roles.iter().filter(|role| role.kind == RoleKind::Subject);
                subjects.map(|role| role.filler).collect()
            })
            .filter(|fillers: &SmallVec<[Filler; 3]>| !fillers.is_empty())
            .collect()
    }

    /// Whom a noun renames that stands alone.
    fn renamed_by(&self, fillers: &[Filler]) -> Option<SmallVec<[Filler; 3]>> {
        let [Filler::Group(group)] = *fillers else {
            return None;
        };
        let noun = self.view.group(group);
        let token = self.view.analysis.tokens.get(noun.head as usize)?;
        // "X a rompu avec Y, *une décision* que Z regrette": what has been done is no name of Y's.
        let deed = noun
            .determiner
            .is_some_and(|word| self.view.word_reference(word).is_some());
        let host = noun
            .apposition_to
            .filter(|_| token.class == Class::Noun && !deed)?;
        Some(self.renamed(noun, host)).filter(|fillers| !fillers.is_empty())
    }

    /// What may stand at a place inside a group.
    pub fn inside(&self, position: &Position, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        match position {
            Position::Owner => self.owners(group),
            Position::Nationality => self.referring_words(group).into_iter().collect(),
            Position::Modifier => {
                let modifiers = self.view.group(group).modifiers.iter();
                let plain = modifiers.filter(|word| self.view.word_reference(**word).is_none());
                let fillers: SmallVec<[Filler; 3]> = plain.map(|word| Filler::Word(*word)).collect();
                if fillers.is_empty() {
                    Vec::new()
                } else {
                    vec![fillers]
                }
            }
            Position::Oblique(prepositions) => self
                .view
                .complements(group)
                .into_iter()
                .filter(|(preposition, _)| prepositions.contains(*preposition))
                .map(|(_, complement)| self.coordinated(complement))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whose a noun is: its nationality, its possessive, what follows "de"; then the nationality of what
    /// follows ("le chef de l'État *togolais*").
    pub fn owners(&self, group: GroupId) -> Vec<SmallVec<[Filler; 3]>> {
        let mut found = Vec::new();
        found.extend(self.referring_words(group));
        if let Some(genitive) = self.genitive {
            let chain = self.view.chain(group, genitive);
            for complement in &chain {
                found.push(self.coordinated(*complement));
            }
            for complement in chain {
                if self.view.refers_to_nobody(complement) {
                    found.extend(self.referring_words(complement));
                }
            }
        }
        self.add_owners_of_attribute(group, &mut found);
        // "le président Traoré", "le porte-parole du président X": an office whose owner the text does not name stands
        // for him itself.
        let head = self.view.group(group).head;
        let told = found.iter().flatten().any(|filler| {
            let reference = self.view.reference(*filler);
            reference.is_some_and(|reference| !reference.is_empty()) && !self.is_one_person(*filler)
        });
        if !told && self.view.word_reference(head).is_some() {
            found.push(SmallVec::from_iter([Filler::Word(head)]));
        }
        found
    }

    /// "le parti *dont* X est le président": whose an attribute is stands in its clause.
    fn add_owners_of_attribute(&self, group: GroupId, found: &mut Vec<SmallVec<[Filler; 3]>>) {
        for ascribing in self.survey.ascriptions.of_group(group) {
            let genitives = self.view.clause(ascribing).roles.iter().filter(|role| {
                role.kind == RoleKind::Oblique && self.genitive.is_some() && role.preposition == self.genitive
            });
            let fillers: SmallVec<[Filler; 3]> = genitives.map(|role| role.filler).collect();
            if !fillers.is_empty() {
                found.push(fillers);
            }
        }
    }

    /// The adjectives of a group that stand for somebody, else its determiner: "*son* homologue" is nobody's, "son
    /// homologue *français*" is of France.
    fn referring_words(&self, group: GroupId) -> Option<SmallVec<[Filler; 3]>> {
        let noun = self.view.group(group);
        let stands_for_somebody = |word: &WordIndex| self.view.word_reference(*word).is_some();
        let mut found: SmallVec<[Filler; 3]> = SmallVec::new();
        for word in noun.modifiers.iter().copied().filter(stands_for_somebody) {
            found.push(Filler::Word(word));
        }
        if found.is_empty() {
            let determiner = noun.determiner.filter(stands_for_somebody)?;
            found.push(Filler::Word(determiner));
        }
        Some(found)
    }

    fn coordinated(&self, group: GroupId) -> SmallVec<[Filler; 3]> {
        self.view.conjuncts(group).map(Filler::Group).collect()
    }

    /// Who is said to be what `group` names: the group it renames or that renames it, or the
    /// subject of the copula it completes.
    fn bearers(&self, group: GroupId, trigger: &Trigger) -> Vec<SmallVec<[Filler; 3]>> {
        let noun = self.view.group(group);
        let mut found: Vec<SmallVec<[Filler; 3]>> = Vec::new();
        let one = self.one_of(noun);
        // "un *de leurs conseillers*, X": the name of the one of them.
        let named = one.and_then(|one| self.view.group(one).apposition.or(noun.apposition));
        found.extend(named.map(|name| SmallVec::from_iter([Filler::Group(name)])));
        // "X, ministre d'État, ministre de la Défense": one renames the other.
        // "X, ministre de la Défense *et porte-parole* de": the first of them renames, the others with it; "M. X *et son
        // homologue*" are two.
        let first = noun.first_conjunct.filter(|_| noun.determiner.is_none());
        let first = first.map_or(noun, |first| self.view.group(first));
        let host = noun.apposition_to.or(first.apposition_to);
        // "les envoyés, *le ministre* X et le général Y": X alone is minister.
        let several = |host: &GroupId| self.view.group(*host).features.contains(Features::PLURAL);
        let host = host.filter(|host| noun.apposition.is_none() || !several(host));
        let hosts = std::iter::successors(host, |other| self.view.group(*other).apposition_to);
        let renamings = std::iter::successors(noun.apposition, |other| self.view.group(*other).apposition);
        let others = hosts
            .take(LONGEST_RENAMING)
            .chain(renamings.take(LONGEST_RENAMING));
        let renamed = others.map(|other| self.renamed(noun, other));
        found.extend(renamed.filter(|fillers| !fillers.is_empty()));
        // "X est *l'un des alliés* de Y"
        for ascribing in self.survey.ascriptions.of_group(one.unwrap_or(group)) {
            // "X a nommé Y ministre": the object is what the attribute is said of.
            for kind in [RoleKind::Object, RoleKind::Subject] {
                let roles = self.view.clause(ascribing).roles.iter();
                let fillers: SmallVec<[Filler; 3]> = roles
                    .filter(|role| role.kind == kind)
                    .map(|role| role.filler)
                    .collect();
                if !fillers.is_empty() {
                    found.push(fillers);
                    break;
                }
            }
        }
        // "X, fondateur de Y,": the grammar has made X the noun's subject.
        if found.is_empty() && trigger.own_clause {
            let subjects = |position| position == ArgumentPosition::Subject;
            found.extend(trigger.arguments.at(subjects).map(SmallVec::from_slice));
        }
        // "le chef de l'État malien": whoever the text has called so before; "le diplomate espagnol" is no office.
        let reference = self.view.reference(Filler::Group(group));
        let called = reference.is_some_and(|reference| reference.by == ReferenceKind::Description)
            && self.is_one_person(Filler::Group(group));
        // "le Premier ministre *(parti Y)*": what stands in brackets is not who he is.
        let bracketed = noun
            .apposition
            .is_some_and(|other| self.view.group(other).bracketed);
        if !called && (found.is_empty() || bracketed && self.is_one_person(Filler::Group(group))) {
            found.push(SmallVec::from_iter([Filler::Group(group)]));
        }
        found
    }

    /// "*l'un* des alliés": the one of them.
    fn one_of(&self, noun: &NounGroup) -> Option<GroupId> {
        let host = noun.complement_of?;
        let several = noun.features.contains(Features::PLURAL) && noun.preposition_lemma() == self.genitive;
        let pronoun = self.view.class_of(self.view.group(host).head) == Class::Pronoun;
        (several && pronoun).then_some(host)
    }

    /// Whom `noun` renames at `other`: "A, B et C, *membres* de", a plural renames them all. Not so "les présidents
    /// *malien*, A, et nigérien, B", where each adjective has its own.
    fn renamed(&self, noun: &NounGroup, other: GroupId) -> SmallVec<[Filler; 3]> {
        let each = noun.modifiers.iter().any(|word| {
            let token = self.view.analysis.tokens.get(*word as usize);
            token.is_some_and(|token| !token.features.contains(Features::PLURAL))
                && self.view.word_reference(*word).is_some()
        });
        let several =
            |features: Features| features & (Features::SINGULAR | Features::PLURAL) == Features::PLURAL;
        let all = self.coordinated(self.view.group(other).first_conjunct.unwrap_or(other));
        // "La Chine, qui arme X, et les États-Unis, *alliés* de Y": the last of the list is several by itself.
        let apart = several(self.view.group(other).features) && self.is_behind_clause(other);
        if each && all.len() == 1 || !several(noun.features) || apart {
            return SmallVec::from_iter([Filler::Group(other)]);
        }
        let persons = all
            .iter()
            .filter_map(|filler| self.view.reference(*filler))
            .map(|reference| reference.entities.len())
            .sum::<usize>();
        // "les chefs d'État du Mali, A, et du Niger, B": one name is not all of them.
        if persons > 1 { all } else { SmallVec::new() }
    }

    /// Whether a clause stands between a conjunct and the one before it.
    fn is_behind_clause(&self, conjunct: GroupId) -> bool {
        let Some(first) = self.view.group(conjunct).first_conjunct else {
            return false;
        };
        let before = self
            .view
            .conjuncts(first)
            .take_while(|other| *other != conjunct)
            .last();
        let end = before.map(|before| self.view.group(before).words.end);
        let begin = self.view.group(conjunct).words.start;
        let mut clauses = self.view.clauses_of(self.view.group(conjunct).sentence);
        end.is_some_and(|end| {
            clauses.any(|(_, clause)| {
                clause.predicate.kind == PredicateKind::Verb && (end..begin).contains(&clause.predicate.word)
            })
        })
    }
}

/// Whether one of the candidates that were reached from a noun fits.
fn any_reached(candidates: Vec<SmallVec<[Filler; 3]>>, mut fits: impl FnMut(&[Filler]) -> bool) -> bool {
    candidates.iter().any(|fillers| fits(fillers))
}

/// Whether an argument stands where a place looks.
pub(super) fn stands_at(argument: ArgumentPosition, position: &Position) -> bool {
    match (argument, position) {
        (ArgumentPosition::Subject, Position::Subject)
        | (ArgumentPosition::Object, Position::Object)
        | (ArgumentPosition::Attribute, Position::Attribute) => true,
        (ArgumentPosition::Oblique(Some(preposition)), Position::Oblique(prepositions)) => {
            prepositions.contains(preposition)
        }
        _ => false,
    }
}
