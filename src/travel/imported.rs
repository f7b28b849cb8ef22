//! Minutes that were computed elsewhere, from a timetable or by a routing service, as a file of the tables.
//!
//! `places/transit.bin` and `places/roads.bin` replace minutes of the built-in network. A file is the line
//! `foothold minutes`, a version, a SHA-256 over the rest, and the rest: who made the minutes from what, a hash of the
//! zones they lie between, and the tables. Any doubt, and the file is refused with what to do about it.

use super::matrices::Matrices;
use super::places::Places;
use crate::domain::travel_mode::{TimeBand, TravelMode};
use ndarray::Array2;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

crate::closed_list! {
    /// Where minutes come from.
    Provider {
        /// The network of `index/places`.
        Builtin = "builtin",
        /// A timetable in the General Transit Feed Specification.
        Gtfs = "gtfs",
        /// The matrix API of a Valhalla server.
        Valhalla = "valhalla",
    }
}

/// What minutes were made from, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who publishes the timetable or runs the server.
    pub publisher: Option<String>,
    /// Version of the timetable, the map or the server.
    pub version: Option<String>,
    /// Monday of the week that stands for all, as YYYY-MM-DD.
    pub week: Option<String>,
    /// Licence of the data, as it was given at the import.
    pub licence: Option<String>,
}

/// Minutes between all zones, row by row, from each zone to each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedTable {
    /// Means of transport.
    pub mode: TravelMode,
    /// Bands it holds for.
    pub bands: Vec<TimeBand>,
    /// Minutes, [`Matrices::UNREACHABLE`] or [`Imported::NOT_ASKED`].
    pub cells: Vec<u16>,
}

/// Tables with what they were made from and for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Where the minutes come from.
    pub provider: Provider,
    /// What they were made from.
    pub source: Source,
    /// A hash of the zones.
    zones: [u8; 32],
    tables: Vec<ImportedTable>,
}

/// Why a file of minutes is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportedError {
    /// It is no such file.
    #[error("{file} is not a file of minutes: import it again with `foothold travel`")]
    NotMinutes {
        /// Name of the file.
        file: String,
    },
    /// It was written by another version of the program.
    #[error(
        "{file} has version {found}, this program reads {expected}: import it again with `foothold travel`"
    )]
    Version {
        /// Name of the file.
        file: String,
        /// Version in the file.
        found: u16,
        /// Version of this program.
        expected: u16,
    },
    /// It was cut short or changed.
    #[error("{file} is damaged (its checksum differs): import it again with `foothold travel`")]
    Damaged {
        /// Name of the file.
        file: String,
    },
    /// The postcodes changed since.
    #[error(
        "{file} was made for other zones than those of places/postcodes.tsv: import it again with `foothold travel`"
    )]
    OtherZones {
        /// Name of the file.
        file: String,
    },
}

const MAGIC: &[u8] = b"foothold minutes\n";
const VERSION: u16 = 1;
const DIGEST: usize = 32;

impl Imported {
    /// Stands where nothing was asked: the built-in minutes hold.
    pub const NOT_ASKED: u16 = u16::MAX - 1;

    /// Tables for the zones of these places.
    pub fn new(provider: Provider, source: Source, places: &Places, tables: Vec<ImportedTable>) -> Self {
        Self {
            provider,
            source,
            zones: hash_of_zones(places),
            tables,
        }
    }

    /// The tables.
    pub fn tables(&self) -> &[ImportedTable] {
        &self.tables
    }

