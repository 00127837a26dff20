//! Tests of data blocks that break what the reader library takes on trust (texts, lengths, sums, positions, memory):
//! they are refused with a text that names the fault. The layers around the blocks are in `hostile_framing.rs`.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "tests")]

mod forge;
mod small_world;

use forge::{block, dense, node, raw, refused, relation, way, with_data, zlib};
use karavan_osm::OsmError;
use osmpbfreader::osmformat::{PrimitiveBlock, PrimitiveGroup};
use small_world::{Folder, read};

#[test]
fn the_cases_here_would_be_read_if_nothing_were_wrong_with_them() {
    let folder = Folder::new();
    let file = block(|_, group| {
        group.nodes.push(node(1, 1, 1));
        group.dense = dense(vec![2, 1], vec![1, 1], vec![1, 1], vec![1, 2, 0, 0]);
        group.ways.push(way(vec![1], vec![2], vec![2, 1]));
        group.relations.push(relation(vec![1, 1], vec![1, 0], vec![0, 1]));
    });
    assert_eq!(read(&folder.file(&file)).unwrap().len(), 5);
}

#[test]
fn texts_out_of_the_table_are_refused() {
    refused(
        &block(|_, group| group.ways.push(way(vec![3], vec![1], vec![]))),
        "not in the block's table",
    );
    refused(
        &block(|_, group| group.ways.push(way(vec![1], vec![u32::MAX], vec![]))),
        "not in the block's table",
    );
    let in_dense = |texts| block(move |_, group| group.dense = dense(vec![1], vec![1], vec![1], texts));
    refused(&in_dense(vec![1, 3, 0]), "not in the block's table");
    refused(&in_dense(vec![-1, 1, 0]), "not in the block's table");
    refused(
        &block(|_, group| group.relations.push(relation(vec![1], vec![-7], vec![0]))),
        "not in the block's table",
    );
}

#[test]
fn arrays_that_belong_together_have_one_length() {
    refused(
        &block(|_, group| group.ways.push(way(vec![1, 2], vec![1], vec![]))),
        "more keys than values",
    );
    refused(
        &block(|_, group| group.dense = dense(vec![1, 1], vec![1], vec![1, 1], vec![])),
        "more ids than positions",
    );
    refused(
        &block(|_, group| group.dense = dense(vec![1], vec![1], vec![1], vec![1])),
        "key without a value",
    );
    refused(
        &block(|_, group| group.dense = dense(vec![1], vec![1], vec![1], vec![0, 1, 2, 0])),
        "belong to no node",
    );
    refused(
        &block(|_, group| group.relations.push(relation(vec![1], vec![], vec![0]))),
        "lack a role or a kind",
    );
    refused(
        &block(|_, group| group.relations.push(relation(vec![1], vec![0], vec![9]))),
        "member of an unknown kind",
    );
}

#[test]
fn sums_that_overflow_are_refused() {
    refused(
        &block(|_, group| group.ways.push(way(vec![], vec![], vec![i64::MAX, 1]))),
        "overflow",
    );
    refused(
        &block(|_, group| {
            let overflowing = relation(vec![i64::MIN, -1], vec![0; 2], vec![0; 2]);
            group.relations.push(overflowing);
        }),
        "overflow",
    );
    let ids = block(|_, group| group.dense = dense(vec![i64::MAX, 1], vec![0; 2], vec![0; 2], vec![]));
    refused(&ids, "overflow");
}

#[test]
fn positions_are_on_the_globe_whatever_the_grid_says() {
    refused(
        &block(|_, group| group.nodes.push(node(1, 900_000_001, 0))),
        "not on the globe",
    );
    refused(
        &block(|_, group| group.nodes.push(node(1, 0, i64::MAX))),
        "not on the globe",
    );
    refused(
        &block(|_, group| group.dense = dense(vec![1], vec![0], vec![1_800_000_001], vec![])),
        "not on the globe",
    );
    let offset = |block: &mut PrimitiveBlock, group: &mut PrimitiveGroup| {
        block.set_lat_offset(i64::MAX);
        group.nodes.push(node(1, 1, 0));
    };
    refused(&block(offset), "not on the globe");
    for granularity in [0, -100, i32::MIN] {
        let file = block(|block, group| {
            block.set_granularity(granularity);
            group.nodes.push(node(1, 1, 1));
        });
        refused(&file, "coordinate grid");
    }
}

#[test]
fn texts_that_are_not_text_are_refused() {
    let invalid = block(|block, group| {
        block.stringtable.mut_or_insert_default().s.push(vec![0xff, 0xfe]);
        group.nodes.push(node(1, 1, 1));
    });
    refused(&invalid, "not UTF-8");
}

#[test]
fn a_small_block_cannot_ask_for_much_memory() {
    // Two bytes, "a field 2 of length 0", are an empty group of about 200 bytes: 10 MiB would become 2 GiB.
    let groups = [0x12, 0].repeat(5 << 20);
    assert!(matches!(
        refused(&with_data(&zlib(&groups, 10 << 20)), "bytes of memory"),
        OsmError::OverLimit { .. }
    ));
    // Each of 4 million unknown fields would be an entry in the parser's table of unknown fields.
    let unknown: Vec<u8> = (0..1 << 22)
        .flat_map(|number: u32| [0xf8, 0x80 | (number >> 14) as u8, 0x80 | (number >> 7) as u8, 0x01, 0])
        .collect();
    refused(&with_data(&zlib(&unknown, unknown.len() as i32)), "memory");
    // One text of 4 KiB, used 200,000 times with two bytes each, would be 800 MiB of roles.
    let roles = block(|block, group| {
        block.stringtable.mut_or_insert_default().s.push(vec![b'x'; 4096]);
        group
            .relations
            .push(relation(vec![0; 200_000], vec![3; 200_000], vec![0; 200_000]));
    });
    refused(&roles, "elements would take more than");
    let long = block(|block, group| {
        block.stringtable.mut_or_insert_default().s.push(vec![b'x'; 4097]);
        group.ways.push(way(vec![3], vec![1], vec![]));
    });
    refused(&long, "text of more than 4096 bytes");
    // The library sorts tags by insertion, which takes hours for a million.
    refused(
        &block(|_, group| group.ways.push(way(vec![1; 5000], vec![2; 5000], vec![]))),
        "more than 4096 tags",
    );
}

#[test]
fn nesting_has_a_bottom() {
    // Groups inside groups inside groups: field 2 of field 2 is no message, so nothing follows it down.
    let nested = (0..10_000).fold(Vec::new(), |inner: Vec<u8>, _| {
        let mut length = inner.len();
        let mut outer = vec![0x12];
        while length > 0x7f {
            outer.push(length as u8 | 0x80);
            length >>= 7;
        }
        outer.push(length as u8);
        outer.extend(inner);
        outer
    });
    refused(&with_data(&raw(nested)), "cannot be understood");
}
