//! What is answered to `GET /v1/vacancies/{id}/jobseekers`.

use super::explanation_out::{FoundOut, MissingOut, NearOut, ReasonOut};
use super::match_out::{OfferOut, RulesetOut, TravelOut};
use crate::matching::gates::GateCode;
use serde::Serialize;
use utoipa::ToSchema;

crate::closed_list! {
    /// Who is going to see the answer.
    #[derive(Default)]
    Audience {
        /// A caseworker of the owning organisation.
        #[default]
        Caseworker = "caseworker",
        /// The employer.
        Employer = "employer",
    }
}

/// Persons for a vacancy, for whom the answer is meant.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum JobseekersAnswer<'a> {
    /// For a caseworker of the owning organisation.
    Grouped(ReverseListOut<'a>),
    /// For the employer.
    Shortlist(ShortlistOut<'a>),
}

/// Persons for a vacancy, in bands of nearly equal score.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReverseListOut<'a> {
    /// The vacancy.
    pub vacancy_id: String,
    /// The ruleset it was scored with.
    pub ruleset: RulesetOut<'a>,
    /// Last `seq` of the change log that the profiles know.
    pub index_generation: i64,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// How many kept profiles pass every gate, without those from whose lists the vacancy is hidden.
    pub total: usize,
    /// Who is left out.
    pub left_out: LeftOutOut,
    /// The page: bands, highest first. A band may go on on the next page.
    pub groups: Vec<BandOut<'a>>,
    /// Where the next page begins; `null` on the last.
    pub next_cursor: Option<String>,
}

/// Who is left out, counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftOutOut {
    /// Other help comes first for them for now.
    pub deferred: usize,
    /// They pass every gate, but the vacancy was hidden from their own lists by a decision.
    pub hidden: usize,
    /// They fail a gate.
    pub not_now: usize,
    /// How many fail which gate. What a person needs work to respect is never named: who fails for that is only among
    /// `not_now`.
    pub gates: Vec<GateCountOut>,
}

/// How many persons fail a gate.
#[derive(Debug, Serialize, ToSchema)]
pub struct GateCountOut {
    /// Which.
    #[schema(value_type = String)]
    pub code: GateCode,
    /// Persons.
    pub count: usize,
}

/// Persons who are not told apart by their scores.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandOut<'a> {
    /// Lowest score of the band, micro-points.
    pub from: u32,
    /// Highest score of the band, micro-points.
    pub to: u32,
    /// In no order: by a keyed hash that is the same at every call.
    pub jobseekers: Vec<ReversePairOut<'a>>,
}

/// A person for a vacancy. Nothing of what the person needs work to respect is among it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReversePairOut<'a> {
    /// The kept profile.
    pub jobseeker_id: String,
    /// The person's name in a shortlist for the employer of this vacancy.
    pub pseudonym: String,
    /// The same number as in the person's list, micro-points.
    pub base_score: u32,
    /// Share of axis weight that had data, 0..=1.
    pub coverage: f64,
    /// The offer that was taken.
    pub offer: Option<OfferOut>,
    /// The trip.
    pub travel: TravelOut,
    /// Asked items the person has.
    pub found: Vec<FoundOut<'a>>,
    /// Asked items something close stands in for.
    pub near: Vec<NearOut<'a>>,
    /// Asked items nothing stands in for.
    pub missing: Vec<MissingOut<'a>>,
    /// Why; the contributions sum to the base score.
    pub reasons: Vec<ReasonOut<'a>>,
    /// Gates that could not be told for want of a field.
    #[schema(value_type = Vec<String>)]
    pub unverified: Vec<GateCode>,
}

/// A shortlist for the employer: no score, no order, no gate, no way to a person but through the municipality.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShortlistOut<'a> {
    /// The vacancy.
    pub vacancy_id: String,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// In no order: by a keyed hash that is the same at every call.
    pub candidates: Vec<CandidateOut<'a>>,
}

/// A person of a shortlist.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateOut<'a> {
    /// A name for this vacancy alone; a caseworker's answer has it beside the id.
    pub pseudonym: String,
    /// Asked items the person has.
    pub found: Vec<FoundOut<'a>>,
}
