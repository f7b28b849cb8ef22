//! Finds what would identify a person in text: civil registration numbers, e-mail addresses,
//! phone numbers, streets with a house number. Pure functions over text; what to do about a
//! finding is the caller's.

use super::digits::{DigitGroup, Gap, digit_groups};

crate::closed_list! {
    /// What kind of personal data a text holds.
    PersonalDataKind {
        /// A Danish civil registration number (CPR).
        CivilRegistrationNumber = "civil_registration_number",
        Email = "email",
        Phone = "phone",
        /// A street with a house number.
        StreetAddress = "street_address",
    }
}

/// Personal data at a place in a text, as byte positions on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: PersonalDataKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Everything found in a text, in order of place, without overlaps. A number that could be a
/// civil registration number is reported as one, whatever else it could be.
pub fn find_personal_data(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if text.contains('@') {
        find_emails(text, &mut found);
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        let groups = digit_groups(text);
        find_registration_numbers(text, &groups, &mut found);
        find_phones(text, &groups, &mut found);
        find_streets(text, &groups, &mut found);
    }
    found.sort_by_key(|finding| (finding.start, finding.kind));
    let mut last_end = 0;
    found.retain(|finding| {
        let apart = finding.start >= last_end;
        if apart {
            last_end = finding.end;
        }
        apart
    });
    found
}

/// The first kind of personal data in a text.
pub fn personal_data_in(text: &str) -> Option<PersonalDataKind> {
    find_personal_data(text).first().map(|finding| finding.kind)
}

/// Whether a text holds something that looks like a civil registration number, with or without
/// its hyphen. The check digit is not asked: numbers given out since 2007 may fail it.
pub fn holds_registration_number(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_digit).count() < 10 {
        return false;
    }
    let mut found = Vec::new();
    find_registration_numbers(text, &digit_groups(text), &mut found);
    !found.is_empty()
}

fn find_registration_numbers(text: &str, groups: &[DigitGroup], found: &mut Vec<Finding>) {
    for index in 0..groups.len() {
        let Some(count) = groups_of_registration_number(&groups[index..]) else {
            continue;
        };
        let (start, end) = (groups[index].start, groups[index + count - 1].end);
        let digits: Vec<u8> = text[start..end]
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|byte| byte - b'0')
            .collect();
        if is_registration_number(&digits) {
            found.push(Finding {
                kind: PersonalDataKind::CivilRegistrationNumber,
                start,
                end,
            });
        }
    }
}

/// How many groups are written like a registration number: `DDMMYYSSSS`, `DDMMYY-SSSS` or
/// `DD.MM.YY-SSSS`. The last one wants a hyphen before the serial number, for `24-11-26 5000
/// Odense` is a date and a postcode.
fn groups_of_registration_number(groups: &[DigitGroup]) -> Option<usize> {
    match groups {
        [whole, ..] if whole.len() == 10 => Some(1),
        [date, serial, ..] if date.len() == 6 && serial.len() == 4 && serial.gap != Gap::Apart => Some(2),
        [day, month, year, serial, ..]
            if [day.len(), month.len(), year.len(), serial.len()] == [2, 2, 2, 4]
                && month.gap != Gap::Apart
                && year.gap != Gap::Apart
                && serial.gap == Gap::Hyphen =>
        {
            Some(4)
        }
        _ => None,
    }
}

/// Whether ten digits begin with a day and a month. Replacement numbers add 60 to the day.
fn is_registration_number(digits: &[u8]) -> bool {
    let [d1, d2, m1, m2, ..] = *digits else {
        return false;
    };
    if digits.iter().all(|&digit| digit == 0) {
        return true;
    }
    let (day, month) = (d1 * 10 + d2, m1 * 10 + m2);
    let day = if day > 60 { day - 60 } else { day };
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}

fn find_emails(text: &str, found: &mut Vec<Finding>) {
    let local = |letter: &char| letter.is_alphanumeric() || "._%+-".contains(*letter);
    let domain = |letter: &char| letter.is_alphanumeric() || ".-".contains(*letter);
    for (at, _) in text.match_indices('@') {
        let before: usize = text[..at]
            .chars()
            .rev()
            .take_while(local)
            .map(char::len_utf8)
            .sum();
        let after: usize = text[at + 1..]
            .chars()
            .take_while(domain)
            .map(char::len_utf8)
            .sum();
        let host = text[at + 1..at + 1 + after].trim_end_matches(['.', '-']);
        let named = host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic)
        });
        if before > 0 && named {
            found.push(Finding {
                kind: PersonalDataKind::Email,
                start: at - before,
                end: at + 1 + host.len(),
            });
        }
    }
}

