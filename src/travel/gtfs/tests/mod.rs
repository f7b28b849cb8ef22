//! A timetable small enough to be checked by hand, faulty feeds, and the search against brute force.

mod by_hand;
mod exact;
mod faulty;

use super::{Feed, FeedFiles, GtfsError, Limits};
use std::collections::BTreeMap;
use std::io::Read;

/// Files of a feed as texts.
#[derive(Debug, Clone, Default)]
struct Texts(BTreeMap<String, Vec<u8>>);

impl FeedFiles for Texts {
    fn open(&mut self, file: &str) -> std::io::Result<Option<Box<dyn Read + '_>>> {
        let text = self.0.get(file);
        Ok(text.map(|text| Box::new(text.as_slice()) as Box<dyn Read>))
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

impl Texts {
    fn with(mut self, file: &str, text: &str) -> Self {
        self.0.insert(file.to_owned(), text.into());
        self
    }

    /// The file with a part of it replaced.
    fn but(self, file: &str, part: &str, other: &str) -> Self {
        let text = String::from_utf8(self.0[file].clone()).unwrap();
        assert!(text.contains(part), "{part} is not in {file}");
        self.with(file, &text.replacen(part, other, 1))
    }

    fn without(mut self, file: &str) -> Self {
        assert!(self.0.remove(file).is_some(), "{file}");
        self
    }

    fn read(mut self) -> Result<Feed, GtfsError> {
        Feed::read(&mut self, &Limits::default())
    }
}

/// Three towns around (55, 10), five kilometres apart from north to south, with the stops at their points.
///
/// A bus runs A to B every hour, twenty minutes past, ten minutes' ride, from 4:20 to 21:20 on weekdays; a second one B to C at
/// 40 past. B has two stops in one station. At weekends a single line runs A to C directly, by headway. A night bus
/// leaves C at 24:40 and is in A at 25:10 on Friday and Saturday alone.
fn small_feed() -> Texts {
    let calls = |trip: &str, calls: &[(&str, &str)]| {
        let rows = calls.iter().enumerate();
        let rows = rows.map(|(at, (stop, time))| format!("{trip},{time}:00,{time}:00,{stop},{at}\n"));
        rows.collect::<Vec<_>>().concat()
    };
    let mut trips = String::from("route_id,service_id,trip_id\n");
    let mut times = String::from("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n");
    for hour in 4..22 {
        for line in ["one", "two"] {
            trips.extend([line, ",weekday,", line, "-", &hour.to_string(), "\n"]);
        }
        let at = |minute: u32| format!("{hour:02}:{minute:02}");
        times += &calls(&format!("one-{hour}"), &[("A", &at(20)), ("B1", &at(30))]);
        times += &calls(&format!("two-{hour}"), &[("B2", &at(40)), ("C", &at(55))]);
    }
    trips += "direct,weekend,direct\nnight,nights,night\n";
    times += &calls("direct", &[("A", "00:00"), ("C", "00:25")]);
    times += &calls("night", &[("C", "24:40"), ("A", "25:10")]);
    Texts::default()
        .with(
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\n1,Bus,https://bus.example,Europe/Copenhagen\n",
        )
        .with(
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,A,55.090,10.0,0,\nB,B,55.045,10.0,1,\n\
             B1,B 1,55.045,10.0,0,B\nB2,B 2,55.046,10.0,0,B\nC,C,55.000,10.0,0,\n",
        )
        .with(
            "routes.txt",
            "route_id,route_short_name,route_type\none,1,3\ntwo,2,3\ndirect,3,3\nnight,N,3\n",
        )
        .with(
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
             weekday,1,1,1,1,1,0,0,20261102,20261129\nweekend,0,0,0,0,0,1,1,20261102,20261129\n\
             nights,0,0,0,0,1,1,0,20261102,20261129\n",
        )
        .with("calendar_dates.txt", "service_id,date,exception_type\nweekday,20261104,2\n")
        .with("trips.txt", &trips)
        .with("stop_times.txt", &times)
        .with(
            "frequencies.txt",
            "trip_id,start_time,end_time,headway_secs\ndirect,05:00:00,23:00:00,1800\n",
        )
        .with(
            "transfers.txt",
            "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nB1,B2,2,300\n",
        )
        .with(
            "feed_info.txt",
            "feed_publisher_name,feed_publisher_url,feed_lang,feed_version\nBus,https://bus.example,da,7\n",
        )
}
