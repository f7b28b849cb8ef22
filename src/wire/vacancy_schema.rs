//! A vacancy as it may be sent, for the contract. The reader decides; tests hold the two together.

use super::code_schema::{CodeOrLabel, bare_or};
use super::schedule_shapes::{HoursPerWeek, HoursPlanShape, ScheduleShape};
use crate::domain::lists::{
    Accommodation, Demand, EducationLevel, Form, Importance, LanguageLevel, Sector, VacancyOrigin,
    VacancyStatus,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A vacancy. `title` and one of `occupation` and `description` are required; `null` stands for an
/// absent field. A code is accepted as code or label.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "source": "akasse-3f", "external_id": "2026-1187",
    "title": "Lagermedarbejder, dag", "description": "Pluk og pak på et lager i Odense SØ.",
    "employer": {"name": "Fiktiv Logistik ApS", "cvr": "12345678", "industry": "52"},
    "occupation": "4321", "positions": 3,
    "status": "open", "publish_from": "2026-11-20", "origin": "own",
    "offers": [{"form": "ordinary_job", "hours_per_week": {"min": 30, "max": 37}, "start": "2026-12-01", "end": null,
                "duration_weeks": null, "places": 3, "preapproved": false, "schedule": null,
                "hours_plan": {"start": 30, "target": 37, "ramp_weeks": 8}, "hire_intent": true}],
    "schedule": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "07:00", "to": "15:00"}],
    "workplace": {"postcode": "5220", "lat": 55.37, "lon": 10.44, "remote_days_per_week": 0},
    "requirements": {"skills": [{"skill": "truckkørsel", "importance": "essential"}],
                     "licences": ["B"], "certificates": ["truck_b"], "authorisation": null,
                     "languages": [{"language": "da", "level": "B1"}], "education": null, "experience_years": null},
    "demands": ["standing", {"code": "heavy_lifting", "kg": 12}], "accommodations_offered": ["lifting_aid"],
    "mentor": true, "buddy": false, "on_site_danish": false, "work_culture_intro": false, "introduction_days": 5,
    "licence_support": [], "apply_by": "2026-12-15", "contact": {"url": "https://example.dk/job/1187"}
}))]
pub struct VacancyIn {
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
    /// The record's id there.
    #[schema(min_length = 1, max_length = 128)]
    pub external_id: Option<String>,
    /// Title as advertised.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// Plain text of the advert. E-mail addresses and phone numbers are cut out.
    #[schema(max_length = 20000)]
    pub description: Option<String>,
    /// Who employs.
    pub employer: Option<EmployerIn>,
    /// Unit group of ISCO-08, as code, job title or answered pair; recognised from the title when absent.
    pub occupation: Option<OccupationIn>,
    /// The sender's own words for the occupation, when they are no known title.
    #[schema(min_length = 1, max_length = 200)]
    pub occupation_label: Option<String>,
    /// People wanted; 1 when absent.
    #[schema(minimum = 1, maximum = 10000)]
    pub positions: Option<u16>,
    /// Where the vacancy stands; `open` when absent.
    pub status: Option<VacancyStatus>,
    /// First day it may be shown.
    #[schema(format = Date)]
    pub publish_from: Option<String>,
    /// Where it came from; `own` when absent.
    pub origin: Option<VacancyOrigin>,
    /// Ways into the vacancy; one ordinary job when absent or empty.
    #[schema(max_items = 20)]
    pub offers: Option<Vec<OfferIn>>,
    /// When the work lies, unless an offer says otherwise.
    pub schedule: Option<ScheduleShape>,
    /// Where the work lies.
    pub workplace: Option<WorkplaceIn>,
    /// What is asked.
    pub requirements: Option<RequirementsIn>,
    /// What the work demands; absent is not known, empty is nothing.
    #[schema(max_items = 200)]
    pub demands: Option<Vec<DemandIn>>,
    /// What the employer offers to ease demands.
    #[schema(max_items = 200)]
    pub accommodations_offered: Option<Vec<Accommodation>>,
    /// A mentor is ready.
    pub mentor: Option<bool>,
    /// A colleague follows the new one from the first day.
    pub buddy: Option<bool>,
    /// Danish is taught at the workplace.
    pub on_site_danish: Option<bool>,
    /// An introduction to Danish work culture is part of the job.
    pub work_culture_intro: Option<bool>,
    /// Days of introduction before the work proper.
    #[schema(minimum = 0, maximum = 365)]
    pub introduction_days: Option<u16>,
    /// Driving licences the employer helps to get.
    #[schema(max_items = 200)]
    pub licence_support: Option<Vec<CodeOrLabel>>,
    /// Last day to apply, not before `publish_from`.
    #[schema(format = Date)]
    pub apply_by: Option<String>,
    /// Day on which the workplace is open to visitors before they apply.
    #[schema(format = Date)]
    pub open_company_day: Option<String>,
    /// Where to apply.
    pub contact: Option<ContactIn>,
}

bare_or! {
    /// An occupation as code or job title, or as it was answered.
    OccupationIn, String, OccupationAnswered
}

/// An occupation as it was answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OccupationAnswered {
    /// Unit group of ISCO-08.
    #[schema(min_length = 1, max_length = 200)]
    pub code: String,
    /// The name, not read.
    pub label: Option<String>,
    /// How sure the recognition was.
    #[schema(minimum = 0, maximum = 100)]
    pub recognised_percent: Option<u8>,
}

