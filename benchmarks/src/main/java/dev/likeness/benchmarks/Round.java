package dev.likeness.benchmarks;

/** Some figures that are taken together. */
interface Round {
  /** Takes the figures and adds a row for each. */
  void run(Plan plan, Report report) throws Exception;
}
