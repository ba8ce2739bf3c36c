package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One face of a photo, in pixels of the photo as it was given, turned only as its EXIF says.
 *
 * @param box where it is
 * @param landmarks its five points
 * @param confidence the detector's, in [0, 1]
 * @param quality what its picture is worth
 * @param rotated by how many degrees the photo is to be turned clockwise for the face to be
 *     upright: 0, 90, 180 or 270
 * @param objection why the face would be refused if it were enrolled; null if it would not
 */
public record DetectedFace(
    Box box,
    Landmarks landmarks,
    float confidence,
    Quality quality,
    int rotated,
    @Nullable Unusable objection) {}
