//! Reads what single pairs are scored with: one profile against one or more vacancies.

use super::bounds::{LABEL_LENGTH, MOST_SCORED};
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::match_in::{Include, Scoring, Subject, first_k, include, scoring, subject};
use super::reader::{Field, Object};
use super::vacancy_in::read_vacancy;
use super::vocabulary::Vocabulary;
use crate::domain::ids::VacancyId;
use crate::domain::vacancy::Vacancy;
use serde_json::Value;

/// Fields of a score request.
pub const SCORE_FIELDS: &[&str] = &[
    "jobseeker_id",
    "profile",
    "vacancy_id",
    "vacancy_ids",
    "vacancy",
    "weights",
    "strategy",
    "ruleset",
    "as_of",
    "include",
    "first_k",
];
/// Parts that a scored pair can have beside its score.
pub const SCORE_INCLUDES: &[Include] = &[Include::Counterfactuals, Include::MobilityPackage];

/// What is scored against the profile.
#[derive(Debug, Clone, PartialEq)]
pub enum Scored {
    /// Kept vacancies, 1..=100, in the order asked for.
    Kept(Vec<VacancyId>),
    /// A vacancy that stands in the body and is not kept.
    Inline(Box<Vacancy>),
}

/// What single pairs are scored with.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRequest {
    /// Whose profile.
    pub subject: Subject,
    /// Against which vacancies.
    pub scored: Scored,
    /// How pairs are scored.
    pub scoring: Scoring,
    /// What costs and is asked for.
    pub include: Vec<Include>,
    /// First places that counterfactuals aim for; the ruleset's when absent.
    pub first_k: Option<u16>,
}

/// Reads the body of a score request. Nothing of the profile is echoed.
pub fn read_score_request(
    value: &Value,
    vocabulary: &dyn Vocabulary,
) -> Result<ScoreRequest, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Confidential);
    let request = Field::root(value, &findings)
        .object(SCORE_FIELDS)
        .and_then(|object| {
            let subject = subject(&object, vocabulary);
            let scored = scored(&object, vocabulary);
            let scoring = scoring(&object);
            let include = include(&object, SCORE_INCLUDES);
            Some(ScoreRequest {
                subject: subject?,
                scored: scored?,
                scoring,
                include,
                first_k: first_k(&object),
            })
        });
    findings.into_result()?;
    request.ok_or_else(Vec::new)
}

fn scored(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Scored> {
    let ways = ["vacancy_id", "vacancy_ids", "vacancy"].map(|name| object.field(name));
    let [one, many, inline] = ways;
    match ways.map(|way| way.is_given()) {
        [true, false, false] => Some(Scored::Kept(vec![vacancy_id(one)?])),
        [false, true, false] => kept(many),
        [false, false, true] => match read_vacancy(inline.value()?, vocabulary) {
            Ok(read) => Some(Scored::Inline(Box::new(read.vacancy))),
            Err(errors) => {
                inline.findings().absorb(&inline.pointer(), errors);
                None
            }
        },
        [false, false, false] => one.required("vacancy_id, vacancy_ids or vacancy"),
        _ => {
            let later = if inline.is_given() { inline } else { many };
            later.error(
                FieldErrorCode::Contradiction,
                "only one of vacancy_id, vacancy_ids and vacancy",
            );
            None
        }
    }
}

fn kept(field: Field<'_, '_>) -> Option<Scored> {
    let list = field.list(MOST_SCORED)?;
    if list.is_empty() {
        field.error(FieldErrorCode::Empty, "at least one vacancy is wanted");
        return None;
    }
    let ids: Vec<Option<VacancyId>> = list.iter().map(vacancy_id).collect();
    ids.into_iter().collect::<Option<_>>().map(Scored::Kept)
}

fn vacancy_id(field: Field<'_, '_>) -> Option<VacancyId> {
    let id = VacancyId::parse(field.opaque(LABEL_LENGTH)?);
    if id.is_none() {
        field.error(
            FieldErrorCode::BadId,
            "a vacancy's id is vac_ and 32 hexadecimal digits",
        );
    }
    id
}
