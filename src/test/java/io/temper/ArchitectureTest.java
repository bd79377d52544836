package io.temper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The package rules of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "io.temper", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule networks_are_used_in_vaereg_only =
            only("io.temper.vaereg..", "org.tensorflow..", "ai.djl..", "org.bytedeco..");

    @ArchTest
    static final ArchRule hdf5_is_read_in_dream3d_and_style_only = noClasses()
            .that()
            .resideOutsideOfPackages("io.temper.dream3d", "io.temper.vaereg.style")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jhdf..");

    @ArchTest
    static final ArchRule processes_are_started_in_launch_only =
            only("io.temper.fem.launch", "org.apache.commons.exec..");

    @ArchTest
    static final ArchRule databases_are_opened_in_store_only =
            only("io.temper.store", "javax.sql..", "org.sqlite..", "org.flywaydb..", "com.zaxxer..");

    @ArchTest
    static final ArchRule sql_is_used_in_store_events_and_lab_only = noClasses()
            .that()
            .resideOutsideOfPackages("io.temper.store", "io.temper.events", "io.temper.lab")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule camel_is_used_in_its_components_and_the_application_s_wiring_only = noClasses()
            .that()
            .resideOutsideOfPackages("io.temper.camel..", "io.temper.lab", "io.temper.app")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule rest_is_used_in_api_only =
            only("io.temper.api", "jakarta.ws.rs..", "org.jboss.resteasy..", "org.eclipse.microprofile.openapi..");

    @ArchTest
    static final ArchRule picocli_is_used_in_cli_only = only("io.temper.cli", "picocli..");

    @ArchTest
    static final ArchRule science_knows_no_framework = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.temper.material..",
                    "io.temper.dream3d..",
                    "io.temper.generation..",
                    "io.temper.fem..",
                    "io.temper.vaereg..",
                    "io.temper.annealing..",
                    "io.temper.design..",
                    "io.temper.store..",
                    "io.temper.events..",
                    "io.temper.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.runtime..", "io.quarkus.arc..", "jakarta..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule material_depends_on_nothing_of_temper = noClasses()
            .that()
            .resideInAPackage("io.temper.material..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are temper's, but not of material",
                    c -> c.getPackageName().startsWith("io.temper")
                            && !c.getPackageName().startsWith("io.temper.material")));

    @ArchTest
    static final ArchRule solvers_processes_run_on_the_jdk_and_jackson_core = classes()
            .that()
            .resideInAnyPackage("io.temper.fem.voxel..", "io.temper.fem.deck..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.temper.fem.voxel..",
                    "io.temper.fem.deck..",
                    "io.temper.material..",
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.temper.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule parts_of_packages_have_no_cycles_either =
            slices().matching("io.temper.(**)").should().beFreeOfCycles();

    /** The libraries may be used in the package and nowhere else. */
    private static ArchRule only(String user, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
