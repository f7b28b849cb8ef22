//! Vacancies as clients send them, right and wrong.

use super::fake_vocabulary::FakeVocabulary;
use super::field_error::{FieldError, FieldErrorCode};
use super::vacancy_in::{OccupationLabels, ReadVacancy, read_vacancy, read_vacancy_with};
use crate::domain::lists::{Demand, Form, Importance};
use crate::domain::vacancy::OccupationOrigin;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: &Value) -> ReadVacancy {
    read_vacancy(value, &FakeVocabulary).expect("a good vacancy")
}

fn errors(value: &Value) -> Vec<FieldError> {
    read_vacancy(value, &FakeVocabulary).expect_err("a bad vacancy")
}

fn places(errors: &[FieldError]) -> Vec<(&str, FieldErrorCode)> {
    errors
        .iter()
        .map(|error| (error.pointer.as_str(), error.code))
        .collect()
}

/// The whole shape, as the documentation shows it.
fn full_example() -> Value {
    json!({
        "source": "akasse-3f", "external_id": "2026-1187",
        "title": "Lagermedarbejder, dag", "description": "Pluk og pak.",
        "employer": {"name": "Fiktiv Logistik ApS", "cvr": "12345678", "industry": "52", "sector": "private",
                     "ordinary_fte": 24.5, "subsidised_heads": 2, "external_id": "emp-1"},
        "occupation": "4321", "positions": 3,
        "status": "open", "publish_from": "2026-11-20", "origin": "own",
        "offers": [{"form": "ordinary_job", "hours_per_week": {"min": 30, "max": 37}, "start": "2026-12-01", "end": null,
                    "duration_weeks": null, "places": 3, "preapproved": false, "schedule": null,
                    "hours_plan": {"start": 30, "target": 37, "ramp_weeks": 8}, "hire_intent": true}],
        "schedule": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "07:00", "to": "15:00"}],
        "workplace": {"postcode": "5220", "lat": 55.37, "lon": 10.44, "remote_days_per_week": 0},
        "requirements": {"skills": [{"skill": "truckkørsel", "importance": "optional"}, "plukning"],
                         "licences": ["B"], "certificates": ["truck_b"], "authorisation": null,
                         "languages": [{"language": "da", "level": "B1"}], "education": null, "experience_years": null},
        "demands": ["standing", {"code": "heavy_lifting", "kg": 12}], "accommodations_offered": ["lifting_aid"],
        "mentor": true, "buddy": false, "on_site_danish": false, "work_culture_intro": false, "introduction_days": 5,
        "licence_support": [], "apply_by": "2026-12-15", "contact": {"url": "https://example.dk/job/1"}
    })
}

#[test]
fn the_documented_shape_is_read_whole() {
    let ReadVacancy { vacancy, warnings } = read(&full_example());
    assert_eq!(warnings, []);
    assert_eq!(
        vacancy.occupation.map(|code| code.to_string()).as_deref(),
        Some("4321")
    );
    assert_eq!(vacancy.occupation_origin, OccupationOrigin::Given);
    let skills = vacancy.requirements.skills.expect("skills");
    assert_eq!(skills[0].importance, Importance::Optional);
    assert_eq!(skills[1].skill, "picking");
    let demands = vacancy.demands.expect("demands");
    assert_eq!((demands[1].code, demands[1].kg), (Demand::HeavyLifting, Some(12)));
    assert_eq!(vacancy.offers[0].hours.expect("hours").max.minutes(), 37 * 60);
    assert_eq!(vacancy.schedule.expect("a schedule").shifts[0].length(), 480);
}

#[test]
fn the_least_vacancy_is_an_open_ordinary_job() {
    let vacancy = read(&json!({"title": "Lagermedarbejder søges", "description": "Kom i gang"})).vacancy;
    assert_eq!(vacancy.offers.len(), 1);
    assert_eq!(vacancy.offers[0].form, Form::OrdinaryJob);
    assert_eq!(vacancy.positions, 1);
    assert_eq!(
        vacancy.occupation_origin,
        OccupationOrigin::Recognised { confidence: 80 }
    );
    assert_eq!(vacancy.demands, None);
    assert_eq!(vacancy.requirements.skills, None);
}

