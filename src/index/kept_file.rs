//! A file that keeps what could be made again. It is a cache: one that is missing, cut, altered, or made by another
//! program or from other tables is as good as none.
//!
//! The line `foothold kept`, a CRC-32 over the rest, and the rest: who made it, and what is kept.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8] = b"foothold kept\n";
const CHECKSUM: usize = 4;

/// Where something is kept, and what must have made it to be of use.
#[derive(Debug, Clone)]
pub struct KeptFile {
    path: PathBuf,
    /// Changes with whatever the content depends on.
    maker: String,
}

/// The whole of a file, which was made by the right maker and is what was written.
#[derive(Debug)]
pub struct Kept {
    bytes: Vec<u8>,
    content_from: usize,
}

impl Kept {
    /// What is kept.
    pub fn content(&self) -> &[u8] {
        self.bytes.get(self.content_from..).unwrap_or_default()
    }
}

impl KeptFile {
    /// A file with this maker.
    pub const fn new(path: PathBuf, maker: String) -> Self {
        Self { path, maker }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it; nothing in case of any doubt.
    pub fn read(&self) -> Option<Kept> {
        let bytes = std::fs::read(&self.path).ok()?;
        let checked_from = MAGIC.len() + CHECKSUM;
        let checksum = bytes.strip_prefix(MAGIC)?.first_chunk::<CHECKSUM>()?;
        if crc32fast::hash(bytes.get(checked_from..)?) != u32::from_le_bytes(*checksum) {
            tracing::warn!(file = %self.path.display(), "a kept file is damaged and is made anew");
            return None;
        }
        let maker = self.maker_line();
        let by_the_same = bytes[checked_from..].starts_with(maker.as_bytes());
        by_the_same.then(|| Kept {
            content_from: checked_from + maker.len(),
            bytes,
        })
    }

    /// Writes it whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written; the one before is then untouched.
    pub fn write(&self, content: &[u8]) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let maker = self.maker_line();
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(maker.as_bytes());
        checksum.update(content);
        let unfinished = self.path.with_extension("part");
        let mut out = File::create(&unfinished)?;
        for part in [
            MAGIC,
            &checksum.finalize().to_le_bytes(),
            maker.as_bytes(),
            content,
        ] {
            out.write_all(part)?;
        }
        out.sync_all()?;
        std::fs::rename(&unfinished, &self.path)
    }

    fn maker_line(&self) -> String {
        format!("{}\n", self.maker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &tempfile::TempDir, maker: &str) -> KeptFile {
        KeptFile::new(folder.path().join("below").join("some.kept"), maker.to_owned())
    }

    #[test]
    fn what_was_written_is_read_by_its_maker_alone() {
        let folder = tempfile::tempdir().unwrap();
        let one = file(&folder, "one");
        assert!(one.read().is_none(), "there is none yet");
        one.write(b"content").unwrap();
        assert_eq!(one.read().unwrap().content(), b"content");
        for other in ["other", "on", "one\ncon"] {
            assert!(file(&folder, other).read().is_none());
        }
        one.write(b"").unwrap();
        assert_eq!(one.read().unwrap().content(), b"");
    }

    #[test]
    fn any_byte_that_is_altered_or_missing_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let one = file(&folder, "one");
        one.write(b"content").unwrap();
        let whole = std::fs::read(one.path()).unwrap();
        for place in 0..whole.len() {
            let mut altered = whole.clone();
            altered[place] ^= 0x10;
            for damaged in [&altered[..], &whole[..place]] {
                std::fs::write(one.path(), damaged).unwrap();
                assert!(one.read().is_none(), "at {place}");
            }
        }
        std::fs::write(one.path(), &whole).unwrap();
        assert!(one.read().is_some());
    }
}
