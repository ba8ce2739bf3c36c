package dev.likeness.search.erasure;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was forgotten, and by when the photos have left the broker's disk.
 *
 * @param status what became of them: unfindable from now on
 * @param count how many faces, also those of which there were dead letters alone
 * @param deadLetters how many dead letters of theirs were taken back with them
 * @param forgottenAt when the index had seen every tombstone
 * @param erasedBy when the photos, and their embeddings by the models in use, are gone from the
 *     broker's disk at the latest
 * @param faces the first thousand of them, each with the place of its tombstone
 */
public record ForgetReceipt(
    String status,
    int count,
    int deadLetters,
    Instant forgottenAt,
    Instant erasedBy,
    List<ForgottenFace> faces) {
  private static final int LISTED = 1_000;

  static ForgetReceipt of(
      List<FaceKey> keys,
      List<Source> tombstones,
      int deadLetters,
      Instant forgottenAt,
      Instant erasedBy) {
    List<ForgottenFace> faces = new ArrayList<>();
    for (int i = 0; i < Math.min(LISTED, keys.size()); i++) {
      FaceKey key = keys.get(i);
      faces.add(
          new ForgottenFace(
              key.gallery(), key.subject(), key.face(), tombstones.get(i).toString()));
    }
    return new ForgetReceipt("forgotten", keys.size(), deadLetters, forgottenAt, erasedBy, faces);
  }

  /**
   * One forgotten face.
   *
   * @param gallery the gallery
   * @param subject the person
   * @param face the producer's id of the photo
   * @param position of its tombstone, {@code partition:offset}
   */
  record ForgottenFace(String gallery, String subject, String face, String position) {}
}
