//! The search behind a list: what is skipped provably cannot enter it.
//!
//! Vacancies lie in the columns by area, kind of work and travel zone. The kinds that can give most in an area within
//! reach are visited first, and of each its best zones. Of a vacancy its zone is looked at first, then its
//! probe: an upper bound from kind, area and zone decides in one addition whether it could still enter the list,
//! and one instruction whether it surely fails a gate. Then come branch and resources exactly, the filter and the
//! gates that need no trip, and only then is it scored.

use super::bounds::{Bounds, KindBounds, OUT_OF_REACH, Reach, ZoneBounds, resources_bound};
use super::columns::Columns;
use super::gates::GateCode;
use super::list::{ListQuery, Listed, OrderKey};
use super::plan::Plan;
use super::probe::{Probe, Unmet};
use super::score::{Foreseen, PairScore, nearest, score_foreseen};
use super::visits::{Visit, Visits};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// Vacancies that pass all gates.
    Passing,
    /// Vacancies that fail one which may open.
    NotNow,
}

impl Aim {
    const fn reach(self) -> Reach {
        match self {
            Self::Passing => Reach::Passing,
            Self::NotNow => Reach::Any,
        }
    }

    /// Whether a vacancy is surely none of those looked for.
    const fn excludes(self, probe: &Probe, unmet: &Unmet) -> bool {
        match self {
            Self::Passing => unmet.fails(probe),
            Self::NotNow => probe.is_closed(),
        }
    }
}

/// What is closed, or what the person does not want to see, is not shown as "not now".
pub(super) fn may_open(pair: &PairScore) -> bool {
    ![GateCode::Expired, GateCode::Vetoed]
        .iter()
        .any(|&code| pair.gates.failed.has(code as usize))
}

/// The best so far.
pub(super) struct Best {
    most: usize,
    min_score: u32,
    /// The most that a score can lie above the base score that bounds are of.
    slack: u32,
    /// The base score below which nothing can enter any more.
    threshold: u32,
    listed: BinaryHeap<Reverse<Listed>>,
}

impl Best {
    pub(super) fn new(query: &ListQuery, most: usize, plan: &Plan<'_>) -> Self {
        let slack = plan.most_steered_up();
        Self {
            most,
            min_score: query.min_score,
            slack,
            threshold: query.min_score.saturating_sub(slack),
            listed: BinaryHeap::with_capacity(most.min(1024) + 1),
        }
    }

    pub(super) fn push(&mut self, listed: Listed) {
        if self.listed.len() < self.most {
            self.listed.push(Reverse(listed));
        } else if let Some(mut last) = self.listed.peek_mut()
            && listed > last.0
        {
            *last = Reverse(listed);
        }
        if let Some(Reverse(last)) = self.listed.peek()
            && self.is_full()
        {
            self.threshold = last.key.base.max(self.min_score).saturating_sub(self.slack);
        }
    }

    fn is_full(&self) -> bool {
        self.listed.len() >= self.most
    }

    pub(super) fn in_order(self) -> Vec<Listed> {
        let listed = self.listed.into_sorted_vec().into_iter();
        listed.map(|Reverse(listed)| listed).collect()
    }
}

/// A search that visits the most promising kinds of work first, so that the threshold soon stands
/// above the bounds of nearly all others.
pub(super) struct Search<'s, C> {
    plan: &'s Plan<'s>,
    segments: &'s [&'s C],
    query: &'s ListQuery,
    aim: Aim,
    bounds: &'s Bounds,
    best: Best,
    scored: usize,
    waiting: Vec<Waiting>,
    /// Bounds of the kinds that have vacancies waiting.
    waiting_kinds: Vec<KindBounds>,
    to_read: Vec<ToRead>,
}

/// A vacancy whose zone is good enough.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    segment: u32,
    row: u32,
    /// The most that mobility and prior can give.
    zone: u32,
    /// Number of its kind among those that have vacancies waiting.
    kind: u32,
}

/// A vacancy that may enter the list as far as can be told without its columns.
#[derive(Debug, Clone, Copy)]
struct ToRead {
    segment: u32,
    row: u32,
    /// The most it can score, micro-points.
    most: u32,
    foreseen: Foreseen,
}

