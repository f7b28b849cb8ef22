//! Jobseeker profiles of the corpus.

use super::Corpus;
use super::country::Town;
use super::dice::{Dice, Purpose};
use super::employers::division_of;
use super::trades::{SkillName, Trade};
use super::vacancies::{certificate, licences};
use serde_json::{Map, Value, json};

impl Corpus {
    /// The profile of a number, as a client would send it.
    pub fn jobseeker(&self, number: u32) -> Value {
        let mut dice = Dice::of(self.seed, Purpose::Jobseekers, u64::from(number));
        self.draw_jobseeker(number, &mut dice).unwrap_or_default()
    }

    fn draw_jobseeker(&self, number: u32, dice: &mut Dice) -> Option<Value> {
        let town = self.country.anywhere(dice)?;
        let trade = self.trades.draw(dice)?;
        let mut profile = Map::new();
        let mut put = |name: &str, value: Value| profile.insert(name.to_owned(), value);
        put("source", json!("generated"));
        put("external_id", json!(format!("j{number:07}")));
        put("reference", json!(format!("case-j{number:07}")));
        put("home", json!({"postcode": town.postcode.to_string()}));
        put("mobility", mobility(trade, town, dice));
        if dice.percent(85) {
            let (min, max) = dice.one_of([(30, 37), (37, 37), (20, 30), (15, 25), (10, 15), (25, 37)]);
            put("hours_per_week", json!({"min": min, "max": max}));
        }
        if let Some(availability) = availability(dice) {
            put("availability", availability);
        }
        if dice.percent(20) {
            let first = self.as_of.saturating_add(dice.days(0, 60));
            put("available_from", json!(first.to_string()));
        }
        put("resources", self.resources(trade, dice));
        put("wishes", self.wishes(trade, dice)?);
        put(
            "branch_switch",
            json!(dice.one_of(["open", "open", "seek", "stay"])),
        );
        if dice.percent(22) {
            put("work_requirements", work_requirements(dice));
        }
        if dice.percent(15) {
            let needs = ["mentor", "buddy", "language_on_site", "introduction_longer"];
            let count = dice.between(1, 2);
            put("support_needs", json!(dice.some_of(&needs, count)));
        }
        let group = dice.one_of([
            "unemployment_insurance",
            "unemployment_insurance",
            "unemployment_insurance",
            "cash_benefit",
            "cash_benefit",
            "introduction_benefit",
            "sickness_benefit",
            "flex_job",
            "self_supporting",
        ]);
        put("target_group", json!(group));
        let job_ready = matches!(group, "unemployment_insurance" | "self_supporting") || dice.percent(60);
        put(
            "readiness",
            json!(if job_ready { "job_ready" } else { "activity_ready" }),
        );
        put("weeks_unemployed", json!(dice.between(1, 120)));
        Some(Value::Object(profile))
    }

    fn resources(&self, trade: &Trade, dice: &mut Dice) -> Value {
        let mut brought = Map::new();
        let mut put = |name: &str, value: Value| brought.insert(name.to_owned(), value);
        let held = |skills: Vec<&SkillName>, dice: &mut Dice| -> Vec<Value> {
            let levelled = skills.into_iter().map(|skill| {
                let level = dice.one_of(["beginner", "experienced", "experienced", "expert"]);
                json!({"skill": skill.id, "level": level})
            });
            levelled.collect()
        };
        let (essential, optional) = (dice.between(2, 6), dice.between(0, 4));
        let mut skills = held(dice.some_of(&trade.essential, essential), dice);
        skills.extend(held(dice.some_of(&trade.optional, optional), dice));
        put("skills", Value::Array(skills));
        if dice.percent(90) {
            let mut past = vec![self.experience(trade, dice)];
            if dice.percent(45)
                && let Some(other) = self.trades.draw(dice)
            {
                past.push(self.experience(other, dice));
            }
            put("experience", Value::Array(past));
        }
        if dice.percent(80) {
            let level = match trade.level {
                4 => dice.one_of(["medium_higher", "long_higher"]),
                3 => dice.one_of(["vocational", "short_higher", "medium_higher"]),
                _ => dice.one_of(["primary", "vocational", "vocational"]),
            };
            put("education", json!({"level": level}));
        }
        let danish = dice.one_of(["A2", "B1", "B2", "C1", "C2", "C2", "C2"]);
        let mut languages = vec![json!({"language": "da", "level": danish})];
        if dice.percent(45) {
            let other = dice.one_of(["en", "en", "en", "ar", "uk", "pl", "de", "so", "tr"]);
            languages.push(json!({"language": other, "level": dice.one_of(["A2", "B1", "B2", "C1"])}));
        }
        put("languages", Value::Array(languages));
        let certificates: Vec<&str> = certificate(trade, dice).into_iter().collect();
        put("certificates", json!(certificates));
        if let Some(authorisation) = trade.authorisation.as_ref().filter(|_| dice.percent(80)) {
            put("authorisations", json!([authorisation]));
        }
        Value::Object(brought)
    }

