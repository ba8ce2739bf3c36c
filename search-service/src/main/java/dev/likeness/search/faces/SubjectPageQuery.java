package dev.likeness.search.faces;

import dev.likeness.search.http.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Which page of a gallery's subjects is asked for. */
record SubjectPageQuery(
    @Min(1)
        @Max(PageQuery.LARGEST)
        @Schema(description = PageQuery.ABOUT_LIMIT, defaultValue = PageQuery.DEFAULT_LIMIT)
        int limit,
    @Schema(description = PageQuery.ABOUT_AFTER, example = "ada") @Nullable String after,
    @Schema(
            description =
                "How the subjects' names begin, upper and lower case apart; all if not given",
            example = "ad")
        @Nullable String prefix) {}
