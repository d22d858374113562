//! Cuts a sentence into clauses, from left to right, with a stack of open ones.
//!
//! A frame is an open clause: it may still wait for its verb ("Moscou, *qui a livré des drones*,
//! renforcera …" keeps the main clause open beneath the relative one). A verb that finds the
//! topmost frame taken closes frames until one waits for it. Every decision looks at most
//! [`LOOK_AHEAD`] elements ahead, so that time is linear in the length of the sentence.

use super::edge::Edge;
use super::elements::{Element, Kind, Parser};
use super::groups::{NUMBER, compatible};
use super::verbs::Form;
use super::{Features, GroupId, LemmaId, Relation};
use crate::text::WordIndex;
use smallvec::SmallVec;
use std::ops::Range;

/// How many elements a decision may look ahead.
pub(super) const LOOK_AHEAD: usize = 40;

/// How many frames may be open; deeper nesting is read flat.
const DEEPEST: usize = 24;

/// How a clause is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Main,
    Relative,
    Complement,
    Adverbial,
    Infinitive,
    Participle,
    /// "…, a déclaré X"
    Incise,
    /// Between brackets or dashes.
    Bracket,
    /// Between quotation marks.
    Quote,
}

/// What the relative pronoun is in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Subject,
    Object,
    Genitive,
    Place,
    Oblique(LemmaId),
    /// "c'est à Istanbul *que*": what the presentative singles out belongs to this clause.
    Focus,
}

/// An open clause.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub kind: FrameKind,
    /// Its verb that was read last.
    pub node: Option<u32>,
    /// Its first verb.
    pub first_node: Option<u32>,
    /// Bare groups before the verb.
    pub preverbal: SmallVec<[GroupId; 4]>,
    /// Prepositional groups before the verb.
    pub pending: SmallVec<[GroupId; 4]>,
    /// Groups that can still be completed.
    pub edge: Edge,
    /// The clause this one hangs on, where it was known at the start.
    pub governor: Option<u32>,
    /// The frame this one hangs on.
    pub parent: Option<u32>,
    pub relation: Relation,
    /// Antecedent, or noun that governs.
    pub group: Option<GroupId>,
    /// Noun or adjective that governs.
    pub governing_word: Option<WordIndex>,
    pub gap: Gap,
    /// Features of the conjunction or preposition.
    pub marker: Features,
    /// The preposition before an infinitive.
    pub preposition: Option<LemmaId>,
    /// Participles before their noun.
    pub fronted: SmallVec<[u32; 2]>,
    /// "*Ce projet*, Londres le soutient": named first, taken up by a pronoun.
    pub dislocated: Option<GroupId>,
    /// Adverbs before the verb.
    pub adverbs: SmallVec<[WordIndex; 2]>,
    /// First word.
    pub start: WordIndex,
    /// An incise behind a quotation goes on to the end of its sentence.
    pub lasting: bool,
}

/// A clause while the sentence is being read.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub verb: u32,
    pub kind: FrameKind,
    pub sentence: u32,
    pub governor: Option<u32>,
    /// The frame whose first verb governs, where that verb comes later.
    pub parent: Option<u32>,
    pub relation: Relation,
    pub group: Option<GroupId>,
    pub governing_word: Option<WordIndex>,
    pub gap: Gap,
    pub marker: Features,
    pub preverbal: SmallVec<[GroupId; 4]>,
    /// Bare groups after the verb.
    pub post: SmallVec<[GroupId; 2]>,
    /// Prepositional groups, and times.
    pub obliques: SmallVec<[GroupId; 4]>,
    /// Adjectives after a copula.
    pub attributes: SmallVec<[WordIndex; 2]>,
    pub coordinated_to: Option<u32>,
    pub adverbs: SmallVec<[WordIndex; 2]>,
    pub subject: Option<Argument>,
    pub object: Option<Argument>,
    /// Further roles settled after the sentence was read.
    pub extra: SmallVec<[(super::RoleKind, Option<LemmaId>, Argument); 1]>,
    /// Groups among `post` that became something else.
    pub attribute: Option<GroupId>,
    pub question: bool,
    /// The noun group that governs it as its argument's clause was taken as object.
    pub last: WordIndex,
    pub first: WordIndex,
    /// No one: "il faut", "il y a".
    pub impersonal: bool,
    /// The object stands behind a later verb that shares it.
    pub shares: bool,
    /// The clause whose verb this one leaves out.
    pub gapped: Option<u32>,
    /// Named before the clause, to be taken up by a pronoun in it.
    pub dislocated: Option<GroupId>,
}

