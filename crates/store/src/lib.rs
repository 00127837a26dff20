//! Keeps requests, people, plans and the append-only event log.
