//! Decodes a Mapbox vector tile into plain layers.
//!
//! In: a tile's bytes and the names of the layers that are wanted. Out: features with coordinates in fractions of the
//! tile's side and their attributes. Refused: bytes that are no vector tile (an error); a feature with a broken geometry
//! ends where it breaks. Any bytes are safe: every length is checked against what is left.
//!
//! Format: <https://github.com/mapbox/vector-tile-spec/tree/master/2.1>. Own reader because it skips unwanted layers and
//! keeps attributes shared, which makes it several times faster than decoding every feature into a map.

/// An attribute's value; all numbers are read as `f64`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    Bool(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geometry {
    Points,
    Lines,
    /// Rings, outer and inner mixed; inner ones turn the other way, so fill by the non-zero rule.
    Polygon,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    pub geometry: Geometry,
    /// Points are parts of one position each. x right, y down, 0..1 inside the tile; a little beyond in its margin.
    pub parts: Vec<Vec<[f32; 2]>>,
    tags: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layer {
    pub name: String,
    pub features: Vec<Feature>,
    keys: Vec<String>,
    values: Vec<Value>,
}

impl Layer {
    /// The attribute `key` of one of this layer's features.
    #[must_use]
    pub fn get(&self, feature: &Feature, key: &str) -> Option<&Value> {
        feature.tags.iter().find_map(|&(k, v)| {
            let name = self.keys.get(usize::try_from(k).ok()?)?;
            if name == key { self.values.get(usize::try_from(v).ok()?) } else { None }
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a vector tile")]
pub struct NotATile;

/// The layers whose names `wanted` accepts, in the tile's order.
///
/// # Errors
/// When the bytes do not parse as a vector tile.
pub fn decode(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<Layer>, NotATile> {
    let mut layers = Vec::new();
    let mut message = Message(bytes);
    while let Some((number, field)) = message.next()? {
        if let (3, Field::Bytes(layer)) = (number, field) {
            layers.extend(decode_layer(layer, &wanted)?);
        }
    }
    Ok(layers)
}

fn decode_layer(bytes: &[u8], wanted: &impl Fn(&str) -> bool) -> Result<Option<Layer>, NotATile> {
    let mut layer = Layer::default();
    let mut extent = 4096.0_f32;
    let mut features = Vec::new();
    let mut message = Message(bytes);
    while let Some(field) = message.next()? {
        match field {
            (1, Field::Bytes(name)) => layer.name = String::from_utf8_lossy(name).into_owned(),
            (2, Field::Bytes(feature)) => features.push(feature),
            (3, Field::Bytes(key)) => layer.keys.push(String::from_utf8_lossy(key).into_owned()),
            (4, Field::Bytes(value)) => layer.values.push(decode_value(value)?),
            (5, Field::Number(n)) if n > 0 => extent = n as f32,
            _ => {}
        }
    }
    if !wanted(&layer.name) {
        return Ok(None);
    }
    layer.features.reserve(features.len());
    for feature in features {
        layer.features.extend(decode_feature(feature, extent)?);
    }
    Ok(Some(layer))
}

fn decode_value(bytes: &[u8]) -> Result<Value, NotATile> {
    let mut value = Value::Bool(false);
    let mut message = Message(bytes);
    while let Some(field) = message.next()? {
        value = match field {
            (1, Field::Bytes(text)) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            (2, Field::Fixed32(bits)) => Value::Number(f64::from(f32::from_bits(bits))),
            (3, Field::Fixed64(bits)) => Value::Number(f64::from_bits(bits)),
            (4, Field::Number(n)) => Value::Number(n.cast_signed() as f64),
            (5, Field::Number(n)) => Value::Number(n as f64),
            (6, Field::Number(n)) => Value::Number(((n >> 1).cast_signed() ^ -(n & 1).cast_signed()) as f64),
            (7, Field::Number(n)) => Value::Bool(n != 0),
            _ => value,
        };
    }
    Ok(value)
}

fn decode_feature(bytes: &[u8], extent: f32) -> Result<Option<Feature>, NotATile> {
    let mut tags = Vec::new();
    let mut geometry = None;
    let mut commands: &[u8] = &[];
    let mut message = Message(bytes);
    while let Some(field) = message.next()? {
        match field {
            (2, Field::Bytes(packed)) => {
                let mut input = packed;
                while !input.is_empty() {
                    let (key, value) = (varint(&mut input)?, varint(&mut input)?);
                    tags.push((u32::try_from(key).map_err(|_| NotATile)?, u32::try_from(value).map_err(|_| NotATile)?));
                }
            }
            (3, Field::Number(1)) => geometry = Some(Geometry::Points),
            (3, Field::Number(2)) => geometry = Some(Geometry::Lines),
            (3, Field::Number(3)) => geometry = Some(Geometry::Polygon),
            (4, Field::Bytes(packed)) => commands = packed,
            _ => {}
        }
    }
    let Some(geometry) = geometry else { return Ok(None) };
    let parts = decode_geometry(commands, geometry, extent);
    Ok((!parts.is_empty()).then_some(Feature { geometry, parts, tags }))
}

/// Commands move a cursor: 1 move to, 2 line to, 7 close; each is followed by as many zigzag steps as it counts.
fn decode_geometry(mut input: &[u8], geometry: Geometry, extent: f32) -> Vec<Vec<[f32; 2]>> {
    let mut parts: Vec<Vec<[f32; 2]>> = Vec::new();
    let (mut x, mut y) = (0_i32, 0_i32);
    while let Ok(command) = varint(&mut input) {
        let (id, count) = (command & 7, command >> 3);
        if id == 7 {
            continue;
        }
        if id != 1 && id != 2 {
            break;
        }
        for _ in 0..count {
            let (Ok(dx), Ok(dy)) = (varint(&mut input), varint(&mut input)) else { return parts };
            x = x.wrapping_add(zigzag(dx));
            y = y.wrapping_add(zigzag(dy));
            let position = [x as f32 / extent, y as f32 / extent];
            match parts.last_mut() {
                Some(part) if id == 2 && geometry != Geometry::Points => part.push(position),
                _ => parts.push(vec![position]),
            }
        }
    }
    let least = match geometry {
        Geometry::Points => 1,
        Geometry::Lines => 2,
        Geometry::Polygon => 3,
    };
    parts.retain(|part| part.len() >= least);
    parts
}

fn zigzag(n: u64) -> i32 {
    let n = (n & u64::from(u32::MAX)) as u32;
    (n >> 1).cast_signed() ^ -(n & 1).cast_signed()
}

/// Fields of a protocol buffer message, one after the other.
struct Message<'a>(&'a [u8]);

enum Field<'a> {
    Number(u64),
    Fixed64(u64),
    Fixed32(u32),
    Bytes(&'a [u8]),
}

impl<'a> Message<'a> {
    fn next(&mut self) -> Result<Option<(u64, Field<'a>)>, NotATile> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let key = varint(&mut self.0)?;
        let field = match key & 7 {
            0 => Field::Number(varint(&mut self.0)?),
            1 => Field::Fixed64(u64::from_le_bytes(self.take(8)?.try_into().map_err(|_| NotATile)?)),
            2 => {
                let length = usize::try_from(varint(&mut self.0)?).map_err(|_| NotATile)?;
                Field::Bytes(self.take(length)?)
            }
            5 => Field::Fixed32(u32::from_le_bytes(self.take(4)?.try_into().map_err(|_| NotATile)?)),
            _ => return Err(NotATile),
        };
        Ok(Some((key >> 3, field)))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], NotATile> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(NotATile)?;
        self.0 = rest;
        Ok(taken)
    }
}

fn varint(input: &mut &[u8]) -> Result<u64, NotATile> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = input.split_first().ok_or(NotATile)?;
        *input = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(NotATile)
}

#[cfg(test)]
mod tests {
    use super::super::{TileId, archive::Archive, assets};
    use super::*;
    use crate::geodesy::LatLon;
    use proptest::prelude::*;

    fn aleppo_tile() -> Vec<u8> {
        let archive = Archive::open(assets::BASEMAP_CORE).unwrap();
        archive.tile(TileId::containing(LatLon::new(36.2, 37.16).into(), 9)).unwrap().unwrap()
    }

    #[test]
    fn the_tile_over_aleppo_names_it_with_its_people() {
        let layers = decode(&aleppo_tile(), |name| name == "places").unwrap();
        let [places] = layers.as_slice() else { panic!("one layer was asked for") };
        let aleppo = places.features.iter().find(|f| places.get(f, "name") == Some(&Value::Text("Aleppo".into()))).unwrap();
        assert!(matches!(places.get(aleppo, "pop"), Some(Value::Number(people)) if *people > 1e6));
        assert_eq!(aleppo.geometry, Geometry::Points);
    }

    #[test]
    fn every_layer_decodes_to_positions_in_or_just_beside_the_tile() {
        let layers = decode(&aleppo_tile(), |_| true).unwrap();
        assert!(layers.iter().any(|layer| layer.name == "land"));
        for position in layers.iter().flat_map(|l| &l.features).flat_map(|f| &f.parts).flatten() {
            assert!(position.iter().all(|v| (-0.2..=1.2).contains(v)), "{position:?}");
        }
    }

    proptest! {
        #[test]
        fn damaged_tiles_never_panic(hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>()) {
            let mut bytes = aleppo_tile();
            bytes.truncate(cut.index(bytes.len()) + 1);
            for (at, byte) in hits {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = decode(&bytes, |_| true);
        }
    }
}
