//! Tests of files with malicious outer parts: other file types, impossible sizes, unknown kinds and features, zlib
//! bombs, other compressions are refused with a text that names it; 100,000 empty blocks are an empty map. What is
//! inside blocks is in `hostile_blocks.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod forge;
mod small_world;

use forge::{block, frame, framed, header, node, raw, refused, with_data, zlib};
use karavan_osm::{Extract, Kinds, OsmError, limits};
use osmpbfreader::fileformat::Blob;
use small_world::{Folder, read};

#[test]
fn other_files_are_told_apart_by_what_they_are() {
    for (start, said) in [
        (&b""[..], "empty"),
        (b"<?xml version='1.0'?><osm></osm>", "XML"),
        (b"\xef\xbb\xbf<osm/>", "XML"),
        (b"id;address\n1;x\n", "not a PBF"),
        (b"PK\x03\x04rest of a zip", "zip"),
        (b"\x1f\x8brest of a gzip", "gzip"),
        (b"BZh91AY", "bzip2"),
    ] {
        assert!(matches!(refused(start, said), OsmError::NotAnExtract { .. }));
    }
    refused(&[0; 100], "kind");
    refused(&[0, 0, 0], "ends in the middle");
}

#[test]
fn a_directory_and_a_missing_file_are_refused() {
    let folder = Folder::new();
    let error = Extract::open(folder.path("x").parent().unwrap()).unwrap_err();
    assert!(error.to_string().contains("directory"), "{error}");
    assert!(matches!(
        Extract::open(&folder.path("nowhere")).unwrap_err(),
        OsmError::Io { .. }
    ));
}

#[test]
fn impossible_sizes_are_refused_before_anything_is_set_aside_for_them() {
    let sound = header(&[]);
    refused(
        &[&sound[..], &u32::MAX.to_be_bytes()].concat(),
        "header of 4294967295 bytes",
    );
    refused(
        &[&sound[..], &frame("OSMData", -1, &[])].concat(),
        "impossible size (-1 bytes)",
    );
    refused(
        &[&sound[..], &frame("OSMData", i32::MAX, &[])].concat(),
        "impossible size (2147483647 bytes)",
    );
    refused(
        &[&sound[..], &frame("OSMData", 32 << 20, &[1, 2, 3])].concat(),
        "ends in the middle",
    );
}

#[test]
fn the_header_comes_first_and_blocks_have_known_kinds() {
    refused(&framed("OSMData", &raw(vec![])), "without a file header");
    let odd = [header(&[]), framed("Fancy", &raw(vec![]))].concat();
    assert!(matches!(
        refused(&odd, "unknown kind \"Fancy\""),
        OsmError::Unsupported { .. }
    ));
}

#[test]
fn features_that_change_the_meaning_are_refused_with_the_mend() {
    refused(
        &header(&["OsmSchema-V0.6", "HistoricalInformation"]),
        "osmium time-filter",
    );
    refused(&header(&["Bananas"]), "unknown feature \"Bananas\"");
}

#[test]
fn a_zlib_bomb_stops_at_what_it_promised() {
    // 30 MiB of zeros in 30 KiB, said to be 1,000 bytes.
    refused(&with_data(&zlib(&vec![0; 30 << 20], 1000)), "promises 1000 bytes");
    let error = refused(
        &with_data(&zlib(&[], (limits::BLOCK_BYTES_MAX + 1) as i32)),
        "more than 33554432 bytes",
    );
    assert!(matches!(error, OsmError::OverLimit { .. }));
    refused(&with_data(&zlib(&[], -5)), "more than 33554432 bytes");
    refused(&with_data(&zlib(&[], 5)), "promises 5 bytes");
}

#[test]
fn other_compressions_are_named_and_the_mend_told() {
    let mut lzma = Blob::new();
    lzma.set_lzma_data(vec![1, 2, 3]);
    assert!(matches!(
        refused(&with_data(&lzma), "compressed with lzma"),
        OsmError::Unsupported { .. }
    ));
    // Field 7 is zstd in newer versions of the format; the tag byte is 7 << 3 | 2.
    let zstd = frame("OSMData", 3, &[0x3a, 1, 0]);
    refused(&[header(&[]), zstd].concat(), "compressed with zstd");
    refused(&with_data(&Blob::new()), "without a body");
    let mut two = raw(vec![]);
    two.special_fields.mut_unknown_fields().add_length_delimited(6, vec![0]);
    refused(&with_data(&two), "two bodies");
}

#[test]
fn a_hundred_thousand_empty_blocks_are_just_an_empty_map() {
    let empty = block(|_, _| {});
    let one = &empty[header(&["OsmSchema-V0.6", "DenseNodes"]).len()..];
    let file = [header(&[]), one.repeat(100_000)].concat();
    let folder = Folder::new();
    assert_eq!(read(&folder.file(&file)).unwrap(), []);
}

#[test]
fn damage_in_the_middle_comes_after_what_is_before_it() {
    let folder = Folder::new();
    let sound = block(|_, group| group.nodes.push(node(1, 1, 1)));
    let damaged = framed("OSMData", &raw(vec![0xff]));
    let path = folder.file(&[&sound[..], &damaged].concat());
    let extract = Extract::open(&path).expect("the framing is sound");
    let mut seen = 0;
    let error = extract.each(Kinds::ALL, &mut |_| seen += 1).unwrap_err();
    assert_eq!(seen, 1);
    let OsmError::Damaged { offset, .. } = error else {
        panic!("{error}")
    };
    assert!(
        offset as usize > sound.len(),
        "the damage is placed in the second block"
    );
}