/// How Danish numbers of eight digits are grouped in writing.
const PHONE_GROUPS: &[&[usize]] = &[&[8], &[2, 2, 2, 2], &[4, 4], &[3, 2, 3], &[3, 5]];

fn find_phones(text: &str, groups: &[DigitGroup], found: &mut Vec<Finding>) {
    let mut index = 0;
    while index < groups.len() {
        let count =
            international_phone(text, &groups[index..]).or_else(|| domestic_phone(text, &groups[index..]));
        if let Some(count) = count {
            let start = groups[index].start - usize::from(follows_plus(text, groups[index]));
            let end = groups[index + count - 1].end;
            found.push(Finding {
                kind: PersonalDataKind::Phone,
                start,
                end,
            });
        }
        index += count.unwrap_or(1);
    }
}

fn follows_plus(text: &str, group: DigitGroup) -> bool {
    text[..group.start].ends_with('+')
}

fn international_phone(text: &str, groups: &[DigitGroup]) -> Option<usize> {
    let first = *groups.first()?;
    if !follows_plus(text, first) && !text[first.start..first.end].starts_with("0045") {
        return None;
    }
    let mut digits = first.len();
    let mut count = 1;
    for group in &groups[1..] {
        if group.gap == Gap::Apart || digits + group.len() > 15 {
            break;
        }
        digits += group.len();
        count += 1;
    }
    (8..=15).contains(&digits).then_some(count)
}

fn domestic_phone(text: &str, groups: &[DigitGroup]) -> Option<usize> {
    // One kind of gap throughout: `22.00-06.00` are working hours.
    let joined = |group: &DigitGroup| group.gap != Gap::Apart && group.gap == groups[1].gap;
    let pattern = PHONE_GROUPS.iter().find(|pattern| {
        pattern.len() <= groups.len()
            && pattern
                .iter()
                .zip(groups)
                .all(|(&length, group)| group.len() == length)
            && groups[1..pattern.len()].iter().all(joined)
    })?;
    let (start, end) = (groups[0].start, groups[pattern.len() - 1].end);
    let first_digit_rings = matches!(text.as_bytes().get(start), Some(b'2'..=b'9'));
    let stands_alone = !joins_a_word(text[..start].chars().rev()) && !joins_a_word(text[end..].chars());
    let is_phone = first_digit_rings
        && stands_alone
        && !two_years(&text[start..end])
        && !names_a_company_number(&text[..start]);
    is_phone.then_some(pattern.len())
}

