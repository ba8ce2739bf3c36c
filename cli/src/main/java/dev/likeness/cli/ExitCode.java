package dev.likeness.cli;

/** What the process tells its caller; the same three for every command. */
public final class ExitCode {
  /** Done; the answer is yes. */
  public static final int OK = 0;

  /** Done, and the answer is no: not verified, unknown, some photos not enrolled. */
  public static final int NO = 1;

  /** Not done: wrong usage, nothing answers, a refused request. */
  public static final int FAILED = 2;

  private ExitCode() {}
}
