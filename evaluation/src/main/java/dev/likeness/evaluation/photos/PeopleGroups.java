package dev.likeness.evaluation.photos;

import dev.likeness.faces.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file that says to which group people belong: a line {@code person,group} each. */
public final class PeopleGroups {
  private static final String HEADER = "person,group";

  private PeopleGroups() {}

  /**
   * Reads it. Empty lines, and a first line {@code person,group}, are passed over. The last comma
   * of a line separates, so that people may have commas in their names.
   *
   * @return a group by person
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> groups = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || (i == 0 && line.equalsIgnoreCase(HEADER))) {
        continue;
      }
      int comma = line.lastIndexOf(',');
      String person = Segments.normalize(line.substring(0, Math.max(0, comma)).strip());
      String group = line.substring(comma + 1).strip();
      if (person.isEmpty() || group.isEmpty()) {
        throw new IllegalArgumentException(
            file + ": line " + (i + 1) + " is not PERSON,GROUP: " + line);
      }
      String before = groups.put(person, group);
      if (before != null && !before.equals(group)) {
        throw new IllegalArgumentException(
            file + ": line " + (i + 1) + " puts " + person + " into a second group: " + group);
      }
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(file + " puts nobody into a group");
    }
    return groups;
  }
}
