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

  /**
   * Median milliseconds of a run.
   *
   * @param floats whether the net takes floats, colours first, and not bytes, colours last
   */
  static double p50(String bundle, String net, int side, int batch, boolean floats, int runs)
      throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    int values = batch * side * side * CHANNELS;
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(floats ? values * Float.BYTES : values)
            .order(ByteOrder.nativeOrder());
    Random noise = new Random(1);
    for (int i = 0; i < values; i++) {
      if (floats) {
        pixels.putFloat(noise.nextFloat() * 2 - 1);
      } else {
        pixels.put((byte) noise.nextInt());
      }
    }
    pixels.flip();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      ByteProducts.takeCare(options);
      try (OrtSession session = environment.createSession(bytes(bundle, net), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment,
                  pixels,
                  floats
                      ? new long[] {batch, CHANNELS, side, side}
                      : new long[] {batch, side, side, CHANNELS},
                  floats ? OnnxJavaType.FLOAT : OnnxJavaType.UINT8)) {
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

  private static byte[] bytes(String bundle, String net) throws IOException {
    String name = "/likeness-models/" + bundle + "/" + net + ".onnx";
    try (InputStream file = BareNet.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException(name + " is not on the classpath");
      }
      return file.readAllBytes();
    }
  }
}
