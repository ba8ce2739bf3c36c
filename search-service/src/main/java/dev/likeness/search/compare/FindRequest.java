package dev.likeness.search.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Vector;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.web.Segment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** What a find is asked with. At most one of the three figures that decide may be given. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FindRequest(
    @Schema(
            description =
                "The photo whose faces are looked for: an image file, at most 10 MiB; this, vector"
                    + " or enrolled")
        byte @Nullable [] photo,
    @Schema(description = "The vector that is looked for, as embed answers it", type = "array")
        @Nullable Vector vector,
    @Schema(
            description =
                "Whose vector it is; refused if another model answers now, whose vectors cannot be"
                    + " compared with it",
            example = "fr-feature-512")
        @Nullable String model,
    @Schema(
            description =
                "The enrolled face that is looked for, as gallery/subject/face; its own subject is"
                    + " left out",
            example = "staff/ada/1")
        @Nullable String enrolled,
    @Segment(Segment.Of.GALLERY)
        @Schema(
            description = "The gallery that is searched",
            defaultValue = "default",
            example = "staff")
        String gallery,
    @Min(1)
        @Max(NearestQuery.MAX_K)
        @Schema(description = "How many subjects at most", defaultValue = "5", example = "3")
        int k,
    @DecimalMin("-1")
        @DecimalMax("1")
        @Schema(
            description = "The least similarity of a match, a cosine; overrides the rates",
            example = "0.4")
        @Nullable Double threshold,
    @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1")
        @Schema(
            description =
                "How often a search for a stranger may give somebody's name in this gallery; the"
                    + " gallery's rate, or else the server's, if none of the figures is given",
            example = "0.01")
        @Nullable Double fpir,
    @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1")
        @Schema(
            description = "How often the faces of two strangers may pass as one person's",
            example = "0.0001")
        @Nullable Double fmr,
    @Schema(
            description = "Whether to tell who comes next below the threshold as well",
            defaultValue = "false")
        boolean candidates,
    @Schema(description = "Which faces of the photo are looked for", defaultValue = "largest")
        Faces faces,
    @Schema(
            description = "A face must have these attributes in its metadata",
            example = "{\"department\":\"sales\"}")
        @Nullable Metadata filter,
    @Schema(
            description =
                "While partitions are moving between instances: answer at once and say which are"
                    + " missing, or wait for them",
            defaultValue = "partial")
        Missing missing,
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

  /** Which faces of a photo are looked for. */
  enum Faces {
    @JsonProperty("largest")
    LARGEST,
    @JsonProperty("all")
    ALL
  }

  /** What is done while partitions are missing. */
  enum Missing {
    @JsonProperty("partial")
    PARTIAL,
    @JsonProperty("wait")
    WAIT
  }
}
