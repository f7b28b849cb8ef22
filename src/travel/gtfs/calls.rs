//! When the trips call at their stops.

use super::FeedFiles;
use super::clock;
use super::error::GtfsError;
use super::feed::Limits;
use super::rows::Rows;
use super::stops::Stops;
use super::trips::Trips;
use gtfs_structures::PickupDropOffType;
use serde::Deserialize;

const FILE: &str = "stop_times.txt";
/// Stands for a time that is left to be worked out from the calls around it.
const UNTIMED: u32 = u32::MAX;

/// One vehicle at one stop; times in seconds from the start of the day of service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    trip: u32,
    sequence: u32,
    line: u32,
    pub stop: u32,
    pub arrival: u32,
    pub departure: u32,
    pub boards: bool,
    pub alights: bool,
}

/// All calls, trip by trip in the order of the way.
#[derive(Debug, Default)]
pub(super) struct Calls {
    calls: Vec<Call>,
    /// Where the calls of each trip begin.
    starts: Vec<u32>,
}

#[derive(Deserialize)]
struct CallRow<'r> {
    trip_id: &'r str,
    arrival_time: Option<&'r str>,
    departure_time: Option<&'r str>,
    stop_id: &'r str,
    stop_sequence: u32,
    #[serde(default)]
    pickup_type: PickupDropOffType,
    #[serde(default)]
    drop_off_type: PickupDropOffType,
}

impl Calls {
    pub(super) fn read(
        files: &mut dyn FeedFiles,
        trips: &Trips,
        stops: &Stops,
        limits: &Limits,
    ) -> Result<Self, GtfsError> {
        let columns = [
            "trip_id",
            "arrival_time",
            "departure_time",
            "stop_id",
            "stop_sequence",
        ];
        let mut rows = Rows::required(files, FILE, &columns, limits)?;
        let mut calls = Vec::new();
        while let Some((line, row)) = rows.next::<CallRow<'_>>()? {
            calls.push(read_call(line, &row, trips, stops)?);
        }
        calls.sort_unstable_by_key(|call| (call.trip, call.sequence, call.line));
        let mut starts = vec![0_u32; trips.len() + 1];
        for call in &calls {
            starts[call.trip as usize + 1] += 1;
        }
        for trip in 0..trips.len() {
            starts[trip + 1] += starts[trip];
        }
        let mut all = Self { calls, starts };
        for trip in 0..trips.len() as u32 {
            all.check(trip, trips)?;
        }
        Ok(all)
    }

    /// The calls of a trip; none where `stop_times.txt` has none.
    pub(super) fn of(&self, trip: u32) -> &[Call] {
        &self.calls[self.range(trip)]
    }

    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    fn range(&self, trip: u32) -> std::ops::Range<usize> {
        self.starts[trip as usize] as usize..self.starts[trip as usize + 1] as usize
    }

    /// Works out missing times and refuses calls given twice and times that run backwards.
    fn check(&mut self, trip: u32, trips: &Trips) -> Result<(), GtfsError> {
        let range = self.range(trip);
        let calls = &mut self.calls[range];
        let (Some(first), Some(last)) = (calls.first(), calls.last()) else {
            return Ok(());
        };
        for end in [first, last] {
            if end.departure == UNTIMED {
                let expected = format!("a time: trip {:?} begins or ends here", trips.id(trip));
                return Err(value(u64::from(end.line), "arrival_time", "", expected));
            }
        }
        fill_times(calls);
        for pair in calls.windows(2) {
            if pair[0].sequence == pair[1].sequence {
                return Err(GtfsError::Duplicate {
                    file: FILE,
                    line: u64::from(pair[0].line.max(pair[1].line)),
                    column: "trip_id and stop_sequence",
                    value: format!("{} {}", trips.id(trip), pair[1].sequence),
                });
            }
        }
        let mut before = 0;
        for call in calls.iter() {
            for time in [call.arrival, call.departure] {
                if time < before {
                    return Err(GtfsError::Backwards {
                        line: u64::from(call.line),
                        trip: trips.id(trip).to_owned(),
                        time: clock::text(time),
                        before: clock::text(before),
                    });
                }
                before = time;
            }
        }
        Ok(())
    }
}

fn read_call(line: u64, row: &CallRow<'_>, trips: &Trips, stops: &Stops) -> Result<Call, GtfsError> {
    let trip = trips.number(row.trip_id).ok_or_else(|| {
        let expected = "a trip_id of trips.txt".to_owned();
        value(line, "trip_id", row.trip_id, expected)
    })?;
    let stop = stops.number(row.stop_id).ok_or_else(|| {
        let expected = format!("a stop_id of stops.txt (trip {:?})", row.trip_id);
        value(line, "stop_id", row.stop_id, expected)
    })?;
    let time = |column, text: Option<&str>| match text {
        None | Some("") => Ok(UNTIMED),
        Some(text) => clock::parse(text).ok_or_else(|| {
            let expected = format!("{} (trip {:?})", clock::EXPECTED, row.trip_id);
            value(line, column, text, expected)
        }),
    };
    let arrival = time("arrival_time", row.arrival_time)?;
    let departure = time("departure_time", row.departure_time)?;
    let or = |time, other| if time == UNTIMED { other } else { time };
    Ok(Call {
        trip,
        sequence: row.stop_sequence,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        stop,
        arrival: or(arrival, departure),
        departure: or(departure, arrival),
        boards: row.pickup_type != PickupDropOffType::NotAvailable,
        alights: row.drop_off_type != PickupDropOffType::NotAvailable,
    })
}

/// Calls without times are spread evenly between those with times, as the format allows.
fn fill_times(calls: &mut [Call]) {
    let mut timed = 0;
    for at in 1..calls.len() {
        if calls[at].arrival == UNTIMED {
            continue;
        }
        let (from, steps) = (calls[timed].departure, (at - timed) as u64);
        let span = u64::from(calls[at].arrival.saturating_sub(from));
        for step in 1..steps {
            let time = from + (span * step / steps) as u32;
            let call = &mut calls[timed + step as usize];
            (call.arrival, call.departure) = (time, time);
        }
        timed = at;
    }
}

fn value(line: u64, column: &'static str, value: &str, expected: String) -> GtfsError {
    GtfsError::Value {
        file: FILE,
        line,
        column,
        value: value.to_owned(),
        expected,
    }
}
