//! Days of service, and the week that stands for all.

use super::FeedFiles;
use super::error::GtfsError;
use super::feed::Limits;
use super::rows::Rows;
use gtfs_structures::{Calendar, CalendarDate, Exception};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

const CALENDAR: &str = "calendar.txt";
const DATES: &str = "calendar_dates.txt";

/// A day as days since 1970-01-01.
pub(super) type Day = i32;

/// A week from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week(Day);

impl Week {
    /// The week a day lies in.
    pub fn of(date: Date) -> Self {
        let since_monday = i32::from(date.weekday().to_monday_zero_offset());
        Self(day_of(date) - since_monday)
    }

    /// Its Monday.
    pub fn monday(self) -> Date {
        date_of(self.0)
    }

    /// A day of the week, Monday being 0.
    pub(super) const fn day(self, offset: i32) -> Day {
        self.0 + offset
    }
}

fn day_of(date: Date) -> Day {
    date.since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}

fn date_of(day: Day) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}

/// 1970-01-01 was a Thursday.
fn weekday(day: Day) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// Days on which one set of trips runs.
#[derive(Debug, Default)]
struct Service {
    /// From Monday to Sunday.
    weekdays: [bool; 7],
    /// First and last day of the weekly pattern.
    span: Option<(Day, Day)>,
    /// Days that differ from the pattern.
    exceptions: BTreeMap<Day, bool>,
}

impl Service {
    fn is_in_pattern(&self, day: Day) -> bool {
        self.span
            .is_some_and(|(first, last)| (first..=last).contains(&day) && self.weekdays[weekday(day)])
    }

    fn runs_on(&self, day: Day) -> bool {
        self.exceptions
            .get(&day)
            .copied()
            .unwrap_or_else(|| self.is_in_pattern(day))
    }
}

/// All services of a feed.
#[derive(Debug, Default)]
pub(super) struct Services {
    numbers: HashMap<String, u32>,
    services: Vec<Service>,
}

impl Services {
    pub(super) fn read(files: &mut dyn FeedFiles, limits: &Limits) -> Result<Self, GtfsError> {
        let mut all = Self::default();
        let weekly = all.read_calendar(files, limits)?;
        let single = all.read_dates(files, limits)?;
        if weekly || single {
            Ok(all)
        } else {
            let found = files.names();
            let file = "calendar.txt (or calendar_dates.txt)";
            Err(GtfsError::Missing { file, found })
        }
    }

    fn read_calendar(&mut self, files: &mut dyn FeedFiles, limits: &Limits) -> Result<bool, GtfsError> {
        let columns = ["service_id", "start_date", "end_date"];
        let Some(mut rows) = Rows::open(files, CALENDAR, &columns, limits)? else {
            return Ok(false);
        };
        while let Some((line, row)) = rows.next::<Calendar>()? {
            if row.end_date < row.start_date {
                return Err(GtfsError::Value {
                    file: CALENDAR,
                    line,
                    column: "end_date",
                    value: row.end_date.to_string(),
                    expected: format!("a day not before start_date {}", row.start_date),
                });
            }
            if self.numbers.contains_key(&row.id) {
                return Err(GtfsError::Duplicate {
                    file: CALENDAR,
                    line,
                    column: "service_id",
                    value: row.id,
                });
            }
            let service = Service {
                weekdays: [
                    row.monday,
                    row.tuesday,
                    row.wednesday,
                    row.thursday,
                    row.friday,
                    row.saturday,
                    row.sunday,
                ],
                span: Some((day_of(row.start_date), day_of(row.end_date))),
                exceptions: BTreeMap::new(),
            };
            self.numbers.insert(row.id, self.services.len() as u32);
            self.services.push(service);
        }
        Ok(true)
    }

    fn read_dates(&mut self, files: &mut dyn FeedFiles, limits: &Limits) -> Result<bool, GtfsError> {
        let columns = ["service_id", "date", "exception_type"];
        let Some(mut rows) = Rows::open(files, DATES, &columns, limits)? else {
            return Ok(false);
        };
        while let Some((line, row)) = rows.next::<CalendarDate>()? {
            let next = self.services.len() as u32;
            let number = *self.numbers.entry(row.service_id.clone()).or_insert(next);
            if number == next {
                self.services.push(Service::default());
            }
            let added = row.exception_type == Exception::Added;
            let exceptions = &mut self.services[number as usize].exceptions;
            if exceptions.insert(day_of(row.date), added).is_some() {
                return Err(GtfsError::Duplicate {
                    file: DATES,
                    line,
                    column: "service_id and date",
                    value: format!("{} {}", row.service_id, row.date),
                });
            }
        }
        Ok(true)
    }

    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(super) fn runs_on(&self, service: u32, day: Day) -> bool {
        self.services[service as usize].runs_on(day)
    }

