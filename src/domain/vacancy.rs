//! A vacancy and its offers.

use super::codes::{OccupationCode, Postcode};
use super::employer::Employer;
use super::ids::SourceKey;
use super::lists::{
    Accommodation, Demand, EducationLevel, Form, Importance, LanguageLevel, VacancyOrigin, VacancyStatus,
};
use super::schedule::Schedule;
use super::units::{HoursRange, TenthYears, WeeklyMinutes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A vacancy as it is kept: codes only, everything checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vacancy {
    /// Address in the sending system.
    pub source_key: Option<SourceKey>,
    /// Title as advertised.
    pub title: String,
    /// Plain text of the advert.
    pub description: Option<String>,
    /// Who employs.
    pub employer: Option<Employer>,
    /// Unit group, given or recognised.
    pub occupation: Option<OccupationCode>,
    /// How the unit group was found.
    pub occupation_origin: OccupationOrigin,
    /// The sender's own words for the occupation, kept when they were not recognised.
    pub occupation_label: Option<String>,
    /// People wanted, at least 1.
    pub positions: u16,
    /// Where the vacancy stands.
    pub status: VacancyStatus,
    /// First day it may be shown.
    pub publish_from: Option<Date>,
    /// Where it came from.
    pub origin: VacancyOrigin,
    /// At least one offer; a vacancy without any is an ordinary job.
    pub offers: Vec<Offer>,
    /// When the work lies, unless an offer says otherwise.
    pub schedule: Option<Schedule>,
    /// Where the work lies.
    pub workplace: Option<Workplace>,
    /// What is asked.
    pub requirements: Requirements,
    /// What the work demands; `None` when the sender did not say.
    pub demands: Option<Vec<DemandItem>>,
    /// What the employer offers to ease demands.
    pub accommodations_offered: Vec<Accommodation>,
    /// A mentor is ready.
    pub mentor: bool,
    /// A colleague follows the new one from the first day.
    pub buddy: bool,
    /// Danish is taught at the workplace.
    pub on_site_danish: bool,
    /// An introduction to Danish work culture is part of the job.
    pub work_culture_intro: bool,
    /// Days of introduction before the work proper.
    pub introduction_days: Option<u16>,
    /// Driving licences the employer helps to get.
    pub licence_support: Vec<String>,
    /// Last day to apply.
    pub apply_by: Option<Date>,
    /// Day on which the workplace is open to visitors before they apply.
    #[serde(default)]
    pub open_company_day: Option<Date>,
    /// Where to apply.
    pub contact_url: Option<String>,
}

/// How a vacancy came by its unit group.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum OccupationOrigin {
    /// The sender gave a code or a label of the classification.
    Given,
    /// Recognised in the sender's label or the title, with this confidence in percent.
    Recognised {
        /// 0..=100.
        confidence: u8,
    },
    /// Nothing was given and nothing recognised.
    #[default]
    Unknown,
}

/// One way into the vacancy: a placement form with its own terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Placement form.
    pub form: Form,
    /// Hours a week.
    pub hours: Option<HoursRange>,
    /// First day.
    pub start: Option<Date>,
    /// Last day, when it is limited.
    pub end: Option<Date>,
    /// Length, when it is limited.
    pub duration_weeks: Option<u16>,
    /// Free places; zero when all are taken, `None` when the sender did not say.
    pub places: Option<u16>,
    /// Approved beforehand, so that a placement needs no new approval.
    pub preapproved: bool,
    /// Own schedule, where it differs from the vacancy's.
    pub schedule: Option<Schedule>,
    /// Hours that grow over the first weeks.
    pub hours_plan: Option<HoursPlan>,
    /// Paid part of a hybrid placement.
    pub paid_hours: Option<WeeklyMinutes>,
    /// Unpaid part of a hybrid placement.
    pub internship_hours: Option<WeeklyMinutes>,
    /// The employer means to hire the person afterwards.
    pub hire_intent: bool,
}

impl Offer {
    /// An offer of this form about which nothing else is known.
    pub const fn of_form(form: Form) -> Self {
        Self {
            form,
            hours: None,
            start: None,
            end: None,
            duration_weeks: None,
            places: None,
            preapproved: false,
            schedule: None,
            hours_plan: None,
            paid_hours: None,
            internship_hours: None,
            hire_intent: false,
        }
    }
}

/// Hours that rise from a start to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursPlan {
    /// Hours in the first week.
    pub start: WeeklyMinutes,
    /// Hours when fully in.
    pub target: WeeklyMinutes,
    /// Weeks from the one to the other.
    pub ramp_weeks: u16,
}

/// Where the work is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workplace {
    /// Postcode; `None` for work without a fixed place.
    pub postcode: Option<Postcode>,
    /// Latitude in degrees, when known more exactly than the postcode.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Days a week that may be worked from home, 0..=7.
    pub remote_days_per_week: u8,
}

/// What a vacancy asks of a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Requirements {
    /// Asked skills; `None` when the sender listed none, so that the occupation's typical ones stand in.
    pub skills: Option<Vec<SkillAsk>>,
    /// Driving licences.
    pub licences: Vec<String>,
    /// Certificates.
    pub certificates: Vec<String>,
    /// Legal authorisation; `None` when the sender named none.
    pub authorisation: Option<String>,
    /// Languages and levels.
    pub languages: Vec<LanguageAsk>,
    /// Lowest completed education.
    pub education: Option<EducationLevel>,
    /// Years of experience in the trade.
    pub experience_years: Option<TenthYears>,
}

/// A skill a vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillAsk {
    /// Id in the table of skills.
    pub skill: String,
    /// How much it matters.
    pub importance: Importance,
}

/// A language a vacancy asks for or a person has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageAsk {
    /// ISO 639-1 code.
    pub language: String,
    /// Level.
    pub level: LanguageLevel,
}

/// A demand, with what measures it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandItem {
    /// Which demand.
    pub code: Demand,
    /// Heaviest lift in kilograms, for heavy lifting.
    pub kg: Option<u8>,
}
