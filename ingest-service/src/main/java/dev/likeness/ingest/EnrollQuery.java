package dev.likeness.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How an enrollment is to be answered. */
record EnrollQuery(
    @JsonProperty("wait")
        @DurationMin
        @DurationMax(minutes = 1)
        @Schema(description = EnrollForm.ABOUT_WAIT, defaultValue = "PT0S", example = "PT5S")
        Duration patience) {}
