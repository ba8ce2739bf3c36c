package dev.likeness.search.faces;

import static dev.likeness.web.Fields.In.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Source;
import dev.likeness.index.RejectedFace;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The photos that cannot be found, of all subjects, with the reasons why; the latest first. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/admin/rejections")
final class RejectionsController {
  private final ReadyIndex index;

  RejectionsController(ReadyIndex index) {
    this.index = index;
  }

  /** Lists the faces that cannot be found, the latest first. */
  @GetMapping
  @Problems(Code.INDEX_NOT_READY)
  RejectionPage listRejections(@Fields(QUERY) RejectionPageQuery query) {
    return index.askAnyway(asked ->
        page(
            asked,
            query.gallery(),
            query.reason() == null ? null : query.reason().name(),
            query.after() == null ? null : Source.parse(query.after()),
            query.limit()));
  }

  private static RejectionPage page(
      IndexGeneration asked,
      @Nullable String gallery,
      @Nullable String reason,
      @Nullable Source after,
      int most) {
    Shards shards = asked.shards();
    List<RejectedFace> rejected = shards.rejected(gallery, reason, after, most);
    return new RejectionPage(
        rejected.stream()
            .flatMap(
                face -> shards.face(face.key()).stream().map(now -> FaceAnswer.of(face.key(), now)))
            .toList(),
        rejected.size() < most ? null : rejected.getLast().source().toString());
  }

  /**
   * One page of rejected faces.
   *
   * @param rejections the latest first
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RejectionPage(List<FaceAnswer> rejections, @Nullable String next) {}
}
