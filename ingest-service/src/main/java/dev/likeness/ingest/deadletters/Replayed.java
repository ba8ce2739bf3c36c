package dev.likeness.ingest.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one dead letter that was to be published again.
 *
 * @param offset of the dead letter
 * @param status what became of it
 * @param topic where it was published
 * @param key under which key
 * @param position where it stands now, {@code partition:offset}; good as {@code min_position}
 * @param code why it was refused: {@code UNKNOWN_OFFSET}, {@code UNKNOWN_TOPIC}, {@code BAD_KEY},
 *     {@code INCOMPLETE} or {@code SUPERSEDED}
 * @param detail the same for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replayed(
    long offset,
    @Schema(allowableValues = {"replayed", "refused"}) String status,
    @Nullable String topic,
    @Nullable String key,
    @Nullable String position,
    @Nullable String code,
    @Nullable String detail) {
  private static final String REPLAYED = "replayed";

  static Replayed to(long offset, String topic, FaceKey key, Source position) {
    return new Replayed(offset, REPLAYED, topic, key.toString(), position.toString(), null, null);
  }

  static Replayed refused(long offset, String code, String detail) {
    return new Replayed(offset, "refused", null, null, null, code, detail);
  }

  boolean done() {
    return status.equals(REPLAYED);
  }
}
