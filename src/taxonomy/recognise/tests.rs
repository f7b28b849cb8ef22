use super::*;
use crate::taxonomy::credentials::Authorisations;
use crate::taxonomy::occupations::Occupations;
use crate::taxonomy::table::Problems;

const CODES: [&str; 7] = ["1412", "5120", "7511", "8121", "8151", "8160", "8181"];
const TITLES: [(&str, &str); 15] = [
    ("operatør", "8160"),
    ("operatøren", "8151"),
    ("operatører", "8181"),
    ("operatørs", "8121"),
    ("fødevareoperatør", "8160"),
    ("tekstiloperatør", "8151"),
    ("væveoperatør", "8151"),
    ("glasoperatør", "8181"),
    ("ovnoperatør", "8181"),
    ("metaloperatør", "8121"),
    ("stålværksoperatør", "8121"),
    ("slagter", "7511"),
    ("butiksslagter", "7511"),
    ("kok", "5120"),
    ("køkkenleder", "1412"),
];

fn titles() -> Titles {
    let rows = CODES.map(|code| format!("{code}\tArbejde {code}\tWork {code}\t2\t\n"));
    let table = format!(
        "code\tname_da\tname_en\tskill_level\tauthorisation\n{}",
        rows.concat()
    );
    let mut problems = Problems::default();
    let occupations = Occupations::parse(&table, &Authorisations::default(), &mut problems);
    let rows = TITLES.map(|(title, code)| format!("{title}\t{code}\tda\n"));
    let titles = Titles::read(
        &format!("title\tcode\tlang\n{}", rows.concat()),
        &occupations,
        &mut problems,
    )
    .finish(&occupations, &mut problems);
    problems.into_result().unwrap();
    titles
}

fn codes(recognised: &[Recognised]) -> Vec<&'static str> {
    recognised
        .iter()
        .map(|found| CODES[found.occupation.at()])
        .collect()
}

#[test]
fn a_title_is_less_sure_where_the_titles_around_it_lead_elsewhere() {
    let titles = titles();
    let operator = recognise(&titles, "Operatør");
    assert_eq!(codes(&operator)[0], "8160");
    assert!(
        operator[0].confidence < 0.9 && operator[0].kind == MatchKind::Exact,
        "{operator:?}"
    );
    let butcher = recognise(&titles, "Slagter m/k");
    assert!(
        codes(&butcher)[0] == "7511" && butcher[0].confidence > 0.95,
        "{butcher:?}"
    );
}

#[test]
fn votes_fill_the_list_and_are_never_sure() {
    let titles = titles();
    let voted = recognise(&titles, "Metalovnoperatør");
    assert!(voted.len() >= 3, "{voted:?}");
    assert!(
        codes(&voted).contains(&"8121") && codes(&voted).contains(&"8181"),
        "{voted:?}"
    );
    let unsure = voted.iter().filter(|found| found.kind == MatchKind::Voted);
    assert!(
        unsure.into_iter().all(|found| found.confidence < SURE),
        "{voted:?}"
    );
    assert!(recognise(&titles, "zzz").is_empty());
}

#[test]
fn what_stands_in_the_table_once_is_sure_as_it_is_written() {
    let titles = titles();
    for title in TITLES.map(|(title, _)| title) {
        let sure = recognise_surely(&titles, title);
        assert!(!sure.is_empty(), "{title}");
        assert!(recognise(&titles, title)[0].confidence >= SURE, "{title}");
    }
}

#[test]
fn sure_answers_are_the_first_of_all() {
    let titles = titles();
    for text in [
        "kok/køkkenleder",
        "Slagter til Brugsen",
        "operatør",
        "kokke",
        "",
        "ovn",
    ] {
        let sure = recognise_surely(&titles, text);
        let all = recognise(&titles, text);
        assert_eq!(codes(&sure), codes(&all[..sure.len()]), "{text}");
        assert!(
            all.iter().skip(sure.len()).all(|found| found.confidence < SURE),
            "{text}"
        );
    }
}
