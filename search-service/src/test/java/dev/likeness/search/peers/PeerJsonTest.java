package dev.likeness.search.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceEntry.Kind;
import dev.likeness.index.FaceSummary;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.index.RejectedFace;
import dev.likeness.index.StoredFace;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.PartitionAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final ByteBuffer PAYLOAD = ByteBuffer.wrap(new byte[] {0, -1, 34, 92});

  private final PeerJson json = new PeerJson();

  static Stream<IndexQuery<?>> questions() {
    return Stream.of(
        new IndexQuery.Nearest(new NearestQuery(PROBE, "g", 5, -0.25f, Map.of("team", "a"))),
        new IndexQuery.Compare(PROBE, "g", "s", null),
        new IndexQuery.Compare(PROBE, "g", "s", "f"),
        new IndexQuery.FaceByKey(ADA, true),
        new IndexQuery.FaceByKey(ADA, false),
        new IndexQuery.FacesOfSubject("g", "s", "f", 7),
        new IndexQuery.Subjects("g", "a", null, 7),
        new IndexQuery.Rejected(null, "NO_FACE", 9, 7),
        new IndexQuery.AskReasons(),
        new IndexQuery.Galleries("g", 7),
        new IndexQuery.Summary("g", null),
        new IndexQuery.Summary("g", "s"),
        new IndexQuery.HasGallery("g"),
        new IndexQuery.AskProgress(),
        new IndexQuery.AskStats());
  }

  @ParameterizedTest
  @MethodSource("questions")
  void shouldReadBackEveryQuestion(IndexQuery<?> question) {
    assertThat(json.readQuestion(json.write(question))).isEqualTo(question);
  }

  /** Instances are replaced one after the other. */
  @Test
  void shouldReadTheQuestionOfAnOlderRelease() {
    // Given
    String question = "{\"is\":\"FaceByKey\",\"key\":\"g/s/f\"}";

    // Then
    assertThat(json.readQuestion(question.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new IndexQuery.FaceByKey(FaceKey.parse("g/s/f"), false));
  }

  @Test
  void shouldReadBackEveryKindOfAnswer() {
    shouldReadBack(
        new IndexQuery.Nearest(new NearestQuery(PROBE, "g", 5, -1, Map.of())),
        new IndexQuery.Nearby(
            List.of(
                new Candidate(ADA, 0.5f, PAYLOAD),
                new Candidate(ADA, -0.5f, ByteBuffer.allocate(0))),
            1L << 40));
    shouldReadBack(
        new IndexQuery.Compare(PROBE, "g", "s", null), List.of(new Candidate(ADA, 0.5f, PAYLOAD)));
    shouldReadBack(new IndexQuery.Compare(PROBE, "g", "s", null), List.of());
    shouldReadBack(
        new IndexQuery.FaceByKey(ADA, true),
        Optional.of(new StoredFace(Kind.EMBEDDED, new Source(3, 9), PROBE, PAYLOAD)));
    shouldReadBack(
        new IndexQuery.FaceByKey(ADA, true),
        Optional.of(
            new StoredFace(Kind.FORGOTTEN, new Source(3, 9), null, ByteBuffer.allocate(0))));
    shouldReadBack(
        new IndexQuery.FaceByKey(ADA, true),
        Optional.of(new StoredFace(Kind.REJECTED, new Source(3, 9), null, PAYLOAD)));
    shouldReadBack(new IndexQuery.FaceByKey(ADA, true), Optional.empty());
    shouldReadBack(new IndexQuery.FacesOfSubject("g", "s", null, 7), List.of(ADA));
    shouldReadBack(new IndexQuery.Subjects("g", "", null, 7), Map.of("ada", 3L));
    shouldReadBack(
        new IndexQuery.Rejected("g", null, 9, 7), List.of(new RejectedFace(ADA, new Source(3, 8))));
    shouldReadBack(new IndexQuery.AskReasons(), Map.of("NO_FACE", 3L));
    shouldReadBack(new IndexQuery.Galleries(null, 7), Map.of());
    shouldReadBack(new IndexQuery.Summary("g", null), new FaceSummary(1, 2, 3, 1L << 40));
    shouldReadBack(new IndexQuery.HasGallery("g"), true);
    shouldReadBack(new IndexQuery.AskProgress(), new IndexQuery.Progress(1L << 40, -1, 2, true));
    shouldReadBack(new IndexQuery.AskStats(), new IndexStats(1, 2, 3, 4, 5, 6));
  }

  private <R> void shouldReadBack(IndexQuery<R> question, R answer) {
    Map<Integer, PartitionAnswer<R>> answers =
        Map.of(0, new PartitionAnswer<>(answer, -1), 3, new PartitionAnswer<>(answer, 17));
    assertThat(json.readAnswers(json.write(answers, question), question)).isEqualTo(answers);
  }
}
