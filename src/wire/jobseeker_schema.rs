//! A jobseeker profile as it may be sent, for the contract. The reader decides; tests hold the two
//! together.

use super::code_schema::{CodeOrLabel, bare_or};
use super::schedule_shapes::WeekWindow;
use super::vacancy_schema::{HoursIn, LanguageIn};
use crate::domain::decision::ActorRole;
use crate::domain::lists::{
    AuthorisationState, BranchWillingness, EducationLevel, Form, GoalTrack, Interest, Mastery, Readiness,
    SupportNeed, TargetGroup, Track, VetoKind, WorkRequirementKind,
};
use crate::domain::travel_mode::TravelMode;
use serde::Serialize;
use utoipa::ToSchema;

/// A jobseeker profile. Nothing is required: an absent field (or `null`) is unknown, an empty list
/// is known to be none. Nothing that identifies a person is accepted, and nothing is echoed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "reference": "case-81723",
    "home": {"postcode": "5240"},
    "mobility": {"modes": ["bicycle", "transit"], "max_travel_minutes": 60, "licences": [], "relocate": false},
    "hours_per_week": {"min": 30, "max": 37}, "max_days_per_week": null,
    "availability": [{"days": ["mon"], "from": "06:00", "to": "23:00"}],
    "blocked": [{"days": ["tue"], "from": "17:00", "to": "20:00"}], "plan_ref": null,
    "available_from": "2026-11-24",
    "resources": {"skills": [{"skill": "truckkørsel", "level": "experienced"}],
                  "experience": [{"occupation": "4321", "industry": "52", "years": 4, "ended": "2026-09"}],
                  "education": {"level": "primary", "field": null, "new_graduate": false},
                  "languages": [{"language": "da", "level": "B1"}],
                  "certificates": ["truck_b"], "authorisations": [{"code": "nurse", "state": "pending"}]},
    "wishes": {"occupations": ["lager", "81"], "interests": ["people"], "goal_occupation": null, "goal_track": "job"},
    "branch_switch": "open",
    "work_requirements": [{"code": "no_heavy_lifting", "kg": 12},
                          {"code": "start_not_before", "hour": "10:00", "until": "2027-02-01"}],
    "support_needs": [], "target_group": "unemployment_insurance", "readiness": "job_ready", "track": null,
    "weeks_unemployed": 7, "eligible_forms": ["ordinary_job", "part_time"], "scheme_eligibility": {"igu": false},
    "intake_cohort": null, "job_first_deferral": null,
    "vetoes": [{"kind": "employer", "value": "12345678"}]
}))]
pub struct JobseekerIn {
    /// Answered, not read.
    #[schema(read_only)]
    pub id: Option<String>,
    /// Answered, not read.
    #[schema(read_only)]
    pub version: Option<i64>,
    /// Answered, not read.
    #[schema(read_only)]
    pub created_at: Option<String>,
    /// Answered, not read.
    #[schema(read_only)]
    pub updated_at: Option<String>,
    /// Name of the sending system; goes with `external_id`.
    #[schema(min_length = 1, max_length = 64)]
    pub source: Option<String>,
    /// The record's id there, opaque.
    #[schema(min_length = 1, max_length = 128)]
    pub external_id: Option<String>,
    /// The caller's own opaque reference; kept as a keyed hash only.
    #[schema(min_length = 1, max_length = 128)]
    pub reference: Option<String>,
    /// Where the person lives.
    pub home: Option<HomeIn>,
    /// How the person gets about.
    pub mobility: Option<MobilityIn>,
    /// Hours wanted a week.
    pub hours_per_week: Option<HoursIn>,
    /// Most working days a week.
    #[schema(minimum = 1, maximum = 7)]
    pub max_days_per_week: Option<u8>,
    /// When the person can work; absent is the whole week.
    #[schema(min_items = 1, max_items = 50)]
    pub availability: Option<Vec<WeekWindow>>,
    /// Windows taken by something else of the person's plan.
    #[schema(max_items = 50)]
    pub blocked: Option<Vec<WeekWindow>>,
    /// The municipality's own reference to the plan; opaque.
    #[schema(min_length = 1, max_length = 128)]
    pub plan_ref: Option<String>,
    /// First day the person can start.
    #[schema(format = Date)]
    pub available_from: Option<String>,
    /// What the person brings.
    pub resources: Option<ResourcesIn>,
    /// What the person wants.
    pub wishes: Option<WishesIn>,
    /// Willingness to change branch; `open` when absent.
    pub branch_switch: Option<BranchWillingness>,
    /// What work must respect. Functional, never a diagnosis.
    #[schema(max_items = 200)]
    pub work_requirements: Option<Vec<WorkRequirementIn>>,
    /// Support the person needs.
    #[schema(max_items = 200)]
    pub support_needs: Option<Vec<SupportNeed>>,
    /// Target group of the effort.
    pub target_group: Option<TargetGroup>,
    /// Readiness as decided by the municipality.
    pub readiness: Option<Readiness>,
    /// Track of the alliance.
    pub track: Option<Track>,
    /// Whole weeks without work.
    #[schema(minimum = 0, maximum = 2600)]
    pub weeks_unemployed: Option<u16>,
    /// Forms the person may be placed in; when given it decides alone.
    #[schema(max_items = 200)]
    pub eligible_forms: Option<Vec<Form>>,
    /// Schemes whose conditions the municipality has checked.
    pub scheme_eligibility: Option<SchemeEligibilityIn>,
    /// Opaque tag of a common event such as a mass lay-off.
    #[schema(min_length = 1, max_length = 128)]
    pub intake_cohort: Option<String>,
    /// Other help comes first until a review.
    pub job_first_deferral: Option<JobFirstDeferralIn>,
    /// What the person does not want to be shown.
    #[schema(max_items = 200)]
    pub vetoes: Option<Vec<VetoIn>>,
}

