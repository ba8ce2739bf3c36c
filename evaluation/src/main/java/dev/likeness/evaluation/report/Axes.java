package dev.likeness.evaluation.report;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The frame of a plot as SVG: two axes with marks, and where a value stands.
 *
 * @param x places a value, 0 at the left end and 1 at the right
 * @param y places a value, 0 at the bottom and 1 at the top
 */
record Axes(DoubleUnaryOperator x, DoubleUnaryOperator y) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 64;
  private static final int BOTTOM = 44;
  private static final int MARGIN = 12;

  /** Places a value between two powers of ten. */
  static DoubleUnaryOperator logarithmic(double from, double to) {
    return value ->
        (Math.log(Math.clamp(value, from, to)) - Math.log(from)) / (Math.log(to) - Math.log(from));
  }

  static DoubleUnaryOperator linear(double from, double to) {
    return value -> (Math.clamp(value, from, to) - from) / (to - from);
  }

  String open(String title) {
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
        .formatted(WIDTH, HEIGHT, Text.escape(title));
  }

  String close(String across, String up) {
    return ("<text x=\"%d\" y=\"%d\" class=\"mid\">%s</text>%n"
            + "<text transform=\"translate(14 %d) rotate(-90)\" class=\"mid\">%s</text></svg>%n")
        .formatted(
            (WIDTH + LEFT) / 2,
            HEIGHT - 6,
            Text.escape(across),
            (HEIGHT - BOTTOM) / 2,
            Text.escape(up));
  }

  double across(double value) {
    return LEFT + x.applyAsDouble(value) * (WIDTH - LEFT - MARGIN);
  }

  double up(double value) {
    return HEIGHT - BOTTOM - y.applyAsDouble(value) * (HEIGHT - BOTTOM - MARGIN);
  }

  String point(double xValue, double yValue) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", across(xValue), up(yValue));
  }

  String markAcross(double value, String label) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" class=\"grid\"/>"
            + "<text x=\"%1$.1f\" y=\"%4$d\" class=\"mid\">%5$s</text>%n",
        across(value),
        MARGIN,
        HEIGHT - BOTTOM,
        HEIGHT - BOTTOM + 16,
        Text.escape(label));
  }

  String markUp(double value, String label) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%2$d\" x2=\"%3$d\" y1=\"%1$.1f\" y2=\"%1$.1f\" class=\"grid\"/>"
            + "<text x=\"%4$d\" y=\"%5$.1f\" class=\"end\">%6$s</text>%n",
        up(value),
        LEFT,
        WIDTH - MARGIN,
        LEFT - 6,
        up(value) + 4,
        Text.escape(label));
  }
}
