package dev.jeton.redis;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** Public methods and constructors neither take nor give anything of the packages named. */
final class NoForeignTypesInSignatures extends ArchCondition<JavaClass> {
    private final List<String> packages;

    NoForeignTypesInSignatures(String... packages) {
        super("not mention " + String.join(", ", packages) + " in a public signature");
        this.packages = List.of(packages);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .filter(used -> packages.stream().anyMatch(used.getPackageName()::startsWith))
                        .forEach(used -> events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " mentions " + used.getName())));
            }
        }
    }
}
