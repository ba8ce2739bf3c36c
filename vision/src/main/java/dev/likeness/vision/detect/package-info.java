/**
 * Pixels to face boxes. Start reading at {@link dev.likeness.vision.detect.FaceDetector}, which
 * asks a cheap net first and a thorough one when in doubt.
 *
 * <p>This package must not know files, landmarks or embeddings.
 */
@NullMarked
package dev.likeness.vision.detect;

import org.jspecify.annotations.NullMarked;
