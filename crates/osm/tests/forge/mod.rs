//! Helpers that make PBF files part by part, so that any one part can be wrong, and `refused`, which asserts the
//! error. No test is here.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "each test binary uses its part"
)]

use super::small_world::{Folder, read};
use flate2::{Compression, write::ZlibEncoder};
use karavan_osm::OsmError;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{
    DenseNodes, HeaderBlock, Node, PrimitiveBlock, PrimitiveGroup, Relation, StringTable, Way,
};
use protobuf::{EnumOrUnknown, Message, MessageField};
use std::io::Write;

pub(crate) fn frame(kind: &str, declared: i32, blob: &[u8]) -> Vec<u8> {
    let mut header = BlobHeader::new();
    header.set_type(kind.to_owned());
    header.set_datasize(declared);
    let header = header.write_to_bytes().unwrap();
    [&(header.len() as u32).to_be_bytes()[..], &header, blob].concat()
}

pub(crate) fn framed(kind: &str, blob: &Blob) -> Vec<u8> {
    let blob = blob.write_to_bytes().unwrap();
    frame(kind, blob.len() as i32, &blob)
}

pub(crate) fn raw(contents: Vec<u8>) -> Blob {
    let mut blob = Blob::new();
    blob.set_raw(contents);
    blob
}

pub(crate) fn zlib(contents: &[u8], declared: i32) -> Blob {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(contents).unwrap();
    let mut blob = Blob::new();
    blob.set_zlib_data(encoder.finish().unwrap());
    blob.set_raw_size(declared);
    blob
}

pub(crate) fn header(features: &[&str]) -> Vec<u8> {
    let mut header = HeaderBlock::new();
    header.required_features = features.iter().map(|&feature| feature.to_owned()).collect();
    framed("OSMHeader", &raw(header.write_to_bytes().unwrap()))
}

pub(crate) fn with_data(blob: &Blob) -> Vec<u8> {
    [header(&["OsmSchema-V0.6", "DenseNodes"]), framed("OSMData", blob)].concat()
}

/// A file of one block with the texts "", "a", "b" and whatever `fill` puts into its group.
pub(crate) fn block(fill: impl FnOnce(&mut PrimitiveBlock, &mut PrimitiveGroup)) -> Vec<u8> {
    let mut block = PrimitiveBlock::new();
    let s = vec![vec![], b"a".to_vec(), b"b".to_vec()];
    block.stringtable = MessageField::some(StringTable {
        s,
        ..Default::default()
    });
    let mut group = PrimitiveGroup::new();
    fill(&mut block, &mut group);
    block.primitivegroup.push(group);
    with_data(&raw(block.write_to_bytes().unwrap()))
}

pub(crate) fn node(id: i64, lat: i64, lon: i64) -> Node {
    let mut node = Node::new();
    node.set_id(id);
    node.set_lat(lat);
    node.set_lon(lon);
    node
}

pub(crate) fn way(keys: Vec<u32>, vals: Vec<u32>, refs: Vec<i64>) -> Way {
    let mut way = Way {
        keys,
        vals,
        refs,
        ..Default::default()
    };
    way.set_id(1);
    way
}

pub(crate) fn relation(memids: Vec<i64>, roles_sid: Vec<i32>, types: Vec<i32>) -> Relation {
    let types = types.into_iter().map(EnumOrUnknown::<MemberType>::from_i32).collect();
    let mut relation = Relation {
        memids,
        roles_sid,
        types,
        ..Default::default()
    };
    relation.set_id(1);
    relation
}

pub(crate) fn dense(id: Vec<i64>, lat: Vec<i64>, lon: Vec<i64>, keys_vals: Vec<i32>) -> MessageField<DenseNodes> {
    MessageField::some(DenseNodes {
        id,
        lat,
        lon,
        keys_vals,
        ..Default::default()
    })
}

#[track_caller]
pub(crate) fn refused(file: &[u8], expected: &str) -> OsmError {
    let folder = Folder::new();
    let path = folder.file(file);
    let error = read(&path).expect_err(expected);
    let text = error.to_string();
    assert!(text.contains(expected), "expected {expected:?} in {text:?}");
    assert!(text.contains("test.osm.pbf"), "the file is named in {text:?}");
    error
}
