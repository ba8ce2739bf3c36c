package dev.likeness.embed;

import dev.likeness.vision.PhotoAnalysis;

/** Finds and embeds the one face of a photo: the engine, as the topology sees it. */
@FunctionalInterface
interface Enroller {
  PhotoAnalysis enroll(byte[] photo);
}
