package dev.likeness.vision.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A net whose one input is a batch of 8-bit RGB pictures, {@code [n, height, width, 3]}.
 *
 * <p>Thread-safe: calls run in parallel, each on its caller's thread and on no other, which
 * measured the best throughput for every net here.
 */
public final class Net implements AutoCloseable {

  private final String name;
  private final OrtSession session;
  private final String input;

  private Net(String name, OrtSession session) {
    this.name = name;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
  }

  /**
   * Loads a net.
   *
   * @param name for error messages
   * @param onnx the model file's content
   * @throws IllegalStateException if onnxruntime refuses it
   */
  public static Net load(String name, byte[] onnx) {
    // Whatever else of onnxruntime is used first loads its libraries, from where they happen to be.
    OrtEnvironment environment = OrtRuntime.ENVIRONMENT;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      ByteProducts.takeCare(options);
      return new Net(name, environment.createSession(onnx, options));
    } catch (OrtException e) {
      throw new IllegalStateException("onnxruntime cannot load the net " + name, e);
    }
  }

  /**
   * Runs the net on pictures stacked in one continuous 8-bit 3-channel matrix, {@code batch} of
   * them of equal height. The matrix is read in place.
   */
  public Outputs run(Mat stacked, int batch) {
    int height = stacked.rows() / batch;
    int width = stacked.cols();
    long bytes = (long) stacked.rows() * width * 3;
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtRuntime.ENVIRONMENT,
                stacked.data().capacity(bytes).asByteBuffer(),
                new long[] {batch, height, width, 3},
                OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      Map<String, Tensor> outputs = new HashMap<>();
      for (var entry : result) {
        OnnxTensor output = (OnnxTensor) entry.getValue();
        float[] values = new float[output.getFloatBuffer().remaining()];
        output.getFloatBuffer().get(values);
        outputs.put(entry.getKey(), new Tensor(output.getInfo().getShape(), values));
      }
      return new Outputs(name, outputs);
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " failed", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " cannot be closed", e);
    }
  }
}
