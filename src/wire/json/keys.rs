//! Keys of maps: text, or a whole number within quotes.

use super::text::append_quoted;
use serde::ser::{Error as _, Impossible};
use serde::{Serialize, Serializer};
use serde_json::Error;
use std::fmt::Display;

type Written = Result<(), Error>;

/// Writes one key to the end of bytes.
pub(super) struct KeyWriter<'b> {
    pub(super) bytes: &'b mut Vec<u8>,
}

fn refused<T>() -> Result<T, Error> {
    Err(Error::custom("a key must be text or a whole number"))
}

/// Whole numbers of every width are written alike.
macro_rules! whole_numbers {
    ($($name:ident($number:ty)),+ $(,)?) => {
        $(fn $name(self, value: $number) -> Written {
            append_quoted(self.bytes, itoa::Buffer::new().format(value));
            Ok(())
        })+
    };
}

/// What no key can be.
macro_rules! no_keys {
    ($($name:ident($($argument:ty),*) -> $answer:ty),+ $(,)?) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$answer, Error> {
            refused()
        })+
    };
}

type Compound = Impossible<(), Error>;

impl Serializer for KeyWriter<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound;
    type SerializeTuple = Compound;
    type SerializeTupleStruct = Compound;
    type SerializeTupleVariant = Compound;
    type SerializeMap = Compound;
    type SerializeStruct = Compound;
    type SerializeStructVariant = Compound;

    #[inline]
    fn serialize_str(self, value: &str) -> Written {
        append_quoted(self.bytes, value);
        Ok(())
    }

    whole_numbers! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Written {
        self.serialize_str(&value.to_string())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        refused()
    }

    no_keys! {
        serialize_bool(bool) -> (),
        serialize_f32(f32) -> (),
        serialize_f64(f64) -> (),
        serialize_bytes(&[u8]) -> (),
        serialize_none() -> (),
        serialize_unit() -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_seq(Option<usize>) -> Compound,
        serialize_tuple(usize) -> Compound,
        serialize_tuple_struct(&'static str, usize) -> Compound,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Compound,
        serialize_map(Option<usize>) -> Compound,
        serialize_struct(&'static str, usize) -> Compound,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Compound,
    }
}
