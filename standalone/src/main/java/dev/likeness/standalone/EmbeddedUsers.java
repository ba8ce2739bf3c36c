package dev.likeness.standalone;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.BrokerUsers;
import dev.likeness.runtime.KafkaUsers;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.Topics;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Keys as users of the embedded broker: the name is the key's id, the password its secret. They are
 * made though nobody can come from elsewhere yet, because the secret is not known later.
 */
public final class EmbeddedUsers implements KafkaUsers {
  private final BrokerUsers users;
  private final boolean secured;

  /** At a broker that runs once it is asked. */
  public EmbeddedUsers(BrokerSettings broker) {
    this.users = new BrokerUsers(broker.bootstrap(), Topics.ENROLLMENTS);
    this.secured = broker.secured() != null;
  }

  @Override
  public void add(AccessKey.Made made) throws ExecutionException, InterruptedException {
    if (made.key().mayProduce()) {
      users.put(made.key().id(), made.token().secret());
    }
  }

  @Override
  public void remove(String id) throws ExecutionException, InterruptedException {
    users.remove(id);
  }

  /** Nothing to do where users cannot come in: a start need not wait for it. */
  @Override
  public void keep(AccessState keys) throws ExecutionException, InterruptedException {
    if (secured) {
      users.keep(
          keys.keys().values().stream()
              .filter(AccessKey::mayProduce)
              .map(AccessKey::id)
              .collect(Collectors.toSet()));
    }
  }
}
