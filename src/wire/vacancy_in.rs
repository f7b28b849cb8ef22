//! Reads a vacancy as a client or an importer sends it.

use super::bounds::{
    DESCRIPTION_LENGTH, EXTERNAL_ID_LENGTH, LABEL_LENGTH, LATITUDES, LONGITUDES, MOST_FTE,
    MOST_INTRODUCTION_DAYS, MOST_PLACES, MOST_SUBSIDISED_HEADS, NAME_LENGTH, SOURCE_LENGTH, TITLE_LENGTH,
    URL_LENGTH,
};
use super::codes_in::{distinct, industry, licence, occupation, postcode};
use super::field_error::{Discretion, FieldError, FieldErrorCode, Findings};
use super::offer_in::offers;
use super::reader::{Field, Object};
use super::requirements_in::{accommodations, demands, requirements};
use super::schedule_in::schedule;
use super::vacancy_text::{description, public_line};
use super::vocabulary::Vocabulary;
use crate::domain::codes::OccupationCode;
use crate::domain::employer::Employer;
use crate::domain::ids::SourceKey;
use crate::domain::lists::{Sector, VacancyOrigin, VacancyStatus};
use crate::domain::vacancy::{OccupationOrigin, Vacancy, Workplace};
use serde_json::Value;

/// Fields that an answer has and a body may repeat; they are not read.
pub const ANSWERED_FIELDS: &[&str] = &["id", "version", "created_at", "updated_at"];
/// Fields of a vacancy, the first four as in [`ANSWERED_FIELDS`].
pub const VACANCY_FIELDS: &[&str] = &[
    "id",
    "version",
    "created_at",
    "updated_at",
    "source",
    "external_id",
    "title",
    "description",
    "employer",
    "occupation",
    "occupation_label",
    "positions",
    "status",
    "publish_from",
    "origin",
    "offers",
    "schedule",
    "workplace",
    "requirements",
    "demands",
    "accommodations_offered",
    "mentor",
    "buddy",
    "on_site_danish",
    "work_culture_intro",
    "introduction_days",
    "licence_support",
    "apply_by",
    "open_company_day",
    "contact",
];
/// Fields of an employer.
pub const EMPLOYER_FIELDS: &[&str] = &[
    "name",
    "cvr",
    "external_id",
    "industry",
    "sector",
    "ordinary_fte",
    "subsidised_heads",
];
/// Fields of an occupation as it is answered.
pub const OCCUPATION_FIELDS: &[&str] = &["code", "label", "recognised_percent"];
/// Fields of a workplace.
pub const WORKPLACE_FIELDS: &[&str] = &["postcode", "lat", "lon", "remote_days_per_week"];
/// Fields of the contact.
pub const CONTACT_FIELDS: &[&str] = &["url"];

/// A vacancy that may be kept, and what its sender should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadVacancy {
    /// What was sent, checked.
    pub vacancy: Vacancy,
    /// What was changed or left out on the way.
    pub warnings: Vec<FieldError>,
}

/// What happens to an occupation that no table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccupationLabels {
    /// It is an error: the sender is there to choose a better one.
    Strict,
    /// It is kept as the sender's words with a warning: an import cannot ask.
    Lenient,
}

/// Reads a vacancy that a client sends; an unknown occupation is an error.
pub fn read_vacancy(value: &Value, vocabulary: &dyn Vocabulary) -> Result<ReadVacancy, Vec<FieldError>> {
    read_vacancy_with(value, vocabulary, OccupationLabels::Strict)
}

/// Reads a vacancy. All errors are answered, not only the first.
pub fn read_vacancy_with(
    value: &Value,
    vocabulary: &dyn Vocabulary,
    labels: OccupationLabels,
) -> Result<ReadVacancy, Vec<FieldError>> {
    let findings = Findings::new(Discretion::Open);
    let vacancy = Field::root(value, &findings)
        .object(VACANCY_FIELDS)
        .map(|object| vacancy(&object, vocabulary, labels));
    let warnings = findings.into_result()?;
    // Without an object there is an error, so that the list is empty only by mistake.
    vacancy
        .map(|vacancy| ReadVacancy { vacancy, warnings })
        .ok_or_else(Vec::new)
}

