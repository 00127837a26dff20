//! Doors to other systems: tables, GPX.
