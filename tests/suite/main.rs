#![cfg(test)]
//! Every integration test, in one binary.
