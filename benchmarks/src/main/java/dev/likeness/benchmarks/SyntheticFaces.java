package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.util.VectorUtil;

/**
 * Synthetic embeddings with neighbours that mean something: faces of one subject are alike,
 * subjects of one family look alike, families are strangers. Every vector follows from the seed and
 * its number alone, so none is kept. Safe for all threads.
 *
 * <p>The first families grow around given vectors, such as those of real photos: a probe by that
 * photo then has a nearest subject and look-alikes.
 */
final class SyntheticFaces {
  static final String GALLERY = "synthetic";

  /** Faces a subject. */
  static final int PER_SUBJECT = 4;

  private static final int SUBJECTS_PER_FAMILY = 200;

  /** Mean cosine of two faces of one subject. */
  private static final double SAME_SUBJECT = 0.8;

  /** Mean cosine of the centres of two subjects of one family. */
  private static final double SAME_FAMILY = 0.7;

  private static final long FAMILY = 1L << 60;
  private static final long SUBJECT = 2L << 60;
  private static final long FACE = 3L << 60;
  private static final long PROBE = 4L << 60;

  private final int faces;
  private final int dimension;
  private final long seed;
  private final List<float[]> anchors;
  private final int families;
  private final long step;

  /**
   * @param anchors unit vectors around which the first families grow
   */
  SyntheticFaces(int faces, int dimension, long seed, List<float[]> anchors) {
    this.faces = faces;
    this.dimension = dimension;
    this.seed = seed;
    this.anchors = List.copyOf(anchors);
    this.families = Math.max(anchors.size(), 1 + subjects() / SUBJECTS_PER_FAMILY);
    this.step = coprime(faces);
  }

  int size() {
    return faces;
  }

  int dimension() {
    return dimension;
  }

  int subjects() {
    return (faces + PER_SUBJECT - 1) / PER_SUBJECT;
  }

  /** Faces come in mixed order: those of one subject are far from each other. */
  private int slot(int face) {
    return (int) (face * step % faces);
  }

  FaceKey key(int face) {
    int slot = slot(face);
    return new FaceKey(GALLERY, "subject-" + slot / PER_SUBJECT, "face-" + slot % PER_SUBJECT);
  }

  int subject(int face) {
    return slot(face) / PER_SUBJECT;
  }

  /** The vector of a face, of unit length. */
  float[] vector(int face) {
    int slot = slot(face);
    return mix(centre(slot / PER_SUBJECT), SAME_SUBJECT, FACE + slot);
  }

  /** A vector of a subject that is none of its enrolled ones. */
  float[] probe(int subject, int variant) {
    return mix(centre(subject), SAME_SUBJECT, PROBE + subject * 1_000L + variant);
  }

  private float[] centre(int subject) {
    int family = subject % families;
    float[] origin = family < anchors.size() ? anchors.get(family) : direction(FAMILY + family);
    return subject < anchors.size() ? origin : mix(origin, SAME_FAMILY, SUBJECT + subject);
  }

  /** A unit vector at a cosine of about the root of {@code share} from {@code origin}. */
  private float[] mix(float[] origin, double share, long number) {
    float[] own = direction(number);
    float near = (float) Math.sqrt(share);
    float far = (float) Math.sqrt(1 - share);
    for (int d = 0; d < dimension; d++) {
      own[d] = near * origin[d] + far * own[d];
    }
    return VectorUtil.l2normalize(own);
  }

  private float[] direction(long number) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    float[] direction = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      direction[d] = (float) random.nextGaussian();
    }
    return VectorUtil.l2normalize(direction);
  }

  private static long coprime(int n) {
    long step = Math.max(1, (long) (n * 0.618));
    while (gcd(step, n) != 1) {
      step++;
    }
    return step;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
