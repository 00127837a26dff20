//! `Coordinates` and `position`, its serde function: `[lon, lat]` in degrees; further numbers, such as a height, are
//! ignored.

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

/// `[lon, lat]`; what comes after, such as a height, is not looked at.
pub(super) type Coordinates = (f64, f64);

/// For `deserialize_with`.
pub(super) fn position<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Coordinates>, D::Error> {
    let position = Option::<Position>::deserialize(deserializer)?;
    Ok(position.map(|Position(coordinates)| coordinates))
}

struct Position(Coordinates);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Coordinates;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("[longitude, latitude]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Coordinates, A::Error> {
        let lon = numbers
            .next_element()?
            .ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let lat = numbers
            .next_element()?
            .ok_or_else(|| A::Error::invalid_length(1, &self))?;
        while numbers.next_element::<IgnoredAny>()?.is_some() {}
        Ok((lon, lat))
    }
}
