//! The best vacancies for one plan, exactly: what is skipped provably cannot enter the list.
//!
//! `search` scores what its bounds leave, `count` reads the gates of what cannot be told to fail them.

use super::columns::Columns;
use super::count::{Counts, count};
use super::features::VacancyKeys;
pub use super::filter::Filter;
use super::gates::GateCode;
use super::plan::Plan;
use super::score::{nearest, score};
use super::search::{Aim, Best, Search, may_open};
use std::cmp::Reverse;

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
    pub const fn of(keys: &VacancyKeys, base: u32) -> Self {
        Self {
            base,
            tie: Reverse(keys.tie),
            id: Reverse(keys.id),
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

    /// Whether anything is counted beside the items: then all that pass are.
    pub const fn counts(&self) -> bool {
        self.count_all || self.not_now > 0 || self.count_sole_failures
    }
}

/// The answer to a [`ListQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Best first.
    pub items: Vec<Listed>,
    /// How many passed in all, when anything is counted.
    pub total: Option<usize>,
    /// Best that fail a gate, when asked for.
    pub not_now: Vec<Listed>,
    /// By position of the gate: how many vacancies fail it alone, when asked for.
    pub sole_failures: [usize; GateCode::ALL.len()],
    /// How many vacancies were scored to find the items.
    pub scored: usize,
}

/// The list of a plan over segments of columns.
pub fn list<C: Columns>(plan: &Plan<'_>, segments: &[&C], query: &ListQuery) -> List {
    let find = |aim, most| Search::new(plan, segments, query, aim, most).run();
    let (items, scored) = find(Aim::Passing, query.limit);
    let mut list = List {
        items,
        scored,
        ..List::default()
    };
    if query.not_now > 0 {
        list.not_now = find(Aim::NotNow, query.not_now).0;
    }
    if query.counts() {
        let counts = count(plan, segments, query);
        list.total = Some(counts.passed);
        list.sole_failures = counts.sole_failures;
    }
    list
}

/// The same list made by scoring every vacancy: what every quicker way is compared with.
pub fn everything<C: Columns>(plan: &Plan<'_>, segments: &[&C], query: &ListQuery) -> List {
    let mut items = Best::new(query, query.limit, plan);
    let mut not_now = Best::new(query, query.not_now, plan);
    let mut counts = Counts::default();
    let mut scored = 0;
    for (number, segment) in segments.iter().enumerate() {
        for row in segment.live_rows() {
            let vacancy = segment.view(row);
            if !query.filter.admits(plan, &vacancy) {
                continue;
            }
            scored += 1;
            let pair = nearest(plan, &vacancy, score(plan, &vacancy));
            let steered = plan.steered(&vacancy, pair.base);
            if steered < query.min_score || !query.filter.admits_pair(plan, &vacancy, &pair) {
                continue;
            }
            counts.add(pair.gates);
            let listed = Listed {
                key: OrderKey::of(vacancy.keys, steered),
                segment: number,
                row,
            };
            if pair.gates.open() && query.after.is_none_or(|after| listed.key < after) {
                items.push(listed);
            } else if !pair.gates.open() && may_open(&pair) {
                not_now.push(listed);
            }
        }
    }
    List {
        items: items.in_order(),
        total: query.counts().then_some(counts.passed),
        not_now: not_now.in_order(),
        sole_failures: counts.sole_failures,
        scored,
    }
}
