#![cfg(test)]
//! Every integration test, in one binary.

mod ask;
mod cli;
mod complete;
mod conformance;
mod extract;
mod golden;
mod hand;
mod laws;
mod manual;
mod measures;
mod planned;
mod query;
mod query_large;
mod render;
mod session;
mod shipped;
mod snapshot;
mod talk;
mod tidy;
mod visit;
