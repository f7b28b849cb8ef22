//! Long lists of numbers, or of what fits one, for serde: written as one piece of bytes, least significant first, which is
//! read and written many times as fast as number by number. To be named in `#[serde(with = "…")]`.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What is written as a number of fixed size.
pub trait Number: Copy {
    /// Adds its bytes, least significant first.
    fn write(self, bytes: &mut Vec<u8>);
    /// What such bytes stand for; nothing when a last number is cut, or one stands for nothing.
    fn read(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Number for $number {
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Option<Vec<Self>> {
                let (numbers, cut) = bytes.as_chunks();
                let numbers = numbers.iter().map(|&number| Self::from_le_bytes(number));
                cut.is_empty().then(|| numbers.collect())
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64);

/// Reads what fits four bytes.
pub fn read_each<T>(bytes: &[u8], of: impl Fn(u32) -> Option<T>) -> Option<Vec<T>> {
    let (numbers, cut) = bytes.as_chunks();
    let read = numbers.iter().map(|&number| of(u32::from_le_bytes(number)));
    cut.is_empty().then(|| read.collect())?
}

/// Writes a list.
pub fn serialize<N: Number, S: Serializer>(numbers: &[N], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    for &number in numbers {
        number.write(&mut bytes);
    }
    to.serialize_bytes(&bytes)
}

/// Reads a list.
pub fn deserialize<'de, N: Number, D: Deserializer<'de>>(from: D) -> Result<Vec<N>, D::Error> {
    from.deserialize_bytes(Bytes(PhantomData))
}

struct Bytes<N>(PhantomData<N>);

impl<N: Number> Visitor<'_> for Bytes<N> {
    type Value = Vec<N>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the bytes of numbers")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        N::read(bytes).ok_or_else(|| E::invalid_length(bytes.len(), &self))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        small: Vec<u8>,
        #[serde(with = "super")]
        medium: Vec<u16>,
        #[serde(with = "super")]
        large: Vec<u64>,
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(small: Vec<u8>, medium: Vec<u16>, large: Vec<u64>) {
            let lists = Lists { small, medium, large };
            let bytes = postcard::to_stdvec(&lists).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Lists>(&bytes).unwrap(), lists);
        }

        #[test]
        fn bytes_of_anything_are_read_or_refused(bytes: Vec<u8>) {
            let _ = postcard::from_bytes::<Lists>(&bytes);
        }
    }

    #[test]
    fn a_number_that_is_cut_is_refused() {
        #[derive(Deserialize)]
        struct One(
            #[serde(with = "super")]
            #[expect(dead_code, reason = "only its reading is asked for")]
            Vec<u32>,
        );
        assert!(postcard::from_bytes::<One>(&[4, 1, 0, 0, 0]).is_ok());
        assert!(postcard::from_bytes::<One>(&[3, 1, 0, 0]).is_err());
    }
}
