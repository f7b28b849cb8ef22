//! Jobseeker profiles as clients send them: unknown against none, and nothing that identifies.

use super::fake_vocabulary::FakeVocabulary;
use super::field_error::{FieldError, FieldErrorCode};
use super::jobseeker_in::{ReadJobseeker, read_jobseeker};
use super::vacancy_in_tests::{any_json, leads_somewhere};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{LanguageLevel, WorkRequirementKind};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: &Value) -> ReadJobseeker {
    read_jobseeker(value, &FakeVocabulary).expect("a good profile")
}

fn errors(value: &Value) -> Vec<FieldError> {
    read_jobseeker(value, &FakeVocabulary).expect_err("a bad profile")
}

/// The whole shape, as the documentation shows it.
fn full_example() -> Value {
    json!({
        "reference": "case-81723",
        "home": {"postcode": "5240"},
        "mobility": {"modes": ["bicycle", "transit"], "max_travel_minutes": 60, "licences": [], "relocate": false},
        "hours_per_week": {"min": 30, "max": 37}, "max_days_per_week": null,
        "availability": [{"days": ["mon"], "from": "06:00", "to": "23:00"}],
        "blocked": [{"days": ["tue"], "from": "17:00", "to": "20:00"}], "plan_ref": null,
        "available_from": "2026-11-24",
        "resources": {"skills": [{"skill": "truckkørsel", "level": "experienced"}],
                      "experience": [{"occupation": "4321", "industry": "52", "years": 4, "ended": "2026-09"}],
                      "education": {"level": "primary", "field": null, "new_graduate": false},
                      "languages": [{"language": "da", "level": "B1"}],
                      "certificates": ["truck_b"], "authorisations": [{"code": "nurse", "state": "pending"}]},
        "wishes": {"occupations": ["lager", "81"], "interests": ["people"], "goal_occupation": null, "goal_track": "job"},
        "branch_switch": "open",
        "work_requirements": [{"code": "no_heavy_lifting", "kg": 12},
                              {"code": "start_not_before", "hour": "10:00", "until": "2027-02-01"}, "no_night"],
        "support_needs": [], "target_group": "unemployment_insurance", "readiness": "job_ready", "track": null,
        "weeks_unemployed": 7, "eligible_forms": ["ordinary_job", "part_time"], "scheme_eligibility": {"igu": false},
        "intake_cohort": null, "job_first_deferral": null,
        "vetoes": [{"kind": "employer", "value": "12345678"}, {"kind": "occupation", "value": "tjener"}]
    })
}

#[test]
fn the_documented_shape_is_read_whole() {
    let ReadJobseeker {
        jobseeker,
        reference,
        source_key,
        warnings,
    } = read(&full_example());
    assert_eq!(reference.as_deref(), Some("case-81723"));
    assert_eq!((source_key, warnings), (None, Vec::new()));
    assert_eq!(jobseeker.mobility.licences, Some(Vec::new()));
    let experience = &jobseeker.resources.experience.as_ref().expect("experience")[0];
    assert_eq!(experience.ended, Some(jiff::civil::date(2026, 9, 1)));
    assert_eq!(
        experience.years.map(crate::domain::units::TenthYears::years),
        Some(4.0)
    );
    assert_eq!(jobseeker.wishes.occupations.len(), 2);
    assert_eq!(jobseeker.work_requirements[1].hour, Some(600));
    assert_eq!(jobseeker.work_requirements[2].kind, WorkRequirementKind::NoNight);
    assert_eq!(jobseeker.scheme_eligibility.igu, Some(false));
    assert_eq!(jobseeker.vetoes[1].value, "5131");
}

#[test]
fn nothing_is_required_and_null_is_absent() {
    assert_eq!(read(&json!({})).jobseeker, Jobseeker::default());
    let nulls =
        json!({"mobility": {"licences": null}, "resources": null, "vetoes": null, "hours_per_week": null});
    assert_eq!(read(&nulls).jobseeker, Jobseeker::default());
}

#[test]
fn unknown_and_none_are_told_apart() {
    let none = read(
        &json!({"mobility": {"modes": [], "licences": []}, "eligible_forms": [],
        "resources": {"skills": [], "experience": [], "languages": [], "certificates": [], "authorisations": []}}),
    );
    let (mobility, resources) = (none.jobseeker.mobility, none.jobseeker.resources);
    assert_eq!((mobility.modes, mobility.licences), (Some(vec![]), Some(vec![])));
    assert_eq!(resources.skills, Some(vec![]));
    assert_eq!(resources.languages, Some(vec![]));
    assert_eq!(none.jobseeker.eligible_forms, Some(vec![]));
    assert_eq!(
        errors(&json!({"availability": []}))[0].code,
        FieldErrorCode::Empty
    );
}

