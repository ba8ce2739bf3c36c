/**
 * Pixels to face boxes. Start reading at {@link dev.likeness.vision.detect.FaceDetector}, which
 * decides how one net looks at a photo.
 *
 * <p>This package must not know files, landmarks or embeddings.
 */
@NullMarked
package dev.likeness.vision.detect;

import org.jspecify.annotations.NullMarked;
