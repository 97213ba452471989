//! Parameters of a query, as the command line and the prompt give them.

use super::CliError;
use super::output::note;
use crate::query::{Settings, Sort, Value, literal, nearest, tokens};
use crate::render::shown;

/// Gives a parameter its value: a literal of the query language, or else the text itself without the blanks around it.
pub(super) fn set_parameter(settings: &mut Settings, name: &str, text: &str) -> Result<(), CliError> {
    let text = text.trim();
    let wrong = |error| CliError::ParameterValue { name: name.to_owned(), text: text.to_owned(), error };
    let value = literal(text).map_err(wrong)?;
    settings.parameters.insert(name.to_owned(), value.unwrap_or_else(|| Value::Text(text.to_owned())));
    Ok(())
}

/// The name of a parameter, which may be given with its `$`.
pub(super) fn parameter_name(written: &str) -> Result<&str, CliError> {
    let name = written.trim();
    let name = name.strip_prefix('$').unwrap_or(name);
    if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(CliError::ParameterName { name: name.to_owned() });
    }
    Ok(name)
}

/// Reads `name=value` of every `--param`.
pub(super) fn set_parameters(settings: &mut Settings, given: &[String]) -> Result<(), CliError> {
    for parameter in given {
        let Some((name, text)) = parameter.split_once('=') else {
            return Err(CliError::NoValue { parameter: parameter.clone() });
        };
        if name.trim_start_matches(['$', ' ']).is_empty() {
            return Err(CliError::NoName { parameter: parameter.clone() });
        }
        let name = parameter_name(name)?;
        if settings.parameters.contains_key(name) {
            return Err(CliError::ParameterTwice { name: name.to_owned() });
        }
        set_parameter(settings, name, text)?;
    }
    Ok(())
}

/// Says which parameters have a value that a query does not use.
pub(super) fn warn_of_unused(settings: &Settings, query: &str) {
    let used: Vec<&str> = tokens(query)
        .into_iter()
        .filter(|token| token.sort == Sort::Parameter)
        .filter_map(|token| query.get(token.at)?.strip_prefix('$'))
        .collect();
    for name in settings.parameters.keys().filter(|name| !used.contains(&name.as_str())) {
        note(&format!("warning: the query does not use the parameter `${}`", shown(name)));
        let free = used.iter().filter(|used| !settings.parameters.contains_key(**used));
        if let Some(meant) = nearest(name, free.copied()).first() {
            note(&format!("hint: did you mean `${}`?", shown(meant)));
        }
    }
}
