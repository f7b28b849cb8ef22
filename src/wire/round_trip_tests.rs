//! What is answered reads back as what was kept, and keeps to the contract.

use super::coded::Labeller;
use super::fake_vocabulary::FakeVocabulary;
use super::invented_jobseekers::jobseeker;
use super::invented_vacancies::vacancy;
use super::jobseeker_in::read_jobseeker;
use super::jobseeker_out::JobseekerOut;
use super::jobseeker_schema::JobseekerIn;
use super::schema_tests::whole_schema;
use super::vacancy_in::read_vacancy;
use super::vacancy_out::VacancyOut;
use super::vacancy_schema::VacancyIn;
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::language::Language;
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::LazyLock;

const LABELLER: Labeller<'static> = Labeller {
    vocabulary: &FakeVocabulary,
    language: Language::Danish,
};

static VACANCY_CONTRACT: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&whole_schema::<VacancyIn>()).expect("a schema"));
static JOBSEEKER_CONTRACT: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&whole_schema::<JobseekerIn>()).expect("a schema"));
static VACANCY_ANSWER: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&whole_schema::<VacancyOut>()).expect("a schema"));
static JOBSEEKER_ANSWER: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&whole_schema::<JobseekerOut>()).expect("a schema"));

proptest! {
    #[test]
    fn a_vacancy_reads_back_as_it_was_kept(vacancy in vacancy()) {
        let record = VacancyRecord {
            id: VacancyId::generate(),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy,
        };
        let answer = serde_json::to_value(VacancyOut::new(&record, LABELLER)).expect("JSON");
        for contract in [&VACANCY_CONTRACT, &VACANCY_ANSWER] {
            if let Err(error) = contract.validate(&answer) {
                prop_assert!(false, "{error} at {}", error.instance_path());
            }
        }
        let read = read_vacancy(&answer, &FakeVocabulary);
        prop_assert_eq!(read.map(|read| read.vacancy), Ok(record.vacancy));
    }

    #[test]
    fn a_profile_reads_back_as_it_was_kept(jobseeker in jobseeker()) {
        let record = JobseekerRecord {
            id: JobseekerId::generate(),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            reference_hash: None,
            jobseeker,
        };
        let answer = serde_json::to_value(JobseekerOut::new(&record, LABELLER)).expect("JSON");
        for contract in [&JOBSEEKER_CONTRACT, &JOBSEEKER_ANSWER] {
            if let Err(error) = contract.validate(&answer) {
                prop_assert!(false, "{error} at {}", error.instance_path());
            }
        }
        let read = read_jobseeker(&answer, &FakeVocabulary);
        prop_assert_eq!(read.map(|read| read.jobseeker), Ok(record.jobseeker));
    }
}
