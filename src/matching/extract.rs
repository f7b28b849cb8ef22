//! From a vacancy as it is kept to the columns the scorer reads.

mod asks;

use super::features::{
    AskedLanguage, DAY_TRIPS, EpochDay, NO_END, NO_START, OfferFeatures, TripClock, UNKNOWN, UNKNOWN_MINUTES,
    VacancyCore, VacancyFeatures, VacancyKeys, flag,
};
use super::knowledge::Knowledge;
use crate::domain::ids::{OrganisationId, SourceKey, VacancyId};
use crate::domain::lists::VacancyStatus;
use crate::domain::schedule::{DAY, Schedule, WEEK, Window, time_band, touches_night};
use crate::domain::set::BitSet32;
use crate::domain::vacancy::{Offer, Requirements, Vacancy};
use crate::taxonomy::normalise::fold;
use crate::taxonomy::occupations::OccupationIx;
use crate::travel::service_minute;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;

/// Who a vacancy is, beside what it says.
#[derive(Debug, Clone, Copy)]
pub struct VacancyIdentity<'a> {
    /// Its id.
    pub id: VacancyId,
    /// Its owner.
    pub organisation: &'a OrganisationId,
    /// The owner's number within the table.
    pub organisation_number: u16,
}

/// The columns of a vacancy.
pub fn extract(vacancy: &Vacancy, identity: VacancyIdentity<'_>, knowledge: &Knowledge) -> VacancyFeatures {
    let occupation = vacancy
        .occupation
        .and_then(|code| knowledge.taxonomy.occupations.ix(code));
    let (shifts, offers) = offers(vacancy);
    let asks = asks::asks(vacancy, occupation, knowledge);
    let languages = asked_languages(&vacancy.requirements);
    VacancyFeatures {
        keys: keys(vacancy, identity),
        core: core(vacancy, identity, occupation, knowledge),
        offers,
        asks,
        languages,
        shifts,
    }
}

fn keys(vacancy: &Vacancy, identity: VacancyIdentity<'_>) -> VacancyKeys {
    let employer = vacancy.employer.as_ref();
    VacancyKeys {
        id: identity.id.uuid().as_u128(),
        tie: tie(identity, vacancy.source_key.as_ref()),
        employer_cvr: employer
            .and_then(|employer| employer.cvr.as_deref())
            .map_or(0, text_hash),
        employer_name: employer
            .and_then(|employer| employer.name.as_deref())
            .map_or(0, text_hash),
        employer_external: employer
            .and_then(|employer| employer.external_id.as_deref())
            .map_or(0, text_hash),
        source: vacancy
            .source_key
            .as_ref()
            .map_or(0, |key| source_hash(&key.source)),
    }
}

fn core(
    vacancy: &Vacancy,
    identity: VacancyIdentity<'_>,
    occupation: Option<OccupationIx>,
    knowledge: &Knowledge,
) -> VacancyCore {
    let requirements = &vacancy.requirements;
    let employer = vacancy.employer.as_ref();
    let postcode = vacancy.workplace.as_ref().and_then(|place| place.postcode);
    let taxonomy = &knowledge.taxonomy;
    let demands = vacancy.demands.as_deref().unwrap_or_default();
    let authorisation = requirements
        .authorisation
        .as_deref()
        .and_then(|code| taxonomy.authorisations.find(code))
        .or_else(|| occupation.and_then(|ix| taxonomy.occupations.authorisation(ix)));
    VacancyCore {
        origin: vacancy.origin as u8,
        organisation: identity.organisation_number,
        zone: postcode
            .and_then(|code| knowledge.places.zone_of(code))
            .map_or(UNKNOWN, |zone| zone.0),
        area: postcode
            .and_then(|code| knowledge.places.by_postcode(code))
            .map_or(0, |place| place.area as u8 + 1),
        postcode: postcode.map_or(0, crate::domain::codes::Postcode::number),
        occupation: occupation.map_or(UNKNOWN, |ix| ix.0),
        industry: employer
            .and_then(|employer| employer.industry)
            .map_or(0, crate::domain::codes::IndustryDivision::number),
        remote_days: vacancy
            .workplace
            .as_ref()
            .map_or(0, |place| place.remote_days_per_week),
        danish_min: requirements
            .languages
            .iter()
            .filter(|asked| asked.language == "da")
            .map(|asked| asked.level.rank())
            .max()
            .unwrap_or(0),
        education_min: requirements.education.map_or(0, |level| level as u8 + 1),
        experience_tenths: requirements
            .experience_years
            .map_or(0, crate::domain::units::TenthYears::tenths),
        authorisation: authorisation.map_or(UNKNOWN, |ix| ix.0),
        employer_fte: employer
            .and_then(|employer| employer.ordinary_fte)
            .map_or(UNKNOWN, whole_below_unknown),
        subsidised_heads: employer
            .and_then(|employer| employer.subsidised_heads)
            .map_or(UNKNOWN, |heads| {
                u16::try_from(heads).unwrap_or(UNKNOWN).min(UNKNOWN - 1)
            }),
        lift_kg: demands.iter().filter_map(|demand| demand.kg).max().unwrap_or(0),
        positions: vacancy.positions,
        flags: flags(vacancy),
        licences: licence_bits(&requirements.licences, knowledge),
        licence_support: licence_bits(&vacancy.licence_support, knowledge),
        demands: demands.iter().map(|demand| demand.code as usize).collect(),
        accommodations: vacancy
            .accommodations_offered
            .iter()
            .map(|&offered| offered as usize)
            .collect(),
        publish_from: vacancy.publish_from.map_or(NO_START, epoch_day),
        apply_by: vacancy.apply_by.map_or(NO_END, epoch_day),
        open_company_day: vacancy.open_company_day.map_or(NO_START, epoch_day),
    }
}

