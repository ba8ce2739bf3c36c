package dev.likeness.evaluation.photos;

import dev.likeness.faces.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Photos laid out as {@code DIR/person/photo.jpg}. */
public final class PhotoFolder {
  private static final Set<String> SUFFIXES =
      Set.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif");

  private PhotoFolder() {}

  /**
   * The photos below a directory, in the order of their paths. The first level below it names the
   * people. Files that are no photos by their names, and photos of nobody, are passed over.
   *
   * @throws IllegalArgumentException if there is no such directory, or no photo in it
   */
  public static List<LabelledPhoto> of(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(directory + " is not a directory");
    }
    List<LabelledPhoto> photos;
    try (Stream<Path> tree = Files.walk(directory)) {
      photos =
          tree.filter(Files::isRegularFile)
              .filter(PhotoFolder::isPhoto)
              .filter(file -> directory.relativize(file).getNameCount() > 1)
              .sorted()
              .map(file ->
                  new LabelledPhoto(
                      Segments.normalize(directory.relativize(file).getName(0).toString()), file))
              .toList();
    }
    if (photos.isEmpty()) {
      throw new IllegalArgumentException(
          directory + " has no photos, expected " + directory + "/PERSON/PHOTO.jpg");
    }
    return photos;
  }

  private static boolean isPhoto(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
