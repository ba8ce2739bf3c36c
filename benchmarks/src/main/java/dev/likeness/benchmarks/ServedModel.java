package dev.likeness.benchmarks;

import dev.likeness.vision.ModelBundle;
import java.util.List;
import java.util.Map;

/**
 * A model of the release to serve over HTTP.
 *
 * @param id of the model
 * @param bundle its files
 * @param environment of a Likeness that is to begin with it
 */
record ServedModel(String id, ModelBundle bundle, Map<String, String> environment) {
  /** The one that is served unless something else is asked for. */
  static ServedModel standard() {
    return of(Plan.MODEL);
  }

  /**
   * The one of so many dimensions.
   *
   * @throws IllegalArgumentException if the release has none
   */
  static ServedModel of(int dimension) {
    List<ServedModel> all = ModelBundle.RELEASED.stream().map(ServedModel::of).toList();
    return all.stream()
        .filter(model -> model.dimension() == dimension)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--dimensions has "
                    + dimension
                    + ", expected those of the release's models to serve over HTTP: "
                    + all.stream().map(ServedModel::dimension).toList()));
  }

  private static ServedModel of(String id) {
    return new ServedModel(
        id,
        ModelBundle.onClasspath(id),
        id.equals(ModelBundle.DEFAULT) ? Map.of() : Map.of("LIKENESS_MODEL", id));
  }

  private int dimension() {
    return bundle.card().dimension();
  }
}
