/**
 * A face's points to its vector: align the face to the recognition net's template, assess the
 * picture, embed it. Start reading at {@link dev.likeness.vision.embed.FaceAligner}, then {@link
 * dev.likeness.vision.embed.Embedder}.
 *
 * <p>This package must not know files or detectors.
 */
@NullMarked
package dev.likeness.vision.embed;

import org.jspecify.annotations.NullMarked;
