//! Records of match lists: what entered a list and what came of it, so that it can be made again.

use super::records::StoreError;
use crate::domain::ids::{JobseekerId, MatchId, OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// One answered page of a match list.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRecord {
    /// The list; its pages share it.
    pub id: MatchId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Whose list, when the profile is kept.
    pub jobseeker: Option<JobseekerId>,
    /// When it was answered.
    pub at: Timestamp,
    /// The profile as it was scored.
    pub profile: Arc<Jobseeker>,
    /// What else entered the page, and what came of it.
    pub page: MatchPage,
}

/// What entered a page beside the profile, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchPage {
    /// Place of its first item in the list, from 1.
    pub first_rank: u32,
    /// The request as it came, without the profile.
    pub request: Value,
    /// Language it was answered in.
    pub language: Language,
    /// The moment at which everything was judged.
    pub as_of: Timestamp,
    /// Version of the program that made it.
    pub program: String,
    /// Fingerprint of the tables it was made with.
    pub tables: String,
    /// The ruleset it was scored with.
    pub ruleset: RulesetMark,
    /// Last `seq` of the change log it knew.
    pub generation: i64,
    /// Its items in their order.
    pub items: Vec<ListedRecord>,
    /// Vacancies that were shown as not open now.
    pub not_now: Vec<VacancyId>,
    /// The answer's JSON with an empty list of items: everything that came from the whole table.
    pub frame: String,
    /// CRC-32 of the answer's bytes.
    pub checksum: u32,
}

/// A ruleset by name and content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesetMark {
    /// Its name.
    pub id: String,
    /// SHA-256 of its file.
    pub hash: String,
}

/// An item of a recorded page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ListedRow", into = "ListedRow")]
pub struct ListedRecord {
    /// Place in the list, from 1.
    pub rank: u32,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Micro-points with adjustments.
    pub score: u32,
    /// Micro-points without them.
    pub base_score: u32,
    /// Hash of what was scored and shown of the vacancy.
    pub content: u64,
    /// Code of what it was lifted to a higher place for.
    pub lifted: Option<String>,
    /// It stands lower than its score says.
    pub waited: bool,
    /// The item's JSON where it says more than the pair alone can say again.
    pub text: Option<String>,
}

/// A [`ListedRecord`] as it is kept: without names, because there are fifty in a record.
type ListedRow = (
    u32,
    VacancyId,
    u32,
    u32,
    u64,
    Option<String>,
    bool,
    Option<String>,
);

impl From<ListedRow> for ListedRecord {
    fn from((rank, vacancy, score, base_score, content, lifted, waited, text): ListedRow) -> Self {
        Self {
            rank,
            vacancy,
            score,
            base_score,
            content,
            lifted,
            waited,
            text,
        }
    }
}

impl From<ListedRecord> for ListedRow {
    fn from(item: ListedRecord) -> Self {
        let ListedRecord {
            rank,
            vacancy,
            score,
            base_score,
            content,
            lifted,
            waited,
            text,
        } = item;
        (rank, vacancy, score, base_score, content, lifted, waited, text)
    }
}

/// What is kept of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum KeptMatch {
    /// Its pages in the order of their places, at least one; no two begin with the same place.
    Pages(Vec<Arc<MatchRecord>>),
    /// It was erased with its jobseeker: only that it was remains.
    Erased,
}

/// How much was deleted because it was kept long enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expired {
    /// Records of match lists.
    pub records: u64,
    /// Decisions that do not stand for later lists.
    pub decisions: u64,
}

impl Expired {
    /// Whether nothing as old is left when up to `limit` of each were to be deleted.
    pub const fn is_all(self, limit: usize) -> bool {
        let limit = limit as u64;
        self.records < limit && self.decisions < limit
    }
}

/// Keeps records of match lists.
///
/// They have no rows in the change log: nothing that follows the records of vacancies and
/// jobseekers is made from them, and a row for each list would make every follower read as many rows
/// as there are requests.
pub trait MatchRecords: Send + Sync {
    /// Keeps records in one transaction. A page that begins where an earlier one of its list did takes its
    /// place. Of one whose jobseeker is erased by now only the tombstone is kept.
    fn append(&self, records: Vec<Arc<MatchRecord>>) -> BoxFuture<'_, Result<(), StoreError>>;

    /// What is kept of a list of the organisation.
    fn match_record(
        &self,
        organisation: &OrganisationId,
        id: MatchId,
    ) -> BoxFuture<'_, Result<Option<KeptMatch>, StoreError>>;

    /// Deletes up to `limit` records, and as many decisions, made before a moment. Whoever asks until
    /// [`Expired::is_all`] leaves nothing of them in any file.
    fn expire_match_records(
        &self,
        before: Timestamp,
        limit: usize,
    ) -> BoxFuture<'_, Result<Expired, StoreError>>;
}
