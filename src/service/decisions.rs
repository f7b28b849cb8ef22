//! What people decide about items of match lists: recorded, and heeded by later lists.

use super::danish_time::as_kept;
use super::error::ServiceError;
use super::kept::{CREATED, not_found};
use super::matches::MatchService;
use super::matches::replay::erased;
use super::matches::standing::Standing;
use super::once::{HashKey, InFlight, OnceKey, other_body};
use super::to_its_end::to_its_end;
use crate::domain::decision::{Decision, DecisionKind};
use crate::domain::ids::{DecisionId, JobseekerId, MatchId, OrganisationId};
use crate::ports::{
    Answer, DecisionOnce, DecisionOutcome, DecisionPage, Decisions, DecisionsOf, MatchRecord, Records,
};
use crate::wire::decision_in::{DecisionRead, read_decision};
use crate::wire::decision_out::{DecisionList, DecisionOut};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;

/// Vacancies that may be pinned above a jobseeker's lists.
const MOST_PINNED: usize = 20;
/// Vacancies that may be hidden from a jobseeker's lists.
const MOST_HIDDEN: usize = 1000;

/// Whose decisions are asked for, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsAsked {
    /// Those about this list.
    pub match_id: Option<String>,
    /// Those about this jobseeker's lists.
    pub jobseeker_id: Option<String>,
    /// Only those after this one.
    pub after: Option<DecisionId>,
    /// Most decisions.
    pub limit: usize,
}

impl DecisionsAsked {
    fn of(&self) -> Result<DecisionsOf, ServiceError> {
        match (&self.match_id, &self.jobseeker_id) {
            (Some(id), None) => MatchId::parse(id)
                .map(DecisionsOf::Match)
                .ok_or_else(|| not_found("match list")),
            (None, Some(id)) => JobseekerId::parse(id)
                .map(DecisionsOf::Jobseeker)
                .ok_or_else(|| not_found("jobseeker")),
            _ => Err(ServiceError::Invalid(vec![FieldError::new(
                "/match_id",
                FieldErrorCode::Required,
                "either match_id or jobseeker_id must be given",
            )])),
        }
    }
}

/// The use cases of decisions. Clones share everything.
#[derive(Clone)]
pub struct DecisionService {
    decisions: Arc<dyn Decisions>,
    records: Arc<dyn Records>,
    matches: Arc<MatchService>,
    standing: Standing,
    hash_key: HashKey,
    in_flight: InFlight,
}

/// A decision that was read, with what it is remembered by.
struct Asked {
    organisation: OrganisationId,
    read: DecisionRead,
    once: Option<AskedOnce>,
}

/// The caller's key, and what it stands for.
struct AskedOnce {
    key: String,
    body_hash: String,
}

impl DecisionService {
    /// The use cases over these ports.
    pub fn new(
        decisions: Arc<dyn Decisions>,
        records: Arc<dyn Records>,
        matches: Arc<MatchService>,
        standing: Standing,
        hash_key: HashKey,
    ) -> Self {
        Self {
            decisions,
            records,
            matches,
            standing,
            hash_key,
            in_flight: InFlight::default(),
        }
    }

    /// Answers `POST /v1/decisions` with JSON; with a key the same request is carried out once. `now` is asked
    /// once it is the decision's turn.
    ///
    /// # Errors
    /// Fields that are not accepted, a list that never was or is erased, a vacancy that was not in it.
    pub async fn decide(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        once: Option<OnceKey>,
        now: fn() -> Timestamp,
    ) -> Result<String, ServiceError> {
        let read = read_decision(body).map_err(ServiceError::Invalid)?;
        let running = once.as_ref().map(|key| self.in_flight.enter(organisation, key));
        let running = running.transpose()?;
        let asked = Asked {
            organisation: organisation.clone(),
            read,
            once: once.map(|key| AskedOnce {
                key: key.into_text(),
                body_hash: self.hash_key.hash(&[b"decision", body.to_string().as_bytes()]),
            }),
        };
        let service = self.clone();
        to_its_end(async move {
            let decided = service.carry_out(asked, now).await;
            drop(running);
            decided
        })
        .await
    }

    async fn carry_out(&self, asked: Asked, now: fn() -> Timestamp) -> Result<String, ServiceError> {
        // Before anything is judged: the first answer may have changed what it would be judged by.
        if let Some(once) = &asked.once
            && let Some(known) = self.records.recall(&asked.organisation, &once.key).await?
        {
            let answer = known.answer_to(&once.body_hash).ok_or_else(other_body)?;
            return Ok(answer.body);
        }
        let id = asked.read.match_id.to_string();
        let (_, pages) = self.matches.recorded_pages(&asked.organisation, &id).await?;
        let turn = self.standing.turn().await;
        let decision = self
            .decision(&asked, &pages, now())
            .map_err(ServiceError::Invalid)?;
        self.refuse_too_many(&decision).map_err(ServiceError::Invalid)?;
        let out = serde_json::to_string(&DecisionOut::new(&decision))
            .map_err(|error| ServiceError::Internal(format!("a decision cannot be written: {error}")))?;
        let once = asked.once.map(|AskedOnce { key, body_hash }| DecisionOnce {
            key,
            body_hash,
            answer: Answer {
                status: CREATED,
                body: out.clone(),
            },
        });
        match self.decisions.decide(decision.clone(), once).await? {
            DecisionOutcome::Kept => {
                turn.follow(&decision);
                Ok(out)
            }
            DecisionOutcome::Answered(answer) => Ok(answer.body),
            DecisionOutcome::OtherBody => Err(other_body()),
            DecisionOutcome::JobseekerErased => Err(erased()),
        }
    }

