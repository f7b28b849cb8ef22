//! The serializer. Whatever stands within an object or a list begins with a comma; the first one becomes
//! the opening bracket.

#![expect(
    clippy::inline_always,
    reason = "where a type is written, the names of its fields are known: a name with its comma, quotes and colon is \
              then put down in one move of known length"
)]

use super::keys::KeyWriter;
use super::text::{Escaping, append_quoted, append_short_decimal};
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::Error;
use std::fmt::{Display, Write};

type Written = Result<(), Error>;

/// Writes values to the end of bytes.
pub(super) struct Writer<'b> {
    pub(super) bytes: &'b mut Vec<u8>,
}

impl Writer<'_> {
    #[inline]
    fn raw(&mut self, json: &str) {
        self.bytes.extend_from_slice(json.as_bytes());
    }

    /// The name of a field. It is written in the code of a type and has nothing that would be escaped.
    #[inline(always)]
    fn name(&mut self, before: &'static str, name: &'static str) {
        self.bytes.reserve(before.len() + name.len() + 2);
        self.raw(before);
        self.raw(name);
        self.raw("\":");
    }

    #[inline]
    fn whole<N: itoa::Integer>(&mut self, number: N) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// Begins the object or list that names a variant of an enum.
    fn variant(&mut self, name: &'static str, open: u8, close: u8) -> Open<'_> {
        self.name("{\"", name);
        self.open(open, close)
    }

    #[inline]
    fn open(&mut self, open: u8, close: u8) -> Open<'_> {
        Open {
            begin: self.bytes.len(),
            bytes: self.bytes,
            brackets: [open, close],
        }
    }
}

/// An object or a list that is being written.
pub(super) struct Open<'w> {
    bytes: &'w mut Vec<u8>,
    /// Where its opening bracket belongs.
    begin: usize,
    /// The opening and the closing one.
    brackets: [u8; 2],
}

impl Open<'_> {
    #[inline(always)]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.bytes.push(b',');
        value.serialize(&mut Writer { bytes: self.bytes })
    }

    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        let mut writer = Writer { bytes: self.bytes };
        writer.name(",\"", name);
        value.serialize(&mut writer)
    }

    #[inline]
    fn closed(self) {
        let [open, close] = self.brackets;
        match self.bytes.get_mut(self.begin) {
            Some(first) => *first = open,
            None => self.bytes.push(open),
        }
        self.bytes.push(close);
    }
}

/// Whole numbers of every width are written alike.
macro_rules! whole_numbers {
    ($($name:ident($number:ty)),+ $(,)?) => {
        $(#[inline] fn $name(self, value: $number) -> Written {
            self.whole(value);
            Ok(())
        })+
    };
}

impl<'w> Serializer for &'w mut Writer<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeTupleStruct = Open<'w>;
    type SerializeTupleVariant = OpenVariant<'w>;
    type SerializeMap = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeStructVariant = OpenVariant<'w>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Written {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    whole_numbers! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_i128(i128),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_u128(u128),
    }

    fn serialize_f32(self, value: f32) -> Written {
        serde_json::to_writer(&mut *self.bytes, &value)
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Written {
        if append_short_decimal(self.bytes, value) {
            return Ok(());
        }
        serde_json::to_writer(&mut *self.bytes, &value)
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Written {
        append_quoted(self.bytes, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Written {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Written {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Written {
        self.bytes.push(b'"');
        self.raw(variant);
        self.bytes.push(b'"');
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        let mut object = self.open(b'{', b'}');
        object.field(variant, value)?;
        object.closed();
        Ok(())
    }

    #[inline]
    fn serialize_seq(self, _length: Option<usize>) -> Result<Open<'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Open<'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Open<'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<OpenVariant<'w>, Error> {
        Ok(OpenVariant(self.variant(variant, b'[', b']')))
    }

    #[inline]
    fn serialize_map(self, _length: Option<usize>) -> Result<Open<'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Open<'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<OpenVariant<'w>, Error> {
        Ok(OpenVariant(self.variant(variant, b'{', b'}')))
    }

    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Written {
        self.bytes.push(b'"');
        write!(Escaping(self.bytes), "{value}").map_err(serde::ser::Error::custom)?;
        self.bytes.push(b'"');
        Ok(())
    }
}

/// The values of a variant: what stands around them is closed with them.
pub(super) struct OpenVariant<'w>(Open<'w>);

impl OpenVariant<'_> {
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.0.value(value)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.0.field(name, value)
    }

    fn closed(self) {
        let Open {
            bytes,
            begin,
            brackets,
        } = self.0;
        Open {
            bytes,
            begin,
            brackets,
        }
        .closed();
        bytes.push(b'}');
    }
}

/// Whatever holds values without names is written alike.
macro_rules! lists {
    ($($list:ident::$value:ident for $open:ty),+ $(,)?) => {$(
        impl $list for $open {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.value(value)
            }

            #[inline]
            fn end(self) -> Written {
                self.closed();
                Ok(())
            }
        }
    )+};
}

lists! {
    SerializeSeq::serialize_element for Open<'_>,
    SerializeTuple::serialize_element for Open<'_>,
    SerializeTupleStruct::serialize_field for Open<'_>,
    SerializeTupleVariant::serialize_field for OpenVariant<'_>,
}

/// Whatever holds values with names that stand in the code of a type is written alike.
macro_rules! objects {
    ($($object:ident for $open:ty),+ $(,)?) => {$(
        impl $object for $open {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
                self.field(name, value)
            }

            #[inline]
            fn end(self) -> Written {
                self.closed();
                Ok(())
            }
        }
    )+};
}

objects! {
    SerializeStruct for Open<'_>,
    SerializeStructVariant for OpenVariant<'_>,
}

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.bytes.push(b',');
        key.serialize(KeyWriter { bytes: self.bytes })
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.bytes.push(b':');
        value.serialize(&mut Writer { bytes: self.bytes })
    }

    #[inline]
    fn end(self) -> Written {
        self.closed();
        Ok(())
    }
}
