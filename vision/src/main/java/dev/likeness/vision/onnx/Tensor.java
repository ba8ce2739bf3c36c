package dev.likeness.vision.onnx;

/** A net's output: its sizes, and its values in row-major order. Not copied, not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // copied out of native memory once, read once
public record Tensor(long[] shape, float[] values) {}
