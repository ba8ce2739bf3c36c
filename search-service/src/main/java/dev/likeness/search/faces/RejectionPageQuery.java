package dev.likeness.search.faces;

import dev.likeness.faces.Reason;
import dev.likeness.search.http.PageQuery;
import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Which page of the rejected faces is asked for. */
record RejectionPageQuery(
    @Min(1)
        @Max(PageQuery.LARGEST)
        @Schema(description = PageQuery.ABOUT_LIMIT, defaultValue = PageQuery.DEFAULT_LIMIT)
        int limit,
    @Pattern(regexp = "\\d{1,9}:\\d{1,18}", message = "the next of the page before")
        @Schema(description = PageQuery.ABOUT_AFTER, example = "0:17")
        @Nullable String after,
    @Segment(Segment.Of.GALLERY)
        @Schema(description = "The only gallery; all if not given", example = "default")
        @Nullable String gallery,
    @Schema(description = "The only reason; all if not given", example = "NO_FACE")
        @Nullable Reason reason) {}
