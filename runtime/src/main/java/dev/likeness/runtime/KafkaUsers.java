package dev.likeness.runtime;

import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import java.util.concurrent.ExecutionException;

/**
 * The keys whose holders may come to the broker themselves, as its users. Only who runs the broker
 * makes users: at a cluster they are the cluster's, and there is no bean of this. Safe for all
 * threads.
 */
public interface KafkaUsers {
  /** At a broker of somebody else's. */
  KafkaUsers NONE =
      new KafkaUsers() {
        @Override
        public void add(AccessKey.Made made) {}

        @Override
        public void remove(String id) {}

        @Override
        public void keep(AccessState keys) {}
      };

  /**
   * Makes a user of a key if it may produce. Its secret is known only now.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  void add(AccessKey.Made made) throws ExecutionException, InterruptedException;

  /**
   * Removes the user of a key, if there is one.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  void remove(String id) throws ExecutionException, InterruptedException;

  /**
   * Removes users whose keys there are no more.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  void keep(AccessState keys) throws ExecutionException, InterruptedException;
}
