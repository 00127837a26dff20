//! Makes sure the folder of the built screens exists, so that building them later is noticed.

fn main() {
    // A read-only checkout is fine: the screens are then taken as not built (`allow_missing` in `src/lib.rs`).
    drop(std::fs::create_dir_all("ui/dist"));
    println!("cargo::rerun-if-changed=ui/dist");
}
