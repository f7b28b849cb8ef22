//! The rules of places and minutes, against the files that are built in.

use super::{LabourMarketArea, Matrices, NetworkFiles, Places, PlacesFiles, TravelError, ZoneId, embedded};
use crate::domain::codes::Postcode;
use crate::domain::travel_mode::TimeBand::{self, Day, Evening, Night, Weekend};
use crate::domain::travel_mode::TravelMode::{self, Bicycle, Car, Moped, Transit, Walk};
use std::sync::LazyLock;

static PLACES: LazyLock<Places> = LazyLock::new(|| Places::parse(&embedded::PLACES).unwrap());
static MATRICES: LazyLock<Matrices> = LazyLock::new(|| Matrices::build(&PLACES, &embedded::NETWORK).unwrap());

fn code(text: &str) -> Postcode {
    Postcode::parse(text).unwrap()
}

fn zone(postcode: &str) -> ZoneId {
    PLACES.zone_of(code(postcode)).unwrap()
}

fn minutes(mode: TravelMode, band: TimeBand, from: &str, to: &str) -> Option<u16> {
    MATRICES.minutes(mode, band, zone(from), zone(to))
}

/// Checks door-to-door minutes by day against what the trip is known to take.
fn check(mode: TravelMode, ways: &[(&str, &str, std::ops::RangeInclusive<u16>)]) {
    for (from, to, known) in ways {
        let found = minutes(mode, Day, from, to);
        let fits = found.is_some_and(|found| known.contains(&found));
        assert!(fits, "{mode} {from} to {to}: {found:?}, known {known:?}");
    }
}

#[test]
fn every_postcode_has_a_zone_and_an_area() {
    assert!(PLACES.iter().count() >= 1159);
    assert!((580..=640).contains(&PLACES.zone_count()));
    for place in &*PLACES {
        assert!(place.zone.index() < PLACES.zone_count());
    }
    assert_eq!(PLACES.zone_area(zone("5970")), LabourMarketArea::Fyn);
    assert_eq!(PLACES.zone_area(zone("3700")), LabourMarketArea::Bornholm);
    assert_eq!(PLACES.zone_area(zone("1550")), LabourMarketArea::Hovedstaden);
}

#[test]
fn funen_is_ten_municipalities() {
    let fyn = PLACES.iter().filter(|place| place.area == LabourMarketArea::Fyn);
    let codes: std::collections::BTreeSet<u16> = fyn.map(|place| place.municipality_code).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        [410, 420, 430, 440, 450, 461, 479, 480, 482, 492]
    );
}

#[test]
fn cars_take_known_times() {
    check(
        Car,
        &[
            ("5000", "5700", 37..=45),
            ("5240", "8000", 100..=115),
            ("5000", "1050", 105..=120),
            ("5330", "5550", 10..=20),
            ("5330", "5220", 12..=25),
            ("5000", "6000", 45..=65),
            ("5000", "8700", 70..=90),
            ("5000", "8660", 80..=100),
            ("8000", "9000", 70..=90),
        ],
    );
}

#[test]
fn transit_takes_known_times() {
    check(
        Transit,
        &[
            ("5240", "5220", 25..=40),
            ("5000", "5700", 45..=60),
            ("5200", "5800", 35..=50),
            ("5240", "5471", 40..=60),
            ("5230", "5750", 30..=45),
            ("5230", "5800", 30..=75),
            ("5230", "5260", 15..=30),
            ("5270", "5290", 20..=35),
            ("5270", "5000", 12..=25),
            ("5270", "5200", 15..=35),
            ("5000", "1050", 90..=120),
            ("5240", "5260", 20..=60),
        ],
    );
}

#[test]
fn two_wheels_take_known_times() {
    check(Bicycle, &[("5240", "5220", 10..=20), ("5240", "5471", 61..=110)]);
    check(Moped, &[("5450", "5270", 20..=40), ("5450", "5471", 20..=40)]);
}

#[test]
fn no_road_crosses_a_fjord_without_a_bridge() {
    // Odense Fjord lies between: 14 km by air, more than 25 by road.
    assert!(minutes(Car, Day, "5330", "5450").unwrap() >= 25);
    assert!(minutes(Bicycle, Day, "5330", "5450").unwrap() >= 90);
    // Vejle Fjord: the bridge is a motorway, so a bicycle goes round the head of the fjord.
    assert!(minutes(Bicycle, Day, "7080", "7140").unwrap() >= 100);
    // Isefjord: the ferry saves the way round, but does not sail at night.
    let by_ferry = minutes(Car, Day, "3390", "4581").unwrap();
    let around = minutes(Car, Night, "3390", "4581").unwrap();
    assert!(by_ferry < 70 && around > 90, "{by_ferry} {around}");
}

