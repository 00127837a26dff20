//! `Piece` and `Item`: the types of what an address is made of (a word, a number, a kind, the mark of a house, a
//! region, a comma and so on). They are cut from tokens in `pieces.rs`.

use crate::read::kind::KindSet;

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A word of a name.
    Word(String),
    /// A single letter: an initial.
    Initial(char),
    /// A number, with a letter glued to it if there is one (`3б`).
    Number {
        /// Digits and letter.
        text: String,
        /// `5-й`, `вторая`: never a house.
        is_ordinal: bool,
    },
    /// A kind of street.
    Kind(KindSet),
    /// A mark and the house number that it announces.
    House {
        /// Where the number is, in tokens.
        number: usize,
        /// Владение rather than дом.
        is_plot: bool,
    },
    /// The mark of a corpus that stands for the whole number, «корпус 1144», «литера А», with its letter.
    Part,
    /// A mark of a settlement; its name follows.
    Settlement,
    /// A region or a district of a town, by its name.
    Region(String),
    /// Parts the text.
    Comma,
    /// Begins words in brackets.
    Open,
    /// Ends them.
    Close,
}

/// A piece and the tokens it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What it is.
    pub item: Item,
    /// Its first token.
    pub at: usize,
}
