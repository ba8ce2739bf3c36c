/**
 * HTTP photo to enrollments topic: a photo is checked, brought to the stored form and published;
 * the caller hears of it when the broker has it, or, if asked, when its outcome is known.
 *
 * <p>Start reading at {@link dev.likeness.ingest.EnrollController}. This package must not know the
 * index or how faces are embedded.
 */
@NullMarked
package dev.likeness.ingest;

import org.jspecify.annotations.NullMarked;
