/**
 * Runs one ONNX net: uint8 pictures in, float tensors out. Start reading at {@link
 * dev.likeness.vision.onnx.Net}. This package must not know what its nets compute.
 */
@NullMarked
package dev.likeness.vision.onnx;

import org.jspecify.annotations.NullMarked;