    /// One page of an organisation's decisions about a list or a jobseeker, oldest first.
    ///
    /// # Errors
    /// Neither or both are named, an id that is not written as ours.
    pub async fn page(
        &self,
        organisation: &OrganisationId,
        asked: DecisionsAsked,
    ) -> Result<DecisionList, ServiceError> {
        let one_more = DecisionPage {
            after: asked.after,
            limit: asked.limit + 1,
        };
        let of = asked.of()?;
        let mut found = self.decisions.decisions(organisation, of, one_more).await?;
        let more = found.len() > asked.limit;
        found.truncate(asked.limit);
        Ok(DecisionList {
            next_cursor: found.last().filter(|_| more).map(|last| last.id.to_string()),
            decisions: found.iter().map(DecisionOut::new).collect(),
        })
    }

    /// The decision as it is kept, when it is about something that was in the list, or about what
    /// stands for its jobseeker: a hidden vacancy is on no later list.
    fn decision(
        &self,
        asked: &Asked,
        pages: &[Arc<MatchRecord>],
        now: Timestamp,
    ) -> Result<Decision, Vec<FieldError>> {
        let read = &asked.read;
        let items = pages.iter().flat_map(|record| &record.page.items);
        let listed = items.clone().find(|item| item.vacancy == read.vacancy);
        let jobseeker = pages.iter().find_map(|record| record.jobseeker);
        let mut not_now = pages.iter().flat_map(|record| &record.page.not_now);
        let shown = listed.is_some() || not_now.any(|&id| id == read.vacancy);
        if !shown && !self.stands(jobseeker, read) {
            return refused(
                "/vacancy_id",
                "this vacancy was on no page of the list that was asked for",
            );
        }
        let rank = listed.map(|item| item.rank);
        if read.rank.is_some() && read.rank != rank {
            return refused("/rank", &stood_at(rank));
        }
        if read.kind.is_standing() && jobseeker.is_none() {
            return refused(
                "/decision",
                "the list was made for a profile in the request: what changes later lists needs a kept jobseeker",
            );
        }
        Ok(Decision {
            id: DecisionId::generate(),
            organisation: asked.organisation.clone(),
            match_id: read.match_id,
            jobseeker,
            vacancy: read.vacancy,
            kind: read.kind,
            reason: read.reason,
            role: read.role,
            rank,
            at: as_kept(now),
        })
    }

    /// Whether the decision is about what stands for the jobseeker: a pinned vacancy is shown above every list and can
    /// be decided like any other of it; a hidden one is on no list, and can only be taken back.
    fn stands(&self, jobseeker: Option<JobseekerId>, read: &DecisionRead) -> bool {
        let standing = jobseeker.and_then(|id| self.standing.of(id));
        standing.is_some_and(|standing| {
            standing.pinned.contains(&read.vacancy)
                || read.kind.is_standing() && standing.hidden.contains(&read.vacancy)
        })
    }

    /// What stands for one jobseeker is bounded, since every list of it heeds all of it.
    fn refuse_too_many(&self, decision: &Decision) -> Result<(), Vec<FieldError>> {
        let Some(standing) = decision.jobseeker.and_then(|id| self.standing.of(id)) else {
            return Ok(());
        };
        let (count, most) = match decision.kind {
            DecisionKind::Pin if !standing.pinned.contains(&decision.vacancy) => {
                (standing.pinned.len(), MOST_PINNED)
            }
            DecisionKind::Hide if !standing.hidden.contains(&decision.vacancy) => {
                (standing.hidden.len(), MOST_HIDDEN)
            }
            _ => return Ok(()),
        };
        if count < most {
            return Ok(());
        }
        let message = format!("at most {most} vacancies of one jobseeker; take one back first");
        Err(vec![FieldError::new(
            "/decision",
            FieldErrorCode::TooMany,
            message,
        )])
    }
}

/// Where the vacancy stood, for whoever saw it elsewhere.
fn stood_at(rank: Option<u32>) -> String {
    match rank {
        Some(rank) => format!("the vacancy stood at place {rank} of the list"),
        None => "the vacancy had no place in the list: it stood among those not open now, or was pinned"
            .to_owned(),
    }
}

fn refused<T>(pointer: &str, message: &str) -> Result<T, Vec<FieldError>> {
    Err(vec![FieldError::new(
        pointer,
        FieldErrorCode::Contradiction,
        message,
    )])
}
