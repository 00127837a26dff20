//! `leave_out` makes queries leave their region out, as a mistake would (`LeftOut`: one table and verb, or all);
//! `asked` notes which queries ran; `UNNOTICED` lists those whose mistake the test on SQLite does not notice.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What forgets its region.
#[derive(Clone, Copy)]
pub(crate) enum LeftOut {
    None,
    One(&'static str, &'static str),
    All,
}

thread_local! {
    // A test and all its tasks run on one thread.
    static LEFT_OUT: Cell<LeftOut> = const { Cell::new(LeftOut::None) };
    static ASKED: RefCell<BTreeSet<(&'static str, &'static str)>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether this query of a table is to forget its region.
pub(crate) fn asked(verb: &'static str, table: &'static str) -> bool {
    ASKED.with_borrow_mut(|asked| asked.insert((verb, table)));
    match LEFT_OUT.get() {
        LeftOut::None => false,
        LeftOut::One(one, of) => (one, of) == (verb, table),
        LeftOut::All => true,
    }
}

pub(crate) fn leave_out(what: LeftOut) {
    LEFT_OUT.set(what);
}

/// Every kind of query of every table so far.
pub(crate) fn all_asked() -> Vec<(&'static str, &'static str)> {
    ASKED.with_borrow(|asked| asked.iter().copied().collect())
}

/// Queries of which the scenario does not depend on the answer of another region: rows of the same name are alike in
/// both, or are not asked for. On PostgreSQL the wall holds them all.
pub(super) const UNNOTICED: [(&str, &str); 10] = [
    ("find", "draft_versions"),
    ("find", "person_keys"),
    ("find", "persons"),
    ("find", "phone_clocks"),
    ("find", "receipt_days"),
    ("find", "region_keys"),
    ("find", "run_orders"),
    ("find", "shifts"),
    ("update", "second_steps"),
    ("update", "submissions"),
];
