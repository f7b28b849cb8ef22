//! The best vacancies for one plan, exactly: what is skipped provably cannot enter the list.
//!
//! Where everything must be counted, everything is scored; else `search` scores what its bounds leave.

use super::columns::Columns;
use super::features::{VacancyCore, VacancyView};
pub use super::filter::Filter;
use super::gates::GateCode;
use super::plan::Plan;
use super::score::{PairScore, nearest, score};
use super::search::Search;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

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
    /// The first so many of what the filter admits, with nothing counted.
    pub const fn first(limit: usize, filter: Filter) -> Self {
        Self {
            limit,
            after: None,
            min_score: 0,
            filter,
            count_all: false,
            not_now: 0,
            count_sole_failures: false,
        }
    }

    /// The same query with nothing counted.
    #[must_use]
    pub fn uncounted(&self) -> Self {
        Self {
            count_all: false,
            not_now: 0,
            count_sole_failures: false,
            ..self.clone()
        }
    }

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
    let mut best = Best::new(query, plan.most_steered_up());
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

/// The best so far.
pub(super) struct Best<'q> {
    pub(super) query: &'q ListQuery,
    /// The most that a score can lie above the base score that bounds are of.
    slack: u32,
    items: BinaryHeap<Reverse<Listed>>,
    not_now: BinaryHeap<Reverse<Listed>>,
    passed: usize,
    sole_failures: [usize; GateCode::ALL.len()],
    scored: usize,
}

impl<'q> Best<'q> {
    fn new(query: &'q ListQuery, slack: u32) -> Self {
        Self {
            query,
            slack,
            items: BinaryHeap::with_capacity(query.limit.min(1024) + 1),
            not_now: BinaryHeap::new(),
            passed: 0,
            sole_failures: [0; GateCode::ALL.len()],
            scored: 0,
        }
    }

    /// The base score below which nothing can enter any more.
    pub(super) fn threshold(&self) -> u32 {
        let score = match self.items.peek() {
            Some(Reverse(last)) if self.items.len() >= self.query.limit => {
                last.key.base.max(self.query.min_score)
            }
            _ => self.query.min_score,
        };
        score.saturating_sub(self.slack)
    }

    pub(super) fn consider(&mut self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, segment: usize, row: u32) {
        if !self.query.filter.admits(plan, vacancy) {
            return;
        }
        self.scored += 1;
        let scored = score(plan, vacancy);
        if !scored.gates.open() && !self.query.is_exhaustive() {
            return;
        }
        let pair = nearest(plan, vacancy, scored);
        let steered = plan.steered(vacancy, pair.base);
        if steered < self.query.min_score || !self.query.filter.admits_pair(plan, vacancy, &pair) {
            return;
        }
        let listed = Listed {
            key: OrderKey::of(vacancy.core, steered),
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
