//! The best vacancies for one plan, exactly: what is skipped provably cannot enter the list.
//!
//! Vacancies lie in the columns by kind of work, then by travel zone. The kinds that can give most
//! are visited first; within a kind an upper bound from zone and area decides in one addition
//! whether a run of vacancies could still enter the list, then come the gates that need no trip,
//! resources and branch exactly, and only then is a vacancy scored.

use super::bounds::{Families, KindBound, OUT_OF_REACH, ZoneBounds, resources_bound};
use super::columns::{Columns, KindRuns};
use super::features::{VacancyCore, VacancyView};
use super::gates::GateCode;
use super::list_traits::traits_of;
use super::plan::Plan;
use super::score::{PairScore, nearest, score};
use crate::domain::set::BitSet32;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::ops::Range;

/// What a caller wants left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only vacancies of this organisation's number.
    pub organisation: u16,
    /// Only offers of these forms; empty is any.
    pub forms: BitSet32,
    /// Only these occupations, dense indices.
    pub occupations: Option<BTreeSet<u16>>,
    /// Only these divisions of DB07.
    pub industries: Option<BTreeSet<u8>>,
    /// Only these postcodes.
    pub postcodes: Option<BTreeSet<u16>>,
    /// Only these labour-market areas, see [`VacancyCore::area`].
    pub areas: Option<BTreeSet<u8>>,
    /// Only trips of at most this many minutes one way.
    pub max_minutes: Option<u16>,
    /// Only moves of these rungs, positions of [`Rung`]; empty is any.
    pub rungs: BitSet32,
    /// Only pairs with all of these traits, positions of [`ListTrait`].
    pub traits: BitSet32,
    /// None of these vacancies.
    pub without: BTreeSet<u128>,
    /// None of these employers, see [`VacancyCore::employer`].
    pub without_employers: BTreeSet<u64>,
}

impl Filter {
    pub(super) fn admits(&self, core: &VacancyCore) -> bool {
        let among = |set: &Option<BTreeSet<u16>>, value| set.as_ref().is_none_or(|set| set.contains(&value));
        core.organisation == self.organisation
            && among(&self.occupations, core.occupation)
            && among(&self.postcodes, core.postcode)
            && self.areas.as_ref().is_none_or(|set| set.contains(&core.area))
            && self
                .industries
                .as_ref()
                .is_none_or(|set| set.contains(&core.industry))
            && !self.without.contains(&core.id)
            && core
                .employer()
                .is_none_or(|employer| !self.without_employers.contains(&employer))
    }

    /// Whether a vacancy and its pair are within the filter.
    pub fn admits_scored(&self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> bool {
        self.admits(vacancy.core) && self.admits_pair(plan, vacancy, pair)
    }

    pub(super) fn admits_pair(&self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> bool {
        let form = vacancy.offers.get(pair.offer).map(|offer| offer.form);
        let form_fits = self.forms.is_empty() || form.is_some_and(|form| self.forms.has(form.position()));
        let near = self
            .max_minutes
            .is_none_or(|most| pair.travel.minutes().is_some_and(|taken| taken <= most));
        let rung_fits =
            self.rungs.is_empty() || pair.branch.is_some_and(|fit| self.rungs.has(fit.rung as usize));
        let traits_fit =
            self.traits.is_empty() || self.traits.without(traits_of(plan, vacancy, pair)).is_empty();
        form_fits && near && rung_fits && traits_fit
    }
}

/// Place of a pair in the order: higher score first, then the tie-break, then the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey {
    /// Score, micro-points.
    pub base: u32,
    /// Tie-break; the lower comes first.
    pub tie: Reverse<u64>,
    /// Id; the lower comes first.
    pub id: Reverse<u128>,
}

impl OrderKey {
    /// The place of a scored vacancy.
    pub const fn of(core: &VacancyCore, base: u32) -> Self {
        Self {
            base,
            tie: Reverse(core.tie),
            id: Reverse(core.id),
        }
    }
}

/// A vacancy in the list: where it stands and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Place in the order.
    pub key: OrderKey,
    /// Number of the segment.
    pub segment: usize,
    /// Row of the segment.
    pub row: u32,
}

/// What is asked of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    /// How many items.
    pub limit: usize,
    /// Only items after this place.
    pub after: Option<OrderKey>,
    /// Only items of at least this score.
    pub min_score: u32,
    /// What is left out.
    pub filter: Filter,
    /// Count every vacancy that passes.
    pub count_all: bool,
    /// How many of the best that fail a gate.
    pub not_now: usize,
    /// Count, by gate, the vacancies that fail it alone.
    pub count_sole_failures: bool,
}

