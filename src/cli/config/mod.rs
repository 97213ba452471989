//! Owns what files and the environment say about options: they are defaults of the command line.
//!
//! What is given on the command line comes first, then the environment, then `callsheet.toml` of the project, then the
//! file of the user.

mod layer;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, CommandFactory};

use super::{Cli, CliError};
use crate::session::{ConfigFile, config_files};
use layer::{Environment, File};

pub(super) use layer::ConfigError;

/// Options that only the command line may give: what they name is written or replaced.
const NEVER: [&str; 6] = ["output", "into", "dir", "config", "help", "version"];

/// Where the values of options come from, beside the command line.
pub(super) struct Config {
    environment: Environment,
    /// The nearest first.
    files: Vec<File>,
}

impl Config {
    /// Reads the files that are there; `given` is the one that is asked for instead of them.
    pub(super) fn read(given: Option<&str>) -> Result<Self, CliError> {
        let files = config_files(given)?;
        let read = |file: ConfigFile| File::read(file).map_err(CliError::from);
        Ok(Self {
            environment: Environment::of_process(),
            files: files.into_iter().map(read).collect::<Result<_, _>>()?,
        })
    }

    /// The files whose values hold, the weightiest first.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(File::label)
    }

    /// The same command line with these values as defaults of its options.
    pub(super) fn apply(&self, command: Command) -> Result<Command, CliError> {
        for file in &self.files {
            file.check(&command)?;
        }
        Ok(command.mut_subcommands(|subcommand| {
            let name = subcommand.get_name().to_owned();
            subcommand.mut_args(|arg| self.with_default(arg, &name))
        }))
    }

    fn with_default(&self, arg: Arg, command: &str) -> Arg {
        let Some(option) = option(&arg) else { return arg };
        let values = self
            .environment
            .value(command, &option)
            .or_else(|| self.files.iter().find_map(|file| file.value(command, &option)));
        match values {
            Some(values) => arg.default_values(values),
            None => arg,
        }
    }

    /// Where a wrong value was said that the command line did not give.
    pub(super) fn explain(&self, error: &clap::Error) -> Option<String> {
        let Some(ContextValue::String(arg)) = error.get(ContextKind::InvalidArg) else { return None };
        let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue) else { return None };
        let option = arg.trim_start_matches('-').split([' ', '=']).next()?;
        let is_it = |values: Vec<String>| values.contains(value);
        let commands = Cli::command();
        let mut names = commands.get_subcommands().map(Command::get_name);
        names.find_map(|command| {
            let of_environment = self.environment.value(command, option).map(is_it);
            if of_environment == Some(true) {
                return self
                    .environment
                    .name(command, option)
                    .map(|name| format!("note: it is the value of `{name}`"));
            }
            let file = self.files.iter().find(|file| file.value(command, option).is_some_and(is_it))?;
            Some(format!("note: it stands in `{}`", file.label()))
        })
    }
}

/// The long name of an option that files may give.
fn option(arg: &Arg) -> Option<String> {
    arg.get_long().filter(|name| !NEVER.contains(name)).map(str::to_owned)
}

/// The value of `--config`, which is needed before the command line can be read, or that of `CALLSHEET_CONFIG`.
pub(super) fn given(args: impl Iterator<Item = OsString>) -> Option<String> {
    let mut args = args.map(|arg| arg.to_string_lossy().into_owned()).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--config") {
            Some("") => return args.next(),
            Some(value) if value.starts_with('=') => return Some(value.trim_start_matches('=').to_owned()),
            _ => {}
        }
    }
    std::env::var("CALLSHEET_CONFIG").ok()
}
