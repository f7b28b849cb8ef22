//! The layers of the house: arrows go one way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which rooms a room may use. `app` joins everything, `lib` and `main` only name the rooms.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("taxonomy", &["domain"]),
    ("travel", &["domain"]),
    ("privacy", &["domain"]),
    ("matching", &["domain", "taxonomy", "travel"]),
    ("wire", &["domain", "privacy", "taxonomy", "travel", "matching"]),
    ("exchange", &["domain", "privacy", "taxonomy", "wire"]),
    ("ports", &["domain", "matching"]),
    ("store", &["domain", "ports"]),
    ("index", &["domain", "ports", "matching"]),
    (
        "service",
        &[
            "domain", "taxonomy", "travel", "privacy", "matching", "wire", "exchange", "ports",
        ],
    ),
    ("config", &[]),
    ("telemetry", &["config"]),
    ("api", &["service", "wire", "domain", "taxonomy", "config"]),
    ("generate", &["domain", "taxonomy", "travel"]),
    ("evaluate", &["domain", "taxonomy", "travel"]),
    (
        "demo",
        &["service", "wire", "domain", "app", "config", "exchange"],
    ),
    (
        "cli",
        &[
            "service",
            "wire",
            "domain",
            "app",
            "config",
            "telemetry",
            "demo",
            "api",
            "exchange",
            "taxonomy",
            "travel",
            "matching",
            "generate",
            "evaluate",
        ],
    ),
];
/// Rooms that may use whatever they join.
const JOINING: &[&str] = &["app", "lib", "main"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn room_of(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).expect("below the sources");
    let first = below.components().next().expect("a name").as_os_str();
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Rooms named after `crate::` anywhere but in test modules, which may borrow.
fn used_rooms(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let name = |rest: &str| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        rest[..end.unwrap_or(rest.len())].to_owned()
    };
    code.split("crate::")
        .skip(1)
        .map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn no_arrow_runs_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let owner = room_of(&file, &root);
        let is_test = file.to_string_lossy().contains("tests")
            || file
                .file_stem()
                .is_some_and(|stem| stem == "samples" || stem == "fake_vocabulary");
        if JOINING.contains(&owner.as_str()) || is_test {
            continue;
        }
        let Some(may_use) = allowed.get(owner.as_str()) else {
            wrong.push(format!(
                "{}: the room {owner} has no place in the house",
                file.display()
            ));
            continue;
        };
        let text = std::fs::read_to_string(&file).expect("a readable file");
        for used in used_rooms(&text) {
            let is_room = allowed.contains_key(used.as_str()) || JOINING.contains(&used.as_str());
            if is_room && used != owner && !may_use.contains(&used.as_str()) {
                wrong.push(format!("{}: {owner} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows run back:\n{}", wrong.join("\n"));
}
