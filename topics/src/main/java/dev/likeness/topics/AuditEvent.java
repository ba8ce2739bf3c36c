package dev.likeness.topics;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One request as {@link Topics#AUDIT} has it: who asked what of which gallery, and what was
 * decided. No photo and no vector. The record has no key; its value is a JSON object.
 *
 * @param time when it was answered
 * @param key the id of the caller's key; null where none was needed
 * @param action the method and the route, such as {@code POST /v1/find}
 * @param gallery null if the request is about none
 * @param status of the answer
 * @param model that decided; null if nothing was decided
 * @param threshold that decided; null if nothing was decided
 * @param decisions one a face that was asked about, and more where several subjects matched
 */
public record AuditEvent(
    Instant time,
    @Nullable String key,
    String action,
    @Nullable String gallery,
    int status,
    @Nullable String model,
    @Nullable Float threshold,
    List<Decided> decisions) {
  private static final JsonFactory JSON = new JsonFactory();

  public AuditEvent {
    decisions = List.copyOf(decisions);
  }

  /**
   * One decision.
   *
   * @param subject who was decided upon; null if nobody was found, or two photos were compared
   * @param similarity how similar; null if nobody was found
   * @param match whether it passed the threshold
   */
  public record Decided(@Nullable String subject, @Nullable Float similarity, boolean match) {}

  /** The record that keeps it. */
  public ProducerRecord<byte[], byte[]> record() {
    return new ProducerRecord<>(Topics.AUDIT, toBytes());
  }

  private byte[] toBytes() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", time.toString());
      string(json, "key", key);
      json.writeStringProperty("action", action);
      string(json, "gallery", gallery);
      json.writeNumberProperty("status", status);
      string(json, "model", model);
      if (threshold != null) {
        json.writeNumberProperty("threshold", threshold);
      }
      json.writeArrayPropertyStart("decisions");
      for (Decided decided : decisions) {
        json.writeStartObject();
        string(json, "subject", decided.subject());
        if (decided.similarity() != null) {
          json.writeNumberProperty("similarity", decided.similarity());
        }
        json.writeBooleanProperty("match", decided.match());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void string(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
