//! From a vacancy to the kept profiles of its organisation: the same scorer, the same numbers as in the
//! persons' own lists, shown in bands.

use super::Engine;
use super::cursor::{from_hex, to_hex};
use super::mobility_package::PairParts;
use super::pairs::ToScore;
use super::render::{Renderer, offer, share};
use super::request::Terms;
use super::standing::{self, Standing};
use crate::domain::ids::{JobseekerId, OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::record::JobseekerRecord;
use crate::matching::explain::{Explanation, explain};
use crate::matching::extract::first_bytes;
use crate::matching::features::VacancyView;
use crate::matching::gates::{GateCode, GateState};
use crate::matching::plan::Plan;
use crate::matching::reverse::{LeftOut, Place, ReverseRules, closed_gates};
use crate::matching::score::score;
use crate::ports::Records;
use crate::ports::seeker_table::{SeekerTable, Seekers};
use crate::service::bounded::BoundedPool;
use crate::service::error::ServiceError;
use crate::service::kept::not_found;
use crate::service::once::HashKey;
use crate::wire::explanation_out::{FoundOut, MissingOut, NearOut, ReasonOut};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::match_in::Scoring;
use crate::wire::reverse_out::{
    Audience, BandOut, CandidateOut, GateCountOut, JobseekersAnswer, LeftOutOut, ReverseListOut,
    ReversePairOut, ShortlistOut,
};
use bytes::Bytes;
use jiff::Timestamp;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::sync::Arc;

/// Digits of a pseudonym.
const PSEUDONYM_DIGITS: usize = 16;

/// What is asked of a vacancy's side.
#[derive(Debug, Clone, Default)]
pub struct ReverseAsked {
    /// Most persons on the page.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// The moment everything is judged at; now when absent.
    pub as_of: Option<Timestamp>,
    /// A ruleset by its id; the newest when absent.
    pub ruleset: Option<String>,
    /// Who is going to see it.
    pub audience: Audience,
}

/// From vacancies to persons.
#[derive(Clone)]
pub struct ReverseService {
    pub(super) engine: Arc<Engine>,
    pub(super) records: Arc<dyn Records>,
    pub(super) seekers: Arc<dyn SeekerTable>,
    /// What was decided about persons' later lists; nothing where lists are not recorded.
    pub(super) standing: Option<Standing>,
    pub(super) hash_key: HashKey,
    pub(super) pool: BoundedPool,
}

impl ReverseService {
    /// Answers `GET /v1/vacancies/{id}/jobseekers` with JSON. Only the organisation that owns the vacancy is
    /// answered, and only of its own jobseekers.
    ///
    /// # Errors
    /// A vacancy that is not kept, a ruleset that is not loaded, a cursor of another search, too much work at once.
    pub async fn jobseekers(
        &self,
        organisation: &OrganisationId,
        id: &str,
        asked: ReverseAsked,
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let id = VacancyId::parse(id).ok_or_else(|| not_found("vacancy"))?;
        let record = self.records.vacancy(organisation, id).await?;
        let vacancy = record.ok_or_else(|| not_found("vacancy"))?.vacancy;
        let seekers = self.seekers.seekers(organisation).await;
        let seekers = seekers.map_err(|early| ServiceError::NotYetVisible(early.to_string()))?;
        let (service, organisation) = (self.clone(), organisation.clone());
        let work = move || {
            let table = service.engine.table.current();
            let pair = ToScore {
                id: Some(id),
                vacancy,
            };
            let features = service.engine.features(&organisation, &pair, &*table);
            let search = Search {
                service: &service,
                vacancy: features.view(),
                id,
                seekers: &seekers,
                language,
            };
            search.answer(asked, now)
        };
        self.pool.run(work).await?
    }
}

/// One vacancy among the profiles of its organisation.
struct Search<'s> {
    service: &'s ReverseService,
    vacancy: VacancyView<'s>,
    id: VacancyId,
    seekers: &'s Seekers,
    language: Language,
}

