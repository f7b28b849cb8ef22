//! Gates: may this pair be shown as a match now? A missing value never fails one.

use super::extract::{epoch_day, text_hash};
use super::features::{EpochDay, NO_END, OfferFeatures, UNKNOWN, VacancyCore, VacancyView, flag};
use super::form_gates::FormFacts;
use super::knowledge::Knowledge;
use super::mobility::{Travel, Trips};
use super::ruleset::Ruleset;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{Accommodation, AuthorisationState, Demand, Form, VetoKind, WorkRequirementKind};
use crate::domain::requirement::{DEMAND_RULES, lift_is_too_heavy};
use crate::domain::schedule::WeekCoverage;
use crate::domain::set::BitSet32;
use jiff::civil::Date;

crate::closed_list! {
    /// A hard rule between a person and a vacancy.
    GateCode {
        FormNotEligible = "FORM_NOT_ELIGIBLE",
        FormDurationExceeded = "FORM_DURATION_EXCEEDED",
        HoursExceed = "HOURS_EXCEED",
        ScheduleConflict = "SCHEDULE_CONFLICT",
        TravelInfeasibleShift = "TRAVEL_INFEASIBLE_SHIFT",
        LegalTravelExceeded = "LEGAL_TRAVEL_EXCEEDED",
        LicenceMissing = "LICENCE_MISSING",
        AuthorisationMissing = "AUTHORISATION_MISSING",
        DemandConflict = "DEMAND_CONFLICT",
        DanishBelowMin = "DANISH_BELOW_MIN",
        RatioFull = "RATIO_FULL",
        NoFreePlace = "NO_FREE_PLACE",
        Vetoed = "VETOED",
        Expired = "EXPIRED",
        Deferred = "DEFERRED",
    }
}

crate::closed_list! {
    /// State of a gate for a pair.
    GateState { Ok = "ok", Failed = "failed", Unverified = "unverified" }
}

/// The gates that failed and those that could not be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gates {
    /// Failed, by position of [`GateCode`].
    pub failed: BitSet32,
    /// Unverified, by position of [`GateCode`].
    pub unverified: BitSet32,
}

impl Gates {
    /// The gates that failed, in the order of the list of gates.
    pub fn closed(self) -> impl Iterator<Item = GateCode> {
        let all = GateCode::ALL.iter().copied();
        all.filter(move |&code| self.failed.has(code as usize))
    }

    fn mark(&mut self, code: GateCode, state: GateState) {
        match state {
            GateState::Ok => {}
            GateState::Failed => self.failed = self.failed.with(code as usize),
            GateState::Unverified => self.unverified = self.unverified.with(code as usize),
        }
    }

    /// Whether nothing failed.
    pub const fn open(self) -> bool {
        self.failed.is_empty()
    }

    /// Both sets of gates together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            failed: self.failed.union(other.failed),
            unverified: self.unverified.union(other.unverified),
        }
    }

    /// State of one gate.
    pub const fn state(self, code: GateCode) -> GateState {
        if self.failed.has(code as usize) {
            GateState::Failed
        } else if self.unverified.has(code as usize) {
            GateState::Unverified
        } else {
            GateState::Ok
        }
    }
}

/// What a person can lift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LiftLimit {
    /// Whatever the job asks.
    None,
    /// Up to so many kilograms; nothing heavy at all when no weight was given.
    UpTo(Option<u8>),
}

impl LiftLimit {
    fn is_passed_by(self, job_kg: Option<u8>) -> bool {
        match self {
            Self::None => false,
            Self::UpTo(person_kg) => lift_is_too_heavy(job_kg, person_kg),
        }
    }
}

/// What the gates read of a person.
#[derive(Debug)]
pub struct GateFacts {
    /// Fewest and most weekly minutes wanted.
    pub hours: (u16, u16),
    pub(super) week: WeekCoverage,
    pub(super) max_days: u8,
    /// What the rules of each form allow.
    pub(super) forms: FormFacts,
    pub(super) licences: Option<u32>,
    pub(super) authorisations: Option<Vec<(u16, AuthorisationState)>>,
    /// Level of Danish, 0 none; `None` unknown.
    pub danish: Option<u8>,
    conflicts: Vec<(Demand, Option<Accommodation>)>,
    lift_limit: LiftLimit,
    start_not_before: Option<(u16, EpochDay)>,
    no_night: bool,
    home_every_night: bool,
    vetoed_employers: Vec<u64>,
    vetoed_occupations: Vec<u16>,
    pub(super) vetoed_forms: BitSet32,
    deferred: bool,
    today: EpochDay,
}

