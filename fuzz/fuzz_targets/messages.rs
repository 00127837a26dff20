//! A libFuzzer target that hands bytes to `readers::messages` (messages between the service and a planner), to grow the
//! seeds in `fuzz/corpus/messages`.
#![no_main]

#[path = "../readers.rs"]
#[expect(dead_code, reason = "each target calls one reader")]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _is_read = readers::messages(bytes);
});
