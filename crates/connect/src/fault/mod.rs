//! What is said when input is refused (a rejection) or taken with a remark (a notice), in English and Russian.

mod cell;
mod file;
mod findings;
mod remark;

pub use cell::CellFault;
pub use file::FileFault;
pub use findings::{Coded, Findings, TOLD_MAX};
pub use remark::Remark;
