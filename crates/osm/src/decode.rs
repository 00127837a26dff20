//! `decode`: an unpacked block to elements of the wanted kinds, through `osmpbfreader`, after the checks of
//! `soundness.rs`; a panic of the library becomes an error.

use crate::fault::Fault;
use crate::soundness;
use crate::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
use karavan_model::Point;
use osmpbfreader::osmformat::PrimitiveBlock;
use osmpbfreader::{OsmId, groups};
use protobuf::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The elements of the wanted kinds, in file order.
///
/// # Errors
/// The block is damaged or passes a limit.
pub(crate) fn decode(block: &[u8], kinds: Kinds) -> Result<Vec<Element>, Fault> {
    // The checks should leave nothing to panic about in the two libraries. Should they leave something after all, one
    // bad file must not take down a server; no state outlives the closure, so unwinding is sound.
    catch_unwind(AssertUnwindSafe(|| checked(block, kinds)))
        .unwrap_or_else(|_| Err(Fault::damaged("a block that the reader cannot digest")))
}

fn checked(block: &[u8], kinds: Kinds) -> Result<Vec<Element>, Fault> {
    let block = PrimitiveBlock::parse_from_bytes(block)
        .map_err(|error| Fault::damaged(format!("a block that cannot be understood ({error})")))?;
    soundness::check(&block)?;
    let mut elements = Vec::new();
    for group in &block.primitivegroup {
        if kinds.nodes {
            elements.extend(groups::nodes(group, &block).map(node));
        }
        if kinds.ways {
            elements.extend(groups::ways(group, &block).map(way));
        }
        if kinds.relations {
            elements.extend(groups::relations(group, &block).map(relation));
        }
    }
    Ok(elements)
}

fn node(node: osmpbfreader::Node) -> Element {
    // Divided from the whole number, so that 0.1 µ° on the grid gives the double nearest to it.
    let degrees = |decimicro: i32| f64::from(decimicro) / 1e7;
    let point = Point {
        lon: degrees(node.decimicro_lon),
        lat: degrees(node.decimicro_lat),
    };
    Element::Node(Node {
        id: node.id.0,
        point,
        tags: tags(node.tags),
    })
}

fn way(way: osmpbfreader::Way) -> Element {
    let nodes = way.nodes.iter().map(|id| id.0).collect();
    Element::Way(Way {
        id: way.id.0,
        nodes,
        tags: tags(way.tags),
    })
}

fn relation(relation: osmpbfreader::Relation) -> Element {
    let member = |member: osmpbfreader::Ref| {
        let (kind, id) = match member.member {
            OsmId::Node(id) => (MemberKind::Node, id.0),
            OsmId::Way(id) => (MemberKind::Way, id.0),
            OsmId::Relation(id) => (MemberKind::Relation, id.0),
        };
        Member {
            kind,
            id,
            role: member.role.as_str().into(),
        }
    };
    let members = relation.refs.into_iter().map(member).collect();
    Element::Relation(Relation {
        id: relation.id.0,
        members,
        tags: tags(relation.tags),
    })
}

fn tags(tags: osmpbfreader::Tags) -> Tags {
    tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
}
