package dev.likeness.search;

import dev.likeness.web.Problem;

/** The {@code limit} of a list. */
final class Pages {
  static final String DEFAULT_LIMIT = "100";
  private static final int LARGEST = 1_000;

  private Pages() {}

  static int limit(String text) {
    try {
      int limit = Integer.parseInt(text.strip());
      if (limit >= 1 && limit <= LARGEST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Problem.bad("limit", text, "a whole number from 1 to " + LARGEST);
  }
}
