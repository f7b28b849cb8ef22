//! The composition root: settings -> tables -> adapters -> use cases. Only here it is known which
//! store and which index stand behind the ports.

mod ahead;
mod derived;
mod knowledge;
mod labels;
mod tables;

use crate::api::auth::{Auth, AuthError};
use crate::api::server::{self, ServeError, ServerSetup};
use crate::config::{Config, ConfigError};
use crate::domain::ids::JobseekerId;
use crate::domain::travel_mode::TravelMode;
use crate::index::analysis::{Analyser, AnalysisTexts};
use crate::index::follower::{Follower, FollowerConfig, FollowerHandle};
use crate::index::match_table::{KeptMatchTable, MatchTableReader, MatchTableSink};
use crate::index::schema::{IndexSchema, SchemaError};
use crate::index::seeker_table::{SeekerTableReader, SeekerTableSink};
use crate::index::sink::{ChangeSink, SinkError};
use crate::index::text::{TantivyTextIndex, TextIndexSetup};
use crate::matching::knowledge::Knowledge;
use crate::matching::ruleset::{Ruleset, RulesetError};
use crate::ports::match_table::MatchTable;
use crate::ports::{ChangeLog, Decisions, Following, Records, StoreError, TextIndex};
use crate::service::Services;
use crate::service::bounded::BoundedPool;
use crate::service::decisions::DecisionService;
use crate::service::health::{HealthService, RulesetMeta, TableMeta};
use crate::service::imports::ImportService;
use crate::service::jobseekers::JobseekerService;
use crate::service::keeping::RemovalListener;
use crate::service::match_records::Recorder;
use crate::service::match_records::retention::Retention;
use crate::service::matches::MatchService;
use crate::service::matches::recorded::Recording;
use crate::service::matches::standing::Standing;
use crate::service::once::HashKey;
use crate::service::reach::ReachService;
use crate::service::reference::ReferenceService;
use crate::service::rules::RuleService;
use crate::service::rulesets::RulesetShelf;
use crate::service::search::SearchService;
use crate::service::transitions::TransitionService;
use crate::service::travel::TravelService;
use crate::service::vacancies::VacancyService;
use crate::service::visibility::Visibility;
use crate::service::vocabulary::TableVocabulary;
use crate::store::{SqlStore, StoreOptions};
use crate::taxonomy::TaxonomyError;
use crate::taxonomy::imported::AboutImported;
use crate::telemetry::metrics_handle;
use crate::travel::{ImportedError, Matrices, TravelError};
use crate::wire::vocabulary::Vocabulary;
pub use ahead::WaysAhead;
use derived::{Derived, derived_file};
use knowledge::{derive_knowledge, read_knowledge_again};
pub use knowledge::{read_knowledge, read_travel, taxonomy_files};
pub use server::Running;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
pub use tables::{Tables, TablesError, sha256};
use tokio::task;

/// Setting that holds the key for hashing references.
const HASH_KEY: &str = "reference_hash_key";

