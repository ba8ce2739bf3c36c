package dev.likeness.search;

import dev.likeness.vision.StageTimings;
import java.util.Locale;

/** How long each stage of an answer took, as a Server-Timing header (W3C Server Timing). */
final class StageTimes {
  static final String HEADER = "Server-Timing";
  private static final double NANOS_PER_MILLI = 1e6;

  private long decode;
  private long detect;
  private long landmarks;
  private long align;
  private long embed;
  private long search;

  void add(StageTimings stages) {
    decode += stages.decodeNanos();
    detect += stages.detectNanos();
    landmarks += stages.landmarkNanos();
    align += stages.alignNanos();
    embed += stages.embedNanos();
  }

  void addSearch(long nanos) {
    search += nanos;
  }

  String header() {
    return String.format(
        Locale.ROOT,
        "decode;dur=%.3f, detect;dur=%.3f, landmarks;dur=%.3f, align;dur=%.3f, embed;dur=%.3f,"
            + " search;dur=%.3f",
        decode / NANOS_PER_MILLI,
        detect / NANOS_PER_MILLI,
        landmarks / NANOS_PER_MILLI,
        align / NANOS_PER_MILLI,
        embed / NANOS_PER_MILLI,
        search / NANOS_PER_MILLI);
  }
}