/// What fills a role, before clauses have their final numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Group(GroupId),
    Word(WordIndex),
    /// The subject of another clause.
    SubjectOf(u32),
}

/// What stands between the last unit and this one.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Link {
    pub comma: bool,
    pub coordinator: Option<usize>,
    /// A comma stood before the coordinator.
    pub comma_before_coordinator: bool,
    /// A verbal quotation has just been closed.
    pub quoted: bool,
    pub colon: bool,
    /// Behind a colon or semicolon that does not end the clause.
    pub item: bool,
}

impl Node {
    /// Nothing that could be its subject stands before the verb.
    pub fn post_only(&self) -> bool {
        self.preverbal.is_empty()
    }
}

impl Frame {
    fn new(kind: FrameKind, start: WordIndex, parent: Option<u32>, governor: Option<u32>) -> Self {
        Self {
            kind,
            node: None,
            first_node: None,
            preverbal: SmallVec::new(),
            pending: SmallVec::new(),
            edge: Edge::default(),
            governor,
            parent,
            relation: Relation::Adverbial,
            group: None,
            governing_word: None,
            gap: Gap::None,
            marker: Features::empty(),
            preposition: None,
            fronted: SmallVec::new(),
            dislocated: None,
            adverbs: SmallVec::new(),
            start,
            lasting: false,
        }
    }

    const fn is_barrier(&self) -> bool {
        matches!(self.kind, FrameKind::Bracket | FrameKind::Quote)
    }
}

