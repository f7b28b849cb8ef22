//! How long the heart takes: match lists over 100,000 generated vacancies, one pair, one vacancy read.
//!
//! `FOOTHOLD_BENCH_VACANCIES` sets another size of the corpus.
#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use criterion::{BatchSize, Criterion};
use foothold::app::{Tables, read_knowledge};
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::jobseeker::Jobseeker;
use foothold::domain::language::Language;
use foothold::domain::record::VacancyRecord;
use foothold::generate::{Corpus, USUAL_DAY};
use foothold::index::match_table::{MatchTableReader, MatchTableSink};
use foothold::index::sink::{ChangeBatch, ChangeSink};
use foothold::matching::knowledge::Knowledge;
use foothold::matching::list::{Filter, ListQuery};
use foothold::matching::plan::Plan;
use foothold::matching::ruleset::AxisWeights;
use foothold::matching::score::score;
use foothold::ports::match_table::MatchTable;
use foothold::service::bounded::BoundedPool;
use foothold::service::matches::MatchService;
use foothold::service::rulesets::RulesetShelf;
use foothold::service::vocabulary::TableVocabulary;
use foothold::store::{SqlStore, StoreOptions};
use foothold::wire::jobseeker_in::read_jobseeker;
use foothold::wire::vacancy_in::read_vacancy;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::cell::Cell;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

/// Profiles that are asked in turn, so that no single one is measured.
const PROFILES: u32 = 40;
/// Items of a list.
const LIMIT: usize = 50;
/// Records handed to the table at a time.
const BATCH: u32 = 5000;
/// The moment of every evaluation, on the corpus's own day.
const AS_OF: &str = "2026-11-24T09:00:00+01:00";

/// Everything that is measured.
struct Bench {
    knowledge: Arc<Knowledge>,
    rulesets: Arc<RulesetShelf>,
    vocabulary: TableVocabulary,
    corpus: Corpus,
    table: MatchTableReader,
    profiles: Vec<Value>,
    seekers: Vec<Jobseeker>,
    turn: Cell<usize>,
}

impl Bench {
    fn prepare(vacancies: u32, folder: &std::path::Path) -> Self {
        let tables = Tables::load(None).expect("the built-in tables");
        let knowledge = Arc::new(read_knowledge(&tables).expect("good tables"));
        let files: Vec<(String, String)> = tables
            .below("rulesets/")
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let rulesets = Arc::new(RulesetShelf::load(&files, &knowledge).expect("good rulesets"));
        let vocabulary = TableVocabulary::new(Arc::clone(&knowledge));
        let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 1, USUAL_DAY);
        let table = fill(&corpus, vacancies, &vocabulary, &knowledge, folder);
        let profiles: Vec<Value> = (0..PROFILES).map(|number| corpus.jobseeker(number)).collect();
        let read = |profile: &Value| {
            read_jobseeker(profile, &vocabulary)
                .expect("a good profile")
                .jobseeker
        };
        let seekers = profiles.iter().map(read).collect();
        Self {
            knowledge,
            rulesets,
            vocabulary,
            corpus,
            table,
            profiles,
            seekers,
            turn: Cell::new(0),
        }
    }

    fn next(&self) -> usize {
        let turn = self.turn.get();
        self.turn.set((turn + 1) % self.profiles.len());
        turn
    }

    fn plan(&self, seeker: usize) -> Plan<'_> {
        let weights = AxisWeights {
            resources: 0.45,
            mobility: 0.3,
            branch: 0.25,
        };
        let rules = self.rulesets.newest();
        Plan::new(&self.seekers[seeker], weights, USUAL_DAY, rules, &self.knowledge)
    }
}

