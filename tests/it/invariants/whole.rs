//! One score for a pair whoever asks: the list, the pair, one thread or many.

use super::openings::vacancy;
use super::pool::POOL;
use super::profiles::{jobseeker, wish};
use super::world::{DAY, WORLD, cases, rules};
use crate::harness::knowledge;
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::jobseeker::{Jobseeker, Wishes};
use foothold::domain::language::Language;
use foothold::domain::record::VacancyRecord;
use foothold::domain::vacancy::Vacancy;
use foothold::index::match_table::{KeptMatchTable, MatchTableSink};
use foothold::index::sink::{ChangeBatch, ChangeSink};
use foothold::matching::explain::explain;
use foothold::matching::list::{Filter, ListQuery};
use foothold::matching::plan::Plan;
use foothold::matching::score::{nearest, score};
use foothold::ports::match_table::{MatchTable, MatchTableView};
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::vacancy_in::read_vacancy;
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

const LIMIT: usize = 8;

fn id(number: usize) -> VacancyId {
    VacancyId::from_uuid(Uuid::from_u128(number as u128 + 1))
}

fn table(vacancies: impl IntoIterator<Item = Vacancy>) -> Arc<dyn MatchTableView> {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut sink, reader) = MatchTableSink::open(
        KeptMatchTable::read(folder.path().join("table"), "test"),
        knowledge(),
    );
    let record = |(number, vacancy)| {
        Arc::new(VacancyRecord {
            id: id(number),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy,
        })
    };
    let batch = ChangeBatch {
        upserted_vacancies: vacancies.into_iter().enumerate().map(record).collect(),
        up_to_seq: 1,
        ..ChangeBatch::default()
    };
    sink.apply(&batch).expect("applied");
    sink.commit().expect("committed");
    reader.current()
}

fn query(not_now: usize) -> ListQuery {
    ListQuery {
        limit: LIMIT,
        after: None,
        min_score: 0,
        filter: Filter::default(),
        count_all: not_now > 0,
        not_now,
        count_sole_failures: false,
    }
}

fn judge_list(seeker: &Jobseeker, table: &dyn MatchTableView) -> Result<(), TestCaseError> {
    let plan = WORLD.plan(seeker);
    let (quick, full) = (table.list(&plan, &query(0)), table.list(&plan, &query(LIMIT)));
    prop_assert_eq!(&quick.items, &full.items);
    let scored = table.list_by_scoring_all(&plan, &query(LIMIT));
    prop_assert_eq!((&full.not_now, full.total), (&scored.not_now, scored.total));
    let every = (0..table.len()).map(|number| table.find(id(number)).expect("kept"));
    let pairs = every.map(|listed| score(&plan, &table.vacancy(listed).0));
    let mut passing: Vec<u32> = pairs
        .filter(|pair| pair.gates.open())
        .map(|pair| pair.base)
        .collect();
    passing.sort_unstable_by_key(|&base| Reverse(base));
    prop_assert_eq!(full.total, Some(passing.len()));
    passing.truncate(LIMIT);
    prop_assert_eq!(
        full.items
            .iter()
            .map(|listed| listed.key.base)
            .collect::<Vec<_>>(),
        passing
    );
    for listed in &full.items {
        let (view, _) = table.vacancy(*listed);
        let pair = score(&plan, &view);
        prop_assert!(pair.gates.open());
        prop_assert_eq!(pair.base, listed.key.base);
    }
    for listed in &full.not_now {
        let (view, _) = table.vacancy(*listed);
        let pair = score(&plan, &view);
        prop_assert!(!pair.gates.open());
        prop_assert_eq!(nearest(&plan, &view, pair).base, listed.key.base);
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: cases().cases.div_ceil(2), ..cases() })]

    #[test]
    fn a_list_is_what_scoring_every_pair_gives(
        seekers in vec(jobseeker(), 4),
        odd in vec(vacancy(), 60),
    ) {
        let table = table(odd);
        for seeker in &seekers {
            judge_list(seeker, &*table)?;
        }
    }
}

static CORPUS_TABLE: LazyLock<Arc<dyn MatchTableView>> = LazyLock::new(|| {
    let vocabulary = TableVocabulary::new(knowledge());
    let kept = |number| read_vacancy(&WORLD.corpus.vacancy(number), &vocabulary).expect("a vacancy");
    table((0..800).map(|number| kept(number).vacancy))
});

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_postcode_and_one_wish_give_a_ranked_and_explained_list(
        home in 0..POOL.postcodes.len(),
        wish in wish(),
    ) {
        let seeker = Jobseeker {
            home: Some(POOL.postcodes[home]),
            wishes: Wishes { occupations: vec![wish], ..Wishes::default() },
            ..Jobseeker::default()
        };
        let plan = WORLD.plan(&seeker);
        let list = CORPUS_TABLE.list(&plan, &query(LIMIT));
        let is_remote = ["3700", "8799", "9990"].contains(&POOL.postcodes[home].to_string().as_str());
        prop_assert!(!list.items.is_empty() || (is_remote && !list.not_now.is_empty()));
        let mut last = u32::MAX;
        for listed in &list.items {
            let (view, _) = CORPUS_TABLE.vacancy(*listed);
            let pair = score(&plan, &view);
            prop_assert!(pair.base <= last);
            last = pair.base;
            let explanation = explain(&plan, &view, &pair, Language::Danish);
            let told: u32 = explanation.reasons.iter().map(|reason| reason.contribution).sum();
            prop_assert_eq!(told, pair.base);
        }
    }
}

/// Scores, in the order of profiles and vacancies, as a pool of so many threads computes them, over
/// rules in which nothing is laid out yet.
fn scores_with(threads: usize, seekers: &[Jobseeker]) -> Vec<[u32; 4]> {
    let rules = rules(&WORLD.knowledge);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a pool");
    pool.install(|| {
        let of_one = |seeker: &Jobseeker| {
            let plan = Plan::new(seeker, rules.ruleset.axes, DAY, &rules, &WORLD.knowledge);
            let scored = WORLD
                .vacancies
                .iter()
                .map(|vacancy| score(&plan, &vacancy.view()).contributions);
            scored.collect::<Vec<_>>()
        };
        seekers.par_iter().flat_map_iter(of_one).collect()
    })
}

#[test]
fn one_thread_scores_as_many_do() {
    let seekers: Vec<Jobseeker> = (0..40).map(|number| WORLD.jobseeker(number)).collect();
    assert_eq!(scores_with(1, &seekers), scores_with(4, &seekers));
}
