//! Invented vacancies for property tests: anything that may be kept.

use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::employer::Employer;
use crate::domain::ids::SourceKey;
use crate::domain::lists::{
    Accommodation, Demand, EducationLevel, Form, Importance, LanguageLevel, Sector, VacancyOrigin,
    VacancyStatus,
};
use crate::domain::schedule::{Rota, Schedule, Window};
use crate::domain::units::{HoursRange, TenthYears, WeeklyMinutes};
use crate::domain::vacancy::{
    DemandItem, HoursPlan, LanguageAsk, OccupationOrigin, Offer, Requirements, SkillAsk, Vacancy, Workplace,
};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub(super) fn one<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

pub(super) fn some<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    subsequence(all, 0..=all.len().min(4))
}

pub(super) fn codes(all: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    some(all).prop_map(|codes| codes.into_iter().map(str::to_owned).collect())
}

pub(super) fn words() -> impl Strategy<Value = String> {
    "[a-zæøå]{3,8}( [a-zæøå<&/]{1,8}){0,3}x"
}

pub(super) fn date() -> impl Strategy<Value = Date> {
    (2024_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

fn two_dates() -> impl Strategy<Value = (Option<Date>, Option<Date>)> {
    (of(date()), of(date())).prop_map(|(one, other)| match (one, other) {
        (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
        dates => dates,
    })
}

pub(super) fn occupation() -> impl Strategy<Value = OccupationCode> {
    select(vec!["4321", "9333", "8160", "5131"]).prop_map(|code| OccupationCode::parse(code).expect("a code"))
}

pub(super) fn industry() -> impl Strategy<Value = IndustryDivision> {
    select(vec!["52", "01", "87"]).prop_map(|code| IndustryDivision::parse(code).expect("a division"))
}

pub(super) fn postcode() -> impl Strategy<Value = Postcode> {
    select(vec!["5000", "5220", "2100"]).prop_map(|code| Postcode::parse(code).expect("a postcode"))
}

fn hours() -> impl Strategy<Value = WeeklyMinutes> {
    (0_u16..=2520).prop_map(WeeklyMinutes::from_minutes)
}

pub(super) fn range() -> impl Strategy<Value = HoursRange> {
    (hours(), hours()).prop_map(|(one, other)| HoursRange {
        min: one.min(other),
        max: one.max(other),
    })
}

pub(super) fn window() -> impl Strategy<Value = Window> {
    (
        subsequence((0..7).collect::<Vec<usize>>(), 1..=7),
        0_u16..1440,
        0_u16..=1440,
    )
        .prop_map(|(days, from, to)| Window {
            days: days.into_iter().collect(),
            from,
            to,
        })
}

fn schedule() -> impl Strategy<Value = Option<Schedule>> {
    let rota = (1_u16..=365, 0_u16..=365).prop_map(|(days_on, days_off)| Rota { days_on, days_off });
    (vec(window(), 0..3), of(rota)).prop_map(|(shifts, rota)| {
        let schedule = Schedule { shifts, rota };
        (schedule != Schedule::default()).then_some(schedule)
    })
}

fn plan() -> impl Strategy<Value = HoursPlan> {
    (range(), 0_u16..=104).prop_map(|(range, ramp_weeks)| HoursPlan {
        start: range.min,
        target: range.max,
        ramp_weeks,
    })
}

fn offer() -> impl Strategy<Value = Offer> {
    let times = (
        two_dates(),
        of(1_u16..=520),
        of(0_u16..50),
        schedule(),
        of(plan()),
    );
    let terms = (one(Form::ALL), of(range()), hours(), any::<bool>(), any::<bool>());
    (terms, times).prop_map(|((form, hours, paid, preapproved, hire_intent), times)| {
        let ((start, end), duration_weeks, places, schedule, hours_plan) = times;
        let hybrid = form == Form::Hybrid;
        let internship = WeeklyMinutes::from_minutes(60);
        let sum = WeeklyMinutes::from_minutes(paid.minutes() + 60);
        Offer {
            form,
            hours: if hybrid { HoursRange::new(sum, sum) } else { hours },
            start,
            end,
            duration_weeks,
            places,
            preapproved,
            schedule,
            hours_plan,
            paid_hours: hybrid.then_some(paid),
            internship_hours: hybrid.then_some(internship),
            hire_intent,
        }
    })
}

fn employer() -> impl Strategy<Value = Employer> {
    (
        of(words()),
        of("[0-9]{8}"),
        of("[a-z]{1,5}[0-9]{1,3}"),
        of(industry()),
        of(one(Sector::ALL)),
        of(0.0..5000.0),
        of(0_u32..100),
    )
        .prop_map(
            |(name, cvr, external_id, industry, sector, ordinary_fte, subsidised_heads)| Employer {
                name,
                cvr,
                external_id,
                industry,
                sector,
                ordinary_fte,
                subsidised_heads,
            },
        )
}

pub(super) fn languages() -> impl Strategy<Value = Vec<LanguageAsk>> {
    (codes(&["da", "en", "ar"]), one(LanguageLevel::ALL)).prop_map(|(languages, level)| {
        let ask = |language| LanguageAsk { language, level };
        languages.into_iter().map(ask).collect()
    })
}

pub(super) fn tenths() -> impl Strategy<Value = TenthYears> {
    (0_u16..=600).prop_map(|tenths| TenthYears::from_years(f64::from(tenths) / 10.0).expect("years"))
}

pub(super) const SKILLS: &[&str] = &["forklift", "picking", "service"];

fn requirements() -> impl Strategy<Value = Requirements> {
    let skills = (codes(SKILLS), one(Importance::ALL)).prop_map(|(skills, importance)| {
        let ask = |skill| SkillAsk { skill, importance };
        skills.into_iter().map(ask).collect()
    });
    (
        of(skills),
        codes(&["B", "C"]),
        codes(&["truck_b", "food_hygiene"]),
        of(select(vec!["nurse".to_owned()])),
        languages(),
        of(one(EducationLevel::ALL)),
        of(tenths()),
    )
        .prop_map(
            |(skills, licences, certificates, authorisation, languages, education, experience_years)| {
                Requirements {
                    skills,
                    licences,
                    certificates,
                    authorisation,
                    languages,
                    education,
                    experience_years,
                }
            },
        )
}

fn workplace() -> impl Strategy<Value = Workplace> {
    (of(postcode()), of((54.4..57.9, 7.9..15.3)), 0_u8..=7).prop_map(
        |(postcode, point, remote_days_per_week)| Workplace {
            postcode,
            lat: point.map(|(lat, _)| lat),
            lon: point.map(|(_, lon)| lon),
            remote_days_per_week,
        },
    )
}

fn demands() -> impl Strategy<Value = Option<Vec<DemandItem>>> {
    of((some(Demand::ALL), of(1_u8..=200)).prop_map(|(demands, kg)| {
        let item = |code| DemandItem {
            code,
            kg: kg.filter(|_| code == Demand::HeavyLifting),
        };
        demands.into_iter().map(item).collect()
    }))
}

pub(super) fn vacancy() -> impl Strategy<Value = Vacancy> {
    let found = prop_oneof![
        occupation().prop_map(|code| (Some(code), OccupationOrigin::Given)),
        (occupation(), 0_u8..=100)
            .prop_map(|(code, confidence)| (Some(code), OccupationOrigin::Recognised { confidence })),
        Just((None, OccupationOrigin::Unknown)),
    ];
    let source = ("[a-z]{1,9}", "[a-z0-9-]{1,19}z")
        .prop_map(|(source, external_id)| SourceKey { source, external_id });
    let head = (of(source), words(), words(), of(employer()), found, of(words()));
    let state = (
        1_u16..500,
        one(VacancyStatus::ALL),
        one(VacancyOrigin::ALL),
        two_dates(),
    );
    let terms = (
        vec(offer(), 1..3),
        schedule(),
        of(workplace()),
        requirements(),
        demands(),
    );
    let support = (
        some(Accommodation::ALL),
        any::<[bool; 4]>(),
        of(0_u16..=365),
        codes(&["B", "C"]),
    );
    (head, state, terms, support).prop_map(|(head, state, terms, support)| {
        let (source_key, title, description, employer, (occupation, occupation_origin), occupation_label) =
            head;
        let (positions, status, origin, (publish_from, apply_by)) = state;
        let (offers, schedule, workplace, requirements, demands) = terms;
        let (accommodations_offered, flags, introduction_days, licence_support) = support;
        let [mentor, buddy, on_site_danish, work_culture_intro] = flags;
        Vacancy {
            source_key,
            title,
            description: Some(description),
            employer,
            occupation,
            occupation_origin,
            occupation_label,
            positions,
            status,
            publish_from,
            origin,
            offers,
            schedule,
            workplace,
            requirements,
            demands,
            accommodations_offered,
            mentor,
            buddy,
            on_site_danish,
            work_culture_intro,
            introduction_days,
            licence_support,
            apply_by,
            open_company_day: flags[1].then(|| jiff::civil::date(2027, 3, 11)),
            contact_url: flags[0].then(|| "https://example.dk/a?b=1".to_owned()),
        }
    })
}
