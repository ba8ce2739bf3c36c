/**
 * Embeddings to nearest: one Lucene index that holds the faces of a partition, each with a payload
 * it does not look into, and finds the faces most similar to a probe.
 *
 * <p>Start reading at {@link dev.likeness.index.FaceIndex}. This package must not know where faces
 * come from (Kafka), how vectors are made (ONNX, OpenCV), what an outcome looks like or who asks
 * (Spring).
 */
@NullMarked
package dev.likeness.index;

import org.jspecify.annotations.NullMarked;
