/**
 * Embeddings to nearest: one Lucene index that remembers the outcome of every face of a partition
 * and finds the faces most similar to a probe.
 *
 * <p>Start reading at {@link dev.likeness.index.FaceIndex}. This package must not know where
 * outcomes come from (Kafka), how vectors are made (ONNX, OpenCV) or who asks (Spring).
 */
@NullMarked
package dev.likeness.index;

import org.jspecify.annotations.NullMarked;
