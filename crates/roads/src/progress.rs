//! `Progress` and `RoadStage`: which stage of building a road network runs, and what fraction of it is done. Only the
//! types; `build/` reports them.

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadStage {
    /// Reading the ways a car may use.
    ReadingWays,
    /// Reading where their nodes are, and what bars them.
    ReadingNodes,
    /// Cutting ways at junctions and keeping what can be reached and left.
    Joining,
    /// Ordering junctions by importance: the long stage.
    Ordering,
    /// Building the hierarchy and the index of places.
    Indexing,
}

/// One report of progress.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: RoadStage,
    /// How much of this stage is done, 0 to 1.
    pub fraction: f32,
}

impl Progress {
    pub(crate) const fn begin(stage: RoadStage) -> Self {
        Self { stage, fraction: 0.0 }
    }
}
