//! Questions stay within what servers allow; answers are read in both forms and checked.

use super::*;
use crate::domain::travel_mode::TimeBand;
use crate::travel::{Imported, Matrices, Places, embedded};

fn places() -> Places {
    Places::parse(&embedded::PLACES).unwrap()
}

const ALL: [(Costing, f64); 3] = [
    (Costing::Car, 400.0),
    (Costing::Bicycle, 200.0),
    (Costing::Walk, 200.0),
];

#[test]
fn questions_stay_below_the_bounds_of_a_server_and_ask_every_pair_once() {
    let places = places();
    let zones = places.zone_count();
    for (costing, most_km) in ALL {
        let mut times_asked = vec![0; zones * zones];
        for question in questions(&places, costing, &[]) {
            assert!(question.sources.len() * question.targets.len() <= 2500);
            for &from in &question.sources {
                for &to in &question.targets {
                    let km = places.zones()[from].point.km_to(places.zones()[to].point);
                    assert!(km < most_km, "{costing}: {km} km");
                    times_asked[from * zones + to] += 1;
                }
            }
        }
        assert!(times_asked.iter().all(|&times| times <= 1));
        let asked = times_asked.iter().sum::<i32>();
        assert!(asked as usize > zones * 10, "{costing}: {asked}");
    }
}

#[test]
fn places_without_roads_are_left_out() {
    let places = places();
    let mut left_out = vec![false; places.zone_count()];
    left_out[3] = true;
    let all = questions(&places, Costing::Walk, &left_out);
    assert!(
        all.iter()
            .all(|question| !question.sources.contains(&3) && !question.targets.contains(&3))
    );
}

#[test]
fn both_forms_of_an_answer_are_read() {
    let question = Question {
        sources: vec![0],
        targets: vec![0, 1, 2],
    };
    let short = br#"{"algorithm":"costmatrix","units":"kilometers","sources_to_targets":
        {"distances":[[0.0,12.3,null]],"durations":[[0,720,null]]}}"#;
    let long = br#"{"algorithm":"costmatrix","units":"kilometers","sources":[],"targets":[],"sources_to_targets":
        [[{"distance":0.0,"time":0,"to_index":0,"from_index":0},{"distance":12.3,"time":720,"to_index":1,"from_index":0},
        {"distance":null,"time":null,"to_index":2,"from_index":0}]]}"#;
    let expected = Answer(vec![Some(0.0), Some(720.0), None]);
    assert_eq!(Answer::read(&question, short).unwrap(), expected);
    assert_eq!(Answer::read(&question, long).unwrap(), expected);

    let places = places();
    let mut collected = Collected::new(Costing::Bicycle, &places);
    collected.add(&question, &expected);
    let table = collected.into_table();
    assert_eq!(table.bands, TimeBand::ALL);
    // Twelve minutes and one to set out and one to arrive; within the zone nothing is replaced.
    assert_eq!(table.cells[..3], [Imported::NOT_ASKED, 14, Matrices::UNREACHABLE]);
    assert!(table.cells[3..].iter().all(|&cell| cell == Imported::NOT_ASKED));
}

#[test]
fn a_wrong_answer_is_refused() {
    let question = Question {
        sources: vec![0, 1],
        targets: vec![0],
    };
    let refused = |body: &str| Answer::read(&question, body.as_bytes()).unwrap_err().to_string();
    assert!(refused("<html>").contains("no matrix"));
    assert!(refused("{}").contains("no matrix"));
    assert!(refused(r#"{"sources_to_targets":{"durations":[[0]"#).contains("no matrix"));
    let one_row = r#"{"sources_to_targets":{"durations":[[0]]}}"#;
    assert_eq!(refused(one_row), "the answer has 1 rows, asked were 2");
    let long_row = r#"{"sources_to_targets":{"durations":[[0],[0,1]]}}"#;
    assert_eq!(refused(long_row), "the answer has 2 times in a row, asked were 1");
    let past = r#"{"sources_to_targets":{"durations":[[0],[-5]]}}"#;
    assert!(refused(past).contains("-5 seconds"));
    assert!(Answer::is_without_road(
        br#"{"error_code":171,"error":"No suitable edges near location","status_code":400,"status":"Bad Request"}"#
    ));
    assert!(Answer::is_without_road(
        br#"{"error_code":170,"status":"Bad Request"}"#
    ));
    assert!(!Answer::is_without_road(br#"{"error_code":154}"#));
    assert!(!Answer::is_without_road(b"Bad Gateway"));
}

#[test]
fn a_question_is_halved_down_to_one_pair() {
    let mut left = vec![Question {
        sources: vec![1, 2, 3],
        targets: vec![4, 5],
    }];
    let mut pairs = Vec::new();
    while let Some(question) = left.pop() {
        match question.halves() {
            Some(halves) => left.extend(halves),
            None => pairs.push((question.sources[0], question.targets[0])),
        }
    }
    pairs.sort_unstable();
    assert_eq!(pairs, [(1, 4), (1, 5), (2, 4), (2, 5), (3, 4), (3, 5)]);
}
