//! Tests a small file that is cut at each byte (refused, unless between blocks) or has a byte changed: compressed, the
//! same map or an error comes out; uncompressed, any elements or an error, without a panic of the libraries.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "tests")]

mod forge;
mod small_world;

use forge::{framed, raw};
use karavan_osm::{Element, OsmError, write_pbf};
use small_world::{Folder, crossing, read};

/// The crossing as a file: a header and three blocks, one per kind of element.
fn sound(folder: &Folder) -> Vec<u8> {
    let path = folder.path("sound.osm.pbf");
    write_pbf(&path, &crossing()).unwrap();
    std::fs::read(path).unwrap()
}

/// Where each block ends. The tests read the framing by themselves: 4 bytes of length, a header, a body whose size is
/// the header's last field.
fn block_ends(file: &[u8]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while at < file.len() {
        let header = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let header = &file[at + 4..at + 4 + header];
        let kind_length = header[1] as usize;
        let size = &header[2 + kind_length + 1..];
        let size = size
            .iter()
            .rev()
            .fold(0_usize, |size, byte| size << 7 | usize::from(byte & 0x7f));
        at += 4 + header.len() + size;
        ends.push(at);
    }
    assert_eq!((at, ends.len()), (file.len(), 4), "a header and three blocks");
    ends
}

#[test]
fn a_file_cut_anywhere_is_refused_unless_it_is_cut_between_blocks() {
    let folder = Folder::new();
    let sound = sound(&folder);
    let ends = block_ends(&sound);
    for length in 0..sound.len() {
        let outcome = read(&folder.file(&sound[..length]));
        // Nothing in the format tells how many blocks a file should have, so a cut between two cannot be seen.
        if let Some(blocks) = ends.iter().position(|&end| end == length) {
            let whole = [0, 3, 5][blocks];
            assert_eq!(outcome.unwrap(), crossing()[..whole], "cut to {length} bytes");
        } else {
            let error = outcome.expect_err(&format!("cut to {length} bytes"));
            assert!(
                matches!(error, OsmError::Damaged { .. } | OsmError::NotAnExtract { .. }),
                "{error}"
            );
        }
    }
}

#[test]
fn a_changed_byte_is_noticed_or_harmless_wherever_it_is() {
    let folder = Folder::new();
    let sound = sound(&folder);
    let mut refused = 0;
    for position in 0..sound.len() {
        for change in [1 << (position % 8), 0xff] {
            let mut hurt = sound.clone();
            hurt[position] ^= change;
            match read(&folder.file(&hurt)) {
                Ok(elements) => assert_eq!(elements, crossing(), "byte {position} changed by {change:#x}"),
                Err(error) => {
                    refused += 1;
                    assert!(
                        !error.to_string().contains("cannot digest"),
                        "byte {position} by {change:#x}: {error}"
                    );
                }
            }
        }
    }
    // Nearly everything is under a checksum or is the framing itself.
    assert!(
        refused > sound.len() * 3 / 2,
        "{refused} of {} changes were noticed",
        sound.len() * 2
    );
}

/// Blocks that were not compressed have no checksum, so what a changed byte does is for the checks alone to judge: any
/// elements or an error, but the libraries behind the guard must not panic (the second wall would tell of it).
#[test]
fn a_changed_byte_in_an_uncompressed_block_never_gets_past_the_checks() {
    let folder = Folder::new();
    let blocks = raw_blocks(&folder);
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut read_whole, mut refused) = (0, 0);
    for round in 0..2_000 {
        let mut hurt = blocks.clone();
        for _ in 0..=round % 3 {
            let block = 1 + random(3);
            let position = random(hurt[block].len());
            hurt[block][position] = random(256) as u8;
        }
        match read(&folder.file(&raw_file(&hurt))) {
            Ok(elements) => {
                read_whole += 1;
                for element in elements {
                    if let Element::Node(node) = element {
                        assert!(node.point.is_valid());
                    }
                }
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().contains("cannot digest"), "round {round}: {error}");
            }
        }
    }
    assert!(
        read_whole > 150 && refused > 150,
        "{read_whole} read, {refused} refused: both ways are tried"
    );
}

/// The four blocks of the crossing, unpacked.
fn raw_blocks(folder: &Folder) -> Vec<Vec<u8>> {
    let sound = sound(folder);
    let mut begin = 0;
    let mut blocks = Vec::new();
    for end in block_ends(&sound) {
        // The body is the last thing in a block, and zlib knows where it ends; it begins with the bytes 0x78 0x9c.
        let zlib = sound[begin..end]
            .windows(2)
            .position(|pair| pair == [0x78, 0x9c])
            .unwrap();
        let mut block = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::ZlibDecoder::new(&sound[begin + zlib..end]),
            &mut block,
        )
        .unwrap();
        blocks.push(block);
        begin = end;
    }
    blocks
}

/// A file of uncompressed blocks.
fn raw_file(blocks: &[Vec<u8>]) -> Vec<u8> {
    let kinds = ["OSMHeader", "OSMData", "OSMData", "OSMData"];
    kinds
        .iter()
        .zip(blocks)
        .flat_map(|(kind, block)| framed(kind, &raw(block.clone())))
        .collect()
}
