package dev.likeness.topics;

import dev.likeness.faces.Reason;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers that {@link Topics#DEAD_LETTERS} adds to a record it keeps as it was: why it could
 * not be taken in, and where it stood.
 */
public final class DeadLetters {
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

  private DeadLetters() {}

  /** Adds the headers to those the record came with. */
  public static void address(
      Headers headers, Reason reason, String detail, String topic, int partition, long offset) {
    HeaderText.put(headers, REASON, reason.name());
    HeaderText.put(headers, DETAIL, detail);
    HeaderText.put(headers, SOURCE_TOPIC, topic);
    HeaderText.put(headers, SOURCE_PARTITION, Integer.toString(partition));
    HeaderText.put(headers, SOURCE_OFFSET, Long.toString(offset));
  }

  /** The text of one of the headers; null if the record has none. */
  public static @Nullable String text(Headers headers, String name) {
    return HeaderText.get(headers, name);
  }

  /** The headers the record came with, without those that {@link #address} added. */
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
