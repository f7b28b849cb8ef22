//! Invented records and a change log in memory, for tests.

use crate::domain::codes::{OccupationCode, Postcode};
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{Form, VacancyOrigin, VacancyStatus};
use crate::domain::record::{ChangeOperation, JobseekerRecord, RecordKind, VacancyRecord};
use crate::domain::vacancy::{OccupationOrigin, Offer, Requirements, Vacancy, Workplace};
use crate::ports::{Change, ChangeLog, RecordCounts, StoreError};
use futures_util::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;
use uuid::Uuid;

/// An open vacancy of the default organisation; ids rise with `number`.
pub(crate) fn vacancy(number: u64, title: &str) -> VacancyRecord {
    VacancyRecord {
        id: VacancyId::from_uuid(Uuid::from_u64_pair(
            number,
            number.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        )),
        organisation: OrganisationId::default_organisation(),
        version: 1,
        created_at: Timestamp::from_second(1_764_000_000 + number as i64).unwrap(),
        updated_at: Timestamp::from_second(1_764_000_000 + number as i64).unwrap(),
        vacancy: Vacancy {
            source_key: None,
            title: title.to_owned(),
            description: None,
            employer: None,
            occupation: OccupationCode::parse("4321"),
            occupation_origin: OccupationOrigin::Given,
            occupation_label: None,
            positions: 1,
            status: VacancyStatus::Open,
            publish_from: None,
            origin: VacancyOrigin::Own,
            offers: vec![Offer::of_form(Form::OrdinaryJob)],
            schedule: None,
            workplace: Some(Workplace {
                postcode: Postcode::parse("5000"),
                lat: None,
                lon: None,
                remote_days_per_week: 0,
            }),
            requirements: Requirements::default(),
            demands: None,
            accommodations_offered: Vec::new(),
            mentor: false,
            buddy: false,
            on_site_danish: false,
            work_culture_intro: false,
            introduction_days: None,
            licence_support: Vec::new(),
            apply_by: None,
            open_company_day: None,
            contact_url: None,
        },
    }
}

/// A jobseeker of the default organisation about whom nothing is known.
pub(crate) fn jobseeker(number: u64) -> JobseekerRecord {
    JobseekerRecord {
        id: JobseekerId::from_uuid(Uuid::from_u64_pair(
            number.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            number,
        )),
        organisation: OrganisationId::default_organisation(),
        version: 1,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        reference_hash: None,
        jobseeker: Jobseeker::default(),
    }
}

/// Records and their changes in memory.
pub(crate) struct MemoryLog {
    kept: Mutex<Kept>,
    signal: watch::Sender<i64>,
    /// Calls of `scan_vacancies`.
    pub(crate) scans: AtomicU64,
    /// While above zero every call fails and takes one off.
    pub(crate) failures_left: AtomicU64,
}

#[derive(Default)]
struct Kept {
    vacancies: BTreeMap<VacancyId, VacancyRecord>,
    jobseekers: BTreeMap<JobseekerId, JobseekerRecord>,
    changes: Vec<Change>,
}

impl MemoryLog {
    pub(crate) fn new() -> Self {
        Self {
            kept: Mutex::default(),
            signal: watch::channel(0).0,
            scans: AtomicU64::new(0),
            failures_left: AtomicU64::new(0),
        }
    }

    /// Keeps a vacancy; returns the change's `seq`.
    pub(crate) fn put(&self, record: VacancyRecord) -> i64 {
        let id = record.id;
        self.kept.lock().unwrap().vacancies.insert(id, record);
        self.append(RecordKind::Vacancy, id.uuid(), ChangeOperation::Upsert)
    }

    pub(crate) fn put_jobseeker(&self, record: JobseekerRecord) -> i64 {
        let id = record.id;
        self.kept.lock().unwrap().jobseekers.insert(id, record);
        self.append(RecordKind::Jobseeker, id.uuid(), ChangeOperation::Upsert)
    }

    pub(crate) fn delete(&self, id: VacancyId) -> i64 {
        self.kept.lock().unwrap().vacancies.remove(&id);
        self.append(RecordKind::Vacancy, id.uuid(), ChangeOperation::Delete)
    }

    pub(crate) fn vacancies(&self) -> Vec<VacancyRecord> {
        self.kept.lock().unwrap().vacancies.values().cloned().collect()
    }

    fn append(&self, kind: RecordKind, id: Uuid, operation: ChangeOperation) -> i64 {
        let mut kept = self.kept.lock().unwrap();
        let seq = kept.changes.last().map_or(1, |change| change.seq + 1);
        kept.changes.push(Change {
            seq,
            organisation: OrganisationId::default_organisation(),
            kind,
            id,
            operation,
            visible_before: false,
            at: Timestamp::UNIX_EPOCH,
        });
        drop(kept);
        self.signal.send_replace(seq);
        seq
    }

    fn answer<'a, T: Send + 'a>(
        &'a self,
        value: impl FnOnce(&Kept) -> T,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        let failing = self
            .failures_left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok();
        let outcome = if failing {
            Err(StoreError::Unavailable("pulled the plug".into()))
        } else {
            Ok(value(&self.kept.lock().unwrap()))
        };
        async move { outcome }.boxed()
    }
}

fn after<Id: Ord + Copy, Record: Clone>(
    kept: &BTreeMap<Id, Record>,
    after: Option<Id>,
    limit: usize,
) -> Vec<Record> {
    let above = kept
        .iter()
        .filter(|(id, _)| after.is_none_or(|after| **id > after));
    above.map(|(_, record)| record.clone()).take(limit).collect()
}

impl ChangeLog for MemoryLog {
    fn last_seq(&self) -> BoxFuture<'_, Result<i64, StoreError>> {
        self.answer(|kept| kept.changes.last().map_or(0, |change| change.seq))
    }

    fn changes_after(&self, seq: i64, limit: usize) -> BoxFuture<'_, Result<Vec<Change>, StoreError>> {
        self.answer(|kept| {
            let above = kept.changes.iter().filter(|change| change.seq > seq);
            above.take(limit).cloned().collect()
        })
    }

    fn vacancies_by_ids(&self, ids: &[VacancyId]) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>> {
        self.answer(|kept| {
            ids.iter()
                .filter_map(|id| kept.vacancies.get(id).cloned())
                .collect()
        })
    }

    fn jobseekers_by_ids(
        &self,
        ids: &[JobseekerId],
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>> {
        self.answer(|kept| {
            ids.iter()
                .filter_map(|id| kept.jobseekers.get(id).cloned())
                .collect()
        })
    }

    fn scan_vacancies(
        &self,
        from: Option<VacancyId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<VacancyRecord>, StoreError>> {
        self.scans.fetch_add(1, Ordering::Relaxed);
        self.answer(|kept| after(&kept.vacancies, from, limit))
    }

    fn scan_jobseekers(
        &self,
        from: Option<JobseekerId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<JobseekerRecord>, StoreError>> {
        self.answer(|kept| after(&kept.jobseekers, from, limit))
    }

    fn counts(&self) -> BoxFuture<'_, Result<RecordCounts, StoreError>> {
        self.answer(|kept| RecordCounts {
            vacancies: kept.vacancies.len() as u64,
            jobseekers: kept.jobseekers.len() as u64,
        })
    }

    fn subscribe(&self) -> watch::Receiver<i64> {
        self.signal.subscribe()
    }
}
