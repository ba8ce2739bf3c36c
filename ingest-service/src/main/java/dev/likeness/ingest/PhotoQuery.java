package dev.likeness.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.faces.Box;
import dev.likeness.faces.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** What goes with a photo that is the whole body of a request. */
record PhotoQuery(
    @Schema(description = EnrollForm.ABOUT_BOX, example = "120,80,200,240") @Nullable Box box,
    @Schema(description = EnrollForm.ABOUT_METADATA, example = "{\"department\":\"sales\"}")
        @Nullable Metadata metadata,
    @JsonProperty("wait")
        @DurationMin
        @DurationMax(minutes = 1)
        @Schema(description = EnrollForm.ABOUT_WAIT, defaultValue = "PT0S", example = "PT5S")
        Duration patience) {}
