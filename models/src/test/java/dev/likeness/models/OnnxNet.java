package dev.likeness.models;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.likeness.models.onnx.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A net run by onnxruntime. */
final class OnnxNet implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  private OnnxNet(OrtSession session) {
    this.session = session;
  }

  static OnnxNet of(ModelProto net) throws OrtException {
    return new OnnxNet(ENVIRONMENT.createSession(net.toByteArray()));
  }

  /** A net of the built bundle. */
  static OnnxNet load(String net) throws IOException, OrtException {
    String bundle = net.equals("recognition") ? "dlib-resnet-128" : "detection";
    String resource = "/likeness-models/" + bundle + "/" + net + ".onnx";
    try (InputStream in = OnnxNet.class.getResourceAsStream(resource)) {
      return new OnnxNet(ENVIRONMENT.createSession(in.readAllBytes()));
    }
  }

  /** Runs the net on {@code n} pictures, RGB, row-major, one after the other. */
  Map<String, Reference.Expected> run(byte[] rgb, long n, long height, long width)
      throws OrtException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(rgb.length).put(rgb).flip();
    try (OnnxTensor image =
            OnnxTensor.createTensor(
                ENVIRONMENT, pixels, new long[] {n, height, width, 3}, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("image", image))) {
      Map<String, Reference.Expected> outputs = new TreeMap<>();
      for (var output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        outputs.put(output.getKey(), new Reference.Expected(tensor.getInfo().getShape(), values));
      }
      return outputs;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
