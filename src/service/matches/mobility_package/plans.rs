//! The way there and home by each means, against the shift.

use super::Pair;
use crate::domain::language::Language;
use crate::domain::schedule::{DAY, Window};
use crate::domain::travel_mode::TravelMode;
use crate::matching::features::{OfferFeatures, UNKNOWN, VacancyView};
use crate::matching::mobility::{Travel, travel_by};
use crate::service::travel::ways::{self, Trip, When};
use crate::travel::{Matrices, Means, ZoneId, service_minute};
use crate::wire::mobility_package_out::{HasMeans, ModePlanOut, NoTrip, ShiftOut, TripOut, Within};

/// Means that are shown as what would open a job, with the licence they need.
const TO_HAVE: [(TravelMode, Option<&str>); 2] = [(TravelMode::Bicycle, None), (TravelMode::Car, Some("B"))];

/// The hours the travel is judged by.
pub(super) fn shift(offer: &OfferFeatures) -> Option<ShiftOut> {
    let clock = offer.clock?;
    Some(ShiftOut {
        begins: ways::clock(clock.first_out),
        ends: ways::clock(clock.last_home),
    })
}

/// The plan of each means; nothing where home or workplace is not known, or there is nothing to travel to.
pub(super) fn plans(pair: Pair<'_, '_>, legal: Option<u16>) -> Option<Vec<ModePlanOut>> {
    let plan = pair.plan;
    let offer = pair.offer?;
    let home = plan
        .seeker
        .home
        .and_then(|postcode| plan.knowledge.places.zone_of(postcode))?;
    let known = pair.view.core.zone != UNKNOWN;
    let ends = (home, ZoneId(known.then_some(pair.view.core.zone)?));
    let times = Times::of(pair.view, offer);
    let stated = plan.seeker.mobility.modes.as_deref();
    let held = stated.unwrap_or(&plan.rules.ruleset.defaults.modes);
    let has = |mode: TravelMode| match (held.contains(&mode) || mode == TravelMode::Walk, stated) {
        (false, _) => HasMeans::Not,
        (true, None) if mode != TravelMode::Walk => HasMeans::Assumed,
        (true, _) => HasMeans::Stated,
    };
    let cycles = held.contains(&TravelMode::Bicycle);
    let reached_now = within_wish(pair, pair.score.travel);
    let context = Context {
        pair,
        offer,
        ends,
        times,
        legal,
        reached_now,
    };
    let mut plans = Vec::new();
    for &mode in TravelMode::ALL {
        let has = has(mode);
        let to_have = TO_HAVE.iter().find(|(other, _)| *other == mode);
        if has == HasMeans::Not && to_have.is_none() {
            continue;
        }
        let licence = to_have.and_then(|(_, licence)| *licence);
        let mut planned = context.plan(Means::from(mode), has, licence);
        if mode == TravelMode::Transit && cycles {
            // As in the score: whoever has a bicycle need not take it.
            let by_bicycle = context.plan(Means::BicycleTransit, has, licence);
            let (cycling, walking) = (&by_bicycle.told, &planned.told);
            let quicker = cycling.reaches && cycling.daily_minutes <= walking.daily_minutes;
            if quicker || !walking.reaches {
                planned = by_bicycle;
            }
        }
        // Walking is named where it gets there; what the person has not got, where it would.
        let optional = has == HasMeans::Not || mode == TravelMode::Walk;
        if planned.told.reaches || !optional {
            plans.push(context.with_legs(planned));
        }
    }
    Some(plans)
}

/// The minutes of the week at which the trips are made.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    out: Option<u16>,
    home: Option<u16>,
}

impl Times {
    /// Of the shift that begins first in the service day and of the one that ends last.
    fn of(view: &VacancyView<'_>, offer: &OfferFeatures) -> Self {
        let shifts = || {
            view.shifts_of(offer)
                .iter()
                .filter(|shift| !shift.days.is_empty())
        };
        let first = |shift: &Window| shift.occurrences().next();
        let earliest = shifts().min_by_key(|shift| service_minute(shift.from));
        let latest = shifts().max_by_key(|shift| service_minute(shift.to % DAY));
        Self {
            out: earliest.and_then(first).map(|(start, _)| start),
            home: latest.and_then(first).map(|(_, end)| end),
        }
    }
}

