//! The contract and the readers say the same: fields, bounds, examples.

use super::bounds;
use super::fake_vocabulary::FakeVocabulary;
use super::jobseeker_in::read_jobseeker;
use super::vacancy_in::read_vacancy;
use super::{
    code_schema as codes, codes_in, jobseeker_in as person, jobseeker_out as person_out,
    jobseeker_schema as person_schema, offer_in, requirements_in, resources_in, schedule_in,
    schedule_shapes as time, vacancy_in as job, vacancy_out as job_out, vacancy_schema as job_schema,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use utoipa::{PartialSchema, ToSchema};

pub(super) fn schema_of<T: PartialSchema>() -> Value {
    serde_json::to_value(T::schema()).expect("a schema")
}

/// A schema that stands on its own, with everything it refers to.
pub(super) fn whole_schema<T: ToSchema + PartialSchema>() -> Value {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    let mut schema = schema_of::<T>();
    let parts: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|(name, part)| (name, serde_json::to_value(part).expect("a schema")))
        .collect();
    schema["components"] = json!({ "schemas": parts });
    schema
}

pub(super) fn properties<T: PartialSchema>() -> BTreeSet<String> {
    let schema = schema_of::<T>();
    let properties = schema["properties"].as_object().expect("properties");
    properties.keys().cloned().collect()
}