#[test]
fn motorway_bridges_carry_cars_alone() {
    assert!(minutes(Car, Night, "5800", "4220").unwrap() <= 35);
    for mode in [Walk, Bicycle, Moped] {
        assert_eq!(minutes(mode, Night, "5800", "4220"), None);
        assert!(minutes(mode, Day, "5500", "7000").is_some());
    }
}

#[test]
fn islands_without_a_ferry_at_night_are_cut_off() {
    assert!(minutes(Car, Day, "6720", "6700").unwrap() <= 45);
    assert_eq!(minutes(Car, Night, "6720", "6700"), None);
    assert!(minutes(Car, Night, "6720", "6720").is_some());
}

#[test]
fn no_transit_at_night_in_the_country() {
    for (from, to) in [
        ("5240", "5471"),
        ("5450", "5270"),
        ("5750", "5672"),
        ("7840", "7860"),
        ("5471", "5471"),
    ] {
        assert_eq!(minutes(Transit, Night, from, to), None, "{from} to {to}");
    }
    assert!(minutes(Transit, Night, "2000", "1050").is_some());
}

#[test]
fn every_zone_is_served_by_day() {
    let centre = zone("5000");
    for mode in [Car, Transit] {
        for place in &*PLACES {
            // Birkholm, Tunø and Bjørnø take no cars.
            let without_cars =
                mode == Car && ["5965", "8799", "5603"].contains(&&*place.postcode.to_string());
            let found = MATRICES.minutes(mode, Day, centre, place.zone);
            assert!(found.is_some() || without_cars, "{mode} to {}", place.postcode);
        }
    }
}

#[test]
fn both_directions_take_as_long() {
    for &mode in TravelMode::ALL {
        for &band in TimeBand::ALL {
            for from in (0..PLACES.zone_count()).step_by(9) {
                let row = MATRICES.row(mode, band, ZoneId(from as u16));
                for (to, &there) in row.iter().enumerate() {
                    let back = MATRICES.row(mode, band, ZoneId(to as u16))[from];
                    assert_eq!(there, back, "{mode} {band} {from} {to}");
                }
            }
        }
    }
}

#[test]
fn no_detour_over_a_third_zone_is_shorter() {
    // Each way holds setting out and parking, so two ways are never shorter than one (but for
    // rounding).
    for &mode in TravelMode::ALL {
        for from in (0..PLACES.zone_count()).step_by(37) {
            let row = MATRICES.row(mode, Weekend, ZoneId(from as u16));
            for over in (0..PLACES.zone_count())
                .step_by(11)
                .filter(|&over| row[over] < Matrices::LONGEST)
            {
                let onward = MATRICES.row(mode, Weekend, ZoneId(over as u16));
                for to in (0..PLACES.zone_count()).filter(|&to| onward[to] < Matrices::LONGEST) {
                    assert!(row[to] <= row[over] + onward[to] + 2, "{mode} {from} {over} {to}");
                }
            }
        }
    }
}

#[test]
fn evenings_are_never_faster_by_transit() {
    for from in (0..PLACES.zone_count()).step_by(5) {
        let day = MATRICES.row(Transit, Day, ZoneId(from as u16));
        let evening = MATRICES.row(Transit, Evening, ZoneId(from as u16));
        assert!(day.iter().zip(&evening).all(|(day, evening)| day <= evening));
    }
}

#[test]
fn unreachable_and_far_are_told_apart() {
    assert_eq!(minutes(Walk, Day, "5000", "9990"), Some(Matrices::LONGEST));
    assert_eq!(minutes(Walk, Day, "5000", "3700"), None);
    assert_eq!(MATRICES.minutes(Car, Day, ZoneId(60_000), zone("5000")), None);
}

#[test]
fn names_and_codes_resolve() {
    let known = [
        ("5240", "5240"),
        (" 5000 Odense C ", "5000"),
        ("Vollsmose", "5240"),
        ("bolbro", "5200"),
        ("Århus", "8000"),
        ("aarhus", "8000"),
        ("ARHUS", "8000"),
        ("Ejby (Køge)", "4623"),
        ("Naesby", "5270"),
        ("Rønne", "3700"),
        ("Roenne", "3700"),
        ("Kbh. NV", "2400"),
        ("kbh ø", "2100"),
        ("Odense NOE", "5240"),
        ("odense nø", "5240"),
        ("Nr. Aaby", "5580"),
        ("Nørre Åby", "5580"),
        ("Sdr. Felding", "7280"),
        ("St. Heddinge", "4660"),
        ("Strib", "5500"),
        ("Skt. Klemens", "5260"),
    ];
    for (text, postcode) in known {
        assert_eq!(PLACES.resolve(text), Some(code(postcode)), "{text}");
    }
    for text in ["", "9999", "Nowhere", "Ejby", "52405"] {
        assert_eq!(PLACES.resolve(text), None, "{text}");
    }
}