fn vacancy(object: &Object<'_, '_>, vocabulary: &dyn Vocabulary, labels: OccupationLabels) -> Vacancy {
    let title = object.field("title");
    let title = if title.is_given() {
        public_line(title, TITLE_LENGTH)
    } else {
        title.required("a title")
    };
    let title = title.unwrap_or_default();
    let found = find_occupation(object, &title, vocabulary, labels);
    let vacancy = Vacancy {
        source_key: source_key(object),
        description: description(object.field("description"), DESCRIPTION_LENGTH),
        employer: employer(object.field("employer"), vocabulary),
        occupation: found.code,
        occupation_origin: found.origin,
        occupation_label: found.label,
        positions: object
            .field("positions")
            .integer(1..=MOST_PLACES)
            .map_or(1, |positions| positions as u16),
        status: object
            .field("status")
            .closed(VacancyStatus::CODES, VacancyStatus::from_code)
            .unwrap_or_default(),
        publish_from: object.field("publish_from").date(),
        origin: object
            .field("origin")
            .closed(VacancyOrigin::CODES, VacancyOrigin::from_code)
            .unwrap_or_default(),
        offers: offers(object.field("offers")),
        schedule: schedule(object.field("schedule")),
        workplace: workplace(object.field("workplace"), vocabulary),
        requirements: requirements(object.field("requirements"), vocabulary),
        demands: demands(object.field("demands")),
        accommodations_offered: accommodations(object.field("accommodations_offered")),
        mentor: object.field("mentor").flag(),
        buddy: object.field("buddy").flag(),
        on_site_danish: object.field("on_site_danish").flag(),
        work_culture_intro: object.field("work_culture_intro").flag(),
        introduction_days: object
            .field("introduction_days")
            .integer(0..=MOST_INTRODUCTION_DAYS)
            .map(|days| days as u16),
        licence_support: distinct(
            object.field("licence_support"),
            |item| licence(item, vocabulary),
            |code| code,
        )
        .unwrap_or_default(),
        apply_by: object.field("apply_by").date(),
        open_company_day: object.field("open_company_day").date(),
        contact_url: contact_url(object.field("contact")),
        title,
    };
    if let (Some(shown), Some(last)) = (vacancy.publish_from, vacancy.apply_by)
        && last < shown
    {
        object.field("apply_by").error(
            FieldErrorCode::EndBeforeStart,
            "the last day to apply is before the first day it is shown",
        );
    }
    vacancy
}

/// The address in the sending system: both parts or neither.
pub(super) fn source_key(object: &Object<'_, '_>) -> Option<SourceKey> {
    let (source, external_id) = (object.field("source"), object.field("external_id"));
    match (source.is_given(), external_id.is_given()) {
        (true, false) => return external_id.required("the id in the source"),
        (false, true) => return source.required("the source of the external id"),
        _ => {}
    }
    let (source, external_id) = (source.id(SOURCE_LENGTH), external_id.id(EXTERNAL_ID_LENGTH));
    Some(SourceKey {
        source: source?.to_owned(),
        external_id: external_id?.to_owned(),
    })
}

struct FoundOccupation {
    code: Option<OccupationCode>,
    origin: OccupationOrigin,
    label: Option<String>,
}

/// The unit group: as given, else recognised in the sender's words or the title.
fn find_occupation(
    object: &Object<'_, '_>,
    title: &str,
    vocabulary: &dyn Vocabulary,
    labels: OccupationLabels,
) -> FoundOccupation {
    let (given, own_words) = (object.field("occupation"), object.field("occupation_label"));
    let says_anything = given.is_given() || own_words.is_given() || object.field("description").is_given();
    if !says_anything {
        given.required::<()>("an occupation or a description");
    }
    let own_words = public_line(own_words, LABEL_LENGTH);
    if !given.is_given() {
        return recognise(given, own_words, title, vocabulary);
    }
    let labels = match given.value() {
        // An answer that is sent back holds a code that this service gave itself.
        Some(Value::Object(_)) => OccupationLabels::Strict,
        _ => labels,
    };
    match labels {
        OccupationLabels::Strict => given_occupation(given, own_words, vocabulary),
        OccupationLabels::Lenient => {
            let text = public_line(given, LABEL_LENGTH);
            match text.as_deref().map(|text| vocabulary.occupation(text)) {
                Some(Ok(_)) => given_occupation(given, own_words, vocabulary),
                Some(Err(_)) => recognise(given, text, title, vocabulary),
                None => recognise(given, own_words, title, vocabulary),
            }
        }
    }
}

