//! What is answered to `POST /v1/matches` and `POST /v1/score`.

use super::explanation_out::{
    BridgeOut, CounterfactualOut, FoundOut, FundingOut, GateOut, MissingOut, NearOut, PathOut, QuestionOut,
    ReasonOut,
};
use super::mobility_package_out::{MobilityPackageOut, TrackOut};
use super::search_out::FacetOut;
use super::shaped::{Fixed, Shaped};
use crate::domain::codes::{OccupationCode, Postcode};
use crate::domain::ids::VacancyId;
use crate::domain::lists::{Demand, Form};
use crate::domain::travel_mode::TravelMode;
use crate::matching::branch::Rung;
use crate::matching::explain::bridges::Bridge;
use crate::matching::explain::gate_lines::GateLine;
use crate::matching::explain::items::{FoundItem, MissingItem, NearItem};
use crate::matching::explain::reasons::Reason;
use crate::matching::steering::AdjustmentCode;
use crate::taxonomy::Balance;
use crate::wire::list_rules_out::{DeferralOut, ListTermsOut, PlacedOut};
use serde::Serialize;
use utoipa::ToSchema;

/// A list of vacancies for one person, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchListOut<'a> {
    /// Id of this list.
    pub match_id: String,
    /// The ruleset it was scored with.
    pub ruleset: RulesetOut<'a>,
    /// Last `seq` of the change log that the answer knows.
    pub index_generation: i64,
    /// The strategy asked for, the one suggested by the profile, and the one applied.
    pub strategy: StrategyOut<'a>,
    /// Weights asked for, suggested and applied.
    pub weights: WeightsOut,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// How many vacancies passed every gate.
    pub total: TotalOut,
    /// Where the next page begins; `null` on the last.
    pub next_cursor: Option<String>,
    /// The page.
    pub matches: Vec<MatchOut<'a>>,
    /// The best that fail a gate, with what would open them; only when included.
    pub not_now: Vec<NotNowOut<'a>>,
    /// What dropping one constraint would give; on empty and short lists, and when included.
    pub relaxations: Vec<RelaxationOut>,
    /// The fields asked for, in the order of their list: counts over the whole list, and what lies below `min_score` counts
    /// nowhere. A vacancy counts under the form of the offer that was taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetOut>,
    /// The open field of the profile whose answer could move the first ten most; only when included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_best_question: Option<QuestionOut>,
    /// The schemes that the bridges name, with the person's access to them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<FundingOut<'a>>,
    /// Values that stood in for fields the profile leaves open.
    pub assumed: Vec<AssumedOut>,
    /// What shapes the list beside its scores.
    pub list: ListTermsOut<'a>,
    /// Other help comes first, or its review is due; `null` for most.
    pub deferral: Option<DeferralOut>,
    /// How many vacancies would be in the list, had they not been hidden by a decision; absent when none would.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<usize>,
    /// Vacancies pinned by a decision, the earliest pinned first; on the first page. They keep their scores, and their
    /// places in the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pinned: Vec<PinnedOut<'a>>,
}

/// A vacancy that was pinned by a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct PinnedOut<'a> {
    /// Whether every gate is open or unverified.
    pub passes: bool,
    /// The pair.
    #[serde(flatten)]
    pub pair: PairOut<'a>,
}

/// A pair, or one profile and several vacancies.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreListOut<'a> {
    /// The ruleset it was scored with.
    pub ruleset: RulesetOut<'a>,
    /// Last `seq` of the change log that the ranks know.
    pub index_generation: i64,
    /// Weights asked for, suggested and applied.
    pub weights: WeightsOut,
    /// The moment at which everything was judged (RFC 3339).
    pub as_of: String,
    /// One answer for each vacancy, in the order asked.
    pub scores: Vec<ScoreOut<'a>>,
    /// The schemes that the bridges name, with the person's access to them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<FundingOut<'a>>,
    /// Values that stood in for fields the profile leaves open.
    pub assumed: Vec<AssumedOut>,
}

/// A pair with the place it has, or would have.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreOut<'a> {
    /// Whether every gate is open or unverified.
    pub passes: bool,
    /// The place it has in the list, or would have if its gates were open, from 1.
    pub rank_if_open: usize,
    /// The vacancy was hidden from the jobseeker's lists by a decision.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The score of the offer that is nearest to opening, micro-points; `base_score` when the pair
    /// passes. While no offer passes, `base_score` and its axes are those of the lowest, so that
    /// whatever opens an offer never lowers them.
    pub score_if_open: u32,
    /// The offer nearest to opening: `gates` and `score_if_open` speak of it.
    pub offer_if_open: Option<OfferOut>,
    /// The pair.
    #[serde(flatten)]
    pub pair: PairOut<'a>,
}

/// The ruleset of an answer.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct RulesetOut<'a> {
    /// Its name.
    pub id: &'a str,
    /// SHA-256 of its file.
    pub hash: &'a str,
}

