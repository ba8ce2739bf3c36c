package dev.likeness.index;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;

/**
 * What a commit says beside its documents: whose vectors it holds, how far the enrollments were
 * applied, and a few facts of the caller's own. Immutable.
 *
 * @param texts by name
 */
record CommitFacts(Map<String, String> texts) {
  private static final String MODEL = "model";
  private static final String DIMENSION = "dimension";
  private static final String SOURCE_PREFIX = "source.";
  private static final String FORMAT = "format";

  /**
   * Of the documents, and of what keys there may be. An index of another one is read from the topic
   * anew.
   */
  private static final String DOCUMENTS = "3";

  CommitFacts {
    texts = Map.copyOf(texts);
  }

  /** Of the commit that a writer was opened on; none if there is no commit. */
  static CommitFacts of(IndexWriter writer) {
    Map<String, String> texts = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(fact -> texts.put(fact.getKey(), fact.getValue()));
    }
    return new CommitFacts(texts);
  }

  /**
   * Of a commit to come.
   *
   * @param sources the highest source offset applied, by partition
   */
  static CommitFacts of(
      Map<String, String> own, IndexSettings settings, Map<Integer, Long> sources) {
    Map<String, String> texts = new HashMap<>(own);
    texts.put(FORMAT, DOCUMENTS);
    texts.put(MODEL, settings.model());
    texts.put(DIMENSION, Integer.toString(settings.dimension()));
    sources.forEach((partition, offset) -> texts.put(SOURCE_PREFIX + partition, "" + offset));
    return new CommitFacts(texts);
  }

  /**
   * @throws IndexMismatchException if the index holds another model or dimension
   * @throws IndexDamagedException if another version of this program wrote its documents
   */
  void checkFits(Path path, IndexSettings settings) {
    if (!texts.isEmpty() && !DOCUMENTS.equals(texts.get(FORMAT))) {
      throw new IndexDamagedException(
          "index "
              + path
              + " is of format "
              + texts.getOrDefault(FORMAT, "1")
              + ", this version reads "
              + DOCUMENTS);
    }
    String model = texts.getOrDefault(MODEL, settings.model());
    String dimension = texts.getOrDefault(DIMENSION, Integer.toString(settings.dimension()));
    if (!model.equals(settings.model())
        || !dimension.equals(Integer.toString(settings.dimension()))) {
      throw new IndexMismatchException(
          "index "
              + path
              + " holds "
              + dimension
              + " dimensions of model "
              + model
              + ", wanted are "
              + settings.dimension()
              + " of "
              + settings.model());
    }
  }

  /** The highest source offset applied, by partition. */
  Map<Integer, Long> sources() {
    Map<Integer, Long> sources = new HashMap<>();
    texts.forEach((name, value) -> {
      if (name.startsWith(SOURCE_PREFIX)) {
        sources.put(
            Integer.parseInt(name.substring(SOURCE_PREFIX.length())), Long.parseLong(value));
      }
    });
    return sources;
  }
}
