//! What lists would have to make when they first need it, made before they do.

use crate::matching::knowledge::Knowledge;
use crate::travel::ZoneId;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::{JoinHandle, spawn_blocking};

/// Requests and what else a start leaves to do come first.
const AFTER_START: Duration = Duration::from_millis(500);
/// Pause after each home, in times of what it took: requests keep nearly all of every core.
const PAUSES: u32 = 4;

/// The task that makes, home by home, how public transport serves it; it ends when this is dropped.
#[derive(Debug)]
#[must_use = "the task ends when this is dropped"]
pub struct WaysAhead(JoinHandle<()>);

impl WaysAhead {
    /// Starts to make them. Must be called within a Tokio runtime.
    pub(super) fn start(knowledge: Arc<Knowledge>) -> Self {
        Self(tokio::spawn(async move {
            tokio::time::sleep(AFTER_START).await;
            let began = Instant::now();
            for home in (0..knowledge.places.zone_count() as u16).map(ZoneId) {
                let knowledge = Arc::clone(&knowledge);
                let made = spawn_blocking(move || {
                    let began = Instant::now();
                    knowledge.travel.make_ready(home);
                    began.elapsed()
                });
                let Ok(took) = made.await else { return };
                tokio::time::sleep(took * PAUSES).await;
            }
            let seconds = began.elapsed().as_secs_f64();
            tracing::info!(seconds, "the ways of all homes are made");
        }))
    }
}

impl Drop for WaysAhead {
    fn drop(&mut self) {
        self.0.abort();
    }
}
