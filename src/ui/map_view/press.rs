//! The scene's triangles on the graphics card: each die goes there once, and a frame says where they stand.
//!
//! In: a sheet. Out: a shape that paints it. The interface's own painter would copy the triangles of thousands of marks into
//! each frame, and again to the card; for a frame that changed little that was most of the work.

use super::sheet::{Die, Sheet, Step};
use eframe::egui::epaint::{Mesh, PaintCallbackInfo, Vertex};
use eframe::egui::{Rect, Shape, Vec2};
use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;
use rustc_hash::FxHashMap;
use std::mem::offset_of;
use std::ops::Range;
use std::sync::Arc;
use wgpu::util::DeviceExt;

/// What stays on the card.
struct Press {
    pipeline: wgpu::RenderPipeline,
    frame: wgpu::Buffer,
    bound: wgpu::BindGroup,
    dies: Triangles,
    /// Where each die lies among them.
    places: FxHashMap<u64, Range<u32>>,
    loose: Triangles,
    /// Where each draw stands.
    stands: wgpu::Buffer,
    draws: Vec<Draw>,
    /// What the draws are of.
    sheet: Arc<Sheet>,
}

struct Draw {
    loose: bool,
    indices: Range<u32>,
}

/// Corners and what makes triangles of them.
struct Triangles {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    /// So many of both are in use.
    used: [usize; 2],
}

/// Once for a window, before the first shape is painted.
pub fn install(state: &RenderState) {
    let press = || Press::new(&state.device, state.target_format);
    state.renderer.write().callback_resources.entry().or_insert_with(press);
}

/// Paints the sheet with its corner at `origin`. `window` is all that is painted into; the painter clips.
pub fn shape(window: Rect, origin: Vec2, sheet: Arc<Sheet>) -> Shape {
    Callback::new_paint_callback(window, Printed { window, origin, sheet }).into()
}

/// One sheet in one frame.
struct Printed {
    window: Rect,
    origin: Vec2,
    sheet: Arc<Sheet>,
}

impl Press {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let source = wgpu::ShaderSource::Wgsl(include_str!("press.wgsl").into());
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor { label: Some(LABEL), source });
        let binding = wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX,
            ty: wgpu::BindingType::Buffer { ty: wgpu::BufferBindingType::Uniform, has_dynamic_offset: false, min_binding_size: None },
            count: None,
        };
        let bindings = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some(LABEL), entries: &[binding] });
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some(LABEL),
            bind_group_layouts: &[Some(&bindings)],
            immediate_size: 0,
        });
        let attribute = |format, offset: usize, shader_location| wgpu::VertexAttribute { format, offset: offset as u64, shader_location };
        let attributes = [
            attribute(wgpu::VertexFormat::Float32x2, offset_of!(Vertex, pos), 0),
            attribute(wgpu::VertexFormat::Unorm8x4, offset_of!(Vertex, color), 1),
        ];
        let place = [attribute(wgpu::VertexFormat::Float32x2, 0, 2)];
        let layout_of =
            |stride: usize, step_mode, attributes| Some(wgpu::VertexBufferLayout { array_stride: stride as u64, step_mode, attributes });
        // As the interface is painted: colours are multiplied by their alpha.
        let blend = |src_factor, dst_factor| wgpu::BlendComponent { src_factor, dst_factor, operation: wgpu::BlendOperation::Add };
        let target = wgpu::ColorTargetState {
            format,
            blend: Some(wgpu::BlendState {
                color: blend(wgpu::BlendFactor::One, wgpu::BlendFactor::OneMinusSrcAlpha),
                alpha: blend(wgpu::BlendFactor::OneMinusDstAlpha, wgpu::BlendFactor::One),
            }),
            write_mask: wgpu::ColorWrites::ALL,
        };
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(LABEL),
            layout: Some(&layout),
            vertex: wgpu::VertexState {
                module: &module,
                entry_point: Some("corner"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: &[
                    layout_of(size_of::<Vertex>(), wgpu::VertexStepMode::Vertex, &attributes),
                    layout_of(size_of::<[f32; 2]>(), wgpu::VertexStepMode::Instance, &place),
                ],
            },
            fragment: Some(wgpu::FragmentState {
                module: &module,
                entry_point: Some(if format.is_srgb() { "onto_linear" } else { "onto_gamma" }),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(target)],
            }),
            primitive: wgpu::PrimitiveState::default(),
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            multiview_mask: None,
            cache: None,
        });
        let frame = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some(LABEL),
            contents: &[0; 16],
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
        });
        let entries = [wgpu::BindGroupEntry { binding: 0, resource: frame.as_entire_binding() }];
        let bound = device.create_bind_group(&wgpu::BindGroupDescriptor { label: Some(LABEL), layout: &bindings, entries: &entries });
        Self {
            pipeline,
            frame,
            bound,
            dies: Triangles::new(device),
            places: FxHashMap::default(),
            loose: Triangles::new(device),
            stands: room(device, wgpu::BufferUsages::VERTEX, 0),
            draws: Vec::new(),
            sheet: Arc::default(),
        }
    }

    fn take(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, sheet: &Arc<Sheet>) {
        if Arc::ptr_eq(&self.sheet, sheet) {
            return;
        }
        self.hold(device, queue, sheet);
        self.loose.used = [0, 0];
        self.loose.append(device, queue, std::iter::once(&sheet.loose));
        self.draws.clear();
        let mut stands: Vec<[f32; 2]> = Vec::with_capacity(sheet.steps.len());
        for step in &sheet.steps {
            let (draw, at) = match step {
                Step::Die(die, at) => (self.places.get(&die.number).map(|place| Draw { loose: false, indices: place.clone() }), *at),
                Step::Loose(indices) => (Some(Draw { loose: true, indices: indices.clone() }), Vec2::ZERO),
            };
            if let Some(draw) = draw {
                self.draws.push(draw);
                stands.push([at.x, at.y]);
            }
        }
        make_room(device, &mut self.stands, wgpu::BufferUsages::VERTEX, size_of_val(stands.as_slice()));
        queue.write_buffer(&self.stands, 0, bytemuck::cast_slice(&stands));
        self.sheet = Arc::clone(sheet);
    }

    /// Brings the sheet's dies onto the card, as far as they do not lie there. When room becomes scarce, all others go.
    fn hold(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, sheet: &Sheet) {
        let mut missing = self.missing(sheet);
        if !self.dies.fits(missing.iter().map(|die| &die.triangles)) {
            self.places.clear();
            self.dies.used = [0, 0];
            missing = self.missing(sheet);
        }
        let at = |used: usize| u32::try_from(used).unwrap_or(u32::MAX);
        let mut from = self.dies.used[1];
        for die in &missing {
            let to = from + die.triangles.indices.len();
            self.places.insert(die.number, at(from)..at(to));
            from = to;
        }
        self.dies.append(device, queue, missing.iter().map(|die| &die.triangles));
    }

    fn missing<'a>(&self, sheet: &'a Sheet) -> Vec<&'a Die> {
        let die = |step: &'a Step| if let Step::Die(die, _) = step { Some(&**die) } else { None };
        let mut missing: Vec<&Die> = sheet.steps.iter().filter_map(die).filter(|die| !self.places.contains_key(&die.number)).collect();
        missing.sort_by_key(|die| die.number);
        missing.dedup_by_key(|die| die.number);
        missing
    }
}

