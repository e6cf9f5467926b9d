package fr.paraphe.judge;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The command line, read once. Options may be repeated and mixed with files; {@code --} ends the options. */
final class Arguments {
    static final String USAGE = "--trust ROOT.pem… [--at INSTANT]… [--policy strict|default|FILE]"
            + " [--signatures] [--pdfa [--flavour 2a]…] FILE…";

    final List<Path> trust = new ArrayList<>();
    final List<Instant> times = new ArrayList<>();
    final List<String> flavours = new ArrayList<>();
    final List<Path> files = new ArrayList<>();
    String policy = "strict";
    boolean signatures;
    boolean pdfa;

    /** @throws IllegalArgumentException with a sentence fit to be shown */
    static Arguments parse(String... words) {
        Arguments arguments = new Arguments();
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        while (!rest.isEmpty()) {
            arguments.take(rest.pop(), rest);
        }
        return arguments.completed();
    }

    private void take(String word, Deque<String> rest) {
        switch (word) {
            case "--trust" -> trust.add(Path.of(value(word, rest)));
            case "--at" -> times.add(Instant.parse(value(word, rest)));
            case "--policy" -> policy = value(word, rest);
            case "--flavour" -> flavours.add(value(word, rest));
            case "--signatures" -> signatures = true;
            case "--pdfa" -> pdfa = true;
            case "--" -> takeFiles(rest);
            default -> takeFile(word);
        }
    }

    private void takeFile(String word) {
        if (word.startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + word + "; usage: " + USAGE);
        }
        files.add(Path.of(word));
    }

    private void takeFiles(Deque<String> rest) {
        rest.forEach(word -> files.add(Path.of(word)));
        rest.clear();
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " wants a value; usage: " + USAGE);
        }
        return rest.pop();
    }

    private Arguments completed() {
        if (files.isEmpty() || !(signatures || pdfa)) {
            throw new IllegalArgumentException("nothing to judge; usage: " + USAGE);
        }
        if (times.isEmpty()) {
            times.add(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
        if (flavours.isEmpty()) {
            flavours.addAll(List.of("2a", "ua1"));
        }
        return this;
    }
}
