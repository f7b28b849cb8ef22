//! Records of match lists, in groups.

use super::arguments::{Values, id_text, key_pieces, pieces, placeholders, repeated_to, rows_of};
use super::computing::computed;
use super::failure::unreadable;
use super::kept::{body_of, parsed};
use super::open::SqlStore;
use super::rows::{moment_of, row_limit, uuid_of};
use crate::domain::ids::{JobseekerId, MatchId, OrganisationId};
use crate::ports::{Expired, KeptMatch, MatchRecord, MatchRecords, StoreError};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// A record's row.
struct Prepared {
    match_id: Uuid,
    page_id: String,
    organisation: OrganisationId,
    jobseeker: Option<JobseekerId>,
    at: i64,
    profile: String,
    body: String,
}

/// Values in a row.
const COLUMNS: usize = 7;

impl Prepared {
    fn of(record: &MatchRecord) -> Result<Self, StoreError> {
        Ok(Self {
            match_id: record.id.uuid(),
            page_id: page_id(record),
            organisation: record.organisation.clone(),
            jobseeker: record.jobseeker,
            at: record.at.as_microsecond(),
            profile: body_of(&*record.profile)?,
            body: body_of(&record.page)?,
        })
    }
}

/// A page is known by the place it begins with, so that one that is asked for again takes the place of the
/// earlier one. Its owner is part of the name: a cursor that somebody else has made up reaches no page.
fn page_id(record: &MatchRecord) -> String {
    format!("{:010} {}", record.page.first_rank, record.organisation.as_str())
}

/// The rows of a group: of a page that is in it twice, the later one.
fn prepared(group: &[Arc<MatchRecord>]) -> Result<Vec<Prepared>, StoreError> {
    let latest: BTreeMap<_, _> = group
        .iter()
        .map(|record| ((record.id, page_id(record)), record))
        .collect();
    latest.into_values().map(|record| Prepared::of(record)).collect()
}

impl MatchRecords for SqlStore {
    fn append(&self, records: Vec<Arc<MatchRecord>>) -> BoxFuture<'_, Result<(), StoreError>> {
        self.carry_out(|shared| async move {
            // A group is some milliseconds of writing JSON, which no thread of the runtime should wait for.
            let prepared = computed(move || prepared(&records)).await?;
            let mut transaction = shared.begin().await?;
            let kept = kept_jobseekers(&mut transaction, &prepared).await?;
            for piece in pieces(&prepared) {
                insert(&mut transaction, piece, &kept).await?;
            }
            shared.commit_unlogged(transaction).await
        })
    }

    fn match_record(
        &self,
        organisation: &OrganisationId,
        id: MatchId,
    ) -> BoxFuture<'_, Result<Option<KeptMatch>, StoreError>> {
        let organisation = organisation.clone();
        Box::pin(async move {
            let rows = sqlx::query(
                "SELECT jobseeker_id, at, profile, body FROM match_records \
                 WHERE match_id = $1 AND organisation_id = $2 ORDER BY page_id",
            )
            .bind(id_text(id.uuid()))
            .bind(organisation.as_str())
            .fetch_all(&self.shared.readers)
            .await?;
            if rows.is_empty() {
                return Ok(None);
            }
            computed(move || kept_of(&rows, id, &organisation))
                .await
                .map(Some)
        })
    }

    fn expire_match_records(
        &self,
        before: Timestamp,
        limit: usize,
    ) -> BoxFuture<'_, Result<Expired, StoreError>> {
        self.carry_out(move |shared| async move {
            let mut transaction = shared.begin().await?;
            let records = sqlx::query(
                "DELETE FROM match_records WHERE (match_id, page_id) IN \
                 (SELECT match_id, page_id FROM match_records WHERE at < $1 ORDER BY at LIMIT $2)",
            )
            .bind(before.as_microsecond())
            .bind(row_limit(limit))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
            // What stands for later lists stays until it is taken back or its jobseeker is erased.
            let decisions = sqlx::query(
                "DELETE FROM decisions WHERE id IN \
                 (SELECT id FROM decisions WHERE at < $1 AND standing = 0 ORDER BY at LIMIT $2)",
            )
            .bind(before.as_microsecond())
            .bind(row_limit(limit))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
            let expired = Expired { records, decisions };
            // Expired profiles leave the write-ahead log with the last of them. The last batch may be empty.
            if expired.is_all(limit) {
                shared.flush_after_commit();
            }
            shared.commit_unlogged(transaction).await?;
            Ok(expired)
        })
    }
}

