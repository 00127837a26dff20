//! The one binary `karavan`.

fn main() {}
