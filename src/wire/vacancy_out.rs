//! A kept vacancy as it is answered. Sent back as it is, it reads as the same vacancy.

use super::coded::{Coded, Labeller};
use super::schedule_shapes::{HoursPerWeek, HoursPlanShape, PlainNumber, ScheduleShape};
use crate::domain::employer::Employer;
use crate::domain::ids::VacancyId;
use crate::domain::lists::{
    Accommodation, Demand, EducationLevel, Form, Importance, LanguageLevel, Sector, VacancyOrigin,
    VacancyStatus,
};
use crate::domain::record::VacancyRecord;
use crate::domain::units::TenthYears;
use crate::domain::vacancy::{LanguageAsk, OccupationOrigin, Offer, Requirements, Vacancy, Workplace};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

/// A vacancy.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VacancyOut {
    /// Own id.
    #[schema(value_type = String, example = "vac_0193a1f2c0de7000a000000000000001")]
    pub id: VacancyId,
    /// Raised by one with every change; the entity tag is this number in quotes.
    pub version: i64,
    /// When it was first kept.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Name of the sending system.
    pub source: Option<String>,
    /// The id there.
    pub external_id: Option<String>,
    /// Title as advertised.
    pub title: String,
    /// Plain text of the advert.
    pub description: Option<String>,
    /// Who employs.
    pub employer: Option<EmployerOut>,
    /// Unit group of ISCO-08, given or recognised.
    pub occupation: Option<OccupationOut>,
    /// The sender's own words for the occupation, when they were not recognised.
    pub occupation_label: Option<String>,
    /// People wanted.
    pub positions: u16,
    /// Where the vacancy stands.
    pub status: VacancyStatus,
    /// First day it is shown.
    #[schema(value_type = Option<String>, format = Date)]
    pub publish_from: Option<Date>,
    /// Where it came from.
    pub origin: VacancyOrigin,
    /// Ways into the vacancy.
    pub offers: Vec<OfferOut>,
    /// When the work lies.
    pub schedule: Option<ScheduleShape>,
    /// Where the work lies.
    pub workplace: Option<WorkplaceOut>,
    /// What is asked.
    pub requirements: RequirementsOut,
    /// What the work demands; null when the sender did not say.
    pub demands: Option<Vec<DemandOut>>,
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
    pub licence_support: Vec<Coded>,
    /// Last day to apply.
    #[schema(value_type = Option<String>, format = Date)]
    pub apply_by: Option<Date>,
    /// Day on which the workplace is open to visitors.
    #[schema(value_type = Option<String>, format = Date)]
    pub open_company_day: Option<Date>,
    /// Where to apply.
    pub contact: Option<ContactOut>,
}

/// An employer as a vacancy names it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EmployerOut {
    /// Name as shown.
    pub name: Option<String>,
    /// Company registration number (CVR).
    pub cvr: Option<String>,
    /// The employer's id in the sending system.
    pub external_id: Option<String>,
    /// Division of DB07.
    pub industry: Option<Coded>,
    /// Private or public.
    pub sector: Option<Sector>,
    /// Ordinary full-time equivalents, averaged over the last four months.
    #[schema(value_type = Option<f64>)]
    pub ordinary_fte: Option<PlainNumber>,
    /// People placed there now under forms that count against the ratio.
    pub subsidised_heads: Option<u32>,
}

/// An occupation and how it was found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OccupationOut {
    /// Unit group of ISCO-08.
    pub code: String,
    /// Its name.
    pub label: String,
    /// How sure the recognition is, when the sender gave no code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognised_percent: Option<u8>,
}

/// One way into the vacancy.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OfferOut {
    /// Placement form.
    pub form: Form,
    /// Hours a week.
    pub hours_per_week: Option<HoursPerWeek>,
    /// First day.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// Last day, when it is limited.
    #[schema(value_type = Option<String>, format = Date)]
    pub end: Option<Date>,
    /// Length, when it is limited.
    pub duration_weeks: Option<u16>,
    /// Free places.
    pub places: Option<u16>,
    /// Approved beforehand.
    pub preapproved: bool,
    /// Own schedule, where it differs from the vacancy's.
    pub schedule: Option<ScheduleShape>,
    /// Hours that grow over the first weeks.
    pub hours_plan: Option<HoursPlanShape>,
    /// Paid part of a hybrid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub paid_hours: Option<PlainNumber>,
    /// Unpaid part of a hybrid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub internship_hours: Option<PlainNumber>,
    /// The employer means to hire the person afterwards.
    pub hire_intent: bool,
}

/// Where the work is done.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WorkplaceOut {
    /// Postcode and its place; null for work without a fixed place.
    pub postcode: Option<Coded>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Days a week that may be worked from home.
    pub remote_days_per_week: u8,
}

/// What a vacancy asks of a person.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RequirementsOut {
    /// Asked skills; null when the sender listed none.
    pub skills: Option<Vec<SkillAskOut>>,
    /// Driving licences.
    pub licences: Vec<Coded>,
    /// Certificates.
    pub certificates: Vec<Coded>,
    /// Legal authorisation.
    pub authorisation: Option<Coded>,
    /// Languages and levels.
    pub languages: Vec<LanguageOut>,
    /// Lowest completed education.
    pub education: Option<EducationLevel>,
    /// Years of experience in the trade.
    #[schema(value_type = Option<f64>)]
    pub experience_years: Option<PlainNumber>,
}

