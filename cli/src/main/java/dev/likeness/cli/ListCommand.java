package dev.likeness.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.model.FaceAnswer;
import dev.likeness.client.model.FacePage;
import dev.likeness.client.model.GalleryAnswer;
import dev.likeness.client.model.GalleryPage;
import dev.likeness.client.model.SubjectAnswer;
import dev.likeness.client.model.SubjectPage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness list}: what is enrolled, page after page. */
@Command(
    name = "list",
    description = "List galleries, the subjects of a gallery, or the faces of a subject.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ListCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

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
  record Listing(List<Object> entries, @Nullable String next) {}

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new Failure("--limit is " + limit + ", expected at least 1");
    }
    Place place = name == null ? null : Place.parse(name);
    if (place != null && place.face() != null) {
      throw new Failure("'" + name + "' names a face; list takes GALLERY or GALLERY/SUBJECT");
    }
    PrintWriter out = asking.out();
    List<Object> entries = new ArrayList<>();
    Consumer<Object> each = asking.json() ? entries::add : entry -> out.println(line(entry));
    String next = asking.ask(client -> read(client, place, each)).orElse(null);
    if (asking.json()) {
      asking.print(new Listing(entries, next), "");
    } else if (next != null) {
      out.println("more: --after '" + next + "'");
    }
    return ExitCode.OK;
  }

  /** Reads page after page; returns where the next one begins if the limit was reached before. */
  private Optional<String> read(
      LikenessClient client, @Nullable Place place, Consumer<Object> each) {
    int left = limit == null ? Integer.MAX_VALUE : limit;
    String from = after;
    while (true) {
      Page page = Page.of(client, place, Math.min(left, PAGE), from);
      page.entries().forEach(each);
      left -= page.entries().size();
      from = page.next();
      if (from == null || left <= 0) {
        return Optional.ofNullable(from);
      }
    }
  }

  /** Some of what is at a place. */
  private record Page(List<?> entries, @Nullable String next) {
    static Page of(LikenessClient client, @Nullable Place place, int most, @Nullable String after) {
      if (place == null) {
        GalleryPage page = client.faces().listGalleries(most, after);
        return new Page(page.galleries(), page.next());
      }
      if (place.subject() == null) {
        SubjectPage page = client.faces().listSubjects(place.gallery(), most, after, null);
        return new Page(page.subjects(), page.next());
      }
      FacePage page =
          client.faces().listFaces(place.gallery(), place.subject(), most, after, null, null);
      return new Page(page.faces(), page.next());
    }
  }

  private static String line(Object entry) {
    return switch (entry) {
      case GalleryAnswer gallery -> counted(gallery.gallery(), gallery.faces());
      case SubjectAnswer subject -> counted(subject.subject(), subject.faces());
      case FaceAnswer face ->
          face.face()
              + "  "
              + (face.code() == null ? face.status() : face.status() + ", " + face.code())
              + (face.enrolledAt() == null ? "" : "  " + face.enrolledAt())
              + PhotoMetadata.text(face.metadata());
      default -> throw new IllegalArgumentException(entry.toString());
    };
  }

  private static String counted(String name, long faces) {
    return name + "  " + faces + (faces == 1 ? " face" : " faces");
  }
}
