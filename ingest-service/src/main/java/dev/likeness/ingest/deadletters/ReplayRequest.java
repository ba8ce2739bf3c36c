package dev.likeness.ingest.deadletters;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Segments;
import dev.likeness.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be published again: {@code {"offsets": [3, 5]}}, {@code {"offsets":
 * [3], "key": "gallery/subject/face"}} or {@code {"all": true}}, each with {@code "force": true} if
 * it is to replace what came since.
 */
record ReplayRequest(
    @Size(min = 1, max = 1_000)
        @Schema(description = "The dead letters' offsets; these or all", example = "[3, 5]")
        @Nullable List<@PositiveOrZero Long> offsets,
    @Schema(description = "Whether to publish all again", defaultValue = "false") boolean all,
    @Schema(
            description =
                "The key to publish a single one under, gallery/subject/face; its own if not given",
            example = "default/ada/1")
        @Nullable String key,
    @Schema(
            description = "Also those whose face was enrolled or forgotten since",
            defaultValue = "false")
        boolean force) {

  /**
   * Checks what the fields have to do with each other.
   *
   * @throws Problem naming the first field that is wrong
   * @throws dev.likeness.faces.InvalidFaceKeyException if the key is no face key
   */
  ReplayRequest {
    if (all && offsets != null) {
      throw Problem.bad("all", true, "either all or offsets, not both");
    }
    if (!all && offsets == null) {
      throw Problem.missing("offsets", "give the offsets to publish again, or \"all\": true");
    }
    if (key != null && (offsets == null || offsets.size() != 1)) {
      throw Problem.bad("key", key, "no key unless there is exactly one offset");
    }
    key = key == null ? null : FaceKey.parse(Segments.normalize(key)).toString();
  }

  /** The offsets, ascending and each once; empty for all. */
  SortedSet<Long> wanted() {
    return offsets == null ? Collections.emptySortedSet() : new TreeSet<>(offsets);
  }

  /** The key to publish a single one under; its own if empty. */
  Optional<FaceKey> under() {
    return Optional.ofNullable(key).map(FaceKey::parse);
  }
}
