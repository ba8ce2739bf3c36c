package dev.likeness.index;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
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
  static final String TIME = "time";
  static final String STORED = "stored";

  static final String EMBEDDED = FaceEntry.Kind.EMBEDDED.name();
  static final String REJECTED = FaceEntry.Kind.REJECTED.name();
  static final String FORGOTTEN = FaceEntry.Kind.FORGOTTEN.name();

  /** Of the stored field: kind, source partition, source offset; the payload follows. */
  private static final int HEAD = Byte.BYTES + Integer.BYTES + Long.BYTES;

  private FaceDocument() {}

  static Document of(FaceKey key, FaceEntry entry) {
    Document document = new Document();
    document.add(new StringField(KEY, key.toString(), Field.Store.YES));
    document.add(new NumericDocValuesField(SOURCE, entry.source().offset()));
    document.add(new StoredField(STORED, stored(entry)));
    document.add(new StringField(KIND, entry.kind().name(), Field.Store.NO));
    switch (entry.kind()) {
      case EMBEDDED -> {
        addNames(document, key);
        document.add(new NumericDocValuesField(TIME, entry.time()));
        document.add(
            new KnnFloatVectorField(
                VECTOR,
                Objects.requireNonNull(entry.vector()).toArray(),
                VectorSimilarityFunction.DOT_PRODUCT));
        addAttributes(document, entry.attributes());
      }
      case REJECTED -> {
        addNames(document, key);
        addAttributes(document, entry.attributes());
      }
      case FORGOTTEN -> {}
    }
    return document;
  }

  private static byte[] stored(FaceEntry entry) {
    return ByteBuffer.allocate(HEAD + entry.payload().remaining())
        .put(code(entry.kind()))
        .putInt(entry.source().partition())
        .putLong(entry.source().offset())
        .put(entry.payload().duplicate())
        .array();
  }

  /** Of a document's stored field. */
  static FaceEntry.Kind kind(BytesRef stored) {
    byte code = stored.bytes[stored.offset];
    return switch (code) {
      case 1 -> FaceEntry.Kind.EMBEDDED;
      case 2 -> FaceEntry.Kind.REJECTED;
      case 3 -> FaceEntry.Kind.FORGOTTEN;
      default -> throw new IllegalStateException("stored face is of unknown kind " + code);
    };
  }

  private static byte code(FaceEntry.Kind kind) {
    return switch (kind) {
      case EMBEDDED -> 1;
      case REJECTED -> 2;
      case FORGOTTEN -> 3;
    };
  }

  /** Of a document's stored field. */
  static Source source(BytesRef stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored.bytes, stored.offset + Byte.BYTES, stored.length - 1);
    return new Source(bytes.getInt(), bytes.getLong());
  }

  /** Of a document's stored field. */
  static ByteBuffer payload(BytesRef stored) {
    return ByteBuffer.wrap(stored.bytes, stored.offset + HEAD, stored.length - HEAD).slice();
  }

  private static void addNames(Document document, FaceKey key) {
    document.add(new StringField(GALLERY, key.gallery(), Field.Store.NO));
    document.add(new StringField(SUBJECT, subject(key.gallery(), key.subject()), Field.Store.NO));
    document.add(new SortedDocValuesField(FACE, new BytesRef(key.face())));
  }

  private static void addAttributes(Document document, Map<String, String> attributes) {
    attributes.forEach((name, value) ->
        document.add(new StringField(ATTRIBUTE, attribute(name, value), Field.Store.NO)));
  }

  static Term key(FaceKey key) {
    return new Term(KEY, key.toString());
  }

  static String subject(String gallery, String subject) {
    return gallery + "/" + subject;
  }

  static String attribute(String name, String value) {
    return name + "\0" + value;
  }
}
