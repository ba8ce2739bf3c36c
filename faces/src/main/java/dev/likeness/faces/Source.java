package dev.likeness.faces;

/**
 * Where in the enrollments topic something was published. Within a partition a higher offset is
 * newer; across partitions nothing is said.
 *
 * @param partition at least 0
 * @param offset at least 0
 */
public record Source(int partition, long offset) {
  public Source {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "source is partition " + partition + ", offset " + offset + ", neither may be negative");
    }
  }

  /**
   * Reads {@code partition:offset}, the form {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Source parse(String text) {
    int colon = text.indexOf(':');
    try {
      if (colon > 0) {
        return new Source(
            Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "position '" + text + "' is not of the form partition:offset, such as 3:1042");
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
