package dev.likeness.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.topics.DeadLetters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is answered: everything but the photo.
 *
 * @param offset names it
 * @param key the record's key as text if it is UTF-8
 * @param keyHex the key in hex if it is not
 * @param reason why it became one
 * @param detail the same in a sentence
 * @param source where the record stood before
 * @param timestamp of the record, RFC 3339
 * @param bytes how long the value is
 * @param tombstone whether the record had no value: it meant to forget a face
 * @param omitted what of the record had to be left out; null if it is whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetter(
    long offset,
    @Nullable String key,
    @Nullable String keyHex,
    @Nullable String reason,
    @Nullable String detail,
    Place source,
    String timestamp,
    int bytes,
    boolean tombstone,
    @Nullable String omitted) {

  /**
   * A place in a topic, as the letter's headers say it.
   *
   * @param topic the topic's name
   * @param partition the partition's number
   * @param offset the record's offset in the partition
   */
  @Schema(name = "RecordPlace")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Place(@Nullable String topic, @Nullable Long partition, @Nullable Long offset) {}

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    byte[] key = DeadLetters.ownKey(record.key(), headers);
    String text = utf8(key);
    byte @Nullable [] value = record.value();
    return new DeadLetter(
        record.offset(),
        text,
        text != null ? null : HexFormat.of().formatHex(key),
        DeadLetters.text(headers, DeadLetters.REASON),
        DeadLetters.text(headers, DeadLetters.DETAIL),
        new Place(
            DeadLetters.text(headers, DeadLetters.SOURCE_TOPIC),
            number(headers, DeadLetters.SOURCE_PARTITION),
            number(headers, DeadLetters.SOURCE_OFFSET)),
        Instant.ofEpochMilli(record.timestamp()).toString(),
        value == null ? 0 : value.length,
        DeadLetters.isTombstone(value, headers),
        DeadLetters.text(headers, DeadLetters.OMITTED));
  }

  private static @Nullable String utf8(byte[] key) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static @Nullable Long number(Headers headers, String name) {
    String text = DeadLetters.text(headers, name);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
