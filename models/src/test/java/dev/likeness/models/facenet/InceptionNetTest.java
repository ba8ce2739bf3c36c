package dev.likeness.models.facenet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The net in ONNX, of weights read from a file of Keras, against Keras' own answers. */
final class InceptionNetTest {
  /** How far a value may be off, in standard deviations of its layer's values. */
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path directory;

  @Test
  void shouldAnswerLayerByLayerWhatKerasAnswers() throws Exception {
    // Given
    Path file = directory.resolve("facenet512_weights.h5");
    SeededWeights.writeKeras(file);
    List<FaceNetReference.Layer> layers = FaceNetReference.layers();
    byte[] onnx =
        InceptionNet.build(
                KerasWeights.read(file, Architecture.layers()),
                layers.stream().map(FaceNetReference.Layer::name).collect(Collectors.toSet()))
            .toByteArray();

    try (OrtSession net = OrtEnvironment.getEnvironment().createSession(onnx);
        OnnxTensor image =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(FaceNetReference.input()),
                new long[] {1, Architecture.SIDE, Architecture.SIDE, 3})) {
      // When
      try (OrtSession.Result answer = net.run(Map.of("image", image))) {
        // Then
        assertThat(layers).hasSizeGreaterThan(200);
        for (FaceNetReference.Layer layer : layers) {
          String name = layer.equals(layers.getLast()) ? "embedding" : layer.name();
          assertSame(layer, (OnnxTensor) answer.get(name).orElseThrow());
        }
      }
    }
  }

  private static void assertSame(FaceNetReference.Layer layer, OnnxTensor actual) {
    float[] values = new float[actual.getFloatBuffer().remaining()];
    actual.getFloatBuffer().get(values);
    int size = layer.shape().stream().reduce(1, (a, b) -> a * b);
    assertThat(values).as(layer.name()).hasSize(size);
    FaceNetReference.Sampled expected = layer.values();
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double tolerance = TOLERANCE * expected.deviation();
    assertThat(Math.abs(sum / size - expected.mean()))
        .as(layer.name() + ": the mean is off")
        .isLessThanOrEqualTo(tolerance);
    for (int i = 0; i < expected.samples().size(); i++) {
      int at = FaceNetReference.Sampled.at(i, size);
      assertThat(Math.abs(values[channelsFirst(at, layer.shape())] - expected.samples().get(i)))
          .as("%s: value %d is off", layer.name(), at)
          .isLessThanOrEqualTo((float) (10 * tolerance));
    }
  }

  /** Keras keeps channels last. */
  private static int channelsFirst(int at, List<Integer> shape) {
    if (shape.size() == 1) {
      return at;
    }
    int channels = shape.get(2);
    int pixels = shape.get(0) * shape.get(1);
    return at % channels * pixels + at / channels;
  }
}