fn kept_of(rows: &[AnyRow], id: MatchId, organisation: &OrganisationId) -> Result<KeptMatch, StoreError> {
    let pages = rows
        .iter()
        .filter_map(|row| page_of(row, id, organisation).transpose());
    let pages: Vec<Arc<MatchRecord>> = pages.collect::<Result<_, _>>()?;
    Ok(if pages.is_empty() {
        KeptMatch::Erased
    } else {
        KeptMatch::Pages(pages)
    })
}

/// A page, or nothing for a tombstone.
fn page_of(
    row: &AnyRow,
    id: MatchId,
    organisation: &OrganisationId,
) -> Result<Option<Arc<MatchRecord>>, StoreError> {
    let (profile, body): (Option<String>, Option<String>) = (row.try_get(2)?, row.try_get(3)?);
    let (Some(profile), Some(body)) = (profile, body) else {
        return Ok(None);
    };
    let jobseeker: Option<String> = row.try_get(0)?;
    let jobseeker = jobseeker.map(|_| uuid_of(row, 0)).transpose()?;
    Ok(Some(Arc::new(MatchRecord {
        id,
        organisation: organisation.clone(),
        jobseeker: jobseeker.map(JobseekerId::from_uuid),
        at: moment_of(row, 1)?,
        profile: Arc::new(parsed(&profile, &id)?),
        page: parsed(&body, &id)?,
    })))
}

/// Which of the group's jobseekers are kept. Asked within the transaction that writes, so that no
/// record of somebody erased meanwhile is written after the erasure.
async fn kept_jobseekers(
    connection: &mut AnyConnection,
    group: &[Prepared],
) -> Result<BTreeSet<Uuid>, StoreError> {
    let asked: BTreeSet<Uuid> = group
        .iter()
        .filter_map(|record| record.jobseeker.map(JobseekerId::uuid))
        .collect();
    let asked: Vec<Uuid> = asked.into_iter().collect();
    let mut kept = BTreeSet::new();
    for (size, piece) in key_pieces(&asked) {
        let sql = format!(
            "SELECT id FROM jobseekers WHERE id IN ({})",
            placeholders(1, size)
        );
        let mut values = Values::with_capacity(size);
        for id in repeated_to(size, piece) {
            values.add(id_text(*id))?;
        }
        let rows = sqlx::query_with(AssertSqlSafe(sql), values.finish())
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            kept.insert(uuid_of(row, 0)?);
        }
    }
    Ok(kept)
}

async fn insert(
    connection: &mut AnyConnection,
    piece: &[Prepared],
    kept: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let rows = rows_of(piece.len(), 1, COLUMNS, |first| placeholders(first, COLUMNS));
    let sql = format!(
        "INSERT INTO match_records (match_id, page_id, organisation_id, jobseeker_id, at, profile, body) \
         VALUES {rows} \
         ON CONFLICT (match_id, page_id) DO UPDATE SET jobseeker_id = excluded.jobseeker_id, \
         at = excluded.at, profile = excluded.profile, body = excluded.body"
    );
    let mut values = Values::with_capacity(piece.len() * COLUMNS);
    for record in piece {
        let jobseeker = record.jobseeker.map(JobseekerId::uuid);
        let erased = jobseeker.is_some_and(|id| !kept.contains(&id));
        values.add(id_text(record.match_id))?;
        values.add(record.page_id.as_str())?;
        values.add(record.organisation.as_str())?;
        values.add(jobseeker.filter(|_| !erased).map(id_text))?;
        values.add(record.at)?;
        values.add((!erased).then_some(record.profile.as_str()))?;
        values.add((!erased).then_some(record.body.as_str()))?;
    }
    let written = sqlx::query_with(AssertSqlSafe(sql), values.finish())
        .execute(connection)
        .await?
        .rows_affected();
    if written == piece.len() as u64 {
        Ok(())
    } else {
        Err(unreadable("a group of match records was not written whole", None))
    }
}
