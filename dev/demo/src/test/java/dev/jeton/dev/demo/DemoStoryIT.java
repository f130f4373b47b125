package dev.jeton.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.dev.demo.story.Cast;
import dev.jeton.dev.demo.story.Step;
import dev.jeton.dev.demo.story.Story;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.Population;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.Taps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** The story, step by step, in a world of its own, and what everybody has of it afterwards. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoStoryIT {
    private static final int PEOPLE = 100;

    private static final ByteArrayOutputStream SCREEN = new ByteArrayOutputStream();
    private static final Terminal TERMINAL = new Terminal(new PrintStream(SCREEN, true, StandardCharsets.UTF_8), false);

    private static RunDirectory run;
    private static Taps taps;
    private static World world;
    private static List<Csi> published;
    private static Story story;

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.create("story-it");
        taps = run.layTaps();
        StartUp progress = new StartUp(TERMINAL);
        world = World.start(run, Plan.ofThisBuild(), progress, crash -> {
            throw new AssertionError(crash.toString());
        });
        published = Population.publish(world, PEOPLE, 1, Cast.everybody(), progress);
        story = new Story(world, published.get(0));
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> story_everyStep_isAnsweredAsExpected() {
        return story.steps().stream()
                .map(step -> DynamicTest.dynamicTest(
                        step.who() + " " + step.what(),
                        () -> assertThat(step.perform().answer()).isEqualTo(step.expected())));
    }

    @Order(2)
    @Test
    void sights_afterTheStory_nobodyHasWhatItMustNotKnow() throws Exception {
        Performance performance = new Performance(TERMINAL);

        new Sights(TERMINAL, performance, world, story, published).show();

        assertThat(performance.allHeld())
                .as(SCREEN.toString(StandardCharsets.UTF_8))
                .isTrue();
    }

    /** The sights can fail: a number that lookup's log names is found there. */
    @Order(3)
    @Test
    void sights_identifierInALog_isFound() throws Exception {
        Files.writeString(
                world.logs().get("lookup"),
                "event=lookup outcome=answered csi=" + Cast.BOB.uri() + "\n",
                StandardOpenOption.APPEND);
        Performance performance = new Performance(TERMINAL);

        new Sights(TERMINAL, performance, world, story, published).show();

        assertThat(performance.allHeld()).isFalse();
    }

    @Order(4)
    @Test
    void performance_oneStepIsNotAsExpected_isBroken() {
        Performance performance = new Performance(TERMINAL);

        performance.perform(List.of(
                new Step("Alice", "does what she should", "done", () -> "done"),
                new Step("Alice", "does something else", "done", () -> "undone")));

        assertThat(performance.allHeld()).isFalse();
        assertThat(performance.verdict()).isEqualTo("1 of 2 expectations did not hold.");
        assertThat(SCREEN.toString(StandardCharsets.UTF_8)).contains("BROKEN").contains("expected: done");
    }

    @Order(5)
    @Test
    void wire_allThatTheStoryTook_isTls13AndTellsNothing() throws Exception {
        WireCheck wire = new WireCheck(taps, new Sights(TERMINAL, new Performance(TERMINAL), world, story, published));

        wire.assertEveryServerWasHeard();
        wire.assertNothingPassesBy();
        wire.assertNothingInTheClear();
    }

    @Order(6)
    @Test
    void wire_plainWordsAndOlderTls_areRefusedEverywhere_andHeard() throws Exception {
        WireCheck wire = new WireCheck(taps, new Sights(TERMINAL, new Performance(TERMINAL), world, story, published));

        wire.assertOlderTlsIsRefused(world.authority());
        wire.assertPlainWordsAreRefusedAndHeard(Cast.BOB);
    }
}
