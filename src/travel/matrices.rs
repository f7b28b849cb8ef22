//! Minutes from zone to zone by mode and time band, built once.

use super::built_in::{BuiltInMinutes, Cells};
use super::error::TravelError;
use super::graph::{FARTHEST, Graph, NO_WAY, Search};
use super::imported::Origins;
use super::network::{LateNetwork, Network};
use super::places::Places;
use super::road::{Roads, Sailing};
use super::road_network::Link;
use super::transit::{BandGraph, Transit};
use super::zones::ZoneId;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use ndarray::{Array2, ArrayView1};
use rayon::prelude::*;
use std::sync::Arc;

/// The texts the network is read from.
#[derive(Debug, Clone, Copy)]
pub struct NetworkFiles<'a> {
    /// `links.tsv`.
    pub links: &'a str,
    /// `barriers.tsv`.
    pub barriers: &'a str,
    /// `motorways.tsv`.
    pub motorways: &'a str,
    /// `transit_stops.tsv`.
    pub transit_stops: &'a str,
    /// `transit_lines.tsv`.
    pub transit_lines: &'a str,
    /// `transit_local.tsv`.
    pub transit_local: &'a str,
}

/// Minutes from door to door between all zones, for every mode and band.
///
/// Both directions take as long in the built-in network, but not in imported minutes. Bands in which a mode has the
/// same connections share one table, so that five modes and four bands need about eighteen tables of two bytes a pair.
#[derive(Debug, Clone)]
pub struct Matrices {
    tables: Vec<Array2<u16>>,
    /// Which table holds a mode and band.
    table_of: [[u8; TimeBand::ALL.len()]; TravelMode::ALL.len()],
    /// What the tables are computed from.
    network: Arc<LateNetwork>,
    /// Which table holds the ways back: the same with rows and columns exchanged.
    back_of: [[u8; TimeBand::ALL.len()]; TravelMode::ALL.len()],
    /// Where imported minutes come from.
    pub(super) origins: Origins,
}

impl Matrices {
    /// Stands in a row where nothing connects the two zones in that band.
    pub const UNREACHABLE: u16 = u16::MAX;

    /// The longest way that is told exactly, in minutes; longer ones are given as this.
    pub const LONGEST: u16 = FARTHEST / 10;

    /// Computes all minutes.
    ///
    /// # Errors
    /// The first fault in the network files, with file and line.
    pub fn build(places: &Places, files: &NetworkFiles<'_>) -> Result<Self, TravelError> {
        let network = LateNetwork::parse(places, files)?;
        let minutes = computed(network.get());
        Ok(Self::of(minutes, places.zone_count(), network))
    }

    /// As [`Self::build`], with minutes that were computed before from the same places and files, and are
    /// [for these places](BuiltInMinutes::are_for).
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn with_minutes(
        places: &Places,
        files: &NetworkFiles<'_>,
        minutes: BuiltInMinutes,
    ) -> Result<Self, TravelError> {
        let network = LateNetwork::parse(places, files)?;
        Ok(Self::of(minutes, places.zone_count(), network))
    }

    /// A copy of the minutes for [`Self::with_minutes`]; of use before imported ones are put in their place.
    pub fn to_minutes(&self) -> BuiltInMinutes {
        let cells = |table: &Array2<u16>| Cells(table.iter().copied().collect());
        BuiltInMinutes {
            tables: self.tables.iter().map(cells).collect(),
            table_of: self.table_of,
        }
    }

    fn of(minutes: BuiltInMinutes, zones: usize, network: LateNetwork) -> Self {
        let table = |cells: Cells| Array2::from_shape_vec((zones, zones), cells.0).unwrap_or_default();
        Self {
            table_of: minutes.table_of,
            back_of: minutes.table_of,
            tables: minutes.tables.into_iter().map(table).collect(),
            network: Arc::new(network),
            origins: Origins::default(),
        }
    }

    pub(super) fn network(&self) -> &Network {
        self.network.get()
    }

    /// Minutes from one zone to another, or nothing where no connection runs in the band.
    pub fn minutes(&self, mode: TravelMode, band: TimeBand, from: ZoneId, to: ZoneId) -> Option<u16> {
        let minutes = self.table(mode, band).get((from.index(), to.index())).copied()?;
        (minutes != Self::UNREACHABLE).then_some(minutes)
    }

