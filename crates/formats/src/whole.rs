//! `whole`, a serde function: whole numbers in JSON written as `3` or, by languages with floats only, as `3.0`, also in
//! lists, pairs and maps. Fractions and floats too large to be exact are refused; numbers of text formats are in
//! `decimal.rs`.

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Beyond this a float no longer tells one whole number from the next.
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// For `deserialize_with`: whole numbers, however deep in lists, pairs and maps.
pub(super) fn whole<'de, D: Deserializer<'de>, T: Wholes>(deserializer: D) -> Result<T, D::Error> {
    T::Raw::deserialize(deserializer).map(T::of)
}

/// What is made of whole numbers.
pub(super) trait Wholes {
    /// How it is read.
    type Raw: DeserializeOwned;
    fn of(raw: Self::Raw) -> Self;
}

/// A whole number that may be written as a float.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Whole<T>(T);

/// A kind of whole numbers.
trait Bounded: TryFrom<i128> {
    const LEAST: i128;
    const MOST: i128;
}

macro_rules! wholes {
    ($($number:ty),*) => {$(
        impl Bounded for $number {
            const LEAST: i128 = <$number>::MIN as i128;
            const MOST: i128 = <$number>::MAX as i128;
        }

        impl Wholes for $number {
            type Raw = Whole<$number>;

            fn of(raw: Whole<$number>) -> Self {
                raw.0
            }
        }
    )*};
}

wholes!(u32, u64, i32, i64);

impl<'de, T: Bounded> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData)).map(Self)
    }
}

struct Reader<T>(PhantomData<T>);

impl<T: Bounded> Visitor<'_> for Reader<T> {
    type Value = T;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "a whole number from {} to {}", T::LEAST, T::MOST)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number.into()).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number.into()).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let is_whole = number.fract() == 0.0 && number.abs() <= EXACT_MAX;
        let found = is_whole.then(|| T::try_from(number as i128).ok()).flatten();
        found.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

impl<T: Wholes> Wholes for Option<T> {
    type Raw = Option<T::Raw>;

    fn of(raw: Self::Raw) -> Self {
        raw.map(T::of)
    }
}

impl<T: Wholes> Wholes for Vec<T> {
    type Raw = Vec<T::Raw>;

    fn of(raw: Self::Raw) -> Self {
        raw.into_iter().map(T::of).collect()
    }
}

impl<T: Wholes> Wholes for (T, T) {
    type Raw = (T::Raw, T::Raw);

    fn of((one, other): Self::Raw) -> Self {
        (T::of(one), T::of(other))
    }
}

impl<T: Wholes> Wholes for BTreeMap<String, T> {
    type Raw = BTreeMap<String, T::Raw>;

    fn of(raw: Self::Raw) -> Self {
        raw.into_iter().map(|(key, value)| (key, T::of(value))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::whole;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Sheet {
        #[serde(deserialize_with = "whole")]
        rows: Vec<(u32, u32)>,
        #[serde(default, deserialize_with = "whole")]
        id: Option<u64>,
        #[serde(default, deserialize_with = "whole")]
        depth: i32,
    }

    fn read(text: &str) -> Result<Sheet, String> {
        serde_json::from_str(text).map_err(|fault| fault.to_string())
    }

    #[test]
    fn floats_that_are_whole_are_whole_numbers() {
        let told = read(r#"{"rows":[[1.0,2],[3e2,-0.0]],"id":16777119090530.0,"depth":-4.0}"#);
        let expected = Sheet {
            rows: vec![(1, 2), (300, 0)],
            id: Some(16_777_119_090_530),
            depth: -4,
        };
        assert_eq!(told, Ok(expected));
        assert_eq!(
            read(r#"{"rows":[],"id":18446744073709551615}"#).map(|sheet| sheet.id),
            Ok(Some(u64::MAX))
        );
    }

    #[test]
    fn what_is_not_whole_or_too_large_is_refused() {
        for bad in [
            "1.5",
            "-1",
            "-1.0",
            "4294967296",
            "4294967296.0",
            "1e40",
            "\"1\"",
            "null",
            "true",
        ] {
            let why = read(&format!(r#"{{"rows":[[1,{bad}]]}}"#)).err().unwrap_or_default();
            assert!(why.contains("a whole number from 0 to 4294967295"), "{bad}: {why}");
        }
        assert!(read(r#"{"rows":[],"id":1e16}"#).is_err(), "digits are lost");
    }
}