/// Strategies.
#[derive(Debug, Serialize, ToSchema)]
pub struct StrategyOut<'a> {
    /// As asked.
    pub requested: Option<&'a str>,
    /// From the profile.
    pub suggested: &'a str,
    /// As used.
    pub applied: &'a str,
}

/// Weights of the axes.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct AxesOut {
    /// Resources axis.
    pub resources: f64,
    /// Mobility axis.
    pub mobility: f64,
    /// Branch axis.
    pub branch: f64,
}

/// Weights as used when every axis has data.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct AppliedOut {
    /// Resources axis.
    pub resources: f64,
    /// Mobility axis.
    pub mobility: f64,
    /// Branch axis.
    pub branch: f64,
    /// The job-first prior.
    pub job_first: f64,
}

/// Weights asked for, suggested and applied.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct WeightsOut {
    /// As asked.
    pub requested: Option<AxesOut>,
    /// Of the suggested strategy.
    pub suggested: AxesOut,
    /// As used when every axis has data; an axis without data hands its weight to the others.
    pub applied: AppliedOut,
}

/// A count.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TotalOut {
    /// The number.
    pub value: usize,
    /// `eq` when exact, `gte` when there may be more.
    pub relation: &'static str,
}

/// An item of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchOut<'a> {
    /// Place in the list, from 1.
    pub rank: usize,
    /// Why it stands there.
    #[serde(flatten)]
    pub placed: PlacedOut,
    /// The pair.
    #[serde(flatten)]
    pub pair: PairOut<'a>,
}

/// A scored and explained pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairOut<'a> {
    /// The vacancy.
    pub vacancy: VacancyCardOut<'a>,
    /// The offer that was taken.
    pub offer: Option<OfferOut>,
    /// `base_score` and adjustments, micro-points.
    pub score: u32,
    /// Sum of the four contributions, micro-points 0..=1000000.
    pub base_score: u32,
    /// Share of axis weight that had data, 0..=1.
    pub coverage: f64,
    /// The axes and the prior.
    pub axes: AxesScoredOut<'a>,
    /// What moved the score from the base score.
    pub adjustments: Vec<AdjustmentOut>,
    /// Gates the vacancy raises, and all that are not plainly open.
    #[schema(value_type = Vec<GateOut>)]
    pub gates: Shaped<'a, GateLine<'a>, GateOut<'a>>,
    /// Why; the contributions of one axis' reasons sum to the axis' contribution.
    #[schema(value_type = Vec<ReasonOut>)]
    pub reasons: Shaped<'a, Reason<'a>, ReasonOut<'a>>,
    /// What closes a gap beside the job.
    #[schema(value_type = Vec<BridgeOut>)]
    pub bridges: Shaped<'a, Bridge<'a>, BridgeOut<'a>>,
    /// Single changes that would lift the job into the first places, the smallest first; looked for only when included.
    pub counterfactuals: Vec<CounterfactualOut<'a>>,
    /// How the job leads to the person's goal, when it is a step towards it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<PathOut<'a>>,
    /// The education that the offer leads through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackOut>,
    /// Getting there, what is paid for it and the rules of the form; only when included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobility_package: Option<MobilityPackageOut<'a>>,
    /// Typical demands of the occupation, when the vacancy states none and the profile asks.
    #[serde(skip_serializing_if = "<[Demand]>::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub typical_demands: &'a [Demand],
}

/// A vacancy in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyCardOut<'a> {
    /// Id; `null` for one given in the request.
    #[schema(value_type = Option<String>)]
    pub id: Option<VacancyId>,
    /// Title as advertised.
    pub title: &'a str,
    /// The employer, unless anonymous.
    pub employer: Option<&'a str>,
    /// Unit group; `null` when it was not recognised.
    pub occupation: Option<LabelledOut<'a>>,
    /// Sending system.
    pub source: Option<&'a str>,
    /// Id in the sending system.
    pub external_id: Option<&'a str>,
    /// People wanted.
    pub positions: u16,
    /// Postcode and name of the workplace.
    pub place: Option<LabelledOut<'a>>,
    /// Last day to apply.
    #[schema(value_type = Option<String>, format = Date)]
    pub apply_by: Option<jiff::civil::Date>,
    /// A coming day on which the workplace is open to visitors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub open_company_day: Option<jiff::civil::Date>,
}

/// A code of a table.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
pub enum CodeOut<'a> {
    /// A unit group.
    Occupation(OccupationCode),
    /// A postcode.
    Postcode(Postcode),
    /// The id of a skill.
    Skill(&'a str),
}

/// A code with its label.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct LabelledOut<'a> {
    /// Code.
    #[schema(value_type = String)]
    pub code: CodeOut<'a>,
    /// Label in the language of the answer.
    pub label: &'a str,
}

/// The offer of a pair.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MatchedOffer)]
pub struct OfferOut {
    /// Placement form.
    #[schema(value_type = String)]
    pub form: Form,
    /// Hours a week; `null` when not stated.
    pub hours_per_week: Option<HoursOut>,
    /// First day.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<jiff::civil::Date>,
    /// Length in weeks, when limited.
    pub duration_weeks: Option<u16>,
}

