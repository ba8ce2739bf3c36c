package dev.likeness.gateway;

import dev.likeness.web.access.Service;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are, under {@code likeness.gateway}.
 *
 * @param ingestService Where the ingest-service is, such as {@code http://ingest-service:8081}.
 * @param embedWorker Where the embed-worker tells its health.
 * @param searchService Where the search-service is.
 * @param patience How long an answer may take, the sending of the photo included.
 * @param bundle SSL bundle of spring.ssl.bundle whose trust https services are believed by; by
 *     default that of the JVM.
 */
@ConfigurationProperties("likeness.gateway")
public record GatewayProperties(
    @DefaultValue("http://127.0.0.1:8081") URI ingestService,
    @DefaultValue("http://127.0.0.1:8082") URI embedWorker,
    @DefaultValue("http://127.0.0.1:8083") URI searchService,
    @DefaultValue("4m") Duration patience,
    @Nullable String bundle) {
  public GatewayProperties {
    requireAddress("ingest-service", ingestService);
    requireAddress("embed-worker", embedWorker);
    requireAddress("search-service", searchService);
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "likeness.gateway.patience is " + patience + ", expected more than zero");
    }
  }

  private static void requireAddress(String name, URI uri) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    String path = uri.getRawPath();
    if (!http
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "likeness.gateway."
              + name
              + " is '"
              + uri
              + "', expected the address of the service, such as http://"
              + name
              + ":8081, without a path");
    }
  }

  /** Where a service is. */
  URI at(Service service) {
    return switch (service) {
      case INGEST -> ingestService;
      case SEARCH -> searchService;
    };
  }
}
