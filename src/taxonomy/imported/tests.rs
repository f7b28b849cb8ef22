//! What must hold of imported tables, of the file they are kept in, and of the tables they are joined with.

use super::*;
use crate::domain::codes::IndustryDivision;
use crate::exchange::esco::read_release;
use crate::exchange::nomenclature::{read_db07, read_disco};
use crate::taxonomy::esco::merge::merge;
use crate::taxonomy::recognise::{MatchKind, Recognised};
use crate::taxonomy::skills::SkillKind;
use crate::taxonomy::{SearchKind, SkillIx, Taxonomy, TaxonomyFiles};
use std::path::PathBuf;
use std::sync::LazyLock;

const URI: &str = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-0000000000";
const SKILL: &str = "http://data.europa.eu/esco/skill/00000000-0000-4000-8000-0000000001";

fn path(parts: &[&str]) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR")].iter().chain(parts).collect()
}

fn files() -> TaxonomyFiles<'static> {
    static TEXTS: LazyLock<TaxonomyFiles<'static>> = LazyLock::new(|| {
        let text = |name: &str| std::fs::read_to_string(path(&["index", "taxonomy", name])).unwrap();
        TaxonomyFiles::from_names(|name| Some(text(name).leak())).unwrap()
    });
    *TEXTS
}

fn import(house: &Taxonomy) -> ImportedTables {
    let sample = path(&["fixtures", "import", "esco-sample"]);
    let labels = sample.join("danish_labels.tsv");
    let release = read_release(&[sample], Some(&labels), &|code| {
        house.occupations.ix(code).is_some()
    })
    .unwrap();
    let mut imported = ImportedTables {
        esco: Some(merge(&release, house).unwrap()),
        disco: read_disco(&path(&["fixtures", "import", "disco-sample.csv"]), house).unwrap(),
        db07: read_db07(&path(&["fixtures", "import", "db07-sample.csv"]), house).unwrap(),
    };
    imported.keep(
        Taxonomy::with_imported(&files(), Some(&imported))
            .unwrap()
            .similarity,
    );
    imported
}

static HOUSE: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::parse(&files()).unwrap());
static IMPORTED: LazyLock<ImportedTables> = LazyLock::new(|| import(&HOUSE));
static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| encode(&IMPORTED, &files()).unwrap());
static JOINED: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::load(&files(), Some(&BYTES)).unwrap());

fn code(occupation: OccupationIx) -> String {
    JOINED.occupations.code(occupation).to_string()
}

fn occupation(text: &str) -> Option<String> {
    JOINED.resolve_occupation(text).ok().map(code)
}

#[test]
fn what_is_loaded_is_what_was_joined_and_twice_gives_the_same_bytes() {
    assert_eq!(decode(&BYTES, &files()).unwrap(), *IMPORTED);
    assert_eq!(encode(&import(&HOUSE), &files()).unwrap(), *BYTES);
    let joined = Taxonomy::with_imported(&files(), Some(&IMPORTED)).unwrap();
    assert_eq!(joined.skills.len(), JOINED.skills.len());
    assert_eq!(joined.similarity, JOINED.similarity);
    for skill in JOINED.skills.all() {
        assert_eq!(joined.skills.id(skill), JOINED.skills.id(skill));
        assert_eq!(joined.skills.broader(skill), JOINED.skills.broader(skill));
    }
}

#[test]
fn a_file_that_does_not_fit_is_refused_with_what_to_do() {
    let refused =
        |bytes: &[u8], files: &TaxonomyFiles<'_>| Taxonomy::load(files, Some(bytes)).unwrap_err().to_string();
    assert!(refused(b"something else", &files()).contains("release.bin:0: is no file of imported tables"));
    assert!(refused(&[], &files()).contains("is no file of imported tables"));
    let mut newer = BYTES.clone();
    newer[8] = 200;
    assert!(refused(&newer, &files()).contains("has format 200"));
    assert!(refused(&BYTES[..BYTES.len() - 1], &files()).contains("is damaged; import again"));
    assert!(refused(&BYTES[..20], &files()).contains("is damaged"));
    let changed = format!("{}\n", files().skills);
    let other = TaxonomyFiles {
        skills: &changed,
        ..files()
    };
    let error = refused(&BYTES, &other);
    assert!(
        error.contains("other tables than those in force") && error.contains("import again"),
        "{error}"
    );
    let same = TaxonomyFiles {
        balance: "area\tcode\tbalance\n",
        ..files()
    };
    assert!(decode(&BYTES, &same).is_ok(), "other tables may change");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn no_changed_byte_goes_unnoticed(at in 0_usize..1_000_000, by in 1_u8..=255) {
        let mut bytes = BYTES.clone();
        let at = at % bytes.len();
        bytes[at] = bytes[at].wrapping_add(by);
        proptest::prop_assert!(decode(&bytes, &files()).is_err());
    }
}

