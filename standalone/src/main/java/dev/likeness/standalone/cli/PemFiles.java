package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * Certificates and keys as HTTP takes them, in the one form that Kafka takes: PKCS #8, and nothing
 * else in the file.
 */
final class PemFiles {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private PemFiles() {}

  static String certificates(Path file) {
    StringBuilder chain = new StringBuilder();
    try {
      for (X509Certificate certificate : PemContent.load(file).getCertificates()) {
        chain.append(block("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (IOException | CertificateEncodingException | IllegalStateException e) {
      throw new Failure("--tls-cert " + file + " holds no certificate: " + e.getMessage(), e);
    }
    return chain.toString();
  }

  static String privateKey(Path file) {
    try {
      PrivateKey key = PemContent.load(file).getPrivateKey();
      if (key == null) {
        throw new Failure("--tls-key " + file + " holds no private key");
      }
      return block("PRIVATE KEY", key.getEncoded());
    } catch (IOException | IllegalStateException e) {
      throw new Failure("--tls-key " + file + " holds no private key: " + e.getMessage(), e);
    }
  }

  private static String block(String what, byte[] content) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + LINES.encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
