//! Tests on the real extracts in the folder that `KARAVAN_DATA` names, else skipped: their tiles (at the two closest
//! zooms one in 16) are read by a strict reader; prints times and sizes.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod reader;

use karavan_basemap::Basemap;
use karavan_model::Point;
use karavan_osm::Extract;
use std::time::{Duration, Instant};

/// The tile around a point. Source: "Slippy map tilenames" of the OpenStreetMap wiki.
fn tile_around(point: Point, zoom: u8) -> (u32, u32) {
    let tiles = 2_f64.powi(zoom.into());
    let lat = point.lat.to_radians();
    let x = (point.lon + 180.0) / 360.0 * tiles;
    let y = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * tiles;
    (x as u32, y as u32)
}

#[test]
fn every_tile_of_a_real_extract_is_sound() {
    let Some(folder) = std::env::var_os("KARAVAN_DATA") else {
        eprintln!("SKIPPED: set KARAVAN_DATA to a folder of .osm.pbf files to run this test");
        return;
    };
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.to_string_lossy().ends_with(".osm.pbf"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "KARAVAN_DATA holds no .osm.pbf file");
    for path in paths {
        let began = Instant::now();
        let built = Basemap::build(&Extract::open(&path).unwrap()).unwrap();
        let build_time = began.elapsed();
        let bytes = built.to_bytes();
        let began = Instant::now();
        let basemap = Basemap::from_bytes(&bytes).unwrap();
        eprintln!(
            "{}: built in {build_time:.1?}, {} KiB, loaded in {:.1?}",
            path.display(),
            bytes.len() / 1024,
            began.elapsed()
        );
        let (south_west, north_east) = basemap.bounds().unwrap();
        for zoom in 0..=16 {
            let ((left, bottom), (right, top)) = (tile_around(south_west, zoom), tile_around(north_east, zoom));
            // Near zooms have thousands of tiles; the ones along a diagonal stripe stand for the others.
            let places = (top..=bottom)
                .flat_map(|y| (left..=right).map(move |x| (x, y)))
                .filter(|(x, y)| zoom < 15 || (x + y) % 16 == 0);
            let (mut count, mut size, mut largest, mut time, mut slowest) = (0, 0, 0, Duration::ZERO, Duration::ZERO);
            for (x, y) in places {
                let began = Instant::now();
                let tile = basemap.tile(zoom, x, y).unwrap();
                let spent = began.elapsed();
                (time, slowest) = (time + spent, slowest.max(spent));
                if let Some(tile) = tile {
                    count += 1;
                    size += tile.len();
                    largest = largest.max(tile.len());
                    reader::read(&tile);
                }
            }
            eprintln!(
                "  zoom {zoom}: {count} tiles, {} KiB, largest {} KiB; {time:.1?}, slowest {slowest:.1?}",
                size / 1024,
                largest / 1024
            );
            assert!(count > 0 || zoom < 12, "nothing on zoom {zoom}");
        }
    }
}
