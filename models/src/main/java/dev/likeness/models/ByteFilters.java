package dev.likeness.models;

/**
 * The filters and bias of a convolution as whole numbers. A filter is {@code q × scale} with a
 * scale of its own per output channel and {@code q} from -127 to 127; a bias is {@code q × scale ×}
 * the scale of the convolution's input, which is the unit its sums are in.
 *
 * @param filters in the order they came in
 * @param scales one per output channel
 * @param bias one per output channel
 * @param biasScales one per output channel
 */
@SuppressWarnings("ArrayRecordComponent") // goes straight into a file
record ByteFilters(byte[] filters, float[] scales, int[] bias, float[] biasScales) {
  private static final int LIMIT = 127;

  /** So far may a bias go that its sum with the products is still exact in a float. */
  private static final int BIAS_LIMIT = 1 << 22;

  /**
   * Rounds filters to bytes.
   *
   * @param filters those of the first output channel first
   * @param bias one per output channel
   * @param inputScale what one step of the input stands for
   */
  static ByteFilters of(float[] filters, float[] bias, float inputScale) {
    int size = filters.length / bias.length;
    ByteFilters result =
        new ByteFilters(
            new byte[filters.length],
            new float[bias.length],
            new int[bias.length],
            new float[bias.length]);
    for (int channel = 0; channel < bias.length; channel++) {
      float largest = Float.MIN_NORMAL;
      for (int i = channel * size; i < (channel + 1) * size; i++) {
        largest = Math.max(largest, Math.abs(filters[i]));
      }
      // A channel of next to nothing but bias takes a coarser scale, or its bias would not fit.
      float scale = Math.max(largest / LIMIT, Math.abs(bias[channel]) / inputScale / BIAS_LIMIT);
      for (int i = channel * size; i < (channel + 1) * size; i++) {
        result.filters[i] = (byte) Math.round(filters[i] / scale);
      }
      result.scales[channel] = scale;
      result.biasScales[channel] = scale * inputScale;
      result.bias[channel] = Math.round(bias[channel] / (scale * inputScale));
    }
    return result;
  }
}
