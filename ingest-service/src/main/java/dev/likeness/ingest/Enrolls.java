package dev.likeness.ingest;

import dev.likeness.faces.Reason;
import dev.likeness.web.Code;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What every route answers that enrolls a photo, for the OpenAPI document. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
    responseCode = "201",
    description = "With wait: it is embedded",
    headers =
        @Header(
            name = "Location",
            description = "Where the face can be read",
            schema = @Schema(type = "string")),
    content = @Content(schema = @Schema(implementation = EnrollAnswer.class)))
@ApiResponse(
    responseCode = "202",
    description = "It is in the log and will not be lost",
    headers =
        @Header(
            name = "Location",
            description = "Where the face can be read",
            schema = @Schema(type = "string")),
    content = @Content(schema = @Schema(implementation = EnrollAnswer.class)))
@Problems(
    value = Code.BROKER_UNAVAILABLE,
    reasons = {
      Reason.NO_FACE,
      Reason.SEVERAL_FACES,
      Reason.FACE_TOO_SMALL,
      Reason.LOW_QUALITY,
      Reason.CRASHED_WORKER
    })
@interface Enrolls {}