/// A person who passes every gate.
struct Passing<'s> {
    place: Place,
    record: &'s JobseekerRecord,
    pseudonym: String,
}

/// What stands around the bands.
struct Around<'a> {
    terms: &'a Terms,
    total: usize,
    left_out: LeftOut,
    next_cursor: Option<String>,
}

impl<'s> Search<'s> {
    fn answer(&self, asked: ReverseAsked, now: Timestamp) -> Result<Bytes, ServiceError> {
        let mut scoring = Scoring {
            ruleset: asked.ruleset,
            as_of: asked.as_of,
            ..Scoring::default()
        };
        let nobody = Jobseeker::default();
        let mut terms = self.terms(&scoring, &nobody, now)?;
        let after = asked
            .cursor
            .as_deref()
            .map(|text| self.read_cursor(text, &terms, asked.as_of.is_none()))
            .transpose()?;
        if let Some((_, moment)) = after {
            terms.set_moment(moment);
        }
        scoring.as_of = Some(terms.moment());
        let rules = terms.rules().ruleset.reverse;
        let (mut passing, left_out) = self.scored(&scoring, rules, now)?;
        passing.sort_unstable_by_key(|one| one.place);
        let total = passing.len();
        let after = after.map(|(place, _)| place);
        let rest = passing.partition_point(|one| after.is_some_and(|after| one.place <= after));
        let rest = &passing[rest..];
        if asked.audience == Audience::Employer {
            let most = asked.limit.min(usize::from(rules.shortlist));
            return self.shortlist(&scoring, &terms, &rest[..rest.len().min(most)]);
        }
        let page = &rest[..rest.len().min(asked.limit)];
        let more = rest.len() > page.len();
        let next_cursor = page
            .last()
            .filter(|_| more)
            .map(|last| self.cursor(last.place, &terms));
        let around = Around {
            terms: &terms,
            total,
            left_out,
            next_cursor,
        };
        self.grouped(&scoring, rules, page, around)
    }

    fn terms(&self, scoring: &Scoring, seeker: &Jobseeker, now: Timestamp) -> Result<Terms, ServiceError> {
        Terms::new(scoring, seeker, &self.service.engine.rulesets, now)
    }

    /// Everybody scored, on as many threads as there are: no order of theirs reaches the result.
    fn scored(
        &self,
        scoring: &Scoring,
        rules: ReverseRules,
        now: Timestamp,
    ) -> Result<(Vec<Passing<'s>>, LeftOut), ServiceError> {
        let scored: Result<Vec<_>, ServiceError> = self
            .seekers
            .records
            .par_iter()
            .map(|record| {
                let (seeker, knowledge) = (&record.jobseeker, &self.service.engine.knowledge);
                let terms = self.terms(scoring, seeker, now)?;
                let (ruleset, day) = (&terms.rules().ruleset, terms.day());
                if let Some(gates) = closed_gates(seeker, ruleset, day, knowledge, &self.vacancy) {
                    return Ok((record, 0, gates));
                }
                let pair = score(&terms.plan(seeker, knowledge), &self.vacancy);
                Ok((record, pair.base, pair.gates))
            })
            .collect();
        let (mut passing, mut left_out) = (Vec::new(), LeftOut::default());
        for (record, base, gates) in scored? {
            if !gates.open() {
                left_out.count(gates);
            } else if self.is_hidden_for(record.id) {
                left_out.hidden += 1;
            } else {
                passing.push(self.passing(record, rules.band_of(base)));
            }
        }
        Ok((passing, left_out))
    }

    /// Whether the vacancy is hidden from the person's own lists: whoever was taken off it is not proposed for it.
    fn is_hidden_for(&self, jobseeker: JobseekerId) -> bool {
        let standing = self.service.standing.as_ref();
        let of_person = standing.and_then(|standing| standing.of(jobseeker));
        standing::hides(of_person.as_deref(), Some(self.id))
    }

