//! Keys of the command table, as egui knows them and as people read them.

use crate::workspace::Command;
use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

/// `Ctrl+Shift+Left` → a shortcut; `None` for words that name no key.
#[must_use]
pub fn shortcut(key: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut last = None;
    for part in key.split('+') {
        match part {
            "Ctrl" => modifiers = modifiers.plus(Modifiers::COMMAND),
            "Shift" => modifiers = modifiers.plus(Modifiers::SHIFT),
            name => last = Key::from_name(name),
        }
    }
    last.map(|key| KeyboardShortcut::new(modifiers, key))
}

/// As printed on keys: `Ctrl++`.
#[must_use]
pub fn printed(key: &str) -> String {
    const SIGNS: [(&str, &str); 7] =
        [("Plus", "+"), ("Minus", "-"), ("Escape", "Esc"), ("OpenBracket", "["), ("CloseBracket", "]"), ("Comma", ","), ("Period", ".")];
    SIGNS.iter().fold(key.to_owned(), |key, (name, sign)| key.replace(name, sign))
}

/// The commands whose keys were pressed this frame. While a text is typed, only keys with Ctrl, function keys and Escape count.
pub fn pressed(ctx: &egui::Context, modal_open: bool) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let on_clock = ctx.memory(|memory| memory.focused()) == Some(super::time::clock::id());
    let mut table: Vec<(&Command, KeyboardShortcut)> =
        Command::TABLE.iter().filter_map(|command| Some((command, shortcut(command.entry().key)?))).collect();
    // The most specific first: consuming Right would also take Ctrl+Right.
    table.sort_by_key(|(_, keys)| std::cmp::Reverse(usize::from(keys.modifiers.command) + usize::from(keys.modifiers.shift)));
    let mut commands = Vec::new();
    for (command, keys) in table {
        let plain = !keys.modifiers.command && keys.logical_key != Key::F1;
        if (typing && plain) || (modal_open && (plain || !matches!(command, Command::Quit))) {
            continue;
        }
        // Escape closes an open menu before anything else.
        if keys.logical_key == Key::Escape && egui::Popup::is_any_open(ctx) {
            continue;
        }
        // With the focus on a button, Space presses the button.
        if keys.logical_key == Key::Space && ctx.memory(|memory| memory.focused()).is_some() && !on_clock {
            continue;
        }
        if ctx.input_mut(|input| input.consume_shortcut(&keys)) {
            commands.push(if on_clock { of_the_second_clock(command) } else { command.clone() });
        }
    }
    commands
}

/// With the focus on the second clock's handle, the arrows move it and not the cursor.
fn of_the_second_clock(command: &Command) -> Command {
    match command {
        Command::StepForward => Command::KnownLater,
        Command::StepBack => Command::KnownEarlier,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_a_key_that_egui_knows() {
        for command in Command::TABLE {
            let key = command.entry().key;
            assert!(key.is_empty() || shortcut(key).is_some(), "{key}");
        }
    }
}
