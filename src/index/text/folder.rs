//! One tantivy index in a folder: opened, written, committed, made anew when it is of no use.

use crate::index::analysis::{Analyser, DanishTokenizer};
use crate::index::schema::DANISH_ANALYSER;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::schema::{Field, Schema};
use tantivy::store::Compressor;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError,
    Term,
};
use uuid::Uuid;

/// Operations handed to the indexing thread at once. The thread's queue holds ten thousand such
/// lots, so more would let too many documents wait in memory.
const AT_ONCE: usize = 8;

/// Why an index in a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum FolderError {
    #[error("the text index failed")]
    Tantivy(#[from] TantivyError),
    #[error("cannot use {}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("another process writes the index in {}", .0.display())]
    InUse(PathBuf),
    #[error("the index does not say what it holds")]
    NoPayload,
    #[error("the index was made by another release or from other tables")]
    OtherMaker,
    #[error("{0} files of the index are damaged")]
    Damaged(usize),
}

/// Where an index is and how it is made.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) schema: Schema,
    pub(super) id: Field,
    pub(super) analyser: Arc<Analyser>,
    /// Changes whenever an index made before must not be used any more.
    pub(super) maker: String,
    /// Memory for documents that are not written yet, in bytes.
    pub(super) heap: usize,
}

/// What a commit says about itself.
#[derive(Serialize, Deserialize)]
struct Payload {
    maker: String,
    seq: i64,
}

/// An index that can be written and read.
pub(super) struct OpenIndex {
    reader: IndexReader,
    writer: IndexWriter,
    id: Field,
    maker: String,
    /// Records in the index, so that new ones cost no search for an older version.
    present: HashSet<Uuid>,
    /// The `seq` of the last commit; 0 for a new index.
    pub(super) seq: i64,
    /// Changes for the indexing thread, which wakes once for several of them.
    waiting: Vec<UserOperation>,
    /// Something was handed over since the last commit.
    dirty: bool,
}

impl Folder {
    /// Opens the index; one that is missing, damaged or made otherwise is made anew and empty.
    pub(super) fn open_or_create(&self) -> Result<OpenIndex, FolderError> {
        if !self.path.join("meta.json").exists() {
            return self.create();
        }
        self.check_unused()?;
        match self.open() {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(
                    folder = %self.path.display(),
                    reason = %error,
                    "text index is of no use and will be built anew"
                );
                self.create()
            }
        }
    }

    /// Throws away what is there and makes an empty index. Readers of the old one keep it.
    pub(super) fn create(&self) -> Result<OpenIndex, FolderError> {
        if self.path.exists() {
            self.check_unused()?;
            remove(&self.path)?;
        }
        self.make()?;
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            ..IndexSettings::default()
        };
        let index = Index::builder()
            .schema(self.schema.clone())
            .settings(settings)
            .create_in_dir(&self.path)?;
        self.with_writer(&index, 0)
    }

    /// That the folder is there, may be written in, and is not written by another process.
    pub(super) fn check_usable(&self) -> Result<(), FolderError> {
        self.make()?;
        self.check_unused()
    }

    fn make(&self) -> Result<(), FolderError> {
        std::fs::create_dir_all(&self.path).map_err(|source| FolderError::Io {
            path: self.path.clone(),
            source,
        })
    }

    /// An index that another process writes is not ours to throw away. The lock belongs to a living
    /// process: the file alone, left by a killed one, does not count.
    fn check_unused(&self) -> Result<(), FolderError> {
        let directory = MmapDirectory::open(&self.path).map_err(TantivyError::from)?;
        match directory.acquire_lock(&INDEX_WRITER_LOCK) {
            Ok(_released_at_once) => Ok(()),
            Err(LockError::LockBusy) => Err(FolderError::InUse(self.path.clone())),
            Err(LockError::IoError(source)) => Err(FolderError::Io {
                path: self.path.clone(),
                source: std::io::Error::new(source.kind(), source.to_string()),
            }),
        }
    }

    fn open(&self) -> Result<OpenIndex, FolderError> {
        let index = Index::open_in_dir(&self.path)?;
        let payload = index.load_metas()?.payload.ok_or(FolderError::NoPayload)?;
        let payload: Payload = serde_json::from_str(&payload).map_err(|_| FolderError::NoPayload)?;
        if payload.maker != self.maker || index.schema() != self.schema {
            return Err(FolderError::OtherMaker);
        }
        let damaged = index.validate_checksum()?.len();
        if damaged > 0 {
            return Err(FolderError::Damaged(damaged));
        }
        self.with_writer(&index, payload.seq)
    }

    fn with_writer(&self, index: &Index, seq: i64) -> Result<OpenIndex, FolderError> {
        let analyser = TextAnalyzer::from(DanishTokenizer::new(Arc::clone(&self.analyser)));
        index.tokenizers().register(DANISH_ANALYSER, analyser);
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(self.heap)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(merging));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(OpenIndex {
            present: ids_in(&reader.searcher())?,
            reader,
            writer,
            id: self.id,
            maker: self.maker.clone(),
            seq,
            waiting: Vec::new(),
            dirty: false,
        })
    }
}

impl OpenIndex {
    pub(super) fn put(&mut self, id: Uuid, document: TantivyDocument) -> Result<(), FolderError> {
        if !self.present.insert(id) {
            self.waiting.push(UserOperation::Delete(self.term(id)));
        }
        self.waiting.push(UserOperation::Add(document));
        self.hand_over(AT_ONCE)
    }

    pub(super) fn delete(&mut self, id: Uuid) -> Result<(), FolderError> {
        if self.present.remove(&id) {
            self.waiting.push(UserOperation::Delete(self.term(id)));
        }
        self.hand_over(AT_ONCE)
    }

    /// Gives the waiting operations to the indexing thread when there are so many.
    fn hand_over(&mut self, at_least: usize) -> Result<(), FolderError> {
        if self.waiting.len() >= at_least && !self.waiting.is_empty() {
            self.dirty = true;
            self.writer.run(std::mem::take(&mut self.waiting))?;
        }
        Ok(())
    }

    fn term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    /// Keeps everything so far under this `seq` and shows it to new searchers.
    pub(super) fn commit(&mut self, seq: i64) -> Result<(), FolderError> {
        let payload = Payload {
            maker: self.maker.clone(),
            seq,
        };
        let payload = serde_json::to_string(&payload).map_err(|_| FolderError::NoPayload)?;
        self.hand_over(0)?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.reader.reload()?;
        self.seq = seq;
        self.dirty = false;
        Ok(())
    }

    /// Ends the writing without a commit and waits for merges, which still write to the folder.
    pub(super) fn close(self) {
        if let Err(error) = self.writer.wait_merging_threads() {
            tracing::warn!(%error, "text index was not closed cleanly");
        }
    }

    /// Whether a commit would keep anything new.
    pub(super) fn is_dirty(&self) -> bool {
        self.dirty || !self.waiting.is_empty()
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

/// The ids of all records that are not deleted.
fn ids_in(searcher: &Searcher) -> Result<HashSet<Uuid>, FolderError> {
    let mut ids = HashSet::new();
    for segment in searcher.segment_readers() {
        let halves = super::columns::IdColumns::of(segment)?;
        ids.extend(
            segment
                .doc_ids_alive()
                .map(|document| Uuid::from_u128(halves.id(document))),
        );
    }
    Ok(ids)
}

fn remove(path: &Path) -> Result<(), FolderError> {
    match std::fs::remove_dir_all(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(FolderError::Io {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}
