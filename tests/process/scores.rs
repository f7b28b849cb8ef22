//! The scores of an invented labour market are the same in every build: `cargo test` and `cargo test
//! --release` compare with the same digest. Where a rule or a table was meant to change scores,
//! `UPDATE_SCORES=1 cargo test --test process scores` writes the new one.

use super::program::run;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/evaluation/scores.sha256")
}

#[test]
fn scores_are_what_they_were() {
    let output = run(&["evaluate", "scores", "--json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let figures = report["figures"].as_array().expect("figures");
    let figure = |name: &str| {
        let found = figures.iter().find(|figure| figure["name"] == name);
        found
            .and_then(|figure| figure["value"].as_str())
            .expect("a figure")
            .to_owned()
    };
    let passing: usize = figure("pairs that pass").parse().expect("a number");
    assert!(passing > 500, "{passing} pairs pass");
    let digest = figure("digest") + "\n";
    if std::env::var_os("UPDATE_SCORES").is_some() {
        std::fs::write(golden(), &digest).expect("written");
    }
    let known = std::fs::read_to_string(golden()).expect("the digest");
    assert_eq!(
        digest,
        known,
        "scores differ from those of {}",
        golden().display()
    );
}
