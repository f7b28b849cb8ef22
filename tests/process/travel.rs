//! Importing travel times: from a timetable, and from a routing service that replays what a real one answered.

use super::program::run;
use foothold::app::{Tables, read_knowledge};
use foothold::domain::codes::Postcode;
use foothold::domain::travel_mode::{TimeBand, TravelMode};
use foothold::travel::Provider;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder of tables with three towns of Funen: Odense, Svendborg and Nyborg.
fn three_towns() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("places")).expect("a folder");
    let keep = |file: &str, wanted: &dyn Fn(&str) -> bool| {
        let text = std::fs::read_to_string(root("index/places").join(file)).expect("a table");
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let header = lines.next().expect("a header").to_owned();
        let rows = lines.filter(|line| wanted(line));
        let text = std::iter::once(header.as_str()).chain(rows).collect::<Vec<_>>();
        std::fs::write(folder.path().join("places").join(file), text.join("\n")).expect("a file");
    };
    let towns = ["5000\t", "5700\t", "5800\t"];
    keep("postcodes.tsv", &|line| {
        towns.iter().any(|town| line.starts_with(town))
    });
    keep("places.tsv", &|_| false);
    folder
}

/// A bus from Odense to Nyborg every half hour around the clock; it takes 40 minutes.
fn feed(folder: &Path) {
    let files = [
        (
            "agency.txt",
            "agency_name,agency_url,agency_timezone\nBus,https://bus.example,Europe/Copenhagen\n",
        ),
        (
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon\no,Odense,55.4028,10.3920\nn,Nyborg,55.3125,10.7950\n",
        ),
        ("routes.txt", "route_id,route_short_name,route_type\nr,1,3\n"),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
            s,1,1,1,1,1,1,1,20261101,20261231\n",
        ),
        ("trips.txt", "route_id,service_id,trip_id\nr,s,t\n"),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
            t,00:00:00,00:00:00,o,1\nt,00:40:00,00:40:00,n,2\n",
        ),
        (
            "frequencies.txt",
            "trip_id,start_time,end_time,headway_secs\nt,00:00:00,24:00:00,1800\n",
        ),
    ];
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("a file");
    }
}

fn zip_of(folder: &Path, to: &Path) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(to).expect("a file"));
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name.as_ref(), options).expect("an entry");
        archive
            .write_all(&std::fs::read(&path).expect("a file"))
            .expect("its content");
    }
    archive.finish().expect("an archive");
}

fn told(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn a_timetable_takes_the_place_of_the_built_in_lines() {
    let (tables, timetable) = (three_towns(), tempfile::tempdir().expect("a folder"));
    feed(timetable.path());
    let file = tables.path().join("places/transit.bin");
    let import = |feed: &Path| {
        run(&[
            "travel",
            "import-gtfs",
            &text(feed),
            "--out",
            &text(tables.path()),
        ])
    };
    let before = Tables::load(Some(tables.path()))
        .expect("tables")
        .fingerprint()
        .to_owned();

    let done = import(timetable.path());
    assert!(done.status.success(), "{}", told(&done));
    let from_folder = std::fs::read(&file).expect("a file of minutes");

    let loaded = Tables::load(Some(tables.path())).expect("tables");
    assert_ne!(loaded.fingerprint(), before, "another table, another fingerprint");
    let knowledge = read_knowledge(&loaded).expect("tables that load");
    let zone = |code| {
        knowledge
            .places
            .zone_of(Postcode::parse(code).expect("a postcode"))
            .expect("a zone")
    };
    let minutes = |from, to| {
        knowledge
            .travel
            .minutes(TravelMode::Transit, TimeBand::Day, zone(from), zone(to))
    };
    // 4 to walk, 1 to find the bus, 40, 4 to walk, and 6 for half an hour between two buses.
    assert_eq!(minutes("5000", "5800"), Some(55));
    assert_eq!(minutes("5800", "5000"), None);
    assert_eq!(knowledge.travel.provider(TravelMode::Transit), Provider::Gtfs);
    assert_eq!(knowledge.travel.provider(TravelMode::Car), Provider::Builtin);

    // The same from an archive, and the old file stays when the next feed is at fault.
    let archive = tables.path().join("feed.zip");
    zip_of(timetable.path(), &archive);
    assert!(import(&archive).status.success());
    assert_eq!(std::fs::read(&file).expect("a file"), from_folder);
    let times = timetable.path().join("stop_times.txt");
    let broken = std::fs::read_to_string(&times)
        .expect("text")
        .replace("00:40:00", "99:99:99");
    std::fs::write(&times, broken).expect("a file");
    let refused = import(timetable.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        told(&refused).contains("stop_times.txt:3: arrival_time is \"99:99:99\""),
        "{}",
        told(&refused)
    );
    assert_eq!(std::fs::read(&file).expect("the file of before"), from_folder);
    for no_feed in ["nothing.zip", "feed.zip/stops.txt"] {
        assert_eq!(import(&tables.path().join(no_feed)).status.code(), Some(1));
    }
    std::fs::write(&archive, "not an archive").expect("a file");
    assert!(told(&import(&archive)).contains("neither a folder nor a ZIP file"));

    // With other postcodes the minutes do not fit.
    std::fs::remove_file(tables.path().join("places/postcodes.tsv")).expect("removed");
    std::fs::remove_file(tables.path().join("places/places.tsv")).expect("removed");
    let other = Tables::load(Some(tables.path())).expect("tables");
    let refused = read_knowledge(&other).expect_err("other zones").to_string();
    assert!(
        refused.contains("transit.bin") && refused.contains("import it again"),
        "{refused}"
    );
}

/// Answers requests from a thread of its own as `answer` says: (status, body) for the n-th matrix request.
fn server(answer: impl Fn(usize, &Value) -> (u16, String) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let asked = AtomicUsize::new(0);
        for stream in listener.incoming().flatten() {
            // The client may have given up.
            let _ = serve(stream, |body| {
                if body.is_null() {
                    (200, json!({"version": "3.9.1"}).to_string())
                } else {
                    answer(asked.fetch_add(1, Ordering::Relaxed), body)
                }
            });
        }
    });
    format!("http://{address}")
}

