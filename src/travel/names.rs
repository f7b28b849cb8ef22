//! Places by name: type-ahead, an unambiguous name to its postcode, "did you mean".

use super::error::TravelError;
use super::places::Places;
use super::table;
use crate::domain::codes::Postcode;
use std::collections::BTreeSet;

/// A name or postcode that fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    /// The postcode.
    pub postcode: Postcode,
    /// The name that was found: a town, a part of a town, or the postal town.
    pub name: String,
    /// The municipality, to tell apart places of the same name.
    pub municipality: String,
}

#[derive(Debug, Clone)]
struct Name {
    text: String,
    folded: String,
    /// Without the bracket that tells it apart from others of its name.
    bare: String,
    postcode: Postcode,
    is_postal_town: bool,
}

/// All names, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Vec<Name>);

const FILE: &str = "places/places.tsv";
const COLUMNS: [&str; 3] = ["name", "postcode", "kind"];
const KINDS: [&str; 3] = ["postal_town", "town", "district"];

/// How far a misspelt name may lie from a known one, as a share of its letters.
const LIKENESS: f64 = 0.7;

impl Names {
    pub(super) fn parse(text: &str, places: &Places) -> Result<Self, TravelError> {
        let rows = table::read(FILE, text, &COLUMNS)?;
        let read = |row: &table::Row<'_, 3>| {
            let known = |text: &str| Postcode::parse(text).filter(|code| places.by_postcode(*code).is_some());
            let kind = row.value(2, &KINDS.join(", "), |kind| {
                KINDS.iter().position(|&known| known == kind)
            })?;
            let text = row.text(0);
            Ok(Name {
                text: text.to_owned(),
                folded: fold(text),
                bare: fold(text.split(" (").next().unwrap_or(text)),
                postcode: row.value(1, "a postcode of postcodes.tsv", known)?,
                is_postal_town: kind == 0,
            })
        };
        let mut names = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // A postal town that the table of names does not know yet is known by its own name.
        let known: BTreeSet<String> = names.iter().map(|name| name.bare.clone()).collect();
        let new = places.iter().filter(|place| !known.contains(&fold(&place.name)));
        names.extend(new.map(|place| Name {
            text: place.name.clone(),
            folded: fold(&place.name),
            bare: fold(&place.name),
            postcode: place.postcode,
            is_postal_town: true,
        }));
        Ok(Self(names))
    }
}

/// Writes a name so that spellings meet: lower case, `å` and `aa` as `a`, `ø` and `oe` as `o`,
/// `æ` and `ae` as `a`, no marks, single blanks.
fn fold(text: &str) -> String {
    let folded = fold_letters(text);
    if folded
        .split(' ')
        .any(|word| SHORT.iter().any(|short| short.0 == word))
    {
        spelt_out(&folded)
    } else {
        folded
    }
}

/// Words that names are shortened with, spelt out as they are folded, and whether nothing else in
/// the country begins so: `st` alone may be the beginning of Stege.
const SHORT: [(&str, &str, bool); 12] = [
    ("kbh", "kobenhavn", true),
    ("cph", "kobenhavn", true),
    ("frb", "frederiksberg", true),
    ("frbg", "frederiksberg", true),
    ("sdr", "sonder", true),
    ("skt", "sankt", true),
    ("nr", "norre", false),
    ("vr", "vester", false),
    ("v", "vester", false),
    ("gl", "gammel", false),
    ("ll", "lille", false),
    ("st", "store", false),
];

