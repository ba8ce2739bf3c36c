package dev.likeness.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.SparseFixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * The faces of a segment to which no link of its graph leads, by document number within the
 * segment. Nearly all have links of their own: a search that comes by a face to which one of those
 * leads can go back along it.
 */
final class UnreachedFaces {
  static final UnreachedFaces NONE =
      new UnreachedFaces(new SparseFixedBitSet(1), new SparseFixedBitSet(1), new long[0]);

  private final BitSet all;
  private final BitSet apart;
  private final long[] linksBack;

  private UnreachedFaces(BitSet all, BitSet apart, long[] linksBack) {
    this.all = all;
    this.apart = apart;
    this.linksBack = linksBack;
  }

  /**
   * @param graph whose links are walked from its entry, on the lowest level, which has all nodes
   * @param vectors those of the graph, by node
   * @param documents how many the segment has
   */
  static UnreachedFaces of(HnswGraph graph, FloatVectorValues vectors, int documents)
      throws IOException {
    BitSet reached = reached(graph);
    BitSet all = documentsBeyond(reached, vectors, documents);
    if (all.cardinality() == 0) {
      return NONE;
    }
    long[] linksBack = linksBack(graph, vectors, reached);
    addLinkedBack(graph, reached);
    return new UnreachedFaces(all, documentsBeyond(reached, vectors, documents), linksBack);
  }

  private static BitSet reached(HnswGraph graph) throws IOException {
    FixedBitSet reached = new FixedBitSet(graph.size());
    int[] ahead = new int[graph.size()];
    int waiting = 0;
    ahead[waiting++] = graph.entryNode();
    while (waiting > 0) {
      for (int to : links(graph, ahead[--waiting])) {
        if (!reached.getAndSet(to)) {
          ahead[waiting++] = to;
        }
      }
    }
    return reached;
  }

  /** The nodes to which one leads on the lowest level. */
  private static int[] links(HnswGraph graph, int node) throws IOException {
    graph.seek(0, node);
    int[] links = new int[graph.neighborCount()];
    for (int i = 0; i < links.length; i++) {
      links[i] = graph.nextNeighbor();
    }
    return links;
  }

  private static BitSet documentsBeyond(BitSet nodes, FloatVectorValues vectors, int documents) {
    BitSet beyond = new SparseFixedBitSet(documents);
    for (int node = 0; node < vectors.size(); node++) {
      if (!nodes.get(node)) {
        beyond.set(vectors.ordToDoc(node));
      }
    }
    return beyond;
  }

  /** Of the nodes that are not reached, by where they lead. */
  private static long[] linksBack(HnswGraph graph, FloatVectorValues vectors, BitSet reached)
      throws IOException {
    LongStream.Builder links = LongStream.builder();
    for (int node = 0; node < graph.size(); node++) {
      if (!reached.get(node)) {
        for (int to : links(graph, node)) {
          links.add(linkBack(vectors.ordToDoc(to), vectors.ordToDoc(node)));
        }
      }
    }
    return links.build().sorted().toArray();
  }

  private static void addLinkedBack(HnswGraph graph, BitSet reached) throws IOException {
    boolean more = true;
    while (more) {
      more = false;
      for (int node = 0; node < graph.size(); node++) {
        if (!reached.get(node) && IntStream.of(links(graph, node)).anyMatch(reached::get)) {
          reached.set(node);
          more = true;
        }
      }
    }
  }

  private static long linkBack(int to, int from) {
    return (long) to << Integer.SIZE | from;
  }

  boolean isEmpty() {
    return this == NONE;
  }

  BitSet all() {
    return all;
  }

  /**
   * Those that a link back from these documents leads to, and those to which not even links back
   * do; without the ones compared already.
   *
   * @param compared to which they are added
   */
  BitSet behind(BitSet documents, BitSet compared) {
    BitSet behind = new SparseFixedBitSet(all.length());
    BitSetIterator each = new BitSetIterator(documents, 0);
    for (int to = each.nextDoc(); to != DocIdSetIterator.NO_MORE_DOCS; to = each.nextDoc()) {
      int at = Arrays.binarySearch(linksBack, linkBack(to, 0));
      for (int i = at < 0 ? -at - 1 : at;
          i < linksBack.length && linksBack[i] >>> Integer.SIZE == to;
          i++) {
        add((int) linksBack[i], behind, compared);
      }
    }
    BitSetIterator alone = new BitSetIterator(apart, 0);
    for (int face = alone.nextDoc();
        face != DocIdSetIterator.NO_MORE_DOCS;
        face = alone.nextDoc()) {
      add(face, behind, compared);
    }
    return behind;
  }

  private static void add(int face, BitSet behind, BitSet compared) {
    if (!compared.getAndSet(face)) {
      behind.set(face);
    }
  }
}
