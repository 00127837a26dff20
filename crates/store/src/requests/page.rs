//! `Page`: a part of a list of requests or submissions, with the cursor where the rest begins.

/// Part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the rest begins; `None` at the end.
    pub next: Option<i64>,
    /// How many rows of this part are damaged and left out.
    pub unreadable: u64,
}