impl Parser<'_> {
    /// Reads the clauses of the current sentence into `nodes`, and tells which they are.
    pub fn segment(&mut self) -> Range<usize> {
        let first = self.nodes.len();
        self.stack.clear();
        self.announced = None;
        self.naming = None;
        self.listing = None;
        self.ruled_out = 0;
        self.push_frame(FrameKind::Main, self.span.start);
        let mut link = Link::default();
        for index in 0..self.elements.len() {
            self.step(index, &mut link);
        }
        first..self.nodes.len()
    }

    fn step(&mut self, index: usize, link: &mut Link) {
        let Some(element) = self.elements.get(index) else {
            return;
        };
        let (kind, words) = (element.kind, element.words.clone());
        match kind {
            Kind::Group(group) => self.place_group(index, group, link),
            Kind::Verb(verb) => self.place_verb(index, verb, link),
            Kind::Resumption(verb) => self.resume(verb),
            Kind::Relative => self.open_relative(index, link),
            Kind::Subordinator => self.open_subordinate(index, link),
            // "Au Parlement, *seule* l'opposition proteste": it comes before the article.
            Kind::Adjective if self.precedes_article(index, link) => return,
            Kind::Adjective => self.place_adjective(index, link),
            Kind::Coordinator => {
                link.comma_before_coordinator = link.comma;
                link.coordinator = Some(index);
                link.comma = false;
                return;
            }
            Kind::Comma => {
                self.close_incise(index);
                match self.coordinator_before_insertion(index) {
                    // "et, depuis peu, le Tchad"
                    Some(coordinator) => {
                        *link = Link {
                            coordinator: Some(coordinator),
                            ..Link::default()
                        };
                    }
                    None => link.comma = true,
                }
                return;
            }
            // The end of the sentence: no clause follows.
            Kind::Break if index + 1 == self.elements.len() => return,
            Kind::Colon | Kind::Break => {
                if self.goes_on_with_list(index, kind) {
                    *link = Link {
                        item: true,
                        ..Link::default()
                    };
                    return;
                }
                self.restart(words.end);
                *link = Link {
                    colon: kind == Kind::Colon,
                    comma: true,
                    ..Link::default()
                };
                return;
            }
            Kind::Open => {
                self.open_barrier(FrameKind::Bracket, words.start);
            }
            Kind::Close => {
                self.close_barrier(FrameKind::Bracket);
            }
            Kind::QuoteOpen => {
                if self.quote_opens_clause(index, link) {
                    self.open_barrier(FrameKind::Quote, words.start);
                } else {
                    return;
                }
            }
            Kind::QuoteClose => {
                let closed = self.close_barrier(FrameKind::Quote);
                if !closed && !self.quote_opened_here(index) {
                    self.restart(words.end);
                }
                *link = Link {
                    quoted: closed || !self.quote_opened_here(index),
                    ..Link::default()
                };
                return;
            }
            Kind::Adverb => {
                self.place_adverb(words.start);
                return;
            }
            Kind::Question => {
                self.asks = true;
                return;
            }
            Kind::Preposition | Kind::Other => {}
        }
        *link = Link::default();
    }

    /// A lone adjective behind a pause touches a group that begins with its article.
    fn precedes_article(&self, index: usize, link: &Link) -> bool {
        let end = self.elements[index].words.end;
        let parted = link.comma || link.coordinator.is_some() || index == 0;
        parted
            && matches!(self.kind(index + 1), Some(Kind::Group(group)) if {
                let found = &self.groups[group as usize];
                found.words.start == end && found.determiner == Some(end) && found.preposition.is_none()
            })
    }

    /// A colon before objects or names of those counted, a semicolon between items.
    fn goes_on_with_list(&mut self, index: usize, kind: Kind) -> bool {
        if kind == Kind::Break {
            return self.listing.is_some() && self.item_follows(index);
        }
        self.announced = self.announced(index);
        let opens =
            self.announced.is_some() || self.colon_opens_object(index) || self.colon_opens_subject(index);
        self.listing = opens.then_some(None);
        opens
    }

    /// The conjunction in front of an insertion that the comma at `index` closes.
    fn coordinator_before_insertion(&self, index: usize) -> Option<usize> {
        self.before_insertion(index + 1)
            .filter(|before| self.kind(*before) == Some(Kind::Coordinator))
    }

    /// A quotation that begins after a pause holds a clause of its own; one that begins in the
    /// middle of a clause ("qui « permettra … »") is read on with it.
    fn quote_opens_clause(&self, index: usize, link: &Link) -> bool {
        // "Le Togo, a-t-il lancé, *« ment et triche »*": the subject stands before.
        let finite = matches!(self.kind(index + 1), Some(Kind::Verb(verb))
            if self.verbs[verb as usize].form == Form::Finite && self.verbs[verb as usize].subject.is_none());
        let waits = self.waiting_position().is_some_and(|position| {
            let frame = &self.frames[self.stack[position] as usize];
            position + 1 == self.stack.len() && !frame.preverbal.is_empty()
        });
        if finite && waits && link.comma {
            return false;
        }
        link.comma
            || link.colon
            || index == 0
            || matches!(
                self.kind(index - 1),
                Some(Kind::QuoteClose | Kind::Open | Kind::Break)
            )
    }

    /// Whether the quotation that closes at `index` was opened in this sentence.
    fn quote_opened_here(&self, index: usize) -> bool {
        self.elements
            .iter()
            .take(index)
            .rev()
            .take(200)
            .find(|element| matches!(element.kind, Kind::QuoteOpen | Kind::QuoteClose))
            .is_some_and(|element| element.kind == Kind::QuoteOpen)
    }

    /// The clause that the topmost frame has made of its verb, if that has come.
    pub fn top_node(&self) -> Option<u32> {
        self.frames[*self.stack.last()? as usize].node
    }

    /// A verb that takes an object, actively, and has none yet.
    pub fn awaits_object(&self, node: &Node) -> bool {
        let verb = &self.verbs[node.verb as usize];
        node.post.is_empty()
            && !verb.moves()
            && verb.voice == super::Voice::Active
            && verb.clitics.iter().all(|clitic| self.says_where(*clitic))
            // "a fait parvenir à X *des armes*": what comes through is put like an object.
            && (verb.lexical.contains(Features::TRANSITIVE) || self.agent_governed(node))
    }

    /// "*y* déployer": a clitic that is neither whom nor to whom.
    fn says_where(&self, clitic: GroupId) -> bool {
        self.has(self.groups[clitic as usize].head, Features::LOCATIVE_CLITIC)
    }

    /// The topmost frame: a sentence opens with one, and whatever closes the last opens another.
    pub fn top(&mut self) -> &mut Frame {
        let index = self.stack.last().copied().unwrap_or_default();
        &mut self.frames[index as usize]
    }

    pub fn push_frame(&mut self, kind: FrameKind, start: WordIndex) -> u32 {
        if self.stack.len() >= DEEPEST {
            let keep = self.stack.len() - 1;
            self.stack.truncate(keep);
        }
        let index = self.frames.len() as u32;
        let parent = self.stack.last().copied();
        let governor = parent.and_then(|parent| self.frames[parent as usize].node);
        self.frames.push(Frame::new(kind, start, parent, governor));
        self.stack.push(index);
        index
    }

    /// Closes the frames above position `keep` of the stack.
    pub fn pop_to(&mut self, keep: usize) {
        self.stack.truncate(keep + 1);
    }

    /// The stack position of the innermost barrier, or of the main clause.
    pub fn floor(&self) -> usize {
        self.stack
            .iter()
            .rposition(|frame| self.frames[*frame as usize].is_barrier())
            .unwrap_or(0)
    }

    /// A new main clause at the same level of quotation and brackets.
    fn restart(&mut self, start: WordIndex) {
        let floor = self.floor();
        self.pop_to(floor);
        let frame = self.top();
        if frame.is_barrier() {
            frame.node = None;
            frame.preverbal.clear();
            frame.pending.clear();
            frame.edge.clear();
            return;
        }
        self.stack.clear();
        self.push_frame(FrameKind::Main, start);
    }

    fn open_barrier(&mut self, kind: FrameKind, start: WordIndex) {
        let index = self.push_frame(kind, start);
        self.frames[index as usize].relation = Relation::Adverbial;
    }

    fn close_barrier(&mut self, kind: FrameKind) -> bool {
        let position = self
            .stack
            .iter()
            .rposition(|frame| self.frames[*frame as usize].kind == kind);
        match position {
            Some(position) if position > 0 => {
                self.stack.truncate(position);
                true
            }
            _ => false,
        }
    }

    fn place_adverb(&mut self, word: WordIndex) {
        if self.has(word, Features::RESTRICTIVE) {
            self.lift_negation(word);
            self.restrict();
        }
        let frame = self.top();
        match frame.node {
            Some(node) => {
                if let Some(node) = self.nodes.get_mut(node as usize) {
                    node.adverbs.push(word);
                }
            }
            None => frame.adverbs.push(word),
        }
        if self.has(word, Features::INTERROGATIVE) {
            self.top().marker |= Features::INTERROGATIVE;
        }
    }

    /// "ne soutient *pas seulement* X": X is supported.
    fn lift_negation(&mut self, word: WordIndex) {
        let verb = self.top().node.map(|node| self.nodes[node as usize].verb);
        let Some(verb) = verb.map(|verb| &mut self.verbs[verb as usize]) else {
            return;
        };
        if verb.negated && !verb.no_longer && word <= verb.words.end {
            verb.negated = false;
        }
    }

    // ---- verbs ----

    /// "a, après un an qui n'a rien changé, prêté": what stood between is over.
    fn resume(&mut self, verb: u32) {
        let position = self.stack.iter().rposition(|frame| {
            self.frames[*frame as usize]
                .node
                .is_some_and(|node| self.nodes[node as usize].verb == verb)
        });
        if let Some(position) = position {
            self.pop_to(position);
            self.top().edge.clear();
        }
    }

    fn place_verb(&mut self, index: usize, verb: u32, link: &Link) {
        match self.verbs[verb as usize].form {
            Form::Finite => self.place_finite(index, verb, link),
            Form::Infinitive => self.place_infinitive(index, verb, link),
            Form::PastParticiple => self.place_past_participle(index, verb, link),
            Form::PresentParticiple | Form::Gerund => self.place_present_participle(index, verb, link),
        }
    }

    fn place_finite(&mut self, index: usize, verb: u32, link: &Link) {
        let group = &self.verbs[verb as usize];
        let own_subject = group.subject.is_some();
        let inverted = group.inverted;
        if link.quoted && self.may_be_incise(index, verb) || self.is_incise(index, verb, link) {
            self.push_incise(verb, link.quoted);
            return;
        }
        if own_subject && !inverted && link.comma && self.is_parenthesis(index, verb) {
            self.push_incise(verb, false);
            return;
        }
        if self.top().node.is_none() {
            self.add_verb(verb);
            return;
        }
        if link.coordinator.is_some() {
            self.coordinate_verb(verb, link);
            return;
        }
        if let Some(position) = self.waiting_frame(verb)
            && !inverted
        {
            self.pop_to(position);
            self.add_verb(verb);
            return;
        }
        if own_subject && !inverted {
            self.open_parallel(index);
            self.add_verb(verb);
        } else if inverted || self.may_be_incise(index, verb) && !self.goes_on_in_series(index, verb, link) {
            self.push_incise(verb, link.quoted);
        } else {
            self.coordinate_verb(verb, link);
        }
    }

    /// "Il forme des soldats, *sécurise le palais*, achète des terres": one act more of the same subject.
    fn goes_on_in_series(&self, index: usize, verb: u32, link: &Link) -> bool {
        let group = &self.verbs[verb as usize];
        let Some(before) = self.top_node().filter(|_| link.comma && group.subject.is_none()) else {
            return false;
        };
        // "…, souffle un proche": nobody is presented so by what he undergoes.
        let somebody = matches!(self.kind(index + 1), Some(Kind::Group(next))
            if self.is_person(next) && self.article(next).contains(Features::INDEFINITE));
        let same_tense = self.tense(self.nodes[before as usize].verb) == self.tense(verb);
        (!somebody || self.is_in_series(index, verb))
            && same_tense
            && group.voice == super::Voice::Active
            && group.lexical.contains(Features::TRANSITIVE)
            && (!self.tables.reports(group.lemma) || self.is_in_series(index, verb))
            && self.could_share_subject(before, verb)
    }

    /// Tense and mood of a finite verb, and whether it is compound.
    pub fn tense(&self, verb: u32) -> (Features, bool) {
        const TENSE: Features = Features::PRESENT
            .union(Features::IMPERFECT)
            .union(Features::PAST)
            .union(Features::FUTURE)
            .union(Features::INDICATIVE)
            .union(Features::CONDITIONAL);
        let group = &self.verbs[verb as usize];
        (group.features & TENSE, group.perfect)
    }

    /// The innermost frame above the floor that has no verb yet.
    pub fn waiting_position(&self) -> Option<usize> {
        let floor = self.floor();
        (floor..self.stack.len())
            .rev()
            .find(|position| self.frames[self.stack[*position] as usize].node.is_none())
    }

    /// The innermost frame that waits for this verb: its subject must not contradict the verb.
    fn waiting_frame(&self, verb: u32) -> Option<usize> {
        let floor = self.floor();
        let waiting = |position: &usize| self.frames[self.stack[*position] as usize].node.is_none();
        let fits = |position: &usize| {
            let frame = &self.frames[self.stack[*position] as usize];
            frame.gap == Gap::Subject
                || frame.preverbal.is_empty()
                || frame
                    .preverbal
                    .iter()
                    .any(|group| self.agrees_with_verb(*group, verb))
        };
        (floor..self.stack.len())
            .rev()
            .filter(waiting)
            .find(fits)
            .or_else(|| (floor..self.stack.len()).rev().find(waiting))
    }

    /// A new clause beside the others, with its own subject.
    pub fn open_parallel(&mut self, index: usize) {
        let start = self
            .element(index)
            .map_or(self.span.start, |element| element.words.start);
        let floor = self.floor();
        self.pop_to(floor);
        let barrier = self.frames[self.stack[floor] as usize].is_barrier();
        let parent = barrier.then_some(self.stack[floor]);
        if !barrier {
            self.stack.pop();
        }
        let number = self.frames.len() as u32;
        self.frames.push(Frame::new(FrameKind::Main, start, parent, None));
        self.stack.push(number);
    }

    /// A verb without subject of its own goes on with the clause whose subject agrees with it.
    fn coordinate_verb(&mut self, verb: u32, link: &Link) {
        let floor = self.floor();
        let own_subject = self.verbs[verb as usize].subject.is_some();
        let finite = |parser: &Self, position: &usize| {
            let frame = &parser.frames[parser.stack[*position] as usize];
            frame.node.is_some_and(|node| {
                let node = &parser.nodes[node as usize];
                parser.verbs[node.verb as usize].form == Form::Finite
            })
        };
        let candidates: SmallVec<[usize; 8]> = (floor..self.stack.len())
            .rev()
            .filter(|position| finite(self, position))
            .collect();
        let agreeing = |position: &&usize| {
            let frame = &self.frames[self.stack[**position] as usize];
            frame
                .node
                .is_some_and(|node| self.could_share_subject(node, verb))
        };
        let chosen = if own_subject && link.comma_before_coordinator {
            candidates.last().copied()
        } else if own_subject {
            candidates.first().copied()
        } else {
            let set_off = link
                .comma_before_coordinator
                .then(|| self.frame_past_comma(&candidates, verb))
                .flatten();
            set_off.or_else(|| candidates.iter().find(agreeing).or(candidates.first()).copied())
        };
        match chosen {
            Some(position) => {
                self.pop_to(position);
                self.continue_frame(verb);
            }
            None => match self.waiting_position() {
                Some(position) => {
                    self.pop_to(position);
                    self.add_verb(verb);
                }
                None => {
                    let start = self.verbs[verb as usize].words.start;
                    self.push_frame(FrameKind::Main, start);
                    self.add_verb(verb);
                }
            },
        }
    }

    /// "félicite X, dont l'armée a agi, *et remercie* Y": the comma closes what stands between, and the verb goes on
    /// with the nearest clause that has its tense.
    fn frame_past_comma(&self, candidates: &[usize], verb: u32) -> Option<usize> {
        let frame = |position: usize| &self.frames[self.stack[position] as usize];
        let relative = |position: &usize| frame(*position).kind == FrameKind::Relative;
        let fits = |position: &usize| {
            frame(*position).node.is_some_and(|node| {
                let same = self.tense(self.nodes[node as usize].verb) == self.tense(verb);
                same && !relative(position) && self.could_share_subject(node, verb)
            })
        };
        let innermost = *candidates.first()?;
        let outer = candidates.iter().copied().find(fits)?;
        let inner = frame(innermost).node?;
        let alike = self.tense(self.nodes[inner as usize].verb) == self.tense(verb);
        (relative(&innermost) || !alike).then_some(outer)
    }

    /// Whether the subject known so far of `node` agrees with `verb`.
    fn could_share_subject(&self, node: u32, verb: u32) -> bool {
        let mut node = node;
        for _ in 0..8 {
            let current = &self.nodes[node as usize];
            let group = &self.verbs[current.verb as usize];
            if let Some(previous) = current
                .coordinated_to
                .filter(|_| current.preverbal.is_empty() && group.subject.is_none())
            {
                node = previous;
                continue;
            }
            let (one, other) = (group.features, self.verbs[verb as usize].features);
            return compatible(one, other, NUMBER);
        }
        true
    }

    /// The verb becomes the next one of the topmost frame.
    pub fn continue_frame(&mut self, verb: u32) {
        let previous = self.top().node;
        let frame = self.top();
        frame.node = None;
        frame.preverbal.clear();
        frame.edge.clear();
        frame.pending.clear();
        self.add_verb(verb);
        if let Some(node) = self.top().node {
            self.nodes[node as usize].coordinated_to = previous;
        }
    }

    /// The verb becomes the verb of the topmost frame.
    pub fn add_verb(&mut self, verb: u32) -> u32 {
        let index = self.nodes.len() as u32;
        let words = &self.verbs[verb as usize].words;
        let top = self.stack.last().copied().unwrap_or_default();
        let frame = &mut self.frames[top as usize];
        let main = frame.kind == FrameKind::Main;
        frame.node = Some(index);
        frame.first_node.get_or_insert(index);
        frame.edge.clear();
        for group in &frame.pending {
            self.notes[*group as usize].node = Some(index);
        }
        self.nodes.push(Node {
            verb,
            kind: frame.kind,
            sentence: self.sentence,
            governor: frame.governor,
            parent: frame.parent,
            relation: frame.relation,
            group: frame.group,
            governing_word: frame.governing_word,
            gap: frame.gap,
            marker: frame.marker,
            preverbal: SmallVec::from_slice(&frame.preverbal),
            post: SmallVec::new(),
            obliques: std::mem::take(&mut frame.pending),
            attributes: SmallVec::new(),
            coordinated_to: None,
            adverbs: std::mem::take(&mut frame.adverbs),
            subject: None,
            object: None,
            extra: SmallVec::new(),
            attribute: None,
            question: false,
            first: frame.start.min(words.start),
            last: words.end,
            impersonal: false,
            shares: false,
            gapped: None,
            dislocated: frame.dislocated,
        });
        if main {
            self.settle_fronted_adjectives(index);
        }
        index
    }

    /// "Proche de Moscou, le régime a": the adjective is said of the clause's subject.
    fn settle_fronted_adjectives(&mut self, index: u32) {
        let start = self.span.start;
        let waiting = self
            .adjectives
            .iter_mut()
            .rev()
            .take(2)
            .filter(|adjective| adjective.fronted && adjective.word >= start);
        for adjective in waiting {
            adjective.fronted = false;
            adjective.node = Some(index);
        }
    }

    /// Whether the group can be the subject of the finite verb.
    pub fn agrees_with_verb(&self, group: GroupId, verb: u32) -> bool {
        let verb = self.verbs[verb as usize].features;
        let found = &self.groups[group as usize];
        let pronoun = self.notes[group as usize].pronoun;
        // "Citons *le Mali et le Niger*": nobody but a pronoun is the first or second person.
        if !pronoun && verb.intersects(Features::FIRST | Features::SECOND) && !verb.contains(Features::THIRD)
        {
            return false;
        }
        if found.next_conjunct.is_some() {
            return verb & NUMBER != Features::SINGULAR;
        }
        let persons = Features::FIRST | Features::SECOND | Features::THIRD;
        if pronoun && !compatible(found.features, verb, persons) {
            return false;
        }
        let collective = self.is_collective(group);
        collective || compatible(found.features, verb, NUMBER)
    }

    /// "une centaine de", "la plupart des": the verb may agree with the complement.
    fn is_collective(&self, group: GroupId) -> bool {
        self.groups[group as usize].complements.iter().any(|complement| {
            let complement = &self.groups[*complement as usize];
            complement.features.contains(Features::PLURAL) && self.is_genitive(complement.preposition_lemma())
        })
    }

    // ---- adjectives ----

    fn place_adjective(&mut self, index: usize, link: &Link) {
        let Some(Element { words, .. }) = self.elements.get(index) else {
            return;
        };
        let word = words.start;
        let node = self.top().node;
        let Some(node) = node else { return };
        let verb = self.nodes[node as usize].verb;
        let group = &self.verbs[verb as usize];
        let entry = group.entry;
        let attribute =
            entry.copula || entry.object_attribute || link.coordinator.is_some() || group.reflexive.is_some();
        let first =
            self.nodes[node as usize].attributes.is_empty() && self.nodes[node as usize].post.is_empty();
        if attribute && (!link.comma || link.coordinator.is_some() || first) {
            let node = &mut self.nodes[node as usize];
            node.attributes.push(word);
            node.last = node.last.max(word + 1);
        }
    }

    /// The edge of the topmost frame.
    pub fn edge(&self) -> Edge {
        self.stack
            .last()
            .map_or_else(Edge::default, |top| self.frames[*top as usize].edge)
    }

    /// Puts `group` on the edge behind `under`, or alone.
    pub fn extend_edge(&mut self, under: Option<GroupId>, group: GroupId) {
        let edge = &mut self.top().edge;
        let Some(under) = under else {
            edge.reset(group);
            return;
        };
        // What an insertion took off the edge comes back with its complement.
        if !edge.close_to(under) {
            edge.reset(under);
        }
        edge.push(group);
    }
}
