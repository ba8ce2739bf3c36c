package dev.likeness.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.likeness.models.onnx.GraphProto;
import dev.likeness.models.onnx.ModelProto;
import dev.likeness.models.onnx.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TinyWeightsTest {
  private static final String DEFAULT = "/likeness-models/fr-feature-512/recognition.onnx";
  private static final int SIZE = 112;
  private static final int DIMENSION = 512;
  private static final int PICTURES = 5;
  private static final int FLOAT = 1;
  private static final int INT32 = 6;

  @Test
  void shouldSetWeightsToZeroThatAreTooSmallForTheirTensor() throws IOException {
    // Given
    byte[] net = net(FLOAT, List.of(2L, 3L), 4, -4e-13f, 1e-40f, 1e-11f, 0, -2e-12f);

    // When
    byte[] zeroed = TinyWeights.zeroed(net);

    // Then 4 * 2^-40 is 3.6e-12
    assertThat(floats(zeroed)).containsExactly(4, 0, 0, 1e-11f, 0, 0);
    assertThat(ModelProto.parseFrom(zeroed).getProducerName()).isEqualTo("somebody");
    assertThat(floats(net)).contains(-4e-13f);
  }

  /** The least that a division may be by, for one. */
  @Test
  void shouldLeaveWhatIsNoWeight() throws IOException {
    assertThat(floats(TinyWeights.zeroed(net(FLOAT, List.of(), 1e-40f)))).containsExactly(1e-40f);
    assertThat(floats(TinyWeights.zeroed(net(FLOAT, List.of(2L), 1, 1e-40f)))).contains(1e-40f);
    assertThat(floats(TinyWeights.zeroed(net(INT32, List.of(1L, 2L), 1, 1e-40f)))).contains(1e-40f);
  }

  @Test
  void shouldLeaveWhatIsNoNet() {
    byte[] text = "no net, but words".getBytes(StandardCharsets.UTF_8);

    assertThat(TinyWeights.zeroed(text)).isEqualTo(text);
    assertThat(TinyWeights.zeroed(new byte[0])).isEmpty();
  }

  /** It answered in a seventh of the time without them. */
  @Test
  void shouldChangeNoAnswerOfTheDefaultNet() throws Exception {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("inputs chosen with seed " + seed);
    byte[] net;
    try (InputStream file = TinyWeightsTest.class.getResourceAsStream(DEFAULT)) {
      net = file.readAllBytes();
    }

    // When
    byte[] zeroed = TinyWeights.zeroed(net);

    // Then
    assertThat(tiny(net)).isGreaterThan(100_000);
    assertThat(tiny(zeroed)).isLessThan(10_000);
    assertThat(answers(zeroed, seed)).containsExactly(answers(net, seed), within(1e-5f));
  }

  /** The embeddings of some random pictures, one after the other. */
  private static float[] answers(byte[] net, long seed) throws OrtException {
    Random random = new Random(seed);
    FloatBuffer all = FloatBuffer.allocate(PICTURES * DIMENSION);
    OrtEnvironment environment = OrtRuntime.ENVIRONMENT;
    try (OrtSession session = environment.createSession(net)) {
      for (int i = 0; i < PICTURES; i++) {
        FloatBuffer picture = FloatBuffer.allocate(3 * SIZE * SIZE);
        while (picture.hasRemaining()) {
          picture.put(random.nextFloat(-1, 1));
        }
        try (OnnxTensor input =
                OnnxTensor.createTensor(
                    environment, picture.flip(), new long[] {1, 3, SIZE, SIZE});
            OrtSession.Result result = session.run(Map.of("input", input))) {
          all.put(((OnnxTensor) result.get(0)).getFloatBuffer());
        }
      }
    }
    return all.array();
  }

  private static long tiny(byte[] net) throws IOException {
    long tiny = 0;
    for (TensorProto tensor : ModelProto.parseFrom(net).getGraph().getInitializerList()) {
      if (tensor.getDataType() == FLOAT) {
        for (float weight : floats(tensor)) {
          tiny += weight != 0 && Math.abs(weight) < 1e-20f ? 1 : 0;
        }
      }
    }
    return tiny;
  }

  private static byte[] net(int type, List<Long> dimensions, float... weights) {
    ByteBuffer data =
        ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : weights) {
      data.putFloat(weight);
    }
    return ModelProto.newBuilder()
        .setProducerName("somebody")
        .setGraph(
            GraphProto.newBuilder()
                .setName("graph")
                .addInitializer(
                    TensorProto.newBuilder()
                        .addAllDims(dimensions)
                        .setDataType(type)
                        .setName("weights")
                        .setRawData(ByteString.copyFrom(data.flip()))))
        .build()
        .toByteArray();
  }

  private static float[] floats(byte[] net) throws IOException {
    return floats(ModelProto.parseFrom(net).getGraph().getInitializer(0));
  }

  private static float[] floats(TensorProto tensor) {
    float[] floats = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    return floats;
  }
}
