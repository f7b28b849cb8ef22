//! Columns of many vacancies, ordered by zone and never changed once built.

use super::column;
use crate::domain::ids::VacancyId;
use crate::domain::number_list;
use crate::domain::schedule::Window;
use crate::matching::bounds::WorkKind;
use crate::matching::columns::KindRows;
use crate::matching::demand::{Asked, Demand, Difference};
use crate::matching::extract::first_bytes;
use crate::matching::features::{
    Ask, AskedLanguage, OfferFeatures, VacancyCore, VacancyFeatures, VacancyKeys, VacancyView,
};
use crate::matching::probe::Probe;
use crate::ports::match_table::Card;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One vacancy on its way into a segment.
#[derive(Debug, Clone)]
pub(super) struct Row {
    features: VacancyFeatures,
    demand: Demand,
    card: Vec<u8>,
    content: u64,
}

impl Row {
    pub(super) fn new(features: VacancyFeatures, demand: Demand, card: &Card<'_>) -> Self {
        // Writing plain text fields to a growing buffer cannot fail.
        let card = postcard::to_stdvec(card).unwrap_or_default();
        let content = content(&features, &card);
        Self {
            features,
            demand,
            card,
            content,
        }
    }

    pub(super) const fn id(&self) -> u128 {
        self.features.keys.id
    }
}

/// A hash of everything a list says of a vacancy. The owner's number within a table is left out:
/// it depends on who came first.
fn content(features: &VacancyFeatures, card: &[u8]) -> u64 {
    let mut features = features.clone();
    features.core.organisation = 0;
    let hasher = Sha256::new_with_prefix(postcard::to_stdvec(&features).unwrap_or_default());
    first_bytes(hasher.chain_update(card))
}

/// Where the values of a row begin that every vacancy has another number of; they end where those
/// of the next row begin. Side by side, since a row that is looked at wants most of them.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Starts {
    offers: u32,
    asks: u32,
    languages: u32,
    shifts: u32,
    cards: u32,
}

fn between<T>(values: &[T], from: u32, to: u32) -> &[T] {
    values.get(from as usize..to as usize).unwrap_or(&[])
}

/// Columns of many vacancies.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Segment {
    kinds: Vec<KindRows>,
    /// Travel zone of every row, which is looked at first, and what is looked at next.
    #[serde(with = "number_list")]
    zones: Vec<u16>,
    #[serde(with = "column")]
    probes: Vec<Probe>,
    #[serde(with = "number_list")]
    differences: Vec<Difference>,
    #[serde(with = "column")]
    cores: Vec<VacancyCore>,
    #[serde(with = "column")]
    keys: Vec<VacancyKeys>,
    /// Of every row, and a last one that marks the end.
    #[serde(with = "column")]
    starts: Vec<Starts>,
    #[serde(with = "column")]
    offers: Vec<OfferFeatures>,
    #[serde(with = "number_list")]
    asks: Vec<Ask>,
    #[serde(with = "column")]
    languages: Vec<AskedLanguage>,
    #[serde(with = "column")]
    shifts: Vec<Window>,
    #[serde(with = "number_list")]
    cards: Vec<u8>,
    #[serde(with = "number_list")]
    contents: Vec<u64>,
    /// Rows in rising order of id.
    #[serde(with = "number_list")]
    by_id: Vec<u32>,
}

