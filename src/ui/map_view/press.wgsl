// Corners of triangles as the interface's own painter takes them, without a texture.

struct Frame {
    // The part of the window that is painted into, in points of the map's frame.
    origin: vec2<f32>,
    size: vec2<f32>,
};

@group(0) @binding(0) var<uniform> frame: Frame;

struct Corner {
    @builtin(position) position: vec4<f32>,
    // As a screen takes it, multiplied by its alpha.
    @location(0) color: vec4<f32>,
};

@vertex
fn corner(@location(0) position: vec2<f32>, @location(1) color: vec4<f32>, @location(2) stands: vec2<f32>) -> Corner {
    let at = (position + stands - frame.origin) / frame.size;
    var out: Corner;
    out.position = vec4<f32>(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, 0.0, 1.0);
    out.color = color;
    return out;
}

@fragment
fn onto_gamma(in: Corner) -> @location(0) vec4<f32> {
    return in.color;
}

// A target that turns what it is given into sRGB must be given light.
@fragment
fn onto_linear(in: Corner) -> @location(0) vec4<f32> {
    let low = in.color.rgb / vec3<f32>(12.92);
    let high = pow((in.color.rgb + vec3<f32>(0.055)) / vec3<f32>(1.055), vec3<f32>(2.4));
    return vec4<f32>(select(high, low, in.color.rgb < vec3<f32>(0.04045)), in.color.a);
}
