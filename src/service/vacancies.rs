//! Keeping vacancies.

use super::keeping::Keeping;
use super::keeping::kind::{Asked, FromStore, Making, Reading, RecordKind, Target};
use crate::domain::ids::{OrganisationId, SourceKey, VacancyId};
use crate::domain::record::VacancyRecord;
use crate::ports::{DeleteOutcome, OnceOutcome, OnceRequest, Records, VacancyWrite, WriteOutcome};
use crate::wire::coded::Labeller;
use crate::wire::field_error::FieldError;
use crate::wire::vacancy_in::read_vacancy;
use crate::wire::vacancy_out::VacancyOut;
use serde_json::Value;

/// The use cases of vacancies; pages are in order of creation.
pub type VacancyService = Keeping<Vacancies>;

/// The kind of record that a vacancy is.
#[derive(Debug, Clone, Copy)]
pub struct Vacancies;

impl RecordKind for Vacancies {
    const NAME: &'static str = "vacancy";
    type Id = VacancyId;
    type Record = VacancyRecord;
    type Write = VacancyWrite;
    type Out = VacancyOut;

    fn parse_id(text: &str) -> Option<VacancyId> {
        VacancyId::parse(text)
    }

    fn id(record: &VacancyRecord) -> VacancyId {
        record.id
    }

    fn version(record: &VacancyRecord) -> i64 {
        record.version
    }

    fn read(
        body: &Value,
        target: Target<VacancyId>,
        with: Reading<'_>,
    ) -> Result<Asked<VacancyWrite>, Vec<FieldError>> {
        let read = read_vacancy(body, with.vocabulary)?;
        let write = VacancyWrite {
            address: target.address,
            vacancy: read.vacancy,
            expected_version: target.expected_version,
        };
        Ok(Asked {
            write,
            warnings: read.warnings,
        })
    }

    fn made(write: VacancyWrite, making: Making<VacancyId>) -> VacancyRecord {
        VacancyRecord {
            id: making.id,
            organisation: making.organisation,
            version: making.version,
            created_at: making.at,
            updated_at: making.at,
            vacancy: write.vacancy,
        }
    }

    fn out(record: &VacancyRecord, labeller: Labeller<'_>) -> VacancyOut {
        VacancyOut::new(record, labeller)
    }

    fn put<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: VacancyWrite,
    ) -> FromStore<'a, Vec<WriteOutcome<VacancyId>>> {
        records.put_vacancies(organisation, vec![write])
    }

    fn put_once<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        write: VacancyWrite,
        request: OnceRequest<VacancyId>,
    ) -> FromStore<'a, OnceOutcome<VacancyId>> {
        records.put_vacancy_once(organisation, write, request)
    }

    fn find<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: VacancyId,
    ) -> FromStore<'a, Option<VacancyRecord>> {
        records.vacancy(organisation, id)
    }

    fn find_by_source<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        key: &SourceKey,
    ) -> FromStore<'a, Option<VacancyRecord>> {
        records.vacancy_by_source(organisation, key)
    }

    fn page<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        after: Option<VacancyId>,
        limit: usize,
    ) -> FromStore<'a, Vec<VacancyRecord>> {
        records.vacancies_page(organisation, after, limit)
    }

    fn remove<'a>(
        records: &'a dyn Records,
        organisation: &OrganisationId,
        id: VacancyId,
        expected_version: Option<i64>,
    ) -> FromStore<'a, DeleteOutcome> {
        records.delete_vacancy(organisation, id, expected_version)
    }
}
