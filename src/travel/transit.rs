//! Public transport between zones: lines, local buses, and the walks to them.

use super::geometry::Barriers;
use super::graph::{Edges, Graph};
use super::road::inner_km;
use super::transit_network::{Line, LocalService, Stop, TransitNetwork};
use super::zones::Zone;
use crate::domain::travel_mode::TimeBand;

/// Tenths of a minute to walk to or from the first or last stop, at each end.
pub(super) const END_TENTHS: u16 = 40;
/// Streets bend, and buses do not take the shortest way.
const DETOUR: f64 = 1.25;
/// Walks to a station: at most so far in kilometres, and the part that [`END_TENTHS`] already holds.
const WALK_KM: f64 = 1.6;
const WALK_FREE_KM: f64 = 0.3;
/// Minutes for a kilometre on foot as the crow flies.
const WALK_PACE: f64 = 14.4;
/// Rides by bicycle to a stop: at most so far in kilometres as the crow flies.
const CYCLE_KM: f64 = 6.0;
/// Minutes for a kilometre by bicycle as the crow flies, and to set out and to park.
const CYCLE_PACE: f64 = 4.5;
const CYCLE_ENDS: f64 = 3.0;
/// Minutes to find the next platform, at each boarding.
const CHANGE_MINUTES: f64 = 1.0;
/// A local bus serves so many of the stops near a zone.
const STOPS: usize = 4;

/// What does not depend on the band: who serves a zone, and what lies within reach.
#[derive(Debug)]
pub(super) struct Transit {
    pub(super) zones: Vec<Zone>,
    pub(super) network: TransitNetwork,
    /// The local buses of each zone, by their row.
    services: Vec<Option<usize>>,
    /// Two zones of one service and the kilometres between.
    pub(super) meshes: Vec<(usize, usize, f64)>,
    /// A zone, a stop, and the kilometres between.
    pub(super) accesses: Vec<(usize, usize, f64)>,
    /// A zone, a stop within a ride by bicycle, and the kilometres between; sorted by zone.
    rides: Vec<(usize, usize, f64)>,
}

/// The lines that run in a band, as a graph: zones by their number, then stops, then calls.
#[derive(Debug)]
pub(super) struct BandGraph {
    pub graph: Graph,
    /// Line and position of each call.
    calls: Vec<(usize, usize)>,
}

/// What a node of a [`BandGraph`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Zone(usize),
    Stop(usize),
    /// A line at a stop: the line, and the stop.
    Call(usize, usize),
}

/// How a zone is joined to a stop or to another zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Feeder {
    /// Minutes on foot.
    Walk(f64),
    /// Minutes waited for a local bus, and ridden on it.
    Bus(f64, f64),
}

impl Feeder {
    pub(super) fn minutes(self) -> f64 {
        match self {
            Self::Walk(minutes) => minutes,
            Self::Bus(wait, ride) => wait + ride,
        }
    }
}

impl Transit {
    pub(super) fn build(zones: &[Zone], network: TransitNetwork, barriers: &Barriers) -> Self {
        let service_of = |zone| network.services.iter().position(|service| service.covers(zone));
        let services: Vec<Option<usize>> = zones.iter().map(service_of).collect();
        let reach = |zone: usize| {
            let service: Option<&LocalService> = services[zone].map(|service| &network.services[service]);
            service.map_or(WALK_KM, |service| service.stop_km.max(WALK_KM))
        };
        Self {
            meshes: meshes(zones, &services, &network.services, barriers),
            accesses: stops_near(zones, &network.stops, barriers, reach, STOPS),
            rides: stops_near(zones, &network.stops, barriers, |_| CYCLE_KM, usize::MAX),
            zones: zones.to_vec(),
            services,
            network,
        }
    }