/// How many vacancies wait before they are looked at.
const BATCH: usize = 128;
/// How many kinds are visited one after the other.
const KINDS: usize = 16;

/// How far below the best zone of a kind its zones are looked at in one visit while the list is not full,
/// micro-points: the others wait until the threshold has risen by the best of other kinds.
const STEP: u32 = 131_072;

impl<'s, C: Columns> Search<'s, C> {
    pub(super) fn new(
        plan: &'s Plan<'s>,
        segments: &'s [&'s C],
        query: &'s ListQuery,
        aim: Aim,
        most: usize,
    ) -> Self {
        Self {
            plan,
            segments,
            query,
            aim,
            bounds: plan.bounds(),
            best: Best::new(query, most, plan),
            scored: 0,
            waiting: Vec::with_capacity(2 * BATCH),
            waiting_kinds: Vec::with_capacity(BATCH),
            to_read: Vec::with_capacity(BATCH),
        }
    }

    /// The best, in order, and how many were scored to find them.
    pub(super) fn run(mut self) -> (Vec<Listed>, usize) {
        let mut visits = self.visits();
        let mut next = Vec::with_capacity(KINDS);
        loop {
            next.extend(std::iter::from_fn(|| visits.pop(self.best.threshold)).take(KINDS));
            if next.is_empty() {
                break;
            }
            self.fetch_zones(&next);
            for visit in next.drain(..) {
                if visit.most < self.best.threshold {
                    continue;
                }
                let rest = self.visit(visit);
                if rest > 0 && rest >= self.best.threshold {
                    visits.push(Visit { most: rest, ..visit });
                }
                if self.waiting.len() >= BATCH {
                    self.look_at_waiting();
                }
            }
        }
        self.look_at_waiting();
        (self.best.in_order(), self.scored)
    }

    /// Reads a zone of each kind, so that the zones of all come from memory side by side.
    fn fetch_zones(&self, visits: &[Visit]) {
        for visit in visits {
            let segment = self.segments[visit.segment as usize];
            let first = segment.kinds()[visit.kind as usize].rows.start;
            black_box(segment.zones().get(first as usize).copied());
        }
    }

    fn visits(&self) -> Visits {
        let kinds = self.segments.iter().map(|segment| segment.kinds().len());
        let mut visits = Visits::for_so_many(kinds.sum());
        for (number, segment) in self.segments.iter().enumerate() {
            for (area, kinds) in segment.areas() {
                if self.zones_of(0).most_in(area) == OUT_OF_REACH {
                    continue;
                }
                for at in kinds {
                    let kind = segment.kinds()[at].kind;
                    let most = self.bounds.work(kind, self.plan).anywhere
                        + self.zones_of(kind.remote_days).most_in(area);
                    if most >= self.best.threshold && self.query.filter.admits_occupation(kind.occupation) {
                        visits.push(Visit {
                            most,
                            segment: number as u32,
                            kind: at as u32,
                        });
                    }
                }
            }
        }
        visits
    }

    fn zones_of(&self, remote_days: u8) -> &'s ZoneBounds {
        self.bounds.zones(self.aim.reach(), remote_days, self.plan)
    }

    /// Lets the vacancies in the most promising zones of a kind wait, all that are good enough once the list is full,
    /// and tells the most that the rest of them can give.
    fn visit(&mut self, visit: Visit) -> u32 {
        let (plan, segment) = (self.plan, self.segments[visit.segment as usize]);
        let kind_rows = &segment.kinds()[visit.kind as usize];
        let kind = kind_rows.kind;
        let work = self.bounds.work(kind, plan);
        let nearest = visit.most.saturating_sub(work.anywhere);
        let bounds = KindBounds::new(kind, kind_rows.area, work, plan);
        let enough = self.best.threshold.saturating_sub(bounds.most);
        if nearest < enough {
            return 0;
        }
        let zones = self.zones_of(kind.remote_days);
        let left_for_later = if self.best.is_full() {
            OUT_OF_REACH
        } else {
            nearest.saturating_sub(STEP)
        };
        let least = enough.max(left_for_later + 1);
        let mut rest = OUT_OF_REACH;
        for (row, zone) in segment.rows_of(kind_rows) {
            let zone = zones.of(zone);
            if zone < least {
                rest = rest.max(zone.min(left_for_later));
            } else if zone <= nearest {
                self.waiting.push(Waiting {
                    segment: visit.segment,
                    row,
                    zone,
                    kind: self.waiting_kinds.len() as u32,
                });
            }
        }
        self.waiting_kinds.push(bounds);
        if rest == OUT_OF_REACH {
            0
        } else {
            rest + work.anywhere
        }
    }

    /// Looks at the vacancies that wait. What is read next of all of them is touched before, so that it comes from memory
    /// side by side.
    fn look_at_waiting(&mut self) {
        self.leave_out_by_probe();
        for one in &self.waiting {
            let columns = self.segments[one.segment as usize];
            black_box(columns.probe(one.row).asked.fetch(columns.differences()));
        }
        let mut kinds = std::mem::take(&mut self.waiting_kinds);
        for at in 0..self.waiting.len() {
            let one = self.waiting[at];
            self.look_at(one, &mut kinds[one.kind as usize]);
        }
        self.waiting.clear();
        kinds.clear();
        self.waiting_kinds = kinds;
        for one in &self.to_read {
            black_box(self.segments[one.segment as usize].fetch(one.row));
        }
        for at in 0..self.to_read.len() {
            let one = self.to_read[at];
            if one.most >= self.best.threshold {
                self.read(one);
            }
        }
        self.to_read.clear();
    }

    /// Leaves out whose probe tells that a gate surely fails. All probes are read in one sweep without a choice
    /// between them, so that none waits for another to come from memory.
    fn leave_out_by_probe(&mut self) {
        let (organisation, aim, unmet) = (self.query.filter.organisation, self.aim, &self.bounds.unmet);
        let mut staying = 0;
        for at in 0..self.waiting.len() {
            let one = self.waiting[at];
            let probe = self.segments[one.segment as usize].probe(one.row);
            let stays = (probe.organisation == organisation) & !aim.excludes(probe, unmet);
            self.waiting[staying] = one;
            staying += usize::from(stays);
        }
        self.waiting.truncate(staying);
    }

    /// Reads on where branch and resources leave enough.
    fn look_at(&mut self, one: Waiting, bounds: &mut KindBounds) {
        let Waiting {
            segment, row, zone, ..
        } = one;
        let (plan, columns) = (self.plan, self.segments[segment as usize]);
        if zone + bounds.most < self.best.threshold || !columns.is_live(row) {
            return;
        }
        let probe = columns.probe(row);
        let Some(branch) = bounds.branch(probe, plan, &self.query.filter) else {
            return;
        };
        let others = zone + branch;
        if others + bounds.resources < self.best.threshold {
            return;
        }
        let foreseen = self
            .bounds
            .resources(bounds.kind, probe.asked, columns.differences(), plan);
        let most = others + resources_bound(plan, &foreseen);
        if most >= self.best.threshold {
            self.to_read.push(ToRead {
                segment,
                row,
                most,
                foreseen,
            });
        }
    }

    /// Reads a vacancy's columns and scores it.
    fn read(&mut self, one: ToRead) {
        let (plan, segment, row) = (self.plan, one.segment as usize, one.row);
        let vacancy = self.segments[segment].view(row);
        if !self.query.filter.admits(plan, &vacancy) {
            return;
        }
        self.scored += 1;
        let scored = score_foreseen(plan, &vacancy, &one.foreseen);
        let pair = match self.aim {
            Aim::Passing if scored.gates.open() => scored,
            Aim::NotNow if !scored.gates.open() => nearest(plan, &vacancy, scored),
            _ => return,
        };
        if pair.base < self.best.threshold {
            return;
        }
        let steered = plan.steered(&vacancy, pair.base);
        let listed = Listed {
            key: OrderKey::of(vacancy.keys, steered),
            segment,
            row,
        };
        let is_wanted = match self.aim {
            Aim::Passing => self.query.after.is_none_or(|after| listed.key < after),
            Aim::NotNow => may_open(&pair),
        };
        if is_wanted
            && steered >= self.query.min_score
            && self.query.filter.admits_pair(plan, &vacancy, &pair)
        {
            self.best.push(listed);
        }
    }
}
