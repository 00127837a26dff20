//! Tests of the reader, from framing to elements, on 20,000 mutated files in memory (ten million in an ignored test):
//! elements or an error, no panic, and memory within the stated bound where the system tells it.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use crate::fault::Fault;
use crate::framing::data_blocks;
use crate::limits::{BLOCK_BYTES_MAX, BLOCK_MEMORY_MAX};
use crate::unpack::unpack;
use crate::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way, write_pbf};
use karavan_model::Point;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use protobuf::Message;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// A street, a crossing and a restriction, as a file.
fn sound() -> Vec<u8> {
    let tags = |pairs: &[(&str, &str)]| -> Tags { pairs.iter().copied().collect() };
    let mut elements: Vec<Element> = (1..40)
        .map(|id| {
            let point = Point {
                lon: 37.5 + id as f64 * 1e-4,
                lat: 55.75,
            };
            let tags = tags(if id % 5 == 0 {
                &[("barrier", "gate"), ("access", "private")]
            } else {
                &[]
            });
            Element::Node(Node { id, point, tags })
        })
        .collect();
    for id in 1..6 {
        elements.push(Element::Way(Way {
            id,
            nodes: (id..id + 20).collect(),
            tags: tags(&[("highway", "residential"), ("name", "улица Мира")]),
        }));
    }
    let member = |kind, id, role: &str| Member {
        kind,
        id,
        role: role.into(),
    };
    elements.push(Element::Relation(Relation {
        id: 1,
        members: vec![member(MemberKind::Way, 1, "from"), member(MemberKind::Node, 7, "via")],
        tags: tags(&[("type", "restriction")]),
    }));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound.osm.pbf");
    write_pbf(&path, &elements).unwrap();
    std::fs::read(path).unwrap()
}

/// Everything that stands between a file and its elements.
fn guarded(file: &[u8]) -> Result<Vec<Element>, Fault> {
    let blocks = data_blocks(&mut Cursor::new(file), file.len() as u64).map_err(|(fault, _)| fault)?;
    let mut elements = Vec::new();
    for block in blocks {
        let stored = &file[block.offset as usize..][..block.length as usize];
        elements.extend(block.decode(stored, Kinds::ALL)?);
    }
    Ok(elements)
}

fn framed(kind: &str, contents: Vec<u8>) -> Vec<u8> {
    let mut blob = Blob::new();
    blob.set_raw(contents);
    let blob = blob.write_to_bytes().unwrap();
    let mut header = BlobHeader::new();
    header.set_type(kind.to_owned());
    header.set_datasize(blob.len() as i32);
    let header = header.write_to_bytes().unwrap();
    [&(header.len() as u32).to_be_bytes()[..], &header, &blob].concat()
}

/// The same file with its blocks stored as they are, without checksums: the header, and the contents of each block.
fn uncompressed(file: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let blocks = data_blocks(&mut Cursor::new(file), file.len() as u64).unwrap();
    // The first data block begins with the length of its header, 4 bytes, and that header.
    let start = (0..blocks[0].offset as usize)
        .rev()
        .find(|&at| {
            let length = file[at..].first_chunk().map(|&length| u32::from_be_bytes(length));
            length.is_some_and(|length| at + 4 + length as usize == blocks[0].offset as usize)
        })
        .unwrap();
    let contents = |block: &crate::framing::Block| {
        let stored = &file[block.offset as usize..][..block.length as usize];
        unpack(stored, BLOCK_BYTES_MAX).unwrap().into_owned()
    };
    (file[..start].to_vec(), blocks.iter().map(contents).collect())
}

/// Chance that is the same everywhere (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn hurt(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            let (at, end) = (self.below(bytes.len()), self.below(bytes.len()));
            let range = at.min(end)..at.max(end).min(at.min(end) + 24);
            match self.below(20) {
                _ if bytes.is_empty() => return,
                0..8 => bytes[at] ^= 1 << self.below(8),
                8..14 => bytes[at] = self.below(256) as u8,
                14 => bytes.truncate(at.max(1)),
                15 => drop(bytes.drain(range)),
                16 => {
                    let copy = bytes[range].to_vec();
                    bytes.splice(at..at, copy);
                }
                // The longest number there is, and one that is too long.
                17 => drop(bytes.splice(at..at, [[0xff; 9].as_slice(), &[1]].concat())),
                18 => drop(bytes.splice(at..=at, [0xff; 12])),
                _ => bytes[range].fill(self.below(3) as u8 * 0x7f),
            }
        }
    }
}

/// The most memory this process has held, in bytes; zero where the system does not tell.
fn peak_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    1024 * kilobytes.unwrap_or(0)
}

fn try_mutated(executions: usize) {
    let sound = sound();
    let (header, blocks) = uncompressed(&sound);
    let whole: Vec<u8> = blocks.iter().fold(header.clone(), |file, block| {
        [file, framed("OSMData", block.clone())].concat()
    });
    assert_eq!(guarded(&whole).unwrap(), guarded(&sound).unwrap());
    let before = peak_bytes();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut taken, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for execution in 0..executions {
        let file = match execution % 8 {
            0 => {
                let mut file = sound.clone();
                chance.hurt(&mut file);
                file
            }
            1 => {
                let mut file = whole.clone();
                chance.hurt(&mut file);
                file
            }
            _ => {
                let mut block = blocks[chance.below(blocks.len())].clone();
                chance.hurt(&mut block);
                [&header[..], &framed("OSMData", block)].concat()
            }
        };
        let began = Instant::now();
        match guarded(&file) {
            Ok(elements) => {
                taken += 1;
                let is_on_the_globe = |element: &Element| match element {
                    Element::Node(node) => node.point.is_valid(),
                    _ => true,
                };
                assert!(elements.iter().all(is_on_the_globe), "execution {execution}");
            }
            Err(fault) => {
                refused += 1;
                let is_panic = matches!(&fault, Fault::Damaged(what) if what.contains("cannot digest"));
                assert!(!is_panic, "execution {execution}: {fault:?}");
            }
        }
        slowest = slowest.max(began.elapsed());
    }
    let grown = peak_bytes() - before;
    eprintln!(
        "{executions} executions: {taken} taken, {refused} refused, slowest {slowest:?}, memory grew by {grown} bytes"
    );
    assert!(
        taken * 30 > executions && refused * 30 > executions,
        "both ways are tried"
    );
    assert!(grown <= 3 * BLOCK_MEMORY_MAX + 2 * BLOCK_BYTES_MAX);
}

#[test]
fn mutated_files_are_read_or_refused() {
    try_mutated(20_000);
}

#[test]
#[ignore = "ten million executions, minutes when optimised: `make soak SOAK=extracts`"]
fn ten_million_mutated_files_are_read_or_refused() {
    try_mutated(10_000_000);
}
