package dev.likeness.topics;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import java.nio.charset.StandardCharsets;
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

  /** Header with the W3C Trace Context of the enrollment; carried on to its outcome. */
  public static final String TRACEPARENT = "traceparent";

  private EnrollmentRecords() {}

  /** The record that enrolls {@code photo}; Kafka's default partitioner finds its partition. */
  public static ProducerRecord<byte[], byte[]> photo(
      FaceKey key, byte[] photo, Metadata metadata, @Nullable String traceparent) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.ENROLLMENTS, key.toBytes(), photo);
    if (!metadata.isEmpty()) {
      record.headers().add(METADATA, metadata.json().getBytes(StandardCharsets.UTF_8));
    }
    if (traceparent != null) {
      HeaderText.put(record.headers(), TRACEPARENT, traceparent);
    }
    return record;
  }

  /** The record that forgets {@code key}. */
  public static ProducerRecord<byte[], byte[]> tombstone(FaceKey key) {
    return new ProducerRecord<>(Topics.ENROLLMENTS, key.toBytes(), null);
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
}
