package dev.likeness.embed;

import dev.likeness.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * Whose turn it is to write to a model's embeddings: those who embed for it, or those who only
 * forget for it. Both write tombstones, and a late one must not come to stand after the embedding
 * of a photo that followed it, or compaction would keep the tombstone. So one group begins when the
 * other has ended.
 */
final class Handover {
  private final Admin admin;

  Handover(Admin admin) {
    this.admin = admin;
  }

  /** Whether a duty may begin, from where the other one ended; to be asked again if not. */
  boolean isReady(String model, Duty duty) throws ExecutionException, InterruptedException {
    return switch (duty) {
      case EMBED -> isAtRest(Topics.forgetGroup(model));
      case FORGET -> isAtRest(Topics.embedGroup(model)) && forgetsFromThere(model);
    };
  }

  private boolean forgetsFromThere(String model) throws ExecutionException, InterruptedException {
    String group = Topics.forgetGroup(model);
    if (isAtRest(group)) {
      Map<TopicPartition, OffsetAndMetadata> forgotten = offsets(group);
      Map<TopicPartition, OffsetAndMetadata> ahead = new HashMap<>();
      offsets(Topics.embedGroup(model))
          .forEach((where, embedded) -> {
            OffsetAndMetadata known = forgotten.get(where);
            if (known == null || known.offset() < embedded.offset()) {
              ahead.put(where, new OffsetAndMetadata(embedded.offset()));
            }
          });
      if (!ahead.isEmpty()) {
        admin.alterConsumerGroupOffsets(group, ahead).all().get();
      }
    }
    return true;
  }

  /** Whether nobody is in a group. */
  private boolean isAtRest(String group) throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .filter(listed -> listed.groupId().equals(group))
        .allMatch(listed ->
            listed
                .groupState()
                .filter(state -> state == GroupState.EMPTY || state == GroupState.DEAD)
                .isPresent());
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(String group)
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }
}
