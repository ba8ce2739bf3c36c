package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The faces of a subject: listed, read, shown and forgotten. */
@RestController
@RequestMapping("/v1/galleries/{gallery}/subjects/{subject}")
final class FacesController {
  private final ReadyIndex index;
  private final PhotoReader photos;
  private final Forgetter forgetter;

  FacesController(ReadyIndex index, PhotoReader photos, Forgetter forgetter) {
    this.index = index;
    this.photos = photos;
    this.forgetter = forgetter;
  }

  @GetMapping("/faces")
  FacePage list(
      @PathVariable String gallery,
      @PathVariable String subject,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = Pages.DEFAULT_LIMIT) String limit,
      @RequestParam(name = ReadYourWrites.POSITION, required = false) @Nullable String minPosition,
      @RequestParam(name = ReadYourWrites.WAIT, required = false) @Nullable String wait) {
    int most = Pages.limit(limit);
    return index.askAnyway(asked -> {
      ReadYourWrites.await(asked.shards(), minPosition, wait);
      return page(
          asked, Galleries.gallery(gallery), Galleries.segment("subject", subject), after, most);
    });
  }

  private static FacePage page(
      IndexGeneration asked, String gallery, String subject, @Nullable String after, int most) {
    Shards shards = asked.shards();
    List<FaceKey> keys = shards.facesOfSubject(gallery, subject, after, most);
    if (keys.isEmpty() && after == null) {
      asked.awaitEnd();
      keys = shards.facesOfSubject(gallery, subject, after, most);
    }
    if (keys.isEmpty() && after == null) {
      throw Problem.of(
          Code.UNKNOWN_SUBJECT,
          "subject '" + subject + "' of gallery '" + gallery + "' has no faces");
    }
    return new FacePage(
        keys.stream()
            .map(key -> shards.face(key).map(outcome -> FaceAnswer.of(key, outcome)).orElse(null))
            .filter(Objects::nonNull)
            .toList(),
        keys.size() < most ? null : keys.getLast().face());
  }

  @GetMapping("/faces/{face}")
  FaceAnswer get(
      @PathVariable String gallery,
      @PathVariable String subject,
      @PathVariable String face,
      @RequestParam(name = ReadYourWrites.POSITION, required = false) @Nullable String minPosition,
      @RequestParam(name = ReadYourWrites.WAIT, required = false) @Nullable String wait) {
    FaceKey key = key(gallery, subject, face);
    return FaceAnswer.of(
        key,
        index.askAnyway(asked -> {
          ReadYourWrites.await(asked.shards(), minPosition, wait);
          return known(asked, key);
        }));
  }

  @GetMapping("/faces/{face}/photo")
  ResponseEntity<byte[]> photo(
      @PathVariable String gallery, @PathVariable String subject, @PathVariable String face) {
    FaceKey key = key(gallery, subject, face);
    byte[] photo =
        photos
            .read(key, index.askAnyway(asked -> known(asked, key)).source())
            .orElseThrow(() ->
                Problem.of(
                    Code.UNKNOWN_FACE,
                    "the photo of face '" + key + "' has been replaced or forgotten"));
    return ResponseEntity.ok().contentType(PhotoType.of(photo)).body(photo);
  }

  @DeleteMapping(value = "/faces/{face}", produces = MediaType.APPLICATION_JSON_VALUE)
  ForgetReceipt forgetFace(
      @PathVariable String gallery, @PathVariable String subject, @PathVariable String face) {
    return forgetter.forget(key(gallery, subject, face));
  }

  @DeleteMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ForgetReceipt forgetSubject(@PathVariable String gallery, @PathVariable String subject) {
    return forgetter.forgetSubject(
        Galleries.gallery(gallery), Galleries.segment("subject", subject));
  }

  /** A face is unknown only to an index that has applied what there was when the question came. */
  private static Outcome known(IndexGeneration asked, FaceKey key) {
    return asked
        .shards()
        .face(key)
        .or(() -> {
          asked.awaitEnd();
          return asked.shards().face(key);
        })
        .filter(outcome -> outcome instanceof Embedding || outcome instanceof Rejection)
        .orElseThrow(() -> Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' is not known"));
  }

  private static FaceKey key(String gallery, String subject, String face) {
    return new FaceKey(
        Galleries.gallery(gallery),
        Galleries.segment("subject", subject),
        Galleries.segment("face", face));
  }

  /** One page of faces; {@code next} is the {@code after} of the following page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FacePage(List<FaceAnswer> faces, @Nullable String next) {}
}