    /// Minutes from a zone to every zone, [`Self::UNREACHABLE`] where nothing connects them.
    ///
    /// # Panics
    /// When the zone is not one of the places the matrices were built from.
    pub fn row(&self, mode: TravelMode, band: TimeBand, from: ZoneId) -> ArrayView1<'_, u16> {
        self.table(mode, band).row(from.index())
    }

    /// Minutes from every zone to a zone, [`Self::UNREACHABLE`] where nothing connects them.
    ///
    /// # Panics
    /// When the zone is not one of the places the matrices were built from.
    pub fn row_to(&self, mode: TravelMode, band: TimeBand, to: ZoneId) -> ArrayView1<'_, u16> {
        self.tables[self.back_of[mode as usize][band as usize] as usize].row(to.index())
    }

    /// Adds a table and the same with rows and columns exchanged; tells their numbers.
    pub(super) fn push_both_ways(&mut self, table: &Array2<u16>) -> [u8; 2] {
        let first = self.tables.len() as u8;
        self.tables.push(table.clone());
        self.tables.push(table.t().as_standard_layout().into_owned());
        [first, first + 1]
    }

    /// Puts two such tables in the place of those of a mode and band.
    pub(super) fn place(&mut self, mode: TravelMode, band: TimeBand, [there, back]: [u8; 2]) {
        self.table_of[mode as usize][band as usize] = there;
        self.back_of[mode as usize][band as usize] = back;
    }

    /// Bytes that the tables take.
    pub fn bytes(&self) -> usize {
        self.tables
            .iter()
            .map(|table| table.len() * size_of::<u16>())
            .sum()
    }

    pub(super) fn table(&self, mode: TravelMode, band: TimeBand) -> &Array2<u16> {
        &self.tables[self.table_of[mode as usize][band as usize] as usize]
    }
}

fn computed(network: &Network) -> BuiltInMinutes {
    let (by_road, by_transit) = rayon::join(
        || road_tables(&network.roads),
        || {
            TimeBand::ALL
                .par_iter()
                .map(|&band| transit_table(&network.transit, &network.bands[band as usize], band))
                .collect::<Vec<_>>()
        },
    );
    let mut all = BuiltInMinutes::default();
    for mode_tables in by_road {
        let first = all.tables.len() as u8;
        all.table_of[mode_tables.mode as usize] = mode_tables.table_of.map(|table| first + table);
        all.tables.extend(mode_tables.tables);
    }
    for (band, table) in by_transit.into_iter().enumerate() {
        all.table_of[TravelMode::Transit as usize][band] = all.tables.len() as u8;
        all.tables.push(table);
    }
    all
}

/// The tables of one mode, and which of them holds each band.
struct ModeTables {
    mode: TravelMode,
    tables: Vec<Cells>,
    table_of: [u8; TimeBand::ALL.len()],
}

fn road_tables(roads: &Roads) -> Vec<ModeTables> {
    let modes = [
        TravelMode::Car,
        TravelMode::Moped,
        TravelMode::Bicycle,
        TravelMode::Walk,
    ];
    modes.par_iter().map(|&mode| mode_tables(roads, mode)).collect()
}

/// Bands in which the same ferries sail share a table.
fn mode_tables(roads: &Roads, mode: TravelMode) -> ModeTables {
    let graph = roads.graph(mode, Link::always_runs);
    let size = roads.kept();
    let always = all_times(&graph, size, size);
    let parts = graph.parts();
    let sailings = roads.sailings(mode);
    let mut all = ModeTables {
        mode,
        tables: Vec::new(),
        table_of: Default::default(),
    };
    let mut sailing_in: Vec<Vec<bool>> = Vec::new();
    for &band in TimeBand::ALL {
        let running: Vec<bool> = sailings
            .iter()
            .map(|sailing| sailing.bands.contains(&band))
            .collect();
        let same = sailing_in.iter().position(|other| *other == running);
        all.table_of[band as usize] = same.unwrap_or(sailing_in.len()) as u8;
        if same.is_some() {
            continue;
        }
        let mut times = always.clone();
        let mut parts = parts.clone();
        for (sailing, _) in sailings.iter().zip(&running).filter(|(_, runs)| **runs) {
            insert_edge(&mut times, size, sailing);
            merge_parts(&mut parts, sailing);
        }
        let end = |zone| roads.end_tenths(mode, zone);
        let inner = |zone| Some(roads.inner_tenths(mode, zone));
        all.tables
            .push(finish(&times, size, roads.zones(), &parts, end, inner));
        sailing_in.push(running);
    }
    all
}

