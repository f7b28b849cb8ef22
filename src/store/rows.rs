//! Reading rows of records.

use super::arguments::{Values, id_text, key_pieces, placeholders, repeated_to};
use super::batch::Existing;
use super::computing::computed;
use super::failure::unreadable;
use super::kept::Kept;
use super::open::SqlStore;
use crate::domain::ids::{OrganisationId, SourceKey};
use crate::ports::StoreError;
use jiff::Timestamp;
use rayon::prelude::*;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Columns of a [`StoredRow`].
const COLUMNS: &str = "id, organisation_id, version, created_at, updated_at, body";

/// Columns of an [`Existing`].
const EXISTING: &str = "id, version, visible, source, external_id, body";

/// Fewer records than this are parsed where they are: handing them over costs more.
const PARSED_IN_PLACE: usize = 16;

/// Fewest records worth another thread.
const PARSED_BY_ONE: usize = 64;

/// A record's row whose body is not parsed yet.
pub struct StoredRow {
    /// Own id.
    pub id: Uuid,
    /// Owner.
    pub organisation: OrganisationId,
    /// Version.
    pub version: i64,
    /// First kept.
    pub created_at: Timestamp,
    /// Last changed.
    pub updated_at: Timestamp,
    /// JSON.
    pub body: String,
}

impl StoredRow {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: uuid_of(row, 0)?,
            organisation: OrganisationId::from_stored(row.try_get(1)?),
            version: row.try_get(2)?,
            created_at: moment_of(row, 3)?,
            updated_at: moment_of(row, 4)?,
            body: row.try_get(5)?,
        })
    }
}

/// Reads an id.
pub fn uuid_of(row: &AnyRow, column: usize) -> Result<Uuid, StoreError> {
    let text: &str = row.try_get(column)?;
    Uuid::try_parse(text).map_err(|error| unreadable(format_args!("id {text}"), Some(error.into())))
}

/// Reads a moment kept in microseconds since 1970.
pub fn moment_of(row: &AnyRow, column: usize) -> Result<Timestamp, StoreError> {
    let micros: i64 = row.try_get(column)?;
    Timestamp::from_microsecond(micros)
        .map_err(|error| unreadable(format_args!("moment {micros}"), Some(error.into())))
}

impl SqlStore {
    /// One record of an organisation by its id.
    pub(super) async fn by_id<K: Kept>(
        &self,
        organisation: OrganisationId,
        id: Uuid,
    ) -> Result<Option<K::Record>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {} WHERE organisation_id = $1 AND id = $2",
            K::TABLE
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(organisation.as_str())
            .bind(id_text(id))
            .fetch_optional(&self.shared.readers)
            .await?;
        row.map(|row| K::read(StoredRow::from_row(&row)?)).transpose()
    }

    /// One record of an organisation by its source address.
    pub(super) async fn by_source<K: Kept>(
        &self,
        organisation: OrganisationId,
        key: SourceKey,
    ) -> Result<Option<K::Record>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {} WHERE organisation_id = $1 AND source = $2 AND external_id = $3",
            K::TABLE
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(organisation.as_str())
            .bind(key.source)
            .bind(key.external_id)
            .fetch_optional(&self.shared.readers)
            .await?;
        row.map(|row| K::read(StoredRow::from_row(&row)?)).transpose()
    }

    /// A page of an organisation's records above an id.
    pub(super) async fn page<K: Kept>(
        &self,
        organisation: OrganisationId,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<K::Record>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {} WHERE organisation_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            K::TABLE
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(organisation.as_str())
            .bind(after.map(id_text).unwrap_or_default())
            .bind(row_limit(limit))
            .fetch_all(&self.shared.readers)
            .await?;
        parse_all::<K>(rows).await
    }

    /// A page of all records above an id.
    pub(super) async fn scan<K: Kept>(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<K::Record>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {} WHERE id > $1 ORDER BY id LIMIT $2",
            K::TABLE
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(after.map(id_text).unwrap_or_default())
            .bind(row_limit(limit))
            .fetch_all(&self.shared.readers)
            .await?;
        parse_all::<K>(rows).await
    }

    /// The records with these ids, in rising order of id.
    pub(super) async fn by_ids<K: Kept>(&self, mut ids: Vec<Uuid>) -> Result<Vec<K::Record>, StoreError> {
        ids.sort_unstable();
        ids.dedup();
        let mut rows = Vec::with_capacity(ids.len());
        let mut connection = self.shared.readers.acquire().await?;
        for (size, piece) in key_pieces(&ids) {
            let sql = format!(
                "SELECT {COLUMNS} FROM {} WHERE id IN ({}) ORDER BY id",
                K::TABLE,
                placeholders(1, size)
            );
            let mut values = Values::with_capacity(size);
            for id in repeated_to(size, piece) {
                values.add(id_text(*id))?;
            }
            let found = sqlx::query_with(AssertSqlSafe(sql), values.finish())
                .fetch_all(&mut *connection)
                .await?;
            rows.extend(found);
        }
        drop(connection);
        parse_all::<K>(rows).await
    }
}

