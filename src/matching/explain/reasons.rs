//! Reasons: every part of a contribution under a code, in words, adding up to the contribution.

use super::Explanation;
use super::bridges::{Bridge, BridgeKind};
use super::items::{FoundItem, NearItem};
use super::phrases::{Fact, Sentence, Wish};
use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::matching::branch::{BranchFit, Rung};
use crate::matching::extract::date_of;
use crate::matching::features::{NO_END, OfferFeatures, UNKNOWN_MINUTES, VacancyView};
use crate::matching::gates::{GateCode, GateState};
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::resources::ResourcesFit;
use crate::matching::score::{MobilityFit, PairScore};
use crate::matching::weights::split;
use crate::taxonomy::balance::Balance;
use jiff::civil::Date;

crate::closed_list! {
    /// Why a job stands where it stands.
    ReasonCode {
        ResourceMatch = "RESOURCE_MATCH",
        ExperienceMatch = "EXPERIENCE_MATCH",
        WishMatch = "WISH_MATCH",
        WishNear = "WISH_NEAR",
        StepTowardsGoal = "STEP_TOWARDS_GOAL",
        OtherResources = "OTHER_RESOURCES",
        TravelOk = "TRAVEL_OK",
        TravelOverWish = "TRAVEL_OVER_WISH",
        WorkFromHome = "WORK_FROM_HOME",
        Relocation = "RELOCATION",
        HoursFit = "HOURS_FIT",
        HoursDiffer = "HOURS_DIFFER",
        ScheduleFit = "SCHEDULE_FIT",
        ScheduleKnown = "SCHEDULE_KNOWN",
        ScheduleUnknown = "SCHEDULE_UNKNOWN",
        OwnTrade = "OWN_TRADE",
        BranchSwitchReachable = "BRANCH_SWITCH_REACHABLE",
        BranchSwitch = "BRANCH_SWITCH",
        ShortageOccupation = "SHORTAGE_OCCUPATION",
        LabourMarket = "LABOUR_MARKET",
        OrdinaryJob = "ORDINARY_JOB",
        PaidHours = "PAID_HOURS",
        FormStep = "FORM_STEP",
        Duration = "DURATION",
        StartSoon = "START_SOON",
        FreePlaces = "FREE_PLACES",
        PreapprovedPlace = "PREAPPROVED_PLACE",
        MentorAvailable = "MENTOR_AVAILABLE",
        BuddyAvailable = "BUDDY_AVAILABLE",
        OnSiteDanish = "ON_SITE_DANISH",
        RampUp = "RAMP_UP",
        Introduction = "INTRODUCTION",
        HireIntent = "HIRE_INTENT",
        CourseBridge = "COURSE_BRIDGE",
        ResourceUnderuse = "RESOURCE_UNDERUSE",
    }
}

crate::closed_list! {
    /// The contribution a reason is part of.
    Axis { Resources = "resources", Mobility = "mobility", Branch = "branch", JobFirst = "job_first" }
}

/// A reason. Those that only inform are part of an axis with nothing to add.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason<'k> {
    /// Why.
    pub code: ReasonCode,
    /// Which contribution it is part of.
    pub axis: Axis,
    /// In words.
    pub said: Sentence<'k>,
    /// Its part of the contribution, micro-points.
    pub contribution: u32,
}

type Part<'k> = (ReasonCode, f64, Fact<'k>);

/// Skill levels between what a person has done and what a job asks, from which it underuses.
const UNDERUSE_LEVELS: i8 = -2;

/// The reasons of one pair, as they come.
struct Reasons<'r, 'k> {
    reasons: &'r mut Vec<Reason<'k>>,
    language: Language,
}

impl<'k> Reasons<'_, 'k> {
    /// Splits a contribution among the parts of its axis that gave something.
    fn add<const PARTS: usize>(&mut self, axis: Axis, contribution: u32, parts: [Part<'k>; PARTS]) {
        let given = parts.map(|(_, share, _)| if share > 0.0 { share } else { 0.0 });
        let shares = split(contribution, given);
        let told = parts.into_iter().zip(shares);
        for ((code, _, fact), contribution) in told.filter(|((_, share, _), _)| *share > 0.0) {
            self.push(code, axis, fact, contribution);
        }
    }

    fn push(&mut self, code: ReasonCode, axis: Axis, fact: Fact<'k>, contribution: u32) {
        self.reasons.push(Reason {
            code,
            axis,
            said: Sentence::new(code, fact, self.language),
            contribution,
        });
    }
}

