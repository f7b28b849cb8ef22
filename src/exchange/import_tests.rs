//! Tables and answers of others, as they come.

use super::csv::{COLUMNS, CsvImport};
use super::item::Item;
use super::jobnet;
use super::lines::NdjsonImport;
use crate::domain::lists::{Form, LanguageLevel};
use crate::wire::fake_vocabulary::FakeVocabulary;
use crate::wire::field_error::FieldErrorCode;
use crate::wire::vacancy_in::ReadVacancy;
use proptest::prelude::*;
use serde_json::{Value, json};

fn table(text: &str) -> Vec<Item> {
    let mut import = CsvImport::default();
    let mut rest = text.as_bytes();
    let mut items: Vec<Item> = std::iter::from_fn(|| import.next_item(&mut rest)).collect();
    items.extend(import.finish());
    items
}

fn read(item: &Item) -> ReadVacancy {
    item.clone().read(&FakeVocabulary).expect("a vacancy")
}

fn places(item: &Item) -> Vec<(String, FieldErrorCode)> {
    let errors = item.clone().read(&FakeVocabulary).expect_err("errors");
    errors
        .into_iter()
        .map(|error| (error.pointer, error.code))
        .collect()
}

#[test]
fn a_full_row_becomes_a_vacancy() {
    let header = COLUMNS.join(",");
    let row = "a,1,\"Lager, dag\",\"Pluk\nog pak\",4321,Firma,12345678,52,5220,part_time,20,\"29,5\",2026-12-01,,2026-12-15,2,\
               mon;tue,07:00,15:00,truckkørsel;plukning,B,truck_b,da:B1;en:A2,standing;heavy_lifting:12,ja,false";
    let items = table(&format!("\u{feff}{header}\r\n{row}\r\n\r\n"));
    assert_eq!((items.len(), items[0].line), (1, 2));
    let ReadVacancy { vacancy, warnings } = read(&items[0]);
    assert_eq!(warnings, []);
    assert_eq!((vacancy.title.as_str(), vacancy.positions), ("Lager, dag", 2));
    let offer = &vacancy.offers[0];
    assert_eq!(
        (offer.form, offer.hours.expect("hours").max.minutes()),
        (Form::PartTime, 1770)
    );
    assert_eq!(vacancy.requirements.skills.expect("skills").len(), 2);
    assert_eq!(vacancy.requirements.languages[1].level, LanguageLevel::A2);
    assert_eq!(vacancy.demands.expect("demands")[1].kg, Some(12));
    assert!(vacancy.mentor);
}

#[test]
fn a_semicolon_table_separates_lists_with_bars() {
    let items = table(
        "title;occupation;skills;days;from;to;hours_min\nLager;4321;truckkørsel|plukning;mon|fri;7:00;15:00;37",
    );
    let vacancy = read(&items[0]).vacancy;
    assert_eq!(vacancy.requirements.skills.expect("skills").len(), 2);
    assert_eq!(vacancy.schedule.expect("a schedule").shifts[0].days.len(), 2);
    assert_eq!(vacancy.offers[0].hours.expect("hours").min.minutes(), 37 * 60);
}

#[test]
fn a_wrong_header_is_one_error_that_names_everything() {
    let items = table("titel,ocupation,skills,skills,farve\nx,y,z,z,rød\n");
    assert_eq!(items.len(), 1);
    let errors = items[0].clone().read(&FakeVocabulary).expect_err("an error");
    assert_eq!((errors.len(), errors[0].code), (1, FieldErrorCode::WrongColumns));
    for part in [
        "titel",
        "ocupation",
        "farve",
        "twice: skills",
        "missing columns: title, occupation or description",
    ] {
        assert!(errors[0].message.contains(part), "{part}: {}", errors[0].message);
    }
    assert!(errors[0].did_you_mean.contains(&"occupation".to_owned()));
}

#[test]
fn errors_name_the_column() {
    let items = table(
        "title,occupation,postcode,hours_min,hours_max,mentor,days\nx,4321,5221,NaN,1e3,måske,mon\nx,4321\n,4321,,40,30,,\n",
    );
    assert_eq!(
        places(&items[0]),
        [
            ("/hours_min".to_owned(), FieldErrorCode::WrongType),
            ("/hours_max".to_owned(), FieldErrorCode::WrongType),
            ("/from".to_owned(), FieldErrorCode::Required),
            ("/to".to_owned(), FieldErrorCode::Required),
            ("/postcode".to_owned(), FieldErrorCode::UnknownPostcode),
            ("/mentor".to_owned(), FieldErrorCode::WrongType),
        ]
    );
    assert_eq!(places(&items[1]), [(String::new(), FieldErrorCode::WrongColumns)]);
    assert_eq!(items[1].line, 3);
    assert_eq!(
        places(&items[2]),
        [
            ("/title".to_owned(), FieldErrorCode::Required),
            ("/hours_min".to_owned(), FieldErrorCode::MinAboveMax)
        ]
    );
}

