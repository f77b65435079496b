//! Files written whole or not at all.

use std::io::Write as _;
use std::path::Path;

/// Writes beside the target, then renames over it, so that a crash, a kill or a full disk leaves the old file as it was.
///
/// # Errors
/// One sentence that names the file, what is wrong and what to do.
pub fn atomically(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = path.display();
    if path.file_name().is_none() || path.is_dir() {
        return Err(format!("{shown} is a folder, not a file; add a file name."));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(format!("{shown} was not written: the folder {} does not exist; create it or choose another.", folder.display()));
    }
    let explain = |error: &std::io::Error| {
        use std::io::ErrorKind as Kind;
        let remedy = match error.kind() {
            Kind::PermissionDenied => "writing there is not permitted; choose another folder or change its permissions".to_owned(),
            Kind::StorageFull | Kind::QuotaExceeded => "the disk is full; free some space or choose another disk".to_owned(),
            Kind::ReadOnlyFilesystem => "the disk is read-only; choose another folder".to_owned(),
            _ => format!("{error}; choose another file or folder"),
        };
        format!("{shown} was not written: {remedy}.")
    };
    let mut file = tempfile::Builder::new().prefix(".salient-").suffix(".part").tempfile_in(folder).map_err(|error| explain(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| explain(&error))?;
    readable_by_others(file.as_file()).map_err(|error| explain(&error))?;
    file.persist(path).map_err(|error| explain(&error.error))?;
    Ok(())
}

/// A temporary file is private; an export is an ordinary file (the usual mask of 022 is assumed).
#[cfg(unix)]
fn readable_by_others(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.png");
        atomically(&path, b"first").unwrap();
        atomically(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let error = atomically(&folder.path().join("no/such/map.png"), b"x").unwrap_err();
        assert!(error.contains("map.png") && error.contains("does not exist") && error.contains("create it"), "{error}");
        let error = atomically(folder.path(), b"x").unwrap_err();
        assert!(error.contains("is a folder"), "{error}");
    }
}
