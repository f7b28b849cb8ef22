//! The task of the follower: rounds of reading, applying and committing, and the pauses between.

use super::scan::{Place, Scan};
use super::slot::{Slot, chain};
use super::{FollowerConfig, FollowerHealth, Shared, load, scan};
use crate::index::sink::{ChangeBatch, ChangeSink};
use crate::ports::{ChangeLog, StoreError};
use futures_util::future::{OptionFuture, join_all};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::watch;
use tokio::time::Instant;

pub(super) struct Run {
    log: Arc<dyn ChangeLog>,
    config: FollowerConfig,
    slots: Vec<Slot>,
    shared: Arc<Shared>,
    visible: watch::Sender<i64>,
    stopped: watch::Receiver<bool>,
    /// Tells of new changes; `None` once nobody will signal any more.
    signal: Option<watch::Receiver<i64>>,
    log_seq: i64,
    log_error: Option<String>,
    log_failures: u32,
    scan: Option<Scan>,
    /// The batch after the last one, loaded while that was applied, and the `seq` it goes on from.
    ahead: Option<(i64, ChangeBatch)>,
    /// The same for a scan.
    page_ahead: Option<(Place, ChangeBatch, Place)>,
}

impl Run {
    pub(super) fn new(
        log: Arc<dyn ChangeLog>,
        sinks: Vec<Box<dyn ChangeSink>>,
        config: FollowerConfig,
        shared: Arc<Shared>,
        visible: watch::Sender<i64>,
        stopped: watch::Receiver<bool>,
    ) -> Self {
        let run = Self {
            signal: Some(log.subscribe()),
            log,
            config,
            slots: sinks.into_iter().map(Slot::new).collect(),
            shared,
            visible,
            stopped,
            log_seq: 0,
            log_error: None,
            log_failures: 0,
            scan: None,
            ahead: None,
            page_ahead: None,
        };
        run.publish();
        run
    }

    pub(super) async fn until_stopped(mut self) {
        while !self.is_stopped() {
            self.open_what_is_closed().await;
            let outcome = self.round().await;
            self.note(outcome);
            self.commit_what_is_due().await;
            self.publish();
            if self.log_error.is_some() || !self.has_work() {
                self.pause().await;
            }
        }
        for slot in self
            .slots
            .iter_mut()
            .filter(|slot| slot.dirty_since.is_some() && !slot.filling)
        {
            slot.commit(&self.config).await;
        }
        for slot in self.slots.iter_mut().filter(|slot| !slot.filling) {
            slot.stop(&self.config).await;
        }
        self.publish();
    }

    fn is_stopped(&self) -> bool {
        *self.stopped.borrow() || self.stopped.has_changed().is_err()
    }

    async fn open_what_is_closed(&mut self) {
        let (now, config) = (Instant::now(), self.config);
        let closed = self.slots.iter_mut().filter(|slot| slot.may_be_opened(now));
        join_all(closed.map(|slot| slot.open(&config))).await;
    }

    /// One batch of changes for the sinks that follow and one page of records for those that are filled.
    async fn round(&mut self) -> Result<(), StoreError> {
        if let Some(signal) = &mut self.signal {
            signal.borrow_and_update();
        }
        self.log_seq = self.log.last_seq().await?;
        self.begin_scan().await;
        self.follow().await?;
        self.go_on_scanning().await
    }

    async fn begin_scan(&mut self) {
        if self.scan.is_some() {
            return;
        }
        let (now, log_seq) = (Instant::now(), self.log_seq);
        let mut any = false;
        for slot in &mut self.slots {
            if slot.is_ready(now) && slot.must_be_filled(log_seq) {
                slot.begin_filling(&self.config).await;
                any |= slot.filling;
            }
        }
        if any {
            tracing::info!(seq = log_seq, "filling from a scan of all records");
            self.page_ahead = None;
            self.scan = Some(Scan::from_start(log_seq));
        }
    }

    async fn follow(&mut self) -> Result<(), StoreError> {
        let (now, log_seq) = (Instant::now(), self.log_seq);
        let ready = |slot: &&mut Slot| slot.is_ready(now) && slot.lags(log_seq);
        let lowest = self.slots.iter_mut().filter(ready).map(|slot| slot.applied).min();
        let Some(from) = lowest else {
            return Ok(());
        };
        let batch = match self.ahead.take() {
            Some((ahead_of, batch)) if ahead_of == from => batch,
            _ => load::changes(self.log.as_ref(), from, self.config.batch, log_seq).await?,
        };
        let up_to = batch.up_to_seq;
        let batch = Arc::new(batch);
        let takers = self
            .slots
            .iter_mut()
            .filter(ready)
            .filter(|slot| slot.applied < up_to);
        let applying = join_all(takers.map(|slot| slot.apply(&batch, &self.config)));
        let next = load::changes(self.log.as_ref(), up_to, self.config.batch, log_seq);
        let (_, next) = tokio::join!(applying, OptionFuture::from((up_to < log_seq).then_some(next)));
        self.ahead = next.transpose()?.map(|next| (up_to, next));
        Ok(())
    }

