package dev.likeness.search.http;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for. */
public record PageQuery(
    @Min(1) @Max(LARGEST) @Schema(description = ABOUT_LIMIT, defaultValue = DEFAULT_LIMIT)
        int limit,
    @Schema(description = ABOUT_AFTER, example = "ada") @Nullable String after) {
  public static final String DEFAULT_LIMIT = "100";
  public static final int LARGEST = 1_000;
  public static final String ABOUT_LIMIT = "How many at most";
  public static final String ABOUT_AFTER =
      "The next of the page before; the first page if not given";
}
