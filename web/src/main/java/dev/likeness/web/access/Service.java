package dev.likeness.web.access;

/** The services that answer callers. */
public enum Service {
  /** Takes photos in, and what is about keys. */
  INGEST("ingest-service"),
  /** Answers questions, and changes what is enrolled. */
  SEARCH("search-service");

  private final String text;

  Service(String text) {
    this.text = text;
  }

  /** What it is called. */
  public String text() {
    return text;
  }
}
