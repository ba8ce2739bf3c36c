package dev.likeness.e2e;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Asks who is who, over and over, from a thread of its own, and keeps every wrong answer. */
final class Questioner implements AutoCloseable {
  private final Client client;
  private final String gallery;
  private final int people;
  private final List<Part> asked;
  private final Map<String, String> fields;
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger right = new AtomicInteger();
  private final AtomicInteger partial = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().unstarted(this::askOn);
  private volatile boolean running = true;

  /**
   * @param people how many are enrolled, as {@code person-N}
   * @param asked the instances, in turn
   */
  Questioner(
      Client client, String gallery, int people, List<Part> asked, Map<String, String> fields) {
    this.client = client;
    this.gallery = gallery;
    this.people = people;
    this.asked = asked;
    this.fields = fields;
  }

  Questioner start() {
    thread.start();
    return this;
  }

  private void askOn() {
    for (int i = 0; running; i++) {
      int person = i % people;
      Part part = asked.get(i % asked.size());
      try {
        judge(part, person, client.findOnce(part, gallery, People.portrait(person, 90), fields));
      } catch (RuntimeException e) {
        if (running) {
          wrong.add(part + " did not answer: " + e);
        }
      }
    }
  }

  private void judge(Part part, int person, Answer answer) {
    JsonNode match = answer.body().path("faces").path(0).path("matches").path(0);
    if (answer.status() == 200 && answer.body().path("index").path("partial").asBoolean()) {
      partial.incrementAndGet();
    } else if (answer.status() == 200
        && match.path("subject").asString("").equals("person-" + person)) {
      right.incrementAndGet();
    } else {
      wrong.add(part + " answered for person-" + person + ": " + answer.body());
    }
  }

  /** Every answer that was refused or wrong. */
  Queue<String> wrong() {
    return wrong;
  }

  /** How many answers were right and whole. */
  int right() {
    return right.get();
  }

  /** How many answers said that they lack a partition. */
  int partial() {
    return partial.get();
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
