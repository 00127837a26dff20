//! `check`: what `osmpbfreader` takes on trust, checked for one parsed block.
//!
//! Its iterators index the string table, add up differences and multiply coordinates without a check, and stop short in
//! silence when two arrays differ in length. [`check`] refuses blocks in which that would happen; the message of each
//! fault says what is ruled out.

use crate::Element;
use crate::fault::Fault;
use crate::limits::{BLOCK_MEMORY_MAX, Budget, TAGS_MAX, TEXT_BYTES_MAX};
use osmpbfreader::osmformat::{DenseNodes, Node, PrimitiveBlock, Relation, Way};

/// What a tag or role takes besides its text: a `Box<str>` each, in a list that may be half empty.
const TEXT_OVERHEAD_BYTES: usize = 2 * size_of::<Box<str>>();

/// Checks a whole block.
///
/// # Errors
/// The first broken promise.
pub(crate) fn check(block: &PrimitiveBlock) -> Result<(), Fault> {
    let mut check = Check::of(block)?;
    for group in &block.primitivegroup {
        group.nodes.iter().try_for_each(|node| check.node(node))?;
        group.dense.iter().try_for_each(|dense| check.dense(dense))?;
        group.ways.iter().try_for_each(|way| check.way(way))?;
        group
            .relations
            .iter()
            .try_for_each(|relation| check.relation(relation))?;
    }
    Ok(())
}

struct Check<'a> {
    strings: &'a [Vec<u8>],
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
    budget: Budget,
}

impl<'a> Check<'a> {
    fn of(block: &'a PrimitiveBlock) -> Result<Self, Fault> {
        let strings = block.stringtable.s.as_slice();
        if strings.iter().any(|text| std::str::from_utf8(text).is_err()) {
            return Err(Fault::damaged("a text that is not UTF-8"));
        }
        let granularity = i64::from(block.granularity());
        if granularity <= 0 {
            return Err(Fault::damaged(format!(
                "a coordinate grid of {granularity} nanodegrees"
            )));
        }
        let (lat_offset, lon_offset) = (block.lat_offset(), block.lon_offset());
        Ok(Self {
            strings,
            granularity,
            lat_offset,
            lon_offset,
            budget: Budget::new(),
        })
    }

    fn node(&mut self, node: &Node) -> Result<(), Fault> {
        self.element()?;
        self.position(node.lat(), node.lon())?;
        self.tags(&node.keys, &node.vals)
    }

    fn dense(&mut self, dense: &DenseNodes) -> Result<(), Fault> {
        if dense.id.len() != dense.lat.len() || dense.id.len() != dense.lon.len() {
            return Err(Fault::damaged("nodes with more ids than positions, or fewer"));
        }
        let (mut id, mut lat, mut lon) = (Sum::default(), Sum::default(), Sum::default());
        let mut texts = dense.keys_vals.iter();
        for ((&id_step, &lat_step), &lon_step) in dense.id.iter().zip(&dense.lat).zip(&dense.lon) {
            id.add(id_step)?;
            self.position(lat.add(lat_step)?, lon.add(lon_step)?)?;
            self.element()?;
            let mut tags = 0;
            while let Some(&key) = texts.next().filter(|&&key| key != 0) {
                let value = texts.next().ok_or_else(|| Fault::damaged("a key without a value"))?;
                self.text(key.into())?;
                self.text((*value).into())?;
                tags += 1;
                few_tags(tags)?;
            }
        }
        if texts.next().is_some() {
            return Err(Fault::damaged("tags that belong to no node"));
        }
        Ok(())
    }

    fn way(&mut self, way: &Way) -> Result<(), Fault> {
        self.element()?;
        let mut id = Sum::default();
        for &step in &way.refs {
            id.add(step)?;
        }
        self.spend(size_of_val(way.refs.as_slice()))?;
        self.tags(&way.keys, &way.vals)
    }

    fn relation(&mut self, relation: &Relation) -> Result<(), Fault> {
        self.element()?;
        let members = relation.memids.len();
        if members != relation.types.len() || members != relation.roles_sid.len() {
            return Err(Fault::damaged("a relation whose members lack a role or a kind"));
        }
        if relation.types.iter().any(|kind| kind.enum_value().is_err()) {
            return Err(Fault::damaged("a relation with a member of an unknown kind"));
        }
        let mut id = Sum::default();
        for (&step, &role) in relation.memids.iter().zip(&relation.roles_sid) {
            id.add(step)?;
            self.spend(size_of::<i64>())?;
            self.text(role.into())?;
        }
        self.tags(&relation.keys, &relation.vals)
    }

    fn tags(&mut self, keys: &[u32], values: &[u32]) -> Result<(), Fault> {
        if keys.len() != values.len() {
            return Err(Fault::damaged("an element with more keys than values, or fewer"));
        }
        few_tags(keys.len())?;
        keys.iter().chain(values).try_for_each(|&index| self.text(index.into()))
    }

    /// A text is in the table and of bearable length. Two bytes of a file name it, so every use is counted anew.
    fn text(&mut self, index: i64) -> Result<(), Fault> {
        let text = usize::try_from(index).ok().and_then(|index| self.strings.get(index));
        let text = text.ok_or_else(|| Fault::damaged("a text that is not in the block's table"))?;
        if text.len() > TEXT_BYTES_MAX {
            return Err(Fault::OverLimit(format!("a text of more than {TEXT_BYTES_MAX} bytes")));
        }
        self.spend(TEXT_OVERHEAD_BYTES + text.len())
    }

    fn element(&mut self) -> Result<(), Fault> {
        self.spend(2 * size_of::<Element>())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        self.budget.spend(bytes).ok_or_else(|| {
            Fault::OverLimit(format!(
                "a block whose elements would take more than {BLOCK_MEMORY_MAX} bytes of memory"
            ))
        })
    }

    fn position(&self, lat: i64, lon: i64) -> Result<(), Fault> {
        let on_globe = |steps: i64, offset: i64, nanodegrees_max: u64| {
            let nanodegrees = steps
                .checked_mul(self.granularity)
                .and_then(|product| product.checked_add(offset));
            nanodegrees.is_some_and(|nanodegrees| nanodegrees.unsigned_abs() <= nanodegrees_max)
        };
        if on_globe(lat, self.lat_offset, 90_000_000_000) && on_globe(lon, self.lon_offset, 180_000_000_000) {
            Ok(())
        } else {
            Err(Fault::damaged("a node that is not on the globe"))
        }
    }
}

fn few_tags(count: usize) -> Result<(), Fault> {
    if count > TAGS_MAX {
        return Err(Fault::OverLimit(format!("an element with more than {TAGS_MAX} tags")));
    }
    Ok(())
}

/// A running sum of differences.
#[derive(Default)]
struct Sum(i64);

impl Sum {
    fn add(&mut self, step: i64) -> Result<i64, Fault> {
        self.0 = self
            .0
            .checked_add(step)
            .ok_or_else(|| Fault::damaged("ids or positions that overflow"))?;
        Ok(self.0)
    }
}
