package dev.likeness.search.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.store.Answered;
import dev.likeness.search.store.IndexQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerJsonTest {
  private static final FaceKey ADA = FaceKey.parse("Zürich/ada \"l\"/1");
  private static final Vector PROBE = Vector.normalized(0.1f, -0.7f, 3);
  private static final Metadata TEAM = new Metadata("{\"team\":\"a\"}", Map.of("team", "a"));

  private final PeerJson json = new PeerJson();

  static Stream<IndexQuery<?>> questions() {
    return Stream.of(
        new IndexQuery.Nearest(new NearestQuery(PROBE, "g", 5, -0.25f, Map.of("team", "a"))),
        new IndexQuery.Compare(PROBE, "g", "s", null),
        new IndexQuery.Compare(PROBE, "g", "s", "f"),
        new IndexQuery.FaceByKey(ADA),
        new IndexQuery.FacesOfSubject("g", "s", "f", 7),
        new IndexQuery.Subjects("g", null, 7),
        new IndexQuery.Galleries("g", 7),
        new IndexQuery.HasGallery("g"),
        new IndexQuery.AskProgress(),
        new IndexQuery.AskStats());
  }

  @ParameterizedTest
  @MethodSource("questions")
  void shouldReadBackEveryQuestion(IndexQuery<?> question) {
    assertThat(json.readQuestion(json.write(question))).isEqualTo(question);
  }

  @Test
  void shouldReadBackEveryKindOfAnswer() {
    shouldReadBack(
        new IndexQuery.Nearest(new NearestQuery(PROBE, "g", 5, -1, Map.of())),
        new IndexQuery.Nearby(
            List.of(new Candidate(ADA, 0.5f, TEAM), new Candidate(ADA, -0.5f, Metadata.NONE)),
            1L << 40));
    shouldReadBack(
        new IndexQuery.Compare(PROBE, "g", "s", null), List.of(new Candidate(ADA, 0.5f, TEAM)));
    shouldReadBack(new IndexQuery.Compare(PROBE, "g", "s", null), List.of());
    shouldReadBack(new IndexQuery.FaceByKey(ADA), Optional.of(embedding()));
    shouldReadBack(new IndexQuery.FaceByKey(ADA), Optional.of(new Forgotten(new Source(3, 9))));
    shouldReadBack(
        new IndexQuery.FaceByKey(ADA),
        Optional.of(new Rejection(Reason.NO_FACE, "none", new Source(3, 9))));
    shouldReadBack(new IndexQuery.FaceByKey(ADA), Optional.empty());
    shouldReadBack(new IndexQuery.FacesOfSubject("g", "s", null, 7), List.of(ADA));
    shouldReadBack(new IndexQuery.Subjects("g", null, 7), Map.of("ada", 3L));
    shouldReadBack(new IndexQuery.Galleries(null, 7), Map.of());
    shouldReadBack(new IndexQuery.HasGallery("g"), true);
    shouldReadBack(new IndexQuery.AskProgress(), new IndexQuery.Progress(1L << 40, -1, 2, true));
    shouldReadBack(new IndexQuery.AskStats(), new IndexStats(1, 2, 3, 4, 5, 6));
  }

  private <R> void shouldReadBack(IndexQuery<R> question, R answer) {
    Map<Integer, Answered<R>> answers =
        Map.of(0, new Answered<>(answer, -1), 3, new Answered<>(answer, 17));
    assertThat(json.readAnswers(json.write(answers, question), question)).isEqualTo(answers);
  }

  private static Outcome embedding() {
    Point point = new Point(1, 1);
    return new Embedding(
        "m",
        PROBE,
        new Box(0, 0, 10, 10),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(10, 1, 1, 0, 0, 0),
        "ab".repeat(32),
        new Source(0, 1),
        Instant.EPOCH,
        Metadata.NONE);
  }
}
