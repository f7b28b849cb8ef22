//! Decisions on the wire.

use super::closed_list_schema::schema_of_closed_lists;
use crate::domain::decision::{ActorRole, Decision, DecisionKind, DecisionReason};
use serde::Serialize;
use utoipa::ToSchema;

schema_of_closed_lists! {
    ActorRole: "In which role somebody acts.",
    DecisionKind: "What was decided about an item: `accept`, `reject` and `override` are recorded; `hide` leaves the vacancy \
        out of the jobseeker's later lists and `pin` shows it above them, until `unhide` and `unpin`.",
    DecisionReason: "Why; which reasons a decision has stands with the route.",
}

/// A decision about an item of a match list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "match_id": "mat_0193a1b2c3d47e5f8a9b0c1d2e3f4a5b", "vacancy_id": "vac_0193a1b2c3d47e5f8a9b0c1d2e3f4a5c",
    "decision": "hide", "reason": "jobseeker_declines", "role": "caseworker", "rank": 2
}))]
pub struct DecisionIn {
    /// The list, as it was answered.
    #[schema(pattern = "^mat_[0-9a-f]{32}$")]
    pub match_id: String,
    /// A vacancy of that list, among its matches or among those not open now.
    #[schema(pattern = "^vac_[0-9a-f]{32}$")]
    pub vacancy_id: String,
    /// What was decided.
    pub decision: DecisionKind,
    /// Why. `reject`, `override` and `hide` must have one. `accept`, `pin`: `skills_fit`, `jobseeker_wants`,
    /// `step_towards_goal`, `employer_adapts`, `agreed_in_conversation`. `reject`, `hide`: `travel`, `hours`, `schedule`,
    /// `skills_missing`, `licence_missing`, `language_level`, `tasks`, `terms`, `jobseeker_declines`,
    /// `employer_ruled_out`, `already_applied`, `vacancy_closed`, `data_wrong`. `override`: `data_wrong`, `gate_settled`,
    /// `employer_adapts`, `jobseeker_wants`, `step_towards_goal`, `agreed_in_conversation`. `unpin`, `unhide`:
    /// `jobseeker_wants`, `jobseeker_declines`, `vacancy_closed`, `data_wrong`, `agreed_in_conversation`.
    pub reason: Option<DecisionReason>,
    /// In which role.
    pub role: ActorRole,
    /// Where the caller saw the vacancy; refused when the list had it elsewhere.
    #[schema(minimum = 1, maximum = 1e6)]
    pub rank: Option<u32>,
}

/// A decision as it is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecisionOut {
    /// Its id.
    pub id: String,
    /// The list.
    pub match_id: String,
    /// Whose list; `null` when the profile was not kept.
    pub jobseeker_id: Option<String>,
    /// The vacancy.
    pub vacancy_id: String,
    /// What was decided.
    pub decision: DecisionKind,
    /// Why.
    pub reason: Option<DecisionReason>,
    /// In which role.
    pub role: ActorRole,
    /// Where the vacancy stood; `null` among those not open now.
    pub rank: Option<u32>,
    /// When (RFC 3339).
    pub decided_at: String,
}

impl DecisionOut {
    /// A decision as it is answered.
    pub fn new(decision: &Decision) -> Self {
        Self {
            id: decision.id.to_string(),
            match_id: decision.match_id.to_string(),
            jobseeker_id: decision.jobseeker.map(|id| id.to_string()),
            vacancy_id: decision.vacancy.to_string(),
            decision: decision.kind,
            reason: decision.reason,
            role: decision.role,
            rank: decision.rank,
            decided_at: decision.at.to_string(),
        }
    }
}

/// One page of decisions.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionList {
    /// The decisions, oldest first.
    pub decisions: Vec<DecisionOut>,
    /// Where the next page begins; null after the last one.
    pub next_cursor: Option<String>,
}
