//! Clauses set into another: "…, a déclaré X, …", "le Niger, c'est une première, a livré".
//!
//! A verb of speech with its subject behind it, or a clause between a subject and its verb, opens a frame
//! that hangs on nothing; a comma closes it, unless what follows describes whoever speaks.

use super::elements::{Kind, Parser};
use super::groups::{GENDER, NUMBER, compatible};
use super::segments::{FrameKind, Gap, LOOK_AHEAD, Link};
use super::tables::Lists;
use super::verbs::Form;
use super::{Features, GroupId};

impl Parser<'_> {
    /// A comma ends "…, assure X,", unless what follows describes X.
    pub fn close_incise(&mut self, comma: usize) {
        if let Some(position) = self.complete_incise()
            && !self.speaker_described(comma, position)
            && !self.occasion_told(comma)
        {
            self.stack.truncate(position);
        }
    }

    /// "…, a annoncé X, *à l'issue d'un entretien avec Y*.": what ends the sentence tells when X spoke.
    fn occasion_told(&self, comma: usize) -> bool {
        let Some(Kind::Group(group)) = self.kind(comma + 1) else {
            return false;
        };
        let occasion = self.groups[group as usize]
            .preposition_lemma()
            .is_some_and(|lemma| self.tables.lists(lemma, Lists::OCCASION));
        occasion
            && (comma + 1..self.elements.len())
                .take_while(|at| self.kind(*at) != Some(Kind::Break))
                .all(|at| self.goes_on_without_clause(at))
    }

    /// What tells of an occasion: groups, the names apposed to them ("avec le président Y*, Z*"), participles.
    fn goes_on_without_clause(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Group(_) | Kind::Adverb | Kind::Adjective) => true,
            Some(Kind::Verb(verb)) => self.verbs[verb as usize].form == Form::PastParticiple,
            Some(Kind::Comma) => matches!(self.kind(at + 1), Some(Kind::Group(group))
                if self.notes[group as usize].name && self.groups[group as usize].preposition.is_none()),
            _ => false,
        }
    }

    /// Where in the stack the incise on top is, with the infinitive that it may end with: ", croit savoir X,".
    fn complete_incise(&self) -> Option<usize> {
        let frame = |position: &usize| &self.frames[self.stack[*position] as usize];
        let position = (1..self.stack.len())
            .rev()
            .find(|position| frame(position).kind != FrameKind::Infinitive)?;
        let mut open = position..self.stack.len();
        let incise = frame(&position).kind == FrameKind::Incise && !frame(&position).lasting;
        (incise && open.all(|position| frame(&position).node.is_some())).then_some(position)
    }

    /// "…, rapporte la radio, *une station soutenue par l'ONU*", "…, avertit l'armée, *que soutient X*".
    fn speaker_described(&self, comma: usize, incise: usize) -> bool {
        let speaker = comma
            .checked_sub(1)
            .and_then(|before| self.kind(before))
            .is_some_and(|kind| matches!(kind, Kind::Group(group) if self.completes_bare_group(group)));
        let below = incise
            .checked_sub(1)
            .and_then(|below| self.frames[self.stack[below] as usize].node);
        let Some(below) = below.filter(|_| speaker) else {
            return false;
        };
        match self.kind(comma + 1) {
            Some(Kind::Relative) => true,
            Some(Kind::Verb(verb)) => {
                let speaker = match self.kind(comma - 1) {
                    Some(Kind::Group(speaker)) => speaker,
                    _ => return false,
                };
                let participle = &self.verbs[verb as usize];
                participle.form == Form::PastParticiple
                    && self.notes[speaker as usize].name
                    && compatible(self.groups[speaker as usize].features, participle.lexical, NUMBER)
                    && compatible(self.groups[speaker as usize].features, participle.lexical, GENDER)
            }
            Some(Kind::Subordinator) => {
                let element = &self.elements[comma + 1];
                let inverted = matches!(self.kind(comma + 2), Some(Kind::Verb(verb))
                    if self.verbs[verb as usize].subject.is_none());
                inverted && element.token.lemma == self.tables.words.complementiser
            }
            Some(Kind::Group(group)) if self.names_speaker(comma, group) => true,
            Some(Kind::Group(group)) => {
                let found = &self.groups[group as usize];
                let plain = found.preposition.is_none()
                    && !found.features.contains(Features::TIME)
                    && !self.notes[group as usize].name;
                let found = &self.nodes[below as usize];
                let ascribes = self.verbs[found.verb as usize].entry.copula;
                let silent = ascribes && found.post.is_empty() && found.attributes.is_empty();
                let complete = !(self.awaits_object(found) || silent);
                // "Le Mali a rompu avec Paris, a annoncé X, *son porte-parole*": X, whatever the verb might still take.
                let named = matches!(self.kind(comma - 1), Some(Kind::Group(speaker)) if self.notes[speaker as usize].name);
                let titled = named && self.is_person(group) && self.names_one(group);
                plain
                    && (complete || titled)
                    && self.verb_ahead(comma + 1).is_none()
                    && !self.list_ahead(comma + 1, group)
            }
            _ => false,
        }
    }

    /// "…, a annoncé le ministre de la Défense, *X*,": the name of whose office stands before the comma.
    fn names_speaker(&self, comma: usize, name: GroupId) -> bool {
        let Some(Kind::Group(before)) = self.kind(comma - 1) else {
            return false;
        };
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        let office = std::iter::successors(Some(before), above)
            .take(6)
            .find(|group| self.groups[*group as usize].preposition.is_none());
        let unnamed = office.is_some_and(|office| {
            let free = self.groups[office as usize].apposition.is_none();
            free && self.is_person(office) && self.names_one(office) && !self.notes[office as usize].name
        });
        let closed = matches!(self.kind(comma + 2), Some(Kind::Comma | Kind::Break));
        unnamed
            && closed
            && self.notes[name as usize].name
            && self.groups[name as usize].preposition.is_none()
            && self.verb_ahead(comma + 1).is_none()
            && !self.list_ahead(comma + 1, name)
    }

    /// The group, or the one that it completes, has no preposition: "le ministère *des Affaires étrangères*".
    fn completes_bare_group(&self, group: GroupId) -> bool {
        let above = |group: &GroupId| self.groups[*group as usize].complement_of;
        std::iter::successors(Some(group), above)
            .take(6)
            .any(|group| self.groups[group as usize].preposition.is_none())
    }

    /// "X se rend à Paris, *dénonce l'occupation*, *met son veto*": a verb of speech among other acts.
    pub fn is_in_series(&self, index: usize, verb: u32) -> bool {
        self.series_goes_on(index, verb) || self.ends_series(verb)
    }

    /// Verbs of one tense have followed one another already, and this one has other uses than speech.
    fn ends_series(&self, verb: u32) -> bool {
        let begun = self.top_node().is_some_and(|node| {
            let node = &self.nodes[node as usize];
            node.coordinated_to.is_some() && self.tense(node.verb) == self.tense(verb)
        });
        let lemma = self.verbs[verb as usize].lemma;
        begun && !self.tables.lists(lemma, Lists::SPEECH_VERB)
    }

    /// Yet another verb without a subject follows.
    fn series_goes_on(&self, index: usize, verb: u32) -> bool {
        let pause = |at: &usize| {
            !matches!(
                self.elements[*at].kind,
                Kind::Group(_) | Kind::Adverb | Kind::Adjective
            )
        };
        let end = (index + LOOK_AHEAD).min(self.elements.len());
        let Some(pause) = (index + 1..end).find(pause) else {
            return false;
        };
        let next = match self.elements[pause].kind {
            Kind::Comma | Kind::Coordinator => self.next_weighty(pause),
            _ => return false,
        };
        matches!(self.kind(next), Some(Kind::Verb(next)) if {
            let (one, other) = (&self.verbs[verb as usize], &self.verbs[next as usize]);
            other.form == Form::Finite
                && other.subject.is_none()
                && self.tense(verb) == self.tense(next)
                && compatible(one.features, other.features, NUMBER)
                && !self.tables.lists(other.lemma, Lists::SPEECH_VERB)
        })
    }

    /// A verb of speech with its subject behind it.
    pub fn may_be_incise(&self, index: usize, verb: u32) -> bool {
        let group = &self.verbs[verb as usize];
        if group.subject.is_some() {
            return group.inverted;
        }
        self.tables.reports(group.lemma) && self.inverted_subject_ahead(index)
            || self.speech_ends_at(index).is_some()
            || matches!(self.kind(index + 1), Some(Kind::Group(group)) if self.groups[group as usize].preposition.is_none())
    }

    /// ", *croit savoir* un diplomate", ", *a tenu à préciser* X": the infinitive of speech behind the verb at `index`,
    /// with somebody right behind it who can only be the one that speaks.
    fn speech_ends_at(&self, index: usize) -> Option<usize> {
        let infinitive = |at: &usize| {
            matches!(self.kind(*at), Some(Kind::Verb(verb)) if {
                let group = &self.verbs[verb as usize];
                group.form == Form::Infinitive && group.clitics.is_empty() && self.tables.reports(group.lemma)
            })
        };
        let bound =
            matches!(self.kind(index), Some(Kind::Verb(verb)) if self.verbs[verb as usize].subject.is_some());
        let at = [index + 1, self.next_weighty(index)]
            .into_iter()
            .find(infinitive)?;
        let (place, speaker) = self.bare_group_ahead(at)?;
        let someone = self.notes[speaker as usize].name || self.is_person(speaker);
        (someone && !bound && !self.clause_goes_on(place - 1)).then_some(at)
    }

    /// A bare group right behind the verb, time expressions and adverbs skipped.
    fn inverted_subject_ahead(&self, index: usize) -> bool {
        self.bare_group_ahead(index).is_some()
    }

    /// The nearest bare group behind `index`, and its place, with nothing but circumstances between.
    fn bare_group_ahead(&self, index: usize) -> Option<(usize, GroupId)> {
        let end = (index + 6).min(self.elements.len());
        (index + 1..end)
            .map(|at| (at, self.elements[at].kind))
            .take_while(|(_, kind)| matches!(kind, Kind::Group(_) | Kind::Adverb | Kind::Comma))
            .find_map(|(at, kind)| match kind {
                Kind::Group(group) => {
                    let bare = self.groups[group as usize].preposition.is_none() && !self.groups_time(group);
                    bare.then_some((at, group))
                }
                _ => None,
            })
    }

    /// ", assure X," in front of the verb the main clause still waits for.
    pub fn is_incise(&self, index: usize, verb: u32, link: &Link) -> bool {
        if !link.comma || link.coordinator.is_some() {
            return false;
        }
        let group = &self.verbs[verb as usize];
        let frame = &self.frames[self.stack.last().copied().unwrap_or_default() as usize];
        if let Some(end) = self.speech_ends_at(index) {
            return match frame.node {
                Some(_) => self.nobody_waits(),
                None => !frame.preverbal.is_empty() && self.parenthetical_speech(end),
            };
        }
        if !self.tables.reports(group.lemma) {
            // "Notre pays, *faut-il le rappeler*, a": no verb of speech, but nothing else either.
            let waits = frame.node.is_none() && !frame.preverbal.is_empty();
            return waits && group.inverted && self.pause_follows(index);
        }
        if group.subject.is_some() && !group.inverted {
            return false;
        }
        if frame.node.is_some() {
            return self.nobody_waits()
                && (group.inverted || self.inverted_subject_ahead(index) && !self.is_in_series(index, verb));
        }
        if frame.preverbal.is_empty() {
            // "qui, avec ses alliés, menace X": a relative pronoun has been the subject.
            return frame.gap != Gap::Subject
                && !frame.pending.is_empty()
                && self.inverted_subject_ahead(index)
                && self.comma_and_clause_ahead(index);
        }
        group.inverted && self.pause_follows(index)
            || self.tables.lists(group.lemma, Lists::SPEECH_VERB)
                && (self.parenthetical_speech(index) || self.closing_speech(index))
    }

    /// No subject waits for its verb; "*Pas question* de partir, répète X" has none.
    fn nobody_waits(&self) -> bool {
        self.waiting_position().is_none_or(|position| {
            let frame = &self.frames[self.stack[position] as usize];
            let mut before = frame.preverbal.iter();
            !frame.preverbal.is_empty() && before.all(|group| self.is_verbless_denial(*group))
        })
    }

    /// "Le Niger, rappelle-t-il, a quitté", "La mission, a-t-on appris à Rome, restera": a pause closes what
    /// the one before opened, or the sentence ends: "Merci, a-t-il lancé à son hôte."
    fn pause_follows(&self, index: usize) -> bool {
        let inside = |kind: &Kind| match kind {
            Kind::Adverb | Kind::Group(_) => true,
            Kind::Verb(verb) => self.verbs[*verb as usize].form == Form::Infinitive,
            _ => false,
        };
        let next = self
            .elements
            .iter()
            .skip(index + 1)
            .take(5)
            .find(|element| !inside(&element.kind));
        next.map_or(self.elements.len() <= index + 6, |element| {
            matches!(element.kind, Kind::Comma | Kind::QuoteOpen)
                || element.kind == Kind::Break && element.words.end == self.span.end
        })
    }

    /// "Une manœuvre, plaide l'ambassade.": one comma parts no subject from its verb, so that who stands behind the
    /// verb speaks.
    fn closing_speech(&self, index: usize) -> bool {
        let Some(Kind::Verb(verb)) = self.kind(index) else {
            return false;
        };
        let parted = (0..index.saturating_sub(1)).any(|at| {
            matches!(
                self.elements[at].kind,
                Kind::Comma | Kind::Relative | Kind::Subordinator | Kind::Verb(_) | Kind::Close | Kind::Colon
            )
        });
        let speaker = match self.kind(self.next_weighty(index)) {
            Some(Kind::Group(group)) => group,
            _ => return false,
        };
        let someone = self.notes[speaker as usize].name || self.is_person(speaker);
        !parted
            && someone
            && self.groups[speaker as usize].preposition.is_none()
            && self.agrees_with_verb(speaker, verb)
            && !self.clause_goes_on(index)
    }

    /// A verb or another bare group stands between the group behind `index` and the next pause.
    fn clause_goes_on(&self, index: usize) -> bool {
        self.elements
            .iter()
            .skip(self.next_weighty(index) + 1)
            .take_while(|element| !matches!(element.kind, Kind::Comma | Kind::Break | Kind::Colon))
            .any(|element| match element.kind {
                Kind::Verb(verb) => self.verbs[verb as usize].form != Form::PastParticiple,
                Kind::Group(group) => {
                    let found = &self.groups[group as usize];
                    let bare = found.preposition.is_none() && !found.features.contains(Features::TIME);
                    bare && !self.notes[group as usize].name
                }
                Kind::Subordinator | Kind::QuoteOpen => true,
                _ => false,
            })
    }

    /// "La mission, assure le général, restera": a subject, a comma, and the verb that goes on.
    fn parenthetical_speech(&self, index: usize) -> bool {
        let bare = |kind: Option<Kind>| matches!(kind, Some(Kind::Group(group)) if self.groups[group as usize].preposition.is_none());
        if !bare(self.kind(index + 1)) {
            return false;
        }
        let mut comma = false;
        for element in self.elements.iter().skip(index + 2).take(8) {
            match element.kind {
                Kind::Comma if !comma => comma = true,
                Kind::Verb(verb) => {
                    let group = &self.verbs[verb as usize];
                    return comma && group.form == Form::Finite && group.subject.is_none();
                }
                Kind::Group(_) | Kind::Adverb if !comma => {}
                _ => return false,
            }
        }
        false
    }

    /// "Le Niger, c'est une première, a livré": a clause set between a subject and its verb.
    pub fn is_parenthesis(&self, index: usize, verb: u32) -> bool {
        let frame = &self.frames[self.stack.last().copied().unwrap_or_default() as usize];
        let waits = frame.node.is_none()
            && frame
                .preverbal
                .iter()
                .any(|group| !self.groups[*group as usize].features.contains(Features::TIME));
        let pronoun = self.verbs[verb as usize].subject;
        let stranger = pronoun.is_some_and(|pronoun| {
            frame
                .preverbal
                .iter()
                .all(|group| self.groups[*group as usize].head != self.groups[pronoun as usize].head)
        });
        let Some(comma) = (index + 1..(index + 10).min(self.elements.len()))
            .find(|at| self.elements[*at].kind == Kind::Comma)
        else {
            return false;
        };
        let goes_on = matches!(self.kind(comma + 1), Some(Kind::Verb(next))
            if self.verbs[next as usize].form == Form::Finite && self.verbs[next as usize].subject.is_none());
        waits && stranger && goes_on
    }

    /// Whether a comma and then another finite verb follow.
    fn comma_and_clause_ahead(&self, index: usize) -> bool {
        let mut comma = false;
        for element in self.elements.iter().skip(index + 1).take(LOOK_AHEAD) {
            match element.kind {
                Kind::Comma => comma = true,
                Kind::Verb(verb) if self.verbs[verb as usize].form == Form::Finite => return comma,
                Kind::Relative | Kind::Subordinator | Kind::Break | Kind::Colon => return false,
                _ => {}
            }
        }
        false
    }

    pub fn push_incise(&mut self, verb: u32, last: bool) {
        let start = self.verbs[verb as usize].words.start;
        self.push_frame(FrameKind::Incise, start);
        let frame = self.top();
        frame.governor = None;
        frame.parent = None;
        frame.lasting = last;
        self.add_verb(verb);
    }
}
