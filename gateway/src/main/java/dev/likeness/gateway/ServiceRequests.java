package dev.likeness.gateway;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.ClientHttpRequestFactory;

/** How services are asked: directly, over HTTP/1.1, and redirects are the caller's to follow. */
final class ServiceRequests {
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration HEALTH = Duration.ofSeconds(3);

  /** Of events a stream is opened, which the service ends after some minutes. */
  private static final String STREAM = "/v1/admin/events";

  private final JdkClientHttpRequestFactoryBuilder builder =
      ClientHttpRequestFactoryBuilder.jdk()
          .withExecutor(Executors.newVirtualThreadPerTaskExecutor())
          .withHttpClientCustomizer(
              http -> http.version(HttpClient.Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY));

  private final HttpClientSettings settings;

  /**
   * @param bundle whose trust https services are believed by; null for that of the JVM
   */
  ServiceRequests(@Nullable SslBundle bundle) {
    HttpClientSettings plain =
        HttpClientSettings.defaults()
            .withRedirects(HttpRedirects.DONT_FOLLOW)
            .withConnectTimeout(CONNECTING);
    this.settings = bundle == null ? plain : plain.withSslBundle(bundle);
  }

  /**
   * For what callers ask.
   *
   * @param patience until an answer is there; streams take longer
   */
  ClientHttpRequestFactory ofCallers(Duration patience) {
    ClientHttpRequestFactory streams = builder.build(settings);
    ClientHttpRequestFactory answers = builder.build(settings.withReadTimeout(patience));
    return (uri, method) ->
        (uri.getPath().equals(STREAM) ? streams : answers).createRequest(uri, method);
  }

  /** For what this process asks. */
  ClientHttpRequestFactory ofHealth() {
    return builder.build(settings.withReadTimeout(HEALTH));
  }
}