    /// The graph of a band.
    pub(super) fn graph(&self, band: TimeBand) -> BandGraph {
        let stops = self.zones.len();
        let first_call = stops + self.network.stops.len();
        let running = || {
            let in_band = |(number, line): (usize, &'_ Line)| Some((number, line.headways.in_band(band)?));
            self.network.lines.iter().enumerate().filter_map(in_band)
        };
        let calls: Vec<(usize, usize)> = running()
            .flat_map(|(line, _)| (0..self.network.lines[line].calls.len()).map(move |call| (line, call)))
            .collect();
        let mut edges = Edges::new(first_call + calls.len());
        let mut call = first_call;
        for (line, headway) in running() {
            // Half when boarding and half when alighting, so that both directions take as long.
            let half_boarding = boarding(headway) * 5.0;
            for (position, &(stop, ride)) in self.network.lines[line].calls.iter().enumerate() {
                edges.add(stops + stop, call, half_boarding);
                if position > 0 {
                    edges.add(call - 1, call, f64::from(ride) * 10.0);
                }
                call += 1;
            }
        }
        for &(one, other, km) in &self.meshes {
            if let Some(bus) = self.local_bus(one, km, band) {
                edges.add(one, other, bus.minutes() * 10.0);
            }
        }
        for &(zone, stop, km) in &self.accesses {
            if let Some(feeder) = self.feeder(zone, km, band) {
                edges.add(zone, stops + stop, feeder.minutes() * 10.0);
            }
        }
        BandGraph {
            graph: edges.into_graph(),
            calls,
        }
    }

    /// What a node of a band's graph stands for.
    pub(super) fn node(&self, graph: &BandGraph, node: usize) -> Node {
        let (zones, stops) = (self.zones.len(), self.network.stops.len());
        if node < zones {
            Node::Zone(node)
        } else if node < zones + stops {
            Node::Stop(node - zones)
        } else {
            let (line, position) = graph.calls[node - zones - stops];
            Node::Call(line, self.network.lines[line].calls[position].0)
        }
    }

    /// Tenths of a minute to set out from any zone, or to arrive.
    pub(super) fn end_tenths() -> u16 {
        END_TENTHS
    }

    /// Tenths of a minute between two places within a zone, where a local bus runs.
    pub(super) fn inner_tenths(&self, zone: usize, band: TimeBand) -> Option<u16> {
        Some((self.inner_bus(zone, band)?.minutes() * 10.0) as u16)
    }

    /// The local bus between two places within a zone.
    pub(super) fn inner_bus(&self, zone: usize, band: TimeBand) -> Option<Feeder> {
        self.local_bus(zone, inner_km(self.zones[zone].density), band)
    }

    /// Where a ride by bicycle from a zone leads: node of a stop and tenths of a minute, setting
    /// out and parking included; last the zone itself, for whoever walks.
    pub(super) fn starts_by_bicycle(&self, zone: usize) -> Vec<(usize, u16)> {
        let from = self.rides.partition_point(|&(other, _, _)| other < zone);
        let rides = self.rides[from..]
            .iter()
            .take_while(|&&(other, _, _)| other == zone);
        let minutes = |km: f64| CYCLE_ENDS + km * CYCLE_PACE;
        rides
            .map(|&(_, stop, km)| (self.zones.len() + stop, (minutes(km) * 10.0) as u16))
            .chain([(zone, END_TENTHS)])
            .collect()
    }

    /// The local buses of a zone.
    pub(super) fn service(&self, zone: usize) -> Option<&LocalService> {
        self.services[zone].map(|service| &self.network.services[service])
    }

    /// The quicker of walking and the local bus between a zone and a stop.
    pub(super) fn feeder(&self, zone: usize, km: f64, band: TimeBand) -> Option<Feeder> {
        let walk = (km <= WALK_KM).then(|| Feeder::Walk((km - WALK_FREE_KM).max(0.0) * WALK_PACE));
        let reaches = self.service(zone).is_some_and(|service| km <= service.stop_km);
        let bus = self.local_bus(zone, km, band).filter(|_| reaches);
        [walk, bus]
            .into_iter()
            .flatten()
            .min_by(|one, other| one.minutes().total_cmp(&other.minutes()))
    }

    /// Waiting for a local bus and riding it, if it runs in the band.
    pub(super) fn local_bus(&self, zone: usize, km: f64, band: TimeBand) -> Option<Feeder> {
        let service = self.service(zone)?;
        let headway = service.headways.in_band(band)?;
        Some(Feeder::Bus(wait(headway), km * DETOUR / service.speed_kmh * 60.0))
    }
}

/// Minutes waited for a departure: half the time between two, but nobody who knows the timetable
/// waits much longer than five minutes; rare departures fit the wanted time less well.
fn wait(headway: u16) -> f64 {
    let headway = f64::from(headway);
    (headway / 2.0).min(5.0 + headway / 30.0)
}

/// Minutes from arriving at a stop to the departure of a line with so many minutes between two.
pub(super) fn boarding(headway: u16) -> f64 {
    wait(headway) + CHANGE_MINUTES
}

fn meshes(
    zones: &[Zone],
    services: &[Option<usize>],
    rows: &[LocalService],
    barriers: &Barriers,
) -> Vec<(usize, usize, f64)> {
    let mut meshes = Vec::new();
    for (one, zone) in zones.iter().enumerate() {
        let Some(service) = services[one] else { continue };
        for (other, neighbour) in zones.iter().enumerate().skip(one + 1) {
            if services[other] != Some(service) || neighbour.land_mass != zone.land_mass {
                continue;
            }
            let km = zone.point.km_to(neighbour.point);
            if km <= rows[service].mesh_km && barriers.leave_free(zone.point, neighbour.point) {
                meshes.push((one, other, km));
            }
        }
    }
    meshes
}

/// For each zone, the nearest stops within its reach that no water keeps it from, at most so many.
fn stops_near(
    zones: &[Zone],
    stops: &[Stop],
    barriers: &Barriers,
    reach: impl Fn(usize) -> f64,
    most: usize,
) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    for (number, zone) in zones.iter().enumerate() {
        let reach = reach(number);
        let mut near: Vec<(f64, usize)> = stops
            .iter()
            .enumerate()
            .filter(|(_, stop)| stop.land_mass == zone.land_mass)
            .map(|(stop, at)| (zone.point.km_to(at.point), stop))
            .filter(|&(km, stop)| km <= reach && barriers.leave_free(zone.point, stops[stop].point))
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.truncate(most);
        found.extend(near.into_iter().map(|(km, stop)| (number, stop, km)));
    }
    found
}
