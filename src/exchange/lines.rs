//! Splits a stream of bytes into records without ever holding more than one of them.

use super::item::Item;
use crate::wire::field_error::FieldErrorCode;

/// Longest record that is read, in bytes.
pub const LONGEST_RECORD: usize = 1_000_000;

/// The mark that some programs write before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every line break.
    Line,
    /// A line break outside quotation marks; the byte separates cells.
    Row(u8),
}

/// A record as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Number of its first line, from 1.
    pub line: u64,
    /// Its text without the line break, or why it cannot be read.
    pub text: Result<String, Unreadable>,
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is longer than what is read at once.
    #[error("longer than {0} bytes")]
    TooLong(usize),
    /// It is not UTF-8.
    #[error("not UTF-8; save the file with that encoding")]
    BadEncoding,
    /// It holds a NUL byte.
    #[error("a NUL byte is not text")]
    Nul,
    /// The stream ended inside quotation marks.
    #[error("a quotation mark is opened and never closed")]
    OpenQuote,
}

impl Unreadable {
    /// The code by which the sender is told.
    pub const fn code(self) -> FieldErrorCode {
        match self {
            Self::TooLong(_) => FieldErrorCode::TooLong,
            Self::BadEncoding => FieldErrorCode::BadEncoding,
            Self::Nul => FieldErrorCode::ControlCharacter,
            Self::OpenQuote => FieldErrorCode::BadFormat,
        }
    }
}

/// Where in a row the splitter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    CellStart,
    Outside,
    Inside,
    /// Right after a quotation mark inside: the end of the quotation, or half of a doubled mark.
    MaybeEnd,
}

/// Splits chunks of bytes into records. A record that is too long is dropped as it comes and
/// reported once; the next begins after its line break.
#[derive(Debug)]
pub struct Splitter {
    ending: Ending,
    longest: usize,
    held: Vec<u8>,
    line: u64,
    first_line: u64,
    quote: Quote,
    overlong: bool,
}

impl Splitter {
    /// A splitter of records of at most `longest` bytes.
    pub const fn new(ending: Ending, longest: usize) -> Self {
        Self {
            ending,
            longest,
            held: Vec::new(),
            line: 1,
            first_line: 1,
            quote: Quote::CellStart,
            overlong: false,
        }
    }

    /// Ends records in another way from the next one on.
    pub const fn end_records_with(&mut self, ending: Ending) {
        self.ending = ending;
    }

    /// Takes bytes from the chunk up to the end of the next record; `None` when the chunk is used
    /// up before one ends. Blank lines are no records.
    pub fn next_record(&mut self, chunk: &mut &[u8]) -> Option<Record> {
        while !chunk.is_empty() {
            let end = self.find_end(chunk);
            let (taken, rest) = chunk.split_at(end.map_or(chunk.len(), |end| end + 1));
            *chunk = rest;
            self.hold(&taken[..end.unwrap_or(taken.len())]);
            if end.is_some() {
                self.line += 1;
                if let Some(record) = self.complete() {
                    return Some(record);
                }
            }
        }
        None
    }

    /// The last record, when the stream does not end with a line break.
    pub fn finish(&mut self) -> Option<Record> {
        let open = matches!(self.ending, Ending::Row(_)) && self.quote == Quote::Inside;
        let record = self.complete()?;
        let text = if open {
            Err(Unreadable::OpenQuote)
        } else {
            record.text
        };
        Some(Record { text, ..record })
    }

    /// Position of the line break that ends the record in progress.
    fn find_end(&mut self, chunk: &[u8]) -> Option<usize> {
        let Ending::Row(separator) = self.ending else {
            return chunk.iter().position(|&byte| byte == b'\n');
        };
        for (index, &byte) in chunk.iter().enumerate() {
            if byte == b'\n' {
                // A quotation that goes on past the longest record is a mistake: the row ends here.
                if self.quote != Quote::Inside || self.overlong || self.held.len() + index > self.longest {
                    return Some(index);
                }
                self.line += 1;
            } else {
                self.quote = match (self.quote, byte) {
                    (Quote::Inside, b'"') => Quote::MaybeEnd,
                    (Quote::Inside, _) | (Quote::CellStart | Quote::MaybeEnd, b'"') => Quote::Inside,
                    (_, byte) if byte == separator => Quote::CellStart,
                    _ => Quote::Outside,
                };
            }
        }
        None
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.overlong {
            return;
        }
        // One more byte than allowed may be a carriage return that does not count.
        if self.held.len() + bytes.len() > self.longest + 1 {
            self.overlong = true;
            self.held = Vec::new();
        } else {
            self.held.extend_from_slice(bytes);
        }
    }

