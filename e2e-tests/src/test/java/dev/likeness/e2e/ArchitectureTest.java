package dev.likeness.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms, as the design draws them. */
@AnalyzeClasses(
    packages = "dev.likeness",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeJarsOfTests.class
    })
final class ArchitectureTest {
  /** What a module's tests lend to those of others is in a jar of its own. */
  static final class DoNotIncludeJarsOfTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** They hold each room against the library it is made of. */
  private static final String BENCHMARKS = "dev.likeness.benchmarks..";

  @ArchTest
  static final ArchRule facesKnowNothing =
      classes()
          .that()
          .resideInAPackage("dev.likeness.faces..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.likeness.faces..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule topicsKnowNoEngineAndNoFramework =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.topics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.kafka.streams..",
              "org.apache.lucene..",
              "ai.onnxruntime..",
              "org.bytedeco..");

  @ArchTest
  static final ArchRule visionKnowsNoLogAndNoIndex =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.vision..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "org.apache.lucene..");

  @ArchTest
  static final ArchRule indexKnowsNoLogAndNoPixels =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.springframework..", "ai.onnxruntime..", "org.bytedeco..");

  @ArchTest
  static final ArchRule luceneStaysInTheIndex =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.likeness.index..", BENCHMARKS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule enginesStayInVision =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.likeness.vision..", BENCHMARKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "org.bytedeco..");

  @ArchTest
  static final ArchRule theStoreKnowsNoHttp =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.search.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "dev.likeness.web..");

  @ArchTest
  static final ArchRule theFeaturesOfSearchDependOneWay =
      slices().matching("dev.likeness.search.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatTheFeaturesOfSearchShareKnowsNoneOfThem =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.likeness.search.generation..",
              "dev.likeness.search.http..",
              "dev.likeness.search.log..",
              "dev.likeness.search.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.likeness.search.compare..",
              "dev.likeness.search.erasure..",
              "dev.likeness.search.faces..",
              "dev.likeness.search.health..",
              "dev.likeness.search.move..",
              "dev.likeness.search.pipeline..",
              "dev.likeness.search.rates..",
              "dev.likeness.search.reindex..");

  @ArchTest
  static final ArchRule comparingKnowsNotHowFacesComeAndGo =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.search.compare..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.likeness.search.erasure..",
              "dev.likeness.search.faces..",
              "dev.likeness.search.log..",
              "dev.likeness.search.move..");

  @ArchTest
  static final ArchRule servicesMeetOnTopicsOnly =
      slices()
          .matching("dev.likeness.(ingest|embed|search)..")
          .should()
          .notDependOnEachOther()
          .as("services must not know each other");

  @ArchTest
  static final ArchRule theGatewayKnowsNothingButRoutes =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.likeness.faces..",
              "dev.likeness.topics..",
              "dev.likeness.runtime..",
              "dev.likeness.vision..",
              "dev.likeness.ingest..",
              "dev.likeness.embed..",
              "dev.likeness.search..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule nobodyDependsOnTheOutermostRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.likeness.standalone..", "dev.likeness.gateway..", "dev.likeness.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.likeness.standalone..", "dev.likeness.gateway..", "dev.likeness.benchmarks..");

  @ArchTest
  static final ArchRule theBrokerKnowsNothingOfFaces =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.likeness.faces..", "org.springframework..");

  @ArchTest
  static final ArchRule onlyTheBrokerKnowsTheServerOfKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.likeness.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");
}