impl Triangles {
    fn new(device: &wgpu::Device) -> Self {
        let [vertices, indices] = [wgpu::BufferUsages::VERTEX, wgpu::BufferUsages::INDEX].map(|usage| room(device, usage, 0));
        Self { vertices, indices, used: [0, 0] }
    }

    /// Whether they have room beside what is there.
    fn fits<'a>(&self, meshes: impl Iterator<Item = &'a Mesh>) -> bool {
        let [vertices, indices] = meshes.fold(self.used, |[v, i], mesh| [v + mesh.vertices.len(), i + mesh.indices.len()]);
        (vertices * size_of::<Vertex>()) as u64 <= self.vertices.size() && (indices * size_of::<u32>()) as u64 <= self.indices.size()
    }

    /// Adds them to what is there; where nothing is, room is made for them.
    fn append<'a>(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, meshes: impl Iterator<Item = &'a Mesh>) {
        let (mut vertices, mut indices): (Vec<Vertex>, Vec<u32>) = (Vec::new(), Vec::new());
        for mesh in meshes {
            let first = u32::try_from(self.used[0] + vertices.len()).unwrap_or(u32::MAX);
            vertices.extend_from_slice(&mesh.vertices);
            indices.extend(mesh.indices.iter().map(|index| index.saturating_add(first)));
        }
        if vertices.is_empty() {
            return;
        }
        let [vertices_from, indices_from] = self.used;
        if self.used == [0, 0] {
            make_room(device, &mut self.vertices, wgpu::BufferUsages::VERTEX, size_of_val(vertices.as_slice()));
            make_room(device, &mut self.indices, wgpu::BufferUsages::INDEX, size_of_val(indices.as_slice()));
        }
        queue.write_buffer(&self.vertices, (vertices_from * size_of::<Vertex>()) as u64, bytemuck::cast_slice(&vertices));
        queue.write_buffer(&self.indices, (indices_from * size_of::<u32>()) as u64, bytemuck::cast_slice(&indices));
        self.used = [vertices_from + vertices.len(), indices_from + indices.len()];
    }
}

const LABEL: &str = "marks";

/// For so many bytes, and as many again.
fn make_room(device: &wgpu::Device, buffer: &mut wgpu::Buffer, usage: wgpu::BufferUsages, bytes: usize) {
    let needed = bytes as u64;
    // Much more room than is needed is given back.
    if buffer.size() < needed || buffer.size() > needed.max(LEAST) * 8 {
        *buffer = room(device, usage, needed * 2);
    }
}

/// Bytes.
const LEAST: u64 = 1 << 16;

fn room(device: &wgpu::Device, usage: wgpu::BufferUsages, bytes: u64) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: Some(LABEL),
        size: bytes.max(LEAST).next_multiple_of(wgpu::COPY_BUFFER_ALIGNMENT),
        usage: usage | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    })
}

impl CallbackTrait for Printed {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(press) = resources.get_mut::<Press>() {
            let corner = self.window.min - self.origin;
            let frame = [corner.x, corner.y, self.window.width(), self.window.height()];
            queue.write_buffer(&press.frame, 0, bytemuck::cast_slice(&frame));
            press.take(device, queue, &self.sheet);
        }
        Vec::new()
    }

    fn paint(&self, _info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, resources: &CallbackResources) {
        let Some(press) = resources.get::<Press>().filter(|press| Arc::ptr_eq(&press.sheet, &self.sheet)) else { return };
        pass.set_pipeline(&press.pipeline);
        pass.set_bind_group(0, &press.bound, &[]);
        pass.set_vertex_buffer(1, press.stands.slice(..));
        let mut bound = None;
        for (draw, number) in press.draws.iter().zip(0_u32..) {
            if bound.replace(draw.loose) != Some(draw.loose) {
                let triangles = if draw.loose { &press.loose } else { &press.dies };
                pass.set_vertex_buffer(0, triangles.vertices.slice(..));
                pass.set_index_buffer(triangles.indices.slice(..), wgpu::IndexFormat::Uint32);
            }
            pass.draw_indexed(draw.indices.clone(), 0, number..number + 1);
        }
    }
}
