//! What must hold of the tables that come with the house.

use super::*;
use std::path::PathBuf;
use std::sync::LazyLock;

fn text_of(name: &str) -> &'static str {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "index", "taxonomy", name]
        .iter()
        .collect();
    std::fs::read_to_string(path).unwrap_or_default().leak()
}

pub(crate) static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| {
    let files = TaxonomyFiles::from_names(|name| Some(text_of(name))).unwrap();
    Taxonomy::parse(&files).unwrap_or_else(|error| panic!("{error}"))
});

#[test]
fn the_tables_fit_together() {
    assert_eq!(TAXONOMY.occupations.len(), 436);
    assert_eq!(TAXONOMY.industries.all().len(), 88);
    for (name, division) in [
        ("vikarbureau", "78"),
        ("Hjemmepleje", "88"),
        ("supermarket", "47"),
        ("lager og logistik", "52"),
    ] {
        let meant = TAXONOMY
            .industries
            .resolve(name)
            .map(|division| division.to_string());
        assert_eq!(meant.as_deref(), Ok(division), "{name}");
    }
    for interest in crate::domain::lists::Interest::ALL {
        let known = TAXONOMY.interests.resolve(interest.code()).unwrap();
        assert!(!TAXONOMY.interests.occupations(known).is_empty(), "{interest}");
    }
}

fn code(ix: OccupationIx) -> String {
    TAXONOMY.occupations.code(ix).to_string()
}

fn occupation(code: &str) -> OccupationIx {
    TAXONOMY.resolve_occupation(code).unwrap()
}

#[test]
fn titles_from_adverts_are_recognised() {
    for (text, wanted) in [
        ("Lager- og logistikmedarbejder", &["4321", "9333"][..]),
        ("Truckfører", &["8344"]),
        ("pædagogmedhj.", &["5311", "5312"]),
        ("SOSU hjælper", &["5321", "5322"]),
        ("Programmør og systemudvikler", &["2512", "2514"]),
        ("warehouse employee", &["4321", "9333"]),
        ("Rengøringsassistent, hotel", &["9112"]),
        ("kok/køkkenleder", &["5120", "1412"]),
        ("Vi søger en dygtig sygeplejerske til OUH", &["2221"]),
        ("Erfaren tømrer m/k", &["7115"]),
        ("Buschauffør (m/f/d)", &["8331"]),
        ("Kokke", &["5120"]),
        ("lager medarbejder", &["4321"]),
        ("Medarbejder til rengøring", &["9112"]),
        ("Natsygeplejerske", &["2221"]),
        ("Butiksassistent til Netto, deltid 15-20 timer", &["5223"]),
    ] {
        let recognised = TAXONOMY.recognise_occupation(text);
        let first = recognised.first().unwrap_or_else(|| panic!("{text}: nothing"));
        assert!(
            wanted.contains(&code(first.occupation).as_str()),
            "{text}: {recognised:?}"
        );
        assert!(first.confidence >= recognise::SURE, "{text}: {recognised:?}");
    }
}

#[test]
fn nonsense_is_not_recognised_and_general_words_are_not_guessed() {
    for text in ["xyzzy qwkk", "asdf", "", "🦆", "1234567", "----"] {
        assert!(TAXONOMY.recognise_occupation(text).is_empty(), "{text}");
        assert!(TAXONOMY.resolve_occupation(text).is_err(), "{text}");
    }
    for text in [
        "medarbejder",
        "chef",
        "øl",
        "assistent til direktionen i Hjørring",
        "lystekniker",
    ] {
        assert!(TAXONOMY.resolve_occupation(text).is_err(), "{text}");
    }
    assert!(
        !TAXONOMY
            .resolve_occupation("sygplejersk")
            .unwrap_err()
            .did_you_mean
            .is_empty()
    );
}

#[test]
fn every_title_and_official_name_leads_to_its_own_occupation() {
    for line in text_of("titles.tsv")
        .lines()
        .skip_while(|line| line.starts_with('#'))
        .skip(1)
        .step_by(7)
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let recognised = TAXONOMY.recognise_occupation(cells[0]);
        assert!(
            recognised.iter().any(|found| code(found.occupation) == cells[1]),
            "{line}: {recognised:?}"
        );
    }
}

