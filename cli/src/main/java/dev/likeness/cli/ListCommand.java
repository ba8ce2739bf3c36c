package dev.likeness.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.client.LikenessClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness list}: what is enrolled, page after page. */
@Command(
    name = "list",
    description = "List galleries, the subjects of a gallery, or the faces of a subject.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ListCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "GALLERY[/SUBJECT]",
      arity = "0..1",
      description = "What to look into; the galleries are listed if nothing is named.")
  private @Nullable String name;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "Most entries; all of them if not given.")
  private @Nullable Integer limit;

  @Option(names = "--after", paramLabel = "NAME", description = "Only what comes after this one.")
  private @Nullable String after;

  @Mixin private Asking asking;

  /**
   * What {@code --json} prints.
   *
   * @param next the {@code --after} of what follows; null if nothing does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listing(List<JsonNode> entries, @Nullable String next) {}

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new Failure("--limit is " + limit + ", expected at least 1");
    }
    Place place = name == null ? null : Place.parse(name);
    if (place != null && place.face() != null) {
      throw new Failure("'" + name + "' names a face; list takes GALLERY or GALLERY/SUBJECT");
    }
    Kind kind = Kind.below(place);
    String path = place == null ? "/v1/galleries" : place.path() + "/" + kind.field();
    PrintWriter out = spec.commandLine().getOut();
    List<JsonNode> entries = new ArrayList<>();
    Consumer<JsonNode> each = asking.json() ? entries::add : entry -> out.println(kind.line(entry));
    String next = asking.ask(client -> read(client, path, kind.field(), each)).orElse(null);
    if (asking.json()) {
      asking.print(out, new Listing(entries, next), "");
    } else if (next != null) {
      out.println("more: --after '" + next + "'");
    }
    return ExitCode.OK;
  }

  /** Reads page after page; returns where the next one begins if the limit was reached before. */
  private Optional<String> read(
      LikenessClient client, String path, String field, Consumer<JsonNode> each) {
    int left = limit == null ? Integer.MAX_VALUE : limit;
    String from = after;
    while (true) {
      JsonNode page =
          client.get(
              path
                  + "?limit="
                  + Math.min(left, PAGE)
                  + (from == null ? "" : "&after=" + LikenessClient.segment(from)));
      page.path(field).forEach(each);
      left -= page.path(field).size();
      from = page.path("next").asString(null);
      if (from == null || left <= 0) {
        return Optional.ofNullable(from);
      }
    }
  }

  /** What is listed. */
  private enum Kind {
    GALLERIES,
    SUBJECTS,
    FACES;

    static Kind below(@Nullable Place place) {
      if (place == null) {
        return GALLERIES;
      }
      return place.subject() == null ? SUBJECTS : FACES;
    }

    /** The field of an answer that has the entries, which is also the last segment of the path. */
    String field() {
      return name().toLowerCase(Locale.ROOT);
    }

    String line(JsonNode entry) {
      return switch (this) {
        case GALLERIES -> counted(entry.path("gallery").asString(), entry);
        case SUBJECTS -> counted(entry.path("subject").asString(), entry);
        case FACES -> face(entry);
      };
    }

    private static String counted(String name, JsonNode entry) {
      long faces = entry.path("faces").asLong();
      return name + "  " + faces + (faces == 1 ? " face" : " faces");
    }

    private static String face(JsonNode face) {
      JsonNode metadata = face.path("metadata");
      String status = face.path("status").asString();
      return face.path("face").asString()
          + "  "
          + (face.has("code") ? status + ", " + face.path("code").asString() : status)
          + (face.has("enrolledAt") ? "  " + face.path("enrolledAt").asString() : "")
          + (metadata.isObject() ? "  " + metadata : "");
    }
  }
}
