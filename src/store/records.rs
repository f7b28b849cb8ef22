//! The store behind the port of records.

use super::kept::{Jobseekers, Vacancies};
use super::open::SqlStore;
use crate::domain::ids::{JobseekerId, OrganisationId, SourceKey, VacancyId};
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use crate::ports::{
    DeleteOutcome, JobseekerWrite, OnceOutcome, OnceRequest, Records, Remembered, StoreError, VacancyWrite,
    WriteOutcome,
};
use futures_util::future::BoxFuture;

type Answered<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

impl Records for SqlStore {
    fn put_vacancies(
        &self,
        organisation: &OrganisationId,
        writes: Vec<VacancyWrite>,
    ) -> Answered<'_, Vec<WriteOutcome<VacancyId>>> {
        Box::pin(self.put::<Vacancies>(organisation.clone(), writes))
    }

    fn put_vacancy_once(
        &self,
        organisation: &OrganisationId,
        write: VacancyWrite,
        request: OnceRequest<VacancyId>,
    ) -> Answered<'_, OnceOutcome<VacancyId>> {
        Box::pin(self.put_once::<Vacancies>(organisation.clone(), write, request))
    }

    fn delete_vacancy(
        &self,
        organisation: &OrganisationId,
        id: VacancyId,
        expected_version: Option<i64>,
    ) -> Answered<'_, DeleteOutcome> {
        Box::pin(self.delete::<Vacancies>(organisation.clone(), id.uuid(), expected_version))
    }

    fn vacancy(&self, organisation: &OrganisationId, id: VacancyId) -> Answered<'_, Option<VacancyRecord>> {
        Box::pin(self.by_id::<Vacancies>(organisation.clone(), id.uuid()))
    }

    fn vacancy_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> Answered<'_, Option<VacancyRecord>> {
        Box::pin(self.by_source::<Vacancies>(organisation.clone(), key.clone()))
    }

    fn vacancies_page(
        &self,
        organisation: &OrganisationId,
        after: Option<VacancyId>,
        limit: usize,
    ) -> Answered<'_, Vec<VacancyRecord>> {
        Box::pin(self.page::<Vacancies>(organisation.clone(), after.map(VacancyId::uuid), limit))
    }

    fn put_jobseekers(
        &self,
        organisation: &OrganisationId,
        writes: Vec<JobseekerWrite>,
    ) -> Answered<'_, Vec<WriteOutcome<JobseekerId>>> {
        Box::pin(self.put::<Jobseekers>(organisation.clone(), writes))
    }

    fn put_jobseeker_once(
        &self,
        organisation: &OrganisationId,
        write: JobseekerWrite,
        request: OnceRequest<JobseekerId>,
    ) -> Answered<'_, OnceOutcome<JobseekerId>> {
        Box::pin(self.put_once::<Jobseekers>(organisation.clone(), write, request))
    }

    fn erase_jobseeker(
        &self,
        organisation: &OrganisationId,
        id: JobseekerId,
        expected_version: Option<i64>,
    ) -> Answered<'_, DeleteOutcome> {
        Box::pin(self.delete::<Jobseekers>(organisation.clone(), id.uuid(), expected_version))
    }

    fn jobseeker(
        &self,
        organisation: &OrganisationId,
        id: JobseekerId,
    ) -> Answered<'_, Option<JobseekerRecord>> {
        Box::pin(self.by_id::<Jobseekers>(organisation.clone(), id.uuid()))
    }

    fn jobseeker_by_source(
        &self,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> Answered<'_, Option<JobseekerRecord>> {
        Box::pin(self.by_source::<Jobseekers>(organisation.clone(), key.clone()))
    }

    fn jobseekers_page(
        &self,
        organisation: &OrganisationId,
        after: Option<JobseekerId>,
        limit: usize,
    ) -> Answered<'_, Vec<JobseekerRecord>> {
        Box::pin(self.page::<Jobseekers>(organisation.clone(), after.map(JobseekerId::uuid), limit))
    }

    fn remember(
        &self,
        organisation: &OrganisationId,
        key: &str,
        remembered: Remembered,
    ) -> Answered<'_, Option<Remembered>> {
        Box::pin(self.keep_answer(organisation.clone(), key.to_owned(), remembered))
    }

    fn recall(&self, organisation: &OrganisationId, key: &str) -> Answered<'_, Option<Remembered>> {
        Box::pin(self.recall_answer(organisation.clone(), key.to_owned()))
    }

    fn setting(&self, key: &str) -> Answered<'_, Option<String>> {
        Box::pin(self.read_setting(key.to_owned()))
    }

    fn put_setting(&self, key: &str, value: &str) -> Answered<'_, ()> {
        Box::pin(self.write_setting(key.to_owned(), value.to_owned()))
    }

    fn setting_or_insert(&self, key: &str, value: &str) -> Answered<'_, String> {
        Box::pin(self.write_setting_once(key.to_owned(), value.to_owned()))
    }
}
