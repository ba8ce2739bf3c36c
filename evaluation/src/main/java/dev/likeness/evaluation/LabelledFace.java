package dev.likeness.evaluation;

import dev.likeness.faces.Vector;

/**
 * One face and whose it is.
 *
 * @param person the label; faces with the same label are of the same person
 * @param photo where the face was found, for people to look it up
 * @param vector what the model made of it, of unit length
 */
public record LabelledFace(String person, String photo, Vector vector) {}
