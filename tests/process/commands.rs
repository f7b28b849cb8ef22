//! Commands that work without a service: generate, import, match, reindex.

use super::program::{Service, run};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/import")
        .join(name);
    path.to_string_lossy().into_owned()
}

#[test]
fn a_file_is_imported_matched_and_indexed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (corpus, data) = (path("corpus"), path("data"));
    done(&run(&[
        "generate",
        "--vacancies",
        "400",
        "--jobseekers",
        "1",
        "--seed",
        "5",
        "--out",
        &corpus,
    ]));
    let vacancies = format!("{corpus}/vacancies.ndjson");

    let dry = done(&run(&[
        "import",
        &vacancies,
        "--data",
        &data,
        "--dry-run",
        "--errors-only",
    ]));
    assert_eq!(dry.lines().count(), 1, "{dry}");
    let told = done(&run(&["import", &vacancies, "--data", &data]));
    assert_eq!(told.lines().count(), 401);
    assert!(told.ends_with("\"created\":400,\"updated\":0,\"unchanged\":0,\"failed\":0}}\n"));
    let again = done(&run(&["import", &vacancies, "--data", &data, "--errors-only"]));
    assert!(again.contains("\"unchanged\":400"), "{again}");

    let profile = format!("{corpus}/jobseekers.ndjson");
    let list = |json: &[&str]| {
        let as_of = "2026-11-24T09:00:00+01:00";
        let arguments = ["match", "--profile", &profile, "--data", &data, "--as-of", as_of];
        done(&run(&[&arguments, json].concat()))
    };
    assert!(list(&[]).contains("regelsæt"));
    let before: Value = serde_json::from_str(&list(&["--json"])).expect("JSON");
    assert!(
        before["matches"]
            .as_array()
            .is_some_and(|matches| !matches.is_empty())
    );

    let told = done(&run(&["reindex", "--data", &data]));
    assert!(told.contains("400 vacancies"), "{told}");
    let after: Value = serde_json::from_str(&list(&["--json"])).expect("JSON");
    assert_eq!(before["matches"], after["matches"]);
}

#[test]
fn refusals_are_told_line_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_string_lossy().into_owned();
    let output = run(&[
        "import",
        &fixture("broken.ndjson"),
        "--data",
        &data,
        "--errors-only",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stdout);
    assert!(lines.lines().count() > 20, "{lines}");
    assert!(text(&output.stderr).contains("failed"));

    assert_eq!(
        run(&["import", "nothing.txt", "--data", &data]).status.code(),
        Some(1)
    );
    assert_eq!(run(&["import"]).status.code(), Some(2));
    let elsewhere = [
        "load",
        "--url",
        "http://10.0.0.1:80",
        "--profiles",
        &fixture("vacancies.ndjson"),
    ];
    let refused = run(&elsewhere);
    assert!(text(&refused.stderr).contains("only services on this machine"));
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::serve(folder.path());
    let data = folder.path().to_string_lossy().into_owned();
    for arguments in [
        &["import", &fixture("vacancies.ndjson"), "--data", &data][..],
        &["reindex", "--data", &data],
        &["serve", "--listen", "127.0.0.1:0", "--data", &data],
    ] {
        let refused = run(arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(
            text(&refused.stderr).contains("is in use"),
            "{}",
            text(&refused.stderr)
        );
    }
    assert_eq!(service.stop().code(), Some(0));
}
