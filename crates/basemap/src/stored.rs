//! `to_bytes` and `from_bytes`: `Features` as postcard with a version and a CRC-32. What drawing relies on (ranges that
//! fit, enough spots for each shape) is checked when they are read.

use crate::BasemapError;
use crate::kind::{Kind, Shape, ZOOM_MAX};
use crate::mercator::Spot;
use crate::packed_features::{FeatureInfo, Features};
use serde::{Deserialize, Serialize};

/// Changes whenever the saved form does.
const VERSION: u32 = 1;

/// Bytes of the checksum at the end.
const CHECKSUM: usize = 4;

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    labels: Vec<Box<str>>,
    infos: Vec<(Kind, u8, u32, bool)>,
    /// Parts of each feature.
    part_counts: Vec<u32>,
    /// Spots of each part.
    spot_counts: Vec<u32>,
    /// East and south from the spot before, around the world if need be.
    steps: Vec<(i32, i32)>,
}

/// The saved form: postcard, then the CRC-32 of it.
pub(crate) fn to_bytes(features: &Features) -> Vec<u8> {
    let mut last = Spot { x: 0, y: 0 };
    let step = |&spot: &Spot| {
        let step = (
            spot.x.wrapping_sub(last.x).cast_signed(),
            spot.y.wrapping_sub(last.y).cast_signed(),
        );
        last = spot;
        step
    };
    let stored = Stored {
        version: VERSION,
        labels: features.labels.clone(),
        infos: features
            .infos
            .iter()
            .map(|info| (info.kind, info.zoom_min, info.label, info.oneway))
            .collect(),
        part_counts: counts(&features.part_ends),
        spot_counts: counts(&features.spot_ends),
        steps: features.spots.iter().map(step).collect(),
    };
    // Writing plain numbers and texts into memory has no way to fail; empty bytes would be refused on loading.
    let mut bytes = postcard::to_stdvec(&stored).unwrap_or_default();
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes
}

/// Features from their saved form.
///
/// # Errors
/// When a byte is missing or changed, or the bytes were written by another version.
pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Features, BasemapError> {
    let damaged = BasemapError::Damaged;
    let (stored, checksum) = bytes
        .len()
        .checked_sub(CHECKSUM)
        .map(|at| bytes.split_at(at))
        .ok_or(damaged("it is cut short"))?;
    if checksum != crc32fast::hash(stored).to_le_bytes() {
        return Err(damaged("its checksum is wrong"));
    }
    let stored: Stored = postcard::from_bytes(stored).map_err(|_| damaged("it cannot be understood"))?;
    if stored.version != VERSION {
        return Err(damaged("it is of another version"));
    }
    let mut last = Spot { x: 0, y: 0 };
    let spot = |&(east, south): &(i32, i32)| {
        last = Spot {
            x: last.x.wrapping_add_signed(east),
            y: last.y.wrapping_add_signed(south),
        };
        last
    };
    let features = Features {
        infos: stored
            .infos
            .into_iter()
            .map(|(kind, zoom_min, label, oneway)| FeatureInfo {
                kind,
                zoom_min,
                label,
                oneway,
            })
            .collect(),
        part_ends: ends(&stored.part_counts),
        spot_ends: ends(&stored.spot_counts),
        spots: stored.steps.iter().map(spot).collect(),
        labels: stored.labels,
    };
    check(&features).map_err(damaged)?;
    Ok(features)
}

/// What drawing relies on: ranges that fit into each other, and shapes with as many spots as their kind needs.
fn check(features: &Features) -> Result<(), &'static str> {
    let last = |ends: &[usize]| ends.last().copied().unwrap_or(0);
    if features.part_ends.len() != features.infos.len()
        || last(&features.part_ends) != features.spot_ends.len()
        || last(&features.spot_ends) != features.spots.len()
    {
        return Err("its lists do not fit together");
    }
    for (feature, info) in features.infos.iter().enumerate() {
        if info.zoom_min > ZOOM_MAX || info.label as usize >= features.labels.len() {
            return Err("a feature is out of range");
        }
        let shape = info.kind.layer().shape();
        let lengths: Vec<_> = features.parts(feature).map(<[_]>::len).collect();
        let fits = match (shape, lengths.as_slice()) {
            (Shape::Point, &[length]) => length == 1,
            (Shape::Line, &[length]) => length >= 2,
            (Shape::Area, [_, ..]) => lengths.iter().all(|&length| length >= 3),
            _ => false,
        };
        if !fits {
            return Err("a feature has too few corners");
        }
    }
    Ok(())
}

fn counts(ends: &[usize]) -> Vec<u32> {
    let begins = std::iter::once(&0).chain(ends);
    // A feature of four billion corners does not come out of an extract.
    ends.iter()
        .zip(begins)
        .map(|(end, begin)| u32::try_from(end - begin).unwrap_or(u32::MAX))
        .collect()
}

fn ends(counts: &[u32]) -> Vec<usize> {
    let mut end = 0_usize;
    let add = |&count: &u32| {
        end = end.saturating_add(count as usize);
        end
    };
    counts.iter().map(add).collect()
}