/// A skill a vacancy asks for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SkillAskOut {
    /// The skill.
    pub skill: Coded,
    /// How much it matters.
    pub importance: Importance,
}

/// A language with its level.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LanguageOut {
    /// ISO 639-1 code.
    pub language: String,
    /// Level.
    pub level: LanguageLevel,
}

/// A demand, with what measures it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DemandOut {
    /// Which demand.
    pub code: Demand,
    /// Heaviest lift in kilograms, for heavy lifting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kg: Option<u8>,
}

/// Where to apply.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContactOut {
    /// Address of a page on the web.
    pub url: String,
}

impl VacancyOut {
    /// The kept vacancy with names in the labeller's language.
    pub fn new(record: &VacancyRecord, labeller: Labeller<'_>) -> Self {
        let vacancy = &record.vacancy;
        let source = vacancy.source_key.as_ref();
        Self {
            id: record.id,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
            source: source.map(|key| key.source.clone()),
            external_id: source.map(|key| key.external_id.clone()),
            title: vacancy.title.clone(),
            description: vacancy.description.clone(),
            employer: vacancy
                .employer
                .as_ref()
                .map(|employer| employer_out(employer, labeller)),
            occupation: occupation_out(vacancy, labeller),
            occupation_label: vacancy.occupation_label.clone(),
            positions: vacancy.positions,
            status: vacancy.status,
            publish_from: vacancy.publish_from,
            origin: vacancy.origin,
            offers: vacancy.offers.iter().map(offer_out).collect(),
            schedule: vacancy.schedule.as_ref().map(ScheduleShape::from),
            workplace: vacancy
                .workplace
                .as_ref()
                .map(|place| workplace_out(place, labeller)),
            requirements: requirements_out(&vacancy.requirements, labeller),
            demands: vacancy.demands.as_ref().map(|demands| {
                let demand = |item: &crate::domain::vacancy::DemandItem| DemandOut {
                    code: item.code,
                    kg: item.kg,
                };
                demands.iter().map(demand).collect()
            }),
            accommodations_offered: vacancy.accommodations_offered.clone(),
            mentor: vacancy.mentor,
            buddy: vacancy.buddy,
            on_site_danish: vacancy.on_site_danish,
            work_culture_intro: vacancy.work_culture_intro,
            introduction_days: vacancy.introduction_days,
            licence_support: labeller.licences(&vacancy.licence_support),
            apply_by: vacancy.apply_by,
            open_company_day: vacancy.open_company_day,
            contact: vacancy.contact_url.clone().map(|url| ContactOut { url }),
        }
    }
}

fn occupation_out(vacancy: &Vacancy, labeller: Labeller<'_>) -> Option<OccupationOut> {
    let Coded { code, label } = labeller.occupation(vacancy.occupation?);
    let recognised_percent = match vacancy.occupation_origin {
        OccupationOrigin::Recognised { confidence } => Some(confidence),
        OccupationOrigin::Given | OccupationOrigin::Unknown => None,
    };
    Some(OccupationOut {
        code,
        label,
        recognised_percent,
    })
}

fn employer_out(employer: &Employer, labeller: Labeller<'_>) -> EmployerOut {
    EmployerOut {
        name: employer.name.clone(),
        cvr: employer.cvr.clone(),
        external_id: employer.external_id.clone(),
        industry: employer.industry.map(|division| labeller.industry(division)),
        sector: employer.sector,
        ordinary_fte: employer.ordinary_fte.map(PlainNumber),
        subsidised_heads: employer.subsidised_heads,
    }
}

fn offer_out(offer: &Offer) -> OfferOut {
    OfferOut {
        form: offer.form,
        hours_per_week: offer.hours.map(HoursPerWeek::from),
        start: offer.start,
        end: offer.end,
        duration_weeks: offer.duration_weeks,
        places: offer.places,
        preapproved: offer.preapproved,
        schedule: offer.schedule.as_ref().map(ScheduleShape::from),
        hours_plan: offer.hours_plan.map(HoursPlanShape::from),
        paid_hours: offer.paid_hours.map(PlainNumber::from),
        internship_hours: offer.internship_hours.map(PlainNumber::from),
        hire_intent: offer.hire_intent,
    }
}

fn workplace_out(workplace: &Workplace, labeller: Labeller<'_>) -> WorkplaceOut {
    WorkplaceOut {
        postcode: workplace.postcode.map(|postcode| labeller.postcode(postcode)),
        lat: workplace.lat,
        lon: workplace.lon,
        remote_days_per_week: workplace.remote_days_per_week,
    }
}

fn requirements_out(asked: &Requirements, labeller: Labeller<'_>) -> RequirementsOut {
    RequirementsOut {
        skills: asked.skills.as_ref().map(|skills| {
            let skill = |ask: &crate::domain::vacancy::SkillAsk| SkillAskOut {
                skill: labeller.skill(&ask.skill),
                importance: ask.importance,
            };
            skills.iter().map(skill).collect()
        }),
        licences: labeller.licences(&asked.licences),
        certificates: labeller.certificates(&asked.certificates),
        authorisation: asked
            .authorisation
            .as_deref()
            .map(|code| labeller.authorisation(code)),
        languages: asked.languages.iter().map(LanguageOut::from).collect(),
        education: asked.education,
        experience_years: asked.experience_years.map(TenthYears::years).map(PlainNumber),
    }
}

impl From<&LanguageAsk> for LanguageOut {
    fn from(ask: &LanguageAsk) -> Self {
        Self {
            language: ask.language.clone(),
            level: ask.level,
        }
    }
}
