package dev.likeness.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/** Tells the parts of the health to those who may hear them, and to others the state alone. */
final class ToldHealth implements HealthEndpointGroupsPostProcessor {
  private final BooleanSupplier tellsParts;

  /**
   * @param tellsParts whether whoever asks on this thread may hear them
   */
  ToldHealth(BooleanSupplier tellsParts) {
    this.tellsParts = tellsParts;
  }

  @Override
  public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
    Map<String, HealthEndpointGroup> others = new LinkedHashMap<>();
    for (String name : groups.getNames()) {
      HealthEndpointGroup group = groups.get(name);
      if (group != null) {
        others.put(name, group);
      }
    }
    return HealthEndpointGroups.of(new Whole(groups.getPrimary(), tellsParts), others);
  }

  private record Whole(HealthEndpointGroup group, BooleanSupplier tellsParts)
      implements HealthEndpointGroup {
    @Override
    public boolean isMember(String name) {
      return group.isMember(name);
    }

    @Override
    public boolean showComponents(SecurityContext context) {
      return tellsParts.getAsBoolean() && group.showComponents(context);
    }

    @Override
    public boolean showDetails(SecurityContext context) {
      return tellsParts.getAsBoolean() && group.showDetails(context);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
      return group.getStatusAggregator();
    }

    @Override
    public HttpCodeStatusMapper getHttpCodeStatusMapper() {
      return group.getHttpCodeStatusMapper();
    }

    @Override
    public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
      return group.getAdditionalPath();
    }
  }
}
