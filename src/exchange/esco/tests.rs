//! What must hold of an official release once it is read, and of one that is not sound.

use super::*;
use crate::taxonomy::esco::merge::merge;
use crate::taxonomy::esco::release::ConceptSort;
use crate::taxonomy::{Taxonomy, TaxonomyFiles};
use std::io::Write;
use std::sync::LazyLock;
use tempfile::TempDir;

fn text_of(name: &str) -> &'static str {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "index", "taxonomy", name]
        .iter()
        .collect();
    std::fs::read_to_string(path).unwrap_or_default().leak()
}

static HOUSE: LazyLock<Taxonomy> = LazyLock::new(|| {
    let files = TaxonomyFiles::from_names(|name| Some(text_of(name))).unwrap();
    Taxonomy::parse(&files).unwrap()
});

fn sample() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fixtures", "import", "esco-sample"]
        .iter()
        .collect()
}

fn read(paths: &[PathBuf], labels: Option<&Path>) -> Result<EscoRelease, OfficialError> {
    read_release(paths, labels, &|code| HOUSE.occupations.ix(code).is_some())
}

/// A copy of the sample that a test may spoil.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(sample()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn error_of(folder: &TempDir) -> String {
    read(&[folder.path().to_owned()], None).unwrap_err().to_string()
}

/// The message when `from` is written as `to` in a file of the sample.
fn spoilt(file: &str, from: &str, to: &str) -> String {
    let folder = copy();
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    error_of(&folder)
}

#[test]
fn a_release_is_read_with_both_languages() {
    let labels = sample().join("danish_labels.tsv");
    let release = read(&[sample()], Some(&labels)).unwrap();
    assert_eq!(
        (release.occupations.len(), release.skills.len(), release.relations),
        (5, 15, 12)
    );
    assert_eq!(release.languages, Language::ALL);
    let first = &release.occupations[0];
    assert_eq!(
        (first.code.as_str(), first.unit_group.to_string().as_str()),
        ("4321.91", "4321")
    );
    assert_eq!(first.names.danish.as_deref(), Some("pallebibliotekar"));
    let others: Vec<&str> = first
        .names
        .others
        .iter()
        .map(|other| other.text.as_str())
        .collect();
    assert_eq!(
        others,
        [
            "keeper of pallets",
            "crate archivist",
            "palet librarian",
            "kassearkivar"
        ]
    );
    let second = &release.occupations[1].names;
    assert_eq!(
        second.danish.as_deref(),
        Some("hyldenavigatør"),
        "the first label is the preferred one"
    );
    assert!(second.others.iter().any(|other| other.text == "gangpilot"));
    assert_eq!(release.labels_without_concept, 1);
    let catalogue = release
        .skills
        .iter()
        .find(|skill| skill.names.danish.as_deref() == Some("katalogisere paller"));
    assert_eq!(catalogue.unwrap().broader.len(), 2);
    let groups = release
        .skills
        .iter()
        .filter(|skill| skill.sort == ConceptSort::Group)
        .count();
    assert_eq!(groups, 6);
}

#[test]
fn relations_that_lead_nowhere_are_counted_by_file() {
    let release = read(&[sample()], None).unwrap();
    let skipped: Vec<(&str, usize)> = release
        .skipped
        .iter()
        .map(|skipped| (skipped.file.as_str(), skipped.relations))
        .collect();
    assert_eq!(
        skipped,
        [
            ("occupationSkillRelations.csv", 2),
            ("broaderRelationsSkillPillar.csv", 1)
        ]
    );
}

fn pack(names: &[&str], to: &Path) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for name in names {
        archive
            .start_file(
                format!("some folder/{name}"),
                zip::write::SimpleFileOptions::default(),
            )
            .unwrap();
        archive
            .write_all(&std::fs::read(sample().join(name)).unwrap())
            .unwrap();
    }
    archive.finish().unwrap();
}

const LABELS: [&str; 6] = [
    "occupations_en.csv",
    "occupations_da.csv",
    "skills_en.csv",
    "skills_da.csv",
    "skillGroups_en.csv",
    "ISCOGroups_en.csv",
];
const RELATIONS: [&str; 3] = [
    "occupationSkillRelations.csv",
    "broaderRelationsSkillPillar.csv",
    "broaderRelationsOccPillar.csv",
];

