//! Reads the simple values of a body: text, numbers, closed lists, dates and times.

use super::bounds::{YEARS, is_in_years, years_wanted};
use super::field_error::{Discretion, FieldErrorCode};
use super::reader::{Field, nearest};
use crate::privacy::guard::personal_data_in;
use jiff::civil::Date;
use serde_json::Value;
use std::ops::RangeInclusive;

impl<'v> Field<'v, '_> {
    fn any_string(self) -> Option<&'v str> {
        match self.value()? {
            Value::String(text) => Some(text),
            _ => self.wrong_type("a string"),
        }
    }

    /// A token that this service gave out itself, 1..=`most` bytes: random characters in it are not
    /// taken for somebody's number.
    pub fn opaque(self, most: usize) -> Option<&'v str> {
        let text = self.any_string()?;
        if (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some(text);
        }
        self.error(
            FieldErrorCode::BadId,
            format!("1 to {most} visible ASCII characters"),
        );
        None
    }

    fn string(self) -> Option<&'v str> {
        let text = self.any_string()?;
        if self.findings().discretion() == Discretion::Confidential && personal_data_in(text).is_some() {
            self.error(
                FieldErrorCode::PersonalData,
                "this text looks like it identifies a person; use codes and opaque references only",
            );
            return None;
        }
        Some(text)
    }

    /// One line of 1..=`most` characters, without the spaces around it.
    pub fn text(self, most: usize) -> Option<&'v str> {
        let text = self.string()?;
        if has_control(text, |_| false) {
            self.error(
                FieldErrorCode::ControlCharacter,
                "control characters are not accepted",
            );
            return None;
        }
        let text = text.trim();
        if text.is_empty() {
            self.error(
                FieldErrorCode::Empty,
                "leave the field out instead of sending empty text",
            );
            return None;
        }
        self.within(text, most)
    }

    /// Text of several lines and at most `most` characters; empty text is no text.
    pub fn long_text(self, most: usize) -> Option<&'v str> {
        let text = self.string()?;
        if has_control(text, |byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
            self.error(
                FieldErrorCode::ControlCharacter,
                "control characters other than line breaks and tabs are not accepted",
            );
            return None;
        }
        let text = text.trim();
        if text.is_empty() {
            None
        } else {
            self.within(text, most)
        }
    }

    fn within(&self, text: &'v str, most: usize) -> Option<&'v str> {
        if text.len() > most && text.chars().count() > most {
            self.error(FieldErrorCode::TooLong, format!("at most {most} characters"));
            return None;
        }
        Some(text)
    }

    /// An opaque id of 1..=`most` bytes.
    pub fn id(self, most: usize) -> Option<&'v str> {
        let text = self.text(most)?;
        if text.len() > most {
            self.error(FieldErrorCode::TooLong, format!("at most {most} bytes"));
            return None;
        }
        Some(text)
    }

    /// True or false.
    pub fn boolean(self) -> Option<bool> {
        match self.value()? {
            Value::Bool(value) => Some(*value),
            _ => self.wrong_type("true or false"),
        }
    }

    /// True or false, false when absent.
    pub fn flag(self) -> bool {
        self.boolean().unwrap_or(false)
    }

    /// A whole number within bounds.
    pub fn integer(self, bounds: RangeInclusive<i64>) -> Option<i64> {
        let Value::Number(number) = self.value()? else {
            return self.wrong_type("a whole number");
        };
        let whole = number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            (float.fract() == 0.0 && float.abs() < 1e15).then_some(float as i64)
        });
        match whole {
            Some(whole) if bounds.contains(&whole) => Some(whole),
            _ => {
                self.error(
                    FieldErrorCode::OutOfRange,
                    format!("a whole number from {} to {}", bounds.start(), bounds.end()),
                );
                None
            }
        }
    }

    /// A number within bounds.
    pub fn number(self, bounds: RangeInclusive<f64>) -> Option<f64> {
        let Value::Number(number) = self.value()? else {
            return self.wrong_type("a number");
        };
        match number.as_f64() {
            Some(float) if bounds.contains(&float) => Some(float),
            _ => {
                self.error(
                    FieldErrorCode::OutOfRange,
                    format!("a number from {} to {}", bounds.start(), bounds.end()),
                );
                None
            }
        }
    }

    /// A value of a closed list.
    pub fn closed<T>(self, codes: &[&str], from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
        // A code identifies nobody: only what is none is looked through.
        if let Some(value) = from_code(self.any_string()?) {
            return Some(value);
        }
        let text = self.string()?;
        if !self.findings().is_full() {
            self.error_suggesting(
                FieldErrorCode::UnknownCode,
                format!("one of {}", codes.join(", ")),
                nearest(text, codes),
            );
        }
        None
    }

    /// A date, `YYYY-MM-DD`.
    pub fn date(self) -> Option<Date> {
        let text = self.string()?;
        let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
        let Some(date) = date else {
            self.error(FieldErrorCode::BadDate, "a date is written YYYY-MM-DD");
            return None;
        };
        if (YEARS.0..=YEARS.1).contains(&date.year()) {
            Some(date)
        } else {
            self.error(FieldErrorCode::OutOfRange, years_wanted());
            None
        }
    }

    /// The first day of a month written `YYYY-MM`, or of the month of a date.
    pub fn month(self) -> Option<Date> {
        let text = self.string()?;
        if text.len() == 10 {
            return self.date().map(Date::first_of_month);
        }
        let date = (text.len() == 7)
            .then(|| format!("{text}-01").parse::<Date>().ok())
            .flatten()
            .filter(|date| (YEARS.0..=YEARS.1).contains(&date.year()));
        if date.is_none() {
            self.error(FieldErrorCode::BadDate, "a month is written YYYY-MM");
        }
        date
    }

    /// A time of day in minutes, 0..=1440, written `HH:MM`; `24:00` is the end of the day.
    pub fn time_of_day(self) -> Option<u16> {
        let text = self.string()?;
        let minutes = parse_time_of_day(text);
        if minutes.is_none() {
            self.error(
                FieldErrorCode::BadTime,
                "a time of day is written HH:MM, 00:00 to 24:00",
            );
        }
        minutes
    }

    /// A moment, RFC 3339.
    pub fn moment(self) -> Option<jiff::Timestamp> {
        let text = self.string()?;
        let Ok(moment) = text.parse() else {
            self.error(
                FieldErrorCode::BadTime,
                "a moment is written as in 2026-11-24T09:00:00+01:00",
            );
            return None;
        };
        if !is_in_years(moment) {
            self.error(FieldErrorCode::OutOfRange, years_wanted());
            return None;
        }
        Some(moment)
    }
}

/// Minutes of a time of day written `HH:MM` or `H:MM`.
pub fn parse_time_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hours.len()) || minutes.len() != 2 || !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60 || hours == 24 && minutes == 0).then_some(hours * 60 + minutes)
}

/// Whether text holds a control character that is not allowed. Written without an early end, so
/// that long descriptions are looked through many bytes at a time.
fn has_control(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let (control, may_be_c1) = bytes.iter().fold((false, false), |(control, may_be_c1), &byte| {
        let here = (byte < 0x20 || byte == 0x7f) & !allowed(byte);
        (control | here, may_be_c1 || byte == 0xc2)
    });
    // U+0080 to U+009F are the only characters whose UTF-8 begins with C2 and goes on below A0.
    control || may_be_c1 && bytes.windows(2).any(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
}
