//! The network behind the matrices, kept for ways leg by leg and for what depends on one home.

use super::journey::{Journey, Means};
use super::places::Places;
use super::road::Roads;
use super::service_hours::{ServiceHours, TimedNetwork};
use super::transit::{BandGraph, END_TENTHS, Transit};
use super::zones::ZoneId;
use super::{Matrices, Provider, graph::Search};
use crate::domain::travel_mode::{TimeBand, TravelMode};
use std::sync::OnceLock;

/// Public transport from one home, for whoever walks or whoever cycles to the stop.
#[derive(Debug, PartialEq, Eq)]
pub struct FromHome {
    /// Minutes to every zone by band; [`Matrices::UNREACHABLE`] where nothing connects them. Empty
    /// for whoever walks: the matrices hold it.
    pub minutes: [Vec<u16>; TimeBand::ALL.len()],
    /// First arrivals and last departures.
    pub hours: ServiceHours,
}

/// Roads, lines and local buses, ready to be searched.
#[derive(Debug)]
pub(super) struct Network {
    pub roads: Roads,
    pub transit: Transit,
    pub bands: [BandGraph; TimeBand::ALL.len()],
    timed: OnceLock<TimedNetwork>,
    on_foot: Vec<OnceLock<FromHome>>,
    by_bicycle: Vec<OnceLock<FromHome>>,
}

impl Network {
    pub(super) fn new(places: &Places, roads: Roads, transit: Transit) -> Self {
        let homes = || (0..places.zone_count()).map(|_| OnceLock::new()).collect();
        Self {
            bands: std::array::from_fn(|band| transit.graph(TimeBand::ALL[band])),
            roads,
            transit,
            timed: OnceLock::new(),
            on_foot: homes(),
            by_bicycle: homes(),
        }
    }

    fn timed(&self) -> &TimedNetwork {
        self.timed.get_or_init(|| TimedNetwork::build(&self.transit))
    }

    fn on_foot(&self, home: ZoneId) -> Option<&FromHome> {
        let known = self.on_foot.get(home.index())?;
        Some(known.get_or_init(|| {
            FromHome {
                minutes: Default::default(),
                hours: self
                    .timed()
                    .hours(self.transit.zones.len(), &[(home.index(), END_TENTHS)]),
            }
        }))
    }

    fn by_bicycle(&self, home: ZoneId, matrices: &Matrices) -> Option<&FromHome> {
        let known = self.by_bicycle.get(home.index())?;
        let starts = || self.transit.starts_by_bicycle(home.index());
        Some(known.get_or_init(|| FromHome {
            minutes: std::array::from_fn(|band| self.cycling_row(home, TimeBand::ALL[band], matrices)),
            hours: self.timed().hours(self.transit.zones.len(), &starts()),
        }))
    }

    /// Minutes to every zone when the stop may be reached by bicycle: never more than on foot.
    fn cycling_row(&self, home: ZoneId, band: TimeBand, matrices: &Matrices) -> Vec<u16> {
        let graph = &self.bands[band as usize].graph;
        let mut search = Search::new(graph);
        let tenths = search.run_from(graph, &self.transit.starts_by_bicycle(home.index()));
        let on_foot = matrices.row(TravelMode::Transit, band, home);
        let minutes = |(&on_foot, &tenths): (&u16, &u16)| {
            if tenths == super::graph::NO_WAY {
                on_foot
            } else {
                on_foot.min(super::matrices::whole_minutes(tenths, 0, END_TENTHS))
            }
        };
        let mut row: Vec<u16> = on_foot.iter().zip(tenths).map(minutes).collect();
        row[home.index()] = on_foot[home.index()];
        row
    }

    fn journey(&self, means: Means, band: TimeBand, from: usize, to: usize) -> Option<Journey> {
        let by_road = |mode| self.roads.journey(mode, band, from, to);
        let graph = &self.bands[band as usize];
        match means {
            Means::Walk => by_road(TravelMode::Walk),
            Means::Bicycle => by_road(TravelMode::Bicycle),
            Means::Moped => by_road(TravelMode::Moped),
            Means::Car => by_road(TravelMode::Car),
            Means::Transit => self.transit.journey(graph, band, from, to),
            Means::BicycleTransit => self.transit.journey_by_bicycle(graph, band, from, to),
        }
    }
}

impl Matrices {
    /// The way behind [`Matrices::minutes`], leg by leg; nothing where there is none, where it is
    /// longer than [`Matrices::LONGEST`], or where the minutes come from elsewhere than the lines
    /// of the tables.
    pub fn journey(&self, means: Means, band: TimeBand, from: ZoneId, to: ZoneId) -> Option<Journey> {
        if self.provider(means.mode()) != Provider::Builtin {
            return None;
        }
        let network = self.network()?;
        let known = network.transit.zones.len();
        if from.index() >= known || to.index() >= known {
            return None;
        }
        let journey = network.journey(means, band, from.index(), to.index())?;
        (journey.minutes <= Self::LONGEST).then_some(journey)
    }

    /// Public transport from a home by whoever walks to the stop: only its hours. Nothing where the
    /// minutes come from elsewhere than the lines of the tables.
    pub fn from_home_on_foot(&self, home: ZoneId) -> Option<&FromHome> {
        self.lines()?.on_foot(home)
    }

    /// Public transport from a home by whoever may cycle to the stop and leave the bicycle there.
    pub fn from_home_by_bicycle(&self, home: ZoneId) -> Option<&FromHome> {
        self.lines()?.by_bicycle(home, self)
    }

    /// Makes beforehand what is made for a home when it is first asked for. It is the same whenever it is made.
    pub fn make_ready(&self, home: ZoneId) {
        self.from_home_on_foot(home);
        self.from_home_by_bicycle(home);
    }

    /// The network, unless public transport comes from elsewhere.
    fn lines(&self) -> Option<&Network> {
        let built_in = self.provider(TravelMode::Transit) == Provider::Builtin;
        self.network().filter(|_| built_in)
    }
}
