//! Postcodes brought up to date with invented answers.

use super::{PLACES, code};
use crate::travel::Places;
use crate::travel::{PlacesFiles, PlacesUpdate, UpdateRefused, UpdateRules, embedded, update_postcodes};
use serde_json::{Value, json};

fn one(nr: &str, name: &str, lon: f64, lat: f64, municipality: &str) -> Value {
    json!({"nr": nr, "navn": name, "visueltcenter": [lon, lat], "bbox": [1, 2, 3, 4],
           "stormodtageradresser": null, "kommuner": [{"kode": municipality, "navn": "X", "href": "y"}]})
}

fn rules(drop_vanished: bool) -> UpdateRules {
    UpdateRules {
        moved_km: 5.0,
        drop_vanished,
    }
}

fn updated(answer: &Value, drop_vanished: bool) -> Result<PlacesUpdate, UpdateRefused> {
    let table = embedded::PLACES.postcodes;
    update_postcodes(&PLACES, table, &answer.to_string(), rules(drop_vanished))
}

/// The table as the service would tell it.
fn whole() -> Vec<Value> {
    let tell = |place: &crate::travel::Place| {
        let (nr, municipality) = (place.postcode.to_string(), place.municipality_code.to_string());
        one(&nr, &place.name, place.lon, place.lat, &municipality)
    };
    PLACES.iter().map(tell).collect()
}

#[test]
fn what_is_known_leaves_the_table_as_it_is() {
    let update = updated(&Value::from(whole()), false).unwrap();
    assert_eq!(update.changes, Vec::<String>::new());
    assert!(update.vanished.is_empty());
    assert_eq!(update.text.trim_end(), embedded::PLACES.postcodes.trim_end());
}

#[test]
fn new_moved_renamed_and_vanished_postcodes_are_told() {
    let mut answer = whole();
    let nr = |item: &Value| item["nr"].as_str().unwrap().to_owned();
    answer.retain(|item| nr(item) != "5100");
    let place =
        |answer: &mut Vec<Value>, code: &str| answer.iter().position(|item| nr(item) == code).unwrap();
    let at = place(&mut answer, "5700");
    answer[at]["visueltcenter"] = json!([10.70, 55.10]);
    let at = place(&mut answer, "5900");
    answer[at]["navn"] = json!("Rudkøbing By");
    let at = place(&mut answer, "5800");
    answer[at]["visueltcenter"] = json!([10.80, 55.30]);
    answer.push(one("5605", "Nyt Faaborg", 10.24, 55.095, "0430"));
    let update = updated(&Value::from(answer.clone()), false).unwrap();
    assert_eq!(update.changes.len(), 3, "{:?}", update.changes);
    assert!(
        update
            .changes
            .iter()
            .any(|change| change.starts_with("5605 Nyt Faaborg is new: Faaborg-Midtfyn, fyn"))
    );
    assert!(
        update
            .changes
            .iter()
            .any(|change| change.contains("5700 Svendborg: moved"))
    );
    assert_eq!(update.vanished, [code("5100")]);
    let files = PlacesFiles {
        postcodes: &update.text,
        ..embedded::PLACES
    };
    let places = Places::parse(&files).unwrap();
    let new = places.by_postcode(code("5605")).unwrap();
    assert_eq!(new.zone, places.zone_of(code("5600")).unwrap());
    assert!(places.by_postcode(code("5100")).is_some());
    assert_eq!(places.resolve("Nyt Faaborg"), Some(code("5605")));
    let dropped = updated(&Value::from(answer), true).unwrap();
    assert!(dropped.changes.contains(&"5100 is dropped".to_owned()));
    assert!(!dropped.text.contains("\n5100\t"));
}

#[test]
fn an_answer_with_a_fault_is_refused_whole() {
    let refused = |answer: &str, drop| {
        let table = embedded::PLACES.postcodes;
        update_postcodes(&PLACES, table, answer, rules(drop))
            .unwrap_err()
            .to_string()
    };
    assert!(refused("<html>", false).contains("not JSON"));
    assert!(refused("{}", false).contains("a JSON array"));
    assert!(refused("[]", false).contains("no postcode"));
    let several = json!([
        one("500", "A", 10.0, 55.0, "0461"),
        one("5001", "", 10.0, 55.0, "0461"),
        one("5002", "B", 55.0, 10.0, "0461"),
        {"nr": "5003", "navn": "C", "visueltcenter": [10.0, 55.0], "kommuner": []},
        one("5004", "D", 10.0, 55.0, "0461"),
        one("5004", "D", 10.0, 55.0, "0461"),
        7,
    ]);
    let problems = refused(&several.to_string(), false);
    for problem in [
        "item 0: nr is \"500\"",
        "item 1: navn is \"\"",
        "item 2: visueltcenter is [55.0,10.0]",
        "item 3: kommuner is []",
        "item 5: nr 5004 is there twice",
        "item 6: ",
    ] {
        assert!(problems.contains(problem), "{problem}: {problems}");
    }
    let unknown = json!([one("5001", "A", 10.4, 55.4, "0999")]);
    assert!(refused(&unknown.to_string(), false).contains("0999"));
    let part = json!([one("5000", "Odense C", 10.4, 55.4, "0461")]);
    assert!(refused(&part.to_string(), true).contains("more than a tenth"));
    let mut orphaned = whole();
    orphaned.retain(|item| item["nr"] != "5000");
    assert!(refused(&Value::from(orphaned).to_string(), true).contains("its zone 5000"));
}
