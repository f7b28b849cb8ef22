//! Single changes: what of a profile could be added or widened, and the profile as it would then be.
//! The same change opens a gate, lifts a job or answers a question; it is described in one place.

use crate::domain::jobseeker::{Authorisation, Education, Jobseeker, SkillHeld};
use crate::domain::language::Language;
use crate::domain::lists::{AuthorisationState, EducationLevel, LanguageLevel, Mastery};
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::{HoursRange, WeeklyMinutes};
use crate::domain::vacancy::LanguageAsk;
use crate::matching::plan::Plan;
use crate::matching::ruleset::Defaults;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::credentials::{AuthorisationIx, CertificateIx, LicenceIx};
use crate::taxonomy::skills::SkillIx;
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;

/// One change of a profile, those that ask least of the person first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileChange {
    /// Travel up to so many minutes one way.
    TravelWish(u16),
    /// Work down to so many minutes a week.
    HoursLeast(u16),
    /// Work up to so many minutes a week.
    HoursMost(u16),
    /// Work up to so many days a week.
    DaysMost(u8),
    /// One more means of transport.
    Mode(TravelMode),
    /// A language at a level of 1 (A1) to 6 (C2).
    Language {
        /// ISO 639-1 code.
        code: [u8; 2],
        /// The level reached.
        level: u8,
    },
    /// A certificate.
    Certificate(CertificateIx),
    /// A skill.
    Skill(SkillIx),
    /// A driving licence.
    Licence(LicenceIx),
    /// A level of education, 1 (primary) to 5.
    Education(u8),
    /// An authorisation, held.
    Authorisation(AuthorisationIx),
}

crate::closed_list! {
    /// What is done to a field.
    ChangeAction { Set = "set", Add = "add", Remove = "remove" }
}

crate::closed_list! {
    /// Who can make a change.
    ChangedBy { Person = "person", Employer = "employer", Municipality = "municipality", Time = "time" }
}

/// What a field is changed from or to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ChangeValue<'k> {
    /// A quantity in the change's unit.
    Number(f64),
    /// A code of the field's list.
    Code(Cow<'k, str>),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
}

/// A change as it is told: which field becomes what.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<'k> {
    /// Who can make it.
    pub by: ChangedBy,
    /// What is done.
    pub action: ChangeAction,
    /// The field of the profile, or of the vacancy when it begins so.
    pub field: &'static str,
    /// The language or authorisation within the field.
    pub of: Option<Cow<'k, str>>,
    /// What stands there now.
    pub from: Option<ChangeValue<'k>>,
    /// What it becomes.
    pub to: Option<ChangeValue<'k>>,
    /// Unit of the numbers.
    pub unit: Option<&'static str>,
    /// Name of what is added.
    pub label: Option<Cow<'k, str>>,
}

impl<'k> Change<'k> {
    /// A change of a field of which nothing more is known.
    pub(super) const fn of_field(by: ChangedBy, action: ChangeAction, field: &'static str) -> Self {
        Self {
            by,
            action,
            field,
            of: None,
            from: None,
            to: None,
            unit: None,
            label: None,
        }
    }

    pub(super) fn from(self, value: ChangeValue<'k>) -> Self {
        Self {
            from: Some(value),
            ..self
        }
    }

    pub(super) fn to(self, value: ChangeValue<'k>) -> Self {
        Self {
            to: Some(value),
            ..self
        }
    }

