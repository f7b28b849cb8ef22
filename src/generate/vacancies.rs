//! Vacancies of the corpus.

use super::Corpus;
use super::adverts::{Gaps, title};
use super::country::Town;
use super::dice::{Dice, Purpose};
use super::offers::{OfferFrame, offers};
use super::trades::{SkillName, Trade};
use crate::domain::lists::{Demand, Form};
use crate::travel::Density;
use serde_json::{Map, Value, json};

/// Days over which the deadlines of the adverts are spread.
const DEADLINES_WITHIN_DAYS: u32 = 8 * 7;

impl Corpus {
    /// The vacancy of a number, as a client would send it.
    pub fn vacancy(&self, number: u32) -> Value {
        let mut dice = Dice::of(self.seed, Purpose::Vacancies, u64::from(number));
        self.draw_vacancy(number, &mut dice).unwrap_or_default()
    }

    fn draw_vacancy(&self, number: u32, dice: &mut Dice) -> Option<Value> {
        let trade = self.trades.draw(dice)?;
        let firm = self.employers.for_trade(trade, dice)?;
        let near_office = dice.percent(80);
        let town = if near_office {
            self.country.within(firm.municipality, dice)
        } else {
            self.country.anywhere(dice)
        };
        let town = town?;
        let positions = match dice.below(100) {
            0..78 => 1,
            78..96 => dice.between(2, 4),
            _ => dice.between(5, 20),
        };
        let apply_by = self.as_of.saturating_add(dice.days(1, DEADLINES_WITHIN_DAYS));
        let frame = OfferFrame {
            setting: trade.setting,
            is_public: firm.is_public,
            positions,
            begins_after: apply_by,
        };
        let (offers, schedule) = offers(&frame, dice);
        let skills = skills(trade, dice);
        let gaps = gaps(firm.name(), town, &skills, dice);

        let mut vacancy = Map::new();
        let mut put = |name: &str, value: Value| vacancy.insert(name.to_owned(), value);
        put("source", json!("generated"));
        put("external_id", json!(format!("v{number:07}")));
        put("title", json!(title(trade, &town.name, offers[0].hours, dice)));
        let text = self.sentences.advert(trade.setting, &gaps, dice);
        put("description", json!(text));
        put("employer", firm.to_json());
        // Some senders know no codes: the occupation is then recognised in the title.
        if dice.percent(92) {
            put("occupation", json!(trade.code));
        }
        put("positions", json!(positions));
        let shown_from = self.as_of.saturating_sub(dice.days(0, 28));
        put("publish_from", json!(shown_from.to_string()));
        put("origin", json!(dice.one_of(["own", "jobnet", "jobnet"])));
        let is_ordinary = matches!(offers[0].form, Form::OrdinaryJob | Form::PartTime);
        let all = offers.into_iter().map(|offer| offer.json).collect();
        put("offers", Value::Array(all));
        if let Some(schedule) = schedule {
            put("schedule", schedule);
        }
        put("workplace", workplace(trade, town, dice));
        put("requirements", requirements(trade, &skills, dice));
        if !trade.demands.is_empty() && dice.percent(55) {
            put("demands", demands(trade, dice));
        }
        support(trade, is_ordinary, dice, &mut put);
        put("apply_by", json!(apply_by.to_string()));
        Some(Value::Object(vacancy))
    }
}

/// Three to eight skills, for the six in ten adverts that list any; empty for the others.
fn skills(trade: &Trade, dice: &mut Dice) -> Vec<(SkillName, bool)> {
    let most = dice.between(3, 8);
    let essential = dice.some_of(&trade.essential, most.div_ceil(2));
    let optional = dice.some_of(&trade.optional, most - essential.len() as u32);
    let marked = |skills: Vec<&SkillName>, is_essential: bool| {
        skills
            .into_iter()
            .map(move |skill| (skill.clone(), is_essential))
            .collect::<Vec<_>>()
    };
    [marked(essential, true), marked(optional, false)].concat()
}

fn gaps<'a>(employer: &'a str, town: &'a Town, skills: &'a [(SkillName, bool)], dice: &mut Dice) -> Gaps<'a> {
    let label = |place: usize, otherwise: &'a str| {
        let skill = skills.get(place);
        skill.map_or(otherwise, |(skill, _)| skill.label.as_str())
    };
    Gaps {
        employer,
        town: &town.name,
        skill: label(0, "samarbejde"),
        other_skill: label(1, "oprydning"),
        colleagues: dice.between(4, 30),
    }
}

fn workplace(trade: &Trade, town: &Town, dice: &mut Dice) -> Value {
    let remote_is_usual = matches!(trade.setting, "office" | "it" | "technical");
    if remote_is_usual && dice.percent(35) {
        return json!({"postcode": town.postcode.to_string(), "remote_days_per_week": dice.between(1, 3)});
    }
    json!({"postcode": town.postcode.to_string()})
}

