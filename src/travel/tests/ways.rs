//! Ways leg by leg, and the hours of service.

use super::{MATRICES, PLACES, code, minutes, zone};
use crate::domain::travel_mode::TimeBand::{self, Day, Evening, Night};
use crate::domain::travel_mode::TravelMode::{self, Transit};
use crate::travel::{Journey, LegKind, Matrices, Means, ZoneId, service_minute};
use proptest::prelude::*;

fn journey(means: Means, band: TimeBand, from: &str, to: &str) -> Journey {
    let found = MATRICES.journey(means, band, zone(from), zone(to));
    found.unwrap_or_else(|| panic!("{means} {from} to {to}"))
}

fn any_zone() -> impl Strategy<Value = ZoneId> {
    (0..PLACES.zone_count() as u16).prop_map(ZoneId)
}

fn any_of<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |position| all[position])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn legs_sum_to_the_minutes_of_the_matrix(
        from in any_zone(),
        to in any_zone(),
        mode in any_of(TravelMode::ALL),
        band in any_of(TimeBand::ALL),
    ) {
        let told = MATRICES.minutes(mode, band, from, to);
        match MATRICES.journey(mode.into(), band, from, to) {
            Some(journey) => {
                prop_assert_eq!(Some(journey.minutes), told);
                prop_assert_eq!(journey.legs.iter().map(|leg| leg.minutes).sum::<u16>(), journey.minutes);
                prop_assert!(journey.legs.iter().all(|leg| leg.minutes > 0));
            }
            None => prop_assert!(told.is_none_or(|minutes| minutes == Matrices::LONGEST)),
        }
    }

    #[test]
    fn a_bicycle_to_the_stop_never_takes_longer(home in any_zone(), band in any_of(TimeBand::ALL)) {
        let on_foot = MATRICES.row(Transit, band, home);
        let cycling = &MATRICES.from_home_by_bicycle(home).unwrap().minutes[band as usize];
        for (to, (&on_foot, &cycling)) in on_foot.iter().zip(cycling).enumerate() {
            prop_assert!(cycling <= on_foot);
            let journey = MATRICES.journey(Means::BicycleTransit, band, home, ZoneId(to as u16));
            if to % 97 == 0 && let Some(journey) = journey {
                prop_assert_eq!(journey.minutes, cycling);
            }
        }
        let (foot, bicycle) = (
            &MATRICES.from_home_on_foot(home).unwrap().hours,
            &MATRICES.from_home_by_bicycle(home).unwrap().hours,
        );
        let earlier = |(foot, bicycle): (&u16, &u16)| bicycle <= foot;
        prop_assert!(foot.first_arrival.iter().zip(&bicycle.first_arrival).all(earlier));
        let later = |(foot, bicycle): (&u16, &u16)| bicycle >= foot;
        prop_assert!(foot.last_departure.iter().zip(&bicycle.last_departure).all(later));
    }
}

#[test]
fn what_is_made_beforehand_is_what_is_made_when_needed() {
    let ahead = Matrices::build(&PLACES, &crate::travel::embedded::NETWORK).unwrap();
    let homes = || (0..PLACES.zone_count() as u16).step_by(61).map(ZoneId);
    homes().rev().for_each(|home| ahead.make_ready(home));
    for home in homes() {
        assert_eq!(ahead.from_home_on_foot(home), MATRICES.from_home_on_foot(home));
        assert_eq!(
            ahead.from_home_by_bicycle(home),
            MATRICES.from_home_by_bicycle(home)
        );
    }
}

#[test]
fn a_train_is_told_with_its_stations() {
    let way = journey(Means::Transit, Day, "5000", "5700");
    let train = way.legs.iter().find(|leg| leg.kind == LegKind::Train).unwrap();
    assert_eq!(train.from.as_deref(), Some("Odense Banegård Center"));
    assert!(train.to.as_deref().unwrap().starts_with("Svendborg"));
    assert!(train.line.as_deref().unwrap().starts_with("Svendborgbanen"));
    assert_eq!(way.legs.first().unwrap().kind, LegKind::Walk);
    assert_eq!(way.legs.last().unwrap().kind, LegKind::Walk);
}

#[test]
fn bridges_and_ferries_are_told_by_name() {
    let drive = journey(Means::Car, Day, "5000", "1050");
    assert_eq!(drive.legs.len(), 1);
    assert!(
        drive.legs[0].over.contains(&"Storebæltsforbindelsen".to_owned()),
        "{drive:?}"
    );
    let ferry = journey(Means::Bicycle, Day, "6720", "6700");
    let crossing = ferry.legs.iter().find(|leg| leg.kind == LegKind::Ferry).unwrap();
    assert_eq!(crossing.line.as_deref(), Some("Færgen Esbjerg–Fanø"));
}

#[test]
fn places_in_one_zone_have_a_way() {
    for &means in Means::ALL {
        let way = journey(means, Day, "5700", "5700");
        assert!(way.minutes > 0 && !way.legs.is_empty(), "{means}");
    }
    assert_eq!(
        MATRICES.journey(Means::Transit, Night, zone("5471"), zone("5471")),
        None
    );
    assert_eq!(
        MATRICES.journey(Means::Car, Day, ZoneId(60_000), zone("5471")),
        None
    );
}

#[test]
fn the_first_bus_comes_after_the_first_departure() {
    let hours = |home: &str| &MATRICES.from_home_on_foot(zone(home)).unwrap().hours;
    let arrival = |home: &str, to: &str| hours(home).first_arrival[zone(to).index()];
    let departure = |home: &str, from: &str| hours(home).last_departure[zone(from).index()];
    // Assens: the first bus leaves between five and six and takes an hour.
    assert!(
        (360..450).contains(&arrival("5610", "5000")),
        "{}",
        arrival("5610", "5000")
    );
    assert!((21 * 60..24 * 60).contains(&departure("5610", "5000")));
    // Within Copenhagen the metro runs all night.
    assert_eq!(arrival("2000", "1050"), 0);
    assert_eq!(departure("2000", "1050"), u16::MAX);
    for place in &*PLACES {
        let at = place.zone.index();
        let reached = minutes(Transit, Day, "5000", &place.postcode.to_string()).is_some();
        let (first, last) = (hours("5000").first_arrival[at], hours("5000").last_departure[at]);
        assert!(!reached || first < 15 * 60, "{}: {first}", place.postcode);
        assert!(!reached || last > 9 * 60, "{}: {last}", place.postcode);
    }
    assert!(minutes(Transit, Evening, "5610", "5000").is_some());
    assert_eq!(PLACES.zone_of(code("5610")), Some(zone("5610")));
}

#[test]
fn the_small_hours_belong_to_the_day_before() {
    assert_eq!(service_minute(0), 1440);
    assert_eq!(service_minute(30), 1470);
    assert_eq!(service_minute(180), 180);
    assert_eq!(service_minute(1439), 1439);
}
