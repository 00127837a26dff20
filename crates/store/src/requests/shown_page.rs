//! `ShownPage`: a page of a search whose hits are judged one by one, by what of each the caller is shown. Rows are read
//! in parts of `PART`, whatever size of page is asked for, and in `PARTS_MAX` of them at most.

use super::page::Page;

/// So many rows are read at once.
pub(super) const PART: u64 = 500;

/// So many parts are read for one page. What is beyond them is told by the next page, which goes on there.
const PARTS_MAX: u32 = 20;

/// What was found so far.
#[derive(Debug)]
pub(super) struct ShownPage<T> {
    wanted: usize,
    parts: u32,
    found: Vec<T>,
    unreadable: u64,
    next: Option<i64>,
}

impl<T> ShownPage<T> {
    /// A page of so many hits at most.
    pub(super) fn of(limit: u64) -> Self {
        Self {
            wanted: usize::try_from(limit).unwrap_or(usize::MAX),
            parts: 0,
            found: Vec::new(),
            unreadable: 0,
            next: None,
        }
    }

    /// Takes the hits among a part. Answers where the next part begins; `None` when the page is done.
    pub(super) fn take(&mut self, part: Page<T>, is_hit: impl Fn(&T) -> bool) -> Option<i64> {
        self.parts += 1;
        self.unreadable += part.unreadable;
        self.found.extend(part.items.into_iter().filter(is_hit));
        self.next = part.next;
        // One more than wanted tells that there is more, by a hit that is shown.
        let is_done = self.found.len() > self.wanted || self.parts >= PARTS_MAX;
        self.next.filter(|_| !is_done)
    }

    /// The page. It ends at a hit that is shown, so that its end does not tell of others; only where so many rows were
    /// in vain that reading stopped does it end at the last of these.
    pub(super) fn done(mut self, number: impl Fn(&T) -> i64) -> Page<T> {
        let is_more = self.found.len() > self.wanted;
        self.found.truncate(self.wanted);
        Page {
            next: match is_more {
                true => self.found.last().map(number),
                false => self.next,
            },
            items: self.found,
            unreadable: self.unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PART, ShownPage};
    use crate::requests::Page;

    /// A page of so many hits among the rows `1..=rows`; also how many rows and parts were read for it.
    fn search(rows: i64, after: i64, limit: u64, is_hit: fn(&i64) -> bool) -> (Page<i64>, i64, u32) {
        let (mut shown, mut next, mut parts) = (ShownPage::of(limit), Some(after), 0);
        let mut read = after;
        while let Some(after) = next {
            let last = rows.min(after + PART.cast_signed());
            let part = Page {
                items: (after + 1..=last).collect(),
                next: (last < rows).then_some(last),
                unreadable: 0,
            };
            next = shown.take(part, is_hit);
            (read, parts) = (last, parts + 1);
        }
        (shown.done(|number| *number), read - after, parts)
    }

    #[test]
    fn a_page_is_read_in_parts_of_one_size_whatever_is_asked_for() {
        for limit in [1, 7, 200] {
            let (page, read, parts) = search(1_900, 0, limit, |_| false);
            assert_eq!((page.items.len(), page.next), (0, None));
            assert_eq!((read, parts), (1_900, 4), "{limit}");
        }
        let (page, read, _) = search(100_000, 0, 2, |number| number % 10 == 0);
        assert_eq!((page.items, page.next), (vec![10, 20], Some(20)));
        assert_eq!(read, 500);
    }

    #[test]
    fn so_many_rows_are_read_at_most_and_the_next_page_goes_on_there() {
        let only = |number: &i64| *number == 10_001;
        let (first, read, parts) = search(1_000_000, 0, 1, only);
        assert_eq!((first.items.len(), first.next), (0, Some(10_000)));
        assert_eq!((read, parts), (10_000, 20));
        let (second, read, _) = search(1_000_000, 10_000, 1, only);
        assert_eq!((second.items, second.next), (vec![10_001], Some(20_000)));
        assert_eq!(read, 10_000);
    }
}
