//! Reading from an address: what is taken and what is not.

use super::{Update, fetch, write_whole};
use std::io::{Read, Write};
use std::net::TcpListener;

/// Answers one request with these bytes and gives the address.
fn answering(reply: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/postnumre", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 2048];
        let _ = stream.read(&mut request);
        let _ = stream.write_all(reply.as_bytes());
    });
    address
}

fn fetched(reply: &'static str) -> Result<String, String> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(fetch(&answering(reply)))
        .map_err(|error| format!("{error:#}"))
}

#[test]
fn an_answer_is_read_and_a_redirect_is_not_followed() {
    let good = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
    assert_eq!(fetched(good).unwrap(), "[]");
    let elsewhere =
        "HTTP/1.1 302 Found\r\nlocation: http://10.0.0.1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    assert!(
        fetched(elsewhere)
            .unwrap_err()
            .contains("leads to http://10.0.0.1/")
    );
    let busy = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    assert!(fetched(busy).unwrap_err().contains("answered 503"));
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\nconnection: close\r\n\r\n[";
    assert!(fetched(cut).unwrap_err().contains("broke off"));
}

#[test]
fn an_update_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let answer = folder.path().join("answer.json");
    let update = |text: &str, dry_run| {
        std::fs::write(&answer, text).unwrap();
        Update {
            answer: answer.display().to_string(),
            out: folder.path().join("tables"),
            moved_km: 5.0,
            drop_vanished: false,
            dry_run,
        }
        .run()
    };
    let table = folder.path().join("tables/places/postcodes.tsv");
    let new = r#"[{"nr": "5001", "navn": "Odense Havn", "visueltcenter": [10.38, 55.41],
                   "kommuner": [{"kode": "0461", "navn": "Odense"}]}]"#;
    assert!(update("[{\"nr\": \"x\"}]", false).is_err());
    assert!(!table.exists());
    update(new, true).unwrap();
    assert!(!table.exists());
    update(new, false).unwrap();
    let written = std::fs::read_to_string(&table).unwrap();
    assert!(written.contains("\n5001\tOdense Havn\t55.4100\t10.3800\t461\tOdense\tfyn\tfyn\tcity\t5000\n"));
    // The next update begins from what was written.
    update("[{\"nr\": \"5001\"}]", false).unwrap_err();
    assert_eq!(std::fs::read_to_string(&table).unwrap(), written);
    let files = std::fs::read_dir(folder.path().join("tables/places"))
        .unwrap()
        .count();
    assert_eq!(files, 1);
    assert!(write_whole(&answer.join("below/a/file"), "x").is_err());
}
