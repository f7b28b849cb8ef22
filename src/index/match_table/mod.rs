//! The match table: immutable columns ordered by place, plus a small overlay of the latest
//! changes, folded in as it grows. Readers hold a table as it was at one commit and never wait.

mod column;
mod layer;
mod segment;
mod snapshot;

use crate::domain::ids::{OrganisationId, VacancyId};
use crate::domain::record::VacancyRecord;
use crate::index::kept_file::KeptFile;
use crate::index::sink::{ChangeBatch, ChangeSink, SinkError};
use crate::matching::columns::Columns;
use crate::matching::demand::Demand;
use crate::matching::extract::{VacancyIdentity, extract};
use crate::matching::features::VacancyView;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{Filter, List, ListQuery, Listed, OrderKey, everything, list};
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::matching::sweep::each_match;
use crate::ports::match_table::{Card, MatchTable, MatchTableView};
use arc_swap::ArcSwap;
use layer::{DeadRows, Layer};
use rayon::prelude::*;
use segment::{Row, Segment};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

/// The overlay is folded into the base when it passes this many rows and a quarter of the base.
const FOLD_AT_LEAST: usize = 8192;

/// The table as of one commit.
#[derive(Debug)]
struct Table {
    seq: i64,
    organisations: Arc<Vec<OrganisationId>>,
    base: Layer,
    overlay: Layer,
}

impl Table {
    fn empty() -> Self {
        Self {
            seq: 0,
            organisations: Arc::default(),
            base: Layer::of(Segment::default()),
            overlay: Layer::of(Segment::default()),
        }
    }

    fn layers(&self) -> [&Layer; 2] {
        [&self.base, &self.overlay]
    }
}

impl MatchTableView for Table {
    fn seq(&self) -> i64 {
        self.seq
    }

    fn len(&self) -> usize {
        self.layers().iter().map(|layer| layer.len()).sum()
    }

    fn organisation_number(&self, organisation: &OrganisationId) -> Option<u16> {
        self.organisations
            .iter()
            .position(|known| known == organisation)
            .map(|at| at as u16)
    }

    fn list(&self, plan: &Plan<'_>, query: &ListQuery) -> List {
        list(plan, &self.layers(), query)
    }

    fn list_by_scoring_all(&self, plan: &Plan<'_>, query: &ListQuery) -> List {
        everything(plan, &self.layers(), query)
    }

    fn vacancy(&self, listed: Listed) -> (VacancyView<'_>, Card<'_>) {
        let segment = &self.layers()[listed.segment.min(1)].segment;
        (segment.view(listed.row), segment.card(listed.row))
    }

    fn fetch(&self, listed: Listed) -> u64 {
        self.layers()[listed.segment.min(1)]
            .segment
            .fetch_card(listed.row)
    }

    fn columns(&self, listed: Listed) -> VacancyView<'_> {
        self.layers()[listed.segment.min(1)].segment.view(listed.row)
    }

    fn content(&self, listed: Listed) -> u64 {
        self.layers()[listed.segment.min(1)].segment.content(listed.row)
    }

    fn find(&self, id: VacancyId) -> Option<Listed> {
        self.layers().iter().enumerate().find_map(|(segment, layer)| {
            let row = layer.segment.row_of(id).filter(|&row| layer.is_live(row))?;
            Some(Listed {
                key: OrderKey::of(layer.segment.view(row).keys, 0),
                segment,
                row,
            })
        })
    }

    fn each_match(
        &self,
        plan: &Plan<'_>,
        filter: &Filter,
        visit: &mut dyn FnMut(&VacancyView<'_>, &PairScore),
    ) {
        each_match(plan, &self.layers(), filter, visit);
    }

    fn rank_of(&self, plan: &Plan<'_>, query: &ListQuery, key: OrderKey) -> usize {
        let all = ListQuery {
            limit: self.len().max(1),
            after: None,
            min_score: key.base,
            ..query.clone()
        };
        list(plan, &self.layers(), &all)
            .items
            .iter()
            .filter(|item| item.key > key)
            .count()
    }
}

/// Readers' end of the table.
#[derive(Debug, Clone)]
pub struct MatchTableReader {
    current: Arc<ArcSwap<Table>>,
}

impl MatchTable for MatchTableReader {
    fn current(&self) -> Arc<dyn MatchTableView> {
        self.current.load_full()
    }
}

/// Writer's end of the table: a sink of the change log.
pub struct MatchTableSink {
    knowledge: Arc<Knowledge>,
    file: KeptFile,
    current: Arc<ArcSwap<Table>>,
    organisations: Vec<OrganisationId>,
    base: Layer,
    /// Rows newer than the base; `None` where a vacancy is gone.
    newer: BTreeMap<u128, Option<Row>>,
    seq: i64,
    saved_seq: i64,
    /// Writes the last fold's snapshot beside the sink's own work.
    saving: Option<JoinHandle<()>>,
}

/// What a table begins with: its snapshot, read before the tables it was made with are needed.
pub struct KeptMatchTable {
    file: KeptFile,
    kept: Option<snapshot::Kept>,
}

impl KeptMatchTable {
    /// Reads the snapshot; nothing is kept when it was made with other tables, or in case of any doubt. `fingerprint` names
    /// the tables whose indices the columns hold.
    pub fn read(snapshot_file: PathBuf, fingerprint: &str) -> Self {
        let file = snapshot::file(snapshot_file, fingerprint);
        Self {
            kept: snapshot::load(&file),
            file,
        }
    }
}

