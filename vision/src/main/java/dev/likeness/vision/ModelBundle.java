package dev.likeness.vision;

import dev.likeness.vision.onnx.Net;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A model as files: {@code card.json} and the nets it names. Every file is checked against the size
 * and SHA-256 in the card before it is used. Immutable and safe to share.
 */
public final class ModelBundle {
  static final String DETECTOR_FAST = "detector-fast";
  static final String DETECTOR_THOROUGH = "detector-thorough";
  static final String LANDMARKS = "landmarks";
  static final String RECOGNITION = "recognition";

  private static final String CLASSPATH_ROOT = "likeness-models/";
  private static final String CARD = "card.json";

  private final Place place;
  private final ModelCard card;

  private ModelBundle(Place place) {
    this.place = place;
    this.card = CardReader.read(bytes(CARD), place.name() + CARD);
  }

  /**
   * The bundle with model {@code id} among the classpath's resources, under {@code
   * likeness-models/}.
   *
   * @throws IllegalArgumentException if it is not there or its card cannot be read
   */
  public static ModelBundle onClasspath(String id) {
    String root = CLASSPATH_ROOT + id + "/";
    return new ModelBundle(new Place("classpath:" + root, file -> resource(root + file)));
  }

  /**
   * The bundle in a directory.
   *
   * @throws IllegalArgumentException if it is not there or its card cannot be read
   */
  public static ModelBundle inDirectory(Path directory) {
    return new ModelBundle(
        new Place(
            directory + "/",
            file -> {
              Path path = directory.resolve(file);
              return Files.isRegularFile(path)
                  ? Optional.of(Files.readAllBytes(path))
                  : Optional.empty();
            }));
  }

  /** What the bundle says about itself. */
  public ModelCard card() {
    return card;
  }

  /** Loads the net in {@code role} after checking its file. The caller closes it. */
  Net net(String role) {
    ModelCard.File file = card.files().get(role);
    if (file == null) {
      throw new IllegalArgumentException(
          place.name() + CARD + " names no file for " + role + ", only " + card.files().keySet());
    }
    byte[] bytes = bytes(file.name());
    String sha256 = sha256(bytes);
    if (bytes.length != file.bytes() || !sha256.equals(file.sha256())) {
      throw new IllegalArgumentException(
          place.name()
              + file.name()
              + " has "
              + bytes.length
              + " bytes and SHA-256 "
              + sha256
              + ", its card expects "
              + file.bytes()
              + " and "
              + file.sha256()
              + "; rebuild or fetch the bundle again");
    }
    return Net.load(card.id() + "/" + role, bytes);
  }

  private byte[] bytes(String file) {
    try {
      return place
          .reader()
          .read(file)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "there is no "
                      + place.name()
                      + file
                      + "; put the models module on the classpath, or name the directory of a"
                      + " bundle"));
    } catch (IOException e) {
      throw new UncheckedIOException(place.name() + file + " cannot be read", e);
    }
  }

  private static Optional<byte[]> resource(String name) throws IOException {
    try (InputStream in = ModelBundle.class.getClassLoader().getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Where a bundle's files are.
   *
   * @param name the prefix of a file's full name
   * @param reader answers a file's content, if it exists
   */
  private record Place(String name, Reader reader) {}

  private interface Reader {
    Optional<byte[]> read(String file) throws IOException;
  }
}
