/**
 * A face's points to its vector: cut the face out as the recognition net wants it, assess the
 * picture, embed it. Start reading at {@link dev.likeness.vision.embed.Alignment}, then {@link
 * dev.likeness.vision.embed.Embedder}.
 *
 * <p>This package must not know files or detectors.
 */
@NullMarked
package dev.likeness.vision.embed;

import org.jspecify.annotations.NullMarked;
