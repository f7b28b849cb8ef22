//! What is answered to `GET /v1/jobseekers/{id}/profile-report`.

use super::explanation_out::QuestionEffectOut;
use super::match_out::RulesetOut;
use crate::matching::gates::GateCode;
use serde::Serialize;
use utoipa::ToSchema;

/// How complete a profile is, and what each open field would bring. It judges the profile, never the person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileReportOut<'a> {
    /// Whose profile.
    pub jobseeker_id: String,
    /// The ruleset the list was scored with.
    pub ruleset: RulesetOut<'a>,
    /// Last `seq` of the change log that the counts know.
    pub index_generation: i64,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// How many of the fields that matter to a match are filled.
    pub filled: FilledOut,
    /// Vacancies that pass every gate now, exactly counted.
    pub matches: usize,
    /// Those of them in which a gate waits for an open field of the profile.
    pub unsettled_matches: usize,
    /// The open fields, what brings most first.
    pub missing: Vec<MissingFieldOut>,
    /// What waits for the employers instead, most first.
    pub at_employers: Vec<EmployersFieldOut>,
}

/// How many fields are filled.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct FilledOut {
    /// Filled.
    pub fields: usize,
    /// Of so many.
    pub of: usize,
}

/// An open field and what filling it would bring.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingFieldOut {
    /// The field.
    #[schema(example = "mobility.licences")]
    pub field: &'static str,
    /// The question to ask.
    pub question: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Gates it would settle, each in how many of the vacancies that pass now.
    pub settles: Vec<SettledGateOut>,
    /// Vacancies that pass now in which it would settle at least one gate.
    pub vacancies: usize,
    /// What an answer can bring to the first ten, in words.
    pub gain: String,
    /// The same in figures.
    pub effect: QuestionEffectOut,
}

/// A gate that a field would settle.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct SettledGateOut {
    /// The gate.
    #[schema(value_type = String)]
    pub gate: GateCode,
    /// In how many of the vacancies that pass now it is unverified.
    pub vacancies: usize,
}

/// A field of vacancies that leaves gates unverified.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct EmployersFieldOut {
    /// The field of the vacancy.
    #[schema(example = "vacancy.demands")]
    pub field: &'static str,
    /// In how many of the vacancies that pass now it is open.
    pub vacancies: usize,
}
