//! How far everything that follows the change log has come.

use futures_util::future::BoxFuture;
use std::time::Duration;

/// A change that is kept but not yet searchable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change is kept, but was not searchable in time")]
pub struct NotVisible;

/// How one follower of the change log does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowerState {
    /// Its name.
    pub name: &'static str,
    /// The last `seq` it shows.
    pub visible_seq: i64,
    /// Records taken so far while it is filled from a scan of everything.
    pub filled: Option<u64>,
    /// Why it failed last time.
    pub error: Option<String>,
}

/// How all followers do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowingState {
    /// The last `seq` of the log that is known.
    pub log_seq: i64,
    /// The last `seq` that all show.
    pub visible_seq: i64,
    /// Why the log could not be read last time.
    pub log_error: Option<String>,
    /// Every follower.
    pub followers: Vec<FollowerState>,
}

impl FollowingState {
    /// Whether nothing fails and nothing is being filled; it may still lag behind.
    pub fn is_well(&self) -> bool {
        let well = |follower: &FollowerState| follower.error.is_none() && follower.filled.is_none();
        self.log_error.is_none() && self.followers.iter().all(well)
    }
}

/// What waits for followers of the change log.
pub trait Following: Send + Sync {
    /// The last `seq` that all followers show.
    fn visible_seq(&self) -> i64;

    /// Waits until all followers show `seq`.
    fn wait_for(&self, seq: i64, timeout: Duration) -> BoxFuture<'_, Result<(), NotVisible>>;

    /// How the followers do.
    fn state(&self) -> FollowingState;
}
