//! Tests on the real extracts in the folder that `KARAVAN_DATA` names, else skipped: each is read whole, and what is
//! written from it reads the same.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use karavan_osm::{Element, Extract, Kinds, write_pbf};
use std::path::PathBuf;
use std::time::Instant;

fn real_extracts() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("KARAVAN_DATA") else {
        eprintln!("SKIPPED: set KARAVAN_DATA to a folder of .osm.pbf files to run this test");
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.to_string_lossy().ends_with(".osm.pbf"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "KARAVAN_DATA holds no .osm.pbf file");
    paths
}

fn elements(extract: &Extract) -> Vec<Element> {
    let mut elements = Vec::new();
    extract
        .each(Kinds::ALL, &mut |element| elements.push(element.clone()))
        .unwrap();
    elements
}

#[test]
fn real_extracts_are_read_whole_and_written_back_the_same() {
    for path in real_extracts() {
        let began = Instant::now();
        let extract = Extract::open(&path).unwrap();
        let mut counts = [0; 3];
        let mut count = |element: &Element| match element {
            Element::Node(_) => counts[0] += 1,
            Element::Way(_) => counts[1] += 1,
            Element::Relation(_) => counts[2] += 1,
        };
        extract.each(Kinds::ALL, &mut count).unwrap();
        let all = began.elapsed();
        let mut ways = 0;
        let began = Instant::now();
        extract.each(Kinds::WAYS, &mut |_| ways += 1).unwrap();
        eprintln!(
            "{}: nodes, ways, relations {counts:?} in {all:?}, ways again in {:?}",
            path.display(),
            began.elapsed()
        );
        assert_eq!(ways, counts[1]);
        assert!(counts[0] > 0 && counts[1] > 0);

        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.osm.pbf");
        let first = elements(&extract);
        write_pbf(&copy, &first).unwrap();
        assert!(
            elements(&Extract::open(&copy).unwrap()) == first,
            "{} changes by a round trip",
            path.display()
        );
    }
}
