package dev.likeness.faces;

import java.time.Instant;

/**
 * A photo that became findable: the face in it, and the vector a model made of that face.
 *
 * @param model the model card's id
 * @param vector the unit vector; its dimension is the model's
 * @param box where the face is, in pixels of the stored photo
 * @param landmarks its points, in pixels of the stored photo
 * @param confidence the detector's, in [0, 1]
 * @param quality what the picture of the face is worth
 * @param rotated by how many degrees the stored photo was turned clockwise to be read with the face
 *     upright: 0, 90, 180 or 270; box and landmarks are those of the photo as it is stored
 * @param photoSha256 the stored photo's SHA-256, 64 lower-case hex digits
 * @param photoWidth the upright stored photo's, in its pixels; 0 if not known
 * @param photoHeight the upright stored photo's, in its pixels; 0 if not known
 * @param source the enrollment record
 * @param enrolledAt that record's timestamp
 * @param metadata what the producer attached
 */
public record Embedding(
    String model,
    Vector vector,
    Box box,
    Landmarks landmarks,
    float confidence,
    Quality quality,
    int rotated,
    String photoSha256,
    int photoWidth,
    int photoHeight,
    Source source,
    Instant enrolledAt,
    Metadata metadata)
    implements Outcome {
  public Embedding {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence + ", expected 0 to 1");
    }
    if (rotated % 90 != 0 || rotated < 0 || rotated > 270) {
      throw new IllegalArgumentException("rotated is " + rotated + ", expected 0, 90, 180 or 270");
    }
    if (photoSha256.length() != 64) {
      throw new IllegalArgumentException(
          "photo SHA-256 has " + photoSha256.length() + " digits, expected 64");
    }
  }

  /** A face of an upright photo, of a size that is not known. */
  public Embedding(
      String model,
      Vector vector,
      Box box,
      Landmarks landmarks,
      float confidence,
      Quality quality,
      String photoSha256,
      Source source,
      Instant enrolledAt,
      Metadata metadata) {
    this(
        model,
        vector,
        box,
        landmarks,
        confidence,
        quality,
        0,
        photoSha256,
        0,
        0,
        source,
        enrolledAt,
        metadata);
  }
}
