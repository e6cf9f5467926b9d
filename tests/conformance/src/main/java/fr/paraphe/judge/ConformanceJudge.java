package fr.paraphe.judge;

import fr.paraphe.judge.ConformanceVerdict.Failure;
import fr.paraphe.judge.ConformanceVerdict.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** veraPDF's own parser and profiles, one profile at a time. */
final class ConformanceJudge {
    private static final String VERSION = Version.of("org.verapdf", "validation-model-jakarta");
    private static final int EXAMPLES_PER_RULE = 1;

    private final VeraPDFFoundry foundry;
    private final List<PDFAFlavour> flavours;

    ConformanceJudge(List<String> flavours) {
        VeraGreenfieldFoundryProvider.initialise();
        this.foundry = Foundries.defaultInstance();
        this.flavours = flavours.stream().map(ConformanceJudge::flavour).toList();
    }

    private static PDFAFlavour flavour(String id) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("unknown flavour " + id);
        }
        return flavour;
    }

    /** Never throws on a bad file: the verdict then carries the error. */
    ConformanceVerdict judge(Path file) {
        try {
            if (!Files.isReadable(file)) {
                throw new IOException("no such file");
            }
            List<Flavour> verdicts = new ArrayList<>();
            for (PDFAFlavour flavour : flavours) {
                verdicts.add(judge(file, flavour));
            }
            return verdict(file, null, claimed(file), verdicts);
        } catch (Exception | StackOverflowError unreadable) {
            return verdict(file, Text.of(unreadable), List.of(), List.of());
        }
    }

    private static ConformanceVerdict verdict(Path file, String error, List<String> claimed, List<Flavour> verdicts) {
        return new ConformanceVerdict("verapdf", VERSION, file.toString(), error, claimed, verdicts);
    }

    /** No flavour and no default: what the metadata itself claims, if anything. */
    private List<String> claimed(Path file) throws Exception {
        try (PDFAParser parser = foundry.createParser(file.toFile(), PDFAFlavour.NO_FLAVOUR, PDFAFlavour.NO_FLAVOUR)) {
            return parser.getFlavours().stream().filter(flavour -> flavour != PDFAFlavour.NO_FLAVOUR)
                    .map(PDFAFlavour::getId).toList();
        }
    }

    private Flavour judge(Path file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = foundry.createParser(file.toFile(), flavour);
                PDFAValidator validator = foundry.createValidator(flavour, EXAMPLES_PER_RULE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            return new Flavour(flavour.getId(), result.isCompliant(), result.getTotalAssertions(), failures(result));
        }
    }

    private static List<Failure> failures(ValidationResult result) {
        Map<RuleId, TestAssertion> examples = new LinkedHashMap<>();
        result.getTestAssertions().forEach(failed -> examples.putIfAbsent(failed.getRuleId(), failed));
        return result.getFailedChecks().entrySet().stream()
                .map(failed -> failure(failed.getKey(), failed.getValue(), examples.get(failed.getKey()), result))
                .sorted(Comparator.comparing(Failure::clause).thenComparing(Failure::test)).toList();
    }

    private static Failure failure(RuleId rule, int count, TestAssertion example, ValidationResult result) {
        return new Failure(rule.getSpecification().getId(), rule.getClause(), rule.getTestNumber(),
                result.getValidationProfile().getRuleByRuleId(rule).getDescription(), count,
                example == null ? null : example.getLocation().getContext(),
                example == null ? null : example.getErrorMessage());
    }
}
