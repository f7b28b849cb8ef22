//! The writing side of the text index.

use super::Shown;
use super::documents::{JobseekerDocuments, VacancyDocuments};
use super::folder::{Folder, FolderError, OpenIndex};
use crate::index::sink::{ChangeBatch, ChangeSink, SinkError};
use std::sync::Arc;

/// Follows the change log into the two indexes of text and codes.
pub struct TextSink {
    vacancies: Part<VacancyDocuments>,
    jobseekers: Part<JobseekerDocuments>,
    shown: Arc<Shown>,
    applied: i64,
    /// A call failed: what the writers hold is unknown.
    broken: bool,
}

/// One of the two indexes.
pub(super) struct Part<Documents> {
    pub(super) folder: Folder,
    pub(super) documents: Documents,
    /// Absent only after it could not be opened again.
    pub(super) index: Option<OpenIndex>,
}

impl<Documents> Part<Documents> {
    fn index(&mut self) -> Result<&mut OpenIndex, FolderError> {
        Ok(self.index_and_documents()?.0)
    }

    fn index_and_documents(&mut self) -> Result<(&mut OpenIndex, &mut Documents), FolderError> {
        let index = match &mut self.index {
            Some(index) => index,
            empty => empty.insert(self.folder.open_or_create()?),
        };
        Ok((index, &mut self.documents))
    }

    /// The `seq` it knows; 0 when it knows nothing.
    fn seq(&self) -> i64 {
        self.index.as_ref().map_or(0, |index| index.seq)
    }
}

impl TextSink {
    pub(super) fn new(
        vacancies: Part<VacancyDocuments>,
        jobseekers: Part<JobseekerDocuments>,
        shown: Arc<Shown>,
    ) -> Self {
        Self {
            vacancies,
            jobseekers,
            shown,
            applied: 0,
            broken: true,
        }
    }

    /// Goes back to what the folders hold.
    fn go_back(&mut self) -> Result<(), FolderError> {
        self.close();
        self.vacancies.index()?;
        self.jobseekers.index()?;
        self.applied = self.kept_seq();
        self.broken = false;
        Ok(())
    }

    /// What both folders know. The vacancies are committed last and with every commit, so their
    /// `seq` counts; jobseekers are committed when they changed, and may know more.
    fn kept_seq(&self) -> i64 {
        if self.jobseekers.seq() == 0 {
            0
        } else {
            self.vacancies.seq()
        }
    }

    fn show(&mut self) -> Result<(), FolderError> {
        let seq = self.applied;
        self.shown
            .vacancies
            .show(self.vacancies.index()?.searcher(), seq)?;
        self.shown
            .jobseekers
            .show(self.jobseekers.index()?.searcher(), seq)?;
        Ok(())
    }

    fn take(&mut self, batch: &ChangeBatch) -> Result<(), FolderError> {
        let (vacancies, documents) = self.vacancies.index_and_documents()?;
        for record in &batch.upserted_vacancies {
            vacancies.put(record.id.uuid(), documents.document(record))?;
        }
        for id in &batch.deleted_vacancies {
            vacancies.delete(id.uuid())?;
        }
        let (jobseekers, documents) = self.jobseekers.index_and_documents()?;
        for record in &batch.upserted_jobseekers {
            jobseekers.put(record.id.uuid(), documents.document(record))?;
        }
        for id in &batch.deleted_jobseekers {
            jobseekers.delete(id.uuid())?;
        }
        self.applied = batch.up_to_seq;
        Ok(())
    }

    fn keep(&mut self) -> Result<(), FolderError> {
        let seq = self.applied;
        let jobseekers = self.jobseekers.index()?;
        if jobseekers.is_dirty() || jobseekers.seq == 0 {
            jobseekers.commit(seq)?;
        }
        self.vacancies.index()?.commit(seq)?;
        self.show()
    }

    /// The old writers must be gone before their folders can be locked again.
    fn close(&mut self) {
        let open = [self.vacancies.index.take(), self.jobseekers.index.take()];
        open.into_iter().flatten().for_each(OpenIndex::close);
        self.applied = 0;
    }

    fn empty(&mut self) -> Result<(), FolderError> {
        self.close();
        self.vacancies.index = Some(self.vacancies.folder.create()?);
        self.jobseekers.index = Some(self.jobseekers.folder.create()?);
        self.broken = false;
        Ok(())
    }

    /// After a failure the sink stands where the last commit was.
    fn or_back<T>(&mut self, outcome: Result<T, FolderError>) -> Result<T, SinkError> {
        outcome.map_err(|error| {
            self.broken = true;
            if let Err(again) = self.go_back() {
                tracing::error!(error = %again, "text index cannot be opened again");
            }
            SinkError::from(error)
        })
    }
}

impl ChangeSink for TextSink {
    fn name(&self) -> &'static str {
        "text_index"
    }

    fn open(&mut self) -> Result<(), SinkError> {
        self.go_back()?;
        Ok(self.show()?)
    }

    fn last_seq(&self) -> i64 {
        self.applied
    }

    fn reset(&mut self) -> Result<(), SinkError> {
        Ok(self.empty()?)
    }

    fn apply(&mut self, batch: &ChangeBatch) -> Result<(), SinkError> {
        if self.broken {
            self.go_back()?;
            return Err("the text index was opened again and goes on from its last commit".into());
        }
        let outcome = self.take(batch);
        self.or_back(outcome)
    }

    fn commit(&mut self) -> Result<(), SinkError> {
        let outcome = self.keep();
        self.or_back(outcome)
    }
}