/// The organisation's records with these ids.
pub async fn existing_by_ids<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    ids: &[Uuid],
) -> Result<Vec<Existing>, StoreError> {
    let mut found = Vec::new();
    for (size, piece) in key_pieces(ids) {
        let sql = format!(
            "SELECT {EXISTING} FROM {} WHERE organisation_id = $1 AND id IN ({})",
            K::TABLE,
            placeholders(2, size)
        );
        let mut values = Values::with_capacity(size + 1);
        values.add(organisation.as_str())?;
        for id in repeated_to(size, piece) {
            values.add(id_text(*id))?;
        }
        fetch_existing(connection, sql, values, &mut found).await?;
    }
    Ok(found)
}

/// The organisation's records with these source addresses, given as ids by source.
pub async fn existing_by_sources<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    keys: &BTreeMap<&str, Vec<&str>>,
) -> Result<Vec<Existing>, StoreError> {
    let mut found = Vec::new();
    for (&source, external_ids) in keys {
        for (size, piece) in key_pieces(external_ids) {
            let sql = format!(
                "SELECT {EXISTING} FROM {} WHERE organisation_id = $1 AND source = $2 AND external_id IN ({})",
                K::TABLE,
                placeholders(3, size)
            );
            let mut values = Values::with_capacity(size + 2);
            values.add(organisation.as_str())?;
            values.add(source)?;
            for &external_id in repeated_to(size, piece) {
                values.add(external_id)?;
            }
            fetch_existing(connection, sql, values, &mut found).await?;
        }
    }
    Ok(found)
}

async fn fetch_existing(
    connection: &mut AnyConnection,
    sql: String,
    values: Values,
    found: &mut Vec<Existing>,
) -> Result<(), StoreError> {
    let rows = sqlx::query_with(AssertSqlSafe(sql), values.finish())
        .fetch_all(connection)
        .await?;
    for row in rows {
        let source: Option<String> = row.try_get(3)?;
        let external_id: Option<String> = row.try_get(4)?;
        found.push(Existing {
            id: uuid_of(&row, 0)?,
            version: row.try_get(1)?,
            visible: row.try_get::<i64, _>(2)? != 0,
            source: source
                .zip(external_id)
                .map(|(source, external_id)| SourceKey { source, external_id }),
            body: row.try_get(5)?,
        });
    }
    Ok(())
}

/// A limit as the database takes it.
pub fn row_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Parses rows, away from the runtime's threads when they are many.
async fn parse_all<K: Kept>(rows: Vec<AnyRow>) -> Result<Vec<K::Record>, StoreError> {
    if rows.len() < PARSED_IN_PLACE {
        return rows
            .iter()
            .map(|row| K::read(StoredRow::from_row(row)?))
            .collect();
    }
    computed(move || {
        rows.par_iter()
            .with_min_len(PARSED_BY_ONE)
            .map(|row| K::read(StoredRow::from_row(row)?))
            .collect()
    })
    .await
}
