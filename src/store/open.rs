//! Opening a store, its connections, and how a write is carried out whole.

use super::migrations;
use crate::ports::StoreError;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Connection, Transaction};
use std::fmt::Write;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// Pages of 8 KiB hold five records of ordinary length with little waste. FULL makes an
/// acknowledged write survive a power cut, `secure_delete` overwrites what is deleted.
const WRITER_PRAGMAS: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; \
    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; \
    PRAGMA secure_delete = ON;";

const READER_PRAGMAS: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16384; PRAGMA query_only = ON;";

/// Moves the write-ahead log into the file and empties it, waiting for readers a quarter of a
/// second at most because writers wait meanwhile.
const FLUSH: &str = "PRAGMA busy_timeout = 250; PRAGMA wal_checkpoint(TRUNCATE);";
const FLUSH_DONE: &str = "PRAGMA busy_timeout = 5000;";

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Connections that read at the same time, at least 1.
    pub readers: u32,
    /// How long a call waits for a free connection before the store counts as busy.
    pub patience: Duration,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            patience: Duration::from_secs(10),
        }
    }
}

/// A store of records in SQL. Clones share the connections.
#[derive(Clone)]
pub struct SqlStore {
    pub(super) shared: Arc<Shared>,
}

/// What all clones of a store share.
pub(super) struct Shared {
    writer: AnyPool,
    pub(super) readers: AnyPool,
    last_seq: watch::Sender<i64>,
    /// Erased content may still stand in the write-ahead log.
    flush_is_due: AtomicBool,
}

impl SqlStore {
    /// Opens the SQLite file at `path`, making it and its directory when they are missing, and
    /// brings its tables up to date. Must be called within a Tokio runtime.
    pub async fn open_sqlite(path: &Path, options: &StoreOptions) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let url = sqlite_url(&prepare_file(path).await?);
        let connect = url.parse::<AnyConnectOptions>()?.disable_statement_logging();
        migrate(&connect).await?;
        let writer = pool(options, WRITER_PRAGMAS)
            .max_connections(1)
            .connect_with(connect.clone())
            .await?;
        let readers = pool(options, READER_PRAGMAS)
            .max_connections(options.readers.max(1))
            .connect_with(connect)
            .await?;
        let store = Self {
            shared: Arc::new(Shared {
                writer,
                readers,
                last_seq: watch::Sender::new(0),
                flush_is_due: AtomicBool::new(false),
            }),
        };
        let last = store.shared.read_last_seq().await?;
        store.shared.announce(last);
        Ok(store)
    }

    /// Closes all connections; the write-ahead log is moved into the file.
    pub async fn close(&self) {
        self.shared.readers.close().await;
        self.shared.writer.close().await;
    }

    /// Runs a write to its end even when the caller stops waiting for it, so that whatever was
    /// committed is announced.
    pub(super) fn carry_out<T, F>(
        &self,
        write: impl FnOnce(Arc<Shared>) -> F,
    ) -> BoxFuture<'_, Result<T, StoreError>>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, StoreError>> + Send + 'static,
    {
        let write = write(Arc::clone(&self.shared));
        Box::pin(async move {
            tokio::spawn(write)
                .await
                .unwrap_or_else(|stopped| Err(StoreError::Unavailable(Box::new(stopped))))
        })
    }
}

impl Shared {
    /// Begins a transaction that holds the right to write.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Commits, and tells followers how far the log goes now.
    pub(super) async fn commit(
        &self,
        transaction: Transaction<'static, Any>,
        last_seq: i64,
    ) -> Result<(), StoreError> {
        transaction.commit().await?;
        self.announce(last_seq);
        self.flush_if_due().await;
        Ok(())
    }

    /// Commits what has no row in the change log.
    pub(super) async fn commit_unlogged(
        &self,
        transaction: Transaction<'static, Any>,
    ) -> Result<(), StoreError> {
        transaction.commit().await?;
        self.flush_if_due().await;
        Ok(())
    }

    /// Raises what followers know to `last_seq`.
    pub(super) fn announce(&self, last_seq: i64) {
        self.last_seq.send_if_modified(|known| {
            let news = last_seq > *known;
            *known = last_seq.max(*known);
            news
        });
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<i64> {
        self.last_seq.subscribe()
    }

    /// Asks that deleted content leaves the write-ahead log with the next commit.
    pub(super) fn flush_after_commit(&self) {
        self.flush_is_due.store(true, Ordering::Release);
    }

    /// When readers are in the way the next write of any kind tries again: what the caller asked for is
    /// durable already, so this never fails a call.
    async fn flush_if_due(&self) {
        // Taken back first: what another write asks for meanwhile is not forgotten with it.
        if self.flush_is_due.swap(false, Ordering::AcqRel) && !self.flush().await {
            self.flush_after_commit();
        }
    }

    /// Empties the write-ahead log, and tells whether nobody was in the way.
    async fn flush(&self) -> bool {
        let Ok(mut connection) = self.writer.acquire().await else {
            return false;
        };
        let answer = sqlx::raw_sql(FLUSH).fetch_all(&mut *connection).await;
        let restored = sqlx::raw_sql(FLUSH_DONE).execute(&mut *connection).await;
        restored.is_ok() && answer.is_ok_and(|rows| flush_succeeded(&rows))
    }
}

/// The answer's row of three numbers begins with 0 when nobody was in the way.
fn flush_succeeded(rows: &[sqlx::any::AnyRow]) -> bool {
    use sqlx::Row;
    rows.iter()
        .filter(|row| row.len() == 3)
        .any(|row| row.try_get::<i64, _>(0).is_ok_and(|busy| busy == 0))
}

/// Now, in the precision that is kept.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// Brings the tables up to date over a connection of its own: a pool would try again and again
/// to open what is no database.
async fn migrate(connect: &AnyConnectOptions) -> Result<(), StoreError> {
    let mut connection = AnyConnection::connect_with(connect).await?;
    sqlx::raw_sql(WRITER_PRAGMAS).execute(&mut connection).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrations::apply(&mut transaction, now().as_microsecond()).await?;
    transaction.commit().await?;
    Ok(connection.close().await?)
}

fn pool(options: &StoreOptions, pragmas: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .acquire_timeout(options.patience)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move { sqlx::raw_sql(pragmas).execute(connection).await.map(|_| ()) })
        })
}

/// Makes the file with access for its owner alone, since it holds profiles.
async fn prepare_file(path: &Path) -> Result<PathBuf, StoreError> {
    let failed = |source| StoreError::Io {
        path: path.to_owned(),
        source,
    };
    let path = std::path::absolute(path).map_err(failed)?;
    if let Some(directory) = path.parent() {
        tokio::fs::create_dir_all(directory).await.map_err(failed)?;
    }
    let mut open = tokio::fs::OpenOptions::new();
    open.create(true).append(true);
    #[cfg(unix)]
    open.mode(0o600);
    open.open(&path).await.map_err(failed)?;
    Ok(path)
}

/// The URL of a file, with every byte escaped that might mean something in a URL.
fn sqlite_url(path: &Path) -> String {
    let mut url = String::from("sqlite://");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url.push_str("?mode=rw");
    url
}
