//! `block`: elements of one kind as one block of a PBF file: a table of texts, ids and positions as differences on the
//! format's `grid`. Points off the globe, and texts and lists of tags past the reader's limits, are refused.

use crate::limits::{TAGS_MAX, TEXT_BYTES_MAX};
use crate::{Element, MemberKind, Node, Relation, Tags, Way};
use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{self, DenseNodes, PrimitiveBlock, PrimitiveGroup};
use protobuf::MessageField;
use std::collections::HashMap;

/// Hundreds of nanodegrees, the format's usual grid and the precision of the OSM database: about 1 cm.
pub(crate) fn grid(degrees: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees on the globe are far inside i64 on this grid"
    )]
    let steps = (degrees * 1e7).round() as i64;
    steps
}

/// A block of the given elements, which are all of one kind.
///
/// # Errors
/// The element that cannot be written, and why.
pub(crate) fn block(elements: &[&Element]) -> Result<PrimitiveBlock, (String, String)> {
    let mut texts = Texts::default();
    let mut group = PrimitiveGroup::new();
    let mut dense = DenseBuilder::default();
    for element in elements {
        match element {
            Element::Node(node) => dense
                .push(node, &mut texts)
                .map_err(|what| (format!("node {}", node.id), what))?,
            Element::Way(way) => {
                let written = self::way(way, &mut texts).map_err(|what| (format!("way {}", way.id), what))?;
                group.ways.push(written);
            }
            Element::Relation(relation) => {
                let written = self::relation(relation, &mut texts);
                group
                    .relations
                    .push(written.map_err(|what| (format!("relation {}", relation.id), what))?);
            }
        }
    }
    if !dense.nodes.id.is_empty() {
        group.dense = MessageField::some(dense.nodes);
    }
    let mut block = PrimitiveBlock::new();
    block.stringtable = MessageField::some(osmformat::StringTable {
        s: texts.table,
        ..Default::default()
    });
    block.primitivegroup.push(group);
    Ok(block)
}

/// The table of texts of a block; row 0 is empty by the format's rule.
struct Texts<'a> {
    table: Vec<Vec<u8>>,
    rows: HashMap<&'a str, i32>,
}

impl Default for Texts<'_> {
    fn default() -> Self {
        Self {
            table: vec![Vec::new()],
            rows: HashMap::new(),
        }
    }
}

impl<'a> Texts<'a> {
    fn row(&mut self, text: &'a str) -> Result<i32, String> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(format!(
                "a text of {} bytes; at most {TEXT_BYTES_MAX} are read back",
                text.len()
            ));
        }
        if let Some(&row) = self.rows.get(text) {
            return Ok(row);
        }
        let row = i32::try_from(self.table.len()).map_err(|_| "too many texts in one block".to_owned())?;
        self.table.push(text.as_bytes().to_vec());
        self.rows.insert(text, row);
        Ok(row)
    }

    fn tags(&mut self, tags: &'a Tags) -> Result<Vec<(i32, i32)>, String> {
        let count = tags.iter().len();
        if count > TAGS_MAX {
            return Err(format!("{count} tags; at most {TAGS_MAX} are read back"));
        }
        tags.iter()
            .map(|(key, value)| Ok((self.row(key)?, self.row(value)?)))
            .collect()
    }

    fn key_and_value_columns(&mut self, tags: &'a Tags) -> Result<(Vec<u32>, Vec<u32>), String> {
        Ok(self
            .tags(tags)?
            .into_iter()
            .map(|(key, value)| (key.cast_unsigned(), value.cast_unsigned()))
            .unzip())
    }
}

/// The last value, to write the difference to the next.
#[derive(Default)]
struct Last(i64);

impl Last {
    fn step_to(&mut self, next: i64) -> Result<i64, String> {
        let step = next.checked_sub(self.0).ok_or_else(|| "ids too far apart".to_owned())?;
        self.0 = next;
        Ok(step)
    }
}

#[derive(Default)]
struct DenseBuilder {
    nodes: DenseNodes,
    id: Last,
    lat: Last,
    lon: Last,
}

impl DenseBuilder {
    fn push<'a>(&mut self, node: &'a Node, texts: &mut Texts<'a>) -> Result<(), String> {
        if !node.point.is_valid() {
            return Err("its point is not on the globe".to_owned());
        }
        self.nodes.id.push(self.id.step_to(node.id)?);
        self.nodes.lat.push(self.lat.step_to(grid(node.point.lat))?);
        self.nodes.lon.push(self.lon.step_to(grid(node.point.lon))?);
        for (key, value) in texts.tags(&node.tags)? {
            self.nodes.keys_vals.extend([key, value]);
        }
        self.nodes.keys_vals.push(0);
        Ok(())
    }
}

fn way<'a>(way: &'a Way, texts: &mut Texts<'a>) -> Result<osmformat::Way, String> {
    let mut written = osmformat::Way::new();
    written.set_id(way.id);
    (written.keys, written.vals) = texts.key_and_value_columns(&way.tags)?;
    let mut last = Last::default();
    written.refs = way.nodes.iter().map(|&id| last.step_to(id)).collect::<Result<_, _>>()?;
    Ok(written)
}

fn relation<'a>(relation: &'a Relation, texts: &mut Texts<'a>) -> Result<osmformat::Relation, String> {
    let mut written = osmformat::Relation::new();
    written.set_id(relation.id);
    (written.keys, written.vals) = texts.key_and_value_columns(&relation.tags)?;
    let mut last = Last::default();
    for member in &relation.members {
        let kind = match member.kind {
            MemberKind::Node => MemberType::NODE,
            MemberKind::Way => MemberType::WAY,
            MemberKind::Relation => MemberType::RELATION,
        };
        written.types.push(kind.into());
        written.memids.push(last.step_to(member.id)?);
        written.roles_sid.push(texts.row(&member.role)?);
    }
    Ok(written)
}
