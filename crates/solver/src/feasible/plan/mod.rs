//! A plan of workers, always allowed, and what is known of its parts.

pub(crate) mod cargo;
pub(crate) mod draft;
pub(crate) mod segment;
pub(crate) mod splice;
pub(crate) mod tour;
pub(crate) mod walk;
