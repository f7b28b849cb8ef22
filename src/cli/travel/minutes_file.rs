//! The folder of tables that minutes are made for and written to.

use anyhow::Context;
use foothold::app::Tables;
use foothold::travel::{Imported, NetworkFiles, Places, PlacesFiles};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Tables of a folder, on top of the built-in ones.
pub struct TablesFolder {
    folder: PathBuf,
    tables: Tables,
}

impl TablesFolder {
    /// Reads the folder; it may be new.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            tables: Tables::load(Some(folder))?,
        })
    }

    /// The postcodes the service will know with this folder.
    pub fn places(&self) -> anyhow::Result<Places> {
        Ok(Places::parse(&PlacesFiles {
            land_masses: self.tables.text("places/land_masses.tsv")?,
            postcodes: self.tables.text("places/postcodes.tsv")?,
            places: self.tables.text("places/places.tsv")?,
        })?)
    }

    /// The built-in network.
    pub fn network(&self) -> anyhow::Result<NetworkFiles<'_>> {
        Ok(NetworkFiles {
            links: self.tables.text("places/links.tsv")?,
            barriers: self.tables.text("places/barriers.tsv")?,
            motorways: self.tables.text("places/motorways.tsv")?,
            transit_stops: self.tables.text("places/transit_stops.tsv")?,
            transit_lines: self.tables.text("places/transit_lines.tsv")?,
            transit_local: self.tables.text("places/transit_local.tsv")?,
        })
    }

    /// Writes a file of minutes; until it is complete, the one before stays.
    pub fn write(&self, name: &str, imported: &Imported) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let failed = || format!("cannot write {}", path.display());
        let folder = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(folder).with_context(failed)?;
        let bytes = imported.to_bytes();
        let unfinished = path.with_extension("bin.tmp");
        let write = || -> std::io::Result<()> {
            let mut file = File::create(&unfinished)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&unfinished, &path)?;
            File::open(folder)?.sync_all()
        };
        write().with_context(failed)?;
        println!("{}: {} bytes", path.display(), bytes.len());
        Ok(())
    }
}
