//! A list with bounds is the list that scoring everything gives, and a pair has one score whoever
//! asks for it. Over a generated corpus, straight on the match table.

use crate::harness::{TestApp, knowledge, ruleset};
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::record::VacancyRecord;
use foothold::domain::set::BitSet32;
use foothold::generate::Corpus;
use foothold::index::match_table::{KeptMatchTable, MatchTableSink};
use foothold::index::sink::{ChangeBatch, ChangeSink};
use foothold::matching::filter::OfferFilter;
use foothold::matching::knowledge::Knowledge;
use foothold::matching::list::{Filter, List, ListQuery};
use foothold::matching::list_traits::ListTrait;
use foothold::matching::plan::Plan;
use foothold::matching::rules::Rules;
use foothold::matching::score::score;
use foothold::matching::steering::{Example, Steering};
use foothold::ports::match_table::{MatchTable, MatchTableView};
use foothold::service::vocabulary::TableVocabulary;
use foothold::taxonomy::SkillIx;
use foothold::wire::jobseeker_in::read_jobseeker;
use foothold::wire::vacancy_in::read_vacancy;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::sync::Arc;

pub const DAY: Date = date(2026, 11, 24);

pub fn table(corpus: &Corpus, vacancies: u32) -> Arc<dyn MatchTableView> {
    table_of((0..vacancies).map(|number| corpus.vacancy(number)))
}

fn table_of(vacancies: impl Iterator<Item = Value>) -> Arc<dyn MatchTableView> {
    let vocabulary = TableVocabulary::new(knowledge());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("match-table.bin");
    let (mut sink, reader) = MatchTableSink::open(KeptMatchTable::read(file, "test"), knowledge());
    let record = |vacancy| {
        let read = read_vacancy(&vacancy, &vocabulary).expect("a vacancy");
        Arc::new(VacancyRecord {
            id: VacancyId::generate(),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy: read.vacancy,
        })
    };
    // Two batches, so that a base and an overlay are searched together, and some rows are replaced.
    let all: Vec<Arc<VacancyRecord>> = vacancies.map(record).collect();
    for (seq, part) in [&all[..], &all[..all.len() / 10]].into_iter().enumerate() {
        let batch = ChangeBatch {
            upserted_vacancies: part.to_vec(),
            up_to_seq: seq as i64 + 1,
            ..ChangeBatch::default()
        };
        sink.apply(&batch).expect("applied");
        sink.commit().expect("committed");
        sink.save().expect("saved");
    }
    reader.current()
}

#[test]
fn bounds_lose_nothing() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 7, DAY);
    let table = table(&corpus, 4000);
    assert_eq!(table.len(), 4000);
    let rules = Rules::new(ruleset(), &knowledge);
    let vocabulary = TableVocabulary::new(knowledge.clone());
    let mut scored = 0;
    for number in 0..60 {
        let seeker = read_jobseeker(&corpus.jobseeker(number), &vocabulary)
            .expect("a profile")
            .jobseeker;
        let plan = Plan::new(&seeker, rules.ruleset.axes, DAY, &rules, &knowledge);
        let bounded = ListQuery {
            limit: 50,
            after: None,
            min_score: 0,
            filter: Filter::default(),
            count_all: false,
            not_now: 0,
            count_sole_failures: false,
        };
        let everything = ListQuery {
            count_all: true,
            not_now: 20,
            count_sole_failures: true,
            ..bounded.clone()
        };
        let (quick, full) = (
            table.list(&plan, &bounded),
            table.list_by_scoring_all(&plan, &everything),
        );
        assert_eq!(quick.items, full.items, "profile {number}");
        assert_eq!(full.scored, 4000);
        let counted = table.list(&plan, &everything);
        assert_eq!(
            List {
                scored: full.scored,
                ..counted
            },
            full,
            "profile {number}"
        );
        scored += quick.scored;
        for listed in &quick.items {
            let (view, _) = table.vacancy(*listed);
            assert_eq!(score(&plan, &view).base, listed.key.base);
        }
        if let [.., middle, _] = &quick.items[..quick.items.len().min(20)] {
            let rest = ListQuery {
                after: Some(middle.key),
                ..bounded.clone()
            };
            let next = table.list(&plan, &rest);
            let from = quick
                .items
                .iter()
                .position(|item| item == middle)
                .expect("listed")
                + 1;
            let shared = (quick.items.len() - from).min(next.items.len());
            assert_eq!(
                next.items[..shared],
                quick.items[from..from + shared],
                "profile {number}"
            );
        }
    }
    assert!(
        scored < 60 * 4000 / 2,
        "bounds spare work: {scored} pairs were scored"
    );
}

