//! Hours a week and when they lie, as is usual at each kind of workplace.

use super::dice::Dice;
use serde_json::{Value, json};

/// When the work mostly lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    /// Monday to Friday in the daytime.
    Day,
    /// From early in the morning.
    Early,
    Evening,
    Night,
    Weekend,
    /// Some weekdays and the Saturday.
    WithSaturday,
}

/// How often a rhythm is met, in percent; what is left is daytime.
fn rhythms(setting: &str) -> &'static [(Rhythm, u32)] {
    use Rhythm::{Early, Evening, Night, Weekend, WithSaturday};
    match setting {
        "care" => &[(Evening, 28), (Night, 12), (Weekend, 16), (Early, 6)],
        "health" => &[(Evening, 15), (Night, 10), (Weekend, 8)],
        "kitchen" => &[(Evening, 36), (Weekend, 14), (WithSaturday, 14)],
        "cleaning" => &[(Early, 38), (Evening, 26), (Night, 4), (Weekend, 6)],
        "warehouse" => &[(Early, 20), (Evening, 24), (Night, 12), (Weekend, 5)],
        "industry" => &[(Early, 26), (Evening, 22), (Night, 12), (Weekend, 4)],
        "transport" => &[(Early, 34), (Evening, 12), (Night, 12), (Weekend, 6)],
        "shop" => &[(WithSaturday, 42), (Evening, 18), (Weekend, 14), (Early, 8)],
        "service" => &[(Evening, 16), (Weekend, 10), (Night, 6), (WithSaturday, 10)],
        "outdoor" => &[(Early, 40), (Weekend, 8)],
        "children" => &[(Early, 15)],
        "building" => &[(Early, 30)],
        _ => &[],
    }
}

fn rhythm(setting: &str, dice: &mut Dice) -> Rhythm {
    let mut at = dice.below(100);
    for &(rhythm, chance) in rhythms(setting) {
        if at < chance {
            return rhythm;
        }
        at -= chance;
    }
    Rhythm::Day
}

/// A weekly schedule of about these hours; `None` for the adverts that do not say.
pub(super) fn schedule(setting: &str, hours: u32, dice: &mut Dice) -> Option<Value> {
    if dice.percent(14) {
        return None;
    }
    if setting == "care" && hours >= 28 && dice.percent(5) || setting == "industry" && dice.percent(2) {
        return Some(json!([{"rota": {"days_on": 7, "days_off": 7}}]));
    }
    let rhythm = rhythm(setting, dice);
    let days = days(rhythm, hours, dice);
    // A break of half an hour belongs to a long day, but not to the hours.
    let minutes = hours * 60 / days.len().max(1) as u32;
    let minutes = (minutes.clamp(120, 600) + u32::from(minutes > 330) * 30).next_multiple_of(15);
    let begin = begin(rhythm, dice);
    let end = (begin + minutes) % (24 * 60);
    Some(json!([{"days": days, "from": clock(begin), "to": clock(end)}]))
}

fn days(rhythm: Rhythm, hours: u32, dice: &mut Dice) -> Vec<&'static str> {
    const WEEK: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];
    let wanted = hours.div_ceil(8).clamp(1, 5);
    match rhythm {
        Rhythm::Weekend => vec!["sat", "sun"],
        Rhythm::WithSaturday => {
            let mut days: Vec<_> = dice
                .some_of(&WEEK, wanted.max(2) - 1)
                .into_iter()
                .copied()
                .collect();
            days.push("sat");
            days
        }
        _ if hours < 26 && dice.percent(60) => dice.some_of(&WEEK, wanted).into_iter().copied().collect(),
        _ => WEEK.to_vec(),
    }
}

/// Minute of the day.
fn begin(rhythm: Rhythm, dice: &mut Dice) -> u32 {
    let quarters = |first: u32, last: u32, dice: &mut Dice| dice.between(first * 4, last * 4) * 15;
    match rhythm {
        Rhythm::Day => quarters(7, 9, dice),
        Rhythm::Early => quarters(5, 6, dice),
        Rhythm::Evening => quarters(14, 17, dice),
        Rhythm::Night => quarters(22, 23, dice),
        Rhythm::Weekend => quarters(7, 10, dice),
        Rhythm::WithSaturday => quarters(8, 11, dice),
    }
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::dice::Purpose;

    #[test]
    fn a_schedule_holds_about_its_hours() {
        for number in 0..500 {
            let mut dice = Dice::of(1, Purpose::Vacancies, number);
            let hours = dice.between(8, 37);
            let Some(schedule) = schedule("shop", hours, &mut dice) else {
                continue;
            };
            let days = schedule[0]["days"].as_array().map_or(0, Vec::len);
            assert!((1..=6).contains(&days), "{schedule}");
        }
    }
}
