//! Published instance formats, read into problems, and their own ways to write an answer.

pub mod city;