impl GateFacts {
    /// The facts of a person on a day.
    pub fn new(seeker: &Jobseeker, ruleset: &Ruleset, day: Date, knowledge: &Knowledge) -> Self {
        let defaults = (
            minutes(ruleset.defaults.hours_min),
            minutes(ruleset.defaults.hours_max),
        );
        let needs = |kind| {
            seeker
                .work_requirements
                .iter()
                .find(move |need| need.kind == kind)
        };
        let today = epoch_day(day);
        let hours = seeker
            .hours
            .map_or(defaults, |hours| (hours.min.minutes(), hours.max.minutes()));
        Self {
            hours,
            week: match &seeker.availability {
                Some(windows) => WeekCoverage::of(windows, &seeker.blocked),
                None => WeekCoverage::whole_week_less(&seeker.blocked),
            },
            max_days: seeker.max_days_per_week.unwrap_or(7),
            forms: FormFacts::new(seeker, ruleset, day, hours.1),
            licences: seeker.mobility.licences.as_ref().map(|held| {
                let licences = &knowledge.taxonomy.licences;
                licences
                    .closure_of(held.iter().filter_map(|code| licences.find(code)))
                    .0
            }),
            authorisations: seeker.resources.authorisations.as_ref().map(|held| {
                let find = |code: &str| knowledge.taxonomy.authorisations.find(code).map(|ix| ix.0);
                held.iter()
                    .filter_map(|one| Some((find(&one.code)?, one.state)))
                    .collect()
            }),
            danish: seeker.resources.languages.as_ref().map(|known| {
                let danish = known.iter().filter(|known| known.language == "da");
                danish.map(|known| known.level.rank()).max().unwrap_or(0)
            }),
            conflicts: DEMAND_RULES
                .iter()
                .filter(|rule| rule.demand != Demand::HeavyLifting && needs(rule.requirement).is_some())
                .map(|rule| (rule.demand, rule.lifted_by))
                .collect(),
            lift_limit: needs(WorkRequirementKind::NoHeavyLifting)
                .map_or(LiftLimit::None, |need| LiftLimit::UpTo(need.kg)),
            start_not_before: needs(WorkRequirementKind::StartNotBefore)
                .map(|need| (need.hour.unwrap_or(0), need.until.map_or(NO_END, epoch_day))),
            no_night: needs(WorkRequirementKind::NoNight).is_some(),
            home_every_night: needs(WorkRequirementKind::HomeEveryNight).is_some(),
            vetoed_employers: vetoes(seeker, VetoKind::Employer).map(text_hash).collect(),
            vetoed_occupations: vetoes(seeker, VetoKind::Occupation)
                .flat_map(|code| knowledge.taxonomy.occupations.with_prefix(code))
                .map(|ix| ix.0)
                .collect(),
            vetoed_forms: vetoes(seeker, VetoKind::Form)
                .filter_map(Form::from_code)
                .map(Form::position)
                .collect(),
            deferred: seeker.job_first_deferral.as_ref().is_some_and(|deferral| {
                deferral.active && deferral.review_on.is_none_or(|review| today < epoch_day(review))
            }),
            today,
        }
    }

    /// The gates that hold for a vacancy whatever the offer.
    pub fn of_vacancy(&self, vacancy: &VacancyView<'_>) -> Gates {
        let core = vacancy.core;
        let mut gates = Gates::default();
        gates.mark(GateCode::LicenceMissing, self.licence(core));
        gates.mark(GateCode::AuthorisationMissing, self.authorisation(core));
        gates.mark(GateCode::DanishBelowMin, self.danish(core));
        gates.mark(GateCode::DemandConflict, self.demands(core));
        gates.mark(GateCode::Vetoed, failed_if(self.vetoes_vacancy(vacancy)));
        let closed =
            !core.flags.has(flag::OPEN) || self.today > core.apply_by || self.today < core.publish_from;
        gates.mark(GateCode::Expired, failed_if(closed));
        gates.mark(GateCode::Deferred, failed_if(self.deferred));
        gates
    }

    /// Whether any offer passes all gates that can be told without its trips. A vacancy without
    /// offers is judged by its own gates alone.
    pub fn may_pass(&self, vacancy: &VacancyView<'_>) -> bool {
        let mut offers = vacancy.offers.iter();
        self.of_vacancy(vacancy).open()
            && (vacancy.offers.is_empty() || offers.any(|offer| self.of_terms(vacancy, offer).open()))
    }

