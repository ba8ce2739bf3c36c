package dev.likeness.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds at any depth. Hidden directories are not gone into, nor are links to
 * directories, which may lead in a circle; each is one thing left out.
 *
 * @param photos in the order of their paths
 */
record PhotoTree(List<Path> photos, List<LeftOut> leftOut) {
  /**
   * @throws Failure if the directory itself cannot be read
   */
  static PhotoTree below(Path directory) {
    Visitor visitor = new Visitor(directory);
    try {
      Files.walkFileTree(directory, visitor);
    } catch (IOException e) {
      throw new Failure(directory + " cannot be read: " + e.getMessage(), e);
    }
    Collections.sort(visitor.photos);
    return new PhotoTree(visitor.photos, visitor.leftOut);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Path> photos = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Path root;

    private Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!directory.equals(root) && directory.getFileName().toString().startsWith(".")) {
        leftOut.add(new LeftOut(directory.toString(), "a hidden directory"));
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Files.isDirectory(file)) {
        leftOut.add(
            new LeftOut(file.toString(), "a link to a directory: name the directory itself"));
      } else if (!Files.isRegularFile(file)) {
        leftOut.add(new LeftOut(file.toString(), "not a file, or a link to none"));
      } else if (LeftOut.isPhoto(file)) {
        photos.add(file);
      } else {
        leftOut.add(LeftOut.of(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      return leaveOut(file, e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      return e == null ? FileVisitResult.CONTINUE : leaveOut(directory, e);
    }

    private FileVisitResult leaveOut(Path path, IOException e) throws IOException {
      if (path.equals(root)) {
        throw e;
      }
      leftOut.add(new LeftOut(path.toString(), "cannot be read: " + e));
      return FileVisitResult.CONTINUE;
    }
  }
}