    /// The record that has just ended, unless it is blank; the splitter is ready for the next.
    fn complete(&mut self) -> Option<Record> {
        let mut bytes = std::mem::take(&mut self.held);
        let line = std::mem::replace(&mut self.first_line, self.line);
        let overlong = std::mem::take(&mut self.overlong);
        self.quote = Quote::CellStart;
        if bytes.ends_with(b"\r") {
            bytes.pop();
        }
        if line == 1 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        if overlong || bytes.len() > self.longest {
            let text = Err(Unreadable::TooLong(self.longest));
            return Some(Record { line, text });
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => Err(Unreadable::Nul),
            Ok(text) => Ok(text),
            Err(_) => Err(Unreadable::BadEncoding),
        };
        Some(Record { line, text })
    }
}

/// Reads NDJSON as it comes.
#[derive(Debug)]
pub struct NdjsonImport(Splitter);

impl Default for NdjsonImport {
    fn default() -> Self {
        Self::with_longest(LONGEST_RECORD)
    }
}

impl NdjsonImport {
    /// An import of lines of at most `longest` bytes.
    pub const fn with_longest(longest: usize) -> Self {
        Self(Splitter::new(Ending::Line, longest))
    }

    /// The next item that ends within the chunk, which is used up as far as it is read.
    pub fn next_item(&mut self, chunk: &mut &[u8]) -> Option<Item> {
        self.0.next_record(chunk).map(item)
    }

    /// The last item, when the stream does not end with a line break.
    pub fn finish(&mut self) -> Option<Item> {
        self.0.finish().map(item)
    }
}

fn item(record: Record) -> Item {
    match record.text {
        Ok(text) => Item::of_json(record.line, &text),
        Err(unreadable) => Item::broken(record.line, unreadable.code(), unreadable.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(ending: Ending, longest: usize, chunks: &[&[u8]]) -> Vec<Record> {
        let mut splitter = Splitter::new(ending, longest);
        let mut found = Vec::new();
        for chunk in chunks {
            let mut rest = *chunk;
            while let Some(record) = splitter.next_record(&mut rest) {
                found.push(record);
            }
        }
        found.extend(splitter.finish());
        found
    }

    fn texts(found: &[Record]) -> Vec<(u64, Result<&str, Unreadable>)> {
        found
            .iter()
            .map(|record| (record.line, record.text.as_deref().map_err(|&error| error)))
            .collect()
    }

    #[test]
    fn lines_come_whole_however_the_stream_is_cut() {
        let found = records(
            Ending::Line,
            100,
            &[b"\xef\xbb\xbfa", b"b\r", b"\n\n  \nc", b"d\ne"],
        );
        assert_eq!(texts(&found), [(1, Ok("ab")), (4, Ok("cd")), (5, Ok("e"))]);
    }

    #[test]
    fn broken_lines_are_reported_and_passed_over() {
        let found = records(
            Ending::Line,
            4,
            &[
                b"12345\n",
                b"1234\r\n\xff\n",
                b"a\0\n",
                b"123",
                b"456",
                b"789\nok\n",
            ],
        );
        assert_eq!(
            texts(&found),
            [
                (1, Err(Unreadable::TooLong(4))),
                (2, Ok("1234")),
                (3, Err(Unreadable::BadEncoding)),
                (4, Err(Unreadable::Nul)),
                (5, Err(Unreadable::TooLong(4))),
                (6, Ok("ok")),
            ]
        );
    }

    #[test]
    fn a_row_goes_on_inside_quotation_marks() {
        let row = Ending::Row(b',');
        let found = records(
            row,
            100,
            &[b"a,\"b\nc \"\"d\"\"\"\n5\" pipe,x\n", b"\"e", b"\"\n"],
        );
        assert_eq!(
            texts(&found),
            [
                (1, Ok("a,\"b\nc \"\"d\"\"\"")),
                (3, Ok("5\" pipe,x")),
                (4, Ok("\"e\""))
            ]
        );
        let open = records(row, 100, &[b"ok\n\"never\nclosed\n"]);
        assert_eq!(texts(&open), [(1, Ok("ok")), (2, Err(Unreadable::OpenQuote))]);
        let runaway = records(row, 8, &[b"\"never\nclosed\nnot\nat all\nok\n"]);
        assert_eq!(
            texts(&runaway),
            [
                (1, Err(Unreadable::TooLong(8))),
                (3, Ok("not")),
                (4, Ok("at all")),
                (5, Ok("ok"))
            ]
        );
    }

    proptest! {
        #[test]
        fn cutting_the_stream_elsewhere_changes_nothing(
            bytes in prop::collection::vec(prop::sample::select(b"ab\",;\n\r\0\xc3\xa6".to_vec()), 0..80),
            cuts in prop::collection::vec(0_usize..80, 0..6),
            quoted: bool,
        ) {
            let ending = if quoted { Ending::Row(b',') } else { Ending::Line };
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            prop_assert_eq!(records(ending, 100, &chunks), records(ending, 100, &[&bytes]));
        }

        #[test]
        fn no_line_of_json_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut import = NdjsonImport::with_longest(50);
            let mut rest = bytes.as_slice();
            let mut last = 0;
            while let Some(item) = import.next_item(&mut rest) {
                prop_assert!(item.line > last);
                last = item.line;
            }
            prop_assert!(import.finish().is_none_or(|item| item.line > last));
        }
    }
}
