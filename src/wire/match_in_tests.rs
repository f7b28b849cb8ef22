//! Match, score and search requests, right and wrong.

use super::bounds;
use super::fake_vocabulary::FakeVocabulary;
use super::field_error::{FieldError, FieldErrorCode};
use super::match_in::{
    Include, MATCH_FIELDS, MatchRequest, Strategy, Subject, WEIGHT_FIELDS, read_match_request,
};
use super::request_schema::{MatchFiltersIn, MatchIn, ScoreIn, SearchFiltersIn, SearchIn, WeightsIn};
use super::schema_tests::{names, properties, schema_of, whole_schema};
use super::score_in::{SCORE_FIELDS, Scored, read_score_request};
use super::search_in::{Facet, SEARCH_FIELDS, read_search_request};
use super::vacancy_in_tests::{any_json, leads_somewhere};
use crate::domain::ids::{JobseekerId, VacancyId};
use crate::travel::LabourMarketArea;
use crate::wire::filters_in::{SEARCH_FILTER_FIELDS, StatusAsked};
use crate::wire::list_shape_in::{EXAMPLE_FIELDS, MIX_FIELDS};
use crate::wire::list_shape_schema::{DaysIn, ExamplesIn, MixIn, WeeksIn};
use crate::wire::match_filters_in::{DAYS_FIELDS, MATCH_FILTER_FIELDS, WEEKS_FIELDS};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: &Value) -> MatchRequest {
    read_match_request(value, &FakeVocabulary).expect("a good request")
}

fn errors(value: &Value) -> Vec<FieldError> {
    read_match_request(value, &FakeVocabulary).expect_err("a bad request")
}

#[test]
fn a_list_is_asked_for_by_id_or_by_profile() {
    let id = JobseekerId::generate();
    let kept = read(&json!({"jobseeker_id": id.to_string()}));
    assert_eq!(kept.subject, Subject::Kept(id));
    assert_eq!(kept.limit, bounds::USUAL_ITEMS);
    let inline = read(&json!({"profile": {"weeks_unemployed": 7}}));
    assert!(matches!(inline.subject, Subject::Inline(person) if person.weeks_unemployed == Some(7)));
    for body in [
        json!({}),
        json!({"jobseeker_id": "js_1"}),
        json!({"jobseeker_id": id.to_string(), "profile": {}}),
    ] {
        assert_eq!(errors(&body).len(), 1, "{body}");
    }
}

#[test]
fn everything_that_can_be_asked_is_read() {
    let request = read(&json!({
        "profile": {}, "limit": 200, "cursor": "abc", "weights": {"resources": 1, "mobility": 0, "branch": 0.5},
        "strategy": "broaden", "min_score": 400_000, "ruleset": "2026.1", "as_of": "2026-11-24T09:00:00+01:00",
        "include": ["total", "not_now", "total"],
        "filters": {"forms": ["igu"], "occupations": ["8", "lager"], "postcodes": ["5220"], "municipalities": ["Odense"],
                    "areas": ["fyn"], "industries": ["52"], "max_travel_minutes": 45}
    }));
    assert_eq!(request.scoring.strategy, Some(Strategy::Broaden));
    assert_eq!(request.include, [Include::Total, Include::NotNow]);
    assert_eq!(request.filters.work.unit_groups().len(), 3);
    assert_eq!(request.filters.work.areas, [LabourMarketArea::Fyn]);
    assert_eq!(request.filters.work.municipalities, ["461"]);
    assert_eq!(request.min_score, Some(400_000));
}

#[test]
fn what_cannot_be_asked_is_named() {
    let found = errors(&json!({
        "profile": {"cpr": "x", "wishes": {"occupations": ["xyzzy"]}}, "limit": 201,
        "weights": {"resources": 0, "mobility": 0, "branch": 0}, "as_of": "2026-11-24", "include": ["all"],
        "filters": {"form": ["igu"], "areas": ["jylland"]}, "min_score": 1_000_001
    }));
    let places: Vec<(&str, FieldErrorCode)> = found
        .iter()
        .map(|error| (error.pointer.as_str(), error.code))
        .collect();
    assert_eq!(
        places,
        [
            ("/profile/cpr", FieldErrorCode::PersonalData),
            ("/profile/wishes/occupations/0", FieldErrorCode::UnknownLabel),
            ("/limit", FieldErrorCode::OutOfRange),
            ("/weights", FieldErrorCode::OutOfRange),
            ("/as_of", FieldErrorCode::BadTime),
            ("/filters/form", FieldErrorCode::UnknownField),
            ("/filters/areas/0", FieldErrorCode::UnknownCode),
            ("/min_score", FieldErrorCode::OutOfRange),
            ("/include/0", FieldErrorCode::UnknownCode),
        ]
    );
}

