//! Deletes records of match lists that are older than they are kept.

use crate::ports::{Expired, MatchRecords};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often old records are looked for.
const EVERY: Duration = Duration::from_hours(24);
/// Records, and decisions, deleted in one transaction, so that other writers are not kept waiting.
const AT_ONCE: usize = 500;
/// Pause between two transactions.
const PAUSE: Duration = Duration::from_millis(50);

/// The task that deletes old records; it ends when this is dropped.
pub struct Retention(JoinHandle<()>);

impl Retention {
    /// Starts to delete what is older than so many days, now and once a day.
    pub fn start(records: Arc<dyn MatchRecords>, keep_days: u32) -> Self {
        Self(tokio::spawn(async move {
            loop {
                let oldest = Timestamp::now() - SignedDuration::from_hours(24 * i64::from(keep_days));
                delete_before(records.as_ref(), oldest).await;
                tokio::time::sleep(EVERY).await;
            }
        }))
    }
}

impl Drop for Retention {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Deletes everything answered or decided before a moment.
async fn delete_before(records: &dyn MatchRecords, oldest: Timestamp) {
    let mut deleted = Expired::default();
    loop {
        match records.expire_match_records(oldest, AT_ONCE).await {
            Ok(expired) => {
                deleted.records += expired.records;
                deleted.decisions += expired.decisions;
                if expired.is_all(AT_ONCE) {
                    break;
                }
            }
            Err(error) => {
                tracing::error!(%error, "old match records cannot be deleted, tried again in a day");
                break;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    if deleted != Expired::default() {
        tracing::info!(
            records = deleted.records,
            decisions = deleted.decisions,
            "deleted match records and decisions that were kept long enough"
        );
    }
}
