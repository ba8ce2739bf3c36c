/**
 * What the services share of HTTP: how a request becomes a record ({@link
 * dev.likeness.web.Fields}), how an error is answered ({@link dev.likeness.web.Problem}, {@link
 * dev.likeness.web.ProblemAdvice}), how much of bodies may be in the process and for how long
 * ({@link dev.likeness.web.BodyLimit}, kept where the container hands on a request), how many
 * requests may be worked on at once ({@link dev.likeness.web.AdmissionGate}), and the port for
 * health and metrics ({@link dev.likeness.web.ManagementPort}).
 *
 * <p>A new route is a method of a controller whose parameters are records, each marked with where
 * its fields are:
 *
 * <pre>{@code
 * @PostMapping("/v1/galleries/{gallery}/blur")
 * BlurAnswer blur(@Fields(PATH) GalleryPath gallery, @Fields(FORM) BlurRequest request) { ... }
 *
 * record BlurRequest(
 *     @NotNull(message = "send the image as a file part, or as base64 in JSON")
 *         @Schema(description = "The photo") byte[] photo,
 *     @Min(1) @Max(9) @Schema(description = "How much", defaultValue = "3") int strength,
 *     @Segment(Segment.Of.SUBJECT) @Schema(description = "Whose") @Nullable String subject) {}
 * }</pre>
 *
 * The constraints say what is refused, and with the {@code @Schema} what the OpenAPI document has;
 * a violated one becomes {@code MISSING_FIELD} ({@code @NotNull}, whose message is the remedy),
 * {@code BAD_KEY} ({@code @Segment}) or {@code BAD_FIELD} (the rest, in words made from the
 * constraints). What fields have to do with each other is checked by the record or the controller,
 * which throws a {@code Problem}. Parameters and bodies that no parameter of the method asks for
 * are refused by {@link dev.likeness.web.StrictRequests}.
 *
 * <p>Start reading at {@link dev.likeness.web.Fields}. This package must not know what any service
 * does with a request, nor Streams or Lucene.
 */
@NullMarked
package dev.likeness.web;

import org.jspecify.annotations.NullMarked;
