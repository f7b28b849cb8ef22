//! Titles that are read when first asked for: of all tables theirs takes longest, and a profile in codes needs none.

use super::occupations::Occupations;
use super::table::Problems;
use super::title_rows::TitleRows;
use super::titles::Titles;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Titles, or what they are read from.
#[derive(Debug)]
pub(super) struct LateTitles {
    laid_out: OnceLock<Titles>,
    waiting: Mutex<Option<Waiting>>,
}

/// What is known to hold no problems.
#[derive(Debug)]
pub(super) enum Waiting {
    /// The text of `titles.tsv`.
    Text(Box<str>),
    /// Its rows with those of an import.
    Rows(TitleRows),
}

impl LateTitles {
    /// Titles that are there.
    pub(super) fn ready(titles: Titles) -> Self {
        Self {
            laid_out: OnceLock::from(titles),
            waiting: Mutex::new(None),
        }
    }

    /// Titles to be read of what was read without problems before.
    pub(super) fn known(waiting: Waiting) -> Self {
        Self {
            laid_out: OnceLock::new(),
            waiting: Mutex::new(Some(waiting)),
        }
    }

    /// The titles; `occupations` are those they were checked against. Whoever asks while they are being read waits.
    pub(super) fn get(&self, occupations: &Occupations) -> &Titles {
        self.laid_out.get_or_init(|| {
            let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
            let mut none_left = Problems::default();
            let rows = match waiting {
                Some(Waiting::Text(text)) => Titles::read(&text, occupations, &mut none_left),
                Some(Waiting::Rows(rows)) => rows,
                None => TitleRows::default(),
            };
            rows.finish(occupations, &mut none_left)
        })
    }
}
