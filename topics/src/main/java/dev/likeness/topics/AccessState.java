package dev.likeness.topics;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Topics#ACCESS} says: the keys that open the API. The topic is compacted and has one
 * partition; the record key is a key's id, the value its JSON, or null for one that was revoked.
 *
 * @param keys by id
 */
public record AccessState(Map<String, AccessKey> keys) {
  /** No key was ever made. */
  public static final AccessState NOTHING = new AccessState(Map.of());

  public AccessState {
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
  }

  /**
   * The state after one more record.
   *
   * @throws IllegalArgumentException if the value is no key's
   */
  public AccessState after(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      return this;
    }
    String id = new String(key, StandardCharsets.UTF_8);
    Map<String, AccessKey> all = new TreeMap<>(keys);
    if (value == null) {
      all.remove(id);
    } else {
      all.put(id, AccessKey.parse(id, value));
    }
    return new AccessState(all);
  }

  /** The record that makes a key known. */
  public static ProducerRecord<byte[], byte[]> create(AccessKey key) {
    return record(key.id(), key.toBytes());
  }

  /** The record that revokes a key. */
  public static ProducerRecord<byte[], byte[]> revoke(String id) {
    return record(id, null);
  }

  private static ProducerRecord<byte[], byte[]> record(String id, byte @Nullable [] value) {
    return new ProducerRecord<>(Topics.ACCESS, id.getBytes(StandardCharsets.UTF_8), value);
  }

  /** All keys as lines of text, which {@link #parse} reads. */
  public byte[] toBytes() {
    StringBuilder lines = new StringBuilder();
    keys.forEach((id, key) ->
        lines
            .append(id)
            .append(' ')
            .append(new String(key.toBytes(), StandardCharsets.UTF_8))
            .append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static AccessState parse(byte[] bytes) {
    Map<String, AccessKey> all = new TreeMap<>();
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> {
          int end = line.indexOf(' ');
          if (end < 0) {
            throw new IllegalArgumentException("a line of keys has no id");
          }
          String id = line.substring(0, end);
          all.put(id, AccessKey.parse(id, line.substring(end).getBytes(StandardCharsets.UTF_8)));
        });
    return new AccessState(all);
  }
}
