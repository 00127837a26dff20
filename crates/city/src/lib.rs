//! Synthetic cities, written as real map extracts and tables.
