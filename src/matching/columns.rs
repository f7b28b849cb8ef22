//! How columns of many vacancies lie: by area, within it by kind of work, then by place.

use super::bounds::WorkKind;
use super::demand::Difference;
use super::features::VacancyView;
use super::probe::Probe;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The rows of one kind of work in one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRows {
    /// Labour-market area, see [`VacancyCore::area`](super::features::VacancyCore::area).
    pub area: u8,
    /// The kind.
    pub kind: WorkKind,
    /// Its rows.
    pub rows: Range<u32>,
}

/// Columns of many vacancies, ordered by area, then by kind of work, then by zone.
pub trait Columns {
    /// The kinds of work that occur in each area, in the order of their rows, which are all there are.
    fn kinds(&self) -> &[KindRows];
    /// Travel zone of each row, [`UNKNOWN`](super::features::UNKNOWN) where the workplace is not known.
    fn zones(&self) -> &[u16];
    /// What is looked at next of each row.
    fn probes(&self) -> &[Probe];
    /// What all rows ask otherwise than their occupations want, see [`Asked`](super::demand::Asked).
    fn differences(&self) -> &[Difference];
    /// Whether the row still stands.
    fn is_live(&self, row: u32) -> bool;
    /// The columns of a row.
    fn view(&self, row: u32) -> VacancyView<'_>;

    /// Reads a little of all that scoring the row reads. Asked of many rows one after the other, they come from memory
    /// side by side, while a scorer would wait for each.
    fn fetch(&self, row: u32) -> u64;

    /// The kinds of work of each area that occurs.
    fn areas(&self) -> impl Iterator<Item = (u8, Range<usize>)> {
        let kinds = self.kinds();
        let mut from = 0;
        std::iter::from_fn(move || {
            let area = kinds.get(from)?.area;
            let end = kinds.partition_point(|rows| rows.area <= area);
            Some((area, std::mem::replace(&mut from, end)..end))
        })
    }

    /// The rows of a kind, each with its zone.
    fn rows_of<'c>(&'c self, kind: &KindRows) -> impl Iterator<Item = (u32, u16)> + 'c {
        let rows = kind.rows.clone();
        let zones = self.zones().get(rows.start as usize..rows.end as usize);
        rows.zip(zones.unwrap_or(&[]).iter().copied())
    }

    /// What is looked at next of a row.
    fn probe(&self, row: u32) -> &Probe {
        &self.probes()[row as usize]
    }

    /// Every row that still stands.
    fn live_rows(&self) -> impl Iterator<Item = u32> {
        let rows = self.probes().len() as u32;
        (0..rows).filter(|&row| self.is_live(row))
    }
}
