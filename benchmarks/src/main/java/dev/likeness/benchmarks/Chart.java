package dev.likeness.benchmarks;

/** The plots of a report. */
enum Chart {
  FIND("Latency of find and verify over HTTP", "faces", "ms", true, false),
  SEARCH("Latency of a search in the index alone, median", "faces", "ms", true, false),
  RECALL(
      "Recall against latency, as the numCandidates widens", "median ms", "recall@10", false, true),
  THROUGHPUT("Throughput of find over HTTP", "callers", "answers/s", false, false),
  BULK("Throughput of enrolment", "workers", "photos/s", false, false),
  FINDABLE("Accepted to findable under load", "enrollments/s due", "ms", false, false);

  private final String title;
  private final String across;
  private final String up;
  private final boolean logarithmic;
  private final boolean close;

  /**
   * @param across what the horizontal axis counts
   * @param up what the vertical axis counts
   * @param logarithmic whether the horizontal axis is
   * @param close whether the vertical axis begins at the lowest value instead of 0
   */
  Chart(String title, String across, String up, boolean logarithmic, boolean close) {
    this.title = title;
    this.across = across;
    this.up = up;
    this.logarithmic = logarithmic;
    this.close = close;
  }

  String title() {
    return title;
  }

  String across() {
    return across;
  }

  String up() {
    return up;
  }

  boolean logarithmic() {
    return logarithmic;
  }

  boolean close() {
    return close;
  }
}
