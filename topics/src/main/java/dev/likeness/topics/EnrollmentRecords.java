package dev.likeness.topics;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Segments;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@link Topics#ENROLLMENTS}: the key names the face, the value is an image file as
 * it is, or null to forget the face.
 */
public final class EnrollmentRecords {
  /** Header with the metadata, UTF-8 JSON. */
  public static final String METADATA = "metadata";

  /**
   * Header with the W3C Trace Context of the enrollment; carried on to its outcome, and dropped if
   * it has another form.
   */
  public static final String TRACEPARENT = "traceparent";

  /** Header with the {@link Box} of the face that is meant, in pixels of the record's photo. */
  public static final String BOX = "box";

  /** Header with the {@link Cut} of a photo that was cut or shrunk before it was published. */
  public static final String CUT = "cut";

  /**
   * Header of a tombstone that removes the stray copy of a record from a partition where its key
   * does not belong. Every worker passes over it.
   */
  public static final String STRAY = "likeness-stray";

  /**
   * W3C Trace Context 1 (https://www.w3.org/TR/trace-context/), section 3.2: version, trace id,
   * parent id, flags.
   */
  private static final Pattern TRACE =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int TRACE_BYTES = 55;

  private EnrollmentRecords() {}

  /** The record that enrolls {@code photo}; Kafka's default partitioner finds its partition. */
  public static ProducerRecord<byte[], byte[]> photo(
      FaceKey key, byte[] photo, Metadata metadata, @Nullable String traceparent) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.ENROLLMENTS, key.toBytes(), photo);
    if (!metadata.isEmpty()) {
      record.headers().add(METADATA, metadata.json().getBytes(StandardCharsets.UTF_8));
    }
    if (traceparent != null && TRACE.matcher(traceparent).matches()) {
      HeaderText.put(record.headers(), TRACEPARENT, traceparent);
    }
    return record;
  }

  /** Says which face of the record's photo is meant, in pixels of that photo. */
  public static void putBox(ProducerRecord<byte[], byte[]> record, Box box) {
    HeaderText.put(record.headers(), BOX, box.text());
  }

  /** Says how the record's photo lies in the photo as it was sent. */
  public static void putCut(ProducerRecord<byte[], byte[]> record, Cut cut) {
    HeaderText.put(record.headers(), CUT, cut.text());
  }

  /**
   * Where the face that is meant is, in pixels of the record's photo; null if it is not said.
   *
   * @throws InvalidBoxException if the header has another form
   */
  public static @Nullable Box box(Headers headers) {
    String text = HeaderText.get(headers, BOX);
    return text == null ? null : Box.parse(text);
  }

  /**
   * How the record's photo lies in the photo as it was sent; null if it is that photo.
   *
   * @throws InvalidBoxException if the header has another form
   */
  public static @Nullable Cut cut(Headers headers) {
    String text = HeaderText.get(headers, CUT);
    return text == null ? null : Cut.parse(text);
  }

  /** The record that forgets {@code key}. */
  public static ProducerRecord<byte[], byte[]> tombstone(FaceKey key) {
    return new ProducerRecord<>(Topics.ENROLLMENTS, key.toBytes(), null);
  }

  /**
   * The face a record of the topic is about.
   *
   * @throws InvalidFaceKeyException if its key is none, or names a reserved gallery and the record
   *     is not one of {@link ClosingRecords}
   */
  public static FaceKey key(byte[] key, byte @Nullable [] value) {
    FaceKey face = FaceKey.fromBytes(key);
    if (!ClosingRecords.isOne(key, value)) {
      Segments.requireGallery(face.gallery());
    }
    return face;
  }

  /**
   * The metadata among a record's headers; {@link Metadata#NONE} if there is none.
   *
   * @throws InvalidMetadataException if there is, and it is not valid
   */
  public static Metadata metadata(Headers headers) {
    Header header = headers.lastHeader(METADATA);
    return header == null || header.value() == null || header.value().length == 0
        ? Metadata.NONE
        : MetadataJson.parse(header.value());
  }

  /** The trace context among a record's headers; null if there is none, or it has another form. */
  public static @Nullable Header trace(Headers headers) {
    Header header = headers.lastHeader(TRACEPARENT);
    if (header == null || header.value() == null || header.value().length != TRACE_BYTES) {
      return null;
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    return TRACE.matcher(text).matches() ? header : null;
  }

  /** Whether a record is a tombstone that only removes a stray copy. */
  public static boolean removesStray(byte @Nullable [] value, Headers headers) {
    return value == null && headers.lastHeader(STRAY) != null;
  }
}