impl MatchTableSink {
    /// Opens the table with what was kept, else empty, to be filled from the change log.
    pub fn open(kept: KeptMatchTable, knowledge: Arc<Knowledge>) -> (Self, MatchTableReader) {
        let KeptMatchTable { file, kept } = kept;
        let snapshot::Kept {
            seq,
            organisations,
            segment,
        } = kept.unwrap_or_default();
        let mut sink = Self {
            knowledge,
            file,
            current: Arc::new(ArcSwap::from_pointee(Table::empty())),
            organisations,
            base: Layer::of(segment),
            newer: BTreeMap::new(),
            seq,
            saved_seq: seq,
            saving: None,
        };
        sink.publish();
        let reader = MatchTableReader {
            current: sink.current.clone(),
        };
        (sink, reader)
    }

    fn publish(&mut self) {
        if self.newer.len() > FOLD_AT_LEAST.max(self.base.segment.len() / 4) {
            self.fold();
            self.save_beside();
        }
        let base = &self.base.segment;
        let replaced = self.newer.keys().filter_map(|&id| base.row_of_uuid(id));
        let dead = DeadRows::of(replaced, base.len());
        self.base.dead = Arc::new(dead);
        let overlay = Segment::build(self.newer.values().flatten());
        self.current.store(Arc::new(Table {
            seq: self.seq,
            organisations: Arc::new(self.organisations.clone()),
            base: self.base.clone(),
            overlay: Layer::of(overlay),
        }));
    }

    /// Makes a new base of the old one and everything newer.
    fn fold(&mut self) {
        let kept: Vec<Row> = (0..self.base.segment.len() as u32)
            .filter(|&row| !self.newer.contains_key(&self.base.segment.view(row).keys.id))
            .map(|row| self.base.segment.row(row))
            .collect();
        let newer = std::mem::take(&mut self.newer);
        self.base = Layer::of(Segment::build(kept.iter().chain(newer.values().flatten())));
    }

    /// Writes a snapshot of what was just folded without holding up the follower, so that a start
    /// after a crash reads only what came later. While the one before is still being written, the
    /// next fold has to do.
    fn save_beside(&mut self) {
        if self.saving.as_ref().is_some_and(|saving| !saving.is_finished()) {
            return;
        }
        let file = self.file.clone();
        let (seq, organisations) = (self.seq, self.organisations.clone());
        let segment = Arc::clone(&self.base.segment);
        let save = move || {
            if let Err(error) = snapshot::save(&file, seq, &organisations, &segment) {
                tracing::warn!(%error, file = %file.path().display(), "the match table's snapshot cannot be written");
            }
        };
        self.saving = Some(std::thread::spawn(save));
    }

    /// Waits for the snapshot that is being written; one that failed has said so.
    fn wait_until_saved(&mut self) {
        if let Some(saving) = self.saving.take() {
            let _ = saving.join();
        }
    }

    /// Writes the snapshot, so that the next start need not read every vacancy.
    ///
    /// # Errors
    /// When the file cannot be written; the table itself is not harmed.
    pub fn save(&mut self) -> Result<(), SinkError> {
        if self.seq == self.saved_seq || self.seq == 0 {
            return Ok(());
        }
        self.fold();
        self.publish();
        self.wait_until_saved();
        snapshot::save(&self.file, self.seq, &self.organisations, &self.base.segment)?;
        self.saved_seq = self.seq;
        Ok(())
    }

    fn number_of(&mut self, organisation: &OrganisationId) -> u16 {
        let known = self.organisations.iter().position(|known| known == organisation);
        let at = known.unwrap_or_else(|| {
            self.organisations.push(organisation.clone());
            self.organisations.len() - 1
        });
        at as u16
    }

    fn row(&self, record: &VacancyRecord, organisation_number: u16) -> Row {
        let identity = VacancyIdentity {
            id: record.id,
            organisation: &record.organisation,
            organisation_number,
        };
        let vacancy = &record.vacancy;
        let features = extract(vacancy, identity, &self.knowledge);
        let demand = Demand::of(&features.view(), &self.knowledge);
        Row::new(features, demand, &Card::of(vacancy))
    }
}

impl ChangeSink for MatchTableSink {
    fn name(&self) -> &'static str {
        "match table"
    }

    fn last_seq(&self) -> i64 {
        self.seq
    }

    fn reset(&mut self) -> Result<(), SinkError> {
        // What was saved is of a log that may have gone on otherwise.
        self.wait_until_saved();
        match std::fs::remove_file(self.file.path()) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        self.organisations.clear();
        self.base = Layer::of(Segment::default());
        self.newer.clear();
        self.seq = 0;
        Ok(())
    }

    fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError> {
        let numbers: Vec<u16> = batch
            .upserted_vacancies
            .iter()
            .map(|record| self.number_of(&record.organisation))
            .collect();
        let this = &*self;
        let rows: Vec<Row> = batch
            .upserted_vacancies
            .par_iter()
            .zip(numbers)
            .map(|(record, number)| this.row(record, number))
            .collect();
        self.newer
            .extend(rows.into_iter().map(|row| (row.id(), Some(row))));
        self.newer.extend(
            batch
                .deleted_vacancies
                .iter()
                .map(|id| (id.uuid().as_u128(), None)),
        );
        self.seq = batch.up_to_seq;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), SinkError> {
        self.publish();
        Ok(())
    }

    fn stop(&mut self) -> Result<(), SinkError> {
        self.save()
    }
}
