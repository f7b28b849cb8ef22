//! From a feed to the minutes between all zones.

use super::calendar::Week;
use super::error::GtfsError;
use super::feed::Feed;
use super::minutes::{Costs, Moments};
use super::rides::{Lines, Rides, Window};
use super::scan::Scan;
use super::walks::Walks;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use crate::travel::places::Places;
use crate::travel::road_network::RoadNetwork;
use crate::travel::{Imported, ImportedTable, Provider, Source};
use crate::travel::{Matrices, NetworkFiles, TravelError, ZoneId};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Told how many zones are done, of how many.
pub type Progress<'p> = dyn Fn(usize, usize) + Sync + 'p;

/// Why no minutes come of a feed.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The feed.
    #[error(transparent)]
    Gtfs(#[from] GtfsError),
    /// The tables of places.
    #[error(transparent)]
    Travel(#[from] TravelError),
}

const BANDS: usize = TimeBand::ALL.len();

/// A window with its rides, and for each band the moments that lie in it.
struct Part {
    rides: Rides,
    moments: Vec<(TimeBand, Moments)>,
}

/// Computes the minutes by public transport between all zones.
///
/// Minutes within a zone are those of the built-in network: a timetable says nothing of them.
///
/// # Errors
/// No stop lies near any place, or the feed is larger than any country's; a fault in the network files.
pub fn build(
    places: &Places,
    network: &NetworkFiles<'_>,
    feed: &Feed,
    week: Week,
    progress: &Progress<'_>,
) -> Result<Imported, BuildError> {
    let land_masses = places.land_masses();
    let roads = RoadNetwork::parse(network.links, network.barriers, network.motorways, land_masses)?;
    let built_in = Matrices::build(places, network)?;
    let lines = Lines::of(feed, week);
    let walks = Walks::of(feed, &lines, places.zones(), &roads.barriers)?;
    let parts = parts(feed, week)?;
    let columns = columns(feed, &walks, &parts, places.zone_count(), progress);
    let tables = TimeBand::ALL
        .iter()
        .map(|&band| ImportedTable {
            mode: TravelMode::Transit,
            bands: vec![band],
            cells: cells(&columns, band, &built_in),
        })
        .collect();
    let source = Source {
        publisher: feed.publisher.clone(),
        version: feed.version.clone(),
        week: Some(week.monday().to_string()),
        licence: None,
    };
    Ok(Imported::new(Provider::Gtfs, source, places, tables))
}

/// A weekday with the night after it, and a weekend. Three hours before, for who has to be there at its
/// beginning, and after.
fn parts(feed: &Feed, week: Week) -> Result<[Part; 2], GtfsError> {
    let weekday = week.day(typical_weekday(feed, week));
    let weekday = Part {
        rides: Rides::of(feed, Window::new(weekday, 2, 32))?,
        moments: vec![
            (TimeBand::Day, Moments::new(5, 18, 1)),
            (TimeBand::Evening, Moments::new(18, 23, 1)),
            (TimeBand::Night, Moments::new(23, 29, 5)),
        ],
    };
    let weekend = Part {
        rides: Rides::of(feed, Window::new(week.day(5), 2, 50))?,
        moments: vec![
            (TimeBand::Weekend, Moments::new(5, 23, 1)),
            (TimeBand::Night, Moments::new(23, 29, 2)),
            (TimeBand::Weekend, Moments::new(24 + 5, 24 + 23, 1)),
        ],
    };
    Ok([weekday, weekend])
}

/// Of Monday to Thursday the day with the second most trips, the earliest of equal ones: a holiday has fewer, and
/// a day of many extra trains is not typical. Nights before Friday and Saturday differ, so Friday is left out.
fn typical_weekday(feed: &Feed, week: Week) -> i32 {
    let trips = feed.trips.by_service(feed.services.len());
    let mut days: Vec<(u64, i32)> = (0..4)
        .map(|offset| {
            let services = trips.iter().enumerate();
            let running = services
                .filter(|(service, _)| feed.services.runs_on(*service as u32, week.day(offset)))
                .map(|(_, trips)| trips);
            (running.sum(), offset)
        })
        .collect();
    days.sort_unstable_by_key(|&(trips, offset)| (std::cmp::Reverse(trips), offset));
    let (second, _) = days[1];
    days.iter()
        .find(|(trips, _)| *trips == second)
        .map_or(0, |&(_, offset)| offset)
}

/// Minutes to each zone: by band, from every zone.
type Column = [Vec<u16>; BANDS];

fn columns(
    feed: &Feed,
    walks: &Walks,
    parts: &[Part; 2],
    zones: usize,
    progress: &Progress<'_>,
) -> Vec<Column> {
    let done = AtomicUsize::new(0);
    let new_scan = |part: &Part| Scan::new(feed.stops.len(), zones, part.rides.runs);
    (0..zones)
        .into_par_iter()
        .map_init(
            || (parts.each_ref().map(new_scan), Costs::default()),
            |(scans, costs), to| {
                let column = column(parts, scans, costs, walks, zones, to);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, zones);
                column
            },
        )
        .collect()
}

fn column(
    parts: &[Part; 2],
    scans: &mut [Scan; 2],
    costs: &mut Costs,
    walks: &Walks,
    zones: usize,
    to: usize,
) -> Column {
    let mut column: Column = std::array::from_fn(|_| vec![Matrices::UNREACHABLE; zones]);
    if walks.ends[to].is_empty() {
        return column;
    }
    let mut parts_and_scans = parts.iter().zip(scans);
    let ways: [_; 2] = std::array::from_fn(|_| {
        parts_and_scans
            .next()
            .map(|(part, scan)| (part, scan.run(&part.rides, walks, to)))
    });
    for from in 0..zones {
        for (&band, column) in TimeBand::ALL.iter().zip(&mut column) {
            costs.clear();
            for (part, ways) in ways.iter().flatten() {
                for (_, moments) in part.moments.iter().filter(|(asked, _)| *asked == band) {
                    costs.ask(&ways[from], *moments);
                }
            }
            column[from] = costs.minutes().unwrap_or(Matrices::UNREACHABLE);
        }
    }
    column
}

/// The rows of a band from its columns.
fn cells(columns: &[Column], band: TimeBand, built_in: &Matrices) -> Vec<u16> {
    let mut cells = Vec::with_capacity(columns.len() * columns.len());
    for from in 0..columns.len() {
        let zone = ZoneId(from as u16);
        let inner = built_in.minutes(TravelMode::Transit, band, zone, zone);
        cells.extend(columns.iter().enumerate().map(|(to, column)| {
            if to == from {
                inner.unwrap_or(Matrices::UNREACHABLE)
            } else {
                column[band as usize][from]
            }
        }));
    }
    cells
}