/// Whether a number goes on into a word or a code, as in `case-81723456` and `81723456b`.
fn joins_a_word(mut away_from_number: impl Iterator<Item = char>) -> bool {
    match away_from_number.next() {
        Some(letter) if letter.is_alphanumeric() || letter == '_' => true,
        Some('-') => away_from_number.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

fn two_years(text: &str) -> bool {
    let year = |part: &str| part.starts_with("19") || part.starts_with("20");
    text.len() == 9 && year(&text[..4]) && year(&text[5..])
}

fn names_a_company_number(before: &str) -> bool {
    let tail: Vec<u8> = before
        .bytes()
        .rev()
        .take(12)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    tail.windows(3).any(|reversed| reversed == b"rvc")
}

/// Endings of street names that are hardly anything else before a number.
const STREET_ENDINGS: &[&str] = &[
    "vej",
    "vejen",
    "gade",
    "gaden",
    "allé",
    "alle",
    "alléen",
    "stræde",
    "strædet",
    "vænge",
    "vænget",
    "boulevard",
];
/// Endings that also end ordinary words (`praktikplads 2`), so that the word must be a name.
const NAMED_STREET_ENDINGS: &[&str] = &[
    "plads", "pladsen", "torv", "torvet", "toften", "bakken", "stien", "vangen", "parken", "kaj", "haven",
    "engen",
];

fn find_streets(text: &str, groups: &[DigitGroup], found: &mut Vec<Finding>) {
    for group in groups.iter().filter(|group| group.len() <= 3) {
        let Some(before) = text[..group.start].strip_suffix([' ', '\u{a0}']) else {
            continue;
        };
        let word = before
            .rsplit(|letter: char| !letter.is_alphabetic())
            .next()
            .unwrap_or("");
        let lower = word.to_lowercase();
        let ends_in = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        let is_name = word.chars().next().is_some_and(char::is_uppercase);
        if ends_in(STREET_ENDINGS) || is_name && ends_in(NAMED_STREET_ENDINGS) {
            found.push(Finding {
                kind: PersonalDataKind::StreetAddress,
                start: before.len() - word.len(),
                end: group.end,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn registration_numbers_are_found_however_they_are_written() {
        for text in [
            "010190-1234",
            "0101901234",
            "010190 1234",
            "cpr 311299 - 0000.",
            "01.01.90-1234",
            "ref0101901234x",
            "290200-1111",
            "610190-1234",
            "0000000000",
        ] {
            let kind = personal_data_in(text);
            assert_eq!(kind, Some(PersonalDataKind::CivilRegistrationNumber), "{text}");
            assert!(holds_registration_number(text), "{text}");
        }
    }

    #[test]
    fn emails_phones_and_streets_are_found() {
        for (text, kind) in [
            ("skriv til anna.b@firma.dk i dag", PersonalDataKind::Email),
            ("ring 20 30 40 50", PersonalDataKind::Phone),
            ("tlf. 20304050.", PersonalDataKind::Phone),
            ("+45 6612 3456", PersonalDataKind::Phone),
            ("004566123456", PersonalDataKind::Phone),
            ("+46 70 123 45 67", PersonalDataKind::Phone),
            ("6612 3456", PersonalDataKind::Phone),
            ("bor på vestergade 12", PersonalDataKind::StreetAddress),
            ("Gråbrødre Plads 3, 2. tv", PersonalDataKind::StreetAddress),
        ] {
            assert_eq!(personal_data_in(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn ordinary_codes_and_dates_are_left_alone() {
        for text in [
            "case-81723",
            "case-81723456",
            "2026-11-24",
            "24-11-2026",
            "2026-11-24T09:00:00+01:00",
            "24-11-26 5000 Odense",
            "07:00-15:00",
            "22.00-06.00 eller 20.00-00.00",
            "2025-2026",
            "2025 2026",
            "CVR-nr. 20304050",
            "4321",
            "nurse",
            "praktikplads 2",
            "js_0101901234567890123456789012abcd",
            "6f010190-1234-4cde-8f01-203040501234",
            "1013551371",
            "@home",
            "37 timer, 3 dage",
        ] {
            assert_eq!(find_personal_data(text), [], "{text}");
        }
    }

    #[test]
    fn a_finding_covers_exactly_what_identifies() {
        let text = "Kontakt bo@æble.dk eller 20 30 40 50 nu";
        let found = find_personal_data(text);
        let parts: Vec<&str> = found
            .iter()
            .map(|finding| &text[finding.start..finding.end])
            .collect();
        assert_eq!(parts, ["bo@æble.dk", "20 30 40 50"]);
    }

    proptest! {
        #[test]
        fn findings_are_ordered_slices_of_any_text(text in ".{0,200}|[0-9 .@+a-zæ/-]{0,60}") {
            let mut last = 0;
            for finding in find_personal_data(&text) {
                prop_assert!(finding.start >= last && finding.end > finding.start);
                prop_assert!(text.get(finding.start..finding.end).is_some());
                last = finding.end;
            }
        }

        #[test]
        fn every_registration_number_is_found(day in 1_u8..=28, month in 1_u8..=12, rest in 0_u32..1_000_000, hyphen: bool) {
            let (year, serial) = (rest / 10_000, rest % 10_000);
            let separator = if hyphen { "-" } else { "" };
            let number = format!("{day:02}{month:02}{year:02}{separator}{serial:04}");
            prop_assert!(holds_registration_number(&number));
            let wrapped = format!("ref {number} slut");
            prop_assert!(holds_registration_number(&wrapped));
        }
    }
}
