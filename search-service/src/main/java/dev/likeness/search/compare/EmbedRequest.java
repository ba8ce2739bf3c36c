package dev.likeness.search.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** What an embed is asked with. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EmbedRequest(
    @NotNull(message = "send the image as a file part, or as base64 in JSON")
        @Schema(description = "The photo whose faces are embedded: an image file, at most 10 MiB")
        byte[] photo,
    @Schema(description = "Which faces of the photo are embedded", defaultValue = "largest")
        Faces faces) {

  /** Which faces of a photo are embedded. */
  enum Faces {
    @JsonProperty("largest")
    LARGEST,
    @JsonProperty("all")
    ALL
  }
}
