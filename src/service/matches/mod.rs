//! Match lists and pair scores: one profile against the vacancies of an organisation.

mod beside;
mod counterfactuals;
mod cursor;
mod explained;
mod facets;
mod filter;
mod frame;
mod head;
mod items;
mod list_terms;
mod listing;
mod mobility_package;
mod no_data;
mod page;
mod pairs;
mod profile_report;
mod questions;
pub mod recorded;
mod render;
pub(super) mod replay;
mod reply_room;
mod request;
pub mod reverse;
pub mod standing;
mod trial;

use crate::domain::ids::{JobseekerId, OrganisationId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::record::VacancyRecord;
use crate::matching::knowledge::Knowledge;
use crate::ports::match_table::MatchTable;
use crate::ports::seeker_table::SeekerTable;
use crate::ports::{MatchRecord, Records};
use crate::service::bounded::BoundedPool;
use crate::service::danish_time::as_kept;
use crate::service::error::ServiceError;
use crate::service::match_records::RecordTerms;
use crate::service::once::HashKey;
use crate::service::rulesets::RulesetShelf;
use crate::wire::json;
use crate::wire::match_in::{Subject, read_match_request};
use crate::wire::score_in::{ScoreRequest, Scored, read_score_request};
use crate::wire::vocabulary::Vocabulary;
use bytes::Bytes;
use jiff::Timestamp;
use listing::ListAsked;
use pairs::{Asked, ToScore};
use recorded::{Recording, without_profile};
use reply_room::ReplyRoom;
use reverse::ReverseService;
use serde_json::Value;
use standing::StandingOf;
use std::sync::Arc;

/// Match lists and pair scores.
pub struct MatchService {
    engine: Arc<Engine>,
    records: Arc<dyn Records>,
    pool: BoundedPool,
    recording: Option<Recording>,
}

/// What scoring needs and never waits for.
struct Engine {
    knowledge: Arc<Knowledge>,
    rulesets: Arc<RulesetShelf>,
    table: Arc<dyn MatchTable>,
    vocabulary: Arc<dyn Vocabulary>,
    room: ReplyRoom,
}

impl MatchService {
    /// The service over its tables, rulesets, match table and records; lists are made in the pool.
    pub fn new(
        knowledge: Arc<Knowledge>,
        rulesets: Arc<RulesetShelf>,
        table: Arc<dyn MatchTable>,
        records: Arc<dyn Records>,
        vocabulary: Arc<dyn Vocabulary>,
        pool: BoundedPool,
    ) -> Self {
        let engine = Arc::new(Engine {
            knowledge,
            rulesets,
            table,
            vocabulary,
            room: ReplyRoom::default(),
        });
        Self {
            engine,
            records,
            pool,
            recording: None,
        }
    }

    /// The same service, keeping a record of every list.
    #[must_use]
    pub fn recorded_by(mut self, recording: Recording) -> Self {
        self.recording = Some(recording);
        self
    }

    /// Searching persons for a vacancy with the same tables and the same scorer.
    pub fn reverse(
        &self,
        seekers: Arc<dyn SeekerTable>,
        hash_key: HashKey,
        pool: BoundedPool,
    ) -> ReverseService {
        ReverseService {
            engine: Arc::clone(&self.engine),
            records: Arc::clone(&self.records),
            seekers,
            standing: self
                .recording
                .as_ref()
                .map(|recording| recording.standing.clone()),
            hash_key,
            pool,
        }
    }

    /// Answers `POST /v1/matches` with JSON. Its record is durable within a second.
    ///
    /// # Errors
    /// Fields that are not accepted, a profile that is not kept, too much work at once.
    pub async fn matches(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        self.list(organisation, body, language, now, RecordTerms::Soon)
            .await
    }

    /// As [`Self::matches`], answering when the record is durable.
    ///
    /// # Errors
    /// As [`Self::matches`], and a record that is not durable in time.
    pub async fn matches_once_recorded(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        self.list(organisation, body, language, now, RecordTerms::Wait)
            .await
    }

    async fn list(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        language: Language,
        now: Timestamp,
        terms: RecordTerms,
    ) -> Result<Bytes, ServiceError> {
        let request = read_match_request(body, &*self.engine.vocabulary).map_err(ServiceError::Invalid)?;
        let seeker = self.seeker(organisation, &request.subject).await?;
        let jobseeker = request.subject.kept();
        let standing = self.standing_of(jobseeker);
        let (ours, mut profile) = (organisation.clone(), Arc::clone(&seeker));
        let make = move |engine: &Engine| {
            let asked = ListAsked {
                organisation: &ours,
                request: &request,
                seeker: &seeker,
                standing: standing.as_deref(),
                language,
            };
            engine.list_reply(asked, now)
        };
        let answered = self.in_pool(make).await?;
        let Some(recording) = &self.recording else {
            return Ok(answered.bytes);
        };
        let mut page = answered.page;
        page.request = without_profile(body);
        page.tables = recording.tables.to_string();
        if jobseeker.is_none() {
            nameless(Arc::make_mut(&mut profile));
        }
        let record = MatchRecord {
            id: answered.id,
            organisation: organisation.clone(),
            jobseeker,
            at: as_kept(now),
            profile,
            page,
        };
        recording.recorder.keep(record, terms).await?;
        Ok(answered.bytes)
    }

    /// What people decided about a kept jobseeker's lists.
    fn standing_of(&self, jobseeker: Option<JobseekerId>) -> Option<Arc<StandingOf>> {
        self.recording.as_ref()?.standing.of(jobseeker?)
    }

    /// Answers `POST /v1/score` with JSON.
    ///
    /// # Errors
    /// Fields that are not accepted, a profile or vacancy that is not kept, too much work at once.
    pub async fn score(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let request = read_score_request(body, &*self.engine.vocabulary).map_err(ServiceError::Invalid)?;
        let seeker = self.seeker(organisation, &request.subject).await?;
        let pairs = self.vacancies(organisation, &request).await?;
        let standing = self.standing_of(request.subject.kept());
        let organisation = organisation.clone();
        self.in_pool(move |engine| {
            let asked = Asked {
                request: &request,
                seeker: &seeker,
                pairs: &pairs,
                standing: standing.as_deref(),
            };
            engine.score_reply(&organisation, asked, language, now)
        })
        .await
    }

    /// Answers `GET /v1/jobseekers/{id}/profile-report` with JSON, for a moment.
    ///
    /// # Errors
    /// An id that is none, a profile that is not kept, too much work at once.
    pub async fn profile_report(
        &self,
        organisation: &OrganisationId,
        id: &str,
        language: Language,
        moment: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let id = JobseekerId::parse(id)
            .ok_or_else(|| ServiceError::NotFound("no such jobseeker is kept here".to_owned()))?;
        let seeker = self.kept(organisation, id).await?;
        let organisation = organisation.clone();
        self.in_pool(move |engine| engine.profile_report(&organisation, (id, &seeker), language, moment))
            .await
    }

    async fn seeker(
        &self,
        organisation: &OrganisationId,
        subject: &Subject,
    ) -> Result<Arc<Jobseeker>, ServiceError> {
        match subject {
            Subject::Inline(profile) => Ok(Arc::clone(profile)),
            Subject::Kept(id) => self.kept(organisation, *id).await.map(Arc::new),
        }
    }

    async fn kept(&self, organisation: &OrganisationId, id: JobseekerId) -> Result<Jobseeker, ServiceError> {
        let record = self.records.jobseeker(organisation, id).await?;
        record
            .map(|record| record.jobseeker)
            .ok_or_else(|| ServiceError::NotFound(format!("no jobseeker {id} is kept")))
    }

    async fn vacancies(
        &self,
        organisation: &OrganisationId,
        request: &ScoreRequest,
    ) -> Result<Vec<ToScore>, ServiceError> {
        match &request.scored {
            Scored::Inline(vacancy) => Ok(vec![ToScore {
                id: None,
                vacancy: (**vacancy).clone(),
            }]),
            Scored::Kept(ids) => {
                let mut found = Vec::with_capacity(ids.len());
                for &id in ids {
                    let VacancyRecord { vacancy, .. } = self
                        .records
                        .vacancy(organisation, id)
                        .await?
                        .ok_or_else(|| ServiceError::NotFound(format!("no vacancy {id} is kept")))?;
                    found.push(ToScore {
                        id: Some(id),
                        vacancy,
                    });
                }
                Ok(found)
            }
        }
    }

    /// Scoring runs beside the network threads, bounded in how much runs and how much may wait.
    async fn in_pool<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let engine = Arc::clone(&self.engine);
        self.pool.run(move || work(&engine)).await?
    }
}

/// Takes out what would lead from a recorded list back to the person. Nobody can ask for the erasure of a list
/// whose profile is not kept, and neither reference is scored.
fn nameless(profile: &mut Jobseeker) {
    profile.plan_ref = None;
    profile.intake_cohort = None;
}

fn to_bytes<T: serde::Serialize>(reply: &T) -> Result<Bytes, ServiceError> {
    let mut bytes = Vec::new();
    json::append(&mut bytes, reply).map_err(|error| unwritable(&error))?;
    Ok(Bytes::from(bytes))
}

fn unwritable(error: &serde_json::Error) -> ServiceError {
    ServiceError::Internal(format!("the reply cannot be written: {error}"))
}