#[test]
fn all_errors_are_answered_at_once() {
    let found = errors(&json!({
        "occupation": "lagermedarbejdr", "tittle": "x", "positions": 0, "publish_from": "20-11-2026",
        "apply_by": "2026-02-30",
        "offers": [{"form": "ordinary"}, {"form": "igu", "start": "2026-12-02", "end": "2026-12-01"},
                   {"form": "part_time", "hours_per_week": {"min": 30, "max": 20}}],
        "schedule": [{"days": [], "from": "25:00", "to": "15:00"}],
        "workplace": {"postcode": "5221", "lat": 48.0},
        "requirements": {"languages": [{"language": "da"}], "licences": [7]},
        "demands": [{"code": "noise", "kg": 3}], "contact": {"url": "javascript:alert(1)"}
    }));
    let places = places(&found);
    for expected in [
        ("/tittle", FieldErrorCode::UnknownField),
        ("/title", FieldErrorCode::Required),
        ("/occupation", FieldErrorCode::UnknownLabel),
        ("/positions", FieldErrorCode::OutOfRange),
        ("/publish_from", FieldErrorCode::BadDate),
        ("/apply_by", FieldErrorCode::BadDate),
        ("/offers/0/form", FieldErrorCode::UnknownCode),
        ("/offers/1/end", FieldErrorCode::EndBeforeStart),
        ("/offers/2/hours_per_week/min", FieldErrorCode::MinAboveMax),
        ("/schedule/0/days", FieldErrorCode::Empty),
        ("/schedule/0/from", FieldErrorCode::BadTime),
        ("/workplace/postcode", FieldErrorCode::UnknownPostcode),
        ("/workplace/lon", FieldErrorCode::Required),
        ("/workplace/lat", FieldErrorCode::OutOfRange),
        ("/requirements/languages/0/level", FieldErrorCode::Required),
        ("/requirements/licences/0", FieldErrorCode::WrongType),
        ("/demands/0/kg", FieldErrorCode::Contradiction),
        ("/contact/url", FieldErrorCode::BadUrl),
    ] {
        assert!(places.contains(&expected), "{expected:?} in {places:?}");
    }
    let suggestion = |pointer: &str| {
        &found
            .iter()
            .find(|error| error.pointer == pointer)
            .expect("an error")
            .did_you_mean
    };
    assert_eq!(suggestion("/tittle")[0], "title");
    assert_eq!(suggestion("/occupation")[0], "lagermedarbejder");
    assert_eq!(suggestion("/offers/0/form")[0], "ordinary_job");
}

#[test]
fn an_import_keeps_words_it_does_not_know() {
    let body = json!({"title": "Kollega til holdet", "occupation": "altmuligperson"});
    let read = read_vacancy_with(&body, &FakeVocabulary, OccupationLabels::Lenient).expect("a vacancy");
    assert_eq!(read.vacancy.occupation, None);
    assert_eq!(read.vacancy.occupation_label.as_deref(), Some("altmuligperson"));
    assert_eq!(read.warnings[0].code, FieldErrorCode::NotRecognised);
    assert_eq!(
        places(&errors(&body)),
        [("/occupation", FieldErrorCode::UnknownLabel)]
    );
}

#[test]
fn a_hybrid_sums_its_parts() {
    let offer = |offer: Value| json!({"title": "x", "description": "y", "offers": [offer]});
    let good = read(&offer(
        json!({"form": "hybrid", "paid_hours": 3, "internship_hours": 3.5}),
    ));
    assert_eq!(good.vacancy.offers[0].hours.expect("hours").min.minutes(), 390);
    let half = errors(&offer(json!({"form": "hybrid", "paid_hours": 3})));
    assert_eq!(
        places(&half),
        [("/offers/0/internship_hours", FieldErrorCode::Required)]
    );
    let off = errors(&offer(
        json!({"form": "hybrid", "paid_hours": 3, "internship_hours": 3, "hours_per_week": 20}),
    ));
    assert_eq!(
        places(&off),
        [("/offers/0/hours_per_week", FieldErrorCode::Contradiction)]
    );
    let other = errors(&offer(json!({"form": "part_time", "paid_hours": 3})));
    assert_eq!(
        places(&other),
        [("/offers/0/paid_hours", FieldErrorCode::Contradiction)]
    );
}