fn transit_table(transit: &Transit, graph: &BandGraph, band: TimeBand) -> Cells {
    let graph = &graph.graph;
    let zones = transit.zones.len();
    let times = all_times(graph, zones, zones);
    let inner = |zone| transit.inner_tenths(zone, band);
    finish(
        &times,
        zones,
        zones,
        &graph.parts(),
        |_| Transit::end_tenths(),
        inner,
    )
}

/// Tenths of a minute from each of the first nodes to each of the first nodes, row by row.
fn all_times(graph: &Graph, sources: usize, targets: usize) -> Vec<u16> {
    let mut times = vec![NO_WAY; sources * targets];
    times.par_chunks_mut(targets.max(1)).enumerate().for_each_init(
        || Search::new(graph),
        |search, (source, row)| row.copy_from_slice(&search.run(graph, source)[..targets]),
    );
    times
}

/// Shortens every way that a further edge makes shorter; exact, since a shortest way uses it once.
///
/// From a node the edge helps in one direction at most: in the one whose far end comes nearer by
/// it. Where neither end does, nothing behind them does.
fn insert_edge(times: &mut [u16], size: usize, sailing: &Sailing) {
    let (one, other) = sailing.ends;
    let from_one = times[one * size..(one + 1) * size].to_vec();
    let from_other = times[other * size..(other + 1) * size].to_vec();
    for (node, row) in times.chunks_exact_mut(size).enumerate() {
        // Ways are as long in both directions, so the way to an end is the way from it.
        let over_one = from_one[node].saturating_add(sailing.tenths);
        let over_other = from_other[node].saturating_add(sailing.tenths);
        let (across, beyond) = if over_one < from_other[node] {
            (over_one, &from_other)
        } else if over_other < from_one[node] {
            (over_other, &from_one)
        } else {
            continue;
        };
        for (time, &onward) in row.iter_mut().zip(beyond) {
            *time = (*time).min(across.saturating_add(onward));
        }
    }
}

fn merge_parts(parts: &mut [u16], sailing: &Sailing) {
    let (one, other) = (parts[sailing.ends.0], parts[sailing.ends.1]);
    for part in parts.iter_mut().filter(|part| **part == other) {
        *part = one;
    }
}

/// Whole minutes from door to door between the zones.
fn finish(
    times: &[u16],
    size: usize,
    zones: usize,
    parts: &[u16],
    end: impl Fn(usize) -> u16 + Sync,
    inner: impl Fn(usize) -> Option<u16> + Sync,
) -> Cells {
    let ends: Vec<u16> = (0..zones).map(end).collect();
    let mut minutes = vec![Matrices::UNREACHABLE; zones * zones];
    minutes
        .par_chunks_mut(zones.max(1))
        .enumerate()
        .for_each(|(from, row)| {
            let times = &times[from * size..from * size + zones];
            let same_part = |part: u16| part == parts[from];
            for (((cell, &tenths), &end), &part) in row.iter_mut().zip(times).zip(&ends).zip(parts) {
                let minutes = whole_minutes(tenths, ends[from], end);
                *cell = if same_part(part) {
                    minutes
                } else {
                    Matrices::UNREACHABLE
                };
            }
            row[from] = inner(from).map_or(Matrices::UNREACHABLE, |tenths| {
                whole_minutes(tenths, ends[from], ends[from])
            });
        });
    Cells(minutes)
}

/// From door to door in minutes, rounded half up, at most [`Matrices::LONGEST`].
pub(super) fn whole_minutes(tenths: u16, set_out: u16, arrive: u16) -> u16 {
    let half = 5;
    (tenths.saturating_add(set_out + arrive + half) / 10).min(Matrices::LONGEST)
}
