package dev.likeness.search;

import dev.likeness.faces.Thresholds;
import dev.likeness.index.Candidate;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.FindController.FoundFace;
import dev.likeness.search.FindController.Match;
import dev.likeness.search.FindController.Wanted;
import dev.likeness.search.store.Cutoff;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.Shards;
import dev.likeness.search.store.View;
import dev.likeness.vision.FaceInPhoto;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The faces of one photo looked for in one gallery. The first one's search tells how many faces are
 * in question; what follows from that decides for all. For one thread.
 */
final class Search {
  private static final float EVERYBODY = -1;

  private final Shards shards;
  private final Thresholds thresholds;
  private final Wanted wanted;
  private @Nullable Decision decision;
  private @Nullable View view;

  /**
   * @param thresholds of the model whose faces are in the shards
   */
  Search(Shards shards, Thresholds thresholds, Wanted wanted) {
    this.shards = shards;
    this.thresholds = thresholds;
    this.wanted = wanted;
  }

  /** Whom a face may be. */
  FoundFace find(FaceInPhoto face) {
    NearestFaces nearest =
        shards.nearest(
            new NearestQuery(
                face.vector(), wanted.gallery(), wanted.k(), EVERYBODY, wanted.filter()),
            cutoff(),
            wanted.missing());
    view = view == null ? nearest.view() : view.and(nearest.view());
    Decision deciding =
        decision == null ? wanted.aim().decide(thresholds, nearest.faces()) : decision;
    decision = deciding;
    List<Match> matches = marked(nearest, deciding, true).toList();
    return new FoundFace(
        face.box(),
        face.landmarks(),
        face.confidence(),
        face.quality(),
        face.rotated(),
        matches.isEmpty(),
        matches,
        wanted.candidates() ? marked(nearest, deciding, false).toList() : null);
  }

  private Cutoff cutoff() {
    Decision decided = decision;
    if (wanted.candidates()) {
      return _ -> EVERYBODY;
    }
    return decided == null
        ? faces -> wanted.aim().threshold(thresholds, faces)
        : _ -> decided.threshold();
  }

  private static Stream<Match> marked(NearestFaces nearest, Decision decision, boolean match) {
    return nearest.candidates().stream()
        .filter((Candidate candidate) -> decision.accepts(candidate.similarity()) == match)
        .map(candidate -> Match.of(candidate, match));
  }

  /** How all of them were decided. */
  Decision decision() {
    return Objects.requireNonNull(decision, "nothing was looked for yet");
  }

  /** How many faces were in question. */
  long searched() {
    return decision().searched();
  }

  /** What all answers were given from. */
  View view() {
    return Objects.requireNonNull(view, "nothing was looked for yet");
  }
}
