//! A recorded list made again: scored and written anew by what made it at first. What was counted over
//! the whole table stands in the record and is put in as it was. Bytes that differ from the first answer are
//! never given for it: the record's checksum decides.

use super::frame::Frame;
use super::items::ItemWriter;
use super::mobility_package::PairParts;
use super::page::PageItem;
use super::recorded::Recording;
use super::render::Renderer;
use super::request::Terms;
use super::{Engine, MatchService, filter};
use crate::domain::ids::{JobseekerId, MatchId, OrganisationId};
use crate::matching::list::{Listed, OrderKey};
use crate::matching::list_traits::ListTrait;
use crate::matching::plan::Plan;
use crate::matching::score::score;
use crate::ports::match_table::MatchTableView;
use crate::ports::{KeptMatch, ListedRecord, MatchRecord};
use crate::service::danish_time;
use crate::service::error::ServiceError;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::match_in::{MatchRequest, read_match_request};
use crate::wire::replay_out::{ChangedOut, ReplayChange, ReplayOut, ThenItemOut, ThenOut};
use bytes::Bytes;
use serde_json::{Value, json};
use std::sync::Arc;

impl MatchService {
    /// Answers `GET /v1/matches/{id}` with JSON: the page that begins with the place `from`, or the
    /// first one, byte for byte as it was answered, or what has changed since.
    ///
    /// # Errors
    /// A list that never was, was another organisation's, is erased or too old; a page that never was.
    pub async fn replay(
        &self,
        organisation: &OrganisationId,
        id: &str,
        from: Option<u32>,
    ) -> Result<Bytes, ServiceError> {
        let (recording, pages) = self.recorded_pages(organisation, id).await?;
        let record = page_from(&pages, from)?;
        let tables = Arc::clone(&recording.tables);
        self.in_pool(move |engine| engine.replay(&record, &tables)).await
    }

    /// The answered pages of a list.
    pub(in crate::service) async fn recorded_pages(
        &self,
        organisation: &OrganisationId,
        id: &str,
    ) -> Result<(&Recording, Vec<Arc<MatchRecord>>), ServiceError> {
        let never = || {
            ServiceError::NotFound(
                "no match list with this id is kept here; lists are kept for as many days as records.keep_days says"
                    .to_owned(),
            )
        };
        let recording = self.recording.as_ref().ok_or_else(never)?;
        let id = MatchId::parse(id).ok_or_else(never)?;
        let kept = recording.recorder.find(organisation, id).await?;
        match kept.ok_or_else(never)? {
            KeptMatch::Erased => Err(erased()),
            KeptMatch::Pages(pages) => {
                // A record that still waits to be written does not know of an erasure yet.
                let jobseeker = pages.iter().find_map(|page| page.jobseeker);
                self.refuse_erased(organisation, jobseeker).await?;
                Ok((recording, pages))
            }
        }
    }

    async fn refuse_erased(
        &self,
        organisation: &OrganisationId,
        jobseeker: Option<JobseekerId>,
    ) -> Result<(), ServiceError> {
        let Some(jobseeker) = jobseeker else {
            return Ok(());
        };
        let kept = self.records.jobseeker(organisation, jobseeker).await?;
        kept.map(|_| ()).ok_or_else(erased)
    }
}

/// The list is gone with its jobseeker.
pub(in crate::service) fn erased() -> ServiceError {
    ServiceError::Gone("the list was erased with its jobseeker".to_owned())
}

/// The page that begins with a place.
fn page_from(pages: &[Arc<MatchRecord>], from: Option<u32>) -> Result<Arc<MatchRecord>, ServiceError> {
    let from = from.unwrap_or(1);
    let found = pages.iter().find(|page| page.page.first_rank == from);
    found.cloned().ok_or_else(|| {
        let known = pages.iter().map(|page| page.page.first_rank.to_string());
        let known: Vec<String> = known.collect();
        let message = format!(
            "no page of this list that begins with place {from} was asked for; known are {}",
            known.join(", ")
        );
        ServiceError::Invalid(vec![FieldError::new(
            "/from",
            FieldErrorCode::OutOfRange,
            message,
        )])
    })
}

impl Engine {
    fn replay(&self, record: &MatchRecord, tables: &str) -> Result<Bytes, ServiceError> {
        let table = self.table.current();
        let mut changed = self.changed_around(record, tables);
        let whole = changed.len();
        let Some(request) = self.request_again(record, &mut changed) else {
            return changes(record, changed);
        };
        let terms = Terms::new(
            &request.scoring,
            &record.profile,
            &self.rulesets,
            record.page.as_of,
        )?;
        // Items that were moved by liked or disliked vacancies are recorded as they were written.
        let plan = terms
            .plan(&record.profile, &self.knowledge)
            .taking(filter::offers(&request.filters));
        let mut items = Vec::with_capacity(record.page.items.len());
        for item in &record.page.items {
            match item_again(&plan, &*table, item) {
                Ok(found) => items.push(found),
                Err(what) => changed.push(*what),
            }
        }
        if changed.len() == whole {
            let renderer = Renderer {
                plan: &plan,
                language: record.page.language,
                parts: PairParts::of(&request.include),
            };
            let again = ItemWriter::with_room(items.len(), renderer, &*table, &self.room);
            let bytes = written_again(record, again, &items)?;
            if crc32fast::hash(&bytes) == record.page.checksum {
                return Ok(bytes);
            }
            if changed.is_empty() {
                changed.push(whole_change(
                    ReplayChange::ProgramChanged,
                    &record.page.program,
                    env!("CARGO_PKG_VERSION"),
                ));
            }
        }
        changes(record, changed)
    }

