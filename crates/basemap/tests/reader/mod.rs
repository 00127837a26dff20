//! `read`: a second, independent reader of vector tiles for tests, strict about what the format demands of geometry.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test binary uses its part"
)]

use std::collections::BTreeMap;

/// What is on a tile, by layer.
pub(crate) type Tile = BTreeMap<String, Vec<Feature>>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Feature {
    pub(crate) shape: Shape,
    pub(crate) properties: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Flag(bool),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Points(Vec<(i64, i64)>),
    Lines(Vec<Vec<(i64, i64)>>),
    /// Rings with their doubled area as the format signs it: outlines positive, holes negative.
    Rings(Vec<(i64, Vec<(i64, i64)>)>),
}

impl Feature {
    pub(crate) fn text(&self, key: &str) -> &str {
        match self.properties.get(key) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    pub(crate) fn corners(&self) -> Vec<(i64, i64)> {
        match &self.shape {
            Shape::Points(points) => points.clone(),
            Shape::Lines(lines) => lines.concat(),
            Shape::Rings(rings) => rings.iter().flat_map(|(_, ring)| ring.clone()).collect(),
        }
    }
}

pub(crate) fn read(tile: &[u8]) -> Tile {
    let mut layers = Tile::new();
    for (number, field) in fields(tile) {
        assert_eq!(number, 3, "a tile holds only layers");
        let (name, features) = layer(field.bytes());
        assert!(!features.is_empty(), "an empty layer {name}");
        assert!(layers.insert(name, features).is_none(), "a layer twice");
    }
    layers
}

fn layer(bytes: &[u8]) -> (String, Vec<Feature>) {
    let (mut name, mut keys, mut values, mut raw, mut extent, mut version) = (None, vec![], vec![], vec![], 0, 0);
    for (number, field) in fields(bytes) {
        match number {
            1 => name = Some(text(field.bytes())),
            2 => raw.push(field.bytes()),
            3 => keys.push(text(field.bytes())),
            4 => values.push(value(field.bytes())),
            5 => extent = field.number(),
            15 => version = field.number(),
            other => panic!("field {other} in a layer"),
        }
    }
    assert_eq!((extent, version), (4096, 2));
    (
        name.unwrap(),
        raw.iter().map(|bytes| feature(bytes, &keys, &values)).collect(),
    )
}

fn value(bytes: &[u8]) -> Value {
    match fields(bytes).as_slice() {
        [(1, field)] => Value::Text(text(field.bytes())),
        [(7, field)] => Value::Flag(field.number() == 1),
        other => panic!("a value of {other:?}"),
    }
}

fn feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let (mut tags, mut kind, mut commands) = (vec![], 0, vec![]);
    for (number, field) in fields(bytes) {
        match number {
            2 => tags = numbers(field.bytes()),
            3 => kind = field.number(),
            4 => commands = numbers(field.bytes()),
            other => panic!("field {other} in a feature"),
        }
    }
    let properties = tags
        .chunks(2)
        .map(|pair| (keys[pair[0] as usize].clone(), values[pair[1] as usize].clone()));
    Feature {
        shape: shape(kind, &commands),
        properties: properties.collect(),
    }
}

/// Follows the commands as the format prescribes them for each kind of geometry.
fn shape(kind: u64, commands: &[u64]) -> Shape {
    let mut rest = commands.iter();
    let mut at = (0, 0);
    let mut parts = Vec::new();
    while let Some(&command) = rest.next() {
        let (verb, count) = (command & 7, command >> 3);
        match verb {
            7 => {
                assert_eq!((kind, count), (3, 1), "only rings are closed, each once");
                continue;
            }
            1 if kind == 1 => assert!(count >= 1),
            1 => assert_eq!(count, 1, "a line begins once"),
            2 => assert!(count >= kind - 1 && kind > 1, "{count} more corners in kind {kind}"),
            other => panic!("command {other}"),
        }
        if verb == 1 {
            parts.push(Vec::new());
        }
        for _ in 0..count {
            let mut step = || zigzag(*rest.next().unwrap());
            let next = (at.0 + step(), at.1 + step());
            assert!(verb == 1 || next != at, "a corner twice");
            at = next;
            parts.last_mut().unwrap().push(at);
        }
    }
    match kind {
        1 => Shape::Points(parts.concat()),
        2 => Shape::Lines(parts),
        3 => {
            let closed = commands.iter().filter(|&&command| command == 15).count();
            assert!(closed >= parts.len(), "an unclosed ring");
            let rings: Vec<_> = parts.into_iter().map(|ring| (double_area(&ring), ring)).collect();
            assert!(rings[0].0 > 0, "the first ring is an outline");
            assert!(rings[1..].iter().all(|(area, _)| *area < 0), "the others are holes");
            Shape::Rings(rings)
        }
        other => panic!("geometry kind {other}"),
    }
}

pub(crate) fn double_area(ring: &[(i64, i64)]) -> i64 {
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[derive(Debug)]
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    fn bytes(&self) -> &'a [u8] {
        let Field::Bytes(bytes) = self else {
            panic!("{self:?} instead of bytes")
        };
        bytes
    }

    fn number(&self) -> u64 {
        let Field::Number(number) = self else {
            panic!("{self:?} instead of a number")
        };
        *number
    }
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            2 => {
                let length = varint(&mut bytes) as usize;
                let (field, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(field)
            }
            other => panic!("wire type {other}"),
        };
        fields.push((key >> 3, field));
    }
    fields
}

/// How long the number is that the bytes begin with.
fn skipped(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let length = skipped(bytes);
    let number = bytes[..length]
        .iter()
        .rev()
        .fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f));
    *bytes = &bytes[length..];
    number
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
