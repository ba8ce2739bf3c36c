package dev.likeness.broker;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The broker cannot start. The message is one sentence with the remedy, fit for a terminal. */
public sealed class BrokerFailure extends RuntimeException permits PortTaken {
  @Serial private static final long serialVersionUID = 1L;

  BrokerFailure(String message) {
    super(message);
  }

  BrokerFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
