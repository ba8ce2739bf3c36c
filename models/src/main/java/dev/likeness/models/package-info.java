/**
 * Builds the bundles of the release: reads the weights of packages, writes the same nets as ONNX
 * files, and cards that describe and seal them.
 *
 * <p>Start reading at {@link dev.likeness.models.BundleBuilder}; each net has a class of its own.
 * Runs at build time only. This package must not know who uses the bundle.
 */
@NullMarked
package dev.likeness.models;

import org.jspecify.annotations.NullMarked;
