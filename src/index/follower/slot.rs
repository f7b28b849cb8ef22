//! A sink and how it does.

use super::{FollowerConfig, SinkHealth};
use crate::index::sink::{ChangeBatch, ChangeSink, SinkError};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::time::Instant;

/// A sink with what the follower keeps about it.
pub(super) struct Slot {
    /// Lent to a blocking thread during a call; lost only when the runtime ends.
    sink: Option<Box<dyn ChangeSink>>,
    name: &'static str,
    is_open: bool,
    /// The last `seq` applied.
    pub(super) applied: i64,
    /// The last `seq` committed.
    pub(super) visible: i64,
    /// Since when something is applied and not committed.
    pub(super) dirty_since: Option<Instant>,
    /// It takes part in the scan that is running.
    pub(super) filling: bool,
    /// Its state is not to be trusted: it must be filled anew.
    distrusted: bool,
    failures: u32,
    retry_at: Option<Instant>,
    error: Option<String>,
}

impl Slot {
    /// A sink that is yet to be opened.
    pub(super) fn new(sink: Box<dyn ChangeSink>) -> Self {
        Self {
            name: sink.name(),
            sink: Some(sink),
            is_open: false,
            applied: 0,
            visible: 0,
            dirty_since: None,
            filling: false,
            distrusted: false,
            failures: 0,
            retry_at: None,
            error: None,
        }
    }

    /// Whether it may take changes now.
    pub(super) fn is_ready(&self, now: Instant) -> bool {
        self.is_open && self.may_be_called(now)
    }

    /// Whether it is yet to be opened and may be now.
    pub(super) fn may_be_opened(&self, now: Instant) -> bool {
        !self.is_open && self.may_be_called(now)
    }

    fn may_be_called(&self, now: Instant) -> bool {
        self.sink.is_some() && self.retry_at.is_none_or(|at| at <= now)
    }

    /// Whether only a scan brings it in step with a log that ends at `log_seq`.
    pub(super) fn must_be_filled(&self, log_seq: i64) -> bool {
        self.distrusted || self.applied > log_seq || (self.applied == 0 && log_seq > 0)
    }

    /// Whether it takes changes from the log and lags behind `log_seq`.
    pub(super) fn lags(&self, log_seq: i64) -> bool {
        !self.filling && !self.must_be_filled(log_seq) && self.applied < log_seq
    }

    /// When it has to be looked at again, if ever.
    pub(super) fn next_deadline(&self, config: &FollowerConfig, now: Instant) -> Option<Instant> {
        let commit = self.dirty_since.map(|since| since + config.commit_interval);
        self.retry_at
            .filter(|&retry| retry > now)
            .or_else(|| commit.filter(|_| !self.filling))
    }

    pub(super) fn health(&self, seen: u64) -> SinkHealth {
        SinkHealth {
            name: self.name,
            applied_seq: self.applied,
            visible_seq: self.visible,
            filled: self.filling.then_some(seen),
            error: self
                .error
                .clone()
                .or_else(|| (!self.is_open).then(|| "it is being opened".to_owned())),
            failures: self.failures,
        }
    }

    /// Opens the sink, which then stands where its last commit was.
    pub(super) async fn open(&mut self, config: &FollowerConfig) {
        if self.call("open", config, |sink| sink.open()).await {
            self.is_open = true;
            self.visible = self.applied;
        }
    }

    /// Empties the sink so that a scan can fill it.
    pub(super) async fn begin_filling(&mut self, config: &FollowerConfig) {
        if self.call("reset", config, |sink| sink.reset()).await {
            self.distrusted = false;
            self.filling = true;
            self.applied = 0;
            self.dirty_since = None;
        }
    }

    /// Hands over a batch.
    pub(super) async fn apply(&mut self, batch: &Arc<ChangeBatch>, config: &FollowerConfig) {
        let taken = Arc::clone(batch);
        if self.call("apply", config, move |sink| sink.apply(&taken)).await {
            self.dirty_since.get_or_insert_with(Instant::now);
        }
    }

    /// Commits what was applied.
    pub(super) async fn commit(&mut self, config: &FollowerConfig) {
        if self.call("commit", config, |sink| sink.commit()).await {
            self.dirty_since = None;
            self.visible = self.applied;
        }
    }

    /// Tells the sink that the service stops in good order.
    pub(super) async fn stop(&mut self, config: &FollowerConfig) {
        if self.is_open && !self.distrusted {
            self.call("stop", config, |sink| sink.stop()).await;
        }
    }

    /// Runs a call of the sink on a blocking thread; true when it went well.
    async fn call<F>(&mut self, what: &'static str, config: &FollowerConfig, call: F) -> bool
    where
        F: FnOnce(&mut dyn ChangeSink) -> Result<(), SinkError> + Send + 'static,
    {
        let Some(mut sink) = self.sink.take() else {
            return false;
        };
        let work = move || {
            // A defect in one sink must not end the following of the others.
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| call(sink.as_mut())));
            (sink, outcome)
        };
        let (sink, outcome) = match tokio::task::spawn_blocking(work).await {
            Ok(back) => back,
            Err(error) => {
                self.failed(what, &error.to_string(), config);
                return false;
            }
        };
        self.applied = sink.last_seq();
        self.sink = Some(sink);
        match outcome {
            Ok(Ok(())) => {
                self.failures = 0;
                self.retry_at = None;
                self.error = None;
                true
            }
            Ok(Err(error)) => {
                self.failed(what, &chain(error.as_ref()), config);
                false
            }
            Err(_) => {
                self.distrusted = true;
                self.failed(what, "it panicked and is filled anew", config);
                false
            }
        }
    }

    fn failed(&mut self, what: &str, error: &str, config: &FollowerConfig) {
        let pause = config
            .retry_pause
            .saturating_mul(1 << self.failures.min(10))
            .min(config.longest_pause);
        self.failures += 1;
        self.retry_at = Some(Instant::now() + pause);
        // What a failed sink has taken of a scan is unknown.
        self.distrusted |= self.filling;
        self.filling = false;
        tracing::error!(
            sink = self.name,
            what,
            error,
            failures = self.failures,
            pause_ms = pause.as_millis() as u64,
            "sink of the change log failed and will be tried again"
        );
        self.error = Some(error.to_owned());
    }
}

/// An error with its causes in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
