package dev.likeness.search.faces;

import static dev.likeness.web.Fields.In.PATH;
import static dev.likeness.web.Fields.In.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Segments;
import dev.likeness.index.FaceSummary;
import dev.likeness.search.erasure.ForgetReceipt;
import dev.likeness.search.erasure.Forgetter;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.PageQuery;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.GalleryPath;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.Unknown;
import dev.likeness.web.access.GalleryAccess;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is enrolled: galleries, and the subjects of each. */
@Tag(
    name = "Faces",
    description = "What is enrolled: galleries, their subjects, and the faces of each")
@RestController
@RequestMapping("/v1/galleries")
final class GalleriesController {
  private static final int SUBJECTS_AT_ONCE = 10_000;

  private final ReadyIndex index;
  private final Forgetter forgetter;

  GalleriesController(ReadyIndex index, Forgetter forgetter) {
    this.index = index;
    this.forgetter = forgetter;
  }

  /** Lists the galleries. */
  @GetMapping
  @Problems(Code.INDEX_NOT_READY)
  GalleryPage listGalleries(@Fields(QUERY) PageQuery query) {
    int most = query.limit();
    List<GalleryAnswer> page = index.askAnyway(asked -> seen(asked.shards(), query.after(), most));
    return new GalleryPage(page, page.size() < most ? null : page.getLast().gallery());
  }

  /** What the caller may know of: a name that is passed over is not told by where a page ends. */
  private static List<GalleryAnswer> seen(Shards shards, @Nullable String after, int most) {
    List<GalleryAnswer> page = new ArrayList<>();
    String last = after;
    Map<String, Long> counts;
    do {
      counts = shards.galleries(last, most);
      for (Map.Entry<String, Long> gallery : counts.entrySet()) {
        last = gallery.getKey();
        if (page.size() < most && !Segments.isReserved(last) && GalleryAccess.sees(last)) {
          page.add(new GalleryAnswer(last, gallery.getValue()));
        }
      }
    } while (page.size() < most && counts.size() == most);
    return page;
  }

  /** Lists the subjects of a gallery. */
  @GetMapping("/{gallery}/subjects")
  @Problems({Code.UNKNOWN_GALLERY, Code.INDEX_NOT_READY})
  SubjectPage listSubjects(
      @Fields(PATH) GalleryPath gallery, @Fields(QUERY) SubjectPageQuery query) {
    int most = query.limit();
    String after = query.after();
    String named = gallery.gallery();
    String begin = query.prefix() == null ? "" : Segments.normalize(query.prefix());
    boolean all = begin.isEmpty() && after == null;
    Map<String, Long> counts =
        index.askAnyway(asked ->
            asked.askTwice(
                shards -> shards.subjects(named, begin, after, most),
                none -> none.isEmpty() && all));
    if (counts.isEmpty() && all) {
      throw Unknown.gallery(named);
    }
    List<SubjectAnswer> page =
        counts.entrySet().stream().map(e -> new SubjectAnswer(e.getKey(), e.getValue())).toList();
    return new SubjectPage(page, page.size() < most ? null : page.getLast().subject());
  }

  /** Sums up a gallery. */
  @GetMapping("/{gallery}")
  @Problems({Code.UNKNOWN_GALLERY, Code.INDEX_NOT_READY})
  GallerySummary getGallery(@Fields(PATH) GalleryPath path) {
    String gallery = path.gallery();
    return index.askAnyway(asked -> {
      FaceSummary faces =
          asked.askTwice(shards -> shards.summary(gallery, null), FaceSummary.NONE::equals);
      if (faces.equals(FaceSummary.NONE)) {
        throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + gallery + "' has no faces")
            .with("field", "gallery");
      }
      return GallerySummary.of(gallery, subjects(asked, gallery), faces);
    });
  }

  private static long subjects(IndexGeneration asked, String gallery) {
    long subjects = 0;
    String after = null;
    Map<String, Long> page;
    do {
      page = asked.shards().subjects(gallery, "", after, SUBJECTS_AT_ONCE);
      subjects += page.size();
      after = page.isEmpty() ? null : List.copyOf(page.keySet()).getLast();
    } while (page.size() == SUBJECTS_AT_ONCE);
    return subjects;
  }

  /** Forgets all faces of a gallery. */
  @DeleteMapping(value = "/{gallery}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Problems({
    Code.UNKNOWN_GALLERY,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  ForgetReceipt forgetGallery(@Fields(PATH) GalleryPath gallery) {
    return forgetter.forgetGallery(gallery.gallery());
  }

  /**
   * A gallery in figures.
   *
   * @param gallery the gallery
   * @param subjects how many there are, those with rejected faces alone among them
   * @param faces how many can be found
   * @param rejected how many cannot
   * @param firstEnrolled when the first of those that can be found was enrolled; null if none can
   * @param lastEnrolled when the last of them was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GallerySummary(
      String gallery,
      long subjects,
      long faces,
      long rejected,
      @Nullable Instant firstEnrolled,
      @Nullable Instant lastEnrolled) {
    static GallerySummary of(String gallery, long subjects, FaceSummary faces) {
      return new GallerySummary(
          gallery,
          subjects,
          faces.faces(),
          faces.rejections(),
          time(faces.first()),
          time(faces.last()));
    }

    static @Nullable Instant time(long millis) {
      return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
  }

  /**
   * A gallery of a list.
   *
   * @param gallery the gallery
   * @param faces how many can be found in it
   */
  record GalleryAnswer(String gallery, long faces) {}

  /**
   * A subject of a list.
   *
   * @param subject the person
   * @param faces how many it has
   */
  record SubjectAnswer(String subject, long faces) {}

  /**
   * One page of galleries.
   *
   * @param galleries in the order of their names
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GalleryPage(List<GalleryAnswer> galleries, @Nullable String next) {}

  /**
   * One page of subjects.
   *
   * @param subjects in the order of their names
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubjectPage(List<SubjectAnswer> subjects, @Nullable String next) {}
}
