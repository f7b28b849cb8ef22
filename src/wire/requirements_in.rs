//! Reads what a vacancy asks and what its work demands.

use super::bounds::{MOST_KG, MOST_YEARS};
use super::codes_in::{authorisation, certificate, coded, distinct, language, licence, skill};
use super::field_error::FieldErrorCode;
use super::reader::Field;
use super::vocabulary::Vocabulary;
use crate::domain::lists::{Accommodation, Demand, EducationLevel, Importance};
use crate::domain::units::TenthYears;
use crate::domain::vacancy::{DemandItem, Requirements, SkillAsk};
use serde_json::Value;

/// Fields of what a vacancy asks.
pub const REQUIREMENTS_FIELDS: &[&str] = &[
    "skills",
    "licences",
    "certificates",
    "authorisation",
    "languages",
    "education",
    "experience_years",
];
/// Fields of an asked skill.
pub const SKILL_ASK_FIELDS: &[&str] = &["skill", "importance"];
/// Fields of a demand.
pub const DEMAND_FIELDS: &[&str] = &["code", "kg"];

/// What is asked; nothing when absent.
pub(super) fn requirements(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Requirements {
    let Some(object) = field.object(REQUIREMENTS_FIELDS) else {
        return Requirements::default();
    };
    let skills = object.field("skills");
    Requirements {
        skills: distinct(skills, |item| skill_ask(item, vocabulary), |ask| &ask.skill),
        licences: distinct(
            object.field("licences"),
            |item| licence(item, vocabulary),
            |code| code,
        )
        .unwrap_or_default(),
        certificates: distinct(
            object.field("certificates"),
            |item| certificate(item, vocabulary),
            |code| code,
        )
        .unwrap_or_default(),
        authorisation: authorisation(object.field("authorisation"), vocabulary),
        languages: distinct(object.field("languages"), language, |ask| &ask.language).unwrap_or_default(),
        education: object
            .field("education")
            .closed(EducationLevel::CODES, EducationLevel::from_code),
        experience_years: object
            .field("experience_years")
            .number(0.0..=MOST_YEARS)
            .and_then(TenthYears::from_years),
    }
}

/// A skill as a bare code or label, or with its importance.
fn skill_ask(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<SkillAsk> {
    if !matches!(field.value(), Some(Value::Object(map)) if !map.contains_key("code")) {
        let skill = skill(field, vocabulary)?;
        return Some(SkillAsk {
            skill,
            importance: Importance::default(),
        });
    }
    let object = field.object(SKILL_ASK_FIELDS)?;
    let (named, importance) = (object.field("skill"), object.field("importance"));
    let matters = importance.closed(Importance::CODES, Importance::from_code);
    if !named.is_given() {
        return named.required("the skill");
    }
    Some(SkillAsk {
        skill: skill(named, vocabulary)?,
        importance: matters.unwrap_or_default(),
    })
}

/// What the work demands; `None` when the sender did not say.
pub(super) fn demands(field: Field<'_, '_>) -> Option<Vec<DemandItem>> {
    distinct(field, demand, |item| &item.code)
}

fn demand(field: Field<'_, '_>) -> Option<DemandItem> {
    if !matches!(field.value(), Some(Value::Object(_))) {
        let code = field.closed(Demand::CODES, Demand::from_code)?;
        return Some(DemandItem { code, kg: None });
    }
    let object = field.object(DEMAND_FIELDS)?;
    let (code, kg) = (object.field("code"), object.field("kg"));
    let heaviest = kg.integer(1..=MOST_KG).map(|kg| kg as u8);
    if !code.is_given() {
        return code.required("the demand");
    }
    let code = code.closed(Demand::CODES, Demand::from_code)?;
    if kg.is_given() && code != Demand::HeavyLifting {
        kg.error(
            FieldErrorCode::Contradiction,
            "only heavy_lifting is measured in kilograms",
        );
    }
    Some(DemandItem { code, kg: heaviest })
}

/// Accommodations the employer offers.
pub(super) fn accommodations(field: Field<'_, '_>) -> Vec<Accommodation> {
    let read = |item: Field<'_, '_>| {
        coded(item, |item| {
            item.closed(Accommodation::CODES, Accommodation::from_code)
        })
    };
    distinct(field, read, |accommodation| accommodation).unwrap_or_default()
}
