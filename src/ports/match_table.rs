//! The match table: the columns the scorer reads, kept in step with the change log.

use crate::domain::ids::{OrganisationId, VacancyId};
use crate::domain::vacancy::Vacancy;
use crate::matching::features::VacancyView;
use crate::matching::list::{Filter, List, ListQuery, Listed, OrderKey};
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a list shows of a vacancy beside what was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Card<'a> {
    /// Title as advertised.
    pub title: &'a str,
    /// Name of the employer, when not anonymous.
    pub employer: Option<&'a str>,
    /// Sending system.
    pub source: Option<&'a str>,
    /// Id in the sending system.
    pub external_id: Option<&'a str>,
}

impl<'a> Card<'a> {
    /// What a list shows of this vacancy.
    pub fn of(vacancy: &'a Vacancy) -> Self {
        let employer = vacancy.employer.as_ref();
        let key = vacancy.source_key.as_ref();
        Self {
            title: &vacancy.title,
            employer: employer.and_then(|employer| employer.name.as_deref()),
            source: key.map(|key| key.source.as_str()),
            external_id: key.map(|key| key.external_id.as_str()),
        }
    }
}

/// Gives the table as it stands.
pub trait MatchTable: Send + Sync {
    /// The table as of the last commit; it does not change while it is held.
    fn current(&self) -> Arc<dyn MatchTableView>;
}

/// The table as of one commit.
pub trait MatchTableView: Send + Sync {
    /// The last `seq` of the change log that is in it.
    fn seq(&self) -> i64;

    /// How many vacancies it holds.
    fn len(&self) -> usize;

    /// Whether it holds none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of an organisation, `None` when it owns nothing in the table.
    fn organisation_number(&self, organisation: &OrganisationId) -> Option<u16>;

    /// The best vacancies for a plan.
    fn list(&self, plan: &Plan<'_>, query: &ListQuery) -> List;

    /// The same list without a bound or a shortcut: what [`list`](Self::list) is compared with.
    fn list_by_scoring_all(&self, plan: &Plan<'_>, query: &ListQuery) -> List;

    /// A listed vacancy's columns and card.
    fn vacancy(&self, listed: Listed) -> (VacancyView<'_>, Card<'_>);

    /// Something of each piece of memory that is read of a listed vacancy beside what was scored: its card and content.
    fn fetch(&self, listed: Listed) -> u64;

    /// A listed vacancy's columns alone.
    fn columns(&self, listed: Listed) -> VacancyView<'_>;

    /// A hash of what is listed and scored of a vacancy: equal while nothing of that was changed,
    /// whatever the table was filled from.
    fn content(&self, listed: Listed) -> u64;

    /// Where a vacancy stands; the order key of what was found carries score 0.
    fn find(&self, id: VacancyId) -> Option<Listed>;

    /// How many items of the list would stand before this place.
    fn rank_of(&self, plan: &Plan<'_>, query: &ListQuery, key: OrderKey) -> usize;

    /// Shows every pair that passes the filter and all gates, for counts that must be exact.
    fn each_match(
        &self,
        plan: &Plan<'_>,
        filter: &Filter,
        visit: &mut dyn FnMut(&VacancyView<'_>, &PairScore),
    );
}