#[test]
fn pairs_are_scored_by_id_by_ids_or_inline() {
    let score = |scored: Value| {
        let mut body = json!({"profile": {}});
        body.as_object_mut()
            .expect("an object")
            .extend(scored.as_object().expect("an object").clone());
        read_score_request(&body, &FakeVocabulary)
    };
    let id = VacancyId::generate();
    let one = score(json!({"vacancy_id": id.to_string()})).expect("a request");
    assert_eq!(one.scored, Scored::Kept(vec![id]));
    let ids = vec![id.to_string(); 100];
    assert!(
        matches!(score(json!({"vacancy_ids": ids})).expect("a request").scored, Scored::Kept(ids) if ids.len() == 100)
    );
    let vacancy = json!({"title": "x", "description": "ring 20 30 40 50"});
    assert!(matches!(
        score(json!({"vacancy": vacancy})).expect("a request").scored,
        Scored::Inline(_)
    ));
    let wrong = score(json!({"vacancy": {"title": "x"}})).expect_err("an error");
    assert_eq!(wrong[0].pointer, "/vacancy/occupation");
    for body in [
        json!({}),
        json!({"vacancy_ids": []}),
        json!({"vacancy_ids": vec![id.to_string(); 101]}),
        json!({"vacancy_id": id.to_string(), "vacancy": {}}),
        json!({"vacancy_id": id.to_string(), "include": ["total"]}),
    ] {
        assert_eq!(score(body.clone()).expect_err("an error").len(), 1, "{body}");
    }
}

#[test]
fn a_search_is_read_and_an_empty_box_finds_everything() {
    let search = |body: Value| read_search_request(&body, &FakeVocabulary);
    let all = search(json!({"text": " "})).expect("a search");
    assert_eq!((all.text, all.filters.status), (None, StatusAsked::OpenNow));
    let some = search(
        json!({"text": "lager", "facets": ["form"], "filters": {"status": ["draft"], "sources": ["jobnet"],
        "hours_per_week": 20, "skills": ["truckkørsel"], "languages": ["dansk"], "origins": ["own"]}}),
    )
    .expect("a search");
    assert_eq!(some.facets, [Facet::Form]);
    assert_eq!(some.filters.skills, ["forklift"]);
    assert_eq!(
        search(json!({"filters": {"status": "any"}}))
            .expect("a search")
            .filters
            .status,
        StatusAsked::Any
    );
    let wrong = search(json!({"text": "010190-1234", "facets": ["x"], "filters": {"status": "open"}}))
        .expect_err("errors");
    assert_eq!(wrong.len(), 3);
}

#[test]
fn requests_and_their_contract_agree() {
    assert_eq!(properties::<MatchIn>(), names(MATCH_FIELDS));
    assert_eq!(properties::<ScoreIn>(), names(SCORE_FIELDS));
    assert_eq!(properties::<SearchIn>(), names(SEARCH_FIELDS));
    assert_eq!(properties::<WeightsIn>(), names(WEIGHT_FIELDS));
    assert_eq!(properties::<MatchFiltersIn>(), names(MATCH_FILTER_FIELDS));
    assert_eq!(properties::<MixIn>(), names(MIX_FIELDS));
    assert_eq!(properties::<ExamplesIn>(), names(EXAMPLE_FIELDS));
    assert_eq!(properties::<WeeksIn>(), names(WEEKS_FIELDS));
    assert_eq!(properties::<DaysIn>(), names(DAYS_FIELDS));
    let schema = schema_of::<ExamplesIn>();
    assert_eq!(schema["properties"]["liked"]["maxItems"], bounds::MOST_EXAMPLES);
    assert_eq!(properties::<SearchFiltersIn>(), names(SEARCH_FILTER_FIELDS));
    let schema = schema_of::<MatchIn>();
    assert_eq!(
        schema["properties"]["limit"]["maximum"].as_f64(),
        Some(bounds::MOST_ITEMS as f64)
    );
    assert_eq!(schema["properties"]["cursor"]["maxLength"], bounds::CURSOR_LENGTH);
    let schema = schema_of::<ScoreIn>();
    assert_eq!(
        schema["properties"]["vacancy_ids"]["maxItems"],
        bounds::MOST_SCORED
    );
    let schema = schema_of::<SearchIn>();
    assert_eq!(
        schema["properties"]["text"]["maxLength"],
        bounds::SEARCH_TEXT_LENGTH
    );
}

#[test]
fn the_examples_of_the_contract_are_accepted() {
    let schema = whole_schema::<MatchIn>();
    read(&schema["example"]);
    assert!(jsonschema::is_valid(&schema, &schema["example"]));
    let schema = whole_schema::<ScoreIn>();
    read_score_request(&schema["example"], &FakeVocabulary).expect("a good request");
    assert!(jsonschema::is_valid(&schema, &schema["example"]));
    let schema = whole_schema::<SearchIn>();
    read_search_request(&schema["example"], &FakeVocabulary).expect("a good request");
    assert!(jsonschema::is_valid(&schema, &schema["example"]));
}

const NAMES: &[&str] = &[
    "jobseeker_id",
    "profile",
    "limit",
    "cursor",
    "weights",
    "resources",
    "mobility",
    "branch",
    "filters",
    "forms",
    "occupations",
    "status",
    "include",
    "vacancy",
    "vacancy_id",
    "vacancy_ids",
    "text",
    "facets",
    "track",
    "mix",
    "own_trade",
    "examples",
    "liked",
    "disliked",
    "employers",
    "rungs",
    "apply_by",
    "duration_weeks",
    "as_of",
    "title",
];

proptest! {
    #[test]
    fn any_body_is_read_or_refused_with_places(body in any_json(NAMES)) {
        let all = [
            read_match_request(&body, &FakeVocabulary).err(),
            read_score_request(&body, &FakeVocabulary).err(),
            read_search_request(&body, &FakeVocabulary).err(),
        ];
        for errors in all.into_iter().flatten() {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(leads_somewhere(&body, &error.pointer), "{} in {body}", error.pointer);
            }
        }
    }
}
