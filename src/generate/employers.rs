//! Invented employers, each of one industry and one municipality.

use super::country::{Country, Town};
use super::dice::{Dice, Purpose, Weighted};
use super::tables::{NAMES, rows};
use super::trades::Trade;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many employers the country has.
const EMPLOYERS: usize = 8000;
/// Where their company numbers lie; those with a right check digit are left out, so that none is
/// the number of a real company.
const CVR_NUMBERS: std::ops::Range<u32> = 10_001_000..10_010_000;
/// Weights of the digits of a company number; the weighted sum of a real one is a multiple of 11.
const CVR_WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
/// Divisions that are mostly run by municipalities, regions and the state.
const PUBLIC_DIVISIONS: [&str; 5] = ["84", "85", "86", "87", "88"];

/// An employer.
#[derive(Debug, Clone)]
pub(super) struct Firm {
    name: String,
    cvr: u32,
    division: String,
    /// Where its head office lies.
    pub(super) municipality: u16,
    /// Run by a public body.
    pub(super) is_public: bool,
    ordinary_fte: u32,
    subsidised_heads: u32,
}

impl Firm {
    /// As a vacancy says it.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "cvr": self.cvr.to_string(),
            "industry": self.division,
            "sector": if self.is_public { "public" } else { "private" },
            "ordinary_fte": self.ordinary_fte,
            "subsidised_heads": self.subsidised_heads,
        })
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// All employers, by division.
#[derive(Debug)]
pub(super) struct Employers(BTreeMap<String, Vec<Firm>>);

impl Employers {
    /// Invents as many as the country needs: more where more adverts come from.
    pub(super) fn invent(seed: u64, trades: &Weighted<Trade>, country: &Country) -> Self {
        let names = NameParts::read();
        let mut by_division: BTreeMap<String, Vec<Firm>> = BTreeMap::new();
        let numbers = CVR_NUMBERS.filter(|&cvr| !has_right_check_digit(cvr));
        for cvr in numbers.take(EMPLOYERS) {
            let mut dice = Dice::of(seed, Purpose::Employers, u64::from(cvr));
            let division = trades
                .draw(&mut dice)
                .and_then(|trade| division_of(trade, &mut dice));
            let (Some(division), Some(town)) = (division, country.anywhere(&mut dice)) else {
                continue;
            };
            let firm = names.firm(cvr, division, town, &mut dice);
            by_division.entry(division.to_owned()).or_default().push(firm);
        }
        Self(by_division)
    }

    /// An employer of a division that is typical of the occupation; of another where none is.
    pub(super) fn for_trade(&self, trade: &Trade, dice: &mut Dice) -> Option<&Firm> {
        let division = division_of(trade, dice);
        let typical = division.and_then(|division| self.0.get(division));
        let firms = typical.or_else(|| self.0.values().next())?;
        dice.pick(firms)
    }
}

fn has_right_check_digit(cvr: u32) -> bool {
    let digits = cvr.to_string();
    let weighted = digits.bytes().zip(CVR_WEIGHTS);
    let sum: u32 = weighted
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(11)
}

/// One of the typical divisions, the first one mostly.
pub(super) fn division_of<'a>(trade: &'a Trade, dice: &mut Dice) -> Option<&'a str> {
    let first = dice.percent(55);
    let divisions = &trade.industries;
    let chosen = if first {
        divisions.first()
    } else {
        dice.pick(divisions)
    };
    chosen.map(String::as_str)
}

/// Parts of invented names.
struct NameParts {
    first: Vec<&'static str>,
    second: Vec<&'static str>,
    trades: BTreeMap<&'static str, Vec<&'static str>>,
}

impl NameParts {
    fn read() -> Self {
        let mut parts = Self {
            first: Vec::new(),
            second: Vec::new(),
            trades: BTreeMap::new(),
        };
        for [part, division, text] in rows::<3>(NAMES) {
            match part {
                "first" => parts.first.push(text),
                "second" => parts.second.push(text),
                _ => parts.trades.entry(division).or_default().push(text),
            }
        }
        parts
    }

    fn firm(&self, cvr: u32, division: &str, town: &Town, dice: &mut Dice) -> Firm {
        let is_public = PUBLIC_DIVISIONS.contains(&division) && dice.percent(80);
        let ordinary_fte = match dice.below(100) {
            0..50 => dice.between(3, 19),
            50..80 => dice.between(20, 79),
            80..96 => dice.between(80, 399),
            _ => dice.between(400, 2500),
        };
        Firm {
            name: self.name(division, is_public, dice),
            cvr,
            division: division.to_owned(),
            municipality: town.municipality,
            is_public,
            ordinary_fte,
            subsidised_heads: dice.below(ordinary_fte / 8 + 2),
        }
    }

    fn name(&self, division: &str, is_public: bool, dice: &mut Dice) -> String {
        let of_division = self.trades.get(division).or_else(|| {
            let section = division.get(..1)?;
            self.trades.get(section)
        });
        let trades = of_division.or_else(|| self.trades.get("*"));
        let first = dice.pick(&self.first).copied().unwrap_or_default();
        let second = dice.pick(&self.second).copied().unwrap_or_default();
        let trade = trades
            .and_then(|trades| dice.pick(trades))
            .copied()
            .unwrap_or_default();
        let legal_form = if is_public {
            ""
        } else {
            dice.one_of([" A/S", " ApS", " ApS", " I/S", ""])
        };
        format!("{first}{second} {trade}{legal_form}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_numbers_belong_to_nobody() {
        assert!(has_right_check_digit(10_007_127));
        assert!(!has_right_check_digit(10_007_128));
        let free = CVR_NUMBERS.filter(|&cvr| !has_right_check_digit(cvr)).count();
        assert!(free >= EMPLOYERS, "{free}");
    }
}