#[test]
fn a_line_that_is_not_json_does_not_stop_the_next() {
    let mut import = NdjsonImport::default();
    let mut rest: &[u8] = b"{\"title\": \n{\"title\":\"x\",\"occupation\":\"ukendt fag\"}";
    let broken = import.next_item(&mut rest).expect("an item");
    assert_eq!(places(&broken), [(String::new(), FieldErrorCode::BadJson)]);
    assert_eq!(import.next_item(&mut rest), None);
    let kept = read(&import.finish().expect("an item"));
    assert_eq!(kept.vacancy.occupation_label.as_deref(), Some("ukendt fag"));
}

fn advert() -> Value {
    json!({
        "Title": "Lagermedarbejder &amp; chauffør", "Presentation": "<p>Kom i gang</p><p>Ring 20 30 40 50</p>",
        "HiringOrgName": "Firma", "HiringOrgCVR": 12_345_678, "AnonymousEmployer": false, "Occupation": "",
        "WorkPlacePostalCode": "", "PostalCode": "5220", "WorkPlaceAbroad": false,
        "Location": {"Latitude": 55.37, "Longitude": 10.44},
        "PostingCreated": "2026-11-02T00:00:00", "LastDateApplication": "0001-01-01T00:00:00",
        "AssignmentStartDate": "1900-01-01T00:00:00", "WorkHours": "Deltid", "JobAnnouncementType": "",
        "JoblogWorkTime": {"WorkHour": "(8 - 20 timer ugentligt)"}, "ID": "5332213", "Url": "https://job.example.dk/1"
    })
}

fn import(advert: &Value) -> ReadVacancy {
    let answer = json!({"JobPositionPostings": [advert], "TotalResultCount": 1});
    read(&jobnet::items(&answer, &FakeVocabulary).expect("an answer")[0])
}

#[test]
fn an_advert_of_jobnet_becomes_a_vacancy() {
    let vacancy = import(&advert()).vacancy;
    assert_eq!(vacancy.title, "Lagermedarbejder & chauffør");
    assert_eq!(
        vacancy.description.as_deref(),
        Some("Kom i gang\n\nRing [fjernet]")
    );
    assert_eq!(
        vacancy.occupation.map(|code| code.to_string()).as_deref(),
        Some("4321")
    );
    assert_eq!(vacancy.source_key.expect("a key").external_id, "5332213");
    let offer = &vacancy.offers[0];
    assert_eq!(
        (offer.form, offer.hours.expect("hours").max.minutes()),
        (Form::PartTime, 1200)
    );
    assert_eq!((offer.start, vacancy.apply_by), (None, None));
    assert_eq!(vacancy.workplace.expect("a workplace").lat, Some(55.37));
}

#[test]
fn what_jobnet_leaves_open_stays_open() {
    let mut bare = advert();
    bare["Location"] = json!({"Latitude": 0.0, "Longitude": 0.0});
    bare["PostalCode"] = json!("9999");
    bare["AnonymousEmployer"] = json!(true);
    bare["JoblogWorkTime"] = json!(null);
    bare["Url"] = json!("job.example.dk");
    let ReadVacancy { vacancy, warnings } = import(&bare);
    assert_eq!(
        (vacancy.workplace, vacancy.employer, vacancy.contact_url),
        (None, None, None)
    );
    assert_eq!(vacancy.offers[0].hours, None);
    assert!(
        warnings
            .iter()
            .any(|warning| warning.code == FieldErrorCode::UnknownPostcode)
    );
    let mut full = advert();
    (full["WorkHours"], full["JoblogWorkTime"]) = (json!("Fuldtid"), json!(null));
    assert_eq!(
        import(&full).vacancy.offers[0]
            .hours
            .expect("hours")
            .min
            .minutes(),
        37 * 60
    );
    assert!(jobnet::items(&json!({"a": 1}), &FakeVocabulary).is_err());
}

proptest! {
    #[test]
    fn no_table_panics(text in "(title|occupation|postcode|[,;\"\n\r\u{e6}a0-9]){0,60}") {
        for item in table(&format!("title,occupation,days\n{text}")).into_iter().chain(table(&text)) {
            if let Err(errors) = item.read(&FakeVocabulary) {
                prop_assert!(!errors.is_empty());
            }
        }
    }
}