fn within_wish(pair: Pair<'_, '_>, travel: Travel) -> bool {
    matches!(travel, Travel::NotNeeded)
        || travel
            .minutes()
            .is_some_and(|minutes| minutes <= pair.plan.trips.wish)
}

/// What the plans of all means have in common.
struct Context<'v, 'a> {
    pair: Pair<'v, 'a>,
    offer: &'v OfferFeatures,
    ends: (ZoneId, ZoneId),
    times: Times,
    legal: Option<u16>,
    reached_now: bool,
}

/// A plan as it is told but for its legs, which are searched for once it is chosen.
struct Planned {
    told: ModePlanOut,
    out: Trip,
    back: Trip,
}

impl Context<'_, '_> {
    fn plan(&self, means: Means, has: HasMeans, licence: Option<&'static str>) -> Planned {
        let plan = self.pair.plan;
        let matrices = &plan.knowledge.travel;
        let travel = travel_by(
            means,
            self.ends,
            self.offer,
            &plan.rules.ruleset.mobility,
            matrices,
        );
        let daily = match travel {
            Travel::Reached { daily, .. } => Some(daily),
            _ => None,
        };
        let (out, back) = self.trips(means);
        let not_counted = match (daily, means) {
            (Some(_), _) => None,
            (None, Means::Walk | Means::Bicycle | Means::Moped) => Some(NoTrip::OverLongestRide),
            (None, Means::Car | Means::Transit | Means::BicycleTransit) => Some(NoTrip::OtherShift),
        };
        let to = self.ends.1.index();
        let hours = ways::hours(matrices, means, self.ends.0);
        let first_arrival = hours.and_then(|hours| hours.first_arrival.get(to).copied());
        let last_departure = hours.and_then(|hours| hours.last_departure.get(to).copied());
        let runs = |minute: &u16| (1..2 * DAY).contains(minute);
        let margin = |from: Option<u16>, to: Option<u16>| Some(i32::from(to?) - i32::from(from?));
        let clock = self.offer.clock;
        let needs_licence = licence.filter(|licence| has == HasMeans::Not && !self.holds(licence));
        let would_open = has == HasMeans::Not && !self.reached_now && within_wish(self.pair, travel);
        let fits = |minutes: u16, most: u16| {
            if minutes <= most {
                Within::Within
            } else {
                Within::Over
            }
        };
        let mut planned = ModePlanOut {
            mode: means,
            has,
            needs_licence,
            reaches: daily.is_some(),
            out: told(out, not_counted),
            home: told(back, not_counted),
            daily_minutes: daily,
            margin_minutes: margin(first_arrival.filter(runs), clock.map(|clock| clock.first_out)),
            margin_home_minutes: margin(clock.map(|clock| clock.last_home), last_departure.filter(runs)),
            first_arrival: ways::service_clock(first_arrival),
            last_departure: ways::service_clock(last_departure),
            wish: travel.minutes().map(|minutes| fits(minutes, plan.trips.wish)),
            legal: daily.zip(self.legal).map(|(daily, most)| fits(daily, most)),
            would_open,
            text: String::new(),
            provider: matrices.provider(means.mode()).code(),
            precision: Matrices::precision(),
        };
        planned.text = in_words(&planned, self.pair.language);
        Planned {
            told: planned,
            out,
            back,
        }
    }

    /// Whether the person is known to hold a licence, or nothing is known of licences.
    fn holds(&self, licence: &str) -> bool {
        let held = self.pair.plan.seeker.mobility.licences.as_ref();
        held.is_none_or(|held| held.iter().any(|code| code == licence))
    }

    /// Out to the beginning of the earliest shift and home from the end of the latest.
    fn trips(&self, means: Means) -> (Trip, Trip) {
        let matrices = &self.pair.plan.knowledge.travel;
        let trip = |ends, when| ways::trip(matrices, means, ends, when);
        (
            trip(self.ends, self.times.out.map(When::arriving)),
            trip(self.ends_home(means), self.times.home.map(When::leaving)),
        )
    }

