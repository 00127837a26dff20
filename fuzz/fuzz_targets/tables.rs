//! A libFuzzer target that hands bytes to `readers::tables` (CSV tables), to grow the seeds in `fuzz/corpus/tables`.
#![no_main]

#[path = "../readers.rs"]
#[expect(dead_code, reason = "each target calls one reader")]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _is_read = readers::tables(bytes);
});
