//! The judge of `karavan_plan` shares no code with the planners: its files name the data of problems and plans, and
//! nothing that computes on them. Read from the syntax of its files.

use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{ExprMethodCall, ItemUse, UseTree};

use super::{assert_none, files, root, shown};

/// What the judge may name of `plan`, each with all that is under it.
const DATA: &[&str] = &[
    "bounds",
    "goods::Amounts",
    "goods::Goods",
    "ix",
    "matrix::Leg",
    "plan",
    "problem::Problem",
    "problem::Vehicle",
    "rules::Restriction",
    "rules::Shipment",
    "rules::Who",
];

/// Methods of problems and plans that stand on the planners' own tables, or compute what the judge must compute itself.
const OF_PLANNERS: &[&str] = &["of_job", "of_vehicle", "needs_loading", "traffic", "duration"];

/// What one file of the judge names that it may not.
struct Strange<'a> {
    /// How many modules the file is below `crate::judge`.
    depth: usize,
    found: &'a mut Vec<String>,
}

impl Strange<'_> {
    fn see(&mut self, path: &[String]) {
        let above = path.iter().take_while(|part| *part == "super").count();
        let is_strange = match path[0].as_str() {
            "crate" => {
                let inside = path[1..].join("::") + "::";
                !DATA.iter().any(|data| inside.starts_with(&format!("{data}::"))) && !inside.starts_with("judge::")
            }
            "super" => above > self.depth,
            first => first.starts_with("karavan_") && first != "karavan_model",
        };
        if is_strange {
            self.found.push(path.join("::"));
        }
    }
}

impl<'ast> Visit<'ast> for Strange<'_> {
    fn visit_item_use(&mut self, used: &'ast ItemUse) {
        for path in paths(&used.tree) {
            self.see(&path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.see(&parts);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        if OF_PLANNERS.contains(&name.as_str()) {
            self.found.push(format!(".{name}()"));
        }
        visit::visit_expr_method_call(self, call);
    }

    // `pub(super)` leans on nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

fn paths(tree: &UseTree) -> Vec<Vec<String>> {
    let below = |first: &syn::Ident, tree: &UseTree| -> Vec<Vec<String>> {
        let under = paths(tree).into_iter();
        under.map(|rest| [vec![first.to_string()], rest].concat()).collect()
    };
    match tree {
        UseTree::Path(path) => below(&path.ident, &path.tree),
        UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        UseTree::Rename(name) => vec![vec![name.ident.to_string()]],
        UseTree::Glob(_) => vec![vec!["*".to_owned()]],
        UseTree::Group(group) => group.items.iter().flat_map(paths).collect(),
    }
}

/// What a text of the judge, so many modules below it, names that it may not.
fn strange(text: &str, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    let syntax = syn::parse_file(text).unwrap();
    Strange {
        depth,
        found: &mut found,
    }
    .visit_file(&syntax);
    found
}

#[test]
fn the_judge_names_nothing_that_computes_on_problems_and_plans() {
    let room: &Path = &root().join("crates/plan/src");
    let mut own = vec![room.join("judge.rs")];
    files(&room.join("judge"), &[".rs"], &mut own);
    assert!(own.len() > 20, "the judge is not where it was");
    let mut faults = Vec::new();
    for path in own {
        let depth = path.strip_prefix(room).unwrap().components().count() - 1;
        let text = fs::read_to_string(&path).unwrap();
        faults.extend(
            strange(&text, depth)
                .iter()
                .map(|name| format!("{}: {name}", shown(&path))),
        );
    }
    assert_none(&faults);
}

#[test]
fn what_the_judge_may_not_name_is_seen() {
    for (text, name) in [
        ("use crate::objective;", "crate::objective"),
        ("use crate::{plan::Plan, schedule::Timer};", "crate::schedule::Timer"),
        ("use crate::goods::{Goods, loads};", "crate::goods::loads"),
        ("use crate::*;", "crate::*"),
        ("fn f() { crate::schedule(1) }", "crate::schedule"),
        (
            "use super::super::objective::cost as own;",
            "super::super::objective::cost",
        ),
        ("use karavan_solver::solve;", "karavan_solver::solve"),
        ("fn f(p: &P) { p.of_job(1) }", ".of_job()"),
        ("fn f(p: &P) { p.jobs()[0].needs_loading() }", ".needs_loading()"),
    ] {
        assert_eq!(strange(text, 1), [name], "{text}");
    }
    let may = "use crate::{goods::{Amounts, Goods}, plan::Plan, problem::Problem}; use super::drive::Drive; \
               use std::fmt; pub(super) fn f() { Violation::of_job(1) }";
    assert_eq!(strange(may, 1), [""; 0]);
}
