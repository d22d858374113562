//! Organisations and places that a head noun names: "Institut pour la paix", "le groupe minier X".
//!
//! What stands before or behind the name types it; a known place may only open a longer name.

use super::readings::Reading;
use super::{Finder, first_words};
use crate::lexicon::Features;
use crate::mention::Kind;
use crate::mention::find::{Cover, Named, common};
use crate::mention::heads::{TitleKind, Typing};
use crate::text::Shape;
use smallvec::smallvec;
use std::ops::Range;

impl Finder<'_, '_> {
    /// A name that a capitalised head noun opens: "Institut pour l'économie et la paix".
    pub(super) fn organisation(&mut self, at: usize) -> Option<usize> {
        let (typing, mut end) = self.tables.heads.opening(self.words, at)?;
        let opened = end;
        let mut links = 0;
        while end < self.words.text.words.len() && self.words.together(end - 1) && end - at < 12 {
            let nationality = self.cover.get(end) == Some(&Cover::Demonym);
            if nationality || (self.free(end) && (self.is_capital(end) || self.is_adjective(end))) {
                end += 1;
                continue;
            }
            // "Observatoire *interaméricain* des libertés": a word that no dictionary has, between the two.
            let unknown = end == opened && self.free(end) && self.is_unknown(end);
            if unknown && self.tables.heads.link(self.words, end + 1).is_some() {
                end += 1;
            }
            let Some(next) = self.tables.heads.link(self.words, end) else {
                break;
            };
            // "… de l'océan Indien", "… de l'Afrique de l'Est": a sea or region belongs to the name.
            if let Some(region) = self.region(next).filter(|_| links < 3) {
                links += 1;
                end = region;
                continue;
            }
            let goes_on = self.free(next)
                && self.words.together(next - 1)
                && (self.is_noun(next) || self.is_capital(next));
            // A known name after "du" is whose organisation it is, no part of its name.
            if !goes_on || links == 3 || self.is_another_title(end, next) {
                break;
            }
            links += 1;
            end = next + 1;
        }
        if let Some(seat) = self.seat_of_name(typing, opened, end).filter(|_| links < 3) {
            end = seat;
        }
        // "la présidente du *Conseil* italienne, X": a title, no body.
        let nationality = self.cover.get(opened) == Some(&Cover::Demonym);
        if nationality && self.tables.titles.before(self.words, opened, |_| false).is_some() {
            return None;
        }
        let initial = self.shape(at).contains(Shape::INITIAL);
        let capitals = (opened..end).filter(|index| self.is_capital(*index)).count();
        if end == opened
            || (initial && capitals == 0)
            || (links == 0 && capitals == 0 && typing.kind == Kind::Place)
            || (capitals == 0 && self.is_short_for_known(at, end))
        {
            return None;
        }
        let label = self.label(at..end);
        let id = self.local(label, typing, Features::empty(), self.words.span(at..end));
        self.enter(at..end, smallvec![id]);
        Some(end)
    }

    /// "Parti démocratique *du Kosovo*", "Brigade populaire *de Kramatorsk*": where the known place ends that tells a party,
    /// a company or a group of fighters from its namesakes elsewhere. A mission and a body of the state are only there.
    fn seat_of_name(&self, typing: Typing, opened: usize, end: usize) -> Option<usize> {
        let at_home =
            self.tables.heads.has_home(typing.class) && end > opened && self.words.together(end - 1);
        let next = self.tables.heads.link(self.words, end).filter(|_| at_home)?;
        let known = self.known_from(next)?;
        let place = known.entities.iter().all(|id| {
            let kind = self.gazetteer.get(*id).map(|entity| entity.kind);
            matches!(kind, Some(Kind::Place | Kind::State))
        });
        (place && self.words.together(next - 1)).then_some(known.words.end)
    }

    /// The end of a known place that begins at `at` and belongs to no state: "océan Indien", "Afrique de l'Est".
    fn region(&self, at: usize) -> Option<usize> {
        let known = self.known_from(at)?;
        let lower = !self.is_capital_word(at);
        let place = known.entities.iter().all(|id| {
            let entity = self.gazetteer.get(*id);
            entity.is_some_and(|entity| {
                entity.kind == Kind::Place && (lower || entity.part_of.is_none() && entity.seat_of.is_none())
            })
        });
        place.then_some(known.words.end)
    }

    /// "a menacé l'Union *de contre-mesures*", in a text on the European Union: the word alone is its name, unless an
    /// acronym follows.
    fn is_short_for_known(&self, at: usize, end: usize) -> bool {
        let acronym = self.words.word(end) == "("
            && self
                .shape(end + 1)
                .intersects(Shape::ALL_CAPITALS | Shape::CAPITALISED);
        let first_words = || first_words(self.gazetteer, self.names);
        !acronym
            && self
                .first_words
                .get_or_init(first_words)
                .contains(&self.words.key(at))
    }

