//! One page of a list. The first page fixes the first places; they travel in the cursor, so that
//! every later page knows them whatever is written meanwhile, on any replica.

use super::cursor::{FirstPlace, PageCursor};
use super::head::{Beginning, beginning};
use crate::domain::ids::VacancyId;
use crate::matching::list::{List, ListQuery, Listed, OrderKey};
use crate::matching::list_ruleset::Mix;
use crate::matching::list_traits::ListTrait;
use crate::matching::plan::Plan;
use crate::matching::score::{PairScore, score};
use crate::ports::match_table::MatchTableView;
use uuid::Uuid;

/// An item of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageItem {
    /// Place in the list, from 1.
    pub(super) rank: usize,
    /// Where it stands in the table.
    pub(super) listed: Listed,
    /// The trait it was lifted for.
    pub(super) lifted: Option<ListTrait>,
    /// It stands lower than its score, since its employer has a share of the first places already.
    pub(super) waited: bool,
}

/// A page of a list.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its items.
    pub(super) items: Vec<PageItem>,
    /// How many places the list has up to the end of the page.
    pub(super) reached: usize,
    /// Whether something follows.
    pub(super) more: bool,
    /// The last item in order of score after the first places.
    pub(super) after: Option<OrderKey>,
    /// The first places of the whole list.
    pub(super) head: Vec<FirstPlace>,
    /// Where waiting ends, see [`crate::matching::list_rules::Head::floor`].
    pub(super) floor: Option<OrderKey>,
    /// What was counted on the way.
    pub(super) counted: List,
}

/// The first page.
pub(super) fn first_page(plan: &Plan<'_>, table: &dyn MatchTableView, query: &ListQuery, mix: &Mix) -> Page {
    first_page_above(plan, table, query, mix, 0)
}

/// The first page, where a [`known_floor`](super::head::known_floor) of it is known.
pub(super) fn first_page_above(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    mix: &Mix,
    floor: u32,
) -> Page {
    let Beginning { head, tail, counted } = beginning(plan, table, query, mix, floor);
    let places = head.places.iter();
    let mut page = Page {
        items: places
            .clone()
            .take(query.limit)
            .enumerate()
            .map(|(at, place)| PageItem {
                rank: at + 1,
                listed: place.listed,
                lifted: place.lifted,
                waited: false,
            })
            .collect(),
        head: places
            .map(|place| FirstPlace {
                id: place.listed.key.id.0,
                lifted: place.lifted,
            })
            .collect(),
        floor: head.floor,
        counted,
        ..Page::default()
    };
    page.reached = page.items.len();
    page.add_tail(&tail, query.limit);
    page
}

/// The page that a cursor leads to.
pub(super) fn next_page(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    cursor: PageCursor,
) -> Page {
    let mut page = Page {
        reached: cursor.offset,
        after: cursor.after,
        floor: cursor.floor,
        ..Page::default()
    };
    for (at, place) in cursor.head.iter().enumerate().skip(cursor.offset) {
        if page.items.len() == query.limit {
            break;
        }
        page.reached = at + 1;
        // What is gone, closed or changed so that it does not match any more leaves its place empty.
        if let Some(listed) = still_listed(plan, table, query, place.id) {
            page.items.push(PageItem {
                rank: at + 1,
                listed,
                lifted: place.lifted,
                waited: false,
            });
        }
    }
    let mut rest = ListQuery {
        limit: query.limit - page.items.len() + 1,
        after: cursor.after,
        ..query.clone()
    };
    rest.filter
        .without
        .extend(cursor.head.iter().map(|place| place.id));
    page.head = cursor.head;
    if page.reached >= page.head.len() || query.counts() {
        page.counted = table.list(plan, &rest);
    }
    if let Some(total) = &mut page.counted.total {
        // The first places were left out of the count with the search for what follows them.
        let first = page.head.iter();
        *total += first
            .filter(|place| still_listed(plan, table, query, place.id).is_some())
            .count();
    }
    let tail = std::mem::take(&mut page.counted.items);
    page.add_tail(&tail, query.limit);
    page
}

impl Page {
    /// Adds what follows the first places, once those are on a page, and tells whether more follows.
    fn add_tail(&mut self, tail: &[Listed], limit: usize) {
        if self.reached < self.head.len() {
            self.more = true;
            return;
        }
        let room = limit - self.items.len();
        self.more = tail.len() > room;
        for &listed in tail.iter().take(room) {
            self.reached += 1;
            self.after = Some(listed.key);
            self.items.push(PageItem {
                rank: self.reached,
                listed,
                lifted: None,
                waited: self.floor.is_some_and(|floor| listed.key > floor),
            });
        }
    }
}

/// Where a vacancy stands, when it passes and is within what is asked.
pub(super) fn still_listed(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    id: u128,
) -> Option<Listed> {
    let found = table.find(VacancyId::from_uuid(Uuid::from_u128(id)))?;
    let (listed, _) = listed_by(plan, table, query, found)?;
    Some(listed)
}

/// Where a vacancy of the table stands for a plan, with its score, when it passes and is within what is asked.
pub(super) fn listed_by(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    found: Listed,
) -> Option<(Listed, PairScore)> {
    let vacancy = table.columns(found);
    let pair = score(plan, &vacancy);
    let steered = plan.steered(&vacancy, pair.base);
    let matches =
        pair.gates.open() && steered >= query.min_score && query.filter.admits_scored(plan, &vacancy, &pair);
    let listed = Listed {
        key: OrderKey::of(vacancy.keys, steered),
        ..found
    };
    matches.then_some((listed, pair))
}
