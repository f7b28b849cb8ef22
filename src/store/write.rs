//! Writing a batch: the records and their rows in the change log, in one transaction.

use super::arguments::{Values, id_text, pieces, placeholders, rows_of};
use super::batch::{Batch, Existing, PlannedChange, Prepared};
use super::computing::computed;
use super::kept::Kept;
use super::open::{SqlStore, now};
use super::rows::{existing_by_ids, existing_by_sources};
use crate::domain::ids::OrganisationId;
use crate::domain::record::{ChangeOperation, RecordKind};
use crate::ports::{StoreError, WriteAddress, WriteOutcome};
use jiff::Timestamp;
use rayon::prelude::*;
use sqlx::AnyConnection;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Fewer bodies than this are made where they are: handing them over costs more.
const MADE_IN_PLACE: usize = 16;

/// Fewest bodies worth another thread.
const MADE_BY_ONE: usize = 64;

impl SqlStore {
    /// Keeps records of one kind.
    pub(super) async fn put<K: Kept>(
        &self,
        organisation: OrganisationId,
        writes: Vec<K::Write>,
    ) -> Result<Vec<WriteOutcome<K::Id>>, StoreError> {
        if writes.is_empty() {
            return Ok(Vec::new());
        }
        let prepared = prepare_all::<K>(writes).await?;
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            let written = write_batch::<K>(&mut transaction, &organisation, prepared, now()).await?;
            shared.commit(transaction, written.last_seq).await?;
            let outcomes = written.outcomes.into_iter();
            Ok(outcomes.map(|outcome| outcome.map(K::id)).collect())
        })
        .await
    }
}

/// What a batch came to.
pub struct Written {
    /// In the order of the writes.
    pub outcomes: Vec<WriteOutcome<Uuid>>,
    /// The last `seq` after it.
    pub last_seq: i64,
}

/// Makes bodies, away from the runtime's threads when they are many.
async fn prepare_all<K: Kept>(writes: Vec<K::Write>) -> Result<Vec<Prepared>, StoreError> {
    if writes.len() < MADE_IN_PLACE {
        return writes.into_iter().map(K::prepare).collect();
    }
    computed(move || {
        writes
            .into_par_iter()
            .with_min_len(MADE_BY_ONE)
            .map(K::prepare)
            .collect()
    })
    .await
}

/// Writes a batch within a transaction that holds the right to write.
pub async fn write_batch<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    writes: Vec<Prepared>,
    at: Timestamp,
) -> Result<Written, StoreError> {
    let existing = existing_for::<K>(connection, organisation, &writes).await?;
    let before = last_seq(connection).await?;
    let mut batch = Batch::new(existing, before, K::new_id);
    let outcomes = writes.into_iter().map(|write| batch.apply(write)).collect();
    for id in batch.moving() {
        clear_source::<K>(connection, id).await?;
    }
    write_rows::<K>(connection, organisation, &batch.written(), at).await?;
    if batch.last_seq() > before {
        log_upserts(connection, organisation, K::KIND, batch.changes(), before, at).await?;
        set_last_seq(connection, batch.last_seq()).await?;
    }
    Ok(Written {
        outcomes,
        last_seq: batch.last_seq(),
    })
}

async fn existing_for<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    writes: &[Prepared],
) -> Result<Vec<Existing>, StoreError> {
    let mut ids = Vec::new();
    let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for write in writes {
        if let WriteAddress::ById(id) = &write.address {
            ids.push(*id);
        }
        if let Some(key) = &write.source {
            keys.entry(&key.source).or_default().push(&key.external_id);
        }
    }
    let mut found = existing_by_ids::<K>(connection, organisation, &ids).await?;
    found.append(&mut existing_by_sources::<K>(connection, organisation, &keys).await?);
    Ok(found)
}

async fn write_rows<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    rows: &[&Existing],
    at: Timestamp,
) -> Result<(), StoreError> {
    for piece in pieces(rows) {
        let sql = upsert_rows_sql(K::TABLE, piece.len());
        let mut values = Values::with_capacity(piece.len() * 6 + 2);
        values.add(organisation.as_str())?;
        values.add(at.as_microsecond())?;
        for record in piece {
            let key = record.source.as_ref();
            values.add(id_text(record.id))?;
            values.add(key.map(|key| key.source.as_str()))?;
            values.add(key.map(|key| key.external_id.as_str()))?;
            values.add(record.version)?;
            values.add(i64::from(record.visible))?;
            values.add(record.body.as_str())?;
        }
        sqlx::query_with(AssertSqlSafe(sql), values.finish())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Rows share the owner `$1` and the moment `$2`.
fn upsert_rows_sql(table: &str, rows: usize) -> Arc<str> {
    let values = rows_of(rows, 3, 6, |first| {
        let (given, body) = (placeholders(first, 5), first + 5);
        format!("$1,$2,$2,{given},${body}")
    });
    format!(
        "INSERT INTO {table} \
         (organisation_id, created_at, updated_at, id, source, external_id, version, visible, body) \
         VALUES {values} \
         ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, source = excluded.source, \
         external_id = excluded.external_id, version = excluded.version, visible = excluded.visible, \
         body = excluded.body"
    )
    .into()
}

async fn clear_source<K: Kept>(connection: &mut AnyConnection, id: Uuid) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE {} SET source = NULL, external_id = NULL WHERE id = $1",
        K::TABLE
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(id_text(id))
        .execute(connection)
        .await?;
    Ok(())
}

/// Logs upserts under the numbers that follow `before`.
async fn log_upserts(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    kind: RecordKind,
    changes: &[PlannedChange],
    before: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut seq = before;
    for piece in pieces(changes) {
        let rows = rows_of(piece.len(), 5, 3, |first| {
            format!("$1,$2,$3,$4,{}", placeholders(first, 3))
        });
        let sql = format!(
            "INSERT INTO changes (organisation_id, kind, op, at, seq, id, visible_before) VALUES {rows}"
        );
        let mut values = Values::with_capacity(piece.len() * 3 + 4);
        values.add(organisation.as_str())?;
        values.add(kind.code())?;
        values.add(ChangeOperation::Upsert.code())?;
        values.add(at.as_microsecond())?;
        for change in piece {
            seq += 1;
            values.add(seq)?;
            values.add(id_text(change.id))?;
            values.add(i64::from(change.visible_before))?;
        }
        sqlx::query_with(AssertSqlSafe(sql), values.finish())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The last `seq` given.
pub async fn last_seq(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT value FROM counters WHERE name = 'seq'")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}

/// Records the last `seq` given.
pub async fn set_last_seq(connection: &mut AnyConnection, seq: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE counters SET value = $1 WHERE name = 'seq'")
        .bind(seq)
        .execute(connection)
        .await?;
    Ok(())
}