fn spelt_out(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    let last = words.len() - 1;
    let word = |(position, &word): (usize, &&str)| {
        let known = SHORT.iter().find(|(short, _, _)| *short == word);
        match known {
            Some(&(_, whole, alone)) if alone || position < last => whole.to_owned(),
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = words.iter().enumerate().map(word).collect();
    words.join(" ")
}

fn fold_letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'å' | 'æ' | 'ä' => folded.push('a'),
            'ø' | 'ö' => folded.push('o'),
            'é' => folded.push('e'),
            'ü' => folded.push('u'),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded
        .replace("aa", "a")
        .replace("ae", "a")
        .replace("oe", "o")
        .trim_end()
        .to_owned()
}

impl Places {
    /// Type-ahead over names and postcodes: whole names first, then beginnings, then later words;
    /// among equals the postal town, then the lower postcode. One hit a name and postcode.
    pub fn search(&self, text: &str, limit: usize) -> Vec<PlaceHit> {
        let wanted = fold(text);
        if wanted.is_empty() || limit == 0 {
            return Vec::new();
        }
        if wanted.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.search_code(&wanted, limit);
        }
        let mut found: Vec<(u8, bool, Postcode, &Name)> = self
            .names()
            .0
            .iter()
            .filter_map(|name| {
                rank(name, &wanted).map(|rank| (rank, !name.is_postal_town, name.postcode, name))
            })
            .collect();
        found.sort_by_key(|&(rank, other, postcode, _)| (rank, other, postcode));
        found.truncate(limit);
        found
            .into_iter()
            .map(|(_, _, postcode, name)| self.hit(postcode, &name.text))
            .collect()
    }

    /// A postcode, a text that begins with one (`5000 Odense C`), or a name that only one postcode
    /// goes by.
    pub fn resolve(&self, text: &str) -> Option<Postcode> {
        let text = text.trim();
        let head = text.split_whitespace().next()?;
        if head.bytes().all(|byte| byte.is_ascii_digit()) {
            return Postcode::parse(head).filter(|&code| self.by_postcode(code).is_some());
        }
        let wanted = fold(text);
        self.only(|name| name.folded == wanted && name.bare != wanted)
            .or_else(|| self.only(|name| name.bare == wanted))
    }

    /// Postcodes that may have been meant by a code or name that is not known, best first, at
    /// most five.
    pub fn nearest_postcodes(&self, text: &str) -> Vec<Postcode> {
        let wanted = fold(text);
        let mut scored: Vec<(usize, Postcode)> = match wanted.get(..4).and_then(Postcode::parse) {
            Some(code) => self
                .iter()
                .map(|place| (code_distance(code, place.postcode), place.postcode))
                .collect(),
            None => self
                .names()
                .0
                .iter()
                .filter(|name| strsim::normalized_damerau_levenshtein(&name.bare, &wanted) >= LIKENESS)
                .map(|name| (strsim::damerau_levenshtein(&name.bare, &wanted), name.postcode))
                .collect(),
        };
        scored.sort_unstable();
        let mut nearest = Vec::with_capacity(5);
        for (_, postcode) in scored {
            if nearest.len() < 5 && !nearest.contains(&postcode) {
                nearest.push(postcode);
            }
        }
        nearest
    }

    fn search_code(&self, digits: &str, limit: usize) -> Vec<PlaceHit> {
        self.iter()
            .filter(|place| place.postcode.to_string().starts_with(digits))
            .take(limit)
            .map(|place| self.hit(place.postcode, &place.name))
            .collect()
    }

    fn hit(&self, postcode: Postcode, name: &str) -> PlaceHit {
        let municipality = self.by_postcode(postcode).map_or("", |place| &place.municipality);
        PlaceHit {
            postcode,
            name: name.to_owned(),
            municipality: municipality.to_owned(),
        }
    }

    fn only(&self, fits: impl Fn(&Name) -> bool) -> Option<Postcode> {
        let mut fitting = self
            .names()
            .0
            .iter()
            .filter(|name| fits(name))
            .map(|name| name.postcode);
        let first = fitting.next()?;
        fitting.all(|postcode| postcode == first).then_some(first)
    }
}

fn rank(name: &Name, wanted: &str) -> Option<u8> {
    if name.folded == *wanted {
        Some(0)
    } else if name.folded.starts_with(wanted) {
        Some(1)
    } else {
        name.folded
            .match_indices(' ')
            .any(|(at, _)| name.folded[at + 1..].starts_with(wanted))
            .then_some(2)
    }
}

/// Digits that differ weigh more than how far apart the numbers are.
fn code_distance(wanted: Postcode, known: Postcode) -> usize {
    let differing = strsim::damerau_levenshtein(&wanted.to_string(), &known.to_string());
    differing * 10_000 + usize::from(wanted.number().abs_diff(known.number()))
}
