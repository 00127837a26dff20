//! Only `intake` constructs requests, sources, volunteers, shifts, vehicles and hubs, because their rules are there: no
//! other crate writes such a struct literal.
//!
//! Read from the syntax of the files, so that names of other things (`StoredRequest`, a shape of the contract) are told
//! apart. A struct written out with `..` counts too. Tests make what they like; the store reads back what was taken, by
//! serde, and the synthetic city writes rows of tables, so neither needs an exception. What is written inside a macro
//! is not seen.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, ExprStruct, ItemImpl, ItemMod, ItemUse, UseTree};

use super::{EDGES, JOINERS, assert_none, shown, sources_of};

const BORN_IN_INTAKE: &[&str] = &["Request", "Source", "Volunteer", "Shift", "Vehicle", "Hub"];
/// What the model is called where it is named by a path.
const MODEL: &str = "karavan_model";

/// What a file calls the model's things, and where it writes one out.
#[derive(Default)]
struct Births {
    /// Names in this file of things of the model, and of the model itself.
    names: BTreeMap<String, Vec<String>>,
    /// Of what `Self` is, inside an `impl`.
    own: Option<Vec<String>>,
    found: Vec<String>,
}

impl Births {
    fn of(text: &str) -> Vec<String> {
        let syntax = syn::parse_file(text).unwrap();
        let mut births = Self::default();
        births.visit_file(&syntax);
        births.found
    }

    /// A path with what the file imported put in.
    fn whole(&self, path: &syn::Path) -> Vec<String> {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        let (first, rest) = parts.split_first().unwrap();
        let known = match first.as_str() {
            "Self" => self.own.as_ref(),
            name => self.names.get(name),
        };
        known.map_or_else(|| parts.clone(), |known| [known, rest].concat())
    }

    fn import(&mut self, tree: &UseTree, path: &[String]) {
        let named = |name: &str| [path, &[name.to_owned()]].concat();
        match tree {
            UseTree::Path(inner) => self.import(&inner.tree, &named(&inner.ident.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.import(item, path)),
            UseTree::Name(name) if name.ident == "self" => {
                self.names.insert(path.last().unwrap().clone(), path.to_vec());
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.names.insert(name.clone(), named(&name));
            }
            UseTree::Rename(name) if name.ident == "self" => {
                self.names.insert(name.rename.to_string(), path.to_vec());
            }
            UseTree::Rename(name) => {
                let target = named(&name.ident.to_string());
                self.names.insert(name.rename.to_string(), target);
            }
            UseTree::Glob(_) => {
                for thing in BORN_IN_INTAKE {
                    self.names.insert((*thing).to_owned(), named(thing));
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Births {
    fn visit_item_use(&mut self, used: &'ast ItemUse) {
        self.import(&used.tree, &[]);
    }

    fn visit_item_mod(&mut self, inner: &'ast ItemMod) {
        if !is_for_tests(&inner.attrs) {
            visit::visit_item_mod(self, inner);
        }
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        let own = match &*block.self_ty {
            syn::Type::Path(path) => Some(self.whole(&path.path)),
            _ => None,
        };
        let before = std::mem::replace(&mut self.own, own);
        visit::visit_item_impl(self, block);
        self.own = before;
    }

    fn visit_expr_struct(&mut self, written: &'ast ExprStruct) {
        let path = self.whole(&written.path);
        let is_of_model = path.first().is_some_and(|first| first == MODEL);
        let thing = path.last().filter(|last| BORN_IN_INTAKE.contains(&last.as_str()));
        if let Some(thing) = thing.filter(|_| is_of_model) {
            self.found.push(thing.clone());
        }
        visit::visit_expr_struct(self, written);
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |attribute: &Attribute| {
        attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|path| path.is_ident("test"))
    };
    attributes.iter().any(|one| one.path().is_ident("cfg") && is_test(one))
}

fn is_of_tests(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs")
}

#[test]
fn requests_sources_volunteers_shifts_and_hubs_are_born_only_in_intake() {
    let mut faults = Vec::new();
    let rooms = EDGES.iter().map(|(room, _)| *room).chain(JOINERS.iter().copied());
    for room in rooms.filter(|room| *room != "intake" && super::root().join("crates").join(room).exists()) {
        for path in sources_of(room).iter().filter(|path| !is_of_tests(path)) {
            let born = Births::of(&fs::read_to_string(path).unwrap());
            faults.extend(born.iter().map(|thing| format!("{}: a {thing} is born", shown(path))));
        }
    }
    assert_none(&faults);
}

#[test]
fn a_birth_is_seen_however_the_model_is_named_and_nothing_else_is() {
    let seen = [
        "use karavan_model::Request; fn f(r: Request) -> Request { Request { x: 1, ..r } }",
        "use karavan_model::{self as model}; fn f() { drop(model::Hub { x: 1 }) }",
        "use karavan_model as people; fn f() { drop(people::Shift { x: 1 }) }",
        "use karavan_model::*; fn f() { drop(Volunteer { x: 1 }) }",
        "use karavan_model::{Hub as Depot}; fn f() { drop(Depot { x: 1 }) }",
        "fn f() { drop(karavan_model::hub::Hub { x: 1 }) }",
        "use karavan_model::Hub; trait Make { fn make() -> Self; } \
         impl Make for Hub { fn make() -> Self { Self { x: 1 } } }",
    ];
    for text in seen {
        assert_eq!(Births::of(text).len(), 1, "{text}");
    }
    let unseen = [
        "struct Request { x: u8 } fn f() { drop(Request { x: 1 }) }",
        "use crate::v1::people::Hub; fn f() { drop(Hub { x: 1 }) }",
        "use karavan_model::Request; fn f(r: Request) { let Request { x, .. } = r; }",
        "use karavan_model::Need; fn f() { drop(Need { x: 1 }) }",
        "#[cfg(test)] mod tests { use karavan_model::Hub; fn f() { drop(Hub { x: 1 }) } }",
    ];
    for text in unseen {
        assert_eq!(Births::of(text), [""; 0], "{text}");
    }
}
