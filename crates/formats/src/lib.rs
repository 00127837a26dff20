//! Published instance formats, read into problems, and their own ways to write an answer: Solomon, Li & Lim, VRPLIB,
//! VROOM's JSON and the synthetic city's.
//!
//! [`PublishedInstance::read`] guesses the [`Format`] from the text when none is named. This crate does not depend on
//! the solver.

mod amount;
mod byte_order_mark;
pub mod city;
mod decimal;
pub mod fault;
pub mod instance;
mod json;
pub mod lilim;
mod named;
pub mod published;
mod scale;
pub mod solomon;
pub mod vroom;
pub mod vrplib;
mod whole;

pub use fault::{FormatError, TextFault};
pub use instance::Instance;
pub use published::{Format, PublishedInstance};
pub use scale::Convention;
