//! Input files: plain or gzip, a path or standard input.

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest JSON document read as a whole, in bytes.
const LONGEST_DOCUMENT: u64 = 64 * 1024 * 1024;

/// What is read, and how long it is before it is unpacked, where that is known.
pub struct Input {
    pub bytes: Box<dyn Read + Send>,
    pub length: Option<u64>,
}

/// Opens a file, or standard input for `-`. A name that ends in .gz is unpacked; `read` is told of
/// the packed bytes as they come.
pub fn open(path: &Path, read: impl Fn(u64) + Send + 'static) -> anyhow::Result<Input> {
    if path == Path::new("-") {
        let bytes = Box::new(Counted {
            inner: std::io::stdin(),
            read,
        });
        return Ok(Input { bytes, length: None });
    }
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let length = Some(file.metadata()?.len());
    let counted = Counted { inner: file, read };
    let packed = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    let bytes: Box<dyn Read + Send> = if packed {
        Box::new(MultiGzDecoder::new(counted))
    } else {
        Box::new(counted)
    };
    Ok(Input { bytes, length })
}

/// A JSON document.
pub fn read_json(path: &Path) -> anyhow::Result<Value> {
    let mut text = Vec::new();
    open(path, |_| {})?
        .bytes
        .take(LONGEST_DOCUMENT)
        .read_to_end(&mut text)
        .with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is not JSON", path.display()))
}

/// Tells how much was read.
struct Counted<R, F> {
    inner: R,
    read: F,
}

impl<R: Read, F: Fn(u64)> Read for Counted<R, F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        (self.read)(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn packed_and_plain_files_read_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, packed) = (folder.path().join("a.json"), folder.path().join("a.json.gz"));
        std::fs::write(&plain, b"{\"a\": 1}").unwrap();
        let mut encoder = GzEncoder::new(File::create(&packed).unwrap(), Compression::fast());
        encoder.write_all(b"{\"a\": 1}").unwrap();
        encoder.finish().unwrap();
        assert_eq!(read_json(&plain).unwrap(), read_json(&packed).unwrap());
        assert!(read_json(&folder.path().join("missing")).is_err());
    }
}
