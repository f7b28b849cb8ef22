//! The search behind a list: what is skipped provably cannot enter it.
//!
//! Vacancies lie in the columns by kind of work, then by travel zone. The kinds that can give most
//! are visited first, and of each its best zones; an upper bound from kind, zone and area decides in
//! one addition whether a run of vacancies could still enter the list, then come branch and
//! resources exactly and the gates that need no trip, and only then is a vacancy scored.

use super::bounds::{AreaBounds, Bounds, Families, OUT_OF_REACH, resources_bound};
use super::columns::{Columns, KindRuns};
use super::list::Best;
use super::plan::Plan;
use std::collections::BinaryHeap;
use std::ops::Range;

/// A search that visits the most promising kinds of work first, so that the threshold soon stands
/// above the bounds of nearly all others.
pub(super) struct Search<'s, C> {
    plan: &'s Plan<'s>,
    segments: &'s [&'s C],
    bounds: &'s Bounds,
    families: Vec<Families<'s>>,
}

/// How far below the best zone of a kind its zones are looked at in one visit, micro-points: the others
/// wait until the threshold has risen by the best of other kinds.
const STEP: u32 = 131_072;

/// A kind of work in one segment, with the most its vacancies not looked at can score, in one
/// number: the highest comes first, of equal ones the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Visit(u64);

impl Visit {
    fn new(most: u32, segment: usize, kind: usize) -> Self {
        let place = (segment as u32) << 24 | kind as u32;
        Self(u64::from(most) << 32 | u64::from(!place))
    }

    /// The same kind, of which the rest can give at most so much.
    fn again(self, rest: u32) -> Self {
        Self(u64::from(rest) << 32 | u64::from(self.0 as u32))
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
    pub(super) fn new(plan: &'s Plan<'s>, segments: &'s [&'s C]) -> Self {
        let families = segments.iter().map(|segment| Families::new(segment.families()));
        Self {
            plan,
            segments,
            bounds: plan.bounds(),
            families: families.collect(),
        }
    }

    pub(super) fn run(&mut self, best: &mut Best<'_>) {
        let mut visits = self.visits(best);
        while let Some(visit) = visits.pop().filter(|visit| visit.most() >= best.threshold()) {
            let rest = self.visit(visit, best);
            if rest > 0 && rest >= best.threshold() {
                visits.push(visit.again(rest));
            }
        }
    }

    fn visits(&self, best: &Best<'_>) -> BinaryHeap<Visit> {
        let threshold = best.threshold();
        let mut visits = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for (at, KindRuns { kind, .. }) in segment.kinds().iter().enumerate() {
                let zones = self.bounds.zones(kind.remote_days(), self.plan);
                let most = self.bounds.work(*kind).anywhere + zones.most;
                if most >= threshold && best.query.filter.admits_occupation(kind.occupation()) {
                    visits.push(Visit::new(most, number, at));
                }
            }
        }
        BinaryHeap::from(visits)
    }

    /// Tests the most promising zones of a kind and tells the most that the rest of them can give.
    fn visit(&mut self, visit: Visit, best: &mut Best<'_>) -> u32 {
        let (number, at) = visit.place();
        let (plan, segment) = (self.plan, self.segments[number]);
        let KindRuns { kind, runs } = &segment.kinds()[at];
        let work = self.bounds.work(*kind);
        let mut areas = AreaBounds::new(*kind, work);
        let zones = self.bounds.zones(kind.remote_days(), plan);
        let mut near = Near {
            plan,
            segment,
            number,
            families: &mut self.families[number],
        };
        let nearest = visit.most().saturating_sub(work.anywhere);
        let left_for_later = nearest.saturating_sub(STEP);
        let enough = best.threshold().saturating_sub(work.anywhere);
        let mut rest = OUT_OF_REACH;
        let runs = &segment.runs()[runs.start as usize..=runs.end as usize];
        for (run, next) in runs.iter().zip(&runs[1..]) {
            let zone = zones.of(run.zone);
            if zone <= left_for_later {
                rest = rest.max(zone);
            } else if zone >= enough && zone <= nearest && zone + areas.of(run.area, plan) >= best.threshold()
            {
                near.consider(run.from..next.from, zone, work.resources, best);
            }
        }
        if rest == OUT_OF_REACH {
            0
        } else {
            rest + work.anywhere
        }
    }
}

/// Rows that the bounds of kind and zone let through.
struct Near<'n, 's, C> {
    plan: &'s Plan<'s>,
    segment: &'s C,
    number: usize,
    families: &'n mut Families<'s>,
}

impl<C: Columns> Near<'_, '_, C> {
    /// Tests rows one by one, what reads least first, and scores what may enter a list that
    /// nothing is counted for.
    fn consider(&mut self, rows: Range<u32>, zone: u32, resources: u32, best: &mut Best<'_>) {
        let plan = self.plan;
        for row in rows {
            if !self.segment.is_live(row) {
                continue;
            }
            let family = self.segment.family_of_rows()[row as usize];
            let Some(branch) = self.families.branch(family, plan, &best.query.filter) else {
                continue;
            };
            let others = zone + branch;
            if others + resources < best.threshold() {
                continue;
            }
            let vacancy = self.segment.view(row);
            if best.query.filter.admits(plan, &vacancy)
                && plan.gates.may_pass(&vacancy)
                && others + resources_bound(plan, &vacancy) >= best.threshold()
            {
                best.consider(plan, &vacancy, self.number, row);
            }
        }
    }
}