#[test]
fn search_puts_whole_names_first() {
    let names = |text: &str, limit| -> Vec<String> {
        PLACES
            .search(text, limit)
            .into_iter()
            .map(|hit| format!("{} {}", hit.postcode, hit.name))
            .collect()
    };
    assert_eq!(names("odense", 1), ["5000 Odense"]);
    assert_eq!(names("munkeb", 1), ["5330 Munkebo"]);
    assert_eq!(names("524", 2), ["5240 Odense NØ"]);
    assert!(names("ejby", 9).contains(&"5220 Ejby (Odense)".to_owned()));
    assert!(names("", 9).is_empty() && names("odense", 0).is_empty() && names("!", 9).is_empty());
}

#[test]
fn misspelt_places_are_guessed() {
    assert_eq!(PLACES.nearest_postcodes("Svenborg").first(), Some(&code("5700")));
    assert!(PLACES.nearest_postcodes("5241").contains(&code("5240")));
    assert!(PLACES.nearest_postcodes("xyzzyqwk").is_empty());
    assert!(PLACES.nearest_postcodes("").is_empty());
}

#[test]
fn faults_name_file_and_line() {
    let postcodes = embedded::PLACES.postcodes.replace("\tdensity\t", "\tdensitty\t");
    let wrong_column = Places::parse(&PlacesFiles {
        postcodes: &postcodes,
        ..embedded::PLACES
    })
    .unwrap_err();
    assert!(
        wrong_column
            .to_string()
            .starts_with("places/postcodes.tsv:4: column \"densitty\" is unknown")
    );

    let postcodes = embedded::PLACES.postcodes.replace("\taeroe\t", "\tatlantis\t");
    let wrong_land = Places::parse(&PlacesFiles {
        postcodes: &postcodes,
        ..embedded::PLACES
    })
    .unwrap_err();
    assert!(
        matches!(
            wrong_land,
            TravelError::Value {
                column: "land_mass",
                ..
            }
        ),
        "{wrong_land}"
    );

    let names = "name\tpostcode\tkind\nOdense\t5000\ttown\nAtlantis\t5001\ttown\n";
    let wrong_code = Places::parse(&PlacesFiles {
        places: names,
        ..embedded::PLACES
    })
    .unwrap_err();
    assert!(
        wrong_code
            .to_string()
            .starts_with("places/places.tsv:3: postcode is \"5001\""),
        "{wrong_code}"
    );
}

#[test]
fn faults_of_the_network_name_file_and_line() {
    let build = |files: NetworkFiles<'_>| Matrices::build(&PLACES, &files).unwrap_err().to_string();
    let head = "line\tname\tkind\tday\tevening\tnight\tweekend\tfirst\tlast\tstops\n";
    for (row, fault) in [
        (
            "a\tA\tbus\t10\t-\t-\t-\t06:00\t18:00\todense 9 narnia\n",
            "stops is \"narnia\"",
        ),
        (
            "a\tA\tbus\t0\t-\t-\t-\t06:00\t18:00\todense 9 nyborg\n",
            "day is \"0\"",
        ),
        (
            "a\tA\tbus\t10\t-\t-\t-\t6\t18:00\todense 9 nyborg\n",
            "first is \"6\"",
        ),
        (
            "a\tA\tbus\t10\t-\t-\t-\t06:00\t18:00\todense 9\n",
            "stops is \"odense 9\"",
        ),
        ("a\tA\tbus\n", "3 fields, expected 10"),
    ] {
        let lines = format!("{head}{row}");
        let found = build(NetworkFiles {
            transit_lines: &lines,
            ..embedded::NETWORK
        });
        assert!(
            found.starts_with(&format!("places/transit_lines.tsv:2: {fault}")),
            "{found}"
        );
    }
    let barriers = "barrier\tname\tpoints\na\tA\t55.1,10.1 155.0,10.0\n";
    let found = build(NetworkFiles {
        barriers,
        ..embedded::NETWORK
    });
    assert!(
        found.starts_with("places/barriers.tsv:2: points is \"155.0,10.0\""),
        "{found}"
    );
    assert_eq!(
        build(NetworkFiles {
            links: "",
            ..embedded::NETWORK
        }),
        "places/links.tsv: the header line is missing"
    );
}

mod update;
mod ways;
