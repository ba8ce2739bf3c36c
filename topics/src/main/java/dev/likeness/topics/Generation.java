package dev.likeness.topics;

/**
 * One building of the index from the embeddings of one model. A new one is built beside the one
 * that answers, and takes over when it has caught up.
 *
 * @param model id of the model whose embeddings it is built from
 * @param number at least 1; a later generation has a higher number, whatever its model
 */
public record Generation(String model, int number) {
  public Generation {
    if (model.isEmpty() || model.indexOf('/') >= 0) {
      throw new IllegalArgumentException("model is '" + model + "', expected an id without '/'");
    }
    if (number < 1) {
      throw new IllegalArgumentException("generation is " + number + ", at least 1 is needed");
    }
  }

  /**
   * Reads {@code model/number}, the form {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Generation parse(String text) {
    int slash = text.lastIndexOf('/');
    try {
      if (slash > 0) {
        return new Generation(
            text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "generation '" + text + "' is not of the form model/number, such as dlib-resnet-128/2");
  }

  @Override
  public String toString() {
    return model + "/" + number;
  }
}
