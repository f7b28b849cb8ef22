//! Titles and texts of adverts, composed of many small parts.

use super::dice::Dice;
use super::tables::{SENTENCES, rows};
use super::trades::Trade;
use std::collections::BTreeMap;

/// What the gaps of a sentence are filled with.
pub(super) struct Gaps<'a> {
    pub(super) employer: &'a str,
    pub(super) town: &'a str,
    pub(super) skill: &'a str,
    pub(super) other_skill: &'a str,
    pub(super) colleagues: u32,
}

/// Sentences by part, then by kind of workplace.
#[derive(Debug)]
pub(super) struct Sentences(BTreeMap<&'static str, BTreeMap<&'static str, Vec<&'static str>>>);

impl Sentences {
    pub(super) fn read() -> Self {
        let mut sentences = BTreeMap::<_, BTreeMap<_, Vec<_>>>::new();
        for [part, setting, text] in rows::<3>(SENTENCES) {
            let of_part = sentences.entry(part).or_default();
            of_part.entry(setting).or_default().push(text);
        }
        Self(sentences)
    }

    /// A text of three to seven sentences.
    pub(super) fn advert(&self, setting: &str, gaps: &Gaps<'_>, dice: &mut Dice) -> String {
        let mut chosen = Vec::with_capacity(7);
        chosen.extend(self.some("opening", "*", 1, dice));
        let count = dice.between(1, 2);
        chosen.extend(self.some("work", setting, count, dice));
        if dice.percent(70) {
            chosen.extend(self.some("work", "*", 1, dice));
        }
        let count = dice.between(0, 2).max(u32::from(chosen.len() < 3));
        chosen.extend(self.some("person", "*", count, dice));
        if dice.percent(70) {
            chosen.extend(self.some("terms", "*", 1, dice));
        }
        if dice.percent(55) {
            chosen.extend(self.some("closing", "*", 1, dice));
        }
        let mut text = String::with_capacity(800);
        for sentence in chosen {
            if !text.is_empty() {
                text.push(' ');
            }
            gaps.fill(sentence, &mut text);
        }
        text
    }

    fn some(&self, part: &str, setting: &str, count: u32, dice: &mut Dice) -> Vec<&'static str> {
        let list = self.0.get(part).and_then(|settings| settings.get(setting));
        let list = list.map_or(&[][..], Vec::as_slice);
        dice.some_of(list, count).into_iter().copied().collect()
    }
}

impl Gaps<'_> {
    fn fill(&self, sentence: &str, text: &mut String) {
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            match name {
                "employer" => text.push_str(self.employer),
                "town" => text.push_str(self.town),
                "skill" => text.push_str(self.skill),
                "other_skill" => text.push_str(self.other_skill),
                _ => text.push_str(&self.colleagues.to_string()),
            }
            rest = after;
        }
        text.push_str(rest);
    }
}

/// A title as adverts write it.
pub(super) fn title(trade: &Trade, town: &str, hours: u32, dice: &mut Dice) -> String {
    let plain = dice.pick(&trade.titles).map_or("medarbejder", String::as_str);
    let title = capitalised(plain);
    match dice.below(12) {
        0 => format!("{title} til {town}"),
        1 => format!("{title} søges"),
        2 => format!("{title}, {hours} timer"),
        3 => format!("Erfaren {plain}"),
        4 => format!("{title} i {town}"),
        5 => format!("Vi søger {plain}"),
        _ => title,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::dice::Purpose;
    use crate::generate::tables::SETTINGS;

    #[test]
    fn every_setting_has_work_of_its_own() {
        let sentences = Sentences::read();
        for [_, setting] in rows::<2>(SETTINGS) {
            assert!(sentences.0["work"].contains_key(setting), "{setting}");
        }
    }

    #[test]
    fn no_gap_is_left_open() {
        let sentences = Sentences::read();
        let gaps = Gaps {
            employer: "Egernlund Service",
            town: "Odense C",
            skill: "ordreplukning",
            other_skill: "pakning",
            colleagues: 8,
        };
        for number in 0..300 {
            let mut dice = Dice::of(3, Purpose::Vacancies, number);
            let text = sentences.advert("warehouse", &gaps, &mut dice);
            assert!(!text.contains(['{', '}']), "{text}");
            assert!((100..1200).contains(&text.len()), "{text}");
        }
    }
}