#[test]
fn skills_that_say_the_same_are_one_and_the_rest_are_new() {
    let house = HOUSE.skills.len();
    let merged = JOINED.resolve_skill(&format!("{SKILL}01")).unwrap();
    assert!(merged.at() < house);
    assert_eq!(JOINED.skills.id(merged), HOUSE.skills.id(merged));
    assert_eq!(JOINED.skills.resolve("drive the indoor stacker"), Ok(merged));
    assert_eq!(JOINED.esco.skill_uri(merged), Some(format!("{SKILL}01")));
    assert!(JOINED.skills.broader(merged).len() > HOUSE.skills.broader(merged).len());

    let new = JOINED.resolve_skill(&format!("{SKILL}02")).unwrap();
    assert_eq!(JOINED.skills.id(new), "esco:00000000-0000-4000-8000-000000000102");
    assert_eq!(
        JOINED.skills.find_id("esco:00000000-0000-4000-8000-000000000102"),
        Some(new)
    );
    assert_eq!(JOINED.skills.label(new, Language::Danish), "katalogisere paller");
    assert_eq!(JOINED.skills.resolve("føre pallekartotek"), Ok(new));
    assert!(
        JOINED.skills.resolve("keep pallet records").is_err(),
        "two skills have this other name"
    );
    assert_eq!(JOINED.skills.broader(new).len(), 2);
    assert_eq!(JOINED.skills.len(), house + 14);
    assert_eq!(JOINED.esco.skill_uri(SkillIx(house as u16 - 1)), None);
    for unknown in [format!("{SKILL}98"), "http://example.org/x".to_owned()] {
        assert!(JOINED.resolve_skill(&unknown).is_err());
        assert!(JOINED.resolve_occupation(&unknown).is_err());
    }
}

#[test]
fn kinds_follow_from_type_place_and_reuse() {
    let kind = |number: &str| {
        JOINED
            .skills
            .kind(JOINED.resolve_skill(&format!("{SKILL}{number}")).unwrap())
    };
    assert_eq!(kind("02"), SkillKind::Skill);
    assert_eq!(kind("04"), SkillKind::Knowledge);
    assert_eq!(kind("06"), SkillKind::Transversal);
    assert_eq!(kind("07"), SkillKind::Language);
    assert_eq!(kind("08"), SkillKind::Language);
    let field = JOINED
        .resolve_skill("http://data.europa.eu/esco/isced-f/9999")
        .unwrap();
    assert_eq!(JOINED.skills.id(field), "esco:isced-f-9999");
    assert_eq!(JOINED.skills.kind(field), SkillKind::Knowledge);
}

#[test]
fn occupations_keep_their_own_skills_and_lead_to_their_unit_group() {
    let esco = &JOINED.esco.occupations;
    assert_eq!(esco.len(), 5);
    let first = esco.find(&format!("{URI}01")).unwrap();
    assert_eq!(esco.find("4321.91"), Some(first));
    assert_eq!(esco.uri(first), format!("{URI}01"));
    assert_eq!(esco.label(first, Language::Danish), "pallebibliotekar");
    assert_eq!((esco.essential(first).len(), esco.optional(first).len()), (2, 1));
    assert_eq!(esco.of_unit_group(esco.unit_group(first)).len(), 2);
    for text in [
        "4321.92",
        "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001",
        "https://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000002",
        "http://data.europa.eu/esco/isco/C4321",
        "432110",
    ] {
        assert_eq!(occupation(text).as_deref(), Some("4321"), "{text}");
        assert_eq!(JOINED.resolve_wish(text).unwrap().len(), 1, "{text}");
    }
    for title in [
        "pallet librarian",
        "Pallebibliotekar",
        "gangpilot",
        "Pallepasning, opfundet",
    ] {
        let found = JOINED.recognise_occupation(title);
        let is_own = |found: &Recognised| found.kind == MatchKind::Exact && code(found.occupation) == "4321";
        assert!(found.iter().any(is_own), "{title}: {found:?}");
    }
    let both = JOINED.recognise_occupation("crate archivist");
    let codes: Vec<String> = both.iter().map(|found| code(found.occupation)).collect();
    assert!(
        codes.contains(&"4321".to_owned()) && codes.contains(&"5120".to_owned()),
        "{codes:?}"
    );
    assert_eq!(HOUSE.esco.occupations.len(), 0);
    assert!(HOUSE.resolve_occupation("4321.91").is_err());
}

#[test]
fn national_codes_and_names_resolve() {
    assert_eq!(
        occupation("234310").as_deref(),
        Some("2342"),
        "the nearest before it, for want of 2349"
    );
    assert_eq!(occupation("2343").as_deref(), Some("2342"));
    let found = JOINED.recognise_occupation("leg med runde klodser");
    assert!(
        found.iter().any(|found| code(found.occupation) == "2342"),
        "{found:?}"
    );
    assert!(JOINED.resolve_occupation("234399").is_err());
    let group = JOINED.resolve_wish("opfundet LAGERLÆRE").unwrap();
    assert_eq!(group, JOINED.occupations.with_prefix("432"));
    for text in ["Opfundet pallehotel", "opfundet opbevaring", "521000", "52.10.00"] {
        assert_eq!(
            JOINED.industries.resolve(text).map(IndustryDivision::number),
            Ok(52),
            "{text}"
        );
    }
    assert!(
        JOINED
            .industries
            .resolve("Opfundet transport og godshandtering")
            .is_err(),
        "a section is many divisions"
    );
    let levels = read_db07(&path(&["fixtures", "import", "db07-sample-levels.tsv"]), &HOUSE).unwrap();
    assert_eq!(levels.len(), 3);
}

