//! The screens, embedded.