    /// The bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising plain data to memory cannot fail.
        let body = postcard::to_stdvec(self).unwrap_or_default();
        [
            MAGIC,
            &VERSION.to_le_bytes(),
            Sha256::digest(&body).as_slice(),
            &body,
        ]
        .concat()
    }

    /// Reads a file; `file` is its name for messages.
    ///
    /// # Errors
    /// It is another kind of file, of another version, damaged, or made for other zones.
    pub fn read(file: &str, bytes: &[u8], places: &Places) -> Result<Self, ImportedError> {
        let not_minutes = || ImportedError::NotMinutes {
            file: file.to_owned(),
        };
        let damaged = || ImportedError::Damaged {
            file: file.to_owned(),
        };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(not_minutes)?;
        let (version, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
        let found = u16::from_le_bytes(*version);
        if found != VERSION {
            return Err(ImportedError::Version {
                file: file.to_owned(),
                found,
                expected: VERSION,
            });
        }
        let (digest, body) = rest.split_at_checked(DIGEST).ok_or_else(damaged)?;
        if Sha256::digest(body).as_slice() != digest {
            return Err(damaged());
        }
        let imported: Self = postcard::from_bytes(body).map_err(|_| damaged())?;
        if imported.zones != hash_of_zones(places) {
            return Err(ImportedError::OtherZones {
                file: file.to_owned(),
            });
        }
        let cells = places.zone_count() * places.zone_count();
        if imported.tables.iter().any(|table| table.cells.len() != cells) {
            return Err(damaged());
        }
        Ok(imported)
    }
}

/// Numbers and coordinates of the zones, which is all the minutes depend on.
fn hash_of_zones(places: &Places) -> [u8; 32] {
    let mut hash = Sha256::new();
    for zone in places.zones() {
        hash.update(zone.postcode.to_le_bytes());
        hash.update(zone.point.lat.to_le_bytes());
        hash.update(zone.point.lon.to_le_bytes());
    }
    hash.finalize().into()
}

/// Where the minutes of a mode come from.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins([Option<(Provider, Source)>; TravelMode::ALL.len()]);

impl Matrices {
    /// Puts imported minutes in the place of the built-in ones.
    ///
    /// A routing service knows no hours of ferries: in a band in which the built-in network needs longer than by day,
    /// or has no connection, its minutes are kept.
    pub fn apply(&mut self, imported: Imported) {
        let Imported {
            provider,
            source,
            tables,
            ..
        } = imported;
        let knows_hours = provider == Provider::Gtfs;
        for table in tables {
            let by_day = self.table(table.mode, TimeBand::Day).clone();
            let mut last: Option<(Array2<u16>, [u8; 2])> = None;
            for &band in &table.bands {
                let built_in = self.table(table.mode, band);
                let mut minutes = built_in.clone();
                let given = table.cells.iter().zip(&by_day);
                for (cell, (&given, &by_day)) in minutes.iter_mut().zip(given) {
                    if given != Imported::NOT_ASKED && (knows_hours || *cell == by_day) {
                        *cell = given;
                    }
                }
                let placed = match last.take() {
                    Some((same, placed)) if same == minutes => placed,
                    _ => self.push_both_ways(&minutes),
                };
                self.place(table.mode, band, placed);
                last = Some((minutes, placed));
            }
            self.origins.0[table.mode as usize] = Some((provider, source.clone()));
        }
    }

    /// Where the minutes of a mode come from.
    pub fn provider(&self, mode: TravelMode) -> Provider {
        let origin = self.origins.0[mode as usize].as_ref();
        origin.map_or(Provider::Builtin, |(provider, _)| *provider)
    }

    /// What imported minutes of a mode were made from; nothing for built-in ones.
    pub fn source(&self, mode: TravelMode) -> Option<&Source> {
        self.origins.0[mode as usize].as_ref().map(|(_, source)| source)
    }

    /// How exactly the ends of a trip are known: every provider's minutes lie between zones.
    pub const fn precision() -> &'static str {
        "postcode"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::travel::{PlacesFiles, ZoneId, embedded};

    fn places() -> Places {
        Places::parse(&embedded::PLACES).unwrap()
    }

