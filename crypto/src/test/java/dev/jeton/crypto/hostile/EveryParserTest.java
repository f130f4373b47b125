package dev.jeton.crypto.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.jeton.crypto.mapping.Claims;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@link Parser} forgets none. */
class EveryParserTest {
    /** What a parser is called here. */
    private static final Pattern READS =
            Pattern.compile("(parse|read|decode|of|load|open|unseal|normalize|verify)([A-Z0-9].*)?");

    private static final Set<String> READ_FROM = Set.of(
            "dev.jeton.crypto.wire.Bytes",
            "dev.jeton.crypto.json.JsonObject",
            "java.lang.String",
            "java.nio.file.Path",
            "[B");

    /** Not parsers, or covered by the one that they delegate to. */
    private static final Set<String> NO_PARSERS = Set.of(
            "Bytes.of", // copies
            "Bytes.ofHex", // for constants
            "Bytes.ofUtf8", // the other direction
            "MalformedMessage.of", // makes a refusal
            "PrintableLine.of", // for logs, and refuses nothing
            "TokenChallenge.of", // makes a challenge
            "QueryTag.of", // makes a tag
            "QueryTag.ofContext", // makes a tag
            "PrivateTokenChallenge.of", // makes a header
            "PrivateTokenChallenge.parseAll", // through Glue.challengeHeader
            "ProblemType.ofUri", // through Problem.parse
            "Problem.of", // makes a problem
            "CsipTrustFile.parseKeys", // through DatedKeySet.parse
            "Validity.parse", // through all signed documents
            "BlindRsaSigningKey.unseal", // through TokenSigningKey
            "VoprfSecretKey.unseal", // through VoprfTokenSecretKey
            "BlindRsaPublicKey.verify", // answers yes or no
            "Engine.verifyEd25519", // through QueryProof.verify
            "OhttpKeyPair.unseal", // through HpkeSecretKey.unseal
            "HpkeSecretKey.of", // through HpkeSecretKey.unseal
            "HpkeRecipient.open", // through HpkeSuite.open
            "Kind.read", // of key files: what a directory of them refuses is tested with it
            "SealingKey.of"); // throws for a wrong size: a programmer's mistake

    @Test
    void parsers_areAllListed() {
        // Names are enough: the classes that ours use need not be read as well.
        ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            requireAllListed(new ClassFileImporter().importPackages("dev.jeton.crypto"));
        });
    }

    private static void requireAllListed(JavaClasses classes) {
        Set<String> called = Stream.of(Parser.class, Glue.class, Oblivious.class, Claims.class)
                .flatMap(list -> classes.get(list).getAccessesFromSelf().stream())
                .map(access -> access.getTargetOwner().getSimpleName() + "." + access.getName())
                .collect(Collectors.toSet());

        Set<String> missing = new TreeSet<>();
        for (JavaClass type : classes.that(DescribedPredicate.describe("main", EveryParserTest::isMain))) {
            for (JavaMethod method : type.getMethods()) {
                String name = type.getSimpleName() + "." + method.getName();
                if (isParser(method) && !called.contains(name) && !NO_PARSERS.contains(name)) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isMain(JavaClass type) {
        return type.getSource()
                .filter(source -> !source.getUri().getPath().contains("/test-classes/"))
                .isPresent();
    }

    private static boolean isParser(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && READS.matcher(method.getName()).matches()
                && method.getRawParameterTypes().stream().anyMatch(type -> READ_FROM.contains(type.getName()));
    }
}