#[test]
fn archives_read_as_the_folder_does_and_name_the_edition() {
    let folder = tempfile::tempdir().unwrap();
    let labels = folder
        .path()
        .join("ESCO dataset - v7.8.9 - classification - en - csv.zip");
    let relations = folder
        .path()
        .join("ESCO dataset - v7.8.9 - classification -  - csv.zip");
    pack(&LABELS, &labels);
    pack(&RELATIONS, &relations);
    let plain = read(&[sample()], None).unwrap();
    for paths in [vec![folder.path().to_owned()], vec![labels.clone(), relations]] {
        let packed = read(&paths, None).unwrap();
        assert_eq!(packed.version.as_deref(), Some("v7.8.9"));
        assert_eq!(
            EscoRelease {
                version: None,
                ..packed
            },
            plain
        );
    }
    let error = read(&[labels], None).unwrap_err().to_string();
    assert!(
        error.contains("occupationSkillRelations.csv: is missing; the release comes as two archives"),
        "{error}"
    );
    std::fs::write(folder.path().join("broken.zip"), "PK no archive").unwrap();
    assert!(error_of(&folder).contains("broken.zip is not a sound ZIP file"));
}

#[test]
fn editions_are_not_mixed_and_nothing_is_given_twice() {
    let folder = copy();
    let other = folder.path().join("ESCO dataset - v1.1.0.zip");
    pack(&RELATIONS[..1], &other);
    assert!(error_of(&folder).contains("occupationSkillRelations.csv: is there twice"));
    std::fs::remove_file(folder.path().join(RELATIONS[0])).unwrap();
    pack(&RELATIONS[1..], &folder.path().join("ESCO dataset - v1.1.1.zip"));
    assert!(error_of(&folder).contains("files of v1.1.0 and v1.1.1 are mixed"));
}

#[test]
fn missing_files_and_other_languages_are_named() {
    let empty = tempfile::tempdir().unwrap();
    assert!(
        error_of(&empty)
            .contains("holds no file of an ESCO release; expected for instance occupations_en.csv")
    );
    let folder = copy();
    for (from, to) in [
        ("occupations_en.csv", "occupations_de.csv"),
        ("occupations_da.csv", "occupations_fr.csv"),
    ] {
        std::fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    }
    let error = error_of(&folder);
    assert!(
        error.contains("occupations_en.csv: is missing; labels in `en` or `da` are needed"),
        "{error}"
    );
    assert!(error.contains("only those in `de`, `fr`"), "{error}");
    let nowhere = read(&[folder.path().join("nowhere")], None).unwrap_err();
    assert!(matches!(nowhere, OfficialError::Unreadable { .. }));
}

