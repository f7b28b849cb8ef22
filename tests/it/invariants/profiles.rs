//! Profiles of any shape: every field unknown, known to be none, or filled.

use super::pool::{POOL, day, industry, languages, occupation, one, range, some, tenths, window};
use foothold::domain::codes::OccupationCode;
use foothold::domain::jobseeker::{
    Authorisation, Education, Experience, JobFirstDeferral, Jobseeker, Mobility, Resources,
    SchemeEligibility, SkillHeld, Veto, WishedOccupation, Wishes, WorkRequirement,
};
use foothold::domain::lists::{
    AuthorisationState, BranchWillingness, EducationLevel, Form, GoalTrack, Interest, Mastery, Readiness,
    TargetGroup, VetoKind, WorkRequirementKind,
};
use foothold::domain::travel_mode::TravelMode;
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;

pub fn skill() -> impl Strategy<Value = SkillHeld> {
    (one(&POOL.skills), one(Mastery::ALL)).prop_map(|(skill, level)| SkillHeld { skill, level })
}

pub fn job() -> impl Strategy<Value = Experience> {
    (occupation(), of(industry()), of(tenths()), of(day())).prop_map(
        |(occupation, industry, years, ended)| Experience {
            occupation,
            industry,
            years,
            ended: ended.map(|day| day.first_of_month()),
        },
    )
}

/// A wish for one unit group, or for all of the pool that share its first digit.
pub fn wish() -> impl Strategy<Value = WishedOccupation> {
    (occupation(), any::<bool>()).prop_map(|(code, is_broad)| {
        let alike = |other: &&OccupationCode| other.shared_digits(code) >= 1;
        let given = code.to_string();
        if is_broad {
            let mut unit_groups: Vec<OccupationCode> =
                POOL.occupations.iter().filter(alike).copied().collect();
            unit_groups.sort_unstable();
            let given = given[..1].to_owned();
            WishedOccupation { given, unit_groups }
        } else {
            let unit_groups = vec![code];
            WishedOccupation { given, unit_groups }
        }
    })
}

fn authorisation() -> impl Strategy<Value = Authorisation> {
    (one(&POOL.authorisations), one(AuthorisationState::ALL))
        .prop_map(|(code, state)| Authorisation { code, state })
}

fn education() -> impl Strategy<Value = Education> {
    (
        one(EducationLevel::ALL),
        of(one(&POOL.education_fields)),
        weighted(0.2, Just(())),
    )
        .prop_map(|(level, field, graduate)| Education {
            level,
            field,
            new_graduate: graduate.is_some(),
        })
}

fn resources() -> impl Strategy<Value = Resources> {
    (
        of(vec(skill(), 0..5)),
        of(vec(job(), 0..3)),
        of(education()),
        of(languages()),
        of(some(&POOL.certificates, 3)),
        of(vec(authorisation(), 0..2)),
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
    (
        vec(wish(), 0..4),
        some(Interest::ALL, 2),
        of(occupation()),
        one(GoalTrack::ALL),
    )
        .prop_map(|(occupations, interests, goal_occupation, goal_track)| Wishes {
            occupations,
            interests,
            goal_occupation,
            goal_track,
        })
}

fn mobility() -> impl Strategy<Value = Mobility> {
    (
        of(some(TravelMode::ALL, 5)),
        of(0_u16..=150),
        of(some(&POOL.licences, 3)),
        weighted(0.1, Just(())),
    )
        .prop_map(|(modes, max_travel_minutes, licences, relocate)| Mobility {
            modes,
            max_travel_minutes,
            licences,
            relocate: relocate.is_some(),
        })
}

fn work_requirement() -> impl Strategy<Value = WorkRequirement> {
    (one(WorkRequirementKind::ALL), of(1_u8..=40), 0_u16..24, of(day())).prop_map(
        |(kind, kg, hour, until)| WorkRequirement {
            kind,
            kg: kg.filter(|_| kind == WorkRequirementKind::NoHeavyLifting),
            hour: (kind == WorkRequirementKind::StartNotBefore).then_some(hour * 60),
            until,
        },
    )
}

fn veto() -> impl Strategy<Value = Veto> {
    prop_oneof![
        Just((VetoKind::Employer, "10000001".to_owned())),
        Just((VetoKind::Employer, "fiktiv service".to_owned())),
        one(Form::ALL).prop_map(|form| (VetoKind::Form, form.code().to_owned())),
        occupation().prop_map(|code| (VetoKind::Occupation, code.to_string())),
        Just((VetoKind::Occupation, "9".to_owned())),
    ]
    .prop_map(|(kind, value)| Veto { kind, value })
}

fn deferral() -> impl Strategy<Value = JobFirstDeferral> {
    (any::<bool>(), of(day())).prop_map(|(active, review_on)| JobFirstDeferral {
        active,
        review_on,
        decided_by_role: None,
    })
}

/// One requirement of a kind at most, as profiles are kept.
fn work_requirements() -> impl Strategy<Value = Vec<WorkRequirement>> {
    vec(work_requirement(), 0..3).prop_map(|mut all| {
        all.sort_by_key(|one| one.kind);
        all.dedup_by_key(|one| one.kind);
        all
    })
}

/// Any profile.
pub fn jobseeker() -> impl Strategy<Value = Jobseeker> {
    let time = (
        of(range()),
        weighted(0.3, 1_u8..=7),
        weighted(0.3, vec(window(), 1..4)),
        prop_oneof![4 => Just(Vec::new()), 1 => vec(window(), 1..3)],
    );
    let limits = (
        prop_oneof![2 => Just(Vec::new()), 1 => work_requirements()],
        prop_oneof![5 => Just(Vec::new()), 1 => vec(veto(), 1..3)],
        weighted(0.05, deferral()),
    );
    let status = (
        of(one(TargetGroup::ALL)),
        of(one(Readiness::ALL)),
        of(0_u16..=80),
        weighted(0.2, some(Form::ALL, 6)),
        (of(any::<bool>()), of(any::<bool>())),
    );
    let home = weighted(0.95, one(&POOL.postcodes));
    let wants = (wishes(), one(BranchWillingness::ALL));
    (home, mobility(), time, resources(), wants, limits, status).prop_map(
        |(home, mobility, time, resources, wants, limits, status)| {
            let (hours, max_days_per_week, availability, blocked) = time;
            let (work_requirements, vetoes, job_first_deferral) = limits;
            let (target_group, readiness, weeks_unemployed, eligible_forms, schemes) = status;
            Jobseeker {
                home,
                mobility,
                hours,
                max_days_per_week,
                availability,
                blocked,
                resources,
                wishes: wants.0,
                branch_switch: wants.1,
                work_requirements,
                target_group,
                readiness,
                weeks_unemployed,
                eligible_forms,
                scheme_eligibility: SchemeEligibility {
                    igu: schemes.0,
                    adult_apprenticeship: schemes.1,
                },
                job_first_deferral,
                vetoes,
                ..Jobseeker::default()
            }
        },
    )
}
