//! Zone-to-zone minutes by mode and time band, and the places they lie between.
//!
//! Pure: everything is built from the texts of `index/places`, given as strings. [`Places`] knows
//! postcodes, names and travel zones; [`Matrices`] knows the minutes from zone to zone, computed
//! once from a coarse network of roads, bridges, ferries, lines and local buses.

mod address_service;
mod area;
pub mod embedded;
mod error;
mod geometry;
mod graph;
pub mod gtfs;
mod imported;
mod journey;
mod land_masses;
mod matrices;
mod names;
mod network;
mod places;
mod road;
mod road_legs;
mod road_network;
mod service_hours;
mod table;
mod timed_graph;
mod transit;
mod transit_legs;
mod transit_network;
pub mod valhalla;
mod zones;

pub use address_service::{PlacesUpdate, UpdateRefused, UpdateRules, update as update_postcodes};
pub use area::{Density, LabourMarketArea};
pub use error::TravelError;
pub use imported::{Imported, ImportedError, ImportedTable, Provider, Source};
pub use journey::{Journey, LOCAL_BUS, Leg, LegKind, Means};
pub use matrices::{Matrices, NetworkFiles};
pub use names::PlaceHit;
pub use network::FromHome;
pub use places::{Place, Places, PlacesFiles};
pub use service_hours::{SERVICE_DAY, Served, ServiceHours, beside_night, service_minute};
pub use zones::ZoneId;

#[cfg(test)]
mod tests;
