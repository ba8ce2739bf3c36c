package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Evaluation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An evaluation as JSON: its record, field by field, beside the model and the data. */
public final class JsonReport {
  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonReport() {}

  /**
   * The whole report.
   *
   * @param model the model's id
   * @param description what the photos are
   */
  public static String of(String model, String description, Evaluation evaluation) {
    ObjectNode report = JSON.createObjectNode();
    report.put("model", model).put("description", description);
    report.setAll((ObjectNode) JSON.valueToTree(evaluation));
    return report.toPrettyString() + "\n";
  }
}
