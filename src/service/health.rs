//! How the service does, and what it is made of.

use super::error::ServiceError;
use crate::ports::{ChangeLog, Following, FollowingState, RecordCounts};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What the service is made of and what it holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Meta {
    /// Version of the program.
    pub version: &'static str,
    /// Version of this interface.
    pub api: &'static str,
    /// Rulesets that scores can be asked for, the default one last.
    pub rulesets: Vec<RulesetMeta>,
    /// How many records are kept.
    pub records: RecordsMeta,
    /// How far the index has come.
    pub index: IndexMeta,
    /// The tables scores are made with.
    #[schema(value_type = Vec<TableMeta>)]
    pub tables: Arc<Vec<TableMeta>>,
}

/// A ruleset.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RulesetMeta {
    /// Its name.
    #[schema(example = "2026.1")]
    pub id: String,
    /// SHA-256 of its file.
    pub hash: String,
}

/// How many records are kept.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct RecordsMeta {
    /// Vacancies in any status.
    pub vacancies: u64,
    /// Jobseeker profiles.
    pub jobseekers: u64,
}

/// How far the index has come.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct IndexMeta {
    /// The last change that is searchable.
    pub generation: i64,
    /// The last change that is kept.
    pub last_change: i64,
}

/// A table of codes, places or travel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableMeta {
    /// Its file.
    #[schema(example = "taxonomy/occupations.tsv")]
    pub file: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// Where it comes from and under which licence.
    pub source: String,
}

/// Whether the service can answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Readiness {
    /// The index has caught up with what was kept at start, and nothing fails.
    pub ready: bool,
    /// The last change that is searchable.
    pub generation: i64,
    /// The last change that is kept.
    pub last_change: i64,
    /// Every part of the index.
    pub parts: Vec<PartReadiness>,
}

/// How a part of the index does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartReadiness {
    /// Its name.
    pub name: &'static str,
    /// The last change it shows.
    pub generation: i64,
    /// It follows and does not fail.
    pub well: bool,
    /// Records taken so far while it is filled anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled: Option<u64>,
}

/// The use cases around the service itself.
#[derive(Clone)]
pub struct HealthService {
    log: Arc<dyn ChangeLog>,
    following: Arc<dyn Following>,
    seq_at_start: i64,
    rulesets: Arc<Vec<RulesetMeta>>,
    tables: Arc<Vec<TableMeta>>,
}

impl HealthService {
    /// Ready when everything kept by `seq_at_start` is searchable.
    pub fn new(
        log: Arc<dyn ChangeLog>,
        following: Arc<dyn Following>,
        seq_at_start: i64,
        rulesets: Vec<RulesetMeta>,
        tables: Vec<TableMeta>,
    ) -> Self {
        Self {
            log,
            following,
            seq_at_start,
            rulesets: Arc::new(rulesets),
            tables: Arc::new(tables),
        }
    }

    /// Whether the service can answer.
    pub fn readiness(&self) -> Readiness {
        let state = self.following.state();
        Readiness {
            ready: state.is_well() && state.visible_seq >= self.seq_at_start,
            generation: state.visible_seq,
            last_change: state.log_seq,
            parts: parts(&state),
        }
    }

    /// What the service is made of.
    pub async fn meta(&self) -> Result<Meta, ServiceError> {
        let RecordCounts {
            vacancies,
            jobseekers,
        } = self.log.counts().await?;
        Ok(Meta {
            version: env!("CARGO_PKG_VERSION"),
            api: "v1",
            rulesets: self.rulesets.as_ref().clone(),
            records: RecordsMeta {
                vacancies,
                jobseekers,
            },
            index: IndexMeta {
                generation: self.following.visible_seq(),
                last_change: self.log.last_seq().await?,
            },
            tables: Arc::clone(&self.tables),
        })
    }

    /// Brings the gauges up to date.
    pub async fn measure(&self) -> Result<(), ServiceError> {
        let counts = self.log.counts().await?;
        let last = self.log.last_seq().await?;
        let visible = self.following.visible_seq();
        metrics::gauge!("foothold_vacancies").set(counts.vacancies as f64);
        metrics::gauge!("foothold_jobseekers").set(counts.jobseekers as f64);
        metrics::gauge!("foothold_index_lag_changes").set((last - visible).max(0) as f64);
        metrics::gauge!("foothold_ready").set(f64::from(u8::from(self.readiness().ready)));
        Ok(())
    }
}

fn parts(state: &FollowingState) -> Vec<PartReadiness> {
    let part = |follower: &crate::ports::FollowerState| PartReadiness {
        name: follower.name,
        generation: follower.visible_seq,
        well: follower.error.is_none() && follower.filled.is_none(),
        filled: follower.filled,
    };
    state.followers.iter().map(part).collect()
}
