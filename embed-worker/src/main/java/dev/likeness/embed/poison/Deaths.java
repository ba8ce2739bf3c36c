package dev.likeness.embed.poison;

import dev.likeness.topics.Suspect;
import dev.likeness.topics.WorkerDeath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Who died with what in hand, as far as it is known here. Safe for all threads. */
final class Deaths {
  private final Map<Suspect, Set<String>> workers = new ConcurrentHashMap<>();

  /** Adds a death; one that is known already changes nothing. */
  void add(WorkerDeath death) {
    workers.merge(
        death.suspect(),
        Set.of(death.worker()),
        (known, more) -> {
          Set<String> all = new TreeSet<>(known);
          all.addAll(more);
          return Set.copyOf(all);
        });
  }

  /** Takes a death back. */
  void remove(WorkerDeath death) {
    workers.computeIfPresent(
        death.suspect(),
        (_, known) -> {
          Set<String> rest = new TreeSet<>(known);
          rest.remove(death.worker());
          return rest.isEmpty() ? null : Set.copyOf(rest);
        });
  }

  /** How many workers died with {@code suspect} in hand. */
  int count(Suspect suspect) {
    Set<String> known = workers.get(suspect);
    return known == null ? 0 : known.size();
  }

  /** Their deaths. */
  List<WorkerDeath> of(Suspect suspect) {
    return workers.getOrDefault(suspect, Set.of()).stream()
        .map(worker -> new WorkerDeath(suspect, worker))
        .toList();
  }
}
