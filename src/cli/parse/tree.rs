//! A reading for a person: each sentence with its names marked, under it one clause a line, drawn as
//! the tree in which clauses hang on each other, and then what the article says there.

use super::super::messages::Messages;
use super::offsets::Offsets;
use crate::article::Article;
use crate::clause::{Clause, ClauseId, Filler, GroupId, PredicateKind, Role, RoleKind, Status};
use crate::engine::{Engine, Reading};
use crate::lexicon::Features;
use crate::mention::{EntityId, MentionKind};
use crate::resolve::Reference;
use crate::span::Span;
use crate::statement::{ObjectTerm, Statement};
use crate::text::Sentence;
use anstyle::{AnsiColor, Color, Style};
use std::io::{self, Write};
use std::ops::Range;

const HEADING: Style = Style::new().bold().underline();
const PREDICATE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const ENTITY: Style = colour(AnsiColor::Cyan);
const NAME: Style = colour(AnsiColor::Cyan).underline();
const TIME: Style = colour(AnsiColor::Magenta);
const SPEAKER: Style = Style::new().italic();
const BOILERPLATE: Style = Style::new().dimmed().strikethrough();

/// Longest stretch of words shown for one role, in code points.
const ROLE_WIDTH: usize = 48;
/// Deepest level that is drawn as such; what hangs lower is drawn there.
const DEEPEST: usize = 10;

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

/// Prints readings as trees.
pub(in crate::cli) struct TreePrinter<'a> {
    engine: &'a Engine,
    reading: &'a Reading,
    messages: &'a Messages,
}

/// A clause with the strokes that stand before it.
struct Branch {
    clause: ClauseId,
    /// For each level above, whether a later sibling follows there.
    open: Vec<bool>,
}

impl<'a> TreePrinter<'a> {
    pub(in crate::cli) const fn new(
        engine: &'a Engine,
        reading: &'a Reading,
        messages: &'a Messages,
    ) -> Self {
        Self {
            engine,
            reading,
            messages,
        }
    }

