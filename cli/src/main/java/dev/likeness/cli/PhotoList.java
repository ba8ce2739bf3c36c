package dev.likeness.cli;

import dev.likeness.faces.Segments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The photos named on a command line, each with whom it shows. In a directory the first level below
 * it names the subjects ({@code DIR/subject/photo.jpg}), unless one subject is given for all.
 *
 * @param photos in the order of their paths
 * @param leftOut what is below the directories and is not sent
 */
record PhotoList(List<Photo> photos, List<LeftOut> leftOut) {
  /** One photo and whom it shows. */
  record Photo(Path path, String subject) {}

  PhotoList {
    photos = List.copyOf(photos);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * @param subject whom every photo shows; the names of directories tell if null
   * @throws Failure if a path does not exist, or a photo's subject is not known
   */
  static PhotoList of(List<Path> paths, @Nullable String subject) {
    List<Photo> photos = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        PhotoTree tree = PhotoTree.below(path);
        for (Path file : tree.photos()) {
          photos.add(new Photo(file, subject == null ? subjectOf(path, file) : subject));
        }
        leftOut.addAll(tree.leftOut());
      } else if (Files.isRegularFile(path)) {
        photos.add(new Photo(path, known(path, subject)));
      } else {
        throw new Failure(path + " does not exist");
      }
    }
    return new PhotoList(photos, leftOut);
  }

  private static String subjectOf(Path directory, Path file) {
    Path below = directory.relativize(file);
    return known(file, below.getNameCount() > 1 ? below.getName(0).toString() : null);
  }

  private static String known(Path file, @Nullable String subject) {
    if (subject == null) {
      throw new Failure(
          "whom "
              + file
              + " shows is not known: pass --subject, or a directory laid out as subject/photo.jpg");
    }
    return Segments.normalize(subject);
  }
}