    /// The given week, or the one with the most trips, the first of them where several have as many.
    ///
    /// Only weeks whose seven days lie between the first and the last day with a trip are looked at,
    /// as long as there is one. `trips` holds the trips of each service.
    pub(super) fn week(&self, given: Option<Week>, trips: &[u64]) -> Result<Week, GtfsError> {
        let by_day = self.trips_by_day(trips);
        let (Some((&first, _)), Some((&last, _))) = (by_day.first_key_value(), by_day.last_key_value())
        else {
            return Err(GtfsError::NoService);
        };
        let mut by_week: BTreeMap<Day, u64> = BTreeMap::new();
        for (&day, &count) in &by_day {
            *by_week.entry(day - weekday(day) as Day).or_default() += count;
        }
        if let Some(week) = given {
            return if by_week.contains_key(&week.0) {
                Ok(week)
            } else {
                Err(GtfsError::EmptyWeek {
                    monday: week.monday(),
                    first: date_of(first),
                    last: date_of(last),
                })
            };
        }
        let whole = |monday: Day| monday >= first && monday + 6 <= last;
        let any_whole = by_week.keys().any(|&monday| whole(monday));
        let most = by_week
            .iter()
            .filter(|(monday, _)| !any_whole || whole(**monday))
            .max_by_key(|(monday, count)| (**count, std::cmp::Reverse(**monday)));
        most.map(|(&monday, _)| Week(monday)).ok_or(GtfsError::NoService)
    }

    /// Days with trips and how many. Patterns are added as differences where they begin and end, since
    /// feeds have thousands of services and some say they run until the year 2099.
    fn trips_by_day(&self, trips: &[u64]) -> BTreeMap<Day, u64> {
        let mut steps: BTreeMap<Day, [i64; 7]> = BTreeMap::new();
        let mut single: BTreeMap<Day, i64> = BTreeMap::new();
        for (service, &count) in self.services.iter().zip(trips) {
            let count = count as i64;
            if let Some((first, last)) = service.span {
                for (weekday, _) in service.weekdays.iter().enumerate().filter(|(_, runs)| **runs) {
                    steps.entry(first).or_default()[weekday] += count;
                    steps.entry(last + 1).or_default()[weekday] -= count;
                }
            }
            for (&day, &runs) in &service.exceptions {
                let change = i64::from(runs) - i64::from(service.is_in_pattern(day));
                *single.entry(day).or_default() += change * count;
            }
        }
        let mut by_day = single;
        let mut running = [0_i64; 7];
        let mut steps = steps.into_iter().peekable();
        while let Some((from, change)) = steps.next() {
            for (count, change) in running.iter_mut().zip(change) {
                *count += change;
            }
            let until = steps.peek().map_or(from, |(next, _)| *next);
            if running.iter().any(|&count| count > 0) {
                for day in from..until {
                    *by_day.entry(day).or_default() += running[weekday(day)];
                }
            }
        }
        by_day
            .into_iter()
            .filter_map(|(day, count)| Some((day, u64::try_from(count).ok().filter(|&count| count > 0)?)))
            .collect()
    }

    pub(super) fn len(&self) -> usize {
        self.services.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_on_mondays() {
        for offset in 0..7 {
            let week = Week::of(date(2026, 11, 23).saturating_add(offset.days()));
            assert_eq!(week.monday(), date(2026, 11, 23));
            assert_eq!(weekday(week.day(offset)), offset as usize);
        }
    }

    #[test]
    fn the_week_with_the_most_trips_stands_for_all() {
        let monday = day_of(date(2026, 11, 2));
        let every_day = Service {
            weekdays: [true; 7],
            // Two days of a week before, three whole weeks, a century of nothing much.
            span: Some((monday - 2, monday + 20)),
            exceptions: [(monday + 8, false)].into(),
        };
        let festival = Service {
            exceptions: [(monday + 15, true), (monday - 1, true)].into(),
            ..Service::default()
        };
        let services = Services {
            numbers: HashMap::new(),
            services: vec![every_day, festival],
        };
        let week = |trips: [u64; 2]| services.week(None, &trips).unwrap().monday();
        assert_eq!(week([10, 0]), date(2026, 11, 2), "the first of two equal weeks");
        assert_eq!(
            week([10, 1]),
            date(2026, 11, 16),
            "the festival adds to the third"
        );
        assert_eq!(
            services
                .week(Some(Week::of(date(2026, 11, 12))), &[10, 0])
                .unwrap()
                .monday(),
            date(2026, 11, 9)
        );
        let empty = services.week(Some(Week::of(date(2027, 1, 1))), &[10, 0]);
        assert!(matches!(empty, Err(GtfsError::EmptyWeek { .. })));
        assert!(matches!(services.week(None, &[0, 0]), Err(GtfsError::NoService)));
    }
}
