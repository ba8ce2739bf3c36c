package dev.likeness.standalone.cli;

import dev.likeness.cli.Asking;
import dev.likeness.cli.ExitCode;
import dev.likeness.client.model.AuditPage;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness audit}: who asked what, and what was decided. */
@Command(
    name = "audit",
    description = "Show who asked what of which gallery, and what was decided, oldest first.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AuditCommand implements Callable<Integer> {
  @Option(names = "--since", paramLabel = "TIME", description = "Such as 2026-01-31T12:00:00Z.")
  private @Nullable String since;

  @Option(names = "--by", paramLabel = "ID", description = "Only requests of this key.")
  private @Nullable String by;

  @Option(names = "--gallery", description = "Only requests about this gallery.")
  private @Nullable String gallery;

  @Option(
      names = "--limit",
      description = "Most events, 1 to 1000 (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int limit;

  @Option(names = "--after", paramLabel = "OFFSET", description = "Only events after this one.")
  private @Nullable Long after;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    AuditPage answer =
        asking.ask(client -> client.admin().listAuditEvents(since, by, gallery, limit, after));
    asking.print(answer, text(answer));
    return ExitCode.OK;
  }

  private static String text(AuditPage answer) {
    String events =
        answer.events().stream()
            .map(event -> line(JsonMapper.shared().valueToTree(event)))
            .collect(Collectors.joining(System.lineSeparator()));
    return (events.isEmpty() ? "nothing was asked" : events)
        + (answer.next() != null ? System.lineSeparator() + "more: --after " + answer.next() : "");
  }

  /** The document leaves open what an event has. */
  private static String line(JsonNode event) {
    String decided =
        event
            .path("decisions")
            .valueStream()
            .map(one ->
                one.path("subject").asString(one.has("similarity") ? "a photo" : "nobody")
                    + (one.has("similarity")
                        ? String.format(Locale.ROOT, " %.3f", one.path("similarity").asDouble())
                        : "")
                    + (one.path("match").asBoolean() ? "" : one.has("similarity") ? " no" : ""))
            .collect(Collectors.joining(", "));
    return event.path("time").asString()
        + "  "
        + event.path("key").asString("-")
        + "  "
        + event.path("action").asString()
        + "  "
        + event.path("gallery").asString("-")
        + "  "
        + event.path("status").asString()
        + (decided.isEmpty()
            ? ""
            : "  " + decided + " (threshold " + event.path("threshold").asString() + ")");
  }
}
