package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The questions one searcher answers. It lives as long as the searcher is held. */
final class FaceSearch {
  private static final Query EMBEDDED = term(FaceDocument.KIND, FaceDocument.EMBEDDED);
  private static final Query REJECTED = term(FaceDocument.KIND, FaceDocument.REJECTED);

  private final IndexSearcher searcher;
  private final IndexSettings settings;
  private final UnreachableNodes unreached;

  FaceSearch(IndexSearcher searcher, IndexSettings settings, UnreachableNodes unreached) {
    this.searcher = searcher;
    this.settings = settings;
    this.unreached = unreached;
  }

  /**
   * Asks for more neighbours than wanted, and for more still while one subject's many faces leave
   * room for other subjects.
   */
  List<Candidate> nearest(NearestQuery query) throws IOException {
    float[] probe = query.probe().toArray();
    @Nullable Query filter = filter(query);
    int everything = Math.max(1, searcher.getIndexReader().numDocs());
    int numCandidates = Math.min(Math.max(settings.numCandidates(), 2 * query.k()), everything);
    while (true) {
      TopDocs hits = neighbours(probe, numCandidates, filter);
      List<Candidate> best = bestOfEachSubject(hits, query);
      boolean more = hits.scoreDocs.length == numCandidates && numCandidates < everything;
      if (best.size() >= query.k() || !more || below(hits.scoreDocs[numCandidates - 1], query)) {
        return best;
      }
      numCandidates = (int) Math.min(4L * numCandidates, everything);
    }
  }

  /** Found by the vectors of the index's precision, scored and sorted by the full ones. */
  private TopDocs neighbours(float[] probe, int numCandidates, @Nullable Query filter)
      throws IOException {
    TopDocs hits =
        searcher.search(new NeighbourQuery(probe, numCandidates, filter, unreached), numCandidates);
    Rescorer.rescore(searcher.getIndexReader().leaves(), probe, hits.scoreDocs);
    return hits;
  }

  /** Reads on through faces as similar as the last one wanted: among those the key decides. */
  private List<Candidate> bestOfEachSubject(TopDocs hits, NearestQuery query) throws IOException {
    StoredFields stored = searcher.storedFields();
    Map<String, Candidate> best = new HashMap<>();
    float last = Float.NEGATIVE_INFINITY;
    for (ScoreDoc hit : hits.scoreDocs) {
      if (below(hit, query) || (best.size() >= query.k() && hit.score < last)) {
        break;
      }
      last = hit.score;
      Document document = stored.document(hit.doc);
      FaceKey key = FaceKey.parse(document.get(FaceDocument.KEY));
      BytesRef face = document.getBinaryValue(FaceDocument.STORED);
      best.merge(
          key.subject(),
          new Candidate(key, cosine(hit.score), FaceDocument.payload(face)),
          BinaryOperator.minBy(Candidate.NEAREST_FIRST));
    }
    return best.values().stream().sorted(Candidate.NEAREST_FIRST).limit(query.k()).toList();
  }

  private static boolean below(ScoreDoc hit, NearestQuery query) {
    return cosine(hit.score) < query.minSimilarity();
  }

  /** Lucene's score of a dot product is (1 + cosine) / 2 on unit vectors. */
  private static float cosine(float score) {
    return Math.clamp(2 * score - 1, -1f, 1f);
  }

  /** Null if every vector qualifies: a filter that keeps all of them costs a bit set a query. */
  private @Nullable Query filter(NearestQuery query) throws IOException {
    List<Query> all = attributes(query.attributes());
    if (!isAlone(query.gallery())) {
      all.add(term(FaceDocument.GALLERY, query.gallery()));
    }
    return all.isEmpty() ? null : all(all);
  }

  private static List<Query> attributes(Map<String, String> attributes) {
    List<Query> wanted = new ArrayList<>();
    attributes.forEach((name, value) ->
        wanted.add(term(FaceDocument.ATTRIBUTE, FaceDocument.attribute(name, value))));
    return wanted;
  }