    async fn go_on_scanning(&mut self) -> Result<(), StoreError> {
        let Some(scan) = &mut self.scan else {
            return Ok(());
        };
        if !self.slots.iter().any(|slot| slot.filling) {
            self.scan = None;
            return Ok(());
        }
        let (log, limit, noted_seq) = (self.log.as_ref(), self.config.batch, scan.noted_seq);
        let (batch, next) = match self.page_ahead.take() {
            Some((place, batch, next)) if place == scan.place => (batch, next),
            _ => scan::page(log, scan.place, limit, noted_seq).await?,
        };
        scan.seen += batch.len() as u64;
        scan.place = next;
        let batch = Arc::new(batch);
        let takers = self.slots.iter_mut().filter(|slot| slot.filling);
        let applying = join_all(takers.map(|slot| slot.apply(&batch, &self.config)));
        let ahead = (next != Place::End).then(|| scan::page(log, next, limit, noted_seq));
        let (_, ahead) = tokio::join!(applying, OptionFuture::from(ahead));
        if next == Place::End {
            self.end_scan().await;
        } else if let Some((batch, after)) = ahead.transpose()? {
            self.page_ahead = Some((next, batch, after));
        }
        Ok(())
    }

    /// Shows what was filled.
    async fn end_scan(&mut self) {
        let seen = self.scan.take().map_or(0, |scan| scan.seen);
        for slot in self.slots.iter_mut().filter(|slot| slot.filling) {
            slot.filling = false;
            slot.commit(&self.config).await;
        }
        tracing::info!(records = seen, "filled from a scan of all records");
    }

    async fn commit_what_is_due(&mut self) {
        let now = Instant::now();
        let requested = self.shared.requested.load(Ordering::Relaxed);
        let config = self.config;
        let due = |slot: &&mut Slot| {
            let old = slot
                .dirty_since
                .is_some_and(|since| now >= since + config.commit_interval);
            let waited_for = slot.visible < requested && requested <= slot.applied;
            slot.dirty_since.is_some() && !slot.filling && slot.is_ready(now) && (old || waited_for)
        };
        let due = self.slots.iter_mut().filter(due);
        join_all(due.map(|slot| slot.commit(&config))).await;
    }

    fn has_work(&self) -> bool {
        let now = Instant::now();
        let behind =
            |slot: &Slot| slot.is_ready(now) && (slot.lags(self.log_seq) || self.may_be_filled(slot));
        self.scan.is_some() || self.slots.iter().any(behind)
    }

    fn may_be_filled(&self, slot: &Slot) -> bool {
        !slot.filling && slot.must_be_filled(self.log_seq)
    }

    fn note(&mut self, outcome: Result<(), StoreError>) {
        match outcome {
            Ok(()) => {
                self.log_failures = 0;
                self.log_error = None;
            }
            Err(error) => {
                let error = chain(&error);
                self.log_failures += 1;
                tracing::error!(
                    error,
                    failures = self.log_failures,
                    "change log cannot be read, will be tried again"
                );
                self.log_error = Some(error);
            }
        }
    }

    /// Tells waiters and health how far everything is.
    fn publish(&self) {
        let seen = self.scan.as_ref().map_or(0, |scan| scan.seen);
        self.shared.set_health(FollowerHealth {
            log_seq: self.log_seq,
            log_error: self.log_error.clone(),
            sinks: self.slots.iter().map(|slot| slot.health(seen)).collect(),
        });
        let lowest = self
            .slots
            .iter()
            .map(|slot| if slot.filling { 0 } else { slot.visible })
            .min();
        let visible = lowest.unwrap_or(self.log_seq);
        self.visible
            .send_if_modified(|seen| std::mem::replace(seen, visible) != visible);
    }

    /// Sleeps until there is something to do.
    async fn pause(&mut self) {
        let now = Instant::now();
        let poll = if self.log_error.is_some() {
            let doubled = self
                .config
                .retry_pause
                .saturating_mul(1 << self.log_failures.min(10));
            now + doubled.min(self.config.longest_pause)
        } else {
            now + self.config.poll_interval
        };
        let deadlines = self
            .slots
            .iter()
            .filter_map(|slot| slot.next_deadline(&self.config, now));
        let until = deadlines.fold(poll, Instant::min);
        let heed_signals = self.log_error.is_none();
        let signalled = OptionFuture::from(
            self.signal
                .as_mut()
                .filter(|_| heed_signals)
                .map(watch::Receiver::changed),
        );
        tokio::select! {
            Some(told) = signalled => if told.is_err() { self.signal = None },
            () = self.shared.wake.notified(), if heed_signals => {}
            _ = self.stopped.changed() => {}
            () = tokio::time::sleep_until(until) => {}
        }
    }
}
