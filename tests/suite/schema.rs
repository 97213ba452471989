//! JSON Schema, as much of it as the schemas in `docs/` use; a keyword that it does not know fails the test.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

/// A schema and all that it refers to.
pub(crate) struct Schema {
    rules: Json,
    /// Where others that it refers to are.
    folder: PathBuf,
}

impl Schema {
    pub(crate) fn read(path: &Path) -> Self {
        let rules = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        Self { rules, folder: path.parent().unwrap().to_owned() }
    }

    /// Fails the test where a value is not what the schema says.
    #[track_caller]
    pub(crate) fn check(&self, value: &Json, about: &str) {
        assert!(self.fits("#", value), "{about} gives {value}");
    }

    /// Whether a value is what a part of the schema says.
    pub(crate) fn fits(&self, part: &str, value: &Json) -> bool {
        let (file, place) = part.split_once('#').unwrap();
        if file.is_empty() {
            return self.holds(self.rules.pointer(place).unwrap(), value);
        }
        Self::read(&self.folder.join(file)).fits(&format!("#{place}"), value)
    }

    fn holds(&self, rule: &Json, value: &Json) -> bool {
        let Json::Object(keywords) = rule else { return rule != &Json::Bool(false) };
        keywords.iter().all(|(keyword, rule_of)| match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => self.fits(rule_of.as_str().unwrap(), value),
            "type" => is_of(rule_of, value),
            "enum" => rule_of.as_array().unwrap().contains(value),
            "anyOf" => rule_of.as_array().unwrap().iter().any(|rule| self.holds(rule, value)),
            "items" => {
                value.as_array().is_none_or(|items| items.iter().all(|item| self.holds(rule_of, item)))
            }
            "required" => value.as_object().is_none_or(|entries| {
                rule_of.as_array().unwrap().iter().all(|key| entries.contains_key(key.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|entries| {
                let mut known = entries.iter().filter_map(|(key, value)| Some((rule_of.get(key)?, value)));
                known.all(|(rule, value)| self.holds(rule, value))
            }),
            "additionalProperties" => value.as_object().is_none_or(|entries| {
                let known =
                    |key: &String| rule.get("properties").is_some_and(|known| known.get(key).is_some());
                let mut others = entries.iter().filter(|(key, _)| !known(key));
                others.all(|(_, value)| self.holds(rule_of, value))
            }),
            other => panic!("the keyword `{other}` is not known"),
        })
    }
}

fn is_of(names: &Json, value: &Json) -> bool {
    let is = |name: &Json| match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type `{other}` is not known"),
    };
    names.as_array().map_or_else(|| is(names), |names| names.iter().any(is))
}
