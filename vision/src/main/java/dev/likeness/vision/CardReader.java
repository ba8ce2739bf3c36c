package dev.likeness.vision;

import dev.likeness.faces.Point;
import dev.likeness.faces.Thresholds;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.embed.ChipTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code card.json}. Fields it does not know are notes for people. */
final class CardReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int SCHEMA = 1;

  private final String name;

  private CardReader(String name) {
    this.name = name;
  }

  /**
   * @param name of the file, for error messages
   * @throws IllegalArgumentException naming the field that is missing or wrong
   */
  static ModelCard read(byte[] json, String name) {
    try {
      return new CardReader(name).card(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          name + " is not a model card: " + e.getOriginalMessage(), e);
    }
  }

  private ModelCard card(JsonNode card) {
    int schema = field(card, "schema").asInt();
    if (schema != SCHEMA) {
      throw new IllegalArgumentException(
          name + " has schema " + schema + ", this version reads schema " + SCHEMA);
    }
    JsonNode thresholds = field(card, "thresholds");
    return new ModelCard(
        field(card, "id").asString(),
        field(card, "dimension").asInt(),
        field(card, "licence").asString(),
        field(card, "source").asString(),
        files(field(card, "files")),
        list(field(card, "anchors"), this::anchor),
        template(field(card, "alignment")),
        list(field(card, "mean"), JsonNode::floatValue),
        new Thresholds(list(field(thresholds, "measured"), this::threshold)),
        field(thresholds, "defaultFmr").asDouble());
  }

  private Map<String, ModelCard.File> files(JsonNode files) {
    Map<String, ModelCard.File> result = new HashMap<>();
    for (var entry : files.properties()) {
      JsonNode file = entry.getValue();
      result.put(
          entry.getKey(),
          new ModelCard.File(
              field(file, "name").asString(),
              field(file, "bytes").asLong(),
              field(file, "sha256").asString()));
    }
    return result;
  }

  private FastDetector.Anchor anchor(JsonNode anchor) {
    return new FastDetector.Anchor(
        field(anchor, "width").floatValue(), field(anchor, "height").floatValue());
  }

  private ChipTemplate template(JsonNode alignment) {
    return new ChipTemplate(
        field(alignment, "side").asInt(),
        list(field(alignment, "indices"), JsonNode::asInt),
        list(
            field(alignment, "points"),
            pair -> new Point(pair.path(0).floatValue(), pair.path(1).floatValue())));
  }

  private Thresholds.Threshold threshold(JsonNode point) {
    return new Thresholds.Threshold(
        field(point, "fmr").asDouble(), (float) field(point, "similarity").asDouble());
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> result = new ArrayList<>();
    for (JsonNode element : array) {
      result.add(read.apply(element));
    }
    return result;
  }

  private JsonNode field(JsonNode in, String field) {
    JsonNode value = in.get(field);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException(name + " lacks the field " + field);
    }
    return value;
  }
}