#[test]
fn national_files_that_are_something_else_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("table.csv");
    let stock = HOUSE
        .occupations
        .label(HOUSE.occupations.with_prefix("4321")[0], Language::Danish);
    for (text, expected) in [
        (
            "KODE;NIVEAU\n1;1\n".to_owned(),
            "table.csv:1, column TITEL: missing; the file has KODE, NIVEAU",
        ),
        ("KODE;NIVEAU;TITEL\n".to_owned(), "table.csv: has no rows"),
        (
            format!("KODE;NIVEAU;TITEL\n4321;4;{stock}\n4321;4;{stock}\n"),
            "table.csv:3, column KODE: `4321` stands twice, first in line 2",
        ),
        (
            "KODE;NIVEAU;TITEL\n110;4;Militær\n".to_owned(),
            "`110` of level 4 should have 4 digits; were leading zeros lost?",
        ),
        (
            "KODE;NIVEAU;TITEL\n4321;9;Lager\n".to_owned(),
            "column NIVEAU: `9`, expected 1 to 5",
        ),
        (
            "KODE;NIVEAU;TITEL\n9999;4;Andet\n".to_owned(),
            "`9999` lies outside ISCO-08",
        ),
        (
            "KODE;NIVEAU;TITEL\n4321;4;Noget helt andet\n".to_owned(),
            "0 of 1 unit groups have the names of DISCO-08",
        ),
        (
            "KODE;NIVEAU;TITEL\n4321;4;\n".to_owned(),
            "column TITEL: `4321` has no name",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = read_disco(&file, &HOUSE).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
    for (text, expected) in [
        (
            "KODE;NIVEAU;TITEL\n52;2;Noget andet\n",
            "0 of 1 divisions have the names of DB07; is this another edition?",
        ),
        (
            "KODE;NIVEAU;TITEL\n44;2;Findes ikke\n",
            "`44` is in no division of DB07",
        ),
        (
            "KODE;NIVEAU;TITEL\n52100;5;Forkert\n",
            "`52100` is no code of DB07",
        ),
        ("Tekst\tNiveau\nx\t1\n", "column 2-kode: missing"),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = read_db07(&file, &HOUSE).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn unit_groups_gain_what_their_occupations_have_in_common() {
    let stock = JOINED.occupations.with_prefix("4321")[0];
    let skill = |number: &str| JOINED.resolve_skill(&format!("{SKILL}{number}")).unwrap();
    let essential = JOINED.relations.essential(stock);
    // Essential for one of two occupations.
    assert!(essential.contains(&skill("02")) && essential.contains(&skill("03")));
    assert!(JOINED.relations.optional(stock).contains(&skill("07")));
    for &own in HOUSE.relations.essential(stock) {
        assert!(essential.contains(&own), "what the house lists stays");
    }
    for &own in HOUSE.relations.optional(stock) {
        assert!(JOINED.relations.optional(stock).contains(&own));
    }
    let nurse = JOINED.occupations.with_prefix("2221")[0];
    assert_eq!(
        JOINED.relations.essential(nurse),
        HOUSE.relations.essential(nurse)
    );
}

#[test]
fn suggestions_name_the_concept_where_one_is_known() {
    let first = |kind, query| {
        JOINED
            .search(kind, query, Language::English, 3)
            .into_iter()
            .next()
            .unwrap()
    };
    let occupation = first(SearchKind::Occupation, "aisle pil");
    assert_eq!(
        (occupation.code.as_str(), occupation.matched.as_str()),
        ("4321", "aisle pilot")
    );
    assert_eq!(occupation.esco_uri, Some(format!("{URI}02")));
    assert_eq!(
        first(SearchKind::Skill, "catalogue pall").esco_uri,
        Some(format!("{SKILL}02"))
    );
    assert_eq!(first(SearchKind::Industry, "opfundet pallehotel").code, "52");
    let house = HOUSE.search(SearchKind::Skill, "forklift", Language::English, 1);
    assert_eq!(house[0].esco_uri, None);
}

#[test]
fn the_source_says_what_the_terms_ask_for() {
    let source = JOINED.imported.source();
    assert!(
        source.starts_with("This service uses the ESCO classification of the European Commission"),
        "{source}"
    );
    assert!(
        source.ends_with("DISCO-08 and DB07: Danmarks Statistik, CC BY 4.0."),
        "{source}"
    );
    assert_eq!(HOUSE.imported.source(), "");
}
