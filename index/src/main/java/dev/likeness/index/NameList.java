package dev.likeness.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Lists the names in a field, in UTF-8 order, with how many searchable faces have each. */
final class NameList {
  private NameList() {}

  /**
   * The names that begin with a prefix, the prefix taken off.
   *
   * @param begin how the names wanted begin, after the prefix
   * @param after the name before the first one wanted; null to start at the first
   */
  static Map<String, Long> of(
      IndexSearcher searcher,
      FaceSearch search,
      String field,
      String prefix,
      String begin,
      @Nullable String after,
      int limit)
      throws IOException {
    Map<String, Long> names = new LinkedHashMap<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), field);
    if (terms == null) {
      return names;
    }
    TermsEnum all = terms.iterator();
    BytesRef start = new BytesRef(prefix + first(begin, after));
    boolean there = all.seekCeil(start) != TermsEnum.SeekStatus.END;
    BytesRef term = there ? all.term() : null;
    while (term != null && names.size() < limit) {
      String value = term.utf8ToString();
      if (!value.startsWith(prefix + begin)) {
        break;
      }
      String name = value.substring(prefix.length());
      if (!name.equals(after) && search.count(field, value) > 0) {
        names.put(name, (long) search.embedded(field, value));
      }
      term = all.next();
    }
    return names;
  }

  /** Whichever comes later in UTF-8 order. */
  private static String first(String begin, @Nullable String after) {
    return after == null || new BytesRef(after).compareTo(new BytesRef(begin)) < 0 ? begin : after;
  }
}