/// A vacancy that asks in one of the ways that are told apart before its columns are read.
fn asking(number: u32, mut vacancy: Value, knowledge: &Knowledge) -> Value {
    let skills = &knowledge.taxonomy.skills;
    let listed = |count: usize| {
        let skills = (0..count)
            .map(|at| json!({"skill": skills.id(SkillIx(at as u16 * 7)), "importance": "optional"}));
        Value::from(skills.collect::<Vec<Value>>())
    };
    let mut requirements = json!({});
    match number % 6 {
        0 => requirements["skills"] = listed(0),
        1 => requirements["skills"] = listed(9),
        2 => requirements["skills"] = listed(150),
        3 => requirements["languages"] = json!([{"language": "de", "level": "B1"}]),
        4 => {
            requirements["experience_years"] = json!(3);
            requirements["education"] = json!("vocational");
            vacancy["description"] = json!(
                "Du skal kunne køre truck. Erfaring med kundebetjening og rengøring er ikke nødvendig."
            );
        }
        _ => vacancy["occupation"] = Value::Null,
    }
    vacancy["requirements"] = requirements;
    vacancy
}

#[test]
fn however_a_vacancy_tells_what_it_asks_its_score_is_the_same() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 11, DAY);
    let vacancies = (0..600).map(|number| asking(number, corpus.vacancy(number), &knowledge));
    let table = table_of(vacancies);
    let rules = Rules::new(ruleset(), &knowledge);
    let vocabulary = TableVocabulary::new(knowledge.clone());
    let mut listed = 0;
    for number in 0..40 {
        let seeker = read_jobseeker(&corpus.jobseeker(number), &vocabulary)
            .expect("a profile")
            .jobseeker;
        let plan = Plan::new(&seeker, rules.ruleset.axes, DAY, &rules, &knowledge);
        let query = ListQuery::first(600, Filter::default());
        let (quick, full) = (
            table.list(&plan, &query),
            table.list_by_scoring_all(&plan, &query),
        );
        assert_eq!(quick.items, full.items, "profile {number}");
        listed += quick.items.len();
    }
    assert!(listed > 1000, "lists have vacancies: {listed}");
}

#[test]
fn what_steers_or_narrows_a_list_is_not_bounded_away() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 7, DAY);
    let table = table(&corpus, 2000);
    let rules = Rules::new(ruleset(), &knowledge);
    let vocabulary = TableVocabulary::new(knowledge.clone());
    let mut moved = 0;
    for number in 0..30 {
        let seeker = read_jobseeker(&corpus.jobseeker(number), &vocabulary)
            .expect("a profile")
            .jobseeker;
        let plan = || Plan::new(&seeker, rules.ruleset.axes, DAY, &rules, &knowledge);
        let query = |limit| ListQuery {
            limit,
            after: None,
            min_score: 0,
            filter: Filter {
                traits: BitSet32::EMPTY.with(ListTrait::ViableMarket as usize),
                ..Filter::default()
            },
            count_all: true,
            not_now: 20,
            count_sole_failures: true,
        };
        let plain = table.list(&plan(), &query(200)).items;
        let (Some(best), Some(last)) = (plain.first(), plain.last()) else {
            continue;
        };
        let example = |listed| vec![Example::of(&table.vacancy(listed).0, &knowledge)];
        let offers = OfferFilter {
            minutes: (number % 2 == 0).then_some((20 * 60, 37 * 60)),
            ..OfferFilter::default()
        };
        let steered = plan().taking(offers).steered_by(Steering {
            liked: example(*last),
            disliked: example(*best),
        });
        let quick = table.list(&steered, &query(20));
        let full = table.list_by_scoring_all(&steered, &query(20));
        assert_eq!(
            List {
                scored: full.scored,
                ..quick.clone()
            },
            full,
            "profile {number}"
        );
        for listed in quick.items {
            let (view, _) = table.vacancy(listed);
            let base = score(&steered, &view).base;
            assert_eq!(steered.steered(&view, base), listed.key.base);
            let adjusted = steered.adjustments(&view, base);
            let sum: i64 = adjusted.iter().map(|one| i64::from(one.value)).sum();
            assert_eq!(i64::from(base) + sum, i64::from(listed.key.base));
            moved += usize::from(sum != 0);
        }
    }
    assert!(moved > 0);
}

