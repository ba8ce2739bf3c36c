package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LiveFieldValues;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.util.BytesRef;

/**
 * The source offset the index holds for each face, also of faces written since the last refresh.
 */
final class SourceOffsets extends LiveFieldValues<IndexSearcher, Long> {
  private static final long NONE = -1;

  SourceOffsets(ReferenceManager<IndexSearcher> searchers) {
    super(searchers, NONE);
  }

  /** The offset held for a face, or -1 if nothing is. */
  long of(FaceKey key) {
    try {
      Long offset = get(key.toString());
      return offset == null ? NONE : offset;
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be read", e);
    }
  }

  @Override
  protected Long lookupFromSearcher(IndexSearcher searcher, String key) throws IOException {
    BytesRef term = new BytesRef(key);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      TermsEnum terms =
          leaf.reader().terms(FaceDocument.KEY) == null
              ? TermsEnum.EMPTY
              : leaf.reader().terms(FaceDocument.KEY).iterator();
      if (terms.seekExact(term)) {
        PostingsEnum documents = terms.postings(null, PostingsEnum.NONE);
        for (int doc = documents.nextDoc();
            doc != PostingsEnum.NO_MORE_DOCS;
            doc = documents.nextDoc()) {
          if (leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(doc)) {
            NumericDocValues offsets = DocValues.getNumeric(leaf.reader(), FaceDocument.SOURCE);
            return offsets.advanceExact(doc) ? offsets.longValue() : NONE;
          }
        }
      }
    }
    return NONE;
  }
}
