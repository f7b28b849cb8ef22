//! The task that writes records in groups.

use super::{MOST_WAITING, Shared, Waiting};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// How long a group gathers. A second at most may be lost; a write takes far less than the rest.
const GATHERING: Duration = Duration::from_millis(200);
/// Most records of one transaction.
const MOST_IN_GROUP: usize = MOST_WAITING / 2;
/// Pause after a write that failed, doubled up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// Attempts to write a group once the service stops.
const ATTEMPTS_AT_STOP: u32 = 5;

/// What became of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Written,
    Lost,
}

pub(super) struct GroupWriter {
    waiting: mpsc::Receiver<Waiting>,
    shared: Arc<Shared>,
    stopping: bool,
}

impl GroupWriter {
    pub(super) const fn new(waiting: mpsc::Receiver<Waiting>, shared: Arc<Shared>) -> Self {
        Self {
            waiting,
            shared,
            stopping: false,
        }
    }

    pub(super) async fn until_stopped(mut self) {
        let mut group = Vec::with_capacity(MOST_IN_GROUP);
        loop {
            let shared = Arc::clone(&self.shared);
            tokio::select! {
                biased;
                () = shared.stop.notified(), if !self.stopping => self.begin_to_stop(),
                taken = self.waiting.recv_many(&mut group, MOST_IN_GROUP) => {
                    if taken == 0 {
                        return;
                    }
                    self.gather(&mut group).await;
                    self.write(&mut group).await;
                }
            }
        }
    }

    /// What is in the queue is still taken, nothing new is.
    fn begin_to_stop(&mut self) {
        self.stopping = true;
        self.waiting.close();
    }

    /// Sleeps while others come, rather than waking for each of them.
    async fn gather(&mut self, group: &mut Vec<Waiting>) {
        let until = Instant::now() + GATHERING;
        let in_a_hurry = group.iter().any(|one| one.durable.is_some()) || group.len() >= MOST_IN_GROUP;
        if !self.stopping && !in_a_hurry {
            let shared = Arc::clone(&self.shared);
            tokio::select! {
                () = tokio::time::sleep_until(until) => {}
                () = shared.hurry.notified() => {}
                () = shared.stop.notified() => self.begin_to_stop(),
            }
        }
        while group.len() < MOST_IN_GROUP
            && let Ok(one) = self.waiting.try_recv()
        {
            group.push(one);
        }
    }

    /// Writes a group; whoever waits for a record of one that is given up is left without word that it
    /// is durable.
    async fn write(&mut self, group: &mut Vec<Waiting>) {
        let outcome = self.until_written(group).await;
        for one in group.drain(..) {
            self.shared.forget(&one.record);
            if outcome == Outcome::Written
                && let Some(durable) = one.durable
            {
                // Whoever waited may have gone.
                let _ = durable.send(());
            }
        }
    }

    /// Tries to write a group again and again: the queue fills meanwhile, and requests are refused
    /// rather than left without a record. Only a stop ends it early.
    async fn until_written(&mut self, group: &[Waiting]) -> Outcome {
        let mut pause = FIRST_PAUSE;
        let mut attempts = 0;
        loop {
            let records = group.iter().map(|one| Arc::clone(&one.record)).collect();
            let Err(error) = self.shared.records.append(records).await else {
                return Outcome::Written;
            };
            attempts += 1;
            tracing::error!(
                error = %error,
                records = group.len(),
                attempts,
                "match records cannot be written, will be tried again"
            );
            if self.stopping && attempts >= ATTEMPTS_AT_STOP {
                tracing::error!(records = group.len(), "match records are lost at the stop");
                return Outcome::Lost;
            }
            let shared = Arc::clone(&self.shared);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = shared.stop.notified(), if !self.stopping => self.begin_to_stop(),
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