impl ListQuery {
    /// Whether every vacancy must be looked at, so that nothing may be bounded away.
    pub const fn is_exhaustive(&self) -> bool {
        self.count_all || self.not_now > 0 || self.count_sole_failures
    }
}

/// The answer to a [`ListQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Best first.
    pub items: Vec<Listed>,
    /// How many passed in all, when asked for.
    pub total: Option<usize>,
    /// Best that fail a gate, when asked for.
    pub not_now: Vec<Listed>,
    /// By position of the gate: how many vacancies fail it alone, when asked for.
    pub sole_failures: [usize; GateCode::ALL.len()],
    /// How many vacancies were scored rather than bounded away.
    pub scored: usize,
}

/// The list of a plan over segments of columns.
pub fn list<C: Columns>(plan: &Plan<'_>, segments: &[&C], query: &ListQuery) -> List {
    let mut best = Best::new(query);
    if query.is_exhaustive() {
        for (number, segment) in segments.iter().enumerate() {
            for row in (0..segment.rows()).filter(|&row| segment.is_live(row)) {
                best.consider(plan, &segment.view(row), number, row);
            }
        }
    } else {
        Search::new(plan, segments).run(&mut best);
    }
    best.finish()
}

/// A search that visits the most promising kinds of work first, so that the threshold soon stands
/// above the bounds of nearly all others.
struct Search<'s, C> {
    plan: &'s Plan<'s>,
    segments: &'s [&'s C],
    zones: ZoneBounds,
    families: Vec<Families<'s>>,
}

/// A kind of work in one segment, with the most its vacancies can score, in one number: the
/// highest comes first, of equal ones the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Visit(u64);

impl Visit {
    fn new(most: u32, segment: usize, kind: usize) -> Self {
        let place = (segment as u32) << 24 | kind as u32;
        Self(u64::from(most) << 32 | u64::from(!place))
    }

    const fn most(self) -> u32 {
        (self.0 >> 32) as u32
    }

    const fn place(self) -> (usize, usize) {
        let place = !(self.0 as u32);
        ((place >> 24) as usize, (place & 0xff_ffff) as usize)
    }
}

impl<'s, C: Columns> Search<'s, C> {
    fn new(plan: &'s Plan<'s>, segments: &'s [&'s C]) -> Self {
        let families = segments.iter().map(|segment| Families::new(segment.families()));
        Self {
            plan,
            segments,
            zones: ZoneBounds::new(plan),
            families: families.collect(),
        }
    }

    fn run(&mut self, best: &mut Best<'_>) {
        let mut visits = self.visits(best.threshold());
        while let Some(visit) = visits.pop().filter(|visit| visit.most() >= best.threshold()) {
            let (segment, kind) = visit.place();
            self.visit(segment, &self.segments[segment].kinds()[kind], best);
        }
    }

    fn visits(&mut self, threshold: u32) -> BinaryHeap<Visit> {
        let mut visits = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for (at, KindRuns { kind, .. }) in segment.kinds().iter().enumerate() {
                let work = KindBound::new(*kind, self.plan).anywhere(self.plan);
                let most = work + self.zones.with(kind.remote_days(), self.plan).most;
                if most >= threshold {
                    visits.push(Visit::new(most, number, at));
                }
            }
        }
        BinaryHeap::from(visits)
    }

    fn visit(&mut self, number: usize, of_kind: &KindRuns, best: &mut Best<'_>) {
        let (plan, segment) = (self.plan, self.segments[number]);
        let mut work = KindBound::new(of_kind.kind, plan);
        let anywhere = work.anywhere(plan);
        let zones = self.zones.with(of_kind.kind.remote_days(), plan);
        let mut near = Near {
            plan,
            segment,
            number,
            families: &mut self.families[number],
        };
        let runs = &segment.runs()[of_kind.runs.start as usize..=of_kind.runs.end as usize];
        let mut wanted = wanted_of_zone(best, anywhere);
        for pair in runs.windows(2) {
            let run = pair[0];
            let zone = zones.of(run.zone);
            if zone >= wanted && zone + work.within(run.area, plan) >= best.threshold() {
                near.consider(run.from..pair[1].from, zone, work.resources, best);
                wanted = wanted_of_zone(best, anywhere);
            }
        }
    }
}

/// What a zone must give at least, where the work gives at most so much.
fn wanted_of_zone(best: &Best<'_>, work: u32) -> u32 {
    best.threshold().saturating_sub(work).max(OUT_OF_REACH + 1)
}

