//! Paints a page of SVG into a PNG with the embedded fonts: no display, no GPU, no system fonts.

use crate::map::fonts;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut database = usvg::fontdb::Database::new();
    for face in &fonts::FACES {
        database.load_font_data(face.bytes.to_vec());
    }
    database.set_sans_serif_family(fonts::FAMILY);
    Arc::new(database)
});

/// # Errors
/// Words for the user when the page is too large to paint.
pub fn rasterise(svg: &str) -> Result<Vec<u8>, String> {
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), font_family: fonts::FAMILY.to_owned(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| format!("the page could not be painted: {error}"))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
        .ok_or_else(|| format!("a picture of {} × {} pixels is too large; choose a smaller size or scale", size.width(), size.height()))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| format!("the picture could not be encoded: {error}"))
}