fn requirements(trade: &Trade, skills: &[(SkillName, bool)], dice: &mut Dice) -> Value {
    let mut asked = Map::new();
    let mut put = |name: &str, value: Value| asked.insert(name.to_owned(), value);
    if dice.percent(60) {
        let skills = skills.iter().map(|(skill, is_essential)| {
            let importance = if *is_essential { "essential" } else { "optional" };
            json!({"skill": skill.id, "importance": importance})
        });
        put("skills", skills.collect());
    }
    if let Some(licences) = licences(trade, dice) {
        put("licences", json!([licences]));
    }
    if let Some(certificate) = certificate(trade, dice) {
        put("certificates", json!([certificate]));
    }
    if let Some(authorisation) = trade.authorisation.as_ref().filter(|_| dice.percent(85)) {
        put("authorisation", json!(authorisation));
    }
    if dice.percent(60) {
        put("languages", languages(trade.level, dice));
    }
    if dice.percent(u32::from(trade.level) * 15) {
        let education = match trade.level {
            4 => dice.one_of(["medium_higher", "long_higher"]),
            3 => dice.one_of(["vocational", "short_higher"]),
            _ => "vocational",
        };
        put("education", json!(education));
    }
    if dice.percent(22) {
        put("experience_years", json!(dice.between(1, 5)));
    }
    Value::Object(asked)
}

/// The driving licence the work needs, or that the way to the work needs.
pub(super) fn licences(trade: &Trade, dice: &mut Dice) -> Option<&'static str> {
    let (licence, chance) = match trade.code.as_str() {
        "8331" => ("D", 100),
        "8332" => (dice.one_of(["C", "CE"]), 95),
        "8322" | "5165" | "3258" => ("B", 90),
        "8341" => ("tractor", 60),
        "5322" | "2221" | "3322" | "2433" => ("B", 40),
        _ if trade.demands(Demand::Driving) => ("B", 65),
        _ if trade.setting == "building" => ("B", 45),
        _ => ("B", 5),
    };
    dice.percent(chance).then_some(licence)
}

/// The certificate that the work often needs.
pub(super) fn certificate(trade: &Trade, dice: &mut Dice) -> Option<&'static str> {
    let (certificate, chance) = match trade.code.as_str() {
        "8344" => ("truck_b", 95),
        "4321" => ("truck_b", 35),
        "9333" => ("truck_a", 20),
        "8331" => ("driver_cpc_bus", 85),
        "8332" => ("driver_cpc_goods", 85),
        "8343" => ("crane_basic", 70),
        "8342" => ("excavator_cert", 60),
        "7212" => ("welding_iso9606", 65),
        "5414" => ("security_guard", 80),
        "9312" => ("road_work", 45),
        "5120" | "9412" | "9411" | "8160" => ("food_hygiene", 25),
        "9112" => ("cleaning_course", 8),
        _ if trade.setting == "care" => ("medication_course", 12),
        _ => return None,
    };
    dice.percent(chance).then_some(certificate)
}

fn languages(level: u8, dice: &mut Dice) -> Value {
    let danish = match level {
        1 => dice.one_of(["A1", "A2", "A2", "B1"]),
        2 => dice.one_of(["A2", "B1", "B1", "B2"]),
        _ => dice.one_of(["B1", "B2", "C1"]),
    };
    let english = dice.percent(u32::from(level) * 6);
    if english {
        json!([{"language": "da", "level": danish}, {"language": "en", "level": "B2"}])
    } else {
        json!([{"language": "da", "level": danish}])
    }
}

fn demands(trade: &Trade, dice: &mut Dice) -> Value {
    let weighed = |demand: &Demand| match demand {
        Demand::HeavyLifting => json!({"code": demand.code(), "kg": dice.one_of([10, 12, 15, 20, 25])}),
        _ => json!(demand.code()),
    };
    trade.demands.iter().map(weighed).collect()
}

/// What the employer does to let people in; more where the form is a way back to work.
fn support<'v>(
    trade: &Trade,
    is_ordinary: bool,
    dice: &mut Dice,
    put: &mut dyn FnMut(&'v str, Value) -> Option<Value>,
) {
    let usual = if is_ordinary { 8 } else { 45 };
    for name in ["mentor", "buddy", "on_site_danish", "work_culture_intro"] {
        if dice.percent(usual) {
            put(name, json!(true));
        }
    }
    if dice.percent(usual + 10) {
        put("introduction_days", json!(dice.between(1, 14)));
    }
    let eases = if trade.demands(Demand::HeavyLifting) {
        "lifting_aid"
    } else {
        "fixed_tasks"
    };
    let offered = [
        "flexible_start",
        eases,
        "extra_breaks",
        "small_team",
        "day_shift_only",
    ];
    if dice.percent(usual + 8) {
        let count = dice.between(1, 3);
        put("accommodations_offered", json!(dice.some_of(&offered, count)));
    }
}

impl Town {
    /// Whether buses and trains bring people here all day.
    pub(super) fn is_well_served(&self) -> bool {
        self.density != Density::Rural
    }
}
