//! Codes of official classifications, as types.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISCO-08 unit group (four digits, `0110`..=`9629`); DISCO-08 shares these four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OccupationCode(u16);

impl OccupationCode {
    /// Reads four digits; whether the code is in use is the taxonomy's to say.
    pub fn parse(text: &str) -> Option<Self> {
        let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if four_digits {
            text.parse().ok().map(Self)
        } else {
            None
        }
    }

    /// The code as a number, for instance 110 for `0110`.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// How many leading digits two codes share (0..=4): closeness in the classification's tree.
    pub fn shared_digits(self, other: Self) -> u8 {
        [1000, 100, 10, 1]
            .iter()
            .take_while(|&&scale| self.0 / scale == other.0 / scale)
            .count() as u8
    }
}

impl fmt::Display for OccupationCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(text_of(&four_digits(self.0)))
    }
}

impl Serialize for OccupationCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text_of(&four_digits(self.0)))
    }
}

impl<'de> Deserialize<'de> for OccupationCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a four-digit ISCO-08 code"))
    }
}

/// A division of the Danish industry classification DB07 (two digits, `01`..=`99`), the same
/// two digits as NACE Rev. 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndustryDivision(u8);

impl IndustryDivision {
    /// Reads a division, or the division of a longer DB07 code such as `5210` or `52.10.00`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits_and_dots = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let head = text
            .get(..2)
            .filter(|head| head.bytes().all(|byte| byte.is_ascii_digit()))?;
        if digits_and_dots && text.len() <= 8 {
            head.parse().ok().filter(|&n| n > 0).map(Self)
        } else {
            None
        }
    }

    /// The division as a number, 1..=99.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for IndustryDivision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}", self.0)
    }
}

impl Serialize for IndustryDivision {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IndustryDivision {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a DB07 division"))
    }
}

/// A Danish postcode (four digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(u16);

impl Postcode {
    /// Reads four digits; whether the postcode is in use is the table of places' to say.
    pub fn parse(text: &str) -> Option<Self> {
        let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if four_digits {
            text.parse().ok().map(Self)
        } else {
            None
        }
    }

    /// The postcode of a number of at most four digits.
    pub const fn from_number(number: u16) -> Option<Self> {
        if number <= 9999 { Some(Self(number)) } else { None }
    }

    /// The postcode as a number, for instance 999 for `0999`.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(text_of(&four_digits(self.0)))
    }
}

/// A number of at most four digits as four; a list has two hundred of them.
fn four_digits(number: u16) -> [u8; 4] {
    let digit = |scale: u16| b'0' + (number / scale % 10) as u8;
    [digit(1000), digit(100), digit(10), digit(1)]
}

/// Digits as text.
fn text_of(digits: &[u8; 4]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

impl Serialize for Postcode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text_of(&four_digits(self.0)))
    }
}

impl<'de> Deserialize<'de> for Postcode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a four-digit postcode"))
    }
}
