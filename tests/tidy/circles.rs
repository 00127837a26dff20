//! No crate has files that import each other in a circle: `Files` reads who names whom from the syntax of its files.
//!
//! A file that only declares modules and re-exports is a facade: it is left out, and what is named through it counts as
//! named where it stands. Modules for tests are left out. What is called as a method, or written inside a macro, is not
//! seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

use super::{EDGES, assert_none, root};

/// Where something stands: the names of modules and of the thing itself, from the root of the crate on.
type Name = Vec<String>;

/// One file of a crate.
struct Module {
    file: PathBuf,
    syntax: syn::File,
}

/// The files of a crate, by the path of the module in each.
pub(super) struct Files {
    modules: BTreeMap<Name, Module>,
    /// What a module re-exports: the name it gives, and what that stands for.
    exports: BTreeMap<Name, Name>,
}

impl Files {
    /// Where they are.
    pub(super) fn files(self) -> impl Iterator<Item = PathBuf> {
        self.modules.into_values().map(|module| module.file)
    }

    /// Follows `mod` from the first file on, tests left out.
    pub(super) fn read(first: &Path) -> Self {
        let mut files = Self {
            modules: BTreeMap::new(),
            exports: BTreeMap::new(),
        };
        files.add(Vec::new(), first, first.parent().unwrap());
        let mut exports = BTreeMap::new();
        for (name, module) in &files.modules {
            for item in &module.syntax.items {
                if let Item::Use(used) = item
                    && !matches!(used.vis, Visibility::Inherited)
                {
                    for (path, given) in leaves(&used.tree) {
                        if let Some(target) = files.absolute(name, name, &path) {
                            exports.insert(joined(name, &[given]), target);
                        }
                    }
                }
            }
        }
        files.exports = exports;
        files
    }

    /// `folder` is where the files of its inner modules are.
    fn add(&mut self, name: Name, file: &Path, folder: &Path) {
        let syntax = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
        for item in &syntax.items {
            if let Item::Mod(inner) = item
                && inner.content.is_none()
                && !is_for_tests(&inner.attrs)
            {
                let own = inner.ident.to_string();
                let flat = folder.join(format!("{own}.rs"));
                let file = if flat.exists() {
                    flat
                } else {
                    folder.join(&own).join("mod.rs")
                };
                self.add(joined(&name, std::slice::from_ref(&own)), &file, &folder.join(&own));
            }
        }
        let module = Module {
            file: file.to_owned(),
            syntax,
        };
        self.modules.insert(name, module);
    }

    /// A path as written in a module, from the root of the crate on; `None` when it leads out of the crate. `file` is
    /// the module of the file, which differs where modules are written inside each other.
    fn absolute(&self, file: &[String], here: &[String], path: &[String]) -> Option<Name> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(joined(here, rest)),
            "super" => {
                let mut at = here.to_vec();
                at.pop()?;
                let ups = rest.iter().take_while(|part| *part == "super").count();
                at.truncate(at.len().checked_sub(ups)?);
                Some(joined(&at, &rest[ups..]))
            }
            own => self
                .modules
                .contains_key(&joined(file, &[own.to_owned()]))
                .then(|| joined(file, path)),
        }
    }

    /// The file where something stands, re-exports followed.
    fn home(&self, name: &[String]) -> &[String] {
        let mut name = name.to_vec();
        // Two modules that re-export each other's names would lead around for ever.
        for _ in 0..self.modules.len() {
            let exported = (0..=name.len())
                .rev()
                .find_map(|end| Some((end, self.exports.get(&name[..end])?)));
            let Some((end, target)) = exported else {
                break;
            };
            name = joined(target, &name[end..]);
        }
        let ends = (0..=name.len()).rev();
        let mut homes = ends.filter_map(|end| self.modules.get_key_value(&name[..end]));
        homes.next().map_or(&[], |(home, _)| home)
    }

    /// Groups of files that lean on each other in a circle, each sorted.
    fn circles(&self) -> Vec<Vec<String>> {
        let numbers: BTreeMap<&[String], usize> = self.modules.keys().map(Vec::as_slice).zip(0..).collect();
        let mut graph = DiGraphMap::<usize, ()>::new();
        for (name, module) in &self.modules {
            if module.syntax.items.iter().all(is_facade) {
                continue;
            }
            let mut names = Names {
                files: self,
                file: name,
                here: name.clone(),
                found: BTreeSet::new(),
            };
            names.visit_file(&module.syntax);
            for found in &names.found {
                let other = self.home(found);
                let is_facade = self.modules[other].syntax.items.iter().all(is_facade);
                if other != name && !is_facade {
                    graph.add_edge(numbers[name.as_slice()], numbers[other], ());
                }
            }
        }
        let files: Vec<&Path> = self.modules.values().map(|module| module.file.as_path()).collect();
        let mut circles: Vec<Vec<String>> = tarjan_scc(&graph)
            .iter()
            .filter(|circle| circle.len() > 1)
            .map(|circle| circle.iter().map(|at| files[*at].display().to_string()).collect())
            .collect();
        circles.iter_mut().for_each(|circle| circle.sort());
        circles.sort();
        circles
    }
}

