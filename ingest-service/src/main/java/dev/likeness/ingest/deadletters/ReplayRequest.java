package dev.likeness.ingest.deadletters;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Segments;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Which dead letters are to be published again.
 *
 * @param offsets ascending; empty for all
 * @param key the key to publish a single one under; its own if empty
 * @param force also those whose face was enrolled or forgotten since
 */
record ReplayRequest(SortedSet<Long> offsets, Optional<FaceKey> key, boolean force) {
  private static final int MOST = 1_000;
  private static final Set<String> KNOWN = new TreeSet<>(Set.of("offsets", "all", "key", "force"));

  /**
   * Reads {@code {"offsets": [3, 5]}}, {@code {"offsets": [3], "key": "gallery/subject/face"}} or
   * {@code {"all": true}}, each with {@code "force": true} if it is to replace what came since.
   *
   * @throws Problem naming the first field that is wrong
   * @throws dev.likeness.faces.InvalidFaceKeyException if the key is no face key
   */
  static ReplayRequest of(JsonNode body) {
    if (!body.isObject()) {
      throw Problem.of(Code.BAD_REQUEST, "the body is no JSON object such as {\"offsets\":[3]}");
    }
    for (String name : body.propertyNames()) {
      if (!KNOWN.contains(name)) {
        throw Problem.of(
                Code.BAD_FIELD, "field '" + name + "' is not known here, known are " + KNOWN)
            .with("field", name);
      }
    }
    SortedSet<Long> offsets = offsets(body.path("offsets"));
    boolean all = flag("all", body.path("all"));
    if (all == !offsets.isEmpty()) {
      throw all
          ? Problem.bad("all", true, "either all or offsets, not both")
          : Problem.missing("offsets", "give the offsets to publish again, or \"all\": true");
    }
    return new ReplayRequest(
        offsets, key(body.path("key"), offsets.size()), flag("force", body.path("force")));
  }

  private static SortedSet<Long> offsets(JsonNode node) {
    if (node.isMissingNode()) {
      return Collections.emptySortedSet();
    }
    SortedSet<Long> offsets = new TreeSet<>();
    for (JsonNode offset : node) {
      if (!offset.isIntegralNumber() || !offset.canConvertToLong() || offset.asLong() < 0) {
        throw badOffsets(offset);
      }
      offsets.add(offset.asLong());
    }
    if (!node.isArray() || offsets.isEmpty() || offsets.size() > MOST) {
      throw badOffsets(node);
    }
    return offsets;
  }

  private static Problem badOffsets(JsonNode value) {
    return Problem.bad(
        "offsets", abridged(value), "a list of 1 to " + MOST + " offsets, such as [3, 5]");
  }

  private static boolean flag(String name, JsonNode node) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw Problem.bad(name, abridged(node), "true or false");
    }
    return node.asBoolean(false);
  }

  private static Optional<FaceKey> key(JsonNode node, int offsets) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw Problem.bad("key", abridged(node), "a text such as gallery/subject/face");
    }
    if (offsets != 1) {
      throw Problem.bad("key", node.asString(), "no key unless there is exactly one offset");
    }
    return Optional.of(FaceKey.parse(Segments.normalize(node.asString())));
  }

  private static String abridged(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