/// A range of weekly hours.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursOut {
    /// Fewest, at the start.
    pub min: f64,
    /// Most.
    pub max: f64,
}

/// Axes of a pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct AxesScoredOut<'a> {
    /// What the person brings and wants.
    pub resources: ResourcesOut<'a>,
    /// Getting there, hours, the week.
    pub mobility: MobilityOut,
    /// The move from where the person has been.
    pub branch: BranchOut<'a>,
    /// The job-first prior.
    pub job_first: PriorOut,
}

/// The resources axis.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ResourcesAxis)]
pub struct ResourcesOut<'a> {
    /// 0..=1; `null` without data.
    pub score: Option<f64>,
    /// Micro-points.
    pub contribution: u32,
    /// Why there is no score, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_data: Option<&'static str>,
    /// Asked items the person has.
    #[schema(value_type = Vec<FoundOut>)]
    pub found: Shaped<'a, FoundItem<'a>, FoundOut<'a>>,
    /// Asked items something close stands in for.
    #[schema(value_type = Vec<NearOut>)]
    pub near: Shaped<'a, NearItem<'a>, NearOut<'a>>,
    /// Asked items nothing stands in for.
    #[schema(value_type = Vec<MissingOut>)]
    pub missing: Shaped<'a, MissingItem<'a>, MissingOut<'a>>,
}

/// The mobility axis.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MobilityAxis)]
pub struct MobilityOut {
    /// 0..=1; `null` without data.
    pub score: Option<f64>,
    /// Micro-points.
    pub contribution: u32,
    /// Why there is no score, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_data: Option<&'static str>,
    /// The trip.
    pub travel: TravelOut,
    /// Whether hours fit.
    pub hours: HoursFitOut,
}

/// A trip.
#[derive(Debug, Serialize, ToSchema)]
pub struct TravelOut {
    /// Means of transport.
    #[schema(value_type = Option<String>)]
    pub mode: Option<TravelMode>,
    /// One way, door to door; `null` when there is no connection or nothing to travel to.
    pub minutes: Option<u16>,
    /// Out and home.
    pub daily_minutes: Option<u16>,
    /// Why there are no minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// How exactly the ends are known.
    #[schema(value_type = String)]
    pub precision: Fixed,
    /// Where the minutes come from.
    #[schema(value_type = String)]
    pub provider: Fixed,
}

/// Whether hours fit.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursFitOut {
    /// The ranges overlap; `null` when the vacancy's hours are not stated.
    pub ok: Option<bool>,
}

/// The branch axis.
#[derive(Debug, Serialize, ToSchema)]
pub struct BranchOut<'a> {
    /// 0..=1; `null` without data.
    pub score: Option<f64>,
    /// Micro-points.
    pub contribution: u32,
    /// Why there is no score, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_data: Option<&'static str>,
    /// Rung of the move.
    #[schema(value_type = Option<String>)]
    pub rung: Option<Rung>,
    /// The move.
    pub transition: Option<TransitionOut<'a>>,
}

/// A move between occupations.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransitionOut<'a> {
    /// Where the person comes from.
    pub from: LabelledOut<'a>,
    /// The job's occupation.
    pub to: LabelledOut<'a>,
    /// Share of the job's essential skills that come along, 0..=1.
    pub skills_shared: f64,
    /// Skill level of the job less that of the source.
    pub level_step: i8,
    /// How viable the move is, 0..=1.
    pub viability: f64,
    /// State of the labour market for the job in its area.
    #[schema(value_type = Option<String>)]
    pub balance: Option<Balance>,
}

/// The job-first prior.
#[derive(Debug, Serialize, ToSchema)]
pub struct PriorOut {
    /// 0..=1.
    pub score: f64,
    /// Micro-points.
    pub contribution: u32,
}

/// A change from base score to score.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdjustmentOut {
    /// Why: `LIKED_SIMILAR`, `DISLIKED_SIMILAR` or `CONGESTED`.
    #[schema(value_type = String)]
    pub code: AdjustmentCode,
    /// Micro-points; what is left of it after keeping the score within 0..=1000000.
    pub value: i32,
}

/// A vacancy that fails a gate.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotNowOut<'a> {
    /// The vacancy.
    pub vacancy: VacancyCardOut<'a>,
    /// The gates that failed, each with what would open it.
    pub gates: Vec<GateOut<'a>>,
    /// Its base score if they were open.
    pub score_if_open: u32,
    /// Single changes that would open it and lift it into the first places, the smallest first; looked for only when included.
    pub counterfactuals: Vec<CounterfactualOut<'a>>,
    /// How the job leads to the person's goal, when it is a step towards it or the goal itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<PathOut<'a>>,
}

/// What dropping one constraint would give.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelaxationOut {
    /// The gate or filter.
    pub constraint: String,
    /// How many more vacancies would pass.
    pub gain: usize,
}

/// A value that stands in for a field the profile leaves open.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssumedOut {
    /// The field.
    pub field: &'static str,
    /// What stands in.
    #[schema(value_type = serde_json::Value)]
    pub value: serde_json::Value,
}
