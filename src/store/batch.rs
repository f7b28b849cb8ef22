//! What becomes of each write of a batch, given what is kept now. Pure: no SQL.

use crate::domain::ids::SourceKey;
use crate::ports::{WriteAddress, WriteOutcome};
use std::collections::HashMap;
use uuid::Uuid;

/// A write whose body is made.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Which record.
    pub address: WriteAddress<Uuid>,
    /// The source address it shall have; with [`WriteAddress::BySource`] that one.
    pub source: Option<SourceKey>,
    /// Whether followers may see the record.
    pub visible: bool,
    /// Canonical JSON.
    pub body: String,
    /// See [`crate::ports::VacancyWrite::expected_version`].
    pub expected_version: Option<i64>,
}

/// A record as it is before the batch.
#[derive(Debug, Clone)]
pub struct Existing {
    /// Own id.
    pub id: Uuid,
    /// Version.
    pub version: i64,
    /// Whether followers may see it.
    pub visible: bool,
    /// Source address.
    pub source: Option<SourceKey>,
    /// Canonical JSON.
    pub body: String,
}

/// A row to be written.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the record is after the batch.
    pub record: Existing,
    /// Whether it is in the table already.
    stored: bool,
    written: bool,
    /// The source address in the table has to make way first, because another row of this batch
    /// may take it.
    source_moves: bool,
}

/// A row of the change log to be written; its `seq` follows from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedChange {
    /// Own id.
    pub id: Uuid,
    /// See [`crate::ports::Change::visible_before`].
    pub visible_before: bool,
}

/// A batch on its way.
pub struct Batch {
    rows: Vec<Row>,
    by_id: HashMap<Uuid, usize>,
    by_source: HashMap<SourceKey, usize>,
    changes: Vec<PlannedChange>,
    last_seq: i64,
    new_id: fn() -> Uuid,
}

impl Batch {
    /// A batch that begins with these records, every one that its writes may touch, and the last
    /// `seq` given so far.
    pub fn new(existing: Vec<Existing>, last_seq: i64, new_id: fn() -> Uuid) -> Self {
        let mut batch = Self {
            rows: Vec::with_capacity(existing.len()),
            by_id: HashMap::with_capacity(existing.len()),
            by_source: HashMap::new(),
            changes: Vec::new(),
            last_seq,
            new_id,
        };
        for record in existing {
            if !batch.by_id.contains_key(&record.id) {
                batch.keep(record, true);
            }
        }
        batch
    }

    /// Decides one write.
    pub fn apply(&mut self, write: Prepared) -> WriteOutcome<Uuid> {
        let holder = write
            .source
            .as_ref()
            .and_then(|key| self.by_source.get(key).copied());
        let row = match (&write.address, holder) {
            (WriteAddress::New, Some(taken)) => {
                return WriteOutcome::SourceTaken {
                    id: self.rows[taken].record.id,
                };
            }
            (WriteAddress::New, None) => None,
            (WriteAddress::ById(id), _) => match self.by_id.get(id) {
                Some(&row) => Some(row),
                None => return WriteOutcome::NotFound,
            },
            (WriteAddress::BySource(_), None) if write.expected_version.is_some() => {
                return WriteOutcome::NotFound;
            }
            (WriteAddress::BySource(_), holder) => holder,
        };
        match row {
            Some(row) => self.replace(row, holder, write),
            None => self.create(write),
        }
    }

    fn create(&mut self, write: Prepared) -> WriteOutcome<Uuid> {
        let id = (self.new_id)();
        self.keep(
            Existing {
                id,
                version: 1,
                visible: write.visible,
                source: write.source,
                body: write.body,
            },
            false,
        );
        let seq = self.log(id, false);
        WriteOutcome::Created { id, version: 1, seq }
    }

    fn replace(&mut self, place: usize, holder: Option<usize>, write: Prepared) -> WriteOutcome<Uuid> {
        let row = &mut self.rows[place];
        let record = &mut row.record;
        let (id, version) = (record.id, record.version);
        if write.expected_version.is_some_and(|expected| expected != version) {
            return WriteOutcome::VersionConflict { id, current: version };
        }
        if record.body == write.body && record.source == write.source {
            return WriteOutcome::Unchanged { id, version };
        }
        if let Some(taken) = holder.filter(|&holder| holder != place) {
            return WriteOutcome::SourceTaken {
                id: self.rows[taken].record.id,
            };
        }
        let visible_before = std::mem::replace(&mut record.visible, write.visible);
        record.version += 1;
        record.body = write.body;
        row.written = true;
        if record.source != write.source {
            row.source_moves = true;
            if let Some(old) = std::mem::replace(&mut record.source, write.source) {
                self.by_source.remove(&old);
            }
            if let Some(new) = &self.rows[place].record.source {
                self.by_source.insert(new.clone(), place);
            }
        }
        let seq = self.log(id, visible_before);
        WriteOutcome::Updated {
            id,
            version: version + 1,
            seq,
        }
    }

    fn keep(&mut self, record: Existing, stored: bool) {
        let place = self.rows.len();
        self.by_id.insert(record.id, place);
        if let Some(key) = &record.source {
            self.by_source.insert(key.clone(), place);
        }
        self.rows.push(Row {
            record,
            stored,
            written: !stored,
            source_moves: false,
        });
    }

    fn log(&mut self, id: Uuid, visible_before: bool) -> i64 {
        self.changes.push(PlannedChange { id, visible_before });
        self.last_seq += 1;
        self.last_seq
    }

    /// The last `seq` given.
    pub const fn last_seq(&self) -> i64 {
        self.last_seq
    }

    /// Rows of the change log, in the order of `seq`; the last has [`Batch::last_seq`].
    pub fn changes(&self) -> &[PlannedChange] {
        &self.changes
    }

    /// Stored records whose source address in the table must be cleared before rows are written.
    pub fn moving(&self) -> impl Iterator<Item = Uuid> {
        self.rows
            .iter()
            .filter(|row| row.stored && row.source_moves)
            .map(|row| row.record.id)
    }

    /// Every record to be written, once, as it is after the batch.
    pub fn written(&self) -> Vec<&Existing> {
        self.rows
            .iter()
            .filter(|row| row.written)
            .map(|row| &row.record)
            .collect()
    }
}
