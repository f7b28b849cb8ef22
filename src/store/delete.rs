//! Deleting a vacancy and erasing a jobseeker.

use super::arguments::id_text;
use super::kept::Kept;
use super::open::{SqlStore, now};
use super::write::{last_seq, set_last_seq};
use crate::domain::ids::OrganisationId;
use crate::domain::record::{ChangeOperation, RecordKind};
use crate::ports::{DeleteOutcome, StoreError};
use sqlx::AnyConnection;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

impl SqlStore {
    /// Deletes a record. Of a jobseeker nothing stays but the tombstone.
    pub(super) async fn delete<K: Kept>(
        &self,
        organisation: OrganisationId,
        id: Uuid,
        expected_version: Option<i64>,
    ) -> Result<DeleteOutcome, StoreError> {
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            let Some((version, visible)) = state::<K>(&mut transaction, &organisation, id).await? else {
                return Ok(DeleteOutcome::NotFound);
            };
            if expected_version.is_some_and(|expected| expected != version) {
                return Ok(DeleteOutcome::VersionConflict { current: version });
            }
            remove_row::<K>(&mut transaction, id).await?;
            if K::KIND == RecordKind::Jobseeker {
                remove_traces(&mut transaction, id).await?;
                shared.flush_after_commit();
            }
            let seq = last_seq(&mut transaction).await? + 1;
            log_tombstone(&mut transaction, &organisation, K::KIND, id, visible, seq).await?;
            set_last_seq(&mut transaction, seq).await?;
            shared.commit(transaction, seq).await?;
            Ok(DeleteOutcome::Deleted { seq })
        })
        .await
    }
}

/// Version, and whether followers may see the record.
async fn state<K: Kept>(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    id: Uuid,
) -> Result<Option<(i64, bool)>, StoreError> {
    let sql = format!(
        "SELECT version, visible FROM {} WHERE organisation_id = $1 AND id = $2",
        K::TABLE
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(organisation.as_str())
        .bind(id_text(id))
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)? != 0)))
        .transpose()
}

async fn remove_row<K: Kept>(connection: &mut AnyConnection, id: Uuid) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM {} WHERE id = $1", K::TABLE);
    sqlx::query(AssertSqlSafe(sql))
        .bind(id_text(id))
        .execute(connection)
        .await?;
    Ok(())
}

/// When somebody looked for work and how often the profile changed is personal too.
async fn remove_traces(connection: &mut AnyConnection, id: Uuid) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM changes WHERE kind = 'jobseeker' AND id = $1",
        "DELETE FROM remembered WHERE record_id = $1",
        "DELETE FROM decisions WHERE jobseeker_id = $1",
        // That there was a list remains, so that whoever holds its id is told that it was erased.
        "UPDATE match_records SET jobseeker_id = NULL, profile = NULL, body = NULL WHERE jobseeker_id = $1",
    ] {
        sqlx::query(sql)
            .bind(id_text(id))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn log_tombstone(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    kind: RecordKind,
    id: Uuid,
    visible_before: bool,
    seq: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO changes (seq, organisation_id, kind, id, op, visible_before, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(seq)
    .bind(organisation.as_str())
    .bind(kind.code())
    .bind(id_text(id))
    .bind(ChangeOperation::Delete.code())
    .bind(i64::from(visible_before))
    .bind(now().as_microsecond())
    .execute(connection)
    .await?;
    Ok(())
}
