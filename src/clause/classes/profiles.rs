//! Profiles: all that constraints can see of a word.
//!
//! The words of French make a few thousand profiles: which form it is, if constraints name it, how it looks, and the
//! sorts of its readings (their kinds, and their lemma, if constraints name it). Each thread works out once for a profile which
//! patterns it fits and which constraints it leaves open, for the word itself and for the words on either side; a word
//! then costs a few look-ups, however many constraints there are.

use super::evidence::{self, BLOCK, Bits, Evidence};
use super::kinds::KindSet;
use super::patterns::{Atom, LOOKS, PatternId};
use super::recent::Recent;
use crate::lexicon::Analysis;
use crate::text::Shape;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Readings of one word that are kept; no form of the dictionary has more that matter.
pub(super) const MOST: usize = 8;

/// Profiles that are remembered before all is forgotten.
const PROFILES: usize = 1 << 14;

/// Outcomes that are remembered, and sites.
const OUTCOMES: usize = 1 << 12;
const SITES: usize = 1 << 14;

/// Which readings of a word are left, a bit each.
pub(super) type Left = u8;

/// What constraints can see of a reading, by number.
pub(super) type SortId = u32;

/// The number of a profile.
pub(super) type ProfileId = u32;

/// The profile of the sentence's edge, where no word stands.
pub(super) const EDGE: ProfileId = 0;

/// All that constraints can see of a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Profile {
    form: u16,
    looks: u16,
    sorts: SmallVec<[SortId; MOST]>,
}

impl Profile {
    /// That of the form of number `form` with readings of these sorts.
    pub(super) fn new(form: u16, shape: Shape, sorts: impl Iterator<Item = SortId>) -> Self {
        Self {
            form,
            looks: (shape & LOOKS).bits(),
            sorts: sorts.collect(),
        }
    }

    /// What is left of it with these of its readings.
    fn with(&self, left: Left) -> Self {
        let kept = |at: &usize| left >> at & 1 != 0;
        let sorts = (0..self.sorts.len()).filter(kept).map(|at| self.sorts[at]);
        Self {
            sorts: sorts.collect(),
            ..*self
        }
    }

    /// The same in lower case.
    fn in_lower_case(&self) -> Self {
        Self {
            looks: self.looks & !Shape::CAPITALISED.bits(),
            ..self.clone()
        }
    }
}

/// What one thread has worked out.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    sort_numbers: FxHashMap<(KindSet, u16), SortId>,
    /// What readings of each sort tell, row by row.
    sorts: Vec<u64>,
    numbers: FxHashMap<Profile, ProfileId>,
    known: Vec<Profile>,
    /// What is left of a profile with some of its readings.
    partial: FxHashMap<(ProfileId, Left), ProfileId>,
    /// What is left of a profile's readings, and the profile of that, where an outcome is applied to some of them.
    outcomes: Recent<(ProfileId, Left, Outcome), (Left, ProfileId), OUTCOMES>,
    /// What constraints make of words.
    pub(super) verdicts: Recent<Site, Verdict, SITES>,
    /// For each profile, blocks of bits: patterns that it fits, patterns that all its readings fit, and the `parts`.
    rows: Vec<u64>,
    parts: Parts,
    /// For each profile, the first constraint whose target such a word is.
    entries: Vec<usize>,
    /// For each profile, the first that tells of a word beside another the same.
    alike: Vec<ProfileId>,
    /// By all that a profile's row tells of a word beside another.
    beside: FxHashMap<Box<[u64]>, ProfileId>,
}

/// Where the constraints of a profile's row begin.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    /// Constraints whose target such a word is.
    target: usize,
    before: usize,
    after: usize,
    width: usize,
}

/// What becomes of the readings of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Outcome {
    pub(super) pattern: PatternId,
    /// Whether the readings that fit are struck out instead of kept.
    pub(super) strikes: bool,
}

/// A word of which some readings are left, between two others, as constraints see them: of profiles that tell the same
/// of a word beside another, the first stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Site {
    pub(super) whole: ProfileId,
    pub(super) left: Left,
    pub(super) before: ProfileId,
    pub(super) after: ProfileId,
}

/// What constraints make of the word of a site until one of them has to look farther than to the words beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub(super) left: Left,
    /// The profile of what is left.
    pub(super) profile: ProfileId,
    /// How many constraints have struck out readings.
    pub(super) strikes: u8,
    /// The constraint that has to look farther.
    pub(super) open: Option<u32>,
}

