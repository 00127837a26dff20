//! `Code`: the stable codes (`K` and four digits) of refused or remarked input, each with its meaning, as constants
//! and in `ALL`. `docs/errors.md` has a row for each.

/// A stable code and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `K` and four digits; never reused for another meaning.
    pub code: &'static str,
    /// What it means, in one line.
    pub meaning: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $name: Code = Code { code: $code, meaning: $meaning };)*
        /// All of them, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    EMPTY_FILE = "K1001", "The file is empty.";
    NO_ROWS = "K1002", "The file has a header and no rows.";
    NOT_TEXT = "K1003", "The file is not text: a workbook, an archive, a picture or UTF-16 without its mark.";
    FOREIGN_ENCODING = "K1004", "The text is neither UTF-8 nor windows-1251.";
    BROKEN_UTF8 = "K1005", "A file in UTF-8 has a broken byte.";
    OPEN_QUOTE = "K1006", "A quote is opened and never closed, so the rest of the file is one cell.";
    MISSING_COLUMN = "K1007", "A required column is not in the header.";
    REPEATED_COLUMN = "K1008", "Two columns of the header mean the same.";
    TOO_MANY_COLUMNS = "K1011", "The header has more columns than a table may have.";
    TOO_MANY_ROWS = "K1012", "The table has more rows than are taken at once.";
    IGNORED_COLUMN = "K1501", "A column that is not known is not read.";
    BLANK_ROW = "K1502", "A row with nothing in it is skipped.";
    UNREADABLE_PHONE = "K1503", "The telephone number cannot be read; the row is kept.";
    IGNORED_POINT = "K1504", "The coordinates cannot be read; the row is kept and its address is used.";
    OWN_GOODS = "K1505", "A hub hands out goods that only this region knows.";
    NEW_SOURCE = "K1506", "A source is named for the first time; it is kept from now on.";
    MISSING_ID = "K2001", "A row has no id.";
    REPEATED_ID = "K2002", "The id was used by an earlier row.";
    TOO_MANY_CELLS = "K2003", "A row has more cells than the header.";
    MISSING_VALUE = "K2004", "A cell that must be filled is empty.";
    UNKNOWN_GOODS = "K2005", "The word for what is needed is not known, and no hub hands it out.";
    BAD_QUANTITY = "K2006", "A quantity is not a whole number from 1 to 100000.";
    QUANTITY_COUNT = "K2007", "There are neither one nor as many quantities as goods.";
    BAD_TIME = "K2008", "A time of day cannot be read.";
    CLOSED_WINDOW = "K2009", "A window closes before it opens.";
    UNKNOWN_URGENCY = "K2010", "The word for urgency is not known.";
    BAD_YES_NO = "K2011", "A cell that takes yes or no says something else.";
    BAD_DATE = "K2012", "A date cannot be read.";
    BAD_COUNT = "K2013", "A number is not a whole one within its limits.";
    BAD_POINT = "K2014", "The coordinates cannot be read or are not on the globe.";
    UNKNOWN_SHIFT_END = "K2015", "The word for where a shift ends is not known.";
    UNKNOWN_HUB = "K2016", "A request names a hub that is not kept.";
    ALREADY_KEPT = "K2017", "A request with this id is already kept for the day, with other contents.";
    OTHER_DAY = "K2018", "The row is for another day than the one planned.";
    BAD_PEOPLE = "K2019", "A visit asks for other than one or two people.";
    UNKNOWN_VOLUNTEER = "K2020", "A request names a volunteer who is not kept, or a name that several have.";
    LONG_BREAK = "K2021", "A break does not fit into the hours it must lie in.";
    BAD_HOURS = "K2022", "A length of a drive cannot be read, is below a minute or above a day.";
    UNKNOWN_VEHICLE = "K2023", "The word for what a volunteer travels with is not known.";
    LONG_TEXT = "K2024", "A text is longer than its field may be.";
    BAD_ID = "K2025", "An id has characters that ids do not have, or more than 64 of them.";
    TOO_MANY_ITEMS = "K2026", "A list has more items than it may have.";
    NO_SUCH_VEHICLE = "K2027", "A shift names a vehicle that is not kept, or a name that several have.";
    OTHER_VEHICLE = "K2028", "A shift names a vehicle, and says another kind or capacity than the vehicle has.";
    VEHICLE_TAKEN = "K2029", "A vehicle has two shifts at the same time.";
    TWO_OWNERS = "K2030", "A vehicle belongs to a volunteer and to an organisation at once.";
    LONG_CELL = "K2031", "The text of a cell is longer than any cell may be.";
    COUNTED_TWICE = "K2032", "The stock of a hub counts the same goods twice.";
    CLOSED_SOURCE = "K2033", "The source is closed: its requests are not taken.";
    FOREIGN_SOURCE = "K2034", "The key is of another source than the one named.";
    OUTSIDE_REMIT = "K2035", "The request lies outside of what the person who takes it in is bound to.";
    VISITORS_NAMED = "K2036", "A person who is bound to a part of the region says which volunteers may come.";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_code_is_explained_in_the_book_of_errors_and_nothing_else_is() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");
        let book = std::fs::read_to_string(path).unwrap_or_default();
        let told: Vec<&str> = book.lines().filter_map(|line| line.strip_prefix("| K")).collect();
        for one in ALL {
            let row = format!("| {} | {} |", one.code, one.meaning);
            assert!(book.contains(&row), "docs/errors.md lacks: {row}");
        }
        let ours = told.iter().filter(|row| row.starts_with(['1', '2'])).count();
        assert_eq!(
            ours,
            ALL.len(),
            "docs/errors.md tells K1xxx or K2xxx codes that do not exist"
        );
    }

    #[test]
    fn codes_rise_and_none_is_used_twice() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
