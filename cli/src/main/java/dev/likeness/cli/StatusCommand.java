package dev.likeness.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.client.ApiProblem;
import dev.likeness.client.LikenessClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness status}: is it well, how far behind is it, and what is in it? */
@Command(
    name = "status",
    description = {"Show health, lag, model and galleries.", "Exits with 1 if anything is not up."},
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StatusCommand implements Callable<Integer> {
  private static final String UP = "UP";
  private static final int MOST_GALLERIES = 1000;

  @Spec private CommandSpec spec;

  @Mixin private Asking asking;

  /**
   * What {@code --json} prints.
   *
   * @param health UP, or what the far end says instead
   * @param components the health of each part that tells its own
   * @param index which generation answers, of which model, and what is being built
   * @param photosToEmbed photos that are in the log and have not been looked at yet; null while
   *     that is not known
   * @param lag records that the index has to read yet; null while that is not known
   * @param galleries the first thousand and how many faces each has
   * @param moreGalleries whether there are others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      String health,
      Map<String, String> components,
      @Nullable JsonNode index,
      @Nullable Long photosToEmbed,
      @Nullable Long lag,
      @Nullable JsonNode galleries,
      boolean moreGalleries) {
    boolean isWell() {
      return health.equals(UP) && index != null && galleries != null;
    }
  }

  @Override
  public Integer call() {
    Status status = asking.ask(StatusCommand::look);
    asking.print(spec.commandLine().getOut(), status, text(status));
    return status.isWell() ? ExitCode.OK : ExitCode.NO;
  }

  private static Status look(LikenessClient client) {
    JsonNode health = client.health();
    Map<String, String> components = new TreeMap<>();
    tell("", health, components);
    Optional<JsonNode> page =
        unlessUnavailable(() -> client.get("/v1/galleries?limit=" + MOST_GALLERIES));
    Optional<JsonNode> index = unlessUnavailable(() -> client.get(Building.PATH));
    return new Status(
        health.path("status").asString("UNKNOWN"),
        components,
        index.orElse(null),
        index.flatMap(StatusCommand::toEmbed).orElse(null),
        lag(health).orElse(null),
        page.map(galleries -> galleries.path("galleries")).orElse(null),
        page.map(galleries -> galleries.has("next")).orElse(false));
  }

  private static Optional<Long> toEmbed(JsonNode index) {
    JsonNode embedded = index.path("serving").path("embedded");
    return embedded.isObject()
        ? Optional.of(embedded.path("total").asLong() - embedded.path("done").asLong())
        : Optional.empty();
  }

  private static Optional<JsonNode> unlessUnavailable(Supplier<JsonNode> question) {
    try {
      return Optional.of(question.get());
    } catch (ApiProblem e) {
      if (e.isTemporary()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void tell(String prefix, JsonNode health, Map<String, String> components) {
    health
        .path("components")
        .forEachEntry((name, part) -> {
          components.put(prefix + name, part.path("status").asString("UNKNOWN"));
          tell(prefix + name + "/", part, components);
        });
  }

  /** The index tells its lag, wherever in the tree it is; a negative one is not known yet. */
  private static Optional<Long> lag(JsonNode health) {
    JsonNode own = health.path("components").path("index").path("details").path("lag");
    if (own.isNumber()) {
      return Optional.of(own.asLong()).filter(lag -> lag >= 0);
    }
    return health.path("components").valueStream().flatMap(part -> lag(part).stream()).findFirst();
  }

  private static String text(Status status) {
    List<String> lines = new ArrayList<>();
    lines.add("health     " + status.health());
    status
        .components()
        .forEach((name, state) -> {
          if (!state.equals(UP)) {
            lines.add("           " + name + ": " + state);
          }
        });
    JsonNode index = status.index();
    JsonNode serving = index == null ? null : index.path("serving");
    lines.add(
        "model      "
            + (serving == null
                ? "not known: the index does not answer"
                : serving.path("model").asString()
                    + ", generation "
                    + serving.path("generation").asString()));
    if (index != null && index.has("building")) {
      JsonNode building = index.path("building");
      lines.add(
          "           generation "
              + building.path("generation").asString()
              + " of model "
              + building.path("model").asString()
              + " is being built");
    }
    lines.add(
        "lag        %s photos to be looked at, %s records to be read by the index"
            .formatted(known(status.photosToEmbed()), known(status.lag())));
    galleries(status, lines);
    return String.join(System.lineSeparator(), lines);
  }

  private static String known(@Nullable Long count) {
    return count == null ? "unknown" : count.toString();
  }

  private static void galleries(Status status, List<String> lines) {
    JsonNode galleries = status.galleries();
    if (galleries == null) {
      lines.add("galleries  not known: the index does not answer");
      return;
    }
    lines.add("galleries  " + galleries.size() + (status.moreGalleries() ? " and more" : ""));
    galleries.forEach(gallery ->
        lines.add(
            "           "
                + gallery.path("gallery").asString()
                + ": "
                + gallery.path("faces").asString()
                + " faces"));
  }
}
