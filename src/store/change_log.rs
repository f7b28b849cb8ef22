//! The change log as followers read it.

use super::failure::unreadable;
use super::kept::{Jobseekers, Vacancies};
use super::open::{Shared, SqlStore};
use super::rows::{moment_of, row_limit, uuid_of};
use super::write::last_seq;
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::record::{ChangeOperation, JobseekerRecord, RecordKind, VacancyRecord};
use crate::ports::{Change, ChangeLog, RecordCounts, StoreError};
use futures_util::future::BoxFuture;
use sqlx::Row;
use sqlx::any::AnyRow;
use tokio::sync::watch;

impl Shared {
    pub(super) async fn read_last_seq(&self) -> Result<i64, StoreError> {
        let mut connection = self.readers.acquire().await?;
        last_seq(&mut connection).await
    }

    async fn read_changes(&self, seq: i64, limit: usize) -> Result<Vec<Change>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, organisation_id, kind, id, op, visible_before, at FROM changes \
             WHERE seq > $1 ORDER BY seq LIMIT $2",
        )
        .bind(seq)
        .bind(row_limit(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(change_of).collect()
    }

    async fn read_counts(&self) -> Result<RecordCounts, StoreError> {
        let row = sqlx::query("SELECT (SELECT COUNT(*) FROM vacancies), (SELECT COUNT(*) FROM jobseekers)")
            .fetch_one(&self.readers)
            .await?;
        Ok(RecordCounts {
            vacancies: row.try_get::<i64, _>(0)?.unsigned_abs(),
            jobseekers: row.try_get::<i64, _>(1)?.unsigned_abs(),
        })
    }
}

fn change_of(row: &AnyRow) -> Result<Change, StoreError> {
    let (kind, operation): (&str, &str) = (row.try_get(2)?, row.try_get(4)?);
    Ok(Change {
        seq: row.try_get(0)?,
        organisation: OrganisationId::from_stored(row.try_get(1)?),
        kind: RecordKind::from_code(kind)
            .ok_or_else(|| unreadable(format_args!("kind {kind} in the change log"), None))?,
        id: uuid_of(row, 3)?,
        operation: ChangeOperation::from_code(operation)
            .ok_or_else(|| unreadable(format_args!("operation {operation} in the change log"), None))?,
        visible_before: row.try_get::<i64, _>(5)? != 0,
        at: moment_of(row, 6)?,
    })
}

impl ChangeLog for SqlStore {
    fn last_seq(&self) -> BoxFuture<'_, Result<i64, StoreError>> {
        Box::pin(async move {
            let last = self.shared.read_last_seq().await?;
            self.shared.announce(last);
            Ok(last)
        })
    }

    fn changes_after(&self, seq: i64, limit: usize) -> BoxFuture<'_, Result<Vec<Change>, StoreError>> {
        Box::pin(self.shared.read_changes(seq, limit))
    }

    fn vacancies_by_ids(&self, ids: &[VacancyId]) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>> {
        let ids = ids.iter().map(|id| id.uuid()).collect();
        Box::pin(self.by_ids::<Vacancies>(ids))
    }

    fn jobseekers_by_ids(
        &self,
        ids: &[JobseekerId],
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>> {
        let ids = ids.iter().map(|id| id.uuid()).collect();
        Box::pin(self.by_ids::<Jobseekers>(ids))
    }

    fn scan_vacancies(
        &self,
        after: Option<VacancyId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>> {
        Box::pin(self.scan::<Vacancies>(after.map(VacancyId::uuid), limit))
    }

    fn scan_jobseekers(
        &self,
        after: Option<JobseekerId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>> {
        Box::pin(self.scan::<Jobseekers>(after.map(JobseekerId::uuid), limit))
    }

    fn counts(&self) -> BoxFuture<'_, Result<RecordCounts, StoreError>> {
        Box::pin(self.shared.read_counts())
    }

    fn subscribe(&self) -> watch::Receiver<i64> {
        self.shared.subscribe()
    }
}
