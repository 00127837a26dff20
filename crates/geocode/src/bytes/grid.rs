//! A grid of cells of about a kilometre with the streets that have a house or a piece of their line in them, written
//! (`grid`) and read (`streets_around`); and `nearest`: the houses or streets near a point, nearest first, up to 1.5 km
//! away.

use crate::bytes::gazetteer_bytes::{GazetteerBytes, Table};
use crate::bytes::packing::record;
use crate::bytes::street_record::{House, Street};
use crate::gazetteer::{Spot, StreetDraft};
use karavan_model::Point;
use std::collections::BTreeSet;

/// Side of a cell in millionths of a degree: about a kilometre.
const CELL: i32 = 10_000;
const COLUMNS: i32 = 360_000_000 / CELL;
const RECORD: usize = 8;
/// Further away nothing is near.
const FAR_METERS: f64 = 1_500.0;

fn cell(spot: Spot) -> (i32, i32) {
    ((spot.lon + 180_000_000) / CELL, (spot.lat + 90_000_000) / CELL)
}

fn number(column: i32, row: i32) -> u32 {
    u32::try_from(row * COLUMNS + column.rem_euclid(COLUMNS)).unwrap_or(0)
}

/// The grid's bytes: pairs of a cell and a street, sorted.
pub(crate) fn grid(streets: &[StreetDraft]) -> Vec<u8> {
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (street, ix) in streets.iter().zip(0_u32..) {
        let on_it = street.lines.iter().flatten().copied().chain([street.at]);
        for spot in street.houses.iter().map(|house| house.at).chain(on_it) {
            let (column, row) = cell(spot);
            pairs.insert((number(column, row), ix));
        }
    }
    let bytes = pairs
        .iter()
        .flat_map(|(cell, street)| [cell.to_le_bytes(), street.to_le_bytes()]);
    bytes.flatten().collect()
}

/// Streets with something in the cells around a point.
pub(crate) fn streets_around(bytes: &GazetteerBytes, point: Point) -> Vec<u32> {
    let Some(spot) = Spot::of(point) else { return Vec::new() };
    let grid = bytes.table(Table::Grid);
    let (column, row) = cell(spot);
    let mut found = BTreeSet::new();
    for (east, north) in (-1..=1).flat_map(|east| (-1..=1).map(move |north| (east, north))) {
        let wanted = number(column + east, (row + north).max(0));
        found.extend(of_cell(grid, wanted));
    }
    found.into_iter().collect()
}

fn of_cell(grid: &[u8], wanted: u32) -> impl Iterator<Item = u32> + '_ {
    let pair = move |ix: usize| {
        let [c0, c1, c2, c3, s0, s1, s2, s3] = *record::<RECORD>(grid, ix)?;
        Some((
            u32::from_le_bytes([c0, c1, c2, c3]),
            u32::from_le_bytes([s0, s1, s2, s3]),
        ))
    };
    let (mut low, mut high) = (0, grid.len() / RECORD);
    while low < high {
        let middle = low.midpoint(high);
        if pair(middle).is_some_and(|(cell, _)| cell < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    (low..)
        .map_while(pair)
        .take_while(move |&(cell, _)| cell == wanted)
        .map(|(_, street)| street)
}

/// A house says more than a street, unless it is so much further away.
const STREET_METERS: f64 = 150.0;

/// A house or a street near a point.
#[derive(Clone, Debug)]
pub(crate) struct Neighbour<'a> {
    /// The street.
    pub street: Street<'a>,
    /// The house; `None` for the street itself.
    pub house: Option<House<'a>>,
    /// How far.
    pub meters: f64,
}

/// The nearest houses, nearest first, and streets where no house is near.
pub(crate) fn nearest(bytes: &GazetteerBytes, point: Point, count: usize) -> Vec<Neighbour<'_>> {
    let mut all: Vec<Neighbour<'_>> = Vec::new();
    for street in streets_around(bytes, point)
        .into_iter()
        .filter_map(|ix| bytes.street(ix))
    {
        let at = |spot: Spot| spot.point().distance_meters(point);
        all.extend(street.houses().map(|house| Neighbour {
            street,
            house: Some(house),
            meters: at(house.at),
        }));
        let lines = street.lines();
        let corners = lines.iter().flatten().copied().chain([street.at]);
        all.push(Neighbour {
            street,
            house: None,
            meters: corners.map(at).fold(f64::INFINITY, f64::min),
        });
    }
    all.retain(|one| one.meters <= FAR_METERS);
    let far = |one: &Neighbour<'_>| one.meters + if one.house.is_none() { STREET_METERS } else { 0.0 };
    all.sort_by(|a, b| far(a).total_cmp(&far(b)));
    // A corner house is found by several numbers and is one house.
    let is_one = |a: &House<'_>, b: &House<'_>| a.origin == b.origin && a.label() == b.label();
    all.dedup_by(|later, earlier| {
        let houses = later.house.zip(earlier.house);
        later.street.label == earlier.street.label && houses.is_some_and(|(a, b)| is_one(&a, &b))
    });
    all.truncate(count);
    all
}
