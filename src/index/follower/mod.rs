//! Keeps the sinks in step with the change log.
//!
//! One background task reads the log from the lowest `seq` of all sinks, loads the records once
//! and hands them to every sink that has not seen them. A sink that knows nothing, or knows more
//! than the log (the store was put back to an earlier backup), is filled from a scan of all
//! records, then follows from the `seq` noted before the scan began. Nothing is ever skipped: what
//! fails is tried again after a pause and shown in [`FollowerHandle::health`].

mod load;
mod port;
mod run;
mod scan;
mod slot;
#[cfg(test)]
mod tests;

use crate::index::sink::ChangeSink;
use crate::ports::ChangeLog;
use run::Run;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// How the follower works.
#[derive(Debug, Clone, Copy)]
pub struct FollowerConfig {
    /// Longest time between applying a change and committing it. With the time a commit takes it
    /// is how long a change may stay unseen; 1 s is promised.
    pub commit_interval: Duration,
    /// Most changes read at a time.
    pub batch: usize,
    /// How often the log is asked although nobody signalled a change: another process may write.
    pub poll_interval: Duration,
    /// Pause after a first failure; doubled with every further one up to [`Self::longest_pause`].
    pub retry_pause: Duration,
    /// Longest pause after a failure.
    pub longest_pause: Duration,
}

impl Default for FollowerConfig {
    fn default() -> Self {
        Self {
            commit_interval: Duration::from_millis(500),
            batch: 2_000,
            poll_interval: Duration::from_millis(500),
            retry_pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(10),
        }
    }
}

/// A wait that ended without what was waited for.
#[derive(Debug, thiserror::Error)]
pub enum WaitError {
    /// The time is over; the change becomes visible later.
    #[error("change {seq} was not visible in time; visible up to {visible}")]
    TimedOut {
        /// The change waited for.
        seq: i64,
        /// What is visible.
        visible: i64,
    },
    /// The follower was stopped.
    #[error("the follower of the change log was stopped")]
    Stopped,
}

/// How the follower does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowerHealth {
    /// The last `seq` of the log that the follower knows of.
    pub log_seq: i64,
    /// Why the log could not be read last time.
    pub log_error: Option<String>,
    /// Every sink, in the order they were given.
    pub sinks: Vec<SinkHealth>,
}

impl FollowerHealth {
    /// Whether every sink follows and nothing fails; it may still lag behind.
    pub fn is_well(&self) -> bool {
        self.log_error.is_none()
            && self
                .sinks
                .iter()
                .all(|sink| sink.error.is_none() && sink.filled.is_none())
    }
}

/// How a sink does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SinkHealth {
    /// Its name.
    pub name: &'static str,
    /// The last `seq` it has applied.
    pub applied_seq: i64,
    /// The last `seq` it shows.
    pub visible_seq: i64,
    /// Records taken so far while it is filled from a scan.
    pub filled: Option<u64>,
    /// Why it failed last time, or that it is not open yet.
    pub error: Option<String>,
    /// Failures in a row.
    pub failures: u32,
}

/// Starts following.
pub struct Follower;

impl Follower {
    /// Follows `log` into `sinks` on the current tokio runtime until the handle is stopped or
    /// every clone of it is dropped.
    pub fn start(
        log: Arc<dyn ChangeLog>,
        sinks: Vec<Box<dyn ChangeSink>>,
        config: FollowerConfig,
    ) -> FollowerHandle {
        let (stop, stopped) = watch::channel(false);
        let (visible_sender, visible) = watch::channel(0);
        let shared = Arc::new(Shared::default());
        let run = Run::new(log, sinks, config, Arc::clone(&shared), visible_sender, stopped);
        let task = tokio::spawn(run.until_stopped());
        FollowerHandle {
            shared,
            visible,
            stop: Arc::new(stop),
            task: Arc::new(Mutex::new(Some(task))),
        }
    }
}

/// What the task and its handles share.
#[derive(Default)]
struct Shared {
    /// The highest `seq` somebody waits for.
    requested: AtomicI64,
    /// Wakes the task for a request.
    wake: Notify,
    health: Mutex<FollowerHealth>,
}

impl Shared {
    fn set_health(&self, health: FollowerHealth) {
        *self.health.lock().unwrap_or_else(PoisonError::into_inner) = health;
    }
}

/// Asks and stops a running follower. The follower stops when the last clone is dropped.
#[derive(Clone)]
pub struct FollowerHandle {
    shared: Arc<Shared>,
    visible: watch::Receiver<i64>,
    stop: Arc<watch::Sender<bool>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl FollowerHandle {
    /// The last `seq` that every sink shows.
    pub fn visible_seq(&self) -> i64 {
        *self.visible.borrow()
    }

    /// A receiver of [`Self::visible_seq`].
    pub fn subscribe(&self) -> watch::Receiver<i64> {
        self.visible.clone()
    }

    /// Waits until every sink shows `seq`, and has it committed at once.
    pub async fn wait_for(&self, seq: i64, timeout: Duration) -> Result<(), WaitError> {
        if self.visible_seq() >= seq {
            return Ok(());
        }
        self.shared.requested.fetch_max(seq, Ordering::Relaxed);
        self.shared.wake.notify_one();
        let mut visible = self.visible.clone();
        match tokio::time::timeout(timeout, visible.wait_for(|&seen| seen >= seq)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) => Err(WaitError::Stopped),
            Err(_) => Err(WaitError::TimedOut {
                seq,
                visible: self.visible_seq(),
            }),
        }
    }

    /// How the follower does.
    pub fn health(&self) -> FollowerHealth {
        let health = self.shared.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.clone()
    }

    /// Commits what was applied and ends the task.
    pub async fn stop(&self) {
        let _ = self.stop.send(true);
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "follower of the change log ended badly");
        }
    }
}
