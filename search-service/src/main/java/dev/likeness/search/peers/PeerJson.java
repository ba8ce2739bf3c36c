package dev.likeness.search.peers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.PartitionAnswer;
import java.nio.ByteBuffer;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.TypeFactory;

/** Questions and answers of the index as JSON. Safe for all threads. */
final class PeerJson {
  private static final String TYPE = "is";

  private final JsonMapper json;

  PeerJson() {
    SimpleModule values = new SimpleModule();
    values.addSerializer(new VectorWriter()).addDeserializer(Vector.class, new VectorReader());
    values
        .addSerializer(FaceKey.class, ToStringSerializer.instance)
        .addDeserializer(FaceKey.class, new KeyReader());
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(values)
            .addMixIn(IndexQuery.class, Typed.class)
            // What an instance of an older release does not say is 0, false or null.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
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

  <R> byte[] write(Map<Integer, PartitionAnswer<R>> answers, IndexQuery<R> question) {
    return json.writerFor(answers(question)).writeValueAsBytes(answers);
  }

  <R> Map<Integer, PartitionAnswer<R>> readAnswers(byte[] bytes, IndexQuery<R> question) {
    return json.readValue(bytes, answers(question));
  }

  private JavaType answers(IndexQuery<?> question) {
    TypeFactory types = json.getTypeFactory();
    JavaType answer =
        types.findTypeParameters(types.constructType(question.getClass()), IndexQuery.class)[0];
    return types.constructMapType(
        Map.class,
        types.constructType(Integer.class),
        types.constructParametricType(PartitionAnswer.class, answer));
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

  private static final class KeyReader extends StdDeserializer<FaceKey> {
    KeyReader() {
      super(FaceKey.class);
    }

    @Override
    public FaceKey deserialize(JsonParser in, DeserializationContext context) {
      return FaceKey.parse(in.getString());
    }
  }
}
