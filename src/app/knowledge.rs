//! The tables a score is made with, read from their files.

use super::StartError;
use super::derived::Derived;
use super::tables::Tables;
use crate::matching::knowledge::Knowledge;
use crate::taxonomy::{Taxonomy, TaxonomyError, TaxonomyFiles};
use crate::travel::{Imported, Matrices, NetworkFiles, Places, PlacesFiles};

/// The texts of the taxonomy's tables.
pub fn taxonomy_files(tables: &Tables) -> Result<TaxonomyFiles<'_>, TaxonomyError> {
    TaxonomyFiles::from_names(|name| tables.find(&format!("taxonomy/{name}")))
}

/// The tables a score is made with.
pub fn read_knowledge(tables: &Tables) -> Result<Knowledge, StartError> {
    Ok(derive_knowledge(tables)?.0)
}

/// As [`read_knowledge`], with what was derived on the way and may be kept.
pub(super) fn derive_knowledge(tables: &Tables) -> Result<(Knowledge, Derived), StartError> {
    let (taxonomy, travel) = rayon::join(
        || Ok::<_, StartError>(Taxonomy::load(&taxonomy_files(tables)?, tables.imported())?),
        || {
            let places = read_places(tables)?;
            let travel = Matrices::build(&places, &network_files(tables)?)?;
            Ok::<_, StartError>((places, travel))
        },
    );
    let (taxonomy, (places, travel)) = (taxonomy?, travel?);
    let derived = Derived {
        similarity: taxonomy.similarity.clone(),
        minutes: travel.to_minutes(),
    };
    Ok((joined(tables, taxonomy, places, travel)?, derived))
}

/// As [`read_knowledge`], of tables that were read before, with what was derived then.
pub(super) fn read_knowledge_again(tables: &Tables, derived: Derived) -> Result<Knowledge, StartError> {
    let Derived { similarity, minutes } = derived;
    let (taxonomy, travel) = rayon::join(
        || {
            let files = taxonomy_files(tables)?;
            Ok::<_, StartError>(Taxonomy::load_again(&files, tables.imported(), similarity)?)
        },
        || {
            let places = read_places(tables)?;
            let files = network_files(tables)?;
            let travel = if minutes.are_for(&places) {
                Matrices::with_minutes(&places, &files, minutes)?
            } else {
                Matrices::build(&places, &files)?
            };
            Ok::<_, StartError>((places, travel))
        },
    );
    let (places, travel) = travel?;
    joined(tables, taxonomy?, places, travel)
}

/// The minutes between all zones of these places.
pub fn read_travel(tables: &Tables, places: &Places) -> Result<Matrices, StartError> {
    let travel = Matrices::build(places, &network_files(tables)?)?;
    with_imported_minutes(tables, places, travel)
}

fn joined(
    tables: &Tables,
    taxonomy: Taxonomy,
    places: Places,
    travel: Matrices,
) -> Result<Knowledge, StartError> {
    Ok(Knowledge {
        travel: with_imported_minutes(tables, &places, travel)?,
        taxonomy,
        places,
    })
}

fn with_imported_minutes(
    tables: &Tables,
    places: &Places,
    mut travel: Matrices,
) -> Result<Matrices, StartError> {
    for (name, bytes) in tables.imported_minutes() {
        travel.apply(Imported::read(name, bytes, places)?);
    }
    Ok(travel)
}

fn read_places(tables: &Tables) -> Result<Places, StartError> {
    Ok(Places::parse(&PlacesFiles {
        land_masses: tables.text("places/land_masses.tsv")?,
        postcodes: tables.text("places/postcodes.tsv")?,
        places: tables.text("places/places.tsv")?,
    })?)
}

fn network_files(tables: &Tables) -> Result<NetworkFiles<'_>, StartError> {
    Ok(NetworkFiles {
        links: tables.text("places/links.tsv")?,
        barriers: tables.text("places/barriers.tsv")?,
        motorways: tables.text("places/motorways.tsv")?,
        transit_stops: tables.text("places/transit_stops.tsv")?,
        transit_lines: tables.text("places/transit_lines.tsv")?,
        transit_local: tables.text("places/transit_local.tsv")?,
    })
}