fn given_occupation(
    field: Field<'_, '_>,
    label: Option<String>,
    vocabulary: &dyn Vocabulary,
) -> FoundOccupation {
    let Some(Value::Object(_)) = field.value() else {
        return FoundOccupation {
            code: occupation(field, vocabulary),
            origin: OccupationOrigin::Given,
            label,
        };
    };
    let Some(object) = field.object(OCCUPATION_FIELDS) else {
        return FoundOccupation {
            code: None,
            origin: OccupationOrigin::Unknown,
            label,
        };
    };
    let code = object.field("code");
    let origin = match object.field("recognised_percent").integer(0..=100) {
        Some(confidence) => OccupationOrigin::Recognised {
            confidence: confidence as u8,
        },
        None => OccupationOrigin::Given,
    };
    FoundOccupation {
        code: if code.is_given() {
            occupation(code, vocabulary)
        } else {
            code.required("the code")
        },
        origin,
        label,
    }
}

/// Recognises the sender's words, then the title. Words that were not recognised are kept.
fn recognise(
    field: Field<'_, '_>,
    own_words: Option<String>,
    title: &str,
    vocabulary: &dyn Vocabulary,
) -> FoundOccupation {
    let in_words = own_words
        .as_deref()
        .and_then(|words| vocabulary.recognise_occupation(words));
    let label = if in_words.is_some() { None } else { own_words };
    let recognised = in_words.or_else(|| vocabulary.recognise_occupation(title));
    if recognised.is_none() {
        field.warn(
            FieldErrorCode::NotRecognised,
            "no occupation was recognised; the vacancy is found by its text only",
        );
    }
    FoundOccupation {
        code: recognised.map(|(code, _)| code),
        origin: recognised.map_or(OccupationOrigin::Unknown, |(_, confidence)| {
            OccupationOrigin::Recognised { confidence }
        }),
        label,
    }
}

fn employer(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Employer> {
    let object = field.object(EMPLOYER_FIELDS)?;
    Some(Employer {
        name: public_line(object.field("name"), NAME_LENGTH),
        cvr: company_number(object.field("cvr")),
        external_id: object
            .field("external_id")
            .id(EXTERNAL_ID_LENGTH)
            .map(str::to_owned),
        industry: industry(object.field("industry"), vocabulary),
        sector: object.field("sector").closed(Sector::CODES, Sector::from_code),
        ordinary_fte: object.field("ordinary_fte").number(0.0..=MOST_FTE),
        subsidised_heads: object
            .field("subsidised_heads")
            .integer(0..=MOST_SUBSIDISED_HEADS)
            .map(|heads| heads as u32),
    })
}

fn company_number(field: Field<'_, '_>) -> Option<String> {
    let text = field.text(LABEL_LENGTH)?;
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    field.error(
        FieldErrorCode::BadFormat,
        "a company registration number (CVR) is eight digits",
    );
    None
}

fn workplace(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> Option<Workplace> {
    let object = field.object(WORKPLACE_FIELDS)?;
    let (lat, lon) = (object.field("lat"), object.field("lon"));
    match (lat.is_given(), lon.is_given()) {
        (true, false) => lon.required("the longitude beside the latitude"),
        (false, true) => lat.required("the latitude beside the longitude"),
        _ => Some(()),
    };
    Some(Workplace {
        postcode: postcode(object.field("postcode"), vocabulary),
        lat: lat.number(LATITUDES.0..=LATITUDES.1),
        lon: lon.number(LONGITUDES.0..=LONGITUDES.1),
        remote_days_per_week: object
            .field("remote_days_per_week")
            .integer(0..=7)
            .map_or(0, |days| days as u8),
    })
}

fn contact_url(field: Field<'_, '_>) -> Option<String> {
    let object = field.object(CONTACT_FIELDS)?;
    let url = object.field("url");
    let text = url.text(URL_LENGTH)?;
    if is_web_address(text) {
        return Some(text.to_owned());
    }
    url.error(
        FieldErrorCode::BadUrl,
        "an address begins with https:// or http:// and a host",
    );
    None
}

/// Whether this is an http(s) address with a host and without credentials.
pub(crate) fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let length = match lower.as_str() {
        "https://" => 8,
        start if start.starts_with("http://") => 7,
        _ => return false,
    };
    let rest = &text[length..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let plain = |letter: char| letter.is_alphanumeric() || ".-:[]".contains(letter);
    host.contains(|letter: char| letter.is_alphanumeric())
        && host.chars().all(plain)
        && !text.contains(|letter: char| letter.is_whitespace() || "<>\"\\".contains(letter))
}
