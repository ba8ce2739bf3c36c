package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
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
    } catch (IOException
        | CertificateEncodingException
        | IllegalStateException
        | IllegalArgumentException e) {
      throw new Failure("--tls-cert " + file + " holds no certificate: " + e.getMessage(), e);
    }
    return chain.toString();
  }

  /**
   * Refuses a key that is not that of the first certificate.
   *
   * @throws Failure if it is not
   */
  static void requirePair(Path certificates, Path privateKey) {
    boolean pair;
    try {
      PrivateKey key = PemContent.load(privateKey).getPrivateKey();
      PublicKey certified =
          PemContent.load(certificates).getCertificates().getFirst().getPublicKey();
      pair = key != null && isPair(key, certified);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new Failure(
          certificates + " and " + privateKey + " cannot be used: " + e.getMessage(), e);
    }
    if (!pair) {
      throw new Failure(
          "--tls-key " + privateKey + " is not the key of --tls-cert " + certificates);
    }
  }

  private static boolean isPair(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> null;
        };
    if (algorithm == null) {
      return true; // Kafka says whether it can use it
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    return signature.verify(signed);
  }

  static String privateKey(Path file) {
    try {
      PrivateKey key = PemContent.load(file).getPrivateKey();
      if (key == null) {
        throw new Failure("--tls-key " + file + " holds no private key");
      }
      return block("PRIVATE KEY", key.getEncoded());
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
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
