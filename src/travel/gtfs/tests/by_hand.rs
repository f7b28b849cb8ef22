//! Minutes of a small timetable that anybody can check with pencil and paper.
//!
//! Somebody in A leaves home 5 minutes before the bus (4 to walk, 1 to find it) and is at the door in B
//! 4 minutes after it. With a bus an hour the median moment lies about 30 minutes beside the bus, which counts as
//! 5 + 30 / 15 = 7 minutes.

use super::super::{Week, build};
use super::{Texts, small_feed};
use crate::domain::travel_mode::TimeBand;
use crate::travel::{Imported, Matrices, Places, PlacesFiles, embedded};

/// Three postcodes of the built-in table, moved to where the small feed has its stops.
fn three_towns() -> Places {
    let lines = embedded::PLACES.postcodes.lines();
    let mut lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name| header.iter().position(|column| *column == name).unwrap();
    let (lat, lon, zone) = (column("lat"), column("lon"), column("zone"));
    let mut text = header.join("\t");
    let rows = lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let towns = rows.filter(|row| row[0].starts_with("57") && row[0] == row[zone]);
    for (mut row, place) in towns.zip(["55.090", "55.045", "55.000"]) {
        row[lat] = place.to_owned();
        row[lon] = "10.0".to_owned();
        text.push('\n');
        text.push_str(&row.join("\t"));
    }
    let names = embedded::PLACES.places.lines();
    let header = names.filter(|line| !line.starts_with('#')).take(1);
    Places::parse(&PlacesFiles {
        postcodes: &text,
        places: &header.collect::<String>(),
        ..embedded::PLACES
    })
    .unwrap()
}

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;

fn imported(feed: Texts) -> Imported {
    let feed = feed.read().unwrap();
    let week: Option<Week> = None;
    let week = feed.week(week).unwrap();
    build(&three_towns(), &embedded::NETWORK, &feed, week, &|_, _| {}).unwrap()
}

fn minutes(imported: &Imported, band: TimeBand, from: usize, to: usize) -> Option<u16> {
    let table = imported.tables().iter().find(|table| table.bands.contains(&band));
    let minutes = table.unwrap().cells[from * 3 + to];
    (minutes != Matrices::UNREACHABLE).then_some(minutes)
}

#[test]
fn one_bus_and_two() {
    let all = imported(small_feed());
    let day = |from, to| minutes(&all, TimeBand::Day, from, to);
    assert_eq!(day(A, B), Some(5 + 10 + 4 + 7));
    assert_eq!(day(B, C), Some(5 + 15 + 4 + 7));
    // Off the first bus at :30, five minutes to change as the feed says, on the second at :40.
    assert_eq!(day(A, C), Some(5 + 35 + 4 + 7));
    // No bus runs the other way.
    assert_eq!(day(B, A), None);
    assert_eq!(day(C, A), None);
    // The last bus leaves at 21:20; more than half of the moments of the evening have one.
    assert_eq!(minutes(&all, TimeBand::Evening, A, B), Some(26));
    assert_eq!(all.source.publisher.as_deref(), Some("Bus"));
    assert_eq!(all.source.version.as_deref(), Some("7"));
    assert_eq!(all.source.week.as_deref(), Some("2026-11-09"));
}

#[test]
fn a_change_that_takes_longer_misses_the_bus() {
    let change = |line: &str| {
        let feed = small_feed().but("transfers.txt", "B1,B2,2,300", line);
        minutes(&imported(feed), TimeBand::Day, A, C)
    };
    assert_eq!(change("B1,B2,2,600"), Some(51), "just in time");
    assert_eq!(change("B1,B2,2,601"), Some(111), "an hour later");
    assert_eq!(change("B1,B2,3,"), None, "not possible");
    assert_eq!(
        change("B,B,2,601"),
        Some(111),
        "a rule of the station holds for its stops"
    );
    // The walk of 111 metres takes 1.6 minutes, and finding the bus one.
    assert_eq!(change("B1,B2,0,"), Some(51));
}

#[test]
fn weekends_have_their_own_service() {
    let all = imported(small_feed());
    let weekend = |from, to| minutes(&all, TimeBand::Weekend, from, to);
    // Every half hour: 15 minutes beside the bus count as 6.
    assert_eq!(weekend(A, C), Some(5 + 25 + 4 + 6));
    assert_eq!(weekend(A, B), None);
    assert_eq!(minutes(&all, TimeBand::Day, A, C), Some(51));
}

#[test]
fn nights_need_more_than_a_bus_at_the_weekend() {
    let night = |feed| minutes(&imported(feed), TimeBand::Night, C, A);
    assert_eq!(night(small_feed()), None, "Fridays and Saturdays alone");
    let every_night = small_feed().but("calendar.txt", "nights,0,0,0,0,1,1,0", "nights,1,1,1,1,1,1,1");
    assert_eq!(night(every_night.clone()), None, "one bus a night");
    // A second one at 2:40 of the next day. The 32nd of 63 moments lies 55 minutes beside a bus.
    let two = every_night
        .but(
            "trips.txt",
            "night,nights,night\n",
            "night,nights,night\nnight,nights,late\n",
        )
        .but(
            "stop_times.txt",
            "night,24:40:00",
            "late,26:40:00,26:40:00,C,0\nlate,27:10:00,27:10:00,A,1\nnight,24:40:00",
        );
    assert_eq!(night(two), Some(5 + 30 + 4 + 9));
}

#[test]
fn a_day_that_runs_over_midnight_reaches_into_the_next() {
    // Half-hourly from 22:00 of a day that lasts until 30:00, which is 6:00 of the next.
    let feed = small_feed()
        .but(
            "frequencies.txt",
            "direct,05:00:00,23:00:00",
            "direct,22:00:00,30:00:00",
        )
        .but("trips.txt", "direct,weekend", "direct,weekday");
    assert_eq!(minutes(&imported(feed), TimeBand::Night, A, C), Some(40));
}

#[test]
fn within_a_zone_the_built_in_minutes_hold() {
    let all = imported(small_feed());
    let places = three_towns();
    let built_in = Matrices::build(&places, &embedded::NETWORK).unwrap();
    let zone = crate::travel::ZoneId(1);
    for &band in TimeBand::ALL {
        let inner = built_in.minutes(crate::domain::travel_mode::TravelMode::Transit, band, zone, zone);
        assert_eq!(minutes(&all, band, 1, 1), inner);
    }
}
