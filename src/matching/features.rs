//! What the scorer reads of a vacancy: plain columns of fixed size, whether they come from the
//! match table or from a request.

use crate::domain::lists::Form;
use crate::domain::number_list::{self, Number};
use crate::domain::schedule::Window;
use crate::domain::set::BitSet32;
use serde::{Deserialize, Serialize};

/// A day as days since 1970-01-01.
pub type EpochDay = i32;

/// Stands for "no last day".
pub const NO_END: EpochDay = i32::MAX;
/// Stands for "no first day": at once.
pub const NO_START: EpochDay = i32::MIN;
/// Stands for an index that is not known.
pub const UNKNOWN: u16 = u16::MAX;
/// Stands for weekly minutes that are not known.
pub const UNKNOWN_MINUTES: u16 = u16::MAX;
/// The trips of a day job, used while the schedule is not known: out and home by day.
pub const DAY_TRIPS: u16 = 1;

/// Yes-or-no facts of a vacancy, as positions of [`VacancyCore::flags`].
pub mod flag {
    /// Status is open.
    pub const OPEN: usize = 0;
    /// A mentor is ready.
    pub const MENTOR: usize = 1;
    /// A colleague follows the new one.
    pub const BUDDY: usize = 2;
    /// Danish is taught on site.
    pub const ON_SITE_DANISH: usize = 3;
    /// Danish work culture is introduced.
    pub const WORK_CULTURE: usize = 4;
    /// The sender stated the demands.
    pub const DEMANDS_STATED: usize = 5;
    /// There is no workplace to travel to.
    pub const REMOTE: usize = 6;
    /// The new one is introduced before the work proper.
    pub const INTRODUCTION: usize = 7;
    /// Every offer is an education: it teaches what the work asks.
    pub const TEACHES: usize = 8;
}

/// How far a vacancy teaches its own work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Teaching {
    /// As any work does.
    Usual,
    /// By an introduction before the work proper.
    Introduction,
    /// Every offer is an education.
    Education,
}

/// What tells a vacancy from others and who offers it: read of those alone that come into a list, or where a profile or a
/// filter names employers or senders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyKeys {
    /// UUID of the vacancy.
    pub id: u128,
    /// Breaks ties; a hash of organisation, source and external id.
    pub tie: u64,
    /// Hash of the employer's CVR number, 0 when unknown.
    pub employer_cvr: u64,
    /// Hash of the employer's folded name, 0 when unknown.
    pub employer_name: u64,
    /// Hash of the employer's id in the sending system, 0 when unknown.
    pub employer_external: u64,
    /// Hash of the sending system's name, 0 for what was not sent.
    pub source: u32,
}

impl VacancyKeys {
    /// Who offers the vacancy, as surely as it can be told: by CVR number, else by the id in the
    /// sending system, else by name. `None` when nothing is said.
    pub fn employer(&self) -> Option<u64> {
        // Two systems may call different employers by the same id.
        let external = match self.employer_external {
            0 => 0,
            id => (id ^ u64::from(self.source) << 32).max(1),
        };
        [self.employer_cvr, external, self.employer_name]
            .into_iter()
            .find(|&key| key != 0)
    }
}

/// The fixed part of a vacancy. It fills a line of memory and never lies across two, so that it is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[repr(align(64))]
pub struct VacancyCore {
    /// Where the vacancy came from, position of the closed list.
    pub origin: u8,
    /// Number of the owning organisation within the table.
    pub organisation: u16,
    /// Travel zone, [`UNKNOWN`] when there is no known workplace.
    pub zone: u16,
    /// Labour-market area, 1.. in the order of its closed list, 0 when unknown.
    pub area: u8,
    /// Postcode of the workplace, 0 when unknown.
    pub postcode: u16,
    /// Dense index of the unit group, [`UNKNOWN`] when it was not recognised.
    pub occupation: u16,
    /// DB07 division, 0 when unknown.
    pub industry: u8,
    /// Days a week that may be worked from home.
    pub remote_days: u8,
    /// Level of Danish asked, 0 none, 1 (A1) to 6 (C2).
    pub danish_min: u8,
    /// Education asked, 0 none, 1 (primary) to 5 (long higher).
    pub education_min: u8,
    /// Experience asked, tenths of years.
    pub experience_tenths: u16,
    /// Authorisation asked, dense index, [`UNKNOWN`] for none.
    pub authorisation: u16,
    /// The employer's ordinary full-time equivalents, whole ones, [`UNKNOWN`] when not stated.
    pub employer_fte: u16,
    /// Persons placed there under forms that count against the ratio, [`UNKNOWN`] when not stated.
    pub subsidised_heads: u16,
    /// Heaviest lift stated, 0 when not stated.
    pub lift_kg: u8,
    /// People wanted.
    pub positions: u16,
    /// Facts, see [`flag`].
    pub flags: BitSet32,
    /// Driving licences asked.
    pub licences: u32,
    /// Driving licences the employer helps to get.
    pub licence_support: u32,
    /// Demands, positions of the closed list.
    pub demands: BitSet32,
    /// Accommodations, positions of the closed list.
    pub accommodations: BitSet32,
    /// First day shown.
    pub publish_from: EpochDay,
    /// Last day to apply.
    pub apply_by: EpochDay,
    /// Day on which the workplace is open to visitors, [`NO_START`] without one.
    pub open_company_day: EpochDay,
}

const _: () = assert!(size_of::<VacancyCore>() == 64, "the fixed part fills one line");