    pub(super) fn in_unit(self, unit: &'static str) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }

    fn within(self, of: Cow<'k, str>) -> Self {
        Self { of: Some(of), ..self }
    }

    fn called(self, label: Cow<'k, str>) -> Self {
        Self {
            label: Some(label),
            ..self
        }
    }
}

impl ProfileChange {
    /// The profile with the change made.
    pub fn applied_to(self, seeker: &Jobseeker, defaults: &Defaults, taxonomy: &Taxonomy) -> Jobseeker {
        let mut changed = seeker.clone();
        let (mobility, resources) = (&mut changed.mobility, &mut changed.resources);
        match self {
            Self::TravelWish(minutes) => mobility.max_travel_minutes = Some(minutes),
            Self::HoursLeast(minutes) => {
                let most = hours_of(seeker, defaults).1;
                changed.hours = range(minutes.min(most), most);
            }
            Self::HoursMost(minutes) => {
                let least = hours_of(seeker, defaults).0;
                changed.hours = range(least.min(minutes), minutes);
            }
            Self::DaysMost(days) => changed.max_days_per_week = Some(days),
            Self::Mode(mode) => {
                let modes = mobility.modes.get_or_insert_with(|| defaults.modes.clone());
                modes.push(mode);
            }
            Self::Language { code, level } => {
                raise_language(resources.languages.get_or_insert_default(), code, level);
            }
            Self::Certificate(ix) => {
                let held = resources.certificates.get_or_insert_default();
                held.push(taxonomy.certificates.code(ix).to_owned());
            }
            Self::Skill(ix) => resources.skills.get_or_insert_default().push(SkillHeld {
                skill: taxonomy.skills.id(ix).to_owned(),
                level: Mastery::Experienced,
            }),
            Self::Licence(ix) => {
                let held = mobility.licences.get_or_insert_default();
                held.push(taxonomy.licences.code(ix).to_owned());
            }
            Self::Education(rank) => {
                if let Some(level) = education_level(rank) {
                    let known = resources.education.take();
                    resources.education = Some(Education {
                        level,
                        field: known.as_ref().and_then(|done| done.field.clone()),
                        new_graduate: known.is_some_and(|done| done.new_graduate),
                    });
                }
            }
            Self::Authorisation(ix) => {
                let code = taxonomy.authorisations.code(ix);
                let held = resources.authorisations.get_or_insert_default();
                held.retain(|known| known.code != code);
                held.push(Authorisation {
                    code: code.to_owned(),
                    state: AuthorisationState::Held,
                });
            }
        }
        changed
    }

    /// The change as it is told.
    pub fn told<'k>(self, plan: &Plan<'k>, language: Language) -> Change<'k> {
        let (seeker, taxonomy) = (plan.seeker, &plan.knowledge.taxonomy);
        let defaults = &plan.rules.ruleset.defaults;
        let set = |field| Change::of_field(ChangedBy::Person, ChangeAction::Set, field);
        let add = |field, code: &'k str, label: &'k str| {
            Change::of_field(ChangedBy::Person, ChangeAction::Add, field)
                .to(ChangeValue::Code(Cow::Borrowed(code)))
                .called(Cow::Borrowed(label))
        };
        match self {
            Self::TravelWish(minutes) => set("mobility.max_travel_minutes")
                .from(number(plan.trips.wish))
                .to(number(minutes))
                .in_unit("minutes"),
            Self::HoursLeast(minutes) => set("hours_per_week.min")
                .from(hours(hours_of(seeker, defaults).0))
                .to(hours(minutes))
                .in_unit("hours"),
            Self::HoursMost(minutes) => set("hours_per_week.max")
                .from(hours(hours_of(seeker, defaults).1))
                .to(hours(minutes))
                .in_unit("hours"),
            Self::DaysMost(days) => set("max_days_per_week")
                .from(number(u16::from(seeker.max_days_per_week.unwrap_or(7))))
                .to(number(u16::from(days)))
                .in_unit("days"),
            Self::Mode(mode) => {
                let label = super::words::mode_text(mode, language);
                add("mobility.modes", mode.code(), label)
            }
            Self::Language { code, level } => {
                let code = language_text(&code).to_owned();
                let known = seeker.resources.languages.iter().flatten();
                let held = known.filter(|one| one.language == code).map(|one| one.level);
                let held = held.max();
                let change = set("resources.languages").within(Cow::Owned(code));
                let change = match held {
                    Some(held) => change.from(ChangeValue::Code(Cow::Borrowed(held.code()))),
                    None => change,
                };
                change.to(ChangeValue::Code(Cow::Borrowed(level_code(level))))
            }
            Self::Certificate(ix) => add(
                "resources.certificates",
                taxonomy.certificates.code(ix),
                taxonomy.certificates.label(ix, language),
            ),
            Self::Skill(ix) => add(
                "resources.skills",
                taxonomy.skills.id(ix),
                taxonomy.skills.label(ix, language),
            ),
            Self::Licence(ix) => add(
                "mobility.licences",
                taxonomy.licences.code(ix),
                taxonomy.licences.label(ix, language),
            ),
            Self::Education(rank) => {
                let change = set("resources.education.level");
                let known = seeker.resources.education.as_ref();
                let change = match known {
                    Some(done) => change.from(ChangeValue::Code(Cow::Borrowed(done.level.code()))),
                    None => change,
                };
                let level = education_level(rank).map_or("primary", EducationLevel::code);
                change.to(ChangeValue::Code(Cow::Borrowed(level)))
            }
            Self::Authorisation(ix) => {
                let pending = plan.gates.authorisation_pending(ix.0);
                let by = if pending {
                    ChangedBy::Time
                } else {
                    ChangedBy::Person
                };
                let change = Change {
                    by,
                    ..set("resources.authorisations")
                }
                .within(Cow::Borrowed(taxonomy.authorisations.code(ix)))
                .called(Cow::Borrowed(taxonomy.authorisations.label(ix, language)))
                .to(ChangeValue::Code(Cow::Borrowed("held")));
                if pending {
                    change.from(ChangeValue::Code(Cow::Borrowed("pending")))
                } else {
                    change
                }
            }
        }
    }
}

