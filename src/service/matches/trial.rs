//! Lists as they would be: the same request for a profile with something changed or answered.

use super::head::known_floor;
use super::page::{Page, first_page_above, listed_by};
use super::request::Terms;
use crate::domain::jobseeker::Jobseeker;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{ListQuery, Listed};
use crate::matching::list_rules::{Candidate, Rival};
use crate::matching::list_ruleset::Mix;
use crate::matching::list_traits::traits_of;
use crate::matching::plan::Plan;
use crate::ports::match_table::MatchTableView;

/// The list of the profile as it is.
pub(super) struct Now {
    pub(super) first: Vec<Listed>,
    pub(super) best: Vec<Listed>,
}

/// What stays the same while a profile is tried out.
#[derive(Clone, Copy)]
pub(super) struct Trial<'a> {
    /// The plan of the profile as it is.
    pub(super) plan: &'a Plan<'a>,
    pub(super) terms: &'a Terms,
    pub(super) knowledge: &'a Knowledge,
    pub(super) table: &'a dyn MatchTableView,
    /// What the list is asked with.
    pub(super) query: &'a ListQuery,
    /// What its first places are to hold.
    pub(super) mix: &'a Mix,
}

impl<'a> Trial<'a> {
    /// The plan of another profile on the same terms.
    pub(super) fn plan_of<'s>(&self, seeker: &'s Jobseeker) -> Plan<'s>
    where
        'a: 's,
    {
        let plan = self.terms.plan(seeker, self.knowledge);
        plan.taking(self.plan.offers)
            .steered_by(self.plan.steering.clone())
    }

    /// The first places of a plan's list, with the rules of the list above its scores. What of some vacancies
    /// stands in that list saves much of the search for the others.
    pub(super) fn first(&self, plan: &Plan<'_>, places: usize, some: &[Rival]) -> Vec<Listed> {
        let keys = some.iter().map(|rival| rival.candidate.listed.key);
        let floor = known_floor(&plan.rules.ruleset.list, places, keys);
        let page = self.page(plan, places, floor);
        page.items.into_iter().map(|item| item.listed).collect()
    }

    /// The first places of the profile's own list, and the best of it by score alone.
    pub(super) fn now(&self, places: usize) -> Now {
        let page = self.page(self.plan, places, 0);
        Now {
            first: page.items.into_iter().map(|item| item.listed).collect(),
            best: page.counted.items,
        }
    }

    /// What of some vacancies stands in a plan's list.
    pub(super) fn rivals(&self, plan: &Plan<'_>, some: &[Listed]) -> Vec<Rival> {
        some.iter().filter_map(|&found| self.rival(plan, found)).collect()
    }

    /// A vacancy as it stands in a plan's list, if it does.
    pub(super) fn rival(&self, plan: &Plan<'_>, found: Listed) -> Option<Rival> {
        let (listed, pair) = listed_by(plan, self.table, self.query, found)?;
        let vacancy = self.table.columns(listed);
        Some(Rival {
            candidate: Candidate {
                listed,
                employer: vacancy.keys.employer(),
            },
            traits: traits_of(plan, &vacancy, &pair),
        })
    }

    /// The vacancies in the first places that the rules of the list fix, by the numbers of their ids.
    pub(super) fn head(&self) -> Vec<u128> {
        let head = self.page(self.plan, 1, 0).head;
        head.into_iter().map(|place| place.id).collect()
    }

    fn page(&self, plan: &Plan<'_>, places: usize, floor: u32) -> Page {
        let query = ListQuery {
            limit: places,
            after: None,
            ..self.query.uncounted()
        };
        first_page_above(plan, self.table, &query, self.mix, floor)
    }
}