pub(super) fn names(known: &[&str]) -> BTreeSet<String> {
    known.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn every_field_of_the_contract_is_read_and_every_field_read_is_in_the_contract() {
    macro_rules! same {
        ($($schema:ty: $known:expr),+ $(,)?) => {$(
            assert_eq!(properties::<$schema>(), names($known), stringify!($schema));
            assert_eq!(schema_of::<$schema>()["additionalProperties"], false, stringify!($schema));
        )+};
    }
    same! {
        job_schema::VacancyIn: job::VACANCY_FIELDS,
        job_schema::EmployerIn: job::EMPLOYER_FIELDS,
        job_schema::OccupationAnswered: job::OCCUPATION_FIELDS,
        job_schema::WorkplaceIn: job::WORKPLACE_FIELDS,
        job_schema::ContactIn: job::CONTACT_FIELDS,
        job_schema::OfferIn: offer_in::OFFER_FIELDS,
        job_schema::RequirementsIn: requirements_in::REQUIREMENTS_FIELDS,
        job_schema::SkillAskFull: requirements_in::SKILL_ASK_FIELDS,
        job_schema::DemandFull: requirements_in::DEMAND_FIELDS,
        job_schema::LanguageIn: codes_in::LANGUAGE_FIELDS,
        codes::CodedIn: codes_in::CODED_FIELDS,
        time::WeekWindow: schedule_in::WINDOW_FIELDS,
        time::RotaDays: schedule_in::ROTA_FIELDS,
        time::RotaItem: schedule_in::ROTA_ITEM_FIELDS,
        time::ShiftsAndRota: schedule_in::SCHEDULE_FIELDS,
        time::HoursPerWeek: schedule_in::HOURS_FIELDS,
        time::HoursPlanShape: offer_in::HOURS_PLAN_FIELDS,
        person_schema::JobseekerIn: person::JOBSEEKER_FIELDS,
        person_schema::HomeIn: person::HOME_FIELDS,
        person_schema::MobilityIn: resources_in::MOBILITY_FIELDS,
        person_schema::ResourcesIn: resources_in::RESOURCES_FIELDS,
        person_schema::SkillHeldFull: resources_in::SKILL_HELD_FIELDS,
        person_schema::ExperienceFull: resources_in::EXPERIENCE_FIELDS,
        person_schema::EducationFull: resources_in::EDUCATION_FIELDS,
        person_schema::AuthorisationFull: resources_in::AUTHORISATION_FIELDS,
        person_schema::WishesIn: person::WISHES_FIELDS,
        person_schema::WishAnswered: person::WISH_FIELDS,
        person_schema::WorkRequirementFull: person::WORK_REQUIREMENT_FIELDS,
        person_schema::SchemeEligibilityIn: person::SCHEME_FIELDS,
        person_schema::JobFirstDeferralIn: person::DEFERRAL_FIELDS,
        person_schema::VetoIn: person::VETO_FIELDS,
    }
}

#[test]
fn what_is_answered_can_be_sent_back() {
    assert_eq!(properties::<job_out::VacancyOut>(), names(job::VACANCY_FIELDS));
    let mut not_answered = names(person::JOBSEEKER_FIELDS);
    for name in ["reference", "source", "external_id"] {
        assert!(not_answered.remove(name));
    }
    assert_eq!(properties::<person_out::JobseekerOut>(), not_answered);
}

#[test]
fn bounds_of_the_contract_are_those_of_the_reader() {
    let at = |schema: &Value, pointer: &str| {
        let found = schema.pointer(pointer).and_then(Value::as_f64);
        found.unwrap_or_else(|| panic!("no {pointer}"))
    };
    macro_rules! bound {
        ($($schema:ty, $pointer:literal, $bound:expr);+ $(;)?) => {$(
            let schema = schema_of::<$schema>();
            let difference = at(&schema, concat!("/properties/", $pointer)) - ($bound) as f64;
            assert!(difference.abs() < 1e-9, concat!(stringify!($schema), " ", $pointer));
        )+};
    }
    bound! {
        job_schema::VacancyIn, "title/maxLength", bounds::TITLE_LENGTH;
        job_schema::VacancyIn, "description/maxLength", bounds::DESCRIPTION_LENGTH;
        job_schema::VacancyIn, "source/maxLength", bounds::SOURCE_LENGTH;
        job_schema::VacancyIn, "external_id/maxLength", bounds::EXTERNAL_ID_LENGTH;
        job_schema::VacancyIn, "occupation_label/maxLength", bounds::LABEL_LENGTH;
        job_schema::VacancyIn, "positions/maximum", bounds::MOST_PLACES;
        job_schema::VacancyIn, "offers/maxItems", bounds::OFFERS_LENGTH;
        job_schema::VacancyIn, "demands/maxItems", bounds::LIST_LENGTH;
        job_schema::VacancyIn, "licence_support/maxItems", bounds::LIST_LENGTH;
        job_schema::VacancyIn, "introduction_days/maximum", bounds::MOST_INTRODUCTION_DAYS;
        job_schema::EmployerIn, "name/maxLength", bounds::NAME_LENGTH;
        job_schema::EmployerIn, "ordinary_fte/maximum", bounds::MOST_FTE;
        job_schema::EmployerIn, "subsidised_heads/maximum", bounds::MOST_SUBSIDISED_HEADS;
        job_schema::OfferIn, "duration_weeks/maximum", bounds::MOST_DURATION_WEEKS;
        job_schema::OfferIn, "places/maximum", bounds::MOST_PLACES;
        job_schema::OfferIn, "paid_hours/maximum", bounds::MOST_HOURS;
        job_schema::WorkplaceIn, "lat/minimum", bounds::LATITUDES.0;
        job_schema::WorkplaceIn, "lat/maximum", bounds::LATITUDES.1;
        job_schema::WorkplaceIn, "lon/minimum", bounds::LONGITUDES.0;
        job_schema::WorkplaceIn, "lon/maximum", bounds::LONGITUDES.1;
        job_schema::RequirementsIn, "skills/maxItems", bounds::LIST_LENGTH;
        job_schema::RequirementsIn, "experience_years/maximum", bounds::MOST_YEARS;
        job_schema::DemandFull, "kg/maximum", bounds::MOST_KG;
        job_schema::ContactIn, "url/maxLength", bounds::URL_LENGTH;
        codes::CodedIn, "code/maxLength", bounds::LABEL_LENGTH;
        time::HoursPerWeek, "max/maximum", bounds::MOST_HOURS;
        time::HoursPlanShape, "ramp_weeks/maximum", bounds::MOST_RAMP_WEEKS;
        time::RotaDays, "days_on/maximum", bounds::MOST_ROTA_DAYS;
        time::ShiftsAndRota, "shifts/maxItems", bounds::WINDOWS_LENGTH;
        person_schema::JobseekerIn, "reference/maxLength", bounds::EXTERNAL_ID_LENGTH;
        person_schema::JobseekerIn, "availability/maxItems", bounds::WINDOWS_LENGTH;
        person_schema::JobseekerIn, "weeks_unemployed/maximum", bounds::MOST_WEEKS_UNEMPLOYED;
        person_schema::MobilityIn, "max_travel_minutes/maximum", bounds::MOST_TRAVEL_MINUTES;
        person_schema::ResourcesIn, "skills/maxItems", bounds::LIST_LENGTH;
        person_schema::ExperienceFull, "years/maximum", bounds::MOST_YEARS;
        person_schema::WorkRequirementFull, "kg/maximum", bounds::MOST_KG;
    }
}

#[test]
fn the_examples_of_the_contract_are_accepted() {
    let vacancy = whole_schema::<job_schema::VacancyIn>();
    let read = read_vacancy(&vacancy["example"], &FakeVocabulary).expect("the example is good");
    assert_eq!(read.warnings, []);
    assert!(jsonschema::is_valid(&vacancy, &vacancy["example"]));

    let profile = whole_schema::<person_schema::JobseekerIn>();
    let read = read_jobseeker(&profile["example"], &FakeVocabulary).expect("the example is good");
    assert_eq!(read.warnings, []);
    assert!(jsonschema::is_valid(&profile, &profile["example"]));
}
