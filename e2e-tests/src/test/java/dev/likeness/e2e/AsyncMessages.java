package dev.likeness.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which messages of docs/asyncapi.yaml a record is, by its key, its headers and its value. */
final class AsyncMessages {
  private AsyncMessages() {}

  /** Their names; the record itself as text if there are none. */
  static Set<String> of(
      JsonNode document, JsonNode channel, ConsumerRecord<byte[], byte[]> record) {
    Set<String> names = new TreeSet<>();
    channel
        .path("messages")
        .properties()
        .forEach(message -> {
          if (describes(document, resolved(document, message.getValue()), record)) {
            names.add(message.getKey());
          }
        });
    return names.isEmpty()
        ? Set.of(record.topic() + " " + key(record) + " " + record.headers())
        : names;
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static boolean describes(
      JsonNode document, JsonNode message, ConsumerRecord<byte[], byte[]> record) {
    JsonNode payload = message.path("payload");
    boolean none = payload.path("type").asString("").equals("null");
    return none == (record.value() == null)
        && hasKey(resolved(document, message.at("/bindings/kafka/key")), key(record))
        && hasHeaders(resolved(document, message.path("headers")), record)
        && (!message.path("contentType").asString("").equals("application/json")
            || hasAll(
                payload, JsonMapper.shared().readTree(record.value()).propertyNames()::contains));
  }

  private static boolean hasKey(JsonNode schema, String key) {
    boolean listed =
        schema.path("enum").isMissingNode()
            || StreamSupport.stream(schema.path("enum").spliterator(), false)
                .anyMatch(one -> one.asString().equals(key));
    return listed && key.matches(schema.path("pattern").asString(".*"));
  }

  private static boolean hasHeaders(JsonNode schema, ConsumerRecord<byte[], byte[]> record) {
    for (Header header : record.headers()) {
      // A dead letter has the headers of its record as well.
      boolean ofItsRecord =
          schema.path("required").toString().contains("likeness-reason")
              && !header.key().startsWith("likeness-");
      if (!schema.path("properties").has(header.key()) && !ofItsRecord) {
        return false;
      }
    }
    return hasAll(schema, name -> record.headers().lastHeader(name) != null);
  }

  private static boolean hasAll(JsonNode schema, Predicate<String> has) {
    return StreamSupport.stream(schema.path("required").spliterator(), false)
        .map(JsonNode::asString)
        .allMatch(has);
  }

  private static JsonNode resolved(JsonNode document, JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? document.at(reference.asString().substring(1)) : node;
  }
}
