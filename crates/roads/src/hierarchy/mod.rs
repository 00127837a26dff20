//! A customizable contraction hierarchy: fastest drives without searching the whole map.
//!
//! Nodes come numbered by importance ([`edges_by_importance`], nested dissection by inertial flow). [`Frame`] adds the
//! shortcuts that any weights could need; [`customise`] weighs them and drops those that no fastest drive uses; an
//! [`UpwardSearch`] walks from a node up to the top of the hierarchy, some hundred nodes; where one from the start and
//! one from the goal meet, the fastest drive is found. The frame depends on the roads only, so new weights (a closure,
//! a rush hour, another vehicle) cost one customisation. What the nodes are does not matter here: in a road network
//! they are lanes.
//!
//! Method: Dibbelt, Strasser, Wagner, *Customizable Contraction Hierarchies*, 2016.

mod amend;
mod arc;
mod customise;
mod frame;
mod order;
mod overlay;
mod packed_weights;
mod parallel_parts;
mod saved_customisation;
mod search_graph;
mod unpack;
mod upward_search;
mod weighed_hierarchy;

pub(crate) use arc::Arc;
pub(crate) use order::edges_by_importance;
pub(crate) use saved_customisation::SavedCustomisation;
pub(crate) use upward_search::{Meeting, Start, UpwardSearch, meeting};
pub(crate) use weighed_hierarchy::Hierarchy;

#[cfg(test)]
mod tests;
