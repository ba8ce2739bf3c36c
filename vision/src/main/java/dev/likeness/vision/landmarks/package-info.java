/**
 * A face box to the 68 points of the face in it, and what they tell about the head's pose. Start
 * reading at {@link dev.likeness.vision.landmarks.LandmarkNet}.
 *
 * <p>This package must not know files, detectors or embeddings.
 */
@NullMarked
package dev.likeness.vision.landmarks;

import org.jspecify.annotations.NullMarked;
