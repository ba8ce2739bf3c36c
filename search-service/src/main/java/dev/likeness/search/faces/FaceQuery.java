package dev.likeness.search.faces;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.search.http.ReadYourWrites;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** What a face is read with. */
record FaceQuery(
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