/// What a condition asks of a profile: one bit of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question(u32);

impl Question {
    /// Whether a reading fits `pattern`, or the word itself.
    pub(super) fn fits(pattern: PatternId) -> Self {
        Self(u32::from(pattern.0))
    }

    /// Whether every reading fits `pattern`, or the word itself.
    pub(super) fn fits_only(pattern: PatternId, evidence: &Evidence) -> Self {
        Self((evidence.layout.patterns * BLOCK) as u32 + u32::from(pattern.0))
    }
}

impl Profiles {
    /// Forgets what was worked out, perhaps from another table.
    pub(super) fn clear(&mut self, evidence: &Evidence) {
        let (patterns, constraints) = (evidence.layout.patterns, evidence.layout.constraints);
        *self = Self {
            parts: Parts {
                target: 2 * patterns,
                before: 2 * patterns + constraints,
                after: 2 * patterns + 2 * constraints,
                width: 2 * patterns + 3 * constraints,
            },
            outcomes: Recent::new(),
            verdicts: Recent::new(),
            ..Self::default()
        };
        let edge = evidence.row(Atom::Edge).to_vec();
        self.add(evidence, Profile::default(), edge.clone(), &edge);
    }

    /// Whether too much has been worked out.
    pub(super) const fn is_full(&self) -> bool {
        self.known.len() > PROFILES
    }

    /// The sort of a reading.
    pub(super) fn sort(&mut self, evidence: &Evidence, reading: &Analysis) -> SortId {
        let (kinds, lemma) = evidence.vocabulary.of(reading);
        let next = self.sort_numbers.len() as SortId;
        let number = *self.sort_numbers.entry((kinds, lemma)).or_insert(next);
        if number == next {
            let start = self.sorts.len();
            self.sorts.extend_from_slice(evidence.row(Atom::Lemma(lemma)));
            let row = &mut self.sorts[start..];
            let mut kinds = kinds;
            while kinds != 0 {
                let kind = Atom::Kind(kinds.trailing_zeros() as u8);
                evidence::join(row, evidence.row(kind));
                kinds &= kinds - 1;
            }
        }
        number
    }

    /// The number of a profile.
    pub(super) fn number(&mut self, evidence: &Evidence, profile: Profile) -> ProfileId {
        if let Some(number) = self.numbers.get(&profile) {
            return *number;
        }
        let mut all = evidence.row(Atom::Form(profile.form)).to_vec();
        for look in Shape::from_bits_truncate(profile.looks).iter() {
            evidence::join(&mut all, evidence.row(Atom::Shape(look)));
        }
        let mut only = vec![u64::MAX; evidence.layout.patterns];
        let mut readings = vec![0; all.len()];
        for sort in &profile.sorts {
            let row = self.sort_row(evidence, *sort);
            evidence::join(&mut readings, row);
            for (only, own) in only.iter_mut().zip(row) {
                *only &= own;
            }
        }
        evidence::join(&mut only, &all);
        evidence::join(&mut all, &readings);
        let number = self.known.len() as ProfileId;
        self.numbers.insert(profile.clone(), number);
        self.add(evidence, profile, all, &only);
        number
    }

    /// Adds a profile that tells `all`, and whose readings, or the word itself, all tell `only`.
    fn add(&mut self, evidence: &Evidence, profile: Profile, all: Vec<u64>, only: &[u64]) {
        let patterns = evidence.layout.patterns;
        let number = self.known.len() as ProfileId;
        let start = self.rows.len();
        self.rows.extend_from_slice(&all[..patterns]);
        self.rows.extend_from_slice(&only[..patterns]);
        if profile.sorts.len() > 1 {
            self.rows.extend(evidence.targets(&all));
        } else {
            self.rows
                .extend(std::iter::repeat_n(0, evidence.layout.constraints));
        }
        self.rows.extend(evidence.before(&all));
        self.rows.extend(evidence.after(&all));
        self.known.push(profile);
        let row = &self.rows[start..];
        let Parts { target, before, .. } = self.parts;
        let mut targets = row[target..before].iter().enumerate();
        let entry = targets.find(|(_, targets)| **targets != 0);
        self.entries.push(entry.map_or(usize::MAX, |(block, targets)| {
            block * BLOCK + targets.trailing_zeros() as usize
        }));
        // Nothing is like the edge.
        self.alike.push(match number {
            EDGE => EDGE,
            _ => {
                let beside = [&row[..target], &row[before..]].concat();
                *self.beside.entry(beside.into()).or_insert(number)
            }
        });
    }

