package dev.likeness.broker;

import java.io.Serial;

/** Somebody else listens on a port that is needed. */
public final class PortTaken extends BrokerFailure {
  @Serial private static final long serialVersionUID = 1L;

  PortTaken(String message, Throwable cause) {
    super(message, cause);
  }
}
