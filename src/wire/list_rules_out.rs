//! What is answered of the rules of a list: where an item stands and why there.

use crate::matching::list_traits::{ListPart, ListTrait};
use serde::Serialize;
use utoipa::ToSchema;

crate::closed_list! {
    /// What an item waited for.
    WaitedFor { EmployerCap = "employer_cap" }
}

/// Why an item stands where it does, beside its score.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Placed)]
pub struct PlacedOut {
    /// `own_trade`, `branch_switch`, or `other` when the way from the person's past to the job is not known.
    #[schema(value_type = String)]
    pub list_part: ListPart,
    /// It was lifted into the first places, above its place by score, since the mix of the list wants one more of
    /// these: `own_trade`, `branch_switch`, `startable_now`, `in_demand` or `graduate`. `null` when it was not.
    #[schema(value_type = Option<String>)]
    pub lifted: Option<ListTrait>,
    /// `employer_cap` when it stands below its place by score, since the employer has a share of the first places
    /// already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub waited: Option<WaitedFor>,
}
