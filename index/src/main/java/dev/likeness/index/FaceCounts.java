package dev.likeness.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;

/**
 * How many searchable faces a search goes through, counted again only when the index has changed,
 * because every search needs it. The latest counts are cached. Safe for all threads.
 */
final class FaceCounts {
  private static final int KEPT = 1_000;

  private final Map<Scope, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Count> eldest) {
          return size() > KEPT;
        }
      };

  private record Scope(String gallery, Map<String, String> attributes) {}

  /**
   * @param state of the index that was counted
   */
  private record Count(IndexReader.CacheKey state, int faces) {}

  int of(String gallery, Map<String, String> attributes, FaceSearch search) throws IOException {
    Scope scope = new Scope(gallery, Map.copyOf(attributes));
    IndexReader.CacheKey state = search.state();
    Count known;
    synchronized (counts) {
      known = counts.get(scope);
    }
    if (known != null && known.state().equals(state)) {
      return known.faces();
    }
    int faces = search.embedded(gallery, attributes);
    synchronized (counts) {
      counts.put(scope, new Count(state, faces));
    }
    return faces;
  }
}
