//! A kept jobseeker profile as it is answered. Sent back as it is, it reads as the same profile.
//! The caller's reference is kept as a keyed hash only and cannot be answered.

use super::coded::{Coded, Labeller};
use super::schedule_shapes::{HoursPerWeek, PlainNumber, WeekWindow, time_of_day};
use super::vacancy_out::LanguageOut;
use crate::domain::decision::ActorRole;
use crate::domain::ids::JobseekerId;
use crate::domain::jobseeker::{Education, Experience, Mobility, Resources, Wishes, WorkRequirement};
use crate::domain::lists::{
    AuthorisationState, BranchWillingness, EducationLevel, Form, GoalTrack, Interest, Mastery, Readiness,
    SupportNeed, TargetGroup, Track, VetoKind, WorkRequirementKind,
};
use crate::domain::record::JobseekerRecord;
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::TenthYears;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

/// A jobseeker profile: null is unknown, an empty list is known to be none.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JobseekerOut {
    /// Own id, random.
    #[schema(value_type = String, example = "js_7b0c6a52f3b94e0f9a4b1c2d3e4f5a6b")]
    pub id: JobseekerId,
    /// Raised by one with every change; the entity tag is this number in quotes.
    pub version: i64,
    /// When it was first kept.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Where the person lives.
    pub home: Option<HomeOut>,
    /// How the person gets about.
    pub mobility: MobilityOut,
    /// Hours wanted a week.
    pub hours_per_week: Option<HoursPerWeek>,
    /// Most working days a week.
    pub max_days_per_week: Option<u8>,
    /// When the person can work; null is the whole week.
    pub availability: Option<Vec<WeekWindow>>,
    /// Windows taken by something else of the person's plan.
    pub blocked: Vec<WeekWindow>,
    /// The municipality's own reference to the plan.
    pub plan_ref: Option<String>,
    /// First day the person can start.
    #[schema(value_type = Option<String>, format = Date)]
    pub available_from: Option<Date>,
    /// What the person brings.
    pub resources: ResourcesOut,
    /// What the person wants.
    pub wishes: WishesOut,
    /// Willingness to change branch.
    pub branch_switch: BranchWillingness,
    /// What work must respect.
    pub work_requirements: Vec<WorkRequirementOut>,
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
    /// Forms the person may be placed in.
    pub eligible_forms: Option<Vec<Form>>,
    /// Schemes whose conditions were checked.
    pub scheme_eligibility: SchemeEligibilityOut,
    /// Opaque tag of a common event.
    pub intake_cohort: Option<String>,
    /// Other help comes first until a review.
    pub job_first_deferral: Option<JobFirstDeferralOut>,
    /// What the person does not want to be shown.
    pub vetoes: Vec<VetoOut>,
}

/// Where the person lives.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HomeOut {
    /// Postcode and its place.
    pub postcode: Coded,
}

/// How a person gets about.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MobilityOut {
    /// Means of transport.
    pub modes: Option<Vec<TravelMode>>,
    /// Longest trip one way the person wishes, in minutes.
    pub max_travel_minutes: Option<u16>,
    /// Driving licences held.
    pub licences: Option<Vec<Coded>>,
    /// Willing to move house.
    pub relocate: bool,
}

/// What a person brings.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ResourcesOut {
    /// Skills held.
    pub skills: Option<Vec<SkillHeldOut>>,
    /// Past jobs.
    pub experience: Option<Vec<ExperienceOut>>,
    /// Completed education.
    pub education: Option<EducationOut>,
    /// Languages spoken.
    pub languages: Option<Vec<LanguageOut>>,
    /// Certificates held.
    pub certificates: Option<Vec<Coded>>,
    /// Legal authorisations held or on the way.
    pub authorisations: Option<Vec<AuthorisationOut>>,
}

/// A skill a person has.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SkillHeldOut {
    /// The skill.
    pub skill: Coded,
    /// How well.
    pub level: Mastery,
}

/// A past job.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ExperienceOut {
    /// Unit group of ISCO-08.
    pub occupation: Coded,
    /// Division of DB07.
    pub industry: Option<Coded>,
    /// How long, in years.
    #[schema(value_type = Option<f64>)]
    pub years: Option<PlainNumber>,
    /// The month in which it ended.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}$")]
    pub ended: Option<String>,
}

/// A person's completed education.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EducationOut {
    /// Highest level completed.
    pub level: EducationLevel,
    /// Field of education (ISCED-F 2013).
    pub field: Option<Coded>,
    /// Graduated and not yet employed in the own field.
    pub new_graduate: bool,
}

/// A legal authorisation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AuthorisationOut {
    /// The code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Held or pending.
    pub state: AuthorisationState,
}

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WishesOut {
    /// Wished occupations, dearest first.
    pub occupations: Vec<WishOut>,
    /// Interests.
    pub interests: Vec<Interest>,
    /// The job the person works towards.
    pub goal_occupation: Option<Coded>,
    /// Job, education or both.
    pub goal_track: GoalTrack,
}

/// A wish and what it was understood as.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WishOut {
    /// The code or the words as they were given.
    pub given: String,
    /// Unit groups meant.
    pub occupations: Vec<Coded>,
}

/// What work must respect.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WorkRequirementOut {
    /// Which requirement.
    pub code: WorkRequirementKind,
    /// Heaviest lift in kilograms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kg: Option<u8>,
    /// Earliest time of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour: Option<String>,
    /// Last day the requirement holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

/// Schemes whose conditions were checked; null is not checked.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SchemeEligibilityOut {
    /// Basic integration education.
    pub igu: Option<bool>,
    /// Adult apprenticeship.
    pub adult_apprenticeship: Option<bool>,
}

