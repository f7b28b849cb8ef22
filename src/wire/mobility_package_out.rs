//! What an item says of getting there and of the form it is offered under, when `mobility_package` is included; and
//! the education an offer leads through.

use super::closed_list_schema::schema_of_closed_lists;
use super::travel_out::{NoWayReason, TravelLegOut};
use crate::domain::lists::Form;
use crate::matching::form_rules::{Party, Pay};
use crate::travel::Means;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

crate::closed_list! {
    /// Whether a rule gives something here.
    Applies { Yes = "yes", No = "no", Unknown = "unknown" }
}

crate::closed_list! {
    /// Whether something keeps within a bound.
    Within { Within = "WITHIN", Over = "OVER" }
}

crate::closed_list! {
    /// Whether the person has a means of transport.
    HasMeans {
        /// The profile says so.
        Stated = "stated",
        /// The profile does not say; it is assumed.
        Assumed = "assumed",
        /// The person has not got it.
        Not = "not",
    }
}

crate::closed_list! {
    /// Why there is no way by one means.
    NoTrip {
        NoConnection = "no_connection",
        BeforeFirst = "before_first",
        AfterLast = "after_last",
        TooFar = "too_far",
        /// Farther than own muscles are asked to go.
        OverLongestRide = "over_longest_ride",
        /// This shift can be reached, but not every one.
        OtherShift = "other_shift",
    }
}

impl From<NoWayReason> for NoTrip {
    fn from(reason: NoWayReason) -> Self {
        match reason {
            NoWayReason::NoConnection => Self::NoConnection,
            NoWayReason::BeforeFirst => Self::BeforeFirst,
            NoWayReason::AfterLast => Self::AfterLast,
            NoWayReason::TooFar => Self::TooFar,
        }
    }
}

schema_of_closed_lists! {
    Applies: "Whether a rule gives something here; `unknown` where the profile, the vacancy or the rules do not tell.",
    Within: "Whether something keeps within a bound.",
    HasMeans: "Whether the person has a means of transport: the profile says so, it is assumed, or not.",
    NoTrip: "Why there is no way by one means: farther than own muscles are asked to go, or another of the shifts cannot be reached.",
    Pay: "What a person lives on while placed under a form.",
    Party: "Who sees to it that a condition is met.",
}

/// Getting there, what is paid for it, and the rules of the form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MobilityPackage)]
pub struct MobilityPackageOut<'a> {
    /// The hours the travel is judged by; absent where the vacancy tells no shifts, and then a day job is assumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<ShiftOut>,
    /// Why there is no plan: `work_from_home` or `place_unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_travel: Option<&'static str>,
    /// The person's own wish.
    pub wish: TravelWishOut,
    /// The legal bound of daily travel, as information; absent where no rule is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<TravelBoundOut<'a>>,
    /// One plan for each means the person has, and for those that would get there if the person had them.
    pub travel: Vec<ModePlanOut>,
    /// Commuting allowance, as an estimate.
    pub commuting_allowance: CommutingOut<'a>,
    /// Whether travel to an interview is paid by the municipality of the home.
    pub interview_travel: InterviewTravelOut<'a>,
    /// What the job-related courses close; each refers to the bridge with the same `closes`.
    pub courses: Vec<String>,
    /// The rules of the form that was offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_rules: Option<FormRulesOut<'a>>,
}

/// The shift that asks most of the first and the last connection.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlannedShift)]
pub struct ShiftOut {
    /// When the earliest shift begins.
    #[schema(example = "07:00")]
    pub begins: String,
    /// When the latest shift ends.
    #[schema(example = "15:00")]
    pub ends: String,
}

/// The person's own wish.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TravelWish)]
pub struct TravelWishOut {
    /// Longest trip one way, minutes.
    pub minutes: u16,
    /// The profile does not say; it is assumed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

/// The legal bound of daily travel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TravelBound)]
pub struct TravelBoundOut<'a> {
    /// Out and home together, minutes a day.
    pub daily_minutes: u16,
    /// The row that says so.
    pub rule: RuleRefOut<'a>,
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = RuleReference)]
pub struct RuleRefOut<'a> {
    /// First day in force.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// Last day in force; `null` while it is open.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: &'a str,
    /// Whether it still has to be checked against its source.
    pub verify: bool,
}

