//! Invented profiles for property tests: anything that may be kept.

use super::fake_vocabulary::FakeVocabulary;
use super::invented_vacancies::{
    SKILLS, codes, date, industry, languages, occupation, one, postcode, range, some, tenths, window,
};
use super::vocabulary::Vocabulary;
use crate::domain::decision::ActorRole;
use crate::domain::jobseeker::{
    Authorisation, Education, Experience, JobFirstDeferral, Jobseeker, Mobility, Resources,
    SchemeEligibility, SkillHeld, Veto, WishedOccupation, Wishes, WorkRequirement,
};
use crate::domain::lists::{
    AuthorisationState, BranchWillingness, EducationLevel, Form, GoalTrack, Interest, Mastery, Readiness,
    SupportNeed, TargetGroup, Track, VetoKind, WorkRequirementKind,
};
use crate::domain::travel_mode::TravelMode;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

fn resources() -> impl Strategy<Value = Resources> {
    let skills = (codes(SKILLS), one(Mastery::ALL)).prop_map(|(skills, level)| {
        let held = |skill| SkillHeld { skill, level };
        skills.into_iter().map(held).collect()
    });
    let job = (occupation(), of(industry()), of(tenths()), of(date())).prop_map(
        |(occupation, industry, years, ended)| Experience {
            occupation,
            industry,
            years,
            ended: ended.map(Date::first_of_month),
        },
    );
    let education = (
        one(EducationLevel::ALL),
        of(Just("0913".to_owned())),
        any::<bool>(),
    )
        .prop_map(|(level, field, new_graduate)| Education {
            level,
            field,
            new_graduate,
        });
    let authorisations =
        (codes(&["nurse", "doctor"]), one(AuthorisationState::ALL)).prop_map(|(codes, state)| {
            let held = |code| Authorisation { code, state };
            codes.into_iter().map(held).collect()
        });
    (
        of(skills),
        of(vec(job, 0..3)),
        of(education),
        of(languages()),
        of(codes(&["truck_b", "food_hygiene"])),
        of(authorisations),
    )
        .prop_map(
            |(skills, experience, education, languages, certificates, authorisations)| Resources {
                skills,
                experience,
                education,
                languages,
                certificates,
                authorisations,
            },
        )
}

fn wishes() -> impl Strategy<Value = Wishes> {
    let wish = |given: &str| WishedOccupation {
        given: given.to_owned(),
        unit_groups: FakeVocabulary.wish(given).expect("a known wish"),
    };
    (
        some(&["lager", "8", "tjener"]),
        some(Interest::ALL),
        of(occupation()),
        one(GoalTrack::ALL),
    )
        .prop_map(move |(given, interests, goal_occupation, goal_track)| Wishes {
            occupations: given.into_iter().map(wish).collect(),
            interests,
            goal_occupation,
            goal_track,
        })
}

fn work_requirements() -> impl Strategy<Value = Vec<WorkRequirement>> {
    (
        some(WorkRequirementKind::ALL),
        of(1_u8..=200),
        0_u16..=1440,
        of(date()),
    )
        .prop_map(|(kinds, kg, hour, until)| {
            let requirement = |kind| WorkRequirement {
                kind,
                kg: kg.filter(|_| kind == WorkRequirementKind::NoHeavyLifting),
                hour: (kind == WorkRequirementKind::StartNotBefore).then_some(hour),
                until,
            };
            kinds.into_iter().map(requirement).collect()
        })
}

pub(super) fn jobseeker() -> impl Strategy<Value = Jobseeker> {
    let mobility = (
        of(some(TravelMode::ALL)),
        of(0_u16..=600),
        of(codes(&["B"])),
        any::<bool>(),
    )
        .prop_map(|(modes, max_travel_minutes, licences, relocate)| Mobility {
            modes,
            max_travel_minutes,
            licences,
            relocate,
        });
    let veto = prop_oneof![
        Just((VetoKind::Employer, "20304050")),
        Just((VetoKind::Employer, "firma x")),
        Just((VetoKind::Form, "igu")),
        Just((VetoKind::Occupation, "51")),
    ]
    .prop_map(|(kind, value)| Veto {
        kind,
        value: value.to_owned(),
    });
    let deferral = (
        any::<bool>(),
        of(date()),
        of(proptest::sample::select(ActorRole::ALL)),
    )
        .prop_map(|(given, review_on, decided_by_role)| JobFirstDeferral {
            active: given && review_on.is_some(),
            review_on,
            decided_by_role,
        });
    let schemes =
        (of(any::<bool>()), of(any::<bool>())).prop_map(|(igu, adult_apprenticeship)| SchemeEligibility {
            igu,
            adult_apprenticeship,
        });
    let time = (
        of(range()),
        of(1_u8..=7),
        of(vec(window(), 1..3)),
        vec(window(), 0..3),
        of(date()),
    );
    let wants = (
        wishes(),
        one(BranchWillingness::ALL),
        work_requirements(),
        some(SupportNeed::ALL),
        vec(veto, 0..3),
    );
    let status = (
        of(one(TargetGroup::ALL)),
        of(one(Readiness::ALL)),
        of(one(Track::ALL)),
        of(0_u16..=2600),
        of(some(Form::ALL)),
        schemes,
        of(deferral),
    );
    let opaque = (of("[a-z]{1,5}-[0-9]{1,5}"), of("[a-z]{1,9}"));
    (of(postcode()), mobility, time, resources(), wants, status, opaque).prop_map(
        |(home, mobility, time, resources, wants, status, opaque)| {
            let (hours, max_days_per_week, availability, blocked, available_from) = time;
            let (wishes, branch_switch, work_requirements, support_needs, vetoes) = wants;
            let (
                target_group,
                readiness,
                track,
                weeks_unemployed,
                eligible_forms,
                scheme_eligibility,
                deferral,
            ) = status;
            Jobseeker {
                home,
                mobility,
                hours,
                max_days_per_week,
                availability,
                blocked,
                plan_ref: opaque.0,
                available_from,
                resources,
                wishes,
                branch_switch,
                work_requirements,
                support_needs,
                target_group,
                readiness,
                track,
                weeks_unemployed,
                eligible_forms,
                scheme_eligibility,
                intake_cohort: opaque.1,
                job_first_deferral: deferral,
                vetoes,
            }
        },
    )
}
