//! Reading an import: the stream becomes records, the records become checked batches.

use super::{BATCH, ImportFormat};
use crate::exchange::csv::CsvImport;
use crate::exchange::item::Item;
use crate::exchange::jobnet;
use crate::exchange::lines::NdjsonImport;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::vacancy_in::ReadVacancy;
use crate::wire::vocabulary::Vocabulary;
use rayon::prelude::*;
use serde_json::Value;
use std::io::Read;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;
use tokio::sync::mpsc;

/// A batch that is not full goes on when nothing has come for so long.
const IDLE: Duration = Duration::from_millis(100);
/// Bytes read at a time.
const CHUNK: usize = 64 << 10;
/// Largest document of a format that can only be read whole, in bytes.
const LARGEST_DOCUMENT: u64 = 64 << 20;

/// A record after validation.
pub(super) struct Checked {
    pub(super) line: u64,
    pub(super) read: Result<ReadVacancy, Vec<FieldError>>,
}

/// A reader of records in either of the formats that come line by line.
enum LineImport {
    Ndjson(NdjsonImport),
    Csv(CsvImport),
}

impl LineImport {
    fn next_item(&mut self, chunk: &mut &[u8]) -> Option<Item> {
        match self {
            Self::Ndjson(import) => import.next_item(chunk),
            Self::Csv(import) => import.next_item(chunk),
        }
    }

    fn finish(&mut self) -> Option<Item> {
        match self {
            Self::Ndjson(import) => import.finish(),
            Self::Csv(import) => import.finish(),
        }
    }
}

pub(super) fn split_source(
    format: ImportFormat,
    source: Box<dyn Read + Send>,
    items: &SyncSender<Item>,
    vocabulary: &dyn Vocabulary,
) {
    match format {
        ImportFormat::Ndjson => split_lines(LineImport::Ndjson(NdjsonImport::default()), source, items),
        ImportFormat::Csv => split_lines(LineImport::Csv(CsvImport::default()), source, items),
        ImportFormat::Jobnet => {
            for item in jobnet_items(source, vocabulary) {
                if items.send(item).is_err() {
                    return;
                }
            }
        }
    }
}

/// Splits until the source ends or nobody takes the records any more.
fn split_lines(mut import: LineImport, mut source: Box<dyn Read + Send>, items: &SyncSender<Item>) {
    let mut buffer = vec![0; CHUNK];
    let mut last_line = 0;
    loop {
        let filled = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(filled) => filled,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => {
                // The record that was cut is not read: half of one may look whole.
                let _ = items.send(broken_off(last_line + 1, &error));
                return;
            }
        };
        let mut chunk = &buffer[..filled];
        while let Some(item) = import.next_item(&mut chunk) {
            last_line = item.line;
            if items.send(item).is_err() {
                return;
            }
        }
    }
    if let Some(item) = import.finish() {
        let _ = items.send(item);
    }
}

fn broken_off(line: u64, error: &std::io::Error) -> Item {
    let why = match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "it ends before it is complete",
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => "it cannot be decompressed",
        _ => "it cannot be read on",
    };
    Item::broken(
        line,
        FieldErrorCode::BadEncoding,
        format!("the body breaks off after the line before: {why}"),
    )
}

fn jobnet_items(source: Box<dyn Read + Send>, vocabulary: &dyn Vocabulary) -> Vec<Item> {
    let mut text = Vec::new();
    if let Err(error) = source.take(LARGEST_DOCUMENT + 1).read_to_end(&mut text) {
        return vec![broken_off(1, &error)];
    }
    if text.len() as u64 > LARGEST_DOCUMENT {
        let message = format!("at most {LARGEST_DOCUMENT} bytes are read at once");
        return vec![Item::broken(1, FieldErrorCode::TooLong, message)];
    }
    let answer: Value = match serde_json::from_slice(&text) {
        Ok(answer) => answer,
        Err(error) => {
            let message = format!("this is not JSON from line {} on", error.line());
            return vec![Item::broken(1, FieldErrorCode::BadJson, message)];
        }
    };
    jobnet::items(&answer, vocabulary).unwrap_or_else(|errors| {
        vec![Item {
            line: 1,
            content: Err(errors),
            warnings: Vec::new(),
            places: &[],
        }]
    })
}

/// Validates batches on all cores until the records end or nobody takes the batches any more.
pub(super) fn check_batches(
    items: &Receiver<Item>,
    batches: &mpsc::Sender<Vec<Checked>>,
    vocabulary: &dyn Vocabulary,
) {
    loop {
        let (batch, ended) = next_batch(items);
        let check = |item: Item| Checked {
            line: item.line,
            read: item.read(vocabulary),
        };
        let checked: Vec<Checked> = batch.into_par_iter().map(check).collect();
        if (!checked.is_empty() && batches.blocking_send(checked).is_err()) || ended {
            return;
        }
    }
}

/// A full batch, or less when nothing comes for a while; whether the records have ended.
fn next_batch(items: &Receiver<Item>) -> (Vec<Item>, bool) {
    let Ok(first) = items.recv() else {
        return (Vec::new(), true);
    };
    let mut batch = Vec::with_capacity(BATCH);
    batch.push(first);
    while batch.len() < BATCH {
        match items.recv_timeout(IDLE) {
            Ok(item) => batch.push(item),
            Err(RecvTimeoutError::Timeout) => return (batch, false),
            Err(RecvTimeoutError::Disconnected) => return (batch, true),
        }
    }
    (batch, false)
}
