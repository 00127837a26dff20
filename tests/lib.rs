//! The end-to-end harness: starts the real binary on port 0 with a clean environment.
