//! Minutes by public transport from a timetable in the General Transit Feed Specification.
//!
//! Pure: the files of a feed come through [`FeedFiles`], the minutes leave as
//! [`Imported`](super::Imported). The steps, one file each:
//!
//! 1. [`Feed::read`] reads and checks every file it needs; a fault is named with file and line, and
//!    nothing of the feed is used.
//! 2. [`Feed::week`] takes the given week, or the one in which most trips run.
//! 3. Two stretches of time are laid out as single rides from stop to stop: a weekday with the night
//!    after it, and a weekend. Trips of the days before that are still on their way belong to them.
//! 4. For every zone as the end of the trip the rides are scanned once, the latest first (the
//!    connection scan of Dibbelt, Pajor, Strasser and Wagner, 2013), which gives for every other zone all
//!    ways worth taking: when one leaves home and when one is there.
//! 5. Each band is asked at many moments, and the median is the minutes of the pair.
//!
//! # What the minutes of a pair are
//! From door to door, for the direction from -> to. Every seven minutes of the band somebody is free to
//! leave (the end of a shift), and somebody has to be there (the start of a shift). The first takes
//! the way that is there first, the second the one that leaves last and is there in time. A way counts
//! with its walks, waits between vehicles and rides; the time between the moment and the way, `w`, counts as
//! `min(w, 5 minutes + w / 15)`, as in the built-in network: who knows the timetable does not wait long, but rare
//! departures fit the wanted time less well. A moment without a way within three hours is missed; where more
//! than half of the moments of a band are missed, nothing connects the pair in that band.
//!
//! Seven minutes, because timetables repeat every 10, 15, 20, 30 or 60, and moments in step with them
//! would all see the same wait. The day and evening bands are asked on one weekday, the weekend on Saturday and
//! Sunday, the night after the weekday (counting five times) and after Saturday (twice).

mod calendar;
mod calls;
mod clock;
mod error;
mod feed;
mod guard;
mod matrix;
mod minutes;
mod nearby;
mod profile;
mod rides;
mod rows;
mod scan;
mod stops;
mod trips;
mod walks;

pub use calendar::Week;
pub use error::GtfsError;
pub use feed::{Feed, FeedSize, Limits};
pub use matrix::{BuildError, Progress, build};

use std::io::Read;

/// Where the files of a feed come from: a folder, an archive, a test.
pub trait FeedFiles {
    /// Opens a file by its name, or nothing where there is none of that name.
    fn open(&mut self, file: &str) -> std::io::Result<Option<Box<dyn Read + '_>>>;

    /// The names of the files that are there, for an error message.
    fn names(&self) -> Vec<String>;
}

#[cfg(test)]
mod tests;
