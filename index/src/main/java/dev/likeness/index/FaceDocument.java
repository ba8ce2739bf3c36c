package dev.likeness.index;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** The fields of the document that stands for a face. */
final class FaceDocument {
  static final String KEY = "key";
  static final String KIND = "kind";
  static final String GALLERY = "gallery";
  static final String SUBJECT = "subject";
  static final String FACE = "face";
  static final String ATTRIBUTE = "attribute";
  static final String VECTOR = "vector";
  static final String SOURCE = "source";
  static final String OUTCOME = "outcome";

  static final String EMBEDDED = "embedded";
  static final String REJECTED = "rejected";
  static final String FORGOTTEN = "forgotten";

  private FaceDocument() {}

  static Document of(FaceKey key, Outcome outcome) throws IOException {
    Document document = new Document();
    document.add(new StringField(KEY, key.toString(), Field.Store.YES));
    document.add(new NumericDocValuesField(SOURCE, outcome.source().offset()));
    document.add(new StoredField(OUTCOME, StoredOutcome.write(outcome)));
    switch (outcome) {
      case Embedding embedding -> {
        addNames(document, key, EMBEDDED);
        document.add(
            new KnnFloatVectorField(
                VECTOR, embedding.vector().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        for (Map.Entry<String, String> attribute : embedding.metadata().attributes().entrySet()) {
          document.add(
              new StringField(
                  ATTRIBUTE, attribute(attribute.getKey(), attribute.getValue()), Field.Store.NO));
        }
      }
      case Rejection _ -> addNames(document, key, REJECTED);
      case Forgotten _ -> document.add(new StringField(KIND, FORGOTTEN, Field.Store.NO));
    }
    return document;
  }

  private static void addNames(Document document, FaceKey key, String kind) {
    document.add(new StringField(KIND, kind, Field.Store.NO));
    document.add(new StringField(GALLERY, key.gallery(), Field.Store.NO));
    document.add(new StringField(SUBJECT, subject(key.gallery(), key.subject()), Field.Store.NO));
    document.add(new SortedDocValuesField(FACE, new BytesRef(key.face())));
  }

  static Term key(FaceKey key) {
    return new Term(KEY, key.toString());
  }

  static Term kind(String kind) {
    return new Term(KIND, kind);
  }

  static String subject(String gallery, String subject) {
    return gallery + "/" + subject;
  }

  static String attribute(String name, String value) {
    return name + "\0" + value;
  }
}
