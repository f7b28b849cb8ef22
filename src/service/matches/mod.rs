//! Match lists and pair scores: one profile against the vacancies of an organisation.

mod counterfactuals;
mod cursor;
mod explained;
mod filter;
mod profile_report;
mod questions;
pub mod recorded;
mod render;
mod replay;
mod request;
pub mod standing;
mod trial;

use crate::domain::ids::{JobseekerId, MatchId, OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::record::VacancyRecord;
use crate::domain::vacancy::Vacancy;
use crate::matching::extract::{VacancyIdentity, extract};
use crate::matching::features::VacancyFeatures;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{List, ListQuery, OrderKey};
use crate::matching::score::{nearest, score};
use crate::ports::match_table::{Card, MatchTable, MatchTableView};
use crate::ports::{MatchRecord, Records};
use crate::service::error::ServiceError;
use crate::service::match_records::RecordTerms;
use crate::service::rulesets::RulesetShelf;
use crate::wire::match_in::{Include, MatchRequest, Subject, read_match_request};
use crate::wire::match_out::{MatchListOut, MatchOut, NotNowOut, ScoreListOut, ScoreOut, TotalOut};
use crate::wire::score_in::{ScoreRequest, Scored, read_score_request};
use crate::wire::vocabulary::Vocabulary;
use bytes::Bytes;
use counterfactuals::{Looked, counterfactuals};
use cursor::PageCursor;
use jiff::Timestamp;
use questions::next_best_question;
use recorded::{Answered, MadeWith, PageItem, Recording, without_profile};
use render::{Renderer, offer};
use request::Terms;
use serde_json::Value;
use standing::StandingOf;
use std::sync::Arc;
use tokio::sync::Semaphore;
use trial::Trial;
use uuid::Uuid;

/// Lists that may be computed or wait at once; one more is answered 503.
const MOST_AT_ONCE: usize = 256;
/// Items of `not_now`.
const NOT_NOW_ITEMS: usize = 20;
/// A list shorter than this comes with what dropping a constraint would give.
const SHORT_LIST: usize = 5;

/// Match lists and pair scores.
pub struct MatchService {
    engine: Arc<Engine>,
    records: Arc<dyn Records>,
    places: Arc<Semaphore>,
    recording: Option<Recording>,
}

/// What scoring needs and never waits for.
struct Engine {
    knowledge: Arc<Knowledge>,
    rulesets: Arc<RulesetShelf>,
    table: Arc<dyn MatchTable>,
    vocabulary: Arc<dyn Vocabulary>,
}

impl MatchService {
    /// The service over its tables, rulesets, match table and records.
    pub fn new(
        knowledge: Arc<Knowledge>,
        rulesets: Arc<RulesetShelf>,
        table: Arc<dyn MatchTable>,
        records: Arc<dyn Records>,
        vocabulary: Arc<dyn Vocabulary>,
    ) -> Self {
        let engine = Arc::new(Engine {
            knowledge,
            rulesets,
            table,
            vocabulary,
        });
        Self {
            engine,
            records,
            places: Arc::new(Semaphore::new(MOST_AT_ONCE)),
            recording: None,
        }
    }

    /// The same service, keeping a record of every list.
    #[must_use]
    pub fn recorded_by(mut self, recording: Recording) -> Self {
        self.recording = Some(recording);
        self
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
        let seeker = Arc::new(self.seeker(organisation, &request.subject).await?);
        let jobseeker = request.subject.kept();
        let standing = self.standing_of(jobseeker);
        let (ours, profile) = (organisation.clone(), Arc::clone(&seeker));
        let answered = self
            .in_pool(move |engine| {
                engine.list_reply(&ours, &request, &seeker, standing.as_deref(), language, now)
            })
            .await?;
        let Some(recording) = &self.recording else {
            return Ok(answered.bytes);
        };
        let mut page = answered.page;
        page.request = without_profile(body);
        page.tables = recording.tables.to_string();
        let record = MatchRecord {
            id: answered.id,
            organisation: organisation.clone(),
            jobseeker,
            at: now,
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
        let organisation = organisation.clone();
        self.in_pool(move |engine| {
            engine.score_reply(&organisation, &request, &seeker, &pairs, language, now)
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
    ) -> Result<Jobseeker, ServiceError> {
        match subject {
            Subject::Inline(profile) => Ok((**profile).clone()),
            Subject::Kept(id) => self.kept(organisation, *id).await,
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

    /// Scoring runs beside the network threads, bounded in how much may wait.
    async fn in_pool<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let place = self
            .places
            .clone()
            .try_acquire_owned()
            .map_err(|_| ServiceError::Busy)?;
        let engine = self.engine.clone();
        let task = tokio::task::spawn_blocking(move || {
            let answer = work(&engine);
            drop(place);
            answer
        });
        task.await
            .map_err(|error| ServiceError::Internal(format!("scoring failed: {error}")))?
    }
}

/// A vacancy to score and its id, when it is kept.
struct ToScore {
    id: Option<VacancyId>,
    vacancy: Vacancy,
}

impl Engine {
    fn list_reply(
        &self,
        organisation: &OrganisationId,
        request: &MatchRequest,
        seeker: &Jobseeker,
        standing: Option<&StandingOf>,
        language: Language,
        now: Timestamp,
    ) -> Result<Answered, ServiceError> {
        let table = self.table.current();
        let mut terms = Terms::new(&request.scoring, seeker, &self.rulesets, now)?;
        request::refuse_parts_not_offered(&request.include)?;
        let fingerprint = cursor::fingerprint(seeker, request, &terms);
        let cursor = request
            .cursor
            .as_deref()
            .map(|text| PageCursor::read(text, fingerprint, request.scoring.as_of.is_none()))
            .transpose()?;
        if let Some(cursor) = &cursor {
            terms.set_moment(cursor.as_of);
        }
        let plan = terms.plan(seeker, &self.knowledge);
        let mut query = self.query(organisation, request, &*table, cursor.as_ref());
        if let Some(standing) = standing {
            query.filter.without = standing::numbers(&standing.hidden);
        }
        let mut list = table.list(&plan, &query);
        let short = cursor.is_none() && list.items.len() < SHORT_LIST.min(query.limit);
        let wants_relaxations = request.include.contains(&Include::Relaxations);
        if short && !query.count_sole_failures {
            list = table.list(
                &plan,
                &ListQuery {
                    count_sole_failures: true,
                    ..query.clone()
                },
            );
        }
        let relaxations = if short || wants_relaxations {
            filter::relaxations(&plan, &*table, &query, &list)
        } else {
            Vec::new()
        };
        let offset = cursor.as_ref().map_or(0, |cursor| cursor.offset);
        let renderer = Renderer {
            plan: &plan,
            language,
        };
        let id = MatchId::generate();
        let items = places(&list, offset);
        let trial = Trial {
            plan: &plan,
            terms: &terms,
            knowledge: &self.knowledge,
            table: &*table,
            query: &query,
        };
        let mut page = matches(&renderer, &*table, &items);
        let mut closed = not_now(&renderer, &*table, &list);
        if request.include.contains(&Include::Counterfactuals) {
            add_counterfactuals(&trial, &list, request.first_k, language, &mut page, &mut closed);
        }
        let asks = request.include.contains(&Include::NextBestQuestion);
        let reply = MatchListOut {
            match_id: id.to_string(),
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            strategy: terms.strategy_out(),
            weights: terms.weights_out(&plan.weights),
            as_of: terms.as_of_text(),
            total: total(&list, &query, offset),
            next_cursor: next_cursor(&list, &query, &terms, offset, fingerprint),
            matches: page,
            not_now: closed,
            relaxations,
            next_best_question: asks.then(|| next_best_question(&trial, language)).flatten(),
            assumed: terms.assumed(seeker),
        };
        let bytes = to_bytes(&reply)?;
        let made = MadeWith {
            terms: &terms,
            table: &*table,
            language,
            items: &items,
            not_now: &list.not_now,
        };
        let page = made.page(reply, &bytes);
        Ok(Answered { id, bytes, page })
    }

    fn query(
        &self,
        organisation: &OrganisationId,
        request: &MatchRequest,
        table: &dyn MatchTableView,
        cursor: Option<&PageCursor>,
    ) -> ListQuery {
        let includes = |part| request.include.contains(&part);
        ListQuery {
            limit: usize::from(request.limit),
            after: cursor.map(|cursor| cursor.after),
            min_score: request.min_score.unwrap_or(0),
            filter: filter::filter(organisation, &request.filters, table, &self.knowledge),
            count_all: includes(Include::Total),
            not_now: if includes(Include::NotNow) {
                NOT_NOW_ITEMS
            } else {
                0
            },
            count_sole_failures: includes(Include::Relaxations),
        }
    }

    fn score_reply(
        &self,
        organisation: &OrganisationId,
        request: &ScoreRequest,
        seeker: &Jobseeker,
        pairs: &[ToScore],
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let table = self.table.current();
        let terms = Terms::new(&request.scoring, seeker, &self.rulesets, now)?;
        request::refuse_parts_not_offered(&request.include)?;
        let plan = terms.plan(seeker, &self.knowledge);
        let renderer = Renderer {
            plan: &plan,
            language,
        };
        let features: Vec<VacancyFeatures> = pairs
            .iter()
            .map(|pair| self.features(organisation, pair, &*table))
            .collect();
        let all = ListQuery {
            limit: 0,
            after: None,
            min_score: 0,
            filter: filter::all_of(organisation, &*table),
            count_all: false,
            not_now: 0,
            count_sole_failures: false,
        };
        let mut scores: Vec<ScoreOut<'_>> = pairs
            .iter()
            .zip(&features)
            .map(|(asked, features)| {
                let view = features.view();
                let pair = score(&plan, &view);
                let open = nearest(&plan, &view, pair);
                let key = OrderKey::of(view.core, open.base);
                let mut told = renderer.pair(&view, &card_of(&asked.vacancy), asked.id, &pair);
                if !pair.gates.open() {
                    told.gates = renderer.gates(&view, &open);
                }
                ScoreOut {
                    passes: pair.gates.open(),
                    rank_if_open: table.rank_of(&plan, &all, key) + 1,
                    score_if_open: open.base,
                    offer_if_open: offer(&view, &open),
                    pair: told,
                }
            })
            .collect();
        if request.include.contains(&Include::Counterfactuals) {
            let trial = Trial {
                plan: &plan,
                terms: &terms,
                knowledge: &self.knowledge,
                table: &*table,
                query: &all,
            };
            let looked: Vec<Looked<'_>> = features
                .iter()
                .map(|features| {
                    let view = features.view();
                    let pair = nearest(&plan, &view, score(&plan, &view));
                    Looked { view, pair }
                })
                .collect();
            let first_k = request.first_k.unwrap_or(plan.rules.ruleset.explanations.first_k);
            let told = counterfactuals(&trial, &looked, first_k, language);
            for (score, told) in scores.iter_mut().zip(told) {
                score.pair.counterfactuals = told;
            }
        }
        let reply = ScoreListOut {
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            weights: terms.weights_out(&plan.weights),
            as_of: terms.as_of_text(),
            scores,
            assumed: terms.assumed(seeker),
        };
        to_bytes(&reply)
    }

    fn features(
        &self,
        organisation: &OrganisationId,
        pair: &ToScore,
        table: &dyn MatchTableView,
    ) -> VacancyFeatures {
        let identity = VacancyIdentity {
            id: pair.id.unwrap_or_else(|| VacancyId::from_uuid(Uuid::nil())),
            organisation,
            organisation_number: filter::number_of(organisation, table),
        };
        extract(&pair.vacancy, identity, &self.knowledge)
    }
}

fn card_of(vacancy: &Vacancy) -> Card<'_> {
    Card {
        title: &vacancy.title,
        employer: vacancy
            .employer
            .as_ref()
            .and_then(|employer| employer.name.as_deref()),
        source: vacancy.source_key.as_ref().map(|key| key.source.as_str()),
        external_id: vacancy.source_key.as_ref().map(|key| key.external_id.as_str()),
    }
}

fn matches<'a>(
    renderer: &Renderer<'a>,
    table: &'a dyn MatchTableView,
    items: &[PageItem],
) -> Vec<MatchOut<'a>> {
    items
        .iter()
        .map(|item| {
            let (view, card) = table.vacancy(item.listed);
            let pair = score(renderer.plan, &view);
            let id = VacancyId::from_uuid(Uuid::from_u128(view.core.id));
            MatchOut {
                rank: item.rank,
                pair: renderer.pair(&view, &card, Some(id), &pair),
            }
        })
        .collect()
}

fn places(list: &List, offset: usize) -> Vec<PageItem> {
    let items = list.items.iter().enumerate();
    items
        .map(|(at, &listed)| PageItem {
            rank: offset + at + 1,
            listed,
        })
        .collect()
}

fn not_now<'a>(renderer: &Renderer<'a>, table: &'a dyn MatchTableView, list: &List) -> Vec<NotNowOut<'a>> {
    list.not_now
        .iter()
        .map(|&listed| {
            let (view, card) = table.vacancy(listed);
            let pair = nearest(renderer.plan, &view, score(renderer.plan, &view));
            let id = VacancyId::from_uuid(Uuid::from_u128(view.core.id));
            renderer.not_now(&view, &card, id, &pair)
        })
        .collect()
}

/// Puts the counterfactuals beside the items of the page and those that fail a gate.
fn add_counterfactuals<'a>(
    trial: &Trial<'a>,
    list: &List,
    first_k: Option<u16>,
    language: Language,
    items: &mut [MatchOut<'a>],
    closed: &mut [NotNowOut<'a>],
) {
    let looked: Vec<Looked<'_>> = list
        .items
        .iter()
        .chain(&list.not_now)
        .map(|&listed| {
            let (view, _) = trial.table.vacancy(listed);
            let pair = nearest(trial.plan, &view, score(trial.plan, &view));
            Looked { view, pair }
        })
        .collect();
    let first_k = first_k.unwrap_or(trial.plan.rules.ruleset.explanations.first_k);
    let places = items
        .iter_mut()
        .map(|item| &mut item.pair.counterfactuals)
        .chain(closed.iter_mut().map(|item| &mut item.counterfactuals));
    for (place, told) in places.zip(counterfactuals(trial, &looked, first_k, language)) {
        *place = told;
    }
}

fn total(list: &List, query: &ListQuery, offset: usize) -> TotalOut {
    match list.total {
        Some(value) => TotalOut {
            value,
            relation: "eq",
        },
        None if list.items.len() < query.limit => TotalOut {
            value: offset + list.items.len(),
            relation: "eq",
        },
        None => TotalOut {
            value: offset + list.items.len(),
            relation: "gte",
        },
    }
}

fn next_cursor(
    list: &List,
    query: &ListQuery,
    terms: &Terms,
    offset: usize,
    fingerprint: cursor::Fingerprint,
) -> Option<String> {
    let last = list.items.last().filter(|_| list.items.len() == query.limit)?;
    let cursor = PageCursor {
        after: last.key,
        offset: offset + list.items.len(),
        as_of: terms.moment(),
    };
    Some(cursor.write(fingerprint))
}

fn to_bytes<T: serde::Serialize>(reply: &T) -> Result<Bytes, ServiceError> {
    // A page of fifty explained items takes about this much; growing in steps would copy it often.
    let mut bytes = Vec::with_capacity(192 * 1024);
    serde_json::to_writer(&mut bytes, reply)
        .map_err(|error| ServiceError::Internal(format!("the reply cannot be written: {error}")))?;
    Ok(Bytes::from(bytes))
}