impl Segment {
    /// Orders rows by area, kind of work and zone, so that a scan reads what is near and alike together.
    pub(super) fn build<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        let mut rows: Vec<&Row> = rows.collect();
        rows.sort_unstable_by_key(|row| {
            let core = &row.features.core;
            (core.area, WorkKind::of(core), core.zone, core.industry, row.id())
        });
        let mut segment = Self::default();
        for row in rows {
            segment.push(row);
        }
        segment.starts.push(segment.ends());
        let mut by_id: Vec<u32> = (0..segment.cores.len() as u32).collect();
        by_id.sort_unstable_by_key(|&row| segment.keys[row as usize].id);
        segment.by_id = by_id;
        segment
    }

    fn push(&mut self, row: &Row) {
        let features = &row.features;
        self.extend_kinds(features.core.area, WorkKind::of(&features.core));
        self.zones.push(features.core.zone);
        let VacancyCore {
            education_min,
            experience_tenths,
            ..
        } = features.core;
        let asked = Asked::of(
            education_min,
            experience_tenths,
            &row.demand,
            self.differences.len(),
        );
        self.probes.push(Probe::of(&features.view(), asked));
        self.differences.extend_from_slice(row.demand.differences());
        self.starts.push(self.ends());
        self.cores.push(features.core);
        self.keys.push(features.keys);
        self.offers.extend_from_slice(&features.offers);
        self.asks.extend_from_slice(&features.asks);
        self.languages.extend_from_slice(&features.languages);
        self.shifts.extend_from_slice(&features.shifts);
        self.cards.extend_from_slice(&row.card);
        self.contents.push(row.content);
    }

    fn ends(&self) -> Starts {
        Starts {
            offers: self.offers.len() as u32,
            asks: self.asks.len() as u32,
            languages: self.languages.len() as u32,
            shifts: self.shifts.len() as u32,
            cards: self.cards.len() as u32,
        }
    }

    /// Adds the next row to the last kind, or begins another.
    fn extend_kinds(&mut self, area: u8, kind: WorkKind) {
        let row = self.cores.len() as u32;
        match self.kinds.last_mut() {
            Some(last) if (last.area, last.kind) == (area, kind) => last.rows.end = row + 1,
            _ => self.kinds.push(KindRows {
                area,
                kind,
                rows: row..row + 1,
            }),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.cores.len()
    }

    pub(super) fn kinds(&self) -> &[KindRows] {
        &self.kinds
    }

    pub(super) fn zones(&self) -> &[u16] {
        &self.zones
    }

    pub(super) fn probes(&self) -> &[Probe] {
        &self.probes
    }

    pub(super) fn differences(&self) -> &[Difference] {
        &self.differences
    }

    pub(super) fn view(&self, row: u32) -> VacancyView<'_> {
        let (from, to) = (&self.starts[row as usize], &self.starts[row as usize + 1]);
        VacancyView {
            keys: &self.keys[row as usize],
            core: &self.cores[row as usize],
            offers: between(&self.offers, from.offers, to.offers),
            asks: between(&self.asks, from.asks, to.asks),
            languages: between(&self.languages, from.languages, to.languages),
            shifts: between(&self.shifts, from.shifts, to.shifts),
        }
    }

    /// Something of each piece of memory that holds what is scored of a row.
    pub(super) fn fetch(&self, row: u32) -> u64 {
        let (core, starts) = (&self.cores[row as usize], &self.starts[row as usize]);
        let offer = self.offers.get(starts.offers as usize);
        u64::from(core.licences) ^ u64::from(offer.map_or(0, |offer| offer.hours_min))
    }

    pub(super) fn card(&self, row: u32) -> Card<'_> {
        postcard::from_bytes(self.card_bytes(row)).unwrap_or_default()
    }

    /// Something of each piece of memory that holds what a list shows of a row.
    pub(super) fn fetch_card(&self, row: u32) -> u64 {
        let card = self.card_bytes(row);
        let ends = [card.first(), card.last()].map(|byte| byte.map_or(0, |&byte| u64::from(byte)));
        self.content(row) ^ ends[0] ^ ends[1]
    }

    fn card_bytes(&self, row: u32) -> &[u8] {
        let (from, to) = (&self.starts[row as usize], &self.starts[row as usize + 1]);
        between(&self.cards, from.cards, to.cards)
    }

    /// A hash that changes whenever what is listed or scored of the vacancy does.
    pub(super) fn content(&self, row: u32) -> u64 {
        self.contents[row as usize]
    }

    pub(super) fn row_of(&self, id: VacancyId) -> Option<u32> {
        self.row_of_uuid(id.uuid().as_u128())
    }

    pub(super) fn row_of_uuid(&self, id: u128) -> Option<u32> {
        let at = self
            .by_id
            .binary_search_by_key(&id, |&row| self.keys[row as usize].id)
            .ok()?;
        Some(self.by_id[at])
    }

    /// A copy of one row, for building another segment.
    pub(super) fn row(&self, row: u32) -> Row {
        let view = self.view(row);
        let asked = self.probes[row as usize].asked;
        Row {
            demand: asked.demand(&self.differences),
            features: VacancyFeatures {
                keys: *view.keys,
                core: *view.core,
                offers: view.offers.to_vec(),
                asks: view.asks.to_vec(),
                languages: view.languages.to_vec(),
                shifts: view.shifts.to_vec(),
            },
            card: self.card_bytes(row).to_vec(),
            content: self.content(row),
        }
    }

    /// Whether every number in the columns points inside them; a snapshot that was cut or altered
    /// is not trusted.
    pub(super) fn is_sound(&self) -> bool {
        let rows = self.cores.len();
        self.starts.len() == rows + 1
            && self.keys.len() == rows
            && self.zones.len() == rows
            && self.probes.len() == rows
            && self.by_id.len() == rows
            && self.contents.len() == rows
            && self.by_id.iter().all(|&row| (row as usize) < rows)
            && self.kinds_hold_every_row()
    }

    fn kinds_hold_every_row(&self) -> bool {
        let mut next = 0;
        let follows = self.kinds.iter().all(|KindRows { rows, .. }| {
            let follows = rows.start == next && rows.end >= rows.start;
            next = rows.end;
            follows
        });
        let areas_follow = self.kinds.is_sorted_by_key(|rows| rows.area);
        follows && areas_follow && next as usize == self.cores.len()
    }
}
