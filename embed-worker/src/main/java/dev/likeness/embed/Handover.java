package dev.likeness.embed;

import dev.likeness.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
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
    Set<String> atWork = groupsAtWork();
    boolean forgets = atWork.contains(Topics.forgetGroup(model));
    if (duty == Duty.EMBED) {
      return !forgets;
    }
    if (atWork.contains(Topics.embedGroup(model))) {
      return false;
    }
    if (!forgets) {
      forgetFromWhereTheEmbeddingEnded(model);
    }
    return true;
  }

  private void forgetFromWhereTheEmbeddingEnded(String model)
      throws ExecutionException, InterruptedException {
    String group = Topics.forgetGroup(model);
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

  /** The groups that somebody is in. */
  private Set<String> groupsAtWork() throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .filter(group ->
            group
                .groupState()
                .filter(state -> state == GroupState.EMPTY || state == GroupState.DEAD)
                .isEmpty())
        .map(GroupListing::groupId)
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(String group)
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }
}
