package dev.likeness.web.access;

import java.io.Serial;

/** A process would answer others without a key. The message says what to do. */
public final class NoKeysException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NoKeysException(String where) {
    super(
        "there are no keys, and HTTP would listen on "
            + where
            + ", where others reach it. One of three ways on: create a key (likeness keys create"
            + " NAME --scope admin, with --data or --bootstrap, or give one with"
            + " likeness.access.initial-key-file); listen on loopback (--bind 127.0.0.1, or"
            + " --server.address=127.0.0.1); or answer anybody (--insecure, or"
            + " --likeness.access.insecure=true)");
  }
}
