package dev.likeness.evaluation.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.evaluation.LabelledFace;
import dev.likeness.faces.Box;
import dev.likeness.faces.Vector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos here are short texts; what is seen in them is their length, or nothing. */
final class GatheringTest {
  @TempDir private Path directory;

  private final AtomicInteger looks = new AtomicInteger();

  private Seen look(byte[] photo) {
    looks.incrementAndGet();
    return new String(photo, StandardCharsets.UTF_8).equals("nobody")
        ? new Seen.LeftOut("NO_FACE")
        : new Seen.Face(Vector.normalized(photo.length, 1, 0.25f), new Box(1.5f, 2, 3, 4));
  }

  private void photo(String path, String content) throws IOException {
    Path file = directory.resolve("faces").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Gathered gather(boolean again) throws IOException, InterruptedException {
    try (SeenFile file = SeenFile.open(file(), again)) {
      return new Gathering(this::look, file, 2)
          .gather(PhotoFolder.of(directory.resolve("faces")), () -> {});
    }
  }

  private Path file() {
    return directory.resolve("out/seen.tsv");
  }

  @Test
  void shouldLookAtEachPhotoOnceAndAnswerTheSameAgain() throws Exception {
    // Given
    photo("ada/1.jpg", "one");
    photo("ada/deeper/2.JPG", "three");
    photo("bob/1.png", "nobody");
    photo("bob/notes.txt", "no photo by its name");
    photo("stray.jpg", "of nobody");

    // When
    Gathered first = gather(false);
    Gathered second = gather(false);

    // Then
    assertThat(looks).hasValue(3);
    assertThat(first.faces()).extracting(LabelledFace::person).containsExactly("ada", "ada");
    assertThat(first.leftOut()).isEqualTo(Map.of("NO_FACE", 1));
    assertThat(first.boxes()).hasSize(2).containsValue(new Box(1.5f, 2, 3, 4));
    assertThat(second).isEqualTo(first);

    // When
    gather(true);

    // Then
    assertThat(looks).hasValue(6);
  }

  @Test
  void shouldGoOnBehindALineThatWasCutOff() throws Exception {
    // Given
    photo("ada/1.jpg", "one");
    photo("ada/2.jpg", "three");
    Gathered whole = gather(false);
    String lines = Files.readString(file());
    Files.writeString(file(), lines.substring(0, lines.length() - 5));

    // When
    Gathered again = gather(false);
    Gathered third = gather(false);

    // Then: only the photo of the cut line was looked at again.
    assertThat(looks).hasValue(3);
    assertThat(again).isEqualTo(whole);
    assertThat(third).isEqualTo(whole);
  }

  @Test
  void shouldLeaveOutCopiesAndPhotosOfTwoPeople() throws Exception {
    // Given
    photo("ada/1.jpg", "one");
    photo("ada/2.jpg", "one");
    photo("bob/1.jpg", "shared");
    photo("eve/1.jpg", "shared");

    // When
    Gathered gathered = gather(false);

    // Then
    assertThat(gathered.faces()).hasSize(1);
    assertThat(gathered.leftOut()).isEqualTo(Map.of(Gathering.COPY, 1, Gathering.TWO_PEOPLE, 2));
  }

  @Test
  void shouldRefuseAFileThatIsBeingWritten() throws IOException {
    // Given
    SeenFile open = SeenFile.open(file(), false);

    // Then
    try (open) {
      assertThatThrownBy(() -> SeenFile.open(file(), false))
          .hasMessageContaining("is being written by another run");
    }
  }

  @Test
  void shouldSayWhatItExpectsWhereThereAreNoPhotos() throws IOException {
    // Given
    Files.createDirectories(directory.resolve("faces"));

    // Then
    assertThatThrownBy(() -> PhotoFolder.of(directory.resolve("faces")))
        .hasMessageContaining("PERSON/PHOTO.jpg");
    assertThatThrownBy(() -> PhotoFolder.of(directory.resolve("nowhere")))
        .hasMessageContaining("is not a directory");
  }

  @Test
  void shouldReadGroups() throws IOException {
    // Given
    Path csv = directory.resolve("groups.csv");
    Files.write(csv, List.of("person,group", "Ada, b,one", "", "Eve,two"));

    // Then
    assertThat(PeopleGroups.read(csv)).isEqualTo(Map.of("Ada, b", "one", "Eve", "two"));
    Files.write(csv, List.of("Ada"));
    assertThatThrownBy(() -> PeopleGroups.read(csv)).hasMessageContaining("line 1 is not");
    Files.write(csv, List.of("Ada,one", "Ada,two"));
    assertThatThrownBy(() -> PeopleGroups.read(csv)).hasMessageContaining("line 2 puts Ada");
  }
}