/// Fewest and most weekly minutes the person wishes, or what stands in for them.
fn hours_of(seeker: &Jobseeker, defaults: &Defaults) -> (u16, u16) {
    let minutes = |hours: f64| (hours * 60.0).round() as u16;
    seeker.hours.map_or(
        (minutes(defaults.hours_min), minutes(defaults.hours_max)),
        |hours| (hours.min.minutes(), hours.max.minutes()),
    )
}

fn range(least: u16, most: u16) -> Option<HoursRange> {
    HoursRange::new(
        WeeklyMinutes::from_minutes(least),
        WeeklyMinutes::from_minutes(most),
    )
}

fn raise_language(held: &mut Vec<LanguageAsk>, code: [u8; 2], level: u8) {
    let Some(level) = language_level(level) else {
        return;
    };
    let language = language_text(&code);
    held.retain(|known| known.language != language || known.level > level);
    held.push(LanguageAsk {
        language: language.to_owned(),
        level,
    });
}

/// An ISO 639-1 code as text.
pub(super) fn language_text(code: &[u8; 2]) -> &str {
    // Codes are two letters; what is none is nowhere read.
    std::str::from_utf8(code).unwrap_or_default()
}

/// The level of a language of a rank of 1 (A1) to 6 (C2).
pub(super) fn language_level(rank: u8) -> Option<LanguageLevel> {
    let at = rank.checked_sub(1)?;
    LanguageLevel::ALL.get(usize::from(at)).copied()
}

/// The code of a level of 1 (A1) to 6 (C2).
pub(super) fn level_code(rank: u8) -> &'static str {
    language_level(rank).map_or("A1", LanguageLevel::code)
}

/// The level of education of a rank of 1 (primary) to 5.
pub(super) fn education_level(rank: u8) -> Option<EducationLevel> {
    let at = rank.checked_sub(1)?;
    EducationLevel::ALL.get(usize::from(at)).copied()
}

pub(super) fn number<'k>(value: u16) -> ChangeValue<'k> {
    ChangeValue::Number(f64::from(value))
}

/// Weekly minutes as hours.
pub(super) fn hours<'k>(minutes: u16) -> ChangeValue<'k> {
    ChangeValue::Number(f64::from(minutes) / 60.0)
}
