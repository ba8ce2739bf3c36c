package dev.likeness.cli;

import dev.likeness.client.LikenessClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads photos from disk. */
final class PhotoFile {
  private PhotoFile() {}

  /**
   * The bytes of a photo.
   *
   * @throws Failure if there is no such file, or it is larger than any photo may be
   */
  static byte[] read(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new Failure(path + (Files.exists(path) ? " is not a file" : " does not exist"));
      }
      long size = Files.size(path);
      if (size > LikenessClient.MAX_PHOTO_BYTES) {
        throw new Failure(
            "TOO_LARGE: "
                + path
                + " has "
                + size
                + " bytes, at most "
                + LikenessClient.MAX_PHOTO_BYTES
                + " are allowed");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Failure(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
