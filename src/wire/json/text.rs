//! Text and numbers as they stand in JSON.

use std::fmt;

/// Hundredths of hundredths: what shares are rounded to.
const TEN_THOUSANDTHS: f64 = 10_000.0;
/// Below this, a number times ten thousand fits a whole number of 32 bits.
const SMALL: f64 = 100_000.0;
const HEX: &[u8; 16] = b"0123456789abcdef";

/// Appends text within quotes.
#[inline]
pub(super) fn append_quoted(bytes: &mut Vec<u8>, text: &str) {
    bytes.reserve(text.len() + 2);
    bytes.push(b'"');
    append_escaped(bytes, text);
    bytes.push(b'"');
}

/// Appends text as it stands within quotes.
#[inline]
fn append_escaped(bytes: &mut Vec<u8>, text: &str) {
    if is_plain(text.as_bytes()) {
        bytes.extend_from_slice(text.as_bytes());
    } else {
        append_with_escapes(bytes, text.as_bytes());
    }
}

#[cold]
fn append_with_escapes(bytes: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        if is_special(byte) {
            append_escape(bytes, byte);
        } else {
            bytes.push(byte);
        }
    }
}

/// Whether text stands in JSON as it is. Many bytes are looked at at once, the last of them together with some
/// that were looked at before.
fn is_plain(text: &[u8]) -> bool {
    if let Some(last) = text.last_chunk::<16>() {
        let (chunks, _) = text.as_chunks::<16>();
        return chunks.iter().all(is_plain_chunk) && is_plain_chunk(last);
    }
    match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => is_plain_chunk(first) & is_plain_chunk(last),
        _ => !text.iter().any(|&byte| is_special(byte)),
    }
}

/// Without an early end, so that all bytes are compared at once.
#[inline]
fn is_plain_chunk<const BYTES: usize>(chunk: &[u8; BYTES]) -> bool {
    !chunk.iter().fold(false, |found, &byte| found | is_special(byte))
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

fn append_escape(bytes: &mut Vec<u8>, special: u8) {
    let short = match special {
        b'"' | b'\\' => special,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        control => {
            let digits = [HEX[usize::from(control >> 4)], HEX[usize::from(control & 15)]];
            bytes.extend_from_slice(b"\\u00");
            bytes.extend_from_slice(&digits);
            return;
        }
    };
    bytes.extend_from_slice(&[b'\\', short]);
}

/// Takes text in pieces, as it stands within quotes.
pub(super) struct Escaping<'b>(pub(super) &'b mut Vec<u8>);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        append_escaped(self.0, text);
        Ok(())
    }
}

/// Appends a finite number that has at most four decimals; `false` where it has more, or is large or below 0.
pub(super) fn append_short_decimal(bytes: &mut Vec<u8>, value: f64) -> bool {
    if !(0.0..SMALL).contains(&value) || value.is_sign_negative() {
        return false;
    }
    let scaled = (value * TEN_THOUSANDTHS + 0.5) as u32;
    // Dividing whole numbers rounds as reading the decimals does, so this number is written so at its shortest.
    #[expect(
        clippy::float_cmp,
        reason = "either it is the very same number or it has more decimals"
    )]
    if f64::from(scaled) / TEN_THOUSANDTHS != value {
        return false;
    }
    let (whole, mut decimals) = (scaled / 10_000, scaled % 10_000);
    bytes.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
    let mut digits = *b".0000";
    for digit in digits[1..].iter_mut().rev() {
        *digit += (decimals % 10) as u8;
        decimals /= 10;
    }
    let zeros = digits[2..]
        .iter()
        .rev()
        .take_while(|&&digit| digit == b'0')
        .count();
    bytes.extend_from_slice(&digits[..digits.len() - zeros]);
    true
}
