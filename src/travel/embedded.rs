//! The files of `index/places` as they were when the program was built.

use super::{NetworkFiles, PlacesFiles};

/// Postcodes and names.
pub const PLACES: PlacesFiles<'static> = PlacesFiles {
    land_masses: include_str!("../../index/places/land_masses.tsv"),
    postcodes: include_str!("../../index/places/postcodes.tsv"),
    places: include_str!("../../index/places/places.tsv"),
};

/// Roads, bridges, ferries, lines and local buses.
pub const NETWORK: NetworkFiles<'static> = NetworkFiles {
    links: include_str!("../../index/places/links.tsv"),
    barriers: include_str!("../../index/places/barriers.tsv"),
    motorways: include_str!("../../index/places/motorways.tsv"),
    transit_stops: include_str!("../../index/places/transit_stops.tsv"),
    transit_lines: include_str!("../../index/places/transit_lines.tsv"),
    transit_local: include_str!("../../index/places/transit_local.tsv"),
};
