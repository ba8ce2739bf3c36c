package dev.likeness.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes made from good ones by the damage that files and records meet, and some that none does. */
record Mutations(Random random) {
  private static final int HEAD = 64;

  /** One to three kinds of damage after each other; the bytes given stay as they are. */
  byte[] mutated(byte[] bytes, byte[] other) {
    byte[] mutant = bytes.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      mutant = once(mutant, other);
    }
    return mutant;
  }

  String mutated(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(mutated(bytes, bytes), StandardCharsets.ISO_8859_1);
  }

  private byte[] once(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return noise(random.nextInt(HEAD));
    }
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from + 1);
    return switch (random.nextInt(8)) {
      case 0 -> changed(bytes, bytes.length, 1 + random.nextInt(20));
      case 1 -> changed(bytes, Math.min(HEAD, bytes.length), 1 + random.nextInt(4));
      case 2 -> Arrays.copyOf(bytes, from);
      case 3 -> joined(Arrays.copyOf(bytes, from), noise(to - from), bytes, to);
      case 4 -> joined(Arrays.copyOf(bytes, to), new byte[0], bytes, from);
      case 5 -> joined(Arrays.copyOf(bytes, from), new byte[0], bytes, to);
      case 6 -> joined(Arrays.copyOf(bytes, from), new byte[0], other, Math.min(to, other.length));
      default -> joined(bytes, noise(1 + random.nextInt(2_000)), bytes, bytes.length);
    };
  }

  private byte[] changed(byte[] bytes, int within, int times) {
    byte[] mutant = bytes.clone();
    for (int i = 0; i < times; i++) {
      mutant[random.nextInt(within)] =
          random.nextInt(3) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
    }
    return mutant;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** {@code head}, {@code middle}, and {@code tail} from an index on. */
  private static byte[] joined(byte[] head, byte[] middle, byte[] tail, int from) {
    byte[] joined = Arrays.copyOf(head, head.length + middle.length + tail.length - from);
    System.arraycopy(middle, 0, joined, head.length, middle.length);
    System.arraycopy(tail, from, joined, head.length + middle.length, tail.length - from);
    return joined;
  }
}
