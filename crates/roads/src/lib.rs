//! Roads as a graph: snapping, hierarchy, matrices, paths.