/// Where the person lives.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeIn {
    /// Postcode; never an address.
    pub postcode: Option<CodeOrLabel>,
}

/// How a person gets about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MobilityIn {
    /// Means of transport; empty is none but walking.
    #[schema(max_items = 200)]
    pub modes: Option<Vec<TravelMode>>,
    /// Longest trip one way the person wishes, in minutes.
    #[schema(minimum = 0, maximum = 600)]
    pub max_travel_minutes: Option<u16>,
    /// Driving licences held.
    #[schema(max_items = 200)]
    pub licences: Option<Vec<CodeOrLabel>>,
    /// Willing to move house.
    pub relocate: Option<bool>,
}

/// What a person brings.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourcesIn {
    /// Skills held.
    #[schema(max_items = 200)]
    pub skills: Option<Vec<SkillHeldIn>>,
    /// Past jobs.
    #[schema(max_items = 200)]
    pub experience: Option<Vec<ExperienceIn>>,
    /// Completed education.
    pub education: Option<EducationIn>,
    /// Languages spoken.
    #[schema(max_items = 200)]
    pub languages: Option<Vec<LanguageIn>>,
    /// Certificates held.
    #[schema(max_items = 200)]
    pub certificates: Option<Vec<CodeOrLabel>>,
    /// Legal authorisations held or on the way.
    #[schema(max_items = 200)]
    pub authorisations: Option<Vec<AuthorisationIn>>,
}

bare_or! {
    /// A skill a person has.
    SkillHeldIn, CodeOrLabel, SkillHeldFull
}

/// A skill with its level.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillHeldFull {
    /// The skill.
    pub skill: CodeOrLabel,
    /// How well; `experienced` when absent.
    pub level: Option<Mastery>,
}

bare_or! {
    /// A past job.
    ExperienceIn, CodeOrLabel, ExperienceFull
}

/// A past job with what is known of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExperienceFull {
    /// Unit group of ISCO-08 or a job title.
    pub occupation: CodeOrLabel,
    /// Division of DB07.
    pub industry: Option<CodeOrLabel>,
    /// How long, in years.
    #[schema(minimum = 0, maximum = 60)]
    pub years: Option<f64>,
    /// The month in which it ended, `YYYY-MM`, or a date of which the month is kept.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
    pub ended: Option<String>,
}

bare_or! {
    /// Completed education.
    EducationIn, EducationLevel, EducationFull
}

/// Completed education with its field.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EducationFull {
    /// Highest level completed.
    pub level: EducationLevel,
    /// Field of education (ISCED-F 2013).
    pub field: Option<CodeOrLabel>,
    /// Graduated and not yet employed in the own field.
    pub new_graduate: Option<bool>,
}

bare_or! {
    /// A legal authorisation, held unless it says otherwise.
    AuthorisationIn, String, AuthorisationFull
}

/// A legal authorisation with its state.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorisationFull {
    /// The code or name.
    #[schema(min_length = 1, max_length = 200)]
    pub code: String,
    /// The name, not read.
    pub label: Option<String>,
    /// Held or pending; `held` when absent.
    pub state: Option<AuthorisationState>,
}

/// What a person wants.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WishesIn {
    /// Wished occupations, dearest first: codes of one to four digits, or words.
    #[schema(max_items = 200)]
    pub occupations: Option<Vec<WishIn>>,
    /// Interests.
    #[schema(max_items = 200)]
    pub interests: Option<Vec<Interest>>,
    /// The job the person works towards.
    pub goal_occupation: Option<CodeOrLabel>,
    /// Job, education or both; `job` when absent.
    pub goal_track: Option<GoalTrack>,
}

bare_or! {
    /// A wish, or as it was answered.
    WishIn, CodeOrLabel, WishAnswered
}

/// A wish as it was answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WishAnswered {
    /// The code or the words.
    #[schema(min_length = 1, max_length = 200)]
    pub given: String,
    /// What it was understood as, not read.
    #[schema(value_type = Option<Vec<Object>>)]
    pub occupations: Option<Vec<super::coded::Coded>>,
}

bare_or! {
    /// What work must respect.
    WorkRequirementIn, WorkRequirementKind, WorkRequirementFull
}

/// A requirement with what measures it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkRequirementFull {
    /// Which requirement.
    pub code: WorkRequirementKind,
    /// Heaviest lift in kilograms, for `no_heavy_lifting` only.
    #[schema(minimum = 1, maximum = 200)]
    pub kg: Option<u8>,
    /// Earliest time of day, for `start_not_before` only, which needs it.
    #[schema(pattern = "^[0-2]?[0-9]:[0-5][0-9]$")]
    pub hour: Option<String>,
    /// Last day the requirement holds, when it is temporary.
    #[schema(format = Date)]
    pub until: Option<String>,
}

/// Schemes whose conditions were checked; absent is not checked.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeEligibilityIn {
    /// Basic integration education.
    pub igu: Option<bool>,
    /// Adult apprenticeship.
    pub adult_apprenticeship: Option<bool>,
}

/// Other help comes first until a review. No reason is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobFirstDeferralIn {
    /// Lists are paused.
    pub active: bool,
    /// When it is looked at again: wanted while lists are paused, which they are until that day.
    #[schema(format = Date)]
    pub review_on: Option<String>,
    /// Role of who decided; there is no field for the reason.
    pub decided_by_role: Option<ActorRole>,
}

/// Something the person does not want to be shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoIn {
    /// What kind of thing.
    pub kind: VetoKind,
    /// An employer's CVR number, id or name; an occupation's code or title; a form.
    #[schema(min_length = 1, max_length = 200)]
    pub value: String,
}
