//! Tells the program which code derives its tables, so that what another version of it kept is made anew.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What a derived table may depend on beside the tables themselves.
const SOURCES: [&str; 4] = ["src/domain", "src/taxonomy", "src/travel", "Cargo.lock"];

fn main() -> std::io::Result<()> {
    let mut hash = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        add(Path::new(source), &mut hash)?;
    }
    println!("cargo:rustc-env=FOOTHOLD_DERIVING_CODE={:016x}", hash.finish());
    Ok(())
}

/// Adds a file, or all files below a folder in the order of their names.
fn add(path: &Path, hash: &mut DefaultHasher) -> std::io::Result<()> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut below = entries.collect::<std::io::Result<Vec<PathBuf>>>()?;
        below.sort_unstable();
        return below.iter().try_for_each(|path| add(path, hash));
    }
    if path.is_file() {
        path.hash(hash);
        std::fs::read(path)?.hash(hash);
    }
    Ok(())
}