/// Whole full-time equivalents; parts of one give no place.
fn whole_below_unknown(fte: f64) -> u16 {
    (fte.max(0.0) as u16).min(UNKNOWN - 1)
}

fn flags(vacancy: &Vacancy) -> BitSet32 {
    let fully_remote = vacancy
        .workplace
        .as_ref()
        .is_some_and(|place| place.postcode.is_none() && place.remote_days_per_week >= 5);
    [
        (vacancy.status == VacancyStatus::Open, flag::OPEN),
        (vacancy.mentor, flag::MENTOR),
        (vacancy.buddy, flag::BUDDY),
        (vacancy.on_site_danish, flag::ON_SITE_DANISH),
        (vacancy.work_culture_intro, flag::WORK_CULTURE),
        (vacancy.demands.is_some(), flag::DEMANDS_STATED),
        (fully_remote, flag::REMOTE),
        (
            vacancy.introduction_days.is_some_and(|days| days > 0),
            flag::INTRODUCTION,
        ),
        (
            !vacancy.offers.is_empty() && vacancy.offers.iter().all(|offer| offer.form.is_education()),
            flag::TEACHES,
        ),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, position)| position)
    .collect()
}

/// Days since 1970-01-01.
pub fn epoch_day(date: Date) -> EpochDay {
    let days = date
        .since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days());
    EpochDay::from(days)
}

/// The date of a day since 1970-01-01, `None` outside the calendar.
pub fn date_of(day: EpochDay) -> Option<Date> {
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(day).ok()?)
        .ok()
}

/// A hash of text that is the same however it is spaced, cased or accented; never 0.
pub fn text_hash(text: &str) -> u64 {
    first_bytes(Sha256::new_with_prefix(fold(text))).max(1)
}

/// A hash of the name of a sending system; never 0.
pub fn source_hash(source: &str) -> u32 {
    ((text_hash(source) >> 32) as u32).max(1)
}

fn tie(identity: VacancyIdentity<'_>, source_key: Option<&SourceKey>) -> u64 {
    let mut hasher = Sha256::new_with_prefix(identity.organisation.as_str());
    match source_key {
        Some(key) => {
            hasher.update([0]);
            hasher.update(&key.source);
            hasher.update([0]);
            hasher.update(&key.external_id);
        }
        None => hasher.update(identity.id.uuid().as_bytes()),
    }
    first_bytes(hasher)
}

