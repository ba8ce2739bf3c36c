package dev.likeness.web.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps a process that others can reach from answering them while there are no keys. */
public final class ClosedDoor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ClosedDoor.class);

  private final Keys keys;
  private final @Nullable String address;
  private final boolean insecure;
  private final int phase;
  private volatile boolean running;

  /**
   * @param address that HTTP listens on; null for all
   * @param insecure whether it answers all the same
   * @param phase after that in which the keys become known
   */
  ClosedDoor(Keys keys, @Nullable String address, boolean insecure, int phase) {
    this.keys = keys;
    this.address = address;
    this.insecure = insecure;
    this.phase = phase;
  }

  /** Whether only this machine reaches an address; null stands for all addresses. */
  public static boolean isLoopback(@Nullable String address) {
    try {
      return address != null
          && !address.isBlank()
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public void start() {
    String where = address == null || address.isBlank() ? "all addresses" : address;
    if (!isLoopback(address)) {
      if (insecure) {
        log.warn(
            "listening on {} without need of a key: as long as there are none, anybody who reaches"
                + " it may read, enroll and forget. Create one with: likeness keys create",
            where);
      } else if (!keys.exist()) {
        throw new NoKeysException(where);
      }
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return phase;
  }
}
