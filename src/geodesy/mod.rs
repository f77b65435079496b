//! Points and boxes on the globe, distances, and the normalised Web Mercator square.
//!
//! In: degrees. Out: degrees, kilometres, or Mercator units where the world is the unit square with (0, 0)
//! in the north-west. Refused: pixels; they belong to `map` and `ui`.

mod bounding_box;
mod lat_lon;
mod mercator;
pub use bounding_box::BoundingBox;
pub use lat_lon::LatLon;
pub use mercator::{MAX_LATITUDE_DEG, MercatorPoint};