/// The match table over the vacancies of the corpus.
fn fill(
    corpus: &Corpus,
    vacancies: u32,
    vocabulary: &TableVocabulary,
    knowledge: &Arc<Knowledge>,
    folder: &std::path::Path,
) -> MatchTableReader {
    let snapshot = folder.join("match_table.snapshot");
    let (mut sink, table) = MatchTableSink::open(snapshot, Arc::clone(knowledge), "bench".to_owned());
    for first in (0..vacancies).step_by(BATCH as usize) {
        let last = (first + BATCH).min(vacancies);
        let record = |number: u32| {
            let read = read_vacancy(&corpus.vacancy(number), vocabulary).expect("a good vacancy");
            Arc::new(VacancyRecord {
                id: VacancyId::generate(),
                organisation: OrganisationId::default_organisation(),
                version: 1,
                created_at: Timestamp::UNIX_EPOCH,
                updated_at: Timestamp::UNIX_EPOCH,
                vacancy: read.vacancy,
            })
        };
        let batch = ChangeBatch {
            upserted_vacancies: (first..last).map(record).collect(),
            up_to_seq: i64::from(last),
            ..ChangeBatch::default()
        };
        sink.apply(&batch).expect("a batch");
    }
    sink.commit().expect("a commit");
    sink.stop().expect("a fold");
    table
}

fn lists(criterion: &mut Criterion, bench: &Bench) {
    let view = bench.table.current();
    let name = |what: &str| format!("{what}, {} vacancies", view.len());
    let query = ListQuery {
        limit: LIMIT,
        after: None,
        min_score: 0,
        filter: Filter::default(),
        count_all: false,
        not_now: 0,
        count_sole_failures: false,
    };
    let counted = ListQuery {
        count_all: true,
        ..query.clone()
    };
    criterion.bench_function(&name("plan of a profile"), |run| {
        run.iter(|| black_box(bench.plan(bench.next())));
    });
    for (what, query) in [("best 50", &query), ("best 50 with exact total", &counted)] {
        criterion.bench_function(&name(what), |run| {
            run.iter_batched(
                || bench.plan(bench.next()),
                |plan| view.list(&plan, query),
                BatchSize::SmallInput,
            );
        });
    }
    let plan = bench.plan(0);
    let best = view.list(&plan, &query);
    criterion.bench_function("score of one pair", |run| {
        let pair = best.items.first().copied().expect("a match");
        let (vacancy, _) = view.vacancy(pair);
        run.iter(|| score(black_box(&plan), black_box(&vacancy)));
    });
}

fn explained(criterion: &mut Criterion, bench: &Bench, folder: &std::path::Path) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (file, options) = (folder.join("bench.db"), StoreOptions::default());
    let store = runtime.block_on(SqlStore::open_sqlite(&file, &options));
    let store = store.expect("a store");
    let service = MatchService::new(
        Arc::clone(&bench.knowledge),
        Arc::clone(&bench.rulesets),
        Arc::new(bench.table.clone()),
        Arc::new(store),
        Arc::new(bench.vocabulary.clone()),
        BoundedPool::new(1, 0),
    );
    let everybody = OrganisationId::default_organisation();
    criterion.bench_function("explained list of 50 as JSON", |run| {
        run.iter(|| {
            let profile = &bench.profiles[bench.next()];
            let body = json!({"profile": profile, "limit": LIMIT, "as_of": AS_OF});
            let reply = service.matches(&everybody, &body, Language::Danish, Timestamp::UNIX_EPOCH);
            runtime.block_on(reply).expect("a list")
        });
    });
}

fn reading(criterion: &mut Criterion, bench: &Bench) {
    let lines: Vec<Vec<u8>> = (0..PROFILES)
        .map(|number| serde_json::to_vec(&bench.corpus.vacancy(number)).expect("JSON"))
        .collect();
    criterion.bench_function("reading one vacancy of an import", |run| {
        run.iter(|| {
            let line = &lines[bench.next()];
            let value: Value = serde_json::from_slice(line).expect("JSON");
            read_vacancy(&value, &bench.vocabulary).expect("a good vacancy")
        });
    });
    criterion.bench_function("generating one vacancy", |run| {
        run.iter(|| bench.corpus.vacancy(bench.next() as u32));
    });
}

fn main() {
    let asked = std::env::var("FOOTHOLD_BENCH_VACANCIES").ok();
    let vacancies = asked.and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::prepare(vacancies, folder.path());
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    lists(&mut criterion, &bench);
    explained(&mut criterion, &bench, folder.path());
    reading(&mut criterion, &bench);
    criterion.final_summary();
}
