//! What must hold of an official release once it is read.

use super::*;
use crate::taxonomy::esco::merge::merge;
use crate::taxonomy::{Taxonomy, TaxonomyFiles};

fn text_of(name: &str) -> &'static str {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "index", "taxonomy", name]
        .iter()
        .collect();
    std::fs::read_to_string(path).unwrap_or_default().leak()
}

fn data() -> PathBuf {
    std::env::var_os("FOOTHOLD_DATA").map_or_else(|| "../shared/data".into(), PathBuf::from)
}

#[test]
fn the_real_release_is_read_when_it_is_there() {
    let folder = data().join("esco-v1.1.1-en");
    let labels = data().join("esco-danish-occupation-labels/labels.tsv");
    if !folder.is_dir() || !labels.is_file() {
        eprintln!("{} is not there; nothing was tested", folder.display());
        return;
    }
    let files = TaxonomyFiles::from_names(|name| Some(text_of(name))).unwrap();
    let house = Taxonomy::parse(&files).unwrap();
    let start = std::time::Instant::now();
    let release = read_release(&[folder], Some(&labels), &|code| {
        house.occupations.ix(code).is_some()
    })
    .unwrap_or_else(|error| panic!("{error}"));
    eprintln!("read {:?}", start.elapsed());
    eprintln!(
        "{:?} {:?} {} {} {} {:?} {}",
        release.version,
        release.languages,
        release.occupations.len(),
        release.skills.len(),
        release.relations,
        release.skipped,
        release.labels_without_concept
    );
    let start = std::time::Instant::now();
    let tables = merge(&release, &house).unwrap();
    eprintln!("merged {:?} {:#?}", start.elapsed(), tables.about);
    for merged in &tables.merged {
        eprintln!(
            "{} {}",
            house.skills.id(merged.skill),
            release
                .skills
                .iter()
                .find(|s| s.uri == merged.uri)
                .unwrap()
                .names
                .english
                .as_ref()
                .unwrap()
        );
    }
}