#[test]
fn every_fault_is_named_with_file_line_column_and_value() {
    let uri = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000002";
    let twice = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001";
    for (file, from, to, expected) in [
        (
            "occupations_en.csv",
            ",code\n",
            ",kode\n",
            "occupations_en.csv:1, column code: missing; the file has",
        ),
        (
            "skills_en.csv",
            "reuseLevel",
            "reuse",
            "skills_en.csv:1, column reuseLevel: missing",
        ),
        (
            "occupationSkillRelations.csv",
            "skillUri",
            "skill",
            "occupationSkillRelations.csv:1, column skillUri: missing",
        ),
        (
            "occupations_en.csv",
            uri,
            twice,
            "occupations_en.csv:5, column conceptUri: `",
        ),
        ("occupations_en.csv", uri, twice, "stands twice, first in line 2"),
        (
            "occupations_en.csv",
            ",4321,",
            ",4329,",
            "occupations_en.csv:2, column iscoGroup: `4329` is no unit group",
        ),
        (
            "occupations_en.csv",
            ",4321,",
            ",432,",
            "column iscoGroup: `432` is no unit group",
        ),
        (
            "occupations_en.csv",
            "Occupation,",
            "Job,",
            "column conceptType: `Job`, expected `Occupation`",
        ),
        (
            "occupations_en.csv",
            uri,
            "urn:x",
            "column conceptUri: `urn:x` is no address below",
        ),
        (
            "skills_en.csv",
            ",knowledge,",
            ",wisdom,",
            "column skillType: `wisdom`, expected",
        ),
        (
            "skills_en.csv",
            ",sector-specific,",
            ",everywhere,",
            "column reuseLevel: `everywhere`, expected",
        ),
        (
            "skills_en.csv",
            ",taste in four directions,",
            ",,",
            "column preferredLabel: `skill/",
        ),
        (
            "occupationSkillRelations.csv",
            "essential",
            "vital",
            "occupationSkillRelations.csv:2, column relationType: `vital`",
        ),
        (
            "occupationSkillRelations.csv",
            "essential",
            "essential,more",
            "occupationSkillRelations.csv:2: 5 cells, but the header has 4",
        ),
        (
            "occupationSkillRelations.csv",
            "http://data",
            "data",
            "column occupationUri: `data.europa.eu",
        ),
    ] {
        let error = spoilt(file, from, to);
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn rings_are_walked_round() {
    let ring = "SkillGroup,http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000201,KnowledgeSkillCompetence,\
                http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000103\n";
    let folder = copy();
    let path = folder.path().join("broaderRelationsSkillPillar.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}{ring}")).unwrap();
    let error = error_of(&folder);
    assert!(
        error.contains("column broaderUri: closes a ring of broader concepts: skill/"),
        "{error}"
    );
    assert!(error.matches(" → ").count() >= 3, "{error}");
    let itself = spoilt(
        "broaderRelationsOccPillar.csv",
        "000000000005,Occupation,http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000004",
        "000000000005,Occupation,http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000005",
    );
    assert!(
        itself.contains("broaderRelationsOccPillar.csv:4, column broaderUri: closes a ring"),
        "{itself}"
    );
}

#[test]
fn text_that_is_no_utf8_is_refused() {
    let folder = copy();
    std::fs::write(folder.path().join("skills_da.csv"), b"conceptType,\xe6").unwrap();
    assert!(error_of(&folder).contains("skills_da.csv: is not UTF-8 (byte 12)"));
}

#[test]
fn danish_labels_need_their_columns() {
    let folder = tempfile::tempdir().unwrap();
    let labels = folder.path().join("labels.tsv");
    for (text, expected) in [
        (
            "uri\tlabel\n",
            "labels.tsv:1: the columns uri and label_da are needed; the file has uri, label",
        ),
        (
            "uri\tlabel_da\nx\ty\n",
            "labels.tsv:2, column uri: `x` is no address",
        ),
        (
            "uri\tlabel_da\nhttp://data.europa.eu/esco/skill/1\n",
            "labels.tsv:2: 1 cells, expected 2",
        ),
        (
            "uri\tlabel_da\nhttp://data.europa.eu/esco/skill/1\t\n",
            "labels.tsv:2, column label_da: is empty",
        ),
    ] {
        std::fs::write(&labels, text).unwrap();
        let error = read(&[sample()], Some(&labels)).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    #[test]
    fn the_order_of_the_rows_does_not_matter(seed in 0_usize..1000) {
        let folder = copy();
        for file in RELATIONS {
            let path = folder.path().join(file);
            let text = std::fs::read_to_string(&path).unwrap();
            let (header, rows) = text.split_once('\n').unwrap();
            let mut rows: Vec<&str> = rows.lines().collect();
            let by = seed % rows.len();
            rows.rotate_left(by);
            if seed % 2 == 0 {
                rows.reverse();
            }
            std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        }
        proptest::prop_assert_eq!(read(&[folder.path().to_owned()], None).unwrap(), read(&[sample()], None).unwrap());
    }

    #[test]
    fn no_damage_to_a_file_makes_it_panic(file in 0_usize..9, at in 0_usize..4000, byte in 0_u8..255) {
        let folder = copy();
        let path = folder.path().join([LABELS.as_slice(), &RELATIONS].concat()[file]);
        let mut bytes = std::fs::read(&path).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        std::fs::write(&path, &bytes).unwrap();
        let _ = read(&[folder.path().to_owned()], None).map(|release| merge(&release, &HOUSE).is_ok());
    }
}

/// Where the public data sets lie, as the evaluation has it.
fn data() -> PathBuf {
    std::env::var_os("FOOTHOLD_DATA").map_or_else(|| "../shared/data".into(), PathBuf::from)
}

#[test]
fn the_official_release_is_read_when_it_is_there() {
    let folder = data().join("esco-v1.1.1-en");
    let labels = data().join("esco-danish-occupation-labels/labels.tsv");
    if !folder.is_dir() || !labels.is_file() {
        eprintln!("{} is not there; nothing was tested", folder.display());
        return;
    }
    let release = read(&[folder], Some(&labels)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(release.version.as_deref(), Some("v1.1.1"));
    assert_eq!(
        (release.occupations.len(), release.skills.len()),
        (3007, 13896 + 640)
    );
    assert_eq!(release.relations, 123_788);
    assert_eq!(release.skipped[0].relations, 67);
    let tables = merge(&release, &HOUSE).unwrap();
    assert!(tables.merged.len() > 50, "{}", tables.merged.len());
    assert_eq!(tables.merged.len() + tables.skills.len(), release.skills.len());
    assert_eq!(tables.unit_groups.len(), 436);
}