/// The first eight bytes of a digest as a number.
pub fn first_bytes(hasher: Sha256) -> u64 {
    hasher
        .finalize()
        .iter()
        .take(8)
        .fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

fn licence_bits(codes: &[String], knowledge: &Knowledge) -> u32 {
    codes
        .iter()
        .filter_map(|code| knowledge.taxonomy.licences.find(code))
        .fold(0, |bits, licence| bits | 1 << licence.0)
}

fn asked_languages(requirements: &Requirements) -> Vec<AskedLanguage> {
    let mut languages: Vec<AskedLanguage> = requirements
        .languages
        .iter()
        .filter(|asked| asked.language != "da")
        .filter_map(|asked| {
            let language = asked.language.as_bytes().try_into().ok()?;
            Some(AskedLanguage {
                language,
                level: asked.level.rank(),
            })
        })
        .collect();
    languages.sort_unstable_by_key(|asked| (asked.language, Reverse(asked.level)));
    languages.dedup_by_key(|asked| asked.language);
    languages
}

fn offers(vacancy: &Vacancy) -> (Vec<Window>, Vec<OfferFeatures>) {
    let mut shifts = vacancy
        .schedule
        .as_ref()
        .map(|schedule| schedule.shifts.clone())
        .unwrap_or_default();
    let common = shifts.len();
    let offers = vacancy
        .offers
        .iter()
        .map(|offer| {
            let (from, len) = match &offer.schedule {
                Some(own) => {
                    let from = shifts.len();
                    shifts.extend(&own.shifts);
                    (from, own.shifts.len())
                }
                None => (0, common),
            };
            let schedule = offer.schedule.as_ref().or(vacancy.schedule.as_ref());
            offer_features(offer, schedule, &shifts[from..from + len], from as u8)
        })
        .collect();
    (shifts, offers)
}

fn offer_features(
    offer: &Offer,
    schedule: Option<&Schedule>,
    shifts: &[Window],
    shifts_from: u8,
) -> OfferFeatures {
    let (hours_min, hours_max) = offered_minutes(offer);
    let untimed = OfferFeatures {
        form: offer.form,
        hours_min,
        hours_max,
        ramps_up: offer.hours_plan.is_some_and(|plan| plan.target > plan.start),
        start: offer.start.map_or(NO_START, epoch_day),
        end: offer.end.map_or(NO_END, epoch_day),
        duration_weeks: duration_weeks(offer),
        places: offer.places.unwrap_or(UNKNOWN),
        preapproved: offer.preapproved,
        hire_intent: offer.hire_intent,
        trips: DAY_TRIPS,
        clock: None,
        earliest_start: UNKNOWN,
        at_night: false,
        rota: schedule.is_some_and(|schedule| schedule.rota.is_some()),
        days: 0,
        shifts_from,
        shifts_len: shifts.len() as u8,
    };
    retimed(&untimed, shifts)
}

/// An offer as it would be with other shifts in the place of its own.
pub(super) fn retimed(offer: &OfferFeatures, shifts: &[Window]) -> OfferFeatures {
    let days: BitSet32 = shifts
        .iter()
        .fold(BitSet32::EMPTY, |days, shift| days.union(shift.days));
    OfferFeatures {
        trips: trips(shifts),
        clock: clock(shifts),
        earliest_start: shifts.iter().map(|shift| shift.from).min().unwrap_or(UNKNOWN),
        at_night: shifts.iter().any(|&shift| touches_night(shift)),
        days: days.len() as u8,
        ..*offer
    }
}

/// Hours at the start count as the fewest, since that is what a person must be able to do first.
fn offered_minutes(offer: &Offer) -> (u16, u16) {
    let parts = [offer.paid_hours, offer.internship_hours];
    let hybrid: Option<u16> = parts
        .iter()
        .flatten()
        .map(|part| part.minutes())
        .reduce(u16::saturating_add);
    let (min, max) = offer
        .hours
        .map(|hours| (hours.min.minutes(), hours.max.minutes()))
        .or(hybrid.map(|sum| (sum, sum)))
        .unwrap_or((UNKNOWN_MINUTES, UNKNOWN_MINUTES));
    match offer.hours_plan {
        None => (min, max),
        Some(plan) if max == UNKNOWN_MINUTES => (plan.start.minutes(), plan.target.minutes()),
        Some(plan) => (min.min(plan.start.minutes()), max.max(plan.target.minutes())),
    }
}

fn duration_weeks(offer: &Offer) -> u16 {
    let from_dates = || {
        let (start, end) = (offer.start?, offer.end?);
        u16::try_from((epoch_day(end) - epoch_day(start) + 7) / 7).ok()
    };
    offer.duration_weeks.or_else(from_dates).unwrap_or(0)
}

/// The kinds of trips that shifts need. A trip belongs to the part of the week it is made in: the
/// minute before the shift starts, and the last minute of the shift.
fn trips(shifts: &[Window]) -> u16 {
    let bits = shifts
        .iter()
        .flat_map(|shift| shift.occurrences())
        .fold(0, |bits, (start, end)| {
            let out = time_band((start + WEEK - 1) % WEEK) as u16;
            let home = time_band((end - 1) % WEEK) as u16;
            bits | 1 << (out * 4 + home)
        });
    if bits == 0 { DAY_TRIPS } else { bits }
}

/// When the first and the last of those trips are made.
fn clock(shifts: &[Window]) -> Option<TripClock> {
    shifts
        .iter()
        .filter(|shift| !shift.days.is_empty())
        .map(|shift| (service_minute(shift.from), service_minute(shift.to % DAY)))
        .fold(None, |clock: Option<TripClock>, (out, home)| {
            let known = clock.unwrap_or(TripClock {
                first_out: out,
                last_out: out,
                first_home: home,
                last_home: home,
            });
            Some(known.and(out, home))
        })
}
