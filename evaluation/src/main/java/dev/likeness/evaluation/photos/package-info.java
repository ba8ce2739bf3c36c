/**
 * Labelled photos on disk to labelled faces: {@code DIR/person/photo.jpg} is read, looked at once,
 * and remembered.
 *
 * <p>Start reading at {@link dev.likeness.evaluation.photos.Gathering}. Must not know how a photo
 * is looked at: a {@link dev.likeness.evaluation.photos.FaceSource} does that.
 */
@NullMarked
package dev.likeness.evaluation.photos;

import org.jspecify.annotations.NullMarked;