    fn passing(&self, record: &'s JobseekerRecord, band: u32) -> Passing<'s> {
        let pseudonym = self.pseudonym(record.id);
        Passing {
            place: Place {
                band: Reverse(band),
                // Hexadecimal digits of a hash always read.
                tie: u64::from_str_radix(&pseudonym, 16).unwrap_or(0),
                id: record.id.uuid().as_u128(),
            },
            record,
            pseudonym,
        }
    }

    /// A name for a person that means nothing beside this vacancy, and that nobody without the key can make.
    fn pseudonym(&self, jobseeker: JobseekerId) -> String {
        let (vacancy, jobseeker) = (self.id.uuid(), jobseeker.uuid());
        let parts: [&[u8]; 3] = [b"candidate", vacancy.as_bytes(), jobseeker.as_bytes()];
        let mut name = self.service.hash_key.hash(&parts);
        name.truncate(PSEUDONYM_DIGITS);
        name
    }

    fn grouped(
        &self,
        scoring: &Scoring,
        rules: ReverseRules,
        page: &[Passing<'_>],
        around: Around<'_>,
    ) -> Result<Bytes, ServiceError> {
        let held = self.terms_of(scoring, page, around.terms.moment())?;
        let mut groups: Vec<BandOut<'_>> = Vec::new();
        for (one, terms) in page.iter().zip(&held) {
            let (from, to) = rules.bounds(one.place.band.0);
            let plan = terms.plan(&one.record.jobseeker, &self.service.engine.knowledge);
            let person = self.person(&plan, one);
            match groups.last_mut() {
                Some(group) if group.from == from => group.jobseekers.push(person),
                _ => groups.push(BandOut {
                    from,
                    to,
                    jobseekers: vec![person],
                }),
            }
        }
        super::to_bytes(&JobseekersAnswer::Grouped(ReverseListOut {
            vacancy_id: self.id.to_string(),
            ruleset: around.terms.ruleset_out(),
            index_generation: self.seekers.seq,
            as_of: around.terms.as_of_text(),
            total: around.total,
            left_out: left_out_out(around.left_out),
            groups,
            next_cursor: around.next_cursor,
        }))
    }

    /// The terms that each person's own list has.
    fn terms_of(
        &self,
        scoring: &Scoring,
        page: &[Passing<'_>],
        now: Timestamp,
    ) -> Result<Vec<Terms>, ServiceError> {
        let terms = page
            .iter()
            .map(|one| self.terms(scoring, &one.record.jobseeker, now));
        terms.collect()
    }

    /// A person for a caseworker. Gates that failed do not occur, and bridges, gates in words and what the person
    /// needs work to respect are left out on purpose.
    fn person<'k>(&self, plan: &Plan<'k>, one: &Passing<'_>) -> ReversePairOut<'k> {
        let pair = score(plan, &self.vacancy);
        let Explanation {
            found,
            near,
            missing,
            reasons,
            ..
        } = explain(plan, &self.vacancy, &pair, self.language);
        let renderer = Renderer {
            plan,
            language: self.language,
            parts: PairParts::Explained,
        };
        let told = |code: &&GateCode| {
            **code != GateCode::DemandConflict && pair.gates.state(**code) == GateState::Unverified
        };
        ReversePairOut {
            jobseeker_id: one.record.id.to_string(),
            pseudonym: one.pseudonym.clone(),
            base_score: pair.base,
            coverage: share(pair.applied.coverage),
            offer: offer(&self.vacancy, &pair),
            travel: renderer.mobility(&self.vacancy, &pair).travel,
            found: found.iter().map(FoundOut::from).collect(),
            near: near.iter().map(NearOut::from).collect(),
            missing: missing.iter().map(MissingOut::from).collect(),
            reasons: reasons.iter().map(ReasonOut::from).collect(),
            unverified: GateCode::ALL.iter().filter(told).copied().collect(),
        }
    }

    /// The best of all, told without who is best.
    fn shortlist(
        &self,
        scoring: &Scoring,
        terms: &Terms,
        chosen: &[Passing<'_>],
    ) -> Result<Bytes, ServiceError> {
        let held = self.terms_of(scoring, chosen, terms.moment())?;
        let candidates = chosen.iter().zip(&held).map(|(one, terms)| {
            let plan = terms.plan(&one.record.jobseeker, &self.service.engine.knowledge);
            let pair = score(&plan, &self.vacancy);
            let found = explain(&plan, &self.vacancy, &pair, self.language).found;
            CandidateOut {
                pseudonym: one.pseudonym.clone(),
                found: found.iter().map(FoundOut::from).collect(),
            }
        });
        let mut candidates: Vec<CandidateOut<'_>> = candidates.collect();
        candidates.sort_unstable_by(|one, other| one.pseudonym.cmp(&other.pseudonym));
        super::to_bytes(&JobseekersAnswer::Shortlist(ShortlistOut {
            vacancy_id: self.id.to_string(),
            as_of: terms.as_of_text(),
            candidates,
        }))
    }

    fn cursor(&self, place: Place, terms: &Terms) -> String {
        let mut bytes = Vec::with_capacity(CURSOR_BYTES);
        bytes.extend(place.band.0.to_be_bytes());
        bytes.extend(place.tie.to_be_bytes());
        bytes.extend(place.id.to_be_bytes());
        bytes.extend(terms.moment().as_millisecond().to_be_bytes());
        bytes.extend(self.bound_to(terms));
        to_hex(&bytes)
    }

    /// What a cursor is bound to: vacancy and ruleset.
    fn bound_to(&self, terms: &Terms) -> [u8; 8] {
        let mut hasher = Sha256::new();
        hasher.update(self.id.uuid().as_bytes());
        hasher.update(terms.ruleset_out().hash);
        first_bytes(hasher).to_be_bytes()
    }

    fn read_cursor(
        &self,
        text: &str,
        terms: &Terms,
        moment_is_free: bool,
    ) -> Result<(Place, Timestamp), ServiceError> {
        let refused = |message: &str| {
            let error = FieldError::new("/cursor", FieldErrorCode::Contradiction, message);
            ServiceError::Invalid(vec![error])
        };
        let bytes = from_hex(text).filter(|bytes| bytes.len() == CURSOR_BYTES);
        let (place, moment, bound_to) = bytes
            .and_then(|bytes| place_of(&bytes))
            .ok_or_else(|| refused("this is no cursor of persons for a vacancy"))?;
        if bound_to != self.bound_to(terms) {
            return Err(refused("the cursor belongs to another vacancy or ruleset"));
        }
        if !moment_is_free {
            return Err(refused("a cursor carries its own as_of: leave as_of out"));
        }
        Ok((place, moment))
    }
}

/// Band, keyed hash, id, moment and what a cursor is bound to.
const CURSOR_BYTES: usize = 4 + 8 + 16 + 8 + 8;

fn place_of(bytes: &[u8]) -> Option<(Place, Timestamp, [u8; 8])> {
    let (band, rest) = bytes.split_first_chunk::<4>()?;
    let (tie, rest) = rest.split_first_chunk::<8>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    let (moment, rest) = rest.split_first_chunk::<8>()?;
    let place = Place {
        band: Reverse(u32::from_be_bytes(*band)),
        tie: u64::from_be_bytes(*tie),
        id: u128::from_be_bytes(*id),
    };
    let moment = Timestamp::from_millisecond(i64::from_be_bytes(*moment)).ok()?;
    Some((place, moment, rest.try_into().ok()?))
}

fn left_out_out(left_out: LeftOut) -> LeftOutOut {
    let gates = left_out.by_gate.into_iter();
    LeftOutOut {
        deferred: left_out.deferred,
        hidden: left_out.hidden,
        not_now: left_out.not_now,
        gates: gates.map(|(code, count)| GateCountOut { code, count }).collect(),
    }
}
