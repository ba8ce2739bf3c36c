/**
 * Pixels to embeddings. {@link dev.likeness.vision.FaceEngine} takes a photo's bytes and answers
 * with the faces in it and their vectors, or with the reason why there are none; {@link
 * dev.likeness.vision.PhotoNormalizer} brings a photo into the form it is stored in.
 *
 * <p>Start reading at {@link dev.likeness.vision.FaceEngine}; the packages below it are its stages
 * in order: decode, detect, align, embed. This package must not know where photos come from or
 * where vectors go: no Kafka, no Spring, no Lucene. The nets are found as a {@link
 * dev.likeness.vision.ModelBundle} at run time.
 */
@NullMarked
package dev.likeness.vision;

import org.jspecify.annotations.NullMarked;
