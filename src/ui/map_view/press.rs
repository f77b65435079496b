//! The scene's triangles on the graphics card: they go there when they change, not with every frame.
//!
//! In: a mesh without texture, in points of the window. Out: a shape that paints it. The interface's own painter would copy
//! the triangles of thousands of marks into each frame, and again to the card; for a frame that changed nothing that was most
//! of the work.

use eframe::egui::epaint::{Mesh, PaintCallbackInfo, Vertex};
use eframe::egui::{Rect, Shape};
use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;
use std::mem::offset_of;
use std::sync::Arc;
use wgpu::util::DeviceExt;

/// What stays on the card.
struct Press {
    pipeline: wgpu::RenderPipeline,
    frame: wgpu::Buffer,
    bound: wgpu::BindGroup,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    /// What lies in the buffers.
    mesh: Arc<Mesh>,
}

/// Once for a window, before the first shape is painted.
pub fn install(state: &RenderState) {
    let press = || Press::new(&state.device, state.target_format);
    state.renderer.write().callback_resources.entry().or_insert_with(press);
}

/// Paints the mesh. `window` is all that is painted into; the painter clips.
pub fn shape(window: Rect, mesh: Arc<Mesh>) -> Shape {
    Callback::new_paint_callback(window, Sheet { window, mesh }).into()
}

/// One mesh in one frame.
struct Sheet {
    window: Rect,
    mesh: Arc<Mesh>,
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
                buffers: &[Some(wgpu::VertexBufferLayout {
                    array_stride: size_of::<Vertex>() as u64,
                    step_mode: wgpu::VertexStepMode::Vertex,
                    attributes: &attributes,
                })],
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
            vertices: room(device, wgpu::BufferUsages::VERTEX, 0),
            indices: room(device, wgpu::BufferUsages::INDEX, 0),
            mesh: Arc::default(),
        }
    }

    fn take(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, mesh: &Arc<Mesh>) {
        if Arc::ptr_eq(&self.mesh, mesh) {
            return;
        }
        fill(device, queue, &mut self.vertices, wgpu::BufferUsages::VERTEX, bytemuck::cast_slice(&mesh.vertices));
        fill(device, queue, &mut self.indices, wgpu::BufferUsages::INDEX, bytemuck::cast_slice(&mesh.indices));
        self.mesh = Arc::clone(mesh);
    }
}

const LABEL: &str = "marks";

fn fill(device: &wgpu::Device, queue: &wgpu::Queue, buffer: &mut wgpu::Buffer, usage: wgpu::BufferUsages, bytes: &[u8]) {
    let needed = bytes.len() as u64;
    // Much more room than is needed is given back.
    if buffer.size() < needed || buffer.size() > needed.max(LEAST) * 8 {
        *buffer = room(device, usage, needed + needed / 4);
    }
    queue.write_buffer(buffer, 0, bytes);
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

impl CallbackTrait for Sheet {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(press) = resources.get_mut::<Press>() {
            let Rect { min, .. } = self.window;
            let frame = [min.x, min.y, self.window.width(), self.window.height()];
            queue.write_buffer(&press.frame, 0, bytemuck::cast_slice(&frame));
            press.take(device, queue, &self.mesh);
        }
        Vec::new()
    }

    fn paint(&self, _info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, resources: &CallbackResources) {
        let Some(press) = resources.get::<Press>().filter(|press| Arc::ptr_eq(&press.mesh, &self.mesh)) else { return };
        if let Ok(count) = u32::try_from(self.mesh.indices.len()) {
            pass.set_pipeline(&press.pipeline);
            pass.set_bind_group(0, &press.bound, &[]);
            pass.set_vertex_buffer(0, press.vertices.slice(..));
            pass.set_index_buffer(press.indices.slice(..), wgpu::IndexFormat::Uint32);
            pass.draw_indexed(0..count, 0, 0..1);
        }
    }
}
