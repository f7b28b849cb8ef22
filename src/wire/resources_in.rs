//! Reads what a person brings. An absent field is unknown, an empty list is known to be none.

use super::bounds::MOST_YEARS;
use super::codes_in::{
    authorisation, certificate, distinct, education_field, industry, language, licence, occupation, skill,
};
use super::reader::Field;
use super::vocabulary::Vocabulary;
use crate::domain::jobseeker::{Authorisation, Education, Experience, Mobility, Resources, SkillHeld};
use crate::domain::lists::{AuthorisationState, EducationLevel, Mastery};
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::TenthYears;
use serde_json::Value;

/// Fields of how a person gets about.
pub const MOBILITY_FIELDS: &[&str] = &["modes", "max_travel_minutes", "licences", "relocate"];
/// Fields of what a person brings.
pub const RESOURCES_FIELDS: &[&str] = &[
    "skills",
    "experience",
    "education",
    "languages",
    "certificates",
    "authorisations",
];
/// Fields of a skill a person has.
pub const SKILL_HELD_FIELDS: &[&str] = &["skill", "level"];
/// Fields of a past job.
pub const EXPERIENCE_FIELDS: &[&str] = &["occupation", "industry", "years", "ended"];
/// Fields of an education.
pub const EDUCATION_FIELDS: &[&str] = &["level", "field", "new_graduate"];
/// Fields of an authorisation.
pub const AUTHORISATION_FIELDS: &[&str] = &["code", "label", "state"];

/// How the person gets about.
pub(super) fn mobility(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Mobility {
    let Some(object) = field.object(MOBILITY_FIELDS) else {
        return Mobility::default();
    };
    let mode = |item: Field<'_, '_>| item.closed(TravelMode::CODES, TravelMode::from_code);
    Mobility {
        modes: distinct(object.field("modes"), mode, |mode| mode),
        max_travel_minutes: object
            .field("max_travel_minutes")
            .integer(0..=super::bounds::MOST_TRAVEL_MINUTES)
            .map(|minutes| minutes as u16),
        licences: distinct(
            object.field("licences"),
            |item| licence(item, vocabulary),
            |code| code,
        ),
        relocate: object.field("relocate").flag(),
    }
}

/// What the person brings.
pub(super) fn resources(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Resources {
    let Some(object) = field.object(RESOURCES_FIELDS) else {
        return Resources::default();
    };
    Resources {
        skills: distinct(
            object.field("skills"),
            |item| skill_held(item, vocabulary),
            |held| &held.skill,
        ),
        experience: object
            .field("experience")
            .list(super::bounds::LIST_LENGTH)
            .map(|list| {
                list.iter()
                    .filter_map(|item| experience(item, vocabulary))
                    .collect()
            }),
        education: education(object.field("education"), vocabulary),
        languages: distinct(object.field("languages"), language, |held| &held.language),
        certificates: distinct(
            object.field("certificates"),
            |item| certificate(item, vocabulary),
            |code| code,
        ),
        authorisations: distinct(
            object.field("authorisations"),
            |item| authorisation_held(item, vocabulary),
            |held| &held.code,
        ),
    }
}

fn skill_held(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<SkillHeld> {
    if !matches!(field.value(), Some(Value::Object(map)) if !map.contains_key("code")) {
        let skill = skill(field, vocabulary)?;
        return Some(SkillHeld {
            skill,
            level: Mastery::default(),
        });
    }
    let object = field.object(SKILL_HELD_FIELDS)?;
    let (named, level) = (object.field("skill"), object.field("level"));
    let level = level.closed(Mastery::CODES, Mastery::from_code);
    if !named.is_given() {
        return named.required("the skill");
    }
    Some(SkillHeld {
        skill: skill(named, vocabulary)?,
        level: level.unwrap_or_default(),
    })
}

fn experience(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Experience> {
    if !matches!(field.value(), Some(Value::Object(map)) if !map.contains_key("code")) {
        let occupation = occupation(field, vocabulary)?;
        return Some(Experience {
            occupation,
            industry: None,
            years: None,
            ended: None,
        });
    }
    let object = field.object(EXPERIENCE_FIELDS)?;
    let named = object.field("occupation");
    let found = if named.is_given() {
        occupation(named, vocabulary)
    } else {
        named.required("the occupation")
    };
    let (industry, years, ended) = (
        industry(object.field("industry"), vocabulary),
        object.field("years").number(0.0..=MOST_YEARS),
        object.field("ended").month(),
    );
    Some(Experience {
        occupation: found?,
        industry,
        years: years.and_then(TenthYears::from_years),
        ended,
    })
}

fn education(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Education> {
    if let Some(Value::String(_)) = field.value() {
        let level = field.closed(EducationLevel::CODES, EducationLevel::from_code)?;
        return Some(Education {
            level,
            field: None,
            new_graduate: false,
        });
    }
    let object = field.object(EDUCATION_FIELDS)?;
    let level = object.field("level");
    let highest = if level.is_given() {
        level.closed(EducationLevel::CODES, EducationLevel::from_code)
    } else {
        level.required("the level")
    };
    let studied = education_field(object.field("field"), vocabulary);
    let new_graduate = object.field("new_graduate").flag();
    Some(Education {
        level: highest?,
        field: studied,
        new_graduate,
    })
}

fn authorisation_held(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Authorisation> {
    if !matches!(field.value(), Some(Value::Object(_))) {
        let code = authorisation(field, vocabulary)?;
        return Some(Authorisation {
            code,
            state: AuthorisationState::default(),
        });
    }
    let object = field.object(AUTHORISATION_FIELDS)?;
    let (code, state) = (object.field("code"), object.field("state"));
    let state = state.closed(AuthorisationState::CODES, AuthorisationState::from_code);
    if !code.is_given() {
        return code.required("the code");
    }
    Some(Authorisation {
        code: authorisation(code, vocabulary)?,
        state: state.unwrap_or_default(),
    })
}
