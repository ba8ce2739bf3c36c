package dev.likeness.faces;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A float32 vector of unit length: a face as a model sees it. Immutable and safe to share. */
public final class Vector {
  private static final double TOLERANCE = 1e-3;

  private final float[] components;

  private Vector(float[] components) {
    this.components = components;
  }

  /**
   * A vector of components that already have unit length.
   *
   * @throws IllegalArgumentException if the length differs from 1 by more than 0.001
   */
  public static Vector of(float... components) {
    return ofUnitLength(components.clone());
  }

  /**
   * A vector of the components left in a buffer, which already have unit length. The buffer stays
   * as it is.
   *
   * @throws IllegalArgumentException if the length differs from 1 by more than 0.001
   */
  public static Vector of(FloatBuffer components) {
    float[] copy = new float[components.remaining()];
    components.get(components.position(), copy);
    return ofUnitLength(copy);
  }

  private static Vector ofUnitLength(float[] components) {
    double length = length(components);
    if (!(Math.abs(length - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "vector of " + components.length + " dimensions has length " + length + ", expected 1");
    }
    return new Vector(components);
  }

  /**
   * The unit vector in the direction of {@code components}.
   *
   * @throws IllegalArgumentException if they have no direction: all zero, or not finite
   */
  public static Vector normalized(float... components) {
    double length = length(components);
    if (!(length > 0 && Double.isFinite(length))) {
      throw new IllegalArgumentException(
          "vector of " + components.length + " dimensions has length " + length);
    }
    float[] unit = new float[components.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (components[i] / length);
    }
    return new Vector(unit);
  }

  /** How many components there are. */
  public int dimension() {
    return components.length;
  }

  /** A copy of the components. */
  public float[] toArray() {
    return components.clone();
  }

  /**
   * The similarity of two faces: the cosine of the angle between them, in [-1, 1].
   *
   * @throws IllegalArgumentException if the dimensions differ
   */
  public float cosine(Vector other) {
    if (other.components.length != components.length) {
      throw new IllegalArgumentException(
          "vector has "
              + components.length
              + " dimensions, the other has "
              + other.components.length);
    }
    double dot = 0;
    for (int i = 0; i < components.length; i++) {
      dot += (double) components[i] * other.components[i];
    }
    return (float) Math.clamp(dot, -1.0, 1.0);
  }

  private static double length(float[] components) {
    double squares = 0;
    for (float c : components) {
      squares += (double) c * c;
    }
    return Math.sqrt(squares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector v && Arrays.equals(components, v.components);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(components);
  }

  /** The dimension only: an embedding is biometric data and does not belong in a log. */
  @Override
  public String toString() {
    return "Vector[" + components.length + "]";
  }
}