pub(super) fn reasons<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    explanation: &mut Explanation<'k>,
    language: Language,
) {
    let [resources, mobility, branch, job_first] = pair.contributions;
    let mut told = Reasons {
        reasons: &mut explanation.reasons,
        language,
    };
    if let Some(fit) = pair.resources {
        let covered = covered(&explanation.found, &explanation.near, explanation.missing.len());
        let parts = resource_parts(plan, vacancy, &fit, covered);
        told.add(Axis::Resources, resources, parts);
    }
    if let Some(fit) = pair.mobility {
        let parts = mobility_parts(plan, vacancy, pair, &fit);
        told.add(Axis::Mobility, mobility, parts);
    }
    if let Some(fit) = pair.branch {
        told.add(Axis::Branch, branch, branch_parts(plan, &fit, language));
    }
    if let Some(offer) = vacancy.offers.get(pair.offer) {
        let parts = prior_parts(pair, offer, vacancy.core.positions, plan.seeker.available_from);
        told.add(Axis::JobFirst, job_first, parts);
    }
    if let Some(course) = course_bridge(&explanation.bridges) {
        told.push(ReasonCode::CourseBridge, Axis::Resources, course, 0);
    }
    if underuses(pair) {
        told.push(ReasonCode::ResourceUnderuse, Axis::Branch, Fact::None, 0);
    }
}

/// How much of what is asked is had, and what lies near the rest.
fn covered<'k>(found: &[FoundItem<'k>], near: &[NearItem<'k>], missing: usize) -> Fact<'k> {
    let nearest = near.first().map(|near| near.by);
    Fact::Covered {
        asked: found.len() + near.len() + missing,
        had: found.len(),
        assumed: found.iter().filter(|found| found.assumed).count(),
        first: std::array::from_fn(|at| found.get(at).map(|found| found.item.label)),
        near: nearest.filter(|name| found.iter().all(|found| found.item.label != *name)),
    }
}

fn resource_parts<'k>(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    fit: &ResourcesFit,
    covered: Fact<'k>,
) -> [Part<'k>; 5] {
    let occupation = vacancy.core.occupation;
    let (wished, goal) = (
        plan.resources.wished(occupation),
        plan.resources.towards_goal(occupation),
    );
    let wish_code = if wished >= 0.6 {
        ReasonCode::WishMatch
    } else {
        ReasonCode::WishNear
    };
    // Wish and goal share the part in proportion; the goal itself is a wish as well.
    let both = wished + goal;
    let share = |value: f64| {
        if both > 0.0 {
            fit.wishes_part * value / both
        } else {
            0.0
        }
    };
    [
        (ReasonCode::ResourceMatch, fit.coverage_part, covered),
        (ReasonCode::ExperienceMatch, fit.experience_part, Fact::None),
        (wish_code, share(wished), Fact::None),
        (
            ReasonCode::StepTowardsGoal,
            share(goal),
            goal_fact(plan, occupation),
        ),
        (ReasonCode::OtherResources, fit.extra_part, Fact::None),
    ]
}

fn goal_fact<'k>(plan: &Plan<'_>, occupation: u16) -> Fact<'k> {
    let goal = plan.seeker.wishes.goal_occupation;
    let goal = goal.and_then(|code| plan.knowledge.taxonomy.occupations.ix(code));
    if goal.is_some_and(|goal| goal.0 == occupation) {
        Fact::AtGoal
    } else {
        Fact::None
    }
}

fn mobility_parts<'k>(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    fit: &MobilityFit,
) -> [Part<'k>; 3] {
    let (code, fact) = match pair.travel {
        Travel::Reached { mode, daily } => {
            let minutes = pair.travel.minutes().unwrap_or(0);
            let over = minutes > plan.trips.wish;
            let far = daily > plan.trips.daily_bound;
            let code = if over {
                ReasonCode::TravelOverWish
            } else {
                ReasonCode::TravelOk
            };
            let wish = match plan.seeker.mobility.max_travel_minutes {
                Some(_) => Wish::Stated(plan.trips.wish),
                None => Wish::Assumed(plan.trips.wish),
            };
            match far {
                true if plan.trips.relocate => (ReasonCode::Relocation, Fact::None),
                true => (code, Fact::FarTravel { mode, minutes }),
                false => (code, Fact::Travel { mode, minutes, wish }),
            }
        }
        // Without a connection nothing is given unless the person would move house.
        Travel::NoConnection => (ReasonCode::Relocation, Fact::None),
        Travel::NotNeeded | Travel::Unknown => (ReasonCode::WorkFromHome, Fact::None),
    };
    let offer = vacancy.offers.get(pair.offer);
    let full = plan.rules.ruleset.mobility.hours;
    let hours_code = if fit.hours_part >= full {
        ReasonCode::HoursFit
    } else {
        ReasonCode::HoursDiffer
    };
    let hours = offer.map_or(Fact::None, |offer| {
        let (min, max) = (offer.hours_min, offer.hours_max);
        let differ = hours_code == ReasonCode::HoursDiffer && plan.seeker.hours.is_some();
        if differ && min != UNKNOWN_MINUTES {
            let (offered, wanted) = ((min, max), plan.gates.hours);
            Fact::OtherHours { offered, wanted }
        } else {
            Fact::Hours { min, max }
        }
    });
    let known = offer.is_some_and(|offer| offer.shifts_len > 0);
    let fits = pair.gates.state(GateCode::ScheduleConflict) == GateState::Ok;
    let schedule_code = match (known, fits) {
        (true, true) => ReasonCode::ScheduleFit,
        (true, false) => ReasonCode::ScheduleKnown,
        (false, _) => ReasonCode::ScheduleUnknown,
    };
    [
        (code, fit.travel_part, fact),
        (hours_code, fit.hours_part, hours),
        (schedule_code, fit.schedule_part, Fact::None),
    ]
}

