//! A feed that was read and checked.

use super::FeedFiles;
use super::calendar::{Services, Week};
use super::calls::Calls;
use super::error::GtfsError;
use super::rows::Rows;
use super::stops::{Change, Stops};
use super::trips::Trips;
use gtfs_structures::FeedInfo;

/// Bounds on what is read. Denmark's whole feed has a few million rows and less than 1 GiB.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one unpacked file.
    pub bytes_per_file: u64,
    /// Rows of one file.
    pub rows_per_file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_per_file: 4 << 30,
            rows_per_file: 40_000_000,
        }
    }
}

/// How much a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedSize {
    /// Stops, stations and entrances.
    pub stops: usize,
    /// Trips of all days.
    pub trips: usize,
    /// Rows of `stop_times.txt`.
    pub calls: usize,
}

/// A timetable with everything checked that the minutes depend on.
#[derive(Debug)]
pub struct Feed {
    pub(super) stops: Stops,
    pub(super) changes: Vec<(u32, u32, Change)>,
    pub(super) services: Services,
    pub(super) trips: Trips,
    pub(super) calls: Calls,
    /// Who publishes it, as `feed_info.txt` says.
    pub publisher: Option<String>,
    /// Its version, as `feed_info.txt` says.
    pub version: Option<String>,
}

impl Feed {
    /// Reads stops, routes, services, trips, times, repetitions, changes and who publishes them.
    ///
    /// # Errors
    /// The first fault with file and line: a missing file or column, a value that cannot be read, a reference to
    /// nothing, a key given twice, times that run backwards, or more than the limits.
    pub fn read(files: &mut dyn FeedFiles, limits: &Limits) -> Result<Self, GtfsError> {
        let stops = Stops::read(files, limits)?;
        let changes = stops.read_changes(files, limits)?;
        let services = Services::read(files, limits)?;
        let mut trips = Trips::read(files, &services, limits)?;
        trips.read_repeats(files, limits)?;
        let calls = Calls::read(files, &trips, &stops, limits)?;
        let info = read_info(files, limits)?;
        Ok(Self {
            stops,
            changes,
            services,
            trips,
            calls,
            publisher: info.as_ref().map(|info| info.name.clone()),
            version: info.and_then(|info| info.version),
        })
    }

    /// The given week, or the one in which most trips run; the earliest of several with as many.
    ///
    /// # Errors
    /// Nothing runs in the given week, or at all.
    pub fn week(&self, given: Option<Week>) -> Result<Week, GtfsError> {
        let trips = self.trips.by_service(self.services.len());
        self.services.week(given, &trips)
    }

    /// How much it holds.
    pub fn size(&self) -> FeedSize {
        FeedSize {
            stops: self.stops.len(),
            trips: self.trips.len(),
            calls: self.calls.len(),
        }
    }
}

fn read_info(files: &mut dyn FeedFiles, limits: &Limits) -> Result<Option<FeedInfo>, GtfsError> {
    let columns = ["feed_publisher_name"];
    let Some(mut rows) = Rows::open(files, "feed_info.txt", &columns, limits)? else {
        return Ok(None);
    };
    Ok(rows.next::<FeedInfo>()?.map(|(_, info)| info))
}