/// Rows that the bounds of kind and zone let through.
struct Near<'n, 's, C> {
    plan: &'s Plan<'s>,
    segment: &'s C,
    number: usize,
    families: &'n mut Families<'s>,
}

impl<C: Columns> Near<'_, '_, C> {
    /// Tests rows one by one, the cheap tests first, and scores what may enter a list that
    /// nothing is counted for.
    fn consider(&mut self, rows: Range<u32>, zone: u32, resources: u32, best: &mut Best<'_>) {
        let plan = self.plan;
        for row in rows {
            if !self.segment.is_live(row) {
                continue;
            }
            let vacancy = self.segment.view(row);
            if !best.query.filter.admits(vacancy.core) || !plan.gates.may_pass(&vacancy) {
                continue;
            }
            let family = self.segment.family_of_rows()[row as usize];
            let others = zone + self.families.branch(family, plan);
            if others + resources >= best.threshold()
                && others + resources_bound(plan, &vacancy) >= best.threshold()
            {
                best.consider(plan, &vacancy, self.number, row);
            }
        }
    }
}

/// The best so far.
struct Best<'q> {
    query: &'q ListQuery,
    items: BinaryHeap<Reverse<Listed>>,
    not_now: BinaryHeap<Reverse<Listed>>,
    passed: usize,
    sole_failures: [usize; GateCode::ALL.len()],
    scored: usize,
}

impl<'q> Best<'q> {
    fn new(query: &'q ListQuery) -> Self {
        Self {
            query,
            items: BinaryHeap::with_capacity(query.limit.min(1024) + 1),
            not_now: BinaryHeap::new(),
            passed: 0,
            sole_failures: [0; GateCode::ALL.len()],
            scored: 0,
        }
    }

    /// The score below which nothing can enter any more.
    fn threshold(&self) -> u32 {
        match self.items.peek() {
            Some(Reverse(last)) if self.items.len() >= self.query.limit => {
                last.key.base.max(self.query.min_score)
            }
            _ => self.query.min_score,
        }
    }

    fn consider(&mut self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, segment: usize, row: u32) {
        if !self.query.filter.admits(vacancy.core) {
            return;
        }
        self.scored += 1;
        let scored = score(plan, vacancy);
        if !scored.gates.open() && !self.query.is_exhaustive() {
            return;
        }
        let pair = nearest(plan, vacancy, scored);
        if pair.base < self.query.min_score || !self.query.filter.admits_pair(plan, vacancy, &pair) {
            return;
        }
        let listed = Listed {
            key: OrderKey::of(vacancy.core, pair.base),
            segment,
            row,
        };
        if pair.gates.open() {
            self.passed += 1;
            if self.query.after.is_none_or(|after| listed.key < after) {
                push(&mut self.items, listed, self.query.limit);
            }
        } else if may_open(&pair) {
            self.count_sole_failure(&pair);
            push(&mut self.not_now, listed, self.query.not_now);
        } else if !pair.gates.failed.has(GateCode::Expired as usize) {
            // A veto is the person's own, and can be taken back like any other constraint.
            self.count_sole_failure(&pair);
        }
    }

    fn count_sole_failure(&mut self, pair: &PairScore) {
        let failed = pair.gates.failed;
        if failed.len() == 1
            && let Some(only) = failed.iter().next()
        {
            self.sole_failures[only] += 1;
        }
    }

    fn finish(self) -> List {
        List {
            items: in_order(self.items),
            total: self.query.is_exhaustive().then_some(self.passed),
            not_now: in_order(self.not_now),
            sole_failures: self.sole_failures,
            scored: self.scored,
        }
    }
}

/// What is closed, or what the person does not want to see, is not shown as "not now".
fn may_open(pair: &PairScore) -> bool {
    ![GateCode::Expired, GateCode::Vetoed]
        .iter()
        .any(|&code| pair.gates.failed.has(code as usize))
}

fn push(heap: &mut BinaryHeap<Reverse<Listed>>, listed: Listed, most: usize) {
    if most == 0 {
        return;
    }
    if heap.len() < most {
        heap.push(Reverse(listed));
    } else if heap.peek().is_some_and(|Reverse(last)| listed > *last) {
        heap.pop();
        heap.push(Reverse(listed));
    }
}

fn in_order(heap: BinaryHeap<Reverse<Listed>>) -> Vec<Listed> {
    heap.into_sorted_vec()
        .into_iter()
        .map(|Reverse(listed)| listed)
        .collect()
}
