package dev.likeness.vision.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A net over a batch of pictures. Those of the release take 8-bit RGB, {@code [n, height, width,
 * 3]}; others take what their card says.
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
      return new Net(name, environment.createSession(TinyWeights.zeroed(onnx), options));
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
      return outputs(result);
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " failed", e);
    }
  }

  /**
   * Runs the net on pictures that are in the form it wants.
   *
   * @throws IllegalStateException if the net does not take them
   */
  public Outputs run(Pictures pictures) {
    try (OnnxTensor tensor = tensor(pictures);
        OrtSession.Result result = session.run(Map.of(pictures.input(), tensor))) {
      return outputs(result);
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " failed: " + e.getMessage(), e);
    }
  }

  /** The inputs the net declares, by name. */
  public Map<String, Port> inputs() {
    try {
      return ports(session.getInputInfo());
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " does not tell its inputs", e);
    }
  }

  /** The outputs the net declares, by name. */
  public Map<String, Port> outputs() {
    try {
      return ports(session.getOutputInfo());
    } catch (OrtException e) {
      throw new IllegalStateException("the net " + name + " does not tell its outputs", e);
    }
  }

  private static Map<String, Port> ports(Map<String, NodeInfo> nodes) {
    Map<String, Port> ports = new TreeMap<>();
    nodes.forEach((port, node) -> {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
        ports.put(port, new Port(tensor.type.name(), shape));
      }
    });
    return ports;
  }

  private static OnnxTensor tensor(Pictures pictures) throws OrtException {
    return pictures.inBytes()
        ? OnnxTensor.createTensor(
            OrtRuntime.ENVIRONMENT, pictures.data(), pictures.shape(), OnnxJavaType.UINT8)
        : OnnxTensor.createTensor(
            OrtRuntime.ENVIRONMENT, pictures.data(), pictures.shape(), OnnxJavaType.FLOAT);
  }

  private Outputs outputs(OrtSession.Result result) {
    Map<String, Tensor> outputs = new HashMap<>();
    for (var entry : result) {
      // What else a net may answer is nothing anybody here reads.
      if (entry.getValue() instanceof OnnxTensor output
          && output.getInfo().type == OnnxJavaType.FLOAT) {
        FloatBuffer buffer = output.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        outputs.put(entry.getKey(), new Tensor(output.getInfo().getShape(), values));
      }
    }
    return new Outputs(name, outputs);
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
