package dev.likeness.search.faces;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.search.http.PageQuery;
import dev.likeness.search.http.ReadYourWrites;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Which page of a subject's faces is asked for. */
record FacePageQuery(
    @Min(1)
        @Max(PageQuery.LARGEST)
        @Schema(description = PageQuery.ABOUT_LIMIT, defaultValue = PageQuery.DEFAULT_LIMIT)
        int limit,
    @Schema(description = PageQuery.ABOUT_AFTER, example = "1") @Nullable String after,
    @JsonProperty(ReadYourWrites.POSITION)
        @Pattern(regexp = ReadYourWrites.POSITIONS, message = ReadYourWrites.EXPECTED)
        @Schema(description = ReadYourWrites.ABOUT_POSITION, example = "0:17")
        @Nullable String minPosition,
    @JsonProperty("wait")
        @DurationMin
        @DurationMax(minutes = 1)
        @Schema(description = ReadYourWrites.ABOUT_WAIT, example = "PT5S")
        @Nullable Duration patience)
    implements ReadYourWrites.Asked {}
