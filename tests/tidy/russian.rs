//! Russian string literals stand only in the files listed here: a crate's texts for people, beside their English, or
//! vocabulary that it reads.
//!
//! Checked are string literals in `crates/*/src`. Tests, comments, docs and attributes (examples of the contract,
//! help of the command line) may contain any language.

use std::fs;
use std::iter::Peekable;
use std::path::PathBuf;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{assert_none, shown, sources};

/// What the Russian of a file is for.
enum Purpose {
    /// A person reads it; the same text stands beside it in English.
    Texts,
    /// We read it in addresses, tables or notes, or write it into synthetic ones.
    Vocabulary,
}
use Purpose::{Texts, Vocabulary};

/// The files and folders that may speak Russian: one place for texts in each crate.
const FILES: &[(&str, Purpose)] = &[
    ("crates/api/src/access/weak_password.rs", Vocabulary),
    ("crates/api/src/texts/", Texts),
    ("crates/city/src/", Vocabulary),
    ("crates/connect/src/fault/", Texts),
    ("crates/connect/src/phone.rs", Vocabulary),
    ("crates/connect/src/table/", Vocabulary),
    ("crates/dispatch/src/messages.rs", Texts),
    ("crates/dispatch/src/messages/", Texts),
    ("crates/geocode/src/ask/building.rs", Vocabulary),
    ("crates/geocode/src/ask/given_names.rs", Vocabulary),
    ("crates/geocode/src/read/", Vocabulary),
    ("crates/intake/src/texts.rs", Texts),
    ("crates/intake/src/words.rs", Vocabulary),
    ("crates/model/src/visitors.rs", Vocabulary),
    ("crates/service/src/texts.rs", Texts),
    ("crates/store/src/text_search.rs", Vocabulary),
];

/// What a file says in Russian, and which modules in files of their own it declares for tests only.
#[derive(Default)]
struct Scan {
    /// String literals with Cyrillic letters, each with its line, except in attributes and in code for tests.
    russian: Vec<(usize, String)>,
    test_modules: Vec<String>,
}

impl Scan {
    fn of(text: &str) -> Self {
        let mut scan = Self::default();
        scan.read(text.parse().unwrap());
        scan
    }

    fn read(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    if is_for_tests(&mut tokens) {
                        self.test_modules.extend(skip_item(&mut tokens));
                    }
                }
                TokenTree::Group(group) => self.read(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    if text.ends_with(['"', '#']) && text.chars().any(is_cyrillic) {
                        self.russian.push((literal.span().start().line, text));
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4ff}')
}

/// Takes the attribute after `#`, and says whether it is `cfg(test)`.
fn is_for_tests(tokens: &mut Peekable<IntoIter>) -> bool {
    tokens.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!'));
    let attribute =
        tokens.next_if(|token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket));
    attribute.is_some_and(|attribute| attribute.to_string().split_whitespace().collect::<String>() == "[cfg(test)]")
}

/// Passes an item, up to its semicolon or its braces; answers its name when it is a module in a file of its own.
fn skip_item(tokens: &mut Peekable<IntoIter>) -> Option<String> {
    let (mut last, mut module) = (String::new(), None);
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => return module,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return None,
            TokenTree::Ident(name) => {
                module = module.or_else(|| (last == "mod").then(|| name.to_string()));
                last = name.to_string();
            }
            _ => {}
        }
    }
    None
}

/// The folder of the modules that a file declares.
fn modules_of(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap();
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        name => format!("{folder}/{}", name.trim_end_matches(".rs")),
    }
}

#[test]
fn russian_stands_where_it_is_expected() {
    let read = |path: PathBuf| (shown(&path), Scan::of(&fs::read_to_string(&path).unwrap()));
    let of_crates = sources(&[".rs"]).into_iter().filter(|path| {
        let name = shown(path);
        name.starts_with("crates/") && name.contains("/src/")
    });
    let scans: Vec<(String, Scan)> = of_crates.map(read).collect();
    let for_tests: Vec<String> = scans
        .iter()
        .flat_map(|(file, scan)| {
            scan.test_modules
                .iter()
                .map(|name| format!("{}/{name}", modules_of(file)))
        })
        .collect();
    let is_for_tests = |file: &str| {
        let inside = for_tests.iter().filter_map(|module| file.strip_prefix(module.as_str()));
        inside.into_iter().any(|rest| rest == ".rs" || rest.starts_with('/'))
    };
    let mut faults = Vec::new();
    let mut used = vec![false; FILES.len()];
    for (file, scan) in scans.iter().filter(|(file, _)| !is_for_tests(file)) {
        let Some((line, text)) = scan.russian.first() else {
            continue;
        };
        let is_place = |place: &str| file == place || (place.ends_with('/') && file.starts_with(place));
        match FILES.iter().position(|(place, _)| is_place(place)) {
            Some(at) => used[at] = true,
            None => faults.push(format!(
                "{file}:{line}: {text}: Russian for people stands in the texts of its crate ({} here)",
                scan.russian.len()
            )),
        }
    }
    let stale = FILES.iter().zip(used).filter(|(_, is_used)| !is_used);
    faults.extend(stale.map(|((file, _), _)| format!("{file} says no Russian any more: take it off the list")));
    assert_none(&faults);
}

#[test]
fn tests_attributes_and_comments_may_say_anything() {
    let text = r##"
        //! Заголовок
        /// Жилой дом
        #[schema(example = "Садовая 3")]
        const ONE: &str = "дом";
        const LETTER: char = 'ё';
        fn two() { println!("{}", json!({"a": r#"улица"#})); }
        #[cfg(test)]
        pub(crate) mod apart;
        #[cfg(test)]
        #[allow(dead_code)]
        mod tests { const THREE: &str = "двор"; }
        #[cfg(not(test))]
        const FOUR: &str = "сад";
    "##;
    let scan = Scan::of(text);
    assert_eq!(scan.test_modules, ["apart"]);
    let found: Vec<&str> = scan.russian.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(found, ["\"дом\"", "r#\"улица\"#", "\"сад\""]);
}
