package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A certificate and its key, read from files as HTTP takes them, and told in the one form that
 * Kafka takes: PKCS #8, and nothing else in the file.
 *
 * @param certificates the chain, the certificate first
 * @param key not encrypted
 */
record PemFiles(List<X509Certificate> certificates, PrivateKey key) {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /**
   * Reads both files.
   *
   * @throws Failure if there is no certificate in the one, or no key in the other
   */
  static PemFiles read(Path certificates, Path privateKey) {
    return new PemFiles(certificates(certificates), privateKey(privateKey));
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      return PemContent.load(file).getCertificates();
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new Failure("--tls-cert " + file + " holds no certificate: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) {
    try {
      PrivateKey key = PemContent.load(file).getPrivateKey();
      if (key == null) {
        throw new Failure("--tls-key " + file + " holds no private key");
      }
      return key;
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new Failure("--tls-key " + file + " holds no private key: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a key that is not that of the first certificate.
   *
   * @throws Failure if it is not
   */
  void requirePair() {
    try {
      String algorithm =
          switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> "";
          };
      if (algorithm.isEmpty()) {
        return; // Kafka says whether it can use it
      }
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certificates.getFirst().getPublicKey());
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new Failure("the key of --tls-key cannot be used: " + e.getMessage(), e);
    }
    throw new Failure("the key of --tls-key is not that of the certificate of --tls-cert");
  }

  /** The chain as PEM. */
  String chain() {
    StringBuilder chain = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        chain.append(block("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new Failure("--tls-cert holds no certificate: " + e.getMessage(), e);
    }
    return chain.toString();
  }

  /** The key as PEM. */
  String privateKey() {
    return block("PRIVATE KEY", key.getEncoded());
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

  /** Without the key: it must not come into a log. */
  @Override
  public String toString() {
    return "PemFiles[" + certificates.size() + " certificates]";
  }
}
