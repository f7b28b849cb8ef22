//! The wire room: what clients send becomes domain types, and what is kept becomes what clients
//! read. Every error in a body is collected, each with a pointer to its place.

pub mod bounds;
pub mod closed_list_schema;
pub mod code_schema;
pub mod coded;
pub mod codes_in;
pub mod decision_in;
pub mod decision_out;
pub mod explanation_out;
mod explanation_shapes;
#[cfg(test)]
pub(crate) mod fake_vocabulary;
pub mod field_error;
pub mod filters_in;
#[cfg(test)]
mod invented_jobseekers;
#[cfg(test)]
mod invented_vacancies;
pub mod jobseeker_in;
#[cfg(test)]
mod jobseeker_in_tests;
pub mod jobseeker_out;
pub mod jobseeker_schema;
pub mod json;
mod languages;
pub mod list_rules_out;
pub mod list_shape_in;
mod list_shape_schema;
pub mod match_filters_in;
pub mod match_in;
#[cfg(test)]
mod match_in_tests;
pub mod match_out;
pub mod mobility_package_out;
mod offer_in;
pub mod problem;
pub mod profile_report_out;
pub mod reach_out;
pub mod reader;
pub mod reference_out;
pub mod replay_out;
pub mod request_schema;
mod requirements_in;
mod resources_in;
pub mod reverse_out;
#[cfg(test)]
mod round_trip_tests;
pub mod rules_out;
mod scalars;
mod schedule_in;
pub mod schedule_shapes;
#[cfg(test)]
mod schema_tests;
pub mod score_in;
pub mod search_in;
pub mod search_out;
mod sensitive_names;
pub mod shaped;
pub mod skill_text;
pub mod transitions_out;
pub mod travel_in;
pub mod travel_out;
pub mod vacancy_in;
#[cfg(test)]
mod vacancy_in_tests;
pub mod vacancy_out;
pub mod vacancy_schema;
mod vacancy_text;
pub mod vocabulary;
