package dev.likeness.faces;

/**
 * Five points of a face, in pixels of its photo. Left and right are the viewer's: in an upright
 * frontal photo {@code leftEye.x < rightEye.x}.
 *
 * @param leftEye the centre of the eye on the photo's left
 * @param rightEye the centre of the eye on the photo's right
 * @param nose the tip of the nose
 * @param mouthLeft the corner of the mouth on the photo's left
 * @param mouthRight the corner of the mouth on the photo's right
 */
public record Landmarks(
    Point leftEye, Point rightEye, Point nose, Point mouthLeft, Point mouthRight) {}
