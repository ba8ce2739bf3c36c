package dev.likeness.embed.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Suspect ONE = new Suspect("dlib-resnet-128", new Source(3, 1042));
  private static final Suspect OTHER = new Suspect("m", new Source(0, 7));

  @TempDir private Path directory;

  @Test
  void shouldHoldWhatIsInHandAndNothingElse() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      // When
      journal.take(ONE).close();
      Journal.InHand one = journal.take(ONE);
      Journal.InHand other = journal.take(OTHER);

      // Then
      assertThat(onDisk(journal)).containsExactlyInAnyOrder(ONE, OTHER);

      // When
      one.close();

      // Then
      assertThat(onDisk(journal)).containsExactly(OTHER);
      other.close();
      assertThat(onDisk(journal)).isEmpty();
    }
  }

  @Test
  void shouldUseASlotAgainForAShorterRecord() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      // Given
      journal.take(ONE).close();

      // When
      try (Journal.InHand _ = journal.take(OTHER)) {

        // Then
        assertThat(onDisk(journal)).containsExactly(OTHER);
        assertThat(Files.readString(journal.file(), StandardCharsets.ISO_8859_1))
            .startsWith("m/0:7\n");
      }
    }
  }

  @Test
  void shouldHoldTheLongestModelAndTheLastOffset() throws IOException {
    // Given
    Suspect longest = new Suspect("m".repeat(229), new Source(Integer.MAX_VALUE, Long.MAX_VALUE));

    try (Journal journal = Journal.open(directory);
        Journal.InHand _ = journal.take(longest)) {
      // Then
      assertThat(onDisk(journal)).containsExactly(longest);
    }
  }

  @Test
  void shouldHoldAsMuchAsThereAreSlots() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      // When
      List<Journal.InHand> all = new ArrayList<>();
      for (int i = 0; i < Journal.SLOTS; i++) {
        all.add(journal.take(new Suspect("m", new Source(0, i))));
      }

      // Then
      assertThat(onDisk(journal)).hasSize(Journal.SLOTS).doesNotHaveDuplicates();
      all.forEach(Journal.InHand::close);
      assertThat(onDisk(journal)).isEmpty();
    }
  }

  @Test
  void shouldLeaveNothingBehindUnlessARecordIsStillInHand() {
    // When
    Journal idle = Journal.open(directory);
    idle.close();
    Journal busy = Journal.open(directory);
    Journal.InHand _ = busy.take(ONE);
    busy.close();

    // Then
    assertThat(directory.toFile().list()).containsExactly(busy.file().getFileName().toString());
  }

  @Test
  void shouldPassOverWhatIsNoRecord() {
    // Given
    byte[] slots = new byte[3 * Journal.SLOT_BYTES + 100];
    Arrays.fill(slots, 0, Journal.SLOT_BYTES, (byte) 'x');
    byte[] good = "m/0:7\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(good, 0, slots, 2 * Journal.SLOT_BYTES, good.length);

    // Then
    assertThat(Journal.read(slots)).containsExactly(OTHER);
  }

  @Test
  void shouldNameTheDirectoryThatCannotBeWritten() throws IOException {
    // Given
    Path file = Files.createFile(directory.resolve("file"));

    // Then
    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  private static List<Suspect> onDisk(Journal journal) throws IOException {
    return Journal.read(Files.readAllBytes(journal.file()));
  }
}
