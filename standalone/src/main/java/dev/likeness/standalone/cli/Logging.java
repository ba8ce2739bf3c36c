package dev.likeness.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where log lines go, as {@code logging.xml} says. */
final class Logging {
  private Logging() {}

  /** Commands that only ask a running Likeness log nothing but errors. */
  static void quiet() {
    start().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
  }

  /** Commands that run Likeness. */
  static void toConsoleAndFile(Path data) {
    configure(data, Level.INFO);
  }

  /** Commands that run Likeness for themselves. */
  static void toFile(Path data) {
    configure(data, Level.OFF);
  }

  private static void configure(Path data, Level console) {
    LoggerContext context = start();
    context.putProperty("logs", data.resolve("logs").toString());
    context.putProperty("console", console.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          Objects.requireNonNull(Logging.class.getResource("/logging.xml"), "logging.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException("logging.xml cannot be read", e);
    }
  }

  private static LoggerContext start() {
    // Spring would put its own logging in the place of this one.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    return context;
  }
}
