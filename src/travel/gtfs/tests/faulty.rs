//! Every fault is named with file and line, and refuses the feed.

use super::super::{Feed, Limits, Week};
use super::{Texts, small_feed};
use jiff::civil::date;

fn refused(feed: Texts) -> String {
    feed.read().expect_err("a fault").to_string()
}

#[test]
fn a_missing_file_is_named_with_what_is_there() {
    for file in ["stops.txt", "routes.txt", "trips.txt", "stop_times.txt"] {
        let told = refused(small_feed().without(file));
        assert!(told.starts_with(&format!("{file} is missing")), "{told}");
        assert!(told.contains("agency.txt"), "{told}");
    }
    assert!(small_feed().without("calendar_dates.txt").read().is_ok());
    let told = refused(small_feed().without("calendar.txt").without("calendar_dates.txt"));
    assert!(told.starts_with("calendar.txt"), "{told}");
}

#[test]
fn a_fault_is_named_with_file_line_and_value() {
    let faults = [
        (
            "stop_times.txt",
            "04:20:00",
            "99:99:99",
            "stop_times.txt:2: arrival_time is \"99:99:99\"",
        ),
        (
            "stop_times.txt",
            "04:20:00,04:20:00",
            ",",
            "stop_times.txt:2: arrival_time is \"\"",
        ),
        (
            "stop_times.txt",
            "04:30:00,04:30:00",
            "04:10:00,04:10:00",
            "stop_times.txt:3: trip \"one-4\" runs backwards: 04:10:00 after 04:20:00",
        ),
        (
            "stop_times.txt",
            "04:30:00,04:30:00",
            "04:31:00,04:30:00",
            "stop_times.txt:3: trip \"one-4\" runs backwards",
        ),
        (
            "stop_times.txt",
            ",A,0",
            ",X,0",
            "stop_times.txt:2: stop_id is \"X\"",
        ),
        (
            "stop_times.txt",
            "one-4,",
            "one-3,",
            "stop_times.txt:2: trip_id is \"one-3\"",
        ),
        (
            "stop_times.txt",
            ",B1,1",
            ",B1,0",
            "stop_times.txt:3: trip_id and stop_sequence \"one-4 0\"",
        ),
        (
            "stop_times.txt",
            ",B1,1",
            ",B1,one",
            "stop_times.txt:3: stop_sequence: ",
        ),
        (
            "stop_times.txt",
            "departure_time",
            "leaves",
            "stop_times.txt:1: column \"departure_time\" is missing",
        ),
        (
            "stops.txt",
            "B1,B 1",
            "A,B 1",
            "stops.txt:4: stop_id \"A\" stands on an earlier line",
        ),
        (
            "stops.txt",
            "55.090",
            "155.090",
            "stops.txt:2: stop_lat is \"155.09\"",
        ),
        ("stops.txt", "55.090", "NaN", "stops.txt:2: stop_lat is \"NaN\""),
        ("stops.txt", "55.090", "", "stops.txt:2: stop_lat is \"\""),
        (
            "stops.txt",
            "0,B\n",
            "0,D\n",
            "stops.txt:4: parent_station is \"D\"",
        ),
        (
            "trips.txt",
            "one,weekday",
            "nine,weekday",
            "trips.txt:2: route_id is \"nine\"",
        ),
        (
            "trips.txt",
            "one,weekday",
            "one,sunday",
            "trips.txt:2: service_id is \"sunday\"",
        ),
        (
            "trips.txt",
            "two-4",
            "one-4",
            "trips.txt:3: trip_id \"one-4\" stands on an earlier line",
        ),
        (
            "routes.txt",
            "two,2",
            "one,2",
            "routes.txt:3: route_id \"one\" stands on an earlier line",
        ),
        (
            "calendar.txt",
            "weekend,",
            "weekday,",
            "calendar.txt:3: service_id \"weekday\" stands",
        ),
        (
            "calendar.txt",
            "20261129",
            "20261101",
            "calendar.txt:2: end_date is",
        ),
        ("calendar.txt", "20261129", "20261131", "calendar.txt:2: the row "),
        (
            "calendar.txt",
            "1,1,1,1,1",
            "1,1,2,1,1",
            "calendar.txt:2: the row ",
        ),
        (
            "calendar_dates.txt",
            "20261104,2",
            "20261104,3",
            "calendar_dates.txt:2: the row ",
        ),
        (
            "frequencies.txt",
            "1800",
            "0",
            "frequencies.txt:2: headway_secs is \"0\"",
        ),
        (
            "frequencies.txt",
            "05:00:00",
            "9999999:00:00",
            "frequencies.txt:2: start_time is",
        ),
        (
            "frequencies.txt",
            "23:00:00",
            "05:00:00",
            "frequencies.txt:2: end_time is",
        ),
        (
            "frequencies.txt",
            "direct",
            "indirect",
            "frequencies.txt:2: trip_id is \"indirect\"",
        ),
        (
            "transfers.txt",
            "B1,B2",
            "B1,B3",
            "transfers.txt:2: to_stop_id is \"B3\"",
        ),
    ];
    for (file, part, other, expected) in faults {
        let told = refused(small_feed().but(file, part, other));
        assert!(told.starts_with(expected), "{told}\nexpected {expected}");
    }
}

#[test]
fn a_byte_order_mark_quotes_and_spaces_are_read() {
    let feed = small_feed()
        .but("stops.txt", "stop_id", "\u{feff}\"stop_id\"")
        .but("stops.txt", "A,A,", "A,\"Amager, \"\"Øst\"\"\",");
    assert!(feed.read().is_ok());
    let not_utf8 = Texts(
        [(
            "stops.txt".to_owned(),
            b"stop_id,stop_lat,stop_lon\n\xe6,55,10\n".to_vec(),
        )]
        .into(),
    );
    let told = refused(not_utf8);
    assert!(told.starts_with("stops.txt:2: is not UTF-8"), "{told}");
}

#[test]
fn what_is_too_large_is_refused() {
    let read = |limits: Limits| Feed::read(&mut small_feed(), &limits).expect_err("too large");
    let rows = read(Limits {
        rows_per_file: 3,
        ..Limits::default()
    });
    assert!(rows.to_string().contains("more than 3 rows"), "{rows}");
    let bytes = read(Limits {
        bytes_per_file: 64,
        ..Limits::default()
    });
    assert!(bytes.to_string().starts_with("stops.txt"), "{bytes}");
}

#[test]
fn a_week_without_trips_is_refused() {
    let week = |feed: &Feed, given| feed.week(given).map(Week::monday);
    let feed = small_feed().read().expect("a feed");
    // The first week lacks a Wednesday, so the second has more trips.
    assert_eq!(week(&feed, None).expect("a week"), date(2026, 11, 9));
    let given = Some(Week::of(date(2026, 11, 4)));
    assert_eq!(week(&feed, given).expect("a week"), date(2026, 11, 2));
    let told = week(&feed, Some(Week::of(date(2027, 1, 4)))).expect_err("too late");
    assert_eq!(
        told.to_string(),
        "no trip runs in the week from 2027-01-04; the feed has trips from 2026-11-02 to 2026-11-29"
    );
    let header = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n";
    let idle = "weekday,0,0,0,0,0,0,0,20261102,20261129\nweekend,0,0,0,0,0,0,0,20261102,20261129\n\
                nights,0,0,0,0,0,0,0,20261102,20261129\n";
    let feed = small_feed()
        .with("calendar.txt", &format!("{header}{idle}"))
        .read()
        .expect("a feed");
    let told = week(&feed, None).expect_err("no service").to_string();
    assert!(told.contains("no trip runs on any day"), "{told}");
}
