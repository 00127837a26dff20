//! `share_among_one_junction`: halves the wait at traffic signals that have other signals within 35 m. One junction
//! is mapped with several, one for each approach or for each crossing of two carriageways, and a car that goes
//! straight on passes two of four.

use crate::ground::spot::Spot;
use crate::profile::Halt;
use karavan_model::Point;
use std::collections::HashMap;

const SIGHT_METERS: f64 = 35.0;
/// A side of the grid they are looked up in, in 10⁻⁷ degrees: wider than the sight at any latitude up to 80°.
const CELL: i32 = 20_000;

pub(super) fn share_among_one_junction(spots: &[Option<Spot>], halts: &mut HashMap<u32, Halt>) {
    let mut cells: HashMap<(i32, i32), Vec<Spot>> = HashMap::new();
    let cell = |spot: Spot| (spot.lon.div_euclid(CELL), spot.lat.div_euclid(CELL));
    for (&node, halt) in halts.iter() {
        if let Some(spot) = spots[node as usize].filter(|_| halt.is_signal) {
            cells.entry(cell(spot)).or_default().push(spot);
        }
    }
    for (&node, halt) in halts.iter_mut().filter(|(_, halt)| halt.is_signal) {
        let Some(spot) = spots[node as usize] else { continue };
        let (east, north) = cell(spot);
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (east + x, north + y)));
        let mut others = around.filter_map(|cell| cells.get(&cell)).flatten();
        let here = Point::from(spot);
        if others.any(|&other| other != spot && here.distance_meters(other.into()) <= SIGHT_METERS) {
            halt.forward /= 2;
            halt.backward /= 2;
        }
    }
}