    fn experience(&self, trade: &Trade, dice: &mut Dice) -> Value {
        let ended = self.as_of.saturating_sub(dice.days(10, 2500));
        let mut past = json!({
            "occupation": trade.code,
            "years": dice.between(1, 20),
            "ended": ended.strftime("%Y-%m").to_string(),
        });
        if let Some(division) = division_of(trade, dice) {
            past["industry"] = json!(division);
        }
        past
    }

    fn wishes(&self, trade: &Trade, dice: &mut Dice) -> Option<Value> {
        let other = self.trades.draw(dice)?;
        let wished = match dice.below(100) {
            0..45 => json!([trade.code]),
            45..65 if trade.code != other.code => json!([trade.code, other.code]),
            65..80 => json!([other.code]),
            80..90 => json!([trade.code.get(..2)?]),
            _ => json!([]),
        };
        let interests = [
            "people",
            "food",
            "machines",
            "outdoors",
            "office",
            "customers",
            "building",
            "it",
        ];
        let count = dice.below(3);
        Some(json!({"occupations": wished, "interests": dice.some_of(&interests, count)}))
    }
}

fn mobility(trade: &Trade, town: &Town, dice: &mut Dice) -> Value {
    let has_car = dice.percent(if town.is_well_served() { 45 } else { 75 });
    let mut modes = Vec::new();
    if has_car {
        modes.push("car");
    }
    if dice.percent(60) || !has_car {
        modes.push("transit");
    }
    if dice.percent(65) {
        modes.push("bicycle");
    }
    let mut licence = if has_car { vec!["B"] } else { Vec::new() };
    licence.extend(licences(trade, dice).filter(|&code| code != "B" && has_car));
    json!({
        "modes": modes,
        "max_travel_minutes": dice.one_of([30, 45, 45, 60, 60, 75, 90]),
        "licences": licence,
        "relocate": dice.percent(4),
    })
}

/// When the person can work; most are free the whole week and say nothing.
fn availability(dice: &mut Dice) -> Option<Value> {
    let weekdays = ["mon", "tue", "wed", "thu", "fri"];
    match dice.below(100) {
        0..18 => Some(json!([{"days": weekdays, "from": "08:00", "to": "16:00"}])),
        18..28 => Some(json!([{"days": weekdays, "from": "06:00", "to": "18:00"}])),
        28..33 => Some(json!([
            {"days": weekdays, "from": "16:00", "to": "23:00"},
            {"days": ["sat", "sun"], "from": "07:00", "to": "22:00"},
        ])),
        _ => None,
    }
}

fn work_requirements(dice: &mut Dice) -> Value {
    match dice.below(5) {
        0 => json!([{"code": "no_heavy_lifting", "kg": dice.one_of([5, 10, 12])}]),
        1 => json!(["no_night"]),
        2 => json!([{"code": "start_not_before", "hour": dice.one_of(["09:00", "10:00"])}]),
        3 => json!(["no_prolonged_standing", "extra_breaks"]),
        _ => json!(["few_people", "quiet_place"]),
    }
}
