package dev.likeness.search.compare;

import dev.likeness.faces.Thresholds;
import dev.likeness.index.Candidate;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.compare.FindController.FoundFace;
import dev.likeness.search.compare.FindController.Match;
import dev.likeness.search.compare.FindController.Wanted;
import dev.likeness.search.store.Cutoff;
import dev.likeness.search.store.IndexPosition;
import dev.likeness.search.store.NearestFaces;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The faces of one photo looked for in one gallery. The first one's search tells how many faces are
 * in question; what follows from that decides for all. For one thread.
 */
final class Search {
  private static final float EVERYBODY = -1;

  private final BiFunction<NearestQuery, Cutoff, NearestFaces> index;
  private final Thresholds thresholds;
  private final Wanted wanted;
  private @Nullable Decision decision;
  private @Nullable IndexPosition view;

  /**
   * @param index asked for the faces that are nearest to a vector
   * @param thresholds of the model whose faces are in the shards
   */
  Search(
      BiFunction<NearestQuery, Cutoff, NearestFaces> index, Thresholds thresholds, Wanted wanted) {
    this.index = index;
    this.thresholds = thresholds;
    this.wanted = wanted;
  }

  /** Whom a face may be. */
  FoundFace find(Probe probe) {
    int k = wanted.except() == null ? wanted.k() : Math.min(wanted.k() + 1, NearestQuery.MAX_K);
    NearestFaces nearest =
        index.apply(
            new NearestQuery(probe.vector(), wanted.gallery(), k, EVERYBODY, wanted.filter()),
            cutoff());
    view = view == null ? nearest.view() : view.and(nearest.view());
    Decision deciding =
        decision == null ? wanted.aim().decide(thresholds, nearest.faces()) : decision;
    decision = deciding;
    List<Match> matches = marked(nearest, deciding, true).toList();
    return FoundFace.of(
        probe.face(),
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

  private Stream<Match> marked(NearestFaces nearest, Decision decision, boolean match) {
    return nearest.candidates().stream()
        .filter(candidate -> !candidate.key().subject().equals(wanted.except()))
        .limit(wanted.k())
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
  IndexPosition view() {
    return Objects.requireNonNull(view, "nothing was looked for yet");
  }
}
