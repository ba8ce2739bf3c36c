package dev.likeness.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.client.ApiProblem;
import dev.likeness.client.Health;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.model.GalleryAnswer;
import dev.likeness.client.model.GalleryPage;
import dev.likeness.client.model.ReindexAnswer;
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

/** {@code likeness status}: is it well, how far behind is it, and what is in it? */
@Command(
    name = "status",
    description = {"Show health, lag, model and galleries.", "Exits with 1 if anything is not up."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StatusCommand implements Callable<Integer> {
  private static final String UP = "UP";
  private static final int UNAVAILABLE = 503;
  private static final int MOST_GALLERIES = 1000;

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
      @Nullable ReindexAnswer index,
      @Nullable Long photosToEmbed,
      @Nullable Long lag,
      @Nullable List<GalleryAnswer> galleries,
      boolean moreGalleries) {
    boolean isWell() {
      return health.equals(UP) && index != null && galleries != null;
    }
  }

  @Override
  public Integer call() {
    Status status = asking.ask(StatusCommand::look);
    asking.print(status, text(status));
    return status.isWell() ? ExitCode.OK : ExitCode.NO;
  }

  private static Status look(LikenessClient client) {
    Health health = client.health();
    Map<String, String> components = new TreeMap<>();
    tell("", health, components);
    Optional<GalleryPage> page =
        unlessUnavailable(() -> client.faces().listGalleries(MOST_GALLERIES, null));
    Optional<ReindexAnswer> index = unlessUnavailable(() -> client.admin().getReindex());
    return new Status(
        health.status(),
        components,
        index.orElse(null),
        index.flatMap(StatusCommand::toEmbed).orElse(null),
        lag(health).orElse(null),
        page.map(GalleryPage::galleries).orElse(null),
        page.map(GalleryPage::next).isPresent());
  }

  private static Optional<Long> toEmbed(ReindexAnswer index) {
    return Optional.ofNullable(index.serving().embedded())
        .map(embedded -> embedded.total() - embedded.done());
  }

  private static <T> Optional<T> unlessUnavailable(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (ApiProblem e) {
      if (e.status() == UNAVAILABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void tell(String prefix, Health health, Map<String, String> components) {
    health
        .components()
        .forEach((name, part) -> {
          components.put(prefix + name, part.status());
          tell(prefix + name + "/", part, components);
        });
  }

  /** The index tells its lag, wherever in the tree it is; a negative one is not known yet. */
  private static Optional<Long> lag(Health health) {
    Health index = health.components().get("index");
    if (index != null && index.details().get("lag") instanceof Number own) {
      return Optional.of(own.longValue()).filter(lag -> lag >= 0);
    }
    return health.components().values().stream().flatMap(part -> lag(part).stream()).findFirst();
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
    ReindexAnswer index = status.index();
    lines.add(
        "model      "
            + (index == null
                ? "not known: the index does not answer"
                : index.serving().model() + ", generation " + index.serving().generation()));
    if (index != null && index.building() != null) {
      lines.add(
          "           generation "
              + index.building().generation()
              + " of model "
              + index.building().model()
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
    List<GalleryAnswer> galleries = status.galleries();
    if (galleries == null) {
      lines.add("galleries  not known: the index does not answer");
      return;
    }
    lines.add("galleries  " + galleries.size() + (status.moreGalleries() ? " and more" : ""));
    galleries.forEach(gallery ->
        lines.add("           " + gallery.gallery() + ": " + gallery.faces() + " faces"));
  }
}
