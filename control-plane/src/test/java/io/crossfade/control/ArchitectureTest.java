package io.crossfade.control;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what: the driver is another process, and packages are built on one another in one direction. */
@AnalyzeClasses(packages = "io.crossfade.control", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule NEVER_SEES_THE_DRIVER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.crossfade.jdbc..", "io.crossfade.phase..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES_OF_PACKAGES =
            slices().matching("io.crossfade.control.(*)..").should().beFreeOfCycles();
}
