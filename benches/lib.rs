//! Shared worlds for the benchmarks.
