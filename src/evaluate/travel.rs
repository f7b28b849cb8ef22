//! How near the minutes of the network come to travel times that anybody can look up.

use super::report::Report;
use crate::domain::codes::Postcode;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use crate::travel::{Journey, LOCAL_BUS, Leg, Matrices, Places};

/// The travel times that are compared with: `from to mode minutes based_on`.
pub const KNOWN_TIMES: &str = include_str!("../../fixtures/evaluation/travel_times.tsv");

/// A row that is within this share of what is known counts as right.
const NEAR: f64 = 0.2;

/// A fault in the table of known times.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("travel times, line {line}: {problem}")]
pub struct KnownTimesError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

struct Known<'t> {
    from: Postcode,
    to: Postcode,
    mode: TravelMode,
    minutes: f64,
    based_on: &'t str,
}

fn read(text: &str) -> Result<Vec<Known<'_>>, KnownTimesError> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let fault = |line: usize, problem: &str| KnownTimesError {
        line,
        problem: problem.to_owned(),
    };
    match lines.next() {
        Some((_, "from\tto\tmode\tminutes\tbased_on")) => {}
        found => {
            let line = found.map_or(1, |(line, _)| line);
            return Err(fault(
                line,
                "the header from, to, mode, minutes, based_on is wanted",
            ));
        }
    }
    lines
        .map(|(line, text)| {
            let fields: Vec<&str> = text.split('\t').collect();
            let [from, to, mode, minutes, based_on] = fields[..] else {
                return Err(fault(line, "five columns are wanted"));
            };
            let code = |text: &str| {
                Postcode::parse(text).ok_or_else(|| fault(line, &format!("{text:?} is no postcode")))
            };
            Ok(Known {
                from: code(from)?,
                to: code(to)?,
                mode: TravelMode::from_code(mode)
                    .ok_or_else(|| fault(line, &format!("{mode:?} is no mode")))?,
                minutes: minutes
                    .parse()
                    .ok()
                    .filter(|minutes| (1.0..=600.0).contains(minutes))
                    .ok_or_else(|| fault(line, &format!("{minutes:?} is not 1 to 600 minutes")))?,
                based_on,
            })
        })
        .collect()
}

/// Compares the network by day with the known times.
///
/// # Errors
/// The first row that cannot be read, or whose postcode is not in use.
pub fn evaluate(places: &Places, travel: &Matrices, known: &str) -> Result<Report, KnownTimesError> {
    let mut report = Report::new("travel: the network of the tables in force against known times");
    let mut errors = Vec::new();
    for row in read(known)? {
        let way = format!("{} {}-{}", row.mode, row.from, row.to);
        let zones = places.zone_of(row.from).zip(places.zone_of(row.to));
        let (from, to) = zones.ok_or_else(|| KnownTimesError {
            line: 0,
            problem: format!("{way}: a postcode is not in use"),
        })?;
        let journey = travel.journey(row.mode.into(), TimeBand::Day, from, to);
        let Some(minutes) = journey.as_ref().and_then(|journey| under_way(row.mode, journey)) else {
            report.case(format!(
                "{way}: no way found, known {} ({})",
                row.minutes, row.based_on
            ));
            errors.push((row.mode, row.minutes, row.minutes));
            continue;
        };
        let error = f64::from(minutes) - row.minutes;
        report.case(format!(
            "{way}: {minutes} min, known {}, {error:+.0} ({:+.0} %); {}",
            row.minutes,
            error * 100.0 / row.minutes,
            row.based_on
        ));
        errors.push((row.mode, error.abs(), row.minutes));
    }
    summarise("all", &errors, &mut report);
    for &mode in TravelMode::ALL {
        let own: Vec<_> = errors.iter().filter(|(by, ..)| *by == mode).copied().collect();
        if !own.is_empty() {
            summarise(mode.code(), &own, &mut report);
        }
    }
    report.figure(
        "size of all minutes",
        format!("{} bytes", travel.bytes()),
        "tables of two bytes for each pair of zones",
    );
    Ok(report)
}

fn summarise(name: &str, errors: &[(TravelMode, f64, f64)], report: &mut Report) {
    let count = errors.len().max(1) as f64;
    let absolute = errors.iter().map(|(_, error, _)| error).sum::<f64>() / count;
    let relative = errors.iter().map(|(_, error, known)| error / known).sum::<f64>() / count;
    let near = errors
        .iter()
        .filter(|(_, error, known)| *error <= known * NEAR)
        .count();
    report.figure(
        format!("{name}: rows"),
        errors.len().to_string(),
        "of the table of known times",
    );
    report.figure(
        format!("{name}: mean absolute error"),
        format!("{absolute:.1} min"),
        "minutes under way by day: first departure to last arrival without local buses of up to 12 minutes, or without parking",
    );
    report.figure(
        format!("{name}: mean relative error"),
        format!("{:.1} %", relative * 100.0),
        "the same as a share of the known time",
    );
    report.figure(
        format!("{name}: within 20 %"),
        format!("{near}/{}", errors.len()),
        "rows whose error is at most a fifth of the known time",
    );
}

/// What a timetable or a route planner would tell: by line from the first departure to the last
/// arrival, else the whole way but for setting out and parking.
fn under_way(mode: TravelMode, journey: &Journey) -> Option<u16> {
    let parking = match mode {
        // Two minutes at an end in a town, three in a city.
        TravelMode::Car => 4,
        TravelMode::Bicycle | TravelMode::Moped => 2,
        TravelMode::Walk => 0,
        TravelMode::Transit => return by_line(&journey.legs),
    };
    journey.minutes.checked_sub(parking)
}

/// Minutes of a local bus up to which it is the way to the station and not the journey.
const FEEDER: u16 = 12;

fn by_line(legs: &[Leg]) -> Option<u16> {
    let is_feeder = |leg: &Leg| leg.line.as_deref() == Some(LOCAL_BUS) && leg.minutes <= FEEDER;
    let listed = |leg: &Leg| leg.kind.is_vehicle() && !is_feeder(leg);
    let first = legs.iter().position(listed)?;
    let last = legs.iter().rposition(listed)?;
    Some(legs[first..=last].iter().map(|leg| leg.minutes).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::travel::embedded;

    #[test]
    fn the_known_times_can_be_read_and_compared() {
        let places = Places::parse(&embedded::PLACES).unwrap();
        let travel = Matrices::build(&places, &embedded::NETWORK).unwrap();
        let report = evaluate(&places, &travel, KNOWN_TIMES).unwrap();
        assert!(report.cases.len() >= 30);
        assert!(!report.to_text().contains("no way found"), "{}", report.to_text());
    }

    #[test]
    fn a_wrong_row_is_named() {
        let head = "from\tto\tmode\tminutes\tbased_on\n";
        for (text, problem) in [
            ("from\tto\n".to_owned(), "line 1: the header"),
            (
                format!("{head}5000\t5700\ttrain\t40\tx\n"),
                "line 2: \"train\" is no mode",
            ),
            (
                format!("{head}5000\t5700\tcar\t0\tx\n"),
                "line 2: \"0\" is not 1 to 600",
            ),
            (
                format!("{head}500\t5700\tcar\t40\tx\n"),
                "line 2: \"500\" is no postcode",
            ),
            (format!("{head}5000\t5700\n"), "line 2: five columns"),
        ] {
            let found = read(&text).err().unwrap().to_string();
            assert!(found.contains(problem), "{found}");
        }
    }
}
