//! What can be wrong in a feed.

use jiff::civil::Date;

/// A fault in a feed; the first one found refuses it whole.
#[derive(Debug, thiserror::Error)]
pub enum GtfsError {
    /// A file that every feed has is not there.
    #[error("{file} is missing; the feed holds {}", list(found))]
    Missing {
        /// Name of the file.
        file: &'static str,
        /// What is there instead.
        found: Vec<String>,
    },
    /// A file cannot be read to its end.
    #[error("{file}: cannot be read")]
    Unreadable {
        /// Name of the file.
        file: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A column that is needed is not there.
    #[error("{file}:1: column {column:?} is missing; the file has {found}")]
    Column {
        /// Name of the file.
        file: &'static str,
        /// The column.
        column: &'static str,
        /// The columns that are there.
        found: String,
    },
    /// A line cannot be read as a row of the table.
    #[error("{file}:{line}: {problem}")]
    Row {
        /// Name of the file.
        file: &'static str,
        /// Line, counted from 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// A value cannot be read or is out of its range.
    #[error("{file}:{line}: {column} is {value:?}, expected {expected}")]
    Value {
        /// Name of the file.
        file: &'static str,
        /// Line, counted from 1.
        line: u64,
        /// Column of the value.
        column: &'static str,
        /// The value as written.
        value: String,
        /// What would have been right.
        expected: String,
    },
    /// A key stands on two lines.
    #[error("{file}:{line}: {column} {value:?} stands on an earlier line already")]
    Duplicate {
        /// Name of the file.
        file: &'static str,
        /// Line of the second, counted from 1.
        line: u64,
        /// Column or columns of the key.
        column: &'static str,
        /// The key.
        value: String,
    },
    /// A vehicle would arrive before it left.
    #[error("stop_times.txt:{line}: trip {trip:?} runs backwards: {time} after {before}")]
    Backwards {
        /// Line of the earlier time, counted from 1.
        line: u64,
        /// The trip.
        trip: String,
        /// The time on that line.
        time: String,
        /// The time before it on the way.
        before: String,
    },
    /// The feed is larger than any feed this is made for.
    #[error("{file}: more than {limit}; nothing was read")]
    TooLarge {
        /// Name of the file.
        file: &'static str,
        /// The bound that was passed.
        limit: String,
    },
    /// No week has a trip.
    #[error("calendar.txt, calendar_dates.txt: no trip runs on any day")]
    NoService,
    /// Nothing runs in the week that was asked for.
    #[error("no trip runs in the week from {monday}; the feed has trips from {first} to {last}")]
    EmptyWeek {
        /// Monday of the week.
        monday: Date,
        /// The first day with a trip.
        first: Date,
        /// The last day with a trip.
        last: Date,
    },
    /// No stop lies near any place.
    #[error("stops.txt: no stop lies within walking distance of any of the places")]
    NoStopNearby,
}

/// At most ten of the names, so that an archive of anything else stays readable.
fn list(names: &[String]) -> String {
    match names {
        [] => "no files".to_owned(),
        names if names.len() <= 10 => names.join(", "),
        names => format!("{} and {} more", names[..10].join(", "), names.len() - 10),
    }
}