/// The way there and home by one means.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ModePlan)]
pub struct ModePlanOut {
    /// How.
    pub mode: Means,
    /// Whether the person has it.
    pub has: HasMeans,
    /// The licence that would be needed, where the person is known not to hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_licence: Option<&'static str>,
    /// Whether every shift can be reached and left again.
    pub reaches: bool,
    /// There: to be at work when the earliest shift begins.
    pub out: TripOut,
    /// Home: from the end of the latest shift.
    pub home: TripOut,
    /// Minutes out and home on the worst day, as the score counts them; `null` where it does not reach.
    pub daily_minutes: Option<u16>,
    /// Earliest arrival on a working day; absent for roads and where something always runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_arrival: Option<String>,
    /// Minutes from the earliest arrival to the beginning of the shift; below 0 it comes too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_minutes: Option<i32>,
    /// Latest departure from work that still reaches home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_departure: Option<String>,
    /// Minutes from the end of the shift to the latest departure; below 0 it has left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_home_minutes: Option<i32>,
    /// Against the person's own wish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<Within>,
    /// Against the legal bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal: Option<Within>,
    /// The person has not got it, and with it the job would be reached within the wish, which it is not now.
    pub would_open: bool,
    /// In words.
    pub text: String,
    /// Where the minutes come from.
    pub provider: &'static str,
    /// How exactly the ends are known.
    pub precision: &'static str,
}

/// One trip.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlannedTrip)]
pub struct TripOut {
    /// Minutes from door to door; `null` where there is no way.
    pub minutes: Option<u16>,
    /// Why there are no minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoTrip>,
    /// The way leg by leg, for means the person has; empty where the minutes come without legs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<TravelLegOut>,
}

/// Commuting allowance.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommutingAllowance)]
pub struct CommutingOut<'a> {
    /// Whether it holds.
    pub applies: Applies,
    /// Kilometres a day out and home, estimated from the straight line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km_per_day: Option<u16>,
    /// Kroner a day, estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dkk_per_day: Option<f64>,
    /// In words.
    pub text: String,
    /// The row that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleRefOut<'a>>,
}

/// Travel to an interview.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InterviewTravel)]
pub struct InterviewTravelOut<'a> {
    /// Whether it is paid.
    pub applies: Applies,
    /// The municipality of the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<&'a str>,
    /// Days after the interview in which it is applied for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_days: Option<u16>,
    /// Kroner the person pays first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deductible_dkk: Option<u16>,
    /// In words.
    pub text: String,
    /// The row that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleRefOut<'a>>,
}

/// The rules of a form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormRules)]
pub struct FormRulesOut<'a> {
    /// The form.
    pub form: Form,
    /// What the person lives on.
    pub pay: Pay,
    /// In words.
    pub text: &'a str,
    /// Longest duration for this person, weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_weeks: Option<u16>,
    /// Fewest hours a week in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_min: Option<u16>,
    /// Most hours a week the rules allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<u16>,
    /// Fewest hours of practice a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_hours_min: Option<u16>,
    /// Weeks at school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_weeks: Option<u16>,
    /// Hours a week while at school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_hours: Option<u16>,
    /// How many persons the employer may have placed, where the form counts against the ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<RatioOut<'a>>,
    /// What must be in order.
    pub conditions: Vec<ConditionOut<'a>>,
    /// The row that says what the form is.
    pub rule: RuleRefOut<'a>,
}

/// The employer's ratio.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EmployerRatio)]
pub struct RatioOut<'a> {
    /// Places that the employer's size gives; `null` where the size is not stated.
    pub allowed: Option<u16>,
    /// Places taken; `null` where it is not stated.
    pub taken: Option<u16>,
    /// The row that says so.
    pub rule: RuleRefOut<'a>,
}

/// A condition of a form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormCondition)]
pub struct ConditionOut<'a> {
    /// Which.
    pub code: &'a str,
    /// Who sees to it.
    pub party: Party,
    /// In words.
    pub text: &'a str,
    /// A figure of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What the figure counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'a str>,
    /// The row that says so.
    pub rule: RuleRefOut<'a>,
}

/// The education an offer leads through.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Track)]
pub struct TrackOut {
    /// `apprenticeship`, `adult_apprenticeship` or `igu`.
    pub kind: Form,
    /// Weeks at school, where the rules tell them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_weeks: Option<u16>,
    /// Hours a week while at school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_hours_per_week: Option<u16>,
    /// Fewest hours of practice a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_hours_per_week: Option<u16>,
    /// Length in weeks: of the offer, else of the scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_weeks: Option<u16>,
    /// First day; at once where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub starts: Option<Date>,
    /// The workplace's next open day, as a first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub open_company_day: Option<Date>,
}
