package dev.likeness.index;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.util.BytesRef;

/**
 * An outcome as the index stores it beside its fields. Of an embedding all but the vector, which
 * the vector field holds already.
 */
final class StoredOutcome {
  private static final int EMBEDDING = 1;
  private static final int REJECTION = 2;
  private static final int FORGOTTEN = 3;

  private StoredOutcome() {}

  /**
   * @throws IllegalArgumentException if a text is longer than 65,535 bytes
   */
  static byte[] write(Outcome outcome) throws IOException {
    try {
      return bytes(outcome);
    } catch (UTFDataFormatException e) {
      throw new IllegalArgumentException(
          "outcome of "
              + outcome.source()
              + " has a text of more than 65535 bytes, as many are stored at most",
          e);
    }
  }

  private static byte[] bytes(Outcome outcome) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    DataOutputStream out = new DataOutputStream(bytes);
    switch (outcome) {
      case Embedding e -> {
        head(out, EMBEDDING, e.source());
        write(out, e);
      }
      case Rejection r -> {
        head(out, REJECTION, r.source());
        out.writeUTF(r.reason().name());
        out.writeUTF(r.detail());
        if (r.quality() != null) {
          write(out, r.quality());
        }
      }
      case Forgotten f -> head(out, FORGOTTEN, f.source());
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param vector asked only for an embedding
   */
  static Outcome read(BytesRef stored, Supplier<Vector> vector) throws IOException {
    DataInputStream in = input(stored);
    int kind = in.readByte();
    Source source = new Source(in.readInt(), in.readLong());
    return switch (kind) {
      case EMBEDDING -> readEmbedding(in, source, vector.get());
      case REJECTION -> readRejection(in, source);
      case FORGOTTEN -> new Forgotten(source);
      default -> throw new IOException("stored outcome is of unknown kind " + kind);
    };
  }

  private static DataInputStream input(BytesRef stored) {
    return new DataInputStream(
        new ByteArrayInputStream(stored.bytes, stored.offset, stored.length));
  }

  private static void head(DataOutputStream out, int kind, Source source) throws IOException {
    out.writeByte(kind);
    out.writeInt(source.partition());
    out.writeLong(source.offset());
  }

  private static void write(DataOutputStream out, Embedding e) throws IOException {
    writeMetadata(out, e.metadata());
    out.writeUTF(e.model());
    floats(out, e.box().x(), e.box().y(), e.box().width(), e.box().height(), e.confidence());
    Landmarks l = e.landmarks();
    for (Point p :
        new Point[] {l.leftEye(), l.rightEye(), l.nose(), l.mouthLeft(), l.mouthRight()}) {
      floats(out, p.x(), p.y());
    }
    write(out, e.quality());
    out.writeUTF(e.photoSha256());
    out.writeLong(e.enrolledAt().toEpochMilli());
    out.writeInt(e.photoWidth());
    out.writeInt(e.photoHeight());
  }

  private static void write(DataOutputStream out, Quality q) throws IOException {
    floats(out, q.size(), q.sharpness(), q.brightness(), q.yaw(), q.pitch(), q.roll());
  }

  /** Earlier versions stored no quality. */
  private static Rejection readRejection(DataInputStream in, Source source) throws IOException {
    Reason reason = Reason.valueOf(in.readUTF());
    String detail = in.readUTF();
    return new Rejection(reason, detail, source, in.available() > 0 ? readQuality(in) : null);
  }

  private static Quality readQuality(DataInputStream in) throws IOException {
    return new Quality(
        in.readFloat(),
        in.readFloat(),
        in.readFloat(),
        in.readFloat(),
        in.readFloat(),
        in.readFloat());
  }

  private static Embedding readEmbedding(DataInputStream in, Source source, Vector vector)
      throws IOException {
    Metadata metadata = readMetadata(in);
    String model = in.readUTF();
    Box box = new Box(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
    float confidence = in.readFloat();
    Landmarks landmarks = new Landmarks(point(in), point(in), point(in), point(in), point(in));
    Quality quality = readQuality(in);
    String photoSha256 = in.readUTF();
    Instant enrolledAt = Instant.ofEpochMilli(in.readLong());
    // Earlier versions stored no size.
    boolean sized = in.available() > 0;
    return new Embedding(
        model,
        vector,
        box,
        landmarks,
        confidence,
        quality,
        photoSha256,
        sized ? in.readInt() : 0,
        sized ? in.readInt() : 0,
        source,
        enrolledAt,
        metadata);
  }

  /** The metadata of a stored embedding, without the rest of it. */
  static Metadata metadata(BytesRef stored) throws IOException {
    DataInputStream in = input(stored);
    in.skipNBytes(Byte.BYTES + Integer.BYTES + Long.BYTES);
    return readMetadata(in);
  }

  private static void writeMetadata(DataOutputStream out, Metadata metadata) throws IOException {
    out.writeUTF(metadata.json());
    out.writeShort(metadata.attributes().size());
    for (Map.Entry<String, String> attribute : metadata.attributes().entrySet()) {
      out.writeUTF(attribute.getKey());
      out.writeUTF(attribute.getValue());
    }
  }

  private static Metadata readMetadata(DataInputStream in) throws IOException {
    String json = in.readUTF();
    int count = in.readUnsignedShort();
    Map<String, String> attributes = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      attributes.put(in.readUTF(), in.readUTF());
    }
    return json.isEmpty() ? Metadata.NONE : new Metadata(json, attributes);
  }

  private static Point point(DataInputStream in) throws IOException {
    return new Point(in.readFloat(), in.readFloat());
  }

  /** At once: the stream takes its lock at each writing. */
  private static void floats(DataOutputStream out, float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }
}
