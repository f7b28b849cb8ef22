//! A way from door to door, leg by leg.

use crate::domain::travel_mode::TravelMode;

crate::closed_list! {
    /// How a way is made from door to door.
    Means {
        Walk = "walk",
        Bicycle = "bicycle",
        Moped = "moped",
        Car = "car",
        /// On foot to the stop.
        Transit = "transit",
        /// By bicycle to a stop near home, where it is left until the way back.
        BicycleTransit = "bicycle_transit",
    }
}

impl Means {
    /// The means whose minutes it goes by.
    pub const fn mode(self) -> TravelMode {
        match self {
            Self::Walk => TravelMode::Walk,
            Self::Bicycle => TravelMode::Bicycle,
            Self::Moped => TravelMode::Moped,
            Self::Car => TravelMode::Car,
            Self::Transit | Self::BicycleTransit => TravelMode::Transit,
        }
    }
}

impl From<TravelMode> for Means {
    fn from(mode: TravelMode) -> Self {
        match mode {
            TravelMode::Walk => Self::Walk,
            TravelMode::Bicycle => Self::Bicycle,
            TravelMode::Moped => Self::Moped,
            TravelMode::Car => Self::Car,
            TravelMode::Transit => Self::Transit,
        }
    }
}

crate::closed_list! {
    /// What a leg is made by.
    LegKind {
        Walk = "walk",
        Bicycle = "bicycle",
        Moped = "moped",
        Car = "car",
        /// Waiting at a stop and changing.
        Wait = "wait",
        Bus = "bus",
        Train = "train",
        Tram = "tram",
        Metro = "metro",
        Ferry = "ferry",
    }
}

impl LegKind {
    /// Whether it runs by a timetable.
    pub const fn is_vehicle(self) -> bool {
        matches!(
            self,
            Self::Bus | Self::Train | Self::Tram | Self::Metro | Self::Ferry
        )
    }

    /// The leg of a road mode.
    pub(super) const fn of_road(mode: TravelMode) -> Self {
        match mode {
            TravelMode::Walk | TravelMode::Transit => Self::Walk,
            TravelMode::Bicycle => Self::Bicycle,
            TravelMode::Moped => Self::Moped,
            TravelMode::Car => Self::Car,
        }
    }
}

/// What the line of a leg is called that goes by local buses, which no table lists one by one.
pub const LOCAL_BUS: &str = "Lokalbus";

/// A part of a way that is made by one means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// What it is made by.
    pub kind: LegKind,
    /// Name of the line or the ferry.
    pub line: Option<String>,
    /// Stop or place where it begins, where it has a name.
    pub from: Option<String>,
    /// Stop or place where it ends, where it has a name.
    pub to: Option<String>,
    /// Bridges, dams and tunnels on it, by name.
    pub over: Vec<String>,
    /// Minutes. Setting out and parking are part of the first and the last leg.
    pub minutes: u16,
}

/// A way from door to door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Minutes from door to door: the sum of the legs.
    pub minutes: u16,
    /// The legs in their order; none of them empty.
    pub legs: Vec<Leg>,
}

/// A leg while the way is put together; its minutes are told once the whole is known.
#[derive(Debug)]
pub(super) struct Draft {
    pub leg: Leg,
    pub tenths: u32,
}

impl Draft {
    pub(super) const fn new(kind: LegKind, tenths: u16) -> Self {
        Self {
            leg: Leg {
                kind,
                line: None,
                from: None,
                to: None,
                over: Vec::new(),
                minutes: 0,
            },
            tenths: tenths as u32,
        }
    }

    pub(super) fn on(mut self, line: &str) -> Self {
        self.leg.line = Some(line.to_owned());
        self
    }

    pub(super) fn between(mut self, from: &str, to: &str) -> Self {
        self.leg.from = Some(from.to_owned());
        self.leg.to = Some(to.to_owned());
        self
    }
}

impl Journey {
    /// Rounds so that the legs sum to the minutes of the whole way: each leg ends at the rounded
    /// moment at which it ends.
    pub(super) fn of(drafts: Vec<Draft>) -> Self {
        let (mut tenths, mut minutes) = (0, 0);
        let mut legs = Vec::with_capacity(drafts.len());
        for Draft {
            mut leg,
            tenths: more,
        } in drafts
        {
            tenths += more;
            let ends = ((tenths + 5) / 10) as u16;
            leg.minutes = ends - minutes;
            minutes = ends;
            if leg.minutes > 0 {
                legs.push(leg);
            }
        }
        Self { minutes, legs }
    }
}
