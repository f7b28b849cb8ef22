//! A pseudonymised jobseeker profile. `None` is unknown, an empty list is known to be none.

use super::codes::{IndustryDivision, OccupationCode, Postcode};
use super::decision::ActorRole;
use super::lists::{
    AuthorisationState, BranchWillingness, EducationLevel, Form, GoalTrack, Interest, Mastery, Readiness,
    SupportNeed, TargetGroup, Track, VetoKind, WorkRequirementKind,
};
use super::schedule::Window;
use super::travel_mode::TravelMode;
use super::units::{HoursRange, TenthYears};
use super::vacancy::LanguageAsk;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// What is known of a person who looks for work. Nothing in it names or describes the person
/// beyond what work needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Jobseeker {
    /// Where the person lives.
    pub home: Option<Postcode>,
    /// How the person gets about.
    pub mobility: Mobility,
    /// Hours wanted a week.
    pub hours: Option<HoursRange>,
    /// Most working days a week, 1..=7.
    pub max_days_per_week: Option<u8>,
    /// When the person can work; `None` is the whole week.
    pub availability: Option<Vec<Window>>,
    /// Windows taken by something else of the person's plan.
    pub blocked: Vec<Window>,
    /// The municipality's own reference to the plan; opaque.
    pub plan_ref: Option<String>,
    /// First day the person can start.
    pub available_from: Option<Date>,
    /// What the person brings.
    pub resources: Resources,
    /// What the person wants.
    pub wishes: Wishes,
    /// Willingness to change branch.
    pub branch_switch: BranchWillingness,
    /// What work must respect.
    pub work_requirements: Vec<WorkRequirement>,
    /// Support the person needs.
    pub support_needs: Vec<SupportNeed>,
    /// Target group of the effort.
    pub target_group: Option<TargetGroup>,
    /// Readiness as decided by the municipality.
    pub readiness: Option<Readiness>,
    /// Track of the alliance.
    pub track: Option<Track>,
    /// Whole weeks without work.
    pub weeks_unemployed: Option<u16>,
    /// Forms the person may be placed in; when given it decides alone.
    pub eligible_forms: Option<Vec<Form>>,
    /// Schemes the municipality has checked.
    pub scheme_eligibility: SchemeEligibility,
    /// Opaque tag of a common event such as a mass lay-off.
    pub intake_cohort: Option<String>,
    /// Other help comes first until a review.
    pub job_first_deferral: Option<JobFirstDeferral>,
    /// What the person does not want to be shown.
    pub vetoes: Vec<Veto>,
}

/// How a person gets about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mobility {
    /// Means of transport; empty is none but walking.
    pub modes: Option<Vec<TravelMode>>,
    /// Longest trip one way the person wishes, in minutes.
    pub max_travel_minutes: Option<u16>,
    /// Driving licences held.
    pub licences: Option<Vec<String>>,
    /// Willing to move house.
    pub relocate: bool,
}

/// What a person brings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resources {
    /// Skills held.
    pub skills: Option<Vec<SkillHeld>>,
    /// Past jobs.
    pub experience: Option<Vec<Experience>>,
    /// Completed education.
    pub education: Option<Education>,
    /// Languages spoken.
    pub languages: Option<Vec<LanguageAsk>>,
    /// Certificates held.
    pub certificates: Option<Vec<String>>,
    /// Legal authorisations held or on the way.
    pub authorisations: Option<Vec<Authorisation>>,
}

/// A skill a person has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillHeld {
    /// Id in the table of skills.
    pub skill: String,
    /// How well.
    pub level: Mastery,
}

/// A past job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// Unit group.
    pub occupation: OccupationCode,
    /// Division of DB07, when known.
    pub industry: Option<IndustryDivision>,
    /// How long, when known.
    pub years: Option<TenthYears>,
    /// First day of the month in which it ended; `None` when it is not known or still runs.
    pub ended: Option<Date>,
}

/// A person's completed education.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Education {
    /// Highest level completed.
    pub level: EducationLevel,
    /// Field of education (ISCED-F 2013), when known.
    pub field: Option<String>,
    /// Graduated and not yet employed in the own field.
    pub new_graduate: bool,
}

/// A legal authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// Code in the table of authorisations.
    pub code: String,
    /// Held or pending.
    pub state: AuthorisationState,
}

/// What a person wants.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Wished occupations, dearest first.
    pub occupations: Vec<WishedOccupation>,
    /// Interests.
    pub interests: Vec<Interest>,
    /// The job the person works towards.
    pub goal_occupation: Option<OccupationCode>,
    /// Job, education or both.
    pub goal_track: GoalTrack,
}

/// A wish: all unit groups that the person's words or code stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishedOccupation {
    /// A code of one to four digits, or the label as it was given.
    pub given: String,
    /// Unit groups meant, in rising order.
    pub unit_groups: Vec<OccupationCode>,
}

/// What work must respect, with what measures it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkRequirement {
    /// Which requirement.
    pub kind: WorkRequirementKind,
    /// Heaviest lift in kilograms, for `no_heavy_lifting`.
    pub kg: Option<u8>,
    /// Earliest minute of the day, for `start_not_before`.
    pub hour: Option<u16>,
    /// Last day the requirement holds, when it is temporary.
    pub until: Option<Date>,
}

/// Schemes whose conditions the municipality has checked; `None` is not checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchemeEligibility {
    /// Basic integration education.
    pub igu: Option<bool>,
    /// Adult apprenticeship.
    pub adult_apprenticeship: Option<bool>,
}

/// The municipality has put other help first. No reason is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFirstDeferral {
    /// Lists are paused.
    pub active: bool,
    /// When it is looked at again.
    pub review_on: Option<Date>,
    /// Role of who decided.
    #[serde(deserialize_with = "role_of_list")]
    pub decided_by_role: Option<ActorRole>,
}

/// A role, or none where what was kept is no role of the list: it was free text once, which is better forgotten.
fn role_of_list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ActorRole>, D::Error> {
    let code = <Option<Cow<'de, str>>>::deserialize(deserializer)?;
    Ok(code.and_then(|code| ActorRole::from_code(&code)))
}

/// Something the person does not want to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// What kind of thing.
    pub kind: VetoKind,
    /// Its code: an employer's CVR, external id or name, an occupation code, a form.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deferral_kept_with_free_text_for_a_role_is_read_without_it() {
        let read = |role: &str| {
            let kept = format!(r#"{{"active":true,"review_on":"2027-01-15","decided_by_role":{role}}}"#);
            serde_json::from_str::<JobFirstDeferral>(&kept).map(|read| read.decided_by_role)
        };
        assert_eq!(read("\"the manager\"").ok(), Some(None));
        assert_eq!(read("null").ok(), Some(None));
        assert_eq!(read("\"caseworker\"").ok(), Some(Some(ActorRole::Caseworker)));
    }
}
