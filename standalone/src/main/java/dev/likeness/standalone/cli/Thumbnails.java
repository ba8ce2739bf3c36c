package dev.likeness.standalone.cli;

import dev.likeness.faces.Box;
import dev.likeness.vision.FaceThumbnail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Small pictures of the faces in photos on disk. */
final class Thumbnails {
  private static final int SIDE = 112;

  private final FaceThumbnail thumbnail = new FaceThumbnail();
  private final Map<String, Box> boxes;

  /**
   * @param boxes where the face is, by path
   */
  Thumbnails(Map<String, Box> boxes) {
    this.boxes = Map.copyOf(boxes);
  }

  /** The face in a photo; empty if the file is gone by now. */
  Optional<byte[]> of(String photo) {
    Box box = boxes.get(photo);
    try {
      return box == null
          ? Optional.empty()
          : thumbnail.of(Files.readAllBytes(Path.of(photo)), box, SIDE);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
