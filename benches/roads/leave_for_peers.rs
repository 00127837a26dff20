//! `leave`: writes the places, pairs with our answers, and figures of the benchmark to `KARAVAN_ROADS_OUT`, for
//! `benches/road_peers` to ask other engines the same.

use crate::places::pairs;
use karavan_roads::{RoadNetwork, Snap};
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

/// Pairs that other engines are asked; one at a time they are slow.
const PAIRS: usize = 2_000;

/// Leaves the figures, the places and some pairs with our answers, if a folder was named.
pub(crate) fn leave(row: &Value, snaps: &[Snap], network: &RoadNetwork) {
    let Some(folder) = std::env::var_os("KARAVAN_ROADS_OUT").map(PathBuf::from) else {
        return;
    };
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("the folder can be written to");
    let place = |snap: &Snap| format!("{:.7},{:.7}", snap.point().lon, snap.point().lat);
    let mut points = String::new();
    for snap in snaps {
        writeln!(points, "{}", place(snap)).expect("text grows");
    }
    let mut asked = String::new();
    for (from, to) in pairs().take(PAIRS) {
        let (from, to) = (&snaps[from], &snaps[to]);
        if let Some((seconds, meters)) = network.drive(from, to) {
            writeln!(asked, "{},{},{seconds},{meters}", place(from), place(to)).expect("text grows");
        }
    }
    write("points.csv", &points);
    write("pairs.csv", &asked);
    write("ours.json", &row.to_string());
}