fn serve(mut stream: TcpStream, answer: impl Fn(&Value) -> (u16, String)) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (status, body) = answer(&serde_json::from_slice(&body).unwrap_or_default());
    write!(
        stream,
        "HTTP/1.1 {status} Told\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// What Valhalla 3.9.1 answered over a map of Funen with straight roads (`tests/peers/valhalla`).
fn recorded(request: &Value) -> (u16, String) {
    let exchanges = std::fs::read_to_string(root("fixtures/travel/valhalla.ndjson")).expect("a recording");
    let mut exchanges = exchanges
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let known = exchanges.find(|exchange| exchange["request"] == *request);
    known.map_or((404, format!("not recorded: {request}")), |exchange| {
        (200, exchange["answer"].to_string())
    })
}

fn import(server: &str, tables: &Path, more: &[&str]) -> Output {
    let tables = text(tables);
    run(&[&["travel", "import-valhalla", server, "--out", &tables], more].concat())
}

#[test]
fn a_routing_service_takes_the_place_of_the_built_in_roads() {
    let tables = three_towns();
    let done = import(&server(|_, request| recorded(request)), tables.path(), &[]);
    assert!(done.status.success(), "{}", told(&done));
    let knowledge =
        read_knowledge(&Tables::load(Some(tables.path())).expect("tables")).expect("tables that load");
    let zone = |code| {
        knowledge
            .places
            .zone_of(Postcode::parse(code).expect("a postcode"))
            .expect("a zone")
    };
    let minutes = |mode, from, to| {
        knowledge
            .travel
            .minutes(mode, TimeBand::Night, zone(from), zone(to))
    };
    // 1,921 seconds, and 3 minutes to set out in a city, 2 to park in a town.
    assert_eq!(minutes(TravelMode::Car, "5000", "5700"), Some(37));
    // 1,446 seconds, and 2 minutes at each end.
    assert_eq!(minutes(TravelMode::Car, "5800", "5700"), Some(28));
    // 5,980 seconds, and a minute at each end.
    assert_eq!(minutes(TravelMode::Bicycle, "5000", "5800"), Some(102));
    for mode in [TravelMode::Car, TravelMode::Bicycle, TravelMode::Walk] {
        assert_eq!(knowledge.travel.provider(mode), Provider::Valhalla);
    }
    assert_eq!(knowledge.travel.provider(TravelMode::Moped), Provider::Builtin);
    let source = knowledge.travel.source(TravelMode::Car).expect("a source");
    assert_eq!(source.version.as_deref(), Some("3.9.1"));
}

#[test]
fn a_busy_server_is_asked_again_and_every_other_failure_is_named() {
    let tables = three_towns();
    let only_cars = ["--modes", "car"];
    let twice_busy = server(|attempt, request| match attempt {
        0 => (503, "busy".to_owned()),
        1 => (429, "slower".to_owned()),
        _ => recorded(request),
    });
    let done = import(&twice_busy, tables.path(), &only_cars);
    assert!(done.status.success(), "{}", told(&done));
    let file = tables.path().join("places/roads.bin");
    let before = std::fs::read(&file).expect("a file of minutes");

    let refused = |server: &str, expected: &str| {
        let output = import(server, tables.path(), &["--modes", "car", "--timeout", "1"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            told(&output).contains(expected),
            "{}\nexpected {expected}",
            told(&output)
        );
        assert_eq!(std::fs::read(&file).expect("the file of before"), before);
    };
    refused(
        &server(|_, _| (500, "out of order".to_owned())),
        "500 Internal Server Error: out of order",
    );
    refused(
        &server(|_, _| {
            (
                400,
                r#"{"error_code":154,"error":"Path distance exceeds"}"#.to_owned(),
            )
        }),
        "Path distance exceeds",
    );
    refused(
        &server(|_, _| (200, "<html>welcome".to_owned())),
        "the answer is no matrix",
    );
    refused(
        &server(|_, request| (200, recorded(request).1.split_at(60).0.to_owned())),
        "the answer is no matrix",
    );
    refused(
        &server(|_, _| {
            (
                200,
                r#"{"sources_to_targets":{"durations":[[0,1,2]]}}"#.to_owned(),
            )
        }),
        "the answer has 1 rows, asked were 3",
    );
    refused(
        &server(|_, request| {
            std::thread::sleep(Duration::from_millis(1500));
            recorded(request)
        }),
        "gave up after 4 attempts",
    );
    refused(
        &server(|_, _| {
            (
                400,
                r#"{"error_code":171,"error":"No suitable edges near location"}"#.to_owned(),
            )
        }),
        "no road near any of the places",
    );
    refused("http://127.0.0.1:9", "no server answers");
    refused("127.0.0.1:9", "no address of a server");
    assert_eq!(
        import("http://127.0.0.1:9", tables.path(), &["--modes", "moped"])
            .status
            .code(),
        Some(2)
    );
}
