package dev.likeness.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go: everything from INFO up to {@code logs/likeness.log} in the data directory,
 * rolled by day and size; to the console only what concerns its reader.
 */
final class Logging {
  private static final String OWN = "dev.likeness";
  private static final String PATTERN = "%d %-5level [%thread] %logger{36} - %msg%n";
  private static final int DAYS_KEPT = 7;

  /** Told once at every start, and about nothing a user could do something about. */
  private static final String ROUTINE = "org.apache.kafka";

  /** Why a start failed is told as one line by the command itself. */
  private static final String FAILED_START = "org.springframework.boot.SpringApplication";

  /**
   * Hundreds of lines at every start or while the broker is away, and two that advise against the
   * API's own description.
   */
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.common.config.AbstractConfig",
          "org.apache.kafka.common.metrics.Metrics",
          "org.apache.kafka.common.utils.AppInfoParser",
          "org.springdoc");

  private Logging() {}

  /** Commands that only ask a running Likeness log nothing but errors. */
  static void quiet() {
    start().setLevel(Level.ERROR);
  }

  /** Commands that run Likeness. */
  static void toConsoleAndFile(Path data) {
    Logger root = start();
    root.setLevel(Level.INFO);
    LoggerContext context = root.getLoggerContext();

    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    console.addFilter(new ForTheReader());
    begin(context, console, "%d{HH:mm:ss} %-5level %logger{0} - %msg%n%nopex");
    root.addAppender(console);

    addFile(root, data);
  }

  /** Commands that run Likeness for themselves. */
  static void toFile(Path data) {
    Logger root = start();
    root.setLevel(Level.INFO);
    addFile(root, data);
  }

  private static void addFile(Logger root, Path data) {
    LoggerContext context = root.getLoggerContext();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    Path logs = data.resolve("logs");
    file.setFile(logs.resolve("likeness.log").toString());
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(logs.resolve("likeness.%d.%i.log.gz").toString());
    rolling.setMaxFileSize(FileSize.valueOf("10MB"));
    rolling.setTotalSizeCap(FileSize.valueOf("100MB"));
    rolling.setMaxHistory(DAYS_KEPT);
    rolling.start();
    file.setRollingPolicy(rolling);
    begin(context, file, PATTERN);
    root.addAppender(file);
  }

  private static Logger start() {
    // Spring would put its own logging in the place of this one.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static void begin(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
  }

  /** INFO of Likeness itself, WARN of everybody else, errors of Kafka. */
  private static final class ForTheReader extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      String logger = event.getLoggerName();
      if (logger.startsWith(FAILED_START)) {
        return FilterReply.DENY;
      }
      Level least =
          logger.startsWith(OWN)
              ? Level.INFO
              : logger.startsWith(ROUTINE) || logger.startsWith("kafka.")
                  ? Level.ERROR
                  : Level.WARN;
      return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
  }
}
