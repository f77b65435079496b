//! Countries that a map names together or not at all: lack of room must not take a side.
//!
//! In: names that found room. Out: those that stay. The groups are data, `assets/map/named-together.tsv`.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static GROUPS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| groups(include_str!("../../assets/map/named-together.tsv")));

fn groups(table: &str) -> Vec<Vec<String>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split('\t').map(|name| name.trim().to_lowercase()).collect()).collect()
}

/// Leaves out the names of a group of which another did not find room.
#[must_use]
pub fn named_together<T>(placed: Vec<T>, name: impl Fn(&T) -> Option<&str>) -> Vec<T> {
    let there: FxHashSet<String> = placed.iter().filter_map(&name).map(str::to_lowercase).collect();
    let broken: FxHashSet<&str> = GROUPS
        .iter()
        .filter(|group| group.iter().any(|name| there.contains(name)) && !group.iter().all(|name| there.contains(name)))
        .flatten()
        .map(String::as_str)
        .collect();
    if broken.is_empty() {
        return placed;
    }
    placed.into_iter().filter(|item| name(item).is_none_or(|name| !broken.contains(name.to_lowercase().as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_whole_or_not_at_all() {
        for group in GROUPS.iter() {
            let all: Vec<String> = group.iter().map(|name| name.to_uppercase()).chain(["Elsewhere".to_owned()]).collect();
            assert_eq!(named_together(all.clone(), |name| Some(name)), all);
            assert_eq!(named_together(all[1..].to_vec(), |name| Some(name)), ["Elsewhere"]);
        }
    }
}
