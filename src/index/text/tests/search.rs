use super::*;
use crate::domain::codes::IndustryDivision;
use crate::domain::employer::Employer;
use crate::domain::ids::SourceKey;
use crate::domain::lists::{Form, Importance, TargetGroup, VacancyStatus};
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::{HoursRange, WeeklyMinutes};
use crate::domain::vacancy::{Offer, SkillAsk};

fn described(number: u64, title: &str, description: &str) -> VacancyRecord {
    let mut record = vacancy(number, title);
    record.vacancy.occupation = None;
    record.vacancy.description = Some(description.to_owned());
    record
}

#[test]
fn spelling_inflection_and_compounds_meet() {
    let filled = Filled::with(vec![
        described(1, "Lagermedarbejdere søges", ""),
        described(2, "Pædagog til børnehave", ""),
        described(3, "Medarbejder til lager", ""),
    ]);
    assert_eq!(filled.numbers("LAGERMEDARBEJDEREN"), [1, 3]);
    assert_eq!(
        filled.numbers("lager"),
        [1, 3].into_iter().rev().collect::<Vec<_>>()
    );
    assert_eq!(filled.numbers("paedagoger"), [2]);
    assert_eq!(filled.numbers("ståltråd"), [0; 0]);
}

#[test]
fn a_title_counts_more_than_any_description() {
    let filled = Filled::with(vec![
        described(
            1,
            "Chauffør med gaffeltruck og alt hvad der hører sig til i en lang og bred stilling",
            "",
        ),
        described(2, "Medhjælp", &"gaffeltruck ".repeat(40)),
    ]);
    assert_eq!(filled.numbers("gaffeltruck"), [1, 2]);
}

#[test]
fn words_add_up_and_too_many_are_forgiven() {
    let filled = Filled::with_titles(&["Kok i kantine", "Kok", "Kantine og butik"]);
    assert_eq!(filled.numbers("kok kantine"), [1]);
    let relaxed = filled.ask(&query("kok zebra"));
    assert_eq!((numbers(&relaxed), relaxed.interpreted.required), (vec![2, 1], 1));
    let long = filled.ask(&query("kok kantine butik"));
    assert_eq!((numbers(&long), long.interpreted.required), (vec![3, 1], 2));
}

#[test]
fn phrases_stand_together_and_minus_excludes() {
    let filled = Filled::with_titles(&["Rød bil til salg", "Bil der er rød", "Bil"]);
    assert_eq!(filled.numbers("\"rød bil\""), [1]);
    assert_eq!(filled.numbers("\"bil til salg\""), [1]);
    assert_eq!(filled.numbers("\"bil salg\""), [0; 0]);
    assert_eq!(filled.numbers("bil -rød"), [3]);
    assert_eq!(filled.numbers("-rød"), [3]);
    assert_eq!(filled.ask(&query("bil -rød")).interpreted.excluded, ["rød"]);
}

#[test]
fn a_slip_is_forgiven_in_words_nobody_uses() {
    let filled = Filled::with_titles(&["Sygeplejerske", "Programmør", "Kok"]);
    for (typed, number) in [
        ("sygeplejeske", 1),
        ("sygplejerske", 1),
        ("programør", 2),
        ("prorgammør", 2),
    ] {
        let answer = filled.ask(&query(&format!("{typed} ")));
        assert_eq!(numbers(&answer), [number], "{typed}");
        assert!(matches!(&answer.interpreted.corrected[..], [Correction { given, .. }] if given == typed));
    }
    assert_eq!(filled.numbers("kak"), [0; 0]);
    assert!(
        filled
            .ask(&query("sygeplejerske"))
            .interpreted
            .corrected
            .is_empty()
    );
}

#[test]
fn the_last_word_may_be_unfinished() {
    let filled = Filled::with_titles(&["Sygeplejerske", "Kok"]);
    assert_eq!(filled.numbers("sygepl"), [1]);
    assert_eq!(filled.numbers("ko"), [2]);
    assert_eq!(filled.numbers("ko "), [0; 0]);
    assert_eq!(filled.numbers("sygepl kok"), [2]);
}

