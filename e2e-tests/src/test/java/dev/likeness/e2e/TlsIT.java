package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.web.Certificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} with a certificate and a first key, and the command line that is told of both. */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsIT {
  private static final Duration PATIENCE = Patience.LONG;

  private Path files;
  private Path key;
  private Certificate certificate;
  private Installation likeness;
  private Command up;
  private URI url;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    files = directory.resolve("tls");
    key =
        Files.writeString(directory.resolve("key"), "lk_0123456789abcdef_" + "A".repeat(43) + "\n");
    certificate = Certificate.in(files);
    likeness = new Installation(directory);
    up =
        likeness.upAndReady(
            directory.resolve("data"),
            "--tls-cert",
            certificate.pem().toString(),
            "--tls-key",
            certificate.key().toString(),
            "--kafka-bind",
            "0.0.0.0",
            "--kafka-advertised",
            "127.0.0.1:0",
            "--initial-key-file",
            key.toString());
    url = URI.create(likeness.url());
    assertThat(url.getScheme()).isEqualTo("https");
  }

  @AfterAll
  void stop() {
    up.close();
  }

  @Test
  void shouldAnswerWhoBelievesItsCertificateAndHasItsKey() {
    // Given
    String authority = certificate.pem().toString();

    // When
    Answered answered = likeness.ask("status", "--ca", authority, "--key-file", key.toString());
    Answered keyless = likeness.ask("status", "--ca", authority);

    // Then
    assertThat(answered.exitCode()).as(answered.output()).isZero();
    assertThat(keyless.exitCode()).as(keyless.output()).isNotZero();
    assertThat(keyless.output()).contains("UNAUTHENTICATED");
  }

  @Test
  void shouldNotBeBelievedByOthers() {
    // When
    Answered answered = likeness.ask("status");

    // Then
    assertThat(answered.exitCode()).as(answered.output()).isNotZero();
    assertThat(answered.output()).contains("certificate", "--ca").doesNotContain("\tat ");
  }

  @Test
  void shouldNotAnswerWithoutTls() throws IOException {
    // When
    String answer;
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(
              "GET /v1/galleries HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    // Then
    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("galleries\":");
  }

  @Test
  void shouldServeANewCertificateWithoutARestart() throws Exception {
    // Given
    int kafka = Integer.parseInt(likeness.bootstrap().replaceFirst(".*:", ""));
    X509Certificate before = served(url.getPort());
    assertThat(served(kafka)).isEqualTo(before);

    // When
    Certificate.in(files);

    // Then
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(served(url.getPort())).isNotEqualTo(before));
    X509Certificate renewed = served(url.getPort());
    assertThat(served(kafka)).isEqualTo(renewed);

    // When
    String own = Files.readString(certificate.key());
    Certificate.in(files);
    String another = Files.readString(certificate.key());
    Files.writeString(certificate.key(), own); // as if it were just being written

    // Then
    assertThat(served(kafka)).isIn(before, renewed);
    Files.writeString(certificate.key(), another);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() ->
            assertThat(served(url.getPort())).isNotIn(before, renewed).isEqualTo(served(kafka)));
    shouldAnswerWhoBelievesItsCertificateAndHasItsKey();
  }

  private X509Certificate served(int port) throws IOException, GeneralSecurityException {
    SSLContext any = SSLContext.getInstance("TLS");
    any.init(null, new TrustManager[] {new AnyServer()}, null);
    try (SSLSocket socket = (SSLSocket) any.getSocketFactory().createSocket(url.getHost(), port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Believes every server: only the certificate that comes is looked at. */
  private static final class AnyServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
