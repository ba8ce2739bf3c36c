package dev.likeness.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.cli.PhotoList.Photo;
import org.jspecify.annotations.Nullable;

/**
 * What became of one photo.
 *
 * @param code why not, if it was not enrolled
 * @param detail the same as a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Enrolled(
    String photo, String subject, Kind status, @Nullable String code, @Nullable String detail) {
  /** The outcomes, in the order a summary lists them. */
  enum Kind {
    /** Embedded: queries find it. */
    SEARCHABLE("searchable"),
    /** Stored in the log; it is embedded when its turn comes. */
    ACCEPTED("accepted; not yet looked at"),
    /** Was searchable before, so it was not sent again. */
    ALREADY("already searchable"),
    /** Can never be enrolled. */
    REJECTED("rejected"),
    /** Was not stored; the same command tries again. */
    FAILED("failed");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean isGood() {
      return compareTo(REJECTED) < 0;
    }
  }

  static Enrolled good(Photo photo, Kind kind) {
    return new Enrolled(photo.path().toString(), photo.subject(), kind, null, null);
  }

  static Enrolled bad(Photo photo, Kind kind, String code, String detail) {
    return new Enrolled(photo.path().toString(), photo.subject(), kind, code, detail);
  }
}
