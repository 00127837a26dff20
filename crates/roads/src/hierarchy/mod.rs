//! A customizable contraction hierarchy: fastest drives without searching the whole map.
//!
//! Nodes come numbered by importance ([`edges_by_importance`], nested dissection by inertial flow). [`Frame`] adds the
//! shortcuts that any weights could need; [`customise`] weighs them and drops those that no fastest drive uses; a
//! [`Climb`] walks from a node up to the top of the hierarchy, some hundred nodes; where a climb from the start and one
//! from the goal meet, the fastest drive is found. The frame depends on the roads only, so new weights (a closure, a
//! rush hour, another vehicle) cost one customisation. What the nodes are does not matter here: in a road network they
//! are lanes.
//!
//! Method: Dibbelt, Strasser, Wagner, *Customizable Contraction Hierarchies*, 2016.

mod amend;
mod arc;
mod climb;
mod contraction;
mod customise;
mod frame;
mod half;
mod ledger;
mod order;
mod overlay;
mod packed_weights;
mod parallel_parts;
mod unpack;

pub(crate) use arc::Arc;
pub(crate) use climb::{Climb, Meeting, Start, meeting};
pub(crate) use contraction::Hierarchy;
pub(crate) use ledger::Ledger;
pub(crate) use order::edges_by_importance;

#[cfg(test)]
mod tests;
