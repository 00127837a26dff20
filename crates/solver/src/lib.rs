//! Problem in, plan out: pure, seeded, interruptible, parallel.
