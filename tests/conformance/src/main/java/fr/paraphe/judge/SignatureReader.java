package fr.paraphe.judge;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.simplereport.jaxb.XmlMessage;
import eu.europa.esig.dss.simplereport.jaxb.XmlSignature;
import eu.europa.esig.dss.simplereport.jaxb.XmlSignatureScope;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamp;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamps;
import eu.europa.esig.dss.simplereport.jaxb.XmlToken;
import eu.europa.esig.dss.validation.reports.Reports;
import fr.paraphe.judge.SignatureVerdict.Remark;
import fr.paraphe.judge.SignatureVerdict.Scope;
import fr.paraphe.judge.SignatureVerdict.Signature;
import fr.paraphe.judge.SignatureVerdict.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;

/** Turns DSS's reports (simple for the verdicts, diagnostic for the facts) into one {@link SignatureVerdict}. */
final class SignatureReader {
    private static final String VERSION = Version.of("eu.europa.ec.joinup.sd-dss", "dss-validation");

    private final Path file;
    private final Instant time;
    private final String policy;
    private DiagnosticData facts;

    SignatureReader(Path file, Instant time, String policy) {
        this.file = file;
        this.time = time;
        this.policy = policy;
    }

    SignatureVerdict unreadable(Throwable reason) {
        return verdict(Text.of(reason), null, List.of(), List.of(), List.of());
    }

    SignatureVerdict read(Reports reports) {
        facts = reports.getDiagnosticData();
        List<XmlToken> tokens = reports.getSimpleReportJaxb().getSignatureOrTimestampOrEvidenceRecord();
        return verdict(null, Text.of(facts.getContainerType()), facts.isContainerInfoPresent()
                        ? Text.list(facts.getContainerContentFilenames()) : List.of(),
                only(tokens, XmlSignature.class, this::signature), only(tokens, XmlTimestamp.class, this::timestamp));
    }

    private SignatureVerdict verdict(String error, String container, List<String> contents, List<Signature> signatures,
                                     List<Timestamp> timestamps) {
        return new SignatureVerdict("dss", VERSION, file.toString(), time.toString(), policy, error, container, contents,
                signatures, timestamps);
    }

    private Signature signature(XmlSignature token) {
        SignatureWrapper fact = facts.getSignatureById(token.getId());
        XmlTimestamps stamps = token.getTimestamps();
        return new Signature(token.getId(), token.getFilename(), PdfReader.field(fact.getPDFRevision()),
                token.getSignedBy(), Text.of(token.getSignatureFormat()), Text.of(token.getIndication()),
                Text.of(token.getSubIndication()), errors(token), warnings(token), infos(token),
                instant(token.getSigningTime()), instant(token.getBestSignatureTime()), scopes(token.getSignatureScope()),
                stamps == null ? List.of() : stamps.getTimestamp().stream().map(this::timestamp).toList(),
                PdfReader.revision(fact.getPDFRevision()));
    }

    private Timestamp timestamp(XmlTimestamp token) {
        TimestampWrapper fact = facts.getTimestampById(token.getId());
        return new Timestamp(token.getId(), token.getFilename(), PdfReader.field(fact.getPDFRevision()),
                fact.getType().name(), token.getProducedBy(), instant(token.getProductionTime()),
                Text.of(token.getIndication()), Text.of(token.getSubIndication()), errors(token), warnings(token),
                infos(token), scopes(token.getTimestampScope()), PdfReader.revision(fact.getPDFRevision()));
    }

    private static <T extends XmlToken, R> List<R> only(List<XmlToken> tokens, Class<T> kind, Function<T, R> reading) {
        return tokens.stream().filter(kind::isInstance).map(kind::cast).map(reading).toList();
    }

    private static List<Remark> errors(XmlToken token) {
        return token.getAdESValidationDetails() == null ? List.of() : remarks(token.getAdESValidationDetails().getError());
    }

    private static List<Remark> warnings(XmlToken token) {
        return token.getAdESValidationDetails() == null ? List.of() : remarks(token.getAdESValidationDetails().getWarning());
    }

    private static List<Remark> infos(XmlToken token) {
        return token.getAdESValidationDetails() == null ? List.of() : remarks(token.getAdESValidationDetails().getInfo());
    }

    private static List<Remark> remarks(List<XmlMessage> messages) {
        return messages.stream().map(message -> new Remark(message.getKey(), message.getValue())).toList();
    }

    private static List<Scope> scopes(List<XmlSignatureScope> scopes) {
        return scopes.stream().map(scope -> new Scope(scope.getName(), Text.of(scope.getScope()))).toList();
    }

    private static String instant(Date date) {
        return date == null ? null : date.toInstant().toString();
    }
}
