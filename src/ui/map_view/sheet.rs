//! What lies over the ground and under the names: triangles that many marks share, each time with where they stand.
//!
//! A frame of a long war is half a million corners; of them only a few hundred places are new from frame to frame.

use eframe::egui::Vec2;
use eframe::egui::epaint::{Mesh, Vertex};
use std::ops::Range;
use std::sync::Arc;

/// Triangles around (0, 0), pressed onto the map again and again.
pub struct Die {
    /// No other die has it.
    pub number: u64,
    pub triangles: Mesh,
}

pub enum Step {
    /// Around this point of the frame.
    Die(Arc<Die>, Vec2),
    /// Of the indices of [`Sheet::loose`].
    Loose(Range<u32>),
}

/// In paint order; positions are points of the map's frame.
#[derive(Default)]
pub struct Sheet {
    pub steps: Vec<Step>,
    /// What is drawn only once.
    pub loose: Mesh,
}

impl Sheet {
    /// All of it as one mesh, moved: for a window that has no graphics card.
    #[must_use]
    pub fn flat(&self, by: Vec2) -> Mesh {
        let mut mesh = Mesh::default();
        let moved = |vertex: &Vertex, by: Vec2| Vertex { pos: vertex.pos + by, ..*vertex };
        mesh.vertices.extend(self.loose.vertices.iter().map(|vertex| moved(vertex, by)));
        for step in &self.steps {
            match step {
                Step::Die(die, at) => {
                    let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
                    mesh.vertices.extend(die.triangles.vertices.iter().map(|vertex| moved(vertex, *at + by)));
                    mesh.indices.extend(die.triangles.indices.iter().map(|index| index.saturating_add(first)));
                }
                Step::Loose(Range { start, end }) => {
                    mesh.indices.extend(self.loose.indices.get(*start as usize..*end as usize).unwrap_or(&[]));
                }
            }
        }
        mesh
    }
}