  /** Those that all of some queries find. */
  private static BooleanQuery all(List<Query> wanted) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    wanted.forEach(one -> all.add(one, BooleanClause.Occur.FILTER));
    return all.build();
  }

  /** Whether no other gallery has a face here. */
  private boolean isAlone(String gallery) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    return reader.docFreq(new Term(FaceDocument.GALLERY, gallery))
        == reader.getDocCount(FaceDocument.GALLERY);
  }

  Optional<StoredFace> get(FaceKey key) throws IOException {
    TopDocs hits = searcher.search(new TermQuery(FaceDocument.key(key)), 1);
    if (hits.scoreDocs.length == 0) {
      return Optional.empty();
    }
    int doc = hits.scoreDocs[0].doc;
    Document document = searcher.storedFields().document(doc);
    BytesRef stored = document.getBinaryValue(FaceDocument.STORED);
    FaceEntry.Kind kind = FaceDocument.kind(stored);
    return Optional.of(
        new StoredFace(
            kind,
            FaceDocument.source(stored),
            kind == FaceEntry.Kind.EMBEDDED ? vector(doc) : null,
            FaceDocument.payload(stored)));
  }

  List<Candidate> compare(Vector probe, String gallery, String subject, @Nullable String face)
      throws IOException {
    List<Query> wanted = new ArrayList<>();
    wanted.add(term(FaceDocument.SUBJECT, FaceDocument.subject(gallery, subject)));
    wanted.add(EMBEDDED);
    if (face != null) {
      wanted.add(new TermQuery(FaceDocument.key(new FaceKey(gallery, subject, face))));
    }
    BooleanQuery query = all(wanted);
    int all = Math.max(1, searcher.count(query)); // room is made for as many as are asked for
    List<Candidate> compared = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, all).scoreDocs) {
      Document document = searcher.storedFields().document(hit.doc);
      compared.add(
          new Candidate(
              FaceKey.parse(document.get(FaceDocument.KEY)),
              probe.cosine(vector(hit.doc)),
              FaceDocument.payload(document.getBinaryValue(FaceDocument.STORED))));
    }
    compared.sort(Candidate.NEAREST_FIRST);
    return compared;
  }

  private Vector vector(int doc) {
    try {
      return Vector.of(Rescorer.of(searcher.getIndexReader().leaves(), doc));
    } catch (IOException e) {
      throw new UncheckedIOException("a vector cannot be read", e);
    }
  }

  List<FaceKey> facesOfSubject(String gallery, String subject, @Nullable String after, int limit)
      throws IOException {
    List<Query> wanted = new ArrayList<>();
    wanted.add(term(FaceDocument.SUBJECT, FaceDocument.subject(gallery, subject)));
    if (after != null) {
      wanted.add(
          SortedDocValuesField.newSlowRangeQuery(
              FaceDocument.FACE, new BytesRef(after), null, false, true));
    }
    Sort byFace = new Sort(new SortField(FaceDocument.FACE, SortField.Type.STRING));
    TopDocs hits = searcher.search(all(wanted), limit, byFace);
    List<FaceKey> keys = new ArrayList<>();
    for (ScoreDoc hit : hits.scoreDocs) {
      keys.add(FaceKey.parse(searcher.storedFields().document(hit.doc).get(FaceDocument.KEY)));
    }
    return keys;
  }

  List<RejectedFace> rejected(
      @Nullable String gallery, Map<String, String> attributes, long before, int limit)
      throws IOException {
    List<Query> wanted = attributes(attributes);
    wanted.add(REJECTED);
    wanted.add(NumericDocValuesField.newSlowRangeQuery(FaceDocument.SOURCE, 0, before - 1));
    if (gallery != null) {
      wanted.add(term(FaceDocument.GALLERY, gallery));
    }
    Sort latestFirst = new Sort(new SortField(FaceDocument.SOURCE, SortField.Type.LONG, true));
    List<RejectedFace> faces = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(all(wanted), limit, latestFirst).scoreDocs) {
      Document document = searcher.storedFields().document(hit.doc);
      faces.add(
          new RejectedFace(
              FaceKey.parse(document.get(FaceDocument.KEY)),
              FaceDocument.source(document.getBinaryValue(FaceDocument.STORED))));
    }
    return faces;
  }

  Map<String, Long> countRejected(String attribute) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), FaceDocument.ATTRIBUTE);
    if (terms == null) {
      return counts;
    }
    String prefix = FaceDocument.attribute(attribute, "");
    TermsEnum all = terms.iterator();
    boolean there = all.seekCeil(new BytesRef(prefix)) != TermsEnum.SeekStatus.END;
    for (BytesRef term = there ? all.term() : null; term != null; term = all.next()) {
      String value = term.utf8ToString();
      if (!value.startsWith(prefix)) {
        break;
      }
      long count = searcher.count(all(List.of(term(FaceDocument.ATTRIBUTE, value), REJECTED)));
      if (count > 0) {
        counts.put(value.substring(prefix.length()), count);
      }
    }
    return counts;
  }

  /** How many searchable faces have a value in a field. */
  int embedded(String field, String value) throws IOException {
    return searcher.count(all(List.of(term(field, value), EMBEDDED)));
  }

  /** How many searchable faces a gallery has with all of some attributes. */
  int embedded(String gallery, Map<String, String> attributes) throws IOException {
    List<Query> wanted = attributes(attributes);
    wanted.add(term(FaceDocument.GALLERY, gallery));
    wanted.add(EMBEDDED);
    return searcher.count(all(wanted));
  }

  /** The faces with a value in a field, in figures. */
  FaceSummary summary(String field, String value) throws IOException {
    Query found = all(List.of(term(field, value), EMBEDDED));
    int faces = searcher.count(found);
    return new FaceSummary(
        faces,
        searcher.count(term(field, value)) - faces,
        faces == 0 ? 0 : time(found, false),
        faces == 0 ? 0 : time(found, true));
  }

  private long time(Query faces, boolean last) throws IOException {
    Sort byTime = new Sort(new SortField(FaceDocument.TIME, SortField.Type.LONG, last));
    FieldDoc first = (FieldDoc) searcher.search(faces, 1, byTime).scoreDocs[0];
    return (Long) first.fields[0];
  }

  /** Stands for what the index holds: another one once that has changed. */
  IndexReader.CacheKey state() {
    return searcher.getIndexReader().getReaderCacheHelper().getKey();
  }

  int count(String field, String value) throws IOException {
    return searcher.count(term(field, value));
  }

  private static TermQuery term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