#[test]
fn wishes_cover_every_unit_group_below() {
    let below = TAXONOMY.resolve_wish("81").unwrap();
    assert!(below.len() > 20 && below.iter().all(|&ix| code(ix).starts_with("81")));
    assert!(
        TAXONOMY
            .resolve_wish("lager")
            .is_ok_and(|meant| !meant.is_empty())
    );
    let both: Vec<String> = TAXONOMY
        .resolve_wish("kok/køkkenleder")
        .unwrap()
        .into_iter()
        .map(code)
        .collect();
    assert_eq!(both, ["1412", "5120"]);
    for wrong in ["8", "81", "8199", "99", "43210"] {
        let answer = TAXONOMY.resolve_wish(wrong);
        assert_eq!(
            answer.is_ok(),
            ["8", "81"].contains(&wrong),
            "{wrong}: {answer:?}"
        );
    }
    assert_eq!(
        TAXONOMY.resolve_occupation("4329").unwrap_err().did_you_mean,
        ["4321", "4322", "4323"]
    );
}

#[test]
fn moves_with_shared_skills_are_more_viable() {
    let weights = TransitionWeights::default();
    let go = |from: &str, to: &str| {
        TAXONOMY
            .viability(occupation(from), occupation(to), &weights)
            .viability
    };
    assert!(go("4321", "8344") > 0.5 && go("4321", "2221") < 0.15);
    assert!(go("5321", "5322") > go("5321", "9112"));
    assert!(go("2512", "2514") > go("2512", "5120"));
    for from in TAXONOMY.occupations.all() {
        for (to, row) in TAXONOMY
            .occupations
            .all()
            .zip(TAXONOMY.row_to_all(from, &weights))
        {
            assert!((0.0..=1.0).contains(&row.viability));
            assert!(
                ((row.viability - 1.0).abs() < 1e-9) == (from == to),
                "{} {}",
                code(from),
                code(to)
            );
        }
    }
}

#[test]
fn every_occupation_has_titles_an_industry_and_nearly_every_one_skills() {
    let without: Vec<String> = TAXONOMY
        .occupations
        .all()
        .filter(|&ix| {
            TAXONOMY.relations.essential(ix).is_empty() && TAXONOMY.relations.optional(ix).is_empty()
        })
        .map(code)
        .collect();
    assert!(without.len() <= 20, "{without:?}");
    for ix in TAXONOMY.occupations.all() {
        assert!(
            !TAXONOMY.occupations.typical_industries(ix).is_empty(),
            "{}",
            code(ix)
        );
    }
}

#[test]
fn skills_are_found_suggested_and_weighed() {
    use crate::domain::language::Language;
    for skill in TAXONOMY.skills.all() {
        for &language in Language::ALL {
            let label = TAXONOMY.skills.label(skill, language);
            // An id goes before another skill's name.
            let meant = TAXONOMY.skills.find_id(label).unwrap_or(skill);
            assert_eq!(TAXONOMY.skills.resolve(label), Ok(meant));
        }
        assert_eq!(TAXONOMY.skills.resolve(TAXONOMY.skills.id(skill)), Ok(skill));
        assert!(
            TAXONOMY
                .similarity
                .near(skill)
                .iter()
                .all(|&(_, near)| (40..100).contains(&near))
        );
        assert!((64..=384).contains(&TAXONOMY.similarity.rarity(skill)));
    }
    let hits = TAXONOMY.search(SearchKind::Occupation, "truck", Language::Danish, 5);
    assert!(hits.iter().any(|hit| hit.code == "8344"), "{hits:?}");
    assert!(
        !TAXONOMY
            .search(SearchKind::Skill, "reng", Language::Danish, 5)
            .is_empty()
    );
    assert_eq!(
        TAXONOMY.search(SearchKind::Industry, "52", Language::English, 5)[0].code,
        "52"
    );
    assert_eq!(
        TAXONOMY
            .search(SearchKind::Occupation, "43", Language::English, 2)
            .len(),
        2
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_text_gets_at_most_ten_answers_and_no_panic(text in "(\\PC|[a-zæøå/., -]){0,80}") {
        let recognised = TAXONOMY.recognise_occupation(&text);
        assert!(recognised.len() <= recognise::MOST_OFFERED);
        assert!(recognised.iter().all(|found| (0.0..=1.0).contains(&found.confidence)));
        assert!(recognised.is_sorted_by(|one, other| one.confidence >= other.confidence));
        let _ = (TAXONOMY.resolve_wish(&text), TAXONOMY.skills.resolve(&text), TAXONOMY.skills.find_in_text(&text));
    }
}
