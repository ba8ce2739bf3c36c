package dev.likeness.web.access;

import dev.likeness.runtime.BrokerAwaited;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;

/**
 * Lets HTTP listen while a start waits for the broker. Whoever asks hears that the process lives
 * and is not ready, so that nothing that watches it takes it for dead. Nothing else is answered
 * before {@link #isOpen()}.
 */
final class EarlyListener
    implements SmartLifecycle, ApplicationListener<PayloadApplicationEvent<BrokerAwaited>> {
  /** The name that Spring Boot gives to what starts its web server. */
  private static final String WEB_SERVER = "webServerStartStop";

  private final ApplicationContext context;
  private volatile boolean open;

  /**
   * @param context whose web server it starts
   */
  EarlyListener(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void onApplicationEvent(PayloadApplicationEvent<BrokerAwaited> event) {
    SmartLifecycle server = context.getBean(WEB_SERVER, SmartLifecycle.class);
    if (!server.isRunning()) {
      server.start();
      AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
    }
  }

  /** Whether everything has started that requests are answered from. */
  boolean isOpen() {
    return open;
  }

  @Override
  public void start() {
    open = true;
  }

  /** Requests that are under way when the process stops are still answered. */
  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return open;
  }

  /** Before the web server, and after everything else. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
  }
}
