package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every face is found, whatever became of its links when graphs were merged. */
final class UnreachableNodesTest {
  private static final int DIMENSION = 512;
  private static final int STRANGERS = 8;
  private static final int FACES = 4_000;
  private static final int CROWD = 4_000;

  /** So many that a segment is asked for some of them first, and for all of them afterwards. */
  private static final int FAN = 512;

  private static final int SEGMENTS = 4;

  @TempDir private Path directory;
  private final Map<FaceKey, Vector> vectors = new HashMap<>();

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT", "EIGHT_BIT"})
  void shouldFindFacesToWhichNoLinkLeads(Precision precision) throws IOException {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("UnreachableNodesTest seed " + seed);
    try (FaceIndex index =
        FaceIndex.open(directory, new IndexSettings("m", DIMENSION, 0, FAN, precision))) {
      fill(index, new Random(seed));

      // When
      List<FaceKey> unreached = unreached();

      // Then
      assertThat(index.stats().segments()).isEqualTo(2);
      assertThat(unreached).isNotEmpty();
      for (FaceKey key : unreached) {
        assertThat(found(index, key, Map.of()).getFirst()).isEqualTo(key);
        assertThat(found(index, key, Map.of("team", team(key))).getFirst()).isEqualTo(key);
        assertThat(found(index, key, Map.of("team", "none"))).isEmpty();
        assertThat(found(index, key, Map.of())).doesNotHaveDuplicates().hasSize(10);
      }

      // When
      index.apply(unreached.getFirst(), Faces.forgotten(FACES + CROWD));

      // Then
      assertThat(found(index, unreached.getFirst(), Map.of()))
          .doesNotContain(unreached.getFirst())
          .hasSize(10);
    }
  }

  /** Look-alikes of some strangers, in segments that are then merged, and nobody's in another. */
  private void fill(FaceIndex index, Random random) {
    List<Vector> strangers = new ArrayList<>();
    for (int i = 0; i < STRANGERS; i++) {
      strangers.add(Faces.random(random, DIMENSION));
    }
    for (int i = 0; i < FACES; i++) {
      apply(index, i, Faces.near(random, strangers.get(i % STRANGERS)));
      if ((i + 1) % (FACES / SEGMENTS) == 0) {
        index.stats(); // makes a segment of what was written
      }
    }
    index.settle();
    for (int i = FACES; i < FACES + CROWD; i++) {
      apply(index, i, Faces.random(random, DIMENSION));
    }
    index.commit(Map.of());
  }

  private void apply(FaceIndex index, int number, Vector vector) {
    FaceKey key = new FaceKey("g", "s" + number, "f");
    vectors.put(key, vector);
    index.apply(key, Faces.embedding(vector, number, metadata(key)));
  }

  private static Map<String, String> metadata(FaceKey key) {
    return Faces.team(team(key));
  }

  private static String team(FaceKey key) {
    return key.subject().hashCode() % 2 == 0 ? "red" : "blue";
  }

  private List<FaceKey> unreached() throws IOException {
    List<FaceKey> keys = new ArrayList<>();
    try (FSDirectory files = FSDirectory.open(directory);
        DirectoryReader reader = DirectoryReader.open(files)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        LeafReader segment = leaf.reader();
        BitSet documents = new UnreachableNodes().of(segment).all();
        DocIdSetIterator each = new BitSetIterator(documents, documents.cardinality());
        while (each.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          String key = segment.storedFields().document(each.docID()).get(FaceDocument.KEY);
          keys.add(FaceKey.parse(key));
        }
      }
    }
    return keys;
  }

  private List<FaceKey> found(FaceIndex index, FaceKey key, Map<String, String> attributes) {
    return index.nearest(new NearestQuery(vectors.get(key), "g", 10, -1, attributes)).stream()
        .map(Candidate::key)
        .toList();
  }
}
