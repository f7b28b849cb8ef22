//! Half-years, in which the state of the labour market is published.

use std::fmt;

/// A half of a year: January to June, or July to December.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    year: u16,
    half: u8,
}

impl HalfYear {
    /// Reads `2026H1`, `H1 2026`, `2026-1`, `1. halvår 2026`: a year of four digits and a half of 1
    /// or 2 in either order, with a word for half-year or without.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut numbers = Vec::new();
        for word in lower.split(|sign: char| !sign.is_alphanumeric()) {
            let parts = word.split(char::is_alphabetic).filter(|part| !part.is_empty());
            numbers.extend(parts.map(str::to_owned));
        }
        let letters: String = lower.chars().filter(|sign| sign.is_alphabetic()).collect();
        let known = ["", "h", "halvår", "halvaar", "half", "halfyear", "st", "nd"];
        if !known.contains(&letters.as_str()) {
            return None;
        }
        let [one, other] = numbers.as_slice() else {
            return None;
        };
        let (year, half) = if one.len() == 4 {
            (one, other)
        } else {
            (other, one)
        };
        let half_number = half.parse().ok().filter(|half| (1..=2).contains(half))?;
        let year = year
            .parse()
            .ok()
            .filter(|known| year.len() == 4 && (1990..=2100).contains(known))?;
        Some(Self {
            year,
            half: half_number,
        })
    }
}

impl fmt::Display for HalfYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}H{}", self.year, self.half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_are_read_in_the_usual_spellings_and_ordered() {
        for text in [
            "2026H1",
            "2026 h1",
            "H1 2026",
            "2026-1",
            "1. halvår 2026",
            "1 2026",
        ] {
            assert_eq!(HalfYear::parse(text).unwrap().to_string(), "2026H1", "{text}");
        }
        for text in ["2026H3", "2026", "26H1", "2026Q1", "H1", "", "1. kvartal 2026"] {
            assert_eq!(HalfYear::parse(text), None, "{text}");
        }
        assert!(HalfYear::parse("2026H2") < HalfYear::parse("2027H1"));
    }
}
