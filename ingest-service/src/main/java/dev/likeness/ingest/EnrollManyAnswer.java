package dev.likeness.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of several photos.
 *
 * @param enrolled how many of them are in the log and not rejected
 * @param photos one for each, in the order of the request
 */
record EnrollManyAnswer(int enrolled, List<One> photos) {
  /**
   * What became of one photo of several.
   *
   * @param photo which one, from 0
   * @param enrolled what enrolling it alone would have answered; null if it was refused
   * @param code why it was refused; null if it was not
   * @param detail the same in a sentence
   */
  @Schema(name = "PhotoOutcome")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record One(
      int photo, @Nullable EnrollAnswer enrolled, @Nullable String code, @Nullable String detail) {}
}
