//! What shapes a list, as it may be sent, for the contract.

use crate::matching::branch::Rung;
use serde::Serialize;
use utoipa::ToSchema;

super::closed_list_schema::schema_of_closed_lists! {
    Rung: "How far a job lies from where the person has been.",
}

/// How many of each kind the first five places are to hold at least, in place of what the strategy and the track say.
/// Only jobs of a fair score in a market that is not less good are lifted for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ListMix, example = json!({"own_trade": 1, "branch_switch": 2}))]
pub struct MixIn {
    /// The person's own occupation and industry.
    #[schema(minimum = 0, maximum = 5)]
    pub own_trade: Option<u8>,
    /// Another occupation or industry.
    #[schema(minimum = 0, maximum = 5)]
    pub branch_switch: Option<u8>,
    /// Nothing stands between the person and a first day within 14 days.
    #[schema(minimum = 0, maximum = 5)]
    pub startable_now: Option<u8>,
    /// The area lacks people for the work.
    #[schema(minimum = 0, maximum = 5)]
    pub in_demand: Option<u8>,
    /// Work that asks for a higher education.
    #[schema(minimum = 0, maximum = 5)]
    pub graduate: Option<u8>,
}

/// Vacancies that were liked or disliked. Those like them are moved up or down, and say so among their adjustments.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ListExamples)]
pub struct ExamplesIn {
    /// Ids of vacancies that were liked.
    #[schema(max_items = 20)]
    pub liked: Option<Vec<String>>,
    /// Ids of vacancies that were disliked.
    #[schema(max_items = 20)]
    pub disliked: Option<Vec<String>>,
}

/// A range of weeks, open where an end is left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WeeksRange)]
pub struct WeeksIn {
    /// Fewest.
    #[schema(minimum = 0, maximum = 520)]
    pub min: Option<u16>,
    /// Most.
    #[schema(minimum = 0, maximum = 520)]
    pub max: Option<u16>,
}

/// A range of days, open where an end is left out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DaysRange)]
pub struct DaysIn {
    /// First day.
    #[schema(format = Date)]
    pub from: Option<String>,
    /// Last day.
    #[schema(format = Date)]
    pub to: Option<String>,
}
