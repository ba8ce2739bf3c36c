package dev.likeness.ingest.access;

import static dev.likeness.web.Fields.In.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.access.GalleryAccess;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Who asked what, and what was decided. A key bound to galleries sees what is about those. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/admin/audit")
final class AuditController {
  private static final int LARGEST = 1_000;

  private final AuditReader reader;

  AuditController(AuditReader reader) {
    this.reader = reader;
  }

  /**
   * One page of events.
   *
   * @param events oldest first
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AuditPage(List<JsonNode> events, @Nullable Long next) {}

  /** Which events are asked for. */
  record AuditQuery(
      @Schema(description = "The earliest time", example = "2026-01-31T12:00:00Z")
          @Nullable String since,
      @Schema(description = "The id of the key that asked") @Nullable String key,
      @Schema(description = "The gallery that was asked about") @Nullable String gallery,
      @Min(1) @Max(LARGEST) @Schema(description = "How many at most", defaultValue = "100")
          int limit,
      @Min(0)
          @Max(Long.MAX_VALUE - 1)
          @Schema(
              description = "The next of the page before; the first page if not given",
              example = "17")
          @Nullable Long after) {}

  /** Lists who asked what, and what was decided, oldest first. */
  @GetMapping
  @Problems(Code.BROKER_UNAVAILABLE)
  AuditPage listAuditEvents(@Fields(QUERY) AuditQuery query) {
    List<JsonNode> events =
        reader.read(
            query.after() == null ? 0 : query.after() + 1,
            query.since() == null ? null : time(query.since()),
            query.limit(),
            event ->
                isOf(event, "key", query.key())
                    && isOf(event, "gallery", query.gallery())
                    && isSeen(event));
    return new AuditPage(
        events, events.size() < query.limit() ? null : events.getLast().path("offset").asLong());
  }

  private static boolean isOf(JsonNode event, String member, @Nullable String wanted) {
    return wanted == null || event.path(member).asString("").equals(wanted);
  }

  private static boolean isSeen(JsonNode event) {
    return GalleryAccess.sees(event.path("gallery").asString(""));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.bad("since", text, "a time such as 2026-01-31T12:00:00Z");
    }
  }
}