#[test]
fn a_schedule_may_be_shifts_a_rota_or_both() {
    let schedule = |schedule: Value| {
        read(&json!({"title": "x", "description": "y", "schedule": schedule}))
            .vacancy
            .schedule
    };
    let rota = json!({"days_on": 14, "days_off": 14});
    let shift = json!({"days": ["mon"], "from": "23:00", "to": "07:00"});
    assert!(schedule(json!({"rota": rota})).expect("a rota").shifts.is_empty());
    let both = schedule(json!([shift, {"rota": rota}]));
    assert_eq!(both, schedule(json!({"shifts": [shift], "rota": rota})));
    assert_eq!(both.expect("both").shifts[0].length(), 480);
    assert_eq!(schedule(json!([])), None);
}

#[test]
fn adverts_lose_mailboxes_and_refuse_registration_numbers() {
    let advert = read(&json!({"title": "x", "description": "Ring til Bo på 20 30 40 50 eller bo@firma.dk."}));
    assert_eq!(
        advert.vacancy.description.as_deref(),
        Some("Ring til Bo på [fjernet] eller [fjernet].")
    );
    assert_eq!(advert.warnings.len(), 2, "the cut and the unknown occupation");
    for field in ["title", "description", "occupation_label"] {
        let mut body = json!({"title": "x", "description": "y"});
        body[field] = json!("spørg efter 010190-1234");
        let found = errors(&body);
        assert_eq!(found[0].code, FieldErrorCode::PersonalData);
        assert!(!format!("{found:?}").contains("010190"));
    }
}

#[test]
fn text_is_bounded_and_free_of_control_characters() {
    let title = |title: String| json!({"title": title, "description": "y"});
    assert_eq!(errors(&title("a".repeat(201)))[0].code, FieldErrorCode::TooLong);
    assert_eq!(read(&title("æ".repeat(200))).vacancy.title.chars().count(), 200);
    assert_eq!(
        errors(&title("a\0b".to_owned()))[0].code,
        FieldErrorCode::ControlCharacter
    );
    assert_eq!(
        errors(&title("a\u{85}b".to_owned()))[0].code,
        FieldErrorCode::ControlCharacter
    );
    assert_eq!(errors(&title("  ".to_owned()))[0].code, FieldErrorCode::Empty);
    let echoed = errors(&title("a".repeat(5000))).remove(0).value;
    assert_eq!(echoed, Some(json!("a".repeat(100))));
}

#[test]
fn the_source_is_given_whole_or_not_at_all() {
    let found = errors(&json!({"title": "x", "description": "y", "source": "a"}));
    assert_eq!(places(&found), [("/external_id", FieldErrorCode::Required)]);
}

#[test]
fn anything_but_an_object_is_refused() {
    for value in [json!(null), json!([]), json!("x"), json!(7)] {
        assert_eq!(errors(&value)[0].code, FieldErrorCode::WrongType);
    }
}

/// Any JSON, with the names of real fields among its keys.
pub(super) fn any_json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        (-3_i64..100).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[0-9-]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "mon",
            "07:00",
            "2026-11-24",
            "B1",
            "ordinary_job",
            "hybrid",
            "5220",
            "4321"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        let key = prop_oneof![
            8 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
            1 => "\\PC{0,8}".prop_map(|text| text),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Whether a pointer leads to something in the body, or names one field that its object lacks.
pub(super) fn leads_somewhere(body: &Value, pointer: &str) -> bool {
    body.pointer(pointer).is_some()
        || pointer
            .rsplit_once('/')
            .is_some_and(|(parent, _)| matches!(body.pointer(parent), Some(Value::Object(_))))
}

const NAMES: &[&str] = &[
    "title",
    "description",
    "offers",
    "form",
    "hours_per_week",
    "min",
    "max",
    "schedule",
    "days",
    "from",
    "to",
    "rota",
    "days_on",
    "workplace",
    "postcode",
    "lat",
    "lon",
    "requirements",
    "skills",
    "skill",
    "languages",
    "language",
    "level",
    "demands",
    "code",
    "kg",
    "occupation",
    "employer",
    "name",
    "cvr",
    "contact",
    "url",
    "source",
    "external_id",
    "start",
    "end",
    "paid_hours",
    "internship_hours",
    "hours_plan",
    "target",
    "ramp_weeks",
];

proptest! {
    #[test]
    fn any_body_is_read_or_refused_with_places(body in any_json(NAMES)) {
        if let Err(errors) = read_vacancy(&body, &FakeVocabulary) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(leads_somewhere(&body, &error.pointer), "{} in {body}", error.pointer);
            }
        }
    }
}
