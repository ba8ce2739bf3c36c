package dev.likeness.search.peers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.IndexStats;
import dev.likeness.search.store.Answered;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.OutcomeSerde;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.TypeFactory;

/** Questions and answers of the index as JSON. Safe for all threads. */
final class PeerJson {
  private static final String TYPE = "is";

  private final JsonMapper json;

  PeerJson() {
    SimpleModule values = new SimpleModule();
    values.addSerializer(new VectorWriter()).addDeserializer(Vector.class, new VectorReader());
    values.addSerializer(new KeyWriter()).addDeserializer(FaceKey.class, new KeyReader());
    values.addSerializer(new OutcomeWriter()).addDeserializer(Outcome.class, new OutcomeReader());
    JsonMapper.Builder builder =
        JsonMapper.builder().addModule(values).addMixIn(IndexQuery.class, Typed.class);
    for (Class<?> question : IndexQuery.class.getPermittedSubclasses()) {
      builder.registerSubtypes(new NamedType(question, question.getSimpleName()));
    }
    this.json = builder.build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = TYPE)
  private interface Typed {}

  byte[] write(IndexQuery<?> question) {
    return json.writerFor(IndexQuery.class).writeValueAsBytes(question);
  }

  IndexQuery<?> readQuestion(byte[] bytes) {
    return json.readValue(bytes, IndexQuery.class);
  }

  <R> byte[] write(Map<Integer, Answered<R>> answers, IndexQuery<R> question) {
    return json.writerFor(answers(question)).writeValueAsBytes(answers);
  }

  <R> Map<Integer, Answered<R>> readAnswers(byte[] bytes, IndexQuery<R> question) {
    return json.readValue(bytes, answers(question));
  }

  private JavaType answers(IndexQuery<?> question) {
    TypeFactory types = json.getTypeFactory();
    JavaType answer =
        switch (question) {
          case IndexQuery.Nearest _ -> types.constructType(IndexQuery.Nearby.class);
          case IndexQuery.Compare _ -> types.constructCollectionType(List.class, Candidate.class);
          case IndexQuery.FaceByKey _ ->
              types.constructReferenceType(Optional.class, types.constructType(Outcome.class));
          case IndexQuery.FacesOfSubject _ ->
              types.constructCollectionType(List.class, FaceKey.class);
          case IndexQuery.Subjects _, IndexQuery.Galleries _ ->
              types.constructMapType(Map.class, String.class, Long.class);
          case IndexQuery.HasGallery _ -> types.constructType(Boolean.class);
          case IndexQuery.AskProgress _ -> types.constructType(IndexQuery.Progress.class);
          case IndexQuery.AskStats _ -> types.constructType(IndexStats.class);
        };
    return types.constructMapType(
        Map.class,
        types.constructType(Integer.class),
        types.constructParametricType(Answered.class, answer));
  }

  private static final class VectorWriter extends StdSerializer<Vector> {
    VectorWriter() {
      super(Vector.class);
    }

    @Override
    public void serialize(Vector vector, JsonGenerator out, SerializationContext context) {
      float[] components = vector.toArray();
      ByteBuffer bytes = ByteBuffer.allocate(components.length * Float.BYTES);
      bytes.asFloatBuffer().put(components);
      out.writeBinary(bytes.array());
    }
  }

  private static final class VectorReader extends StdDeserializer<Vector> {
    VectorReader() {
      super(Vector.class);
    }

    @Override
    public Vector deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      ByteBuffer bytes = ByteBuffer.wrap(in.getBinaryValue());
      float[] components = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(components);
      return Vector.of(components);
    }
  }

  private static final class KeyWriter extends StdSerializer<FaceKey> {
    KeyWriter() {
      super(FaceKey.class);
    }

    @Override
    public void serialize(FaceKey key, JsonGenerator out, SerializationContext context) {
      out.writeString(key.toString());
    }
  }

  private static final class KeyReader extends StdDeserializer<FaceKey> {
    KeyReader() {
      super(FaceKey.class);
    }

    @Override
    public FaceKey deserialize(JsonParser in, DeserializationContext context) {
      return FaceKey.parse(in.getString());
    }
  }

  /** As on the embeddings topic, a forgotten face as its place. */
  private static final class OutcomeWriter extends StdSerializer<Outcome> {
    OutcomeWriter() {
      super(Outcome.class);
    }

    @Override
    public void serialize(Outcome outcome, JsonGenerator out, SerializationContext context) {
      if (outcome instanceof Forgotten forgotten) {
        out.writeString(forgotten.source().toString());
      } else {
        out.writeStartArray();
        out.writeBinary(new OutcomeSerde().serializer().serialize("", outcome));
        out.writeEndArray();
      }
    }
  }

  private static final class OutcomeReader extends StdDeserializer<Outcome> {
    OutcomeReader() {
      super(Outcome.class);
    }

    @Override
    public Outcome deserialize(JsonParser in, DeserializationContext context) {
      if (!in.isExpectedStartArrayToken()) {
        return new Forgotten(Source.parse(in.getString()));
      }
      in.nextToken();
      Outcome outcome = OutcomeSerde.read(new RecordHeaders(), in.getBinaryValue());
      in.nextToken();
      return outcome;
    }
  }
}
