//! The day: intake, locate, measure, arrange, solve, judge, publish, track.
