//! Single steps by which a person has more or can do more than before.

use super::pool::{POOL, one, window};
use super::profiles::{job, skill, wish};
use foothold::domain::jobseeker::{Authorisation, Experience, Jobseeker, SkillHeld, WishedOccupation};
use foothold::domain::lists::{AuthorisationState, Form, LanguageLevel};
use foothold::domain::schedule::Window;
use foothold::domain::travel_mode::TravelMode;
use foothold::domain::units::{HoursRange, WeeklyMinutes};
use foothold::domain::vacancy::LanguageAsk;
use proptest::prelude::*;

/// A step up, from one known value to a larger one.
#[derive(Debug, Clone)]
pub enum Step {
    Skill(SkillHeld),
    Certificate(String),
    Licence(String),
    Authorisation(String),
    Language(&'static str, LanguageLevel),
    Mode(TravelMode),
    Minutes(u16),
    HoursAbove(u16),
    HoursBelow(u16),
    Window(Window),
    Wish(WishedOccupation),
    Job(Experience),
    DaysAWeek,
    EligibleForm(Form),
    Relocation,
    NothingBlocked,
    NoVetoes,
    NoWorkRequirements,
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => skill().prop_map(Step::Skill),
        1 => one(&POOL.certificates).prop_map(Step::Certificate),
        1 => one(&POOL.licences).prop_map(Step::Licence),
        1 => one(&POOL.authorisations).prop_map(Step::Authorisation),
        1 => (one(&["da", "en", "ar"]), one(LanguageLevel::ALL)).prop_map(|(code, level)| Step::Language(code, level)),
        2 => one(TravelMode::ALL).prop_map(Step::Mode),
        2 => (1_u16..90).prop_map(Step::Minutes),
        1 => (1_u16..900).prop_map(Step::HoursAbove),
        1 => (1_u16..900).prop_map(Step::HoursBelow),
        2 => window().prop_map(Step::Window),
        2 => wish().prop_map(Step::Wish),
        3 => job().prop_map(Step::Job),
        1 => Just(Step::DaysAWeek),
        1 => one(Form::ALL).prop_map(Step::EligibleForm),
        1 => Just(Step::Relocation),
        1 => Just(Step::NothingBlocked),
        1 => Just(Step::NoVetoes),
        1 => Just(Step::NoWorkRequirements),
    ]
}

fn a_day_shift() -> Window {
    Window {
        days: (0..5).collect(),
        from: 9 * 60,
        to: 15 * 60,
    }
}

fn some_hours() -> HoursRange {
    HoursRange {
        min: WeeklyMinutes::from_minutes(20 * 60),
        max: WeeklyMinutes::from_minutes(30 * 60),
    }
}

impl Step {
    /// The same person with something known in the field that the step enlarges.
    pub fn known_before(&self, seeker: &Jobseeker) -> Jobseeker {
        let mut known = seeker.clone();
        let brought = &mut known.resources;
        match self {
            Self::Skill(_) => drop(brought.skills.get_or_insert_default()),
            Self::Certificate(_) => drop(brought.certificates.get_or_insert_default()),
            Self::Licence(_) => drop(known.mobility.licences.get_or_insert_default()),
            Self::Authorisation(_) => drop(brought.authorisations.get_or_insert_default()),
            Self::Language(..) => drop(brought.languages.get_or_insert_default()),
            Self::Mode(_) => drop(known.mobility.modes.get_or_insert_default()),
            Self::Minutes(_) => drop(known.mobility.max_travel_minutes.get_or_insert(30)),
            Self::HoursAbove(_) | Self::HoursBelow(_) => drop(known.hours.get_or_insert(some_hours())),
            Self::Window(_) => drop(known.availability.get_or_insert(vec![a_day_shift()])),
            Self::Wish(_) if known.wishes.occupations.is_empty() => {
                let unit_groups = vec![POOL.occupations[0]];
                let given = unit_groups[0].to_string();
                known
                    .wishes
                    .occupations
                    .push(WishedOccupation { given, unit_groups });
            }
            Self::Job(_) => {
                let past = brought.experience.get_or_insert_default();
                if past.is_empty() {
                    past.push(Experience {
                        occupation: POOL.occupations[0],
                        industry: None,
                        years: None,
                        ended: None,
                    });
                }
            }
            Self::DaysAWeek => drop(known.max_days_per_week.get_or_insert(4)),
            Self::EligibleForm(_) => drop(known.eligible_forms.get_or_insert_default()),
            Self::Wish(_)
            | Self::Relocation
            | Self::NothingBlocked
            | Self::NoVetoes
            | Self::NoWorkRequirements => {}
        }
        known
    }

    /// The person after the step.
    pub fn taken(&self, known: &Jobseeker) -> Jobseeker {
        let mut more = known.clone();
        let (brought, mobility) = (&mut more.resources, &mut more.mobility);
        match self.clone() {
            Self::Skill(skill) => brought
                .skills
                .iter_mut()
                .for_each(|held| held.push(skill.clone())),
            Self::Certificate(code) => add(&mut brought.certificates, &code),
            Self::Licence(code) => add(&mut mobility.licences, &code),
            Self::Authorisation(code) => {
                let state = AuthorisationState::Held;
                add(&mut brought.authorisations, &Authorisation { code, state });
            }
            Self::Language(code, level) => add_language(&mut brought.languages, code, level),
            Self::Mode(mode) => add(&mut mobility.modes, &mode),
            Self::Minutes(minutes) => {
                mobility.max_travel_minutes = mobility.max_travel_minutes.map(|known| known + minutes);
            }
            Self::HoursAbove(minutes) => {
                let more_hours = |range: &mut HoursRange| {
                    range.max = WeeklyMinutes::from_minutes(range.max.minutes() + minutes);
                };
                more.hours.iter_mut().for_each(more_hours);
            }
            Self::HoursBelow(minutes) => {
                let fewer_hours = |range: &mut HoursRange| {
                    range.min = WeeklyMinutes::from_minutes(range.min.minutes().saturating_sub(minutes));
                };
                more.hours.iter_mut().for_each(fewer_hours);
            }
            Self::Window(window) => add(&mut more.availability, &window),
            Self::Wish(wish) => more.wishes.occupations.push(wish),
            Self::Job(job) => add(&mut brought.experience, &job),
            Self::DaysAWeek => more.max_days_per_week = more.max_days_per_week.map(|days| (days + 1).min(7)),
            Self::EligibleForm(form) => add(&mut more.eligible_forms, &form),
            Self::Relocation => mobility.relocate = true,
            Self::NothingBlocked => more.blocked.clear(),
            Self::NoVetoes => more.vetoes.clear(),
            Self::NoWorkRequirements => more.work_requirements.clear(),
        }
        more
    }
}

fn add<T: Clone + PartialEq>(list: &mut Option<Vec<T>>, item: &T) {
    if let Some(list) = list
        && !list.contains(item)
    {
        list.push(item.clone());
    }
}

/// A new language, or a higher level of a known one.
fn add_language(known: &mut Option<Vec<LanguageAsk>>, code: &str, level: LanguageLevel) {
    let Some(known) = known else { return };
    match known.iter_mut().find(|one| one.language == code) {
        Some(one) => one.level = one.level.max(level),
        None => known.push(LanguageAsk {
            language: code.to_owned(),
            level,
        }),
    }
}
