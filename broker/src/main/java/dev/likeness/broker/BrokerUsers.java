package dev.likeness.broker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may come to a {@link Secured} broker from elsewhere, and that each may write to one topic and
 * do nothing else. The broker keeps salted credentials and the rules in its metadata log. Where it
 * is not secured it keeps credentials alone; {@link #keep} adds the rules once it is.
 */
public final class BrokerUsers {
  private static final int ATTEMPT_MS = 5_000;

  /** What Kafka demands at least; more protects passwords, which can be guessed. */
  private static final int ITERATIONS = 4_096;

  private final Map<String, Object> config;
  private final String topic;

  /**
   * @param bootstrap the broker's listener on loopback
   * @param topic that users may write to
   */
  public BrokerUsers(String bootstrap, String topic) {
    this.config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ATTEMPT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ATTEMPT_MS,
            AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
            "");
    this.topic = topic;
  }

  /**
   * Makes a user, or gives one another password.
   *
   * @param password random, of at least 128 bits
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public void put(String name, String password) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(config)) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                      password)))
          .all()
          .get();
      allow(admin, List.of(name));
    }
  }

  /**
   * Removes a user, if there is one of that name. What it has connected may do nothing any more.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public void remove(String name) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(config)) {
      remove(admin, name);
    }
  }

  /**
   * Removes all users but those of these names, and gives these their rules.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public void keep(Set<String> names) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(config)) {
      Set<String> kept = new HashSet<>();
      for (String name : admin.describeUserScramCredentials().all().get().keySet()) {
        if (names.contains(name)) {
          kept.add(name);
        } else {
          remove(admin, name);
        }
      }
      allow(admin, kept);
    }
  }

  private void allow(Admin admin, Iterable<String> names)
      throws ExecutionException, InterruptedException {
    List<AclBinding> rules = new ArrayList<>();
    names.forEach(name ->
        rules.add(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(
                    principal(name), "*", AclOperation.WRITE, AclPermissionType.ALLOW))));
    await(admin.createAcls(rules).all(), SecurityDisabledException.class);
  }

  private static void remove(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    await(
        admin
            .alterUserScramCredentials(
                List.of(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512)))
            .all(),
        ResourceNotFoundException.class);
    AclBindingFilter all =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(
                principal(name), null, AclOperation.ANY, AclPermissionType.ANY));
    await(admin.deleteAcls(List.of(all)).all(), SecurityDisabledException.class);
  }

  private static void await(KafkaFuture<?> done, Class<? extends Exception> harmless)
      throws ExecutionException, InterruptedException {
    try {
      var _ = done.get();
    } catch (ExecutionException e) {
      if (!harmless.isInstance(e.getCause())) {
        throw e;
      }
    }
  }

  private static String principal(String name) {
    return "User:" + name;
  }
}
