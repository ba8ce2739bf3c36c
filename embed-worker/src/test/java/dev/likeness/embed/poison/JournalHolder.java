package dev.likeness.embed.poison;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has a record in hand until it is killed. */
final class JournalHolder {
  private JournalHolder() {}

  /** Arguments: the directory, and what to have in hand. Says {@code !} when it has it. */
  public static void main(String[] args) throws IOException {
    Journal journal = Journal.open(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      journal.take(Suspect.parse(args[i]));
    }
    System.out.print("!");
    System.out.flush();
    System.in.read();
  }
}