#[test]
fn danish_examinations_are_levels() {
    let body = json!({"resources": {"languages": [{"language": "dansk", "level": "PD2"}]}});
    let languages = read(&body).jobseeker.resources.languages.expect("languages");
    assert_eq!(
        (languages[0].language.as_str(), languages[0].level),
        ("da", LanguageLevel::B1)
    );
}

#[test]
fn fields_that_describe_a_person_are_refused_as_such() {
    for name in [
        "name",
        "cpr",
        "email",
        "telefon",
        "birth_date",
        "age",
        "køn",
        "nationality",
        "diagnosis",
        "adresse",
    ] {
        let found = errors(&json!({name: "hemmeligt"}));
        assert_eq!(found[0].code, FieldErrorCode::PersonalData, "{name}");
        assert!(!format!("{found:?}").contains("hemmeligt"));
    }
    let nested = errors(&json!({"home": {"postcode": "5240", "address": "x"}}));
    assert_eq!(
        (nested[0].pointer.as_str(), nested[0].code),
        ("/home/address", FieldErrorCode::PersonalData)
    );
}

#[test]
fn text_that_identifies_is_refused_and_never_repeated() {
    for secret in [
        "010190-1234",
        "0101901234",
        "anna@firma.dk",
        "20 30 40 50",
        "Vestergade 12",
    ] {
        for body in [
            json!({"reference": secret}),
            json!({"plan_ref": format!("plan {secret}")}),
            json!({"wishes": {"occupations": [secret]}}),
            json!({"resources": {"skills": [{"skill": secret}]}}),
            json!({"vetoes": [{"kind": "employer", "value": secret}]}),
            json!({"home": {"postcode": secret}}),
            json!({"available_from": secret}),
            json!({"target_group": secret}),
            json!({"comment": secret}),
            json!({secret: true}),
            json!({"source": "x", "external_id": secret}),
        ] {
            let found = errors(&body);
            assert_eq!(found[0].code, FieldErrorCode::PersonalData, "{body}");
            let answered = serde_json::to_string(&found).expect("JSON");
            assert!(!answered.contains(secret), "{answered}");
        }
    }
}

#[test]
fn wrong_values_are_named_but_not_echoed() {
    let found = errors(
        &json!({"branch_switch": "opn", "weeks_unemployed": -1, "wishes": {"occupations": ["lagr"]},
        "work_requirements": ["start_not_before", {"code": "no_night", "kg": 3}], "hobby": "skak"}),
    );
    assert!(found.iter().all(|error| error.value.is_none()));
    let answered = serde_json::to_string(&found).expect("JSON");
    for secret in ["opn", "lagr\"", "skak"] {
        assert!(!answered.contains(secret), "{secret} in {answered}");
    }
    assert_eq!(found.len(), 6, "{answered}");
}

#[test]
fn a_deferral_has_a_day_of_review_and_no_room_for_a_reason() {
    let refused = |deferral: Value| {
        let found = errors(&json!({"job_first_deferral": deferral}));
        let places = found.into_iter().map(|error| (error.pointer, error.code));
        places.collect::<Vec<_>>()
    };
    let place = |name: &str, code| vec![(format!("/job_first_deferral/{name}"), code)];
    assert_eq!(
        refused(json!({"active": true})),
        place("review_on", FieldErrorCode::Required)
    );
    for role in ["anne i team 2", "because of an illness"] {
        let deferral = json!({"active": true, "review_on": "2026-12-01", "decided_by_role": role});
        assert_eq!(
            refused(deferral),
            place("decided_by_role", FieldErrorCode::UnknownCode)
        );
    }
    let ended = json!({"job_first_deferral": {"active": false}});
    assert!(read_jobseeker(&ended, &FakeVocabulary).is_ok());
}

const NAMES: &[&str] = &[
    "reference",
    "home",
    "postcode",
    "mobility",
    "modes",
    "licences",
    "hours_per_week",
    "min",
    "max",
    "availability",
    "days",
    "from",
    "to",
    "resources",
    "skills",
    "skill",
    "level",
    "experience",
    "occupation",
    "years",
    "ended",
    "education",
    "languages",
    "language",
    "wishes",
    "occupations",
    "work_requirements",
    "code",
    "kg",
    "hour",
    "until",
    "vetoes",
    "kind",
    "value",
    "job_first_deferral",
    "active",
    "eligible_forms",
    "cpr",
];

proptest! {
    #[test]
    fn any_body_is_read_or_refused_with_places(body in any_json(NAMES)) {
        if let Err(errors) = read_jobseeker(&body, &FakeVocabulary) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(error.value.is_none());
                prop_assert!(leads_somewhere(&body, &error.pointer), "{} in {body}", error.pointer);
            }
        }
    }
}
