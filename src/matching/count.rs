//! How many vacancies pass, and how many fail a gate alone: exactly, and without a score where none is
//! asked for.

use super::bounds::{Bounds, OUT_OF_REACH, Reach};
use super::columns::{Columns, KindRows};
use super::features::VacancyView;
use super::gates::{GateCode, Gates, of_travel};
use super::list::ListQuery;
use super::plan::Plan;
use super::probe::Probe;
use super::score::{nearest, score};

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Vacancies that pass.
    pub(super) passed: usize,
    /// By position of the gate: vacancies that fail it alone.
    pub(super) sole_failures: [usize; GateCode::ALL.len()],
}

impl Counts {
    /// Counts a vacancy by the gates of its nearest offer.
    pub(super) fn add(&mut self, gates: Gates) {
        let mut failed = gates.failed.iter();
        match (failed.next(), failed.next()) {
            (None, _) => self.passed += 1,
            // A veto is the person's own, and can be taken back like any other constraint.
            (Some(only), None) if only != GateCode::Expired as usize => self.sole_failures[only] += 1,
            _ => {}
        }
    }
}

/// Counts what a query asks to be counted.
pub(super) fn count<C: Columns>(plan: &Plan<'_>, segments: &[&C], query: &ListQuery) -> Counts {
    let mut counting = Counting {
        plan,
        query,
        bounds: plan.bounds(),
        least_base: query.min_score.saturating_sub(plan.most_steered_up()),
        most_failures: usize::from(query.count_sole_failures),
        needs_score: query.min_score > 0 || query.filter.needs_pair(),
        counts: Counts::default(),
    };
    for segment in segments {
        for kind in segment.kinds() {
            if query.filter.admits_occupation(kind.kind.occupation) {
                counting.count_kind(*segment, kind);
            }
        }
    }
    counting.counts
}

struct Counting<'c> {
    plan: &'c Plan<'c>,
    query: &'c ListQuery,
    bounds: &'c Bounds,
    /// What scores below this is not within what is asked, however it is steered.
    least_base: u32,
    /// What fails more gates than these counts for nothing.
    most_failures: usize,
    /// Whether the score decides who is counted.
    needs_score: bool,
    counts: Counts,
}

impl Counting<'_> {
    fn count_kind<C: Columns>(&mut self, segment: &C, kind: &KindRows) {
        let remote_days = kind.kind.remote_days;
        let within = self.bounds.zones(Reach::Passing, remote_days, self.plan);
        let anywhere = self.bounds.zones(Reach::Any, remote_days, self.plan);
        let work = self.bounds.work(kind.kind, self.plan).anywhere;
        for (row, zone) in segment.rows_of(kind) {
            let beyond = usize::from(within.of(zone) == OUT_OF_REACH);
            let counts = beyond <= self.most_failures
                && work + anywhere.of(zone) >= self.least_base
                && self.may_count(segment.probe(row), beyond)
                && segment.is_live(row);
            if counts {
                self.count_vacancy(&segment.view(row), beyond);
            }
        }
    }

    /// Whether a vacancy may be one of those counted; `beyond` is 1 where it surely fails a travel gate.
    fn may_count(&self, probe: &Probe, beyond: usize) -> bool {
        let unmet = &self.bounds.unmet;
        probe.organisation == self.query.filter.organisation
            && !probe.is_closed()
            && (!unmet.fails(probe) || unmet.sure_failures(probe) + beyond <= self.most_failures)
    }

    fn count_vacancy(&mut self, vacancy: &VacancyView<'_>, beyond: usize) {
        let plan = self.plan;
        let filter = &self.query.filter;
        if !filter.admits(plan, vacancy) {
            return;
        }
        if !self.needs_score {
            match self.judged(vacancy, beyond) {
                Judged::By(gates) => return self.counts.add(gates),
                Judged::FailsMore => return,
                Judged::ByScore => {}
            }
        }
        let pair = nearest(plan, vacancy, score(plan, vacancy));
        let is_asked_for = plan.steered(vacancy, pair.base) >= self.query.min_score;
        if is_asked_for && filter.admits_pair(plan, vacancy, &pair) {
            self.counts.add(pair.gates);
        }
    }

    /// What tells which gates a vacancy is counted by.
    fn judged(&self, vacancy: &VacancyView<'_>, beyond: usize) -> Judged {
        let plan = self.plan;
        let fails_more = |gates: Gates| gates.failed.len() as usize + beyond > self.most_failures;
        let of_vacancy = plan.gates.of_vacancy(vacancy);
        if fails_more(of_vacancy) {
            return Judged::FailsMore;
        }
        let mut offers = vacancy
            .offers
            .iter()
            .filter(|offer| plan.offers.admits(vacancy.core, offer))
            .peekable();
        if offers.peek().is_none() {
            return Judged::By(of_vacancy);
        }
        let mut judged = Judged::FailsMore;
        for offer in offers {
            let terms = of_vacancy.and(plan.gates.of_terms(vacancy, offer));
            if fails_more(terms) {
                continue;
            }
            let travel = plan.trips.travel(vacancy.core, offer);
            let gates = terms.and(of_travel(travel, &plan.trips));
            judged = judged.or(gates);
            if gates.open() {
                return judged;
            }
        }
        judged
    }
}

/// How it is told which gates a vacancy is counted by.
#[derive(Debug, Clone, Copy)]
enum Judged {
    /// By these: no offer fails fewer.
    By(Gates),
    /// Every offer fails more gates than are counted.
    FailsMore,
    /// Several offers fail one gate each, and only their scores tell which one is nearest.
    ByScore,
}

impl Judged {
    /// The same with a further offer that fails no gate or one, or more than are counted.
    fn or(self, gates: Gates) -> Self {
        match self {
            _ if gates.open() => Self::By(gates),
            _ if gates.failed.len() > 1 => self,
            Self::By(known) if known.failed == gates.failed => self,
            Self::FailsMore => Self::By(gates),
            Self::By(_) | Self::ByScore => Self::ByScore,
        }
    }
}
