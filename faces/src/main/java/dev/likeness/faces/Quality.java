package dev.likeness.faces;

/**
 * What a face's picture is worth for recognition.
 *
 * @param size the shorter side of the face's box, in pixels of the photo as sent
 * @param sharpness variance of the Laplacian over the aligned face; below about 20 is a blur
 * @param brightness mean luma of the aligned face, in [0, 255]
 * @param yaw turn to the side, in degrees, 0 frontal, positive towards the photo's right
 * @param pitch nod, in degrees, 0 frontal, positive downwards
 * @param roll in-plane rotation, in degrees, 0 upright, positive clockwise
 */
public record Quality(
    float size, float sharpness, float brightness, float yaw, float pitch, float roll) {}
