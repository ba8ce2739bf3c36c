package dev.likeness.gateway;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was found out for a second, so that whoever asks often does not have others asked as
 * often. Those who want to know the same at the same time wait for one of them.
 */
final class Kept<T> {
  private static final long NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 256;

  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
  private final LongSupplier clock;

  Kept() {
    this(System::nanoTime);
  }

  /**
   * @param clock in nanoseconds
   */
  Kept(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * What was found out under a name, or is now.
   *
   * @param find how to find it out; a failure is not kept
   */
  T get(String name, Supplier<T> find) {
    return entry(name, clock.getAsLong()).get(find);
  }

  private synchronized Entry<T> entry(String name, long now) {
    entries.values().removeIf(entry -> now - entry.since > NANOS);
    if (entries.size() >= MOST && !entries.containsKey(name)) {
      Iterator<Entry<T>> eldest = entries.values().iterator();
      eldest.next();
      eldest.remove();
    }
    return entries.computeIfAbsent(name, _ -> new Entry<>(now));
  }

  private static final class Entry<T> {
    private final long since;
    private @Nullable T found;

    private Entry(long since) {
      this.since = since;
    }

    private synchronized T get(Supplier<T> find) {
      T known = found;
      if (known == null) {
        known = find.get();
        found = known;
      }
      return known;
    }
  }
}
