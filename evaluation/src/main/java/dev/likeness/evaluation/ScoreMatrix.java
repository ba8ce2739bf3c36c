package dev.likeness.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The similarity of every two faces, and whose they are. Faces are ordered by person, and each
 * person's faces stand together. Immutable and safe to share.
 *
 * <p>Every score is kept, four bytes each: 3,000 faces take 18 MB, 13,000 take 340 MB.
 *
 * <p>A row is computed dimension by dimension over a transposed block of faces, so that the inner
 * loop has no sum over itself and the compiler makes vector instructions of it.
 */
public final class ScoreMatrix {
  private static final int BLOCK = 1024;

  private final List<String> people;
  private final List<String> photos;
  private final int[] person;
  private final int[] first;
  private final float[][] rows;

  private ScoreMatrix(List<LabelledFace> ordered, float[][] rows) {
    this.photos = ordered.stream().map(LabelledFace::photo).toList();
    Map<String, Integer> index = new LinkedHashMap<>();
    this.person = new int[ordered.size()];
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < person.length; i++) {
      String name = ordered.get(i).person();
      if (!index.containsKey(name)) {
        index.put(name, index.size());
        starts.add(i);
      }
      person[i] = index.get(name);
    }
    starts.add(person.length);
    this.people = List.copyOf(index.keySet());
    this.first = starts.stream().mapToInt(Integer::intValue).toArray();
    this.rows = rows;
  }

  /**
   * Compares every face with every other.
   *
   * @throws IllegalArgumentException if there are fewer than two people, no person has two faces,
   *     the dimensions differ, or the scores would not fit into memory
   */
  public static ScoreMatrix of(List<LabelledFace> faces) {
    List<LabelledFace> ordered =
        faces.stream().sorted(Comparator.comparing(LabelledFace::person)).toList();
    long people = ordered.stream().map(LabelledFace::person).distinct().count();
    if (people < 2 || people == ordered.size()) {
      throw new IllegalArgumentException(
          "there are "
              + ordered.size()
              + " faces of "
              + people
              + " people, expected two people or more, and two faces or more of one of them");
    }
    long bytes = 2L * ordered.size() * ordered.size();
    if (bytes > Runtime.getRuntime().maxMemory() / 3) {
      throw new IllegalArgumentException(
          String.format(
              "%d faces make %d MB of scores, and the heap has %d MB; take fewer photos, or a heap"
                  + " of %d MB",
              ordered.size(),
              bytes >> 20,
              Runtime.getRuntime().maxMemory() >> 20,
              3 * (bytes >> 20) + 1));
    }
    return new ScoreMatrix(ordered, scores(ordered));
  }

  private static float[][] scores(List<LabelledFace> faces) {
    int dimension = faces.getFirst().vector().dimension();
    float[][] vectors = new float[faces.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = faces.get(i).vector().toArray();
      if (vectors[i].length != dimension) {
        throw new IllegalArgumentException(
            faces.get(i).photo()
                + " has "
                + vectors[i].length
                + " dimensions, others have "
                + dimension);
      }
    }
    float[][] rows = new float[vectors.length][];
    Arrays.setAll(rows, float[]::new);
    for (int from = 0; from < vectors.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, vectors.length);
      float[][] block = transposed(vectors, from, to);
      int start = from;
      IntStream.range(from, vectors.length)
          .parallel()
          .forEach(i -> row(vectors[i], block, rows[i], start, Math.min(to, i)));
    }
    return rows;
  }

  private static float[][] transposed(float[][] vectors, int from, int to) {
    float[][] block = new float[vectors[from].length][to - from];
    for (int i = from; i < to; i++) {
      for (int d = 0; d < block.length; d++) {
        block[d][i - from] = vectors[i][d];
      }
    }
    return block;
  }

  private static void row(float[] vector, float[][] block, float[] row, int from, int to) {
    if (to <= from) {
      return;
    }
    float[] sums = new float[to - from];
    for (int d = 0; d < vector.length; d++) {
      float component = vector[d];
      float[] others = block[d];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += component * others[j];
      }
    }
    for (int j = 0; j < sums.length; j++) {
      row[from + j] = Math.clamp(sums[j], -1f, 1f);
    }
  }

  /** How many faces there are. */
  int faces() {
    return person.length;
  }

  /** How many people there are. */
  int people() {
    return people.size();
  }

  /** The similarity of two different faces, in [-1, 1]. */
  float score(int a, int b) {
    return a > b ? rows[a][b] : rows[b][a];
  }

  /** Whose face this is, as an index. */
  int person(int face) {
    return person[face];
  }

  /** The label of a person. */
  String name(int person) {
    return people.get(person);
  }

  /** Where a face was found. */
  String photo(int face) {
    return photos.get(face);
  }

  /** The first of a person's faces; those of {@code person + 1} begin where these end. */
  int first(int person) {
    return first[person];
  }

  /** How many faces a person has. */
  int faces(int person) {
    return first[person + 1] - first[person];
  }
}