fn branch_parts<'k>(plan: &Plan<'k>, fit: &BranchFit, language: Language) -> [Part<'k>; 2] {
    let reachable = fit.viability >= plan.rules.ruleset.branch.reachable_viability;
    let code = match fit.rung {
        Rung::OwnTrade => ReasonCode::OwnTrade,
        _ if reachable => ReasonCode::BranchSwitchReachable,
        _ => ReasonCode::BranchSwitch,
    };
    let from = plan.knowledge.taxonomy.occupations.label(fit.from, language);
    let fact = Fact::Move {
        from,
        skills_percent: (fit.step.skills_shared * 100.0) as u8,
    };
    let scarce = matches!(fit.balance, Some(Balance::Shortage | Balance::Paradox));
    let market = if scarce {
        ReasonCode::ShortageOccupation
    } else {
        ReasonCode::LabourMarket
    };
    [
        (code, fit.viability_part, fact),
        (market, fit.wisdom_part, Fact::Balance(fit.balance)),
    ]
}

/// How long an offer lasts: its weeks, else its last day.
fn duration<'k>(offer: &OfferFeatures) -> Fact<'k> {
    let last = (offer.duration_weeks == 0 && offer.end != NO_END).then(|| date_of(offer.end));
    last.flatten()
        .map_or(Fact::Weeks(offer.duration_weeks), Fact::Until)
}

/// When an offer starts, and whether that is too soon for the person.
fn start<'k>(offer: &OfferFeatures, available_from: Option<Date>) -> Fact<'k> {
    let start = date_of(offer.start);
    match (start, available_from) {
        (Some(start), Some(available_from)) if start < available_from => Fact::StartsBefore {
            start,
            available_from,
        },
        _ => Fact::Start(start),
    }
}

fn prior_parts<'k>(
    pair: &PairScore,
    offer: &OfferFeatures,
    positions: u16,
    available_from: Option<Date>,
) -> [Part<'k>; 11] {
    let prior = &pair.prior;
    let form_code = match offer.form {
        Form::OrdinaryJob | Form::PartTime => ReasonCode::OrdinaryJob,
        Form::PaidHours | Form::Hybrid => ReasonCode::PaidHours,
        _ => ReasonCode::FormStep,
    };
    let places = if offer.places == u16::MAX {
        positions
    } else {
        offer.places
    };
    let [preapproved, mentor, buddy, danish, ramp_up, introduction] = prior.support;
    [
        (form_code, prior.ladder, Fact::Form(offer.form)),
        (ReasonCode::Duration, prior.duration, duration(offer)),
        (ReasonCode::StartSoon, prior.start, start(offer, available_from)),
        (ReasonCode::FreePlaces, prior.places, Fact::Places(places)),
        (ReasonCode::PreapprovedPlace, preapproved, Fact::None),
        (ReasonCode::MentorAvailable, mentor, Fact::None),
        (ReasonCode::BuddyAvailable, buddy, Fact::None),
        (ReasonCode::OnSiteDanish, danish, Fact::None),
        (ReasonCode::RampUp, ramp_up, Fact::None),
        (ReasonCode::Introduction, introduction, Fact::None),
        (ReasonCode::HireIntent, prior.intent, Fact::None),
    ]
}

fn course_bridge<'k>(bridges: &[Bridge<'k>]) -> Option<Fact<'k>> {
    let course = bridges.iter().find(|bridge| bridge.kind == BridgeKind::Course)?;
    Some(Fact::Course {
        label: course.label,
        days: course.days.unwrap_or(0),
    })
}

/// Work far below what the person has done is said, and costs nothing.
fn underuses(pair: &PairScore) -> bool {
    pair.branch
        .is_some_and(|fit| fit.step.level_step <= UNDERUSE_LEVELS)
}
