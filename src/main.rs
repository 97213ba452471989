//! The `callsheet` binary: everything it does is in the library's `cli` room.

fn main() -> std::process::ExitCode {
    callsheet::cli::main()
}
