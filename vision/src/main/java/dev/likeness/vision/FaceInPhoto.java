package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Vector;

/**
 * One face of a photo, in pixels of the upright photo as it was given.
 *
 * @param box where it is
 * @param landmarks its five points
 * @param confidence the detector's, in [0, 1]
 * @param quality what its picture is worth
 * @param vector what the model made of it, of unit length
 */
public record FaceInPhoto(
    Box box, Landmarks landmarks, float confidence, Quality quality, Vector vector) {}
