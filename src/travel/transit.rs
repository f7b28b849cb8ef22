//! Public transport between zones: lines, local buses, and the walks to them.

use super::geometry::Barriers;
use super::graph::{Edges, Graph};
use super::road::inner_km;
use super::transit_network::{LocalService, Stop, TransitNetwork};
use super::zones::Zone;
use crate::domain::travel_mode::TimeBand;

/// Tenths of a minute to walk to or from the first or last stop, at each end.
const END_TENTHS: u16 = 40;
/// Streets bend, and buses do not take the shortest way.
const DETOUR: f64 = 1.25;
/// Walks to a station: at most so far in kilometres, and the part that [`END_TENTHS`] already holds.
const WALK_KM: f64 = 1.6;
const WALK_FREE_KM: f64 = 0.3;
/// Minutes for a kilometre on foot as the crow flies.
const WALK_PACE: f64 = 14.4;
/// Minutes to find the next platform, at each boarding.
const CHANGE_MINUTES: f64 = 1.0;
/// A local bus serves so many of the stops near a zone.
const STOPS: usize = 4;

/// What does not depend on the band: who serves a zone, and what lies within reach.
pub(super) struct Transit<'a> {
    zones: &'a [Zone],
    network: &'a TransitNetwork,
    /// The local buses of each zone.
    services: Vec<Option<&'a LocalService>>,
    /// Two zones of one service and the kilometres between.
    meshes: Vec<(usize, usize, f64)>,
    /// A zone, a stop, and the kilometres between.
    accesses: Vec<(usize, usize, f64)>,
}

impl<'a> Transit<'a> {
    pub(super) fn build(zones: &'a [Zone], network: &'a TransitNetwork, barriers: &Barriers) -> Self {
        let service_of = |zone| network.services.iter().find(|service| service.covers(zone));
        let services: Vec<Option<&LocalService>> = zones.iter().map(service_of).collect();
        Self {
            meshes: meshes(zones, &services, barriers),
            accesses: accesses(zones, &services, &network.stops, barriers),
            zones,
            network,
            services,
        }
    }

    /// The graph of a band: zones by their number, then stops, then each line's calls.
    pub(super) fn graph(&self, band: TimeBand) -> Graph {
        let stops = self.zones.len();
        let calls = stops + self.network.stops.len();
        let running = || {
            self.network
                .lines
                .iter()
                .filter_map(move |line| Some((line, line.headways.in_band(band)?)))
        };
        let nodes = calls + running().map(|(line, _)| line.calls.len()).sum::<usize>();
        let mut edges = Edges::new(nodes);
        let mut call = calls;
        for (line, headway) in running() {
            // Half when boarding and half when alighting, so that both directions take as long.
            let half_boarding = (wait(headway) + CHANGE_MINUTES) * 5.0;
            for (position, &(stop, ride)) in line.calls.iter().enumerate() {
                edges.add(stops + stop, call, half_boarding);
                if position > 0 {
                    edges.add(call - 1, call, f64::from(ride) * 10.0);
                }
                call += 1;
            }
        }
        for &(one, other, km) in &self.meshes {
            if let Some(minutes) = self.local_minutes(one, km, band) {
                edges.add(one, other, minutes * 10.0);
            }
        }
        for &(zone, stop, km) in &self.accesses {
            let walk = (km <= WALK_KM).then(|| (km - WALK_FREE_KM).max(0.0) * WALK_PACE);
            let bus = self
                .local_minutes(zone, km, band)
                .filter(|_| self.reaches(zone, km));
            if let Some(minutes) = [walk, bus].into_iter().flatten().min_by(f64::total_cmp) {
                edges.add(zone, stops + stop, minutes * 10.0);
            }
        }
        edges.into_graph()
    }

    pub(super) fn zones(&self) -> usize {
        self.zones.len()
    }

    /// Tenths of a minute to set out from any zone, or to arrive.
    pub(super) fn end_tenths() -> u16 {
        END_TENTHS
    }

    /// Tenths of a minute between two places within a zone, where a local bus runs.
    pub(super) fn inner_tenths(&self, zone: usize, band: TimeBand) -> Option<u16> {
        let minutes = self.local_minutes(zone, inner_km(self.zones[zone].density), band)?;
        Some((minutes * 10.0) as u16)
    }

    /// Waiting for a local bus and riding it, if it runs in the band.
    fn local_minutes(&self, zone: usize, km: f64, band: TimeBand) -> Option<f64> {
        let service = self.services[zone]?;
        let headway = service.headways.in_band(band)?;
        Some(wait(headway) + km * DETOUR / service.speed_kmh * 60.0)
    }

    fn reaches(&self, zone: usize, km: f64) -> bool {
        self.services[zone].is_some_and(|service| km <= service.stop_km)
    }
}

/// Minutes waited for a departure: half the time between two, but nobody who knows the timetable
/// waits much longer than five minutes; rare departures fit the wanted time less well.
fn wait(headway: u16) -> f64 {
    let headway = f64::from(headway);
    (headway / 2.0).min(5.0 + headway / 30.0)
}

fn meshes(
    zones: &[Zone],
    services: &[Option<&LocalService>],
    barriers: &Barriers,
) -> Vec<(usize, usize, f64)> {
    let mut meshes = Vec::new();
    for (one, zone) in zones.iter().enumerate() {
        let Some(service) = services[one] else { continue };
        for (other, neighbour) in zones.iter().enumerate().skip(one + 1) {
            let same = services[other].is_some_and(|other| std::ptr::eq(other, service));
            if !same || neighbour.land_mass != zone.land_mass {
                continue;
            }
            let km = zone.point.km_to(neighbour.point);
            if km <= service.mesh_km && barriers.leave_free(zone.point, neighbour.point) {
                meshes.push((one, other, km));
            }
        }
    }
    meshes
}

fn accesses(
    zones: &[Zone],
    services: &[Option<&LocalService>],
    stops: &[Stop],
    barriers: &Barriers,
) -> Vec<(usize, usize, f64)> {
    let mut accesses = Vec::new();
    for (number, zone) in zones.iter().enumerate() {
        let reach = services[number].map_or(WALK_KM, |service| service.stop_km.max(WALK_KM));
        let mut near: Vec<(f64, usize)> = stops
            .iter()
            .enumerate()
            .filter(|(_, stop)| stop.land_mass == zone.land_mass)
            .map(|(stop, at)| (zone.point.km_to(at.point), stop))
            .filter(|&(km, stop)| km <= reach && barriers.leave_free(zone.point, stops[stop].point))
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        near.truncate(STOPS);
        accesses.extend(near.into_iter().map(|(km, stop)| (number, stop, km)));
    }
    accesses
}
