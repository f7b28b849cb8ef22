//! Getting there: the way by each means against the shift, what is paid for it, and the rules of the form.

mod money;
mod plans;

use crate::domain::language::Language;
use crate::domain::lists::Form;
use crate::matching::dated::{DatedRow, Term};
use crate::matching::explain::bridges::{Bridge, BridgeKind};
use crate::matching::extract::date_of;
use crate::matching::features::{NO_START, OfferFeatures, UNKNOWN, VacancyView, flag};
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::wire::match_in::Include;
use crate::wire::mobility_package_out::{
    ConditionOut, FormRulesOut, MobilityPackageOut, RatioOut, RuleRefOut, TrackOut, TravelBoundOut,
    TravelWishOut,
};

/// What is said of a pair beside its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PairParts {
    /// Nothing more.
    Explained,
    /// The mobility package.
    WithMobility,
}

impl PairParts {
    /// The parts a request includes.
    pub(super) fn of(include: &[Include]) -> Self {
        if include.contains(&Include::MobilityPackage) {
            Self::WithMobility
        } else {
            Self::Explained
        }
    }
}

/// Everything of a pair that getting there depends on.
#[derive(Clone, Copy)]
struct Pair<'v, 'a> {
    plan: &'a Plan<'a>,
    view: &'v VacancyView<'v>,
    score: &'v PairScore,
    offer: Option<&'v OfferFeatures>,
    language: Language,
}

/// The package of a pair.
pub(super) fn package<'a>(
    plan: &'a Plan<'a>,
    view: &VacancyView<'_>,
    score: &PairScore,
    bridges: &[Bridge<'_>],
    language: Language,
) -> MobilityPackageOut<'a> {
    let offer = view.offers.get(score.offer);
    let pair = Pair {
        plan,
        view,
        score,
        offer,
        language,
    };
    let ruleset = &plan.rules.ruleset;
    let bound = ruleset.travel_bound(plan.seeker.weeks_unemployed.unwrap_or(0), plan.day);
    let planned = plans::plans(pair, bound.map(|row| row.daily_minutes));
    MobilityPackageOut {
        shift: offer.and_then(plans::shift),
        no_travel: if view.core.flags.has(flag::REMOTE) {
            Some("work_from_home")
        } else {
            planned.is_none().then_some("place_unknown")
        },
        wish: TravelWishOut {
            minutes: plan.trips.wish,
            assumed: plan.seeker.mobility.max_travel_minutes.is_none(),
        },
        bound: bound.map(|row| TravelBoundOut {
            daily_minutes: row.daily_minutes,
            rule: reference(row.term()),
        }),
        travel: planned.unwrap_or_default(),
        commuting_allowance: money::commuting(pair),
        interview_travel: money::interview(pair),
        courses: bridges
            .iter()
            .filter(|bridge| bridge.kind == BridgeKind::Course)
            .filter_map(|bridge| bridge.closes.map(str::to_owned))
            .collect(),
        form_rules: offer.and_then(|offer| form_rules(pair, offer)),
    }
}

/// The education an offer leads through; nothing for other forms.
pub(super) fn track(plan: &Plan<'_>, view: &VacancyView<'_>, score: &PairScore) -> Option<TrackOut> {
    let offer = view
        .offers
        .get(score.offer)
        .filter(|offer| offer.form.is_education())?;
    let terms = plan.rules.ruleset.form_terms(offer.form, plan.day);
    Some(TrackOut {
        kind: offer.form,
        school_weeks: terms.and_then(|row| row.school_weeks),
        school_hours_per_week: terms.and_then(|row| row.school_hours),
        practice_hours_per_week: terms.and_then(|row| row.practice_hours_min),
        length_weeks: (offer.duration_weeks > 0)
            .then_some(offer.duration_weeks)
            .or_else(|| terms.and_then(|row| row.length_weeks)),
        starts: (offer.start != NO_START).then(|| date_of(offer.start)).flatten(),
        open_company_day: open_company_day(plan, view),
    })
}

/// The workplace's open day, unless it has passed.
pub(super) fn open_company_day(plan: &Plan<'_>, view: &VacancyView<'_>) -> Option<jiff::civil::Date> {
    let day = view.core.open_company_day;
    (day >= plan.today).then(|| date_of(day)).flatten()
}

fn reference(term: Term<'_>) -> RuleRefOut<'_> {
    RuleRefOut {
        valid_from: term.valid_from,
        valid_to: term.valid_to,
        source: term.source,
        verify: term.verify,
    }
}

fn form_rules<'a>(pair: Pair<'_, 'a>, offer: &OfferFeatures) -> Option<FormRulesOut<'a>> {
    let (plan, language) = (pair.plan, pair.language);
    let ruleset = &plan.rules.ruleset;
    let terms = ruleset.form_terms(offer.form, plan.day)?;
    let conditions = ruleset.form_conditions(offer.form, plan.day);
    Some(FormRulesOut {
        form: offer.form,
        pay: terms.pay,
        text: terms.text(language).unwrap_or_default(),
        longest_weeks: plan.gates.longest_weeks(offer.form),
        hours_min: terms.hours_min,
        hours_max: terms.hours_max,
        practice_hours_min: terms.practice_hours_min,
        school_weeks: terms.school_weeks,
        school_hours: terms.school_hours,
        ratio: ratio(pair, offer.form),
        conditions: conditions
            .map(|row| ConditionOut {
                code: &row.code,
                party: row.party,
                text: row.text(language).unwrap_or_default(),
                value: row.value,
                unit: row.unit.as_deref(),
                rule: reference(row.term()),
            })
            .collect(),
        rule: reference(terms.term()),
    })
}

fn ratio<'a>(pair: Pair<'_, 'a>, form: Form) -> Option<RatioOut<'a>> {
    let row = pair.plan.rules.ruleset.ratio(form, pair.plan.day)?;
    let stated = |value: u16| (value != UNKNOWN).then_some(value);
    let core = pair.view.core;
    Some(RatioOut {
        allowed: stated(core.employer_fte).map(|fte| row.allowed(fte)),
        taken: stated(core.subsidised_heads),
        rule: reference(row.term()),
    })
}
