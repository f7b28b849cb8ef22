//! Turns rows of the change log into batches of records.

use crate::domain::ids::{JobseekerId, VacancyId};
use crate::domain::record::RecordKind;
use crate::index::sink::ChangeBatch;
use crate::ports::{ChangeLog, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What changed above `from`, at most `limit` rows; `log_seq` is a last `seq` read before.
///
/// Records are loaded as they are now, which may be later than their row: a later row then says
/// the same again.
pub(super) async fn changes(
    log: &dyn ChangeLog,
    from: i64,
    limit: usize,
    log_seq: i64,
) -> Result<ChangeBatch, StoreError> {
    let rows = log.changes_after(from, limit).await?;
    let last = rows.last().map_or(from, |row| row.seq);
    // Numbers at the end may be missing; all up to `log_seq` were there to be read.
    let up_to_seq = if rows.len() < limit {
        last.max(log_seq)
    } else {
        last
    };
    let ids_of = |kind| {
        let rows = rows.iter().filter(move |row| row.kind == kind);
        rows.map(|row| row.id).collect::<BTreeSet<_>>()
    };
    let vacancies: Vec<VacancyId> = ids_of(RecordKind::Vacancy)
        .into_iter()
        .map(VacancyId::from_uuid)
        .collect();
    let jobseekers: Vec<JobseekerId> = ids_of(RecordKind::Jobseeker)
        .into_iter()
        .map(JobseekerId::from_uuid)
        .collect();
    let mut batch = ChangeBatch {
        up_to_seq,
        ..ChangeBatch::default()
    };
    if !vacancies.is_empty() {
        let records = log.vacancies_by_ids(&vacancies).await?;
        batch.upserted_vacancies = records.into_iter().map(Arc::new).collect();
        let kept: BTreeSet<VacancyId> = batch.upserted_vacancies.iter().map(|record| record.id).collect();
        batch.deleted_vacancies = vacancies.into_iter().filter(|id| !kept.contains(id)).collect();
    }
    if !jobseekers.is_empty() {
        let records = log.jobseekers_by_ids(&jobseekers).await?;
        batch.upserted_jobseekers = records.into_iter().map(Arc::new).collect();
        let kept: BTreeSet<JobseekerId> = batch.upserted_jobseekers.iter().map(|record| record.id).collect();
        batch.deleted_jobseekers = jobseekers.into_iter().filter(|id| !kept.contains(id)).collect();
    }
    Ok(batch)
}
