//! No function is longer than 80 lines from its signature to its closing brace. Those that are stand in the list
//! `LONGER`, with their lines; functions inside macros are not seen.

use std::fs;

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, ItemFn, Signature, TraitItemFn};

use super::{assert_none, shown, sources};

/// Lines of a function. Lower it when the longest gets shorter.
const LINES_MAX: usize = 80;

/// Functions that are longer, each with its lines: they may get no longer. Most are tables of words or scripts of
/// tests.
const LONGER: &[(&str, &str, usize)] = &[
    (
        "crates/api/src/tests/a_day.rs",
        "a_day_goes_from_the_hotline_to_the_door",
        132,
    ),
    (
        "crates/api/src/tests/declared_calls.rs",
        "every_operation_answers_as_declared",
        119,
    ),
    ("crates/connect/src/fault/cell.rs", "from", 95),
    ("crates/connect/src/fault/file.rs", "from", 100),
    (
        "crates/formats/tests/instances/vroom/faults.rs",
        "contradictions_are_told",
        87,
    ),
    ("crates/geocode/tests/second_truth/ways.rs", "said", 92),
    ("crates/geocode/tests/city_and_village.rs", "world", 116),
    ("crates/roads/src/tests/world.rs", "random_grid", 94),
    ("crates/solver/src/penalised/local_search/pair_moves.rs", "tails", 85),
    (
        "crates/store/tests/log/changed.rs",
        "every_change_of_one_byte_is_found_with_its_place",
        92,
    ),
    ("crates/store/tests/sweep/kinds.rs", "act", 191),
    (
        "tests/damage.rs",
        "a_damaged_row_is_left_out_of_lists_and_told_and_named_when_asked_for",
        95,
    ),
    (
        "tests/full_disk.rs",
        "a_full_disk_refuses_writes_in_words_and_takes_them_again_when_there_is_room",
        91,
    ),
    ("tests/log.rs", "plant", 96),
];

/// Functions of a file, each with its lines; those inside macros are not seen.
#[derive(Default)]
struct Functions(Vec<(String, usize)>);

impl Functions {
    /// From the word `fn` to the brace that closes.
    fn see(&mut self, signature: &Signature, body: &Block) {
        let (begins, ends): (Span, Span) = (signature.fn_token.span, body.brace_token.span.close());
        let lines = ends.end().line + 1 - begins.start().line;
        self.0.push((signature.ident.to_string(), lines));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.see(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.see(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.see(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

fn functions(text: &str) -> Vec<(String, usize)> {
    let mut functions = Functions::default();
    functions.visit_file(&syn::parse_file(text).unwrap());
    functions.0
}

#[test]
fn no_function_is_too_long() {
    let mut found = Vec::new();
    for path in sources(&[".rs"]) {
        let long = functions(&fs::read_to_string(&path).unwrap()).into_iter();
        let long = long.filter(|(_, lines)| *lines > LINES_MAX);
        found.extend(long.map(|(name, lines)| (shown(&path), name, lines)));
    }
    let known = |(path, name, _): &&(String, String, usize)| {
        LONGER
            .iter()
            .find(|(file, function, _)| file == path && function == name)
            .map_or(LINES_MAX, |one| one.2)
    };
    let grown = found.iter().filter(|one| one.2 > known(one));
    let mut faults: Vec<String> = grown
        .map(|(path, name, lines)| format!("{path}: {name} has {lines} lines"))
        .collect();
    let is_found =
        |(file, function, _): &&(&str, &str, usize)| found.iter().any(|one| one.0 == *file && one.1 == *function);
    let gone = LONGER.iter().filter(|one| !is_found(one));
    faults.extend(gone.map(|(file, function, _)| format!("{file}: {function} is short now: take it off the list")));
    assert_none(&faults);
}

#[test]
fn lines_are_counted_from_the_signature_to_the_brace() {
    let text = "/// Said.\n#[must_use]\nfn one() {\n}\n\
        impl X {\n  async fn two(\n    a: u8,\n  ) {\n  }\n}\n\
        trait T { fn three(); fn four() {} }\nmod m { fn five() { fn six() {\n} } }";
    let told: Vec<(String, usize)> = functions(text);
    let told: Vec<(&str, usize)> = told.iter().map(|(name, lines)| (name.as_str(), *lines)).collect();
    assert_eq!(told, [("one", 2), ("two", 4), ("four", 1), ("five", 2), ("six", 2)]);
}
