package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was forgotten, and when the log will have let go of it.
 *
 * @param status what became of them: unfindable from now on
 * @param count how many faces
 * @param forgottenAt when the index had seen every tombstone
 * @param erasedBy when the photos, and their embeddings by the models in use, are gone from the
 *     broker's disk at the latest
 * @param faces the first {@value #LISTED} of them, each with the place of its tombstone
 */
record ForgetReceipt(
    String status, int count, Instant forgottenAt, Instant erasedBy, List<ForgottenFace> faces) {
  private static final int LISTED = 1_000;

  static ForgetReceipt of(
      List<FaceKey> keys, List<Source> tombstones, Instant forgottenAt, Instant erasedBy) {
    List<ForgottenFace> faces = new ArrayList<>();
    for (int i = 0; i < Math.min(LISTED, keys.size()); i++) {
      FaceKey key = keys.get(i);
      faces.add(
          new ForgottenFace(
              key.gallery(), key.subject(), key.face(), tombstones.get(i).toString()));
    }
    return new ForgetReceipt("forgotten", keys.size(), forgottenAt, erasedBy, faces);
  }

  /** One forgotten face; {@code position} is its tombstone's. */
  record ForgottenFace(String gallery, String subject, String face, String position) {}
}