/// More rows than the overlay keeps before it is folded.
const FOLDED: u128 = 8200;

#[test]
fn what_was_folded_is_there_after_a_crash() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 5, DAY);
    let vocabulary = TableVocabulary::new(knowledge.clone());
    let vacancy = read_vacancy(&corpus.vacancy(0), &vocabulary)
        .expect("a vacancy")
        .vacancy;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("match-table.bin");
    let open = || MatchTableSink::open(KeptMatchTable::read(file.clone(), "test"), knowledge.clone());
    let (mut sink, reader) = open();
    let record = |number| {
        Arc::new(VacancyRecord {
            id: VacancyId::from_uuid(uuid::Uuid::from_u128(number)),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy: vacancy.clone(),
        })
    };
    let batch = ChangeBatch {
        upserted_vacancies: (1..=FOLDED).map(record).collect(),
        up_to_seq: 7,
        ..ChangeBatch::default()
    };
    sink.apply(&batch).expect("applied");
    sink.commit().expect("committed");
    let first = reader.current();
    let id = VacancyId::from_uuid(uuid::Uuid::from_u128(3));
    let content = first.content(first.find(id).expect("kept"));
    for _ in 0..600 {
        if file.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let (again, reader) = open();
    let table = reader.current();
    assert_eq!((again.last_seq(), table.len() as u128), (7, FOLDED));
    assert_eq!(table.content(table.find(id).expect("kept")), content);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_scores_as_its_list_says_page_by_page() {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 11, DAY);
    let app = TestApp::start().await;
    let vacancies: Vec<Value> = (0..600).map(|number| corpus.vacancy(number)).collect();
    app.import(&vacancies).await;
    let as_of = "2026-11-24T09:00:00+01:00";
    for number in 0..5 {
        let profile = corpus.jobseeker(number);
        let all = json!({"profile": profile, "as_of": as_of, "limit": 200});
        let whole = app.post("/v1/matches", &all).await.json();
        let whole = whole["matches"].as_array().expect("a list").clone();
        let mut walked = Vec::new();
        let mut body = json!({"profile": profile, "as_of": as_of, "limit": 7});
        while walked.len() < 21 {
            let page = app.post("/v1/matches", &body).await.json();
            walked.extend(page["matches"].as_array().expect("a page").iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            body = json!({"profile": profile, "limit": 7, "cursor": cursor});
        }
        assert_eq!(walked[..], whole[..walked.len()], "profile {number}");
        for item in whole.iter().take(12) {
            let pair = json!({"profile": profile, "as_of": as_of, "vacancy_id": item["vacancy"]["id"]});
            let scored = &app.post("/v1/score", &pair).await.json()["scores"][0];
            assert_eq!(scored["base_score"], item["base_score"]);
            assert_eq!(scored["rank_if_open"], item["rank"]);
            assert_eq!(scored["reasons"], item["reasons"]);
        }
    }
}
