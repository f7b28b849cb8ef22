//! The first places of a list, found in one table: by score, with the rules of the list above it.

use crate::domain::set::BitSet32;
use crate::matching::list::{Filter, List, ListQuery, Listed, OrderKey};
use crate::matching::list_rules::{Candidate, Head, Pool, Supply, Wanted, head, natural};
use crate::matching::list_ruleset::{ListRules, Mix};
use crate::matching::list_traits::{ListTrait, traits_of};
use crate::matching::plan::Plan;
use crate::matching::score::score;
use crate::ports::match_table::MatchTableView;
use std::collections::BTreeSet;

/// Candidates beyond the places to fill, so that a few that wait need no second search.
const SPARE: usize = 14;

/// The beginning of a list.
pub(super) struct Beginning {
    /// The first places.
    pub(super) head: Head,
    /// What stands after them, in order of score, as far as it is known.
    pub(super) tail: Vec<Listed>,
    /// The first search, with what it counted.
    pub(super) counted: List,
}

/// A score that as many vacancies as a list begins with reach, as far as some of them are known by their
/// places in its order; 0 where too few are.
pub(super) fn known_floor(rules: &ListRules, limit: usize, known: impl Iterator<Item = OrderKey>) -> u32 {
    let mut scores: Vec<u32> = known.map(|key| key.base).collect();
    scores.sort_unstable_by(|one, other| other.cmp(one));
    scores.get(searched(rules, limit) - 1).copied().unwrap_or(0)
}

/// How many vacancies are searched for first.
fn searched(rules: &ListRules, limit: usize) -> usize {
    limit.max(rules.first) + SPARE
}

/// Finds the beginning of a list: its first places and so much of the rest that `query.limit`
/// items and one more are known, if there are so many. The first search looks at nothing below a
/// [`known_floor`].
pub(super) fn beginning(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    mix: &Mix,
    floor: u32,
) -> Beginning {
    let rules = &plan.rules.ruleset.list;
    let most = searched(rules, query.limit);
    let counted = table.list(
        plan,
        &ListQuery {
            limit: most,
            min_score: query.min_score.max(floor),
            ..query.clone()
        },
    );
    let complete = counted.items.len();
    let is_all = complete < most;
    let mut ranked: Vec<Candidate> = counted.items.iter().map(|&item| candidate(table, item)).collect();
    if !is_all {
        fill_up(plan, table, query, rules, &mut ranked);
    }
    let mut search = Search {
        plan,
        table,
        query,
        after: if is_all {
            None
        } else {
            counted.items.last().map(|item| item.key)
        },
    };
    let pool = Pool {
        ranked: &ranked,
        complete,
    };
    let head = head(rules, mix, pool, &mut search);
    let seated: BTreeSet<u128> = ids(&head);
    let tail = counted
        .items
        .iter()
        .filter(|item| !seated.contains(&item.key.id.0));
    Beginning {
        tail: tail.copied().collect(),
        head,
        counted,
    }
}

/// The ids of the first places.
pub(super) fn ids(head: &Head) -> BTreeSet<u128> {
    head.places.iter().map(|place| place.listed.key.id.0).collect()
}

/// Searches on, past employers who have their share, until the first places are filled.
fn fill_up(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    rules: &ListRules,
    ranked: &mut Vec<Candidate>,
) {
    loop {
        let (taken, full) = natural(rules, ranked);
        if taken.len() >= rules.first {
            return;
        }
        let next = uncounted(query, |filter| filter.without_employers = full);
        let most = rules.first + SPARE;
        let found = table.list(
            plan,
            &ListQuery {
                limit: most,
                after: ranked.last().map(|last| last.listed.key),
                ..next
            },
        );
        ranked.extend(found.items.iter().map(|&item| candidate(table, item)));
        if found.items.len() < most {
            return;
        }
    }
}

fn candidate(table: &dyn MatchTableView, listed: Listed) -> Candidate {
    let vacancy = table.columns(listed);
    Candidate {
        listed,
        employer: vacancy.keys.employer(),
    }
}

/// The same query without what it counts, its filter changed.
fn uncounted(query: &ListQuery, change: impl FnOnce(&mut Filter)) -> ListQuery {
    let mut query = query.uncounted();
    change(&mut query.filter);
    query
}

/// Answers the rules from one table.
struct Search<'s> {
    plan: &'s Plan<'s>,
    table: &'s dyn MatchTableView,
    query: &'s ListQuery,
    /// Where the complete part of the candidates ends; `None` when they are all there are.
    after: Option<OrderKey>,
}

impl Supply for Search<'_> {
    fn traits(&self, listed: Listed) -> BitSet32 {
        let vacancy = self.table.columns(listed);
        traits_of(self.plan, &vacancy, &score(self.plan, &vacancy))
    }

    fn best_below(&mut self, wanted: &Wanted) -> Option<Candidate> {
        let after = self.after?;
        let of_branch = matches!(wanted.list_trait, ListTrait::OwnTrade | ListTrait::BranchSwitch);
        if of_branch && self.plan.sources.is_empty() {
            return None;
        }
        let narrowed = uncounted(self.query, |filter| {
            filter.traits = filter
                .traits
                .with(wanted.list_trait as usize)
                .with(ListTrait::ViableMarket as usize);
            filter.without_employers.clone_from(&wanted.full);
            filter.without.extend(&wanted.sitting);
            if wanted.list_trait == ListTrait::OwnTrade {
                narrow_to_sources(filter, self.plan);
            }
        });
        let query = ListQuery {
            limit: 1,
            after: Some(after),
            min_score: self.query.min_score.max(wanted.least_score),
            ..narrowed
        };
        let found = self.table.list(self.plan, &query);
        found.items.first().map(|&item| candidate(self.table, item))
    }
}

/// A job in the own trade has an occupation that the person has had: so it is enough to look there.
fn narrow_to_sources(filter: &mut Filter, plan: &Plan<'_>) {
    let had: BTreeSet<u16> = plan.sources.iter().map(|source| source.occupation.0).collect();
    let both = match &filter.occupations {
        None => had,
        Some(asked) => asked.intersection(&had).copied().collect(),
    };
    filter.occupations = Some(both);
}
