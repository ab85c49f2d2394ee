import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.apache.fop.apps.Fop;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.FopFactoryBuilder;
import org.apache.fop.configuration.DefaultConfigurationBuilder;
import org.apache.xmlgraphics.util.MimeConstants;

/** Apache FOP: E1.xsl makes formatting objects of the JSON, which go to FOP as events. */
public final class FopPeer {
    private static final int AT_LEAST = 4;

    private static final String FONT =
            "<font embed-url='%s/%s.ttf' embedding-mode='subset'>"
            + "<font-triplet name='%s' style='normal' weight='normal'/></font>";

    private final FopFactory factory;
    private final XsltExecutable stylesheet;

    private FopPeer(String fonts, File source) throws Exception {
        String configuration = "<fop version='1.0'><accessibility>"
                + System.getenv().containsKey("PEERS_TAGGED") + "</accessibility><renderers><renderer mime='application/pdf'><fonts>"
                + String.format(FONT, fonts, "NotoSerifSC", "song") + String.format(FONT, fonts, "NotoSansSC", "hei")
                + "</fonts></renderer></renderers></fop>";
        factory = new FopFactoryBuilder(new File(".").toURI())
                .setConfiguration(new DefaultConfigurationBuilder()
                        .build(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8))))
                .build();
        stylesheet = new Processor(false).newXsltCompiler().compile(new StreamSource(source));
    }

    private byte[] pdf(String json) throws Exception {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        Fop fop = factory.newFop(MimeConstants.MIME_PDF, pdf);
        Xslt30Transformer transformer = stylesheet.load30();
        transformer.setStylesheetParameters(Map.of(new QName("json"), new XdmAtomicValue(json)));
        transformer.callTemplate(null, new SAXDestination(fop.getDefaultHandler()));
        return pdf.toByteArray();
    }

    /** Arguments: FONTS STYLESHEET, then as for every peer DATA PDF COUNT SECONDS, see form.py. */
    public static void main(String[] arguments) throws Exception {
        FopPeer peer = new FopPeer(arguments[0], new File(arguments[1]));
        String json = Files.readString(Path.of(arguments[2]));
        int count = Integer.parseInt(arguments[4]);
        double patience = Double.parseDouble(arguments[5]) * 1e9;
        long start = System.nanoTime();
        byte[] pdf = null;

        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            if (i >= AT_LEAST && begin - start > patience) {
                break;
            }
            pdf = peer.pdf(json);
            System.out.printf("%.3f%n", (System.nanoTime() - begin) / 1e6);
        }
        Files.write(Path.of(arguments[3]), pdf);
    }
}
