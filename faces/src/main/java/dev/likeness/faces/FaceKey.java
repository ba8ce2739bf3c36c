package dev.likeness.faces;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The name of one enrolled face: {@code gallery/subject/face}, the record key of every topic.
 *
 * <p>A gallery is a set of subjects searched together, a subject is a person, and a face is the
 * producer's identifier of one photo of that person. Keys order by gallery, subject, then face.
 *
 * @param gallery a {@linkplain Segments segment}
 * @param subject a segment
 * @param face a segment
 */
public record FaceKey(String gallery, String subject, String face) implements Comparable<FaceKey> {
  /** The gallery of an enrollment that names none. */
  public static final String DEFAULT_GALLERY = "default";

  private static final int FACE_DIGITS = 16;

  /**
   * @throws InvalidFaceKeyException naming the first segment that breaks a rule
   */
  public FaceKey {
    Segments.require("gallery", gallery);
    Segments.require("subject", subject);
    Segments.require("face", face);
  }

  /** The face segment of a photo that was given none: the same photo gets the same again. */
  public static String faceOf(byte[] photo) {
    return Sha256.hex(photo).substring(0, FACE_DIGITS);
  }

  /**
   * Reads {@code gallery/subject/face}.
   *
   * @throws InvalidFaceKeyException if there are not three segments, or one breaks a rule
   */
  public static FaceKey parse(String text) {
    String[] segments = text.split("/", -1);
    if (segments.length != 3) {
      throw new InvalidFaceKeyException(
          "key",
          "key has "
              + segments.length
              + (segments.length == 1 ? " segment" : " segments")
              + ", expected 3: gallery/subject/face");
    }
    return new FaceKey(segments[0], segments[1], segments[2]);
  }

  /**
   * Reads a record key.
   *
   * @throws InvalidFaceKeyException if the bytes are not UTF-8, or not a key
   */
  public static FaceKey fromBytes(byte[] bytes) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidFaceKeyException("key", "key of " + bytes.length + " bytes is not UTF-8");
    }
  }

  /** The record key: {@link #toString()} in UTF-8. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(FaceKey other) {
    int byGallery = gallery.compareTo(other.gallery);
    int bySubject = byGallery != 0 ? byGallery : subject.compareTo(other.subject);
    return bySubject != 0 ? bySubject : face.compareTo(other.face);
  }

  @Override
  public String toString() {
    return gallery + "/" + subject + "/" + face;
  }
}
