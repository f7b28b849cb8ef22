//! `foothold taxonomy import`: official classifications into one file that the service loads.

mod labour_market;

use self::labour_market::LabourMarket;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use foothold::app::{Tables, taxonomy_files};
use foothold::exchange::esco::read_release;
use foothold::exchange::labour_market::Subject;
use foothold::exchange::nomenclature::{read_db07, read_disco};
use foothold::taxonomy::esco::EscoTables;
use foothold::taxonomy::esco::merge::merge;
use foothold::taxonomy::imported::{FILE, ImportedTables, encode};
use foothold::taxonomy::{Taxonomy, TaxonomyFiles};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Import official classifications of occupations, skills and industries
#[derive(Debug, Args)]
pub struct TaxonomyTables {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Import(Import),
    /// Import the labour-market balance by area
    ImportBalance(LabourMarket),
    /// Import the outlook for demand by area
    ImportOutlook(LabourMarket),
}

impl TaxonomyTables {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            Action::Import(import) => import.run(),
            Action::ImportBalance(import) => import.run(Subject::Balance),
            Action::ImportOutlook(import) => import.run(Subject::Outlook),
        }
    }
}

/// Join official releases with the tables in force and write one file, `taxonomy/release.bin`
///
/// The file replaces an earlier one as a whole; when anything is wrong, nothing is written. The service uses it
/// when the setting `index.tables` names the folder. Import again after a change of `occupations.tsv`, `skills.tsv` or
/// `occupation_skills.tsv` in that folder, or with a new version of the program.
#[derive(Debug, Args)]
struct Import {
    /// ESCO: folder with the CSV files or the official archives, or an archive; give it again for the second archive
    #[arg(long, value_name = "DIR|ZIP")]
    esco: Vec<PathBuf>,
    /// Table of Danish labels (columns `uri` and `label_da`, tabs), for a release without Danish
    #[arg(long, value_name = "FILE", requires = "esco")]
    danish_labels: Option<PathBuf>,
    /// DISCO-08 of Statistics Denmark, all levels (CSV with semicolons)
    #[arg(long, value_name = "FILE")]
    disco: Option<PathBuf>,
    /// DB07 of Statistics Denmark, all levels (CSV with semicolons, or with a column for each level and tabs)
    #[arg(long, value_name = "FILE")]
    db07: Option<PathBuf>,
    /// Folder of tables to write into, made if missing
    #[arg(long, value_name = "DIR", env = "FOOTHOLD_INDEX__TABLES")]
    out: PathBuf,
}

impl Import {
    fn run(self) -> anyhow::Result<ExitCode> {
        if self.esco.is_empty() && self.disco.is_none() && self.db07.is_none() {
            bail!("give at least one of --esco, --disco and --db07");
        }
        let began = Instant::now();
        let in_force = Some(self.out.as_path()).filter(|folder| folder.is_dir());
        let tables = Tables::load(in_force)?.without_imported();
        let files = taxonomy_files(&tables)?;
        let house = Taxonomy::parse(&files)?;
        let mut imported = self.read(&house)?;
        if imported.esco.is_some() {
            let joined = Taxonomy::with_imported(&files, Some(&imported))?;
            imported.keep(joined.similarity);
        }
        let bytes = encode(&imported, &files)?;
        check(&files, &bytes)?;
        let path = self.out.join("taxonomy").join(FILE);
        replace(&path, &bytes)?;
        print_summary(&imported, &house);
        println!(
            "{}: {:.1} MB, {:.1} s",
            path.display(),
            bytes.len() as f64 / 1e6,
            began.elapsed().as_secs_f64()
        );
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self, house: &Taxonomy) -> anyhow::Result<ImportedTables> {
        let mut imported = ImportedTables::default();
        if !self.esco.is_empty() {
            let is_unit_group = |code| house.occupations.ix(code).is_some();
            let release = read_release(&self.esco, self.danish_labels.as_deref(), &is_unit_group)?;
            imported.esco = Some(merge(&release, house)?);
        }
        if let Some(path) = &self.disco {
            imported.disco = read_disco(path, house)?;
        }
        if let Some(path) = &self.db07 {
            imported.db07 = read_db07(path, house)?;
        }
        Ok(imported)
    }
}

/// What is written must load: the service would refuse to start otherwise.
fn check(files: &TaxonomyFiles<'_>, bytes: &[u8]) -> anyhow::Result<()> {
    let began = Instant::now();
    Taxonomy::load(files, Some(bytes)).context("the imported tables do not load")?;
    println!("loads in {} ms", began.elapsed().as_millis());
    Ok(())
}

/// Writes beside the file and puts it in its place, so that a reader sees the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(failed)?;
    }
    let part = path.with_extension("part");
    let mut file = File::create(&part).with_context(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .with_context(failed)?;
    std::fs::rename(&part, path).with_context(failed)
}

fn print_summary(imported: &ImportedTables, house: &Taxonomy) {
    if let Some(esco) = &imported.esco {
        print_esco(esco, house);
    }
    if !imported.disco.is_empty() {
        println!("DISCO-08: {} codes", imported.disco.len());
    }
    if !imported.db07.is_empty() {
        println!("DB07: {} names", imported.db07.len());
    }
}

fn print_esco(esco: &EscoTables, house: &Taxonomy) {
    let about = &esco.about;
    let version = if about.version.is_empty() {
        "release not named by its files"
    } else {
        &about.version
    };
    println!("ESCO {version}, labels in {}", about.languages.join(" and "));
    println!("  {} occupations", about.occupations);
    println!("  {} skills in {} groups", about.skills, about.groups);
    println!("  {} relations between them", about.relations);
    for (file, skipped) in &about.skipped {
        println!("  {skipped} relations of {file} left out: an end of theirs is not in the release");
    }
    if about.labels_without_concept > 0 {
        println!(
            "  {} labels left out: their concept is not in the release",
            about.labels_without_concept
        );
    }
    println!(
        "  {} merged with the {} skills of the house, {} new",
        about.merged,
        house.skills.len(),
        esco.skills.len()
    );
}
