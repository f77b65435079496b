//! The part of MapLibre's style expressions that our style sheets use.
//!
//! In: an expression as JSON, a feature, a zoom. Out: a value; `Null` for what is absent, malformed or unknown, so that a
//! wrong style sheet draws less and never fails. Reference: <https://maplibre.org/maplibre-style-spec/expressions/>.

use super::vector_tile::{Feature, Layer, Value as Attribute};
use serde_json::Value as Json;

/// What an expression is evaluated for.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub zoom: f64,
    pub feature: Option<(&'a Layer, &'a Feature)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
}

impl Value {
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }

    #[must_use]
    pub fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl Context<'_> {
    #[must_use]
    pub fn evaluate(&self, expression: &Json) -> Value {
        match expression {
            Json::Array(parts) => match parts.split_first() {
                Some((Json::String(operator), arguments)) => self.apply(operator, arguments),
                _ => Value::Null,
            },
            Json::Bool(b) => Value::Bool(*b),
            Json::Number(n) => n.as_f64().map_or(Value::Null, Value::Number),
            Json::String(text) => Value::Text(text.clone()),
            Json::Null | Json::Object(_) => Value::Null,
        }
    }

    /// True only if the expression says so; no filter lets everything through.
    #[must_use]
    pub fn passes(&self, filter: Option<&Json>) -> bool {
        filter.is_none_or(|filter| self.evaluate(filter) == Value::Bool(true))
    }

    fn apply(&self, operator: &str, arguments: &[Json]) -> Value {
        let nth = |n: usize| arguments.get(n).map_or(Value::Null, |argument| self.evaluate(argument));
        match operator {
            "zoom" => Value::Number(self.zoom),
            "get" => self.attribute(arguments.first()),
            "has" => Value::Bool(self.attribute(arguments.first()) != Value::Null),
            "literal" | "to-number" => nth(0),
            "!" => Value::Bool(nth(0) != Value::Bool(true)),
            "all" => Value::Bool(arguments.iter().all(|argument| self.evaluate(argument) == Value::Bool(true))),
            "any" => Value::Bool(arguments.iter().any(|argument| self.evaluate(argument) == Value::Bool(true))),
            "==" => Value::Bool(nth(0) == nth(1)),
            "!=" => Value::Bool(nth(0) != nth(1)),
            "<" => compare(&nth(0), &nth(1), |a, b| a < b),
            "<=" => compare(&nth(0), &nth(1), |a, b| a <= b),
            ">" => compare(&nth(0), &nth(1), |a, b| a > b),
            ">=" => compare(&nth(0), &nth(1), |a, b| a >= b),
            "-" if arguments.len() == 1 => nth(0).number().map_or(Value::Null, |n| Value::Number(-n)),
            "-" => arithmetic(&nth(0), &nth(1), |a, b| a - b),
            "+" => arithmetic(&nth(0), &nth(1), |a, b| a + b),
            "*" => arithmetic(&nth(0), &nth(1), |a, b| a * b),
            "coalesce" => {
                arguments.iter().map(|argument| self.evaluate(argument)).find(|value| *value != Value::Null).unwrap_or(Value::Null)
            }
            "in" => {
                let value = nth(0);
                Value::Bool(arguments.iter().skip(1).any(|argument| self.evaluate(argument) == value))
            }
            "match" => self.arms(arguments.get(1..).unwrap_or(&[]), |arm| self.matches(&nth(0), arm)),
            "case" => self.arms(arguments, |condition| self.evaluate(condition) == Value::Bool(true)),
            "interpolate" => self.interpolate(arguments),
            _ => Value::Null,
        }
    }

    fn attribute(&self, key: Option<&Json>) -> Value {
        let (Some((layer, feature)), Some(key)) = (self.feature, key.and_then(Json::as_str)) else { return Value::Null };
        match layer.get(feature, key) {
            Some(Attribute::Text(text)) => Value::Text(text.clone()),
            Some(Attribute::Number(n)) => Value::Number(*n),
            Some(Attribute::Bool(b)) => Value::Bool(*b),
            None => Value::Null,
        }
    }

    fn matches(&self, value: &Value, arm: &Json) -> bool {
        match arm {
            Json::Array(options) => options.iter().any(|option| self.evaluate(option) == *value),
            one => self.evaluate(one) == *value,
        }
    }

    /// Pairs of test and result, then the default.
    fn arms(&self, arms: &[Json], chosen: impl Fn(&Json) -> bool) -> Value {
        for arm in arms.chunks(2) {
            match arm {
                [test, result] if chosen(test) => return self.evaluate(result),
                [default] => return self.evaluate(default),
                _ => {}
            }
        }
        Value::Null
    }

    /// `["interpolate", ["linear"] | ["exponential", base], input, stop, output, …]`, numbers only.
    fn interpolate(&self, arguments: &[Json]) -> Value {
        let [kind, input, stops @ ..] = arguments else { return Value::Null };
        let base = kind.get(1).and_then(Json::as_f64).unwrap_or(1.0);
        let Some(input) = self.evaluate(input).number() else { return Value::Null };
        let mut below: Option<(f64, f64)> = None;
        for stop in stops.chunks(2) {
            let [at, output] = stop else { break };
            let (Some(at), Some(output)) = (at.as_f64(), self.evaluate(output).number()) else { return Value::Null };
            if input < at {
                let Some((from, start)) = below else { return Value::Number(output) };
                let (done, all) = (input - from, at - from);
                let t = if (base - 1.0).abs() < 1e-9 { done / all } else { (base.powf(done) - 1.0) / (base.powf(all) - 1.0) };
                return Value::Number(start + (output - start) * t);
            }
            below = Some((at, output));
        }
        below.map_or(Value::Null, |(_, output)| Value::Number(output))
    }
}

fn compare(a: &Value, b: &Value, test: impl Fn(f64, f64) -> bool) -> Value {
    Value::Bool(matches!((a.number(), b.number()), (Some(a), Some(b)) if test(a, b)))
}

fn arithmetic(a: &Value, b: &Value, compute: impl Fn(f64, f64) -> f64) -> Value {
    match (a.number(), b.number()) {
        (Some(a), Some(b)) => Value::Number(compute(a, b)),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_zoom(zoom: f64, expression: &str) -> Value {
        Context { zoom, feature: None }.evaluate(&serde_json::from_str(expression).unwrap())
    }

    #[test]
    fn interpolation_is_flat_outside_and_linear_between_its_stops() {
        let widths = r#"["interpolate", ["linear"], ["zoom"], 5, 1, 9, 3]"#;
        for (zoom, width) in [(2.0, 1.0), (5.0, 1.0), (7.0, 2.0), (9.0, 3.0), (14.0, 3.0)] {
            assert_eq!(at_zoom(zoom, widths), Value::Number(width), "{zoom}");
        }
    }

    #[test]
    fn filters_combine_and_absent_attributes_compare_false() {
        assert_eq!(at_zoom(6.0, r#"["all", [">=", ["zoom"], 6], ["!=", ["get", "disputed"], 1]]"#), Value::Bool(true));
        assert_eq!(at_zoom(6.0, r#"["any", ["<=", ["get", "rank"], 4], ["<", ["zoom"], 6]]"#), Value::Bool(false));
        assert_eq!(at_zoom(6.0, r#"["match", "b", ["a", "b"], 1, "c", 2, 3]"#), Value::Number(1.0));
        assert_eq!(at_zoom(6.0, r#"["no-such-operator", 1]"#), Value::Null);
    }
}
