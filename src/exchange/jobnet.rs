//! Adverts as Jobnet's search answers them: one JSON document with `JobPositionPostings`.

use super::html::to_plain_text;
use super::item::{Item, Places};
use crate::wire::bounds::{DESCRIPTION_LENGTH, LATITUDES, LONGITUDES, NAME_LENGTH, TITLE_LENGTH};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::vacancy_in::is_web_address;
use crate::wire::vocabulary::Vocabulary;
use serde_json::{Value, json};

/// Hours of full-time work a week.
const FULL_TIME: f64 = 37.0;

/// Which field of an advert a place in the vacancy came from.
const PLACES: Places = &[
    ("/title", "/Title"),
    ("/description", "/Presentation"),
    ("/employer/cvr", "/HiringOrgCVR"),
    ("/employer", "/HiringOrgName"),
    ("/occupation", "/Occupation"),
    ("/workplace/postcode", "/WorkPlacePostalCode"),
    ("/workplace", "/Location"),
    ("/publish_from", "/PostingCreated"),
    ("/apply_by", "/LastDateApplication"),
    ("/offers/0/start", "/AssignmentStartDate"),
    ("/offers", "/WorkHours"),
    ("/contact", "/Url"),
    ("/external_id", "/ID"),
];

/// The adverts of an answer, numbered from 1; an error when it is no such answer.
pub fn items(answer: &Value, vocabulary: &dyn Vocabulary) -> Result<Vec<Item>, Vec<FieldError>> {
    let adverts = answer
        .get("JobPositionPostings")
        .and_then(Value::as_array)
        .ok_or_else(|| {
            vec![FieldError::new(
                "/JobPositionPostings",
                FieldErrorCode::Required,
                "an answer of Jobnet's search has its adverts here",
            )]
        })?;
    let numbered = (1..).zip(adverts);
    Ok(numbered
        .map(|(line, advert)| item(line, advert, vocabulary))
        .collect())
}

fn item(line: u64, advert: &Value, vocabulary: &dyn Vocabulary) -> Item {
    let mut warnings = Vec::new();
    let content = json!({
        "source": "jobnet",
        "external_id": id(advert),
        "origin": "jobnet",
        "title": one_line(advert, "Title", TITLE_LENGTH),
        "description": description(advert, &mut warnings),
        "employer": employer(advert),
        "occupation": one_line(advert, "Occupation", TITLE_LENGTH),
        "workplace": workplace(advert, vocabulary, &mut warnings),
        "publish_from": date(advert, "PostingCreated"),
        "apply_by": date(advert, "LastDateApplication"),
        "offers": [offer(advert)],
        "contact": contact(advert),
    });
    Item {
        line,
        content: Ok(content),
        warnings,
        places: PLACES,
    }
}

/// A text field; `None` when it is absent or blank.
fn text<'a>(advert: &'a Value, name: &str) -> Option<&'a str> {
    let text = advert.get(name)?.as_str()?.trim();
    Some(text).filter(|text| !text.is_empty())
}

/// Text on one line, without markup, cut to its bound.
fn one_line(advert: &Value, name: &str, most: usize) -> Option<String> {
    let plain = to_plain_text(text(advert, name)?).replace('\n', " ");
    let cut: String = plain.chars().take(most).collect();
    Some(cut.trim().to_owned()).filter(|line| !line.is_empty())
}

fn id(advert: &Value) -> Option<String> {
    match advert.get("ID")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn description(advert: &Value, warnings: &mut Vec<FieldError>) -> Option<String> {
    let plain = to_plain_text(text(advert, "Presentation")?);
    if plain.len() <= DESCRIPTION_LENGTH || plain.chars().count() <= DESCRIPTION_LENGTH {
        return Some(plain);
    }
    let message = format!("cut to {DESCRIPTION_LENGTH} characters");
    warnings.push(FieldError::new("/Presentation", FieldErrorCode::TooLong, message));
    Some(plain.chars().take(DESCRIPTION_LENGTH).collect())
}

/// The employer, unless the advert is anonymous. External adverts have 0 for a company number.
fn employer(advert: &Value) -> Option<Value> {
    if advert.get("AnonymousEmployer").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let number = match advert.get("HiringOrgCVR") {
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::String(number)) => Some(number.clone()),
        _ => None,
    };
    let number =
        number.filter(|number| number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()));
    let name = one_line(advert, "HiringOrgName", NAME_LENGTH);
    (name.is_some() || number.is_some()).then(|| json!({"name": name, "cvr": number}))
}

