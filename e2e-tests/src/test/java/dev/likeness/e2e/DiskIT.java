package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories on disks that take nothing more. */
final class DiskIT {
  private static final int DONE = 0;
  private static final int NOT_DONE = 2;

  @TempDir private Path directory;
  private Path disk;
  private Path data;
  private Path photo;
  private Installation likeness;

  @BeforeEach
  void install() throws IOException {
    disk = Files.createDirectory(directory.resolve("disk"));
    data = disk.resolve("data");
    photo = Files.write(directory.resolve("ada.jpg"), People.portrait(0, 0));
    likeness = new Installation(directory);
  }

  @AfterEach
  void unmount() throws Exception {
    exitCode("umount", "-l", disk.toString());
  }

  @Test
  @Tag("soak")
  void shouldSayThatTheDiskIsFullAndGoOnOnceThereIsSpace() throws Exception {
    // Given
    mount();
    try (Command first = likeness.upAndReady(data)) {
      assertThat(enroll("ada")).isEqualTo(DONE);

      // When
      Path filling = disk.resolve("filling");
      exitCode("dd", "if=/dev/zero", "of=" + filling, "bs=1M");
      Answered refused =
          likeness.ask("enroll", "--patience", "1", "--subject", "grace", photo.toString());

      // Then
      assertThat(refused.exitCode()).as(refused.output()).isNotEqualTo(DONE);
      assertThat(first.exitCode()).isNotEqualTo(DONE);
      assertThat(first.output())
          .contains("its disk is full or failing: check " + data)
          .doesNotContain("\tat ");
      Files.delete(filling);
    }
    assertThatEverythingIsThereAndGoesOn();
  }

  @Test
  @Tag("soak")
  void shouldSayThatTheDiskIsReadOnlyAndGoOnOnceItIsNot() throws Exception {
    // Given
    mount();
    try (Command first = likeness.upAndReady(data)) {
      assertThat(enroll("ada")).isEqualTo(DONE);
      first.kill();
    }

    // When
    assertThat(exitCode("mount", "-o", "remount,ro", disk.toString())).isZero();
    Command refused = likeness.up(data);
    Command refusedAnew = likeness.up(disk.resolve("anew"));

    // Then
    assertThatItSaysWhatToDo(refused, data);
    assertThat(refused.output()).contains("Read-only file system");
    assertThatItSaysWhatToDo(refusedAnew, disk.resolve("anew"));

    // When
    assertThat(exitCode("mount", "-o", "remount,rw", disk.toString())).isZero();

    // Then
    assertThatEverythingIsThereAndGoesOn();
  }

  @Test
  void shouldSayThatTheDataDirectoryCannotBeWritten() {
    assumeThat(Path.of("/proc/self")).exists();

    // When
    Command up = likeness.up(Path.of("/proc/likeness"));

    // Then
    assertThatItSaysWhatToDo(up, Path.of("/proc/likeness"));
  }

  private void mount() throws Exception {
    assumeThat(exitCode("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()))
        .as("may not mount")
        .isZero();
  }

  private static void assertThatItSaysWhatToDo(Command up, Path data) {
    assertThat(up.exitCode()).as(up.output()).isEqualTo(NOT_DONE);
    assertThat(up.lines())
        .singleElement()
        .asString()
        .contains("data directory " + data + " cannot be written")
        .contains("mounted read-only")
        .contains("pass --data with another directory");
  }

  private void assertThatEverythingIsThereAndGoesOn() {
    try (Command _ = likeness.upAndReady(data)) {
      Answered found = likeness.ask("find", photo.toString());
      assertThat(found.exitCode()).as(found.output()).isEqualTo(DONE);
      assertThat(found.output()).contains("ada/");
      assertThat(enroll("grace")).isEqualTo(DONE);
    }
  }

  private int enroll(String subject) {
    return likeness.ask("enroll", "--wait", "--subject", subject, photo.toString()).exitCode();
  }

  private static int exitCode(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