/// Collects what a file names of its own crate.
struct Names<'a> {
    files: &'a Files,
    file: &'a [String],
    here: Name,
    found: BTreeSet<Name>,
}

impl Names<'_> {
    fn find(&mut self, path: &[String]) {
        self.found.extend(self.files.absolute(self.file, &self.here, path));
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item_use(&mut self, used: &'ast ItemUse) {
        for (path, _) in leaves(&used.tree) {
            self.find(&path);
        }
    }

    fn visit_item_mod(&mut self, inner: &'ast ItemMod) {
        if !is_for_tests(&inner.attrs) {
            self.here.push(inner.ident.to_string());
            visit::visit_item_mod(self, inner);
            self.here.pop();
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Name = path.segments.iter().map(|part| part.ident.to_string()).collect();
        // One name alone is something in scope, and how it came there is seen where it is imported.
        if parts.len() > 1 {
            self.find(&parts);
        }
        visit::visit_path(self, path);
    }

    // `pub(super)` and the like name no file that is leant on.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn joined(name: &[String], rest: &[String]) -> Name {
    [name, rest].concat()
}

/// What a `use` imports: every path, and the name it gets.
fn leaves(tree: &UseTree) -> Vec<(Name, String)> {
    let below = |first: String, tree: &UseTree| {
        let under = leaves(tree).into_iter();
        under
            .map(|(mut path, given)| {
                let given = if path == ["self"] { first.clone() } else { given };
                path.retain(|part| part != "self");
                path.insert(0, first.clone());
                (path, given)
            })
            .collect()
    };
    match tree {
        UseTree::Path(path) if path.ident == "self" => leaves(&path.tree),
        UseTree::Path(path) => below(path.ident.to_string(), &path.tree),
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Glob(_) => vec![(Vec::new(), String::new())],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
    }
}

fn is_facade(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Mod(inner) => inner.content.is_none() || is_for_tests(&inner.attrs),
        _ => false,
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

/// The circles of a crate whose first file is given, one line each.
fn circles_of(first: &Path) -> Vec<String> {
    let folder = first.parent().unwrap().display().to_string() + "/";
    let shown = |circle: &Vec<String>| circle.join(" ↔ ").replace(&folder, "");
    Files::read(first).circles().iter().map(shown).collect()
}

#[test]
fn no_crate_has_a_circle_of_files() {
    let mut faults = Vec::new();
    for name in EDGES.iter().map(|(name, _)| *name).chain(["cli"]) {
        let sources = root().join("crates").join(name).join("src");
        let first = ["lib.rs", "main.rs"].map(|first| sources.join(first));
        let first = first.iter().find(|first| first.exists());
        let circles = circles_of(first.unwrap());
        faults.extend(circles.iter().map(|circle| format!("{name}: {circle}")));
    }
    assert_none(&faults);
}

#[test]
fn a_planted_circle_is_found_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let circles = || circles_of(&folder.path().join("lib.rs"));
    // A facade re-exports what stands under it, and `leaf` names it through the facade; `tests` names everything.
    write("lib.rs", "mod room; mod leaf; pub use room::Door;");
    write(
        "leaf.rs",
        "use crate::room::Door; pub fn leaf(_: &Door) {} #[cfg(test)] mod tests { use crate::room::shut; }",
    );
    write(
        "room/mod.rs",
        "mod door; mod shut; pub use door::Door; #[cfg(test)] mod tests;",
    );
    write("room/door.rs", "pub struct Door; pub(super) fn open() {}");
    write(
        "room/shut.rs",
        "use super::door; pub fn shut(door: &door::Door) { door::open(); crate::leaf::leaf(door); }",
    );
    assert_eq!(circles(), [""; 0]);
    // In a `use`, through a facade, …
    write(
        "room/door.rs",
        "use crate::leaf::leaf; pub struct Door; pub fn open() { leaf(&Door); }",
    );
    assert_eq!(circles(), ["leaf.rs ↔ room/door.rs"]);
    // … in a path written out, three files long, …
    write(
        "room/door.rs",
        "pub struct Door; pub fn open() { super::shut::shut(&Door); }",
    );
    assert_eq!(circles(), ["leaf.rs ↔ room/door.rs ↔ room/shut.rs"]);
    // … and in a group with `self`.
    write("leaf.rs", "pub fn leaf<T>(_: &T) {}");
    write(
        "room/door.rs",
        "use super::{shut::{self}}; pub struct Door; pub fn open() { shut::shut(&Door); }",
    );
    assert_eq!(circles(), ["room/door.rs ↔ room/shut.rs"]);
}