    /// What a head noun before `end` says of the name there; adjectives may stand between
    /// ("le groupe minier canadien X").
    pub(super) fn head_before(&self, end: usize) -> Option<Typing> {
        let mut end = end;
        for _ in 0..3 {
            if let Some(typing) = self.tables.heads.before(self.words, end) {
                return Some(typing);
            }
            let previous = end.checked_sub(1).filter(|at| self.words.together(*at))?;
            if self.cover.get(previous) != Some(&Cover::Demonym) && !self.is_adjective(previous) {
                return None;
            }
            end = previous;
        }
        None
    }

    /// "l'association Amis du fleuve", "le collectif Avocats d'urgence": a name of common words goes
    /// on in lower case.
    pub(super) fn with_common_words(&self, range: Range<usize>) -> Range<usize> {
        if !common(self.lexicon, &self.words.word(range.start).to_lowercase()) {
            return range;
        }
        let mut end = range.end;
        for _ in 0..2 {
            let together = self.words.together(end - 1);
            if together && self.free(end) && self.is_adjective(end) {
                end += 1;
                continue;
            }
            let next = self.tables.heads.link(self.words, end).filter(|_| together);
            let next = next.filter(|next| self.free(*next) && self.is_noun(*next));
            match next.filter(|next| !self.is_another_title(end, *next)) {
                Some(next) => end = next + 1,
                None => break,
            }
        }
        range.start..end
    }

    /// "président de l'Assemblée nationale *et porte-parole du parti*": what is joined at `joint` is what else he is.
    fn is_another_title(&self, joint: usize, next: usize) -> bool {
        let title = |at: usize| self.tables.titles.at(self.words, at).is_some();
        self.tables.heads.joint_before(self.words, next) == Some(joint)
            && (title(next) || self.is_adjective(next) && title(next + 1))
    }

    /// What an apposition says of the name before it: "Nordstar, une société canadienne".
    pub(super) fn described_after(&self, end: usize) -> Option<Typing> {
        // "Selon X, l'organisation …" is no apposition: only an indefinite one is sure.
        let indefinite = || self.reading(end + 1).contains(Reading::INDEFINITE);
        let apposed = self.words.word(end) == "," && self.words.together(end) && indefinite();
        apposed
            .then(|| self.tables.heads.describing(self.words, end + 2))
            .flatten()
    }

    /// "Sahel Risk Advisory", "Niger Delta Avengers", "la radio Mali Nouveau": a known place that
    /// only opens a longer name.
    pub(super) fn longer_than_place(&mut self, known: &Named) -> Option<usize> {
        let (start, end) = (known.words.start, known.words.end);
        if !self.words.together(end - 1) || !self.is_capital(end) {
            return None;
        }
        let place = known.entities.iter().all(|id| {
            let entity = self.gazetteer.get(*id);
            entity.is_some_and(|entity| matches!(entity.kind, Kind::Place | Kind::State))
        });
        let town = known.words.len() == 1
            && known.entities.iter().all(|id| {
                let entity = self.gazetteer.get(*id);
                entity.is_some_and(|entity| entity.kind == Kind::Place && entity.seat_of.is_none())
            });
        if !place || self.opens_only(end) {
            return None;
        }
        // "l'ambassadeur de France X": the office is the country's, the name its holder's.
        if self.charges_an_office(start) && self.run(end).capitals > 1 {
            return None;
        }
        let mut run = self.run(end);
        // Words of titles and given names begin a name of their own: "le maire de Gao Boubacar X".
        let own = self.tables.titles.is_given(self.words.key(end))
            || self.tables.titles.at(self.words, end).is_some()
            || self.cover.get(end) == Some(&Cover::Surname) && !town;
        if own {
            return None;
        }
        run.words.start = start;
        run.capitals += 1;
        let end = run.words.end;
        if let Some(typing) = self
            .head_before(start)
            .filter(|typing| typing.kind != Kind::Place)
        {
            self.named(run.words, typing);
            return Some(end);
        }
        let locative = self.tables.heads.place_expected(self.words, start);
        let titled = self
            .title_before(start)
            .is_some_and(|title| title.kind != TitleKind::Profession);
        let begins =
            titled || start == 0 || matches!(self.words.word(start - 1), "," | "(" | "—" | "–" | "et");
        if town && !locative && begins && run.capitals <= 3 && self.none_common(&run.words) {
            // A town that is also a given name: ", Nasir Idris,".
            self.person(run.words, Features::empty());
            return Some(end);
        }
        // Foreign names in which a place is an adjective.
        if run.capitals > 2 && !locative && run.words.clone().all(|at| self.is_capital_word(at)) {
            self.named(run.words, self.class("Organisation"));
            return Some(end);
        }
        None
    }

    pub(super) fn named(&mut self, range: Range<usize>, typing: Typing) {
        let id = self.local(
            self.label(range.clone()),
            typing,
            Features::empty(),
            self.words.span(range.clone()),
        );
        if range.len() == 1 {
            self.remember(range.start, &[id]);
        }
        self.enter(range, smallvec![id]);
    }
}
