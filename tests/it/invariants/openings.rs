//! Vacancies of any shape: several offers, nights and rotas, whatever may be asked or demanded, and
//! fields that the sender left out.

use super::pool::{POOL, day, industry, languages, occupation, one, range, some, tenths, window};
use foothold::domain::employer::Employer;
use foothold::domain::lists::{
    Accommodation, Demand, EducationLevel, Form, Importance, VacancyOrigin, VacancyStatus,
};
use foothold::domain::schedule::{Rota, Schedule};
use foothold::domain::units::WeeklyMinutes;
use foothold::domain::vacancy::{
    DemandItem, HoursPlan, OccupationOrigin, Offer, Requirements, SkillAsk, Vacancy, Workplace,
};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;

const TITLES: &[&str] = &[
    "Lagermedarbejder til nathold",
    "Chauffør med kørekort C",
    "Sygeplejerske",
    "Tjener i weekenden",
    "Medarbejder",
];
const DESCRIPTIONS: &[&str] = &[
    "Du har erfaring med truckkørsel og pluk af varer.",
    "Det er en fordel, hvis du kan lide kundeservice. Truckcertifikat er ikke et krav.",
];

fn schedule() -> impl Strategy<Value = Schedule> {
    let rota = (1_u16..=21, 0_u16..=21).prop_map(|(days_on, days_off)| Rota { days_on, days_off });
    (vec(window(), 0..3), weighted(0.15, rota)).prop_map(|(shifts, rota)| Schedule { shifts, rota })
}

/// Any form; the ones open to everybody more often.
fn form() -> impl Strategy<Value = Form> {
    prop_oneof![1 => one(Form::ALL), 1 => one(&Form::ALL[..3])]
}

fn offer() -> impl Strategy<Value = Offer> {
    let hours = (of(range()), weighted(0.3, range()));
    let times = (of(day()), weighted(0.15, day()), weighted(0.3, 1_u16..=60));
    let terms = (
        weighted(0.4, 0_u16..6),
        any::<bool>(),
        any::<bool>(),
        weighted(0.4, schedule()),
    );
    (form(), hours, times, terms).prop_map(|(form, (hours, plan), (start, end, duration_weeks), terms)| {
        let (places, preapproved, hire_intent, schedule) = terms;
        let hybrid = form == Form::Hybrid;
        let part = |minutes| hybrid.then_some(WeeklyMinutes::from_minutes(minutes));
        Offer {
            hours: hours.filter(|_| !hybrid),
            start,
            end: end.map(|end| start.map_or(end, |start| start.max(end))),
            duration_weeks,
            places,
            preapproved,
            schedule,
            hours_plan: plan.map(|range| HoursPlan {
                start: range.min,
                target: range.max,
                ramp_weeks: 8,
            }),
            paid_hours: part(300),
            internship_hours: part(900),
            hire_intent,
            ..Offer::of_form(form)
        }
    })
}

fn employer() -> impl Strategy<Value = Employer> {
    (
        of(select(vec!["Fiktiv Service", "Fiktiv Logistik"])),
        of(select(vec!["10000001", "10000002"])),
        of(industry()),
        of(select(vec![0.0, 4.0, 24.0, 75.0])),
        of(0_u32..6),
    )
        .prop_map(|(name, cvr, industry, ordinary_fte, subsidised_heads)| Employer {
            name: name.map(str::to_owned),
            cvr: cvr.map(str::to_owned),
            industry,
            ordinary_fte,
            subsidised_heads,
            ..Employer::default()
        })
}

fn requirements() -> impl Strategy<Value = Requirements> {
    let ask = (one(&POOL.skills), one(Importance::ALL))
        .prop_map(|(skill, importance)| SkillAsk { skill, importance });
    (
        of(vec(ask, 0..5)),
        prop_oneof![3 => Just(Vec::new()), 1 => some(&POOL.licences, 2)],
        prop_oneof![2 => Just(Vec::new()), 1 => some(&POOL.certificates, 2)],
        weighted(0.1, one(&POOL.authorisations)),
        prop_oneof![1 => Just(Vec::new()), 1 => languages()],
        weighted(0.4, one(EducationLevel::ALL)),
        weighted(0.4, tenths()),
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

fn demands() -> impl Strategy<Value = Vec<DemandItem>> {
    (some(Demand::ALL, 3), of(1_u8..=40)).prop_map(|(demands, kg)| {
        let item = |code| DemandItem {
            code,
            kg: kg.filter(|_| code == Demand::HeavyLifting),
        };
        demands.into_iter().map(item).collect()
    })
}

fn workplace() -> impl Strategy<Value = Workplace> {
    let remote = prop_oneof![3 => Just(0_u8), 1 => 0_u8..=7];
    (weighted(0.85, one(&POOL.postcodes)), remote).prop_map(|(postcode, remote_days_per_week)| Workplace {
        postcode,
        lat: None,
        lon: None,
        remote_days_per_week,
    })
}

/// Any vacancy; most are open.
pub fn vacancy() -> impl Strategy<Value = Vacancy> {
    let found = prop_oneof![
        5 => occupation().prop_map(|code| (Some(code), OccupationOrigin::Given)),
        1 => Just((None, OccupationOrigin::Unknown)),
    ];
    let status = prop_oneof![19 => Just(VacancyStatus::Open), 1 => one(VacancyStatus::ALL)];
    let words = (select(TITLES), of(select(DESCRIPTIONS)));
    let head = (words, of(employer()), found, 1_u16..5, status);
    let dates = (weighted(0.05, day()), weighted(0.1, day()));
    let terms = (
        vec(offer(), 1..4),
        of(schedule()),
        of(workplace()),
        requirements(),
        of(demands()),
    );
    let support = (
        some(Accommodation::ALL, 3),
        any::<[bool; 4]>(),
        of(0_u16..10),
        prop_oneof![3 => Just(Vec::new()), 1 => some(&POOL.licences, 2)],
    );
    (head, dates, terms, support).prop_map(|(head, (publish_from, apply_by), terms, support)| {
        let ((title, description), employer, (occupation, occupation_origin), positions, status) = head;
        let (offers, schedule, workplace, requirements, demands) = terms;
        let (accommodations_offered, flags, introduction_days, licence_support) = support;
        let [mentor, buddy, on_site_danish, work_culture_intro] = flags;
        Vacancy {
            source_key: None,
            title: title.to_owned(),
            description: description.map(str::to_owned),
            employer,
            occupation,
            occupation_origin,
            occupation_label: None,
            positions,
            status,
            publish_from,
            origin: VacancyOrigin::Own,
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
            open_company_day: flags[0].then_some(apply_by).flatten(),
            contact_url: None,
        }
    })
}

/// Several vacancies.
pub fn vacancies() -> impl Strategy<Value = Vec<Vacancy>> {
    vec(vacancy(), 4..10)
}
