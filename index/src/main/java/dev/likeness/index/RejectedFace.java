package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;

/**
 * A face that cannot be found.
 *
 * @param key whose it is
 * @param source the enrollment that was rejected
 */
public record RejectedFace(FaceKey key, Source source) {}