    /// Prints every sentence with its clauses and, under it, what the article says there.
    pub(in crate::cli) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let offsets = Offsets::new(self.reading);
        let clauses = &self.reading.analysis.clauses;
        let mut first = 0;
        for (index, sentence) in self.reading.text.sentences.iter().enumerate() {
            let after = first
                + clauses[first..]
                    .iter()
                    .take_while(|clause| clause.sentence as usize <= index)
                    .count();
            if sentence.boilerplate {
                let words = self.words(sentence.span);
                writeln!(out, "{BOILERPLATE}{words}{BOILERPLATE:#}\n")?;
            } else if !sentence.words.is_empty() {
                self.sentence(sentence, out)?;
                self.clauses(first..after, out)?;
                self.said(sentence, &offsets, out)?;
                writeln!(out)?;
            }
            first = after;
        }
        Ok(())
    }

    /// Prints one clause on one line.
    pub(in crate::cli) fn clause_line(&self, out: &mut dyn Write, id: ClauseId) -> io::Result<()> {
        match self.reading.analysis.clauses.get(id as usize) {
            Some(clause) => {
                write!(out, "    ")?;
                self.clause(out, clause)
            }
            None => Ok(()),
        }
    }

    /// Prints what the article is called, where and when it appeared.
    pub(super) fn heading(&self, article: &Article, out: &mut dyn Write) -> io::Result<()> {
        let title = article.title.as_deref().unwrap_or(&article.name);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(out, "{HEADING}{title}{HEADING:#}")?;
        let date = self.reading.date.map(|date| date.to_string());
        for part in article.publisher.iter().chain(&date) {
            write!(out, "{FAINT} · {part}{FAINT:#}")?;
        }
        writeln!(out, "\n")
    }

    /// White space collapsed.
    fn words(&self, span: Span) -> String {
        let words = span.of(&self.reading.source.text).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The sentence with names and dates marked.
    fn sentence(&self, sentence: &Sentence, out: &mut dyn Write) -> io::Result<()> {
        let mentions = &self.reading.mentions.mentions;
        let first = mentions.partition_point(|mention| mention.words.start < sentence.words.start);
        let mut at = sentence.span.start;
        for mention in &mentions[first..] {
            if mention.span.end > sentence.span.end {
                break;
            }
            let style = match mention.kind {
                MentionKind::Name(_) | MentionKind::Demonym(_) => NAME,
                MentionKind::Date(_) => TIME,
                MentionKind::Quantity(_) => continue,
            };
            if mention.span.start < at {
                continue;
            }
            self.plain(Span::new(at, mention.span.start), out)?;
            write!(out, "{style}{}{style:#}", self.words(mention.span))?;
            at = mention.span.end;
        }
        self.plain(Span::new(at, sentence.span.end), out)?;
        writeln!(out)
    }

    /// Words between two marked ones, with the white space that parts them.
    fn plain(&self, span: Span, out: &mut dyn Write) -> io::Result<()> {
        let text = span.of(&self.reading.source.text);
        let space = |begins: bool| if begins { " " } else { "" };
        let words = self.words(span);
        let before = space(text.starts_with(char::is_whitespace));
        let after = space(!words.is_empty() && text.ends_with(char::is_whitespace));
        write!(out, "{before}{words}{after}")
    }

    /// The clauses of one sentence as a tree.
    fn clauses(&self, range: Range<usize>, out: &mut dyn Write) -> io::Result<()> {
        for branch in self.branches(range) {
            write!(out, "{FAINT}")?;
            for (level, open) in branch.open.iter().enumerate() {
                let stroke = match (level + 1 == branch.open.len(), open) {
                    (true, true) => "├─ ",
                    (true, false) => "└─ ",
                    (false, true) => "│  ",
                    (false, false) => "   ",
                };
                write!(out, "{stroke}")?;
            }
            write!(out, "{FAINT:#}")?;
            if let Some(clause) = self.reading.analysis.clauses.get(branch.clause as usize) {
                self.clause(out, clause)?;
            }
        }
        Ok(())
    }

    /// The clauses in the order in which they are drawn: each one right below what it hangs on.
    fn branches(&self, range: Range<usize>) -> Vec<Branch> {
        let clauses = &self.reading.analysis.clauses;
        let place = |id: ClauseId| {
            (id as usize)
                .checked_sub(range.start)
                .filter(|at| *at < range.len())
        };
        let mut below: Vec<Vec<ClauseId>> = vec![Vec::new(); range.len()];
        let mut roots: Vec<ClauseId> = Vec::new();
        for index in range.clone() {
            // A governor in another sentence (a quotation's incise) is not shown above.
            match clauses[index]
                .governor
                .and_then(|governor| place(governor.clause))
            {
                Some(above) if above + range.start != index => below[above].push(index as ClauseId),
                _ => roots.push(index as ClauseId),
            }
        }
        // Nouns of which nothing is said would only hide the rest.
        let mut drawn: Vec<bool> = range
            .clone()
            .zip(&below)
            .map(|(index, children)| {
                let clause = &clauses[index];
                let noun = clause.predicate.kind == PredicateKind::Noun;
                noun && clause.roles.is_empty() && children.is_empty()
            })
            .collect();
        for siblings in below.iter_mut().chain([&mut roots]) {
            siblings.retain(|clause| place(*clause).is_some_and(|at| !drawn[at]));
        }
        let mut branches = Vec::with_capacity(range.len());
        let mut stack: Vec<Branch> = Vec::new();
        push(&mut stack, &roots, &[]);
        // Clauses that hang on each other in a ring, which the grammar must not make, come last.
        let mut rest = range.clone();
        loop {
            while let Some(branch) = stack.pop() {
                let Some(at) = place(branch.clause).filter(|at| !drawn[*at]) else {
                    continue;
                };
                drawn[at] = true;
                push(&mut stack, &below[at], &branch.open);
                branches.push(branch);
            }
            let Some(left) = rest.find(|index| !drawn[index - range.start]) else {
                return branches;
            };
            push(&mut stack, &[left as ClauseId], &[]);
        }
    }

    fn clause(&self, out: &mut dyn Write, clause: &Clause) -> io::Result<()> {
        let predicate = self.words(clause.predicate.span);
        let lemma = self.engine.lemma_of(self.reading, clause.predicate.word);
        write!(out, "{PREDICATE}{predicate}{PREDICATE:#}")?;
        if lemma != predicate {
            write!(out, " {FAINT}({lemma}){FAINT:#}")?;
        }
        let status = clause.factuality.status();
        if status != Status::Actual {
            let style = status_style(status);
            write!(out, " {style}{}{style:#}", self.messages.get(status_key(status)))?;
        }
        for role in &clause.roles {
            self.role(out, role)?;
        }
        let above = clause
            .governor
            .and_then(|governor| self.reading.analysis.clauses.get(governor.clause as usize))
            .map_or(&[][..], |above| &above.attributions);
        // What the clause above is said by need not be said again.
        for attribution in clause.attributions.iter().filter(|new| !above.contains(new)) {
            let speaker = attribution
                .speaker
                .map_or_else(|| self.messages.get("somebody"), |group| self.group_words(group));
            write!(out, "  {SPEAKER}— {speaker}{SPEAKER:#}")?;
            if let Some(found) = attribution.speaker.and_then(|group| self.reference(group)) {
                self.arrow(out, ENTITY, &self.labels(found.acting()), &speaker)?;
            }
        }
        writeln!(out)
    }

    fn role(&self, out: &mut dyn Write, role: &Role) -> io::Result<()> {
        let (words, entities, when) = match role.filler {
            Filler::Group(group) => {
                let found = self.reference(group);
                let entities = found.map(Reference::acting).unwrap_or_default();
                (self.group_words(group), self.labels(entities), self.when(group))
            }
            Filler::Word(word) => {
                let found = self.reading.reference_of_word(word);
                let entities = found.map(Reference::acting).unwrap_or_default();
                (
                    self.words(self.reading.word_span(word)),
                    self.labels(entities),
                    None,
                )
            }
            Filler::Clause(clause) => {
                let clause = self.reading.analysis.clauses.get(clause as usize);
                let words = clause.map_or(String::new(), |clause| self.words(clause.predicate.span));
                (format!("[{words}]"), String::new(), None)
            }
        };
        let name = match (role.kind, role.preposition) {
            (RoleKind::Subject, _) => self.messages.get("role-subject"),
            (RoleKind::Object, _) => self.messages.get("role-object"),
            (RoleKind::Attribute, _) => self.messages.get("role-attribute"),
            (RoleKind::Oblique, Some(preposition)) => self.engine.lexicon().lemma(preposition).to_owned(),
            (RoleKind::Oblique, None) if when.is_some() => self.messages.get("role-time"),
            (RoleKind::Oblique, None) => self.messages.get("role-oblique"),
        };
        write!(out, "  {FAINT}{name}{FAINT:#} {words}")?;
        self.arrow(out, ENTITY, &entities, &words)?;
        self.arrow(out, TIME, &when.unwrap_or_default(), &words)
    }

    /// What words stand for, unless they say it themselves.
    fn arrow(&self, out: &mut dyn Write, style: Style, meaning: &str, words: &str) -> io::Result<()> {
        match meaning {
            "" => Ok(()),
            meaning if meaning == words => write!(out, " {style}✓{style:#}"),
            meaning => write!(out, " {style}→ {meaning}{style:#}"),
        }
    }

    fn reference(&self, group: GroupId) -> Option<&'a Reference> {
        self.reading.resolution.groups.get(group as usize)
    }

    /// The day or stretch of time that a group names; empty where it stays open.
    fn when(&self, group: GroupId) -> Option<String> {
        let group = self.reading.analysis.groups.get(group as usize)?;
        let mentions = &self.reading.mentions.mentions;
        let first = mentions.partition_point(|mention| mention.words.end <= group.words.start);
        let index = mentions[first..]
            .iter()
            .take_while(|mention| mention.words.start < group.words.end)
            .position(|mention| matches!(mention.kind, MentionKind::Date(_)))?;
        let dated = self.reading.resolution.date((first + index) as u32);
        let stands_for_time = group.features.contains(Features::TIME) || dated.is_some();
        stands_for_time.then(|| dated.unwrap_or_default().to_owned())
    }

    fn labels(&self, entities: &[EntityId]) -> String {
        entities
            .iter()
            .map(|id| self.engine.entity(self.reading, *id).0)
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn group_words(&self, group: GroupId) -> String {
        let Some(group) = self.reading.analysis.groups.get(group as usize) else {
            return String::new();
        };
        let words = self.words(self.reading.span_of(group.words.clone()));
        if words.chars().count() <= ROLE_WIDTH {
            return words;
        }
        words.chars().take(ROLE_WIDTH - 1).chain(['…']).collect()
    }

    /// The statements whose trigger stands in the sentence.
    fn said(&self, sentence: &Sentence, offsets: &Offsets<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (start, end) = offsets.range(sentence.span);
        let titled = offsets.in_title(sentence.span);
        for statement in &self.reading.statements {
            let here = |evidence: &crate::statement::Evidence| {
                evidence.field.is_some() == titled && (start..end).contains(&evidence.trigger.start)
            };
            if statement.evidence.iter().any(here) {
                self.statement(statement, out)?;
            }
        }
        Ok(())
    }

    fn statement(&self, statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
        let style = status_style(statement.status);
        let object = match &statement.object {
            ObjectTerm::Entity(object) => object.label.clone(),
            ObjectTerm::Literal { value } => value.to_string(),
        };
        let (subject, predicate) = (&statement.subject.label, &statement.predicate);
        write!(
            out,
            "{style}⇒{style:#} {ENTITY}{subject}{ENTITY:#} {PREDICATE}{predicate}{PREDICATE:#} \
             {ENTITY}{object}{ENTITY:#}"
        )?;
        if statement.status != Status::Actual {
            let name = self.messages.get(status_key(statement.status));
            write!(out, " {style}{name}{style:#}")?;
        }
        let place = statement.place.as_ref().map(|place| place.label.clone());
        let speaker = statement.attributed_to.as_ref().map(|term| term.label.clone());
        let qualifiers = [
            ("qualifier-date", &statement.date),
            ("qualifier-place", &place),
            ("qualifier-item", &statement.item),
            ("qualifier-domain", &statement.domain),
            ("qualifier-agreement", &statement.agreement),
            ("qualifier-office", &statement.office),
            ("qualifier-quantity", &statement.quantity),
            ("qualifier-speaker", &speaker),
        ];
        for (key, value) in qualifiers {
            if let Some(value) = value {
                write!(out, "  {FAINT}{}{FAINT:#} {value}", self.messages.get(key))?;
            }
        }
        writeln!(out, "  {FAINT}[{}]{FAINT:#}", statement.rule)
    }
}

/// Puts siblings on the stack, the first one on top.
fn push(stack: &mut Vec<Branch>, siblings: &[ClauseId], above: &[bool]) {
    for (at, clause) in siblings.iter().enumerate().rev() {
        let mut open = above[..above.len().min(DEEPEST - 1)].to_vec();
        open.push(at + 1 < siblings.len());
        stack.push(Branch {
            clause: *clause,
            open,
        });
    }
}

const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Actual => "status-actual",
        Status::Planned => "status-planned",
        Status::Possible => "status-possible",
        Status::Denied => "status-denied",
    }
}

const fn status_style(status: Status) -> Style {
    colour(match status {
        Status::Actual => AnsiColor::Green,
        Status::Planned => AnsiColor::Blue,
        Status::Possible => AnsiColor::Yellow,
        Status::Denied => AnsiColor::Red,
    })
}
