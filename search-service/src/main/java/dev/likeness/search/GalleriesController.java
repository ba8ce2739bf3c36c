package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Segments;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is enrolled: galleries, and the subjects of each. */
@RestController
@RequestMapping("/v1/galleries")
final class GalleriesController {
  private final ReadyIndex index;
  private final Forgetter forgetter;

  GalleriesController(ReadyIndex index, Forgetter forgetter) {
    this.index = index;
    this.forgetter = forgetter;
  }

  @GetMapping
  GalleryPage galleries(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = Pages.DEFAULT_LIMIT) String limit) {
    int most = Pages.limit(limit);
    Map<String, Long> counts = index.askAnyway(asked -> asked.shards().galleries(after, most));
    List<GalleryAnswer> page =
        counts.entrySet().stream()
            .filter(e -> !Segments.isReserved(e.getKey()))
            .map(e -> new GalleryAnswer(e.getKey(), e.getValue()))
            .toList();
    return new GalleryPage(
        page, counts.size() < most ? null : List.copyOf(counts.keySet()).getLast());
  }

  @GetMapping("/{gallery}/subjects")
  SubjectPage subjects(
      @PathVariable String gallery,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = Pages.DEFAULT_LIMIT) String limit) {
    int most = Pages.limit(limit);
    String named = Galleries.gallery(gallery);
    Map<String, Long> counts =
        index.askAnyway(asked -> {
          Map<String, Long> known = asked.shards().subjects(named, after, most);
          if (known.isEmpty() && after == null) {
            asked.awaitEnd();
            return asked.shards().subjects(named, after, most);
          }
          return known;
        });
    if (counts.isEmpty() && after == null) {
      throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + gallery + "' has no faces");
    }
    List<SubjectAnswer> page =
        counts.entrySet().stream().map(e -> new SubjectAnswer(e.getKey(), e.getValue())).toList();
    return new SubjectPage(page, page.size() < most ? null : page.getLast().subject());
  }

  @DeleteMapping(value = "/{gallery}", produces = MediaType.APPLICATION_JSON_VALUE)
  ForgetReceipt forget(@PathVariable String gallery) {
    return forgetter.forgetGallery(Galleries.gallery(gallery));
  }

  /** A gallery and how many faces can be found in it. */
  record GalleryAnswer(String gallery, long faces) {}

  /** A subject and how many faces it has. */
  record SubjectAnswer(String subject, long faces) {}

  /** One page of galleries; {@code next} is the {@code after} of the following page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GalleryPage(List<GalleryAnswer> galleries, @Nullable String next) {}

  /** One page of subjects; {@code next} is the {@code after} of the following page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubjectPage(List<SubjectAnswer> subjects, @Nullable String next) {}
}
