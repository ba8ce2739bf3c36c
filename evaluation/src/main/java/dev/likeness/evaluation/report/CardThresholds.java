package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Estimate;
import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.GalleryPoint;
import dev.likeness.evaluation.Evaluation.GroupPoint;
import dev.likeness.evaluation.Evaluation.GroupRates;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.TailPoint;
import dev.likeness.evaluation.Tail;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The field {@code thresholds} of a model card: at which similarity which error rate was measured,
 * on what, and how sure that is. Rates have three digits, similarities four decimals.
 */
public final class CardThresholds {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FIELD = "thresholds";
  private static final double DEFAULT_FMR = 0.001;
  private static final double DEFAULT_FPIR = 0.01;

  private CardThresholds() {}

  /**
   * Writes the field into a card and leaves everything else as it is, the default rates and
   * published thresholds included. The file is replaced at once.
   *
   * @param description what the photos are, for people
   * @throws IllegalArgumentException if the file is no JSON object
   */
  public static void write(Path card, String description, Evaluation evaluation)
      throws IOException {
    ObjectNode tree = read(card);
    JsonNode before = tree.path(FIELD);
    tree.set(FIELD, of(description, evaluation, before));
    Path next = card.resolveSibling(card.getFileName() + ".next");
    Files.writeString(next, tree.toPrettyString() + "\n");
    Files.move(next, card, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ObjectNode read(Path card) throws IOException {
    try {
      if (JSON.readTree(Files.readAllBytes(card)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          card + " is not a model card: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(card + " is not a model card: it is no JSON object");
  }

  /**
   * The field's content.
   *
   * @param before what it was; its default rates and published thresholds stay
   */
  static ObjectNode of(String description, Evaluation evaluation, JsonNode before) {
    ObjectNode field = JSON.createObjectNode();
    field.put("metric", "cosine");
    field.put("defaultFmr", before.has("defaultFmr") ? rate(before, "defaultFmr") : DEFAULT_FMR);
    field.put(
        "defaultFpir", before.has("defaultFpir") ? rate(before, "defaultFpir") : DEFAULT_FPIR);
    data(field.putObject("data"), description, evaluation);
    ArrayNode measured = field.putArray("measured");
    for (OperatingPoint point : evaluation.measured()) {
      ObjectNode entry = measured.addObject();
      entry.put("fmr", point.stated()).put("similarity", similarity(point.similarity()));
      interval(entry, "fmr", point.fmr());
      estimate(entry, "fnmr", point.fnmr());
    }
    evaluation.tail().ifPresent(tail -> extrapolated(field, tail, evaluation));
    identification(field.putArray("identification"), evaluation);
    groups(field.putArray("groups"), evaluation);
    if (before.has("published")) {
      field.set("published", before.get("published"));
    }
    return field;
  }

  private static double rate(JsonNode before, String name) {
    return before.path(name).asDouble();
  }

  private static void data(ObjectNode data, String description, Evaluation evaluation) {
    data.put("description", description)
        .put("people", evaluation.support().people())
        .put("photos", evaluation.photos())
        .put("genuinePairs", evaluation.genuinePairs())
        .put("impostorPairs", evaluation.support().photoPairs());
    ObjectNode leftOut = data.putObject("leftOut");
    new TreeMap<>(evaluation.leftOut()).forEach(leftOut::put);
    data.put("interval", "95 %, bootstrap over people, " + evaluation.replicates() + " replicates");
    estimate(data, "dPrime", evaluation.separation().dPrime());
    estimate(data, "rankOne", evaluation.rankOne());
  }

  private static void extrapolated(ObjectNode field, Tail tail, Evaluation evaluation) {
    ObjectNode extrapolated = field.putObject("extrapolated");
    extrapolated.put(
        "method",
        String.format(
            Locale.ROOT,
            "generalised Pareto distribution, probability-weighted moments, over the %d impostor"
                + " scores above %.4f: scale %.4f, shape %.3f",
            tail.exceedances(),
            tail.from(),
            tail.scale(),
            tail.shape()));
    ArrayNode points = extrapolated.putArray("points");
    for (TailPoint point : evaluation.extrapolated()) {
      ObjectNode entry = points.addObject();
      entry.put("fmr", point.stated()).put("similarity", similarity(point.similarity()));
      interval(entry, "fmr", point.fmr());
    }
  }

  private static void identification(ArrayNode identification, Evaluation evaluation) {
    for (Gallery gallery : evaluation.identification()) {
      for (GalleryPoint point : gallery.points()) {
        ObjectNode entry = identification.addObject();
        entry
            .put("enrolled", gallery.enrolled())
            .put("fpir", point.fpir())
            .put("similarity", similarity(point.similarity()));
        estimate(entry, "fnir", point.fnir());
      }
    }
  }

  private static void groups(ArrayNode groups, Evaluation evaluation) {
    for (GroupRates rates : evaluation.groups()) {
      ObjectNode group = groups.addObject();
      group
          .put("group", rates.group())
          .put("other", rates.other())
          .put("people", rates.people())
          .put("personPairs", rates.personPairs());
      ArrayNode points = group.putArray("points");
      for (GroupPoint point : rates.points()) {
        ObjectNode entry = points.addObject();
        entry.put("similarity", similarity(point.similarity()));
        estimate(entry, "fmr", point.fmr());
        point.fnmr().ifPresent(fnmr -> estimate(entry, "fnmr", fnmr));
      }
    }
  }

  private static void estimate(ObjectNode entry, String name, Estimate estimate) {
    entry.put(name, digits(estimate.value()));
    interval(entry, name, estimate);
  }

  private static void interval(ObjectNode entry, String name, Estimate estimate) {
    if (Double.isFinite(estimate.low()) && Double.isFinite(estimate.high())) {
      entry.put(name + "Low", digits(estimate.low())).put(name + "High", digits(estimate.high()));
    }
  }

  private static double digits(double value) {
    return new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN)).doubleValue();
  }

  private static double similarity(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
  }
}