    /// The ends of the way home. The bicycle stands near home, so that way back is the way there the other
    /// way round.
    const fn ends_home(&self, means: Means) -> (ZoneId, ZoneId) {
        let (home, work) = self.ends;
        match means {
            Means::BicycleTransit => (home, work),
            _ => (work, home),
        }
    }

    /// Tells the legs of the means that a person has.
    fn with_legs(&self, Planned { mut told, out, back }: Planned) -> ModePlanOut {
        if told.has == HasMeans::Not {
            return told;
        }
        let matrices = &self.pair.plan.knowledge.travel;
        let legs = |trip: Trip, ends| {
            trip.map_or_else(
                |_| Vec::new(),
                |(band, _)| ways::legs(matrices, told.mode, band, ends),
            )
        };
        told.out.legs = legs(out, self.ends);
        told.home.legs = legs(back, self.ends_home(told.mode));
        if told.mode == Means::BicycleTransit {
            told.home.legs.reverse();
            for leg in &mut told.home.legs {
                std::mem::swap(&mut leg.from, &mut leg.to);
            }
        }
        told
    }
}

/// A trip as it is told before its legs; `not_counted` says why the score does not count one that there is.
fn told(trip: Trip, not_counted: Option<NoTrip>) -> TripOut {
    TripOut {
        minutes: trip.ok().map(|(_, minutes)| minutes),
        reason: trip.err().map(Into::into).or(not_counted),
        legs: Vec::new(),
    }
}

fn in_words(plan: &ModePlanOut, language: Language) -> String {
    let danish = language == Language::Danish;
    let pick = |da: &'static str, en: &'static str| if danish { da } else { en };
    let means = match plan.mode {
        Means::Walk => pick("Til fods", "On foot"),
        Means::Bicycle => pick("På cykel", "By bicycle"),
        Means::Moped => pick("På knallert", "By moped"),
        Means::Car => pick("I bil", "By car"),
        Means::Transit => pick("Med offentlig transport", "By public transport"),
        Means::BicycleTransit => pick(
            "Med cykel og offentlig transport",
            "By bicycle and public transport",
        ),
    };
    let (Some(daily), Some(out)) = (plan.daily_minutes, plan.out.minutes) else {
        let reason = plan.out.reason.or(plan.home.reason);
        let why = match reason {
            Some(NoTrip::BeforeFirst) => pick(
                "den første forbindelse kommer for sent",
                "the first connection comes too late",
            ),
            Some(NoTrip::AfterLast) => pick("den sidste forbindelse er kørt", "the last connection has left"),
            Some(NoTrip::TooFar) => pick("mere end ti timer", "more than ten hours"),
            Some(NoTrip::OverLongestRide) => pick("for langt for egne kræfter", "too far for own muscles"),
            Some(NoTrip::OtherShift) => pick(
                "en anden af vagterne kan ikke nås",
                "another of the shifts cannot be reached",
            ),
            Some(NoTrip::NoConnection) | None => pick(
                "ingen forbindelse, når vagten ligger der",
                "no connection when the shift lies there",
            ),
        };
        return format!("{means}: {why}");
    };
    let way = if danish {
        format!("{means}: {out} minutter ud, {daily} minutter om dagen")
    } else {
        format!("{means}: {out} minutes out, {daily} minutes a day")
    };
    let first = match (&plan.first_arrival, plan.margin_minutes) {
        (Some(first), Some(margin)) if danish => {
            format!("; den første forbindelse er fremme {first}, {margin} minutter før vagten")
        }
        (Some(first), Some(margin)) => {
            format!("; the first connection arrives at {first}, {margin} minutes before the shift")
        }
        _ => String::new(),
    };
    let licence = match (plan.has, plan.needs_licence) {
        (HasMeans::Not, Some(licence)) if danish => format!("; kræver kørekort {licence}"),
        (HasMeans::Not, Some(licence)) => format!("; needs licence {licence}"),
        _ => String::new(),
    };
    way + &first + &licence
}