/// An employer as a vacancy names it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployerIn {
    /// Name as shown.
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Company registration number (CVR).
    #[schema(pattern = "^[0-9]{8}$")]
    pub cvr: Option<String>,
    /// The employer's id in the sending system.
    #[schema(min_length = 1, max_length = 128)]
    pub external_id: Option<String>,
    /// Division of DB07, or a longer code of which the division is kept.
    pub industry: Option<CodeOrLabel>,
    /// Private or public.
    pub sector: Option<Sector>,
    /// Ordinary full-time equivalents, averaged over the last four months.
    #[schema(minimum = 0, maximum = 1e6)]
    pub ordinary_fte: Option<f64>,
    /// People placed there now under forms that count against the ratio.
    #[schema(minimum = 0, maximum = 1e6)]
    pub subsidised_heads: Option<u32>,
}

/// One way into the vacancy.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferIn {
    /// Placement form.
    pub form: Form,
    /// Hours a week, as a range or one number.
    pub hours_per_week: Option<HoursIn>,
    /// First day.
    #[schema(format = Date)]
    pub start: Option<String>,
    /// Last day, when it is limited.
    #[schema(format = Date)]
    pub end: Option<String>,
    /// Length, when it is limited.
    #[schema(minimum = 1, maximum = 520)]
    pub duration_weeks: Option<u16>,
    /// Free places; absent is not known.
    #[schema(minimum = 0, maximum = 10000)]
    pub places: Option<u16>,
    /// Approved beforehand, so that a placement needs no new approval.
    pub preapproved: Option<bool>,
    /// Own schedule, where it differs from the vacancy's.
    pub schedule: Option<ScheduleShape>,
    /// Hours that grow over the first weeks.
    pub hours_plan: Option<HoursPlanShape>,
    /// Paid part of a hybrid, given together with `internship_hours`.
    #[schema(minimum = 0, maximum = 84)]
    pub paid_hours: Option<f64>,
    /// Unpaid part of a hybrid.
    #[schema(minimum = 0, maximum = 84)]
    pub internship_hours: Option<f64>,
    /// The employer means to hire the person afterwards.
    pub hire_intent: Option<bool>,
}

bare_or! {
    /// Hours a week: one number, or a range.
    HoursIn, f64, HoursPerWeek
}

/// Where the work is done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkplaceIn {
    /// Postcode; absent for work without a fixed place.
    pub postcode: Option<CodeOrLabel>,
    /// Latitude in degrees, when known more exactly than the postcode.
    #[schema(minimum = 54.4, maximum = 57.9)]
    pub lat: Option<f64>,
    /// Longitude in degrees.
    #[schema(minimum = 7.9, maximum = 15.3)]
    pub lon: Option<f64>,
    /// Days a week that may be worked from home.
    #[schema(minimum = 0, maximum = 7)]
    pub remote_days_per_week: Option<u8>,
}

/// What a vacancy asks of a person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequirementsIn {
    /// Asked skills; absent is not known, empty is none.
    #[schema(max_items = 200)]
    pub skills: Option<Vec<SkillAskIn>>,
    /// Driving licences.
    #[schema(max_items = 200)]
    pub licences: Option<Vec<CodeOrLabel>>,
    /// Certificates.
    #[schema(max_items = 200)]
    pub certificates: Option<Vec<CodeOrLabel>>,
    /// Legal authorisation.
    pub authorisation: Option<CodeOrLabel>,
    /// Languages and levels.
    #[schema(max_items = 200)]
    pub languages: Option<Vec<LanguageIn>>,
    /// Lowest completed education.
    pub education: Option<EducationLevel>,
    /// Years of experience in the trade.
    #[schema(minimum = 0, maximum = 60)]
    pub experience_years: Option<f64>,
}

bare_or! {
    /// A skill, essential unless it says otherwise.
    SkillAskIn, CodeOrLabel, SkillAskFull
}

/// A skill with its importance.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillAskFull {
    /// The skill.
    pub skill: CodeOrLabel,
    /// How much it matters; `essential` when absent.
    pub importance: Option<Importance>,
}

/// A language with its level.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageIn {
    /// ISO 639-1 code, or the name of a common language.
    #[schema(min_length = 1, max_length = 200, example = "da")]
    pub language: String,
    /// Level.
    pub level: LevelIn,
}

/// A level, or the Danish examination set at it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum LevelIn {
    /// A level of the Common European Framework.
    Level(LanguageLevel),
    /// A Danish examination.
    Examination(DanishExamination),
}

/// Danish examinations: PD1 is set at A2, PD2 at B1, PD3 at B2.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum DanishExamination {
    /// Prøve i Dansk 1.
    PD1,
    /// Prøve i Dansk 2.
    PD2,
    /// Prøve i Dansk 3.
    PD3,
}

bare_or! {
    /// What the work demands.
    DemandIn, Demand, DemandFull
}

/// A demand with what measures it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandFull {
    /// Which demand.
    pub code: Demand,
    /// Heaviest lift in kilograms, for `heavy_lifting` only.
    #[schema(minimum = 1, maximum = 200)]
    pub kg: Option<u8>,
}

/// Where to apply.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactIn {
    /// Address of a page, http or https.
    #[schema(format = "uri", max_length = 2000)]
    pub url: Option<String>,
}
