package dev.likeness.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** One chart's lines as SVG. */
final class Plot {
  /** One measured point. */
  record Point(double x, double y) {}

  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;
  private static final int LEFT = 62;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;
  private static final int TICKS = 5;
  private static final int LEGEND_LINE = 16;
  private static final List<String> COLOURS =
      List.of("#1f6feb", "#d1570a", "#1a7f37", "#a02ac4", "#b3261e", "#00798c", "#7a5c00", "#555");

  private final Chart chart;
  private final Map<String, List<Point>> lines;
  private final double left;
  private final double right;
  private final double bottom;
  private final double top;
  private final Formatter svg = new Formatter(Locale.ROOT);

  private Plot(Chart chart, Map<String, List<Point>> lines) {
    this.chart = chart;
    this.lines = lines;
    this.left = extreme(Point::x, true);
    this.right = extreme(Point::x, false);
    double highest = extreme(Point::y, false);
    double lowest = chart.close() ? extreme(Point::y, true) : 0;
    double margin = (highest - lowest) * 0.08;
    this.top = chart.close() ? highest : highest + margin;
    this.bottom = chart.close() ? lowest - margin : 0;
  }

  /** The SVG element; {@code lines} has at least one point. */
  static String svg(Chart chart, Map<String, List<Point>> lines) {
    return new Plot(chart, lines).draw();
  }

  private double extreme(ToDoubleFunction<Point> part, boolean least) {
    var values = lines.values().stream().flatMap(Collection::stream).mapToDouble(part);
    return (least ? values.min() : values.max()).orElse(0);
  }

  private String draw() {
    int height = HEIGHT + LEGEND_LINE * lines.size();
    svg.format(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
        WIDTH, height, chart.title());
    axes();
    int number = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      line(line.getKey(), line.getValue(), number++);
    }
    svg.format("</svg>%n");
    return svg.toString();
  }

  private void axes() {
    for (int tick = 0; tick <= TICKS; tick++) {
      double y = bottom + (top - bottom) * tick / TICKS;
      svg.format(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
          LEFT, WIDTH - RIGHT, up(y), up(y));
      svg.format(
          "<text x=\"%d\" y=\"%.1f\" class=\"end\">%s</text>%n", LEFT - 6, up(y) + 4, number(y));
    }
    List<Double> marks =
        lines.values().stream()
            .flatMap(Collection::stream)
            .map(Point::x)
            .distinct()
            .sorted()
            .toList();
    double last = Double.NEGATIVE_INFINITY;
    for (double x : marks) {
      if (across(x) - last > 44) {
        last = across(x);
        svg.format(
            "<text x=\"%.1f\" y=\"%d\" class=\"mid\">%s</text>%n",
            last, HEIGHT - BOTTOM + 18, number(x));
      }
    }
    svg.format(
        "<text x=\"%d\" y=\"%d\" class=\"mid\">%s</text>%n",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, chart.across());
    svg.format(
        "<text transform=\"translate(14 %d) rotate(-90)\" class=\"mid\">%s</text>%n",
        (TOP + HEIGHT - BOTTOM) / 2, chart.up());
  }

  private void line(String name, List<Point> points, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder path = new StringBuilder();
    List<Point> sorted = points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
    for (Point point : sorted) {
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(point.x()), up(point.y())));
      svg.format(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s: %s %s, %s %s</title>"
              + "</circle>",
          across(point.x()),
          up(point.y()),
          colour,
          Html.escape(name),
          number(point.x()),
          chart.across(),
          number(point.y()),
          chart.up());
    }
    svg.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, colour);
    int y = HEIGHT + LEGEND_LINE * number + 6;
    svg.format(
        "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>%n", LEFT, y, colour);
    svg.format("<text x=\"%d\" y=\"%d\">%s</text>%n", LEFT + 20, y + 6, Html.escape(name));
  }

  private double across(double x) {
    DoubleUnaryOperator scale = chart.logarithmic() ? Math::log10 : v -> v;
    double from = scale.applyAsDouble(left);
    double span = scale.applyAsDouble(right) - from;
    double share = span > 0 ? (scale.applyAsDouble(x) - from) / span : 0.5;
    return LEFT + 14 + share * (WIDTH - LEFT - RIGHT - 28);
  }

  private double up(double y) {
    double span = top - bottom;
    double share = span > 0 ? (y - bottom) / span : 0.5;
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
  }
}
