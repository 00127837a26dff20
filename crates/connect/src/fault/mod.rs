//! What is told of a table: `FileFault` and `CellFault` become rejections, a `Remark` a notice, with their texts in
//! English and Russian; `Findings` bounds how many are listed.

mod cell;
mod file;
mod findings;
mod remark;

pub use cell::CellFault;
pub use file::FileFault;
pub use findings::{Coded, Findings, TOLD_MAX};
pub use remark::Remark;
