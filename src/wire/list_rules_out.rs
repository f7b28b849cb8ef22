//! What is answered of the rules of a list: where an item stands and why there.

use crate::domain::decision::ActorRole;
use crate::domain::lists::Track;
use crate::matching::list_ruleset::{FollowUpRole, Mix};
use crate::matching::list_traits::{ListPart, ListTrait};
use jiff::civil::Date;
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

/// Tracks: `T1` to `T5`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = ListTracks)]
pub struct TracksOut {
    /// As asked.
    #[schema(value_type = Option<String>)]
    pub requested: Option<Track>,
    /// Of the profile.
    #[schema(value_type = Option<String>)]
    pub suggested: Option<Track>,
    /// As used.
    #[schema(value_type = Option<String>)]
    pub applied: Option<Track>,
}

/// How many of each kind the first five places are to hold.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = ListMixes)]
pub struct MixesOut<'a> {
    /// As asked.
    #[schema(value_type = Option<std::collections::BTreeMap<String, usize>>)]
    pub requested: Option<&'a Mix>,
    /// Of strategy and track.
    #[schema(value_type = std::collections::BTreeMap<String, usize>)]
    pub suggested: &'a Mix,
    /// As used.
    #[schema(value_type = std::collections::BTreeMap<String, usize>)]
    pub applied: &'a Mix,
}

/// Names of filters.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListFilters)]
pub struct FiltersOut {
    /// As asked.
    #[schema(value_type = Vec<String>)]
    pub requested: Vec<&'static str>,
    /// By the track. They are left to the caller: a track leaves nothing out.
    #[schema(value_type = Vec<String>)]
    pub suggested: Vec<&'static str>,
    /// As used.
    #[schema(value_type = Vec<String>)]
    pub applied: Vec<&'static str>,
}

/// How many of the first places one employer may have; what is more waits until they are filled.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = EmployerCap)]
pub struct EmployerCapOut {
    /// The first places.
    pub first: usize,
    /// How many of them one employer may have.
    pub per_employer: usize,
}

/// What shapes the list beside its scores.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListTerms)]
pub struct ListTermsOut<'a> {
    /// The track of the alliance.
    pub track: TracksOut,
    /// Who follows the person up on this track: `municipality`, `unemployment_fund` or `other_actor`.
    #[schema(value_type = Option<String>)]
    pub followed_up_by: Option<FollowUpRole>,
    /// What the first places are to hold.
    pub mix: MixesOut<'a>,
    /// What narrows the list.
    pub filters: FiltersOut,
    /// The employers' share.
    pub employer_cap: EmployerCapOut,
}

/// Other help comes first: the list is paused.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListDeferral)]
pub struct DeferralOut {
    /// There is no list now.
    pub paused: bool,
    /// Day of the review, from which there is a list again; `null` while no day is set.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// The day of the review has come, and nobody has decided anew.
    pub review_due: bool,
    /// Role of who decided.
    pub decided_by_role: Option<ActorRole>,
}
