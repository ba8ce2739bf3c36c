package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.Test;

final class UnreachedFacesTest {
  @Test
  void shouldGoBackAlongTheLinksOfFacesToWhichNoneLeads() throws IOException {
    // Given
    UnreachedFaces faces = of(links(1), links(0), links(1), links(2, 0));
    BitSet compared = new FixedBitSet(4);

    // Then
    assertThat(numbers(faces.all())).containsExactly(2, 3);
    assertThat(numbers(faces.behind(bits(4), compared))).isEmpty();
    assertThat(numbers(faces.behind(bits(4, 1), compared))).containsExactly(2);
    assertThat(numbers(faces.behind(bits(4, 0, 1, 2), compared))).containsExactly(3);
    assertThat(numbers(faces.behind(bits(4, 0, 1, 2, 3), compared))).isEmpty();
    assertThat(numbers(compared)).containsExactly(2, 3);
  }

  @Test
  void shouldOfferFacesToWhichNotEvenLinksBackLead() throws IOException {
    // Given
    UnreachedFaces faces = of(links(1), links(0), links(3), links(2));

    // Then
    assertThat(numbers(faces.all())).containsExactly(2, 3);
    assertThat(numbers(faces.behind(bits(4, 0), new FixedBitSet(4)))).containsExactly(2, 3);
    assertThat(numbers(faces.behind(bits(4, 0), bits(4, 2)))).containsExactly(3);
  }

  @Test
  void shouldKnowNoneOfAGraphThatReachesAll() throws IOException {
    assertThat(of(links(1), links(2), links(0)).isEmpty()).isTrue();
    assertThat(of(links(1), links(0), links(0)).isEmpty()).isFalse();
  }

  private static int[] links(int... to) {
    return to;
  }

  /** The graph that begins at face 0, with the links of each face. */
  private static UnreachedFaces of(int[]... links) throws IOException {
    List<float[]> vectors = IntStream.range(0, links.length).mapToObj(_ -> new float[1]).toList();
    return UnreachedFaces.of(
        new Links(links), FloatVectorValues.fromFloats(vectors, 1), links.length);
  }

  private static BitSet bits(int length, int... set) {
    BitSet bits = new FixedBitSet(length);
    IntStream.of(set).forEach(bits::set);
    return bits;
  }

  private static List<Integer> numbers(BitSet bits) {
    return IntStream.range(0, bits.length()).filter(bits::get).boxed().toList();
  }

  private static final class Links extends HnswGraph {
    private final int[][] links;
    private int node;
    private int next;

    Links(int[][] links) {
      this.links = links;
    }

    @Override
    public void seek(int level, int target) {
      node = target;
      next = 0;
    }

    @Override
    public int size() {
      return links.length;
    }

    @Override
    public int nextNeighbor() {
      return next < links[node].length ? links[node][next++] : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public int numLevels() {
      return 1;
    }

    @Override
    public int maxConn() {
      return 2;
    }

    @Override
    public int entryNode() {
      return 0;
    }

    @Override
    public int neighborCount() {
      return links[node].length;
    }

    @Override
    public NodesIterator getNodesOnLevel(int level) {
      return new ArrayNodesIterator(IntStream.range(0, links.length).toArray(), links.length);
    }
  }
}
