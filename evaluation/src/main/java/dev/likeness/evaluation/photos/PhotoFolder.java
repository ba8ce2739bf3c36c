package dev.likeness.evaluation.photos;

import dev.likeness.faces.PhotoFormat;
import dev.likeness.faces.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Photos laid out as {@code DIR/person/photo.jpg}. */
public final class PhotoFolder {
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
              .filter(PhotoFormat::isNamedAsOne)
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
}
