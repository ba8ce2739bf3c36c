package dev.likeness.web.access;

import dev.likeness.runtime.Access;
import dev.likeness.topics.AccessState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps a process that others can reach from answering them while there are no keys. */
public final class ClosedDoor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ClosedDoor.class);

  private final Access access;
  private final @Nullable String address;
  private final boolean insecure;
  private volatile boolean running;

  /**
   * @param address that HTTP listens on; null for all
   * @param insecure whether it answers all the same
   */
  ClosedDoor(Access access, @Nullable String address, boolean insecure) {
    this.access = access;
    this.address = address;
    this.insecure = insecure;
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
      } else if (!keysExist()) {
        throw new NoKeysException(where);
      }
    }
    running = true;
  }

  /** Whether there are any, expired ones included. */
  private boolean keysExist() {
    AccessState state = access.state();
    return state != null && !state.keys().isEmpty();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Once the keys are known. */
  @Override
  public int getPhase() {
    return access.getPhase() + 1;
  }
}
