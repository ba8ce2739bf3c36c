package dev.likeness.embed.poison;

import dev.likeness.faces.Source;

/**
 * An enrollment record that was in hand under a model when a worker died. Most did not cause it:
 * whatever a worker has in hand when it is killed becomes one.
 *
 * @param model id of the model that was embedding it; no {@code /}
 * @param source where the record stands
 */
record Suspect(String model, Source source) {
  Suspect {
    if (model.isEmpty() || model.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "model is '" + model + "', expected an id that is not empty and has no '/'");
    }
  }

  /**
   * Reads {@code MODEL/partition:offset}, the form {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static Suspect parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "suspect '" + text + "' is not of the form MODEL/partition:offset");
    }
    return new Suspect(text.substring(0, slash), Source.parse(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return model + "/" + source;
  }
}