    /// What has changed around the items.
    fn changed_around(&self, record: &MatchRecord, tables: &str) -> Vec<ChangedOut> {
        let page = &record.page;
        let mut changed = Vec::new();
        match self.rulesets.named(&page.ruleset.id) {
            None => changed.push(ChangedOut {
                now: None,
                ..whole_change(ReplayChange::RulesetGone, &page.ruleset.hash, "")
            }),
            Some(rules) if rules.ruleset.hash != page.ruleset.hash => changed.push(whole_change(
                ReplayChange::RulesetChanged,
                &page.ruleset.hash,
                &rules.ruleset.hash,
            )),
            Some(_) => {}
        }
        if page.tables != tables {
            changed.push(whole_change(ReplayChange::TablesChanged, &page.tables, tables));
        }
        changed
    }

    /// The request read again, with the ruleset it was answered by; `None` when that is no longer possible.
    fn request_again(&self, record: &MatchRecord, changed: &mut Vec<ChangedOut>) -> Option<MatchRequest> {
        self.rulesets.named(&record.page.ruleset.id)?;
        let mut body = record.page.request.clone();
        if let Value::Object(fields) = &mut body
            && !fields.contains_key("jobseeker_id")
        {
            // The profile is recorded as it was read; what stood in the body is not needed again.
            fields.insert("profile".to_owned(), json!({}));
        }
        let Ok(mut request) = read_match_request(&body, &*self.vocabulary) else {
            changed.push(ChangedOut {
                then: None,
                now: None,
                ..whole_change(ReplayChange::RequestUnreadable, "", "")
            });
            return None;
        };
        request.scoring.ruleset = Some(record.page.ruleset.id.clone());
        request.scoring.as_of = Some(record.page.as_of);
        Some(request)
    }
}

/// The item as it stands now, or what has changed about it.
fn item_again(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    item: &ListedRecord,
) -> Result<PageItem, Box<ChangedOut>> {
    let what = |what, then: Option<u32>, now: Option<u32>| {
        Box::new(ChangedOut {
            what,
            rank: Some(item.rank),
            vacancy_id: Some(item.vacancy.to_string()),
            then: then.map(Value::from),
            now: now.map(Value::from),
        })
    };
    let Some(found) = table.find(item.vacancy) else {
        return Err(what(ReplayChange::VacancyGone, None, None));
    };
    let view = table.columns(found);
    let base = score(plan, &view).base;
    if table.content(found) != item.content {
        let (then, now) = (Some(item.base_score), Some(base));
        return Err(what(ReplayChange::VacancyChanged, then, now));
    }
    if base != item.base_score {
        let (then, now) = (Some(item.base_score), Some(base));
        return Err(what(ReplayChange::ScoreChanged, then, now));
    }
    Ok(PageItem {
        rank: item.rank as usize,
        listed: Listed {
            key: OrderKey::of(view.keys, base),
            ..found
        },
        lifted: item.lifted.as_deref().and_then(ListTrait::from_code),
        waited: item.waited,
    })
}

/// The answer's bytes, with the items in the place that the record's frame leaves for them.
fn written_again(
    record: &MatchRecord,
    mut again: ItemWriter<'_>,
    items: &[PageItem],
) -> Result<Bytes, ServiceError> {
    for (item, recorded) in items.iter().zip(&record.page.items) {
        match &recorded.text {
            Some(text) => again.put(text)?,
            None => again.write(item, Vec::new())?,
        }
    }
    Frame::recorded(&record.page.frame).around(again.finish().json)
}

fn whole_change(what: ReplayChange, then: &str, now: &str) -> ChangedOut {
    ChangedOut {
        what,
        rank: None,
        vacancy_id: None,
        then: Some(json!(then)),
        now: Some(json!(now)),
    }
}

fn changes(record: &MatchRecord, changed: Vec<ChangedOut>) -> Result<Bytes, ServiceError> {
    let page = &record.page;
    let reply = ReplayOut {
        match_id: record.id.to_string(),
        replays: false,
        changed,
        then: ThenOut {
            answered_at: danish_time::text(record.at),
            as_of: danish_time::text(page.as_of),
            request: page.request.clone(),
            ruleset: page.ruleset.id.clone(),
            ruleset_hash: page.ruleset.hash.clone(),
            index_generation: page.generation,
            program: page.program.clone(),
            items: page
                .items
                .iter()
                .map(|item| ThenItemOut {
                    rank: item.rank,
                    vacancy_id: item.vacancy.to_string(),
                    score: item.score,
                    base_score: item.base_score,
                })
                .collect(),
        },
    };
    super::to_bytes(&reply)
}
