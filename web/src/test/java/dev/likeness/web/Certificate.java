package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 that nobody has signed but its own key.
 *
 * @param store the certificate with its key, PKCS #12
 * @param pem the certificate
 * @param key its private key, PEM
 */
public record Certificate(Path store, Path pem, Path key) {
  /** Of the store and of the key in it. */
  public static final String PASSWORD = "store-password";

  /** Makes one with a new key, in files of a directory. */
  public static Certificate in(Path directory) {
    Path store = directory.resolve("server.p12");
    Certificate made =
        new Certificate(store, directory.resolve("server.pem"), directory.resolve("server.key"));
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(store);
      Process keytool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-keyalg",
                      "EC",
                      "-alias",
                      "server",
                      "-dname",
                      "CN=server",
                      "-ext",
                      "SAN=ip:127.0.0.1",
                      "-storetype",
                      "PKCS12",
                      "-keystore",
                      store.toString(),
                      "-storepass",
                      PASSWORD))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(keytool.exitValue()).as("keytool").isZero();
      KeyStore keys = made.keys();
      Key key = keys.getKey("server", PASSWORD.toCharArray());
      Files.writeString(made.key, pem("PRIVATE KEY", key.getEncoded()));
      Files.writeString(made.pem, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What shows it. */
  public SSLContext shown() throws GeneralSecurityException, IOException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What believes it. */
  public SSLContext trust() throws GeneralSecurityException, IOException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
    believed.load(null, null);
    believed.setCertificateEntry("server", keys().getCertificate("server"));
    managers.init(believed);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
