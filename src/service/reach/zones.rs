//! What is counted of the zones by one means, and how they are told.

use crate::domain::codes::Postcode;
use crate::domain::travel_mode::TimeBand;
use crate::matching::knowledge::Knowledge;
use crate::matching::mobility::longest_trip;
use crate::matching::ruleset::MobilityRules;
use crate::service::travel::ways;
use crate::travel::{Matrices, Means, ZoneId};
use crate::wire::mobility_package_out::NoTrip;
use crate::wire::reach_out::{ModeReachOut, PointOut, ReachFeatureOut, ReachZoneOut};

/// Vacancies of every zone within and beyond reach.
pub(super) struct Zones {
    within: Vec<usize>,
    beyond: Vec<usize>,
}

impl Zones {
    pub(super) fn new(count: usize) -> Self {
        Self {
            within: vec![0; count],
            beyond: vec![0; count],
        }
    }

    /// Counts a vacancy that only its way could close.
    pub(super) fn add(&mut self, zone: u16, is_within: bool) {
        let counts = if is_within {
            &mut self.within
        } else {
            &mut self.beyond
        };
        if let Some(count) = counts.get_mut(usize::from(zone)) {
            *count += 1;
        }
    }

    /// The zones within the minutes or with vacancies; what they come to is given back.
    pub(super) fn told<'a>(
        &self,
        home: Option<Postcode>,
        means: Means,
        minutes: u16,
        rules: &MobilityRules,
        knowledge: &'a Knowledge,
        features: &mut Vec<ReachFeatureOut<'a>>,
    ) -> ModeReachOut {
        let mut reach = ModeReachOut {
            mode: means,
            zones: 0,
            open_vacancies: self.within.iter().sum(),
            beyond_reach: self.beyond.iter().sum(),
        };
        let Some(home) = home.and_then(|postcode| knowledge.places.zone_of(postcode)) else {
            return reach;
        };
        for (at, (&within, &beyond)) in self.within.iter().zip(&self.beyond).enumerate() {
            let zone = ZoneId(at as u16);
            let taken = taken(knowledge, means, rules, (home, zone));
            let is_near = taken.is_ok_and(|taken| taken <= minutes);
            reach.zones += usize::from(is_near);
            if is_near || within + beyond > 0 {
                features.extend(feature(knowledge, means, zone, taken, (within, beyond)));
            }
        }
        reach
    }
}

/// Minutes by day, or why there are none.
fn taken(
    knowledge: &Knowledge,
    means: Means,
    rules: &MobilityRules,
    (from, to): (ZoneId, ZoneId),
) -> Result<u16, NoTrip> {
    let minutes = ways::minutes(&knowledge.travel, means, TimeBand::Day, from, to);
    match minutes {
        None => Err(NoTrip::NoConnection),
        Some(minutes) if minutes > longest_trip(means.mode(), rules) => Err(NoTrip::OverLongestRide),
        Some(minutes) if minutes >= Matrices::LONGEST => Err(NoTrip::TooFar),
        Some(minutes) => Ok(minutes),
    }
}

fn feature(
    knowledge: &Knowledge,
    means: Means,
    zone: ZoneId,
    taken: Result<u16, NoTrip>,
    (within, beyond): (usize, usize),
) -> Option<ReachFeatureOut<'_>> {
    let code = format!("{:04}", knowledge.places.zone_postcode(zone));
    let place = knowledge.places.by_postcode(Postcode::parse(&code)?)?;
    Some(ReachFeatureOut {
        r#type: "Feature",
        geometry: PointOut {
            r#type: "Point",
            coordinates: [place.lon, place.lat],
        },
        properties: ReachZoneOut {
            mode: means,
            zone: code,
            name: &place.name,
            minutes: taken.ok(),
            reason: taken.err(),
            open_vacancies: within,
            beyond_reach: beyond,
        },
    })
}
