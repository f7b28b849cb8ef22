//! Answers remembered for requests that are sent again.

use super::arguments::id_text;
use super::failure::unreadable;
use super::kept::Kept;
use super::open::{SqlStore, now};
use super::rows::uuid_of;
use super::write::write_batch;
use crate::domain::ids::OrganisationId;
use crate::ports::{Answer, OnceOutcome, OnceRequest, Remembered, StoreError};
use jiff::{SignedDuration, Timestamp};
use sqlx::AnyConnection;
use sqlx::Row;

/// How long an answer is remembered.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

impl SqlStore {
    /// Carries out a write unless it was carried out before.
    pub(super) async fn put_once<K: Kept>(
        &self,
        organisation: OrganisationId,
        write: K::Write,
        request: OnceRequest<K::Id>,
    ) -> Result<OnceOutcome<K::Id>, StoreError> {
        let prepared = K::prepare(write)?;
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            let at = now();
            if let Some(known) = recalled(&mut transaction, &organisation, &request.key, at).await? {
                let answer = known.answer_to(&request.body_hash);
                return Ok(answer.map_or(OnceOutcome::OtherBody, OnceOutcome::Answered));
            }
            let written = write_batch::<K>(&mut transaction, &organisation, vec![prepared], at).await?;
            let Some(outcome) = written.outcomes.first() else {
                return Err(unreadable("a write without an outcome", None));
            };
            let record = outcome.id();
            let outcome = outcome.map(K::id);
            if let Some(answer) = (request.answer)(&outcome, at) {
                let kept = Remembered {
                    body_hash: request.body_hash,
                    answer,
                    record,
                };
                keep(&mut transaction, &organisation, &request.key, kept, at).await?;
            }
            shared.commit(transaction, written.last_seq).await?;
            Ok(OnceOutcome::Written(outcome))
        })
        .await
    }

    /// Remembers an answer unless there is one, which is returned then.
    pub(super) async fn keep_answer(
        &self,
        organisation: OrganisationId,
        key: String,
        remembered: Remembered,
    ) -> Result<Option<Remembered>, StoreError> {
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            let at = now();
            let known = recalled(&mut transaction, &organisation, &key, at).await?;
            if known.is_none() {
                keep(&mut transaction, &organisation, &key, remembered, at).await?;
            }
            shared.commit_unlogged(transaction).await?;
            Ok(known)
        })
        .await
    }

    /// The answer under a key.
    pub(super) async fn recall_answer(
        &self,
        organisation: OrganisationId,
        key: String,
    ) -> Result<Option<Remembered>, StoreError> {
        let mut connection = self.shared.readers.acquire().await?;
        recalled(&mut connection, &organisation, &key, now()).await
    }
}

/// Answers given before this moment are forgotten.
fn oldest(at: Timestamp) -> i64 {
    (at - KEPT).as_microsecond()
}

pub(super) async fn recalled(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    key: &str,
    at: Timestamp,
) -> Result<Option<Remembered>, StoreError> {
    let row = sqlx::query(
        "SELECT body_hash, status, body, record_id FROM remembered \
         WHERE organisation_id = $1 AND key = $2 AND at > $3",
    )
    .bind(organisation.as_str())
    .bind(key)
    .bind(oldest(at))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let status: i64 = row.try_get(1)?;
    let about: Option<String> = row.try_get(3)?;
    Ok(Some(Remembered {
        body_hash: row.try_get(0)?,
        answer: Answer {
            status: u16::try_from(status)
                .map_err(|error| unreadable(format_args!("status {status}"), Some(error.into())))?,
            body: row.try_get(2)?,
        },
        record: about.map(|_| uuid_of(&row, 3)).transpose()?,
    }))
}

/// Keeps an answer, and forgets all that are too old.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    organisation: &OrganisationId,
    key: &str,
    remembered: Remembered,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM remembered WHERE at <= $1")
        .bind(oldest(at))
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO remembered (organisation_id, key, body_hash, status, body, record_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(organisation.as_str())
    .bind(key)
    .bind(remembered.body_hash)
    .bind(i64::from(remembered.answer.status))
    .bind(remembered.answer.body)
    .bind(remembered.record.map(id_text))
    .bind(at.as_microsecond())
    .execute(connection)
    .await?;
    Ok(())
}
