//! The use cases, one file each. They alone join the ports, matching and privacy, and only here
//! does a write touch both a record and its consequences.

pub mod bounded;
pub mod danish_time;
pub mod decisions;
pub mod error;
pub mod health;
pub mod imports;
pub mod jobseekers;
pub mod keeping;
pub mod kept;
pub mod match_records;
pub mod matches;
pub mod once;
pub mod reach;
pub mod reference;
pub mod rules;
pub mod rulesets;
pub mod search;
mod to_its_end;
pub mod transitions;
pub mod travel;
pub mod vacancies;
pub mod visibility;
pub mod vocabulary;

use std::sync::Arc;

/// Every use case, for whoever serves them.
#[derive(Clone)]
pub struct Services {
    /// Keeping vacancies.
    pub vacancies: vacancies::VacancyService,
    /// Keeping jobseekers.
    pub jobseekers: jobseekers::JobseekerService,
    /// Importing vacancies.
    pub imports: imports::ImportService,
    /// Match lists and scores.
    pub matches: Arc<matches::MatchService>,
    /// Persons for a vacancy.
    pub reverse: matches::reverse::ReverseService,
    /// What people decide about match lists.
    pub decisions: decisions::DecisionService,
    /// Searching vacancies.
    pub search: search::SearchService,
    /// Occupations, skills, industries, places.
    pub reference: reference::ReferenceService,
    /// Moves between occupations.
    pub transitions: transitions::TransitionService,
    /// Ways between two places.
    pub travel: travel::TravelService,
    /// What a person reaches.
    pub reach: reach::ReachService,
    /// The rules in force.
    pub rules: rules::RuleService,
    /// How the service does.
    pub health: health::HealthService,
}
