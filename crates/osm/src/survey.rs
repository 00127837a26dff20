//! `survey`: a walk over the protobuf fields of an unpacked block, before it is parsed: what kinds of elements it
//! holds, and whether parsing it would take too much memory.

use crate::Kinds;
use crate::fault::Fault;
use crate::limits::{BLOCK_MEMORY_MAX, Budget};
use crate::wire::{Fields, Value};
use osmpbfreader::osmformat;

/// The messages inside a block; the nesting is finite, so a walk over it is too.
#[derive(Clone, Copy)]
enum Shape {
    Block,
    Strings,
    Group,
    Node,
    Dense,
    Way,
    Relation,
    Info,
    DenseInfo,
    ChangeSet,
}

/// What the parser makes of one length-prefixed field.
enum Part {
    /// An inner message.
    Message(Shape),
    /// An array of numbers.
    Numbers,
    /// A string.
    Text,
    /// Kept aside by the parser as unknown.
    Unknown,
}

/// What an unknown field costs in the parser's table of them: an entry of its hash map.
const UNKNOWN_FIELD_BYTES: usize = 256;

impl Shape {
    const fn part(self, field: u32) -> Part {
        match (self, field) {
            (Self::Block, 1) => Part::Message(Self::Strings),
            (Self::Block, 2) => Part::Message(Self::Group),
            (Self::Strings, 1) => Part::Text,
            (Self::Group, 1) => Part::Message(Self::Node),
            (Self::Group, 2) => Part::Message(Self::Dense),
            (Self::Group, 3) => Part::Message(Self::Way),
            (Self::Group, 4) => Part::Message(Self::Relation),
            (Self::Group, 5) => Part::Message(Self::ChangeSet),
            (Self::Node | Self::Way | Self::Relation, 4) => Part::Message(Self::Info),
            (Self::Dense, 5) => Part::Message(Self::DenseInfo),
            (Self::Node, 2 | 3)
            | (Self::Way, 2 | 3 | 8)
            | (Self::Relation, 2 | 3 | 8..=10)
            | (Self::Dense, 1 | 8..=10)
            | (Self::DenseInfo, 1..=6) => Part::Numbers,
            _ => Part::Unknown,
        }
    }

    /// What the parsed message takes, twice over because the list it lies in grows by doubling.
    const fn bytes(self) -> usize {
        2 * match self {
            Self::Block => size_of::<osmformat::PrimitiveBlock>(),
            Self::Strings => size_of::<osmformat::StringTable>(),
            Self::Group => size_of::<osmformat::PrimitiveGroup>(),
            Self::Node => size_of::<osmformat::Node>(),
            Self::Dense => size_of::<osmformat::DenseNodes>(),
            Self::Way => size_of::<osmformat::Way>(),
            Self::Relation => size_of::<osmformat::Relation>(),
            Self::Info => size_of::<osmformat::Info>(),
            Self::DenseInfo => size_of::<osmformat::DenseInfo>(),
            Self::ChangeSet => size_of::<osmformat::ChangeSet>(),
        }
    }

    /// Whether a plain number is a known field, which has its place in the message already.
    const fn has_number(self, field: u32) -> bool {
        match self {
            Self::Block => matches!(field, 17..=20),
            Self::Info => field <= 6,
            Self::Node => matches!(field, 1 | 8 | 9),
            Self::Way | Self::Relation | Self::ChangeSet => field == 1,
            Self::Strings | Self::Group | Self::Dense | Self::DenseInfo => false,
        }
    }
}

/// Looks over a block.
///
/// # Errors
/// A cut message, or a block that would take more memory than is allowed.
pub(crate) fn survey(block: &[u8]) -> Result<Kinds, Fault> {
    let mut kinds = Kinds {
        nodes: false,
        ways: false,
        relations: false,
    };
    walk(Shape::Block, block, &mut Budget::new(), &mut kinds)?;
    Ok(kinds)
}

fn walk(shape: Shape, message: &[u8], budget: &mut Budget, kinds: &mut Kinds) -> Result<(), Fault> {
    budget.spend(shape.bytes()).ok_or_else(over_budget)?;
    match shape {
        Shape::Node | Shape::Dense => kinds.nodes = true,
        Shape::Way => kinds.ways = true,
        Shape::Relation => kinds.relations = true,
        _ => {}
    }
    for field in Fields::of(message) {
        let (number, value) = field?;
        let cost = match value {
            Value::Number(_) if shape.has_number(number) => 0,
            Value::Number(_) if matches!(shape.part(number), Part::Numbers) => 2 * size_of::<i64>(),
            Value::Number(_) | Value::Fixed => UNKNOWN_FIELD_BYTES,
            Value::Bytes(bytes) => match shape.part(number) {
                Part::Message(inner) => {
                    walk(inner, bytes, budget, kinds)?;
                    0
                }
                // The parser sets aside room for as many numbers as there are bytes.
                Part::Numbers => size_of::<i64>() * bytes.len(),
                Part::Text => 2 * size_of::<Vec<u8>>() + bytes.len(),
                Part::Unknown => UNKNOWN_FIELD_BYTES + bytes.len(),
            },
        };
        budget.spend(cost).ok_or_else(over_budget)?;
    }
    Ok(())
}

fn over_budget() -> Fault {
    Fault::OverLimit(format!(
        "a block that would take more than {BLOCK_MEMORY_MAX} bytes of memory"
    ))
}