    /// The profile that stands for all that tell of a word beside another the same as this one.
    #[inline]
    pub(super) fn beside(&self, profile: ProfileId) -> ProfileId {
        self.alike[profile as usize]
    }

    /// What is left of a profile with these of its readings.
    pub(super) fn partial(&mut self, evidence: &Evidence, whole: ProfileId, left: Left) -> ProfileId {
        if let Some(number) = self.partial.get(&(whole, left)) {
            return *number;
        }
        let partial = self.known[whole as usize].with(left);
        let number = self.number(evidence, partial);
        self.partial.insert((whole, left), number);
        number
    }

    /// What an outcome leaves of a word with these of its readings, and the profile of that: all of them where it would
    /// leave none.
    pub(super) fn outcome(
        &mut self,
        evidence: &Evidence,
        whole: ProfileId,
        left: Left,
        outcome: Outcome,
    ) -> (Left, ProfileId) {
        let question = (whole, left, outcome);
        if let Some(known) = self.outcomes.recall(&question) {
            return known;
        }
        let sorts = self.known[whole as usize].sorts.iter().enumerate();
        let kept = sorts.filter(|(at, sort)| {
            left >> at & 1 != 0 && self.fits(evidence, **sort, outcome.pattern) != outcome.strikes
        });
        let kept = match kept.fold(0, |kept, (at, _)| kept | 1 << at) {
            0 => left,
            kept => kept,
        };
        let result = (kept, self.partial(evidence, whole, kept));
        self.outcomes.remember(question, result);
        result
    }

    /// The profile of the same word in lower case.
    pub(super) fn in_lower_case(&mut self, evidence: &Evidence, whole: ProfileId) -> ProfileId {
        let lower = self.known[whole as usize].in_lower_case();
        self.number(evidence, lower)
    }

    /// The profile of a word with another reading instead of its own.
    pub(super) fn with_reading(&mut self, evidence: &Evidence, whole: ProfileId, sort: SortId) -> ProfileId {
        let profile = Profile {
            sorts: SmallVec::from_iter([sort]),
            ..self.known[whole as usize]
        };
        self.number(evidence, profile)
    }

    fn sort_row(&self, evidence: &Evidence, sort: SortId) -> &[u64] {
        let width = evidence.layout.width();
        &self.sorts[sort as usize * width..][..width]
    }

    /// Whether a reading of this sort fits `pattern`; what asks nothing of readings is fit by any.
    pub(super) fn fits(&self, evidence: &Evidence, sort: SortId, pattern: PatternId) -> bool {
        let row = self.sort_row(evidence, sort);
        evidence.is_of_words(pattern) || evidence::has(row, usize::from(pattern.0))
    }

    /// The answer of a profile.
    #[inline]
    pub(super) fn answers(&self, profile: ProfileId, question: Question) -> bool {
        let start = profile as usize * self.parts.width;
        evidence::has(&self.rows[start..], question.0 as usize)
    }

    /// The first of the constraints of `worthwhile`, from number `from` on, that a word leaves open which has these profiles,
    /// now and beside it.
    #[inline]
    pub(super) fn next_open(
        &self,
        own: ProfileId,
        (before, after): (ProfileId, ProfileId),
        worthwhile: &Bits,
        from: usize,
    ) -> Option<usize> {
        let Parts {
            target,
            before: precedes,
            after: follows,
            ..
        } = self.parts;
        let from = from.max(self.entries[own as usize]);
        let first = from / BLOCK;
        if first >= precedes - target {
            return None;
        }
        let part = |profile: ProfileId, part: usize| {
            let start = profile as usize * self.parts.width + part;
            self.rows[start + first..start + (precedes - target)].iter()
        };
        let rows = part(own, target)
            .zip(part(before, precedes))
            .zip(part(after, follows));
        let worthwhile = worthwhile.blocks().get(first..).unwrap_or_default();
        let mut later = u64::MAX << (from % BLOCK);
        for (block, (((target, before), after), worthwhile)) in (first..).zip(rows.zip(worthwhile)) {
            let open = target & before & after & worthwhile & later;
            if open != 0 {
                return Some(block * BLOCK + open.trailing_zeros() as usize);
            }
            later = u64::MAX;
        }
        None
    }
}
