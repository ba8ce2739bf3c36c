package dev.likeness.embed;

import dev.likeness.faces.Source;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.PhotoAnalysis;

/**
 * Finds and embeds the one face of the photo whose record stands at {@code source}: the engine, as
 * the topology sees it.
 */
@FunctionalInterface
interface Enroller {
  PhotoAnalysis enroll(EnrollmentPhoto photo, Source source);
}
