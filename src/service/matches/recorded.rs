//! What is recorded of an answered page.

use super::frame::Frame;
use super::items::{WrittenItem, WrittenItems};
use super::page::PageItem;
use super::request::Terms;
use super::standing::Standing;
use crate::domain::ids::{MatchId, VacancyId};
use crate::domain::language::Language;
use crate::matching::list::Listed;
use crate::ports::match_table::MatchTableView;
use crate::ports::{ListedRecord, MatchPage, RulesetMark};
use crate::service::match_records::Recorder;
use bytes::Bytes;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// With what lists are recorded.
#[derive(Clone)]
pub struct Recording {
    /// Takes the records.
    pub recorder: Recorder,
    /// What people decided about later lists.
    pub standing: Standing,
    /// Fingerprint of the tables that lists are made with.
    pub tables: Arc<str>,
}

/// An answered page with what is recorded of it.
pub(super) struct Answered {
    /// The list it belongs to.
    pub(super) id: MatchId,
    /// The answer.
    pub(super) bytes: Bytes,
    /// What entered it, and what came of it.
    pub(super) page: MatchPage,
}

/// What an answered page was made with.
pub(super) struct MadeWith<'m> {
    pub(super) terms: &'m Terms,
    pub(super) table: &'m dyn MatchTableView,
    pub(super) language: Language,
    pub(super) items: &'m [PageItem],
    /// How many places the list has up to the end of the page.
    pub(super) reached: usize,
    pub(super) not_now: &'m [Listed],
}

impl MadeWith<'_> {
    /// What is recorded of a page's items.
    pub(super) fn items(&self, written: &WrittenItems) -> Vec<ListedRecord> {
        let items = self.items.iter().zip(&written.items);
        let text = |out: &WrittenItem| {
            let json = written.json.at(out.place.clone());
            String::from_utf8_lossy(json).into_owned()
        };
        items
            .map(|(item, out)| ListedRecord {
                rank: item.rank as u32,
                vacancy: vacancy_id(item.listed),
                score: out.score,
                base_score: out.base_score,
                content: self.table.content(item.listed),
                lifted: item.lifted.map(|lifted| lifted.code().to_owned()),
                waited: item.waited,
                // When other vacancies entered it: all else is made again from its pair alone.
                text: out.of_others.then(|| text(out)),
            })
            .collect()
    }

    /// What is recorded of an answer: what stands around its items, its items, and its bytes; the request
    /// and the tables are added by whoever knows them.
    pub(super) fn page(&self, frame: Frame, items: Vec<ListedRecord>, bytes: &[u8]) -> MatchPage {
        let ruleset = self.terms.ruleset_out();
        MatchPage {
            first_rank: items.first().map_or(
                u32::try_from(self.reached).unwrap_or(u32::MAX).saturating_add(1),
                |item| item.rank,
            ),
            request: Value::Null,
            language: self.language,
            as_of: self.terms.moment(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            tables: String::new(),
            ruleset: RulesetMark {
                id: ruleset.id.to_owned(),
                hash: ruleset.hash.to_owned(),
            },
            generation: self.table.seq(),
            items,
            not_now: self.not_now.iter().map(|&listed| vacancy_id(listed)).collect(),
            frame: frame.into_text(),
            checksum: crc32fast::hash(bytes),
        }
    }
}

/// The request as it came, without the profile.
pub(super) fn without_profile(body: &Value) -> Value {
    let Value::Object(fields) = body else {
        return Value::Null;
    };
    let kept = fields.iter().filter(|(name, _)| *name != "profile");
    Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn vacancy_id(listed: Listed) -> VacancyId {
    VacancyId::from_uuid(Uuid::from_u128(listed.key.id.0))
}
