//! Test: three hundred damaged copies of extracts (two real ones where `KARAVAN_DATA` names their folder, else a made
//! one) are read or refused without a panic of the libraries, and nine in ten are refused.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::panic, reason = "tests")]

mod small_world;

use karavan_model::Point;
use karavan_osm::{Element, Node, Way, write_pbf};
use small_world::{Folder, read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const DAMAGED: usize = 300;
/// What goes bad at once on a disk.
const PAGE: usize = 4096;

/// Small real extracts where there are any, else a made one of many blocks.
fn extracts(folder: &Folder) -> Vec<Vec<u8>> {
    if let Some(data) = std::env::var_os("KARAVAN_DATA") {
        let names = ["moscow.osm.pbf", "almaty.osm.pbf"];
        return names
            .iter()
            .map(|name| std::fs::read(PathBuf::from(&data).join(name)).unwrap())
            .collect();
    }
    eprintln!("KARAVAN_DATA names no real extracts: made ones are damaged");
    let node = |id: i64| {
        let point = Point {
            lon: 37.5 + (id % 200) as f64 * 1e-4,
            lat: 55.7 + (id / 200) as f64 * 1e-4,
        };
        let tags = [("addr:housenumber", id.to_string())];
        let tags = tags.iter().map(|(key, value)| (*key, value.as_str())).collect();
        Element::Node(Node { id, point, tags })
    };
    let way = |id: i64| {
        let tags = [("highway", "residential"), ("name", "улица Мира")];
        Element::Way(Way {
            id,
            nodes: (10 * id + 1..10 * id + 15).collect(),
            tags: tags.into_iter().collect(),
        })
    };
    let elements: Vec<Element> = (1..9_000).map(node).chain((1..880).map(way)).collect();
    let path = folder.path("whole.osm.pbf");
    write_pbf(&path, &elements).unwrap();
    vec![std::fs::read(path).unwrap()]
}

#[test]
fn damaged_extracts_are_read_or_refused() {
    let folder = Folder::new();
    let extracts = extracts(&folder);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = move |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % end as u64) as usize
    };
    let (mut taken, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for round in 0..DAMAGED {
        let mut bytes = extracts[round % extracts.len()].clone();
        let at = below(bytes.len());
        let page = at..(at + PAGE).min(bytes.len());
        match round % 6 {
            0 => bytes.truncate(at),
            1 => bytes[page].fill(0),
            2 => bytes[page].iter_mut().for_each(|byte| *byte = below(256) as u8),
            3 => drop(bytes.drain(page)),
            4 => {
                let copy = bytes[page].to_vec();
                let to = below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => (0..=below(16)).for_each(|_| {
                let at = below(bytes.len());
                bytes[at] ^= 1 << below(8);
            }),
        }
        let path = folder.file(&bytes);
        let began = Instant::now();
        match read(&path) {
            Ok(_) => taken += 1,
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().contains("cannot digest"), "round {round}: {error}");
            }
        }
        slowest = slowest.max(began.elapsed());
    }
    eprintln!("{DAMAGED} damaged extracts: {taken} read, {refused} refused, slowest {slowest:?}");
    assert!(refused * 10 > DAMAGED * 9, "damage goes unseen: {taken} read");
}