/// Other help comes first until a review.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JobFirstDeferralOut {
    /// Lists are paused.
    pub active: bool,
    /// When it is looked at again.
    #[schema(value_type = Option<String>, format = Date)]
    pub review_on: Option<Date>,
    /// Role of who decided.
    pub decided_by_role: Option<ActorRole>,
}

/// Something the person does not want to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VetoOut {
    /// What kind of thing.
    pub kind: VetoKind,
    /// Its code.
    pub value: String,
}

impl JobseekerOut {
    /// The kept profile with names in the labeller's language.
    pub fn new(record: &JobseekerRecord, labeller: Labeller<'_>) -> Self {
        let person = &record.jobseeker;
        let windows =
            |windows: &[crate::domain::schedule::Window]| windows.iter().map(WeekWindow::from).collect();
        Self {
            id: record.id,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
            home: person.home.map(|postcode| HomeOut {
                postcode: labeller.postcode(postcode),
            }),
            mobility: mobility_out(&person.mobility, labeller),
            hours_per_week: person.hours.map(HoursPerWeek::from),
            max_days_per_week: person.max_days_per_week,
            availability: person.availability.as_deref().map(windows),
            blocked: windows(&person.blocked),
            plan_ref: person.plan_ref.clone(),
            available_from: person.available_from,
            resources: resources_out(&person.resources, labeller),
            wishes: wishes_out(&person.wishes, labeller),
            branch_switch: person.branch_switch,
            work_requirements: person.work_requirements.iter().map(requirement_out).collect(),
            support_needs: person.support_needs.clone(),
            target_group: person.target_group,
            readiness: person.readiness,
            track: person.track,
            weeks_unemployed: person.weeks_unemployed,
            eligible_forms: person.eligible_forms.clone(),
            scheme_eligibility: SchemeEligibilityOut {
                igu: person.scheme_eligibility.igu,
                adult_apprenticeship: person.scheme_eligibility.adult_apprenticeship,
            },
            intake_cohort: person.intake_cohort.clone(),
            job_first_deferral: person
                .job_first_deferral
                .as_ref()
                .map(|deferral| JobFirstDeferralOut {
                    active: deferral.active,
                    review_on: deferral.review_on,
                    decided_by_role: deferral.decided_by_role,
                }),
            vetoes: person
                .vetoes
                .iter()
                .map(|veto| VetoOut {
                    kind: veto.kind,
                    value: veto.value.clone(),
                })
                .collect(),
        }
    }
}

fn mobility_out(mobility: &Mobility, labeller: Labeller<'_>) -> MobilityOut {
    MobilityOut {
        modes: mobility.modes.clone(),
        max_travel_minutes: mobility.max_travel_minutes,
        licences: mobility.licences.as_deref().map(|codes| labeller.licences(codes)),
        relocate: mobility.relocate,
    }
}

fn resources_out(resources: &Resources, labeller: Labeller<'_>) -> ResourcesOut {
    let skills = resources.skills.as_ref().map(|held| {
        held.iter()
            .map(|held| SkillHeldOut {
                skill: labeller.skill(&held.skill),
                level: held.level,
            })
            .collect()
    });
    let authorisations = resources.authorisations.as_ref().map(|held| {
        held.iter()
            .map(|held| {
                let Coded { code, label } = labeller.authorisation(&held.code);
                AuthorisationOut {
                    code,
                    label,
                    state: held.state,
                }
            })
            .collect()
    });
    ResourcesOut {
        skills,
        experience: resources
            .experience
            .as_ref()
            .map(|jobs| jobs.iter().map(|job| experience_out(job, labeller)).collect()),
        education: resources
            .education
            .as_ref()
            .map(|education| education_out(education, labeller)),
        languages: resources
            .languages
            .as_ref()
            .map(|spoken| spoken.iter().map(LanguageOut::from).collect()),
        certificates: resources
            .certificates
            .as_deref()
            .map(|codes| labeller.certificates(codes)),
        authorisations,
    }
}

fn experience_out(job: &Experience, labeller: Labeller<'_>) -> ExperienceOut {
    ExperienceOut {
        occupation: labeller.occupation(job.occupation),
        industry: job.industry.map(|division| labeller.industry(division)),
        years: job.years.map(TenthYears::years).map(PlainNumber),
        ended: job
            .ended
            .map(|day| format!("{:04}-{:02}", day.year(), day.month())),
    }
}

fn education_out(education: &Education, labeller: Labeller<'_>) -> EducationOut {
    EducationOut {
        level: education.level,
        field: education
            .field
            .as_deref()
            .map(|field| labeller.education_field(field)),
        new_graduate: education.new_graduate,
    }
}

fn wishes_out(wishes: &Wishes, labeller: Labeller<'_>) -> WishesOut {
    let occupations = wishes.occupations.iter().map(|wish| WishOut {
        given: wish.given.clone(),
        occupations: wish
            .unit_groups
            .iter()
            .map(|&code| labeller.occupation(code))
            .collect(),
    });
    WishesOut {
        occupations: occupations.collect(),
        interests: wishes.interests.clone(),
        goal_occupation: wishes.goal_occupation.map(|code| labeller.occupation(code)),
        goal_track: wishes.goal_track,
    }
}

fn requirement_out(requirement: &WorkRequirement) -> WorkRequirementOut {
    WorkRequirementOut {
        code: requirement.kind,
        kg: requirement.kg,
        hour: requirement.hour.map(time_of_day),
        until: requirement.until,
    }
}
