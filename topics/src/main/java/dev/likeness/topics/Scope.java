package dev.likeness.topics;

import java.util.Arrays;
import java.util.Locale;

/** What an {@link AccessKey} may do. */
public enum Scope {
  /** Enroll photos. */
  ENROLL,
  /** Verify, find and detect. */
  SEARCH,
  /** Read what is enrolled: lists, faces, photos. */
  READ,
  /** Move faces and change their metadata. */
  CHANGE,
  /** Forget faces, subjects and galleries. */
  FORGET,
  /** Get embeddings. */
  EMBED,
  /** Read who asked what. */
  AUDIT,
  /** Reindex, change the model, keys, rates, dead letters, metrics, the API's description. */
  ADMIN;

  /** As it is written in records, requests and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException if it is no scope, naming all there are
   */
  public static Scope parse(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "scope is '"
                    + text
                    + "', expected one of "
                    + Arrays.stream(values()).map(Scope::text).toList()));
  }
}
