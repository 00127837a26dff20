//! What an address says, before any map is asked: `lexer` makes tokens, `phones`, `times` and `door` take out what is
//! no place, `pieces` finds names, kinds and marks, `reading` lists the ways to read them; `parse` takes the likeliest.

pub(crate) mod door;
pub(crate) mod edit_distance;
pub(crate) mod fold;
pub(crate) mod house_starts;
pub(crate) mod keyboard;
pub(crate) mod kind;
pub(crate) mod label;
pub(crate) mod lexer;
pub(crate) mod marks;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod number_marks;
pub(crate) mod number_parts;
pub(crate) mod parse;
pub(crate) mod phones;
pub(crate) mod phrases;
pub(crate) mod piece;
pub(crate) mod pieces;
pub(crate) mod reading;
pub(crate) mod region_name;
pub(crate) mod same_number;
pub(crate) mod skips;
pub(crate) mod times;
pub(crate) mod word_forms;