#[test]
fn synonyms_labels_and_concepts_find_too() {
    let mut cook = vacancy(4, "Madglad person");
    cook.vacancy.occupation = OccupationCode::parse("5120");
    let mut driver = described(5, "Chauffør", "");
    driver.vacancy.requirements.skills = Some(vec![SkillAsk {
        skill: "forklift".to_owned(),
        importance: Importance::Essential,
    }]);
    driver.vacancy.workplace = None;
    let filled = Filled::with(vec![
        described(1, "Cleaning", ""),
        described(2, "Rengøringsassistent", ""),
        cook,
        driver,
    ]);
    assert_eq!(filled.numbers("rengøring"), [2]);
    assert_eq!(filled.numbers("cleaning").len(), 2);
    assert_eq!(filled.numbers("cooks"), [4]);
    assert_eq!(filled.numbers("truckkørsel"), [5]);
    assert_eq!(
        filled.numbers("chauffør odense")[0],
        5,
        "without a place it matches one word of two"
    );
    assert_eq!(
        filled.numbers("cleaning odense"),
        [1, 2],
        "the synonym is worth less than the word"
    );
    let concept = filled.ask(&query("smørrebrødsjomfru"));
    assert_eq!(numbers(&concept), [4]);
    assert_eq!(concept.interpreted.concepts[0].code, "5120");
}

#[test]
fn a_record_is_found_by_its_id_in_the_sending_system() {
    let mut sent = vacancy(1, "Kok");
    let key = |id: &str| {
        Some(SourceKey {
            source: "akasse".to_owned(),
            external_id: id.to_owned(),
        })
    };
    sent.vacancy.source_key = key("2026-1187");
    let mut other = vacancy(2, "1187 grunde til 2026");
    other.vacancy.source_key = key("x");
    let filled = Filled::with(vec![sent, other]);
    assert_eq!(filled.numbers("2026-1187"), [1, 2]);
}

#[test]
fn without_words_the_newest_come_first() {
    let filled = Filled::with_titles(&["a", "b", "c"]);
    for text in ["", "  ", "og i", "!?"] {
        assert_eq!(filled.numbers(text), [3, 2, 1], "{text}");
    }
    assert_eq!(filled.ask(&query("og kok")).interpreted.ignored, ["og"]);
}

#[test]
fn only_open_vacancies_of_the_day_and_the_organisation_are_found() {
    let mut records: Vec<VacancyRecord> = (1..=6).map(|number| vacancy(number, "kok")).collect();
    records[0].vacancy.status = VacancyStatus::Paused;
    records[1].vacancy.apply_by = Some(TODAY.yesterday().unwrap());
    records[2].vacancy.apply_by = Some(TODAY);
    records[3].vacancy.publish_from = Some(TODAY.tomorrow().unwrap());
    records[4].organisation = OrganisationId::from_stored("other".to_owned());
    let filled = Filled::with(records);
    let with_status = |status| {
        let mut query = query("kok");
        query.filters.status = status;
        let mut found = numbers(&filled.ask(&query));
        found.sort_unstable();
        found
    };
    assert_eq!(with_status(StatusFilter::Open), [3, 6]);
    assert_eq!(with_status(StatusFilter::Any), [1, 2, 3, 4, 6]);
    assert_eq!(
        with_status(StatusFilter::Is(vec![
            VacancyStatus::Paused,
            VacancyStatus::Draft
        ])),
        [1]
    );
}

