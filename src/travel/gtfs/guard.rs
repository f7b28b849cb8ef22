//! A reader that stops what is too large before it fills the memory.

use std::io::{Error, Read, Result};

/// No row of a timetable comes near this many bytes.
const LONGEST_ROW: u64 = 1 << 20;

/// Counts what is read and ends with an error beyond the bounds: an archive can unpack to a
/// thousand times its size, and a quote that is never closed makes the rest of a file one value.
pub(super) struct Guard<R> {
    source: R,
    left: u64,
    in_row: u64,
    quoted: bool,
    last: u8,
}

impl<R> Guard<R> {
    pub(super) fn new(source: R, limit: u64) -> Self {
        Self {
            source,
            left: limit,
            in_row: 0,
            quoted: false,
            last: b'\n',
        }
    }

    /// A quote opens a value only where a value begins; a row ends outside quotes.
    fn follow(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            self.in_row += 1;
            match byte {
                b'"' if self.quoted => self.quoted = false,
                b'"' if matches!(self.last, b',' | b'\n' | b'\r' | b'"') => self.quoted = true,
                b'\n' if !self.quoted => self.in_row = 0,
                _ => {}
            }
            self.last = byte;
            if self.in_row > LONGEST_ROW {
                return false;
            }
        }
        true
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.source.read(buffer)?;
        let Some(left) = self.left.checked_sub(count as u64) else {
            return Err(Error::other("the file is larger than the bound"));
        };
        self.left = left;
        if self.follow(&buffer[..count]) {
            Ok(count)
        } else {
            Err(Error::other("a row of more than 1 MiB: is a quote never closed?"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], limit: u64) -> Result<usize> {
        Guard::new(text, limit).read_to_end(&mut Vec::new())
    }

    #[test]
    fn files_and_rows_are_bounded() {
        assert!(read(b"a,b\n1,2\n", 8).is_ok());
        assert!(read(b"a,b\n1,2\n", 7).is_err());
        let many_rows = b"1,2,3\n".repeat(400_000);
        assert!(read(&many_rows, u64::MAX).is_ok());
        let inches = [b"a,5\" pipe\n".as_slice(), &many_rows].concat();
        assert!(read(&inches, u64::MAX).is_ok());
        let open_quote = [b"a,\"pipe\n".as_slice(), &many_rows].concat();
        assert!(read(&open_quote, u64::MAX).is_err());
        assert!(read(&b"7".repeat(2 << 20), u64::MAX).is_err());
    }
}
