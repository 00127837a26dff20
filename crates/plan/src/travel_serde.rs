//! `Serialize` and `Deserialize` of `Travel`: a full table as its size and legs `[seconds, meters]`, a missing road as
//! `null`; a plane as it is; used legs as rows `[from, to, seconds, meters]`.

use crate::ix::LocationIx;
use crate::matrix::{Leg, Matrix, NO_ROAD};
use crate::plane::Plane;
use crate::travel::Travel;
use karavan_model::{Meters, Seconds};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TravelWire {
    Full { size: usize, legs: Vec<Option<(u32, u32)>> },
    Plane(Plane),
    Used(Vec<(LocationIx, LocationIx, Seconds, Meters)>),
}

impl Serialize for Travel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Full(matrix) => TravelWire::Full {
                size: matrix.size(),
                legs: matrix
                    .seconds()
                    .iter()
                    .zip(matrix.meters())
                    .map(|(&seconds, &meters)| (seconds != NO_ROAD).then_some((seconds, meters)))
                    .collect(),
            },
            Self::Plane(plane) => TravelWire::Plane(plane.clone()),
            Self::Used(legs) => TravelWire::Used(
                legs.iter()
                    .map(|(&(from, to), leg)| (from, to, leg.seconds, leg.meters))
                    .collect(),
            ),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Travel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match TravelWire::deserialize(deserializer)? {
            TravelWire::Full { size, legs } => {
                let (seconds, meters) = legs.into_iter().map(|leg| leg.unwrap_or((NO_ROAD, NO_ROAD))).unzip();
                let matrix = Matrix::from_rows(size, seconds, meters);
                Self::Full(
                    matrix.ok_or_else(|| D::Error::custom(format!("a full table of {size} needs {size}² legs")))?,
                )
            }
            TravelWire::Plane(plane) => Self::Plane(plane),
            TravelWire::Used(legs) => Self::Used(
                legs.into_iter()
                    .map(|(from, to, seconds, meters)| ((from, to), Leg { seconds, meters }))
                    .collect(),
            ),
        })
    }
}
