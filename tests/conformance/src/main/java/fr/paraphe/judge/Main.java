package fr.paraphe.judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Judges files and prints one JSON document per line: one for each file and time (signatures), one for each file (PDF/A).
 * Exit status: 0 every file was judged (the verdicts are in the JSON), 2 a file could not be read, 64 wrong usage.
 */
public final class Main {
    private static final int UNREADABLE = 2;
    private static final int USAGE = 64;
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /** Our own copy of standard output: what the libraries print goes to standard error and cannot break the JSON. */
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private boolean everyFileRead = true;

    public static void main(String... words) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        System.setProperty("java.awt.headless", "true");
        System.setOut(System.err);
        try {
            System.exit(new Main().judge(Arguments.parse(words)));
        } catch (IllegalArgumentException | java.time.format.DateTimeParseException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(USAGE);
        }
    }

    private int judge(Arguments arguments) throws Exception {
        if (arguments.signatures) {
            judgeSignatures(arguments);
        }
        if (arguments.pdfa) {
            judgeConformance(arguments);
        }
        return everyFileRead ? 0 : UNREADABLE;
    }

    private void judgeSignatures(Arguments arguments) throws Exception {
        SignatureJudge judge = new SignatureJudge(arguments.trust, arguments.policy);
        for (Path file : arguments.files) {
            for (Instant time : arguments.times) {
                SignatureVerdict verdict = judge.judge(file, time);
                print(verdict, verdict.error());
            }
        }
    }

    private void judgeConformance(Arguments arguments) throws Exception {
        ConformanceJudge judge = new ConformanceJudge(arguments.flavours);
        for (Path file : arguments.files) {
            ConformanceVerdict verdict = judge.judge(file);
            print(verdict, verdict.error());
        }
    }

    private void print(Object verdict, String error) throws Exception {
        out.println(JSON.writeValueAsString(verdict));
        everyFileRead &= error == null;
    }
}
