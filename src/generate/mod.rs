//! An invented labour market of any size: vacancies and jobseekers as clients would send them, the
//! same bytes for the same seed on every machine. For load tests and for trying the service out.

mod adverts;
mod country;
mod dice;
mod employers;
mod jobseekers;
mod offers;
mod schedules;
mod tables;
#[cfg(test)]
mod tests;
mod trades;
mod vacancies;

use crate::taxonomy::Taxonomy;
use crate::travel::Places;
use adverts::Sentences;
use country::Country;
use dice::Weighted;
use employers::Employers;
use jiff::civil::Date;
use serde_json::Value;
use std::io::{self, Write};
use trades::Trade;

/// The day on which a corpus stands unless another one is asked for.
pub const USUAL_DAY: Date = jiff::civil::date(2026, 11, 24);

/// The invented labour market of a seed, as it stands on a day. Every record depends on the seed,
/// the day and its number only, so that a longer corpus begins with the shorter one.
#[derive(Debug)]
pub struct Corpus {
    seed: u64,
    as_of: Date,
    trades: Weighted<Trade>,
    country: Country,
    employers: Employers,
    sentences: Sentences,
}

impl Corpus {
    /// Prepares what all records share: occupations, places and employers.
    pub fn new(taxonomy: &Taxonomy, places: &Places, seed: u64, as_of: Date) -> Self {
        let trades = trades::trades(taxonomy);
        let country = Country::of(places);
        Self {
            seed,
            as_of,
            employers: Employers::invent(seed, &trades, &country),
            trades,
            country,
            sentences: Sentences::read(),
        }
    }
}

/// Writes the records of the numbers below `count`, one a line.
///
/// # Errors
/// Whatever `out` answers.
pub fn write_lines(out: &mut dyn Write, count: u32, record: impl Fn(u32) -> Value) -> io::Result<()> {
    for number in 0..count {
        serde_json::to_writer(&mut *out, &record(number))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
