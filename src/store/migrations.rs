//! The tables and how they came to be: numbered steps, each applied once.

use crate::ports::StoreError;
use sqlx::{AnyConnection, Row};

struct Migration {
    version: i64,
    sql: &'static str,
}

/// Every step, in rising order. A released step is never edited: later needs are later steps.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("migrations/0001_records.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("migrations/0002_match_records.sql"),
    },
];

/// The latest schema version this program knows.
pub const KNOWN: i64 = MIGRATIONS[MIGRATIONS.len() - 1].version;

/// Brings the tables up to date within the caller's transaction, which must already hold the
/// right to write, so that two processes that start at once do not both apply a step.
pub async fn apply(connection: &mut AnyConnection, now: i64) -> Result<(), StoreError> {
    sqlx::raw_sql(
        "CREATE TABLE IF NOT EXISTS schema_versions \
         (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)",
    )
    .execute(&mut *connection)
    .await?;
    let found: i64 = sqlx::query("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    if found > KNOWN {
        return Err(StoreError::NewerSchema { found, known: KNOWN });
    }
    for step in MIGRATIONS.iter().filter(|step| step.version > found) {
        sqlx::raw_sql(step.sql).execute(&mut *connection).await?;
        sqlx::query("INSERT INTO schema_versions (version, applied_at) VALUES ($1, $2)")
            .bind(step.version)
            .bind(now)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
