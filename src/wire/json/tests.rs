//! What is written is what `serde_json` writes.

use super::append;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn written<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    append(&mut bytes, value).expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn same<T: Serialize>(value: &T) {
    assert_eq!(written(value), serde_json::to_string(value).expect("JSON"));
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    Unit,
    Newtype(f64),
    Tuple(u8, i64),
    Struct { one: Option<bool>, other: char },
}

#[derive(Serialize)]
struct Inner<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<u8>,
    nothing: (),
}

#[derive(Serialize)]
struct Outer<'a> {
    rank: usize,
    #[serde(flatten)]
    inner: Inner<'a>,
    shapes: Vec<Shape>,
    by_number: BTreeMap<u16, i8>,
    empty: BTreeMap<String, u8>,
    none: Vec<u8>,
    pair: (f32, [u8; 2]),
}

#[test]
fn every_shape_is_written_alike() {
    same(&Outer {
        rank: 1,
        inner: Inner {
            text: "æ\"\\\u{1}",
            absent: None,
            nothing: (),
        },
        shapes: vec![
            Shape::Unit,
            Shape::Newtype(0.5),
            Shape::Tuple(1, i64::MIN),
            Shape::Struct {
                one: None,
                other: '"',
            },
        ],
        by_number: BTreeMap::from([(1, -1), (2, 2)]),
        empty: BTreeMap::new(),
        none: Vec::new(),
        pair: (0.1, [1, 2]),
    });
    same(&json!({"a": [1, 2.5, null, {"b\n": {}}], "": []}));
    same(&jiff::civil::date(2026, 11, 24));
}

#[test]
fn what_serde_json_writes_specially_is_written_alike() {
    for value in [
        0.0,
        -0.0,
        1.0,
        37.5,
        1e-5,
        1e-7,
        1e16,
        99_999.999_9,
        99_999.999_95,
        999_999.999_9,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
    ] {
        same(&value);
    }
}

#[test]
fn a_key_that_is_no_text_is_refused() {
    let map = BTreeMap::from([(vec![1], 1)]);
    assert!(append(&mut Vec::new(), &map).is_err());
}

/// Any JSON, three levels deep.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~\u{0}-\u{1f}æøå\"\\\\]{0,70}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn anything_is_written_alike(value in any_value()) {
        same(&value);
    }

    #[test]
    fn shares_and_hours_are_written_alike(value in 0u32..=20_000, divisor in prop::sample::select(vec![60.0, 100.0, 10_000.0])) {
        same(&(f64::from(value) / divisor));
    }

    #[test]
    fn any_number_is_written_alike(bits in any::<u64>()) {
        same(&f64::from_bits(bits));
    }
}