    /// The gates of one offer.
    pub fn of_offer(
        &self,
        vacancy: &VacancyView<'_>,
        offer: &OfferFeatures,
        travel: Travel,
        trips: &Trips<'_>,
    ) -> Gates {
        self.of_terms(vacancy, offer).and(of_travel(travel, trips))
    }

    /// The gates of one offer that do not depend on the trips.
    pub(super) fn of_terms(&self, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> Gates {
        let core = vacancy.core;
        let mut gates = Gates::default();
        let position = offer.form.position();
        gates.mark(GateCode::FormNotEligible, self.forms.eligible(offer.form));
        gates.mark(GateCode::FormDurationExceeded, self.forms.duration(offer));
        gates.mark(GateCode::HoursExceed, self.forms.hours(offer));
        gates.mark(GateCode::ScheduleConflict, self.schedule(vacancy, offer));
        gates.mark(GateCode::DemandConflict, self.demands_of_schedule(core, offer));
        gates.mark(GateCode::RatioFull, self.forms.ratio(core, offer.form));
        gates.mark(GateCode::NoFreePlace, failed_if(offer.places == 0));
        gates.mark(GateCode::Vetoed, failed_if(self.vetoed_forms.has(position)));
        gates.mark(GateCode::Expired, failed_if(offer.end < self.today));
        gates
    }

    /// Longest duration of a form for this person, weeks.
    pub fn longest_weeks(&self, form: Form) -> Option<u16> {
        self.forms.longest_weeks(form)
    }

    /// Whether an authorisation is on its way.
    pub fn authorisation_pending(&self, authorisation: u16) -> bool {
        self.authorisations
            .iter()
            .flatten()
            .any(|&(held, state)| held == authorisation && state == AuthorisationState::Pending)
    }

    /// Licences asked that the person is known not to have.
    pub fn missing_licences(&self, core: &VacancyCore) -> u32 {
        self.licences.map_or(0, |held| core.licences & !held)
    }

    /// Demands of the job that meet a requirement of the person and are not lifted.
    pub fn conflicting_demands(&self, core: &VacancyCore) -> BitSet32 {
        self.conflicts
            .iter()
            .filter(|(demand, lifted_by)| core.demands.has(*demand as usize) && !lifted(core, *lifted_by))
            .map(|(demand, _)| *demand as usize)
            .chain(self.lift_conflict(core).then_some(Demand::HeavyLifting as usize))
            .collect()
    }

    fn licence(&self, core: &VacancyCore) -> GateState {
        match self.licences {
            _ if core.licences == 0 => GateState::Ok,
            None => GateState::Unverified,
            Some(held) => failed_if(core.licences & !held & !core.licence_support != 0),
        }
    }

    fn authorisation(&self, core: &VacancyCore) -> GateState {
        if core.authorisation == UNKNOWN {
            GateState::Ok
        } else {
            self.authorisation_state(core.authorisation)
        }
    }

    /// Whether an authorisation is held.
    pub fn authorisation_state(&self, authorisation: u16) -> GateState {
        match &self.authorisations {
            None => GateState::Unverified,
            Some(held) => failed_if(!held.contains(&(authorisation, AuthorisationState::Held))),
        }
    }

    /// One level too low is bridged where Danish is taught at work.
    fn danish(&self, core: &VacancyCore) -> GateState {
        let bridged = u8::from(core.flags.has(flag::ON_SITE_DANISH));
        match self.danish {
            _ if core.danish_min == 0 => GateState::Ok,
            None => GateState::Unverified,
            Some(level) => failed_if(level + bridged < core.danish_min),
        }
    }

    /// Whether the demands of a vacancy meet what the person's work must respect.
    pub(super) fn demands(&self, core: &VacancyCore) -> GateState {
        let no_needs = self.conflicts.is_empty() && self.lift_limit == LiftLimit::None;
        if no_needs {
            GateState::Ok
        } else if !core.flags.has(flag::DEMANDS_STATED) {
            GateState::Unverified
        } else {
            failed_if(!self.conflicting_demands(core).is_empty())
        }
    }

    fn lift_conflict(&self, core: &VacancyCore) -> bool {
        let job_kg = (core.lift_kg > 0).then_some(core.lift_kg);
        core.demands.has(Demand::HeavyLifting as usize)
            && self.lift_limit.is_passed_by(job_kg)
            && !lifted(core, Some(Accommodation::LiftingAid))
    }

    /// Night, early starts and rotas, read from the schedule whether or not demands are stated.
    fn first_day(&self, offer: &OfferFeatures) -> EpochDay {
        if offer.start == super::features::NO_START {
            self.today
        } else {
            offer.start
        }
    }

    /// Whether a shift begins before the hour that the person's work must not begin before.
    pub(super) fn starts_too_early(&self, offer: &OfferFeatures) -> bool {
        self.start_not_before.is_some_and(|(minute, until)| {
            self.first_day(offer).max(self.today) <= until && offer.earliest_start < minute
        })
    }

    fn demands_of_schedule(&self, core: &VacancyCore, offer: &OfferFeatures) -> GateState {
        let starts = self.first_day(offer);
        let too_early = self.starts_too_early(offer) && !lifted(core, Some(Accommodation::FlexibleStart));
        let at_night = self.no_night && offer.at_night && !lifted(core, Some(Accommodation::DayShiftOnly));
        let away = self.home_every_night && offer.rota;
        let unknown_start = self.start_not_before.is_some_and(|(_, until)| starts <= until)
            && offer.earliest_start == UNKNOWN;
        match too_early || at_night || away {
            true => GateState::Failed,
            false if unknown_start => GateState::Unverified,
            false => GateState::Ok,
        }
    }

    fn vetoes_vacancy(&self, vacancy: &VacancyView<'_>) -> bool {
        let by_employer = |vetoed: &u64| {
            let keys = vacancy.keys;
            [keys.employer_cvr, keys.employer_name, keys.employer_external].contains(vetoed)
        };
        self.vetoed_employers.iter().any(by_employer)
            || self.vetoed_occupations.contains(&vacancy.core.occupation)
    }

    fn schedule(&self, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> GateState {
        let whole_week = self.week.is_whole_week();
        if offer.rota {
            return failed_if(!whole_week || self.max_days < 7);
        }
        if offer.shifts_len == 0 {
            let flexible = whole_week && self.max_days == 7;
            return if flexible {
                GateState::Ok
            } else {
                GateState::Unverified
            };
        }
        if offer.days > self.max_days {
            return GateState::Failed;
        }
        failed_if(!self.covers_shifts(vacancy, offer))
    }

    /// Whether the person is available at all shifts of an offer.
    pub fn covers_shifts(&self, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> bool {
        self.week.is_whole_week() || self.first_shift_not_free(vacancy, offer).is_none()
    }

    /// The first shift of an offer, as it lists them, of which the person is not free: minutes of the week.
    pub fn first_shift_not_free(
        &self,
        vacancy: &VacancyView<'_>,
        offer: &OfferFeatures,
    ) -> Option<(u16, u16)> {
        let mut shifts = vacancy
            .shifts_of(offer)
            .iter()
            .flat_map(|shift| shift.occurrences());
        shifts.find(|&(start, end)| !self.week.covers(start, end))
    }

    /// Share of an ordinary working week, Monday to Friday 06:00 to 18:00, that the person is
    /// available.
    pub fn ordinary_week_share(&self) -> f64 {
        let day = crate::domain::schedule::DAY;
        let free: u32 = (0..5u16)
            .map(|weekday| {
                self.week
                    .minutes_within(weekday * day + 6 * 60, weekday * day + 18 * 60)
            })
            .map(u32::from)
            .sum();
        f64::from(free) / f64::from(5 * 12 * 60)
    }
}

/// The gates of the trips of an offer.
pub(super) fn of_travel(travel: Travel, trips: &Trips<'_>) -> Gates {
    let mut gates = Gates::default();
    match travel {
        Travel::NotNeeded => {}
        Travel::Unknown => {
            gates.mark(GateCode::TravelInfeasibleShift, GateState::Unverified);
            gates.mark(GateCode::LegalTravelExceeded, GateState::Unverified);
        }
        Travel::NoConnection => {
            gates.mark(GateCode::TravelInfeasibleShift, failed_if(!trips.relocate));
        }
        Travel::Reached { daily, .. } => {
            let over = daily > trips.daily_bound && !trips.relocate;
            gates.mark(GateCode::LegalTravelExceeded, failed_if(over));
        }
    }
    gates
}

const fn failed_if(failed: bool) -> GateState {
    if failed { GateState::Failed } else { GateState::Ok }
}

fn lifted(core: &VacancyCore, by: Option<Accommodation>) -> bool {
    by.is_some_and(|accommodation| core.accommodations.has(accommodation as usize))
}

fn minutes(hours: f64) -> u16 {
    (hours * 60.0).round() as u16
}

fn vetoes(seeker: &Jobseeker, kind: VetoKind) -> impl Iterator<Item = &str> {
    seeker
        .vetoes
        .iter()
        .filter(move |veto| veto.kind == kind)
        .map(|veto| veto.value.as_str())
}