impl VacancyCore {
    /// How far the vacancy teaches its own work.
    pub const fn teaching(&self) -> Teaching {
        if self.flags.has(flag::TEACHES) {
            Teaching::Education
        } else if self.flags.has(flag::INTRODUCTION) {
            Teaching::Introduction
        } else {
            Teaching::Usual
        }
    }
}

/// The first and the last trip out and home, by the clock of a service day (03:00 to 03:00), so
/// that it can be told whether public transport has begun and still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripClock {
    /// Earliest minute by which a shift wants somebody there.
    pub first_out: u16,
    /// Latest such minute.
    pub last_out: u16,
    /// Earliest minute at which a shift lets somebody go.
    pub first_home: u16,
    /// Latest such minute.
    pub last_home: u16,
}

impl TripClock {
    /// The same clock with a further shift.
    #[must_use]
    pub fn and(self, out: u16, home: u16) -> Self {
        Self {
            first_out: self.first_out.min(out),
            last_out: self.last_out.max(out),
            first_home: self.first_home.min(home),
            last_home: self.last_home.max(home),
        }
    }
}

/// An offer of a vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OfferFeatures {
    /// Placement form.
    pub form: Form,
    /// Fewest weekly minutes a person must be able to work at the start, [`UNKNOWN_MINUTES`] when unknown.
    pub hours_min: u16,
    /// Most weekly minutes, [`UNKNOWN_MINUTES`] when unknown.
    pub hours_max: u16,
    /// Hours grow over the first weeks.
    pub ramps_up: bool,
    /// First day.
    pub start: EpochDay,
    /// Last day.
    pub end: EpochDay,
    /// Length in weeks, 0 when it is not limited.
    pub duration_weeks: u16,
    /// Free places, [`UNKNOWN`] when the sender did not say.
    pub places: u16,
    /// Needs no new approval.
    pub preapproved: bool,
    /// Means to hire afterwards.
    pub hire_intent: bool,
    /// Kinds of trips the shifts need: bit `out * 4 + home` over the time bands.
    pub trips: u16,
    /// The hours between which the trips are made, when the schedule is known.
    pub clock: Option<TripClock>,
    /// Earliest minute of a day at which a shift starts, [`UNKNOWN`] without a schedule.
    pub earliest_start: u16,
    /// A shift lies in the night.
    pub at_night: bool,
    /// Work in turns.
    pub rota: bool,
    /// Days a week with a shift, 0 when unknown.
    pub days: u8,
    /// First of the offer's shifts in the vacancy's list.
    pub shifts_from: u8,
    /// How many shifts; 0 when there is no schedule.
    pub shifts_len: u8,
}

/// How it is known that an item is asked, surest first. The latter two only where the sender listed no skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AskSource {
    /// The sender listed it.
    Listed,
    /// The advert's words name it.
    Text,
    /// The occupation typically wants it.
    Typical,
}

impl AskSource {
    /// All of them, surest first.
    pub const ALL: [Self; 3] = [Self::Listed, Self::Text, Self::Typical];

    /// Its stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Text => "text",
            Self::Typical => "typical",
        }
    }
}

/// A skill or certificate a vacancy asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// Dense index: skills first, certificates after them.
    pub item: u16,
    /// Essential, or good to have.
    pub essential: bool,
    /// How that is known.
    pub source: AskSource,
}

/// Item, essential and source side by side, lowest bits first.
impl Number for Ask {
    fn write(self, bytes: &mut Vec<u8>) {
        let number = u32::from(self.item) | u32::from(self.essential) << 16 | (self.source as u32) << 17;
        number.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Vec<Self>> {
        number_list::read_each(bytes, |number| {
            Some(Self {
                item: number as u16,
                essential: number >> 16 & 1 == 1,
                source: *AskSource::ALL.get((number >> 17) as usize)?,
            })
        })
    }
}

/// A language other than Danish that a vacancy asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AskedLanguage {
    /// ISO 639-1 code.
    pub language: [u8; 2],
    /// Level, 1 (A1) to 6 (C2).
    pub level: u8,
}

/// Everything the scorer reads of one vacancy.
#[derive(Debug, Clone, Copy)]
pub struct VacancyView<'a> {
    /// Which it is.
    pub keys: &'a VacancyKeys,
    /// The fixed part.
    pub core: &'a VacancyCore,
    /// Its offers, at least one.
    pub offers: &'a [OfferFeatures],
    /// What it asks.
    pub asks: &'a [Ask],
    /// Languages other than Danish.
    pub languages: &'a [AskedLanguage],
    /// Shifts of all offers.
    pub shifts: &'a [Window],
}

impl<'a> VacancyView<'a> {
    /// The shifts of one of its offers.
    pub fn shifts_of(&self, offer: &OfferFeatures) -> &'a [Window] {
        let from = usize::from(offer.shifts_from);
        self.shifts
            .get(from..from + usize::from(offer.shifts_len))
            .unwrap_or(&[])
    }
}

/// The columns of one vacancy, owned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VacancyFeatures {
    /// Which it is.
    pub keys: VacancyKeys,
    /// The fixed part.
    pub core: VacancyCore,
    /// Its offers.
    pub offers: Vec<OfferFeatures>,
    /// What it asks.
    pub asks: Vec<Ask>,
    /// Languages other than Danish.
    pub languages: Vec<AskedLanguage>,
    /// Shifts of all offers.
    pub shifts: Vec<Window>,
}

impl VacancyFeatures {
    /// The same columns, borrowed.
    pub fn view(&self) -> VacancyView<'_> {
        VacancyView {
            keys: &self.keys,
            core: &self.core,
            offers: &self.offers,
            asks: &self.asks,
            languages: &self.languages,
            shifts: &self.shifts,
        }
    }
}
