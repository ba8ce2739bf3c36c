package dev.likeness.search.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.faces.Vector;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a verify is asked with: exactly one of a second photo and a subject, and at most one of the
 * two figures that decide.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VerifyRequest(
    @Schema(
            description =
                "The photo of who is to be verified: an image file, at most 10 MiB; this or vector")
        byte @Nullable [] photo,
    @Schema(
            description = "The vector of who is to be verified, as embed answers it",
            type = "array")
        @Nullable Vector vector,
    @Schema(
            description =
                "Whose vector it is; refused if another model answers now, whose vectors cannot be"
                    + " compared with it",
            example = "fr-feature-512")
        @Nullable String model,
    @Schema(description = "A second photo to compare with; this or subject")
        byte @Nullable [] reference,
    @Segment(Segment.Of.GALLERY)
        @Schema(
            description = "The gallery of the subject; of two photos, the gallery whose rate holds",
            defaultValue = "default",
            example = "staff")
        String gallery,
    @Segment(Segment.Of.SUBJECT)
        @Schema(
            description = "The enrolled person to compare with; this or reference",
            example = "ada")
        @Nullable String subject,
    @Segment(Segment.Of.FACE)
        @Schema(
            description = "The only face of the subject to compare with; all of them if not given",
            example = "1")
        @Nullable String face,
    @DecimalMin("-1")
        @DecimalMax("1")
        @Schema(
            description = "The least similarity of a match, a cosine; overrides the rate",
            example = "0.4")
        @Nullable Double threshold,
    @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1")
        @Schema(
            description =
                "How often the faces of two strangers may pass as one person's; the gallery's rate,"
                    + " or else the server's, if neither figure is given",
            example = "0.001")
        @Nullable Double fmr,
    @Schema(
            description =
                "Of a photo with several faces of similar size: compare the largest, or all and"
                    + " decide by the pair that is most alike; refused if not given")
        @Nullable Faces faces,
    @JsonProperty(ReadYourWrites.POSITION)
        @Pattern(regexp = ReadYourWrites.POSITIONS, message = ReadYourWrites.EXPECTED)
        @Schema(description = ReadYourWrites.ABOUT_POSITION, example = "0:17")
        @Nullable String minPosition,
    @JsonProperty("wait")
        @DurationMin
        @DurationMax(minutes = 1)
        @Schema(description = ReadYourWrites.ABOUT_WAIT, example = "PT5S")
        @Nullable Duration patience)
    implements ReadYourWrites.Asked {

  /** Which faces of the photos are compared. */
  enum Faces {
    @JsonProperty("largest")
    LARGEST,
    @JsonProperty("best")
    BEST
  }
}