    fn table(mode: TravelMode, bands: &[TimeBand], cell: impl Fn(usize, usize) -> u16) -> ImportedTable {
        let zones = places().zone_count();
        ImportedTable {
            mode,
            bands: bands.to_vec(),
            cells: (0..zones * zones)
                .map(|at| cell(at / zones, at % zones))
                .collect(),
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written_and_every_doubt_is_named() {
        let places = places();
        let source = Source {
            publisher: Some("Trafikselskabet".to_owned()),
            ..Source::default()
        };
        let tables = vec![table(TravelMode::Transit, &[TimeBand::Day], |from, to| {
            (from + to) as u16
        })];
        let imported = Imported::new(Provider::Gtfs, source, &places, tables);
        let bytes = imported.to_bytes();
        assert_eq!(Imported::read("f", &bytes, &places), Ok(imported));

        let refused = |bytes: &[u8]| Imported::read("f", bytes, &places).unwrap_err().to_string();
        assert!(refused(b"PK..").contains("not a file of minutes"));
        assert!(refused(&bytes[..bytes.len() - 1]).contains("damaged"));
        assert!(refused(&bytes[..=MAGIC.len()]).contains("damaged"));
        let mut other = bytes.clone();
        other[MAGIC.len()] = 9;
        assert!(refused(&other).contains("version 9"));

        let moved = embedded::PLACES.postcodes.replacen("\t55.4", "\t55.3", 1);
        let moved = Places::parse(&PlacesFiles {
            postcodes: &moved,
            ..embedded::PLACES
        });
        let refused = Imported::read("f", &bytes, &moved.unwrap()).unwrap_err();
        assert!(refused.to_string().contains("other zones"), "{refused}");
    }

    #[test]
    fn imported_minutes_stand_in_for_built_in_ones() {
        let places = places();
        let built_in = Matrices::build(&places, &embedded::NETWORK).unwrap();
        let mut matrices = built_in.clone();
        let (a, b) = (ZoneId(3), ZoneId(5));
        let one_way = table(TravelMode::Transit, &[TimeBand::Evening], |from, to| {
            (from * 2 + to) as u16
        });
        matrices.apply(Imported::new(
            Provider::Gtfs,
            Source::default(),
            &places,
            vec![one_way],
        ));
        let minutes = |band, from, to| matrices.minutes(TravelMode::Transit, band, from, to);
        assert_eq!(minutes(TimeBand::Evening, a, b), Some(11));
        assert_eq!(minutes(TimeBand::Evening, b, a), Some(13));
        let back = matrices.row_to(TravelMode::Transit, TimeBand::Evening, a);
        assert_eq!(back[b.index()], 13, "the way home is the other direction");
        assert_eq!(
            minutes(TimeBand::Day, a, b),
            built_in.minutes(TravelMode::Transit, TimeBand::Day, a, b)
        );
        assert_eq!(matrices.provider(TravelMode::Transit), Provider::Gtfs);
        assert_eq!(matrices.provider(TravelMode::Car), Provider::Builtin);
    }

    #[test]
    fn a_routing_service_does_not_make_ferries_sail_at_night() {
        let places = places();
        let built_in = Matrices::build(&places, &embedded::NETWORK).unwrap();
        let mut matrices = built_in.clone();
        let cells = table(TravelMode::Car, TimeBand::ALL, |from, _| {
            if from == 7 { Imported::NOT_ASKED } else { 42 }
        });
        matrices.apply(Imported::new(
            Provider::Valhalla,
            Source::default(),
            &places,
            vec![cells],
        ));
        let at = |matrices: &Matrices, band, from, to| matrices.minutes(TravelMode::Car, band, from, to);
        for from in (0..places.zone_count() as u16).map(ZoneId) {
            for to in (0..places.zone_count() as u16).step_by(17).map(ZoneId) {
                let day = at(&built_in, TimeBand::Day, from, to);
                for &band in TimeBand::ALL {
                    let known = at(&built_in, band, from, to);
                    let kept = from.0 == 7 || known != day;
                    let expected = if kept { known } else { Some(42) };
                    assert_eq!(at(&matrices, band, from, to), expected);
                }
            }
        }
    }
}
