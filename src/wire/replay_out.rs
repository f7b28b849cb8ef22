//! What is answered to `GET /v1/matches/{id}`.

use super::closed_list_schema::schema_of_closed_lists;
use super::match_out::MatchListOut;
use crate::matching::gates::GateCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

crate::closed_list! {
    /// What has changed since a list was answered.
    ReplayChange {
        /// The vacancy is not kept any more.
        VacancyGone = "vacancy_gone",
        /// What is shown or scored of the vacancy has changed.
        VacancyChanged = "vacancy_changed",
        /// The pair has another score.
        ScoreChanged = "score_changed",
        /// The ruleset is not loaded any more.
        RulesetGone = "ruleset_gone",
        /// The ruleset of this name has another content.
        RulesetChanged = "ruleset_changed",
        /// Taxonomy, places or travel times have changed.
        TablesChanged = "tables_changed",
        /// The request names a code that no table holds any more.
        RequestUnreadable = "request_unreadable",
        /// Another version of the program says the same in other words.
        ProgramChanged = "program_changed",
    }
}

schema_of_closed_lists! {
    ReplayChange: "What has changed since a list was answered: `vacancy_gone`: it is not kept any more; `vacancy_changed`: \
        what is shown or scored of it has changed; `score_changed`: `then` and `now` are its base scores in micro-points; \
        `ruleset_gone`, `ruleset_changed`, `tables_changed`: `then` and `now` are hashes; `request_unreadable`: the request \
        names a code that no table holds any more; `program_changed`: `then` and `now` are versions.",
}

/// A list made again: the same bytes as at first, or what has changed since.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum ReplayAnswer<'a> {
    /// Byte for byte the first answer.
    Same(Box<MatchListOut<'a>>),
    /// What has changed since.
    Changed(Box<ReplayOut>),
}

/// Why a list cannot be made again as it was, item by item, with what it held.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplayOut {
    /// Id of the list.
    pub match_id: String,
    /// Always false: a list that can be made again is answered as it was, without this field.
    #[schema(example = false)]
    pub replays: bool,
    /// Everything that has changed; the list as a whole first, then its items in their order.
    pub changed: Vec<ChangedOut>,
    /// The page as it was recorded.
    pub then: ThenOut,
}

/// One change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedOut {
    /// What.
    pub what: ReplayChange,
    /// Place of the item; absent for what concerns the list as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Vacancy of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacancy_id: Option<String>,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Value>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
    /// Gates that the vacancy of the item fails now: a list made today would not have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub closed_gates: Vec<GateCode>,
}

/// A page as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThenOut {
    /// When it was answered (RFC 3339).
    pub answered_at: String,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// The request, without the profile.
    pub request: Value,
    /// Name of the ruleset.
    pub ruleset: String,
    /// SHA-256 of the ruleset's file.
    pub ruleset_hash: String,
    /// Last `seq` of the change log that the answer knew.
    pub index_generation: i64,
    /// Version of the program.
    pub program: String,
    /// The items.
    pub items: Vec<ThenItemOut>,
}

/// An item as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThenItemOut {
    /// Place in the list, from 1.
    pub rank: u32,
    /// The vacancy.
    pub vacancy_id: String,
    /// `base_score` and adjustments, micro-points.
    pub score: u32,
    /// Micro-points.
    pub base_score: u32,
}
