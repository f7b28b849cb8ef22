//! The first places of a list, found in one table: by score, with the rules of the list above it.

use crate::domain::set::BitSet32;
use crate::matching::features::VacancyView;
use crate::matching::list::{Filter, List, ListQuery, Listed, OrderKey};
use crate::matching::list_rules::{Candidate, Head, Pool, Supply, Wanted, head, natural};
use crate::matching::list_ruleset::{ListRules, Mix};
use crate::matching::list_traits::{ListTrait, traits_of};
use crate::matching::plan::Plan;
use crate::matching::score::{PairScore, score};
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

/// Finds the beginning of a list: its first places and so much of the rest that `query.limit`
/// items and one more are known, if there are so many.
pub(super) fn beginning(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    mix: &Mix,
) -> Beginning {
    let gathered = Gathered::new(plan, table, query);
    let head = gathered.head(mix, None);
    let seated: BTreeSet<u128> = ids(&head);
    let tail = gathered.counted.items.iter();
    Beginning {
        tail: tail
            .filter(|item| !seated.contains(&item.key.id.0))
            .copied()
            .collect(),
        head,
        counted: gathered.counted,
    }
}

/// Candidates for the first places of a list.
pub(super) struct Gathered<'g> {
    plan: &'g Plan<'g>,
    table: &'g dyn MatchTableView,
    query: &'g ListQuery,
    counted: List,
    ranked: Vec<Candidate>,
    /// Where the part that lacks nobody ends; `None` when the candidates are all there are.
    after: Option<OrderKey>,
}

impl<'g> Gathered<'g> {
    /// The candidates of a query.
    pub(super) fn new(plan: &'g Plan<'g>, table: &'g dyn MatchTableView, query: &'g ListQuery) -> Self {
        let rules = &plan.rules.ruleset.list;
        let most = query.limit.max(rules.first) + SPARE;
        let wanted = ListQuery {
            limit: most,
            ..query.clone()
        };
        let counted = table.list(plan, &wanted);
        let mut ranked: Vec<Candidate> = counted.items.iter().map(|&item| candidate(table, item)).collect();
        let is_all = counted.items.len() < most;
        if !is_all {
            fill_up(plan, table, query, rules, &mut ranked);
        }
        let last = counted.items.last().filter(|_| !is_all);
        Self {
            plan,
            table,
            query,
            after: last.map(|item| item.key),
            counted,
            ranked,
        }
    }

    /// The first places, with one more candidate whether or not it may stand in the list.
    fn head(&self, mix: &Mix, guest: Option<&Guest>) -> Head {
        let rules = &self.plan.rules.ruleset.list;
        let mut ranked = self.ranked.clone();
        let mut complete = self.counted.items.len();
        if let Some(guest) = guest {
            let id = guest.candidate.listed.key.id;
            ranked.retain(|known| known.listed.key.id != id);
            let key = guest.candidate.listed.key;
            let place = ranked.partition_point(|known| known.listed.key > key);
            ranked.insert(place, guest.candidate);
            let after = self.after;
            complete = ranked.partition_point(|known| after.is_none_or(|after| known.listed.key >= after));
        }
        let mut search = Search {
            gathered: self,
            guest,
        };
        let pool = Pool {
            ranked: &ranked,
            complete,
        };
        head(rules, mix, pool, &mut search)
    }

    /// The place that a pair has in the list, or would have if it might stand there, from 1.
    pub(super) fn place_of(&self, mix: &Mix, vacancy: &VacancyView<'_>, pair: &PairScore) -> usize {
        let key = OrderKey::of(vacancy.core, self.plan.steered(vacancy, pair.base));
        let guest = Guest {
            candidate: Candidate {
                listed: Listed {
                    key,
                    segment: 0,
                    row: 0,
                },
                employer: vacancy.core.employer(),
            },
            traits: traits_of(self.plan, vacancy, pair),
        };
        let head = self.head(mix, Some(&guest));
        let among_first = head.places.iter().position(|place| place.listed.key.id == key.id);
        among_first.map_or_else(
            || {
                let before = self.table.rank_of(self.plan, self.query, key);
                let first_before = head.places.iter().filter(|place| place.listed.key > key).count();
                head.places.len() + before.saturating_sub(first_before) + 1
            },
            |at| at + 1,
        )
    }
}

/// A candidate that need not stand in the table.
struct Guest {
    candidate: Candidate,
    traits: BitSet32,
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
    let (vacancy, _) = table.vacancy(listed);
    Candidate {
        listed,
        employer: vacancy.core.employer(),
    }
}

/// The same query without what it counts, its filter changed.
fn uncounted(query: &ListQuery, change: impl FnOnce(&mut Filter)) -> ListQuery {
    let mut query = ListQuery {
        count_all: false,
        not_now: 0,
        count_sole_failures: false,
        ..query.clone()
    };
    change(&mut query.filter);
    query
}

/// Answers the rules from one table.
struct Search<'s> {
    gathered: &'s Gathered<'s>,
    guest: Option<&'s Guest>,
}

impl Supply for Search<'_> {
    fn traits(&self, listed: Listed) -> BitSet32 {
        let guest = self.guest.filter(|guest| guest.candidate.listed == listed);
        guest.map_or_else(
            || {
                let (vacancy, _) = self.gathered.table.vacancy(listed);
                let plan = self.gathered.plan;
                traits_of(plan, &vacancy, &score(plan, &vacancy))
            },
            |guest| guest.traits,
        )
    }

    fn best_below(&mut self, wanted: &Wanted) -> Option<Candidate> {
        let Gathered {
            plan,
            table,
            query,
            after,
            ..
        } = *self.gathered;
        let narrowed = uncounted(query, |filter| {
            filter.traits = filter
                .traits
                .with(wanted.list_trait as usize)
                .with(ListTrait::ViableMarket as usize);
            filter.without_employers.clone_from(&wanted.full);
            filter.without.extend(&wanted.sitting);
            if wanted.list_trait == ListTrait::OwnTrade {
                narrow_to_sources(filter, plan);
            }
        });
        let below = ListQuery {
            limit: 1,
            after: Some(after?),
            min_score: query.min_score.max(wanted.least_score),
            ..narrowed
        };
        let found = table.list(plan, &below);
        found.items.first().map(|&item| candidate(table, item))
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
