//! One place that says something about options: a file, or the environment.

use std::collections::BTreeMap;

use clap::Command;
use toml::{Table, Value};

use super::option;
use crate::ontology::nearest;
use crate::session::ConfigFile;

/// What is wrong with a file of settings.
#[derive(Debug, thiserror::Error)]
#[error("the settings in `{path}` are wrong: {problem}")]
pub(in crate::cli) struct ConfigError {
    /// The file.
    pub(in crate::cli) path: String,
    /// What it is.
    pub(in crate::cli) problem: ConfigProblem,
}

/// What may be wrong in it.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum ConfigProblem {
    /// It is not TOML.
    #[error("{0}")]
    Syntax(toml::de::Error),
    /// No command has such an option.
    #[error("{}", .table.as_ref().map_or_else(
        || format!("no command has an option `{key}`"),
        |table| format!("`{table}` has no option `{key}`"),
    ))]
    UnknownKey {
        /// The table, if it is in one.
        table: Option<String>,
        /// The key.
        key: String,
        /// A name that is close to it.
        candidate: Option<String>,
    },
    /// There is no such command.
    #[error("there is no command `{table}`")]
    UnknownTable {
        /// The table.
        table: String,
        /// A command whose name is close to it.
        candidate: Option<String>,
    },
    /// A value is of a type that no option takes.
    #[error("`{key}` is neither text, a number, `true`, `false` nor a list of such")]
    Value {
        /// The key.
        key: String,
    },
}

impl ConfigError {
    /// What to do about it.
    pub(in crate::cli) fn hint(&self) -> String {
        match &self.problem {
            ConfigProblem::UnknownKey { candidate: Some(candidate), .. }
            | ConfigProblem::UnknownTable { candidate: Some(candidate), .. } => {
                format!("did you mean `{candidate}`?")
            }
            ConfigProblem::UnknownKey { .. } | ConfigProblem::UnknownTable { .. } => {
                "keys are the long names of options, in the table of their command or above all tables"
                    .to_owned()
            }
            ConfigProblem::Syntax(_) | ConfigProblem::Value { .. } => {
                "a line looks like `threads = 2`; docs/configuration.md has an example".to_owned()
            }
        }
    }
}

/// Values of options by the command that they are for; those of the empty name are for all that have the option.
type Settings = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// A file with values of options.
pub(super) struct File {
    label: String,
    settings: Settings,
}

impl File {
    pub(super) fn read(file: ConfigFile) -> Result<Self, ConfigError> {
        let ConfigFile { path, text } = file;
        let wrong = |problem| ConfigError { path: path.clone(), problem };
        let table: Table = toml::from_str(&text).map_err(|error| wrong(ConfigProblem::Syntax(error)))?;
        let mut settings = Settings::new();
        for (key, value) in table {
            let (command, entries) = match value {
                Value::Table(entries) => (key, entries),
                value => (String::new(), Table::from_iter([(key, value)])),
            };
            for (key, value) in entries {
                let words = words(value).ok_or_else(|| wrong(ConfigProblem::Value { key: key.clone() }))?;
                settings.entry(command.clone()).or_default().insert(key, words);
            }
        }
        Ok(Self { label: path, settings })
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// Lets a file pass whose keys are options of the command line.
    pub(super) fn check(&self, command: &Command) -> Result<(), ConfigError> {
        for (table, keys) in &self.settings {
            let commands: Vec<&Command> = command
                .get_subcommands()
                .filter(|command| table.is_empty() || command.get_name() == table.as_str())
                .collect();
            let known: Vec<String> =
                commands.iter().flat_map(|command| command.get_arguments().filter_map(option)).collect();
            if commands.is_empty() {
                let names = command.get_subcommands().map(Command::get_name);
                let (table, candidate) = (table.clone(), nearest(table, names));
                let problem = ConfigProblem::UnknownTable { table, candidate };
                return Err(ConfigError { path: self.label.clone(), problem });
            }
            let table = (!table.is_empty()).then(|| table.clone());
            if let Some(key) = keys.keys().find(|key| !known.contains(key)) {
                let candidate = nearest(key, known.iter().map(String::as_str));
                let problem = ConfigProblem::UnknownKey { table, key: key.clone(), candidate };
                return Err(ConfigError { path: self.label.clone(), problem });
            }
        }
        Ok(())
    }

    pub(super) fn value(&self, command: &str, option: &str) -> Option<Vec<String>> {
        let of = |table: &str| self.settings.get(table)?.get(option).cloned();
        of(command).or_else(|| of(""))
    }
}

/// A value as it would be typed.
fn words(value: Value) -> Option<Vec<String>> {
    Some(match value {
        Value::Array(values) => values.into_iter().map(words).collect::<Option<Vec<_>>>()?.concat(),
        Value::String(text) => vec![text],
        Value::Integer(number) => vec![number.to_string()],
        Value::Float(number) => vec![number.to_string()],
        Value::Boolean(is_so) => vec![is_so.to_string()],
        Value::Datetime(day) => vec![day.to_string()],
        Value::Table(_) => return None,
    })
}

/// What the environment says: `CALLSHEET_THREADS=2`, or `CALLSHEET_BUILD_THREADS=2` for one command.
pub(super) struct Environment(BTreeMap<String, String>);

impl Environment {
    pub(super) fn of_process() -> Self {
        let said = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self(said.filter(|(name, _)| name.starts_with("CALLSHEET_")).collect())
    }

    /// The name of the variable that says something of an option.
    pub(super) fn name(&self, command: &str, option: &str) -> Option<String> {
        let name = |words: &str| format!("CALLSHEET_{}", words.to_uppercase().replace('-', "_"));
        [name(&format!("{command}-{option}")), name(option)]
            .into_iter()
            .find(|name| self.0.contains_key(name))
    }

    pub(super) fn value(&self, command: &str, option: &str) -> Option<Vec<String>> {
        self.0.get(&self.name(command, option)?).map(|value| vec![value.clone()])
    }
}