/// The postcode of the workplace, else of the posting; coordinates where they lie in Denmark.
fn workplace(advert: &Value, vocabulary: &dyn Vocabulary, warnings: &mut Vec<FieldError>) -> Option<Value> {
    if advert.get("WorkPlaceAbroad").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let given = text(advert, "WorkPlacePostalCode").or_else(|| text(advert, "PostalCode"));
    let postcode = given.filter(|given| vocabulary.postcode(given).is_ok());
    if given.is_some() && postcode.is_none() {
        warnings.push(FieldError::new(
            "/WorkPlacePostalCode",
            FieldErrorCode::UnknownPostcode,
            "the postcode is not in use and was left out",
        ));
    }
    let place = advert
        .get("Location")
        .filter(|place| place.is_object())
        .unwrap_or(advert);
    let degrees = |name| place.get(name).and_then(Value::as_f64);
    let point = degrees("Latitude")
        .zip(degrees("Longitude"))
        .filter(|(lat, lon)| {
            (LATITUDES.0..=LATITUDES.1).contains(lat) && (LONGITUDES.0..=LONGITUDES.1).contains(lon)
        });
    let (lat, lon) = point.unzip();
    (postcode.is_some() || lat.is_some()).then(|| json!({"postcode": postcode, "lat": lat, "lon": lon}))
}

/// The day of a moment without zone. Days before 1950 stand for none (`0001-01-01`, `1900-01-01`).
fn date(advert: &Value, name: &str) -> Option<String> {
    let day = text(advert, name)?.get(..10)?;
    let year: u16 = day.get(..4)?.parse().ok()?;
    (year >= 1950).then(|| day.to_owned())
}

/// Full time is 37 hours. Part time is below that, and only sometimes says how far.
fn offer(advert: &Value) -> Value {
    let part_time = text(advert, "WorkHours").is_some_and(|hours| hours.eq_ignore_ascii_case("deltid"));
    let full_time = text(advert, "WorkHours").is_some_and(|hours| hours.eq_ignore_ascii_case("fuldtid"));
    let stated = advert
        .get("JoblogWorkTime")
        .and_then(|time| text(time, "WorkHour"))
        .and_then(hours_stated);
    let hours = match stated {
        Some((min, max)) => json!({"min": min, "max": max}),
        None if full_time => json!({"min": FULL_TIME, "max": FULL_TIME}),
        None => Value::Null,
    };
    json!({
        "form": form(advert, part_time),
        "hours_per_week": hours,
        "start": date(advert, "AssignmentStartDate"),
    })
}

/// The numbers of `(8 - 20 timer ugentligt)`, or the one of `(30 timer ugentligt)` twice.
fn hours_stated(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .split(|letter: char| !letter.is_ascii_digit() && letter != ',')
        .filter_map(|part| part.trim_matches(',').replace(',', ".").parse().ok())
        .collect();
    let range = match numbers[..] {
        [same] => (same, same),
        [min, max] => (min, max),
        _ => return None,
    };
    (range.0 <= range.1 && range.1 > 0.0 && range.1 <= FULL_TIME * 2.0).then_some(range)
}

fn form(advert: &Value, part_time: bool) -> &'static str {
    let terms = text(advert, "JobAnnouncementType").unwrap_or("").to_lowercase();
    match terms.as_str() {
        terms if terms.contains("fleksjob") => "flex_job",
        terms if terms.contains("løntilskud") => "wage_subsidy_private",
        terms if terms.contains("praktik") => "internship_private",
        _ if part_time => "part_time",
        _ => "ordinary_job",
    }
}

fn contact(advert: &Value) -> Option<Value> {
    let url = text(advert, "Url").filter(|url| is_web_address(url))?;
    Some(json!({"url": url}))
}
