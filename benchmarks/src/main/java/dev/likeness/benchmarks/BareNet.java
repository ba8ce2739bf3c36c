package dev.likeness.benchmarks;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.likeness.vision.onnx.ByteProducts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;

/** A net of a bundle run by onnxruntime in a loop, one thread, on noise. */
final class BareNet {
  private static final int CHANNELS = 3;

  private BareNet() {}

  /** Median milliseconds of a run. */
  static double p50(String model, String net, int side, int batch, int runs) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(batch * side * side * CHANNELS).order(ByteOrder.nativeOrder());
    byte[] noise = new byte[pixels.capacity()];
    new Random(1).nextBytes(noise);
    pixels.put(noise).flip();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      ByteProducts.takeCare(options);
      try (OrtSession session = environment.createSession(bytes(model, net), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment,
                  pixels,
                  new long[] {batch, side, side, CHANNELS},
                  OnnxJavaType.UINT8)) {
        String name = session.getInputNames().iterator().next();
        Load.Call run =
            _ -> {
              try (OrtSession.Result result = session.run(Map.of(name, input))) {
                if (result.size() == 0) {
                  throw new IOException("the net " + net + " answered nothing");
                }
              }
            };
        Load.closed(1, runs / 2, run);
        return Load.closed(1, runs, run).latency().p50();
      }
    }
  }

  private static byte[] bytes(String model, String net) throws IOException {
    String name = "/likeness-models/" + model + "/" + net + ".onnx";
    try (InputStream file = BareNet.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException(name + " is not on the classpath");
      }
      return file.readAllBytes();
    }
  }
}
