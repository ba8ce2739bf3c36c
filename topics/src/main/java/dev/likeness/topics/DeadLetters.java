package dev.likeness.topics;

import dev.likeness.faces.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@link Topics#DEAD_LETTERS}: each keeps a record that could not be taken in, and
 * says why and where it stood.
 *
 * <p>The key of a letter is the place of the record, {@code topic/partition/offset}, so a record
 * that is handled twice leaves one letter. The record's own key stands in {@link #KEY}. Letters
 * without that header were written by earlier versions: their key is the record's own.
 */
public final class DeadLetters {
  /** The record's own key, as it was. */
  public static final String KEY = "likeness-key";

  /** Present if the record had no value: it meant to forget a face. The letter's value is empty. */
  public static final String TOMBSTONE = "likeness-tombstone";

  /** What had to be left out, because the letter would be larger than its topic takes. */
  public static final String OMITTED = "likeness-omitted";

  /** The {@link Reason}'s name. */
  public static final String REASON = "likeness-reason";

  /** The same for a person. */
  public static final String DETAIL = "likeness-detail";

  /** The topic the record stood on. */
  public static final String SOURCE_TOPIC = "likeness-source-topic";

  /** Its partition there, decimal. */
  public static final String SOURCE_PARTITION = OutcomeSerde.SOURCE_PARTITION;

  /** Its offset there, decimal. */
  public static final String SOURCE_OFFSET = OutcomeSerde.SOURCE_OFFSET;

  private static final String PREFIX = "likeness-";

  /** What a batch of one letter needs beside its key, value and headers. */
  private static final int FRAMING = 1_024;

  /** Of one header: three varints of at most five bytes. */
  private static final int HEADER_FRAMING = 15;

  private static final int MOST_BYTES = TopicSettings.MAX_MESSAGE_BYTES - FRAMING;
  private static final int KEY_BYTES = 4_096;

  private DeadLetters() {}

  /** Where a record stood. */
  public record Place(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return topic + "/" + partition + "/" + offset;
    }
  }

  /**
   * The letter of a record, ready to be published. Its value is empty if the record had none, or if
   * it was left out. It is never larger than {@link TopicSettings#MAX_MESSAGE_BYTES}: a record that
   * was compressed may be, with its headers and value. The headers are left out first, then the
   * value, then the end of the key; {@link #OMITTED} says so.
   */
  public static ProducerRecord<byte[], byte[]> of(
      byte[] key,
      byte @Nullable [] value,
      Headers headers,
      Reason reason,
      String detail,
      Place place) {
    byte[] kept = value == null ? new byte[0] : value;
    Headers own = address(key, value == null, reason, detail, place);
    byte[] letterKey = place.toString().getBytes(StandardCharsets.UTF_8);
    int least = letterKey.length + size(own);
    Headers original = original(headers);
    if (least + kept.length + size(original) <= MOST_BYTES) {
      own.forEach(original::add);
      return letter(letterKey, kept, original);
    }
    if (least + kept.length <= MOST_BYTES) {
      HeaderText.put(own, OMITTED, "headers");
      return letter(letterKey, kept, own);
    }
    String omitted = "headers, value of " + kept.length + " bytes";
    if (key.length > KEY_BYTES) {
      own.remove(KEY);
      own.add(KEY, Arrays.copyOf(key, KEY_BYTES));
      omitted += ", key of " + key.length + " bytes after its first " + KEY_BYTES;
    }
    HeaderText.put(own, OMITTED, omitted);
    return letter(letterKey, new byte[0], own);
  }

  private static ProducerRecord<byte[], byte[]> letter(byte[] key, byte[] value, Headers headers) {
    return new ProducerRecord<>(Topics.DEAD_LETTERS, null, key, value, headers);
  }

  private static Headers address(
      byte[] key, boolean tombstone, Reason reason, String detail, Place place) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(KEY, key);
    if (tombstone) {
      HeaderText.put(headers, TOMBSTONE, "true");
    }
    HeaderText.put(headers, REASON, reason.name());
    HeaderText.put(headers, DETAIL, detail);
    HeaderText.put(headers, SOURCE_TOPIC, place.topic());
    HeaderText.put(headers, SOURCE_PARTITION, Integer.toString(place.partition()));
    HeaderText.put(headers, SOURCE_OFFSET, Long.toString(place.offset()));
    return headers;
  }

  private static int size(Headers headers) {
    long size = 0;
    for (Header header : headers) {
      size += HEADER_FRAMING + header.key().length() * 3L;
      size += header.value() == null ? 0 : header.value().length;
    }
    return (int) Math.min(size, TopicSettings.MAX_MESSAGE_BYTES);
  }

  /** The text of one of the headers; null if the letter has none. */
  public static @Nullable String text(Headers headers, String name) {
    return HeaderText.get(headers, name);
  }

  /**
   * The key of the record that a letter keeps.
   *
   * @param letterKey of the letter
   */
  public static byte[] ownKey(byte @Nullable [] letterKey, Headers headers) {
    Header own = headers.lastHeader(KEY);
    byte @Nullable [] key = own == null ? letterKey : own.value();
    return key == null ? new byte[0] : key;
  }

  /**
   * The record that takes a letter back.
   *
   * @param letterKey of the letter
   */
  public static ProducerRecord<byte[], byte[]> takenBack(String letterKey) {
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS, letterKey.getBytes(StandardCharsets.UTF_8), null);
  }

  /** Whether a record of the topic takes a letter back rather than being one. */
  public static boolean isTakenBack(byte @Nullable [] value, Headers headers) {
    return value == null && headers.lastHeader(REASON) == null;
  }

  /** Whether the record that a letter keeps had no value. */
  public static boolean isTombstone(byte @Nullable [] value, Headers headers) {
    return value == null || headers.lastHeader(TOMBSTONE) != null;
  }

  /** The headers the record came with, without those that {@link #of} added. */
  public static Headers original(Headers headers) {
    RecordHeaders original = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(PREFIX)) {
        original.add(header);
      }
    }
    return original;
  }
}
