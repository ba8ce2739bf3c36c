/**
 * What Likeness talks about: who a photo belongs to ({@link dev.likeness.faces.FaceKey}), where the
 * face is in it ({@link dev.likeness.faces.Box}, {@link dev.likeness.faces.Landmarks}) and what
 * became of it ({@link dev.likeness.faces.Outcome}).
 *
 * <p>Start reading at {@link dev.likeness.faces.Outcome}. These are values with rules and nothing
 * else: this package must not know how they travel, how they are computed or where they are kept.
 */
@NullMarked
package dev.likeness.faces;

import org.jspecify.annotations.NullMarked;
