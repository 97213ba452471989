//! How much is said on standard error: notes, warnings, and log lines with their level.

use std::io::Write;
use std::sync::atomic::{AtomicI8, Ordering};

use env_logger::{Builder, Target};
use log::LevelFilter;

/// The options that say how much is said.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(next_help_heading = "What is said on standard error")]
pub(super) struct Verbosity {
    /// Say only warnings and errors; twice, only errors
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    quiet: u8,
    /// Say what is done, as lines with a level; twice, also with what
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "quiet")]
    verbose: u8,
}

/// How loud the program is: 0 says notes, -1 warnings, -2 errors only, 1 and more log lines.
static LOUDNESS: AtomicI8 = AtomicI8::new(0);

impl Verbosity {
    /// Holds for all that is said from here on.
    pub(super) fn begin(self) {
        let loudness = |count: u8| i8::try_from(count).unwrap_or(i8::MAX).min(3);
        LOUDNESS.store(loudness(self.verbose) - loudness(self.quiet), Ordering::Relaxed);
        let filter = match self.verbose {
            0 => LevelFilter::Off,
            1 => LevelFilter::Info,
            2 => LevelFilter::Debug,
            _ => LevelFilter::Trace,
        };
        let mut builder = Builder::new();
        // Packages speak of what only their authors understand.
        builder.filter_module("callsheet", filter).filter_level(LevelFilter::Off);
        builder.filter_module("callsheet", filter).parse_env("CALLSHEET_LOG").target(Target::Stderr);
        builder.format(|out, record| {
            writeln!(out, "{}: {}", record.level().as_str().to_lowercase(), record.args())
        });
        // A second call, as tests make it, keeps the first.
        let _ = builder.try_init();
    }

    /// Whether nothing but errors and warnings is said.
    pub(super) fn is_quiet() -> bool {
        LOUDNESS.load(Ordering::Relaxed) < 0
    }
}

/// Whether a line is to be said: its first word tells what it is.
pub(super) fn is_said(text: &str) -> bool {
    let needed = match text.split_once(": ") {
        Some(("error", _)) => i8::MIN,
        Some(("warning", _)) => -1,
        _ => 0,
    };
    LOUDNESS.load(Ordering::Relaxed) >= needed
}