#[test]
fn filters_narrow() {
    let hours = |min: f64, max: f64| {
        HoursRange::new(
            WeeklyMinutes::from_hours(min).unwrap(),
            WeeklyMinutes::from_hours(max).unwrap(),
        )
    };
    let mut full_time = vacancy(1, "a");
    full_time.vacancy.offers[0].hours = hours(30.0, 37.0);
    let mut mixed = vacancy(2, "b");
    mixed.vacancy.offers[0].hours = hours(15.0, 20.0);
    mixed.vacancy.offers.push(Offer {
        hours: hours(37.0, 37.0),
        ..Offer::of_form(Form::Igu)
    });
    mixed.vacancy.occupation = OccupationCode::parse("5120");
    let mut silent = vacancy(3, "c");
    silent.vacancy.occupation = OccupationCode::parse("5151");
    silent.vacancy.workplace.as_mut().unwrap().postcode = Postcode::parse("8000");
    silent.vacancy.employer = Some(Employer {
        industry: IndustryDivision::parse("52"),
        ..Employer::default()
    });
    let filled = Filled::with(vec![full_time, mixed, silent]);
    let with = |change: &dyn Fn(&mut VacancyFilters)| {
        let mut query = query("");
        change(&mut query.filters);
        numbers(&filled.ask(&query))
    };
    assert_eq!(with(&|filters| filters.hours = hours(16.0, 18.0)), [3, 2]);
    assert_eq!(with(&|filters| filters.hours = hours(37.0, 40.0)), [3, 2, 1]);
    assert_eq!(with(&|filters| filters.hours = hours(21.0, 29.0)), [3]);
    assert_eq!(with(&|filters| filters.forms = vec![Form::Igu]), [2]);
    assert_eq!(
        with(&|filters| filters.occupations = vec!["5".to_owned()]),
        [3, 2]
    );
    assert_eq!(
        with(&|filters| filters.occupations = vec!["512".to_owned(), "4321".to_owned()]),
        [2, 1]
    );
    assert_eq!(
        with(&|filters| filters.industries = vec![IndustryDivision::parse("52").unwrap()]),
        [3]
    );
    assert_eq!(with(&|filters| filters.areas = vec!["fyn".to_owned()]), [2, 1]);
    assert_eq!(
        with(&|filters| filters.municipalities = vec!["751".to_owned()]),
        [3]
    );
    assert_eq!(
        with(&|filters| filters.postcodes = vec![Postcode::parse("8000").unwrap()]),
        [3]
    );
    assert_eq!(
        with(&|filters| filters.sources = vec!["nobody".to_owned()]),
        [0; 0]
    );
    let mut wrong = query("");
    wrong.filters.occupations = vec!["43x".to_owned()];
    assert!(matches!(
        filled.index.search(&wrong),
        Err(TextIndexError::InvalidOccupationPrefix(_))
    ));
}

#[test]
fn a_change_replaces_and_a_deletion_removes() {
    let mut filled = Filled::with_titles(&["Kok", "Maler"]);
    filled.put(vec![vacancy(1, "Tømrer")]);
    assert_eq!(filled.numbers("kok"), [0; 0]);
    assert_eq!(filled.numbers("tømrer"), [1]);
    filled.change(ChangeBatch {
        deleted_vacancies: vec![vacancy(1, "").id],
        ..ChangeBatch::default()
    });
    assert_eq!(filled.numbers(""), [2]);
    assert_eq!(filled.index.generation(), 3);
    assert_eq!(filled.ask(&query("")).total, 1);
}

#[test]
fn jobseekers_are_found_by_codes_only() {
    let mut filled = Filled::with_titles(&[]);
    let mut first = jobseeker(1);
    first.jobseeker.home = Postcode::parse("5220");
    first.jobseeker.target_group = Some(TargetGroup::CashBenefit);
    first.jobseeker.wishes.goal_occupation = OccupationCode::parse("5120");
    let mut second = jobseeker(2);
    second.jobseeker.mobility.modes = Some(vec![TravelMode::Bicycle]);
    filled.put_jobseekers(vec![first.clone(), second.clone()]);
    let ask = |filters: JobseekerFilters| {
        let query = JobseekerQuery {
            organisation: OrganisationId::default_organisation(),
            filters,
            facets: vec![JobseekerFacet::TargetGroup],
            limit: 10,
            after: None,
        };
        let answer = filled.index.search_jobseekers(&query).unwrap();
        assert_eq!(answer.total, answer.hits.len() as u64);
        answer.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(ask(JobseekerFilters::default()).len(), 2);
    assert_eq!(
        ask(JobseekerFilters {
            wishes: vec!["51".to_owned()],
            ..JobseekerFilters::default()
        }),
        [first.id]
    );
    assert_eq!(
        ask(JobseekerFilters {
            areas: vec!["fyn".to_owned()],
            ..JobseekerFilters::default()
        }),
        [first.id]
    );
    let cyclists = JobseekerFilters {
        modes: vec![TravelMode::Bicycle],
        ..JobseekerFilters::default()
    };
    assert_eq!(ask(cyclists), [second.id]);
    filled.change(ChangeBatch {
        deleted_jobseekers: vec![first.id],
        ..ChangeBatch::default()
    });
    let left = JobseekerQuery {
        organisation: OrganisationId::default_organisation(),
        filters: JobseekerFilters::default(),
        facets: vec![JobseekerFacet::TargetGroup],
        limit: 10,
        after: None,
    };
    let answer = filled.index.search_jobseekers(&left).unwrap();
    assert_eq!((answer.total, answer.facets[0].values.len()), (1, 0));
}
