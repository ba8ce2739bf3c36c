package dev.likeness.index;

/**
 * The faces of a gallery or a subject, in figures.
 *
 * @param faces how many can be found
 * @param rejections how many cannot
 * @param first when the first of those that can be found was enrolled, milliseconds since 1970 UTC;
 *     0 if there is none
 * @param last when the last of them was
 */
public record FaceSummary(long faces, long rejections, long first, long last) {
  /** Of no face. */
  public static final FaceSummary NONE = new FaceSummary(0, 0, 0, 0);

  /** Of the faces of both. */
  public FaceSummary and(FaceSummary other) {
    return new FaceSummary(
        faces + other.faces,
        rejections + other.rejections,
        first == 0 || other.first == 0
            ? Math.max(first, other.first)
            : Math.min(first, other.first),
        Math.max(last, other.last));
  }
}
