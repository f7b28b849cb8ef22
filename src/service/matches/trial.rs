//! Lists as they would be: the same request for a profile with something changed or answered.

use super::request::Terms;
use crate::domain::jobseeker::Jobseeker;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{List, ListQuery};
use crate::matching::plan::Plan;
use crate::ports::match_table::MatchTableView;

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
}

impl<'a> Trial<'a> {
    /// The plan of another profile on the same terms.
    pub(super) fn plan_of<'s>(&self, seeker: &'s Jobseeker) -> Plan<'s>
    where
        'a: 's,
    {
        self.terms.plan(seeker, self.knowledge)
    }

    /// The first places of a plan by score, from the beginning and without counts.
    pub(super) fn first(&self, plan: &Plan<'_>, places: usize) -> List {
        let query = ListQuery {
            limit: places,
            after: None,
            count_all: false,
            not_now: 0,
            count_sole_failures: false,
            ..self.query.clone()
        };
        self.table.list(plan, &query)
    }
}