/// Lists that are made at once for every core: one that takes long does not keep the others waiting, and
/// memory to work in stays bounded.
const LISTS_PER_CORE: usize = 2;
/// Lists that may wait for their turn; one more is answered 503.
const LISTS_WAITING: usize = 256;

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The files of `index/`.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// The taxonomy.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// Places or travel.
    #[error(transparent)]
    Travel(#[from] TravelError),
    /// Imported minutes.
    #[error(transparent)]
    Imported(#[from] ImportedError),
    /// A ruleset.
    #[error(transparent)]
    Ruleset(#[from] RulesetError),
    /// The schema of the index.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The store.
    #[error("the store cannot be opened: {0}")]
    Store(#[from] StoreError),
    /// The index.
    #[error("the index cannot be opened: {0}")]
    Index(SinkError),
    /// Who is let in.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The address cannot be listened on.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Everything that runs: store, index, use cases.
pub struct App {
    config: Config,
    services: Services,
    knowledge: Arc<Knowledge>,
    store: SqlStore,
    follower: FollowerHandle,
    log: Arc<dyn ChangeLog>,
    recorder: Recorder,
    /// Deletes old records while the service runs.
    _retention: Retention,
    /// Writes what was derived from the tables for the next start.
    keeping: Option<JoinHandle<()>>,
}

impl App {
    /// Opens store and index and starts following the change log. Must be called within a Tokio
    /// runtime of several threads.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        let folder = Some(config.index.tables.as_path()).filter(|path| !path.as_os_str().is_empty());
        let tables = Tables::load(folder)?;
        let opening = Opening::begin(&config, &tables);
        let file = derived_file(&config.index.directory, &tables);
        let (knowledge, keeping) = if let Some(derived) = Derived::read(&file) {
            (read_knowledge_again(&tables, derived)?, None)
        } else {
            let (knowledge, derived) = derive_knowledge(&tables)?;
            (knowledge, Some(std::thread::spawn(move || derived.keep(&file))))
        };
        let mut app = Self::join(config, &tables, Arc::new(knowledge), opening).await?;
        app.keeping = keeping;
        Ok(app)
    }

    /// As [`App::open`], with tables that were read before.
    pub async fn open_with(
        config: Config,
        tables: &Tables,
        knowledge: Arc<Knowledge>,
    ) -> Result<Self, StartError> {
        let opening = Opening::begin(&config, tables);
        Self::join(config, tables, knowledge, opening).await
    }

    /// Joins what was opened.
    async fn join(
        config: Config,
        tables: &Tables,
        knowledge: Arc<Knowledge>,
        opening: Opening,
    ) -> Result<Self, StartError> {
        let ruleset_files: Vec<(String, String)> = tables
            .below("rulesets/")
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let shelf = Arc::new(RulesetShelf::load(&ruleset_files, &knowledge)?);
        let store = finished(opening.store.await)??;
        let log: Arc<dyn ChangeLog> = Arc::new(store.clone());
        let records: Arc<dyn Records> = Arc::new(store.clone());
        let seq_at_start = log.last_seq().await?;
        let hash_key = records.setting_or_insert(HASH_KEY, &HashKey::generate()).await?;

        let imported = knowledge.taxonomy.imported.clone();
        let kept = finished(opening.table.await)?;
        let mut index = open_index(&config.index.directory, tables, &knowledge, kept)?;
        let (seeker_sink, seekers) = SeekerTableSink::open(Arc::clone(&log), seq_at_start);
        index.sinks.push(Box::new(seeker_sink));
        let follower = Follower::start(Arc::clone(&log), index.sinks, FollowerConfig::default());
        let recorder = Recorder::start(Arc::new(store.clone()));
        let retention = Retention::start(Arc::new(store.clone()), config.records.keep_days);
        let recording = Recording {
            recorder: recorder.clone(),
            standing: Standing::load(&store).await?,
            tables: tables.fingerprint().into(),
        };
        let parts = Parts {
            seekers,
            decisions: Arc::new(store.clone()),
            recording,
            knowledge,
            shelf,
            records,
            log: Arc::clone(&log),
            following: Arc::new(follower.clone()),
            hash_key: HashKey::from_setting(&hash_key),
            text: index.text,
            table: index.table,
        };
        let health = HealthService::new(
            Arc::clone(&log),
            Arc::new(follower.clone()),
            seq_at_start,
            rulesets_meta(&parts.shelf),
            tables_meta(tables, &imported, &parts.knowledge.travel),
        );
        let knowledge = Arc::clone(&parts.knowledge);
        let services = services(&config, parts, health);
        Ok(Self {
            config,
            services,
            knowledge,
            store,
            follower,
            log,
            recorder,
            _retention: retention,
            keeping: None,
        })
    }

    /// The use cases.
    pub const fn services(&self) -> &Services {
        &self.services
    }

    /// The settings it was opened with.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Waits until everything that is kept by now is searchable; false when that took longer.
    pub async fn caught_up(&self, timeout: Duration) -> bool {
        match self.log.last_seq().await {
            Ok(seq) => Following::wait_for(&self.follower, seq, timeout).await.is_ok(),
            Err(_) => false,
        }
    }

    /// Starts to answer HTTP.
    pub async fn serve(&self) -> Result<Running, StartError> {
        let auth = Auth::from_config(&self.config.auth)?;
        let setup = ServerSetup {
            address: self.config.server.address()?,
            workers: self.config.server.workers,
            shutdown: Duration::from_secs(self.config.server.shutdown_seconds),
            auth,
            services: self.services.clone(),
            metrics: metrics_handle(),
        };
        Ok(server::start(setup).await?)
    }

    /// Starts to make what lists would make when they first need it; best once requests are answered.
    pub fn make_ahead(&self) -> WaysAhead {
        WaysAhead::start(Arc::clone(&self.knowledge))
    }

    /// Stops in good order: records that wait are written, what was applied is committed, the match table's snapshot is written,
    /// the store is closed.
    pub async fn shutdown(self) {
        self.recorder.stop().await;
        self.follower.stop().await;
        self.store.close().await;
        if let Some(keeping) = self.keeping {
            // What failed has said so.
            let _ = keeping.join();
        }
    }
}

/// What is opened while the tables are read.
struct Opening {
    store: task::JoinHandle<Result<SqlStore, StoreError>>,
    table: task::JoinHandle<KeptMatchTable>,
}

impl Opening {
    fn begin(config: &Config, tables: &Tables) -> Self {
        let snapshot = config.index.directory.join("match_table.snapshot");
        let fingerprint = tables.fingerprint().to_owned();
        let options = StoreOptions {
            readers: config.store.readers,
            ..StoreOptions::default()
        };
        let file = config.store.file.clone();
        Self {
            table: task::spawn_blocking(move || KeptMatchTable::read(snapshot, &fingerprint)),
            store: task::spawn(async move { SqlStore::open_sqlite(&file, &options).await }),
        }
    }
}

fn finished<T>(opened: Result<T, task::JoinError>) -> Result<T, StartError> {
    opened.map_err(|error| StartError::Index(error.into()))
}

/// What the use cases are made of.
struct Parts {
    seekers: SeekerTableReader,
    decisions: Arc<dyn Decisions>,
    recording: Recording,
    knowledge: Arc<Knowledge>,
    shelf: Arc<RulesetShelf>,
    records: Arc<dyn Records>,
    log: Arc<dyn ChangeLog>,
    following: Arc<dyn Following>,
    hash_key: HashKey,
    text: TantivyTextIndex,
    table: MatchTableReader,
}

fn services(config: &Config, parts: Parts, health: HealthService) -> Services {
    let vocabulary: Arc<dyn Vocabulary> = Arc::new(TableVocabulary::new(Arc::clone(&parts.knowledge)));
    let travel_vocabulary = Arc::clone(&vocabulary);
    let visibility = Visibility::new(
        Arc::clone(&parts.log),
        parts.following,
        config.server.refresh_timeout(),
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let parallel = match config.search.parallel {
        0 => cores,
        given => given,
    };
    let search_pool = BoundedPool::new(parallel, config.search.queue);
    let text: Arc<dyn TextIndex> = Arc::new(parts.text);
    let table: Arc<dyn MatchTable> = Arc::new(parts.table);
    let matches = MatchService::new(
        Arc::clone(&parts.knowledge),
        Arc::clone(&parts.shelf),
        Arc::clone(&table),
        Arc::clone(&parts.records),
        Arc::clone(&vocabulary),
        BoundedPool::new(cores * LISTS_PER_CORE, LISTS_WAITING),
    );
    let standing = parts.recording.standing.clone();
    let matches = Arc::new(matches.recorded_by(parts.recording));
    Services {
        vacancies: VacancyService::new(
            Arc::clone(&parts.records),
            Arc::clone(&vocabulary),
            visibility.clone(),
            parts.hash_key.clone(),
        ),
        jobseekers: JobseekerService::new(
            Arc::clone(&parts.records),
            Arc::clone(&vocabulary),
            visibility.clone(),
            parts.hash_key.clone(),
        )
        .telling(forgetting(standing.clone())),
        imports: ImportService::new(Arc::clone(&parts.records), Arc::clone(&vocabulary), visibility),
        search: SearchService::new(
            Arc::clone(&text),
            parts.log,
            Arc::clone(&vocabulary),
            search_pool.clone(),
        ),
        transitions: TransitionService::new(
            Arc::clone(&parts.knowledge),
            Arc::clone(&parts.shelf),
            text,
            search_pool.clone(),
        ),
        reverse: matches.reverse(
            Arc::new(parts.seekers),
            parts.hash_key.clone(),
            search_pool.clone(),
        ),
        decisions: DecisionService::new(
            parts.decisions,
            Arc::clone(&parts.records),
            Arc::clone(&matches),
            standing,
            parts.hash_key,
        ),
        matches,
        reach: ReachService::new(
            Arc::clone(&parts.knowledge),
            Arc::clone(&parts.shelf),
            table,
            parts.records,
            search_pool.clone(),
        ),
        rules: RuleService::new(Arc::clone(&parts.shelf)),
        travel: TravelService::new(Arc::clone(&parts.knowledge), travel_vocabulary),
        reference: ReferenceService::new(parts.knowledge, search_pool),
        health,
    }
}

/// Forgets what was decided about the lists of an erased jobseeker.
fn forgetting(standing: Standing) -> RemovalListener {
    Arc::new(move |id| {
        let (standing, jobseeker) = (standing.clone(), JobseekerId::parse(id));
        Box::pin(async move {
            if let Some(jobseeker) = jobseeker {
                standing.forget(jobseeker).await;
            }
        })
    })
}

/// The index: what follows the change log, and what answers from it.
struct Index {
    sinks: Vec<Box<dyn ChangeSink>>,
    text: TantivyTextIndex,
    table: MatchTableReader,
}

fn open_index(
    folder: &Path,
    tables: &Tables,
    knowledge: &Arc<Knowledge>,
    kept: KeptMatchTable,
) -> Result<Index, StartError> {
    let analyser = Analyser::new(AnalysisTexts {
        stopwords: tables.text("analysis/stopwords_da.txt")?,
        compound_parts: tables.text("analysis/compound_parts.txt")?,
        synonyms: tables.text("analysis/synonyms.tsv")?,
    });
    let (text, text_sink) = crate::index::text::open(TextIndexSetup {
        folder: folder.join("text"),
        schema: IndexSchema::parse(tables.text("schema.toml")?)?,
        analyser: Arc::new(analyser),
        labels: Arc::new(labels::TableLabels::new(
            Arc::clone(knowledge),
            tables.fingerprint().to_owned(),
        )),
    })
    .map_err(StartError::Index)?;
    let (table_sink, table) = MatchTableSink::open(kept, Arc::clone(knowledge));
    Ok(Index {
        sinks: vec![Box::new(text_sink), Box::new(table_sink)],
        text,
        table,
    })
}

fn rulesets_meta(shelf: &RulesetShelf) -> Vec<RulesetMeta> {
    let meta = |ruleset: &Ruleset| RulesetMeta {
        id: ruleset.id.clone(),
        hash: ruleset.hash.clone(),
    };
    shelf.all().map(meta).collect()
}

/// Every table with the note on source and licence that stands at its top.
fn tables_meta(tables: &Tables, imported: &AboutImported, travel: &Matrices) -> Vec<TableMeta> {
    let source = |text: &str| {
        let notes = text.lines().take_while(|line| line.starts_with('#'));
        let notes: Vec<&str> = notes.map(|line| line.trim_start_matches('#').trim()).collect();
        notes.join(" ")
    };
    let is_meant = |file: &str| {
        ["places/", "taxonomy/"]
            .iter()
            .any(|folder| file.starts_with(folder))
    };
    let texts = tables.hashed().filter(|(file, ..)| is_meant(file));
    let texts = texts.map(|(file, hash, text)| TableMeta {
        file: file.to_owned(),
        hash,
        source: source(text),
    });
    let minutes = tables.imported_minutes().map(|(file, bytes)| TableMeta {
        file: file.to_owned(),
        hash: tables::sha256(bytes),
        source: imported_note(file, travel),
    });
    let imported = tables.imported().map(|bytes| TableMeta {
        file: format!("taxonomy/{}", crate::taxonomy::imported::FILE),
        hash: tables::sha256(bytes),
        source: imported.source(),
    });
    texts.chain(minutes).chain(imported).collect()
}

/// What an imported file was made from, in the words of its import.
fn imported_note(file: &str, travel: &Matrices) -> String {
    let mode = if file == "places/transit.bin" {
        TravelMode::Transit
    } else {
        TravelMode::Car
    };
    travel.source(mode).map_or_else(String::new, |source| {
        let of = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
        let parts = [
            Some(travel.provider(mode).code().to_owned()),
            of("from", &source.publisher),
            of("version", &source.version),
            of("week from", &source.week),
            of("licence", &source.licence),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    })
}
